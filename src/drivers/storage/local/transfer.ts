// Uploads and downloads: Node streams between a call's stream and a volume's file, with holes on sparse streams.
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { ErrorDomain, systemError } from '../../../../schemas/errors.ts';
import { punchHole } from '../../../native/files.ts';
import { strerror } from '../../../native/libc.ts';
import { type CallStream, isHole, type StreamChunk } from '../../context.ts';
import type { TransferRange } from '../backend.ts';
import { invalidArgument, systemFailure } from '../errors.ts';
import { dataExtents, writeZeros } from './copy.ts';
import { sizeOf } from './size.ts';

const READ_SIZE = 1 << 20;
const SPARES_MAX = 4;
const ENOSPC = 28;
/** What a write has at least, except the last one. */
const GATHER = 1 << 20;

const openFor = async (path: string, flags: number, offset: number): Promise<FileHandle> => {
  if (offset > Number.MAX_SAFE_INTEGER)
    throw systemError(ErrorDomain.STREAMS, 22, `Unable to seek ${path} to ${offset}`, strerror(22));
  try {
    return await open(path, flags | constants.O_NOCTTY);
  } catch (error) {
    throw systemFailure(error, `Unable to open stream for '${path}'`, ErrorDomain.STREAMS);
  }
};

/** What is sent, in order: data ranges and holes between `from` and `to`. */
const sections = function* (file: FileHandle, from: number, to: number, sparse: boolean) {
  if (!sparse) {
    if (from < to) yield { from, to, hole: false };
    return;
  }
  let at = from;
  for (const data of dataExtents(file.fd, to)) {
    if (data.to <= at) continue;
    const start = Math.max(data.from, at);
    if (start > at) yield { from: at, to: start, hole: true };
    yield { from: start, to: data.to, hole: false };
    at = data.to;
  }
  if (at < to) yield { from: at, to, hole: true };
};

/** A volume's bytes as a stream of buffers and holes. Reads one buffer ahead of the consumer. */
const readVolume = (
  file: FileHandle,
  spares: Buffer[],
  path: string,
  range: TransferRange,
  size: number,
  over: () => Promise<void>,
): AsyncGenerator<StreamChunk> => {
  const end = range.length > 0 ? Math.min(size, range.offset + range.length) : size;
  return (async function* () {
    const read = (at: number, to: number) => {
      const length = Math.min(READ_SIZE, to - at);
      const buffer = (length === READ_SIZE && spares.pop()) || Buffer.allocUnsafeSlow(length);
      return file.read(buffer, 0, length, at);
    };
    try {
      for (const section of sections(file, range.offset, end, range.sparse)) {
        if (section.hole) {
          yield { hole: section.to - section.from };
          continue;
        }
        let at = section.from;
        let next = read(at, section.to);
        while (at < section.to) {
          const { bytesRead, buffer } = await next;
          if (bytesRead === 0) return;
          at += bytesRead;
          if (at < section.to) {
            next = read(at, section.to);
            // The consumer may leave before this one is asked for.
            next.catch(() => undefined);
          }
          yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
        }
      }
    } catch (error) {
      throw systemFailure(error, `Unable to read ${path}`, ErrorDomain.STREAMS);
    } finally {
      await over();
    }
  })();
};

