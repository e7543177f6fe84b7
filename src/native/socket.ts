// What Node's sockets lack: the peer's credentials, and descriptors in messages (SCM_RIGHTS). See unix(7), cmsg(3).
import { addressOf, EAGAIN, EINTR, errno, libc } from './libc.ts';

const getsockopt = libc.func('int getsockopt(int, int, int, void *, void *)');
const setsockopt = libc.func('int setsockopt(int, int, int, void *, unsigned int)');
const sendmsg = libc.func('int64_t sendmsg(int, void *, int)');
const recvmsg = libc.func('int64_t recvmsg(int, void *, int)');
const socketFn = libc.func('int socket(int, int, int)');
const sendto = libc.func('int64_t sendto(int, void *, size_t, int, void *, unsigned int)');
const closeFn = libc.func('int close(int)');
const socketpairFn = libc.func('int socketpair(int, int, int, void *)');

const SOL_SOCKET = 1;
const SO_PEERCRED = 17;
const SO_PEERSEC = 31;
const SCM_RIGHTS = 1;
const AF_UNIX = 1;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0x80000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
const MSG_CMSG_CLOEXEC = 0x40000000;

export interface PeerCredentials {
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
}

/** Who connected a unix socket; null when the descriptor is no unix socket. */
export const peerCredentials = (fd: number): PeerCredentials | null => {
  const cred = Buffer.alloc(12);
  const size = Buffer.alloc(4);
  size.writeInt32LE(12);
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, cred, size) !== 0) return null;
  const pid = cred.readInt32LE(0);
  return pid > 0 ? { pid, uid: cred.readUInt32LE(4), gid: cred.readUInt32LE(8) } : null;
};

const SO_SNDBUFFORCE = 32;
/** Lets more bytes wait in a socket than the host allows by default; only root may, for others nothing changes. */
export const widenSendBuffer = (fd: number, bytes: number): void => {
  const value = Buffer.alloc(4);
  value.writeInt32LE(bytes);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, value, value.length);
};

/** The peer's security label (SELinux context), or null. */
export const peerSecurity = (fd: number): string | null => {
  const label = Buffer.alloc(1024);
  const size = Buffer.alloc(4);
  size.writeInt32LE(label.length);
  if (getsockopt(fd, SOL_SOCKET, SO_PEERSEC, label, size) !== 0) return null;
  const text = label.toString('utf8', 0, size.readInt32LE(0)).replace(/\0+$/, '');
  return text || null;
};

const messageHeader = (data: Buffer, control: Buffer): { header: Buffer; keep: Buffer[] } => {
  const iov = Buffer.alloc(16);
  iov.writeBigUInt64LE(addressOf(data), 0);
  iov.writeBigUInt64LE(BigInt(data.length), 8);
  const header = Buffer.alloc(56);
  header.writeBigUInt64LE(addressOf(iov), 16);
  header.writeBigUInt64LE(1n, 24);
  header.writeBigUInt64LE(addressOf(control), 32);
  header.writeBigUInt64LE(BigInt(control.length), 40);
  return { header, keep: [data, control, iov] };
};

/** Sends one byte with one descriptor, as libvirt's peers expect each to travel. False: try again later. */
export const sendDescriptor = (socket: number, fd: number): boolean =>
  sendWithDescriptors(socket, Buffer.alloc(1), [fd]);

/** Sends data with descriptors in one message. False: the socket is full, nothing was sent. */
export const sendWithDescriptors = (socket: number, data: Buffer, fds: readonly number[]): boolean => {
  const control = Buffer.alloc(16 + ((fds.length * 4 + 7) & ~7));
  control.writeBigUInt64LE(BigInt(16 + fds.length * 4), 0);
  control.writeInt32LE(SOL_SOCKET, 8);
  control.writeInt32LE(SCM_RIGHTS, 12);
  fds.forEach((fd, i) => void control.writeInt32LE(fd, 16 + 4 * i));
  const { header } = messageHeader(data, control);
  for (;;) {
    if (Number(sendmsg(socket, header, MSG_DONTWAIT | MSG_NOSIGNAL)) >= 0) return true;
    const code = errno();
    if (code === EINTR) continue;
    if (code === EAGAIN) return false;
    throw Object.assign(new Error('sendmsg failed'), { errno: code });
  }
};

const CONTROL_SIZE = 256;
/** The descriptors of a received message: control messages up to `used`. */
const descriptorsIn = (control: Buffer, used: number): number[] => {
  const fds: number[] = [];
  for (let at = 0; at + 16 <= used; ) {
    const length = Number(control.readBigUInt64LE(at));
    if (length < 16) break;
    if (control.readInt32LE(at + 8) === SOL_SOCKET && control.readInt32LE(at + 12) === SCM_RIGHTS)
      for (let p = at + 16; p + 4 <= at + length; p += 4) fds.push(control.readInt32LE(p));
    at += (length + 7) & ~7;
  }
  return fds;
};

export interface Received {
  /** 0 is the end, -1 is nothing yet. */
  readonly count: number;
  /** Close-on-exec. They came with the last byte of the data: a read never goes on past them. */
  readonly fds: number[];
}
const NOTHING: Received = { count: -1, fds: [] };

/** Receives into `data`; gives the count (0 is the end, -1 is nothing yet) and any descriptors, close-on-exec. */
export const receiveDescriptors = (socket: number, data: Buffer): Received => {
  const control = Buffer.alloc(CONTROL_SIZE);
  const { header } = messageHeader(data, control);
  for (;;) {
    const count = Number(recvmsg(socket, header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT));
    if (count < 0) {
      const code = errno();
      if (code === EINTR) continue;
      return { count: code === EAGAIN ? -1 : 0, fds: [] };
    }
    return { count, fds: descriptorsIn(control, Number(header.readBigUInt64LE(40))) };
  }
};

/** Receives again and again into the same memory, without making anything for each read. */
export const createReceiver = (memory: Buffer): ((socket: number, from: number) => Received) => {
  const control = Buffer.alloc(CONTROL_SIZE);
  const { header, keep } = messageHeader(memory, control);
  const iov = keep[2] as Buffer;
  const start = addressOf(memory);
  return (socket, from) => {
    iov.writeBigUInt64LE(start + BigInt(from), 0);
    iov.writeBigUInt64LE(BigInt(memory.length - from), 8);
    header.writeBigUInt64LE(BigInt(CONTROL_SIZE), 40);
    const count = Number(recvmsg(socket, header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT));
    // What went wrong is met again by the next ordinary read.
    if (count < 0) return NOTHING;
    return { count, fds: descriptorsIn(control, Number(header.readBigUInt64LE(40))) };
  };
};

/** Sends one datagram to a unix socket path ('@' first: the abstract namespace). Used by sd_notify(3) and syslog. */
export const sendDatagram = (path: string, text: string): boolean => {
  const fd = socketFn(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0) as number;
  if (fd < 0) return false;
  const name = Buffer.from(path.startsWith('@') ? `\0${path.slice(1)}` : `${path}\0`);
  const address = Buffer.concat([Buffer.from([AF_UNIX, 0]), name]);
  const data = Buffer.from(text);
  const sent = Number(sendto(fd, data, data.length, MSG_NOSIGNAL, address, address.length));
  closeFn(fd);
  return sent === data.length;
};

/** Two connected stream sockets, both close-on-exec. */
export const socketPair = (): [number, number] => {
  const pair = Buffer.alloc(8);
  if (socketpairFn(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) !== 0)
    throw Object.assign(new Error('socketpair failed'), { errno: errno() });
  return [pair.readInt32LE(0), pair.readInt32LE(4)];
};
