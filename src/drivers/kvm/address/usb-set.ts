// The tree of USB ports of one guest: controllers, hubs behind hubs, and which port is free.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

/** Ports on every hub that libvirt adds. */
export const HUB_PORTS = 8;
const MAX_DEPTH = 4;

/** Bus number and port path (`1.2`), both absent or one of them while not yet assigned. */
export interface UsbAddress {
  bus: number;
  port: string;
}

interface Hub {
  used: boolean[];
  hubs: (Hub | undefined)[];
}
const newHub = (ports: number): Hub => ({
  used: new Array<boolean>(ports).fill(false),
  hubs: new Array<Hub | undefined>(ports).fill(undefined),
});

const xmlError = (text: string): VirError => new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, text);

/** How many ports a controller model has; companions have none of their own. */
export const portsOfController = (model: string | undefined, ports: number | undefined): number => {
  switch (model) {
    case undefined:
    case 'piix3-uhci':
    case 'piix4-uhci':
    case 'vt82c686b-uhci':
      return 2;
    case 'ehci':
    case 'ich9-ehci1':
      return 6;
    case 'pci-ohci':
      return 3;
    case 'nec-xhci':
    case 'qemu-xhci':
      return ports ?? 4;
    case 'qusb1':
    case 'qusb2':
      return ports ?? 8;
    default:
      return 0;
  }
};

export interface UsbSet {
  addController(index: number, ports: number): void;
  addHub(address: UsbAddress): void;
  reserve(address: UsbAddress): void;
  /** The first free port of `bus`, or of any bus; taken at once. */
  assign(bus: number | undefined): UsbAddress;
  release(address: UsbAddress): void;
}

export const usbSet = (): UsbSet => {
  const buses: (Hub | undefined)[] = [];

  const find = (a: UsbAddress): [Hub, number] => {
    const root = buses[a.bus];
    if (root === undefined) throw xmlError(`Missing USB bus ${a.bus}`);
    const path = a.port.split('.').map(Number);
    let hub = root;
    for (const step of path.slice(0, -1)) {
      const where = `at port ${step} in USB address bus: ${a.bus} port: ${a.port}`;
      if (hub.used.length <= step - 1) {
        throw xmlError(`port ${step} out of range in USB address bus: ${a.bus} port: ${a.port}`);
      }
      const next = hub.hubs[step - 1];
      if (next === undefined) throw xmlError(`there is no hub ${where}`);
      hub = next;
    }
    const target = path.at(-1)! - 1;
    if (target >= hub.used.length) {
      throw xmlError(`requested USB port ${a.port} not present on USB bus ${a.bus}`);
    }
    return [hub, target];
  };

  const freePort = (hub: Hub, level: number): number[] | undefined => {
    const here = hub.used.indexOf(false);
    if (here >= 0) return [here + 1];
    if (level >= MAX_DEPTH - 1) return undefined;
    for (const [i, below] of hub.hubs.entries()) {
      const path = below && freePort(below, level + 1);
      if (path) return [i + 1, ...path];
    }
    return undefined;
  };

  const reserve = (a: UsbAddress): void => {
    const [hub, port] = find(a);
    if (hub.used[port]) throw xmlError(`Duplicate USB address bus ${a.bus} port ${a.port}`);
    hub.used[port] = true;
  };

  return {
    addController(index, ports) {
      if (ports === 0) return;
      if (buses[index]) throw xmlError(`Duplicate USB controllers with index ${index}`);
      buses[index] = newHub(ports);
    },
    addHub(a) {
      const [hub, port] = find(a);
      if (hub.hubs[port]) throw xmlError(`Duplicate USB hub on bus ${a.bus} port ${a.port}`);
      hub.used[port] = true;
      hub.hubs[port] = newHub(HUB_PORTS);
    },
    reserve,
    assign(wanted) {
      if (wanted !== undefined && buses[wanted] === undefined) {
        throw xmlError(`USB bus ${wanted} requested but no controller with that index is present`);
      }
      for (const bus of wanted !== undefined ? [wanted] : buses.keys()) {
        const root = buses[bus];
        const path = root && freePort(root, 0);
        if (!path) continue;
        const address = { bus, port: path.join('.') };
        reserve(address);
        return address;
      }
      throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, 'No free USB ports');
    },
    release(a) {
      const [hub, port] = find(a);
      hub.used[port] = false;
    },
  };
};
