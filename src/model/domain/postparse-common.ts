// Post-parse: the defaults and implicit devices that all hypervisors share, and the order in which a driver's own
// steps run between them.
import { randomUUID } from 'node:crypto';
import type { Domain } from '../../../schemas/xml/domain.ts';
import {
  type Channel,
  type Console,
  type Controller,
  type Device,
  type Disk,
  findController,
  freeControllerIndex,
  type Hostdev,
  type Input,
  infoOf,
  insertController,
  needController,
  type Parallel,
  type Serial,
  scsiControllerOf,
  type Video,
  walkDevices,
} from './devices.ts';
import { internalError, unsupported, xmlError } from './error.ts';
import { diskIndex } from './settle.ts';

export interface PostParseFlags {
  /** A new definition: sizes may be rounded, controllers and addresses added. */
  readonly abiUpdate?: boolean;
  /** An incoming migration: as `abiUpdate`, but what the source has must stay. */
  readonly abiUpdateMigration?: boolean;
  readonly inactive?: boolean;
  /** The definition comes from our own files: what no longer validates is kept. */
  readonly allowFailure?: boolean;
}

/** What a driver can take beyond the common ground; without it libvirt refuses. */
export type DomainFeature =
  | 'wide-scsi'
  | 'memory-hotplug'
  | 'offline-vcpupin'
  | 'name-slash'
  | 'individual-vcpus'
  | 'net-model-string'
  | 'disk-fd'
  | 'no-boot-order'
  | 'no-stub-console'
  | 'fw-autoselect'
  | 'user-alias';

/** A driver's own steps. Each changes the domain in place. */
export interface PostParseHooks {
  readonly features?: ReadonlySet<DomainFeature>;
  /** Before anything else: what probing needs, such as the emulator's path. */
  readonly basic?: (domain: Domain, flags: PostParseFlags) => void;
  /** Defaults of the whole guest, implicit devices. */
  readonly domain?: (domain: Domain, flags: PostParseFlags) => void;
  /** Defaults of one device, before the common ones. */
  readonly device?: (device: Device, domain: Domain, flags: PostParseFlags) => void;
  /** Addresses, once everything is there. */
  readonly addresses?: (domain: Domain, flags: PostParseFlags) => void;
}

/** The largest SCSI unit number a driver's controllers have. */
export const scsiMaxUnit = (features: ReadonlySet<DomainFeature> | undefined): number =>
  features?.has('wide-scsi') ? 16 : 7;

// ---------------------------------------------------------------- memory, CPUs, timers

type Memory = Domain['devices']['memories'][number];
const hotplugMemory = (domain: Domain): number =>
  domain.devices.memories.reduce((sum: number, memory: Memory) => sum + (memory.target.size ?? 0), 0);

const settleMemory = (domain: Domain, flags: PostParseFlags): void => {
  const cells = domain.cpu?.numa?.cells ?? [];
  const plugged = hotplugMemory(domain);
  if (domain.memory.value === 0 || flags.abiUpdate || flags.abiUpdateMigration) {
    const numa = cells.reduce((sum, cell) => sum + cell.memory, 0);
    if (numa > 0) domain.memory.value = numa + plugged;
  }
  const total = domain.memory.value;
  if (plugged > total) throw xmlError('Total size of memory devices exceeds the total memory size');
  if (total - plugged === 0) {
    throw xmlError('Memory size must be specified via <memory> or in the <numa> configuration');
  }
  if (!domain.currentMemory || domain.currentMemory > total) domain.currentMemory = total;
  const { maxMemory } = domain;
  if (!maxMemory) return;
  if (maxMemory.value === 0 && (maxMemory.slots ?? 0) > 0) {
    throw xmlError('maximum memory size must be specified when specifying number of memory slots');
  }
  if (maxMemory.value !== 0 && maxMemory.value < total) {
    throw xmlError('maximum memory size must be equal or greater than the actual memory size');
  }
};

