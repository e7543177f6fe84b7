// The bridge of a network: made with its addresses and routes, and taken down, through netlink and sysctl.
import { access, constants, readFile, writeFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import { networkOf, prefixOf, prefixOfNetmask } from '../../../schemas/xml/parts/inet.ts';
import { bridgeOf, forwardMode, ipsOf, type Network } from '../../model/network/def.ts';
import { strerror } from '../../native/libc.ts';
import { createBridge, deleteLinkLater, findLink, listLinks, setBridge, setLink } from '../../native/link.ts';
import { NetlinkError } from '../../native/netlink.ts';
import { addAddress, addRoute, ipBytes, listRoutes } from '../../native/route.ts';

const internal = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NETWORK, text);

/** Does a netlink step; a refusal becomes libvirt's system error with this text. */
const step = (text: string, action: () => void): void => {
  try {
    action();
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
    throw systemError(ErrorDomain.NONE, error.errno, text, strerror(error.errno));
  }
};

const routePrefix = (route: Network['routes'][number]): number =>
  route.netmask ? prefixOfNetmask(route.netmask) : (route.prefix ?? (isIPv4(route.address) ? 0 : 64));

/** Refuses addresses and routes that the host already has elsewhere. */
export const checkRouteCollision = (net: Network): void => {
  for (const route of listRoutes()) {
    if (route.family !== 4) continue;
    const same = (address: string, prefix: number): boolean =>
      prefix === route.prefix && networkOf(address, prefix) === networkOf(route.to, prefix);
    if (ipsOf(net, 'ipv4').some((ip) => same(ip.address, prefixOf(ip))))
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.NONE,
        `Network is already in use by interface ${route.device}`,
      );
    const clash = net.routes.find((r) => isIPv4(r.address) && same(r.address, routePrefix(r)));
    if (clash)
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.NONE,
        `Route address '${clash.address}' conflicts with IP address for '${route.device}'`,
      );
  }
};

const sysctl = (path: string): string => `/proc/sys/net/${path}`;
const writeSysctl = (path: string, value: string): Promise<void> => writeFile(sysctl(path), value);

