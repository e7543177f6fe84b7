// Makes the guest's CPU definite for this host: host-model is spelled out, models QEMU lacks are translated.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import {
  compareCpu,
  convertLegacyCpu,
  expandCpu,
  translateCpu,
  updateCpu,
  validateCpuFeatures,
} from '../../../model/cpu/cpu.ts';
import { type CpuDef, updateFeature } from '../../../model/cpu/def.ts';
import { type QemuCaps, supportsCpuMode } from '../capabilities/caps.ts';
import { type HostModels, hypervisorModels, knownToQemu } from '../capabilities/hostmodel.ts';
import { machineOf, virtTypeOf } from '../facts.ts';
import { unsupported } from './build.ts';
import type { ArgvHost } from './host.ts';

type GuestCpu = NonNullable<Domain['cpu']>;

/** The guest's CPU as the algorithms see it. */
export const cpuDefOf = (cpu: GuestCpu): CpuDef => ({
  type: 'guest',
  mode: cpu.mode,
  match: cpu.match,
  ...(cpu.check ? { check: cpu.check } : {}),
  ...(cpu.model?.value !== undefined ? { model: cpu.model.value } : {}),
  fallback: cpu.model?.fallback ?? 'allow',
  ...(cpu.model?.vendor_id !== undefined ? { vendorId: cpu.model.vendor_id } : {}),
  ...(cpu.vendor !== undefined ? { vendor: cpu.vendor } : {}),
  features: cpu.features.map(({ name, policy }) => ({ name, policy })),
});

/** Puts what the algorithms decided back into the definition. */
export const writeCpuBack = (cpu: GuestCpu, def: CpuDef): void => {
  cpu.mode = def.mode ?? 'custom';
  cpu.match = def.match ?? 'exact';
  if (def.model !== undefined || def.vendorId !== undefined) {
    cpu.model = {
      fallback: def.fallback ?? 'allow',
      ...(def.vendorId !== undefined ? { vendor_id: def.vendorId } : {}),
      ...(def.model !== undefined ? { value: def.model } : {}),
    };
  }
  if (def.vendor !== undefined) cpu.vendor = def.vendor;
  cpu.features = def.features.map(({ name, policy = 'require' }) => ({ name, policy }));
};

const checkForbidden = (def: CpuDef, host: CpuDef): void => {
  for (const { name, policy } of def.features) {
    if (policy !== 'forbid') continue;
    const there = host.features.find((feature) => feature.name === name);
    if (there && there.policy !== 'disable') {
      throw new VirError(
        ErrorCode.CPU_INCOMPATIBLE,
        ErrorDomain.CPU,
        `Host CPU provides forbidden feature '${name}'`,
      );
    }
  }
};

/** Whether QEMU itself says that the model can be used here, with no feature required on top. */
const isUsable = (def: CpuDef, domain: Domain, caps: QemuCaps): boolean =>
  def.model !== undefined &&
  def.features.every(({ policy }) => policy === 'disable' || policy === 'forbid') &&
  caps.cpu(virtTypeOf(domain), def.model)?.usable === 'yes';

const checkHost = (def: CpuDef, domain: Domain, caps: QemuCaps, models: HostModels | undefined): void => {
  if (def.check !== 'partial' || isUsable(def, domain, caps)) return;
  const { arch } = machineOf(domain);
  const model = def.model === undefined ? undefined : caps.cpu(virtTypeOf(domain), def.model);
  const blockers = model?.blockers;
  if (!models?.fromQemu || blockers === undefined || def.match === 'minimum' || def.mode !== 'custom') {
    compareCpu(arch, models?.full, def, true);
    return;
  }
  const disabled = new Set(
    def.features.filter(({ policy }) => policy === 'disable' || policy === 'forbid').map(({ name }) => name),
  );
  const host: CpuDef = {
    ...models.reported,
    features: models.reported.features.map((feature) => ({ ...feature })),
  };
  expandCpu(arch, host);
  const has = new Set(host.features.filter(({ policy }) => policy !== 'disable').map(({ name }) => name));
  const missing = blockers.filter((name) => !disabled.has(name));
  for (const { name, policy } of def.features) {
    if (policy === 'require' && !has.has(name) && !missing.includes(name)) missing.push(name);
  }
  if (missing.length > 0) {
    throw new VirError(
      ErrorCode.CPU_INCOMPATIBLE,
      ErrorDomain.CPU,
      `Host CPU does not provide required features: ${missing.join(', ')}`,
    );
  }
};

export const definiteCpu = (domain: Domain, caps: QemuCaps, host: ArgvHost): void => {
  const { cpu } = domain;
  if (!cpu || (cpu.mode === 'custom' && cpu.model?.value === undefined)) return;
  const { arch, machine } = machineOf(domain);
  const type = virtTypeOf(domain);
  const def = cpuDefOf(cpu);
  validateCpuFeatures(arch, def);
  const models = host.hostModels?.(caps, type);
  if (!supportsCpuMode(caps, host.arch, type, cpu.mode, machine, models !== undefined)) {
    throw unsupported(
      `CPU mode '${cpu.mode}' for ${arch} ${domain.type} domain on ${host.arch} host is not supported by hypervisor`,
    );
  }
  convertLegacyCpu(arch, def);
  if (def.check !== 'none' && models) checkForbidden(def, models.full);
  if (cpu.mode !== 'host-passthrough' && cpu.mode !== 'maximum') {
    checkHost(def, domain, caps, models);
    updateCpu(arch, def, models?.migratable);
    const known = hypervisorModels(caps, type);
    translateCpu(arch, def, known.size > 0 ? known : undefined);
    def.fallback = 'forbid';
  }
  def.features = def.features.filter(({ name }) => knownToQemu(arch, name));
  if (cpu.deprecated_features !== undefined) {
    if (!caps.has('query-cpu-model-expansion.deprecated-props')) {
      throw unsupported('toggling deprecated features for CPU model is unsupported');
    }
    if (!cpu.deprecated_features) {
      for (const name of caps.hostCpu(type)?.deprecatedProps ?? []) updateFeature(def, name, 'disable');
    }
  }
  writeCpuBack(cpu, def);
};
