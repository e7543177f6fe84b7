// The storage driver: pools and volumes of this host, for every hypervisor connection.
import { ErrorDomain } from '../../../schemas/errors.ts';
import { missing } from '../common/errors.ts';
import type { EventBus } from '../events.ts';
import type { DriverHost, StorageService } from '../host.ts';
import type { StorageTable } from '../table.ts';
import { refuseConflict } from './conflicts.ts';
import { type Pool, pathOf } from './objects.ts';
import { poolSlots } from './pools.ts';
import { createState, requireActive, type StorageState } from './state.ts';
import { volumeSlots } from './volumes.ts';

export interface StorageDriver {
  readonly table: StorageTable;
  readonly service: StorageService;
  /** Loads what is defined, finds what is active, starts what is marked autostart. */
  start(signal: AbortSignal): Promise<void>;
  /** Reads the definitions again. */
  reload(): Promise<void>;
  /** Lets go; active pools stay active. */
  stop(): Promise<void>;
}

const ABORTED = 'the daemon is stopping';

const resolver = (state: StorageState): StorageService => ({
  async resolveVolume(poolName, volumeName) {
    const pool = state.byName(poolName);
    requireActive(pool);
    const volume = pool.volumes.byName(volumeName);
    if (!volume) throw missing.volume.byName(volumeName, ErrorDomain.STORAGE);
    const { type, target } = volume.def;
    const kind = type === 'netdir' ? 'network' : type === 'ploop' ? 'dir' : type;
    return { type: kind, path: pathOf(volume), format: target.format?.type ?? 'raw' };
  },
});

export const createStorageDriver = (host: DriverHost, events: EventBus): StorageDriver => {
  const state = createState(host, events);
  const {
    pools,
    store,
    registry,
    host: { log },
  } = state;
  for (const [type, program] of registry.missing)
    log.debug(
      { type, program },
      `storage pools of type '${type}' need the program '${program}', which is missing`,
    );

  /** A pool that was active before the daemon started: is it still? */
  const adopt = async (pool: Pool): Promise<void> => {
    let active = false;
    try {
      const backend = registry.of(pool.type);
      active = (await backend.checkPool?.(pool)) ?? false;
      if (active) await pool.exclusive(() => state.refresh(pool, backend));
    } catch (error) {
      active = false;
      log.error({ pool: pool.name, err: String(error) }, `Failed to initialize storage pool '${pool.name}'`);
    }
    pool.active = active;
    if (active) return;
    await store.removeState(pool);
    state.becameInactive(pool);
  };

  const autostart = async (pool: Pool): Promise<void> => {
    if (!pool.autostart || pool.active || pool.starting) return;
    pool.starting = true;
    try {
      await pool.exclusive(() => state.start(pool, null, registry.of(pool.type)));
    } catch (error) {
      log.error({ pool: pool.name, err: String(error) }, `Failed to autostart storage pool '${pool.name}'`);
    } finally {
      pool.starting = false;
    }
  };

  const loadDefinitions = async (): Promise<void> => {
    for (const { def, autostart } of await store.loadDefinitions()) {
      try {
        refuseConflict(pools.all(), def);
        const pool = state.add(def, { live: false, checkLive: false });
        pool.persistent = true;
        pool.autostart = autostart;
      } catch (error) {
        log.error({ pool: def.name, err: String(error) }, `cannot load storage pool '${def.name}'`);
      }
    }
  };

  return {
    table: { ...poolSlots(state), ...volumeSlots(state) },
    service: resolver(state),
    async start(signal) {
      for (const def of await store.loadStates()) {
        try {
          state.add(def, { live: true, checkLive: true }).active = true;
        } catch (error) {
          log.error(
            { pool: def.name, err: String(error) },
            `cannot load the state of storage pool '${def.name}'`,
          );
        }
      }
      await loadDefinitions();
      signal.throwIfAborted();
      // Every pool is asked: its storage may be in reach whether or not we brought it there.
      await Promise.all(pools.list(() => true).map(adopt));
      if (signal.aborted) throw new Error(ABORTED);
      await Promise.all(pools.list(() => true).map(autostart));
    },
    async reload() {
      await loadDefinitions();
      await Promise.all(pools.list(() => true).map(autostart));
    },
    stop: async () => undefined,
  };
};
