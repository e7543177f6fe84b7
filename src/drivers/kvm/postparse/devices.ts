// Defaults of single devices that QEMU, the machine and the architecture decide; one function per class.
import { isArm, isLoongarch, isPpc64, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type {
  Channel,
  Controller,
  Device,
  Disk,
  Hostdev,
  Interface,
  Iommu,
  MemoryDevice,
  Panic,
  Pstore,
  Serial,
  Shmem,
  Tpm,
  Video,
  Vsock,
} from '../../../model/domain/devices.ts';
import { isType } from '../address/presence.ts';
import { videoModel } from '../argv/video.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { machineOf, numaCells } from '../facts.ts';
import {
  hasBuiltinEsp,
  isArmVirt,
  isI440fx,
  isLoongarchVirt,
  isPseries,
  isQ35,
  isRiscvVirt,
  type MachineOf,
} from '../machine.ts';
import type { PostParseContext } from './context.ts';

const fail = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);
const unsupported = (text: string): VirError => fail(ErrorCode.CONFIG_UNSUPPORTED, text);

/** More virtual CPUs than this need interrupt remapping in extended mode. */
export const MAX_VCPUS_WITHOUT_EIM = 255;
export const needsEim = (domain: Domain): boolean => {
  const machine = machineOf(domain);
  return isX86(machine.arch) && domain.vcpu.value > MAX_VCPUS_WITHOUT_EIM && isQ35(machine);
};

// ---------------------------------------------------------------- network

const defaultNetModel = (m: MachineOf, caps: QemuCaps): string => {
  if (isS390(m.arch) || isLoongarchVirt(m) || isRiscvVirt(m)) return 'virtio';
  if (isArm(m.arch)) {
    if (m.machine === 'versatilepb') return 'scm91c111';
    return isArmVirt(m) ? 'virtio' : 'lan9118';
  }
  if (caps.has('rtl8139')) return 'rtl8139';
  if (caps.has('e1000')) return 'e1000';
  return caps.has('virtio-net') ? 'virtio' : 'rtl8139';
};

const net = (dev: Interface, domain: Domain, { caps }: PostParseContext): void => {
  if (dev.model?.type === undefined && dev.type !== 'hostdev') {
    const virtio = dev.type === 'vdpa' || dev.type === 'vhostuser';
    dev.model = { type: virtio ? 'virtio' : defaultNetModel(machineOf(domain), caps) };
  }
  if (dev.type === 'user' && dev.backend?.type === undefined) {
    if (!caps.has('netdev.user') && caps.has('netdev.stream'))
      dev.backend = { ...dev.backend, type: 'passt' };
  }
};

// ---------------------------------------------------------------- disks

const disk = (dev: Disk, { options: { abiUpdate } }: PostParseContext): void => {
  const driver = dev.driver ?? ({} as NonNullable<Disk['driver']>);
  driver.name ??= 'qemu';
  if (driver.type === undefined && dev.type !== 'volume') driver.type = 'raw';
  dev.driver = driver;
  // What a new guest gets stays the same wherever it goes: removable media behind a SCSI bridge, disks without.
  if (dev.target?.bus === 'usb' && abiUpdate)
    dev.model ??= dev.device === 'cdrom' ? 'usb-bot' : 'usb-storage';
  if (dev.mirror && !dev.mirror.format) dev.mirror.format = { type: 'raw' };
  if (dev.encryption) dev.encryption.engine ??= 'qemu';
  if (dev.source?.encryption) dev.source.encryption.engine ??= 'qemu';
  for (let next = dev.backingStore; next; next = next.backingStore) {
    if (next.source?.encryption) next.source.encryption.engine ??= 'qemu';
  }
};

// ---------------------------------------------------------------- video, panic

const defaultVideo = (m: MachineOf, caps: QemuCaps): NonNullable<Video['model']['type']> => {
  if (isPpc64(m.arch)) return 'vga';
  if (isArmVirt(m) || isLoongarchVirt(m) || isRiscvVirt(m) || isS390(m.arch)) return 'virtio';
  if (caps.has('cirrus-vga')) return 'cirrus';
  return caps.has('VGA') ? 'vga' : 'default';
};
const QXL_VGAMEM = 16 * 1024;