/** Without NUMA cells a page size for node 0 is one for all. */
const settleHugepages = (domain: Domain): void => {
  if (domain.cpu?.numa) return;
  for (const page of domain.memoryBacking?.hugepages?.pages ?? [])
    if (page.nodeset === '0') delete page.nodeset;
};

const settleVcpus = (domain: Domain): void => {
  for (const vcpu of domain.vcpus) {
    if (vcpu.hotpluggable === false && !vcpu.enabled) {
      throw unsupported(`vcpu '${vcpu.id}' is both offline and not hotpluggable`);
    }
    vcpu.hotpluggable ??= !vcpu.enabled;
  }
};

const checkTimers = (domain: Domain): void => {
  for (const timer of domain.clock.timers) {
    const refuse = (what: string) =>
      unsupported(`timer ${timer.name} doesn't support setting of timer ${what}`);
    if ((timer.name === 'kvmclock' || timer.name === 'hypervclock') && timer.tickpolicy)
      throw refuse('tickpolicy');
    const { threshold, slew, limit } = timer.catchup ?? {};
    if (timer.tickpolicy !== 'catchup' && (threshold || slew || limit)) {
      throw xmlError("setting of timer catchup policies is only supported with tickpolicy='catchup'");
    }
    if (timer.name !== 'tsc') {
      if (timer.frequency) throw refuse('frequency');
      if (timer.mode) throw refuse('mode');
    }
    if (timer.name !== 'platform' && timer.name !== 'rtc' && timer.track) throw refuse('track');
  }
};

const checkDuplicates = (domain: Domain): void => {
  const seen = new Set<string>();
  for (const { type, index } of domain.devices.controllers) {
    if (type === 'usb') continue;
    if (seen.has(`${type} ${index}`)) throw xmlError(`Multiple '${type}' controllers with index '${index}'`);
    seen.add(`${type} ${index}`);
  }
  const panics = new Set<string>();
  for (const { model } of domain.devices.panics) {
    if (panics.has(model ?? '')) throw xmlError(`Multiple panic devices with model '${model ?? 'default'}'`);
    panics.add(model ?? '');
  }
};

const settleBootOrder = (domain: Domain): void => {
  const orders = new Set<number>();
  for (const device of walkDevices(domain)) {
    const order = infoOf(device).boot?.order;
    if (order === undefined) continue;
    if (orders.has(order)) throw unsupported(`boot order '${order}' used for more than one device`);
    orders.add(order);
  }
  const { boots } = domain.os;
  if (boots.length > 0 && orders.size > 0) {
    throw unsupported('per-device boot elements cannot be used together with os/boot elements');
  }
  if (boots.length === 0 && orders.size === 0) boots.push({ dev: 'hd' });
};

// ---------------------------------------------------------------- devices

/** Whether a SCSI address is taken by a disk or a host device. */
export const scsiAddressUsed = (
  domain: Domain,
  address: { controller: number; bus: number; target: number; unit: number },
  except?: object,
): boolean => {
  const { disks, hostdevs } = domain.devices;
  const same = (device: { address?: Disk['address'] }): boolean =>
    device !== except &&
    device.address?.type === 'drive' &&
    device.address.controller === address.controller &&
    device.address.bus === address.bus &&
    device.address.target === address.target &&
    device.address.unit === address.unit;
  return (
    disks.some((disk) => disk.target.bus === 'scsi' && same(disk)) ||
    hostdevs.some((hostdev) => hostdev.type === 'scsi' && same(hostdev))
  );
};

const diskBus = (disk: Disk): NonNullable<Disk['target']['bus']> => {
  if (disk.device === 'floppy') return 'fdc';
  const prefixes = { hd: 'ide', sd: 'scsi', vd: 'virtio', xvd: 'xen', ubd: 'uml' } as const;
  const found = Object.entries(prefixes).find(([prefix]) => disk.target.dev.startsWith(prefix));
  return found ? found[1] : 'ide';
};

