// Gives every device that wants one a PCI address, adding the buses that are missing.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import {
  addController,
  type Controller,
  type Device,
  type DeviceInfo,
  findController,
  infoOf,
  walkDevices,
} from '../../../model/domain/devices.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { balloonOf } from '../facts.ts';
import { hostdevsOf } from '../hostdevs.ts';
import { isI440fx, isPseries, isQ35, type MachineOf, supportsPci } from '../machine.ts';
import { isPiixIde, isPiixUsb, reservePiix3, reserveQ35, setPci } from './pci-chipset.ts';
import { type PciKinds, pciKinds, plugOf } from './pci-flags.ts';
import { completePciControllers } from './pci-options.ts';
import { type PciAddress, type PciModel, type PciSet, Plug, pciSet } from './pci-set.ts';
import { hasPci, pciOf, wantsPci } from './presence.ts';
import { type ZpciIds, zpciIds } from './zpci.ts';

const fail = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);

export interface PciContext {
  domain: Domain;
  caps: QemuCaps;
  machine: MachineOf;
  hostIsExpress?: PciKinds['hostIsExpress'];
}

const pciControllers = (domain: Domain): Controller[] =>
  domain.devices.controllers.filter((c) => c.type === 'pci');
const rootModel = (domain: Domain): string | undefined => findController(domain, 'pci', 0)?.model;

interface Pass extends PciContext {
  set: PciSet;
  dryRun: boolean;
  plugs: Map<DeviceInfo, number>;
  groups: Map<DeviceInfo, number>;
  zpci: ZpciIds | undefined;
}

/** Takes the next address that fits; the dry run forgets it again. */
const reserveNext = (pass: Pass, info: DeviceInfo, fn?: number): PciAddress => {
  const flags = pass.plugs.get(info) ?? 0;
  const address = pass.set.reserveNext({
    flags,
    isolationGroup: pass.groups.get(info) ?? 0,
    ...(fn !== undefined ? { function: fn } : {}),
  });
  if (!pass.dryRun) setPci(info, address);
  return address;
};

/** Takes the addresses the definition gives. */
const collect = (pass: Pass, device: Device): void => {
  const info = infoOf(device);
  const address = pciOf(info);
  if (!address) return;
  // Devices that should not be on PCI at all were let in by old versions.
  const flags = pass.plugs.get(info) || Plug.PCI_DEVICE;
  pass.plugs.set(info, flags);
  if (device.kind === 'controller' && address.domain === 0 && address.bus === 0 && address.slot === 1) {
    const piix =
      (isPiixIde(device.dev) && address.function === 1) || (isPiixUsb(device.dev) && address.function === 2);
    if (piix) {
      const bus = pass.set.buses[0];
      if (bus && !(bus.flags & Plug.PCI_DEVICE)) {
        throw fail(ErrorCode.INTERNAL_ERROR, 'Bus 0 must be PCI for integrated PIIX3 USB or IDE controllers');
      }
      return;
    }
  }
  pass.set.reserve(address, flags, pass.groups.get(info) ?? 0);
};

const openPass = (
  context: PciContext,
  buses: number,
  dryRun: boolean,
  state: Pick<Pass, 'plugs' | 'groups'>,
): Pass => {
  const { domain, caps, machine } = context;
  const set = pciSet({
    buses,
    dryRun,
    multipleRoots: isPseries(machine),
    pcieToPciBridge: caps.has('pcie-pci-bridge'),
  });
  for (const controller of pciControllers(domain)) {
    const index = controller.index ?? 0;
    if (index >= buses) {
      throw fail(
        ErrorCode.INTERNAL_ERROR,
        `Inappropriate new pci controller index ${index} exceeds addrs array length`,
      );
    }
    set.setModel(index, controller.model as PciModel, controller.target?.hotplug !== false);
    const bus = set.buses[index]!;
    bus.isolationGroup = state.groups.get(controller) ?? 0;
    // Host devices must not share the default host bridge of a pSeries guest.
    bus.isolationLocked = isPseries(machine) && index === 0;
  }
  if (buses > 0 && !set.buses[0]!.model) set.setModel(0, 'pci-root', true);
  const filler: PciModel = isPseries(machine)
    ? 'pci-root'
    : rootModel(domain) === 'pcie-root'
      ? 'pcie-root-port'
      : 'pci-bridge';
  for (const [i, bus] of set.buses.entries()) if (i > 0 && !bus.model) set.setModel(i, filler, true);
  const pass: Pass = { ...context, set, dryRun, ...state, zpci: caps.has('zpci') ? zpciIds() : undefined };
  for (const device of walkDevices(domain)) collect(pass, device);
  if (pass.zpci) for (const device of walkDevices(domain)) pass.zpci.collect(device);
  return pass;
};

