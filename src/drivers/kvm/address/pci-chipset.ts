// The PCI slots that a chipset's own devices occupy: PIIX3 on i440fx, ICH9 on q35.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Controller, DeviceInfo, Video } from '../../../model/domain/devices.ts';
import { type PciAddress, type PciSet, Plug } from './pci-set.ts';
import { hasPci, pciOf, wantsPci } from './presence.ts';

const at = (slot: number, fn = 0): PciAddress => ({ domain: 0, bus: 0, slot, function: fn });
const same = (a: PciAddress, b: PciAddress): boolean =>
  a.domain === b.domain && a.bus === b.bus && a.slot === b.slot && a.function === b.function;

/** Writes a PCI address into a device. */
export const setPci = (info: DeviceInfo, a: PciAddress): void => {
  const old = info.address?.type === 'pci' ? info.address : undefined;
  info.address = {
    type: 'pci',
    domain: a.domain,
    bus: a.bus,
    slot: a.slot,
    function: a.function,
    ...(a.multifunction !== undefined ? { multifunction: a.multifunction } : {}),
    ...(old?.zpci ? { zpci: old.zpci } : {}),
  };
};

/** Fixes a controller's address, or complains about another. */
const pin = (controller: Controller, place: PciAddress, complaint: string): void => {
  const address = pciOf(controller);
  if (!address) setPci(controller, place);
  else if (!same(address, place)) {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, complaint);
  }
};

export const isPiixIde = (c: Controller): boolean => c.type === 'ide' && c.index === 0;
export const isPiixUsb = (c: Controller): boolean =>
  c.type === 'usb' && c.index === 0 && (c.model === undefined || c.model === 'piix3-uhci');

type ReserveNext = (device: DeviceInfo) => void;

const primaryVideo = (
  domain: Domain,
  set: PciSet,
  slot: number,
  flags: number,
  reserveNext: ReserveNext,
): void => {
  const video: Video | undefined = domain.devices.videos[0];
  const type = video?.model?.type;
  if (!video || type === 'none' || type === 'ramfb' || !wantsPci(video)) return;
  const place = at(slot);
  set.check(place, flags);
  if (set.slotInUse(place)) reserveNext(video);
  else {
    set.reserve(place, flags);
    setPci(video, place);
  }
};

/** i440fx: ISA bridge, IDE, USB and power management share slot 1; the primary video likes slot 2. */
export const reservePiix3 = (domain: Domain, set: PciSet, reserveNext: ReserveNext): void => {
  const flags = Plug.AUTOASSIGN | Plug.PCI_DEVICE;
  for (const controller of domain.devices.controllers) {
    if (isPiixIde(controller)) {
      pin(controller, at(1, 1), 'Primary IDE controller must have PCI address 0:0:1.1');
    } else if (isPiixUsb(controller)) {
      pin(controller, at(1, 2), 'PIIX3 USB controller at index 0 must have PCI address 0:0:1.2');
    } else continue;
    if (set.buses.length > 0) set.reserve(pciOf(controller)!, flags);
  }
  if (set.buses.length > 0) {
    set.reserve(at(1, 0), flags);
    set.reserve(at(1, 3), flags);
  }
  primaryVideo(domain, set, 2, flags, reserveNext);
};

/** q35: SATA, ISA and SMBus in slot 1f; USB in 1d and 1a, sound in 1b and a bridge in 1e if they are wanted. */
export const reserveQ35 = (domain: Domain, set: PciSet, reserveNext: ReserveNext): void => {
  const flags = Plug.PCIE_DEVICE;
  for (const controller of domain.devices.controllers) {
    if (controller.type === 'sata' && controller.index === 0) {
      pin(controller, at(0x1f, 2), 'Primary SATA controller must have PCI address 0:0:1f.2');
    } else if (
      controller.type === 'usb' &&
      controller.model === 'ich9-uhci1' &&
      controller.address === undefined
    ) {
      const slot = [0x1d, 0x1a].find((candidate) => !set.slotInUse(at(candidate)));
      if (slot === undefined) continue;
      set.reserve(at(slot), flags);
      setPci(controller, { ...at(slot), multifunction: true });
    } else if (
      controller.type === 'pci' &&
      controller.model === 'dmi-to-pci-bridge' &&
      controller.address === undefined &&
      !set.slotInUse(at(0x1e))
    ) {
      set.reserve(at(0x1e), flags);
      setPci(controller, at(0x1e));
    }
  }
  if (set.buses.length > 0) {
    set.reserve(at(0x1f, 0), flags);
    set.reserve(at(0x1f, 3), flags);
  }
  primaryVideo(domain, set, 1, flags, reserveNext);
  if (set.slotInUse(at(0x1b))) return;
  const sound = domain.devices.sounds.find((candidate) => candidate.model === 'ich9' && !hasPci(candidate));
  if (sound && wantsPci(sound)) {
    set.reserve(at(0x1b), flags);
    setPci(sound, at(0x1b));
  }
};
