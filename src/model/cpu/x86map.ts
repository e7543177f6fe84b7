// The x86 CPU database in the form computations want: a number per feature, and per model the set of its features.
import { x86FeatureTable } from '../../../schemas/cpu/x86-features.ts';
import { x86ModelTable, x86Vendors } from '../../../schemas/cpu/x86-models.ts';

/** A set of features, one bit each in the order of the feature table. */
export type FeatureSet = Uint32Array;

export interface X86Feature {
  readonly name: string;
  readonly index: number;
  /** CPUID leaf and subleaf, or MSR number. */
  readonly source: 'cpuid' | 'msr';
  readonly leaf: number;
  readonly subleaf: number;
  readonly register: 'eax' | 'ebx' | 'ecx' | 'edx';
  readonly bit: number;
  readonly migratable: boolean;
}

export interface X86Signature {
  readonly family: number;
  readonly model: number;
  /** All steppings where absent. */
  readonly steppings?: ReadonlySet<number>;
}

export interface X86Model {
  readonly name: string;
  readonly vendor?: string;
  readonly signatures: readonly X86Signature[];
  readonly features: FeatureSet;
  /** Features QEMU always had in it but libvirt named later. */
  readonly added: readonly string[];
  /** Features newer versions of QEMU took out. */
  readonly removed: readonly string[];
  readonly decodeHost: boolean;
  readonly decodeGuest: boolean;
  readonly compatCheck: boolean;
  /** The versioned name QEMU uses for it, where libvirt had a name of its own first. */
  canonical?: string;
}

const parseFeatures = (): X86Feature[] => {
  const features: X86Feature[] = [];
  for (const [place, names] of x86FeatureTable) {
    const [source, where, register] = place.split(' ') as ['cpuid' | 'msr', string, X86Feature['register']];
    const [leaf, subleaf = '0'] = where.split('.');
    for (const entry of names.split(' ')) {
      const [, name, bit, fixed] = /^(.+):(\d+)(!?)$/.exec(entry)!;
      features.push({
        name: name!,
        index: features.length,
        source,
        leaf: Number.parseInt(leaf!, 16),
        subleaf: Number.parseInt(subleaf, 16),
        register,
        bit: Number(bit),
        migratable: fixed === '',
      });
    }
  }
  return features;
};

export const x86Features: readonly X86Feature[] = parseFeatures();
const featureByName = new Map(x86Features.map((feature) => [feature.name, feature]));
export const x86Feature = (name: string): X86Feature | undefined => featureByName.get(name);

const WORDS = Math.ceil(x86Features.length / 32);
export const emptySet = (): FeatureSet => new Uint32Array(WORDS);
export const hasFeature = (set: FeatureSet, index: number): boolean =>
  ((set[index >>> 5]! >>> (index & 31)) & 1) === 1;
export const addFeature = (set: FeatureSet, index: number): void => {
  set[index >>> 5]! |= 1 << (index & 31);
};
export const dropFeature = (set: FeatureSet, index: number): void => {
  set[index >>> 5]! &= ~(1 << (index & 31));
};
/** These change their first argument. */
export const unite = (set: FeatureSet, other: FeatureSet): void =>
  other.forEach((word, at) => void (set[at]! |= word));
export const subtract = (set: FeatureSet, other: FeatureSet): void =>
  other.forEach((word, at) => void (set[at]! &= ~word));
export const intersect = (set: FeatureSet, other: FeatureSet): void =>
  other.forEach((word, at) => void (set[at]! &= word));
export const isEmpty = (set: FeatureSet): boolean => set.every((word) => word === 0);
export const includes = (set: FeatureSet, subset: FeatureSet): boolean =>
  subset.every((word, at) => (word & ~set[at]!) === 0);
/** Names of the features in a set, in the order of the database. */
export const featureNames = (set: FeatureSet): string[] =>
  x86Features.filter(({ index }) => hasFeature(set, index)).map(({ name }) => name);

const words = (text: string | undefined): string[] => (text ? text.split(' ') : []);

const parseSignature = (text: string): X86Signature => {
  const [, family, model, steppings] = /^(\d+):(\d+)(?:\/(.+))?$/.exec(text)!;
  const signature = { family: Number(family), model: Number(model) };
  if (steppings === undefined) return signature;
  const numbers = steppings.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return Array.from({ length: to! - from! + 1 }, (_, at) => from! + at);
  });
  return { ...signature, steppings: new Set(numbers) };
};

const buildModels = (): Map<string, X86Model> => {
  const models = new Map<string, X86Model>();
  for (const facts of x86ModelTable) {
    const origin = models.get(facts.canonicalOf ?? facts.like ?? '');
    const features = origin === undefined ? emptySet() : origin.features.slice();
    if (facts.canonicalOf !== undefined && origin !== undefined) {
      for (const name of origin.removed) dropFeature(features, x86Feature(name)!.index);
      origin.canonical = facts.name;
    }
    for (const name of words(facts.add)) addFeature(features, x86Feature(name)!.index);
    for (const name of words(facts.drop)) dropFeature(features, x86Feature(name)!.index);
    const added = facts.canonicalOf === undefined ? new Set(origin?.added) : new Set<string>();
    for (const name of words(facts.later)) {
      if (name.startsWith('-')) added.delete(name.slice(1));
      else added.add(name);
    }
    const vendor = facts.vendor ?? origin?.vendor;
    models.set(facts.name, {
      name: facts.name,
      ...(vendor && { vendor }),
      signatures:
        facts.signatures === undefined
          ? (origin?.signatures ?? [])
          : words(facts.signatures).map(parseSignature),
      features,
      added: [...added],
      removed: words(facts.gone),
      decodeHost: facts.decode !== 'none',
      decodeGuest: facts.decode === undefined,
      compatCheck: facts.compat === true,
    });
  }
  return models;
};

let built: Map<string, X86Model> | undefined;
/** All models by name, in libvirt's order. */
export const x86Models = (): ReadonlyMap<string, X86Model> => {
  built ??= buildModels();
  return built;
};

export const x86VendorNames: readonly string[] = Object.keys(x86Vendors);
/** Vendor of a CPUID vendor string. */
export const vendorOfString = (text: string): string | undefined =>
  x86VendorNames.find((name) => x86Vendors[name] === text);

export const matchesSignature = (
  model: X86Model,
  family: number,
  number: number,
  stepping: number,
): boolean =>
  model.signatures.some(
    (one) => one.family === family && one.model === number && (one.steppings?.has(stepping) ?? true),
  );
