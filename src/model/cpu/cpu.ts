// CPUs of any architecture: the questions drivers ask, sent to the architecture's own answers with libvirt's errors.
import { type Arch, isArm, isLoongarch, isPpc64, isRiscv, isS390, isX86 } from '../../../schemas/cpu/arch.ts';
import { armFeatures, ppc64Models } from '../../../schemas/cpu/other.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { CpuCompareResult, CpuDef, CpuPolicy, HypervisorCpuModel } from './def.ts';
import { parseCpu } from './document.ts';
import {
  baselineArm,
  baselinePpc64,
  compareArm,
  comparePpc64,
  convertLegacyPpc64,
  takeHostModel,
} from './otherarch.ts';
import {
  type BaselineOptions,
  baselineX86,
  compareX86,
  expandX86,
  migratableX86,
  translateX86,
  updateX86,
} from './x86.ts';
import { x86Feature, x86Models } from './x86map.ts';

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.CPU, text);

const checkArch = (arch: Arch): void => {
  const known =
    [isX86, isArm, isPpc64, isS390, isLoongarch].some((family) => family(arch)) || arch === 'riscv64';
  if (!known) throw error(ErrorCode.NO_SUPPORT, `'${arch}' architecture is not supported by CPU driver`);
};

/** Names of the models libvirt knows; empty where it takes whatever QEMU has (virConnectGetCPUModelNames). */
export const cpuModelNames = (arch: Arch): string[] => {
  checkArch(arch);
  if (isX86(arch)) return [...x86Models().keys()];
  return isPpc64(arch) ? ppc64Models.map(({ name }) => name) : [];
};

export const vendorOfModel = (arch: Arch, model: string): string | undefined => {
  if (isX86(arch)) return x86Models().get(model)?.vendor;
  if (isPpc64(arch)) return ppc64Models.find(({ name }) => name === model)?.vendor;
  return isS390(arch) && /^(z|gen)/.test(model) ? 'IBM' : undefined;
};

/** QEMU's versioned name of a model libvirt names without version. */
export const canonicalModel = (arch: Arch, model: string): string | undefined =>
  isX86(arch) ? x86Models().get(model)?.canonical : undefined;

/**
 * Whether a host's CPU satisfies a definition. With `failIncompatible` a CPU that does not is an error that says why.
 */
export const compareCpu = (
  arch: Arch,
  host: CpuDef | undefined,
  cpu: CpuDef,
  failIncompatible = false,
): CpuCompareResult => {
  checkArch(arch);
  let why: string | undefined;
  const reason = (text: string): void => {
    why = text;
  };
  let result: CpuCompareResult;
  if (isS390(arch) || isRiscv(arch) || isLoongarch(arch) || (isArm(arch) && cpu.type !== 'host'))
    return 'identical';
  if (host?.model === undefined) {
    reason('unknown host CPU');
    result = 'incompatible';
  } else if (isX86(arch)) result = compareX86(host, cpu, reason);
  else if (isPpc64(arch)) result = comparePpc64(host, cpu, reason);
  else result = compareArm(host, cpu, reason);
  if (result === 'incompatible' && failIncompatible) {
    throw new VirError(ErrorCode.CPU_INCOMPATIBLE, ErrorDomain.CPU, why ?? null);
  }
  return result;
};

/** The best CPU that all of `cpus` provide. `arch` defaults to that of the first. */
export const baselineCpu = (
  arch: Arch | undefined,
  cpus: readonly CpuDef[],
  options: BaselineOptions = {},
): CpuDef => {
  if (cpus.length === 0) throw error(ErrorCode.INVALID_ARG, 'no CPUs given');
  cpus.forEach((cpu, at) => {
    if (cpu.model === undefined) throw error(ErrorCode.INVALID_ARG, `no CPU model specified at index ${at}`);
  });
  const target = arch ?? cpus[0]!.arch;
  if (target === undefined) throw error(ErrorCode.INTERNAL_ERROR, 'undefined hardware architecture');
  checkArch(target);
  if (isX86(target)) return baselineX86(cpus, options);
  if (isPpc64(target)) return baselinePpc64(cpus);
  if (isArm(target)) return baselineArm(cpus);
  throw error(ErrorCode.NO_SUPPORT, `cannot compute baseline CPU of ${target} architecture`);
};

