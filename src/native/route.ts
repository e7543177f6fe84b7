// Addresses of devices and the routes of this network namespace.
import { isIPv6 } from 'node:net';
import { linkIndex, listLinks, macBytes } from './link.ts';
import { attribute, attributesOf, netlink, u16, u32 } from './netlink.ts';

const RTM_NEWADDR = 20;
const RTM_DELADDR = 21;
const RTM_GETADDR = 22;
const RTM_NEWROUTE = 24;
const RTM_DELROUTE = 25;
const RTM_GETROUTE = 26;
const RTM_NEWNEIGH = 28;
const RTM_DELNEIGH = 29;
const NLM_F_EXCL = 0x200;
const NLM_F_CREATE = 0x400;
const NLM_F_APPEND = 0x800;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_BRIDGE = 7;
const IFA = { ADDRESS: 1, LOCAL: 2, BROADCAST: 4, FLAGS: 8 } as const;
const RTA = { DST: 1, OIF: 4, GATEWAY: 5, PRIORITY: 6, TABLE: 15 } as const;
const RT_TABLE_MAIN = 254;
const RTPROT_BOOT = 3;
const RTN_UNICAST = 1;

/** The four or sixteen bytes of an address. */
export const ipBytes = (address: string): Buffer => {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [plain = ''] = address.split('%');
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  const v4 = tail ? ipBytes(tail[2]!) : null;
  const text = v4
    ? `${tail![1]}${v4.readUInt16BE(0).toString(16)}:${v4.readUInt16BE(2).toString(16)}`
    : plain;
  const [head = '', rest] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = rest === undefined || rest === '' ? [] : rest.split(':');
  const groups =
    rest === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  const out = Buffer.alloc(16);
  groups.forEach((group, i) => void out.writeUInt16BE(Number.parseInt(group, 16), i * 2));
  return out;
};

