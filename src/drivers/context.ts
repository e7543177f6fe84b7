// What a driver knows of the call it is answering: who asks, with what rights, until when, and the call's stream and
// descriptors if it has any. Nothing here tells which face the call came through.
import type { Readable, Writable } from 'node:stream';
import type { Connection } from './table.ts';

/** Who is at the other end, as far as the transport can tell. */
export interface Identity {
  readonly pid?: number;
  /** Start time of the process in clock ticks, so that a reused pid is another identity. */
  readonly startTime?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly userName?: string;
  readonly groupName?: string;
  readonly saslUserName?: string;
  readonly x509dname?: string;
  readonly selinuxContext?: string;
}

/** A hole in a sparse stream, in bytes. Streams opened sparse carry these beside buffers, in order. */
export interface Hole {
  readonly hole: number;
}
export type StreamChunk = Buffer | Hole;
export const isHole = (chunk: StreamChunk): chunk is Hole => !Buffer.isBuffer(chunk);

/**
 * The data that travels beside a call. The driver attaches Node streams (object mode, chunks are StreamChunk) before
 * it answers; data flows after the reply. `readable` goes to the client; `writable` receives from it, and its end must
 * only be reported ('finish') when all has been written and let go. Errors on either reach the client as the stream's error;
 * an abort destroys both.
 */
export interface CallStream {
  attach(ends: StreamEnds): void;
  /** A sink may give a buffer back that it has done with: the face fills it anew. */
  release?(chunk: Buffer): void;
}
export interface StreamEnds {
  readonly readable?: Readable;
  readonly writable?: Writable;
  /** Told of a buffer of `readable` that has left: the source may fill it anew. */
  readonly sent?: (chunk: Buffer) => void;
}

export interface CallContext {
  readonly connection: Connection;
  readonly identity: Identity;
  readonly readOnly: boolean;
  /** Identifies the client's session for autodestroy, exclusive consoles and the like. */
  readonly session: object;
  /** Called when the session ends; returns a function that takes it back. */
  onSessionEnd(callback: () => void): () => void;
  /** Public API name, for errors: virDomainGetInfo. */
  readonly api: string;
  /** Aborted when the client is gone or the call's deadline is over. */
  readonly signal: AbortSignal;
  readonly stream: CallStream | null;
  /** Descriptors that came with the call; the driver owns and closes them. */
  readonly fds: readonly number[];
  /** Sends descriptors with the reply; they are closed afterwards. */
  sendFds(fds: readonly number[]): void;
}
