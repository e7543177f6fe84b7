// Derives what a QEMU can do from its answers over QMP: which questions, in which order they depend on each other,
// and which answer sets which flag. Knows nothing of processes, so recorded answers do as well.
import { type Arch, archFacts, isArch, isArm, isX86 } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { QemuFlag } from '../../../../schemas/qmp/flags.ts';
import {
  flagsByDeviceProperty,
  flagsByMachineProperty,
  flagsByMigrationCapability,
  flagsByObjectProperty,
  flagsByObjectType,
  flagsByOption,
  flagsBySchemaPath,
  type PropertyFlags,
} from '../../../../schemas/qmp/probes.ts';
import type { QmpArgs, QmpVersion } from '../../../../schemas/qmp/types.ts';
import { QmpError } from '../qmp/error.ts';
import {
  cpuFeatureFromQemu,
  type GicCapability,
  type QemuAccel,
  type QemuCapsData,
  type QemuCpuModel,
  type QemuMachine,
  type SevCapability,
  type SgxCapability,
} from './caps.ts';
import { type AskCpu, probeHostCpu } from './hostcpu.ts';
import { qmpSchema } from './schema.ts';

/** Sends one command to the QEMU being probed; rejects with QmpError where QEMU refuses. */
export type Ask = (command: string, args?: QmpArgs) => Promise<unknown>;

/** The oldest QEMU libvirt drives. */
const MIN_VERSION = [6, 2, 0] as const;

/** Facts about the host that no QEMU reports. */
export interface ProbeHost {
  /** CPUID leaf 0x8000001f: how many SEV and SEV-ES guests the processor can tell apart. */
  sevGuests?: { max: number; maxEs: number };
  /** libvirt's spelling of ppc64 models, to translate QEMU's lower-case names. */
  ppc64Models?: readonly string[];
}

/** The first session: everything, with whatever accelerator QEMU chose. */
export const interrogate = async (ask: Ask, binary: string, host: ProbeHost = {}): Promise<QemuCapsData> => {
  const version = (await ask('query-version')) as QmpVersion;
  const { major, minor, micro } = version.qemu;
  if (major < MIN_VERSION[0] || (major === MIN_VERSION[0] && minor < MIN_VERSION[1])) {
    const found = `QEMU version >= ${MIN_VERSION.join('.')} is required, but ${major}.${minor}.${micro} found`;
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, found);
  }
  const arch = archOfTarget(((await ask('query-target')) as { arch: string }).arch);
  const flags = new Set<QemuFlag>();

  const hasPath = qmpSchema(await ask('query-qmp-schema'));
  for (const [path, flag] of Object.entries(flagsBySchemaPath)) if (hasPath(path)) flags.add(flag);
  if (['block-commit', 'block-stream'].every((job) => hasPath(`${job}/arg-type/backing-mask-protocol`))) {
    flags.add('blockjob.backing-mask-protocol');
  }
  const kvm = (await ask('query-kvm')) as { enabled: boolean; present: boolean };
  if (kvm.enabled && kvm.present) flags.add('kvm');

  for (const { name } of (await ask('qom-list-types')) as { name: string }[])
    addFlag(flags, flagsByObjectType, name);
  await Promise.all([askProperties(ask, flags, 'device'), askProperties(ask, flags, 'object')]);

  const accel: QemuAccel = { machines: await askMachines(ask, arch) };
  await askMachineProperties(ask, flags, arch, accel.machines);
  accel.cpus = await askCpus(ask, flags, arch, host);
  await askTpm(ask, flags);

  const options = new Map(
    ((await ask('query-command-line-options')) as { option: string; parameters: { name: string }[] }[]).map(
      ({ option, parameters }) => [option, new Set(parameters.map(({ name }) => name))],
    ),
  );
  for (const [option, parameter, flag] of flagsByOption) {
    const parameters = options.get(option);
    if (parameters !== undefined && (parameter === null || parameters.has(parameter))) flags.add(flag);
  }
  for (const { capability } of (await ask('query-migrate-capabilities')) as { capability: string }[]) {
    addFlag(flags, flagsByMigrationCapability, capability);
  }
  const gic = await askGic(ask, arch);
  const sev = await askSev(ask, flags, host);
  const sgx = await askSgx(ask, flags);

  if (flags.has('cpu-unavailable-features')) flags.add('canonical-cpu-features');
  // The device is listed for PCI controllers' sake everywhere, but usable only where it is built into machines.
  if (arch === 'sparc' || arch === 'm68k' || arch === 'mips') flags.add('ncr53c90');

  const kvmOn = flags.has('kvm');
  // libvirt asks for `host` here whatever the accelerator; without one QEMU refuses, and this machine's CPU stands in.
  const { hostCpu, hyperv } = await probeHostCpu(ask as AskCpu, flags, arch, true);
  if (hostCpu !== undefined) accel.hostCpu = hostCpu;
  return {
    binary,
    arch,
    version: major * 1_000_000 + minor * 1_000 + micro,
    package: version.package,
    flags: [...flags],
    accel: kvmOn ? { kvm: accel } : { tcg: accel },
    ...(gic && { gic }),
    ...(sev && { sev }),
    ...(sgx && { sgx }),
    ...(hyperv && { hyperv }),
  };
};

