// Copies the data of one volume's file or device into another: shared blocks, else within the kernel, else by reading.
import { type FileHandle, open } from 'node:fs/promises';
import { copyRange, punchHole, reflink, seekData, seekHole } from '../../../native/files.ts';
import { isErrno, orFail, systemFailure } from '../errors.ts';
import { pathOf, type Volume } from '../objects.ts';

const CHUNK = 16 << 20;
const READ_CHUNK = 1 << 20;

interface Extent {
  readonly from: number;
  readonly to: number;
}

/** The parts of a file that hold data, up to `size`. Devices, and file systems that cannot tell, are all data. */
export const dataExtents = function* (fd: number, size: number): Generator<Extent> {
  let at = 0;
  while (at < size) {
    let from: number | null;
    let to: number;
    try {
      from = seekData(fd, at);
      if (from === null) return;
      to = Math.min(seekHole(fd, from), size);
    } catch {
      from = at;
      to = size;
    }
    if (from >= size) return;
    yield { from, to };
    at = to;
  }
};

const writeAll = async (to: FileHandle, buffer: Buffer, length: number, position: number): Promise<void> => {
  let done = 0;
  while (done < length) {
    const { bytesWritten } = await to.write(buffer, done, length - done, position + done);
    done += bytesWritten;
  }
};

const ZEROS = Buffer.alloc(READ_CHUNK);
const isZero = (buffer: Buffer, length: number): boolean => ZEROS.compare(buffer, 0, length, 0, length) === 0;

const copyByReading = async (
  from: FileHandle,
  to: FileHandle,
  part: Extent,
  sparse: boolean,
): Promise<void> => {
  const buffer = Buffer.allocUnsafe(READ_CHUNK);
  for (let at = part.from; at < part.to; ) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(READ_CHUNK, part.to - at), at);
    if (bytesRead === 0) return;
    if (!sparse || !isZero(buffer, bytesRead)) await writeAll(to, buffer, bytesRead, at);
    at += bytesRead;
  }
};

/** Copies one extent within the kernel; false when the file systems cannot. */
const copyInKernel = async (from: FileHandle, to: FileHandle, part: Extent): Promise<number> => {
  let at = part.from;
  while (at < part.to) {
    try {
      const copied = await copyRange(from.fd, at, to.fd, at, Math.min(CHUNK, part.to - at));
      if (copied === 0) break;
      at += copied;
    } catch (error) {
      if (at === part.from) return at;
      throw error;
    }
  }
  return at;
};

export interface CopyOptions {
  /** Holes stay holes. */
  readonly sparse: boolean;
  /** All blocks must be shared, or it fails. */
  readonly reflink: boolean;
  /** Shares blocks where it can without being asked to: the result is the same, in no time. */
  readonly mayShare: boolean;
  readonly size: number;
}

/** Copies `input` into an open, empty file or device. */
export const copyData = async (
  input: Volume,
  to: FileHandle,
  target: string,
  options: CopyOptions,
): Promise<void> => {
  const path = pathOf(input);
  const from = await orFail(open(path, 'r'), `could not open input path '${path}'`);
  try {
    if (options.reflink)
      return void (await orFail(reflink(to.fd, from.fd), `failed to clone files from '${path}'`));
    if (
      options.mayShare &&
      (await reflink(to.fd, from.fd).then(
        () => true,
        () => false,
      ))
    )
      return;
    for (const part of options.sparse
      ? dataExtents(from.fd, options.size)
      : [{ from: 0, to: options.size }]) {
      const at = await copyInKernel(from, to, part);
      if (at < part.to) await copyByReading(from, to, { from: at, to: part.to }, options.sparse);
    }
    await orFail(to.datasync(), `cannot sync data to file '${target}'`);
  } catch (error) {
    if (isErrno(error, 'EIO') && (error as NodeJS.ErrnoException).syscall === 'read')
      throw systemFailure(error, `failed reading from file '${path}'`);
    throw systemFailure(error, `failed writing to file '${target}'`);
  } finally {
    await from.close();
  }
};

/** Zeros from `at` to `end`: by giving the space back where that is possible, else by writing them. */
export const writeZeros = async (
  file: FileHandle,
  at: number,
  end: number,
  mayPunch: boolean,
): Promise<void> => {
  if (at >= end) return;
  if (mayPunch) {
    const punched = await punchHole(file.fd, at, end - at).then(
      () => true,
      () => false,
    );
    if (punched) return;
  }
  for (let position = at; position < end; position += READ_CHUNK)
    await writeAll(file, ZEROS, Math.min(READ_CHUNK, end - position), position);
};