/** Attaches a download to a call's stream. */
export const downloadLocal = async (
  path: string,
  stream: CallStream,
  range: TransferRange,
  ended: () => void,
): Promise<void> => {
  const file = await openFor(path, constants.O_RDONLY, range.offset);
  try {
    const size = await sizeOf(file);
    // Before the client hears of the end: it may ask for the volume's next use at once.
    let closed: Promise<void> | null = null;
    const over = (): Promise<void> => {
      closed ??= file
        .close()
        .catch(() => undefined)
        .finally(ended);
      return closed;
    };
    const spares: Buffer[] = [];
    const readable = Readable.from(readVolume(file, spares, path, range, size, over), {
      objectMode: true,
      highWaterMark: 1,
    });
    readable.once('close', () => void over());
    const sent = (chunk: Buffer): void => {
      if (chunk.length === READ_SIZE && spares.length < SPARES_MAX) spares.push(chunk);
    };
    stream.attach({ readable, sent });
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
};

/** Remembers which ranges had no blocks before the upload, so that a failed one can give them back. */
const createUndo = (file: FileHandle, size: number) => {
  const holes: { from: number; to: number }[] = [];
  let at = 0;
  const LIMIT = 65536;
  for (const data of dataExtents(file.fd, size)) {
    if (data.from > at) holes.push({ from: at, to: data.from });
    at = data.to;
    if (holes.length > LIMIT) break;
  }
  if (at < size && holes.length <= LIMIT) holes.push({ from: at, to: size });
  return async (from: number, to: number): Promise<void> => {
    for (const hole of holes) {
      const [start, end] = [Math.max(from, hole.from), Math.min(to, hole.to)];
      if (start < end) await punchHole(file.fd, start, end - start).catch(() => undefined);
    }
    await file.truncate(size).catch(() => undefined);
  };
};

/** Writes what arrives into a volume's file. */
const createSink = (
  file: FileHandle,
  path: string,
  range: TransferRange,
  size: number,
  regular: boolean,
  ended: (done: boolean) => void,
  release: (chunk: Buffer) => void = () => undefined,
): Writable => {
  const limit = range.length > 0 ? range.offset + range.length : Number.POSITIVE_INFINITY;
  const undo = regular ? createUndo(file, size) : null;
  let at = range.offset;
  let closed: Promise<void> | null = null;

  /** The volume's next use may be asked for as soon as the client hears of the end: all is let go before. */
  const over = (done: boolean): Promise<void> => {
    closed ??= file.close().finally(() => ended(done));
    return closed;
  };

  const failure = async (error: unknown): Promise<Error> => {
    await undo?.(range.offset, at + READ_SIZE);
    return systemFailure(error, `Unable to write ${path}`, ErrorDomain.STREAMS);
  };
  const noSpace = (): Error =>
    systemError(ErrorDomain.STREAMS, ENOSPC, 'cannot write to stream', strerror(ENOSPC));

  const writeBuffers = async (buffers: Buffer[], length: number): Promise<void> => {
    let list = buffers;
    let left = length;
    while (left > 0) {
      const { bytesWritten } = await file.writev(list, at);
      at += bytesWritten;
      left -= bytesWritten;
      let skip = bytesWritten;
      while (skip > 0 && list.length > 0) {
        const [first = Buffer.alloc(0), ...rest] = list;
        if (skip < first.length) {
          list = [first.subarray(skip), ...rest];
          break;
        }
        skip -= first.length;
        list = rest;
      }
    }
  };

  const writeHole = async (length: number): Promise<void> => {
    if (length < 0) throw invalidArgument('Invalid stream hole');
    const end = at + length;
    await writeZeros(file, at, regular ? Math.min(end, size) : end, regular);
    if (regular && end > (await file.stat()).size) await file.truncate(end);
    at = end;
  };

  // Frames are small, and every write is handed to another thread and back: what arrives during one write makes the
  // next, and no write is smaller than GATHER before the end.
  let gathered: Buffer[] = [];
  let length = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    const [buffers, count] = [gathered, length];
    gathered = [];
    length = 0;
    writing = writing.then(async () => {
      await writeBuffers(buffers, count);
      for (const buffer of buffers) release(buffer);
    });
    // Whoever waits for it next is told; until then a failure is nobody's.
    writing.catch(() => undefined);
    return writing;
  };
  let taken = range.offset;

  const gather = (chunk: Buffer): void => {
    gathered.push(chunk);
    length += chunk.length;
    taken += chunk.length;
  };
  const isSmall = (chunk: StreamChunk): chunk is Buffer =>
    !isHole(chunk) && chunk.length <= limit - taken && length + chunk.length < GATHER;

  const take = async (chunk: StreamChunk): Promise<void> => {
    if (isHole(chunk)) {
      if (length > 0) void flush();
      await writing;
      await writeHole(chunk.hole);
      taken = at;
      return;
    }
    const room = limit - taken;
    if (chunk.length > room) {
      if (room > 0) gather(chunk.subarray(0, room));
      await flush();
      throw noSpace();
    }
    gather(chunk);
    const before = writing;
    void flush();
    await before;
  };

  /**
   * As with libvirt, what a regular file has been given is with the kernel when the client is told; a device's is on
   * the disk. Servers of files tell of a full disk at the latest when the file is closed.
   */
  const finish = async (): Promise<void> => {
    await flush();
    if (!regular) await file.sync();
    await over(true);
  };

  const settle = (work: Promise<void>, callback: (error?: Error | null) => void): void => {
    work.then(
      () => callback(),
      async (error) => callback(await failure(error)),
    );
  };

  return new Writable({
    objectMode: true,
    highWaterMark: 64,
    write(chunk: StreamChunk, _encoding, callback) {
      if (!isSmall(chunk)) return settle(take(chunk), callback);
      gather(chunk);
      callback();
    },
    final: (callback) => settle(finish(), callback),
    destroy(error, callback) {
      writing
        .catch(() => undefined)
        .then(() => over(false))
        .then(
          () => callback(error),
          () => callback(error),
        );
    },
  });
};

/** Attaches an upload to a call's stream. The volume must exist; nothing is created. */
export const uploadLocal = async (
  path: string,
  stream: CallStream,
  range: TransferRange,
  ended: (done: boolean) => void,
): Promise<void> => {
  // Reading too: holes are found with it.
  const file = await openFor(path, constants.O_RDWR, range.offset);
  try {
    const facts = await file.stat();
    const regular = facts.isFile();
    const release = stream.release?.bind(stream);
    stream.attach({ writable: createSink(file, path, range, facts.size, regular, ended, release) });
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
};
