// Takes frames off a socket. Unix sockets are read in exact pieces (28 bytes, then the rest), so that a descriptor's
// byte, which follows its frame, is never swallowed by a plain read: recvmsg(2) collects it. Behind the header of a large
// stream frame everything that has arrived is taken at once, with recvmsg(2) for the same reason.
import { type Server, Socket } from 'node:net';
import { BODY_MAX, FDS_MAX, HEADER_SIZE, LENGTH_SIZE, MessageType } from '../../../schemas/rpc/frame.ts';
import { closeFds } from '../../native/descriptors.ts';
import { receiveDescriptors } from '../../native/socket.ts';
import { createArenas } from './arena.ts';

const FIRST = LENGTH_SIZE + HEADER_SIZE;
const FD_WAIT_MS = 5000;
/** How often a stream's data is received before others get their turn. */
const GULPS = 4;
/** Where a frame's type is, after its length, program, version and procedure. */
const TYPE_AT = LENGTH_SIZE + 12;

export interface FrameReader {
  /** Replaces the accepted socket. */
  readonly socket: Socket;
  /** Gives back a buffer that was part of a body, when nothing looks at it any more. */
  release(chunk: Buffer): void;
}

export interface FrameSink {
  /** A complete body (after the length word), with descriptors if the frame announced any. */
  frame(body: Buffer, fds: number[]): void;
  /** The peer broke the framing rules; the connection is to be dropped without a word. */
  broken(): void;
}

/** What libuv knows of a socket. Node's own object, used as docs/decisions/0005-fd-passing.md tells. */
export interface NodeHandle {
  readonly fd: number;
  readStart(): void;
  readStop(): void;
  close(): void;
}

/** Takes the handle out of an accepted, still paused socket, which is then of no more use. */
export const takeHandle = (accepted: Socket): NodeHandle => {
  const internals = accepted as unknown as { _handle: NodeHandle | null };
  const handle = internals._handle as NodeHandle;
  internals._handle = null;
  accepted.destroy();
  return handle;
};

/**
 * Gives the handles a listening server accepts to `take`, before Node makes a socket of each: the socket would be thrown
 * away at once, and making it is a third of the cost of a connection.
 */
export const acceptHandles = (server: Server, take: (handle: NodeHandle) => void): void => {
  const internals = (server as unknown as { _handle: { onconnection: unknown } })._handle;
  internals.onconnection = (error: number, handle?: NodeHandle) => {
    if (!error && handle) take(handle);
  };
};

/** Is this body a call that brings descriptors, and how many? -1 when it announces more than allowed. */
const announcedFds = (body: Buffer): number => {
  if (body.readInt32BE(12) !== MessageType.CALL_WITH_FDS || body.length < HEADER_SIZE + 4) return 0;
  const count = body.readUInt32BE(HEADER_SIZE);
  return count > FDS_MAX ? -1 : count;
};

/** Smaller bodies come cheaper from Node's own pool. */
const SPARE_MIN = 16 << 10;
const SPARES_MAX = 32;

/** Memory of stream data is used again: fresh memory for each frame costs the collector more than all else together. */
const createSpares = () => {
  let spares: ArrayBuffer[] = [];
  return {
    take(length: number): Buffer<ArrayBufferLike> {
      if (length < SPARE_MIN) return Buffer.allocUnsafe(length);
      const at = spares.findIndex(({ byteLength }) => byteLength >= length && byteLength <= length * 2);
      const [memory] = at >= 0 ? spares.splice(at, 1) : [];
      return memory ? Buffer.from(memory, 0, length) : Buffer.allocUnsafeSlow(length);
    },
    give({ buffer }: Buffer): void {
      if (buffer.byteLength < SPARE_MIN) return;
      if (spares.length >= SPARES_MAX) spares = spares.slice(1);
      spares.push(buffer as ArrayBuffer);
    },
  };
};

