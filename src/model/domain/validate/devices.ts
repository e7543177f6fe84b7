// What the smaller devices may be, whatever the hypervisor.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import {
  type Controller,
  type Device,
  type Filesystem,
  type Graphics,
  type Hostdev,
  type Input,
  type Iommu,
  infoOf,
  isConsoleAlias,
  type MemoryDevice,
  type Shmem,
  type Tpm,
  type Video,
} from '../devices.ts';
import { internalError, unsupported, xmlDetail, xmlError } from '../error.ts';
import { validateChardev } from './chardev.ts';
import { validateDisk } from './disk.ts';
import { validateInterface } from './interface.ts';
import { checkDeviceLabels, checkVirtioOptions, VIRTIO_MODELS } from './shared.ts';

const hasUsb = (domain: Domain): boolean =>
  domain.devices.controllers.some((c) => c.type === 'usb' && c.model !== 'none');

const validateVideo = ({ model, driver, address }: Video, domain: Domain): void => {
  if (model.type === 'default') throw internalError('missing video model and cannot determine default');
  if (
    domain.devices.videos.length > 1 &&
    domain.devices.videos.some((video) => video.model.type === 'none')
  ) {
    throw unsupported("a 'none' video type must be the only video device defined for the domain");
  }
  if (driver?.name === 'vhostuser') {
    if (model.type !== 'virtio')
      throw unsupported("'vhostuser' driver is only supported with 'virtio' device");
  } else if (model.acceleration?.rendernode !== undefined) {
    throw unsupported("unsupported rendernode accel attribute without 'vhostuser'");
  }
  if (model.resolution && (model.resolution.x === 0 || model.resolution.y === 0)) {
    throw unsupported('video resolution values must be greater than 0');
  }
  if (model.type !== 'qxl') {
    for (const key of ['ram', 'vram64', 'vgamem'] as const) {
      if (model[key]) throw unsupported(`${key} attribute only supported for video type qxl`);
    }
  }
  if (model.type === 'ramfb' && address) throw unsupported('address not supported for video type ramfb');
  if (model.type !== 'virtio') {
    checkVirtioOptions(driver);
    if (model.blob !== undefined)
      throw unsupported(`video type '${model.type}' does not support blob resources`);
  }
};

const PCI_TARGET_LIMITS = [
  ['chassisNr', 1, 255],
  ['chassis', 0, 255],
  ['port', 0, 255],
  ['busNr', 1, 254],
] as const;

const validateController = (controller: Controller): void => {
  const { type, model, index, target, address, driver } = controller;
  if (type === 'pci') {
    if ((model === 'pci-root' || model === 'pcie-root') && address) {
      throw unsupported('pci-root and pcie-root controllers should not have an address');
    }
    if (index > 255) throw unsupported(`PCI controller index ${index} too high, maximum is 255`);
    const at = target?.index;
    if (at !== undefined) {
      if (at > 30) throw unsupported(`PCI controller target index '${at}' out of range - must be 0-30`);
      if ((index === 0) !== (at === 0)) {
        throw unsupported('Only the PCI controller with index 0 can have target index 0, and vice versa');
      }
    }
    for (const [key, least, most] of PCI_TARGET_LIMITS) {
      const value = target?.[key] ?? least;
      if (value < least || value > most)
        throw unsupported(`PCI controller ${key} '${value}' out of range - must be ${least}-${most}`);
    }
    if (target?.node !== undefined && index === 0) {
      throw unsupported("The PCI controller with index=0 can't be associated with a NUMA node");
    }
  }
  const mapped = (driver?.iothreads.length ?? 0) > 0;
  if (driver?.iothread || mapped) {
    const virtio =
      model === 'virtio-scsi' || model === 'virtio-transitional' || model === 'virtio-non-transitional';
    if (type !== 'scsi' || !virtio)
      throw unsupported("iothreads are supported only by 'virtio-scsi' controllers");
  }
  if (driver?.iothread && mapped) {
    throw xmlError(
      "controller driver 'iothread' attribute can't be used together with 'iothreads' subelement",
    );
  }
};

