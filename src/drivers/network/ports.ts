// Ports: an interface of a guest plugged into a network. Which bridge or device it gets, and its share of bandwidth.
import { randomUUID } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { NetworkPort } from '../../../schemas/xml/network-port.ts';
import { bridgeOf, forwardMode, type Network, ownsBridge } from '../../model/network/def.ts';
import type { Logger } from '../host.ts';
import { changeRate, plugFloor, unplugFloor } from './qos.ts';
import type { NetworkRecord } from './record.ts';

const refuse = (code: number, text: string): VirError => new VirError(code, ErrorDomain.NETWORK, text);
const internal = (text: string): VirError => refuse(ErrorCode.INTERNAL_ERROR, text);
const unsupported = (text: string): VirError => refuse(ErrorCode.CONFIG_UNSUPPORTED, text);

type VirtualPort = NonNullable<Network['virtualport']>;
type Bandwidth = NonNullable<NetworkPort['bandwidth']>;
type Device = { connections?: number; dev?: string };

/** Devices that can only serve one guest, or that are chosen by how few use them. */
interface Pool {
  connections: Map<string, number>;
}
const pools = new WeakMap<Network, Pool>();
const poolOf = (def: Network): Pool => {
  const known = pools.get(def) ?? { connections: new Map() };
  pools.set(def, known);
  return known;
};

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
type PciAddress = { domain: number; bus: number; slot: number; function: number };
const pciName = ({ domain, bus, slot, function: fn }: PciAddress): string =>
  `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn.toString(16)}`;
const parsePci = (text: string): PciAddress => {
  const [domain = 0, bus = 0, slot = 0, fn = 0] = text.split(/[:.]/).map((part) => Number.parseInt(part, 16));
  return { domain, bus, slot, function: fn };
};

/** Fills the pool of a network on a physical function with that function's virtual ones. */
export const fillPool = (def: Network): void => {
  const { forward } = def;
  const pf = forward?.pfs[0]?.dev;
  if (!forward || pf === undefined || forward.interfaces.length + forward.addresses.length > 0) return;
  const device = `/sys/class/net/${pf}/device`;
  let functions: string[] = [];
  try {
    functions = readdirSync(device)
      .filter((name) => /^virtfn\d+$/.test(name))
      .sort((a, b) => Number(a.slice(6)) - Number(b.slice(6)));
  } catch {}
  for (const name of functions) {
    const pci = basename(readlinkSync(`${device}/${name}`));
    if (forwardMode(def) === 'hostdev') forward.addresses.push({ type: 'pci', ...parsePci(pci) });
    else {
      const [dev] = readdirSync(`${device}/${name}`).includes('net')
        ? readdirSync(`${device}/${name}/net`)
        : [];
      if (dev !== undefined) forward.interfaces.push({ dev });
    }
  }
  if (forward.interfaces.length + forward.addresses.length === 0)
    throw internal(`No usable Vf's present on SRIOV PF ${pf}`);
};

const mergeProfiles = (
  port: VirtualPort | undefined,
  net: VirtualPort | undefined,
  group: VirtualPort | undefined,
): VirtualPort | undefined => {
  const given = [port, net, group].filter((profile) => profile !== undefined);
  if (given.length === 0) return undefined;
  const merged: VirtualPort = structuredClone(given[0]!);
  const conflict = (what: string, a: unknown, b: unknown): VirError =>
    unsupported(`attempt to merge virtualports with mismatched ${what} (${String(a)} and ${String(b)})`);
  for (const other of given.slice(1)) {
    if (other.type !== undefined) {
      if (merged.type !== undefined && merged.type !== other.type)
        throw conflict('types', merged.type, other.type);
      merged.type = other.type;
    }
    const mine = (merged.parameters ?? {}) as Record<string, unknown>;
    for (const [key, value] of Object.entries(other.parameters ?? {})) {
      if (value === undefined) continue;
      if (mine[key] !== undefined && mine[key] !== value) throw conflict(`${key}s`, mine[key], value);
      mine[key] = value;
    }
    merged.parameters = mine as typeof merged.parameters;
  }
  return merged;
};

