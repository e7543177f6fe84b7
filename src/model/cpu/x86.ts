// What can be asked of x86 CPUs: does a host satisfy a guest, what do several hosts have in common, which features make
// up a definition.
import { isX86 } from '../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import {
  addFeatureIfMissing,
  type CpuCompareResult,
  type CpuDef,
  type CpuPolicy,
  copyModel,
  type HypervisorCpuModel,
  updateFeature,
} from './def.ts';
import type { X86Data } from './x86data.ts';
import { decodeX86 } from './x86decode.ts';
import {
  addFeature,
  emptySet,
  type FeatureSet,
  featureNames,
  hasFeature,
  includes,
  intersect,
  isEmpty,
  subtract,
  unite,
  type X86Model,
  x86Feature,
  x86Features,
  x86Models,
  x86VendorNames,
} from './x86map.ts';

const internal = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.CPU, text);
const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.CPU, text);

const findModel = (name: string): X86Model => {
  const model = x86Models().get(name);
  if (model === undefined) throw internal(`Unknown CPU model ${name}`);
  return model;
};
const findFeature = (name: string): number => {
  const feature = x86Feature(name);
  if (feature === undefined) throw internal(`Unknown CPU feature ${name}`);
  return feature.index;
};

/** Features of a definition with one policy; the model's count as required ones. */
const featuresWith = (cpu: CpuDef, policy: CpuPolicy): FeatureSet => {
  // A host definition only lists what it has.
  if (cpu.type === 'host' && policy !== 'require') return emptySet();
  const set =
    cpu.model !== undefined && policy === 'require' ? findModel(cpu.model).features.slice() : emptySet();
  for (const feature of cpu.features) {
    if ((feature.policy ?? 'require') === policy) addFeature(set, findFeature(feature.name));
  }
  return set;
};

/** All features a definition amounts to: the model's, and those named, unless optional, disabled or forbidden. */
export const allFeatures = (cpu: CpuDef): FeatureSet => {
  const set = cpu.model === undefined ? emptySet() : findModel(cpu.model).features.slice();
  for (const { name, policy = 'require' } of cpu.features) {
    if (policy === 'optional') continue;
    const one = emptySet();
    addFeature(one, findFeature(name));
    if (policy === 'disable' || policy === 'forbid') subtract(set, one);
    else unite(set, one);
  }
  return set;
};

/** Compares a host with a definition; with `reason` called, the words for why it does not fit. */
export const compareX86 = (
  host: CpuDef,
  cpu: CpuDef,
  reason: (text: string) => void = () => {},
): CpuCompareResult => {
  const incompatible = (text: string, set?: FeatureSet): CpuCompareResult => {
    reason(set === undefined ? text : `${text}: ${featureNames(set).join(', ')}`);
    return 'incompatible';
  };
  if (cpu.arch !== undefined && !isX86(cpu.arch))
    return incompatible(`CPU arch ${cpu.arch} does not match host arch`);
  if (cpu.vendor !== undefined && cpu.vendor !== host.vendor) {
    return incompatible(`host CPU vendor does not match required CPU vendor ${cpu.vendor}`);
  }
  const has = allFeatures(host);
  const [force, require, optional, disable, forbid] = (
    ['force', 'require', 'optional', 'disable', 'forbid'] as const
  ).map((policy) => featuresWith(cpu, policy)) as [
    FeatureSet,
    FeatureSet,
    FeatureSet,
    FeatureSet,
    FeatureSet,
  ];
  intersect(forbid, has);
  if (!isEmpty(forbid)) return incompatible('Host CPU provides forbidden features', forbid);
  // What the model brings along may have been made optional, disabled or forced.
  for (const other of [force, optional, disable]) subtract(require, other);
  if (!includes(has, require)) {
    subtract(require, has);
    return incompatible('Host CPU does not provide required features', require);
  }
  const extra = has;
  for (const other of [optional, require, disable, force]) subtract(extra, other);
  if (isEmpty(extra)) return 'identical';
  if (cpu.type === 'guest' && cpu.match === 'strict') {
    return incompatible('Host CPU does not strictly match guest CPU: Extra features', extra);
  }
  return 'superset';
};