const validateHostdev = ({ mode, type, address, sgio, teaming }: Hostdev): void => {
  const on = address?.type;
  if (mode === 'subsystem') {
    if (type === 'pci' && on !== undefined && on !== 'unassigned' && on !== 'pci') {
      throw internalError("PCI host devices must use 'pci' or 'unassigned' address type");
    }
    if (type === 'scsi') {
      if (on !== undefined && on !== 'drive')
        throw unsupported("SCSI host device must use 'drive' address type");
      if (sgio === 'unfiltered') throw unsupported('unfiltered sgio is no longer supported');
    }
    if (type === 'scsi_host' && on !== undefined && on !== 'pci' && on !== 'ccw') {
      throw unsupported("SCSI_host host device must use 'pci' or 'ccw' address type");
    }
    if (type === 'usb' && on !== undefined && on !== 'usb')
      throw unsupported("USB host device must use 'usb' address type");
  }
  if (!teaming) return;
  if (teaming.type !== 'transient') throw unsupported("teaming hostdev devices must have type='transient'");
  if (teaming.persistent === undefined)
    throw unsupported('missing required persistent attribute in hostdev teaming element');
  if (mode !== 'subsystem' || type !== 'pci')
    throw unsupported('teaming is only supported for pci hostdev devices');
};

const KIB = 1024;
const PAGE = 4096;
/** The transparent huge page, in KiB: no block of virtio-mem is smaller. */
const HUGE_PAGE = 2048;
const isPowerOfTwo = (value: number): boolean => value > 0 && Number.isInteger(Math.log2(value));

/** Where a module is in the guest's memory, if that is fixed. */
const baseOf = (memory: MemoryDevice): number =>
  memory.model === 'virtio-pmem' || memory.model === 'virtio-mem'
    ? (memory.target.address?.base ?? 0)
    : memory.model !== 'sgx-epc' && memory.address?.type === 'dimm'
      ? (memory.address.base ?? 0)
      : 0;
const mappedSize = (memory: MemoryDevice): number => {
  const label = memory.model === 'nvdimm' ? (memory.target.label?.size ?? 0) : 0;
  const align = memory.source?.alignsize || PAGE / KIB;
  return (memory.target.size - Math.ceil(label / align) * align) * KIB;
};

const checkOverlap = (memory: MemoryDevice, domain: Domain): void => {
  const slot =
    memory.address?.type === 'dimm' && memory.model !== 'sgx-epc' ? memory.address.slot : undefined;
  const start = baseOf(memory);
  if (start === 0 && slot === undefined) return;
  const end = start + mappedSize(memory);
  const hex = (value: number): string => `0x${value.toString(16)}`;
  for (const other of domain.devices.memories) {
    if (other === memory) continue;
    if (slot !== undefined && other.address?.type === 'dimm' && other.address.slot === slot) {
      throw unsupported(`memory device slot '${slot}' is already being used by another memory device`);
    }
    const otherStart = baseOf(other);
    if (start === 0 || otherStart === 0) continue;
    if (start <= otherStart ? end > otherStart : otherStart + mappedSize(other) > start) {
      throw unsupported(
        `memory device address [${hex(start)}:${hex(end)}] overlaps with other memory device (${hex(otherStart)})`,
      );
    }
  }
};

const validateMemory = (memory: MemoryDevice, domain: Domain): void => {
  const { model, target } = memory;
  const cells = domain.cpu?.numa?.cells.length ?? 0;
  if (target.node !== undefined) {
    if (cells === 0) throw xmlDetail("can't add memory backend as guest has no NUMA nodes configured");
    if (target.node >= cells) {
      throw xmlDetail(
        `can't add memory backend for guest node '${target.node}' as the guest has only '${cells}' NUMA nodes configured`,
      );
    }
  }
  const ppc = domain.os.type.arch.startsWith('ppc64');
  if ((model === 'nvdimm' || model === 'virtio-pmem') && memory.source?.path === undefined)
    throw xmlDetail(`path is required for model '${model}'`);
  if (model === 'nvdimm') {
    if (memory.discard === true) throw unsupported('discard is not supported for nvdimms');
    if (ppc && !target.label?.size) throw unsupported('label size is required for NVDIMM device');
    if (!ppc && memory.uuid !== undefined) throw unsupported('UUID is not supported for NVDIMM device');
  } else if (model === 'virtio-pmem') {
    if (memory.discard === true) throw unsupported(`discard is not supported for model '${model}'`);
    if (memory.access !== 'shared') throw unsupported('shared access mode required for virtio-pmem device');
    if (target.node !== undefined) throw unsupported('virtio-pmem does not support NUMA nodes');
    if ((target.address?.base ?? 0) % PAGE !== 0)
      throw unsupported(`memory address must be aligned to ${PAGE} bytes`);
  } else if (model === 'virtio-mem') {
    const block = target.block ?? 0;
    const requested = target.requested ?? 0;
    if (requested > target.size)
      throw xmlDetail(`requested size must be smaller than or equal to @size (${target.size}KiB)`);
    if (!isPowerOfTwo(block)) throw xmlDetail('block size must be a power of two');
    if (block < HUGE_PAGE) throw xmlDetail(`block size too small, must be at least ${HUGE_PAGE}KiB`);
    if (requested % block !== 0) throw xmlDetail('requested size must be an integer multiple of block size');
    if ((target.address?.base ?? 0) % (block * KIB) !== 0)
      throw xmlDetail('memory device address must be aligned to blocksize');
  } else if (model === 'sgx-epc' && memory.address) {
    throw unsupported(`memory device address is not supported for model '${model}'`);
  }
  checkOverlap(memory, domain);
};