const assignDiskAddress = (
  disk: Disk,
  domain: Domain,
  features: ReadonlySet<DomainFeature> | undefined,
): void => {
  const index = diskIndex(disk.target.dev);
  if (index < 0) throw xmlError(`Unknown disk name '${disk.target.dev}' and no address specified`);
  const at = (controller: number, bus: number, unit: number): void => {
    disk.address = { type: 'drive', controller, bus, target: 0, unit };
  };
  switch (disk.target.bus) {
    case 'scsi': {
      const wide = scsiMaxUnit(features) > 7;
      const controller = Math.floor(index / (wide ? 15 : 7));
      let unit = index % (wide ? 15 : 7);
      if (wide && unit >= 7) unit++;
      const { hostdevs } = domain.devices;
      if (
        hostdevs.some(
          (h) =>
            h.type === 'scsi' &&
            h.address?.type === 'drive' &&
            h.address.controller === controller &&
            h.address.bus === 0 &&
            h.address.target === 0 &&
            h.address.unit === unit,
        )
      ) {
        throw unsupported(
          `using disk target name '${disk.target.dev}' conflicts with SCSI host device address controller='${controller}' bus='0' target='0' unit='${unit}`,
        );
      }
      return at(controller, 0, unit);
    }
    case 'ide':
      return at(Math.floor(index / 4), Math.floor((index % 4) / 2), index % 2);
    case 'sata':
      return at(Math.floor(index / 6), 0, index % 6);
    case 'fdc':
      return at(Math.floor(index / 2), 0, index % 2);
    default:
  }
};

const iscsiLun = (source: { name?: string } | undefined): void => {
  if (source?.name !== undefined && !source.name.includes('/')) source.name += '/0';
};

const LIMIT = /_sec(_max(_length)?)?$/;
const hasLimits = (tune: NonNullable<Disk['iotune']>): boolean =>
  Object.entries(tune).some(([key, value]) => LIMIT.test(key) && Boolean(value));

const settleDisk = (disk: Disk, domain: Domain, features: ReadonlySet<DomainFeature> | undefined): void => {
  disk.target.dev = disk.target.dev.replace(/^ioemu:/, '');
  if (disk.device === 'cdrom') disk.readonly = true;
  if (disk.target.bus === undefined || disk.target.bus === 'none') disk.target.bus = diskBus(disk);
  if (disk.readonly) disk.snapshot ??= 'no';
  if (disk.type === 'network' && disk.source?.protocol === 'iscsi') iscsiLun(disk.source);
  if (disk.type === 'nvme' && disk.source) disk.source.managed ??= true;
  if (disk.type === 'vhostuser') disk.snapshot ??= 'no';
  if (!disk.address) assignDiskAddress(disk, domain, features);
  const { iotune } = disk;
  if (iotune?.group_name !== undefined && !hasLimits(iotune)) {
    const peer = domain.devices.disks.find(
      (d) => d.iotune?.group_name === iotune.group_name && d.iotune && hasLimits(d.iotune),
    );
    if (peer?.iotune) disk.iotune = { ...peer.iotune };
  }
};

