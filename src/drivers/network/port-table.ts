// The procedures about network ports, and the service that guests' drivers use for the same.
import { randomUUID } from 'node:crypto';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../schemas/rpc/types.ts';
import type { NetworkPort } from '../../../schemas/xml/network-port.ts';
import { bridgeOf } from '../../model/network/def.ts';
import { missing } from '../common/errors.ts';
import { validateIf } from '../common/schema.ts';
import type { DriverHost, Logger, NetworkService, Port, PortRequest } from '../host.ts';
import type { PartialTable } from '../table.ts';
import { runNetworkHook } from './hooks.ts';
import type { Handle, Networks } from './networks.ts';
import { plugTap, unplugTap } from './plug.ts';
import { allocatePort, changeFloor, claimPort, releasePort } from './ports.ts';
import { clearBandwidth, setBandwidth } from './qos.ts';
import {
  formatPort,
  inTurn,
  type NetworkRecord,
  type PortRecord,
  parsePort,
  removePort,
  savePort,
} from './record.ts';
import { dhcpLeases } from './table.ts';

const RECLAIM = 1;
const VALIDATE = 2;
const refuse = (code: number, text: string): VirError => new VirError(code, ErrorDomain.NETWORK, text);

const mustRun = (net: NetworkRecord): void => {
  if (!net.active) throw refuse(ErrorCode.OPERATION_INVALID, `network '${net.name}' is not active`);
};
const portOf = (net: NetworkRecord, uuid: string): PortRecord => {
  const port = net.ports.get(uuid);
  if (!port) throw missing.networkPort(uuid, ErrorDomain.NETWORK);
  mustRun(net);
  return port;
};

type Bandwidth = NonNullable<NetworkPort['bandwidth']>;
const rates = ['average', 'peak', 'floor', 'burst'] as const;

const bandwidthParams = (bandwidth: Bandwidth | undefined): TypedParam[] => {
  const out: TypedParam[] = [];
  if (bandwidth?.inbound)
    for (const key of ['average', 'peak', 'floor', 'burst'] as const)
      out.push(param.uint(`inbound.${key}`, bandwidth.inbound[key] ?? 0));
  if (bandwidth?.outbound)
    for (const key of ['average', 'peak', 'burst'] as const)
      out.push(param.uint(`outbound.${key}`, bandwidth.outbound[key] ?? 0));
  return out;
};

const bandwidthFrom = (params: readonly TypedParam[]): Bandwidth | undefined => {
  const rate = (direction: string): NonNullable<Bandwidth['inbound']> => {
    const out: NonNullable<Bandwidth['inbound']> = {};
    for (const key of rates) {
      const value = Number(params.find((p) => p.field === `${direction}.${key}`)?.value ?? 0);
      if (value > 0) out[key] = value;
    }
    return out;
  };
  const inbound = rate('inbound');
  const outbound = rate('outbound');
  delete outbound.floor;
  const out: Bandwidth = {};
  if (inbound.average || inbound.floor) out.inbound = inbound;
  if (outbound.average) out.outbound = outbound;
  return out.inbound || out.outbound ? out : undefined;
};

export interface PortActions {
  add(net: NetworkRecord, def: NetworkPort, reclaim: boolean): Promise<void>;
  remove(net: NetworkRecord, uuid: string): Promise<void>;
  /** Changes what a port may use and is guaranteed. */
  limit(net: NetworkRecord, uuid: string, bandwidth: Bandwidth | undefined): Promise<Bandwidth | undefined>;
}

export const createPortActions = (host: DriverHost, networks: Networks, log: Logger): PortActions => ({
  limit: (net, uuid, bandwidth) =>
    inTurn(net, async () => {
      const { def } = portOf(net, uuid);
      const next = bandwidth && { ...bandwidth };
      if (next && def.bandwidth?.classID) next.classID = def.bandwidth.classID;
      await changeFloor(net, def, next, log);
      def.bandwidth = next;
      await savePort(networks.places, net.name, def);
      return next;
    }),
  add: (net, def, reclaim) =>
    inTurn(net, async () => {
      mustRun(net);
      if (reclaim && !def.plug)
        throw refuse(ErrorCode.INVALID_ARG, 'Port reclaim requested but plug type is none');
      if (!reclaim && def.plug)
        throw refuse(ErrorCode.INVALID_ARG, 'Port reclaim not requested but plug type is not none');
      if (net.ports.has(def.uuid))
        throw new VirError(
          ErrorCode.NETWORK_PORT_EXIST,
          ErrorDomain.NETWORK,
          `Network port with UUID ${def.uuid} already exists`,
        );
      if (reclaim) claimPort(net, def);
      else await allocatePort(net, def, log);
      try {
        await runNetworkHook(host, net, 'port-created', 'begin', def);
        await savePort(networks.places, net.name, def);
        net.ports.set(def.uuid, { def, tap: null });
        await networks.lifecycle.saveMacs(net);
      } catch (error) {
        net.ports.delete(def.uuid);
        await releasePort(net, def, log).catch(() => undefined);
        throw error;
      }
    }),
  remove: (net, uuid) =>
    inTurn(net, async () => {
      const { def } = portOf(net, uuid);
      await releasePort(net, def, log);
      net.ports.delete(uuid);
      await removePort(networks.places, net.name, uuid);
      await networks.lifecycle.saveMacs(net);
      await runNetworkHook(host, net, 'port-deleted', 'begin', def).catch((error) =>
        log.warn({ network: net.name, err: String(error) }, 'the hook for a deleted port failed'),
      );
    }),
});