const checkInputBus = (input: Input, domain: Domain): void => {
  const { type, bus = 'default' } = input;
  const pointing = type === 'mouse' || type === 'keyboard';
  const kind = domain.os.type.value;
  if (kind === 'hvm') {
    if (bus === 'ps2' && !pointing) throw internalError(`ps2 bus does not support ${type} input device`);
    if (bus === 'xen') throw internalError(`unsupported input bus ${bus}`);
  } else if (kind === 'xen' || kind === 'xenpvh') {
    if (bus !== 'xen') throw internalError(`unsupported input bus ${bus}`);
    if (!pointing) throw internalError(`xen bus does not support ${type} input device`);
  } else if (domain.type === 'vz' || domain.type === 'parallels') {
    if (bus !== 'parallels') throw internalError(`parallels containers don't support input bus ${bus}`);
    if (!pointing) throw internalError(`parallels bus does not support ${type} input device`);
  } else throw internalError('Input devices are not supported by this virtualization driver.');
};

const validateInput = (input: Input, domain: Domain): void => {
  checkInputBus(input, domain);
  const { type, bus } = input;
  if (type === 'passthrough') {
    if (bus !== 'virtio') throw unsupported("only bus 'virtio' is supported for 'passthrough' input devices");
  } else if (type === 'evdev') {
    if (bus !== 'none') throw unsupported("input evdev doesn't support bus element");
  } else if (input.source?.evdev !== undefined) {
    throw unsupported('setting source evdev path only supported for passthrough input devices');
  }
  if (input.model !== undefined && bus !== 'virtio') {
    throw unsupported(`only bus 'virtio' is supported for input model '${input.model}'`);
  }
  if (bus === 'ps2' && domain.features.ps2?.state === false) {
    throw unsupported('ps2 bus inputs require the ps2 feature not to be disabled');
  }
};

const validateFilesystem = (fs: Filesystem, domain: Domain): void => {
  const target = fs.target?.dir;
  if (target === undefined) {
    const { dir, socket, dev, file, name } = fs.source ?? {};
    throw new VirError(ErrorCode.NO_TARGET, ErrorDomain.DOMAIN, dir ?? dev ?? file ?? name ?? socket ?? null);
  }
  if (fs.boot && fs.driver?.type !== 'virtiofs')
    throw unsupported('boot order is only supported for virtiofs');
  const tags = domain.devices.filesystems
    .filter((each) => each.driver?.type === 'virtiofs')
    .map((each) => each.target?.dir);
  if (
    tags.filter((tag) => tag === target).length > 1 ||
    (tags.includes(target) && fs.driver?.type !== 'virtiofs')
  ) {
    throw unsupported(`filesystem target '${target}' specified twice`);
  }
};

const checkAudioId = (domain: Domain, id: number | undefined): void => {
  if (id && !domain.devices.audios.some((audio) => audio.id === id))
    throw xmlError(`no audio device with ID ${id}`);
};

const validateGraphics = (graphics: Graphics, domain: Domain): void => {
  const { type, listens = [] } = graphics;
  const listening = type === 'vnc' || type === 'spice' || type === 'rdp';
  for (const listen of listening ? listens : []) {
    if (listen.type === 'network' && listen.network === undefined) {
      throw xmlError("'network' attribute is required for listen type 'network'");
    }
    if ((listen.type === 'socket' || listen.type === 'none') && type === 'rdp') {
      throw unsupported(`listen type '${listen.type}' is not available for graphics type '${type}'`);
    }
  }
  if (type === 'vnc') checkAudioId(domain, graphics.audio?.id);
  if (type === 'dbus' && graphics.p2p && graphics.address !== undefined)
    throw xmlError('D-Bus p2p with an address is not supported');
};

