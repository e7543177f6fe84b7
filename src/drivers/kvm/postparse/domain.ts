// Defaults of a whole definition that QEMU decides: machine, firmware, implicit devices, CPU, NUMA.
import { type Arch, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import {
  type Audio,
  addController,
  addUsbController,
  findController,
  needController,
} from '../../../model/domain/devices.ts';
import { cpusetMembers, formatCpuset } from '../../../model/xml/values.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { hasMemoryHotplug, iommuOf, machineOf, numaCells, vcpusOf, virtTypeOf } from '../facts.ts';
import { fillFirmware } from '../firmware/select.ts';
import {
  hasI8042,
  isArmVirt,
  isI440fx,
  isPseries,
  isQ35,
  isRiscvVirt,
  isS390Ccw,
  type MachineOf,
} from '../machine.ts';
import type { PostParseContext } from './context.ts';
import { defaultPanic, MAX_VCPUS_WITHOUT_EIM, needsEim } from './devices.ts';

const fail = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);
const unsupported = (text: string): VirError => fail(ErrorCode.CONFIG_UNSUPPORTED, text);

// ---------------------------------------------------------------- machine

const setMachine = (domain: Domain, { caps }: PostParseContext): void => {
  const type = virtTypeOf(domain);
  const os = domain.os.type!;
  os.machine ??= caps.defaultMachine(type);
  if (os.machine === undefined) {
    throw fail(
      ErrorCode.INVALID_ARG,
      `could not get preferred machine for ${domain.devices.emulator} type=${domain.type}`,
    );
  }
  os.machine = caps.canonicalMachine(type, os.machine);
};

/** s390 never had ACPI, though old definitions of it may ask for it. */
const dropAcpi = (domain: Domain, { caps, options }: PostParseContext): void => {
  const { arch, machine } = machineOf(domain);
  if (options.abiUpdate || !isS390(arch) || !domain.features.acpi) return;
  if (caps.machine(virtTypeOf(domain), machine)?.acpi === false) delete domain.features.acpi;
};

type Loader = NonNullable<Domain['os']['loader']>;
const setFirmware = (domain: Domain, { host, options }: PostParseContext): void => {
  const { abiUpdate } = options;
  // The format of a variable store alone asks for firmware of that format.
  if (!domain.os.loader && domain.os.nvram?.format) {
    domain.os.loader = { format: domain.os.nvram.format as Loader['format'] };
  }
  if (!abiUpdate && domain.os.firmware) {
    // Definitions of old versions that chose their firmware anew each time had raw images.
    domain.os.loader ??= {};
    domain.os.loader.format ??= 'raw';
  }
  try {
    fillFirmware(domain, {
      firmware: host.firmware,
      legacy: host.legacyFirmware,
      nvramDir: host.config.nvramDir,
      abiUpdate,
    });
  } catch (error) {
    // A guest whose firmware has gone must still be listed.
    if (abiUpdate) throw error;
  }
};

// ---------------------------------------------------------------- implicit devices

/** What a board brings along, by architecture and machine. */
interface Board {
  usb?: { model?: string };
  pciRoot?: 'pci-root' | 'pcie-root';
  sata?: boolean;
  balloon?: boolean;
  usbInput?: boolean;
  panic?: boolean;
  itco?: boolean;
  iommu?: boolean;
}

const q35Usb = (caps: QemuCaps): Board['usb'] => {
  if (caps.has('qemu-xhci')) return { model: 'qemu-xhci' };
  if (caps.has('nec-usb-xhci')) return { model: 'nec-xhci' };
  return caps.has('ich9-usb-ehci1') ? { model: 'ich9-ehci1' } : undefined;
};

const x86Board = (m: MachineOf, vcpus: number, caps: QemuCaps): Board => {
  if (m.machine === 'isapc' || m.machine === 'microvm') return {};
  if (isQ35(m)) {
    return {
      balloon: true,
      usb: q35Usb(caps),
      pciRoot: 'pcie-root',
      sata: true,
      itco: true,
      iommu: vcpus > MAX_VCPUS_WITHOUT_EIM,
    };
  }
  return { balloon: true, usb: {}, ...(isI440fx(m) ? { pciRoot: 'pci-root' } : {}) };
};

const armBoard = (m: MachineOf): Board => {
  const versatile = m.machine === 'versatilepb';
  if (versatile || m.machine.startsWith('realview')) {
    return { usb: { model: 'pci-ohci' }, ...(versatile ? { pciRoot: 'pci-root' } : {}) };
  }
  return isArmVirt(m) ? { pciRoot: 'pcie-root' } : {};
};

