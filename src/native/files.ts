// System calls on files that Node does not offer: holes, reflinks, allocation, locks, block device sizes, flags.
import { closeSync, openSync, writeSync } from 'node:fs';
import { errno, libc, strerror } from './libc.ts';

const callSeek = libc.func('lseek64', 'int64_t', ['int', 'int64_t', 'int']);
const callFallocate = libc.func('fallocate64', 'int', ['int', 'int', 'int64_t', 'int64_t']);
const callSyncFs = libc.func('syncfs', 'int', ['int']);
const callFlock = libc.func('flock', 'int', ['int', 'int']);
const ioctlNumber = libc.func('ioctl', 'int', ['int', 'unsigned long', 'long']);
const ioctlBuffer = libc.func('ioctl', 'int', ['int', 'unsigned long', 'void *']);
const callCopyRange = libc.func('copy_file_range', 'int64_t', [
  'int',
  'void *',
  'int',
  'void *',
  'uint64_t',
  'unsigned int',
]);
const callGetXattr = libc.func('fgetxattr', 'int64_t', ['int', 'str', 'void *', 'uint64_t']);

const SEEK_DATA = 3;
const SEEK_HOLE = 4;
const ENXIO = 6;
const FICLONE = 0x40049409;
const BLKGETSIZE64 = 0x80081272;
const FS_IOC_GETFLAGS = 0x80086601;
const FS_IOC_SETFLAGS = 0x40086602;
const FS_NOCOW_FL = 0x00800000;

/** A failed system call, in the form of Node's own errors. */
export const systemCallError = (code: number, syscall: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${syscall}: ${strerror(code)}`), { errno: -code, syscall });

const check = (result: number, syscall: string): number => {
  if (result < 0) throw systemCallError(errno(), syscall);
  return result;
};

interface Async {
  async(...args: unknown[]): void;
}
/** Runs a call in koffi's thread pool, so that a slow disk does not stop the event loop. */
const later = (call: unknown, syscall: string, ...args: unknown[]): Promise<number> =>
  new Promise((resolve, reject) => {
    (call as Async).async(...args, (error: Error | null, result: number) => {
      if (error) reject(error);
      else if (Number(result) < 0) reject(systemCallError(errno(), syscall));
      else resolve(Number(result));
    });
  });

/** Where the next data begins at or after `offset`; null when there is only a hole up to the end. */
export const seekData = (fd: number, offset: number): number | null => {
  const at = Number(callSeek(fd, offset, SEEK_DATA));
  if (at >= 0) return at;
  if (errno() === ENXIO) return null;
  throw systemCallError(errno(), 'lseek');
};

/** Where the data that holds `offset` ends: the next hole or the end of the file. */
export const seekHole = (fd: number, offset: number): number =>
  check(Number(callSeek(fd, offset, SEEK_HOLE)), 'lseek');

/** Shares all blocks of one file with another that is empty (btrfs, xfs, overlays of them). */
export const reflink = (to: number, from: number): Promise<number> =>
  later(ioctlNumber, 'ioctl', to, FICLONE, from);

/** Writes everything that waits in the file system that holds `path`. */
export const syncFileSystem = async (path: string): Promise<void> => {
  const fd = openSync(path, 'r');
  try {
    await later(callSyncFs, 'syncfs', fd);
  } finally {
    closeSync(fd);
  }
};

/** Reserves space. */
export const allocate = (fd: number, offset: number, length: number): Promise<number> =>
  later(callFallocate, 'fallocate', fd, 0, offset, length);

const KEEP_SIZE = 1;
const PUNCH_HOLE = 2;
const ZERO_RANGE = 16;
/** Gives space back; the range reads as zeros and the size stays. */
export const punchHole = (fd: number, offset: number, length: number): Promise<number> =>
  later(callFallocate, 'fallocate', fd, KEEP_SIZE | PUNCH_HOLE, offset, length);
/** Makes a range read as zeros while its space stays reserved. */
export const zeroRange = (fd: number, offset: number, length: number): Promise<number> =>
  later(callFallocate, 'fallocate', fd, ZERO_RANGE, offset, length);

const position = (offset: number): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64LE(BigInt(offset));
  return buffer;
};
const callSyncRange = libc.func('sync_file_range', 'int', ['int', 'int64_t', 'int64_t', 'unsigned int']);
const SYNC_FILE_RANGE_WRITE = 2;
/** Has the kernel begin to write a range to the disk, so that a sync later has little left to do. */
export const startWriteback = (fd: number, offset: number, length: number): Promise<number> =>
  later(callSyncRange, 'sync_file_range', fd, offset, length, SYNC_FILE_RANGE_WRITE);

/** Copies within the kernel; returns how much was copied, 0 at the end. */
export const copyRange = (from: number, fromOffset: number, to: number, toOffset: number, length: number) =>
  later(callCopyRange, 'copy_file_range', from, position(fromOffset), to, position(toOffset), length, 0);

/** Size of a block device in bytes. */
export const blockDeviceSize = (fd: number): number => {
  const size = Buffer.alloc(8);
  check(ioctlBuffer(fd, BLKGETSIZE64, size), 'ioctl');
  return Number(size.readBigUInt64LE());
};

/** Turns copy-on-write of a file or folder off or on (btrfs). */
export const setCopyOnWrite = (fd: number, on: boolean): void => {
  const flags = Buffer.alloc(8);
  check(ioctlBuffer(fd, FS_IOC_GETFLAGS, flags), 'ioctl');
  const now = flags.readUInt32LE();
  flags.writeUInt32LE((on ? now & ~FS_NOCOW_FL : now | FS_NOCOW_FL) >>> 0);
  check(ioctlBuffer(fd, FS_IOC_SETFLAGS, flags), 'ioctl');
};

export const LOCK_SHARED = 1;
export const LOCK_EXCLUSIVE = 2;
export const LOCK_UNLOCK = 8;
const LOCK_NOWAIT = 4;
/** Takes or gives back an advisory lock without waiting; false when another holds it. */
export const tryLock = (fd: number, how: number): boolean => {
  if (callFlock(fd, how | LOCK_NOWAIT) === 0) return true;
  const EWOULDBLOCK = 11;
  if (errno() === EWOULDBLOCK) return false;
  throw systemCallError(errno(), 'flock');
};

/** An extended attribute as text without its final zero; null when there is none. */
export const getXattr = (fd: number, name: string): string | null => {
  const value = Buffer.alloc(1024);
  const length = Number(callGetXattr(fd, name, value, value.length));
  if (length < 0) return null;
  return value.toString('utf8', 0, length).replace(/\0+$/, '');
};

const callMemfd = libc.func('memfd_create', 'int', ['str', 'unsigned int']);
const MFD_CLOEXEC = 1;
/** A file of memory alone that holds `text`, open at its start; the caller closes it. */
export const memoryFile = (name: string, text: string): number => {
  const fd = check(callMemfd(name, MFD_CLOEXEC), 'memfd_create');
  const data = Buffer.from(text);
  for (let at = 0; at < data.length; ) at += writeSync(fd, data, at, data.length - at, at);
  return fd;
};

const SEEK_END = 2;
/** The size of anything that can be seeked in: block devices have no other. */
export const seekEnd = (fd: number): number => check(Number(callSeek(fd, 0, SEEK_END)), 'lseek');
