// Settles what a definition leaves open until the guest runs: addresses, aliases, boot order, displays, storage nodes,
// sizes, socket paths and the CPU.

import { isPpc64 } from '../../../../schemas/cpu/arch.ts';
import { isQemuFlag, type QemuFlag } from '../../../../schemas/qmp/flags.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Channel, DeviceInfo, Disk, Hostdev } from '../../../model/domain/devices.ts';
import { assignAddresses } from '../address/assign.ts';
import { assignAliases } from '../alias.ts';
import type { StorageLayer } from '../block/layer.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { initialMemory, machineOf, numaCells } from '../facts.ts';
import { hostdevsOf } from '../hostdevs.ts';
import { isPseries } from '../machine.ts';
import { internal, unsupported } from './build.ts';
import { listensOf, setupGraphics } from './displays.ts';
import { definiteCpu } from './guest-cpu.ts';
import type { ArgvHost } from './host.ts';
import { layerNumbers, prepareDisks, prepareHostdevs, preparePflash } from './storage.ts';

export interface Prepared {
  caps: QemuCaps;
  bootIndex: Map<DeviceInfo, number>;
  layers: Map<Disk, StorageLayer>;
  filters: Map<Disk, string[]>;
  hostdevLayers: Map<Hostdev, StorageLayer>;
  pflash: { code?: StorageLayer; vars?: StorageLayer };
}

// ---------------------------------------------------------------- capabilities

/** The definition may claim capabilities, or deny them. */
const customCaps = (domain: Domain, caps: QemuCaps): QemuCaps => {
  const { adds = [], dels = [] } = domain.qemuCapabilities ?? {};
  if (adds.length === 0 && dels.length === 0) return caps;
  const flags = (list: readonly { capability: string }[]): QemuFlag[] =>
    list.map(({ capability }) => {
      if (!isQemuFlag(capability)) throw internal(`invalid qemu namespace capability '${capability}'`);
      return capability;
    });
  return caps.with({ add: flags(adds), remove: flags(dels) });
};

// ---------------------------------------------------------------- what cannot be started

const checkStart = (domain: Domain, caps: QemuCaps): void => {
  const { graphics, shmems, disks } = domain.devices;
  for (const each of graphics) {
    if ((each.type === 'vnc' || each.type === 'spice') && listensOf(each).length > 1) {
      throw unsupported('QEMU does not support multiple listens for one graphics device.');
    }
    if (each.type !== 'rdp') continue;
    if (listensOf(each).length > 1) {
      throw unsupported('qemu-rdp does not support multiple listens for one graphics device.');
    }
    if (each.multiUser) throw unsupported("qemu-rdp doesn't support the 'multiUser' attribute.");
    if (each.replaceUser) throw unsupported("qemu-rdp doesn't support the 'replaceUser' attribute.");
    if (!graphics.some((other) => other.type === 'dbus' && !other.p2p)) {
      throw unsupported('qemu-rdp support requires a D-Bus bus graphics device.');
    }
  }
  for (const { name } of shmems) {
    if (name.includes('/')) throw unsupported(`shmem name '${name}' must not contain '/'`);
  }
  for (const disk of disks) {
    if (disk.type === 'network' && disk.source?.protocol === 'vxhs') {
      throw unsupported('VxHS protocol is not supported with this QEMU binary');
    }
    if (disk.device === 'floppy' && isPseries(machineOf(domain))) {
      throw unsupported('PowerPC pseries machines do not support floppy device');
    }
    if (disk.type === 'nvme' && !caps.has('drive-nvme')) {
      throw unsupported('NVMe disks are not supported with this QEMU binary');
    }
  }
};

// ---------------------------------------------------------------- boot order

const bootNames = { cdrom: 'cdrom', disk: 'hd', lun: 'hd', floppy: 'fd' } as const;

