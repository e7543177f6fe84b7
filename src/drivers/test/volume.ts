// Volumes of the simulated host's pools: sizes are accounted for, contents are kept in memory.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { PoolType } from '../../../schemas/xml/storage/words.ts';
import type { StorageVolume } from '../../../schemas/xml/volume.ts';
import { formatVolume, parseVolume } from '../../model/storage/documents.ts';
import { invalidOperation, missing } from '../common/errors.ts';
import { namesOf } from '../common/listing.ts';
import type { CallContext } from '../context.ts';
import type { PartialTable } from '../table.ts';
import { type Content, createContent } from './content.ts';
import { accountFor, poolLookups, type SimPool, type StorageHost } from './pool.ts';

const TEST = ErrorDomain.TEST;
const SPARSE = 1;
const Resize = { ALLOCATE: 1, DELTA: 2, SHRINK: 4 } as const;
const WIPE_ALGORITHMS = 10;

export interface SimVolume {
  readonly name: string;
  readonly key: string;
  readonly path: string;
  readonly def: StorageVolume;
  readonly content: Content;
}

/** virStorageVolType of the volumes of a kind of pool. */
const volumeType = (pool: string): number => {
  if (['dir', 'fs', 'netfs', 'vstorage'].includes(pool)) return 0;
  return ['sheepdog', 'iscsi-direct', 'gluster', 'rbd'].includes(pool) ? 3 : 1;
};

const sizes = (def: StorageVolume): { capacity: number; allocation: number } => ({
  capacity: def.capacity ?? 0,
  allocation: def.allocation ?? 0,
});

/** Adds a volume to a pool; path and key default to where a directory pool would put it. */
export const addVolume = (
  host: StorageHost,
  pool: SimPool,
  def: StorageVolume,
  keepPath: boolean,
): SimVolume => {
  const path = (keepPath && def.target.path) || `${pool.def.target?.path ?? '(null)'}/${def.name}`;
  def.target.path = path;
  def.key = (keepPath && def.key) || path;
  const volume: SimVolume = {
    name: def.name,
    key: def.key,
    path,
    def,
    content: createContent(() => def.capacity ?? 0, host.budget),
  };
  pool.volumes.set(def.name, volume);
  accountFor(pool, sizes(def).allocation);
  return volume;
};

const handleOf = (pool: SimPool, volume: SimVolume): { pool: string; name: string; key: string } => ({
  pool: pool.name,
  name: volume.name,
  key: volume.key,
});

