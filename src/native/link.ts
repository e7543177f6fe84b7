// Network devices: bridges, veth pairs, macvtaps and dummies made, changed, listed and removed.
import {
  attribute,
  attributesOf,
  NESTED,
  NetlinkError,
  netlink,
  requestLater,
  stringz,
  textOf,
  u8,
  u16,
  u32,
} from './netlink.ts';

const RTM_NEWLINK = 16;
const RTM_DELLINK = 17;
const RTM_GETLINK = 18;
const RTM_SETLINK = 19;
const NLM_F_EXCL = 0x200;
const NLM_F_CREATE = 0x400;
const IFLA = {
  ADDRESS: 1,
  IFNAME: 3,
  MTU: 4,
  LINK: 5,
  MASTER: 10,
  PROTINFO: 12,
  TXQLEN: 13,
  OPERSTATE: 16,
  LINKINFO: 18,
  NET_NS_PID: 19,
  ALT_IFNAME: 53,
} as const;
const INFO_KIND = 1;
const INFO_DATA = 2;
const INFO_SLAVE_KIND = 4;
const BRIDGE = {
  FORWARD_DELAY: 1,
  STP_STATE: 5,
  VLAN_FILTERING: 7,
} as const;
const PORT = { LEARNING: 8, UNICAST_FLOOD: 9, ISOLATED: 33, NEIGH_SUPPRESS: 32 } as const;
const IFF_UP = 1;
const ENODEV = 19;
const AF_BRIDGE = 7;
export const IFNAME_MAX = 15;
export const macvlanModes = { private: 1, vepa: 2, bridge: 4, passthrough: 8 } as const;
export type MacvlanMode = keyof typeof macvlanModes;

export interface BridgeOptions {
  /** Seconds. */
  readonly forwardDelay?: number;
  readonly stp?: boolean;
  readonly vlanFiltering?: boolean;
}

export interface Link {
  readonly index: number;
  readonly name: string;
  readonly kind: string;
  /** Kind of the device it is part of: bridge, bond... */
  readonly portOf: string;
  readonly mac: string;
  readonly mtu: number;
  readonly up: boolean;
  readonly running: boolean;
  /** Index of the bridge or bond it belongs to; 0 when none. */
  readonly master: number;
  /** Index of the device below (vlan, macvlan, veth peer); 0 when none. */
  readonly lower: number;
  readonly flags: number;
  readonly type: number;
  readonly operstate: number;
  /** Options of a bridge. */
  readonly bridge: {
    readonly stp: boolean;
    readonly forwardDelay: number;
    readonly vlanFiltering: boolean;
  } | null;
  /** Identifier of a vlan device. */
  readonly vlan: number | null;
}

const header = (family = 0, index = 0, flags = 0, change = 0): Buffer => {
  const out = Buffer.alloc(16);
  out.writeUInt8(family, 0);
  out.writeInt32LE(index, 4);
  out.writeUInt32LE(flags, 8);
  out.writeUInt32LE(change, 12);
  return out;
};
export const macBytes = (mac: string): Buffer => Buffer.from(mac.replaceAll(/[:-]/g, ''), 'hex');
const macText = (data: Buffer | undefined): string =>
  data ? [...data].map((byte) => byte.toString(16).padStart(2, '0')).join(':') : '';
const named = (name: string): Buffer => attribute(IFLA.IFNAME, stringz(name));
const linkInfo = (kind: string, data: readonly Buffer[] = []): Buffer =>
  attribute(IFLA.LINKINFO | NESTED, [
    attribute(INFO_KIND, Buffer.from(kind)),
    ...(data.length > 0 ? [attribute(INFO_DATA | NESTED, data)] : []),
  ]);
const bridgeData = (options: BridgeOptions): Buffer[] => {
  const out: Buffer[] = [];
  if (options.forwardDelay !== undefined)
    out.push(attribute(BRIDGE.FORWARD_DELAY, u32(options.forwardDelay * 100)));
  if (options.stp !== undefined) out.push(attribute(BRIDGE.STP_STATE, u32(options.stp ? 1 : 0)));
  if (options.vlanFiltering !== undefined)
    out.push(attribute(BRIDGE.VLAN_FILTERING, u8(options.vlanFiltering ? 1 : 0)));
  return out;
};

