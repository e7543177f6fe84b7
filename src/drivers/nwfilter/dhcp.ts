// What DHCP tells of a guest's addresses: messages read from frames, and leases with the time they run out.
import { ipText } from '../../native/route.ts';

const IPV4 = 0x800;
const VLAN = 0x8100;
const UDP = 17;
const SERVER = 67;
const CLIENT = 68;
const HEADER = 236;
const MAGIC = 0x63825363;
const OPTION = { TIME: 51, TYPE: 53, END: 255 } as const;
const MESSAGE = { DECLINE: 4, ACK: 5, RELEASE: 7 } as const;

/** An address that a server granted (seconds from now), or that the guest gave up. */
export interface DhcpNews {
  readonly address: string;
  readonly seconds: number | null;
  /** The server that said so. */
  readonly server: string;
}

/** An address that a guest may have; null for nonsense. */
export const usableAddress = (bytes: Buffer): string | null => {
  const first = bytes[0] ?? 0;
  return first === 0 || first === 127 || first >= 224 ? null : ipText(bytes);
};

const optionsOf = (bootp: Buffer): Map<number, Buffer> => {
  const found = new Map<number, Buffer>();
  for (let at = HEADER + 4; at < bootp.length && bootp[at] !== OPTION.END; ) {
    if (bootp[at] === 0) {
      at++;
      continue;
    }
    const length = bootp[at + 1] ?? 0;
    found.set(bootp[at] ?? 0, bootp.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return found;
};

/** What a frame says of the addresses of the guest with this MAC address; only those servers count, if any are named. */
export const readDhcp = (frame: Buffer, mac: string, servers: readonly string[]): DhcpNews | null => {
  if (frame.length < 34) return null;
  const tagged = frame.readUInt16BE(12) === VLAN;
  if (frame.readUInt16BE(tagged ? 16 : 12) !== IPV4) return null;
  const ip = frame.subarray(tagged ? 18 : 14);
  if (ip[9] !== UDP) return null;
  const udp = ip.subarray(((ip[0] ?? 0) & 15) * 4);
  const bootp = udp.subarray(8);
  if (bootp.length < HEADER + 4 || bootp.readUInt32BE(HEADER) !== MAGIC) return null;
  if (bootp.toString('hex', 28, 34) !== mac.toLowerCase().replaceAll(':', '')) return null;
  const options = optionsOf(bootp);
  const type = options.get(OPTION.TYPE)?.[0];
  const fromGuest = frame.toString('hex', 6, 12) === mac.toLowerCase().replaceAll(':', '');
  const ports = [udp.readUInt16BE(0), udp.readUInt16BE(2)];
  if (fromGuest) {
    if (ports[0] !== CLIENT || (type !== MESSAGE.RELEASE && type !== MESSAGE.DECLINE)) return null;
    const address = usableAddress(bootp.subarray(12, 16));
    return address === null ? null : { address, seconds: null, server: ipText(ip.subarray(16, 20)) };
  }
  const server = ipText(ip.subarray(12, 16));
  if (ports[0] !== SERVER || bootp[0] !== 2 || type !== MESSAGE.ACK) return null;
  if (servers.length > 0 && !servers.includes(server)) return null;
  const address = usableAddress(bootp.subarray(16, 20));
  const time = options.get(OPTION.TIME);
  const seconds = time && time.length === 4 ? time.readUInt32BE() : 0xffffffff;
  return address === null ? null : { address, seconds, server };
};