/** `<os><boot>` means the first device of its kind. */
const bootOrder = (domain: Domain): Map<DeviceInfo, number> => {
  const order = new Map<DeviceInfo, number>();
  const left = new Map<string, number>();
  for (const [i, { dev }] of domain.os.boots.entries()) left.set(dev, i + 1);
  for (const disk of domain.devices.disks) {
    const kind = bootNames[disk.device];
    const index = left.get(kind);
    if (index === undefined) continue;
    order.set(disk, index);
    left.delete(kind);
  }
  const network = left.get('network');
  const [first] = domain.devices.interfaces;
  if (network !== undefined && first) order.set(first, network);
  return order;
};

// ---------------------------------------------------------------- memory

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

const PPC64_STEP = 256 * 1024;

/** QEMU takes memory in whole steps only, all in KiB. */
const alignMemory = (domain: Domain): void => {
  const ppc64 = isPpc64(machineOf(domain).arch);
  const step = ppc64 ? PPC64_STEP : 1024;
  const cells = numaCells(domain);
  const plain = roundUp(initialMemory(domain), step);
  for (const cell of cells) cell.memory = roundUp(cell.memory, step);
  const initial = cells.reduce((sum, cell) => sum + cell.memory, 0) || plain;
  if (domain.maxMemory) domain.maxMemory.value = roundUp(domain.maxMemory.value, step);
  let plugged = 0;
  for (const mem of domain.devices.memories) {
    if (!(ppc64 && mem.model === 'nvdimm'))
      mem.target.size = roundUp(mem.target.size, ppc64 ? PPC64_STEP : 2048);
    plugged += mem.target.size;
  }
  domain.memory.value = initial + plugged;
};

// ---------------------------------------------------------------- sockets

/** Where the host's end of a channel is, unless the definition says. */
const channelPath = (channel: Channel, dir: string): void => {
  if (channel.type !== 'unix' || channel.target.type !== 'virtio') return;
  const source = (channel.source ?? {}) as { path?: string; mode?: 'bind' | 'connect' };
  if (source.path !== undefined) return;
  const { name } = channel.target;
  const two = (n: number): string => String(n).padStart(2, '0');
  if (name !== undefined) source.path = `${dir}/${name}`;
  else {
    const at =
      channel.address?.type === 'virtio-serial' ? channel.address : { controller: 0, bus: 0, port: 0 };
    source.path = `${dir}/vioser-${two(at.controller)}-${two(at.bus)}-${two(at.port)}.sock`;
  }
  channel.source = source as NonNullable<Channel['source']>;
};

// ---------------------------------------------------------------- everything

/** Settles a definition in place; what is no part of it is returned. */
export const prepare = (domain: Domain, probed: QemuCaps, host: ArgvHost): Prepared => {
  const caps = customCaps(domain, probed);
  checkStart(domain, caps);
  assignAddresses(domain, caps, {
    newDomain: true,
    ...(host.hostIsExpress ? { hostIsExpress: host.hostIsExpress } : {}),
  });
  assignAliases(domain);
  const bootIndex = bootOrder(domain);
  for (const graphics of domain.devices.graphics) setupGraphics(graphics, caps, host);
  const numbers = layerNumbers();
  const disks = prepareDisks(domain, numbers, caps, host);
  const hostdevLayers = prepareHostdevs(hostdevsOf(domain), numbers, caps, host);
  const pflash = preparePflash(domain, caps, host);
  if (domain.devices.videos.some(({ driver }) => driver?.name === 'vhostuser')) host.vhostUserGpu?.();
  alignMemory(domain);
  for (const channel of domain.devices.channels) channelPath(channel, host.channelDir);
  definiteCpu(domain, caps, host);
  const layers = new Map<Disk, StorageLayer>();
  const filters = new Map<Disk, string[]>();
  for (const [disk, prepared] of disks) {
    layers.set(disk, prepared.layer);
    filters.set(disk, prepared.filters);
  }
  return { caps, bootIndex, layers, filters, hostdevLayers, pflash };
};