const reserveChipset = (pass: Pass): void => {
  const next = (info: DeviceInfo): void => void reserveNext(pass, info);
  if (isI440fx(pass.machine)) reservePiix3(pass.domain, pass.set, next);
  if (isQ35(pass.machine)) reserveQ35(pass.domain, pass.set, next);
};

const ich9Function: Record<string, [number, boolean | undefined]> = {
  'ich9-ehci1': [7, undefined],
  'ich9-uhci1': [0, true],
  'ich9-uhci2': [1, undefined],
  'ich9-uhci3': [2, undefined],
};

/** The four controllers of one ich9 USB 2 set share a slot. */
const reserveIch9 = (pass: Pass, controller: Controller): void => {
  const [fn, multifunction] = ich9Function[controller.model ?? '']!;
  const partner = pass.domain.devices.controllers.find(
    (c) => c.type === 'usb' && (c.model ?? '') in ich9Function && c.index === controller.index && hasPci(c),
  );
  const place = partner && pciOf(partner);
  if (place) {
    const address: PciAddress = { domain: place.domain, bus: place.bus, slot: place.slot, function: fn };
    if (multifunction !== undefined) address.multifunction = multifunction;
    pass.set.reserve(address, pass.plugs.get(controller) ?? 0, pass.groups.get(controller) ?? 0);
    setPci(controller, address);
    return;
  }
  const address = reserveNext(pass, controller, fn);
  if (!pass.dryRun && multifunction !== undefined) setPci(controller, { ...address, multifunction });
};

const virtioDisk = (pass: Pass, disk: Domain['devices']['disks'][number]): void => {
  const type = disk.address?.type;
  if (hasPci(disk) || type === 'ccw') return;
  if (type === 'virtio-mmio' && pass.caps.has('virtio-mmio')) return;
  if (!wantsPci(disk)) {
    throw fail(ErrorCode.CONFIG_UNSUPPORTED, `virtio disk cannot have an address of type '${type}'`);
  }
  reserveNext(pass, disk);
};

/** Network cards that are not on the PCI bus. */
const OFF_BUS: ReadonlySet<string> = new Set(['usb-net', 'lan9118']);

/** Addresses for all that has none, class by class. */
const assignSlots = (pass: Pass): void => {
  const d = pass.domain.devices;
  const next = (info: DeviceInfo): void => {
    if (wantsPci(info)) reserveNext(pass, info);
  };
  for (const c of d.controllers) {
    if (c.type === 'pci' && c.model !== 'pci-root' && c.model !== 'pcie-root') next(c);
  }
  for (const fs of d.filesystems) if (fs.driver?.type !== 'mtp') next(fs);
  for (const net of d.interfaces)
    if (!OFF_BUS.has(net.model?.type ?? '') && net.type !== 'hostdev') next(net);
  for (const sound of d.sounds) if (!['sb16', 'pcspk', 'usb'].includes(sound.model)) next(sound);
  for (const c of d.controllers) {
    if (c.type === 'pci' || c.type === 'fdc' || c.type === 'ccid') continue;
    if ((c.type === 'usb' && c.model === 'none') || (c.type === 'ide' && c.index === 0)) continue;
    if ((c.type === 'scsi' && c.model === 'ncr53c90') || !wantsPci(c)) continue;
    if (c.type === 'usb' && (c.model ?? '') in ich9Function) reserveIch9(pass, c);
    else reserveNext(pass, c);
  }
  for (const disk of d.disks) if (disk.target?.bus === 'virtio') virtioDisk(pass, disk);
  for (const { hostdev, info } of hostdevsOf(pass.domain)) {
    if (hostdev.mode !== 'subsystem' || info.address?.type === 'unassigned') continue;
    const pci =
      hostdev.type === 'pci' ||
      hostdev.type === 'scsi_host' ||
      (hostdev.type === 'mdev' && hostdev.model === 'vfio-pci');
    if (pci) next(info);
  }
  const balloon = balloonOf(pass.domain);
  if (balloon) next(balloon);
  for (const rng of d.rngs) next(rng);
  for (const dog of d.watchdogs) if (dog.model === 'i6300esb') next(dog);
  for (const video of d.videos) {
    if (video.model?.type !== 'none' && video.model?.type !== 'ramfb') next(video);
  }
  for (const shmem of d.shmems) next(shmem);
  for (const input of d.inputs) if (input.bus === 'virtio') next(input);
  for (const serial of d.serials) if (serial.target?.type === 'pci-serial') next(serial);
  for (const iommu of d.iommus) if (iommu.model === 'virtio') next(iommu);
  if (d.vsock) next(d.vsock);
  for (const mem of d.memories) if (mem.model === 'virtio-pmem' || mem.model === 'virtio-mem') next(mem);
  for (const crypto of d.cryptos) next(crypto);
  for (const panic of d.panics) if (panic.model === 'pvpanic') next(panic);
  if (d.pstore) next(d.pstore);
};