const settleHostdev = (
  hostdev: Hostdev,
  domain: Domain,
  features: ReadonlySet<DomainFeature> | undefined,
): void => {
  if (hostdev.mode !== 'subsystem') return;
  if (hostdev.type === 'scsi') {
    if (hostdev.source.protocol === 'iscsi') iscsiLun(hostdev.source);
    if (!hostdev.address) {
      const max = scsiMaxUnit(features);
      for (let controller = 0; !hostdev.address; controller++) {
        for (let unit = 0; unit < max && !hostdev.address; unit++) {
          const address = { type: 'drive' as const, controller, bus: 0, target: 0, unit };
          if (!scsiUnitUnusable(domain, address) && !scsiAddressUsed(domain, address))
            hostdev.address = address;
        }
      }
    }
    const { address } = hostdev;
    if (
      address?.type === 'drive' &&
      domain.devices.disks.some(
        (disk) =>
          disk.target.bus === 'scsi' &&
          disk.address?.type === 'drive' &&
          disk.address.controller === address.controller &&
          disk.address.bus === address.bus &&
          disk.address.target === address.target &&
          disk.address.unit === address.unit,
      )
    ) {
      throw xmlError(
        `SCSI host address controller='${address.controller}' bus='${address.bus}' target='${address.target}' unit='${address.unit}' in use by a SCSI disk`,
      );
    }
  } else if (hostdev.type === 'mdev' && hostdev.address) {
    const wanted = { 'vfio-pci': 'pci', 'vfio-ccw': 'ccw' }[hostdev.model as string];
    if (wanted !== undefined && hostdev.address.type !== wanted) {
      throw xmlError(
        `Unsupported address type '${hostdev.address.type}' with mediated device model '${hostdev.model}'`,
      );
    }
  }
};

/** Unit numbers a controller's model does not have: its own, or beyond its bus. */
export const scsiUnitUnusable = (domain: Domain, address: { controller: number; unit: number }): boolean => {
  const model = scsiControllerOf(domain, address)?.model;
  const { unit } = address;
  switch (model) {
    case 'virtio-scsi':
    case 'virtio-transitional':
    case 'virtio-non-transitional':
      return unit > 16383;
    case 'ibmvscsi':
      return unit > 31 || unit === 7;
    case 'lsisas1068':
      return unit > 1;
    case 'lsisas1078':
      return unit > 255;
    case 'lsilogic':
    case 'vmpvscsi':
    case 'buslogic':
      return unit === 7;
    case 'ncr53c90':
    case 'dc390':
    case 'am53c974':
      return unit > 6;
    default:
      return false;
  }
};

const VIDEO_RAM: Record<string, number> = {
  vga: 16384,
  cirrus: 16384,
  vmvga: 16384,
  bochs: 16384,
  xen: 4096,
  qxl: 65536,
};
/** The memory of a video device that names none, in KiB. */
export const defaultVideoRam = (domain: Domain, type: string): number => {
  const small = { vbox: 8192, vmware: 4096 }[domain.type as string];
  return small !== undefined && ['vga', 'cirrus', 'vmvga'].includes(type) ? small : (VIDEO_RAM[type] ?? 0);
};
const powerOfTwo = (value: number): number => (value === 0 ? 0 : 2 ** Math.ceil(Math.log2(value)));

const settleVideo = (video: Video, domain: Domain): void => {
  const { model } = video;
  if (model.type !== 'none') model.heads ??= 1;
  const fallback = defaultVideoRam(domain, model.type);
  if (!model.ram && model.type === 'qxl') model.ram = fallback;
  if (!model.vram) model.vram = fallback;
  for (const key of ['ram', 'vram'] as const) {
    const value = powerOfTwo(model[key] ?? 0);
    if (value > 0) model[key] = value;
    else delete model[key];
  }
};

const isX86 = (arch: string): boolean => arch === 'x86_64' || arch === 'i686';

const settleInput = (input: Input, domain: Domain): void => {
  if (input.bus !== undefined && (input.bus as string) !== 'default') return;
  const { value: kind, arch } = domain.os.type;
  if (kind === 'hvm') {
    if ((input.type === 'mouse' || input.type === 'keyboard') && isX86(arch)) input.bus = 'ps2';
    else if (arch.startsWith('s390') || input.type === 'passthrough') input.bus = 'virtio';
    else input.bus = input.type === 'evdev' ? 'none' : 'usb';
  } else if (kind === 'xen' || kind === 'xenpvh') input.bus = 'xen';
  else if (domain.type === 'vz' || domain.type === 'parallels') input.bus = 'parallels';
};

const settlePort = (
  chardev: Serial | Parallel | Console,
  peers: readonly { target: { port?: number } }[],
): void => {
  chardev.target.port ??= Math.max(-1, ...peers.map((peer) => peer.target.port ?? -1)) + 1;
};

