// Virtual networks of the simulated host: no bridges, but every state, event, port and lease.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../schemas/rpc/types.ts';
import { type Network, Network as NetworkShape, networkParseOptions } from '../../../schemas/xml/network.ts';
import {
  NetworkPort,
  networkPortParseOptions,
  type NetworkPort as Port,
} from '../../../schemas/xml/network-port.ts';
import { updateNetwork } from '../../model/network/update.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { invalidOperation, missing } from '../common/errors.ts';
import { compileFilter, networkFilter } from '../common/filters.ts';
import { handleOf, namesOf } from '../common/listing.ts';
import { getMetadata, networkMetadata, setMetadata } from '../common/metadata.ts';
import { createObjectTable, type ObjectTable } from '../common/objects.ts';
import { paramNumber, validateParams } from '../common/params.ts';
import { NetworkEvent } from '../common/states.ts';
import type { EventBus } from '../events.ts';
import type { NetworkTable } from '../table.ts';

const TEST = ErrorDomain.TEST;
const LIVE = 1;
const CONFIG = 2;

export interface SimNetwork {
  readonly uuid: string;
  readonly name: string;
  live: Network | null;
  config: Network | null;
  readonly active: boolean;
  readonly persistent: boolean;
  autostart: boolean;
  readonly ports: Map<string, Port>;
}

export interface Lease {
  readonly mac: string;
  readonly address: string;
  readonly prefix: number;
  readonly hostname: string | null;
}

export interface NetworkHost {
  readonly networks: ObjectTable<SimNetwork>;
  readonly events: EventBus;
  /** Addresses that running guests have on a network. */
  leases(network: SimNetwork): readonly Lease[];
}

export const createNetworks = (): ObjectTable<SimNetwork> =>
  createObjectTable<SimNetwork>('network', ErrorDomain.NETWORK);

/** Adds a network or gives one another definition; `live` ones are started. */
export const addNetwork = (
  networks: ObjectTable<SimNetwork>,
  def: Network,
  live: boolean,
  checkActive = false,
): SimNetwork => {
  const known = networks.claim(def.uuid ?? '', def.name);
  if (known && checkActive && known.active)
    throw invalidOperation(`network is already active as '${known.name}'`, ErrorDomain.NETWORK);
  if (known) {
    if (live) known.live = def;
    else known.config = def;
    return known;
  }
  const network: SimNetwork = {
    uuid: def.uuid ?? '',
    name: def.name,
    live: live ? def : null,
    config: live ? null : def,
    get active() {
      return network.live !== null;
    },
    get persistent() {
      return network.config !== null;
    },
    autostart: false,
    ports: new Map(),
  };
  networks.add(network);
  return network;
};

export const parseNetwork = (xml: string): Network => parseXml(NetworkShape, xml, networkParseOptions);
const currentOf = (network: SimNetwork): Network => (network.live ?? network.config) as Network;

const affectedBy = (network: SimNetwork, flags: number): number => {
  const resolved = flags & (LIVE | CONFIG) ? flags : flags | (network.active ? LIVE : CONFIG);
  if (resolved & LIVE && !network.active)
    throw invalidOperation('network is not running', ErrorDomain.NETWORK);
  if (resolved & CONFIG && !network.persistent)
    throw invalidOperation('cannot change persistent config of a transient network', ErrorDomain.NETWORK);
  return resolved;
};

const bandwidthFields = {
  'inbound.average': 2,
  'inbound.peak': 2,
  'inbound.floor': 2,
  'inbound.burst': 2,
  'outbound.average': 2,
  'outbound.peak': 2,
  'outbound.burst': 2,
} as const;
type Rates = Partial<Record<'average' | 'peak' | 'floor' | 'burst', number>>;

const portParameters = (port: Port): TypedParam[] =>
  Object.keys(bandwidthFields).map((field) => {
    const [way, rate] = field.split('.') as ['inbound' | 'outbound', keyof Rates];
    return param.uint(field, (port.bandwidth?.[way] as Rates | undefined)?.[rate] ?? 0);
  });
