// Two pools must not be made of the same storage: which definitions clash.
import type { StoragePool } from '../../../schemas/xml/pool.ts';
import type { PoolType } from '../../../schemas/xml/storage/words.ts';
import { operationFailed } from './errors.ts';
import type { Pool } from './objects.ts';

type Source = StoragePool['source'];

const sameSingleHost = (a: Source, b: Source): boolean => {
  const [first = [], second = []] = [a.hosts, b.hosts];
  if (first.length !== 1 && second.length !== 1) return false;
  if (second[0]?.port && first[0]?.port !== second[0].port) return false;
  return first[0]?.name === second[0]?.name;
};

const shareDevice = (a: Source, b: Source): boolean =>
  (a.devices ?? []).some(({ path }) => (b.devices ?? []).some((other) => other.path === path));

const sameAdapter = (a: Source['adapter'], b: Source['adapter']): boolean => {
  if (!a || !b || a.type !== b.type) return false;
  if (a.type === 'fc_host') return a.wwnn === b.wwnn && a.wwpn === b.wwpn;
  if (a.parentaddr && b.parentaddr) return JSON.stringify(a.parentaddr) === JSON.stringify(b.parentaddr);
  const number = (name: string | undefined): string | undefined => /(\d+)$/.exec(name ?? '')?.[1];
  return a.name !== undefined && number(a.name) === number(b.name);
};

const onDevices: ReadonlySet<PoolType> = new Set(['iscsi', 'fs', 'logical', 'disk', 'zfs']);

const clash = (known: StoragePool, wanted: StoragePool): boolean => {
  const [a, b] = [known.source, wanted.source];
  if (onDevices.has(known.type) && onDevices.has(wanted.type)) {
    if ((known.type === 'iscsi') !== (wanted.type === 'iscsi')) return false;
    if (!shareDevice(a, b)) return false;
    return known.type !== 'iscsi' || a.initiator?.iqn?.name === b.initiator?.iqn?.name;
  }
  if (known.type !== wanted.type) return false;
  switch (known.type) {
    case 'dir':
      return known.target?.path === wanted.target?.path;
    case 'netfs':
      return a.dir?.path === b.dir?.path && sameSingleHost(a, b);
    case 'gluster':
      return a.name === b.name && a.dir?.path === b.dir?.path && sameSingleHost(a, b);
    case 'scsi':
      return sameAdapter(a.adapter, b.adapter);
    case 'sheepdog':
      return sameSingleHost(a, b);
    case 'mpath':
      return true;
    case 'vstorage':
      return a.name === b.name;
    default:
      return false;
  }
};

/** Refuses a definition whose storage another pool has already. */
export const refuseConflict = (pools: Iterable<Pool>, wanted: StoragePool): void => {
  for (const pool of pools)
    if (pool.name !== wanted.name && clash(pool.def, wanted))
      throw operationFailed(`Storage source conflict with pool: '${pool.name}'`);
};
