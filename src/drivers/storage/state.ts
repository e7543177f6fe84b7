// The pools of this host and what happens to them whoever asks: added, started, stopped, refreshed, forgotten.
import { ErrorDomain } from '../../../schemas/errors.ts';
import type { StoragePool } from '../../../schemas/xml/pool.ts';
import { missing } from '../common/errors.ts';
import { createObjectTable, type ObjectTable } from '../common/objects.ts';
import { checkFileName } from '../common/store.ts';
import type { EventBus } from '../events.ts';
import type { DriverHost } from '../host.ts';
import type { Backend, BackendServices, BuildFlags } from './backend.ts';
import { type BackendRegistry, createRegistry } from './backends/registry.ts';
import { internalError, operationInvalid } from './errors.ts';
import { createPool, createVolumeTable, type Pool } from './objects.ts';
import { createPoolStore, type PoolStore } from './store.ts';

/** virStoragePoolEventLifecycleType. */
export const Lifecycle = {
  DEFINED: 0,
  UNDEFINED: 1,
  STARTED: 2,
  STOPPED: 3,
  CREATED: 4,
  DELETED: 5,
} as const;

export interface StorageState {
  readonly host: DriverHost;
  readonly pools: ObjectTable<Pool>;
  readonly store: PoolStore;
  readonly registry: BackendRegistry;
  readonly services: BackendServices;
  byHandle(handle: { readonly name: string; readonly uuid: string }): Pool;
  byName(name: string): Pool;
  emit(pool: Pool, event: number): void;
  emitRefresh(pool: Pool): void;
  /** Adds a definition, or puts it in the place of the one it renews. */
  add(def: StoragePool, how: { readonly live: boolean; readonly checkLive: boolean }): Pool;
  /** After a pool has stopped: its next definition takes effect, or it is forgotten. */
  becameInactive(pool: Pool): void;
  start(pool: Pool, build: BuildFlags | null, backend: Backend): Promise<void>;
  stop(pool: Pool, backend: Backend): Promise<void>;
  refresh(pool: Pool, backend: Backend): Promise<void>;
}

/** Refuses when the pool is on its way up. */
export const refuseStarting = (pool: Pool): void => {
  if (pool.starting) throw operationInvalid(`storage pool '${pool.name}' is starting up`);
};
export const refuseJobs = (pool: Pool): void => {
  if (pool.asyncJobs > 0) throw internalError(`pool '${pool.name}' has asynchronous jobs running.`);
};
export const requireActive = (pool: Pool): void => {
  if (!pool.active) throw operationInvalid(`storage pool '${pool.name}' is not active`);
};

export const createState = (host: DriverHost, events: EventBus): StorageState => {
  const pools = createObjectTable<Pool>('pool', ErrorDomain.STORAGE);
  const store = createPoolStore(host);
  const services: BackendServices = {
    log: host.log,
    runFolder: store.runFolder,
    secrets: () => host.services.secret,
    saveDefinition: (pool) => store.save(pool, pool.def),
  };
  const registry = createRegistry(services);
  const handle = ({ name, uuid }: Pool) => ({ name, uuid });

  /** Lists the volumes; a pool that cannot is stopped. */
  const fill = async (pool: Pool, backend: Backend): Promise<void> => {
    try {
      await backend.refreshPool(pool);
    } catch (error) {
      pool.volumes = createVolumeTable();
      await store.removeState(pool);
      await backend.stopPool?.(pool).catch(() => undefined);
      throw error;
    }
  };

  const becameInactive = (pool: Pool): void => {
    if (!pool.persistent) pools.remove(pool);
    else if (pool.newDef) {
      pool.def = pool.newDef;
      pool.newDef = null;
    }
  };

  return {
    host,
    pools,
    store,
    registry,
    services,
    byHandle({ name, uuid }) {
      const pool = pools.byUuid(uuid);
      if (!pool) throw missing.pool.byHandle(uuid, name, ErrorDomain.STORAGE);
      return pool;
    },
    byName(name) {
      const pool = pools.byName(name);
      if (!pool) throw missing.pool.byName(name, ErrorDomain.STORAGE);
      return pool;
    },
    emit: (pool, event) => events.emit('storagePool', 'lifecycle', { pool: handle(pool), event, detail: 0 }),
    emitRefresh: (pool) => events.emit('storagePool', 'refresh', { pool: handle(pool) }),
    add(def, { live, checkLive }) {
      checkFileName(def.name ?? '', ErrorDomain.STORAGE);
      const known = pools.claim(def.uuid, def.name ?? '');
      if (!known) {
        const pool = createPool(def);
        pools.add(pool);
        return pool;
      }
      if (checkLive && known.active) throw operationInvalid(`pool is already active as '${known.name}'`);
      if (checkLive && known.starting) throw operationInvalid(`pool '${known.name}' is starting up`);
      if (known.active || known.starting) known.newDef = def;
      else {
        if (live) known.newDef ??= known.def;
        known.def = def;
      }
      return known;
    },
    becameInactive,
    async start(pool, build, backend) {
      if (build) await backend.buildPool?.(pool, build);
      await backend.startPool?.(pool);
      await store.saveState(pool);
      await fill(pool, backend);
      pool.active = true;
    },
    async stop(pool, backend) {
      await store.removeState(pool);
      await backend.stopPool?.(pool);
      pool.volumes = createVolumeTable();
      pool.active = false;
    },
    refresh: fill,
  };
};
