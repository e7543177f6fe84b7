// Everything clients ask of capabilities and CPUs, put together for one connection: the host's facts, the emulators'
// capabilities and the documents made of them, kept ready as long as neither changes.
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Arch, isArch, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { baselineCpu, compareCpu, cpuModelNames, expandCpu } from '../../../model/cpu/cpu.ts';
import type { CpuCompareResult, CpuDef } from '../../../model/cpu/def.ts';
import { formatCpu, parseCpu } from '../../../model/cpu/document.ts';
import { x86FeatureMsrs } from '../../../model/cpu/x86data.ts';
import { x86Models } from '../../../model/cpu/x86map.ts';
import { type HostFacts, readHostFacts } from '../../../model/host/facts.ts';
import { readHostMemory } from '../../../model/host/memory.ts';
import { describeProcessor } from '../../../model/host/processor.ts';
import { hostReader } from '../../../model/host/sysfs.ts';
import { loadCpuid } from '../../../native/cpuid.ts';
import { type KvmDevice, readKvmDevice } from '../../../native/kvm.ts';
import type { QemuCapsCache } from './cache.ts';
import { buildCapabilities, maxVcpus } from './capabilities.ts';
import { cpuFeatureFromQemu, type QemuCaps, type VirtType } from './caps.ts';
import { buildDomainCapabilities, type DomainCapsFirmware, type DomainCapsHost } from './domcaps.ts';
import {
  type FindProgram,
  installedEmulators,
  rememberingFind,
  type Selection,
  selectEmulator,
} from './emulators.ts';
import { installedFirmware } from './firmware.ts';
import { type HostModels, hostModels, hypervisorModels, knownToQemu } from './hostmodel.ts';
import { hostCpu, type SecurityModel } from './hostxml.ts';
import { compareUnusable, qemuModelBaseline, qemuModelComparison } from './hypervisorcpu.ts';

/** The emulator, architecture, virt type and machine a client names, all optional. */
export type Asked = Parameters<typeof selectEmulator>[2];

export interface CapabilityServiceOptions {
  arch: Arch;
  cache: QemuCapsCache;
  uuid: string;
  secmodels: readonly SecurityModel[];
  /** Firmware that fits a machine; by default what is installed. */
  firmware?: (arch: Arch, machine: string) => Promise<DomainCapsFirmware>;
  /** Where /sys, /proc and /dev are looked for. */
  root?: string;
  find?: FindProgram;
}

export interface CapabilityService {
  hostFacts(): Promise<HostFacts>;
  /** The host's CPU, as in capabilities. */
  hostCpu(): Promise<CpuDef>;
  /** What host-model means for guests of an emulator. */
  hostModels(caps: QemuCaps, type: VirtType): Promise<HostModels | undefined>;
  /** virConnectGetCapabilities */
  capabilities(): Promise<string>;
  /** virConnectGetDomainCapabilities */
  domainCapabilities(asked: Asked, disableDeprecated?: boolean): Promise<string>;
  /** Capabilities of what a client gets who names nothing. */
  defaultEmulator(): Promise<QemuCaps>;
  /** virConnectGetMaxVcpus */
  maxVcpus(type: string | null): Promise<number>;
  /** virConnectGetCPUModelNames */
  modelNames(arch: string): string[];
  /** virConnectCompareCPU */
  compare(xml: string, failIncompatible: boolean): Promise<CpuCompareResult>;
  /** virConnectBaselineCPU */
  baseline(xmls: readonly string[], flags: BaselineFlags): string;
  /** virConnectCompareHypervisorCPU */
  compareHypervisor(asked: Asked, xml: string, failIncompatible: boolean): Promise<CpuCompareResult>;
  /** virConnectBaselineHypervisorCPU */
  baselineHypervisor(asked: Asked, xmls: readonly string[], flags: BaselineFlags): Promise<string>;
}

export interface BaselineFlags {
  expand: boolean;
  migratable: boolean;
}

/** The number clients get for a comparison. */
export const compareResultNumber: Readonly<Record<CpuCompareResult, number>> = {
  incompatible: 0,
  identical: 1,
  superset: 2,
};

const KVM_ANSWER_MS = 2_000;
const refuse = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

