// The ports of a guest's virtio-serial controllers, and which are free.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

const DEFAULT_PORTS = 31;

export interface VirtioSerialAddress {
  controller: number;
  bus: number;
  port: number;
}

const fail = (code: number, text: string): VirError => new VirError(code, ErrorDomain.DOMAIN, text);

export interface VirtioSerialSet {
  addController(index: number, ports: number | undefined): void;
  reserve(address: VirtioSerialAddress): void;
  /** The next free port of one controller; port 0 belongs to the first console and is never given. */
  nextOf(controller: number): VirtioSerialAddress;
  /** The next free port anywhere; `addController` is called for a fresh index when all are full. */
  next(allowZero: boolean, addController: (index: number) => void): VirtioSerialAddress;
}

export const virtioSerialSet = (): VirtioSerialSet => {
  const ports = new Map<number, boolean[]>();
  const firstFree = (map: boolean[], from: number): number => map.indexOf(false, from);
  const taken = (a: VirtioSerialAddress): VirError =>
    fail(
      ErrorCode.XML_ERROR,
      `virtio serial port ${a.port} on controller ${a.controller} is already occupied`,
    );

  const reserve = (a: VirtioSerialAddress): void => {
    const map = ports.get(a.controller);
    if (!map) throw fail(ErrorCode.XML_ERROR, `virtio serial controller ${a.controller} is missing`);
    if (a.port >= map.length) {
      throw fail(
        ErrorCode.XML_ERROR,
        `virtio serial controller ${a.controller} does not have port ${a.port}`,
      );
    }
    if (map[a.port]) throw taken(a);
    map[a.port] = true;
  };

  return {
    addController(index, count) {
      if (ports.has(index)) {
        throw fail(
          ErrorCode.INTERNAL_ERROR,
          `virtio serial controller with index ${index} already exists in the address set`,
        );
      }
      ports.set(index, new Array<boolean>(count ?? DEFAULT_PORTS).fill(false));
    },
    reserve,
    nextOf(controller) {
      const map = ports.get(controller);
      if (!map) throw fail(ErrorCode.INTERNAL_ERROR, `virtio-serial controller ${controller} not available`);
      const port = firstFree(map, 1);
      if (port < 1) {
        throw fail(
          ErrorCode.XML_ERROR,
          `Unable to find a free port on virtio-serial controller ${controller}`,
        );
      }
      map[port] = true;
      return { controller, bus: 0, port };
    },
    next(allowZero, addController) {
      const from = allowZero ? 0 : 1;
      if (ports.size === 0)
        throw fail(ErrorCode.INTERNAL_ERROR, 'no virtio-serial controllers are available');
      for (const controller of [...ports.keys()].sort((a, b) => a - b)) {
        const port = firstFree(ports.get(controller)!, from);
        if (port < 0) continue;
        const address = { controller, bus: 0, port };
        reserve(address);
        return address;
      }
      let controller = 0;
      while (ports.has(controller)) controller++;
      addController(controller);
      const address = { controller, bus: 0, port: from };
      reserve(address);
      return address;
    },
  };
};
