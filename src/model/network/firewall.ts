// What a network needs of the host's firewall, as rules that know no firewall yet: who may cross, what is masqueraded.
// nftables.ts and iptables.ts put them into their tools' words. The order is that of insertion at the head.

import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { prefixOf } from '../../../schemas/xml/parts/inet.ts';
import {
  bridgeOf,
  forwardDevice,
  forwardMode,
  hasDhcp,
  ipsOf,
  type Layer,
  layerOf,
  type Network,
  type NetworkIp,
  networkWithPrefix,
} from './def.ts';

/** One rule. `device` is the host's device that traffic is confined to. */
export type Rule = { readonly layer: Layer } & (
  | { readonly rule: 'input' | 'output'; readonly protocol: 'tcp' | 'udp'; readonly port: number }
  | { readonly rule: 'rejectOut' | 'rejectIn' | 'cross' }
  | {
      readonly rule: 'allowOut' | 'allowIn' | 'allowRelatedIn';
      readonly network: string;
      readonly device?: string;
    }
  | {
      readonly rule: 'masquerade';
      readonly network: string;
      readonly device?: string;
      readonly protocol?: 'tcp' | 'udp';
      readonly addresses?: string;
      readonly ports?: string;
    }
  | {
      readonly rule: 'dontMasquerade';
      readonly network: string;
      readonly device?: string;
      readonly destination: string;
    }
  | { readonly rule: 'dhcpChecksum' }
);

const host = (layer: Layer, rule: 'input' | 'output', protocol: 'tcp' | 'udp', port: number): Rule => ({
  layer,
  rule,
  protocol,
  port,
});

const generalRules = (net: Network): Rule[] => {
  const tftp = ipsOf(net, 'ipv4').find((ip) => hasDhcp(ip) || ip.tftp?.root !== undefined)?.tftp?.root;
  const rules: Rule[] = [
    host('ipv4', 'input', 'tcp', 67),
    host('ipv4', 'input', 'udp', 67),
    host('ipv4', 'output', 'tcp', 68),
    host('ipv4', 'output', 'udp', 68),
    host('ipv4', 'input', 'tcp', 53),
    host('ipv4', 'input', 'udp', 53),
    host('ipv4', 'output', 'tcp', 53),
    host('ipv4', 'output', 'udp', 53),
  ];
  if (tftp !== undefined) rules.push(host('ipv4', 'input', 'udp', 69), host('ipv4', 'output', 'udp', 69));
  const closed = (layer: Layer): Rule[] => [
    { layer, rule: 'rejectOut' },
    { layer, rule: 'rejectIn' },
    { layer, rule: 'cross' },
  ];
  rules.push(...closed('ipv4'));
  const v6 = ipsOf(net, 'ipv6').length > 0;
  if (v6 || net.ipv6) rules.push(...closed('ipv6'));
  if (v6)
    rules.push(
      host('ipv6', 'input', 'tcp', 53),
      host('ipv6', 'input', 'udp', 53),
      host('ipv6', 'output', 'tcp', 53),
      host('ipv6', 'output', 'udp', 53),
      host('ipv6', 'input', 'udp', 547),
      host('ipv6', 'output', 'udp', 546),
    );
  return rules;
};

const badPrefix = (net: Network): VirError =>
  new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.NONE,
    `Invalid prefix or netmask for '${bridgeOf(net)}'`,
  );

const masqueradeRules = (net: Network, ip: NetworkIp): Rule[] => {
  const layer = layerOf(ip);
  const network = networkWithPrefix(ip);
  const device = forwardDevice(net);
  const where = { layer, network, ...(device === undefined ? {} : { device }) };
  const nat = net.forward?.nat;
  const addresses = layer === 'ipv4' && nat?.address ? `${nat.address.start}-${nat.address.end}` : undefined;
  const { start = 0, end = 0 } = nat?.port ?? {};
  const [first, last] = start === 0 && end === 0 ? [1024, 65535] : [start, end];
  if (first >= last)
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, `Invalid port range '${first}-${last}'.`);
  const hide = (protocol?: 'tcp' | 'udp'): Rule => ({
    rule: 'masquerade',
    ...where,
    ...(addresses === undefined ? {} : { addresses }),
    ...(protocol ? { protocol, ports: `${first}-${last}` } : {}),
  });
  const spare = (destination: string): Rule => ({ rule: 'dontMasquerade', ...where, destination });
  return [
    { rule: 'allowOut', ...where },
    { rule: 'allowRelatedIn', ...where },
    hide(),
    hide('udp'),
    hide('tcp'),
    ...(layer === 'ipv4' ? [spare('255.255.255.255/32'), spare('224.0.0.0/24')] : [spare('ff02::/16')]),
  ];
};

/** Device names become words of other tools' scripts: only what the kernel takes, and no quotes. */
const checkDevice = (name: string): void => {
  if (/^[^\s"'`\\/;{}$]{1,15}$/.test(name)) return;
  throw new VirError(
    ErrorCode.CONFIG_UNSUPPORTED,
    ErrorDomain.NETWORK,
    `'${name}' is not the name of a network device`,
  );
};

/** Every rule of a network, in the order of insertion. Nothing for an open network. */
export const firewallRules = (net: Network): Rule[] => {
  const mode = forwardMode(net);
  if (mode === 'open') return [];
  const device = forwardDevice(net);
  checkDevice(bridgeOf(net));
  if (device !== undefined) checkDevice(device);
  const rules = generalRules(net);
  for (const ip of net.ips) {
    if (mode !== 'nat' && mode !== 'route') continue;
    if (prefixOf(ip) < 0) throw badPrefix(net);
    if (mode === 'nat' && (layerOf(ip) === 'ipv4' || net.forward?.nat?.ipv6)) {
      rules.push(...masqueradeRules(net, ip));
      continue;
    }
    const where = {
      layer: layerOf(ip),
      network: networkWithPrefix(ip),
      ...(device === undefined ? {} : { device }),
    };
    rules.push({ rule: 'allowOut', ...where }, { rule: 'allowIn', ...where });
  }
  if (ipsOf(net, 'ipv4').some(hasDhcp)) rules.push({ layer: 'ipv4', rule: 'dhcpChecksum' });
  return rules;
};
