// Learns a guest's IPv4 address from what passes its device: from its ARP and IP packets, or only from DHCP answers.
import { readFrames } from '../../native/packet.ts';
import { ipText } from '../../native/route.ts';

const LOOK_MS = 50;
/** Frames looked at in one go, so that a busy guest does not hold up the event loop. */
const BATCH = 64;
const ARP = 0x806;
const IPV4 = 0x800;
const VLAN = 0x8100;
const UDP = 17;
const DHCP_ACK = 5;
const OPTION_TYPE = 53;
const OPTION_END = 255;

const usable = (bytes: Buffer): string | null => {
  const first = bytes[0] ?? 0;
  return first === 0 || first === 127 || first >= 224 ? null : ipText(bytes);
};

/** The address given by a DHCP acknowledgement to this MAC address. */
const dhcpAddress = (udp: Buffer, mac: string, servers: readonly string[], from: string): string | null => {
  if (udp.length < 8 + 240 || udp.readUInt16BE(0) !== 67 || udp.readUInt16BE(2) !== 68) return null;
  if (servers.length > 0 && !servers.includes(from)) return null;
  const bootp = udp.subarray(8);
  if (bootp[0] !== 2 || bootp.toString('hex', 28, 34) !== mac.replaceAll(':', '')) return null;
  for (let at = 240; at + 1 < bootp.length && bootp[at] !== OPTION_END; ) {
    if (bootp[at] === 0) {
      at++;
      continue;
    }
    if (bootp[at] === OPTION_TYPE) return bootp[at + 2] === DHCP_ACK ? usable(bootp.subarray(16, 20)) : null;
    at += 2 + (bootp[at + 1] ?? 0);
  }
  return null;
};

/** What a frame tells of the address of the guest with this MAC address. */
export const addressIn = (
  frame: Buffer,
  mac: string,
  dhcpOnly: boolean,
  servers: readonly string[] = [],
): string | null => {
  if (frame.length < 34) return null;
  const tagged = frame.readUInt16BE(12) === VLAN;
  const type = frame.readUInt16BE(tagged ? 16 : 12);
  const body = frame.subarray(tagged ? 18 : 14);
  const mine = frame.toString('hex', 6, 12) === mac.replaceAll(':', '');
  if (type === IPV4) {
    const length = ((body[0] ?? 0) & 15) * 4;
    if (body[9] === UDP && !mine) {
      const found = dhcpAddress(body.subarray(length), mac, servers, ipText(body.subarray(12, 16)));
      if (found) return found;
    }
    return mine && !dhcpOnly ? usable(body.subarray(12, 16)) : null;
  }
  return type === ARP && mine && !dhcpOnly && body.length >= 18 ? usable(body.subarray(14, 18)) : null;
};

/** Resolves with the address; rejects when the device goes away or the signal comes. */
export const learnAddress = (
  device: string,
  mac: string,
  dhcpOnly: boolean,
  servers: readonly string[],
  signal: AbortSignal,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = readFrames(device);
    const finish = (end: () => void): void => {
      clearInterval(timer);
      signal.removeEventListener('abort', aborted);
      reader.close();
      end();
    };
    const aborted = (): void => finish(() => reject(signal.reason as Error));
    const look = (): void => {
      for (let i = 0; i < BATCH; i++) {
        const frame = reader.next();
        if (!frame) return;
        const found = addressIn(frame, mac, dhcpOnly, servers);
        if (found) return finish(() => resolve(found));
      }
    };
    const timer = setInterval(look, LOOK_MS);
    timer.unref();
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
  });