/** Lists the features of the model too, all in alphabetical order. */
export const expandCpu = (arch: Arch, cpu: CpuDef): void => {
  checkArch(arch);
  if (isX86(arch)) expandX86(cpu);
  cpu.features.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};

/** Makes a guest's CPU definite for a host; `removedPolicy` is for features QEMU took out of the model. */
export const updateCpu = (
  arch: Arch,
  guest: CpuDef,
  host: CpuDef | undefined,
  removedPolicy: CpuPolicy = 'disable',
): void => {
  checkArch(arch);
  if (guest.mode === 'host-passthrough' || guest.mode === 'maximum') return;
  const hostModel = guest.mode === 'host-model';
  const relative =
    hostModel || guest.match === 'minimum' || guest.features.some(({ policy }) => policy === 'optional');
  if (isX86(arch)) updateX86(guest, host, relative, removedPolicy);
  else if (isPpc64(arch)) {
    if (!hostModel) guest.match = 'exact';
  } else if (isS390(arch) && relative) {
    if (!hostModel) {
      const text =
        guest.match === 'minimum'
          ? 'match mode minimum not supported'
          : 'optional CPU features are not supported';
      throw error(ErrorCode.CONFIG_UNSUPPORTED, text);
    }
    takeHostModel(guest, host, true);
  } else if ((isArm(arch) || isRiscv(arch)) && hostModel) takeHostModel(guest, host, false);
};

/** Replaces a model that is not among the hypervisor's by the closest one that is, if the definition allows it. */
export const translateCpu = (
  arch: Arch,
  cpu: CpuDef,
  models: ReadonlyMap<string, HypervisorCpuModel> | undefined,
): void => {
  checkArch(arch);
  if ((cpu.mode ?? 'custom') !== 'custom' || cpu.model === undefined) return;
  if (models === undefined || models.has(cpu.model)) return;
  if (cpu.fallback === 'forbid') {
    throw error(ErrorCode.CONFIG_UNSUPPORTED, `CPU model ${cpu.model} is not supported by hypervisor`);
  }
  if (!isX86(arch))
    throw error(ErrorCode.NO_SUPPORT, `cannot translate CPU model ${cpu.model} to a supported model`);
  translateX86(cpu, models);
};

/** Replaces names of models that older releases used. */
export const convertLegacyCpu = (arch: Arch, cpu: CpuDef): void => {
  if (isPpc64(arch)) convertLegacyPpc64(cpu);
};

export const migratableCpu = (arch: Arch, cpu: CpuDef): CpuDef =>
  isX86(arch) ? migratableX86(cpu) : { ...cpu };

/** Refuses features the architecture does not have. */
export const validateCpuFeatures = (arch: Arch, cpu: Pick<CpuDef, 'features'>): void => {
  checkArch(arch);
  for (const { name, policy } of cpu.features) {
    const unknown = isX86(arch) ? x86Feature(name) === undefined : isArm(arch) && !armFeatures.includes(name);
    if (unknown) throw error(ErrorCode.CONFIG_UNSUPPORTED, `unknown CPU feature: ${name}`);
    if (isS390(arch) && policy === 'optional') {
      const text = `only cpu feature policies 'require' and 'disable' are supported for ${name}`;
      throw error(ErrorCode.CONFIG_UNSUPPORTED, text);
    }
  }
};

/** Compares with a document (virConnectCompareCPU). */
export const compareCpuXml = (
  arch: Arch,
  host: CpuDef | undefined,
  xml: string,
  failIncompatible: boolean,
): CpuCompareResult => compareCpu(arch, host, parseCpu(xml), failIncompatible);
