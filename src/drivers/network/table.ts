// The network procedures: each answers from the set of networks, in a line or two.
import { readFile } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import { prefixOf } from '../../../schemas/xml/parts/inet.ts';
import { bridgeOf, ipsOf, type Network } from '../../model/network/def.ts';
import { type Lease, parseLeases } from '../../model/network/leases.ts';
import { readMac } from '../../model/xml/values.ts';
import { strerror } from '../../native/libc.ts';
import { missing } from '../common/errors.ts';
import { compileFilter, networkFilter } from '../common/filters.ts';
import { getMetadata, networkMetadata } from '../common/metadata.ts';
import { validateIf } from '../common/schema.ts';
import type { NetworkService } from '../host.ts';
import type { PartialTable } from '../table.ts';
import type { Networks } from './networks.ts';
import { leaseFile } from './places.ts';
import { formatNetwork, type NetworkRecord } from './record.ts';

const XML_INACTIVE = 1;
const VALIDATE = 1;
const passes = compileFilter(networkFilter);
const handle = ({ name, uuid }: NetworkRecord): { name: string; uuid: string } => ({ name, uuid });

const describeLease = (def: Network, lease: Lease) => {
  const address = lease['ip-address'];
  const v6 = address.includes(':');
  const ip = ipsOf(def, v6 ? 'ipv6' : 'ipv4')[0];
  return {
    iface: bridgeOf(def),
    expirytime: lease['expiry-time'],
    type: v6 ? 1 : 0,
    mac: lease['mac-address'],
    iaid: lease.iaid ?? null,
    ipaddr: address,
    prefix: ip ? (v6 ? (ip.prefix ?? 0) : prefixOf(ip)) : 0,
    hostname: lease.hostname ?? null,
    clientid: lease['client-id'] ?? null,
  };
};

const readLeases = async (file: string): Promise<Lease[]> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code, errno } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw systemError(
      ErrorDomain.NETWORK,
      -(errno ?? -5),
      `Unable to read leases file: ${file}`,
      strerror(-(errno ?? -5)),
    );
  }
  const leases = parseLeases(text);
  if (leases) return leases;
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NETWORK, `invalid json in file: ${file}`);
};

/** The leases of a network that have not run out, of one interface or of all. */
const currentLeases = async (networks: Networks, def: Network, mac: string | null): Promise<Lease[]> => {
  const wanted = mac?.toLowerCase();
  const now = Math.floor(Date.now() / 1000);
  return (await readLeases(leaseFile(networks.places, bridgeOf(def)))).filter(
    (lease) =>
      (wanted === undefined || lease['mac-address'].toLowerCase() === wanted) &&
      !(lease['expiry-time'] > 0 && lease['expiry-time'] < now),
  );
};

/** The same for guests' drivers. */
export const dhcpLeases =
  (networks: Networks): NetworkService['dhcpLeases'] =>
  async (name, mac) => {
    const net = networks.table.byName(name);
    if (!net) throw missing.network.byName(name, ErrorDomain.NETWORK);
    return (await currentLeases(networks, net.def, mac)).map((lease) => {
      const { type, ipaddr, prefix } = describeLease(net.def, lease);
      return { type: type === 1 ? 'ipv6' : 'ipv4', address: ipaddr, prefix } as const;
    });
  };

export const networkSlots = (networks: Networks) => {
  const { table } = networks;
  const names = (active: boolean): string[] =>
    table.list((net) => net.active === active).map(({ name }) => name);
  const count = (active: boolean): { num: number } => ({ num: names(active).length });
  return {
    connectNumOfNetworks: () => count(true),
    connectListNetworks: () => ({ names: names(true) }),
    connectNumOfDefinedNetworks: () => count(false),
    connectListDefinedNetworks: () => ({ names: names(false) }),
    connectListAllNetworks: (_ctx, { flags }) => {
      const nets = table.list((net) => passes(net, flags)).map(handle);
      return { nets, ret: nets.length };
    },
    networkLookupByName: (_ctx, { name }) => {
      const net = table.byName(name);
      if (!net) throw missing.network.byName(name, ErrorDomain.NETWORK);
      return { net: handle(net) };
    },
    networkLookupByUUID: (_ctx, { uuid }) => {
      const net = table.byUuid(uuid);
      if (!net) throw missing.network.byUuid(uuid, ErrorDomain.NETWORK);
      return { net: handle(net) };
    },
    networkDefineXML: async (_ctx, { xml }) => ({ net: handle(await networks.define(xml)) }),
    networkDefineXMLFlags: async (_ctx, { xml, flags }) => {
      await validateIf(flags & VALIDATE, 'network', xml, '(network_definition)');
      return { net: handle(await networks.define(xml)) };
    },
    networkCreateXML: async (_ctx, { xml }) => ({ net: handle(await networks.create(xml)) }),
    networkCreateXMLFlags: async (_ctx, { xml, flags }) => {
      await validateIf(flags & VALIDATE, 'network', xml, '(network_definition)');
      return { net: handle(await networks.create(xml)) };
    },
    networkCreate: (_ctx, { net }) => networks.start(networks.get(net)),
    networkDestroy: (_ctx, { net }) => networks.stop(networks.get(net)),
    networkUndefine: (_ctx, { net }) => networks.undefine(networks.get(net)),
    networkGetXMLDesc: (_ctx, { net, flags }) => {
      const known = networks.get(net);
      const inactive = (flags & XML_INACTIVE) !== 0;
      return { xml: formatNetwork(inactive && known.newDef ? known.newDef : known.def, inactive) };
    },
    networkGetBridgeName: (_ctx, { net }) => {
      const { def } = networks.get(net);
      if (def.bridge?.name === undefined)
        throw new VirError(
          ErrorCode.INTERNAL_ERROR,
          ErrorDomain.NETWORK,
          `network '${def.name}' does not have a bridge name.`,
        );
      return { name: def.bridge.name };
    },
    networkGetAutostart: (_ctx, { net }) => ({ autostart: networks.get(net).autostart ? 1 : 0 }),
    networkSetAutostart: (_ctx, { net, autostart }) =>
      networks.setAutostart(networks.get(net), autostart !== 0),
    networkIsActive: (_ctx, { net }) => ({ active: networks.get(net).active ? 1 : 0 }),
    networkIsPersistent: (_ctx, { net }) => ({ persistent: networks.get(net).persistent ? 1 : 0 }),
    networkUpdate: (_ctx, { net, flags, ...change }) => networks.update(networks.get(net), change, flags),
    networkGetDHCPLeases: async (_ctx, { net, mac }) => {
      if (mac !== null && typeof readMac(mac) !== 'string')
        throw new VirError(ErrorCode.INVALID_MAC, ErrorDomain.NETWORK, mac);
      const { def } = networks.get(net);
      const leases = await currentLeases(networks, def, mac);
      return { leases: leases.map((lease) => describeLease(def, lease)), ret: leases.length };
    },
    networkSetMetadata: (_ctx, { network, flags, ...change }) =>
      networks.setMetadata(networks.get(network), change, flags),
    networkGetMetadata: (_ctx, { network, type, uri, flags }) => ({
      metadata: getMetadata(networks.definition(networks.get(network), flags), type, uri, networkMetadata),
    }),
  } satisfies PartialTable<'network'>;
};
