// A network's firewall rules as nftables commands, in a table of our own that nothing else touches.
import { bridgeOf, type Layer, type Network } from './def.ts';
import { firewallRules, type Rule } from './firewall.ts';

export const nftTable = 'libvirt_network';
const families = { ipv4: 'ip', ipv6: 'ip6' } as const;
export const nftFamily = (layer: Layer): 'ip' | 'ip6' => families[layer];

const chains = [
  { name: 'forward', hook: '{ type filter hook forward priority 0; policy accept; }' },
  { name: 'guest_output', from: 'forward' },
  { name: 'guest_input', from: 'forward' },
  { name: 'guest_cross', from: 'forward' },
  { name: 'guest_nat', hook: '{ type nat hook postrouting priority 100; policy accept; }' },
] as const;

/** Commands that make the table and chains of one family, given what `nft list table` printed (nothing: no table). */
export const nftBaseCommands = (layer: Layer, listing = ''): string[][] => {
  const family = families[layer];
  const there = listing.includes(`table ${family} ${nftTable} {`);
  const have = new Set([...listing.matchAll(/^\s*chain (\S+) /gm)].map((match) => match[1]));
  const linked = new Set([...listing.matchAll(/jump (\S+)/g)].map((match) => match[1]));
  const out: string[][] = there ? [] : [['add', 'table', family, nftTable]];
  for (const chain of chains) {
    const hook = 'hook' in chain ? [chain.hook] : [];
    if (!there || !have.has(chain.name)) out.push(['add', 'chain', family, nftTable, chain.name, ...hook]);
    if ('from' in chain && !linked.has(chain.name))
      out.push(['insert', 'rule', family, nftTable, chain.from, 'counter', 'jump', chain.name]);
  }
  return out;
};

const words = (rule: Rule, bridge: string): string[] | null => {
  const family = families[rule.layer];
  const insert = (chain: string, ...rest: string[]): string[] => [
    'insert',
    'rule',
    family,
    nftTable,
    chain,
    ...rest,
  ];
  const out = 'device' in rule && rule.device ? ['oifname', rule.device] : [];
  switch (rule.rule) {
    case 'rejectOut':
      return insert('guest_output', 'iif', bridge, 'counter', 'reject');
    case 'rejectIn':
      return insert('guest_input', 'oif', bridge, 'counter', 'reject');
    case 'cross':
      return insert('guest_cross', 'iif', bridge, 'oif', bridge, 'counter', 'accept');
    case 'allowOut':
      return insert(
        'guest_output',
        family,
        'saddr',
        rule.network,
        'iif',
        bridge,
        ...out,
        'counter',
        'accept',
      );
    case 'allowIn': {
      const from = rule.device ? ['iifname', rule.device] : [];
      return insert(
        'guest_input',
        family,
        'daddr',
        rule.network,
        ...from,
        'oif',
        bridge,
        'counter',
        'accept',
      );
    }
    case 'allowRelatedIn': {
      const from = rule.device ? ['iifname', rule.device] : [];
      const known = ['ct', 'state', 'related,established', 'counter', 'accept'];
      return insert('guest_input', ...from, 'oif', bridge, family, 'daddr', rule.network, ...known);
    }
    case 'masquerade': {
      const { protocol, network, addresses, ports } = rule;
      const what = protocol ? ['meta', 'l4proto', protocol] : [];
      const where = [family, 'saddr', network, family, 'daddr', '!=', network, ...out, 'counter'];
      const range = ports ? `:${ports}` : '';
      const how = addresses
        ? ['snat', 'to', `${addresses}${range}`]
        : ['masquerade', ...(range ? ['to', range] : [])];
      return insert('guest_nat', ...what, ...where, ...how);
    }
    case 'dontMasquerade': {
      const match = [family, 'saddr', rule.network, family, 'daddr', rule.destination];
      return insert('guest_nat', ...out, ...match, 'counter', 'return');
    }
    // What dnsmasq on the host needs is not in the way of this table, and the checksum is mended with tc.
    default:
      return null;
  }
};

/** The rules of a network. */
export const nftCommands = (net: Network): string[][] =>
  firewallRules(net).flatMap((rule) => {
    const command = words(rule, bridgeOf(net));
    return command ? [command] : [];
  });

/** tc commands that fill in the UDP checksum of DHCP answers, which some guests insist on. */
export const checksumCommands = (bridge: string, withQdisc: boolean): string[][] => [
  ...(withQdisc ? [['qdisc', 'add', 'dev', bridge, 'root', 'handle', '1:', 'htb', 'default', '2']] : []),
  [
    ...['filter', 'add', 'dev', bridge, 'prio', '2', 'protocol', 'ip', 'parent', '1:', 'u32'],
    ...['match', 'ip', 'dport', '68', 'ffff', 'action', 'csum', 'ip', 'and', 'udp'],
  ],
];

/** One script of several commands; names are quoted, for they come from users. */
export const nftScript = (commands: readonly (readonly string[])[]): string =>
  commands
    .map((command) =>
      command
        .map((word, i) =>
          ['iif', 'oif', 'iifname', 'oifname'].includes(command[i - 1] ?? '') ? `"${word}"` : word,
        )
        .join(' '),
    )
    .map((line) => `${line}\n`)
    .join('');
