// The host's side of guests' network interfaces: taps on networks and bridges, macvtap devices, filters and limits.
// Made before QEMU is started, given back when it ends.
import { randomUUID } from 'node:crypto';
import { closeSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { NetworkPort } from '../../../schemas/xml/network-port.ts';
import type { Interface } from '../../model/domain/devices.ts';
import {
  actualOf,
  actualSource,
  actualType,
  networkPortOf,
  portHeldBy,
  portSettings,
  sharesHostView,
} from '../../model/domain/interface.ts';
import { deleteLinkLater, type MacvlanMode, setLink } from '../../native/link.ts';
import { openTap } from '../../native/tap.ts';
import type { NetworkService, Owner, Port } from '../host.ts';
import type { Guest } from './guest.ts';
import type { Domain } from './hardware.ts';
import { makeMacvtap, removeMacvtap } from './macvtap.ts';
import type { World } from './world.ts';

/** An interface's host side, ready for QEMU. */
export interface Plug {
  /** The device on the host; null for one that has none. */
  readonly device: string | null;
  readonly fds: readonly number[];
  readonly port: Port | null;
}

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);
const ownerOf = ({ uuid, name }: Guest): Owner => ({ uuid, name });
const networkOf = (world: World): NetworkService => {
  const { network } = world.host.services;
  if (!network) throw unsupported('virtual networks are not served by this daemon');
  return network;
};

/** libvirt's rule: the tap's address is the guest's with a first octet that keeps the bridge's own address. */
const tapAddress = (mac: string): string => `fe${mac.slice(2)}`;
const queuesOf = (net: Interface): number => (net as { driver?: { queues?: number } }).driver?.queues || 1;
const isVirtio = (net: Interface): boolean => net.model?.type?.startsWith('virtio') === true;
const closeAll = (fds: readonly number[]): void => {
  for (const fd of fds) closeSync(fd);
};

const makeTap = (net: Interface): Plug => {
  const wanted = net.target?.dev;
  const name = wanted && !/^vnet\d+$/.test(wanted) ? wanted : 'vnet%d';
  const tap = openTap({ name, queues: queuesOf(net), vnetHeader: isVirtio(net) });
  try {
    setLink(tap.name, { mac: tapAddress(net.mac.address) });
  } catch (error) {
    closeAll(tap.fds);
    throw error;
  }
  return { device: tap.name, fds: tap.fds, port: null };
};

/** A tap that joins its network or bridge by `join`; nothing of it stays when that fails. */
const joinedTap = async (net: Interface, join: (tap: string) => Promise<void>): Promise<Plug> => {
  const made = makeTap(net);
  try {
    await join(made.device ?? '');
    return made;
  } catch (error) {
    closeAll(made.fds);
    throw error;
  }
};

/** Where addresses of devices given away whole are kept, as libvirt keeps them. */
const stateDirOf = (world: World): string => world.places.run;

const makeDirect = async (
  world: World,
  net: Interface,
  on: string,
  mode: MacvlanMode,
  definition: Pick<NetworkPort, 'bandwidth' | 'virtualport'>,
): Promise<Plug> => {
  const { name, fds } = await makeMacvtap({
    on,
    mode,
    mac: net.mac.address,
    ...(net.target?.dev ? { name: net.target.dev } : {}),
    queues: queuesOf(net),
    vnetHeader: isVirtio(net),
    ...(definition.virtualport ? { virtualport: definition.virtualport } : {}),
    stateDir: stateDirOf(world),
  });
  try {
    if (definition.bandwidth) await networkOf(world).limit(name, definition.bandwidth, true);
    return { device: name, fds, port: null };
  } catch (error) {
    closeAll(fds);
    await removeMacvtap(name, on, mode, stateDirOf(world));
    throw error;
  }
};

const plugNetwork = async (
  world: World,
  guest: Guest,
  net: Interface,
  signal: AbortSignal,
): Promise<Plug> => {
  const network = networkOf(world);
  const source = net.source as { network: string; portgroup?: string; portid?: string };
  const port = await network.allocatePort(
    {
      network: source.network,
      owner: ownerOf(guest),
      mac: net.mac.address,
      portgroup: source.portgroup,
      portUuid: source.portid,
      settings: portSettings(net),
    },
    signal,
  );
  try {
    const { plug, definition } = port;
    if (plug.type === 'hostdev') return { device: null, fds: [], port };
    const made =
      plug.type === 'direct'
        ? await makeDirect(world, net, plug.device, plug.mode, definition)
        : await joinedTap(net, (tap) => network.plugTap(port, tap));
    return { ...made, port };
  } catch (error) {
    await network.releasePort(source.network, port.uuid).catch(() => undefined);
    throw error;
  }
};

/** An interface on a bridge of the host, in the words of a port. */
const bridgePort = (guest: Owner, net: Interface): NetworkPort => ({
  uuid: randomUUID(),
  owner: guest,
  mac: { address: net.mac.address },
  ...portSettings(net),
  plug: { type: 'bridge', bridge: String(actualSource(net)['bridge'] ?? '') },
});

const plugEthernet = async (world: World, net: Interface): Promise<Plug> =>
  joinedTap(net, async (tap) => {
    setLink(tap, { up: true, ...(net.mtu?.size ? { mtu: net.mtu.size } : {}) });
    if (net.bandwidth) await networkOf(world).limit(tap, net.bandwidth, false);
  });

const plugOne = async (
  world: World,
  guest: Guest,
  net: Interface,
  signal: AbortSignal,
): Promise<Plug | null> => {
  switch (net.type) {
    case 'network':
      return plugNetwork(world, guest, net, signal);
    case 'bridge':
      return joinedTap(net, (tap) => networkOf(world).joinBridge(tap, bridgePort(ownerOf(guest), net)));
    case 'ethernet':
      return plugEthernet(world, net);
    case 'direct': {
      const { dev, mode } = net.source as { dev?: string; mode: MacvlanMode };
      return makeDirect(world, net, dev ?? '', mode, net);
    }
    default:
      return null;
  }
};

