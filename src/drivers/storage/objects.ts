// Pools and volumes as the driver holds them: definitions, state, and a queue per pool for what changes it.
import type { StoragePool } from '../../../schemas/xml/pool.ts';
import type { PoolType } from '../../../schemas/xml/storage/words.ts';
import type { StorageVolume } from '../../../schemas/xml/volume.ts';

/** A volume; its definition is renewed by every refresh. */
export interface Volume {
  readonly name: string;
  def: StorageVolume;
  /** Its space is still being allocated or filled. */
  building: boolean;
  /** Transfers, wipes and clones under way. */
  inUse: number;
  /** A thin or snapshot volume that must not be written all over. */
  sparse?: boolean;
  /** Partitions only. */
  partition?: 'primary' | 'logical' | 'extended' | 'none';
}

export const createVolume = (def: StorageVolume): Volume => ({
  name: def.name,
  def,
  building: false,
  inUse: 0,
});
export const keyOf = (volume: Volume): string => volume.def.key ?? '';
export const pathOf = (volume: Volume): string => volume.def.target.path ?? '';

/** The volumes of a pool by name, key and path. */
export interface VolumeTable {
  readonly size: number;
  byName(name: string): Volume | undefined;
  byKey(key: string): Volume | undefined;
  byPath(path: string): Volume | undefined;
  all(): IterableIterator<Volume>;
  /** False when its name, key or path is taken. */
  add(volume: Volume): boolean;
  remove(volume: Volume): void;
}

export const createVolumeTable = (): VolumeTable => {
  const names = new Map<string, Volume>();
  const keys = new Map<string, Volume>();
  const paths = new Map<string, Volume>();
  return {
    get size() {
      return names.size;
    },
    byName: (name) => names.get(name),
    byKey: (key) => keys.get(key),
    byPath: (path) => paths.get(path),
    all: () => names.values(),
    add(volume) {
      const { name } = volume;
      const [key, path] = [keyOf(volume), pathOf(volume)];
      if (key === '' || path === '' || names.has(name) || keys.has(key) || paths.has(path)) return false;
      names.set(name, volume);
      keys.set(key, volume);
      paths.set(path, volume);
      return true;
    },
    remove(volume) {
      names.delete(volume.name);
      keys.delete(keyOf(volume));
      paths.delete(pathOf(volume));
    },
  };
};

export interface DiskGeometry {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectors: number;
}

export interface Pool {
  readonly uuid: string;
  readonly name: string;
  readonly type: PoolType;
  /** What runs, or would run. */
  def: StoragePool;
  /** What it will be after it has stopped, when that differs. */
  newDef: StoragePool | null;
  /** Whether there is a file in etc/libvirt/storage. */
  persistent: boolean;
  autostart: boolean;
  active: boolean;
  /** Being built or started. */
  starting: boolean;
  /** Allocations and transfers under way, during which volumes must not be listed anew. */
  asyncJobs: number;
  volumes: VolumeTable;
  /** Disks only: how the partition table counts. */
  geometry?: DiskGeometry;
  /** Runs one change after another. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

export const createPool = (def: StoragePool): Pool => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    uuid: def.uuid,
    name: def.name ?? '',
    type: def.type,
    def,
    newDef: null,
    persistent: false,
    autostart: false,
    active: false,
    starting: false,
    asyncJobs: 0,
    volumes: createVolumeTable(),
    exclusive(work) {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
};

/** Where a pool's volumes appear. */
export const targetPath = (pool: Pool): string => pool.def.target?.path ?? '';