const validateIommu = ({ model, driver, address }: Iommu): void => {
  if (model !== 'intel' && driver && Object.values(driver).some((value) => value !== undefined)) {
    throw xmlError(`iommu model '${model}' doesn't support some additional attributes`);
  }
  if (model !== 'virtio' && address) throw xmlError(`iommu model '${model}' can't have address`);
};

const validateShmem = ({ name }: Shmem): void => {
  if (name.includes('/')) throw unsupported("shmem name cannot include '/' character");
  if (name === '.' || name === '..') throw unsupported(`shmem name cannot be equal to '${name}'`);
};

const validateTpm = ({ backend }: Tpm): void => {
  if (backend.type === 'emulator') {
    if (backend.active_pcr_banks && backend.version !== '2.0')
      throw xmlError("<active_pcr_banks/> requires TPM version '2.0'");
    if (backend.profile?.source !== undefined && backend.version !== '2.0')
      throw xmlError("<profile/> requires TPM version '2.0'");
  } else if (backend.type === 'external') {
    if (backend.external?.type !== 'unix')
      throw xmlError("only source type 'unix' is supported for external TPM device");
    if (backend.external.path === undefined) throw xmlError('missing socket path for external TPM device');
  }
};

/** Checks one device. */
export const validateDevice = (device: Device, domain: Domain): void => {
  if (infoOf(device).address?.type === 'unassigned' && device.kind !== 'hostdev') {
    throw unsupported("address of type 'unassigned' is supported only for hostdevs");
  }
  const { devices } = domain;
  switch (device.kind) {
    case 'disk':
      return validateDisk(device.dev, domain);
    case 'redirdev':
      if (!hasUsb(domain))
        throw unsupported('cannot add redirected USB device: USB is disabled for this domain');
      return validateChardev(device.dev);
    case 'net':
      return validateInterface(device.dev);
    case 'controller':
      return validateController(device.dev);
    case 'console':
      // the first console of a full machine only repeats its serial port
      if (isConsoleAlias(domain, device.dev)) return;
      return validateChardev(device.dev);
    case 'serial':
    case 'parallel':
      checkDeviceLabels(device.dev.source?.seclabels ?? [], domain);
      return validateChardev(device.dev);
    case 'channel':
      return validateChardev(
        device.dev,
        device.dev.target.type === 'virtio' || device.dev.target.type === 'xen',
      );
    case 'smartcard':
      if (device.dev.address && device.dev.address.type !== 'ccid')
        throw unsupported("Controllers must use the 'ccid' address type");
      if (device.dev.mode === 'passthrough') validateChardev(device.dev);
      return;
    case 'rng':
      if (device.dev.backend.model === 'egd') validateChardev(device.dev.backend);
      return;
    case 'hostdev':
      return validateHostdev(device.dev);
    case 'video':
      return validateVideo(device.dev, domain);
    case 'memory':
      return validateMemory(device.dev, domain);
    case 'vsock': {
      const cid = device.dev.cid?.address ?? 0;
      if (cid > 0 && cid <= 2) throw unsupported('guest CIDs must be >= 3');
      if (!VIRTIO_MODELS.has(device.dev.model)) checkVirtioOptions(device.dev.driver);
      return;
    }
    case 'input':
      return validateInput(device.dev, domain);
    case 'fs':
      return validateFilesystem(device.dev, domain);
    case 'audio':
      if (devices.audios.some((audio) => audio !== device.dev && audio.id === device.dev.id)) {
        throw xmlError(`audio ID ${device.dev.id} is used multiple times`);
      }
      return;
    case 'sound':
      return checkAudioId(domain, device.dev.audio?.id);
    case 'graphics':
      return validateGraphics(device.dev, domain);
    case 'iommu':
      return validateIommu(device.dev);
    case 'shmem':
      return validateShmem(device.dev);
    case 'tpm':
      return validateTpm(device.dev);
    case 'pstore':
      if (!device.dev.path) throw xmlError('missing path for ACPI ERST pstore device');
      if (device.dev.size < 4 || !isPowerOfTwo(device.dev.size))
        throw xmlError('invalid size of ACPI ERST pstore device');
      return;
    default:
  }
};
