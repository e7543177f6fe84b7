// Questions asked of a network definition in several places: its mode, its addresses, its devices.
import { isIPv4 } from 'node:net';
import type { Network } from '../../../schemas/xml/network.ts';
import { networkOf, prefixOf } from '../../../schemas/xml/parts/inet.ts';
import { ipText } from '../../native/route.ts';

export type { Network } from '../../../schemas/xml/network.ts';
export type NetworkIp = Network['ips'][number];
export type DhcpHost = NonNullable<NetworkIp['dhcp']>['hosts'][number];
export type DhcpRange = NonNullable<NetworkIp['dhcp']>['ranges'][number];
export type ForwardMode = NonNullable<Network['forward']>['mode'];
export type Layer = 'ipv4' | 'ipv6';

export const forwardMode = (net: Network): ForwardMode => net.forward?.mode ?? 'none';

/** Networks whose bridge is ours: made at the start, removed at the end. */
export const ownsBridge = (net: Network): boolean =>
  ['none', 'nat', 'route', 'open'].includes(forwardMode(net));

export const layerOf = (ip: { readonly address: string }): Layer => (isIPv4(ip.address) ? 'ipv4' : 'ipv6');
export const ipsOf = (net: Network, layer: Layer): NetworkIp[] =>
  net.ips.filter((ip) => layerOf(ip) === layer);

/** Whether an address has DHCP ranges or hosts. */
export const hasDhcp = (ip: NetworkIp): boolean =>
  (ip.dhcp?.ranges.length ?? 0) > 0 || (ip.dhcp?.hosts.length ?? 0) > 0;

/** The bytes of a number as an address of the layer. */
const addressOf = (number: bigint, layer: Layer): string =>
  ipText(Buffer.from(number.toString(16).padStart(layer === 'ipv4' ? 8 : 32, '0'), 'hex'));

/** `192.168.122.0/24`. */
export const networkWithPrefix = (ip: NetworkIp): string => {
  const prefix = prefixOf(ip);
  return `${addressOf(networkOf(ip.address, prefix), layerOf(ip))}/${prefix}`;
};

/** Dotted netmask of a prefix. */
export const netmaskOf = (prefix: number): string =>
  addressOf(prefix === 0 ? 0n : (0xffffffffn << BigInt(32 - prefix)) & 0xffffffffn, 'ipv4');

/** The device a routed network is confined to, if any. */
export const forwardDevice = (net: Network): string | undefined => net.forward?.interfaces[0]?.dev;

export const bridgeOf = (net: Network): string => net.bridge?.name ?? '';
