// Learns a guest's IPv4 address from the ARP, IP and DHCP packets that pass its device.
import { readFrames } from '../../native/packet.ts';
import { readDhcp, usableAddress } from './dhcp.ts';

const LOOK_MS = 50;
/** Frames looked at in one go, so that a busy guest does not hold up the event loop. */
const BATCH = 64;
const ARP = 0x806;
const IPV4 = 0x800;
const VLAN = 0x8100;

/** What a frame tells of the address of the guest with this MAC address. */
export const addressIn = (frame: Buffer, mac: string, servers: readonly string[] = []): string | null => {
  if (frame.length < 34) return null;
  const tagged = frame.readUInt16BE(12) === VLAN;
  const type = frame.readUInt16BE(tagged ? 16 : 12);
  const body = frame.subarray(tagged ? 18 : 14);
  if (frame.toString('hex', 6, 12) !== mac.replaceAll(':', '')) {
    const news = readDhcp(frame, mac, servers);
    return news?.seconds ? news.address : null;
  }
  if (type === IPV4) return usableAddress(body.subarray(12, 16));
  return type === ARP && body.length >= 18 ? usableAddress(body.subarray(14, 18)) : null;
};

/** Resolves with the address; rejects when the device goes away or the signal comes. */
export const learnAddress = (
  device: string,
  mac: string,
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
        const found = addressIn(frame, mac, servers);
        if (found) return finish(() => resolve(found));
      }
    };
    const timer = setInterval(look, LOOK_MS);
    timer.unref();
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
  });