const video = (dev: Video, domain: Domain, { caps }: PostParseContext): void => {
  if (dev.model.type === 'default') dev.model.type = defaultVideo(machineOf(domain), caps);
  if (dev.model.type === 'qxl') dev.model.vgamem ||= QXL_VGAMEM;
};

/** Which of the virtio cards a new guest gets is written down: it depends on the QEMU. */
export const settleVirtioVideos = (domain: Domain, caps: QemuCaps): void => {
  for (const dev of domain.devices.videos) {
    if (dev.model.type === 'virtio')
      dev.model.device ??= videoModel(dev, caps)?.name as NonNullable<Video['model']['device']>;
  }
};

export const defaultPanic = (m: MachineOf): Panic['model'] => {
  if (isPseries(m)) return 'pseries';
  if (isS390(m.arch)) return 's390';
  if (isX86(m.arch)) return 'isa';
  return isArmVirt(m) ? 'pvpanic' : undefined;
};
const panic = (dev: Panic, domain: Domain): void => {
  dev.model ??= defaultPanic(machineOf(domain));
};

// ---------------------------------------------------------------- controllers

const MAX_XHCI_PORTS = 15;

export const defaultScsiModel = (m: MachineOf, caps: QemuCaps, index: number): string => {
  if (isPseries(m)) return 'ibmvscsi';
  if (isS390(m.arch) || isLoongarchVirt(m)) return 'virtio-scsi';
  if (caps.has('lsi')) return 'lsilogic';
  if (caps.has('virtio-scsi-pci')) return 'virtio-scsi';
  if (hasBuiltinEsp(m)) return 'ncr53c90';
  throw fail(ErrorCode.INTERNAL_ERROR, `Unable to determine model for SCSI controller idx=${index}`);
};

type UsbController = Extract<Controller, { type: 'usb' }> | Controller;
const defaultUsbModel = (
  dev: UsbController,
  m: MachineOf,
  { caps, options }: PostParseContext,
): string | undefined => {
  if (isS390(m.arch))
    return dev.address === undefined ? 'none' : caps.has('piix3-usb-uhci') ? 'piix3-uhci' : undefined;
  if (isPpc64(m.arch)) {
    if (options.abiUpdate && caps.has('qemu-xhci')) return 'qemu-xhci';
    if (options.abiUpdate && caps.has('nec-usb-xhci')) return 'nec-xhci';
    return caps.has('pci-ohci') ? 'pci-ohci' : undefined;
  }
  if (m.arch === 'aarch64' || isLoongarch(m.arch)) {
    if (caps.has('qemu-xhci')) return 'qemu-xhci';
    if (m.arch === 'aarch64' && caps.has('nec-usb-xhci')) return 'nec-xhci';
  }
  if (caps.has('piix3-usb-uhci')) return 'piix3-uhci';
  return !isX86(m.arch) && caps.has('pci-ohci') ? 'pci-ohci' : undefined;
};

const usbController = (dev: Controller, domain: Domain, context: PostParseContext): void => {
  if (dev.model === undefined) {
    const model = defaultUsbModel(dev, machineOf(domain), context);
    if (model !== undefined) dev.model = model as Controller['model'];
  }
  const { model } = dev;
  if (model === 'qusb1' || model === 'qusb2') {
    throw unsupported(`USB controller model type 'qusb1' or 'qusb2' is not supported in ${domain.type}`);
  }
  if ((model === 'nec-xhci' || model === 'qemu-xhci') && (dev.ports ?? 0) > MAX_XHCI_PORTS) {
    throw unsupported(`'${model}' controller only supports up to '${MAX_XHCI_PORTS}' ports`);
  }
};

