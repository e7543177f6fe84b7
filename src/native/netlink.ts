// Conversations with the kernel about network devices (rtnetlink, rtnetlink(7)): packing, sending, reading the answer.
// What can be asked is in link.ts and route.ts. The kernel answers before send() returns, so nothing here waits.
import { errno, libc, strerror } from './libc.ts';

const socketCall = libc.func('int socket(int, int, int)');
const sendCall = libc.func('int64_t send(int, _In_ uint8_t *, size_t, int)');
const recvCall = libc.func('int64_t recv(int, _Out_ uint8_t *, size_t, int)');
const setsockoptCall = libc.func('int setsockopt(int, int, int, _In_ uint8_t *, uint32_t)');
const closeCall = libc.func('int close(int)');

const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const NETLINK_ROUTE = 0;
const SOL_NETLINK = 270;
const NETLINK_EXT_ACK = 11;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
const NLM_F_REQUEST = 1;
const NLM_F_ACK = 4;
const NLM_F_DUMP = 0x300;
const NLM_F_CAPPED = 0x100;
const NLM_F_ACK_TLVS = 0x200;
const NLMSGERR_ATTR_MSG = 1;
const EINTR = 4;
/** Set on an attribute that holds others. */
export const NESTED = 0x8000;

/** A refusal by the kernel, with its errno and, where the kernel gives one, its own explanation. */
export class NetlinkError extends Error {
  readonly errno: number;
  readonly reason: string | null;

  constructor(code: number, reason: string | null = null) {
    super(reason ? `${strerror(code)} (${reason})` : strerror(code));
    this.name = 'NetlinkError';
    this.errno = code;
    this.reason = reason;
  }
}

const align = (length: number): number => (length + 3) & ~3;

/** One attribute: type and value, padded. */
export const attribute = (type: number, value: Buffer | readonly Buffer[]): Buffer => {
  const body = Buffer.isBuffer(value) ? value : Buffer.concat(value);
  const out = Buffer.alloc(align(4 + body.length));
  out.writeUInt16LE(4 + body.length, 0);
  out.writeUInt16LE(type, 2);
  body.copy(out, 4);
  return out;
};
export const u8 = (value: number): Buffer => Buffer.from([value]);
export const u16 = (value: number): Buffer => {
  const out = Buffer.alloc(2);
  out.writeUInt16LE(value);
  return out;
};
export const u32 = (value: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value >>> 0);
  return out;
};
/** A string with its NUL. */
export const stringz = (value: string): Buffer => Buffer.from(`${value}\0`);

/** The attributes in a stretch of a message, by type; later ones of the same type win. */
export const attributesOf = (data: Buffer, from = 0): Map<number, Buffer> => {
  const found = new Map<number, Buffer>();
  for (let at = from; at + 4 <= data.length; ) {
    const length = data.readUInt16LE(at);
    if (length < 4 || at + length > data.length) break;
    found.set(data.readUInt16LE(at + 2) & 0x3fff, data.subarray(at + 4, at + length));
    at += align(length);
  }
  return found;
};
export const textOf = (data: Buffer | undefined): string => {
  if (!data) return '';
  const end = data.indexOf(0);
  return data.toString('utf8', 0, end < 0 ? data.length : end);
};

export interface NetlinkSocket {
  /** Sends one request and waits for its acknowledgement. Throws NetlinkError. */
  request(type: number, flags: number, payload: readonly Buffer[]): void;
  /** The objects of a dump, each a payload without its header. */
  dump(type: number, payload: readonly Buffer[]): Buffer[];
  /** The one object a request asks for. */
  get(type: number, payload: readonly Buffer[]): Buffer;
  close(): void;
}

const explanation = (message: Buffer, flags: number): string | null => {
  if ((flags & NLM_F_ACK_TLVS) === 0 || message.length < 20) return null;
  const echoed = (flags & NLM_F_CAPPED) !== 0 ? 16 : align(message.readUInt32LE(4));
  return textOf(attributesOf(message, 4 + echoed).get(NLMSGERR_ATTR_MSG)) || null;
};

const pack = (type: number, flags: number, sequence: number, payload: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(payload);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(16 + body.length, 0);
  header.writeUInt16LE(type, 4);
  header.writeUInt16LE(flags | NLM_F_REQUEST, 6);
  header.writeUInt32LE(sequence, 8);
  return Buffer.concat([header, body]);
};

/** Opens a conversation in the network namespace of the calling thread. */
export const openNetlink = (): NetlinkSocket => {
  const fd = socketCall(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE) as number;
  if (fd < 0) throw new NetlinkError(errno());
  setsockoptCall(fd, SOL_NETLINK, NETLINK_EXT_ACK, u32(1), 4);
  const inbox = Buffer.alloc(1 << 16);
  let sequence = 0;

  const exchange = (type: number, flags: number, payload: readonly Buffer[], single: boolean): Buffer[] => {
    const message = pack(type, flags, ++sequence, payload);
    if (Number(sendCall(fd, message, message.length, 0)) < 0) throw new NetlinkError(errno());
    const found: Buffer[] = [];
    for (;;) {
      const size = Number(recvCall(fd, inbox, inbox.length, 0));
      if (size < 0) {
        if (errno() === EINTR) continue;
        throw new NetlinkError(errno());
      }
      for (let at = 0; at + 16 <= size; ) {
        const length = inbox.readUInt32LE(at);
        if (length < 16 || at + length > size) break;
        const kind = inbox.readUInt16LE(at + 4);
        const data = Buffer.from(inbox.subarray(at + 16, at + length));
        const mine = inbox.readUInt32LE(at + 8) === sequence;
        const bits = inbox.readUInt16LE(at + 6);
        at += align(length);
        if (!mine) continue;
        if (kind === NLMSG_ERROR) {
          const code = -data.readInt32LE(0);
          if (code !== 0) throw new NetlinkError(code, explanation(data, bits));
          return found;
        }
        if (kind === NLMSG_DONE) return found;
        found.push(data);
        if (single) return found;
      }
    }
  };
  return {
    request: (type, flags, payload) => void exchange(type, flags | NLM_F_ACK, payload, false),
    dump: (type, payload) => exchange(type, NLM_F_DUMP, payload, false),
    get: (type, payload) => exchange(type, 0, payload, true)[0]!,
    close: () => void closeCall(fd),
  };
};

interface Async {
  async(...args: unknown[]): void;
}

/**
 * One request sent from koffi's thread pool, for the few that the kernel takes long over (removing a bridge waits for
 * every processor). Rejects with NetlinkError.
 */
export const requestLater = (type: number, flags: number, payload: readonly Buffer[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const fd = socketCall(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE) as number;
    if (fd < 0) return reject(new NetlinkError(errno()));
    const message = pack(type, flags | NLM_F_ACK, 1, payload);
    (sendCall as unknown as Async).async(
      fd,
      message,
      message.length,
      0,
      (error: Error | null, sent: number) => {
        const answer = Buffer.alloc(8192);
        const size = error || Number(sent) < 0 ? -1 : Number(recvCall(fd, answer, answer.length, 0));
        closeCall(fd);
        if (error) return reject(error);
        if (size < 20) return reject(new NetlinkError(errno() || 5));
        const code = -answer.readInt32LE(16);
        return code === 0 ? resolve() : reject(new NetlinkError(code));
      },
    );
  });

let shared: NetlinkSocket | null = null;
/** The process's one conversation, opened when first needed. */
export const netlink = (): NetlinkSocket => {
  shared ??= openNetlink();
  return shared;
};