/** Counts the buses that are needed, and adds their controllers. */
const dryRun = (
  context: PciContext,
  buses: number,
  state: Pick<Pass, 'plugs' | 'groups'>,
  kinds: PciKinds,
): number => {
  const { domain } = context;
  const pass = openPass(context, buses, true, state);
  const { set } = pass;
  reserveChipset(pass);
  if (rootModel(domain) === 'pci-root') {
    // One slot stays free for later hot plugging of a bridge.
    const full = set.buses.every((_, i) => set.busIsFull(i));
    if (!full) set.reserveNext({ flags: Plug.AUTOASSIGN | Plug.PCI_DEVICE });
  }
  assignSlots(pass);
  if (pass.zpci) for (const device of walkDevices(domain)) pass.zpci.assign(device, true);
  if (buses <= 1 && set.buses.length > buses && rootModel(domain) === 'pcie-root') {
    // A new guest gets one empty port for hot plugging.
    set.reserveNext({ flags: Plug.AUTOASSIGN | Plug.PCIE_DEVICE });
  }
  for (let i = 1; i < set.buses.length; i++) {
    if (findController(domain, 'pci', i)) continue;
    const model = set.buses[i]!.model!;
    const controller = addController(domain, 'pci', i, model);
    state.plugs.set(controller, plugOf({ kind: 'controller', dev: controller }, kinds));
    if (model === 'pci-root' || model === 'pcie-root') continue;
    reserveNext(pass, controller);
    pass.zpci?.assign({ kind: 'controller', dev: controller }, true);
  }
  return set.buses.length;
};

/** Marks function 0 of every slot in which more than one function is used. */
const markMultifunction = (domain: Domain): void => {
  const zero = new Map<string, PciAddress & { multifunction?: boolean }>();
  const shared = new Set<string>();
  for (const device of walkDevices(domain)) {
    const address = infoOf(device).address;
    if (address?.type !== 'pci') continue;
    const slot = `${address.domain}:${address.bus}:${address.slot}`;
    if (address.function === 0) {
      if (!zero.has(slot)) zero.set(slot, address);
    } else shared.add(slot);
  }
  for (const slot of shared) {
    const address = zero.get(slot);
    if (address) address.multifunction ??= true;
  }
};

/** Assigns all PCI addresses of a guest; returns the set for later hot plugging. */
export const assignPci = (context: PciContext): PciSet => {
  const { domain, caps, machine } = context;
  const kinds: PciKinds = { ...pciKinds(rootModel(domain) === 'pcie-root', caps) };
  if (context.hostIsExpress) kinds.hostIsExpress = context.hostIsExpress;
  let buses = Math.max(-1, ...pciControllers(domain).map((c) => c.index ?? 0)) + 1;
  const state = { plugs: new Map<DeviceInfo, number>(), groups: new Map<DeviceInfo, number>() };
  for (const device of walkDevices(domain)) state.plugs.set(infoOf(device), plugOf(device, kinds));
  for (const { hostdev, info } of hostdevsOf(domain)) {
    state.plugs.set(info, plugOf({ kind: 'hostdev', dev: hostdev }, kinds));
  }
  if (buses > 0) buses = dryRun(context, buses, state, kinds);
  const pass = openPass(context, buses, false, state);
  if (supportsPci(machine)) {
    reserveChipset(pass);
    assignSlots(pass);
    if (pass.zpci) for (const device of walkDevices(domain)) pass.zpci.assign(device, false);
    markMultifunction(domain);
    completePciControllers(domain, caps, machine);
  }
  return pass.set;
};