const pciController = (dev: Controller, domain: Domain): void => {
  const m = machineOf(domain);
  const index = dev.index ?? 0;
  if (!isPseries(m) && (dev.model === 'pci-root' || dev.model === 'pcie-root') && index !== 0) {
    throw fail(ErrorCode.XML_ERROR, 'pci-root and pcie-root controllers should have index 0');
  }
  if (dev.model === 'pci-expander-bus' && !isI440fx(m)) {
    throw unsupported('pci-expander-bus controllers are only supported on 440fx-based machinetypes');
  }
  if (dev.model === 'pcie-expander-bus' && !isQ35(m) && !isArmVirt(m)) {
    throw unsupported('pcie-expander-bus controllers are not supported with this machine type');
  }
  const node = dev.target?.node;
  const cells = numaCells(domain).length;
  if (node !== undefined && node >= cells) {
    throw fail(
      ErrorCode.XML_ERROR,
      `${dev.model} with index ${index} is configured for a NUMA node (${node}) ` +
        `not present in the domain's <cpu><numa> array (${cells})`,
    );
  }
};

const controller = (dev: Controller, domain: Domain, context: PostParseContext): void => {
  switch (dev.type) {
    case 'scsi':
      if (dev.model === undefined || dev.model === 'auto') {
        const model = defaultScsiModel(machineOf(domain), context.caps, dev.index ?? 0);
        dev.model = model as Controller['model'];
      }
      break;
    case 'usb':
      usbController(dev, domain, context);
      break;
    case 'pci':
      pciController(dev, domain);
      break;
  }
};

// ---------------------------------------------------------------- shared memory

const DEFAULT_SHMEM = 4 * 1024 * 1024;

const shmem = (dev: Shmem): void => {
  const model = dev.model.type;
  if (model !== 'ivshmem-doorbell' && !dev.size) dev.size = DEFAULT_SHMEM;
  if (model === 'ivshmem') return;
  if (!dev.server) {
    if (model === 'ivshmem-doorbell') {
      throw unsupported(`shmem model '${model}' is supported only with server option enabled`);
    }
    if (dev.msi) throw unsupported(`shmem model '${model}' doesn't support msi`);
    return;
  }
  if (model === 'ivshmem-plain') {
    throw unsupported(`shmem model '${model}' is supported only with server option disabled`);
  }
  if (dev.size) throw unsupported(`shmem model '${model}' does not support size setting`);
  dev.msi = { ...dev.msi };
  dev.msi.ioeventfd ??= true;
};

// ---------------------------------------------------------------- character devices

type SerialTarget = NonNullable<NonNullable<Serial['target']>['type']>;
type SerialModel = NonNullable<NonNullable<NonNullable<Serial['target']>['model']>['name']>;

const defaultSerialTarget = (m: MachineOf): SerialTarget | undefined => {
  if (isX86(m.arch)) return 'isa-serial';
  if (isPseries(m)) return 'spapr-vio-serial';
  if (isArmVirt(m) || isLoongarchVirt(m) || isRiscvVirt(m)) return 'system-serial';
  return isS390(m.arch) ? 'sclp-serial' : undefined;
};
const serialModel = (target: SerialTarget | undefined, m: MachineOf): SerialModel | undefined => {
  switch (target) {
    case 'isa-serial':
    case 'usb-serial':
    case 'pci-serial':
      return target;
    case 'spapr-vio-serial':
      return 'spapr-vty';
    case 'system-serial':
      return isArmVirt(m) ? 'pl011' : isLoongarchVirt(m) || isRiscvVirt(m) ? '16550a' : undefined;
    case 'sclp-serial':
      return 'sclpconsole';
    case 'isa-debug':
      return 'isa-debugcon';
    default:
      return undefined;
  }
};

