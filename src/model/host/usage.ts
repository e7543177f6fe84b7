// The host's counters that change all the time: processor time, free memory, pools of huge pages, same-page merging.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HostReader, numbered } from './sysfs.ts';

/** Nanoseconds per clock tick: the kernel reports in hundredths of a second. */
const TICK = 10_000_000;
const NODE = '/sys/devices/system/node';
const KSM = '/sys/kernel/mm/ksm';

export interface CpuTime {
  kernel: number;
  user: number;
  idle: number;
  iowait: number;
}

/** Time spent by one processor, or by all (`undefined`), in nanoseconds; undefined for a processor that is not there. */
export const readCpuTime = async (reader: HostReader, cpu?: number): Promise<CpuTime | undefined> => {
  const name = cpu === undefined ? 'cpu' : `cpu${cpu}`;
  const stat = (await reader.text('/proc/stat')) ?? '';
  const line = stat.split('\n').find((one) => one.startsWith(`${name} `));
  const ticks = line?.split(/\s+/).slice(1).map(Number);
  if (ticks === undefined || ticks.length < 4) return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0] = ticks;
  return {
    kernel: (system + irq + softirq) * TICK,
    user: (user + nice) * TICK,
    idle: idle * TICK,
    iowait: iowait * TICK,
  };
};

export type MemoryField = 'total' | 'free' | 'buffers' | 'cached';
const fields: Readonly<Record<string, MemoryField>> = {
  MemTotal: 'total',
  MemFree: 'free',
  Buffers: 'buffers',
  Cached: 'cached',
};

/** KiB by field in the kernel's order, of one node or of all; nodes know only total and free. */
export const readMemoryUsage = async (
  reader: HostReader,
  node?: number,
): Promise<[MemoryField, number][] | undefined> => {
  const text = await reader.text(node === undefined ? '/proc/meminfo' : `${NODE}/node${node}/meminfo`);
  if (text === undefined) return undefined;
  const found = [...text.matchAll(/^(?:Node \d+ )?(\w+):\s+(\d+) kB/gm)].flatMap(
    ([, key, value]): [MemoryField, number][] => (fields[key!] ? [[fields[key!]!, Number(value)]] : []),
  );
  return node === undefined ? found : found.filter(([field]) => field === 'total' || field === 'free');
};

export const numaNodes = async (reader: HostReader): Promise<number[]> =>
  numbered(await reader.names(NODE), 'node');

/** Bytes free on each node from `first` to `last`; nodes that are missing have none. */
export const readFreeMemory = async (reader: HostReader, first: number, last: number): Promise<number[]> =>
  Promise.all(
    Array.from({ length: Math.max(0, last - first + 1) }, async (_, at) => {
      const usage = await readMemoryUsage(reader, first + at);
      return (usage?.find(([field]) => field === 'free')?.[1] ?? 0) * 1024;
    }),
  );

/** Where the counts of one size of huge pages are; of the whole machine without `node`. */
const pool = (size: number, node: number | undefined): string =>
  node === undefined
    ? `/sys/kernel/mm/hugepages/hugepages-${size}kB`
    : `${NODE}/node${node}/hugepages/hugepages-${size}kB`;

/** Free pages of a size (KiB); undefined where the machine has none of that size. */
export const readFreePages = async (
  reader: HostReader,
  size: number,
  pageSize: number,
  node: number | undefined,
): Promise<number | undefined> => {
  if (size !== pageSize) return reader.integer(`${pool(size, node)}/free_hugepages`);
  const usage = await readMemoryUsage(reader, node);
  const free = usage?.find(([field]) => field === 'free')?.[1];
  return free === undefined ? undefined : Math.floor(free / pageSize);
};

/** Pages reserved of a size. */
export const readPageCount = (
  reader: HostReader,
  size: number,
  node: number | undefined,
): Promise<number | undefined> => reader.integer(`${pool(size, node)}/nr_hugepages`);

/** Asks the kernel to reserve `count` pages; it may manage fewer. */
export const writePageCount = (
  reader: HostReader,
  size: number,
  node: number | undefined,
  count: number,
): Promise<void> => writeFile(join(reader.root, pool(size, node), 'nr_hugepages'), String(count));

/** A value of same-page merging; undefined where the kernel lacks it. */
export const readMerging = (reader: HostReader, field: string): Promise<number | undefined> =>
  reader.integer(`${KSM}/${field}`);
export const writeMerging = (reader: HostReader, field: string, value: number): Promise<void> =>
  writeFile(join(reader.root, KSM, field), String(value));
