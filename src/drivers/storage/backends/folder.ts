// Pools that are a folder of files: what dir, fs, netfs and vstorage pools share.
import { mkdir, open, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setCopyOnWrite } from '../../../native/files.ts';
import type { Backend, BackendServices } from '../backend.ts';
import { invalidArgument, isErrno, orFail, systemFailure } from '../errors.ts';
import { deleteLocalVolume, exists, resizeLocalVolume, wipeLocalVolume } from '../local/change.ts';
import { buildFrom, buildLocalVolume, nameLocalVolume } from '../local/create.ts';
import { probeVolume, refreshLocalVolume } from '../local/refresh.ts';
import { lookAhead, type ScanMark, scanFolder } from '../local/scan.ts';
import { downloadLocal, uploadLocal } from '../local/transfer.ts';
import {
  createVolume,
  createVolumeTable,
  type Pool,
  pathOf,
  targetPath,
  type Volume,
  type VolumeTable,
} from '../objects.ts';

const DEFAULT_POOL_MODE = 0o711;

/** The scan that filled each table, so that the next one need only tell what has changed since. */
const marks = new WeakMap<VolumeTable, ScanMark>();

/** Lists a folder pool's volumes and measures its file system. The old list stays in use until then. */
export const refreshFolder = async (pool: Pool): Promise<void> => {
  const volumes = createVolumeTable();
  const lost: string[] = [];
  const scan = await scanFolder(
    targetPath(pool),
    {
      found(def) {
        const known = pool.volumes.byName(def.name);
        // Transfers under way hold on to the object: it stays the same one.
        if (known) known.def = def;
        volumes.add(known ?? createVolume(def));
      },
      same(name) {
        const known = pool.volumes.byName(name);
        if (known) volumes.add(known);
        else lost.push(name);
      },
    },
    marks.get(pool.volumes) ?? null,
  );
  marks.set(volumes, scan.mark);
  // Forgotten meanwhile, but still there.
  for (const name of lost) {
    const def = await probeVolume(pool, name);
    if (def) volumes.add(createVolume(def));
  }
  pool.volumes = volumes;
  const { def } = pool;
  def.capacity = scan.capacity;
  def.available = scan.available;
  def.allocation = scan.capacity - scan.available;
  const { mode, uid, gid, label } = scan.folder;
  if (!def.target) return;
  def.target.permissions = {
    mode: `0${mode.toString(8)}`,
    owner: uid,
    group: gid,
    ...(label === undefined ? {} : { label }),
  };
};

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');
const NONE = 0xffffffff;

/** Makes the folder of a pool, with its parents, and gives it the owner and mode its definition asks for. */
export const buildFolder = async (pool: Pool): Promise<void> => {
  const path = targetPath(pool);
  if (!path.includes('/')) throw invalidArgument(`path '${path}' is not absolute`);
  const parent = dirname(path);
  if (parent !== '/') await orFail(mkdir(parent, { recursive: true }), `cannot create path '${parent}'`);
  const { mode, owner, group } = pool.def.target?.permissions ?? {};
  const there = await exists(path);
  if (!there) {
    try {
      await mkdir(path, { mode: mode === undefined ? DEFAULT_POOL_MODE : Number.parseInt(mode, 8) });
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw systemFailure(error, `failed to create directory '${path}'`);
    }
  }
  const folder = await orFail(open(path, 'r'), `stat of '${path}' failed`);
  try {
    const now = await folder.stat();
    if ((owner !== undefined && owner !== now.uid) || (group !== undefined && group !== now.gid))
      await orFail(
        folder.chown(owner ?? now.uid, group ?? now.gid),
        `cannot chown '${path}' to (${owner ?? NONE}, ${group ?? NONE})`,
      );
    const wanted = mode !== undefined ? Number.parseInt(mode, 8) : there ? null : DEFAULT_POOL_MODE;
    if (wanted !== null)
      await orFail(folder.chmod(wanted), `cannot set mode of '${path}' to ${octal(wanted)}`);
    const cow = pool.def.features?.cow?.state;
    if (cow !== undefined) setCow(folder.fd, cow, path);
  } catch (error) {
    if (!there) await rmdir(path).catch(() => undefined);
    throw error;
  } finally {
    await folder.close();
  }
};

const setCow = (fd: number, on: boolean, path: string): void => {
  try {
    setCopyOnWrite(fd, on);
  } catch (error) {
    throw systemFailure(error, `Failed to set copy-on-write of '${path}'`);
  }
};

export const deleteFolder = async (pool: Pool): Promise<void> => {
  const path = targetPath(pool);
  await orFail(rmdir(path), `failed to remove pool '${path}'`);
};

/** After a wipe or an upload the file may be of another format. */
export const rereadVolume = async (pool: Pool, volume: Volume): Promise<void> => {
  const def = await probeVolume(pool, volume.name);
  if (def) volume.def = def;
};

/** Volume functions for anything that opens by a path of its own. */
export const transfers = {
  uploadVol: (volume, stream, range, ended) => uploadLocal(pathOf(volume), stream, range, ended),
  downloadVol: (volume, stream, range, ended) => downloadLocal(pathOf(volume), stream, range, ended),
  wipeVol: (_pool, volume, algorithm) => wipeLocalVolume(volume, algorithm),
} satisfies Partial<Backend>;

/** Volume functions of folder pools. */
export const fileVolumes = (services: BackendServices) =>
  ({
    ...transfers,
    prepare: (def) => lookAhead(def.target?.path ?? ''),
    createVol: nameLocalVolume,
    buildVol: (pool, volume, flags) => buildLocalVolume(pool, volume, null, flags, services),
    buildVolFrom: (pool, volume, input, flags) => buildFrom(pool, volume, input, flags, services),
    refreshVol: (_pool, volume) => refreshLocalVolume(volume, services.secrets()),
    deleteVol: (_pool, volume) => deleteLocalVolume(volume),
    resizeVol: (pool, volume, capacity, allocate) =>
      resizeLocalVolume(pool, volume, capacity, allocate, services),
  }) satisfies Partial<Backend>;

/** A plain folder. */
export const dirBackend = (services: BackendServices): Backend => ({
  type: 'dir',
  checkPool: (pool) => exists(targetPath(pool)),
  buildPool: (pool) => buildFolder(pool),
  refreshPool: refreshFolder,
  deletePool: deleteFolder,
  ...fileVolumes(services),
});