const settleDevice = (
  device: Device,
  domain: Domain,
  features: ReadonlySet<DomainFeature> | undefined,
): void => {
  const { devices } = domain;
  switch (device.kind) {
    case 'disk':
      return settleDisk(device.dev, domain, features);
    case 'serial':
      if (device.dev.target.type === 'isa-debug' && !isX86(domain.os.type.arch)) {
        throw unsupported('isa-debug serial type only valid on x86 architecture');
      }
      return settlePort(device.dev, devices.serials);
    case 'parallel':
      return settlePort(device.dev, devices.parallels);
    case 'console':
      device.dev.target.type ??= 'serial';
      return settlePort(device.dev, devices.consoles);
    case 'rng':
      if (device.dev.backend.model === 'random') device.dev.backend.path ??= '/dev/random';
      return;
    case 'video':
      return settleVideo(device.dev, domain);
    case 'hostdev':
      return settleHostdev(device.dev, domain, features);
    case 'controller':
      if (
        device.dev.driver?.iothread &&
        !['virtio-scsi', 'virtio-transitional', 'virtio-non-transitional'].includes(device.dev.model ?? '')
      ) {
        throw xmlError("'iothread' attribute only supported for virtio scsi controllers");
      }
      return;
    case 'vsock':
      device.dev.cid ??= {};
      device.dev.cid.auto ??= !device.dev.cid.address;
      return;
    case 'memory':
      if (device.dev.model === 'virtio-pmem') device.dev.access ??= 'shared';
      if (device.dev.model === 'nvdimm' && domain.os.type.arch.startsWith('ppc64'))
        device.dev.uuid ??= randomUUID();
      return;
    case 'fs':
      if (device.dev.source?.socket === undefined) device.dev.accessmode ??= 'passthrough';
      return;
    case 'input':
      return settleInput(device.dev, domain);
    default:
  }
};

const checkDeviceFeatures = (device: Device, features: ReadonlySet<DomainFeature>): void => {
  if (device.kind === 'memory' && !features.has('memory-hotplug')) {
    throw unsupported('memory devices are not supported by this driver');
  }
  if (device.kind === 'net' && !features.has('net-model-string')) {
    const model = device.dev.model?.type;
    if (model !== undefined && !KNOWN_MODELS.has(model))
      throw unsupported(`driver does not support net model '${model}'`);
  }
  if (device.kind === 'disk' && device.dev.source?.fdgroup !== undefined && !features.has('disk-fd')) {
    throw unsupported(`driver does not support FD passing for disk '${device.dev.target.dev}'`);
  }
};
const KNOWN_MODELS = new Set([
  'netfront',
  'rtl8139',
  'virtio',
  'e1000',
  'e1000e',
  'igb',
  'virtio-transitional',
  'virtio-non-transitional',
  'usb-net',
  'spapr-vlan',
  'lan9118',
  'scm91c111',
  'vlance',
  'vmxnet',
  'vmxnet2',
  'vmxnet3',
  'Am79C970A',
  'Am79C973',
  '82540EM',
  '82545EM',
  '82543GC',
]);

/** One device's defaults: the driver's, then the common ones. Also for a device that is being attached. */
export const postParseDevice = (
  device: Device,
  domain: Domain,
  hooks: PostParseHooks = {},
  flags: PostParseFlags = {},
): void => {
  hooks.device?.(device, domain, flags);
  settleDevice(device, domain, hooks.features);
  checkDeviceFeatures(device, hooks.features ?? new Set());
};

// ---------------------------------------------------------------- implicit devices

