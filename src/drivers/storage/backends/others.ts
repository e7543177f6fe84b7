// Multipath devices, ZFS volumes and Virtuozzo storage.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseZfsVolumes, parseZpool } from '../../../model/storage/tools.ts';
import { LONG_MS, run } from '../../common/run.ts';
import type { Backend, BackendServices } from '../backend.ts';
import { configUnsupported } from '../errors.ts';
import { exists } from '../local/change.ts';
import { deviceRules } from '../local/inspect.ts';
import { refreshTarget } from '../local/refresh.ts';
import { createVolume, createVolumeTable, type Pool, targetPath, type Volume } from '../objects.ts';
import { buildFolder, deleteFolder, fileVolumes, refreshFolder, transfers } from './folder.ts';
import { isMounted } from './fs.ts';
import { clearSizes } from './scsi.ts';
import { settleDevices } from './settle.ts';

const BLOCK = '/sys/block';
/** Every multipath device of the host. */
export const mpathBackend = (_services: BackendServices): Backend => ({
  type: 'mpath',
  ...transfers,
  checkPool: async () => (await exists('/dev/mapper')) || (await exists('/dev/mpath')),
  refreshPool: async (pool) => {
    clearSizes(pool);
    await settleDevices();
    const volumes = createVolumeTable();
    const maps = (await readdir(BLOCK).catch(() => [] as string[])).filter((name) => /^dm-\d+$/.test(name));
    for (const map of maps) {
      const [uuid = '', name = ''] = await Promise.all(
        ['uuid', 'name'].map((file) => readFile(join(BLOCK, map, 'dm', file), 'utf8').catch(() => '')),
      );
      // Device mapper's own mark of what made a map.
      if (!uuid.startsWith('mpath-')) continue;
      const path = `/dev/mapper/${name.trim()}`;
      const volume = createVolume({ type: 'block', name: map, key: path, target: { path } as never });
      await refreshTarget(volume, deviceRules);
      if (!volumes.add(volume)) continue;
      pool.def.capacity += volume.def.capacity ?? 0;
      pool.def.allocation += volume.def.allocation ?? 0;
    }
    pool.volumes = volumes;
  },
});

const dataset = (pool: Pool): string => pool.def.source.name ?? '';
const kib = (bytes: number): string => `${Math.ceil(bytes / 1024)}K`;

/** The arguments of zfs(8) that make a volume. */
export const zfsCreateArguments = (group: string, { def }: Volume, volmode: boolean): string[] => {
  const args = ['create'];
  const [capacity, allocation] = [def.capacity ?? 0, def.allocation ?? 0];
  if (volmode) args.push('-o', 'volmode=dev');
  if (capacity !== allocation) {
    args.push('-s');
    if (allocation > 0) args.push('-o', `refreservation=${kib(allocation)}`);
  }
  return [...args, '-V', kib(capacity), `${group}/${def.name}`];
};

const describeZfs = (
  pool: Pool,
  volume: Volume,
  line: { name: string; size: number; reserved: number },
): void => {
  const { def } = volume;
  def.type = 'block';
  def.key ??= line.name;
  def.target.path ??= `${targetPath(pool)}/${def.name}`;
  def.capacity = line.size;
  def.allocation = line.reserved;
  volume.sparse = line.reserved < line.size;
};

const listZfs = async (pool: Pool) => {
  const args = ['list', '-Hp', '-t', 'volume', '-r', '-o', 'name,volsize,refreservation', dataset(pool)];
  return parseZfsVolumes((await run('zfs', args)).stdout);
};

const refreshZfs = async (pool: Pool): Promise<void> => {
  const [group = ''] = dataset(pool).split('/');
  const { stdout } = await run('zpool', ['get', '-Hp', 'health,size,free,allocated', group]);
  const { size, free, allocated } = parseZpool(stdout);
  pool.def.capacity = size ?? pool.def.capacity;
  pool.def.available = free ?? pool.def.available;
  pool.def.allocation = allocated ?? pool.def.allocation;
  const volumes = createVolumeTable();
  for (const line of await listZfs(pool)) {
    const name = line.name.slice(line.name.lastIndexOf('/') + 1);
    const volume = pool.volumes.byName(name) ?? createVolume({ type: 'block', name, target: {} as never });
    describeZfs(pool, volume, line);
    volumes.add(volume);
  }
  pool.volumes = volumes;
};