const boardOf = (m: MachineOf, vcpus: number, caps: QemuCaps): Board => {
  switch (m.arch satisfies Arch) {
    case 'i686':
    case 'x86_64':
      return x86Board(m, vcpus, caps);
    case 'armv6l':
    case 'armv7l':
    case 'armv7b':
    case 'aarch64':
      return armBoard(m);
    case 'ppc64':
    case 'ppc64le':
      return { pciRoot: 'pci-root', usb: {}, usbInput: true, balloon: true, panic: isPseries(m) };
    case 'alpha':
    case 'ppc':
    case 'ppcemb':
    case 'sh4':
    case 'sh4eb':
    case 'sparc64':
      return { usb: {}, balloon: true, pciRoot: 'pci-root' };
    case 'riscv32':
    case 'riscv64':
      return { balloon: true, ...(isRiscvVirt(m) ? { pciRoot: 'pcie-root' } : {}) };
    case 's390':
    case 's390x':
      return { balloon: true, panic: true, ...(caps.has('zpci') ? { pciRoot: 'pci-root' } : {}) };
    case 'mips':
    case 'mipsel':
    case 'mips64':
    case 'mips64el':
      return { usb: {}, balloon: true, ...(m.machine === 'malta' ? { pciRoot: 'pci-root' } : {}) };
    case 'loongarch64':
      return { pciRoot: 'pcie-root' };
    default:
      return {};
  }
};

const addPciRoot = (domain: Domain, model: 'pci-root' | 'pcie-root'): void => {
  const root = findController(domain, 'pci', 0);
  if (!root) addController(domain, 'pci', 0, model);
  else if (root.model !== model) {
    throw fail(
      ErrorCode.XML_ERROR,
      `The PCI controller with index='0' must be model='${model}' for this machine type, ` +
        `but model='${root.model}' was found instead`,
    );
  }
};

const needInput = (domain: Domain, type: 'mouse' | 'keyboard', bus: 'ps2' | 'usb'): void => {
  const { inputs } = domain.devices;
  if (!inputs.some((input) => input.type === type && input.bus === bus)) inputs.push({ type, bus });
};

const addImplicitDevices = (domain: Domain, context: PostParseContext): void => {
  const { caps } = context;
  const m = machineOf(domain);
  const d = domain.devices;
  if (caps.has('i8042') && hasI8042(m) && domain.features.ps2?.state !== false) {
    needInput(domain, 'mouse', 'ps2');
    needInput(domain, 'keyboard', 'ps2');
  }
  const board = boardOf(m, domain.vcpu.value, caps);
  if (board.usb && !findController(domain, 'usb', 0)) addUsbController(domain, 0, board.usb.model);
  if (board.sata) needController(domain, 'sata', 0);
  if (board.pciRoot) addPciRoot(domain, board.pciRoot);
  if (board.balloon && d.memballoons.length === 0) d.memballoons.push({ model: 'virtio' });
  if (board.usbInput && d.graphics.length > 0) {
    const tablet = d.inputs.some((input) => input.type === 'tablet' && input.bus === 'usb');
    needInput(domain, 'keyboard', 'usb');
    if (!tablet) needInput(domain, 'mouse', 'usb');
  }
  if (board.panic) {
    const model = defaultPanic(m);
    if (!d.panics.some((panic) => panic.model === undefined || panic.model === model)) d.panics.push({});
  }
  if (board.itco && !d.watchdogs.some((dog) => dog.model === 'itco')) {
    d.watchdogs.push({ model: 'itco', action: d.watchdogs[0]?.action ?? 'reset' });
  }
  const remapping = ['intel-iommu', 'intel-iommu.intremap', 'intel-iommu.eim'] as const;
  if (board.iommu && d.iommus.length === 0 && remapping.every((flag) => caps.has(flag))) {
    d.iommus.push({ model: 'intel', driver: { intremap: true, eim: true } });
  }
  addAudio(domain, context);
};

// ---------------------------------------------------------------- audio

const fromEnv: Record<string, Audio['type']> = { pa: 'pulseaudio', wav: 'file' };
const AUDIO_TYPES = [
  'none',
  'alsa',
  'coreaudio',
  'jack',
  'oss',
  'pulseaudio',
  'sdl',
  'spice',
  'file',
  'dbus',
  'pipewire',
];

