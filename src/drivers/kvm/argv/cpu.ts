// `-cpu`: the model with its features, and what else hangs on it: timers, Hyper-V and KVM features, caches.

import { isArm, isPpc64, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import { cpuFeatureFromQemu, cpuFeatureToQemu } from '../capabilities/caps.ts';
import { knownToQemu } from '../capabilities/hostmodel.ts';
import { virtTypeOf } from '../facts.ts';
import { type Build, internal, unsupported } from './build.ts';
import { onOff } from './json.ts';

/** Names of the features QEMU knows for the host CPU; undefined when it cannot say. */
const knownFeatures = (build: Build): ReadonlySet<string> | undefined => {
  const host = build.caps.hostCpu(virtTypeOf(build.domain));
  return host && new Set(host.props.map(({ name }) => cpuFeatureFromQemu(build.machine.arch, name)));
};

const model = (build: Build): string | undefined => {
  const { cpu } = build.domain;
  const { arch } = build.machine;
  if (!cpu || (cpu.mode === 'custom' && cpu.model?.value === undefined)) {
    const wide = build.domain.devices.emulator?.includes('x86_64');
    const kvm = build.host.arch === 'x86_64' && build.domain.devices.emulator?.includes('kvm');
    return arch === 'i686' && (wide || kvm) ? 'qemu32' : undefined;
  }
  const parts: string[] = [];
  switch (cpu.mode) {
    case 'host-passthrough':
    case 'maximum':
      parts.push(cpu.mode === 'maximum' ? 'max' : 'host');
      if (arch === 'armv7l' && build.host.arch === 'aarch64') parts.push('aarch64=off');
      if (cpu.migratable !== undefined && build.caps.has('cpu.migratable')) {
        parts.push(`migratable=${onOff(cpu.migratable)}`);
      }
      break;
    case 'host-model':
      if (!isPpc64(arch)) throw internal(`unexpected host-model CPU for ${arch} architecture`);
      parts.push('host');
      break;
    default:
      parts.push(cpu.model?.value ?? '');
  }
  if (
    (isS390(arch) || isArm(arch)) &&
    cpu.features.length > 0 &&
    !build.caps.has('query-cpu-model-expansion')
  ) {
    throw internal(`CPU features not supported by hypervisor for ${arch} architecture`);
  }
  if (cpu.model?.vendor_id !== undefined) parts.push(`vendor=${cpu.model.vendor_id}`);
  const known = isX86(arch) ? knownFeatures(build) : undefined;
  for (const { name, policy } of cpu.features) {
    if (!knownToQemu(arch, name)) continue;
    const qemu = cpuFeatureToQemu(arch, name);
    if (policy === 'force' || policy === 'require') parts.push(`${qemu}=on`);
    else if ((policy === 'disable' || policy === 'forbid') && (!known || known.has(name)))
      parts.push(`${qemu}=off`);
  }
  return parts.join(',');
};

const timers = (build: Build): string[] => {
  const parts: string[] = [];
  for (const timer of build.domain.clock.timers) {
    if (timer.name === 'kvmclock' && timer.present !== undefined)
      parts.push(`kvmclock=${onOff(timer.present)}`);
    else if (timer.name === 'hypervclock' && timer.present) parts.push('hv-time=on');
    else if (timer.name === 'tsc' && timer.frequency) parts.push(`tsc-frequency=${timer.frequency}`);
    else if (timer.name === 'armvtimer' && timer.tickpolicy === 'delay') parts.push('kvm-no-adjvtime=off');
    else if (timer.name === 'armvtimer' && timer.tickpolicy === 'discard') parts.push('kvm-no-adjvtime=on');
  }
  return parts;
};

const enlightenments = [
  'relaxed',
  'vapic',
  'spinlocks',
  'vpindex',
  'runtime',
  'synic',
  'stimer',
  'reset',
  'vendor_id',
  'frequencies',
  'reenlightenment',
  'tlbflush',
  'ipi',
  'evmcs',
  'avic',
  'emsr_bitmap',
  'xmm_input',
] as const;

const hyperv = (build: Build): string[] => {
  const { hyperv: features } = build.domain.features;
  if (!features) return [];
  const parts: string[] = features.mode === 'passthrough' ? ['hv-passthrough=on'] : [];
  for (const name of enlightenments) {
    if (!features[name]?.state) continue;
    if (name === 'spinlocks') parts.push(`hv-spinlocks=0x${(features.spinlocks?.retries ?? 0).toString(16)}`);
    else if (name === 'vendor_id') parts.push(`hv-vendor-id=${features.vendor_id?.value}`);
    else parts.push(`${cpuFeatureToQemu(build.machine.arch, `hv-${name}`)}=on`);
    if (name === 'stimer' && features.stimer?.direct?.state) parts.push('hv-stimer-direct=on');
    if (name === 'tlbflush') {
      if (features.tlbflush?.direct?.state) parts.push('hv-tlbflush-direct=on');
      if (features.tlbflush?.extended?.state) parts.push('hv-tlbflush-ext=on');
    }
  }
  return parts;
};

const kvm = (build: Build): string[] => {
  const { kvm: features } = build.domain.features;
  const parts: string[] = [];
  if (features?.hidden?.state) parts.push('kvm=off');
  if (features?.['hint-dedicated']?.state) parts.push('kvm-hint-dedicated=on');
  if (features?.['poll-control']?.state) parts.push('kvm-poll-control=on');
  if (features?.['pv-ipi']?.state === false) parts.push('kvm-pv-ipi=off');
  return parts;
};

const caches = (build: Build): string[] => {
  const { cpu } = build.domain;
  if (!cpu?.cache) return [];
  const { mode } = cpu.cache;
  const parts: string[] = [];
  if (mode === 'emulate') parts.push('l3-cache=on');
  if (mode === 'passthrough') parts.push('host-cache-info=on');
  else if (cpu.mode === 'host-passthrough' || cpu.mode === 'maximum') parts.push('host-cache-info=off');
  if (mode !== 'emulate') parts.push('l3-cache=off');
  return parts;
};

const physicalBits = (build: Build): string[] => {
  const address = build.domain.cpu?.maxphysaddr;
  if (!address) return [];
  if (address.mode === 'emulate') return [address.bits ? `phys-bits=${address.bits}` : 'host-phys-bits=off'];
  return ['host-phys-bits=on', ...(address.limit ? [`host-phys-bits-limit=${address.limit}`] : [])];
};

export const addCpu = (build: Build): void => {
  const { domain, machine } = build;
  const { features } = domain;
  const parts = timers(build);
  if (features.apic?.eoi !== undefined) parts.push(`kvm-pv-eoi=${onOff(features.apic.eoi)}`);
  if (features.pvspinlock) parts.push(`kvm-pv-unhalt=${onOff(features.pvspinlock.state)}`);
  parts.push(...hyperv(build));
  if (domain.devices.panics.some((panic) => panic.model === 'hyperv')) parts.push('hv-crash');
  parts.push(...kvm(build));
  if (features.pmu && !isPpc64(machine.arch)) parts.push(`pmu=${onOff(features.pmu.state)}`);
  parts.push(...caches(build), ...physicalBits(build));
  let cpu = model(build);
  if (cpu === undefined && parts.length > 0) {
    const fallback: Record<string, string> = { i686: 'qemu32', x86_64: 'qemu64' };
    cpu = fallback[machine.arch];
    if (cpu === undefined) {
      throw unsupported(`CPU flags requested but can't determine default CPU for arch ${machine.arch}`);
    }
  }
  if (cpu !== undefined) build.args.push('-cpu', [cpu, ...parts].join(','));
};
