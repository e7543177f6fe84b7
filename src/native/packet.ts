// Looking at the Ethernet frames of one device (packet(7)), without ever waiting for one.
import { errno, libc } from './libc.ts';
import { linkIndex } from './link.ts';
import { NetlinkError } from './netlink.ts';

const socketCall = libc.func('int socket(int, int, int)');
const bindCall = libc.func('int bind(int, _In_ uint8_t *, uint32_t)');
const recvCall = libc.func('int64_t recv(int, _Out_ uint8_t *, size_t, int)');
const closeCall = libc.func('int close(int)');

const AF_PACKET = 17;
const SOCK_RAW_NONBLOCK = 3 | 0o2000000 | 0o4000;
const ETH_P_ALL = 0x0003;
const MSG_DONTWAIT = 0x40;
const SNAPLEN = 1024;

export interface FrameReader {
  /** The next frame that has already come, cut to its first kilobyte; null when there is none. */
  next(): Buffer | null;
  close(): void;
}

/** Opens a device for looking at. */
export const readFrames = (device: string): FrameReader => {
  const fd = socketCall(AF_PACKET, SOCK_RAW_NONBLOCK, ((ETH_P_ALL & 0xff) << 8) | (ETH_P_ALL >> 8)) as number;
  if (fd < 0) throw new NetlinkError(errno());
  const address = Buffer.alloc(20);
  address.writeUInt16LE(AF_PACKET, 0);
  address.writeUInt16BE(ETH_P_ALL, 2);
  address.writeInt32LE(linkIndex(device), 4);
  if ((bindCall(fd, address, address.length) as number) < 0) {
    const code = errno();
    closeCall(fd);
    throw new NetlinkError(code);
  }
  const frame = Buffer.alloc(SNAPLEN);
  return {
    next() {
      const size = Number(recvCall(fd, frame, frame.length, MSG_DONTWAIT));
      return size > 0 ? Buffer.from(frame.subarray(0, Math.min(size, SNAPLEN))) : null;
    },
    close: () => void closeCall(fd),
  };
};
