// The calls about pools.

import { invalidArgument as badArgument, ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { sanitizePath } from '../../../schemas/xml/storage/rules.ts';
import { type PoolType, poolTypes } from '../../../schemas/xml/storage/words.ts';
import { formatCapabilities } from '../../model/storage/capabilities.ts';
import { formatPool, parsePool } from '../../model/storage/documents.ts';
import { missing } from '../common/errors.ts';
import { compileFilter, poolFilter } from '../common/filters.ts';
import { validateIf } from '../common/schema.ts';
import { PoolEvent } from '../common/states.ts';
import type { PartialTable } from '../table.ts';
import type { BuildFlags } from './backend.ts';
import { refuseConflict } from './conflicts.ts';
import { internalError, notSupported, operationInvalid } from './errors.ts';
import type { Pool } from './objects.ts';
import { refuseJobs, refuseStarting, requireActive, type StorageState } from './state.ts';

const CREATE_BUILD = 1;
const CREATE_OVERWRITE = 2;
const CREATE_NO_OVERWRITE = 4;
const BUILD_OVERWRITE = 8;
const BUILD_NO_OVERWRITE = 4;
const XML_INACTIVE = 1;
const DEFINE_VALIDATE = 1;
const RUNNING = 2;
const INACTIVE = 0;

const handleOf = ({ name, uuid }: Pool) => ({ name, uuid });

/** What the flags of "create" ask to build first; null for nothing. */
const buildOf = (flags: number): BuildFlags | null => {
  const overwrite = (flags & CREATE_OVERWRITE) !== 0;
  const noOverwrite = (flags & CREATE_NO_OVERWRITE) !== 0;
  return overwrite || noOverwrite || flags & CREATE_BUILD ? { overwrite, noOverwrite } : null;
};

const refuseBoth = (overwrite: boolean, noOverwrite: boolean, func: string): void => {
  if (overwrite && noOverwrite)
    throw badArgument(
      ErrorDomain.STORAGE,
      "Flags 'VIR_STORAGE_POOL_BUILD_OVERWRITE' and 'VIR_STORAGE_POOL_BUILD_NO_OVERWRITE' are mutually exclusive",
      func,
      'flags',
    );
};

const passes = compileFilter(poolFilter);
const listed = (pool: Pool) => ({
  active: pool.active,
  persistent: pool.persistent,
  autostart: pool.autostart,
  type: pool.type,
});

export const poolSlots = (state: StorageState) => {
  const { pools, registry, store } = state;
  const active = (): Pool[] => pools.list((pool) => pool.active);
  const inactive = (): Pool[] => pools.list((pool) => !pool.active);

  /** Runs what brings a pool up, with the mark that it is under way. */
  const starting = async (pool: Pool, work: () => Promise<void>): Promise<void> => {
    pool.starting = true;
    try {
      await work();
    } finally {
      pool.starting = false;
      if (!pool.active) state.becameInactive(pool);
    }
  };

  return {
    connectNumOfStoragePools: () => ({ num: active().length }),
    connectListStoragePools: () => ({ names: active().map(({ name }) => name) }),
    connectNumOfDefinedStoragePools: () => ({ num: inactive().length }),
    connectListDefinedStoragePools: () => ({ names: inactive().map(({ name }) => name) }),
    connectListAllStoragePools: (_ctx, { flags }) => {
      const found = pools.list((pool) => passes(listed(pool), flags));
      return { pools: found.map(handleOf), ret: found.length };
    },
    connectGetStoragePoolCapabilities: () => ({ capabilities: formatCapabilities(registry.has) }),
    connectFindStoragePoolSources: async (_ctx, { type, srcSpec }) => {
      if (!(poolTypes as readonly string[]).includes(type))
        throw internalError(`unknown storage pool type ${type}`);
      const backend = registry.of(type as PoolType);
      if (!backend.findPoolSources)
        throw notSupported(`pool type '${type}' does not support source discovery`);
      return { xml: await backend.findPoolSources(srcSpec) };
    },

    storagePoolLookupByName: (_ctx, { name }) => ({ pool: handleOf(state.byName(name)) }),
    storagePoolLookupByUUID: (_ctx, { uuid }) => {
      const pool = pools.byUuid(uuid);
      if (!pool) throw missing.pool.byUuid(uuid, ErrorDomain.STORAGE);
      return { pool: handleOf(pool) };
    },
    storagePoolLookupByVolume: (_ctx, { vol }) => ({ pool: handleOf(state.byName(vol.pool)) }),
    storagePoolLookupByTargetPath: (_ctx, { path }) => {
      const clean = sanitizePath(path);
      const pool = active().find(({ def }) => def.target?.path === clean);
      if (pool) return { pool: handleOf(pool) };
      if (clean === path) throw missing.pool.byTargetPath(path, ErrorDomain.STORAGE);
      throw new VirError(
        ErrorCode.NO_STORAGE_POOL,
        ErrorDomain.STORAGE,
        `no storage pool with matching target path '${path}' (${clean})`,
      );
    },

    storagePoolCreateXML: async (_ctx, { xml, flags }) => {
      const build = buildOf(flags);
      const def = parsePool(xml);
      const backend = registry.of(def.type);
      refuseConflict(pools.all(), def);
      const pool = state.add(def, { live: true, checkLive: true });
      await starting(pool, () => pool.exclusive(() => state.start(pool, build, backend)));
      state.emit(pool, PoolEvent.STARTED);
      return { pool: handleOf(pool) };
    },
    storagePoolDefineXML: async (_ctx, { xml, flags }) => {
      await validateIf(flags & DEFINE_VALIDATE, 'storagepool', xml, '(storage_pool_definition)');
      const def = parsePool(xml);
      if (def.name?.includes('\n'))
        throw new VirError(ErrorCode.XML_DETAIL, ErrorDomain.XML, 'invalid char in name: \n');
      registry.of(def.type).prepare?.(def);
      refuseConflict(pools.all(), def);
      const fresh = !pools.byUuid(def.uuid);
      const pool = state.add(def, { live: false, checkLive: false });
      try {
        await store.save(pool, pool.newDef ?? pool.def);
      } catch (error) {
        if (fresh) pools.remove(pool);
        throw error;
      }
      pool.persistent = true;
      state.emit(pool, PoolEvent.DEFINED);
      return { pool: handleOf(pool) };
    },
    storagePoolUndefine: async (_ctx, { pool: handle }) => {
      const pool = state.byHandle(handle);
      if (pool.active) throw operationInvalid(`storage pool '${pool.name}' is still active`);
      refuseStarting(pool);
      refuseJobs(pool);
      if (!pool.persistent) throw internalError(`no config file for ${pool.name}`);
      await store.remove(pool);
      pools.remove(pool);
      state.emit(pool, PoolEvent.UNDEFINED);
    },
    storagePoolCreate: async (_ctx, { pool: handle, flags }) => {
      const build = buildOf(flags);
      if (build) refuseBoth(build.overwrite, build.noOverwrite, 'storagePoolCreate');
      const pool = state.byHandle(handle);
      const backend = registry.of(pool.type);
      if (pool.active) throw operationInvalid(`storage pool '${pool.name}' is already active`);
      refuseStarting(pool);
      await starting(pool, () => pool.exclusive(() => state.start(pool, build, backend)));
      state.emit(pool, PoolEvent.STARTED);
    },
    storagePoolBuild: async (_ctx, { pool: handle, flags }) => {
      const build = {
        overwrite: (flags & BUILD_OVERWRITE) !== 0,
        noOverwrite: (flags & BUILD_NO_OVERWRITE) !== 0,
      };
      const pool = state.byHandle(handle);
      const backend = registry.of(pool.type);
      if (pool.active) throw operationInvalid(`storage pool '${pool.name}' is already active`);
      refuseStarting(pool);
      refuseBoth(build.overwrite, build.noOverwrite, 'storagePoolBuild');
      await starting(pool, () => pool.exclusive(async () => backend.buildPool?.(pool, build)));
      state.emit(pool, PoolEvent.CREATED);
    },
    storagePoolDestroy: async (_ctx, { pool: handle }) => {
      const pool = state.byHandle(handle);
      const backend = registry.of(pool.type);
      const check = (): void => {
        requireActive(pool);
        refuseStarting(pool);
        refuseJobs(pool);
      };
      check();
      await pool.exclusive(async () => {
        check();
        await state.stop(pool, backend);
      });
      state.emit(pool, PoolEvent.STOPPED);
      state.becameInactive(pool);
    },
    storagePoolDelete: async (_ctx, { pool: handle }) => {
      const pool = state.byHandle(handle);
      const backend = registry.of(pool.type);
      if (pool.active) throw operationInvalid(`storage pool '${pool.name}' is still active`);
      refuseStarting(pool);
      refuseJobs(pool);
      await store.removeState(pool);
      const { deletePool } = backend;
      if (!deletePool) throw notSupported('pool does not support pool deletion');
      await pool.exclusive(() => deletePool(pool));
      state.emit(pool, PoolEvent.DELETED);
    },
    storagePoolRefresh: async (_ctx, { pool: handle }) => {
      const pool = state.byHandle(handle);
      const backend = registry.of(pool.type);
      const check = (): void => {
        requireActive(pool);
        refuseStarting(pool);
        refuseJobs(pool);
      };
      check();
      await pool.exclusive(async () => {
        check();
        try {
          await state.refresh(pool, backend);
        } catch (error) {
          pool.active = false;
          state.emit(pool, PoolEvent.STOPPED);
          state.becameInactive(pool);
          throw error;
        }
      });
      state.emitRefresh(pool);
    },

    storagePoolGetInfo: (_ctx, { pool: handle }) => {
      const pool = state.byHandle(handle);
      registry.of(pool.type);
      const { capacity, allocation, available } = pool.def;
      return { state: pool.active ? RUNNING : INACTIVE, capacity, allocation, available };
    },
    storagePoolGetXMLDesc: (_ctx, { pool: handle, flags }) => {
      const pool = state.byHandle(handle);
      return { xml: formatPool(flags & XML_INACTIVE && pool.newDef ? pool.newDef : pool.def) };
    },
    storagePoolIsActive: (_ctx, { pool: handle }) => ({ active: state.byHandle(handle).active ? 1 : 0 }),
    storagePoolIsPersistent: (_ctx, { pool: handle }) => ({
      persistent: state.byHandle(handle).persistent ? 1 : 0,
    }),
    storagePoolGetAutostart: (_ctx, { pool: handle }) => {
      const pool = state.byHandle(handle);
      return { autostart: pool.persistent && pool.autostart ? 1 : 0 };
    },
    storagePoolSetAutostart: async (_ctx, { pool: handle, autostart }) => {
      const pool = state.byHandle(handle);
      if (!pool.persistent) throw internalError('pool has no config file');
      const wanted = autostart !== 0;
      if (wanted === pool.autostart) return;
      await store.setAutostart(pool, wanted);
      pool.autostart = wanted;
    },
  } satisfies PartialTable<'storage'>;
};