const required: Readonly<Record<string, readonly string[]>> = {
  '802.1Qbg': ['managerid', 'typeid', 'typeidversion'],
  '802.1Qbh': ['profileid'],
  midonet: ['interfaceid'],
};
/** Refuses an incomplete virtual port; makes up the identifiers that may be made up. */
const completeProfile = (profile: VirtualPort | undefined): void => {
  if (profile?.type === undefined) return;
  const parameters = (profile.parameters ?? {}) as Record<string, unknown>;
  const missing = required[profile.type]?.find((key) => parameters[key] === undefined);
  if (missing !== undefined)
    throw new VirError(
      ErrorCode.XML_ERROR,
      ErrorDomain.NONE,
      `missing ${missing} in <virtualport type='${profile.type}'>`,
    );
  if (profile.type === '802.1Qbg') parameters.instanceid ??= randomUUID();
  if (profile.type === 'openvswitch') parameters.interfaceid ??= randomUUID();
  profile.parameters = parameters as typeof profile.parameters;
};

const needs8021 = (what: string, net: Network, profile: VirtualPort | undefined): void => {
  if (profile === undefined || profile.type === '802.1Qbg' || profile.type === '802.1Qbh') return;
  throw unsupported(
    `<virtualport type='${profile.type ?? 'none'}'> not supported for network '${net.name}' which uses ${what}`,
  );
};

/** Counts the users of a device of the pool up or down, and shows it in the definition. */
const count = (def: Network, key: string, device: Device | undefined, step: number): void => {
  const { connections } = poolOf(def);
  const now = (connections.get(key) ?? 0) + step;
  connections.set(key, now);
  if (device) device.connections = now;
};
const usersOf = (def: Network, key: string): number => poolOf(def).connections.get(key) ?? 0;
const exclusive = (mode: string, profile: VirtualPort | undefined): boolean =>
  mode === 'passthrough' || (mode === 'private' && profile?.type === '802.1Qbh');
const noneFree = (def: Network): VirError =>
  internal(`network '${def.name}' requires exclusive access to interfaces, but none are available`);

const chooseDevice = (def: Network, profile: VirtualPort | undefined): string => {
  const mode = forwardMode(def);
  needs8021('a macvtap device', def, profile);
  if ((def.forward?.interfaces.length ?? 0) + (def.forward?.pfs.length ?? 0) === 0)
    throw internal(`network '${def.name}' uses a direct mode, but has no forward dev and no interface pool`);
  fillPool(def);
  const names = (def.forward?.interfaces ?? []).map(({ dev }) => dev);
  const chosen = exclusive(mode, profile)
    ? names.find((dev) => usersOf(def, dev) === 0)
    : names.toSorted((a, b) => usersOf(def, a) - usersOf(def, b))[0];
  if (chosen === undefined) throw noneFree(def);
  return chosen;
};

const choosePci = (def: Network, profile: VirtualPort | undefined): PciAddress => {
  fillPool(def);
  const free = (def.forward?.addresses ?? []).find((address) => usersOf(def, pciName(address)) === 0);
  if (!free) throw noneFree(def);
  needs8021('an SR-IOV Virtual Function via PCI passthrough', def, profile);
  return free;
};

