// What QEMU says the host CPU (or, without acceleration, its best emulated CPU) amounts to: the expansion of the
// model `host` or `max`, which of its features survive migration, and the Hyper-V enlightenments it can offer.
import { type Arch, isArm, isX86 } from '../../../../schemas/cpu/arch.ts';
import type { QemuFlag } from '../../../../schemas/qmp/flags.ts';
import { QmpError } from '../qmp/error.ts';
import type { QemuCpuProperty, QemuHostCpu } from './caps.ts';

interface Expansion {
  model: { name: string; props?: Record<string, unknown> };
  'deprecated-props'?: string[];
}
export type AskCpu = (command: 'query-cpu-model-expansion', args: object) => Promise<unknown>;

/** libvirt's names of Hyper-V enlightenments, in its order; the position is the order in domain capabilities. */
export const hypervNames = [
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

export const probeHostCpu = async (
  ask: AskCpu,
  flags: ReadonlySet<QemuFlag>,
  arch: Arch,
  accelerated: boolean,
): Promise<{ hostCpu?: QemuHostCpu; hyperv?: string[] }> => {
  if (!flags.has('query-cpu-model-expansion')) return {};
  const name = accelerated ? 'host' : 'max';
  const expand = async (type: 'static' | 'full', model: object): Promise<Expansion | undefined> => {
    try {
      return (await ask('query-cpu-model-expansion', { type, model })) as Expansion;
    } catch (error) {
      // Offered by every QEMU, refused where the architecture or host cannot.
      if (error instanceof QmpError && error.qmpClass === 'GenericError') return undefined;
      throw error;
    }
  };
  const expandHost = async (props?: object): Promise<Expansion | undefined> => {
    const model = props === undefined ? { name } : { name, props };
    if (isArm(arch)) return expand('full', model);
    const first = await expand('static', model);
    // An older QEMU lists features under one of several spellings; a full expansion of the result has all.
    return first && isX86(arch) && !flags.has('canonical-cpu-features') ? expand('full', first.model) : first;
  };

  const plain = await expandHost();
  if (plain === undefined) return {};
  const hostCpu: QemuHostCpu = {
    model: plain.model.name,
    migratability: false,
    props: toProps(plain.model.props),
  };
  if (plain['deprecated-props']?.length) hostCpu.deprecatedProps = plain['deprecated-props'];
  if (isX86(arch)) {
    const unmigratable = await expandHost({ migratable: false });
    if (unmigratable !== undefined) markMigratable(hostCpu, unmigratable.model.props ?? {});
  }
  if (flags.has('query-cpu-model-expansion.deprecated-props')) {
    const deprecated = (await expand('full', { name }))?.['deprecated-props'];
    if (deprecated?.length) hostCpu.deprecatedProps = deprecated;
  }
  if (!accelerated || !(isX86(arch) || isArm(arch))) return { hostCpu };
  const full = await expand('full', { name, props: { migratable: false, 'hv-passthrough': true } });
  const hyperv = full && hypervOf(full.model.props ?? {});
  return { hostCpu, ...(hyperv?.length && { hyperv }) };
};

const toProps = (props: Record<string, unknown> = {}): QemuCpuProperty[] =>
  Object.entries(props).flatMap(([name, value]): QemuCpuProperty[] => {
    if (typeof value === 'boolean' || typeof value === 'string') return [{ name, value }];
    return typeof value === 'number' && Math.abs(value) < 2 ** 63 ? [{ name, value }] : [];
  });

/** A feature that appears only when migratability is not asked for is there, but blocks migration. */
const markMigratable = (hostCpu: QemuHostCpu, all: Record<string, unknown>): void => {
  for (const prop of hostCpu.props) {
    const other = all[prop.name];
    if (typeof prop.value !== 'boolean' || typeof other !== 'boolean') continue;
    if (prop.value) prop.migratable = true;
    else if (other) {
      prop.value = true;
      prop.migratable = false;
    }
  }
  hostCpu.migratability = true;
};

const hypervOf = (props: Record<string, unknown>): string[] =>
  hypervNames.filter((name) => {
    const value = props[`hv-${name}`] ?? props[`hv-${name.replaceAll('_', '-')}`];
    return value === true || (typeof value === 'number' && value > 0) || typeof value === 'string';
  });
