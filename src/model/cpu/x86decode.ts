// Finds the model that describes an x86 CPU best: of the right signature if there is one, then with the fewest features
// to name beside it.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { addFeatureIfMissing, type CpuDef, type CpuFeature, type HypervisorCpuModel } from './def.ts';
import { dropBrokenTsx, type X86Data } from './x86data.ts';
import {
  addFeature,
  type FeatureSet,
  featureNames,
  hasFeature,
  matchesSignature,
  subtract,
  type X86Model,
  x86Feature,
  x86Models,
} from './x86map.ts';

export interface DecodeOptions {
  /** Only these models may be chosen (those of the hypervisor). */
  models?: ReadonlyMap<string, HypervisorCpuModel>;
  /** Models to choose if they fit about as well; a single one is chosen where it can be. */
  preferred?: readonly string[];
  /** Leaves out features that forbid migration. */
  migratable?: boolean;
  /** Whether another model may be taken where the single preferred one is not in `models`. */
  fallback?: 'allow' | 'forbid';
}

type Decoded = Pick<CpuDef, 'model' | 'vendor' | 'features' | 'signature'>;

/** Describes `data` as a model and features, for a host or guest definition. */
export const decodeX86 = (type: CpuDef['type'], raw: X86Data, options: DecodeOptions = {}): Decoded => {
  const data = { ...raw, features: raw.features.slice() };
  dropBrokenTsx(data);
  const preferred = options.preferred?.length ? options.preferred : undefined;
  const single = preferred?.length === 1 ? preferred[0] : undefined;
  let best: { model: X86Model; features: CpuFeature[] } | undefined;
  // Newer models come later in the table and win ties.
  for (const model of [...x86Models().values()].reverse()) {
    const offered = options.models?.get(model.name);
    if (options.models !== undefined && offered === undefined) {
      if (model.name === single && options.fallback === 'forbid') {
        const text = `CPU model ${single} is not supported by hypervisor`;
        throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, text);
      }
      continue;
    }
    if (data.vendor !== undefined && model.vendor !== undefined && data.vendor !== model.vendor) continue;
    if (!(type === 'host' ? model.decodeHost : model.decodeGuest)) continue;
    const features = describe(type, data.features, model, offered);
    // A host definition cannot say that a feature of its model is missing.
    if (type === 'host' && features.some(({ policy }) => policy === 'disable')) continue;
    const candidate = { model, features };
    if (model.name === single) {
      best = candidate;
      break;
    }
    if (
      best === undefined ||
      isBetter(type, candidate, best, data, preferred?.includes(model.name) ?? false)
    ) {
      best = candidate;
    }
  }
  if (best === undefined) {
    const text = 'Cannot find suitable CPU model for given data';
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.CPU, text);
  }
  const keep = ({ name }: CpuFeature): boolean =>
    !options.migratable || x86Feature(name)?.migratable !== false;
  return {
    model: best.model.name,
    ...(data.vendor && { vendor: data.vendor }),
    features: best.features
      .filter(keep)
      .map((feature) => (type === 'host' ? { name: feature.name } : feature)),
    signature: { family: data.family, model: data.model, stepping: data.stepping },
  };
};

/** The features to name beside a model: those it lacks, and those of it (and of QEMU's idea of it) that are missing. */
const describe = (
  type: CpuDef['type'],
  present: FeatureSet,
  model: X86Model,
  offered: HypervisorCpuModel | undefined,
): CpuFeature[] => {
  const extra = present.slice();
  subtract(extra, model.features);
  const missing = model.features.slice();
  subtract(missing, present);
  for (const name of offered?.blockers ?? []) {
    const feature = x86Feature(name);
    if (feature !== undefined && !hasFeature(extra, feature.index)) addFeature(missing, feature.index);
  }
  const cpu: CpuDef = { type: 'guest', features: [] };
  for (const name of featureNames(extra)) cpu.features.push({ name, policy: 'require' });
  for (const name of featureNames(missing)) cpu.features.push({ name, policy: 'disable' });
  if (type === 'guest') for (const name of model.removed) addFeatureIfMissing(cpu, name, 'disable');
  return cpu.features;
};

const isBetter = (
  type: CpuDef['type'],
  candidate: { model: X86Model; features: CpuFeature[] },
  current: { model: X86Model; features: CpuFeature[] },
  { family, model, stepping }: X86Data,
  preferred: boolean,
): boolean => {
  if (family !== 0 || model !== 0 || stepping !== 0) {
    const fits = matchesSignature(candidate.model, family, model, stepping);
    const fitted = matchesSignature(current.model, family, model, stepping);
    if (fits !== fitted) return fits;
  }
  const old = weigh(type, current.features);
  const fresh = weigh(type, candidate.features);
  if (fresh.total < old.total || (fresh.total === old.total && fresh.disabled < old.disabled)) return true;
  return preferred && fresh.disabled < old.disabled;
};

/** Each disabled feature costs more than the one before, starting at 2; an enabled one costs 1. */
const weigh = (
  type: CpuDef['type'],
  features: readonly CpuFeature[],
): { total: number; disabled: number } => {
  let enabled = features.length;
  let disabled = 0;
  if (type === 'guest') {
    let cost = 2;
    // libvirt shortens the list it walks with each disabled feature found, and so never sees as many at its end.
    for (let at = 0; at < enabled; at++) {
      if (features[at]!.policy !== 'disable') continue;
      enabled--;
      disabled += cost++;
    }
  }
  return { total: enabled + disabled, disabled };
};