const choosePlug = (def: Network, profile: VirtualPort | undefined): NonNullable<NetworkPort['plug']> => {
  const mode = forwardMode(def);
  const macTableManager = def.bridge?.macTableManager;
  const manager = macTableManager === undefined ? {} : { macTableManager };
  if (ownsBridge(def)) {
    if (profile)
      throw unsupported(
        `<virtualport type='${profile.type ?? 'none'}'> not supported for network '${def.name}' which uses IP forwarding`,
      );
    return { type: 'network', bridge: bridgeOf(def), ...manager };
  }
  if (mode === 'hostdev') {
    const { domain, bus, slot, function: fn } = choosePci(def, profile);
    const { driver, managed } = def.forward ?? {};
    return {
      type: 'hostdev-pci',
      managed: managed ?? false,
      ...(driver ? { driver } : {}),
      address: { domain, bus, slot, function: fn },
    };
  }
  if (mode === 'bridge' && def.bridge?.name !== undefined) {
    if (profile && profile.type !== 'openvswitch')
      throw unsupported(
        `<virtualport type='${profile.type ?? 'none'}'> not supported for network '${def.name}' which uses a bridge device`,
      );
    return { type: 'bridge', bridge: def.bridge.name, ...manager };
  }
  return {
    type: 'direct',
    dev: chooseDevice(def, profile),
    mode: mode as 'bridge' | 'private' | 'vepa' | 'passthrough',
  };
};

const deviceKey = (port: NetworkPort): string | undefined =>
  port.plug?.type === 'direct'
    ? port.plug.dev
    : port.plug?.type === 'hostdev-pci' && port.plug.address
      ? pciName(port.plug.address)
      : undefined;
const occupy = (def: Network, port: NetworkPort, step: number): void => {
  const key = deviceKey(port);
  if (key !== undefined)
    count(
      def,
      key,
      def.forward?.interfaces.find(({ dev }) => dev === key),
      step,
    );
  def.connections = Math.max(0, (def.connections ?? 0) + step);
};

const floorOf = (bandwidth: Bandwidth | undefined): number => bandwidth?.inbound?.floor ?? 0;

/** What the others may share once the guaranteed rates are taken off; null when there is nothing to do. */
const remainingRate = (net: NetworkRecord, mac: string, wanted: number, before: number): number | null => {
  const { def } = net;
  const network = def.bandwidth?.inbound;
  if (wanted > 0 && !ownsBridge(def))
    throw refuse(
      ErrorCode.OPERATION_UNSUPPORTED,
      `Invalid use of 'floor' on interface with MAC address ${mac} - 'floor' is only supported for interface type 'network' with forward type 'nat', 'route', 'open' or none`,
    );
  if (wanted > 0 && !network)
    throw refuse(
      ErrorCode.OPERATION_UNSUPPORTED,
      `Invalid use of 'floor' on interface with MAC address ${mac} - network '${def.name}' has no inbound QoS set`,
    );
  if (!network || (wanted === 0 && before === 0)) return null;
  const sum = net.floorSum - before + wanted;
  const limit = network.peak || network.average || 0;
  if (sum > limit)
    throw refuse(
      ErrorCode.OPERATION_INVALID,
      `Cannot plug '${mac}' interface into '${bridgeOf(def)}' because new combined inbound floor=${sum} would overcommit ${network.peak ? 'peak' : 'average'}=${limit} on network '${def.name}'`,
    );
  return limit - sum;
};

const nextClass = (net: NetworkRecord): number => {
  let id = 3;
  while (net.classIds.has(id)) id++;
  return id;
};

const updateOthers = (net: NetworkRecord, rate: number, log: Logger): Promise<void> =>
  changeRate(bridgeOf(net.def), net.def.bandwidth ?? {}, 2, rate).catch((error) =>
    log.warn({ err: String(error) }, `Unable to update rate for 1:2 class on ${bridgeOf(net.def)} bridge`),
  );

/** Moves a port from one guaranteed rate to another: none, a changed one, or none again. */
export const changeFloor = async (
  net: NetworkRecord,
  port: NetworkPort,
  next: Bandwidth | undefined,
  log: Logger,
): Promise<void> => {
  const before = port.bandwidth?.classID ? floorOf(port.bandwidth) : 0;
  const wanted = floorOf(next);
  if (before === wanted) return;
  const mac = port.mac.address;
  const rate = remainingRate(net, mac, wanted, before);
  if (rate === null) return;
  const bridge = bridgeOf(net.def);
  const network = net.def.bandwidth ?? {};
  const id = port.bandwidth?.classID;
  if (before > 0 && wanted > 0 && id) await changeRate(bridge, network, id, wanted);
  else if (wanted > 0 && next?.inbound) {
    const fresh = nextClass(net);
    await plugFloor(bridge, network, mac, next.inbound, fresh).catch(async (error) => {
      await unplugFloor(bridge, fresh);
      throw error;
    });
    net.classIds.add(fresh);
    next.classID = fresh;
  } else if (id) {
    await unplugFloor(bridge, id);
    net.classIds.delete(id);
  }
  net.floorSum += wanted - before;
  await updateOthers(net, rate, log);
};

