// The kernel's announcements of devices that come, go and change (NETLINK_KOBJECT_UEVENT).
import { errno, libc } from './libc.ts';

const socket = libc.func('socket', 'int', ['int', 'int', 'int']);
const bind = libc.func('bind', 'int', ['int', 'void *', 'unsigned int']);
const recv = libc.func('recv', 'int64_t', ['int', 'void *', 'uint64_t', 'int']);
const close = libc.func('close', 'int', ['int']);

const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC_NONBLOCK = 3 | 0o2000000 | 0o4000;
const NETLINK_KOBJECT_UEVENT = 15;
const KERNEL_GROUP = 1;

/** An announcement: what happened, where below /sys, and the properties. */
export interface Uevent {
  readonly action: string;
  readonly path: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface UeventSocket {
  /** What has arrived since the last call, without waiting. */
  drain(): Uevent[];
  close(): void;
}

const parse = (message: Buffer): Uevent | null => {
  const [head = '', ...rest] = message.toString('utf8').split('\0');
  const at = head.indexOf('@');
  if (at < 0) return null;
  const properties: Record<string, string> = {};
  for (const line of rest) {
    const equals = line.indexOf('=');
    if (equals > 0) properties[line.slice(0, equals)] = line.slice(equals + 1);
  }
  return { action: head.slice(0, at), path: head.slice(at + 1), properties };
};

/** Listens; null where the kernel does not let us. */
export const openUevents = (): UeventSocket | null => {
  const fd = socket(AF_NETLINK, SOCK_RAW_CLOEXEC_NONBLOCK, NETLINK_KOBJECT_UEVENT) as number;
  if (fd < 0) return null;
  const address = Buffer.alloc(12);
  address.writeUInt16LE(AF_NETLINK, 0);
  address.writeUInt32LE(KERNEL_GROUP, 8);
  if (bind(fd, address, address.length) !== 0) {
    close(fd);
    return null;
  }
  const buffer = Buffer.alloc(16384);
  let open = true;
  return {
    drain() {
      const events: Uevent[] = [];
      while (open) {
        const length = Number(recv(fd, buffer, buffer.length, 0));
        if (length < 0 && errno() === 4) continue;
        if (length <= 0) break;
        const event = parse(buffer.subarray(0, length));
        if (event) events.push(event);
      }
      return events;
    },
    close() {
      if (open) close(fd);
      open = false;
    },
  };
};