/** The back end that goes with the graphics, unless the host's own sound is to be used. */
const addAudio = (domain: Domain, { host }: PostParseContext): void => {
  const d = domain.devices;
  if (d.audios.length > 0) return;
  let type: Audio['type'] = 'none';
  let wanted = d.graphics.length === 0;
  let hostAudio = wanted && host.config.nogfxAllowHostAudio;
  for (const graphics of d.graphics) {
    if (graphics.type === 'vnc') {
      hostAudio = host.config.vncAllowHostAudio;
      if (!hostAudio) type = 'none';
      wanted = true;
    } else if (graphics.type === 'spice') {
      hostAudio = false;
      type = 'spice';
      wanted = true;
    } else if (graphics.type === 'sdl') {
      hostAudio = true;
      wanted = true;
    }
  }
  if (!wanted) return;
  if (hostAudio) {
    const driver = host.audioEnv?.driver;
    if (driver === undefined) return;
    const named = fromEnv[driver] ?? driver;
    if (!AUDIO_TYPES.includes(named)) throw unsupported(`unknown QEMU_AUDIO_DRV setting ${driver}`);
    type = named as Audio['type'];
  }
  const audio: Audio = { id: 1, type };
  const sdl = host.audioEnv?.sdlDriver;
  if (type === 'sdl' && sdl !== undefined) {
    if (!['esd', 'alsa', 'arts', 'pulseaudio'].includes(sdl)) {
      throw unsupported(`unknown SDL_AUDIODRIVER setting ${sdl}`);
    }
    audio.driver = sdl as NonNullable<Audio['driver']>;
  }
  d.audios.push(audio);
};

// ---------------------------------------------------------------- CPU

const CPU_ARCHS: ReadonlySet<string> = new Set([
  'i686',
  'x86_64',
  'armv6l',
  'armv7l',
  'armv7b',
  'aarch64',
  'ppc64',
  'ppc64le',
  's390',
  's390x',
  'riscv64',
  'loongarch64',
]);

const setCpu = (domain: Domain, { caps, host }: PostParseContext): void => {
  const { cpu } = domain;
  if (cpu && (cpu.mode !== 'custom' || cpu.model?.value !== undefined)) return;
  const { arch, machine } = machineOf(domain);
  if (!CPU_ARCHS.has(arch)) return;
  const native = isX86(arch) || isS390(arch) || arch === 'ppc64' || arch === 'ppc64le';
  if (!native && domain.type !== 'qemu') return;
  const model = caps.defaultCpu(virtTypeOf(domain), machine);
  if (model === undefined) return;
  if (model === 'host' && domain.type !== 'kvm') {
    throw fail(
      ErrorCode.INTERNAL_ERROR,
      'QEMU reports invalid default CPU model "host" for non-kvm domain virt type',
    );
  }
  const next: NonNullable<Domain['cpu']> = cpu ?? { mode: 'custom', match: 'exact', features: [] };
  domain.cpu = next;
  if (model === 'host') {
    next.mode = isS390(arch) && host.hostModel ? 'host-model' : 'host-passthrough';
    return;
  }
  next.check = 'none';
  next.mode = 'custom';
  next.match = 'exact';
  next.model = { ...next.model, fallback: 'forbid', value: model };
};

const completeCpu = (domain: Domain, { caps }: PostParseContext): void => {
  const { cpu } = domain;
  if (!cpu) return;
  completeSve(cpu);
  const { arch } = machineOf(domain);
  const inactive = domain.id === undefined || domain.id < 0;
  if (inactive && cpu.mode === 'host-passthrough' && cpu.migratable === undefined) {
    if (caps.has('cpu.migratable')) cpu.migratable = true;
    else if (isX86(arch)) cpu.migratable = false;
  }
  if (cpu.mode === 'custom' && cpu.model?.value === undefined) return;
  if (cpu.check !== undefined) return;
  if (cpu.mode === 'host-passthrough' || cpu.mode === 'maximum') cpu.check = 'none';
  else if (cpu.mode === 'host-model') cpu.check = 'partial';
  else cpu.check = domain.type === 'qemu' ? 'none' : 'partial';
};

/** Vector lengths of ARM's SVE mean nothing without SVE itself. */
const completeSve = (cpu: NonNullable<Domain['cpu']>): void => {
  if (!cpu.features.some(({ name }) => name.startsWith('sve') && name !== 'sve')) return;
  const sve = cpu.features.find(({ name }) => name === 'sve');
  if (!sve) cpu.features.push({ name: 'sve', policy: 'require' });
  else if (sve.policy === 'disable' || sve.policy === 'forbid') {
    throw unsupported('SVE disabled, but SVE vector lengths provided');
  } else sve.policy = 'require';
};

// ---------------------------------------------------------------- features

const setFeatures = (domain: Domain, { caps }: PostParseContext): void => {
  const { features } = domain;
  const m = machineOf(domain);
  if ((!features.gic && isArmVirt(m)) || (features.gic && features.gic.version === undefined)) {
    const type = virtTypeOf(domain);
    const supports = (version: 2 | 3): boolean =>
      (caps.gic ?? []).some((gic) => gic.version === version && (type === 'kvm' ? gic.kernel : gic.emulated));
    // Guests without KVM keep version 2, which more of them understand.
    const version = type !== 'qemu' && supports(3) ? '3' : '2';
    features.gic = { version };
  }
  const iommu = iommuOf(domain);
  if (iommu && (iommu.driver?.intremap || needsEim(domain)) && !features.ioapic) {
    features.ioapic = { driver: 'qemu' };
  }
};