/** Completes a port without a plug from the network's settings, and chooses what it is plugged into. */
export const allocatePort = async (net: NetworkRecord, port: NetworkPort, log: Logger): Promise<void> => {
  const { def } = net;
  const group =
    port.group === undefined
      ? def.portgroups.find((other) => other.default)
      : def.portgroups.find((other) => other.name === port.group);
  const bandwidth = port.bandwidth ?? (group?.bandwidth ? structuredClone(group.bandwidth) : undefined);
  const vlan = port.vlan ?? group?.vlan ?? def.vlan;
  if (vlan) port.vlan = structuredClone(vlan);
  const trust = port.rxfilters?.trustGuest ?? group?.trustGuestRxFilters ?? def.trustGuestRxFilters;
  if (trust !== undefined) port.rxfilters = { trustGuest: trust };
  const isolated = port.port?.isolated ?? def.port?.isolated;
  if (isolated !== undefined) port.port = { isolated };
  const profile = mergeProfiles(port.virtualport, def.virtualport, group?.virtualport);
  if (profile) port.virtualport = profile;
  port.plug = choosePlug(def, profile);
  completeProfile(profile);
  if (bandwidth) {
    port.bandwidth = undefined;
    await changeFloor(net, port, bandwidth, log);
    port.bandwidth = bandwidth;
  }
  occupy(def, port, 1);
};

/** Takes note of a port that exists already: of a guest that ran on while the daemon was away. */
export const claimPort = (net: NetworkRecord, port: NetworkPort): void => {
  const { def } = net;
  const { plug } = port;
  if (!plug) throw internal('Unexpectedly got a network port without a plug');
  if ((plug.type === 'network' || plug.type === 'bridge') && def.bridge?.name === undefined)
    throw internal('Unexpectedly got a network port without a network bridge');
  if (plug.type === 'direct') {
    fillPool(def);
    if (!def.forward?.interfaces.some(({ dev }) => dev === plug.dev))
      throw internal(
        `network '${def.name}' doesn't have dev='${plug.dev}' in use by network port '${port.uuid}'`,
      );
    if (usersOf(def, plug.dev ?? '') > 0 && exclusive(forwardMode(def), port.virtualport))
      throw internal(`network '${def.name}' claims dev='${plug.dev}' is already in use by a different port`);
  }
  if (plug.type === 'hostdev-pci' && plug.address) {
    fillPool(def);
    const name = pciName(plug.address);
    if (!def.forward?.addresses.some((address) => pciName(address) === name))
      throw internal(`network '${def.name}' doesn't have PCI device ${name} in use by network port`);
    if (usersOf(def, name) > 0) {
      const { domain, bus, slot, function: fn } = plug.address;
      throw internal(
        `network '${def.name}' claims the PCI device at domain=${domain} bus=${bus} slot=${slot} function=${fn} is already in use by a different network port`,
      );
    }
  }
  occupy(def, port, 1);
};

/** Gives back what a port had. */
export const releasePort = async (net: NetworkRecord, port: NetworkPort, log: Logger): Promise<void> => {
  await changeFloor(net, port, undefined, log);
  occupy(net.def, port, -1);
};

/** Keeps the counts when a running definition is replaced by a changed copy. */
export const moveCounts = (from: Network, to: Network): void => {
  pools.set(to, poolOf(from));
  to.connections = from.connections;
  for (const device of to.forward?.interfaces ?? []) {
    const users = usersOf(to, device.dev);
    if (users > 0) device.connections = users;
  }
};
