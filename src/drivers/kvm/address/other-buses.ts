// Addresses on the smaller buses: virtio-serial ports, spapr-vio registers, CCW device numbers, memory slots.

import { isArm, isRiscv } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import {
  addController,
  type Controller,
  type DeviceInfo,
  findController,
  infoOf,
  walkDevices,
} from '../../../model/domain/devices.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { balloonOf } from '../facts.ts';
import { hostdevsOf } from '../hostdevs.ts';
import { isArmVirt, isPseries, isRiscvVirt, isS390Ccw, type MachineOf } from '../machine.ts';
import { isType } from './presence.ts';
import { virtioSerialSet } from './virtio-serial-set.ts';

const fail = (code: number, domain: number, text: string): VirError => new VirError(code, domain, text);

// ---------------------------------------------------------------- virtio-serial

const portsOf = (controller: Controller): number | undefined =>
  controller.type === 'virtio-serial' ? controller.ports : undefined;

/** Ports for channels and virtio consoles; a console may have port 0, and keeps its port to itself. */
export const assignVirtioSerial = (domain: Domain): void => {
  const set = virtioSerialSet();
  for (const c of domain.devices.controllers) {
    if (c.type === 'virtio-serial') set.addController(c.index ?? 0, portsOf(c));
  }
  const complete = (info: DeviceInfo): boolean => Boolean(isType(info, 'virtio-serial')?.port);
  for (const device of walkDevices(domain)) {
    const address = isType(infoOf(device), 'virtio-serial');
    if (address?.port) set.reserve(address);
  }
  const grow = (index: number): void => {
    if (!findController(domain, 'virtio-serial', index)) addController(domain, 'virtio-serial', index);
    set.addController(index, undefined);
  };
  const assign = (info: DeviceInfo, allowZero: boolean): void => {
    if (complete(info)) return;
    const given = isType(info, 'virtio-serial');
    const address = given ? set.nextOf(given.controller) : set.next(allowZero, grow);
    if (!allowZero) info.address = { type: 'virtio-serial', ...address };
  };
  for (const console of domain.devices.consoles) if (console.target?.type === 'virtio') assign(console, true);
  for (const channel of domain.devices.channels) if (channel.target.type === 'virtio') assign(channel, false);
};

// ---------------------------------------------------------------- spapr-vio

const VIO = { net: 0x1000, scsi: 0x2000, serial: 0x30000000, nvram: 0x3000, tpm: 0x4000 };

export const assignSpaprVio = (domain: Domain, machine: MachineOf): void => {
  const d = domain.devices;
  const inUse = (reg: number, except: DeviceInfo): boolean => {
    for (const device of walkDevices(domain)) {
      const info = infoOf(device);
      if (info !== except && isType(info, 'spapr-vio')?.reg === reg) return true;
    }
    return false;
  };
  const assign = (info: DeviceInfo, first: number): void => {
    const address = isType(info, 'spapr-vio');
    if (!address) return;
    if (address.reg !== undefined) {
      if (!inUse(address.reg, info)) return;
      const text = `spapr-vio address 0x${address.reg.toString(16)} already in use`;
      throw fail(ErrorCode.XML_ERROR, ErrorDomain.QEMU, text);
    }
    let reg = first;
    while (inUse(reg, info)) reg += 0x1000;
    address.reg = reg;
  };
  const on = (info: DeviceInfo, condition: boolean, first: number): void => {
    if (condition && info.address?.type !== 'spapr-vio') info.address = { type: 'spapr-vio' };
    assign(info, first);
  };
  for (const net of d.interfaces) on(net, net.model?.type === 'spapr-vlan', VIO.net);
  for (const c of d.controllers) on(c, c.type === 'scsi' && c.model === 'ibmvscsi', VIO.scsi);
  for (const serial of d.serials) on(serial, serial.target?.type === 'spapr-vio-serial', VIO.serial);
  if (d.nvram) on(d.nvram, isPseries(machine), VIO.nvram);
  for (const tpm of d.tpms) on(tpm, tpm.model !== 'spapr-tpm-proxy' && isPseries(machine), VIO.tpm);
};

// ---------------------------------------------------------------- virtio devices off PCI

type VirtioBus = 'pci' | 'ccw' | 'virtio-mmio';
const bare = (bus: VirtioBus): NonNullable<DeviceInfo['address']> =>
  bus === 'pci' ? { type: 'pci', domain: 0, bus: 0, slot: 0, function: 0 } : ({ type: bus } as never);

const virtioNets: ReadonlySet<string> = new Set(['virtio', 'virtio-transitional', 'virtio-non-transitional']);