/** The second session, with `accel=tcg`: what differs without acceleration. Returns `data` completed. */
export const interrogateTcg = async (
  ask: Ask,
  data: QemuCapsData,
  host: ProbeHost = {},
): Promise<QemuCapsData> => {
  const flags = new Set(data.flags);
  const cpus = await askCpus(ask, flags, data.arch, host);
  const { hostCpu } = await probeHostCpu(ask as AskCpu, flags, data.arch, false);
  const tcg: QemuAccel = {
    machines: await askMachines(ask, data.arch),
    ...(cpus && { cpus }),
    ...(hostCpu && { hostCpu }),
  };
  return { ...data, flags: [...flags], accel: { ...data.accel, tcg } };
};

const addFlag = (flags: Set<QemuFlag>, table: Readonly<Record<string, QemuFlag>>, name: string): void => {
  if (Object.hasOwn(table, name)) flags.add(table[name]!);
};

const archOfTarget = (target: string): Arch => {
  const renamed: Record<string, Arch> = { i386: 'i686', arm: 'armv7l' };
  const arch = renamed[target] ?? target;
  if (isArch(arch)) return arch;
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `Unknown QEMU arch ${target}`);
};

/** Asks, taking refusals of the given classes for "none". */
const askOr = async <T>(
  ask: Ask,
  none: T,
  classes: readonly string[],
  command: string,
  args?: QmpArgs,
): Promise<T> => {
  try {
    return (await ask(command, args)) as T;
  } catch (error) {
    if (error instanceof QmpError && classes.includes(error.qmpClass)) return none;
    throw error;
  }
};

interface Property {
  name: string;
  'default-value'?: unknown;
}

const askProperties = async (ask: Ask, flags: Set<QemuFlag>, kind: 'device' | 'object'): Promise<void> => {
  const table = kind === 'device' ? flagsByDeviceProperty : flagsByObjectProperty;
  const command = kind === 'device' ? 'device-list-properties' : 'qom-list-properties';
  const wanted = table.filter(({ if: flag }) => flag === undefined || flags.has(flag));
  await Promise.all(
    wanted.map(async ({ type, props }) => {
      const found = await askOr<Property[]>(ask, [], ['DeviceNotFound'], command, { typename: type });
      setByProperties(flags, props, found);
      const scsi = found.find(({ name }) => name === 'scsi');
      if (type.startsWith('virtio-blk') && scsi?.['default-value'] === false) {
        flags.add('virtio-blk-pci.scsi.default.disabled');
      }
    }),
  );
};

const setByProperties = (
  flags: Set<QemuFlag>,
  props: PropertyFlags['props'],
  found: readonly Property[],
): void => {
  for (const { name } of found) addFlag(flags, props, name);
};

const askMachineProperties = async (
  ask: Ask,
  flags: Set<QemuFlag>,
  arch: Arch,
  machines: readonly QemuMachine[],
): Promise<void> => {
  for (const { type, props } of flagsByMachineProperty) {
    const canonical = machines.find((machine) => machine.alias === type)?.name ?? type;
    const abstract = type === 'none' || (type === 'generic-pc' && isX86(arch));
    if (!abstract && !machines.some((machine) => machine.name === canonical)) continue;
    const args = { typename: `${canonical}-machine` };
    setByProperties(
      flags,
      props,
      await askOr<Property[]>(ask, [], ['DeviceNotFound'], 'qom-list-properties', args),
    );
  }
};

interface QmpMachine {
  name: string;
  alias?: string;
  'is-default'?: boolean;
  'cpu-max': number;
  'hotpluggable-cpus'?: boolean;
  'numa-mem-supported'?: boolean;
  'default-cpu-type'?: string;
  'default-ram-id'?: string;
  deprecated?: boolean;
  acpi?: boolean;
}

/** Machine types in QEMU's order, except that the one libvirt prefers comes first. */
const askMachines = async (ask: Ask, arch: Arch): Promise<QemuMachine[]> => {
  const replies = (await ask('query-machines')) as QmpMachine[];
  const machines = replies
    .filter(({ name }) => name !== 'none')
    .map(
      (reply): QemuMachine => ({
        name: reply.name,
        ...(reply.alias && { alias: reply.alias }),
        maxCpus: reply['cpu-max'],
        ...(reply['hotpluggable-cpus'] && { hotplugCpus: true }),
        ...(reply['is-default'] && { qemuDefault: true }),
        ...(reply['default-cpu-type'] && { defaultCpu: reply['default-cpu-type'] }),
        ...(reply['numa-mem-supported'] && { numaMemSupported: true }),
        ...(reply['default-ram-id'] && { defaultRamId: reply['default-ram-id'] }),
        ...(reply.deprecated && { deprecated: true }),
        ...(reply.acpi !== undefined && { acpi: reply.acpi }),
      }),
    );
  const preferred = archFacts(arch).machine;
  const first =
    machines.findLast(
      ({ name, alias }) => preferred !== undefined && (name === preferred || alias === preferred),
    ) ?? machines.findLast(({ qemuDefault }) => qemuDefault);
  return first === undefined ? machines : [first, ...machines.filter((machine) => machine !== first)];
};

