// The devices a guest has without naming them: controllers, the console of its first serial port; and their numbers.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import {
  type Channel,
  type Console,
  type Controller,
  findController,
  freeControllerIndex,
  insertController,
  needController,
  type Serial,
} from '../devices.ts';
import { internalError, unsupported } from '../error.ts';

/** A full machine's first console is its first serial port: whichever was given brings the other. */
export const settleConsoles = (domain: Domain): void => {
  const { consoles, serials } = domain.devices;
  if (consoles.slice(1).some((console) => console.target.type === 'serial')) {
    throw unsupported('Only the first console can be a serial port');
  }
  if (domain.os.type.value !== 'hvm') return;
  const [first] = consoles;
  const [serial] = serials;
  if (first && (first.target.type === undefined || first.target.type === 'serial')) {
    if (!serial) serials.push({ ...first, target: { port: 0 } } as Serial);
    consoles[0] = { type: serials[0]?.type ?? 'pty', target: { type: 'serial', port: 0 } } as Console;
  } else if (
    serial &&
    [undefined, 'isa-serial', 'spapr-vio-serial', 'system-serial', 'sclp-serial'].includes(serial.target.type)
  ) {
    consoles.unshift({ type: serial.type, target: { type: 'serial', port: 0 } } as Console);
  } else return;
  for (const [i, { target }] of consoles.entries()) target.port = i;
};

const needControllers = (domain: Domain, type: Controller['type'], last: number, model?: string): void => {
  for (let i = 0; i <= last; i++) needController(domain, type, i, model);
};

const driveControllers = (domain: Domain, type: 'scsi' | 'fdc' | 'ide' | 'sata'): void => {
  let last = -1;
  for (const { target, address } of domain.devices.disks) {
    if (target.bus === type && address?.type === 'drive') last = Math.max(last, address.controller);
  }
  needControllers(domain, type, last);
};

const needSmartcardController = (domain: Domain): void => {
  for (const card of domain.devices.smartcards) {
    if (!card.address) {
      const slots = domain.devices.smartcards.flatMap(({ address }) =>
        address?.type === 'ccid' && address.controller === 0 ? [address.slot] : [],
      );
      card.address = { type: 'ccid', controller: 0, slot: Math.max(-1, ...slots) + 1 };
    }
    if (card.address.type === 'ccid') needController(domain, 'ccid', card.address.controller);
  }
};

/** Controllers for the SCSI host devices that have an address. */
export const needHostdevControllers = (domain: Domain): void => {
  let last = -1;
  let model: string | undefined;
  for (const hostdev of domain.devices.hostdevs) {
    if (hostdev.type !== 'scsi') continue;
    const controller = hostdev.address?.type === 'drive' ? hostdev.address.controller : 0;
    if (controller <= last) continue;
    last = controller;
    model = findController(domain, 'scsi', controller)?.model ?? model;
  }
  needControllers(domain, 'scsi', last, model);
};

/** The controllers that disks, channels, smartcards and host devices need. */
export const addImplicitControllers = (domain: Domain): void => {
  for (const type of ['scsi', 'fdc', 'ide', 'sata'] as const) driveControllers(domain, type);
  const ports: (Channel | Console)[] = [...domain.devices.channels, ...domain.devices.consoles];
  for (const { target, address } of ports) {
    if (target.type !== 'virtio') continue;
    needController(domain, 'virtio-serial', address?.type === 'virtio-serial' ? address.controller : 0);
  }
  needSmartcardController(domain);
  needHostdevControllers(domain);
};

/** Gives the controllers without a number the lowest free one; USB2 companions that of their master. */
export const numberControllers = (domain: Domain): void => {
  const { controllers } = domain.devices;
  let reorder = false;
  for (const [at, controller] of controllers.entries()) {
    if (controller.index !== undefined) continue;
    if (at > 0 && isUsb2(controller)) {
      reorder = true;
      const before = controllers.slice(0, at).findLast((each) => each.type === 'usb');
      if (
        before &&
        isUsb2(before) &&
        !controllers.some(
          (each) =>
            each.type === 'usb' &&
            each.index === before.index &&
            each.model === controller.model &&
            each !== controller,
        )
      ) {
        controller.index = before.index;
      }
    }
    controller.index ??= freeControllerIndex(domain, controller.type);
  }
  if (reorder) {
    domain.devices.controllers = [];
    for (const controller of controllers) insertController(domain.devices.controllers, controller);
  }
};
const isUsb2 = (controller: Controller): boolean =>
  controller.type === 'usb' && /^ich9-(ehci|uhci)\d$/.test(controller.model ?? '');

const MAX_ISA_SERIAL = 4;
export const numberIsaSerials = (domain: Domain): void => {
  const serials = domain.devices.serials.filter((serial) => serial.target.type === 'isa-serial');
  const used = new Set<number>();
  for (const { target } of serials) {
    const { port } = target;
    if (serials.length > MAX_ISA_SERIAL || (port ?? 0) >= MAX_ISA_SERIAL) {
      throw internalError(`Maximum supported number of ISA serial ports is '${MAX_ISA_SERIAL}'`);
    }
    if (port === undefined) continue;
    if (used.has(port)) throw internalError(`target port '${port}' already allocated`);
    used.add(port);
  }
  for (const { target } of serials) {
    if (target.port !== undefined) continue;
    target.port = [0, 1, 2, 3].find((port) => !used.has(port)) ?? 0;
    used.add(target.port);
  }
};