const setPortParameters = (port: Port, params: readonly TypedParam[]): void => {
  validateParams(params, bandwidthFields);
  const bandwidth: { inbound?: Rates; outbound?: Rates } = {};
  for (const way of ['inbound', 'outbound'] as const) {
    const rates: Rates = {};
    for (const rate of ['average', 'peak', 'floor', 'burst'] as const) {
      const value = paramNumber(params, `${way}.${rate}`);
      if (value) rates[rate] = value;
    }
    if (rates.average !== undefined || rates.floor !== undefined) bandwidth[way] = rates;
  }
  if (bandwidth.inbound || bandwidth.outbound) port.bandwidth = { ...port.bandwidth, ...bandwidth };
  else delete port.bandwidth;
};

/** The slots of one simulated host. */
export const networkSlots = (host: NetworkHost): NetworkTable => {
  const { networks, events } = host;
  const passes = compileFilter(networkFilter);
  const byName = (name: string): SimNetwork => {
    const network = networks.byName(name);
    if (!network) throw missing.network.byName(name, TEST);
    return network;
  };
  const byUuid = (uuid: string): SimNetwork => {
    const network = networks.byUuid(uuid);
    if (!network) throw missing.network.byUuid(uuid, TEST);
    return network;
  };
  const find = (handle: { uuid: string; name: string }): SimNetwork => {
    const network = networks.byUuid(handle.uuid);
    if (!network) throw missing.network.byHandle(handle.uuid, handle.name, TEST);
    return network;
  };
  const portOf = (handle: { net: { uuid: string; name: string }; uuid: string }): Port => {
    const port = find(handle.net).ports.get(handle.uuid);
    if (!port) throw missing.networkPort(handle.uuid, ErrorDomain.NETWORK);
    return port;
  };
  const tell = (network: SimNetwork, event: number): void =>
    events.emit('network', 'lifecycle', { net: handleOf(network), event, detail: 0 });
  const list = (active: boolean): SimNetwork[] => networks.list((network) => network.active === active);

  const define = (xml: string): { net: { name: string; uuid: string } } => {
    const network = addNetwork(networks, parseNetwork(xml), false);
    tell(network, NetworkEvent.DEFINED);
    return { net: handleOf(network) };
  };
  const create = (xml: string): { net: { name: string; uuid: string } } => {
    const network = addNetwork(networks, parseNetwork(xml), true, true);
    tell(network, NetworkEvent.STARTED);
    return { net: handleOf(network) };
  };

  return {
    connectNumOfNetworks: () => ({ num: list(true).length }),
    connectListNetworks: () => namesOf(list(true)),
    connectNumOfDefinedNetworks: () => ({ num: list(false).length }),
    connectListDefinedNetworks: () => namesOf(list(false)),
    connectListAllNetworks: (_ctx, { flags }) => {
      const nets = networks.list((network) => passes(network, flags)).map(handleOf);
      return { nets, ret: nets.length };
    },
    networkLookupByName: (_ctx, { name }) => ({ net: handleOf(byName(name)) }),
    networkLookupByUUID: (_ctx, { uuid }) => ({ net: handleOf(byUuid(uuid)) }),
    networkIsActive: (_ctx, { net }) => ({ active: byUuid(net.uuid).active ? 1 : 0 }),
    networkIsPersistent: (_ctx, { net }) => ({ persistent: byUuid(net.uuid).persistent ? 1 : 0 }),
    networkDefineXML: (_ctx, { xml }) => define(xml),
    networkDefineXMLFlags: (_ctx, { xml }) => define(xml),
    networkCreateXML: (_ctx, { xml }) => create(xml),
    networkCreateXMLFlags: (_ctx, { xml }) => create(xml),
    networkCreate: (_ctx, { net }) => {
      const network = byName(net.name);
      if (network.active) throw invalidOperation(`Network '${net.name}' is already running`, TEST);
      network.live = structuredClone(network.config);
      tell(network, NetworkEvent.STARTED);
    },
    networkDestroy: (_ctx, { net }) => {
      const network = byName(net.name);
      network.live = null;
      network.ports.clear();
      tell(network, NetworkEvent.STOPPED);
      if (!network.persistent) networks.remove(network);
    },
    networkUndefine: (_ctx, { net }) => {
      const network = byName(net.name);
      if (network.active) throw invalidOperation(`Network '${net.name}' is still running`, TEST);
      tell(network, NetworkEvent.UNDEFINED);
      networks.remove(network);
    },
    networkUpdate: (_ctx, { net, command, section, parentIndex, xml, flags }) => {
      const network = byUuid(net.uuid);
      const resolved = affectedBy(network, flags);
      const change = (def: Network): Network => updateNetwork(def, command, section, parentIndex, xml);
      const live = resolved & LIVE ? change(currentOf(network)) : null;
      if (resolved & CONFIG && network.config) network.config = change(network.config);
      if (live) network.live = live;
    },
    networkGetXMLDesc: (_ctx, { net }) => ({ xml: formatXml(NetworkShape, currentOf(byName(net.name))) }),
    networkGetBridgeName: (_ctx, { net }) => {
      const bridge = currentOf(byName(net.name)).bridge?.name;
      if (bridge) return { name: bridge };
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        TEST,
        `network '${net.name}' does not have a bridge name.`,
      );
    },
    networkGetAutostart: (_ctx, { net }) => ({ autostart: byName(net.name).autostart ? 1 : 0 }),
    networkSetAutostart: (_ctx, { net, autostart }) => {
      byName(net.name).autostart = autostart !== 0;
    },
    networkGetMetadata: (_ctx, { network, type, uri, flags }) => {
      const found = find(network);
      const resolved = affectedBy(found, flags);
      const def = (resolved & LIVE ? found.live : found.config) as Network;
      return { metadata: getMetadata(def, type, uri, networkMetadata) };
    },
    networkSetMetadata: (_ctx, { network, type, metadata, key, uri, flags }) => {
      const found = find(network);
      const resolved = affectedBy(found, flags);
      if (resolved & LIVE && found.live) setMetadata(found.live, type, metadata, key, uri, networkMetadata);
      if (resolved & CONFIG && found.config)
        setMetadata(found.config, type, metadata, key, uri, networkMetadata);
      events.emit('network', 'metadataChange', { net: handleOf(found), type, nsuri: uri });
    },
    networkGetDHCPLeases: (_ctx, { net, mac }) => {
      const network = find(net);
      const leases = host
        .leases(network)
        .filter((lease) => !mac || lease.mac.toLowerCase() === mac.toLowerCase())
        .map((lease) => ({
          iface: currentOf(network).bridge?.name ?? '',
          expirytime: Math.floor(Date.now() / 1000) + 3600,
          type: lease.address.includes(':') ? 1 : 0,
          mac: lease.mac,
          iaid: null,
          ipaddr: lease.address,
          prefix: lease.prefix,
          hostname: lease.hostname,
          clientid: null,
        }));
      return { leases, ret: leases.length };
    },
    networkListAllPorts: (_ctx, { network }) => {
      const found = find(network);
      const ports = [...found.ports.keys()].map((uuid) => ({ net: handleOf(found), uuid }));
      return { ports, ret: ports.length };
    },
    networkPortLookupByUUID: (_ctx, { network, uuid }) => {
      portOf({ net: network, uuid });
      return { port: { net: handleOf(find(network)), uuid } };
    },
    networkPortCreateXML: (_ctx, { network, xml }) => {
      const found = find(network);
      if (!found.active) throw invalidOperation(`network '${found.name}' is not active`, TEST);
      const port = parseXml(NetworkPort, xml, networkPortParseOptions);
      if (found.ports.has(port.uuid))
        throw new VirError(
          ErrorCode.NETWORK_PORT_EXIST,
          ErrorDomain.NETWORK,
          `Network port with UUID ${port.uuid} already exists`,
        );
      found.ports.set(port.uuid, port);
      return { port: { net: handleOf(found), uuid: port.uuid } };
    },
    networkPortDelete: (_ctx, { port }) => {
      portOf(port);
      find(port.net).ports.delete(port.uuid);
    },
    networkPortGetXMLDesc: (_ctx, { port }) => ({ xml: formatXml(NetworkPort, portOf(port)) }),
    networkPortGetParameters: (_ctx, { port }) => {
      const params = portParameters(portOf(port));
      return { params, nparams: params.length };
    },
    networkPortSetParameters: (_ctx, { port, params }) => setPortParameters(portOf(port), params),
  };
};
