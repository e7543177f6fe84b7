// The calls about volumes.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { sanitizePath } from '../../../schemas/xml/storage/rules.ts';
import { formatVolume, parseVolume } from '../../model/storage/documents.ts';
import { missing } from '../common/errors.ts';
import { validateIf } from '../common/schema.ts';
import type { CallStream } from '../context.ts';
import type { PartialTable } from '../table.ts';
import type { Backend, TransferRange, VolumeFlags } from './backend.ts';
import { rereadVolume } from './backends/folder.ts';
import { stablePath } from './backends/stable-path.ts';
import {
  internalError,
  invalidArgument,
  notSupported,
  noVolume,
  operationFailed,
  operationInvalid,
} from './errors.ts';
import { wipeAlgorithmCount } from './local/change.ts';
import { createVolume, keyOf, type Pool, pathOf, type Volume } from './objects.ts';
import { refuseStarting, requireActive, type StorageState } from './state.ts';

interface VolumeHandle {
  readonly pool: string;
  readonly name: string;
  readonly key: string;
}

const CREATE_PREALLOC_METADATA = 1;
const CREATE_REFLINK = 2;
const RESIZE_ALLOCATE = 1;
const RESIZE_DELTA = 2;
const RESIZE_SHRINK = 4;
const GET_PHYSICAL = 1;
const SPARSE_STREAM = 1;

const types = { file: 0, block: 1, dir: 2, network: 3, netdir: 4, ploop: 5 } as const;
/** Kinds of pools whose files are looked at anew after they have been written to. */
const folders: ReadonlySet<string> = new Set(['dir', 'fs', 'netfs', 'vstorage']);

const handleOf = (pool: Pool, volume: Volume): VolumeHandle => ({
  pool: pool.name,
  name: volume.name,
  key: keyOf(volume),
});
/** VIR_STORAGE_VOL_CREATE_VALIDATE */
const CREATE_VALIDATE = 4;
const flagsOf = (flags: number): VolumeFlags => ({
  preallocateMetadata: (flags & CREATE_PREALLOC_METADATA) !== 0,
  reflink: (flags & CREATE_REFLINK) !== 0,
});
const refuseBuilding = (volume: Volume): void => {
  if (volume.building) throw operationInvalid(`volume '${volume.name}' is still being allocated.`);
};
const refuseInUse = (volume: Volume): void => {
  if (volume.inUse > 0) throw operationInvalid(`volume '${volume.name}' is still in use.`);
};

interface Target {
  readonly pool: Pool;
  readonly volume: Volume;
  readonly backend: Backend;
}

