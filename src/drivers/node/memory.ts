// The host's memory: how much, how much free, by node and by page size; the tunables of page sharing.
import { readdir, readFile, writeFile } from 'node:fs/promises';

const NODES = '/sys/devices/system/node';
const KSM = '/sys/kernel/mm/ksm';

const text = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Values of a meminfo file in KiB. */
const meminfo = async (path: string): Promise<ReadonlyMap<string, number>> => {
  const values = new Map<string, number>();
  for (const line of (await text(path)).split('\n')) {
    const match = /^(?:Node\s+\d+\s+)?([\w()]+):\s+(\d+)/.exec(line);
    if (match) values.set(match[1] ?? '', Number(match[2]));
  }
  return values;
};

const nodeFile = (node: number): string => `${NODES}/node${node}/meminfo`;

/** Numbers of the NUMA nodes; empty where the kernel knows none. */
export const memoryNodes = async (): Promise<number[]> => {
  const names = await readdir(NODES).catch(() => [] as string[]);
  return names
    .filter((name) => /^node\d+$/.test(name))
    .map((name) => Number(name.slice(4)))
    .sort((a, b) => a - b);
};

/** Total and free memory of a node, KiB; null when it is not there. */
export const nodeMemory = async (node: number): Promise<{ total: number; free: number } | null> => {
  const values = await meminfo(nodeFile(node));
  const total = values.get('MemTotal');
  return total === undefined ? null : { total, free: values.get('MemFree') ?? 0 };
};

/** Total and free memory of the host, KiB: the sum of its nodes. */
export const hostMemory = async (): Promise<{ total: number; free: number }> => {
  const nodes = await Promise.all((await memoryNodes()).map(nodeMemory));
  if (nodes.length === 0) {
    const values = await meminfo('/proc/meminfo');
    return { total: values.get('MemTotal') ?? 0, free: values.get('MemFree') ?? 0 };
  }
  return nodes.reduce<{ total: number; free: number }>(
    (sum, node) => ({ total: sum.total + (node?.total ?? 0), free: sum.free + (node?.free ?? 0) }),
    { total: 0, free: 0 },
  );
};

/** Figures of virNodeGetMemoryStats in KiB, of a node or (-1) of the host; null for a node that is not there. */
export const memoryStats = async (node: number): Promise<[string, number][] | null> => {
  const values = await meminfo(node < 0 ? '/proc/meminfo' : nodeFile(node));
  const total = values.get('MemTotal');
  if (total === undefined) return null;
  const stats: [string, number][] = [
    ['total', total],
    ['free', values.get('MemFree') ?? 0],
  ];
  if (node >= 0) return stats;
  return [...stats, ['buffers', values.get('Buffers') ?? 0], ['cached', values.get('Cached') ?? 0]];
};

const PAGE_KIB = 4;

/** Free pages of a size (KiB) on a node; null when the host has no such size. */
export const freePages = async (node: number, size: number): Promise<number | null> => {
  if (size === PAGE_KIB) {
    const memory = await nodeMemory(node);
    if (!memory) return null;
    const values = await meminfo(nodeFile(node));
    const huge = (values.get('HugePages_Free') ?? 0) * (values.get('Hugepagesize') ?? 2048);
    return Math.floor((memory.free - huge) / PAGE_KIB);
  }
  const path = `${NODES}/node${node}/hugepages/hugepages-${size}kB/free_hugepages`;
  const count = await text(path);
  return count === '' ? null : Number(count);
};

/** Sets or adds to the pool of huge pages of a node. */
export const allocPages = async (
  node: number,
  size: number,
  count: number,
  add: boolean,
): Promise<boolean> => {
  const path = `${NODES}/node${node}/hugepages/hugepages-${size}kB/nr_hugepages`;
  const now = await text(path);
  if (now === '') return false;
  await writeFile(path, String(add ? Number(now) + count : count));
  return true;
};

/** Page sharing parameters by libvirt's name: [file, may be set, 64 bits]. */
export const ksmParameters = {
  shm_pages_to_scan: ['pages_to_scan', true, false],
  shm_sleep_millisecs: ['sleep_millisecs', true, false],
  shm_merge_across_nodes: ['merge_across_nodes', true, false],
  shm_pages_shared: ['pages_shared', false, true],
  shm_pages_sharing: ['pages_sharing', false, true],
  shm_pages_unshared: ['pages_unshared', false, true],
  shm_pages_volatile: ['pages_volatile', false, true],
  shm_full_scans: ['full_scans', false, true],
} as const;
export type KsmParameter = keyof typeof ksmParameters;

export const readKsm = async (name: KsmParameter): Promise<number | null> => {
  const value = await text(`${KSM}/${ksmParameters[name][0]}`);
  return value === '' ? null : Number(value);
};
export const writeKsm = (name: KsmParameter, value: number): Promise<void> =>
  writeFile(`${KSM}/${ksmParameters[name][0]}`, String(value));
