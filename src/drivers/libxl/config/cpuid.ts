// CPU features as libxenlight's cpuid policy: one entry a leaf, 32 characters a register, x for "as the host".
import type { Cpu } from '../../../../schemas/xml/domain/cpu.ts';
import { type ConfigContext, type Json, unsupportedConfig } from './context.ts';
import { cpuidFeatures } from './cpuid-features.ts';

/** Features that the two call differently: libvirt's name, libxenlight's name. */
const otherNames: readonly (readonly [libvirt: string, libxl: string])[] = [
  ['cx16', 'cmpxchg16'],
  ['cid', 'cntxid'],
  ['ds_cpl', 'dscpl'],
  ['pclmuldq', 'pclmulqdq'],
  ['pni', 'sse3'],
  ['ht', 'htt'],
  ['pn', 'psn'],
  ['clflush', 'clfsh'],
  ['sep', 'sysenter'],
  ['cx8', 'cmpxchg8'],
  ['nodeid_msr', 'nodeid'],
  ['cr8legacy', 'altmovcr8'],
  ['lahf_lm', 'lahfsahf'],
  ['cmp_legacy', 'cmplegacy'],
  ['fxsr_opt', 'ffxsr'],
  ['pdpe1gb', 'page1gb'],
  ['spec-ctrl', 'ibrsb'],
];
export const toLibxlFeature = (name: string): string =>
  otherNames.find(([ours]) => ours === name)?.[1] ?? name;
export const fromLibxlFeature = (name: string): string =>
  otherNames.find(([, theirs]) => theirs === name)?.[0] ?? name;

interface Place {
  readonly leaf: number;
  readonly subleaf: number | null;
  readonly register: string;
  readonly bit: number;
  readonly width: number;
}
const places = new Map<string, Place>();
for (const [leaf, subleaf, register, names] of cpuidFeatures) {
  for (const item of names.split(' ')) {
    const [, name = '', bit, width = '1'] = /^(.*):(\d+)(?:\+(\d+))?$/.exec(item) ?? [];
    places.set(name, { leaf, subleaf, register, bit: Number(bit), width: Number(width) });
  }
}

/** Sets one feature in a policy; false when libxenlight does not know its name. */
export const setFeature = (policy: Json[], libxlName: string, on: boolean): boolean => {
  const place = places.get(libxlName);
  if (!place) return false;
  const { leaf, subleaf, register, bit, width } = place;
  let entry = policy.find((e) => e.leaf === leaf && (e.subleaf ?? null) === subleaf);
  if (!entry) policy.push((entry = subleaf === null ? { leaf } : { leaf, subleaf }));
  const bits = [...((entry[register] as string | undefined) ?? 'x'.repeat(32))];
  for (let i = 0; i < width; i++) bits[31 - bit - i] = on && i === 0 ? '1' : '0';
  entry[register] = bits.join('');
  return true;
};

const off = new Set(['disable', 'forbid']);
const on = new Set(['force', 'require']);

/** The policy that `<cpu mode='host-passthrough'>` asks for, and whether the guest may run guests of its own. */
export const cpuPolicy = (cpu: Cpu, context: ConfigContext): { policy: Json[]; nested: boolean } => {
  const policy: Json[] = [];
  const able = context.hostFeatures.has('vmx') || context.hostFeatures.has('svm');
  const nests = (name: string): boolean => able && (name === 'vmx' || name === 'svm');
  let nested = context.nestedHvm && able;
  for (const { name = '', policy: wish } of cpu.features) {
    if (!off.has(wish) && !on.has(wish)) continue;
    if (nests(name)) nested = on.has(wish);
    else if (!setFeature(policy, toLibxlFeature(name), on.has(wish)))
      throw unsupportedConfig(`unsupported cpu feature '${name}'`);
  }
  return { policy, nested };
};
