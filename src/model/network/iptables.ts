// A network's firewall rules as iptables commands, in libvirt's own chains.
import { bridgeOf, type Layer, type Network } from './def.ts';
import { firewallRules, type Rule } from './firewall.ts';

/** One command: the tool by layer, and its arguments. */
export interface IptablesCommand {
  readonly layer: Layer;
  readonly argv: readonly string[];
}

const chains = [
  { table: 'filter', from: 'INPUT', name: 'LIBVIRT_INP' },
  { table: 'filter', from: 'OUTPUT', name: 'LIBVIRT_OUT' },
  { table: 'filter', from: 'FORWARD', name: 'LIBVIRT_FWO' },
  { table: 'filter', from: 'FORWARD', name: 'LIBVIRT_FWI' },
  { table: 'filter', from: 'FORWARD', name: 'LIBVIRT_FWX' },
  { table: 'nat', from: 'POSTROUTING', name: 'LIBVIRT_PRT' },
  { table: 'mangle', from: 'POSTROUTING', name: 'LIBVIRT_PRT' },
] as const;
export type Table = (typeof chains)[number]['table'];
export const iptablesTables: readonly Table[] = ['filter', 'nat', 'mangle'];

/** Commands that make the chains of one table, given what `--list-rules` printed. */
export const iptablesBaseCommands = (layer: Layer, table: Table, listing = ''): IptablesCommand[] => {
  const have = new Set([...listing.matchAll(/^-N (\S+)/gm)].map((match) => match[1]));
  const linked = new Map([...listing.matchAll(/^-A (\S+) -j (\S+)$/gm)].map((match) => [match[2], match[1]]));
  return chains
    .filter((chain) => chain.table === table)
    .flatMap((chain) => [
      ...(have.has(chain.name) ? [] : [{ layer, argv: ['--table', table, '--new-chain', chain.name] }]),
      ...(linked.get(chain.name) === chain.from
        ? []
        : [{ layer, argv: ['--table', table, '--insert', chain.from, '--jump', chain.name] }]),
    ]);
};

const words = (rule: Rule, bridge: string, action: string): string[] => {
  const filter = (chain: string, ...rest: string[]): string[] => [
    '--table',
    'filter',
    action,
    chain,
    ...rest,
  ];
  const nat = (...rest: string[]): string[] => ['--table', 'nat', action, 'LIBVIRT_PRT', ...rest];
  switch (rule.rule) {
    case 'input':
    case 'output': {
      const port = ['--protocol', rule.protocol, '--destination-port', String(rule.port), '--jump', 'ACCEPT'];
      return rule.rule === 'input'
        ? filter('LIBVIRT_INP', '--in-interface', bridge, ...port)
        : filter('LIBVIRT_OUT', '--out-interface', bridge, ...port);
    }
    case 'rejectOut':
      return filter('LIBVIRT_FWO', '--in-interface', bridge, '--jump', 'REJECT');
    case 'rejectIn':
      return filter('LIBVIRT_FWI', '--out-interface', bridge, '--jump', 'REJECT');
    case 'cross':
      return filter('LIBVIRT_FWX', '--in-interface', bridge, '--out-interface', bridge, '--jump', 'ACCEPT');
    case 'allowOut': {
      const to = rule.device ? ['--out-interface', rule.device] : [];
      return filter(
        'LIBVIRT_FWO',
        '--source',
        rule.network,
        '--in-interface',
        bridge,
        ...to,
        '--jump',
        'ACCEPT',
      );
    }
    case 'allowIn':
    case 'allowRelatedIn': {
      const from = rule.device ? ['--in-interface', rule.device] : [];
      const known =
        rule.rule === 'allowIn' ? [] : ['--match', 'conntrack', '--ctstate', 'ESTABLISHED,RELATED'];
      const where = ['--destination', rule.network, ...from, '--out-interface', bridge];
      return filter('LIBVIRT_FWI', ...where, ...known, '--jump', 'ACCEPT');
    }
    case 'masquerade': {
      const { protocol, network, device, addresses, ports } = rule;
      const where = [
        '--source',
        network,
        ...(protocol ? ['-p', protocol] : []),
        '!',
        '--destination',
        network,
      ];
      const out = device ? ['--out-interface', device] : [];
      const how = addresses
        ? ['--jump', 'SNAT', '--to-source', `${addresses}${ports ? `:${ports}` : ''}`]
        : ['--jump', 'MASQUERADE', ...(ports ? ['--to-ports', ports] : [])];
      return nat(...where, ...out, ...how);
    }
    case 'dontMasquerade': {
      const out = rule.device ? ['--out-interface', rule.device] : [];
      return nat(...out, '--source', rule.network, '--destination', rule.destination, '--jump', 'RETURN');
    }
    case 'dhcpChecksum': {
      const port = ['--out-interface', bridge, '--protocol', 'udp', '--destination-port', '68'];
      return ['--table', 'mangle', action, 'LIBVIRT_PRT', ...port, '--jump', 'CHECKSUM', '--checksum-fill'];
    }
  }
};

/** The rules of a network. */
export const iptablesCommands = (net: Network): IptablesCommand[] =>
  firewallRules(net).map((rule) => ({ layer: rule.layer, argv: words(rule, bridgeOf(net), '--insert') }));

/** Commands that take them away again, last first. */
export const iptablesRemoval = (commands: readonly IptablesCommand[]): IptablesCommand[] =>
  commands.toReversed().map(({ layer, argv }) => ({
    layer,
    argv: argv.map((word) => (word === '--insert' ? '--delete' : word)),
  }));

/** Input of `iptables-restore --noflush` for one layer: applied whole or not at all. */
export const iptablesScript = (commands: readonly IptablesCommand[], layer: Layer): string =>
  iptablesTables
    .map((table) => {
      const mine = commands.filter((command) => command.layer === layer && command.argv[1] === table);
      if (mine.length === 0) return '';
      return `*${table}\n${mine.map(({ argv }) => `${argv.slice(2).join(' ')}\n`).join('')}COMMIT\n`;
    })
    .join('');
