// The host part of capabilities XML from facts about the host; nothing in it depends on the hypervisor.
import type { Capabilities } from '../../../../schemas/xml/capabilities.ts';
import type { CpuDef } from '../../../model/cpu/def.ts';
import { hostCpuObject } from '../../../model/cpu/document.ts';
import { type CacheBank, prettySize } from '../../../model/host/caches.ts';
import type { HostCpu } from '../../../model/host/cpus.ts';
import type { HostFacts } from '../../../model/host/facts.ts';
import type { HostMemory, NumaNode } from '../../../model/host/memory.ts';
import { describeProcessor, type Processor } from '../../../model/host/processor.ts';
import type { CacheControl, Resctrl } from '../../../model/host/resctrl.ts';
import { formatCpuset } from '../../../model/xml/values.ts';

export interface SecurityModel {
  model: string;
  doi: string;
  baselabels: { type: string; label: string }[];
}

type Host = NonNullable<Capabilities['host']>;

const described = new WeakMap<Processor, CpuDef | null>();

/** The model of a processor; null where no model describes it. */
const describe = (processor: Processor): CpuDef | null => {
  const known = described.get(processor);
  if (known !== undefined) return known;
  let cpu: CpuDef | null = null;
  try {
    cpu = describeProcessor(processor, 'host') ?? null;
  } catch {
    // Told by its topology alone.
  }
  described.set(processor, cpu);
  return cpu;
};

/** The host's CPU as capabilities report and compare and baseline take it. */
export const hostCpu = ({ arch, processor, summary }: HostFacts): CpuDef => {
  const { sockets, cores, threads } = summary;
  const topology = { sockets, dies: 1, clusters: 1, cores, threads };
  return { ...(describe(processor) ?? { type: 'host', arch, features: [] }), topology };
};

export interface HostXmlOptions {
  uuid?: string;
  secmodels: readonly SecurityModel[];
  /** Transports of migration URIs. */
  transports: readonly string[];
  netprefix?: string;
}

export const hostCapabilities = (facts: HostFacts, options: HostXmlOptions): Host => {
  const { memory, suspend } = facts;
  const { model, ...cpu } = hostCpuObject(hostCpu(facts));
  return {
    ...(options.uuid && { uuid: options.uuid }),
    cpu: { ...cpu, ...(model && { model }), pages: memory.pageSizes.map((size) => ({ unit: 'KiB', size })) },
    powerManagement: {
      ...(suspend.includes('mem') && { suspendMem: true }),
      ...(suspend.includes('disk') && { suspendDisk: true }),
      ...(suspend.includes('hybrid') && { suspendHybrid: true }),
    },
    iommu: { support: facts.iommu },
    migrationFeatures: { live: true, transports: [...options.transports] },
    ...(options.netprefix && { netprefix: options.netprefix }),
    topology: topology(memory),
    ...caches(facts.caches, facts.resctrl),
    secmodels: options.secmodels.map(({ model: name, doi, baselabels }) => ({
      model: name,
      doi,
      baselabels,
    })),
  };
};

const topology = ({ nodes, interconnects }: HostMemory): Host['topology'] => ({
  cells: { num: nodes.length, cells: nodes.map(cell) },
  ...(interconnects.length > 0 && {
    interconnects: {
      links: interconnects.map(({ kind, initiator, target, type, value }) => ({
        tag: kind,
        initiator,
        target,
        cache: 0,
        type,
        value,
        ...(kind === 'bandwidth' && { unit: 'KiB' }),
      })),
    },
  }),
});

type Cell = NonNullable<NonNullable<Host['topology']>['cells']>['cells'][number];

const cell = (node: NumaNode): Cell => ({
  id: node.id,
  ...(node.memory > 0 && { memory: { unit: 'KiB', size: node.memory } }),
  pages: node.pages.map(({ size, count }) => ({ unit: 'KiB', size, count })),
  distances: node.distances,
  caches: node.caches.map(({ level, associativity, policy, size, line }) => ({
    level,
    associativity,
    policy,
    size: { value: size, unit: 'KiB' },
    ...(line > 0 && { line: { value: line, unit: 'B' } }),
  })),
  cpus: { num: node.cpus.length, cpus: node.cpus.map(cellCpu) },
});

const cellCpu = ({ id, socket, die, cluster, core, siblings }: HostCpu) => ({
  id,
  socketId: socket,
  dieId: die,
  clusterId: cluster,
  coreId: core,
  siblings: formatCpuset(siblings),
});

const caches = (banks: readonly CacheBank[], resctrl: Resctrl): Pick<Host, 'cache' | 'memoryBandwidth'> => {
  const { bandwidth, cacheMonitor, bandwidthMonitor } = resctrl;
  const last = Math.max(0, ...banks.map(({ level }) => level));
  const nodes = bandwidth === undefined ? [] : banks.filter(({ level }) => level === last);
  return {
    ...((banks.length > 0 || cacheMonitor) && {
      cache: {
        banks: banks.map((bank) => ({
          ...bank,
          ...prettySize(bank.size),
          cpus: formatCpuset(bank.cpus),
          controls: resctrl.caches
            .filter(({ level }) => level === bank.level)
            .map((control) => cacheControl(bank, control)),
        })),
        ...(cacheMonitor && { monitor: monitor(cacheMonitor) }),
      },
    }),
    ...((nodes.length > 0 || bandwidthMonitor) && {
      memoryBandwidth: {
        nodes: nodes.map(({ id, cpus }) => ({ id, cpus: formatCpuset(cpus), control: bandwidth! })),
        ...(bandwidthMonitor && { monitor: monitor(bandwidthMonitor) }),
      },
    }),
  };
};

const monitor = ({ level, reuseThreshold, maxMonitors, features }: NonNullable<Resctrl['cacheMonitor']>) => ({
  ...(level !== undefined && { level, reuseThreshold: reuseThreshold ?? 0 }),
  maxMonitors,
  features: features.map((name) => ({ name })),
});

/** Sizes of one control share a unit, the smaller of the two. */
const cacheControl = (bank: CacheBank, { ways, minWays, type, maxAllocs }: CacheControl) => {
  const granularity = Math.floor(bank.size / ways);
  const least = minWays === 1 ? 0 : minWays * granularity;
  const [one, all] = [prettySize(granularity), prettySize(least)];
  const divisor = Math.min(granularity / one.size, least > 0 ? least / all.size : Number.POSITIVE_INFINITY);
  return {
    granularity: granularity / divisor,
    ...(least > 0 && { min: least / divisor }),
    unit: granularity / one.size === divisor ? one.unit : all.unit,
    type,
    maxAllocs,
  };
};
