// Judges for the suites of virtual networks: dnsmasq files, firewall commands, updates of sections.

import { Network, networkParseOptions } from '../../schemas/xml/network.ts';
import { NetworkPort, networkPortParseOptions } from '../../schemas/xml/network-port.ts';
import { bridgeOf } from '../../src/model/network/def.ts';
import { dnsmasqConfig, dnsmasqHosts, dnsmasqPlaces } from '../../src/model/network/dnsmasq.ts';
import {
  type IptablesCommand,
  iptablesBaseCommands,
  iptablesCommands,
  iptablesTables,
} from '../../src/model/network/iptables.ts';
import { checksumCommands, nftBaseCommands, nftCommands } from '../../src/model/network/nftables.ts';
import { updateCommands, updateNetwork, updateSections } from '../../src/model/network/update.ts';
import { formatXml } from '../../src/model/xml/format.ts';
import { parseXml } from '../../src/model/xml/parse.ts';
import { xmlDiff } from '../corpus/compare.ts';
import type { Judge } from '../corpus/suites.ts';

const parse = (xml: string): Network => parseXml(Network, xml, networkParseOptions);

/** Splits recorded command lines: one word a line, quoted where the shell would need it. */
const recordedCommands = (text: string): string[][] =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? ''));

const firstDifference = (got: readonly string[][], want: readonly string[][]): string | undefined => {
  for (let i = 0; i < Math.max(got.length, want.length); i++) {
    const [mine, theirs] = [got[i]?.join(' '), want[i]?.join(' ')];
    if (mine !== theirs) return `command ${i}: ${mine}\n      expected: ${theirs}`;
  }
  return undefined;
};

const lineDifference = (got: string, want: string): string | undefined =>
  firstDifference(
    got.split('\n').map((line) => [line]),
    want.split('\n').map((line) => [line]),
  );

const tool = ({ layer, argv }: IptablesCommand): string[] => [
  layer === 'ipv4' ? 'iptables' : 'ip6tables',
  '-w',
  ...argv,
];

const networkxml2conf: Judge = (test, suite) => {
  const net = parse(suite.file(test.input));
  const config = dnsmasqConfig(net, dnsmasqPlaces('/var/lib/libvirt/dnsmasq', net.name));
  const hosts = test['hostsfile'] === undefined ? undefined : suite.file(String(test['hostsfile']));
  return (
    lineDifference(config, suite.file(String(test['conf']))) ??
    (hosts === undefined ? undefined : lineDifference(dnsmasqHosts(net), hosts))
  );
};

const networkxml2firewall: Judge = (test, suite) => {
  const net = parse(suite.file(test.input));
  const want = recordedCommands(suite.file(String(test['commands'])));
  const base = recordedCommands(suite.file(String(test['base'])));
  if (test['backend'] === 'iptables') {
    const setup = (['ipv4', 'ipv6'] as const).flatMap((layer) => [
      ...iptablesTables.map((table) => ({ layer, argv: ['--table', table, '--list-rules'] })),
      ...iptablesTables.flatMap((table) => iptablesBaseCommands(layer, table)),
    ]);
    const unordered = (commands: string[][]): string[][] => commands.map((c) => [c.join(' ')]).sort();
    return (
      firstDifference(unordered(setup.map(tool)), unordered(base)) ??
      firstDifference(iptablesCommands(net).map(tool), want)
    );
  }
  const setup = (['ipv4', 'ipv6'] as const).flatMap((layer) => [
    ['list', 'table', layer === 'ipv4' ? 'ip' : 'ip6', 'libvirt_network'],
    ...nftBaseCommands(layer),
  ]);
  const bridge = bridgeOf(net);
  const got = [
    ['tc', 'qdisc', 'show', 'dev', bridge, 'handle', '1:'],
    ...checksumCommands(bridge, true).map((argv) => ['tc', ...argv]),
    ...nftCommands(net).map((argv) => ['nft', '-ae', ...argv]),
  ];
  return (
    firstDifference(
      setup.map((argv) => ['nft', ...argv]),
      base,
    ) ?? firstDifference(got, want)
  );
};

const networkxml2xmlupdate: Judge = (test, suite) => {
  const net = parse(suite.file(test.input));
  const named = <T extends Record<string, number>>(table: T, key: string, prefix: string): number => {
    const value = table[String(test[key]).replace(prefix, '')];
    if (value === undefined) throw new Error(`unknown ${key}: ${test[key]}`);
    return value;
  };
  let changed: Network;
  try {
    changed = updateNetwork(
      net,
      named(updateCommands, 'command', 'VIR_NETWORK_UPDATE_COMMAND_'),
      named(updateSections, 'section', 'VIR_NETWORK_SECTION_'),
      // Upstream's test hands its flags over as the index, so the results were recorded with 0 throughout.
      0,
      suite.file(String(test['update'])),
    );
  } catch (error) {
    return test.outcome === 'ok' ? `refused: ${(error as Error).message}` : undefined;
  }
  if (test.outcome !== 'ok') return 'accepted, should be refused';
  return xmlDiff(suite.file(String(test['xml'])), formatXml(Network, changed, { inactive: true }))[0];
};

const networkportxml2xml: Judge = (test, suite) => {
  const input = suite.file(test.input);
  const output = formatXml(NetworkPort, parseXml(NetworkPort, input, networkPortParseOptions));
  return lineDifference(output.trimEnd(), suite.file(String(test['xml'])).trimEnd());
};

export const networkSuites: Readonly<Record<string, Judge>> = {
  networkxml2conf,
  networkxml2firewall,
  networkxml2xmlupdate,
  networkportxml2xml,
};
