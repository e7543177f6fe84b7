// Looking at the Ethernet frames of one device (packet(7)), without ever waiting for one.
import { addressOf, errno, libc } from './libc.ts';
import { linkIndex } from './link.ts';
import { NetlinkError } from './netlink.ts';

const socketCall = libc.func('int socket(int, int, int)');
const bindCall = libc.func('int bind(int, _In_ uint8_t *, uint32_t)');
const recvCall = libc.func('int64_t recv(int, _Out_ uint8_t *, size_t, int)');
const setsockoptCall = libc.func('int setsockopt(int, int, int, _In_ uint8_t *, uint32_t)');
const closeCall = libc.func('int close(int)');

const AF_PACKET = 17;
const SOCK_RAW_NONBLOCK = 3 | 0o2000000 | 0o4000;
const ETH_P_ALL = 0x0003;
const MSG_DONTWAIT = 0x40;
const SNAPLEN = 1024;

const SOL_SOCKET = 1;
const SO_ATTACH_FILTER = 26;

/** Instructions of bpf(4): code, jumps if true and if false, operand. Only what goes from or to a DHCP server's port passes. */
const dhcpProgram: readonly (readonly [number, number, number, number])[] = [
  [0x28, 0, 0, 12],
  [0x15, 0, 10, 0x0800],
  [0x30, 0, 0, 23],
  [0x15, 0, 8, 17],
  [0x28, 0, 0, 20],
  [0x45, 6, 0, 0x1fff],
  [0xb1, 0, 0, 14],
  [0x48, 0, 0, 14],
  [0x15, 2, 0, 67],
  [0x48, 0, 0, 16],
  [0x15, 0, 1, 67],
  [0x06, 0, 0, SNAPLEN],
  [0x06, 0, 0, 0],
];

/** Has the kernel keep everything but DHCP to itself, so that a busy guest costs nothing. */
const onlyDhcp = (fd: number): void => {
  const program = Buffer.alloc(dhcpProgram.length * 8);
  for (const [i, [code, yes, no, operand]] of dhcpProgram.entries()) {
    program.writeUInt16LE(code, i * 8);
    program.writeUInt8(yes, i * 8 + 2);
    program.writeUInt8(no, i * 8 + 3);
    program.writeUInt32LE(operand, i * 8 + 4);
  }
  const record = Buffer.alloc(16);
  record.writeUInt16LE(dhcpProgram.length, 0);
  record.writeBigUInt64LE(addressOf(program), 8);
  if ((setsockoptCall(fd, SOL_SOCKET, SO_ATTACH_FILTER, record, record.length) as number) < 0)
    throw new NetlinkError(errno());
};

export interface FrameReader {
  /** The next frame that has already come, cut to its first kilobyte; null when there is none. */
  next(): Buffer | null;
  close(): void;
}

/** Opens a device for looking at. */
export const readFrames = (device: string, dhcpOnly = false): FrameReader => {
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
  if (dhcpOnly)
    try {
      onlyDhcp(fd);
    } catch (error) {
      closeCall(fd);
      throw error;
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
