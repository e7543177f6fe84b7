// CPU questions QEMU has the last word on: models of its own that libvirt only relays, and s390's, where nobody else
// knows what a model is.
import type { Arch } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { expandCpu } from '../../../model/cpu/cpu.ts';
import type { CpuCompareResult, CpuDef, HypervisorCpuModel } from '../../../model/cpu/def.ts';
import type { QemuCaps } from './caps.ts';
import { withQemu } from './process.ts';

const DEADLINE_MS = 30_000;

/** Compares by QEMU's list of what a model lacks here and the features named on top. */
export const compareUnusable = (
  arch: Arch,
  host: CpuDef,
  cpu: CpuDef,
  blockers: readonly string[],
  failIncompatible: boolean,
): CpuCompareResult => {
  const policy = new Map(cpu.features.map((feature) => [feature.name, feature.policy]));
  const expanded: CpuDef = { ...host, features: [...host.features] };
  expandCpu(arch, expanded);
  const has = new Set(expanded.features.filter((one) => one.policy === 'require').map(({ name }) => name));
  const lacking = [
    ...blockers.filter((name) => policy.get(name) !== 'disable'),
    ...cpu.features.filter((one) => one.policy === 'require' && !has.has(one.name)).map(({ name }) => name),
  ];
  if (lacking.length === 0) return 'superset';
  if (!failIncompatible) return 'incompatible';
  const text = `Host CPU does not provide required features: ${lacking.join(', ')}`;
  throw new VirError(ErrorCode.CPU_INCOMPATIBLE, ErrorDomain.CPU, text);
};

interface QmpModel {
  name: string;
  props?: Record<string, unknown>;
}
type Ask = (command: string, args: object) => Promise<unknown>;

const withModels = <T>(caps: QemuCaps, use: (ask: Ask) => Promise<T>): Promise<T> => {
  const args = ['-S', '-no-user-config', '-nodefaults', '-nographic', '-machine', 'none,accel=kvm:tcg'];
  return withQemu({ binary: caps.binary, args, deadline: DEADLINE_MS }, ({ monitor }) =>
    use((command, members) => monitor.execute(command, { ...members })),
  );
};

const toQmp = ({ model, features }: CpuDef): QmpModel => ({
  name: model ?? '',
  ...(features.length > 0 && {
    props: Object.fromEntries(
      features.map(({ name, policy }) => [
        name,
        policy === undefined || policy === 'require' || policy === 'force',
      ]),
    ),
  }),
});

const fromQmp = (cpu: CpuDef, model: QmpModel): void => {
  cpu.model = model.name;
  cpu.features = Object.entries(model.props ?? {})
    .filter(([, value]) => value === true)
    .map(([name]) => ({ name, policy: 'require' }));
};

/** QEMU compares two models of its own. */
export const qemuModelComparison = async (
  caps: QemuCaps,
  host: CpuDef,
  cpu: CpuDef,
  failIncompatible: boolean,
): Promise<CpuCompareResult> => {
  const byMode = cpu.mode === 'host-passthrough' ? 'host' : cpu.mode === 'maximum' ? 'max' : undefined;
  const model = cpu.model ?? byMode;
  if (model === undefined) {
    throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, 'cpu parameter is missing a model name');
  }
  const reply = await withModels(caps, (ask) =>
    ask('query-cpu-model-comparison', { modela: toQmp(host), modelb: toQmp({ ...cpu, model }) }),
  );
  const { result } = reply as { result: string };
  if (result === 'identical' || result === 'superset') return result;
  if (failIncompatible) throw new VirError(ErrorCode.CPU_INCOMPATIBLE, ErrorDomain.QEMU, null);
  return 'incompatible';
};

/** QEMU finds what several of its models have in common. */
export const qemuModelBaseline = async (
  caps: QemuCaps,
  cpus: readonly CpuDef[],
  offered: ReadonlyMap<string, HypervisorCpuModel>,
  expand: boolean,
): Promise<CpuDef> => {
  const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);
  cpus.forEach(({ model }, at) => {
    if (model === undefined) throw invalid(`no CPU model specified at index ${at}`);
    if (!offered.has(model)) throw invalid(`CPU model '${model}' not supported by hypervisor`);
  });
  const [first, ...others] = cpus;
  const baseline: CpuDef = {
    type: 'guest',
    mode: 'custom',
    match: 'minimum',
    model: first!.model,
    features: first!.features,
  };
  await withModels(caps, async (ask) => {
    for (const cpu of others) {
      const reply = await ask('query-cpu-model-baseline', { modela: toQmp(baseline), modelb: toQmp(cpu) });
      fromQmp(baseline, (reply as { model: QmpModel }).model);
    }
    if (!expand && others.length > 0) return;
    const reply = await ask('query-cpu-model-expansion', {
      type: expand ? 'full' : 'static',
      model: toQmp(baseline),
    });
    fromQmp(baseline, (reply as { model: QmpModel }).model);
  });
  return baseline;
};