/** Puts the filter that the interface asks for on its tap, before a guest can send through it. */
const bindFilter = async (
  world: World,
  guest: Guest,
  net: Interface,
  plug: Plug | undefined,
): Promise<void> => {
  const { filterref } = net;
  const filterName = filterref?.filter;
  if (filterName === undefined || !plug?.device) return;
  const { filter } = world.host.services;
  if (!filter) throw unsupported('network filters are not served by this daemon');
  const parameters: Record<string, string[]> = {};
  for (const { name, value } of filterref?.parameters ?? [])
    if (name !== undefined && value !== undefined) parameters[name] = [...(parameters[name] ?? []), value];
  await filter.bind({
    filter: filterName,
    owner: ownerOf(guest),
    portdev: plug.device,
    mac: net.mac.address,
    parameters,
  });
};

const unbindFilter = async (world: World, net: Interface): Promise<void> => {
  const device = net.target?.dev;
  if (net.filterref && device) await world.host.services.filter?.unbind(device).catch(() => undefined);
};

/** Makes the host side of every interface that needs one; those made are in `plugs` even when a later one fails. */
export const plugInterfaces = async (
  world: World,
  guest: Guest,
  domain: Domain,
  plugs: Map<number, Plug>,
  signal: AbortSignal,
): Promise<void> => {
  for (const [index, net] of domain.devices.interfaces.entries()) {
    const plug = await plugOne(world, guest, net, signal);
    if (!plug) continue;
    plugs.set(index, plug);
    await bindFilter(world, guest, net, plug);
  }
};

/** Notes in the running definition what its interfaces became. */
export const notePlugs = (domain: Domain, plugs: ReadonlyMap<number, Plug>): void => {
  for (const [index, { device, port }] of plugs) {
    const net = domain.devices.interfaces[index];
    if (!net) continue;
    if (device) net.target = { ...net.target, dev: device };
    if (!port) continue;
    Object.assign(net.source as object, { portid: port.uuid });
    net.actual = actualOf(port.definition);
  }
};

/** Our copies of descriptors: QEMU has its own once it has been started. */
export const closePlugs = (plugs: ReadonlyMap<number, Plug>): void => {
  for (const plug of plugs.values()) closeAll(plug.fds);
};

/** Gives back one interface's host side as the running definition has it. */
const giveBackInterface = async (world: World, guest: Owner, net: Interface): Promise<void> => {
  await unbindFilter(world, net);
  const device = net.target?.dev;
  const source = actualSource(net) as { dev?: string; mode?: string };
  const type = actualType(net);
  const { network } = world.host.services;
  if (device && type === 'direct')
    await removeMacvtap(device, source.dev ?? '', source.mode ?? '', stateDirOf(world));
  if (device && net.type === 'ethernet') await deleteLinkLater(device).catch(() => undefined);
  if (device && net.type === 'bridge' && net.virtualport)
    await network?.leaveBridge(device, bridgePort(guest, net)).catch(() => undefined);
  const held = networkPortOf(net);
  if (held?.portid) await network?.releasePort(held.network, held.portid).catch(() => undefined);
};

/** The same for one that failed to join, or that has left. */
export const unplugInterface = async (
  world: World,
  guest: Guest,
  net: Interface,
  plug: Plug | null,
): Promise<void> => {
  const gone = structuredClone(net);
  if (plug) notePlugs({ devices: { interfaces: [gone] } } as unknown as Domain, new Map([[0, plug]]));
  await giveBackInterface(world, ownerOf(guest), gone);
};

export const giveBackInterfaces = async (world: World, guest: Guest, domain: Domain): Promise<void> => {
  for (const net of domain.devices.interfaces) await giveBackInterface(world, ownerOf(guest), net);
};

/** Tells the networks whose ports a guest found running still holds, so that its taps follow them. */
export const notifyPorts = (world: World, guest: Guest, domain: Domain): void => {
  for (const net of domain.devices.interfaces) {
    const definition = portHeldBy(net, ownerOf(guest));
    const held = networkPortOf(net);
    if (definition && held)
      world.host.services.network?.notifyPort(held.network, definition, net.target?.dev ?? null);
  }
};

/** Changes what a running interface may use, on its network and on its device. */
export const limitInterface = async (
  world: World,
  net: Interface,
  bandwidth: Interface['bandwidth'],
): Promise<void> => {
  const device = net.target?.dev;
  if (!device || !['network', 'bridge', 'ethernet', 'direct'].includes(net.type))
    throw unsupported(`setting bandwidth on interfaces of type '${net.type}' is not implemented yet`);
  if (bandwidth?.inbound?.floor && net.type !== 'network')
    throw new VirError(
      ErrorCode.OPERATION_UNSUPPORTED,
      ErrorDomain.NETWORK,
      `Invalid use of 'floor' on interface with MAC address ${net.mac.address} - 'floor' is only supported for interface type 'network' with forward type 'nat', 'route', 'open' or none`,
    );
  const network = networkOf(world);
  const held = networkPortOf(net);
  const changed = held?.portid
    ? await network.changeBandwidth(held.network, held.portid, bandwidth)
    : bandwidth;
  await network.limit(device, bandwidth, sharesHostView(net));
  net.bandwidth = bandwidth;
  if (!net.actual) return;
  net.actual.bandwidth = bandwidth && structuredClone(bandwidth);
  const id = (changed as NetworkPort['bandwidth'])?.classID;
  if (id) net.actual.class = { id };
  else delete net.actual.class;
};