export const volumeSlots = (host: StorageHost) => {
  const find = poolLookups(host.pools);
  const volumeIn = (pool: SimPool, name: string): SimVolume => {
    const volume = pool.volumes.get(name);
    if (!volume) throw missing.volume.byName(name, TEST);
    return volume;
  };
  const volumeOf = (vol: { pool: string; name: string }): { pool: SimPool; volume: SimVolume } => {
    const pool = find.active(vol.pool);
    return { pool, volume: volumeIn(pool, vol.name) };
  };
  const search = (
    matches: (volume: SimVolume) => boolean,
  ): { pool: string; name: string; key: string } | null => {
    for (const pool of host.pools.all()) {
      if (!pool.active) continue;
      for (const volume of pool.volumes.values()) if (matches(volume)) return handleOf(pool, volume);
    }
    return null;
  };
  const info = (vol: { pool: string; name: string }) => {
    const { pool, volume } = volumeOf(vol);
    return { type: volumeType(pool.type), ...sizes(volume.def) };
  };

  const create = (pool: SimPool, xml: string, from: (() => SimVolume) | null): SimVolume => {
    const def = parseVolume(pool.def.type as PoolType, xml).volume;
    if (pool.volumes.has(def.name))
      throw new VirError(ErrorCode.OPERATION_FAILED, TEST, 'storage vol already exists');
    const original = from?.();
    if (pool.def.allocation + sizes(def).allocation > pool.def.capacity)
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        TEST,
        `Not enough free space in pool for volume '${def.name}'`,
      );
    const volume = addVolume(host, pool, def, false);
    if (!original) return volume;
    const copied: SimVolume = { ...volume, content: original.content.clone(() => def.capacity ?? 0) };
    pool.volumes.set(volume.name, copied);
    return copied;
  };

  const streamOf = (ctx: CallContext): NonNullable<CallContext['stream']> => {
    if (!ctx.stream) throw new VirError(ErrorCode.INTERNAL_ERROR, TEST, 'the call has no stream');
    return ctx.stream;
  };
  const wipe = (vol: { pool: string; name: string }): void => volumeOf(vol).volume.content.wipe();

  return {
    storagePoolNumOfVolumes: (_ctx, { pool }) => ({ num: find.active(pool.name).volumes.size }),
    storagePoolListVolumes: (_ctx, { pool }) => namesOf(find.active(pool.name).volumes.values()),
    storagePoolListAllVolumes: (_ctx, { pool }) => {
      const found = find.byUuid(pool.uuid);
      if (!found.active) throw invalidOperation('storage pool is not active', TEST);
      const vols = [...found.volumes.values()].map((volume) => handleOf(found, volume));
      return { vols, ret: vols.length };
    },
    storageVolLookupByName: (_ctx, { pool, name }) => {
      const found = find.active(pool.name);
      return { vol: handleOf(found, volumeIn(found, name)) };
    },
    storageVolLookupByKey: (_ctx, { key }) => {
      const vol = search((volume) => volume.key === key);
      if (vol) return { vol };
      throw new VirError(ErrorCode.NO_STORAGE_VOL, TEST, `no storage vol with matching key '${key}'`);
    },
    storageVolLookupByPath: (_ctx, { path }) => {
      const vol = search((volume) => volume.path === path);
      if (!vol) throw missing.volume.byPath(path, TEST);
      return { vol };
    },
    storageVolCreateXML: (_ctx, { pool, xml }) => {
      const found = find.active(pool.name);
      return { vol: handleOf(found, create(found, xml, null)) };
    },
    storageVolCreateXMLFrom: (_ctx, { pool, xml, clonevol }) => {
      const found = find.active(pool.name);
      const original = (): SimVolume => volumeIn(found, clonevol.name);
      return { vol: handleOf(found, create(found, xml, original)) };
    },
    storageVolDelete: (_ctx, { vol }) => {
      const { pool, volume } = volumeOf(vol);
      accountFor(pool, -sizes(volume.def).allocation);
      volume.content.wipe();
      pool.volumes.delete(volume.name);
    },
    storageVolGetInfo: (_ctx, { vol }) => info(vol),
    storageVolGetInfoFlags: (_ctx, { vol }) => info(vol),
    storageVolGetXMLDesc: (_ctx, { vol }) => {
      const { pool, volume } = volumeOf(vol);
      return { xml: formatVolume(pool.def.type as PoolType, volume.def) };
    },
    storageVolGetPath: (_ctx, { vol }) => ({ name: volumeOf(vol).volume.path }),
    storageVolResize: (_ctx, { vol, capacity, flags }) => {
      const { pool, volume } = volumeOf(vol);
      const old = sizes(volume.def);
      const wanted =
        flags & Resize.DELTA ? old.capacity + (flags & Resize.SHRINK ? -capacity : capacity) : capacity;
      const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, TEST, text);
      if (wanted < old.allocation) throw invalid("can't shrink capacity below existing allocation");
      if (wanted < old.capacity && !(flags & Resize.SHRINK))
        throw invalid("Can't shrink capacity below current capacity unless shrink flag explicitly specified");
      if (flags & Resize.ALLOCATE && wanted > pool.def.available + old.allocation)
        throw new VirError(ErrorCode.OPERATION_FAILED, TEST, 'Not enough space left in storage pool');
      volume.def.capacity = wanted;
      if (!(flags & Resize.ALLOCATE)) return;
      accountFor(pool, wanted - old.allocation);
      volume.def.allocation = wanted;
    },
    storageVolWipe: (_ctx, { vol }) => wipe(vol),
    storageVolWipePattern: (_ctx, { vol, algorithm }) => {
      if (algorithm >= WIPE_ALGORITHMS)
        throw new VirError(ErrorCode.INVALID_ARG, TEST, `wiping algorithm ${algorithm} not supported`);
      wipe(vol);
    },
    storageVolUpload: (ctx, { vol, offset, length }) =>
      streamOf(ctx).attach({ writable: volumeOf(vol).volume.content.write(offset, length) }),
    storageVolDownload: (ctx, { vol, offset, length, flags }) =>
      streamOf(ctx).attach({
        readable: volumeOf(vol).volume.content.read(offset, length, (flags & SPARSE) !== 0),
      }),
  } satisfies PartialTable<'storage'>;
};