const checkTseg = (domain: Domain, { caps }: PostParseContext): void => {
  const { smm } = domain.features;
  if (!smm?.state || smm.tseg === undefined) return;
  if (!isQ35(machineOf(domain))) throw unsupported('SMM TSEG is only supported with q35 machine type');
  if (!caps.has('mch.extended-tseg-mbytes')) {
    throw unsupported('Setting TSEG size is not supported with this QEMU binary');
  }
  if (smm.tseg % (1 << 20) !== 0) throw unsupported('SMM TSEG size must be divisible by 1 MiB');
};

/** Sockets in the driver's own directory were made up by an old version. */
const dropOwnSockets = (domain: Domain, { host, options }: PostParseContext): void => {
  if (!options.inactive) return;
  for (const graphics of domain.devices.graphics) {
    if (graphics.type !== 'vnc') continue;
    for (const listen of graphics.listens ?? []) {
      if (listen.type !== 'socket' || !listen.socket?.startsWith(host.config.libDir)) continue;
      delete listen.socket;
      listen.type = 'address';
    }
  }
};

// ---------------------------------------------------------------- virtual CPUs and NUMA

const checkVcpus = (domain: Domain): void => {
  const [first, ...rest] = vcpusOf(domain);
  if (!first) return;
  if (!first.online) throw unsupported("vcpu 0 can't be offline");
  if (first.hotpluggable) throw unsupported("vcpu0 can't be hotpluggable");
  if (first.order !== undefined && first.order !== 1) throw unsupported('vcpu0 must be enabled first');
  const ordered = first.order !== undefined;
  let previous = first;
  for (const vcpu of rest) {
    if (vcpu.online && (vcpu.order !== undefined) !== ordered) {
      throw unsupported('all vcpus must have either set or unset order');
    }
    if (!vcpu.hotpluggable) {
      if (previous.hotpluggable) {
        throw unsupported('online non-hotpluggable vcpus need to be ordered prior to hotpluggable vcpus');
      }
      if ((previous.order ?? 0) > (vcpu.order ?? 0)) {
        throw unsupported('online non-hotpluggable vcpus must be ordered in ascending order');
      }
    }
    previous = vcpu;
  }
};

/** Memory that can be plugged in needs a NUMA node to go to. */
const addNuma = (domain: Domain, { options }: PostParseContext): void => {
  if (!options.abiUpdate || !hasMemoryHotplug(domain) || isS390Ccw(machineOf(domain))) return;
  if (numaCells(domain).length > 0) return;
  let memory = domain.memory.value;
  for (const mem of domain.devices.memories) {
    if (mem.target.size > memory) {
      throw fail(ErrorCode.XML_ERROR, 'Total size of memory devices exceeds the total memory size');
    }
    memory -= mem.target.size;
    if (mem.model === 'dimm' || mem.model === 'nvdimm' || mem.model === 'virtio-mem') mem.target.node ??= 0;
  }
  domain.cpu ??= { mode: 'custom', match: 'exact', features: [] };
  domain.cpu.numa = { cells: [{ id: 0, memory, distances: [], caches: [] }] };
};

/** CPUs that no cell claims go to the first one. */
const fillNuma = (domain: Domain): void => {
  const cells = numaCells(domain);
  const [first] = cells;
  if (!first) return;
  const claimed = new Set(cells.flatMap((cell) => cpusetMembers(cell.cpus ?? '') ?? []));
  const max = domain.vcpu.value;
  if (claimed.size >= max) return;
  const mine = new Set(cpusetMembers(first.cpus ?? '') ?? []);
  const others = new Set(cells.slice(1).flatMap((cell) => cpusetMembers(cell.cpus ?? '') ?? []));
  for (let cpu = 0; cpu < max; cpu++) if (!others.has(cpu)) mine.add(cpu);
  first.cpus = formatCpuset([...mine].sort((a, b) => a - b));
};

/** Everything the driver completes before the devices' own defaults. */
export const completeDomain = (domain: Domain, context: PostParseContext): void => {
  setMachine(domain, context);
  dropAcpi(domain, context);
  setFirmware(domain, context);
  addImplicitDevices(domain, context);
  setCpu(domain, context);
  setFeatures(domain, context);
  dropOwnSockets(domain, context);
  checkVcpus(domain);
  completeCpu(domain, context);
  checkTseg(domain, context);
  addNuma(domain, context);
  fillNuma(domain);
};