/** Datasets of a ZFS pool. */
export const zfsBackend = (_services: BackendServices): Backend => ({
  type: 'zfs',
  uploadVol: transfers.uploadVol,
  downloadVol: transfers.downloadVol,
  checkPool: async (pool) => {
    const args = ['list', '-H', '-t', 'filesystem', '-o', 'name', dataset(pool)];
    return (await run('zfs', args, { accept: 'any' })).status === 0;
  },
  refreshPool: refreshZfs,
  buildPool: async (pool) => {
    const name = dataset(pool);
    const devices = (pool.def.source.devices ?? []).map(({ path }) => path);
    if (name.includes('/')) {
      await run('zfs', ['create', '-o', 'mountpoint=none', name], { timeoutMs: LONG_MS });
      return;
    }
    if (devices.length === 0) throw configUnsupported('missing source devices');
    await run('zpool', ['create', name, ...devices], { timeoutMs: LONG_MS });
  },
  deletePool: async (pool) => {
    const name = dataset(pool);
    if (name.includes('/')) await run('zfs', ['destroy', '-r', name], { timeoutMs: LONG_MS });
    else await run('zpool', ['destroy', name], { timeoutMs: LONG_MS });
  },
  createVol: async (pool, volume) => {
    const { def } = volume;
    if (def.target.encryption) throw configUnsupported('storage pool does not support encrypted volumes');
    if (def.name.includes('/')) throw configUnsupported(`volume name '${def.name}' cannot contain '/'`);
    def.target.path = `${targetPath(pool)}/${def.name}`;
    def.key = def.target.path;
    const usage = await run('zfs', ['get'], { accept: 'any' });
    const args = zfsCreateArguments(dataset(pool), volume, usage.stderr.includes(' volmode '));
    await run('zfs', args, { timeoutMs: LONG_MS });
    const line = (await listZfs(pool)).find(({ name }) => name === `${dataset(pool)}/${def.name}`);
    if (line) describeZfs(pool, volume, line);
  },
  deleteVol: async (pool, volume) =>
    void (await run('zfs', ['destroy', `${dataset(pool)}/${volume.name}`], { timeoutMs: LONG_MS })),
});

const nameOf = async (file: string, id: number): Promise<string> => {
  const line = (await readFile(file, 'utf8')).split('\n').find((entry) => entry.split(':')[2] === String(id));
  return line?.split(':')[0] ?? String(id);
};

/** A Virtuozzo storage cluster, mounted. */
export const vstorageBackend = (services: BackendServices): Backend => {
  const mounted = (pool: Pool): Promise<boolean> =>
    isMounted(`vstorage://${pool.def.source.name}`, targetPath(pool));
  return {
    type: 'vstorage',
    ...fileVolumes(services),
    checkPool: mounted,
    buildPool: (pool) => buildFolder(pool),
    refreshPool: refreshFolder,
    deletePool: deleteFolder,
    startPool: async (pool) => {
      const { mode = '0711', owner = 0, group = 0 } = pool.def.target?.permissions ?? {};
      const [user, members] = await Promise.all([nameOf('/etc/passwd', owner), nameOf('/etc/group', group)]);
      const args = ['-c', pool.def.source.name ?? '', targetPath(pool)];
      const bits = Number.parseInt(mode, 8).toString(8);
      await run('vstorage-mount', [...args, '-m', bits, '-g', members, '-u', user], { timeoutMs: LONG_MS });
    },
    stopPool: async (pool) => {
      if (await mounted(pool)) await run('umount', [targetPath(pool)], { timeoutMs: LONG_MS });
    },
  };
};