export const portSlots = (networks: Networks, actions: PortActions) => {
  const find = ({ net, uuid }: { net: Handle; uuid: string }): { net: NetworkRecord; port: PortRecord } => {
    const known = networks.get(net);
    return { net: known, port: portOf(known, uuid) };
  };
  return {
    networkListAllPorts: (_ctx, { network }) => {
      const net = networks.get(network);
      mustRun(net);
      const ports = [...net.ports.keys()].map((uuid) => ({ net: { name: net.name, uuid: net.uuid }, uuid }));
      return { ports, ret: ports.length };
    },
    networkPortLookupByUUID: (_ctx, { network, uuid }) => {
      find({ net: network, uuid });
      return { port: { net: network, uuid } };
    },
    networkPortCreateXML: async (_ctx, { network, xml, flags }) => {
      const net = networks.get(network);
      await validateIf(flags & VALIDATE, 'networkport', xml, '(networkport_definition)');
      const def = parsePort(xml);
      await actions.add(net, def, (flags & RECLAIM) !== 0);
      return { port: { net: { name: net.name, uuid: net.uuid }, uuid: def.uuid } };
    },
    networkPortGetXMLDesc: (_ctx, { port }) => ({ xml: formatPort(find(port).port.def) }),
    networkPortDelete: async (_ctx, { port }) => {
      const { net } = find(port);
      await actions.remove(net, port.uuid);
    },
    networkPortGetParameters: (_ctx, { port }) => {
      const params = bandwidthParams(find(port).port.def.bandwidth);
      return { params, nparams: 0 };
    },
    networkPortSetParameters: async (_ctx, { port, params }) => {
      await actions.limit(find(port).net, port.uuid, bandwidthFrom(params));
    },
  } satisfies PartialTable<'network'>;
};

const portPlug = (def: NetworkPort, mtu: number | undefined): Port['plug'] => {
  const { plug } = def;
  if (plug?.type === 'direct') return { type: 'direct', device: plug.dev ?? '', mode: plug.mode ?? 'vepa' };
  if (plug?.type === 'hostdev-pci' && plug.address) {
    const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
    const { domain, bus, slot, function: fn } = plug.address;
    return { type: 'hostdev', pci: `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn.toString(16)}` };
  }
  return {
    type: plug?.type === 'network' ? 'network' : 'bridge',
    bridge: plug?.bridge ?? '',
    ...(plug?.macTableManager ? { macTableManager: plug.macTableManager } : {}),
    ...(mtu ? { mtu } : {}),
  };
};

/** What hypervisor drivers use to plug their guests in. */
export const createNetworkService = (
  networks: Networks,
  actions: PortActions,
  log: Logger,
): NetworkService => {
  const byName = (name: string): NetworkRecord => {
    const net = networks.table.byName(name);
    if (!net) throw missing.network.byName(name, ErrorDomain.NETWORK);
    return net;
  };
  const describe = (net: NetworkRecord, def: NetworkPort): Port => ({
    uuid: def.uuid,
    network: { name: net.name, uuid: net.uuid },
    plug: portPlug(def, net.def.mtu?.size),
    definition: def,
  });
  const requested = (request: PortRequest): NetworkPort => ({
    uuid: request.portUuid ?? randomUUID(),
    owner: { name: request.owner.name, uuid: request.owner.uuid },
    mac: { address: request.mac },
    ...(request.portgroup === undefined ? {} : { group: request.portgroup }),
    ...structuredClone(request.settings ?? {}),
  });
  return {
    async allocatePort(request) {
      const net = byName(request.network);
      const def = requested(request);
      await actions.add(net, def, false);
      return describe(net, def);
    },
    notifyPort(network, def, tap) {
      const net = networks.table.byName(network);
      if (!net) return;
      const known = net.ports.get(def.uuid);
      if (known) {
        known.tap = tap;
        return;
      }
      if (!net.active) return void net.orphans.set(def.uuid, { def, tap });
      void actions
        .add(net, def, true)
        .then(() => {
          const added = net.ports.get(def.uuid);
          if (added) added.tap = tap;
        })
        .catch((error) =>
          log.warn({ network: net.name, err: String(error) }, 'a guest’s port is not taken up'),
        );
    },
    async releasePort(network, portUuid) {
      const net = networks.table.byName(network) ?? networks.table.byUuid(network);
      if (!net) return;
      net.orphans.delete(portUuid);
      if (net.active && net.ports.has(portUuid)) await actions.remove(net, portUuid);
    },
    async plugTap(port, tap) {
      const net = networks.table.byUuid(port.network.uuid);
      const record = net?.ports.get(port.uuid);
      if (!net || !record) throw missing.networkPort(port.uuid, ErrorDomain.NETWORK);
      await plugTap(tap, record.def, {
        mac: record.def.mac.address,
        owner: record.def.owner,
        ...(net.def.mtu?.size ? { mtu: net.def.mtu.size } : {}),
      });
      record.tap = tap;
    },
    async unplugTap(port, tap) {
      const record = networks.table.byUuid(port.network.uuid)?.ports.get(port.uuid);
      if (record) {
        record.tap = null;
        await unplugTap(tap, record.def);
      } else await unplugTap(tap, port.definition);
    },
    joinBridge: (tap, definition) =>
      plugTap(tap, definition, { mac: definition.mac.address, owner: definition.owner }),
    leaveBridge: unplugTap,
    async limit(device, bandwidth, hostView) {
      if (bandwidth) await setBandwidth(device, bandwidth, { swapped: !hostView, replace: true });
      else await clearBandwidth(device);
    },
    changeBandwidth: (network, portUuid, bandwidth) => actions.limit(byName(network), portUuid, bandwidth),
    dhcpLeases: dhcpLeases(networks),
    onNetworkStarted: (callback) =>
      networks.onStarted((net) => callback({ name: net.name, bridge: bridgeOf(net.def) })),
  };
};