export interface BaselineOptions {
  /** The hypervisor's models. */
  models?: ReadonlyMap<string, HypervisorCpuModel>;
  /** Only these features may appear. */
  features?: readonly string[];
  migratable?: boolean;
}

/** The best CPU all of `cpus` can provide. */
export const baselineX86 = (cpus: readonly CpuDef[], options: BaselineOptions = {}): CpuDef => {
  const [first, ...others] = cpus as [CpuDef, ...CpuDef[]];
  const common = allFeatures(first);
  let writeVendor = first.vendor !== undefined;
  let vendor = first.vendor === undefined ? undefined : knownVendor(first.vendor);
  const names = new Set(first.model === undefined ? [] : [first.model]);
  for (const cpu of others) {
    if (cpu.model !== undefined) names.add(cpu.model);
    const features = allFeatures(cpu);
    const model = cpu.model === undefined ? undefined : findModel(cpu.model);
    if (cpu.vendor !== undefined && model?.vendor !== undefined && cpu.vendor !== model.vendor) {
      throw failed(`CPU vendor ${model.vendor} of model ${model.name} differs from vendor ${cpu.vendor}`);
    }
    writeVendor &&= cpu.vendor !== undefined;
    const own = cpu.vendor ?? model?.vendor;
    if (own !== undefined && vendor === undefined) vendor = knownVendor(own);
    else if (own !== undefined && own !== vendor) throw failed('CPU vendors do not match');
    intersect(common, features);
  }
  if (options.features !== undefined) {
    const allowed = emptySet();
    for (const name of options.features) {
      const feature = x86Feature(name);
      if (feature !== undefined) addFeature(allowed, feature.index);
    }
    intersect(common, allowed);
  }
  if (isEmpty(common)) throw failed('CPUs are incompatible');
  const data: X86Data = { features: common, ...(vendor && { vendor }), family: 0, model: 0, stepping: 0 };
  const preferred = [...names];
  const { models, migratable } = options;
  const decoded = decodeX86('guest', data, { models, preferred, migratable, fallback: 'allow' });
  const cpu: CpuDef = {
    type: 'guest',
    mode: 'custom',
    match: 'exact',
    fallback: preferred.length === 1 && decoded.model === preferred[0] ? 'forbid' : 'allow',
    ...decoded,
  };
  delete cpu.signature;
  if (!writeVendor) delete cpu.vendor;
  return cpu;
};

const knownVendor = (name: string): string => {
  if (!x86VendorNames.includes(name)) throw failed(`Unknown CPU vendor ${name}`);
  return name;
};

/** Replaces a definition's features by all it amounts to, the model's included. */
export const expandX86 = (cpu: CpuDef): void => {
  const model = x86Models().get(cpu.model ?? '');
  if (model === undefined) throw internal(`unknown CPU model ${cpu.model}`);
  const named = cpu.features;
  cpu.features = featureNames(model.features).map((name) =>
    cpu.type === 'host' ? { name } : { name, policy: 'require' },
  );
  for (const { name, policy = 'require' } of named) {
    if (cpu.type === 'guest' && policy !== 'require' && policy !== 'disable') continue;
    updateFeature(cpu, name, policy);
  }
  if (cpu.type === 'guest') for (const name of model.removed) addFeatureIfMissing(cpu, name, 'disable');
};

/**
 * Makes a guest definition definite for a host: optional features decided, host-model and minimum matches replaced by
 * what the host has, and features that went missing from the model named.
 */
export const updateX86 = (
  guest: CpuDef,
  host: CpuDef | undefined,
  relative: boolean,
  removedPolicy: CpuPolicy = 'disable',
): void => {
  if (relative) {
    if (host === undefined)
      throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, 'unknown host CPU model');
    const has = allFeatures(host);
    for (const feature of guest.features) {
      if (feature.policy !== 'optional') continue;
      feature.policy = hasFeature(has, findKnown(feature.name)) ? 'require' : 'disable';
    }
    if (guest.mode === 'host-model' || guest.match === 'minimum') takeHostModel(guest, host);
  }
  for (const name of findModel(guest.model ?? '').removed) addFeatureIfMissing(guest, name, removedPolicy);
};