export const capabilityService = (options: CapabilityServiceOptions): CapabilityService => {
  const { arch, cache, root = '/' } = options;
  const find = rememberingFind(options.find);
  const firmwareFor = options.firmware ?? installedFirmware(options.root);
  const here = root === '/';
  const kvm = once<KvmDevice | undefined>(() =>
    readKvmDevice(join(root, 'dev/kvm'), x86FeatureMsrs, KVM_ANSWER_MS),
  );
  const facts = once(async () => {
    const cpuid = here ? loadCpuid() : undefined;
    return readHostFacts({ arch, root, ...(cpuid && { cpuid }), kvm: await kvm() });
  });
  const domainCapsHost = once(() => readDomainCapsHost(options, facts, kvm, find));
  const models = new WeakMap<QemuCaps, Map<VirtType, HostModels | undefined>>();
  const documents = new WeakMap<QemuCaps, Map<string, string>>();

  const modelsOf = async (caps: QemuCaps, type: VirtType): Promise<HostModels | undefined> => {
    const known = models.get(caps) ?? new Map<VirtType, HostModels | undefined>();
    models.set(caps, known);
    if (!known.has(type)) {
      const { processor } = await facts();
      known.set(
        type,
        hostModels(caps, arch, type, (offered) => describeProcessor(processor, 'guest', offered)),
      );
    }
    return known.get(type);
  };

  const select = (asked: Asked): Promise<Selection> => selectEmulator(arch, cache, asked, find);

  const service: CapabilityService = {
    hostFacts: facts,
    hostCpu: async () => hostCpu(await facts()),
    hostModels: modelsOf,
    async capabilities() {
      const [host, guests] = await Promise.all([facts(), installedEmulators(arch, cache, find)]);
      // Pools of huge pages change while the host runs.
      const memory = await readHostMemory(hostReader(root), host.cpus);
      return buildCapabilities({ ...host, memory }, guests, options);
    },
    async domainCapabilities(asked, disableDeprecated = false) {
      const selection = await select(asked);
      const { caps, virtType, machine } = selection;
      const firmware = await firmwareFor(selection.arch, machine ?? '');
      const key = JSON.stringify([selection.arch, virtType, machine, disableDeprecated, firmware]);
      const made = documents.get(caps) ?? new Map<string, string>();
      documents.set(caps, made);
      const kept = made.get(key);
      if (kept !== undefined) return kept;
      const hostModel = (await modelsOf(caps, virtType))?.reported;
      const document = buildDomainCapabilities({
        ...selection,
        firmware,
        host: await domainCapsHost(),
        hostModel,
        disableDeprecated,
      });
      made.set(key, document);
      return document;
    },
    defaultEmulator: async () => (await select({})).caps,
    async maxVcpus(type) {
      const device = await kvm();
      const max = maxVcpus(type, () => device?.maxVcpus ?? -1);
      if (max === undefined) throw refuse(ErrorCode.INVALID_ARG, `unknown type '${type}'`);
      if (max < 0) throw refuse(ErrorCode.SYSTEM_ERROR, 'Unable to open /dev/kvm: No such file or directory');
      return max;
    },
    modelNames(name) {
      if (!isArch(name)) throw refuse(ErrorCode.INVALID_ARG, `cannot find architecture ${name}`);
      return cpuModelNames(name);
    },
    compare: async (xml, failIncompatible) =>
      compareCpu(arch, await service.hostCpu(), parseCpu(xml), failIncompatible),
    baseline(xmls, { expand, migratable }) {
      const cpus = parseList(xmls, 'host');
      const { arch: target = arch } = cpus[0]!;
      const cpu = baselineCpu(undefined, cpus, { migratable });
      cpu.features = cpu.features.filter(({ name }) => knownToQemu(target, name));
      if (expand) expandCpu(target, cpu);
      return formatCpu(cpu);
    },
    async compareHypervisor(asked, xml, failIncompatible) {
      const selection = await select(asked);
      const { caps, virtType } = selection;
      const host = await modelsOf(caps, virtType);
      if (host === undefined || !host.fromQemu) {
        const text = `QEMU '${caps.binary}' does not support reporting CPU model for virttype '${virtType}'`;
        throw refuse(ErrorCode.OPERATION_UNSUPPORTED, text);
      }
      const cpu = parseCpu(xml);
      if (isX86(selection.arch)) return compareUsable(selection, host, cpu, failIncompatible);
      if (isS390(selection.arch) && caps.has('query-cpu-model-comparison')) {
        return qemuModelComparison(caps, host.reported, cpu, failIncompatible);
      }
      const text = `comparing with the hypervisor CPU is not supported for arch ${selection.arch}`;
      throw refuse(ErrorCode.OPERATION_UNSUPPORTED, text);
    },
    async baselineHypervisor(asked, xmls, { expand, migratable }) {
      const cpus = parseList(xmls, 'auto');
      const { caps, arch: target, virtType } = await select(asked);
      const offered = hypervisorModels(caps, virtType);
      if (offered.size === 0) {
        const text = `QEMU '${caps.binary}' does not support any CPU models for virttype '${virtType}'`;
        throw refuse(ErrorCode.OPERATION_UNSUPPORTED, text);
      }
      let cpu: CpuDef;
      if (isX86(target)) cpu = baselineCpu(target, cpus, baselineLimits(caps, virtType, offered, migratable));
      else if (
        isS390(target) &&
        caps.has('query-cpu-model-baseline') &&
        caps.has('query-cpu-model-expansion')
      ) {
        cpu = await qemuModelBaseline(caps, cpus, offered, expand);
      } else {
        const text = `computing baseline hypervisor CPU is not supported for arch ${target}`;
        throw refuse(ErrorCode.OPERATION_UNSUPPORTED, text);
      }
      cpu.fallback = 'forbid';
      if (expand) expandCpu(target, cpu);
      const limit = smallestLimit(cpus);
      if (limit > 0) cpu.maxphysaddr = { mode: 'passthrough', limit };
      return formatCpu(cpu);
    },
  };
  return service;
};

