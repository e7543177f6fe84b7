// Deletes, resizes and wipes volumes that are files, folders or block devices.
import { type FileHandle, open, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { qemuImgResize } from '../../../model/storage/qemu-img.ts';
import { allocate, seekEnd } from '../../../native/files.ts';
import { findProgram, LONG_MS, run } from '../../common/run.ts';
import type { BackendServices } from '../backend.ts';
import {
  argumentUnsupported,
  errnoOf,
  internalError,
  invalidArgument,
  isErrno,
  notSupported,
  operationUnsupported,
  orFail,
  systemFailure,
} from '../errors.ts';
import { type Pool, pathOf, type Volume } from '../objects.ts';
import { withSecretFile } from './passphrase.ts';

/** Removes a volume's file or empty folder; one that is gone already is fine. */
export const deleteLocalVolume = async (volume: Volume): Promise<void> => {
  const path = pathOf(volume);
  const { type } = volume.def;
  if (type === 'ploop') return rm(path, { recursive: true, force: true });
  if (type !== 'file' && type !== 'dir')
    throw notSupported(`removing block or network volumes is not supported: ${path}`);
  try {
    if (type === 'dir') await rmdir(path);
    else await unlink(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw systemFailure(
      error,
      type === 'dir' ? `cannot remove directory '${path}'` : `cannot unlink file '${path}'`,
    );
  }
};

const resizeRaw = async (path: string, capacity: number, preallocate: boolean): Promise<void> => {
  const file = await orFail(open(path, 'r+'), `Unable to open '${path}'`);
  try {
    if (preallocate) {
      try {
        await allocate(file.fd, 0, capacity);
      } catch (error) {
        const ENOSYS = 38;
        const EOPNOTSUPP = 95;
        if ([ENOSYS, EOPNOTSUPP].includes(errnoOf(error)))
          throw operationUnsupported('preallocate is not supported on this platform');
        throw systemFailure(error, `Failed to pre-allocate space for file '${path}'`);
      }
    }
    await orFail(file.truncate(capacity), `Failed to truncate file '${path}'`);
  } finally {
    await file.close();
  }
};

/** Gives a volume another capacity. */
export const resizeLocalVolume = async (
  pool: Pool,
  volume: Volume,
  capacity: number,
  preallocate: boolean,
  services: BackendServices,
): Promise<void> => {
  const { target } = volume.def;
  const path = pathOf(volume);
  const format = target.format?.type ?? 'raw';
  if (format === 'raw' && !target.encryption) return resizeRaw(path, capacity, preallocate);
  if (format === 'ploop') {
    if (!findProgram('ploop')) throw internalError('unable to find ploop, please install ploop tools');
    const size = `${Math.ceil(capacity / (1 << 20))}M`;
    await run('ploop', ['resize', '-s', size, `${path}/DiskDescriptor.xml`], { timeoutMs: LONG_MS });
    return;
  }
  if (preallocate)
    throw operationUnsupported(
      format === 'raw'
        ? 'preallocate is only supported for an unencrypted raw volume'
        : 'preallocate is only supported for raw type volume',
    );
  if (!findProgram('qemu-img')) throw internalError('unable to find qemu-img');
  qemuImgResize(volume.def, capacity, '-');
  await withSecretFile(pool, volume, services, (secret) =>
    run('qemu-img', qemuImgResize(volume.def, capacity, secret), { timeoutMs: LONG_MS }),
  );
};

/** virStorageVolWipeAlgorithm, by number. */
const algorithms = [
  'zero',
  'nnsa',
  'dod',
  'bsi',
  'gutmann',
  'schneier',
  'pfitzner7',
  'pfitzner33',
  'random',
  'trim',
] as const;
export const wipeAlgorithmCount = algorithms.length;

const ZEROS = Buffer.alloc(1 << 20);

/** Overwrites with zeros. Space is kept: it is the old bytes that must go, on the disk too. */
const overwrite = async (file: FileHandle, path: string, from: number, length: number): Promise<void> => {
  for (let done = 0; done < length; ) {
    const size = Math.min(ZEROS.length, length - done);
    const text = `Failed to write ${size} bytes to storage volume with path '${path}'`;
    const { bytesWritten } = await orFail(file.write(ZEROS, 0, size, from + done), text);
    done += bytesWritten;
  }
  await orFail(file.datasync(), `cannot sync data to volume with path '${path}'`);
};

/** Overwrites a file or device, the way `algorithm` says. */
export const wipeFile = async (
  path: string,
  algorithm: number,
  length: number,
  atEnd = false,
): Promise<void> => {
  const file = await orFail(open(path, 'r+'), `Failed to open storage volume with path '${path}'`);
  try {
    const facts = await orFail(file.stat(), `Failed to stat storage volume with path '${path}'`);
    const name = algorithms[algorithm];
    if (name === undefined) throw invalidArgument(`unsupported algorithm ${algorithm}`);
    if (name === 'trim') throw argumentUnsupported("'trim' algorithm not supported");
    if (name !== 'zero') return void (await run('scrub', ['-f', '-p', name, path], { timeoutMs: LONG_MS }));
    if (facts.isFile() && facts.blocks < facts.size / 512) {
      // A sparse file is emptied and extended again: its blocks return to the file system.
      await orFail(file.truncate(0), `Failed to truncate volume with path '${path}' to 0 bytes`);
      const text = `Failed to truncate volume with path '${path}' to ${facts.size} bytes`;
      return await orFail(file.truncate(facts.size), text);
    }
    const size = facts.isFile() ? facts.size : seekEnd(file.fd);
    await overwrite(file, path, atEnd ? Math.max(0, size - length) : 0, length);
  } finally {
    await file.close();
  }
};

/** Wipes a volume. */
export const wipeLocalVolume = async (volume: Volume, algorithm: number): Promise<void> => {
  const { def } = volume;
  const path = pathOf(volume);
  if (def.target.format?.type !== 'ploop' || def.type === 'block')
    return wipeFile(path, algorithm, def.allocation ?? 0);
  if (!findProgram('ploop')) throw internalError('unable to find ploop tools, please install them');
  const disk = `${path}/root.hds`;
  await wipeFile(disk, algorithm, def.allocation ?? 0);
  await rm(`${path}/DiskDescriptor.xml`, { force: true });
  await rm(disk, { force: true });
  const size = `${Math.ceil((def.capacity ?? 0) / (1 << 20))}M`;
  await run('ploop', ['init', '-s', size, '-t', 'ext4', disk], { timeoutMs: LONG_MS });
};

/** Zeros both ends of a disk, where partition tables and their copies are. */
export const zeroPartitionTable = async (path: string, length: number): Promise<void> => {
  await wipeFile(path, 0, length);
  await wipeFile(path, 0, length, true);
};

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
