// The remaining devices that QEMU does not have, and the choice of check by class.

import { isPpc64, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import type { QemuFlag } from '../../../../schemas/qmp/flags.ts';
import type {
  Crypto,
  Device,
  Filesystem,
  Input,
  Iommu,
  Memballoon,
  MemoryDevice,
  Nvram,
  Shmem,
  Tpm,
  Watchdog,
} from '../../../model/domain/devices.ts';
import { cpusetMembers } from '../../../model/xml/values.ts';
import { hasI8042, isArmVirt, isI440fx, isPseries, isQ35 } from '../machine.ts';
import { checkInfo } from './address.ts';
import {
  checkParallel,
  checkRedirdev,
  checkRng,
  checkSerial,
  checkSmartcard,
  checkSource,
} from './chardev.ts';
import { type Check, isPowerOfTwo, requireSharedMemory } from './context.ts';
import { checkController } from './controller.ts';
import { checkDisk } from './disk.ts';
import { checkAudio, checkGraphics, checkSound, checkVideo } from './display.ts';
import { unsupported, xmlError } from './errors.ts';
import { checkHostdev } from './hostdev.ts';
import { checkInterface } from './net.ts';

const checkWatchdog = (dog: Watchdog, { domain, machine }: Check): void => {
  const { model, action, address } = dog;
  if (domain.devices.watchdogs[0]?.action !== action)
    throw unsupported('watchdogs with different actions are not supported with this QEMU binary');
  switch (model) {
    case 'i6300esb':
      if (address && address.type !== 'pci')
        throw unsupported(`${model} model of watchdog can go only on PCI bus`);
      return;
    case 'ib700':
      if (!isI440fx(machine))
        throw unsupported(`${model} model of watchdog cannot be used with this machine type`);
      if (address) throw unsupported(`${model} model of watchdog does not support configuring the address`);
      return;
    case 'diag288':
      if (address) throw unsupported(`${model} model of watchdog is virtual and cannot go on any bus.`);
      if (!isS390(machine.arch))
        throw unsupported(`${model} model of watchdog is allowed for s390 and s390x only`);
      return;
    case 'itco':
      if (address) {
        throw unsupported(
          `${model} model of watchdog is part of the machine and cannot have any address set.`,
        );
      }
      if (!isQ35(machine)) throw unsupported(`${model} model of watchdog is only part of q35 machine`);
  }
};

// ---------------------------------------------------------------- TPM, input, balloon

const tpmFlags: Record<string, QemuFlag> = {
  'tpm-tis': 'tpm-tis',
  'tpm-crb': 'tpm-crb',
  'tpm-spapr': 'tpm-spapr',
  'spapr-tpm-proxy': 'spapr-tpm-proxy',
};

const checkTpm = ({ model, backend }: Tpm, { domain, caps, machine, host }: Check): void => {
  const { emulator } = domain.devices;
  if (backend.type === 'emulator') {
    const { version } = backend;
    if (version !== undefined && !host.swtpm?.versions.includes(version))
      throw unsupported(`TPM version '${version}' is not supported`);
    if (version === '1.2') {
      if (model !== 'tpm-tis') throw unsupported(`TPM 1.2 is not supported for model '${model}'`);
      if (!isX86(machine.arch))
        throw unsupported(`TPM 1.2 is not supported on architecture '${machine.arch}'`);
    }
  }
  const able =
    backend.type === 'passthrough' ? caps.has('tpm-passthrough') : host.swtpm && caps.has('tpm-emulator');
  if (!able)
    throw unsupported(`The QEMU executable ${emulator} does not support TPM backend type ${backend.type}`);
  if (isPpc64(machine.arch) && model === 'spapr-tpm-proxy' && backend.type !== 'passthrough')
    throw unsupported(`TPM Proxy model ${model} requires 'Passthrough' backend`);
  const flag = tpmFlags[model ?? ''];
  if (!flag || !caps.has(flag))
    throw unsupported(`The QEMU executable ${emulator} does not support TPM model ${model}`);
};

const inputFlags: Record<string, readonly [string, QemuFlag, QemuFlag?]> = {
  mouse: ['virtio-mouse', 'virtio-mouse', 'virtio-mouse-ccw'],
  tablet: ['virtio-tablet', 'virtio-tablet', 'virtio-tablet-ccw'],
  keyboard: ['virtio-keyboard', 'virtio-keyboard', 'virtio-keyboard-ccw'],
  passthrough: ['virtio-input-host', 'virtio-input-host'],
  evdev: ['input-linux', 'input-linux'],
};

const checkInput = ({ type, bus, model, address }: Input, { caps, machine }: Check): void => {
  if (bus === 'ps2' && (!caps.has('i8042') || !hasI8042(machine)))
    throw unsupported(`${bus} is not supported by this QEMU binary`);
  if (bus === 'usb' && type === 'keyboard' && !caps.has('usb-kbd'))
    throw unsupported('usb keyboard is not supported by this QEMU binary');
  if (bus !== 'virtio') return;
  if (model === 'virtio-transitional' || model === 'virtio-non-transitional') {
    throw unsupported(`virtio (non-)transitional models are not supported for input type=${type}`);
  }
  const [name, flag, ccw] = inputFlags[type] ?? [];
  if (!flag || !caps.has(flag) || (address?.type === 'ccw' && ccw !== undefined && !caps.has(ccw)))
    throw unsupported(`${name} is not supported by this QEMU binary`);
};

const checkBalloon = (balloon: Memballoon, { caps }: Check): void => {
  const { model } = balloon;
  if (model === 'none') return;
  if (!model.startsWith('virtio')) {
    throw unsupported(`Memory balloon device type '${model}' is not supported by this version of qemu`);
  }
  if (balloon.autodeflate !== undefined && !caps.has('virtio-balloon-pci.deflate-on-oom'))
    throw unsupported('deflate-on-oom is not supported by this QEMU binary');
  if (balloon.freePageReporting !== undefined && !caps.has('virtio-balloon.free-page-reporting'))
    throw unsupported('freePageReporting is not supported by this QEMU binary');
};

// ---------------------------------------------------------------- IOMMU

const iommuFlags = {
  intremap: ['intel-iommu.intremap', 'interrupt remapping is'],
  caching_mode: ['intel-iommu.caching-mode', 'caching mode is'],
  eim: ['intel-iommu.eim', 'eim is'],
  iotlb: ['intel-iommu.device-iotlb', 'device IOTLB is'],
  aw_bits: ['intel-iommu.aw-bits', 'aw_bits is'],
  dma_translation: ['intel-iommu.dma-translation', 'updating dma translation is'],
} as const;

const checkIommu = (iommu: Iommu, { domain, caps, machine }: Check): void => {
  const { model, driver, address } = iommu;
  const device = `IOMMU device: '${model}'`;
  const unknown = () => unsupported(`${device} is not supported with this QEMU binary`);
  if (model === 'intel') {
    if (!isQ35(machine)) throw unsupported(`${device} is only supported with Q35 machines`);
    if (!caps.has('intel-iommu')) throw unknown();
  } else if (model === 'smmuv3') {
    if (!isArmVirt(machine)) throw unsupported(`${device} is only supported with ARM Virt machines`);
    if (!caps.has('machine.virt.iommu')) throw unknown();
  } else {
    if (!isArmVirt(machine) && !isQ35(machine))
      throw unsupported(`${device} is only supported with Q35 and ARM Virt machines`);
    if (!caps.has('virtio-iommu-pci') || !caps.has('virtio-iommu.boot-bypass')) throw unknown();
    if (!domain.features.acpi) throw unsupported(`${device} requires ACPI`);
    if (address && address.type !== 'pci') throw unsupported(`${device} needs a PCI address`);
  }
  for (const [key, [flag, what]] of Object.entries(iommuFlags)) {
    const value = driver?.[key as keyof typeof iommuFlags];
    if (value !== undefined && value !== 0 && !caps.has(flag))
      throw unsupported(`iommu: ${what} not supported with this QEMU binary`);
  }
};

// ---------------------------------------------------------------- filesystems

const checkVirtiofs = (fs: Filesystem, check: Check): void => {
  const { caps } = check;
  const socket = (fs.source as { socket?: string } | undefined)?.socket;
  const no = (what: string) => unsupported(`virtiofs does not support ${what}`);
  if (socket === undefined) {
    if (fs.accessmode !== 'passthrough') throw unsupported('virtiofs only supports passthrough accessmode');
    if (fs.driver?.wrpolicy) throw no('wrpolicy');
  }
  if (fs.model) throw no('model');
  if (fs.driver?.format) throw no('format');
  if (!caps.has('vhost-user-fs')) throw unsupported('virtiofs is not supported with this QEMU binary');
  if (fs.multidevs && (fs.multidevs as string) !== 'default') throw no('multidevs');
  if (fs.fmode || fs.dmode) throw no('fmode and dmode');
  requireSharedMemory(check, 'virtiofs');
  if (!fs.boot) return;
  if (!caps.has('vhost-user-fs.bootindex'))
    throw unsupported('setting virtiofs boot order is not supported with this QEMU binary');
  if (fs.address && fs.address.type !== 'pci')
    throw unsupported('setting virtiofs boot order is supported only with PCI bus');
};

const checkFilesystem = (fs: Filesystem, check: Check): void => {
  const { caps } = check;
  const kind = fs.driver?.type;
  if (fs.type !== 'mount') throw unsupported('only supports mount filesystem type');
  if (fs.space_hard_limit || fs.space_soft_limit)
    throw unsupported('filesystem usage limits are not supported with QEMU');
  if (fs.multidevs && (fs.multidevs as string) !== 'default' && !caps.has('fsdev.multidevs'))
    throw unsupported('multidevs is not supported with this QEMU binary');
  if ((fs.fmode || fs.dmode) && fs.accessmode !== 'mapped')
    throw unsupported('fmode and dmode must be used with accessmode=mapped');
  if (kind !== 'virtiofs' && fs.binary?.sandbox)
    throw unsupported('sandbox can only be used with driver=virtiofs');
  switch (kind) {
    case 'handle':
      if (fs.accessmode !== 'passthrough') throw unsupported('only supports passthrough accessmode');
      return;
    case 'loop':
    case 'nbd':
    case 'ploop':
      throw unsupported('Filesystem driver type not supported');
    case 'virtiofs':
      return checkVirtiofs(fs, check);
    case 'mtp':
      if (!caps.has('usb-mtp')) throw unsupported('mtp is not supported with this QEMU binary');
      if (fs.accessmode !== 'passthrough') throw unsupported('mtp only supports passthrough accessmode');
      return;
    default:
  }
};

// ---------------------------------------------------------------- memory

const checkSgx = (mem: MemoryDevice, { caps }: Check): void => {
  if (!caps.has('sgx-epc')) throw unsupported("sgx epc isn't supported by this QEMU binary");
  const sections = caps.sgx?.sections ?? [];
  if (sections.length === 0) throw unsupported("this QEMU version didn't provide SGX EPC NUMA info");
  const { nodemask } = (mem.source ?? {}) as { nodemask?: string };
  const nodes = nodemask === undefined ? [0] : (cpusetMembers(nodemask) ?? []);
  for (const node of nodes) {
    const size = sections[node]?.size ?? 0;
    if (mem.target.size > size) {
      throw unsupported(
        `sgx epc size ${size} on host node ${node} is less than requested size ${mem.target.size}`,
      );
    }
  }
};

const checkVirtioMem = (mem: MemoryDevice, { domain, caps }: Check): void => {
  const type = mem.address?.type;
  if ((type === 'pci' && !caps.has('virtio-mem-pci')) || (type === 'ccw' && !caps.has('virtio-mem-ccw')))
    throw unsupported("virtio-mem isn't supported by this QEMU binary");
  if (type === 'ccw') {
    const page = ((mem.source ?? {}) as { pagesize?: number }).pagesize;
    const boot = domain.memoryBacking?.hugepages;
    if (page && boot && page !== boot.pages[0]?.size)
      throw unsupported("virtio-mem-ccw can't use different page size than the boot memory");
    if (mem.target.node) throw unsupported('NUMA nodes are not supported for virtio-mem-ccw');
  }
  const { dynamicMemslots } = mem.target as { dynamicMemslots?: boolean };
  if (dynamicMemslots && !caps.has('virtio-mem-pci.dynamic-memslots'))
    throw unsupported('virtio-mem does not support dynamicMemslots');
};

const checkMemory = (mem: MemoryDevice, check: Check): void => {
  const { caps } = check;
  switch (mem.model) {
    case 'dimm':
      if (!caps.has('pc-dimm')) throw unsupported("memory hotplug isn't supported by this QEMU binary");
      return;
    case 'nvdimm':
      if (!caps.has('nvdimm')) throw unsupported("nvdimm isn't supported by this QEMU binary");
      if ((mem.target as { readonly?: boolean }).readonly && !caps.has('nvdimm.unarmed')) {
        throw unsupported('nvdimm readonly property is not available with this QEMU binary');
      }
      return;
    case 'virtio-pmem':
      if (!caps.has('virtio-pmem-pci')) throw unsupported("virtio-pmem isn't supported by this QEMU binary");
      return;
    case 'virtio-mem':
      return checkVirtioMem(mem, check);
    case 'sgx-epc':
      return checkSgx(mem, check);
  }
};

const MIB = 1048576;
const checkShmem = ({ size, model }: Shmem, { caps }: Check): void => {
  if (size && (size < MIB || !isPowerOfTwo(size)))
    throw xmlError('shmem size must be a power of 2 and at least 1 MiB (1024 KiB)');
  if (model.type === 'ivshmem') throw unsupported('ivshmem device is no longer supported');
  if (!caps.has(model.type))
    throw unsupported(`shmem model '${model.type}' is not supported by this QEMU binary`);
};

const checkCrypto = ({ model, backend }: Crypto, { caps }: Check): void => {
  if (!caps.has('virtio-crypto')) throw unsupported(`crypto model ${model} is not supported`);
  if (backend.model === 'lkcf' && !caps.has('cryptodev-backend-lkcf'))
    throw unsupported(`crypto backend ${backend.model} is not supported`);
};

const checkNvram = (nvram: Nvram, { caps, machine }: Check): void => {
  if (!isPseries(machine)) throw unsupported('nvram device is only supported for PPC64');
  if (!caps.has('nvram')) throw unsupported('nvram device is not supported by this QEMU binary');
  const { address } = nvram;
  if (address?.type !== 'spapr-vio' || address.reg === undefined)
    throw xmlError('nvram address type must be spaprvio');
};

export const checkQemuDevice = (device: Device, check: Check): void => {
  checkInfo(device, check);
  const { caps } = check;
  switch (device.kind) {
    case 'net':
      return checkInterface(device.dev, check);
    case 'serial':
      return checkSerial(device.dev, check);
    case 'parallel':
      return checkParallel(device.dev, check);
    case 'channel':
      return checkSource(device.dev, check);
    case 'console':
      // Its own source only when it is not the first serial port under another name.
      return device.dev.target.type === 'serial' ? undefined : checkSource(device.dev, check);
    case 'smartcard':
      return checkSmartcard(device.dev, check);
    case 'rng':
      return checkRng(device.dev, check);
    case 'redirdev':
      return checkRedirdev(device.dev, check);
    case 'watchdog':
      return checkWatchdog(device.dev, check);
    case 'hostdev':
      return checkHostdev(device.dev, check);
    case 'video':
      return checkVideo(device.dev, check);
    case 'disk':
      return checkDisk(device.dev, check);
    case 'controller':
      return checkController(device.dev, check);
    case 'vsock':
      if (!caps.has('vhost-vsock')) throw unsupported('vsock device is not supported with this QEMU binary');
      return;
    case 'tpm':
      return checkTpm(device.dev, check);
    case 'graphics':
      return checkGraphics(device.dev, check);
    case 'input':
      return checkInput(device.dev, check);
    case 'memballoon':
      return checkBalloon(device.dev, check);
    case 'iommu':
      return checkIommu(device.dev, check);
    case 'fs':
      return checkFilesystem(device.dev, check);
    case 'nvram':
      return checkNvram(device.dev, check);
    case 'hub':
      if (!caps.has('usb-hub')) throw unsupported('usb-hub not supported by QEMU binary');
      return;
    case 'sound':
      return checkSound(device.dev, check);
    case 'memory':
      return checkMemory(device.dev, check);
    case 'shmem':
      return checkShmem(device.dev, check);
    case 'audio':
      return checkAudio(device.dev, check);
    case 'crypto':
      return checkCrypto(device.dev, check);
    case 'pstore':
      if (!caps.has('acpi-erst')) throw unsupported('acpi-erst backend of pstore device is not supported');
      if (device.dev.address && device.dev.address.type !== 'pci')
        throw unsupported('ACPI ERST device must reside on a PCI bus');
      return;
    default:
  }
};