const readLink = (message: Buffer): Link => {
  const attributes = attributesOf(message, 16);
  const info = attributesOf(attributes.get(IFLA.LINKINFO) ?? Buffer.alloc(0));
  const kind = textOf(info.get(INFO_KIND));
  const data = attributesOf(info.get(INFO_DATA) ?? Buffer.alloc(0));
  const flags = message.readUInt32LE(8);
  return {
    index: message.readInt32LE(4),
    name: textOf(attributes.get(IFLA.IFNAME)),
    kind,
    portOf: textOf(info.get(INFO_SLAVE_KIND)),
    mac: macText(attributes.get(IFLA.ADDRESS)),
    mtu: attributes.get(IFLA.MTU)?.readUInt32LE() ?? 0,
    up: (flags & IFF_UP) !== 0,
    running: (flags & 0x40) !== 0,
    master: attributes.get(IFLA.MASTER)?.readUInt32LE() ?? 0,
    lower: attributes.get(IFLA.LINK)?.readUInt32LE() ?? 0,
    flags,
    type: message.readUInt16LE(2),
    operstate: attributes.get(IFLA.OPERSTATE)?.readUInt8() ?? 0,
    bridge:
      kind === 'bridge'
        ? {
            stp: (data.get(BRIDGE.STP_STATE)?.readUInt32LE() ?? 0) !== 0,
            forwardDelay: (data.get(BRIDGE.FORWARD_DELAY)?.readUInt32LE() ?? 0) / 100,
            vlanFiltering: (data.get(BRIDGE.VLAN_FILTERING)?.readUInt8() ?? 0) !== 0,
          }
        : null,
    vlan: kind === 'vlan' ? (data.get(1)?.readUInt16LE() ?? null) : null,
  };
};

/** Every device of this network namespace. */
export const listLinks = (): Link[] => netlink().dump(RTM_GETLINK, [header()]).map(readLink);

/** A device by name, or null. */
export const findLink = (name: string): Link | null => {
  if (name.length === 0 || Buffer.byteLength(name) > IFNAME_MAX) return null;
  try {
    return readLink(netlink().get(RTM_GETLINK, [header(), named(name)]));
  } catch (error) {
    if (error instanceof NetlinkError && error.errno === ENODEV) return null;
    throw error;
  }
};
export const linkExists = (name: string): boolean => findLink(name) !== null;

/** Index of a device; throws ENODEV. */
export const linkIndex = (name: string): number => {
  const link = findLink(name);
  if (!link) throw new NetlinkError(ENODEV);
  return link.index;
};

const create = (parts: readonly Buffer[]): void =>
  netlink().request(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, [header(), ...parts]);

/** Makes a bridge; it is down, and without address. */
export const createBridge = (
  name: string,
  options: BridgeOptions & { readonly mac?: string; readonly mtu?: number } = {},
): void =>
  create([
    named(name),
    ...(options.mac ? [attribute(IFLA.ADDRESS, macBytes(options.mac))] : []),
    ...(options.mtu ? [attribute(IFLA.MTU, u32(options.mtu))] : []),
    linkInfo('bridge', bridgeData(options)),
  ]);

/** Changes options of a bridge. */
export const setBridge = (name: string, options: BridgeOptions): void => {
  const { stp, ...rest } = options;
  // The kernel looks at the delay first, and takes zero only while the spanning tree is off.
  const steps: BridgeOptions[] = stp === false ? [{ stp }, rest] : [options];
  for (const step of steps)
    netlink().request(RTM_NEWLINK, 0, [header(), named(name), linkInfo('bridge', bridgeData(step))]);
};

/** Makes a device without a wire, for networks that need one to exist. */
export const createDummy = (name: string): void => create([named(name), linkInfo('dummy')]);

/** Makes two devices joined by a virtual cable. The peer may be put into the namespace of a process. */
export const createVeth = (name: string, peer: string, peerNamespacePid?: number): void =>
  create([
    named(name),
    linkInfo('veth', [
      attribute(1 | NESTED, [
        header(),
        named(peer),
        ...(peerNamespacePid ? [attribute(IFLA.NET_NS_PID, u32(peerNamespacePid))] : []),
      ]),
    ]),
  ]);

/** Makes a macvtap (with a /dev/tapN) or a macvlan on a device. */
export const createMacvlan = (
  name: string,
  on: string,
  mode: MacvlanMode,
  options: { readonly mac?: string; readonly tap?: boolean; readonly mtu?: number } = {},
): void =>
  create([
    named(name),
    attribute(IFLA.LINK, u32(linkIndex(on))),
    ...(options.mac ? [attribute(IFLA.ADDRESS, macBytes(options.mac))] : []),
    ...(options.mtu ? [attribute(IFLA.MTU, u32(options.mtu))] : []),
    linkInfo(options.tap === false ? 'macvlan' : 'macvtap', [attribute(1, u32(macvlanModes[mode]))]),
  ]);

