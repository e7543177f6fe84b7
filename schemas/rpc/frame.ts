// The frame around every message (virNetMessageHeader), its limits, and the error object in replies.
import { Domain, Network, string } from './objects.ts';
import { hyper, int, optional, struct, uint } from './types.ts';

export const MessageType = {
  CALL: 0,
  REPLY: 1,
  MESSAGE: 2,
  STREAM: 3,
  CALL_WITH_FDS: 4,
  REPLY_WITH_FDS: 5,
  STREAM_HOLE: 6,
} as const;

export const MessageStatus = { OK: 0, ERROR: 1, CONTINUE: 2 } as const;

/** Bytes of the length word, and of the header after it. */
export const LENGTH_SIZE = 4;
export const HEADER_SIZE = 24;
/** Largest body after the length word. */
export const BODY_MAX = 33554432;
/**
 * What one stream packet carries at most. Every peer takes 262,120 bytes, but a client's C library maps and unmaps memory for
 * each buffer above 128 KiB, and that costs it seven times what the rest of a download does (docs/decisions/0009).
 */
export const STREAM_DATA_MAX = 126976;
export const FDS_MAX = 32;

export interface FrameHeader {
  program: number;
  version: number;
  procedure: number;
  type: number;
  serial: number;
  status: number;
}

export const RemoteError = struct({
  code: int,
  domain: int,
  message: optional(string),
  level: int,
  dom: optional(Domain),
  str1: optional(string),
  str2: optional(string),
  str3: optional(string),
  int1: int,
  int2: int,
  net: optional(Network),
});

export const StreamHole = struct({ length: hyper, flags: uint });
