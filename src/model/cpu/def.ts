// A CPU as the algorithms see it: of a host (what it has) or for a guest (what it asks for), free of document details.
import type { Arch } from '../../../schemas/cpu/arch.ts';

export type CpuPolicy = 'force' | 'require' | 'optional' | 'disable' | 'forbid';

export interface CpuFeature {
  name: string;
  /** Absent for host CPUs: they simply have it. */
  policy?: CpuPolicy;
}

export interface CpuDef {
  type: 'host' | 'guest';
  arch?: Arch;
  mode?: 'custom' | 'host-model' | 'host-passthrough' | 'maximum';
  match?: 'minimum' | 'exact' | 'strict';
  check?: 'none' | 'partial' | 'full';
  model?: string;
  fallback?: 'allow' | 'forbid';
  vendor?: string;
  vendorId?: string;
  microcode?: number;
  signature?: { family: number; model: number; stepping: number };
  tsc?: { frequency: number; scaling?: boolean };
  cache?: { level?: number; mode: 'emulate' | 'passthrough' | 'disable' };
  topology?: { sockets: number; dies: number; clusters: number; cores: number; threads: number };
  maxphysaddr?: { mode: 'emulate' | 'passthrough'; bits?: number; limit?: number };
  features: CpuFeature[];
}

/** A CPU model as the hypervisor offers it; `blockers` are features it would lack on this host. */
export interface HypervisorCpuModel {
  name: string;
  usable?: 'yes' | 'no';
  blockers?: readonly string[];
}

export type CpuCompareResult = 'incompatible' | 'identical' | 'superset';

/** Sets a feature's policy, adding the feature if it is not listed. */
export const updateFeature = (cpu: CpuDef, name: string, policy: CpuPolicy): void => {
  const feature = cpu.features.find((one) => one.name === name);
  if (feature !== undefined) {
    if (cpu.type === 'guest') feature.policy = policy;
  } else cpu.features.push(cpu.type === 'guest' ? { name, policy } : { name });
};

/** Adds a feature only where the definition does not mention it. */
export const addFeatureIfMissing = (cpu: CpuDef, name: string, policy: CpuPolicy): void => {
  if (!cpu.features.some((one) => one.name === name)) updateFeature(cpu, name, policy);
};

/**
 * Copies what makes up the CPU (model, vendor, features) from one definition to another; `keep` filters features.
 * Between host and guest definitions a feature without policy becomes a required one, and the other way round.
 */
export const copyModel = (
  to: CpuDef,
  from: CpuDef,
  keep: (feature: CpuFeature) => boolean = () => true,
): void => {
  to.model = from.model;
  to.vendor = from.vendor;
  to.vendorId = from.vendorId;
  to.features = from.features
    .filter(keep)
    .map(({ name, policy }) => (to.type === 'host' ? { name } : { name, policy: policy ?? 'require' }));
};
