// Storage pools of the simulated host: 100 GiB each, whatever their kind.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { StoragePool } from '../../../schemas/xml/pool.ts';
import { type PoolType, poolTypes } from '../../../schemas/xml/storage/words.ts';
import { formatPool, formatSources, parsePool, parseSourceSpec } from '../../model/storage/documents.ts';
import { invalidOperation, missing } from '../common/errors.ts';
import { compileFilter, poolFilter } from '../common/filters.ts';
import { handleOf, namesOf } from '../common/listing.ts';
import { createObjectTable, type ObjectTable } from '../common/objects.ts';
import { PoolEvent } from '../common/states.ts';
import type { EventBus } from '../events.ts';
import type { PartialTable } from '../table.ts';
import type { Budget } from './content.ts';
import { createVport, destroyVport, type NodeDeviceHost } from './nodedev.ts';
import type { SimVolume } from './volume.ts';

const TEST = ErrorDomain.TEST;
const CAPACITY = 100 * 1024 ** 3;

export interface SimPool {
  readonly uuid: string;
  readonly name: string;
  def: StoragePool;
  active: boolean;
  persistent: boolean;
  autostart: boolean;
  readonly type: string;
  readonly volumes: Map<string, SimVolume>;
}
export interface StorageHost extends NodeDeviceHost {
  readonly pools: ObjectTable<SimPool>;
  readonly events: EventBus;
  readonly budget: Budget;
}
export const createPools = (): ObjectTable<SimPool> =>
  createObjectTable<SimPool>('pool', ErrorDomain.STORAGE);

/** What is used of a pool: its volumes' allocations. */
export const accountFor = (pool: SimPool, allocation: number): void => {
  pool.def.allocation += allocation;
  pool.def.available = pool.def.capacity - pool.def.allocation;
};

/** Adds a pool, or gives one another definition, with the simulator's sizes. */
export const addPool = (pools: ObjectTable<SimPool>, def: StoragePool, checkActive = false): SimPool => {
  const name = def.name ?? '';
  const known = pools.claim(def.uuid ?? '', name);
  if (known && checkActive && known.active)
    throw invalidOperation(`pool is already active as '${known.name}'`, ErrorDomain.STORAGE);
  Object.assign(def, { capacity: CAPACITY, allocation: 0, available: CAPACITY });
  if (known) {
    known.def = def;
    return known;
  }
  const pool: SimPool = {
    uuid: def.uuid ?? '',
    name,
    def,
    active: false,
    persistent: true,
    autostart: false,
    get type() {
      return pool.def.type;
    },
    volumes: new Map(),
  };
  pools.add(pool);
  return pool;
};

/** Finding pools, as the slots of pools and volumes do. */
export const poolLookups = (pools: ObjectTable<SimPool>) => {
  const byName = (name: string): SimPool => {
    const pool = pools.byName(name);
    if (!pool) throw missing.pool.byName(name, TEST);
    return pool;
  };
  return {
    byName,
    byUuid(uuid: string): SimPool {
      const pool = pools.byUuid(uuid);
      if (!pool) throw missing.pool.byUuid(uuid, TEST);
      return pool;
    },
    active(name: string): SimPool {
      const pool = byName(name);
      if (!pool.active) throw invalidOperation(`storage pool '${name}' is not active`, TEST);
      return pool;
    },
    inactive(name: string): SimPool {
      const pool = byName(name);
      if (pool.active) throw invalidOperation(`storage pool '${name}' is active`, TEST);
      return pool;
    },
  };
};

const logicalSources = [
  { devices: ['/dev/sda20'], name: 'testvg1' },
  { devices: ['/dev/sda21'], name: 'testvg2' },
].map(({ devices, name }) => ({
  devices: devices.map((path) => ({ path, freeExtents: [] })),
  name,
  format: { type: 'lvm2' },
}));

const findSources = (type: string, srcSpec: string | null): string => {
  if (!(poolTypes as readonly string[]).includes(type))
    throw new VirError(ErrorCode.INTERNAL_ERROR, TEST, `unknown storage pool type ${type}`);
  const kind = type as PoolType;
  const source = srcSpec ? parseSourceSpec(kind, srcSpec) : null;
  const answer = (sources: unknown): string =>
    formatSources(kind, sources as Parameters<typeof formatSources>[1]);
  if (kind === 'logical') return answer(logicalSources);
  if (kind === 'netfs') {
    const name = source?.hosts?.[0]?.name;
    if (!name)
      throw new VirError(ErrorCode.INVALID_ARG, TEST, 'hostname must be specified for netfs sources');
    return answer([{ hosts: [{ name }], devices: [], dir: { path: '/testshare' }, format: { type: 'nfs' } }]);
  }
  throw new VirError(ErrorCode.NO_SUPPORT, TEST, `pool type '${type}' does not support source discovery`);
};