/** Shortest spelling of an address (RFC 5952; mapped IPv4 keeps its dots as inet_ntop has it). */
export const ipText = (bytes: Buffer): string => {
  if (bytes.length === 4) return [...bytes].join('.');
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2));
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > best.length) best = { at: i, length };
  }
  const last32 = [...bytes.subarray(12)].join('.');
  if (best.at === 0 && (best.length === 6 || (best.length === 5 && groups[5] === 0xffff)))
    return best.length === 6 ? `::${last32}` : `::ffff:${last32}`;
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (best.at < 0) return hex(groups);
  return `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
};

const family = (address: string): number => (isIPv6(address) ? AF_INET6 : AF_INET);

const addressMessage = (device: string, address: string, prefix: number): Buffer[] => {
  const head = Buffer.alloc(8);
  head.writeUInt8(family(address), 0);
  head.writeUInt8(prefix, 1);
  head.writeUInt32LE(linkIndex(device), 4);
  const bytes = ipBytes(address);
  const parts = [head, attribute(IFA.LOCAL, bytes), attribute(IFA.ADDRESS, bytes)];
  if (bytes.length === 4 && prefix < 31) {
    const host = prefix === 0 ? 0xffffffff : (1 << (32 - prefix)) - 1;
    const broadcast = Buffer.alloc(4);
    broadcast.writeUInt32BE((bytes.readUInt32BE() | host) >>> 0);
    parts.push(attribute(IFA.BROADCAST, broadcast));
  }
  return parts;
};

/** Gives a device an address. `noDad`: an IPv6 address is usable at once. */
export const addAddress = (
  device: string,
  address: string,
  prefix: number,
  options: { readonly noDad?: boolean } = {},
): void =>
  netlink().request(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, [
    ...addressMessage(device, address, prefix),
    ...(options.noDad && isIPv6(address) ? [attribute(IFA.FLAGS, u32(0x02))] : []),
  ]);

export const deleteAddress = (device: string, address: string, prefix: number): void =>
  netlink().request(RTM_DELADDR, 0, addressMessage(device, address, prefix));

export interface Address {
  readonly index: number;
  readonly address: string;
  readonly prefix: number;
  /** IFA_F_*: 0x40 tentative, 0x08 duplicate. */
  readonly flags: number;
  /** 0 global, 253 link, 254 host. */
  readonly scope: number;
}

/** Addresses of all devices. */
export const listAddresses = (): Address[] =>
  netlink()
    .dump(RTM_GETADDR, [Buffer.alloc(8)])
    .map((message) => {
      const attributes = attributesOf(message, 8);
      const bytes = attributes.get(IFA.LOCAL) ?? attributes.get(IFA.ADDRESS) ?? Buffer.alloc(4);
      return {
        index: message.readUInt32LE(4),
        address: ipText(bytes),
        prefix: message.readUInt8(1),
        flags: attributes.get(IFA.FLAGS)?.readUInt32LE() ?? message.readUInt8(2),
        scope: message.readUInt8(3),
      };
    });

export interface RouteSpec {
  readonly to: string;
  readonly prefix: number;
  readonly gateway?: string;
  readonly device?: string;
  readonly metric?: number;
}

const routeMessage = (route: RouteSpec): Buffer[] => {
  const head = Buffer.alloc(12);
  head.writeUInt8(family(route.to), 0);
  head.writeUInt8(route.prefix, 1);
  head.writeUInt8(RT_TABLE_MAIN, 4);
  head.writeUInt8(RTPROT_BOOT, 5);
  head.writeUInt8(route.gateway ? 0 : 253, 6);
  head.writeUInt8(RTN_UNICAST, 7);
  return [
    head,
    ...(route.prefix > 0 ? [attribute(RTA.DST, ipBytes(route.to))] : []),
    ...(route.gateway ? [attribute(RTA.GATEWAY, ipBytes(route.gateway))] : []),
    ...(route.metric ? [attribute(RTA.PRIORITY, u32(route.metric))] : []),
    ...(route.device ? [attribute(RTA.OIF, u32(linkIndex(route.device)))] : []),
  ];
};

export const addRoute = (route: RouteSpec): void =>
  netlink().request(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND, routeMessage(route));
export const deleteRoute = (route: RouteSpec): void =>
  netlink().request(RTM_DELROUTE, 0, routeMessage(route));

export interface Route {
  readonly family: 4 | 6;
  /** Network, without host bits. */
  readonly to: string;
  readonly prefix: number;
  readonly gateway: string | null;
  readonly device: string;
  readonly metric: number;
}

/** Unicast routes of the main table. */
export const listRoutes = (): Route[] => {
  const names = new Map(listLinks().map((link) => [link.index, link.name]));
  const out: Route[] = [];
  for (const message of netlink().dump(RTM_GETROUTE, [Buffer.alloc(12)])) {
    const attributes = attributesOf(message, 12);
    const table = attributes.get(RTA.TABLE)?.readUInt32LE() ?? message.readUInt8(4);
    if (table !== RT_TABLE_MAIN || message.readUInt8(7) !== RTN_UNICAST) continue;
    const v6 = message.readUInt8(0) === AF_INET6;
    if (!v6 && message.readUInt8(0) !== AF_INET) continue;
    const gateway = attributes.get(RTA.GATEWAY);
    out.push({
      family: v6 ? 6 : 4,
      to: ipText(attributes.get(RTA.DST) ?? Buffer.alloc(v6 ? 16 : 4)),
      prefix: message.readUInt8(1),
      gateway: gateway ? ipText(gateway) : null,
      device: names.get(attributes.get(RTA.OIF)?.readUInt32LE() ?? 0) ?? '',
      metric: attributes.get(RTA.PRIORITY)?.readUInt32LE() ?? 0,
    });
  }
  return out;
};

const fdbMessage = (device: string, mac: string, self: boolean): Buffer[] => {
  const head = Buffer.alloc(12);
  head.writeUInt8(AF_BRIDGE, 0);
  head.writeInt32LE(linkIndex(device), 4);
  head.writeUInt16LE(0x40, 8); // NUD_NOARP: does not age
  head.writeUInt8(self ? 0x02 : 0x04, 10);
  return [head, attribute(2, macBytes(mac))];
};

/** Tells the bridge (or, with `self`, the device) where a MAC address lives. */
export const addFdb = (device: string, mac: string, options: { self?: boolean; vlan?: number } = {}): void =>
  netlink().request(RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_APPEND, [
    ...fdbMessage(device, mac, options.self ?? false),
    ...(options.vlan ? [attribute(5, u16(options.vlan))] : []),
  ]);
export const deleteFdb = (device: string, mac: string, options: { self?: boolean } = {}): void =>
  netlink().request(RTM_DELNEIGH, 0, fdbMessage(device, mac, options.self ?? false));
