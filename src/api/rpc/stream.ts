// One stream of a call on the wire: Node streams of the driver on one side, STREAM and STREAM_HOLE frames on the other.
// The rules (who ends, who confirms, what an abort is answered with) are in docs/protocol.md, "Streams".
import type { Readable, Writable } from 'node:stream';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import {
  type FrameHeader,
  MessageStatus,
  MessageType,
  STREAM_DATA_MAX,
  StreamHole,
} from '../../../schemas/rpc/frame.ts';
import type { CallStream } from '../../drivers/context.ts';
import { codecOf, Reader } from '../../model/rpc/codec.ts';
import { asVirError, errorFrame, frame, frameHeader } from '../../model/rpc/frame.ts';

const holeCodec = codecOf(StreamHole);

/** What a stream needs of its connection. */
export interface StreamPort {
  /** Writes frames in order; resolves when the socket can take more. */
  write(...parts: Buffer[]): Promise<void> | void;
  /** Stops and resumes taking frames off the socket while a sink is full. */
  hold(): void;
  release(): void;
  /** Much is going to be written: each turn of the reader should find plenty. */
  widen(): void;
  /** Takes back the memory of a payload. */
  reuse(chunk: Buffer): void;
  /** The stream is over; forget it. */
  closed(): void;
  /** The peer broke the rules beyond repair. */
  drop(): void;
}

export interface RpcStream extends CallStream {
  /** Data starts to flow: call after the reply has been written. */
  start(): void;
  incoming(header: FrameHeader, payload: Buffer): void;
  /** The connection is gone. */
  abort(): void;
}

/** Unwritten bytes a sink may have before the socket is held. */
const SINK_HIGH_WATER = 4 << 20;

export const createRpcStream = (call: FrameHeader, port: StreamPort, sparse: boolean): RpcStream => {
  const base: FrameHeader = { ...call, type: MessageType.STREAM, status: MessageStatus.CONTINUE };
  let readable: Readable | null = null;
  let writable: Writable | null = null;
  let sent: ((chunk: Buffer) => void) | undefined;
  let over = false;
  let pending = 0;
  let holding = false;

  const close = (): void => {
    if (over) return;
    over = true;
    if (holding) port.release();
    port.closed();
  };

  const fail = (error: unknown): void => {
    if (over) return;
    port.write(errorFrame(base, asVirError(error)));
    close();
    readable?.destroy();
    writable?.destroy();
  };

  const confirm = (): void => {
    if (over) return;
    port.write(frame({ ...base, status: MessageStatus.OK }));
    close();
    readable?.destroy();
  };

  /** All frames of a chunk at once: waiting for each would let the socket run dry in between. */
  const sendData = (data: Buffer): Promise<void> | void => {
    const parts: Buffer[] = [];
    for (let at = 0; at < data.length; at += STREAM_DATA_MAX) {
      const part = data.length <= STREAM_DATA_MAX ? data : data.subarray(at, at + STREAM_DATA_MAX);
      parts.push(frameHeader(base, part.length), part);
    }
    return port.write(...parts);
  };

  const pump = async (source: Readable): Promise<void> => {
    try {
      for await (const chunk of source) {
        if (over) return;
        if (Buffer.isBuffer(chunk)) {
          const gone = chunk.length > 0 ? sendData(chunk) : undefined;
          if (!gone) continue;
          await gone;
          // Only what was waited for has certainly left.
          sent?.(chunk);
        } else
          await port.write(
            frame({ ...base, type: MessageType.STREAM_HOLE }, (w) =>
              holeCodec.encode(w, { length: chunk.hole, flags: 0 }),
            ),
          );
      }
      if (!over) port.write(frame(base));
    } catch (error) {
      fail(error);
    }
  };

  const accept = (chunk: Buffer | { hole: number }, size: number): void => {
    if (!writable || writable.writableEnded) return;
    pending += size;
    writable.write(chunk, () => {
      pending -= size;
      if (holding && pending < SINK_HIGH_WATER / 2) {
        holding = false;
        port.release();
      }
    });
    if (pending > SINK_HIGH_WATER && !holding) {
      holding = true;
      port.hold();
    }
  };

  const finish = (): void => {
    if (!writable || writable.writableFinished) confirm();
    // It has failed, and its error event, which tells the client, is on its way.
    else if (writable.destroyed) return;
    else writable.end((error?: Error | null) => (error ? fail(error) : confirm()));
  };

  return {
    attach(ends) {
      readable = ends.readable ?? null;
      writable = ends.writable ?? null;
      sent = ends.sent;
      readable?.on('error', fail);
      writable?.on('error', fail);
    },
    release: port.reuse,
    start() {
      if (over || !readable) return;
      port.widen();
      void pump(readable);
    },
    incoming(header, payload) {
      if (over) return;
      if (header.type === MessageType.STREAM_HOLE) {
        if (!sparse) return port.drop();
        try {
          accept({ hole: holeCodec.decode(new Reader(payload)).length }, 64);
        } catch {
          port.drop();
        }
        return;
      }
      switch (header.status) {
        case MessageStatus.CONTINUE:
          if (payload.length > 0) return accept(payload, payload.length);
          if (writable && !readable) return;
          return fail(
            new VirError(
              ErrorCode.SYSTEM_ERROR,
              ErrorDomain.RPC,
              'cannot write to stream: Bad file descriptor',
            ),
          );
        case MessageStatus.OK:
          return finish();
        default:
          port.write(frame({ ...base, status: MessageStatus.OK }));
          close();
          readable?.destroy();
          writable?.destroy();
      }
    },
    abort() {
      if (over) return;
      over = true;
      readable?.destroy();
      writable?.destroy();
    },
  };
};
