// Uploads and downloads: Node streams between a call's stream and a volume's file, with holes on sparse streams.
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { ErrorDomain, systemError } from '../../../../schemas/errors.ts';
import { punchHole, startWriteback } from '../../../native/files.ts';
import { strerror } from '../../../native/libc.ts';
import { type CallStream, isHole, type StreamChunk } from '../../context.ts';
import type { TransferRange } from '../backend.ts';
import { invalidArgument, systemFailure } from '../errors.ts';
import { dataExtents, writeZeros } from './copy.ts';
import { sizeOf } from './size.ts';

const READ_SIZE = 1 << 20;
const ENOSPC = 28;
/** How much is written before the disk is set to work on it. */
const WRITEBACK = 16 << 20;

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
  path: string,
  range: TransferRange,
  size: number,
): AsyncGenerator<StreamChunk> => {
  const end = range.length > 0 ? Math.min(size, range.offset + range.length) : size;
  return (async function* () {
    const read = (at: number, to: number) =>
      file.read(Buffer.allocUnsafeSlow(Math.min(READ_SIZE, to - at)), 0, Math.min(READ_SIZE, to - at), at);
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
    const readable = Readable.from(readVolume(file, path, range, size), {
      objectMode: true,
      highWaterMark: 1,
    });
    readable.once('close', () => {
      ended();
      file.close().catch(() => undefined);
    });
    stream.attach({ readable });
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
): Writable => {
  const limit = range.length > 0 ? range.offset + range.length : Number.POSITIVE_INFINITY;
  const undo = regular ? createUndo(file, size) : null;
  let at = range.offset;
  let flushed = range.offset;
  let done = false;

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

  /** The end of the upload waits for the disk; the sooner that starts, the shorter the wait. */
  const writeBack = (): void => {
    if (at - flushed < WRITEBACK) return;
    startWriteback(file.fd, flushed, at - flushed).catch(() => undefined);
    flushed = at;
  };

  const writeHole = async (length: number): Promise<void> => {
    if (length < 0) throw invalidArgument('Invalid stream hole');
    const end = at + length;
    await writeZeros(file, at, regular ? Math.min(end, size) : end, regular);
    if (regular && end > (await file.stat()).size) await file.truncate(end);
    at = end;
  };

  const consume = async (chunks: StreamChunk[]): Promise<void> => {
    let buffers: Buffer[] = [];
    let length = 0;
    const flush = async (): Promise<void> => {
      if (length > 0) await writeBuffers(buffers, length);
      buffers = [];
      length = 0;
    };
    for (const chunk of chunks) {
      if (isHole(chunk)) {
        await flush();
        await writeHole(chunk.hole);
        continue;
      }
      const room = limit - (at + length);
      if (chunk.length > room) {
        if (room > 0) {
          buffers.push(chunk.subarray(0, room));
          length += room;
        }
        await flush();
        throw noSpace();
      }
      buffers.push(chunk);
      length += chunk.length;
    }
    await flush();
    writeBack();
  };

  const take = (chunks: StreamChunk[], callback: (error?: Error | null) => void): void => {
    consume(chunks).then(
      () => callback(),
      async (error) => callback(await failure(error)),
    );
  };

  return new Writable({
    objectMode: true,
    highWaterMark: 64,
    write: (chunk: StreamChunk, _encoding, callback) => take([chunk], callback),
    writev: (chunks, callback) =>
      take(
        chunks.map(({ chunk }) => chunk as StreamChunk),
        callback,
      ),
    final(callback) {
      const sync = regular ? file.datasync() : file.sync();
      sync.then(
        () => {
          done = true;
          callback();
        },
        async (error) => callback(await failure(error)),
      );
    },
    destroy(error, callback) {
      file
        .close()
        .catch(() => undefined)
        .finally(() => {
          ended(done);
          callback(error);
        });
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
    stream.attach({ writable: createSink(file, path, range, facts.size, regular, ended) });
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
};
