// The host's CPU as guests of one emulator can have it: what domain capabilities report as host-model, what a guest
// with host-model gets, and what checks compare with.
import { type Arch, isArm, isLoongarch, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import { VirError } from '../../../../schemas/errors.ts';
import { expandCpu, migratableCpu } from '../../../model/cpu/cpu.ts';
import type { CpuDef, CpuFeature, HypervisorCpuModel } from '../../../model/cpu/def.ts';
import { copyModel, updateFeature } from '../../../model/cpu/def.ts';
import { type X86Data, x86DataFromNames } from '../../../model/cpu/x86data.ts';
import { decodeX86 } from '../../../model/cpu/x86decode.ts';
import { vendorOfString, x86Feature } from '../../../model/cpu/x86map.ts';
import { cpuFeatureFromQemu, isNative, type QemuCaps, type QemuHostCpu, type VirtType } from './caps.ts';

export interface HostModels {
  /** As reported in domain capabilities. */
  reported: CpuDef;
  /** Given to guests that ask for host-model. */
  migratable: CpuDef;
  /** With what QEMU does not know of the host besides; for comparing older definitions. */
  full: CpuDef;
  /** Whether QEMU told (and not only this host's processor). */
  fromQemu: boolean;
}

/** The models a hypervisor offers, by name. */
export const hypervisorModels = (caps: QemuCaps, type: VirtType): ReadonlyMap<string, HypervisorCpuModel> =>
  new Map(caps.cpus(type).map(({ name, usable, blockers }) => [name, { name, usable, blockers }]));

/** CPU features QEMU either never had or dropped again: never to be given to it. */
const unknownToQemu: ReadonlySet<string> = new Set([
  'cmt',
  'mbm_total',
  'mbm_local',
  'osxsave',
  'ospke',
  'vmx-ept-uc',
  'vmx-ept-wb',
  'vmx-invvpid-single-context',
]);
export const knownToQemu = (arch: Arch, name: string): boolean => !isX86(arch) || !unknownToQemu.has(name);

/** Reads an x86 CPU from the properties QEMU expands `host` or `max` to. */
export const x86DataFromQemu = (arch: Arch, host: QemuHostCpu, migratable: boolean): X86Data => {
  const names: string[] = [];
  const data: X86Data = { ...x86DataFromNames([]) };
  for (const prop of host.props) {
    const name = cpuFeatureFromQemu(arch, prop.name);
    const { value } = prop;
    if (typeof value === 'boolean') {
      if (value && !(migratable && prop.migratable === false)) names.push(name);
    } else if (name === 'vendor' && typeof value === 'string') {
      const vendor = vendorOfString(value);
      if (vendor !== undefined) data.vendor = vendor;
    } else if (typeof value === 'number' && (name === 'family' || name === 'model' || name === 'stepping')) {
      data[name] = value;
    }
  }
  data.features = x86DataFromNames(names).features;
  return data;
};

/** A guest definition from what QEMU says of the host; undefined where it says nothing (of migratability). */
const fromQemu = (caps: QemuCaps, type: VirtType, migratable: boolean): CpuDef | undefined => {
  const host = caps.hostCpu(type);
  if (host === undefined || (migratable && !host.migratability)) return undefined;
  const cpu: CpuDef = { type: 'guest', mode: 'custom', match: 'exact', fallback: 'forbid', features: [] };
  if (isS390(caps.arch)) {
    const features = host.props.flatMap(({ name, value, migratable: may }): CpuFeature[] => {
      if (typeof value !== 'boolean') return [];
      const off = !value || (migratable && may === false);
      return [{ name: cpuFeatureFromQemu(caps.arch, name), policy: off ? 'disable' : 'require' }];
    });
    return { ...cpu, model: host.model, features };
  }
  const { signature: _, ...decoded } = decodeX86('guest', x86DataFromQemu(caps.arch, host, migratable), {
    models: hypervisorModels(caps, type),
  });
  return { ...cpu, ...decoded };
};

const workOut = (
  caps: QemuCaps,
  hostArch: Arch,
  type: VirtType,
  probe: (models?: ReadonlyMap<string, HypervisorCpuModel>) => CpuDef | undefined,
): HostModels | undefined => {
  if (!isNative(hostArch, caps.arch)) return undefined;
  if (isArm(caps.arch) || isLoongarch(caps.arch)) return undefined;
  const told = isX86(caps.arch) || isS390(caps.arch) ? fromQemu(caps, type, false) : undefined;
  let reported = told;
  let full: CpuDef | undefined;
  if (reported === undefined) {
    // On s390 only QEMU knows.
    const host = isS390(caps.arch) ? undefined : probe(hypervisorModels(caps, type));
    if (host === undefined) return undefined;
    reported = { type: 'guest', mode: 'custom', match: 'exact', fallback: 'allow', features: [] };
    copyModel(reported, host, ({ name }) => knownToQemu(caps.arch, name));
  } else if (type !== 'qemu' && isX86(caps.arch)) {
    full = probe();
    if (full === undefined) return undefined;
    const expanded: CpuDef = { ...reported, features: [...reported.features] };
    expandCpu(caps.arch, expanded);
    for (const { name, policy } of expanded.features)
      if (policy === 'require') updateFeature(full, name, policy);
  }
  let migratable =
    (told !== undefined ? fromQemu(caps, type, true) : undefined) ?? migratableCpu(caps.arch, reported);
  if (isX86(caps.arch) && !caps.has('cpu-unavailable-features')) {
    reported = withoutMsrs(reported);
    migratable = withoutMsrs(migratable);
    full = full && withoutMsrs(full);
  }
  return { reported, migratable, full: full ?? reported, fromQemu: told !== undefined };
};

/** QEMU without the property cannot tell whether features in MSRs are there. */
const withoutMsrs = (cpu: CpuDef): CpuDef => ({
  ...cpu,
  features: cpu.features.filter(({ name }) => x86Feature(name)?.source !== 'msr'),
});

/**
 * Works out the host models, or none where this emulator cannot have one. `probe` describes this machine's own
 * processor, with only the given models; it is asked where QEMU does not tell.
 */
export const hostModels = (...args: Parameters<typeof workOut>): HostModels | undefined => {
  try {
    return workOut(...args);
  } catch (error) {
    // A processor that none of the emulator's models describes leaves the mode unsupported.
    if (error instanceof VirError) return undefined;
    throw error;
  }
};
