// CPUs of ppc64, Arm, s390, RISC-V and LoongArch: compared by name, or left to QEMU altogether.
import { isPpc64 } from '../../../schemas/cpu/arch.ts';
import { ppc64Models, ppc64Vendors } from '../../../schemas/cpu/other.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { type CpuCompareResult, type CpuDef, copyModel, updateFeature } from './def.ts';

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.CPU, text);

const ppc64Model = (name: string | undefined) => {
  const model = ppc64Models.find((one) => one.name === name);
  if (model === undefined) throw error(ErrorCode.INTERNAL_ERROR, `Unknown CPU model ${name}`);
  return model;
};

/** Names older releases told models by. */
const legacyNames: Readonly<Record<string, string>> = {
  'POWER7_v2.1': 'POWER7',
  'POWER7_v2.3': 'POWER7',
  'POWER7+_v2.1': 'POWER7',
  'POWER8_v1.0': 'POWER8',
};
export const convertLegacyPpc64 = (cpu: CpuDef): void => {
  if (cpu.model !== undefined) cpu.model = legacyNames[cpu.model] ?? cpu.model;
};

/** A generation a newer POWER host can pose as; undefined where the text names none. */
const powerGeneration = (text: string, prefix: string): number | undefined => {
  if (!text.startsWith(prefix) || !/^\d+$/.test(text.slice(prefix.length))) return undefined;
  const generation = Number(text.slice(prefix.length));
  return generation >= 6 && generation <= 10 ? generation : undefined;
};

export const comparePpc64 = (
  host: CpuDef,
  other: CpuDef,
  reason: (text: string) => void,
): CpuCompareResult => {
  const cpu = { ...other };
  convertLegacyPpc64(cpu);
  const incompatible = (text: string): CpuCompareResult => {
    reason(text);
    return 'incompatible';
  };
  if (cpu.arch !== undefined && !isPpc64(cpu.arch))
    return incompatible(`CPU arch ${cpu.arch} does not match host arch`);
  if (cpu.vendor !== undefined && cpu.vendor !== host.vendor) {
    return incompatible(`host CPU vendor does not match required CPU vendor ${cpu.vendor}`);
  }
  const hostModel = ppc64Model(host.model);
  if (cpu.type === 'guest' && cpu.mode !== undefined && cpu.mode !== 'custom') {
    if (cpu.mode !== 'host-model' || cpu.model === undefined) return 'identical';
    const generation = powerGeneration(hostModel.name, 'POWER');
    if (generation === undefined) {
      throw error(ErrorCode.INTERNAL_ERROR, 'Host CPU does not support compatibility modes');
    }
    const compat = powerGeneration(cpu.model, 'power');
    if (compat === undefined)
      throw error(ErrorCode.INTERNAL_ERROR, `Unknown compatibility mode ${cpu.model}`);
    return compat > generation ? 'incompatible' : 'identical';
  }
  const model = ppc64Model(cpu.model);
  if (model !== hostModel)
    return incompatible(`host CPU model does not match required CPU model ${model.name}`);
  return 'identical';
};

export const baselinePpc64 = (cpus: readonly CpuDef[]): CpuDef => {
  const model = ppc64Model(cpus[0]?.model);
  for (const cpu of cpus) {
    if (cpu.model !== model.name) throw error(ErrorCode.OPERATION_FAILED, 'CPUs are incompatible');
    if (cpu.vendor === undefined) continue;
    if (!ppc64Vendors.includes(cpu.vendor)) {
      throw error(ErrorCode.OPERATION_FAILED, `Unknown CPU vendor ${cpu.vendor}`);
    }
    if (model.vendor !== cpu.vendor) {
      const text = `CPU vendor ${model.vendor} of model ${model.name} differs from vendor ${cpu.vendor}`;
      throw error(ErrorCode.OPERATION_FAILED, text);
    }
  }
  return {
    type: 'guest',
    mode: 'custom',
    match: 'exact',
    model: model.name,
    fallback: 'forbid',
    features: [],
  };
};

/** On Arm only hosts are compared with hosts. */
export const compareArm = (host: CpuDef, cpu: CpuDef, reason: (text: string) => void): CpuCompareResult => {
  if (cpu.type !== 'host' || (host.vendor === cpu.vendor && host.model === cpu.model)) return 'identical';
  const { vendor = '<null>', model = '<null>' } = cpu;
  reason(`Host CPU model does not match required CPU vendor ${vendor} or(and) model ${model}`);
  return 'incompatible';
};

export const baselineArm = (cpus: readonly CpuDef[]): CpuDef => ({
  type: 'guest',
  mode: 'custom',
  match: 'exact',
  ...(cpus[0]?.model && { model: cpus[0].model }),
  fallback: 'allow',
  features: [],
});

/** Replaces host-model by what the host has; with `named`, features the guest names on top stay. */
export const takeHostModel = (guest: CpuDef, host: CpuDef | undefined, named: boolean): void => {
  if (host === undefined) throw error(ErrorCode.CONFIG_UNSUPPORTED, 'unknown host CPU model');
  const own = guest.features;
  guest.mode = 'custom';
  guest.match = 'exact';
  copyModel(guest, host);
  if (named) for (const { name, policy = 'require' } of own) updateFeature(guest, name, policy);
};
