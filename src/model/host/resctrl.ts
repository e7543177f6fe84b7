// What the kernel's resctrl file system lets one divide and watch: cache ways, memory bandwidth, occupancy.
import type { CacheBank } from './caches.ts';
import type { HostReader } from './sysfs.ts';

export interface CacheControl {
  level: number;
  type: CacheBank['type'];
  /** Ways that can be handed out. */
  ways: number;
  minWays: number;
  maxAllocs: number;
}
export interface Monitor {
  /** Of caches only. */
  level?: number;
  reuseThreshold?: number;
  maxMonitors: number;
  features: string[];
}
export interface Resctrl {
  caches: CacheControl[];
  bandwidth?: { granularity: number; min: number; maxAllocs: number };
  cacheMonitor?: Monitor;
  bandwidthMonitor?: Monitor;
}

const INFO = '/sys/fs/resctrl/info';
const types: Readonly<Record<string, CacheBank['type']>> = { '': 'both', CODE: 'code', DATA: 'data' };
/** The only level occupancy is watched at. */
const MONITORED_LEVEL = 3;

export const readResctrl = async (reader: HostReader): Promise<Resctrl> => {
  const names = await reader.names(INFO);
  const caches = await Promise.all(names.map((name) => readCacheControl(reader, name)));
  const [granularity, min, maxAllocs] = await Promise.all([
    reader.integer(`${INFO}/MB/bandwidth_gran`),
    reader.integer(`${INFO}/MB/min_bandwidth`),
    reader.integer(`${INFO}/MB/num_closids`),
  ]);
  const bandwidth =
    granularity !== undefined && min !== undefined && maxAllocs !== undefined
      ? { granularity, min, maxAllocs }
      : undefined;
  return {
    caches: caches.filter((control) => control !== undefined),
    ...(bandwidth && { bandwidth }),
    ...(await readMonitors(reader)),
  };
};

const readCacheControl = async (reader: HostReader, name: string): Promise<CacheControl | undefined> => {
  const [, level, suffix = ''] = /^L(\d+)(.*)$/.exec(name) ?? [];
  const type = types[suffix];
  if (level === undefined || type === undefined) return undefined;
  const [mask, minWays, maxAllocs] = await Promise.all([
    reader.text(`${INFO}/${name}/cbm_mask`),
    reader.integer(`${INFO}/${name}/min_cbm_bits`),
    reader.integer(`${INFO}/${name}/num_closids`),
  ]);
  if (mask === undefined || minWays === undefined) return undefined;
  const ways = [...BigInt(`0x${mask}`).toString(2)].filter((bit) => bit === '1').length;
  return { level: Number(level), type, ways, minWays, maxAllocs: maxAllocs ?? 0 };
};

const readMonitors = async (
  reader: HostReader,
): Promise<Pick<Resctrl, 'cacheMonitor' | 'bandwidthMonitor'>> => {
  const maxMonitors = await reader.integer(`${INFO}/L3_MON/num_rmids`);
  const features = ((await reader.text(`${INFO}/L3_MON/mon_features`)) ?? '').split('\n').filter(Boolean);
  if (maxMonitors === undefined) return {};
  const reuseThreshold = (await reader.integer(`${INFO}/L3_MON/max_threshold_occupancy`)) ?? 0;
  const occupancy = features.filter((name) => name.startsWith('llc_'));
  const traffic = features.filter((name) => name.startsWith('mbm_'));
  return {
    ...(occupancy.length > 0 && {
      cacheMonitor: { level: MONITORED_LEVEL, reuseThreshold, maxMonitors, features: occupancy },
    }),
    ...(traffic.length > 0 && { bandwidthMonitor: { maxMonitors, features: traffic } }),
  };
};