/** A full machine's first console is its first serial port: whichever was given brings the other. */
const settleConsoles = (domain: Domain): void => {
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
const numberControllers = (domain: Domain): void => {
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
const numberIsaSerials = (domain: Domain): void => {
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

const settleVideos = (domain: Domain, hooks: PostParseHooks, flags: PostParseFlags): void => {
  const { videos, graphics } = domain.devices;
  const implicit = videos.length === 0 && graphics.length > 0;
  if (implicit) videos.push({ model: { type: 'default' } } as Video);
  const [first] = videos;
  if (!first) return;
  if (first.model.type === 'none') {
    videos[0] = { model: { type: 'none' }, ...(first.alias ? { alias: first.alias } : {}) } as Video;
    return;
  }
  first.model.primary = true;
  if (implicit) postParseDevice({ kind: 'video', dev: first }, domain, hooks, flags);
};

const settleGraphics = (domain: Domain): void => {
  for (const each of domain.devices.graphics) {
    const [listen] = each.listens ?? [];
    if (
      each.type === 'spice' &&
      listen?.type === 'address' &&
      !each.port &&
      !each.tlsPort &&
      !each.autoport
    ) {
      listen.type = 'none';
      delete listen.address;
    }
  }
};

const checkFeatures = (domain: Domain, features: ReadonlySet<DomainFeature>): void => {
  if (!features.has('memory-hotplug') && (domain.maxMemory?.value || domain.maxMemory?.slots)) {
    throw unsupported('memory hotplug tunables <maxMemory> are not supported by this hypervisor driver');
  }
  if (!features.has('offline-vcpupin') && domain.cputune) {
    const online = (id: number): boolean =>
      domain.vcpus.length > 0
        ? domain.vcpus[id]?.enabled === true
        : id < (domain.vcpu.current ?? domain.vcpu.value);
    domain.cputune.vcpupins = domain.cputune.vcpupins.filter((pin) => online(pin.vcpu));
  }
  if (!features.has('name-slash') && domain.name.includes('/'))
    throw xmlError(`name ${domain.name} cannot contain '/'`);
  if (!features.has('individual-vcpus') && domain.vcpus.length > 0) {
    throw unsupported('individual CPU state configuration is not supported');
  }
};

const common = (domain: Domain, hooks: PostParseHooks, flags: PostParseFlags): void => {
  const { features } = hooks;
  const hvm = domain.os.type.value === 'hvm';
  if (domain.os.type.value === 'exe' && domain.os.init === undefined)
    throw xmlError('init binary must be specified');
  settleVcpus(domain);
  settleMemory(domain, flags);
  if (domain.os.loader?.path !== undefined) domain.os.loader.type ??= 'rom';
  settleHugepages(domain);
  checkDuplicates(domain);
  if (hvm && !features?.has('no-boot-order')) settleBootOrder(domain);
  checkTimers(domain);
  if (!features?.has('no-stub-console')) settleConsoles(domain);
  addImplicitControllers(domain);
  settleVideos(domain, hooks, flags);
  const [serial] = domain.devices.serials;
  if (serial) postParseDevice({ kind: 'serial', dev: serial }, domain, hooks, flags);
  for (const controller of domain.devices.controllers) {
    if (controller.type === 'scsi' && controller.model === undefined) {
      postParseDevice({ kind: 'controller', dev: controller }, domain, hooks, flags);
    }
  }
  settleGraphics(domain);
  const { cpu } = domain;
  if (cpu?.mode === 'custom' && cpu.model?.value === undefined && cpu.check !== undefined) {
    throw unsupported('check attribute specified for CPU with no model');
  }
};

/** Completes a settled domain in place, running the driver's steps where libvirt runs them. */
export const postParse = (domain: Domain, hooks: PostParseHooks = {}, flags: PostParseFlags = {}): Domain => {
  hooks.basic?.(domain, flags);
  numberControllers(domain);
  hooks.domain?.(domain, flags);
  numberIsaSerials(domain);
  for (const device of [...walkDevices(domain, { allConsoles: true, withoutInfo: true })]) {
    postParseDevice(device, domain, hooks, flags);
  }
  common(domain, hooks, flags);
  hooks.addresses?.(domain, flags);
  checkFeatures(domain, hooks.features ?? new Set());
  return domain;
};
