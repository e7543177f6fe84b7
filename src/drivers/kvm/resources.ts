// What a run of a guest takes from the host beyond its process: interfaces on networks and bridges, ports of displays.
// Taken before QEMU is started, given back when it ends.
import { closeSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Interface } from '../../model/domain/devices.ts';
import { deleteLinkLater, setLink } from '../../native/link.ts';
import { openTap } from '../../native/tap.ts';
import type { Port } from '../host.ts';
import type { Guest, Run } from './guest.ts';
import type { Domain } from './hardware.ts';
import type { World } from './world.ts';

/** An interface's host side, ready for QEMU. */
export interface Plug {
  readonly tap: string | null;
  readonly fds: readonly number[];
  readonly port: Port | null;
  readonly bridge: string | null;
}

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);

/** libvirt's rule: the tap's address is the guest's with a first octet that keeps the bridge's own address. */
const tapAddress = (mac: string): string => `fe${mac.slice(2)}`;

const makeTap = (net: Interface, bridge: string | null): Plug => {
  const wanted = net.target?.dev;
  const name = wanted && !/^vnet\d+$/.test(wanted) ? wanted : 'vnet%d';
  const queues = (net as { driver?: { queues?: number } }).driver?.queues ?? 1;
  const tap = openTap({ name, queues, vnetHeader: net.model?.type?.startsWith('virtio') === true });
  try {
    setLink(tap.name, { mac: tapAddress(net.mac.address) });
    if (bridge) setLink(tap.name, { master: bridge });
    setLink(tap.name, { up: true });
  } catch (error) {
    for (const fd of tap.fds) closeSync(fd);
    throw new VirError(
      ErrorCode.SYSTEM_ERROR,
      ErrorDomain.NONE,
      `Unable to add port ${tap.name} to bridge ${bridge}: ${(error as Error).message}`,
    );
  }
  return { tap: tap.name, fds: tap.fds, port: null, bridge };
};

const plugNetwork = async (
  world: World,
  guest: Guest,
  net: Interface,
  signal: AbortSignal,
): Promise<Plug> => {
  const { network } = world.host.services;
  const source = net.source as { network: string; portgroup?: string; portid?: string };
  if (!network) throw unsupported('virtual networks are not served by this daemon');
  const owner = { uuid: guest.uuid, name: guest.name };
  const port = await network.allocatePort(
    {
      network: source.network,
      owner,
      mac: net.mac.address,
      portgroup: source.portgroup,
      portUuid: source.portid,
    },
    signal,
  );
  try {
    const { plug } = port;
    if (plug.type !== 'bridge' && plug.type !== 'network')
      throw unsupported(`interfaces on networks of type '${plug.type}' are not supported yet`);
    const made = makeTap(net, null);
    try {
      await network.plugTap(port, made.tap ?? '');
    } catch (error) {
      for (const fd of made.fds) closeSync(fd);
      throw error;
    }
    return { ...made, port, bridge: plug.bridge };
  } catch (error) {
    await network.releasePort(source.network, port.uuid).catch(() => undefined);
    throw error;
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
  if (!filterref || !plug?.tap) return;
  const { filter } = world.host.services;
  if (!filter) throw unsupported('network filters are not served by this daemon');
  const parameters: Record<string, string[]> = {};
  for (const { name, value } of filterref.parameters) parameters[name] = [...(parameters[name] ?? []), value];
  const owner = { uuid: guest.uuid, name: guest.name };
  await filter.bind({ filter: filterref.filter, owner, portdev: plug.tap, mac: net.mac.address, parameters });
};

const unbindFilter = async (world: World, net: Interface): Promise<void> => {
  const tap = net.target?.dev;
  if (net.filterref && tap) await world.host.services.filter?.unbind(tap).catch(() => undefined);
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
    switch (net.type) {
      case 'network':
        plugs.set(index, await plugNetwork(world, guest, net, signal));
        break;
      case 'bridge':
        plugs.set(index, makeTap(net, (net.source as { bridge: string }).bridge));
        break;
      case 'ethernet':
        plugs.set(index, makeTap(net, null));
        break;
      case 'direct':
        throw unsupported("interfaces of type 'direct' are not supported yet");
      default:
    }
    await bindFilter(world, guest, net, plugs.get(index));
  }
};

/** Notes in the running definition what its interfaces became. */
export const notePlugs = (domain: Domain, plugs: ReadonlyMap<number, Plug>): void => {
  for (const [index, plug] of plugs) {
    const net = domain.devices.interfaces[index];
    if (!net) continue;
    if (plug.tap) net.target = { ...net.target, dev: plug.tap };
    if (plug.port)
      Object.assign(net.source as object, { portid: plug.port.uuid, bridge: plug.bridge ?? undefined });
  }
};

/** Our copies of descriptors: QEMU has its own once it has been started. */
export const closePlugs = (plugs: ReadonlyMap<number, Plug>): void => {
  for (const plug of plugs.values()) for (const fd of plug.fds) closeSync(fd);
};

/** Gives back one interface's host side: one that failed to join, or one that has left. */
export const unplugInterface = async (world: World, net: Interface, plug: Plug | null): Promise<void> => {
  await unbindFilter(world, plug?.tap ? { ...net, target: { ...net.target, dev: plug.tap } } : net);
  const source = net.source as { network?: string; portid?: string } | undefined;
  const port = plug?.port?.uuid ?? source?.portid;
  if (net.type === 'network' && source?.network && port)
    await world.host.services.network?.releasePort(source.network, port).catch(() => undefined);
};

/** Ports of displays that were chosen for this run. */
const displayPorts = (domain: Domain): number[] =>
  domain.devices.graphics.flatMap((graphics) => {
    const { port, websocket, tlsPort } = graphics as { port?: number; websocket?: number; tlsPort?: number };
    return [port, websocket, tlsPort].filter((number) => number !== undefined && number > 0) as number[];
  });

export const claimPorts = (world: World, domain: Domain): void => {
  for (const port of displayPorts(domain)) world.ports.claim(port);
};

/** Tells the networks whose ports a guest found running still holds, so that its taps follow them. */
export const notifyPorts = (world: World, guest: Guest, domain: Domain): void => {
  for (const net of domain.devices.interfaces) {
    const source = net.source as { network?: string; portid?: string; bridge?: string } | undefined;
    const tap = net.target?.dev;
    if (net.type !== 'network' || !source?.network || !source.portid || !tap) continue;
    const owner = { uuid: guest.uuid, name: guest.name };
    const bridge = source.bridge ?? '';
    world.host.services.network?.notifyPort(
      {
        uuid: source.portid,
        network: { name: source.network, uuid: '' },
        plug: { type: 'network', bridge },
        definition: {
          uuid: source.portid,
          owner,
          mac: { address: net.mac.address },
          plug: { type: 'network', bridge },
        },
      },
      owner,
      net.mac.address,
      tap,
    );
  }
};

/** Gives back all that the guest holds; safe for a start that got nowhere. */
export const giveBack = async (world: World, _guest: Guest, run: Run): Promise<void> => {
  for (const port of displayPorts(run.domain)) world.ports.release(port);
  for (const net of run.domain.devices.interfaces) {
    await unbindFilter(world, net);
    const source = net.source as { network?: string; portid?: string } | undefined;
    if (net.type === 'network' && source?.network && source.portid)
      await world.host.services.network?.releasePort(source.network, source.portid).catch(() => undefined);
    const tap = net.target?.dev;
    if (tap && net.type === 'ethernet') await deleteLinkLater(tap).catch(() => undefined);
  }
};
