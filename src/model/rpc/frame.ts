// Whole frames: header in and out, and an error as the payload of a reply.
import { ErrorCode, ErrorDomain, ErrorLevel, VirError } from '../../../schemas/errors.ts';
import {
  type FrameHeader,
  HEADER_SIZE,
  LENGTH_SIZE,
  MessageStatus,
  RemoteError,
} from '../../../schemas/rpc/frame.ts';
import { codecOf, Reader, Writer } from './codec.ts';

const errorCodec = codecOf(RemoteError);

/** Reads the header of a body (what follows the length word). */
export const readHeader = (body: Buffer): FrameHeader => ({
  program: body.readUInt32BE(0),
  version: body.readUInt32BE(4),
  procedure: body.readInt32BE(8),
  type: body.readInt32BE(12),
  serial: body.readUInt32BE(16),
  status: body.readInt32BE(20),
});

const begin = (header: FrameHeader, size: number): Writer => {
  const w = new Writer(size);
  w.pos = LENGTH_SIZE;
  w.u32(header.program);
  w.u32(header.version);
  w.u32(header.procedure);
  w.u32(header.type);
  w.u32(header.serial);
  w.u32(header.status);
  return w;
};

const finish = (w: Writer): Buffer => {
  w.buf.writeUInt32BE(w.pos, 0);
  return w.buf.subarray(0, w.pos);
};

/** A frame whose payload `write` appends. */
export const frame = (header: FrameHeader, write?: (w: Writer) => void, size = 256): Buffer => {
  const w = begin(header, size);
  write?.(w);
  return finish(w);
};

/** A header alone, announcing `payload` bytes that are written separately. */
export const frameHeader = (header: FrameHeader, payload: number): Buffer => {
  const w = begin(header, LENGTH_SIZE + HEADER_SIZE);
  w.buf.writeUInt32BE(w.pos + payload, 0);
  return w.buf.subarray(0, w.pos);
};

/** Anything thrown, as an error libvirt's clients can show; what is not ours becomes an internal error. */
export const asVirError = (thrown: unknown): VirError => {
  if (thrown instanceof VirError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, text);
};

const writeError = (w: Writer, error: VirError): void =>
  errorCodec.encode(w, {
    code: error.code,
    domain: error.domain,
    message: error.message,
    level: error.level,
    str1: error.fields.str1,
    str2: error.fields.str2,
    str3: error.fields.str3,
    int1: error.fields.int1,
    int2: error.fields.int2,
  });

export const errorFrame = (header: FrameHeader, error: VirError): Buffer =>
  frame({ ...header, status: MessageStatus.ERROR }, (w) => writeError(w, error), 1024);

/** The error in a reply, as the client side reads it. */
export const readError = (payload: Buffer): VirError => {
  const e = errorCodec.decode(new Reader(payload));
  const error = new VirError(
    e.code || ErrorCode.INTERNAL_ERROR,
    e.domain,
    null,
    { str1: e.str1, str2: e.str2, str3: e.str3, int1: e.int1, int2: e.int2 },
    e.message ?? 'Unknown error',
  );
  if (e.level !== ErrorLevel.ERROR) Object.assign(error, { level: e.level });
  return error;
};
