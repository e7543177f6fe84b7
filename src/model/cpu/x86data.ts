// What identifies one x86 CPU: its features, vendor and signature, read from CPUID and MSRs or put together by name.
import {
  addFeature,
  dropFeature,
  emptySet,
  type FeatureSet,
  vendorOfString,
  x86Feature,
  x86Features,
} from './x86map.ts';

export interface X86Data {
  features: FeatureSet;
  /** Name of a known vendor. */
  vendor?: string;
  family: number;
  model: number;
  stepping: number;
}

export interface CpuidLeaf {
  leaf: number;
  subleaf: number;
  eax: number;
  ebx: number;
  ecx: number;
  edx: number;
}

/** Splits the signature of CPUID leaf 1 as libvirt does: the extended family counts for every family. */
export const splitSignature = (eax: number) => ({
  family: ((eax >>> 20) & 0xff) + ((eax >>> 8) & 0xf),
  model: ((eax >>> 12) & 0xf0) + ((eax >>> 4) & 0xf),
  stepping: eax & 0xf,
});

const vendorString = ({ ebx, edx, ecx }: CpuidLeaf): string => {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(ebx >>> 0, 0);
  bytes.writeUInt32LE(edx >>> 0, 4);
  bytes.writeUInt32LE(ecx >>> 0, 8);
  return bytes.toString('latin1');
};

/** A CPU from its CPUID leaves and the MSRs that could be read. */
export const x86DataFromCpuid = (
  leaves: readonly CpuidLeaf[],
  msrs: ReadonlyMap<number, bigint> = new Map(),
): X86Data => {
  const byLeaf = new Map(leaves.map((leaf) => [`${leaf.leaf}.${leaf.subleaf}`, leaf]));
  const features = emptySet();
  for (const feature of x86Features) {
    const { source, leaf, subleaf, register, bit, index } = feature;
    let value = 0;
    if (source === 'cpuid') value = byLeaf.get(`${leaf}.${subleaf}`)?.[register] ?? 0;
    else {
      const msr = msrs.get(leaf) ?? 0n;
      value = Number((register === 'eax' ? msr : msr >> 32n) & 0xffffffffn);
    }
    if (((value >>> bit) & 1) === 1) addFeature(features, index);
  }
  const first = byLeaf.get('0.0');
  const vendor = first && vendorOfString(vendorString(first));
  return { features, ...(vendor && { vendor }), ...splitSignature(byLeaf.get('1.0')?.eax ?? 0) };
};

/** A CPU from feature names; unknown names are ignored. */
export const x86DataFromNames = (names: Iterable<string>): X86Data => {
  const features = emptySet();
  for (const name of names) {
    const feature = x86Feature(name);
    if (feature !== undefined) addFeature(features, feature.index);
  }
  return { features, family: 0, model: 0, stepping: 0 };
};

/** MSRs the database has features in. */
export const x86FeatureMsrs: readonly number[] = [
  ...new Set(x86Features.filter(({ source }) => source === 'msr').map(({ leaf }) => leaf)),
];

/** Transactional memory is broken on these Haswells whatever they report. */
export const dropBrokenTsx = (data: X86Data): void => {
  const { vendor, family, model, stepping } = data;
  const broken = model === 60 || model === 69 || model === 70 || (model === 63 && stepping < 4);
  if (vendor !== 'Intel' || family !== 6 || !broken) return;
  for (const name of ['hle', 'rtm']) dropFeature(data.features, x86Feature(name)!.index);
};