export const volumeSlots = (state: StorageState) => {
  const { pools, registry } = state;

  const find = (handle: VolumeHandle): Target => {
    const pool = state.byName(handle.pool);
    requireActive(pool);
    const volume = pool.volumes.byName(handle.name);
    if (!volume) throw missing.volume.byName(handle.name, ErrorDomain.STORAGE);
    return { pool, volume, backend: registry.of(pool.type) };
  };

  const activePool = (handle: { name: string; uuid: string }): Pool => {
    const pool = state.byHandle(handle);
    requireActive(pool);
    return pool;
  };

  /** Marks a volume and its pool as busy while `work` lasts. */
  const using = async <T>(
    { pool, volume }: Pick<Target, 'pool' | 'volume'>,
    work: () => Promise<T>,
  ): Promise<T> => {
    pool.asyncJobs++;
    volume.inUse++;
    try {
      return await work();
    } finally {
      volume.inUse--;
      pool.asyncJobs--;
    }
  };

  /** Takes a volume out of its pool, and its space out of the pool's count. */
  const discard = async ({ pool, volume, backend }: Target, count: boolean): Promise<void> => {
    const { deleteVol } = backend;
    if (!deleteVol) throw notSupported('storage pool does not support vol deletion');
    await deleteVol(pool, volume);
    // Deleting a partition lists the disk anew.
    if (pool.type === 'disk') return;
    if (count) {
      pool.def.allocation -= volume.def.allocation ?? 0;
      pool.def.available += volume.def.allocation ?? 0;
    }
    pool.volumes.remove(volume);
  };

  /**
   * Names a volume, fills it outside the pool's queue while it is already listed, and takes it back when that fails.
   */
  const make = async (
    pool: Pool,
    backend: Backend,
    volume: Volume,
    fill: ((building: Volume) => Promise<void>) | null,
  ): Promise<void> => {
    const { createVol } = backend;
    if (!createVol) throw notSupported('storage pool does not support volume creation');
    await pool.exclusive(async () => {
      requireActive(pool);
      refuseStarting(pool);
      await createVol(pool, volume);
      if (!pool.volumes.add(volume))
        throw operationFailed(`volume '${volume.name}' clashes with another volume of the pool`);
      volume.building = fill !== null;
      if (fill) pool.asyncJobs++;
    });
    try {
      if (fill) {
        try {
          // The request must not change while clients ask how far it is.
          await fill({ ...volume, def: structuredClone(volume.def) });
        } catch (error) {
          // Files that could not be completed are gone already; devices were made before they were filled.
          if (volume.def.type === 'block')
            await discard({ pool, volume, backend }, false).catch(() => undefined);
          pool.volumes.remove(volume);
          throw error;
        } finally {
          volume.building = false;
          pool.asyncJobs--;
        }
      }
      delete volume.def.target.nocow;
      await backend.refreshVol?.(pool, volume);
    } catch (error) {
      if (pool.volumes.byName(volume.name) === volume)
        await discard({ pool, volume, backend }, false).catch(() => undefined);
      throw error;
    }
    if (pool.type === 'disk') return;
    pool.def.allocation += volume.def.allocation ?? 0;
    pool.def.available -= volume.def.allocation ?? 0;
  };

  /** Before a create: nothing of that name may be there, not even half-made. */
  const refuseTaken = (pool: Pool, name: string): void => {
    if (pool.volumes.byName(name))
      throw new VirError(ErrorCode.STORAGE_VOL_EXIST, ErrorDomain.STORAGE, `'${name}'`);
  };

  const requireStream = (stream: CallStream | null): CallStream => {
    if (stream) return stream;
    throw internalError('a transfer needs a stream');
  };
  const rangeOf = (args: {
    offset: number | bigint;
    length: number | bigint;
    flags: number;
  }): TransferRange => ({
    offset: Number(args.offset),
    length: Number(args.length),
    sparse: (args.flags & SPARSE_STREAM) !== 0,
  });

  /** What an upload has changed is told to everybody. */
  const afterUpload = async ({ pool, volume }: Target): Promise<void> => {
    try {
      if (folders.has(pool.type)) {
        const before = volume.def.allocation ?? 0;
        await rereadVolume(pool, volume);
        const grown = (volume.def.allocation ?? 0) - before;
        pool.def.allocation += grown;
        pool.def.available -= grown;
      }
    } catch (error) {
      state.host.log.warn({ err: String(error) }, `cannot look at volume '${volume.name}' after its upload`);
    }
    if (pool.active) state.emitRefresh(pool);
  };

  const info = async (handle: VolumeHandle, flags: number) => {
    const { pool, volume, backend } = find(handle);
    await backend.refreshVol?.(pool, volume);
    const { type, capacity = 0, allocation = 0, physical = 0 } = volume.def;
    return { type: types[type], capacity, allocation: flags & GET_PHYSICAL ? physical : allocation };
  };

  const wipe = async (handle: VolumeHandle, algorithm: number): Promise<void> => {
    if (algorithm >= wipeAlgorithmCount) throw invalidArgument(`wiping algorithm ${algorithm} not supported`);
    const target = find(handle);
    const { pool, volume, backend } = target;
    refuseInUse(volume);
    refuseBuilding(volume);
    const { wipeVol } = backend;
    if (!wipeVol) throw notSupported("storage pool doesn't support volume wiping");
    await using(target, () => wipeVol(pool, volume, algorithm));
    if (folders.has(pool.type)) await rereadVolume(pool, volume);
  };

  return {
    storagePoolNumOfVolumes: (_ctx, { pool }) => ({ num: activePool(pool).volumes.size }),
    storagePoolListVolumes: (_ctx, { pool }) => ({
      names: [...activePool(pool).volumes.all()].map(({ name }) => name),
    }),
    storagePoolListAllVolumes: (_ctx, { pool: handle }) => {
      const pool = activePool(handle);
      const vols = [...pool.volumes.all()].map((volume) => handleOf(pool, volume));
      return { vols, ret: vols.length };
    },
    storageVolLookupByName: (_ctx, { pool: handle, name }) => {
      const pool = activePool(handle);
      const volume = pool.volumes.byName(name);
      if (!volume) throw missing.volume.byName(name, ErrorDomain.STORAGE);
      return { vol: handleOf(pool, volume) };
    },
    storageVolLookupByKey: (_ctx, { key }) => {
      for (const pool of pools.all()) {
        const volume = pool.active ? pool.volumes.byKey(key) : undefined;
        if (volume) return { vol: handleOf(pool, volume) };
      }
      throw missing.volume.byKey(key, ErrorDomain.STORAGE);
    },
    storageVolLookupByPath: async (_ctx, { path }) => {
      const clean = sanitizePath(path);
      for (const pool of [...pools.all()]) {
        if (!pool.active) continue;
        const network = pool.type === 'gluster' || pool.type === 'rbd' || pool.type === 'zfs';
        const name = network ? path : await stablePath(pool, clean, false).catch(() => null);
        const volume = name === null ? undefined : pool.volumes.byPath(name);
        if (volume) return { vol: handleOf(pool, volume) };
      }
      if (clean === path) throw missing.volume.byPath(path, ErrorDomain.STORAGE);
      throw noVolume(`no storage vol with matching path '${path}' (${clean})`);
    },

    storageVolCreateXML: async (_ctx, { pool: handle, xml, flags }) => {
      const pool = activePool(handle);
      const backend = registry.of(pool.type);
      await validateIf(flags & CREATE_VALIDATE, 'storagevol', xml, '(storage_volume_definition)');
      const { volume: def } = parseVolume(pool.type, xml, 'unless-backed');
      if (!def.capacity && !backend.buildVol)
        throw notSupported('volume capacity required for this storage pool');
      refuseTaken(pool, def.name);
      delete def.key;
      const volume = createVolume(def);
      const { buildVol } = backend;
      await make(
        pool,
        backend,
        volume,
        buildVol ? (building) => buildVol(pool, building, flagsOf(flags)) : null,
      );
      return { vol: handleOf(pool, volume) };
    },
    storageVolCreateXMLFrom: async (_ctx, { pool: handle, xml, clonevol, flags }) => {
      const pool = state.byHandle(handle);
      const from = clonevol.pool === pool.name ? pool : state.byName(clonevol.pool);
      requireActive(pool);
      requireActive(from);
      const backend = registry.of(pool.type);
      const source = from.volumes.byName(clonevol.name);
      if (!source) throw missing.volume.byName(clonevol.name, ErrorDomain.STORAGE);
      await validateIf(flags & CREATE_VALIDATE, 'storagevol', xml, '(storage_volume_definition)');
      const { volume: def, hasAllocation } = parseVolume(pool.type, xml, 'optional');
      if (pool.volumes.byName(def.name))
        throw internalError(`storage volume name '${def.name}' already in use.`);
      def.capacity = Math.max(def.capacity ?? 0, source.def.capacity ?? 0);
      if (!hasAllocation) def.allocation = def.capacity;
      const { buildVolFrom } = backend;
      if (!buildVolFrom)
        throw notSupported('storage pool does not support volume creation from an existing volume');
      refuseBuilding(source);
      await registry.of(from.type).refreshVol?.(from, source);
      delete def.key;
      const volume = createVolume(def);
      await make(pool, backend, volume, (building) =>
        using({ pool: from, volume: source }, () => buildVolFrom(pool, building, source, flagsOf(flags))),
      );
      return { vol: handleOf(pool, volume) };
    },
    storageVolDelete: async (_ctx, { vol }) => {
      const target = find(vol);
      refuseInUse(target.volume);
      refuseBuilding(target.volume);
      await target.pool.exclusive(() => discard(target, true));
    },
    storageVolWipe: (_ctx, { vol }) => wipe(vol, 0),
    storageVolWipePattern: (_ctx, { vol, algorithm }) => wipe(vol, algorithm),
    storageVolResize: async (_ctx, { vol, capacity, flags }) => {
      const target = find(vol);
      const { pool, volume, backend } = target;
      refuseInUse(volume);
      refuseBuilding(volume);
      const { capacity: now = 0, allocation = 0 } = volume.def;
      const amount = Number(capacity);
      let wanted = amount;
      if (flags & RESIZE_DELTA) wanted = flags & RESIZE_SHRINK ? now - Math.min(amount, now) : now + amount;
      if (wanted < allocation) throw invalidArgument("can't shrink capacity below existing allocation");
      if (wanted < now && !(flags & RESIZE_SHRINK))
        throw invalidArgument(
          "Can't shrink capacity below current capacity unless shrink flag explicitly specified",
        );
      const allocate = (flags & RESIZE_ALLOCATE) !== 0;
      const delta = allocate ? wanted - allocation : 0;
      if (delta > pool.def.available) throw operationFailed('Not enough space left in storage pool');
      const { resizeVol } = backend;
      if (!resizeVol) throw notSupported('storage pool does not support changing of volume capacity');
      await using(target, () => resizeVol(pool, volume, wanted, allocate));
      volume.def.capacity = wanted;
      if (!allocate) return;
      volume.def.allocation = wanted;
      pool.def.allocation += delta;
      pool.def.available -= delta;
    },
    storageVolUpload: async (ctx, { vol, ...args }) => {
      const target = find(vol);
      const { volume, pool, backend } = target;
      refuseInUse(volume);
      refuseBuilding(volume);
      const { uploadVol } = backend;
      if (!uploadVol) throw notSupported("storage pool doesn't support volume upload");
      pool.asyncJobs++;
      volume.inUse++;
      let over = false;
      const end = (): void => {
        if (over) return;
        over = true;
        pool.asyncJobs--;
        volume.inUse--;
      };
      try {
        await uploadVol(volume, requireStream(ctx.stream), rangeOf(args), () => {
          end();
          void afterUpload(target);
        });
      } catch (error) {
        end();
        throw error;
      }
    },
    storageVolDownload: async (ctx, { vol, ...args }) => {
      const target = find(vol);
      refuseBuilding(target.volume);
      const { downloadVol } = target.backend;
      if (!downloadVol) throw notSupported("storage pool doesn't support volume download");
      const { pool, volume } = target;
      pool.asyncJobs++;
      volume.inUse++;
      let over = false;
      const end = (): void => {
        if (over) return;
        over = true;
        pool.asyncJobs--;
        volume.inUse--;
      };
      try {
        await downloadVol(volume, requireStream(ctx.stream), rangeOf(args), end);
      } catch (error) {
        end();
        throw error;
      }
    },

    storageVolGetInfo: (_ctx, { vol }) => info(vol, 0),
    storageVolGetInfoFlags: (_ctx, { vol, flags }) => info(vol, flags),
    storageVolGetXMLDesc: async (_ctx, { vol }) => {
      const { pool, volume, backend } = find(vol);
      await backend.refreshVol?.(pool, volume);
      return { xml: formatVolume(pool.type, volume.def) };
    },
    storageVolGetPath: (_ctx, { vol }) => ({ name: pathOf(find(vol).volume) }),
  } satisfies PartialTable<'storage'>;
};