/** Makes a vlan device. */
export const createVlan = (name: string, on: string, tag: number): void =>
  create([named(name), attribute(IFLA.LINK, u32(linkIndex(on))), linkInfo('vlan', [attribute(1, u16(tag))])]);

/** Removes a device; one that is not there is fine. */
export const deleteLink = (name: string): void => {
  try {
    netlink().request(RTM_DELLINK, 0, [header(), named(name)]);
  } catch (error) {
    if (error instanceof NetlinkError && error.errno === ENODEV) return;
    throw error;
  }
};

/** The same without holding up the event loop: for bridges, whose removal takes the kernel a while. */
export const deleteLinkLater = async (name: string): Promise<void> => {
  try {
    await requestLater(RTM_DELLINK, 0, [header(), named(name)]);
  } catch (error) {
    if (!(error instanceof NetlinkError && error.errno === ENODEV)) throw error;
  }
};

export interface LinkChanges {
  readonly up?: boolean;
  readonly mtu?: number;
  readonly mac?: string;
  readonly name?: string;
  readonly txqlen?: number;
  /** Name of the bridge to join; null leaves it. */
  readonly master?: string | null;
  /** A process whose network namespace it moves into. */
  readonly namespacePid?: number;
}

/** Changes a device in one step. */
export const setLink = (name: string, changes: LinkChanges): void => {
  const parts: Buffer[] = [];
  if (changes.mtu !== undefined) parts.push(attribute(IFLA.MTU, u32(changes.mtu)));
  if (changes.mac !== undefined) parts.push(attribute(IFLA.ADDRESS, macBytes(changes.mac)));
  if (changes.txqlen !== undefined) parts.push(attribute(IFLA.TXQLEN, u32(changes.txqlen)));
  if (changes.name !== undefined) parts.push(named(changes.name));
  if (changes.namespacePid !== undefined) parts.push(attribute(IFLA.NET_NS_PID, u32(changes.namespacePid)));
  if (changes.master !== undefined)
    parts.push(attribute(IFLA.MASTER, u32(changes.master === null ? 0 : linkIndex(changes.master))));
  const flags = changes.up ? IFF_UP : 0;
  const change = changes.up === undefined ? 0 : IFF_UP;
  netlink().request(RTM_NEWLINK, 0, [header(0, linkIndex(name), flags, change), ...parts]);
};

export interface BridgePortOptions {
  readonly isolated?: boolean;
  readonly learning?: boolean;
  readonly unicastFlood?: boolean;
}

/** Options of a device as a member of its bridge. */
export const setBridgePort = (name: string, options: BridgePortOptions): void => {
  const bit = (type: number, value: boolean | undefined): Buffer[] =>
    value === undefined ? [] : [attribute(type, u8(value ? 1 : 0))];
  netlink().request(RTM_SETLINK, 0, [
    header(AF_BRIDGE, linkIndex(name)),
    attribute(IFLA.PROTINFO | NESTED, [
      ...bit(PORT.LEARNING, options.learning),
      ...bit(PORT.UNICAST_FLOOD, options.unicastFlood),
      ...bit(PORT.ISOLATED, options.isolated),
    ]),
  ]);
};

const RTM_NEWNEIGH = 28;
const RTM_DELNEIGH = 29;
const NDA_LLADDR = 2;
const NUD_REACHABLE = 0x02;
const NUD_NOARP = 0x40;
const NTF_MASTER = 0x04;
const EEXIST = 17;

const neighbour = (name: string): Buffer => {
  const out = Buffer.alloc(12);
  out.writeUInt8(AF_BRIDGE, 0);
  out.writeInt32LE(linkIndex(name), 4);
  out.writeUInt16LE(NUD_NOARP | NUD_REACHABLE, 8);
  out.writeUInt8(NTF_MASTER, 10);
  return out;
};

/** Tells a bridge that an address is behind one of its members, for bridges that do not find out themselves. */
export const addForwarding = (member: string, mac: string): void => {
  try {
    netlink().request(RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL, [
      neighbour(member),
      attribute(NDA_LLADDR, macBytes(mac)),
    ]);
  } catch (error) {
    if (!(error instanceof NetlinkError && error.errno === EEXIST)) throw error;
  }
};

/** Takes that back; an entry that is gone already is fine. */
export const removeForwarding = (member: string, mac: string): void => {
  try {
    netlink().request(RTM_DELNEIGH, 0, [neighbour(member), attribute(NDA_LLADDR, macBytes(mac))]);
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
  }
};
