// The images of a guest's disks before a run: volumes of pools are looked up, what is missing is refused, or done without
// where the definition says that it may be.
import { stat } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Disk } from '../../model/domain/devices.ts';
import type { StorageService } from '../host.ts';
import { placeOf, setPlace } from './block/from-disk.ts';
import type { Domain } from './hardware.ts';

interface VolumeSource {
  readonly pool?: string;
  readonly volume?: string;
  readonly mode?: string;
  readonly startupPolicy?: string;
}

const missingPool = (name: string): VirError =>
  new VirError(
    ErrorCode.NO_STORAGE_POOL,
    ErrorDomain.STORAGE,
    `no storage pool with matching name '${name}'`,
  );

/** Looks up the volume that a disk or one of its backing images is. */
const placeVolume = async (source: VolumeSource, storage: StorageService | null): Promise<void> => {
  const { pool, volume } = source;
  if (pool === undefined || volume === undefined || placeOf(source)) return;
  if (!storage) throw missingPool(pool);
  const { type, path } = await storage.resolveVolume(pool, volume);
  if (type === 'network') {
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      ErrorDomain.STORAGE,
      "using 'network' pools for backing 'volume' disks isn't yet supported",
    );
  }
  setPlace(source, { type, path });
};

const placeVolumes = async (disk: Disk, storage: StorageService | null): Promise<void> => {
  if (disk.type === 'volume' && disk.source) {
    await placeVolume(disk.source, storage);
    // Only the volume's kind tells what a definition without a format means.
    const place = placeOf(disk.source);
    if (place && disk.driver) disk.driver.type ??= place.type === 'dir' ? 'fat' : 'raw';
  }
  for (let layer = disk.backingStore; layer?.type !== undefined; layer = layer.backingStore) {
    if (layer.type === 'volume' && layer.source) await placeVolume(layer.source, storage);
  }
};

/** A removable drive is left empty, any other disk is left out. */
const drop = (domain: Domain, disk: Disk): void => {
  if (disk.device === 'cdrom' || disk.device === 'floppy') delete disk.source;
  else domain.devices.disks.splice(domain.devices.disks.indexOf(disk), 1);
};

/** A guest that boots may do without optional images only. */
const mayDrop = (disk: Disk): boolean =>
  (disk.source as VolumeSource | undefined)?.startupPolicy === 'optional';

/** Runs a check of every disk, the last first as libvirt does; optional images that fail it are dropped. */
const eachDisk = async (domain: Domain, check: (disk: Disk) => Promise<void>): Promise<Disk[]> => {
  const dropped: Disk[] = [];
  for (const disk of [...domain.devices.disks].reverse()) {
    try {
      await check(disk);
    } catch (error) {
      if (!(error instanceof VirError) || !mayDrop(disk)) throw error;
      dropped.push(structuredClone(disk));
      drop(domain, disk);
    }
  }
  return dropped;
};

/** Looks up all volumes of a definition that is to be run, or shown as a command line. */
export const placeImages = (domain: Domain, storage: StorageService | null): Promise<Disk[]> =>
  eachDisk(domain, (disk) => placeVolumes(disk, storage));

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EACCES: 'Permission denied',
};

/** Local images must be there. */
export const checkImages = (domain: Domain): Promise<Disk[]> =>
  eachDisk(domain, async (disk) => {
    const source = disk.source as { file?: string; dev?: string; fdgroup?: string } | undefined;
    const path = placeOf(disk.source)?.path ?? source?.file ?? source?.dev;
    if (path === undefined || source?.fdgroup !== undefined) return;
    await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new VirError(
        ErrorCode.SYSTEM_ERROR,
        ErrorDomain.STORAGE,
        `Cannot access storage file '${path}': ${reasons[error.code ?? ''] ?? error.message}`,
      );
    });
  });