/** Puts every virtio device without an address on one kind of bus. */
const primeVirtio = (domain: Domain, bus: VirtioBus): void => {
  const d = domain.devices;
  const prime = (info: DeviceInfo, condition = true): void => {
    if (condition && info.address === undefined) info.address = bare(bus);
  };
  for (const disk of d.disks) prime(disk, disk.target?.bus === 'virtio');
  for (const net of d.interfaces) prime(net, virtioNets.has(net.model?.type ?? ''));
  for (const video of d.videos) prime(video, video.model.type === 'virtio');
  for (const input of d.inputs) prime(input, input.bus === 'virtio');
  for (const c of d.controllers) prime(c, c.type === 'virtio-serial' || c.type === 'scsi');
  for (const { hostdev, info } of hostdevsOf(domain)) prime(info, hostdev.type === 'scsi_host');
  const balloon = balloonOf(domain);
  if (balloon) prime(balloon);
  for (const rng of d.rngs) prime(rng);
  for (const mem of d.memories) prime(mem, mem.model === 'virtio-pmem' || mem.model === 'virtio-mem');
  if (bus === 'ccw') {
    for (const fs of d.filesystems) prime(fs);
    if (d.vsock) prime(d.vsock);
  }
  for (const crypto of d.cryptos) prime(crypto);
  for (const sound of d.sounds) prime(sound, sound.model === 'virtio');
};

/** Boards with both kinds of bus prefer PCI, unless a device asks for MMIO. */
export const primeMmio = (domain: Domain, caps: QemuCaps, machine: MachineOf): void => {
  const arch = (isArm(machine.arch) && machine.arch !== 'armv7b') || isRiscv(machine.arch);
  const board = machine.machine.startsWith('vexpress-') || isArmVirt(machine) || isRiscvVirt(machine);
  if (!arch || !board) return;
  const hasMmio = walkDevices(domain).some((device) => infoOf(device).address?.type === 'virtio-mmio');
  const pcie = findController(domain, 'pci', 0)?.model === 'pcie-root';
  if (pcie && (caps.has('pcie-root-port') || caps.has('ioh3420')) && !hasMmio) primeVirtio(domain, 'pci');
  else if (caps.has('virtio-mmio')) primeVirtio(domain, 'virtio-mmio');
};

// ---------------------------------------------------------------- CCW

type Ccw = { type: 'ccw'; cssid?: number; ssid?: number; devno?: number };
const ccwText = (a: Ccw): string => {
  const hex = (n: number | undefined, digits = 1): string => (n ?? 0).toString(16).padStart(digits, '0');
  return `${hex(a.cssid)}.${hex(a.ssid)}.${hex(a.devno, 4)}`;
};

export const assignCcw = (domain: Domain, caps: QemuCaps, machine: MachineOf): void => {
  if (!isS390Ccw(machine)) return;
  for (const hostdev of domain.devices.hostdevs) {
    if (hostdev.type !== 'mdev') continue;
    if (hostdev.model === 'vfio-ccw' && caps.has('vfio-ccw')) hostdev.address ??= { type: 'ccw' };
    if (hostdev.model === 'vfio-ap') delete hostdev.address;
  }
  primeVirtio(domain, 'ccw');
  const taken = new Set<string>();
  const all = (): Ccw[] =>
    walkDevices(domain).flatMap((device) => isType(infoOf(device), 'ccw') ?? []) as Ccw[];
  for (const address of all()) {
    if (address.devno === undefined) continue;
    const text = ccwText(address);
    if (taken.has(text)) {
      throw fail(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, `The CCW devno '${text}' is in use already`);
    }
    taken.add(text);
  }
  const next: Ccw = { type: 'ccw', cssid: 254, ssid: 0, devno: 0 };
  for (const address of all()) {
    if (address.devno !== undefined) continue;
    while (taken.has(ccwText(next))) {
      next.devno!++;
      if (next.devno! > 0xffff) {
        next.devno = 0;
        next.ssid!++;
      }
      if (next.ssid! > 3) {
        throw fail(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, 'There are no more free CCW devnos.');
      }
    }
    Object.assign(address, { cssid: next.cssid, ssid: next.ssid, devno: next.devno });
    taken.add(ccwText(next));
  }
};

// ---------------------------------------------------------------- memory modules

/** Slots for modules that need one: the lowest free ones. */
export const assignMemorySlots = (domain: Domain): void => {
  const slots = domain.maxMemory?.slots ?? 0;
  if (slots === 0 && !domain.maxMemory) return;
  const used = new Set<number>();
  for (const mem of domain.devices.memories) {
    const address = isType(mem, 'dimm');
    if (address) used.add(address.slot);
  }
  for (const mem of domain.devices.memories) {
    if ((mem.model !== 'dimm' && mem.model !== 'nvdimm') || isType(mem, 'dimm')) continue;
    let slot = 0;
    while (used.has(slot)) slot++;
    if (slot >= slots) {
      throw fail(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, 'failed to find an empty memory slot');
    }
    used.add(slot);
    mem.address = { type: 'dimm', slot };
  }
};
