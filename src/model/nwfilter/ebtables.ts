// Filter rules of the Ethernet layer as ebtables commands.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { type Items, itemsOf, protocolOf, type Rule } from './rule.ts';

/** Destination of spanning tree packets. */
export const BRIDGE_GROUP = '01:80:c2:00:00:00';

const not = (items: Items, name: string): string[] => (items.not(name) ? ['!'] : []);

const ethernetHeader = (items: Items, reverse: boolean): string[] => {
  const out: string[] = [];
  for (const [side, option] of [
    ['src', reverse ? '-d' : '-s'],
    ['dst', reverse ? '-s' : '-d'],
  ] as const) {
    const address = `${side}macaddr`;
    if (!items.has(address)) continue;
    const mask = items.has(`${side}macmask`) ? `/${items.text(`${side}macmask`)}` : '';
    out.push(option, ...not(items, address), `${items.text(address)}${mask}`);
  }
  return out;
};

const item = (items: Items, name: string, option: string): string[] =>
  items.has(name) ? [option, ...not(items, name), items.number(name)] : [];
const pair = (items: Items, name: string, second: string, option: string, separator: string): string[] => {
  if (!items.has(name)) return [];
  const write = separator === '/' ? items.text : items.number;
  const rest = items.has(second) ? `${separator}${write(second)}` : '';
  return [option, ...not(items, name), `${write(name)}${rest}`];
};
const range = (items: Items, name: string, option: string): string[] =>
  pair(items, name, `${name}-hi`, option, ':');
const masked = (items: Items, name: string, option: string): string[] =>
  pair(items, name, `${name}-mask`, option, '/');

const arp = (items: Items, protocol: string, reverse: boolean): string[] => {
  const out = ['-p', protocol === 'arp' ? '0x806' : '0x8035'];
  out.push(...item(items, 'hwtype', '--arp-htype'), ...item(items, 'opcode', '--arp-opcode'));
  if (items.has('protocoltype'))
    out.push('--arp-ptype', ...not(items, 'protocoltype'), items.hex('protocoltype'));
  const options = (kind: string): [string, string] =>
    reverse ? [`--arp-${kind}-dst`, `--arp-${kind}-src`] : [`--arp-${kind}-src`, `--arp-${kind}-dst`];
  // A mask once seen stays in force for the second address, as libvirt has it.
  let mask = '32';
  const [ipFrom, ipTo] = options('ip');
  for (const [side, option] of [
    ['src', ipFrom],
    ['dst', ipTo],
  ] as const) {
    const name = `arp${side}ipaddr`;
    if (!items.has(name)) continue;
    if (items.has(`arp${side}ipmask`)) mask = items.text(`arp${side}ipmask`);
    out.push(option, ...not(items, name), `${items.text(name)}/${mask}`);
  }
  const [macFrom, macTo] = options('mac');
  for (const [name, option] of [
    ['arpsrcmacaddr', macFrom],
    ['arpdstmacaddr', macTo],
  ] as const)
    if (items.has(name)) out.push(option, ...not(items, name), items.text(name));
  if (items.has('gratuitous') && items.text('gratuitous') === 'true')
    out.push(...not(items, 'gratuitous'), '--arp-gratuitous');
  return out;
};

const icmp6Type = (items: Items): string[] => {
  if (!['type', 'typeend', 'code', 'codeend'].some((name) => items.has(name))) return [];
  const span = (from: string, to: string): string => {
    const low = items.has(from) ? items.number(from) : '0';
    const high = items.has(to) ? items.number(to) : items.has(from) ? low : '255';
    return `${low}:${high}`;
  };
  return ['--ip6-icmp-type', ...not(items, 'type'), `${span('type', 'typeend')}/${span('code', 'codeend')}`];
};

const ip = (items: Items, protocol: 'ip' | 'ipv6', reverse: boolean): string[] => {
  const prefix = protocol === 'ip' ? '--ip' : '--ip6';
  const out = ['-p', protocol === 'ip' ? 'ipv4' : 'ipv6'];
  const ends = reverse ? ['destination', 'source'] : ['source', 'destination'];
  for (const [i, side] of ['src', 'dst'].entries()) {
    const name = `${side}ipaddr`;
    if (!items.has(name)) continue;
    const mask = items.has(`${side}ipmask`) ? `/${items.text(`${side}ipmask`)}` : '';
    out.push(`${prefix}-${ends[i]}`, ...not(items, name), `${items.text(name)}${mask}`);
  }
  out.push(...item(items, 'protocol', `${prefix}-protocol`));
  for (const [i, side] of ['src', 'dst'].entries())
    out.push(...pair(items, `${side}portstart`, `${side}portend`, `${prefix}-${ends[i]}-port`, ':'));
  if (protocol === 'ip') {
    if (items.has('dscp')) out.push('--ip-tos', ...not(items, 'dscp'), items.hex('dscp'));
  } else out.push(...icmp6Type(items));
  return out;
};

const stp = (items: Items): string[] => [
  '-d',
  BRIDGE_GROUP,
  ...item(items, 'type', '--stp-type'),
  ...item(items, 'flags', '--stp-flags'),
  ...range(items, 'root-priority', '--stp-root-pri'),
  ...masked(items, 'root-address', '--stp-root-addr'),
  ...range(items, 'root-cost', '--stp-root-cost'),
  ...range(items, 'sender-priority', '--stp-sender-prio'),
  ...masked(items, 'sender-address', '--stp-sender-addr'),
  ...range(items, 'port', '--stp-port'),
  ...range(items, 'age', '--stp-msg-age'),
  ...range(items, 'max-age', '--stp-max-age'),
  ...range(items, 'hello-time', '--stp-hello-time'),
  ...range(items, 'forward-delay', '--stp-forward-delay'),
];

const targets = {
  drop: 'DROP',
  reject: 'DROP',
  accept: 'ACCEPT',
  return: 'RETURN',
  continue: 'CONTINUE',
} as const;

/** The arguments of the rule in a chain; `reverse` swaps source and destination, for traffic the other way. */
export const ebtablesRule = (
  rule: Rule,
  chain: string,
  fill: (value: string) => string,
  reverse: boolean,
): string[] => {
  const items = itemsOf(rule, fill);
  const protocol = protocolOf(rule);
  const out = ['-t', 'nat', '-A', chain];
  const header = ethernetHeader(items, reverse);
  if (protocol === 'mac') {
    out.push(...header);
    if (items.has('protocolid')) out.push('-p', ...not(items, 'protocolid'), items.hex('protocolid'));
  } else if (protocol === 'vlan') {
    out.push(...header, '-p', '0x8100', ...item(items, 'vlanid', '--vlan-id'));
    out.push(...item(items, 'encap-protocol', '--vlan-encap'));
  } else if (protocol === 'stp') {
    if (reverse && items.has('srcmacaddr'))
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.NWFILTER,
        'STP filtering in inout direction with source MAC address set is not supported',
      );
    out.push(...header, ...stp(items));
  } else if (protocol === 'arp' || protocol === 'rarp') out.push(...header, ...arp(items, protocol, reverse));
  else if (protocol === 'ip' || protocol === 'ipv6') out.push(...header, ...ip(items, protocol, reverse));
  return [...out, '-j', targets[rule.action]];
};
