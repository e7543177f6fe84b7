// Gives every device of a guest its address, bus by bus in libvirt's order.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { machineOf } from '../facts.ts';
import {
  assignCcw,
  assignMemorySlots,
  assignSpaprVio,
  assignVirtioSerial,
  primeMmio,
} from './other-buses.ts';
import { assignPci } from './pci-assign.ts';
import type { PciKinds } from './pci-flags.ts';
import type { PciSet } from './pci-set.ts';
import { assignUsb } from './usb-assign.ts';
import type { UsbSet } from './usb-set.ts';

export interface AssignOptions {
  /** A definition just made, rather than one read back: USB ports are given out. */
  newDomain: boolean;
  hostIsExpress?: PciKinds['hostIsExpress'];
}

/** What is taken, for devices that are plugged in later. */
export interface AddressSets {
  pci: PciSet;
  usb: UsbSet | undefined;
}

export const assignAddresses = (domain: Domain, caps: QemuCaps, options: AssignOptions): AddressSets => {
  const machine = machineOf(domain);
  assignVirtioSerial(domain);
  assignSpaprVio(domain, machine);
  assignCcw(domain, caps, machine);
  primeMmio(domain, caps, machine);
  const { hostIsExpress } = options;
  const pci = assignPci({ domain, caps, machine, ...(hostIsExpress ? { hostIsExpress } : {}) });
  const usb = assignUsb(domain, options.newDomain);
  assignMemorySlots(domain);
  return { pci, usb };
};