export const poolSlots = (host: StorageHost) => {
  const { pools, events } = host;
  const passes = compileFilter(poolFilter);
  const find = poolLookups(pools);
  const list = (active: boolean): SimPool[] => pools.list((pool) => pool.active === active);
  const tell = (pool: SimPool, event: number): void =>
    events.emit('storagePool', 'lifecycle', { pool: handleOf(pool), event, detail: 0 });
  const fibreOf = (pool: SimPool) => {
    const { adapter } = pool.def.source;
    return adapter?.type === 'fc_host' ? adapter : null;
  };

  return {
    connectNumOfStoragePools: () => ({ num: list(true).length }),
    connectListStoragePools: () => namesOf(list(true)),
    connectNumOfDefinedStoragePools: () => ({ num: list(false).length }),
    connectListDefinedStoragePools: () => namesOf(list(false)),
    connectListAllStoragePools: (_ctx, { flags }) => {
      const found = pools.list((pool) => passes(pool, flags)).map(handleOf);
      return { pools: found, ret: found.length };
    },
    connectFindStoragePoolSources: (_ctx, { type, srcSpec }) => ({ xml: findSources(type, srcSpec) }),
    storagePoolLookupByName: (_ctx, { name }) => ({ pool: handleOf(find.byName(name)) }),
    storagePoolLookupByUUID: (_ctx, { uuid }) => ({ pool: handleOf(find.byUuid(uuid)) }),
    storagePoolLookupByVolume: (_ctx, { vol }) => ({ pool: handleOf(find.byName(vol.pool)) }),
    storagePoolLookupByTargetPath: (_ctx, { path }) => {
      const clean = path.replace(/\/+$/, '') || '/';
      const pool = pools.list((each) => each.active && each.def.target?.path === clean)[0];
      if (!pool) throw missing.pool.byTargetPath(clean, TEST);
      return { pool: handleOf(pool) };
    },
    storagePoolIsActive: (_ctx, { pool }) => ({ active: find.byUuid(pool.uuid).active ? 1 : 0 }),
    storagePoolIsPersistent: (_ctx, { pool }) => ({ persistent: find.byUuid(pool.uuid).persistent ? 1 : 0 }),
    storagePoolCreateXML: (_ctx, { xml }) => {
      const pool = addPool(pools, parsePool(xml), true);
      const fibre = fibreOf(pool);
      try {
        if (fibre) createVport(host, fibre.wwnn ?? '', fibre.wwpn ?? '');
      } catch (error) {
        pools.remove(pool);
        throw error;
      }
      pool.persistent = false;
      pool.active = true;
      tell(pool, PoolEvent.STARTED);
      return { pool: handleOf(pool) };
    },
    storagePoolDefineXML: (_ctx, { xml }) => {
      const pool = addPool(pools, parsePool(xml));
      pool.persistent = true;
      tell(pool, PoolEvent.DEFINED);
      return { pool: handleOf(pool) };
    },
    storagePoolBuild: (_ctx, { pool }) => tell(find.inactive(pool.name), PoolEvent.CREATED),
    storagePoolCreate: (_ctx, { pool }) => {
      const found = find.inactive(pool.name);
      found.active = true;
      tell(found, PoolEvent.STARTED);
    },
    storagePoolDestroy: (_ctx, { pool }) => {
      const found = find.active(pool.name);
      found.active = false;
      if (fibreOf(found)) destroyVport(host);
      tell(found, PoolEvent.STOPPED);
      if (!found.persistent) pools.remove(found);
    },
    storagePoolDelete: (_ctx, { pool }) => tell(find.inactive(pool.name), PoolEvent.DELETED),
    storagePoolUndefine: (_ctx, { pool }) => {
      const found = find.inactive(pool.name);
      tell(found, PoolEvent.UNDEFINED);
      pools.remove(found);
    },
    storagePoolRefresh: (_ctx, { pool }) =>
      events.emit('storagePool', 'refresh', { pool: handleOf(find.active(pool.name)) }),
    storagePoolGetInfo: (_ctx, { pool }) => {
      const { active, def } = find.byName(pool.name);
      return {
        state: active ? 2 : 0,
        capacity: def.capacity,
        allocation: def.allocation,
        available: def.available,
      };
    },
    storagePoolGetXMLDesc: (_ctx, { pool }) => ({ xml: formatPool(find.byName(pool.name).def) }),
    storagePoolGetAutostart: (_ctx, { pool }) => {
      const found = find.byName(pool.name);
      return { autostart: found.persistent && found.autostart ? 1 : 0 };
    },
    storagePoolSetAutostart: (_ctx, { pool, autostart }) => {
      const found = find.byName(pool.name);
      if (!found.persistent) throw new VirError(ErrorCode.INVALID_ARG, TEST, 'pool has no config file');
      found.autostart = autostart !== 0;
    },
  } satisfies PartialTable<'storage'>;
};