interface QmpCpu {
  name: string;
  typename?: string;
  'unavailable-features'?: string[];
  deprecated?: boolean;
}

const askCpus = async (
  ask: Ask,
  flags: Set<QemuFlag>,
  arch: Arch,
  host: ProbeHost,
): Promise<QemuCpuModel[] | undefined> => {
  if (!flags.has('query-cpu-definitions')) return undefined;
  const replies = await askOr<QmpCpu[] | undefined>(
    ask,
    undefined,
    ['GenericError'],
    'query-cpu-definitions',
  );
  if (replies === undefined) return undefined;
  if (replies.some(({ name }) => name === 'max')) flags.add('cpu-max');
  const spelling = new Map((host.ppc64Models ?? []).map((name) => [name.toLowerCase(), name]));
  return replies.map((reply) => {
    const blockers = reply['unavailable-features'];
    return {
      name: arch.startsWith('ppc64') ? (spelling.get(reply.name.toLowerCase()) ?? reply.name) : reply.name,
      ...(reply.typename && { typename: reply.typename }),
      ...(blockers && { usable: blockers.length > 0 ? ('no' as const) : ('yes' as const) }),
      ...(reply.deprecated && { deprecated: true }),
      ...(blockers?.length && { blockers: blockers.map((name) => cpuFeatureFromQemu(arch, name)) }),
    };
  });
};

const askTpm = async (ask: Ask, flags: Set<QemuFlag>): Promise<void> => {
  const absent = ['CommandNotFound', 'GenericError'];
  const models = new Set(await askOr<string[]>(ask, [], absent, 'query-tpm-models'));
  if (models.size === 0) return;
  for (const flag of ['tpm-tis', 'tpm-crb', 'tpm-spapr'] as const) if (models.has(flag)) flags.add(flag);
  const types = new Set(await askOr<string[]>(ask, [], absent, 'query-tpm-types'));
  if (types.has('passthrough')) flags.add('tpm-passthrough');
  if (types.has('emulator')) flags.add('tpm-emulator');
};

const askGic = async (ask: Ask, arch: Arch): Promise<GicCapability[] | undefined> => {
  if (!isArm(arch)) return undefined;
  const found = await askOr<GicCapability[]>(ask, [], ['CommandNotFound'], 'query-gic-capabilities');
  return found.map(({ version, kernel, emulated }) => ({ version, kernel, emulated }));
};

interface QmpSev {
  cbitpos: number;
  'reduced-phys-bits': number;
  pdh: string;
  'cert-chain': string;
  'cpu0-id'?: string;
}

const askSev = async (
  ask: Ask,
  flags: Set<QemuFlag>,
  host: ProbeHost,
): Promise<SevCapability | undefined> => {
  if (!flags.has('sev-guest') && !flags.has('sev-snp-guest')) return undefined;
  const reply = await askOr<QmpSev | undefined>(ask, undefined, ['GenericError'], 'query-sev-capabilities');
  if (reply === undefined) {
    // Compiled in, but this host cannot.
    flags.delete('sev-guest');
    flags.delete('sev-snp-guest');
    return undefined;
  }
  return {
    cbitpos: reply.cbitpos,
    reducedPhysBits: reply['reduced-phys-bits'],
    pdh: reply.pdh,
    certChain: reply['cert-chain'],
    ...(reply['cpu0-id'] !== undefined && { cpu0Id: reply['cpu0-id'] }),
    maxGuests: host.sevGuests?.max ?? 0,
    maxEsGuests: host.sevGuests?.maxEs ?? 0,
  };
};

interface QmpSgx {
  flc: boolean;
  sgx1: boolean;
  sgx2: boolean;
  'section-size'?: number;
  sections?: { node: number; size: number }[];
}

const askSgx = async (ask: Ask, flags: Set<QemuFlag>): Promise<SgxCapability | undefined> => {
  if (!flags.has('sgx-epc')) return undefined;
  const reply = await askOr<QmpSgx | undefined>(ask, undefined, ['GenericError'], 'query-sgx-capabilities');
  if (reply?.sections === undefined) {
    flags.delete('sgx-epc');
    return undefined;
  }
  const sections = reply.sections.map(({ node, size }) => ({ node, size: Math.floor(size / 1024) }));
  const total = reply['section-size'];
  return {
    flc: reply.flc,
    sgx1: reply.sgx1,
    sgx2: reply.sgx2,
    sectionSize:
      total === undefined ? sections.reduce((sum, { size }) => sum + size, 0) : Math.floor(total / 1024),
    sections,
  };
};