const setIPv6 = async (bridge: string, enable: boolean): Promise<void> => {
  const conf = (name: string): string => `ipv6/conf/${bridge}/${name}`;
  try {
    await access(sysctl(conf('disable_ipv6')), constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
  }
  for (const [name, value] of [
    ['disable_ipv6', enable ? '0' : '1'],
    ['accept_ra', '0'],
    ['autoconf', '0'],
  ] as const)
    await writeSysctl(conf(name), value).catch((error: NodeJS.ErrnoException) => {
      const code = -(error.errno ?? -5);
      const text = `cannot write to '${sysctl(conf(name))}' on bridge '${bridge}'`;
      throw systemError(ErrorDomain.NETWORK, code, text, strerror(code));
    });
};

const RTF_ADDRCONF = 0x40000;

/** Enabling forwarding makes the kernel forget routes it learned from routers: refuse rather than cut the host off. */
const checkIPv6Forwarding = async (): Promise<void> => {
  const table = await readFile('/proc/net/ipv6_route', 'utf8').catch(() => '');
  const learned = new Set<string>();
  for (const line of table.split('\n')) {
    const words = line.trim().split(/\s+/);
    const device = words[9];
    if (device && Number.parseInt(words[8] ?? '0', 16) & RTF_ADDRCONF) learned.add(device);
  }
  const bad: string[] = [];
  for (const device of learned) {
    const value = await readFile(sysctl(`ipv6/conf/${device}/accept_ra`), 'utf8').catch(() => '2');
    if (Number(value) !== 2) bad.push(device);
  }
  if (bad.length === 0) return;
  const [which, have] = bad.length === 1 ? ['interface', 'has'] : ['interfaces', 'have'];
  throw internal(
    `Check the host setup: ${which} ${bad.join(', ')} ${have} kernel autoconfigured IPv6 routes and enabling forwarding without accept_ra set to 2 will cause the kernel to flush them, breaking networking.`,
  );
};

/** Lets the host forward packets of the families the network has. */
export const enableForwarding = async (net: Network): Promise<void> => {
  if (forwardMode(net) === 'none') return;
  const v4 = ipsOf(net, 'ipv4').length > 0;
  const v6 = ipsOf(net, 'ipv6').length > 0;
  if (v6) await checkIPv6Forwarding();
  try {
    if (v4) await writeSysctl('ipv4/ip_forward', '1\n');
    if (v6) await writeSysctl('ipv6/conf/all/forwarding', '1\n');
  } catch (error) {
    const code = -((error as NodeJS.ErrnoException).errno ?? -5);
    throw systemError(ErrorDomain.NETWORK, code, 'failed to enable IP forwarding', strerror(code));
  }
};

/** Makes the bridge: down, with its MAC address and options. */
export const makeBridge = async (net: Network): Promise<void> => {
  const bridge = bridgeOf(net);
  const { mac } = net;
  step(`error creating bridge interface ${bridge}`, () =>
    createBridge(bridge, mac ? { mac: mac.address } : {}),
  );
  if (net.mtu?.size)
    step(`Cannot set interface MTU on '${bridge}'`, () => setLink(bridge, { mtu: net.mtu!.size }));
  step(`Unable to set bridge ${bridge} forward_delay`, () =>
    setBridge(bridge, { forwardDelay: net.bridge?.delay ?? 0, stp: false }),
  );
  if (net.bridge?.stp !== false)
    step(`Unable to set bridge ${bridge} stp_state`, () => setBridge(bridge, { stp: true }));
  await setIPv6(bridge, ipsOf(net, 'ipv6').length > 0);
};

const broadcastOf = (address: string, prefix: number): string => {
  const value = (ipBytes(address).readUInt32BE() | (prefix === 0 ? -1 : (1 << (32 - prefix)) - 1)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
};

/** Gives the bridge its addresses, brings it up, and adds the static routes. */
export const raiseBridge = (net: Network, warn: (text: string) => void): void => {
  const bridge = bridgeOf(net);
  for (const ip of net.ips) {
    const prefix = prefixOf(ip);
    if (prefix < 0) throw internal(`bridge '${bridge}' has an invalid netmask or IP address`);
    const broadcast = isIPv4(ip.address) ? ` bcast ${broadcastOf(ip.address, prefix)}` : '';
    step(`Failed to add IP address ${ip.address}/${prefix}${broadcast} to ${bridge}`, () =>
      addAddress(bridge, ip.address, prefix),
    );
  }
  manageMacTable(net);
  step(`Cannot set interface flags on '${bridge}'`, () => setLink(bridge, { up: true }));
  for (const route of net.routes) {
    const prefix = routePrefix(route);
    try {
      addRoute({
        to: route.address,
        prefix,
        gateway: route.gateway,
        device: bridge,
        ...(route.metric ? { metric: route.metric } : {}),
      });
    } catch (error) {
      // As with libvirt, a route that does not work yet does not keep the network down.
      warn(`cannot add route ${route.address}/${prefix} via ${route.gateway} to ${bridge}: ${String(error)}`);
    }
  }
};

const ENODEV = 19;
const EINVAL = 22;
const EOPNOTSUPP = 95;

/** Bridges whose table of addresses we keep ourselves need VLAN filtering. */
export const manageMacTable = (net: Network): void => {
  const bridge = bridgeOf(net);
  if (net.bridge?.macTableManager !== 'libvirt') return;
  step(`Unable to set bridge ${bridge} vlan_filtering via ioctl`, () => {
    try {
      setBridge(bridge, { vlanFiltering: true });
    } catch (error) {
      // A kernel without it, or no such bridge: libvirt asks sysfs, then an ioctl that does not know the question.
      if (error instanceof NetlinkError && [ENODEV, EOPNOTSUPP].includes(error.errno))
        throw new NetlinkError(EINVAL);
      throw error;
    }
  });
};

/** Takes the bridge away; one that is gone already is fine. */
export const removeBridge = async (net: Network): Promise<void> => {
  const bridge = bridgeOf(net);
  const link = findLink(bridge);
  if (link?.kind !== 'bridge') return;
  await deleteLinkLater(bridge);
};

/** Devices that are members of a bridge. */
export const membersOf = (bridge: string): string[] => {
  const links = listLinks();
  const index = links.find((link) => link.name === bridge)?.index;
  return index === undefined ? [] : links.filter((link) => link.master === index).map((link) => link.name);
};
