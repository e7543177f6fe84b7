// TAP devices: the guest's end of a virtual cable, as file descriptors for QEMU.
import { closeSync, constants, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { errno, libc } from './libc.ts';
import { deleteLink, findLink, IFNAME_MAX } from './link.ts';
import { NetlinkError } from './netlink.ts';

const ioctlCall = libc.func('int ioctl(int, unsigned long, _Inout_ uint8_t *)');
const mknodCall = libc.func('int mknod(const char *, uint32_t, uint64_t)');
const S_IFCHR = 0o020000;
const ioctlInt = libc.func('int ioctl(int, unsigned long, uint64_t)');
const TUNSETIFF = 0x400454can;
const TUNSETPERSIST = 0x400454cbn;
const TUNSETOWNER = 0x400454ccn;
const IFF_TAP = 0x0002;
const IFF_NO_PI = 0x1000;
const IFF_VNET_HDR = 0x4000;
const IFF_MULTI_QUEUE = 0x0100;

export interface TapOptions {
  /** A name, or a template such as `vnet%d` of which the kernel picks the first free one. */
  readonly name: string;
  readonly queues?: number;
  readonly vnetHeader?: boolean;
  /** It outlives its descriptors. */
  readonly persist?: boolean;
  readonly ownerUid?: number;
}
export interface Tap {
  readonly name: string;
  /** One for each queue; whoever asked closes them. */
  readonly fds: readonly number[];
}

/** Makes a TAP device. Throws NetlinkError with the errno of the system call. */
export const openTap = (options: TapOptions): Tap => {
  const queues = options.queues ?? 1;
  const fds: number[] = [];
  let name = options.name;
  if (Buffer.byteLength(name) > IFNAME_MAX) throw new NetlinkError(34);
  try {
    for (let queue = 0; queue < queues; queue++) {
      const fd = openSync('/dev/net/tun', constants.O_RDWR);
      fds.push(fd);
      const request = Buffer.alloc(40);
      request.write(name, 0, IFNAME_MAX);
      request.writeUInt16LE(
        IFF_TAP |
          IFF_NO_PI |
          (options.vnetHeader === false ? 0 : IFF_VNET_HDR) |
          (queues > 1 ? IFF_MULTI_QUEUE : 0),
        16,
      );
      if ((ioctlCall(fd, TUNSETIFF, request) as number) < 0) throw new NetlinkError(errno());
      name = request.toString('utf8', 0, request.indexOf(0));
      if (options.persist && (ioctlInt(fd, TUNSETPERSIST, 1) as number) < 0) throw new NetlinkError(errno());
      if (options.ownerUid !== undefined && (ioctlInt(fd, TUNSETOWNER, options.ownerUid) as number) < 0)
        throw new NetlinkError(errno());
    }
  } catch (error) {
    for (const fd of fds) closeSync(fd);
    if (error instanceof NetlinkError) throw error;
    const code = (error as NodeJS.ErrnoException).errno;
    throw new NetlinkError(code === undefined ? 5 : -code, '/dev/net/tun');
  }
  return { name, fds };
};

/** Removes a TAP device. */
export const deleteTap = (name: string): void => deleteLink(name);

/** The number of a macvtap device's node, from sysfs; undefined where that shows another namespace. */
const nodeNumber = (name: string, index: number): number | undefined => {
  try {
    const text = readFileSync(`/sys/class/net/${name}/tap${index}/dev`, 'utf8');
    const [major = 0, minor = 0] = text.trim().split(':').map(Number);
    return major * 256 + (minor & 0xff) + (minor & ~0xff) * 4096;
  } catch {
    return undefined;
  }
};

/** Opens the device's node: that in /dev, unless it is not there yet or belongs to a namesake elsewhere. */
const openNode = (path: string, number: number | undefined): number => {
  const there = statSync(path, { throwIfNoEntry: false });
  if (number === undefined || there?.rdev === number) return openSync(path, constants.O_RDWR);
  const own = `/dev/.virtlight-tap-${process.pid}`;
  rmSync(own, { force: true });
  if ((mknodCall(own, S_IFCHR | 0o600, number) as number) < 0) throw new NetlinkError(errno());
  try {
    return openSync(own, constants.O_RDWR);
  } finally {
    rmSync(own, { force: true });
  }
};

/** Opens a macvtap device once for each queue. */
export const openMacvtap = (name: string, queues = 1, vnetHeader = true): readonly number[] => {
  const link = findLink(name);
  if (!link) throw new NetlinkError(19);
  const number = nodeNumber(name, link.index);
  const fds: number[] = [];
  try {
    for (let queue = 0; queue < queues; queue++) {
      const fd = openNode(`/dev/tap${link.index}`, number);
      fds.push(fd);
      const request = Buffer.alloc(40);
      request.writeUInt16LE(
        IFF_TAP | IFF_NO_PI | (vnetHeader ? IFF_VNET_HDR : 0) | (queues > 1 ? IFF_MULTI_QUEUE : 0),
        16,
      );
      if ((ioctlCall(fd, TUNSETIFF, request) as number) < 0) throw new NetlinkError(errno());
    }
  } catch (error) {
    for (const fd of fds) closeSync(fd);
    throw error;
  }
  return fds;
};