/** Makes a socket of an accepted, unread handle that reads frames exactly. */
export const readFrames = (handle: NodeHandle, sink: FrameSink): FrameReader => {
  const head: Buffer = Buffer.allocUnsafe(FIRST);
  const spares = createSpares();
  const arenas = createArenas();
  let target: Buffer = head;
  let filled = 0;
  let done = false;
  /** Descriptors are awaited: only recvmsg(2) may read. */
  let collecting = false;

  const stop = (): boolean => {
    done = true;
    sink.broken();
    return false;
  };

  /** `fds`: descriptors that have been read already; `more`: bytes that are no descriptor's follow. */
  const deliver = (body: Buffer, fds: number[] = [], more = false): boolean => {
    const wanted = announcedFds(body);
    if (wanted < 0 || fds.length > wanted || (wanted > fds.length && more)) {
      closeFds(fds);
      return stop();
    }
    if (wanted === fds.length) {
      sink.frame(body, fds);
      return !done;
    }
    handle.readStop();
    collecting = true;
    collect(body, wanted, fds, Date.now() + FD_WAIT_MS);
    return true;
  };

  const lengthFits = (length: number): boolean => length >= FIRST && length <= BODY_MAX + LENGTH_SIZE;

  /** Takes all that has arrived behind the header of a stream's frame; what is incomplete is left to exact reads. */
  const gulp = (): boolean => {
    const arena = arenas.current();
    let at = arena.used;
    const { memory } = arena;
    head.copy(memory, at);
    arena.used += FIRST;
    let end = arena.used;
    for (let turn = 0; turn < GULPS && memory.length > end; turn++) {
      const { count, fds } = arena.receive(handle.fd);
      if (count <= 0) break;
      // Descriptors came with the last byte: it is theirs and no frame's.
      end = arena.used - (fds.length > 0 ? 1 : 0);
      while (end - at >= FIRST) {
        const length = memory.readUInt32BE(at);
        if (!lengthFits(length) || at + length > end) break;
        const body = arena.lend(at + LENGTH_SIZE, at + length);
        at += length;
        if (!deliver(body, at === end ? fds : [], at < end)) return false;
      }
      if (fds.length > 0 && at < end) {
        closeFds(fds);
        return stop();
      }
      if (fds.length > 0 || collecting || socket.isPaused()) break;
    }
    if (at === end) {
      target = head;
      filled = 0;
      return true;
    }
    if (end - at < FIRST) {
      memory.copy(head, 0, at, end);
      target = head;
      filled = end - at;
      // The rest of the header may not come for long: these bytes are the head's now.
      arena.used = at;
      return true;
    }
    const length = memory.readUInt32BE(at);
    if (!lengthFits(length)) return stop();
    filled = end - at - LENGTH_SIZE;
    if (at + length <= memory.length) {
      target = arena.lend(at + LENGTH_SIZE, at + length);
      arena.used = at + length;
      return true;
    }
    target = spares.take(length - LENGTH_SIZE);
    memory.copy(target, 0, at + LENGTH_SIZE, end);
    return true;
  };

  const collect = (body: Buffer, wanted: number, fds: number[], deadline: number): void => {
    const one = Buffer.alloc(1);
    while (fds.length < wanted) {
      if (done || socket.destroyed) return;
      const got = receiveDescriptors(handle.fd, one);
      fds.push(...got.fds);
      if (got.count === 0 || (got.count > 0 && got.fds.length === 0)) return void stop();
      if (got.count < 0) {
        if (Date.now() > deadline) return void stop();
        setTimeout(collect, 1, body, wanted, fds, deadline);
        return;
      }
    }
    collecting = false;
    sink.frame(body, fds);
    if (!done && !socket.destroyed && !socket.isPaused()) handle.readStart();
  };

  const socket = new Socket({
    handle,
    onread: {
      buffer: () => target.subarray(filled),
      callback: (count: number) => {
        filled += count;
        if (done) return false;
        if (target === head) {
          if (filled >= LENGTH_SIZE && !lengthFits(head.readUInt32BE(0))) return stop();
          if (filled < FIRST) return true;
          if (head.readInt32BE(TYPE_AT) === MessageType.STREAM && head.readUInt32BE(0) >= SPARE_MIN)
            return gulp();
          const body = spares.take(head.readUInt32BE(0) - LENGTH_SIZE);
          head.copy(body, 0, LENGTH_SIZE);
          filled = HEADER_SIZE;
          target = body;
        }
        if (filled < target.length) return true;
        const body = target;
        target = head;
        filled = 0;
        return deliver(body);
      },
    },
  } as unknown as ConstructorParameters<typeof Socket>[0]);
  socket.resume();
  const release = (chunk: Buffer): void => {
    if (!arenas.giveBack(chunk)) spares.give(chunk);
  };
  return { socket, release };
};