const findKnown = (name: string): number => {
  const feature = x86Feature(name);
  if (feature === undefined) throw internal(`unknown CPU feature ${name}`);
  return feature.index;
};

const takeHostModel = (guest: CpuDef, host: CpuDef): void => {
  const updated: CpuDef = { type: 'guest', features: [] };
  copyModel(updated, host);
  for (const { name, policy = 'require' } of guest.features) updateFeature(updated, name, policy);
  const { vendorId, mode } = guest;
  // A minimum match did not ask for a vendor, and does not get one.
  const vendor = mode === 'custom' ? guest.vendor : updated.vendor;
  Object.assign(guest, { ...updated, vendor, vendorId: vendorId ?? updated.vendorId });
  guest.mode = 'custom';
  guest.match = 'exact';
};

/** Replaces a model the hypervisor lacks by one it has. */
export const translateX86 = (cpu: CpuDef, models: ReadonlyMap<string, HypervisorCpuModel>): void => {
  const model = findModel(cpu.model ?? '');
  const [signature] = model.signatures;
  const stepping = signature?.steppings === undefined ? 0 : Math.min(...signature.steppings);
  const data: X86Data = {
    features: allFeatures(cpu),
    ...(model.vendor && { vendor: model.vendor }),
    family: signature?.family ?? 0,
    model: signature?.model ?? 0,
    stepping,
  };
  const decoded = decodeX86('guest', data, { models });
  const translated: CpuDef = { ...cpu, model: decoded.model, features: decoded.features };
  for (const { name, policy = 'require' } of cpu.features) updateFeature(translated, name, policy);
  cpu.model = translated.model;
  cpu.features = translated.features;
};

/** A copy without what forbids migration. */
export const migratableX86 = (cpu: CpuDef): CpuDef => ({
  ...cpu,
  features: cpu.features.filter(({ name }) => x86Feature(name)?.migratable !== false),
});

/** What QEMU made of the CPU when it started: notes it in the definition, or with check='full' refuses differences. */
export const updateLiveX86 = (cpu: CpuDef, enabled: FeatureSet, disabled: FeatureSet): void => {
  const passthrough = cpu.mode === 'host-passthrough' || cpu.mode === 'maximum';
  const wanted = allFeatures(cpu);
  const unwanted = featuresWith(cpu, 'disable');
  const model = cpu.model === undefined ? undefined : findModel(cpu.model);
  const left = disabled.slice();
  const extra: string[] = [];
  const missing: string[] = [];
  for (const { name, index } of x86Features) {
    const [on, off] = [hasFeature(enabled, index), hasFeature(left, index)];
    if (on && off) {
      throw failed(
        `hypervisor provided conflicting CPU data: feature '${name}' is both enabled and disabled at the same time`,
      );
    }
    const required = hasFeature(wanted, index);
    const refused = hasFeature(unwanted, index);
    const expectOff = !required && (refused || !passthrough);
    const strict = cpu.check === 'full' && (required || refused || !model?.added.includes(name));
    if (expectOff && on) {
      if (strict) extra.push(name);
      else updateFeature(cpu, name, 'require');
    }
    if (off || (required && !on)) {
      if (strict) missing.push(name);
      else {
        updateFeature(cpu, name, 'disable');
        const one = emptySet();
        addFeature(one, index);
        subtract(left, one);
      }
    }
  }
  for (const name of model?.removed ?? []) addFeatureIfMissing(cpu, name, 'disable');
  const parts = [
    ...(extra.length > 0 ? [`extra features: ${extra.join(',')}`] : []),
    ...(missing.length > 0 ? [`missing features: ${missing.join(',')}`] : []),
  ];
  if (parts.length > 0) throw failed(`guest CPU doesn't match specification: ${parts.join(', ')}`);
  if (cpu.check === 'full' && !isEmpty(left)) throw failed("guest CPU doesn't match specification");
};