const parseList = (xmls: readonly string[], form: 'host' | 'auto'): CpuDef[] => {
  if (xmls.length === 0) throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.CPU, 'no CPUs given');
  return xmls.map((xml) => parseCpu(xml, form));
};

/** Whether an x86 definition can be had from this emulator, by what QEMU says of the model or by our own knowledge. */
const compareUsable = (
  { caps, arch, virtType }: Selection,
  host: HostModels,
  cpu: CpuDef,
  failIncompatible: boolean,
): CpuCompareResult => {
  const offered = cpu.model === undefined ? undefined : caps.cpu(virtType, cpu.model);
  const onlyRemoves = cpu.features.every(({ policy }) => policy === 'disable');
  if (offered?.usable === 'yes' && onlyRemoves) return 'superset';
  const known = x86Models().get(cpu.model ?? '');
  if (offered !== undefined && known === undefined) {
    throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.CPU, `unknown CPU model ${cpu.model}`);
  }
  if (offered === undefined || known?.compatCheck)
    return compareCpu(arch, host.reported, cpu, failIncompatible);
  return compareUnusable(arch, host.reported, cpu, offered.blockers ?? [], failIncompatible);
};

/** QEMU's own list of features; it already leaves out unmigratable ones where it knows them. */
const baselineLimits = (
  caps: QemuCaps,
  type: VirtType,
  models: ReturnType<typeof hypervisorModels>,
  migratable: boolean,
) => {
  const host = caps.hostCpu(type);
  if (host === undefined) return { models, migratable };
  const features = host.props
    .filter((prop) => !(migratable && prop.migratable === false))
    .map(({ name }) => cpuFeatureFromQemu(caps.arch, name));
  return { models, features, migratable: migratable && !host.migratability };
};

/** The smallest physical address limit, if every CPU after some point names one. */
const smallestLimit = (cpus: readonly CpuDef[]): number => {
  let smallest = 0;
  cpus.forEach(({ maxphysaddr }, at) => {
    const limit = maxphysaddr?.limit ?? 0;
    if (limit === 0) smallest = 0;
    else if (at === 0 || limit < smallest) smallest = limit;
  });
  return smallest;
};

const SWTPM_SETUP_MS = 5_000;

const readDomainCapsHost = async (
  { arch, root = '/' }: CapabilityServiceOptions,
  facts: () => Promise<HostFacts>,
  kvm: () => Promise<KvmDevice | undefined>,
  find: FindProgram,
): Promise<DomainCapsHost> => {
  const { processor, iommu } = await facts();
  const there = (path: string): Promise<boolean> =>
    access(join(root, path)).then(
      () => true,
      () => false,
    );
  const [vfio, swtpm, rdp] = await Promise.all([
    there('dev/vfio/vfio'),
    swtpmVersions(find),
    find('qemu-rdp'),
  ]);
  return {
    arch,
    kvmMaxVcpus: (await kvm())?.maxVcpus ?? 0,
    ...(processor.physAddrSize && { physAddrSize: processor.physAddrSize }),
    vfio: iommu && vfio,
    ...(swtpm && { swtpm }),
    rdp: rdp !== undefined,
  };
};

/** Which versions of a TPM the installed swtpm makes; undefined where one of its three programs is missing. */
const swtpmVersions = async (find: FindProgram): Promise<('1.2' | '2.0')[] | undefined> => {
  const [setup, ...others] = await Promise.all(['swtpm_setup', 'swtpm', 'swtpm_ioctl'].map(find));
  if (setup === undefined || others.includes(undefined)) return undefined;
  try {
    const { stdout } = await promisify(execFile)(setup, ['--print-capabilities'], {
      timeout: SWTPM_SETUP_MS,
    });
    const { features = [] } = JSON.parse(stdout) as { features?: string[] };
    return (['1.2', '2.0'] as const).filter((version) => features.includes(`tpm-${version}`));
  } catch {
    return [];
  }
};
