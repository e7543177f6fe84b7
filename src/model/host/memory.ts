// The host's memory: how much, in which sizes of pages, and how it is spread over NUMA nodes with what between them.
import type { HostCpu } from './cpus.ts';
import { type HostReader, numbered } from './sysfs.ts';

export interface PagePool {
  /** KiB */
  size: number;
  count: number;
}

export interface MemorySideCache {
  level: number;
  associativity: 'direct' | 'full' | 'none';
  policy: 'writeback' | 'writethrough' | 'none';
  /** KiB */
  size: number;
  /** Bytes. */
  line: number;
}

export interface NumaNode {
  id: number;
  /** KiB */
  memory: number;
  pages: PagePool[];
  distances: { id: number; value: number }[];
  caches: MemorySideCache[];
  cpus: HostCpu[];
}

export interface Interconnect {
  kind: 'latency' | 'bandwidth';
  initiator: number;
  target: number;
  type: 'read' | 'write';
  /** Nanoseconds, or KiB per second. */
  value: number;
}

export interface HostMemory {
  /** KiB */
  total: number;
  /** All sizes of pages, the ordinary one first. */
  pageSizes: number[];
  nodes: NumaNode[];
  interconnects: Interconnect[];
}

const NODE = '/sys/devices/system/node';
/** KiB. Kernels with larger ordinary pages say so in AT_PAGESZ only, which Node does not show. */
const PAGE_SIZE = 4;

/** Reads the machine's memory; one without NUMA is a single node 0. `pageSize` in KiB. */
export const readHostMemory = async (
  reader: HostReader,
  cpus: readonly HostCpu[],
  pageSize = PAGE_SIZE,
): Promise<HostMemory> => {
  const total = kibibytes((await reader.text('/proc/meminfo')) ?? '', 'MemTotal');
  const pageSizes = [pageSize, ...(await hugeSizes(reader, '/sys/kernel/mm/hugepages'))];
  const ids = numbered(await reader.names(NODE), 'node');
  const nodes = await Promise.all(ids.map((id) => readNode(reader, id, ids, cpus, pageSize)));
  const interconnects = (await Promise.all(ids.map((id) => readInterconnects(reader, id)))).flat();
  const whole: NumaNode = {
    id: 0,
    memory: total,
    pages: [],
    distances: [],
    caches: [],
    cpus: cpus.filter(({ online }) => online),
  };
  return {
    total,
    pageSizes,
    nodes: nodes.length > 0 ? nodes : [whole],
    interconnects: interconnects.sort(
      (a, b) => rank(a.kind) - rank(b.kind) || a.initiator - b.initiator || a.target - b.target,
    ),
  };
};

const rank = (kind: Interconnect['kind']): number => (kind === 'latency' ? 0 : 1);

const kibibytes = (text: string, key: string): number =>
  Number(new RegExp(`${key}:\\s*(\\d+) kB`).exec(text)?.[1] ?? 0);

const hugeSizes = async (reader: HostReader, folder: string): Promise<number[]> =>
  (await reader.names(folder))
    .flatMap((name) => /^hugepages-(\d+)kB$/i.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

const readNode = async (
  reader: HostReader,
  id: number,
  ids: readonly number[],
  cpus: readonly HostCpu[],
  pageSize: number,
): Promise<NumaNode> => {
  const folder = `${NODE}/node${id}`;
  const memory = kibibytes((await reader.text(`${folder}/meminfo`)) ?? '', 'MemTotal');
  const huge = await Promise.all(
    (await hugeSizes(reader, `${folder}/hugepages`)).map(async (size) => ({
      size,
      count: (await reader.integer(`${folder}/hugepages/hugepages-${size}kB/nr_hugepages`)) ?? 0,
    })),
  );
  const reserved = huge.reduce((sum, { size, count }) => sum + size * count, 0);
  const own = new Set(
    (await reader.list(`${folder}/cpulist`)) ?? numbered(await reader.names(folder), 'cpu'),
  );
  const distances = ((await reader.text(`${folder}/distance`)) ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);
  return {
    id,
    memory,
    pages: [{ size: pageSize, count: Math.floor((memory - reserved) / pageSize) }, ...huge],
    distances: distances.map((value, at) => ({ id: ids[at] ?? at, value })).filter(({ value }) => value > 0),
    caches: await readMemorySideCaches(reader, `${folder}/memory_side_cache`),
    cpus: cpus.filter((cpu) => own.has(cpu.id) && cpu.online),
  };
};

const readMemorySideCaches = async (reader: HostReader, folder: string): Promise<MemorySideCache[]> => {
  const levels = numbered(await reader.names(folder), 'index');
  return Promise.all(
    levels.map(async (level) => {
      const number = async (file: string): Promise<number> =>
        (await reader.integer(`${folder}/index${level}/${file}`)) ?? 0;
      const [size, line, indexing, policy] = await Promise.all([
        number('size'),
        number('line_size'),
        number('indexing'),
        number('write_policy'),
      ]);
      return {
        level,
        associativity: (['direct', 'full', 'none'] as const)[indexing] ?? 'none',
        policy: (['writeback', 'writethrough', 'none'] as const)[policy] ?? 'none',
        size: Math.floor(size / 1024),
        line,
      };
    }),
  );
};

/** The kernel shows only the best way from processors to a node (`access1`), for reading and for writing. */
const readInterconnects = async (reader: HostReader, target: number): Promise<Interconnect[]> => {
  const folder = `${NODE}/node${target}/access1/initiators`;
  const initiators = numbered(await reader.names(folder), 'node');
  const number = async (file: string): Promise<number> => (await reader.integer(`${folder}/${file}`)) ?? 0;
  const [readBandwidth, writeBandwidth, readLatency, writeLatency] = await Promise.all(
    ['read_bandwidth', 'write_bandwidth', 'read_latency', 'write_latency'].map(number),
  );
  return initiators.flatMap((initiator) => [
    ...pair('latency', initiator, target, readLatency!, writeLatency!),
    ...pair('bandwidth', initiator, target, readBandwidth! * 1024, writeBandwidth! * 1024),
  ]);
};

const pair = (
  kind: Interconnect['kind'],
  initiator: number,
  target: number,
  read: number,
  write: number,
): Interconnect[] => [
  { kind, initiator, target, type: 'read', value: read },
  { kind, initiator, target, type: 'write', value: write },
];
