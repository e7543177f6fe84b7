// What one QEMU binary can do, as probed over QMP: the type everything else decides by, and the questions asked of it.
import { type Arch, isPpc64, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import type { QemuFlag } from '../../../../schemas/qmp/flags.ts';

export type VirtType = 'qemu' | 'kvm' | 'hvf';
export type Accel = 'kvm' | 'hvf' | 'tcg';

export interface QemuMachine {
  name: string;
  alias?: string;
  maxCpus: number;
  hotplugCpus?: boolean;
  /** QEMU's own default; libvirt's may differ. */
  qemuDefault?: boolean;
  /** QOM type name of the CPU it starts with. */
  defaultCpu?: string;
  numaMemSupported?: boolean;
  defaultRamId?: string;
  deprecated?: boolean;
  /** undefined where QEMU does not say. */
  acpi?: boolean;
}

export interface QemuCpuModel {
  name: string;
  typename?: string;
  usable?: 'yes' | 'no';
  deprecated?: boolean;
  /** Features (libvirt's names) this host lacks for it. */
  blockers?: string[];
}

/** One property of the host CPU as QEMU expands it; names are QEMU's. */
export interface QemuCpuProperty {
  name: string;
  value: boolean | number | string;
  migratable?: boolean;
}

export interface QemuHostCpu {
  model: string;
  /** Whether `migratable` of the properties is known. */
  migratability: boolean;
  props: QemuCpuProperty[];
  deprecatedProps?: string[];
}

/** What depends on the accelerator. */
export interface QemuAccel {
  /** libvirt's default machine first. */
  machines: QemuMachine[];
  cpus?: QemuCpuModel[];
  hostCpu?: QemuHostCpu;
}

export interface GicCapability {
  version: 2 | 3;
  kernel: boolean;
  emulated: boolean;
}

export interface SevCapability {
  cbitpos: number;
  reducedPhysBits: number;
  pdh: string;
  certChain: string;
  cpu0Id?: string;
  maxGuests: number;
  maxEsGuests: number;
}

export interface SgxCapability {
  flc: boolean;
  sgx1: boolean;
  sgx2: boolean;
  /** KiB */
  sectionSize: number;
  sections: { node: number; size: number }[];
}

/** The result of a probe: plain data, as kept in the cache. */
export interface QemuCapsData {
  binary: string;
  arch: Arch;
  /** major * 1000000 + minor * 1000 + micro */
  version: number;
  package: string;
  flags: QemuFlag[];
  accel: { kvm?: QemuAccel; hvf?: QemuAccel; tcg?: QemuAccel };
  gic?: GicCapability[];
  sev?: SevCapability;
  sgx?: SgxCapability;
  /** Names of the Hyper-V enlightenments this QEMU and host support (libvirt's names). */
  hyperv?: string[];
  kvmSupportsNesting?: boolean;
  kvmSupportsSecureGuest?: boolean;
}

export interface QemuCaps extends QemuCapsData {
  has(flag: QemuFlag): boolean;
  /** The same QEMU with flags added and removed (`<qemu:capabilities>`, tests). */
  with(change: { add?: Iterable<QemuFlag>; remove?: Iterable<QemuFlag> }): QemuCaps;
  /** KVM or HVF. */
  readonly accelerated: boolean;
  /** The virt type libvirt tries first with this binary. */
  readonly defaultVirtType: VirtType | undefined;
  supportsArch(arch: Arch): boolean;
  supportsVirtType(type: VirtType): boolean;
  machines(type: VirtType): readonly QemuMachine[];
  /** By canonical name or alias. */
  machine(type: VirtType, name: string): QemuMachine | undefined;
  /** Resolves an alias; a name that is no alias is returned as it is. */
  canonicalMachine(type: VirtType, name: string): string;
  /** What a guest gets that names no machine. */
  defaultMachine(type: VirtType): string | undefined;
  cpus(type: VirtType): readonly QemuCpuModel[];
  cpu(type: VirtType, name: string): QemuCpuModel | undefined;
  /** The CPU model (not QOM type) `machine` starts with. */
  defaultCpu(type: VirtType, machine: string): string | undefined;
  hostCpu(type: VirtType): QemuHostCpu | undefined;
}

export const accelOf = (type: VirtType): Accel => (type === 'qemu' ? 'tcg' : type);

/** Wraps probed (or cached) data with the questions; the data must not change afterwards. */
export const qemuCaps = (data: QemuCapsData): QemuCaps => {
  const flags: ReadonlySet<QemuFlag> = new Set(data.flags);
  const accel = (type: VirtType): QemuAccel | undefined => data.accel[accelOf(type)];
  const machineIndex = new Map<VirtType, Map<string, QemuMachine>>();
  const machinesByName = (type: VirtType): Map<string, QemuMachine> => {
    let index = machineIndex.get(type);
    if (index === undefined) {
      index = new Map();
      for (const machine of accel(type)?.machines ?? []) {
        if (machine.alias !== undefined) index.set(machine.alias, machine);
      }
      for (const machine of accel(type)?.machines ?? []) index.set(machine.name, machine);
      machineIndex.set(type, index);
    }
    return index;
  };
  const caps: QemuCaps = {
    ...data,
    has: (flag) => flags.has(flag),
    with: ({ add = [], remove = [] }) => {
      const next = new Set([...flags, ...add]);
      for (const flag of remove) next.delete(flag);
      return qemuCaps({ ...data, flags: [...next] });
    },
    accelerated: flags.has('kvm') || flags.has('hvf'),
    defaultVirtType: flags.has('kvm')
      ? 'kvm'
      : flags.has('hvf')
        ? 'hvf'
        : flags.has('tcg')
          ? 'qemu'
          : undefined,
    supportsArch: (arch) => arch === data.arch || compatible[data.arch] === arch,
    supportsVirtType: (type) => flags.has(accelOf(type)),
    machines: (type) => accel(type)?.machines ?? [],
    machine: (type, name) => machinesByName(type).get(name),
    canonicalMachine: (type, name) =>
      accel(type)?.machines.find((machine) => machine.alias === name)?.name ?? name,
    defaultMachine: (type) => accel(type)?.machines[0]?.name,
    cpus: (type) => accel(type)?.cpus ?? [],
    cpu: (type, name) => accel(type)?.cpus?.find((cpu) => cpu.name === name),
    defaultCpu: (type, name) => {
      const typename = accel(type)?.machines.find((machine) => machine.name === name)?.defaultCpu;
      return typename && accel(type)?.cpus?.find((cpu) => cpu.typename === typename)?.name;
    },
    hostCpu: (type) => accel(type)?.hostCpu,
  };
  return caps;
};

/** The second architecture a binary can serve. */
const compatible: Partial<Record<Arch, Arch>> = {
  x86_64: 'i686',
  aarch64: 'armv7l',
  armv7l: 'armv6l',
  ppc64: 'ppc64le',
};

/** Whether a guest of `guest` runs on a host of `host` without translation. */
export const isNative = (host: Arch, guest: Arch): boolean =>
  host === guest ||
  (host === 'x86_64' && guest === 'i686') ||
  (host === 'aarch64' && guest === 'armv7l') ||
  (isPpc64(host) && isPpc64(guest));

/** CPU models other than "host" do not work with KVM on these machines, whatever QEMU's version. */
const s390HostOnly = /^s390-ccw-virtio-2\.[4567]$/;

export type CpuMode = 'custom' | 'host-model' | 'host-passthrough' | 'maximum';

/** Whether a guest may use a CPU mode; `hostModel` tells if a host model could be made (see cpu.ts). */
export const supportsCpuMode = (
  caps: QemuCaps,
  host: Arch,
  type: VirtType,
  mode: CpuMode,
  machine: string | undefined,
  hostModel: boolean,
): boolean => {
  if (
    isS390(caps.arch) &&
    type === 'kvm' &&
    mode !== 'host-passthrough' &&
    machine &&
    s390HostOnly.test(machine)
  ) {
    return false;
  }
  if (mode === 'host-passthrough') return type !== 'qemu' && isNative(host, caps.arch);
  if (mode === 'host-model') return hostModel;
  if (mode === 'maximum') return caps.has('cpu-max');
  return caps.cpus(type).length > 0;
};

/** Feature names that differ between libvirt (first) and QEMU. */
const x86FeatureNames: readonly (readonly [string, string])[] = [
  ['cmp_legacy', 'cmp-legacy'],
  ['ds_cpl', 'ds-cpl'],
  ['fxsr_opt', 'fxsr-opt'],
  ['kvm_pv_eoi', 'kvm-pv-eoi'],
  ['kvm_pv_unhalt', 'kvm-pv-unhalt'],
  ['lahf_lm', 'lahf-lm'],
  ['nodeid_msr', 'nodeid-msr'],
  ['pclmuldq', 'pclmulqdq'],
  ['perfctr_core', 'perfctr-core'],
  ['perfctr_nb', 'perfctr-nb'],
  ['tsc_adjust', 'tsc-adjust'],
  ['vmx-invvpid-single-context-noglobals', 'vmx-invept-single-context-noglobals'],
  ['hv-vendor_id', 'hv-vendor-id'],
  ['hv-emsr_bitmap', 'hv-emsr-bitmap'],
  ['hv-xmm_input', 'hv-xmm-input'],
];
const toQemu = new Map(x86FeatureNames);
const fromQemu = new Map(x86FeatureNames.map(([libvirt, qemu]) => [qemu, libvirt]));

/** libvirt's name of a CPU feature as QEMU spells it. */
export const cpuFeatureToQemu = (arch: Arch, name: string): string =>
  (isX86(arch) && toQemu.get(name)) || name;
/** QEMU's name of a CPU feature as libvirt spells it. */
export const cpuFeatureFromQemu = (arch: Arch, name: string): string =>
  (isX86(arch) && fromQemu.get(name)) || name;
