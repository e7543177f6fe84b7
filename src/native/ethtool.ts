// Which offloads a network interface has, asked with the ethtool ioctl.
import { addressOf, libc } from './libc.ts';

const socket = libc.func('socket', 'int', ['int', 'int', 'int']);
const ioctl = libc.func('ioctl', 'int', ['int', 'unsigned long', 'void *']);
const close = libc.func('close', 'int', ['int']);

const AF_INET = 2;
const SOCK_DGRAM_CLOEXEC = 2 | 0o2000000;
const SIOCETHTOOL = 0x8946;
const ETHTOOL_GFLAGS = 0x25;
const ETHTOOL_GFEATURES = 0x3a;

/** Commands that answer one yes or no. */
const single: readonly (readonly [feature: string, command: number])[] = [
  ['rx', 0x14],
  ['tx', 0x16],
  ['sg', 0x18],
  ['tso', 0x1e],
  ['gso', 0x23],
  ['gro', 0x2b],
];
const flags: readonly (readonly [feature: string, bit: number])[] = [
  ['lro', 1 << 15],
  ['rxvlan', 1 << 8],
  ['txvlan', 1 << 7],
  ['ntuple', 1 << 27],
  ['rxhash', 1 << 28],
];
const TX_UDP_TUNNEL_BIT = 25;

/** The features of an interface in libvirt's words and order; none when it cannot be asked. */
export const interfaceFeatures = (name: string): string[] => {
  const fd = socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0) as number;
  if (fd < 0) return [];
  const ask = (data: Buffer): boolean => {
    const request = Buffer.alloc(40);
    request.write(name, 0, 15, 'latin1');
    request.writeBigUInt64LE(addressOf(data), 16);
    return (ioctl(fd, SIOCETHTOOL, request) as number) === 0;
  };
  try {
    const found: string[] = [];
    const value = Buffer.alloc(8);
    for (const [feature, command] of single) {
      value.writeUInt32LE(command, 0);
      value.writeUInt32LE(0, 4);
      if (ask(value) && value.readUInt32LE(4) > 0) found.push(feature);
    }
    value.writeUInt32LE(ETHTOOL_GFLAGS, 0);
    value.writeUInt32LE(0, 4);
    if (ask(value)) {
      const set = value.readUInt32LE(4);
      for (const [feature, bit] of flags) if (set & bit) found.push(feature);
    }
    // struct ethtool_gfeatures: command, blocks, then available, requested, active, never_changed of each block.
    const features = Buffer.alloc(8 + 2 * 16);
    features.writeUInt32LE(ETHTOOL_GFEATURES, 0);
    features.writeUInt32LE(2, 4);
    if (ask(features) && features.readUInt32LE(16) & (1 << TX_UDP_TUNNEL_BIT)) found.push('txudptnl');
    return found;
  } finally {
    close(fd);
  }
};
