// The processors' caches, each listed once with the processors that share it.
import type { HostReader } from './sysfs.ts';

export interface CacheBank {
  id: number;
  level: number;
  type: 'both' | 'code' | 'data';
  /** Bytes. */
  size: number;
  cpus: number[];
}

const types: Record<string, CacheBank['type']> = { Unified: 'both', Instruction: 'code', Data: 'data' };
const CPU = '/sys/devices/system/cpu';
/** First-level caches are not worth telling. */
const MIN_LEVEL = 2;

export const readCaches = async (reader: HostReader, online: readonly number[]): Promise<CacheBank[]> => {
  const banks = new Map<string, CacheBank>();
  const found = await Promise.all(online.map((cpu) => readCpuCaches(reader, `${CPU}/cpu${cpu}/cache`)));
  for (const bank of found.flat()) {
    banks.set(JSON.stringify([bank.id, bank.level, bank.type, bank.size, bank.cpus]), bank);
  }
  return [...banks.values()].sort((a, b) => a.level - b.level || a.id - b.id);
};

const readCpuCaches = async (reader: HostReader, folder: string): Promise<CacheBank[]> => {
  const names = (await reader.names(folder)).filter((name) => name.startsWith('index'));
  const banks = await Promise.all(
    names.map(async (name): Promise<CacheBank | undefined> => {
      const level = await reader.integer(`${folder}/${name}/level`);
      if (level === undefined || level < MIN_LEVEL) return undefined;
      const [id, type, size, cpus] = await Promise.all([
        reader.integer(`${folder}/${name}/id`),
        reader.text(`${folder}/${name}/type`),
        reader.text(`${folder}/${name}/size`),
        reader.list(`${folder}/${name}/shared_cpu_list`),
      ]);
      const bytes = size === undefined ? undefined : parseSize(size);
      const kind = types[type ?? ''];
      if (id === undefined || kind === undefined || bytes === undefined || cpus === undefined)
        return undefined;
      return { id, level, type: kind, size: bytes, cpus };
    }),
  );
  return banks.filter((bank) => bank !== undefined);
};

const parseSize = (text: string): number | undefined => {
  const [, count, unit = ''] = /^(\d+)([KMG]?)$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  return Number(count) * 1024 ** ' KMG'.indexOf(unit || ' ');
};

/** The largest unit a size is a whole number of. */
export const prettySize = (bytes: number): { size: number; unit: string } => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let at = 0;
  let size = bytes;
  while (size > 0 && size % 1024 === 0 && at < units.length - 1) {
    size /= 1024;
    at++;
  }
  return { size, unit: units[at]! };
};
