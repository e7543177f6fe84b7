// Post-parse of single devices: buses, drive addresses, video memory, ports.
import { randomUUID } from 'node:crypto';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import {
  type Console,
  type Device,
  type Disk,
  type Hostdev,
  type Input,
  type Parallel,
  type Serial,
  scsiControllerOf,
  type Video,
} from '../devices.ts';
import { unsupported, xmlError } from '../error.ts';
import { diskIndex } from '../settle.ts';
import { type DomainFeature, type PostParseFlags, type PostParseHooks, scsiMaxUnit } from './hooks.ts';

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