const serial = (dev: Serial, domain: Domain): void => {
  const m = machineOf(domain);
  const target = dev.target ?? {};
  dev.target = target;
  // Everywhere but on x86, "isa-serial" has long meant "the usual one".
  if (target.type === undefined || target.type === 'isa-serial') {
    const type = defaultSerialTarget(m);
    if (type !== undefined) target.type = type;
    else delete target.type;
  }
  if (target.model?.name === undefined) {
    const name = serialModel(target.type, m);
    if (name !== undefined) target.model = { name };
  }
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Paths that libvirt itself makes for channel sockets are not kept in definitions. */
const isGeneratedPath = (path: string, name: string | undefined, { host }: PostParseContext): boolean => {
  if (name === undefined) return false;
  const { channelTargetDir, libDir } = host.config;
  return [channelTargetDir, `${libDir}/channel`].some((dir) => {
    // A directory per guest: its name with or without the id, or the forms of old versions.
    const between = '(target/)?(([^/]+\\.)|(domain-[^/]+/)|([0-9]+-[^/]+/))';
    return new RegExp(`^${literal(dir)}/${between}${literal(name)}$`).test(path);
  });
};

const channel = (dev: Channel, context: PostParseContext): void => {
  if (!context.options.inactive || dev.type !== 'unix') return;
  const source = dev.source as { path?: string; mode?: string } | undefined;
  const { target } = dev;
  if (
    source?.path !== undefined &&
    target.type === 'virtio' &&
    isGeneratedPath(source.path, target.name, context)
  ) {
    delete source.path;
  }
  if (source?.path === undefined) dev.source = { ...dev.source, mode: 'bind' };
};

// ---------------------------------------------------------------- the rest

const vsock = (dev: Vsock): void => {
  dev.model ??= 'virtio';
};

const hostdev = (dev: Hostdev): void => {
  if (dev.type === 'mdev' && dev.model === 'vfio-pci') dev.display ??= false;
};

const tpm = (dev: Tpm, domain: Domain): void => {
  const { arch } = machineOf(domain);
  dev.model ??= isPpc64(arch) ? 'tpm-spapr' : 'tpm-tis';
  if (dev.backend.type === 'emulator') {
    dev.backend.version ??= dev.model === 'tpm-tis' && isX86(arch) ? '1.2' : '2.0';
  }
};

const PPC64_MODULE = 256 * 1024;
const memory = (dev: MemoryDevice, domain: Domain, { options }: PostParseContext): void => {
  if (!options.abiUpdate || !isPpc64(machineOf(domain).arch)) return;
  const roundUp = (n: number): number => Math.ceil(n / PPC64_MODULE) * PPC64_MODULE;
  if (dev.model !== 'nvdimm') {
    dev.target.size = roundUp(dev.target.size);
    return;
  }
  const label = dev.target.label?.size ?? 0;
  const area = dev.target.size - label;
  if (area < PPC64_MODULE) {
    throw fail(ErrorCode.XML_ERROR, 'minimum target size for the NVDIMM must be 256MB plus the label size');
  }
  dev.target.size = Math.floor(area / PPC64_MODULE) * PPC64_MODULE + label;
};

const pstore = (dev: Pstore, domain: Domain, { host }: PostParseContext): void => {
  dev.path ??= `${host.config.nvramDir}/${domain.name}_PSTORE.raw`;
};

const iommu = (dev: Iommu, domain: Domain, { caps, options }: PostParseContext): void => {
  if (!options.abiUpdate || !needsEim(domain) || dev.model !== 'intel') return;
  const driver = dev.driver ?? {};
  if (caps.has('intel-iommu.intremap')) driver.intremap ??= true;
  if (caps.has('intel-iommu.eim')) driver.eim ??= true;
  if (Object.keys(driver).length > 0) dev.driver = driver;
};

/** Completes one device; libvirt's errors for what cannot be completed. */
export const completeDevice = (device: Device, domain: Domain, context: PostParseContext): void => {
  switch (device.kind) {
    case 'net':
      return net(device.dev, domain, context);
    case 'disk':
      return disk(device.dev, context);
    case 'video':
      return video(device.dev, domain, context);
    case 'panic':
      return panic(device.dev, domain);
    case 'controller':
      return controller(device.dev, domain, context);
    case 'shmem':
      return shmem(device.dev);
    case 'serial':
      return serial(device.dev, domain);
    case 'channel':
      return channel(device.dev, context);
    case 'vsock':
      return vsock(device.dev);
    case 'hostdev':
      return hostdev(device.dev);
    case 'tpm':
      return tpm(device.dev, domain);
    case 'memory':
      return memory(device.dev, domain, context);
    case 'pstore':
      return pstore(device.dev, domain, context);
    case 'iommu':
      return iommu(device.dev, domain, context);
  }
};

/** Whether a device sits on a drive address already. */
export const onDrive = (dev: Disk): boolean => isType(dev, 'drive') !== undefined;
