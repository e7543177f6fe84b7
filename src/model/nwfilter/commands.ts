// The commands that put a filter's rules on a guest's device, switch from the old rules to the new, and take all away.
// New rules are built beside the old under other names (J, P for I, O) and linked last: there is no gap.
import { BRIDGE_GROUP, ebtablesRule } from './ebtables.ts';
import type { RuleInstance } from './instance.ts';
import { iptablesRules } from './iptables.ts';
import { accessesOf, layerOf, type RuleLayer } from './rule.ts';
import { combinations } from './variables.ts';

/** One command, or a question whose answer leads to further commands. */
export interface Command {
  readonly layer: RuleLayer;
  readonly args: readonly string[];
  /** Its failure does not matter. */
  readonly optional?: boolean;
  /** For `-L CHAIN`: what to do about the chains it jumps to. */
  readonly listed?: 'remove' | 'rename';
}
const eb = (optional: boolean, ...args: string[]): Command => ({
  layer: 'ethernet',
  args: ['-t', 'nat', ...args],
  optional,
});
type IpLayer = 'ipv4' | 'ipv6';
const ip = (layer: IpLayer, optional: boolean, ...args: string[]): Command => ({ layer, args, optional });

type Age = 'new' | 'old';
/** In is what comes from the guest, out what goes to it. */
const letters = { new: { in: 'J', out: 'P' }, old: { in: 'I', out: 'O' } } as const;
const ways = ['in', 'out'] as const;
type Way = (typeof ways)[number];
const rootChain = (age: Age, way: Way, device: string): string => `libvirt-${letters[age][way]}-${device}`;
const hookOf = { in: ['PREROUTING', '-i'], out: ['POSTROUTING', '-o'] } as const;

const unlinkRoot = (age: Age, device: string): Command[] =>
  ways.map((way) =>
    eb(true, '-D', hookOf[way][0], hookOf[way][1], device, '-j', rootChain(age, way, device)),
  );
const removeRoot = (age: Age, device: string): Command[] =>
  ways.flatMap((way) => [
    eb(true, '-F', rootChain(age, way, device)),
    eb(true, '-X', rootChain(age, way, device)),
  ]);
const removeSub = (age: Age, device: string): Command[] =>
  ways.map((way) => ({ ...eb(true, '-L', rootChain(age, way, device)), listed: 'remove' }));
const createRoot = (way: Way, device: string): Command => eb(false, '-N', rootChain('new', way, device));
const linkRoot = (way: Way, device: string): Command =>
  eb(false, '-A', hookOf[way][0], hookOf[way][1], device, '-j', rootChain('new', way, device));

const protocolIds: Readonly<Record<string, number | null>> = {
  ipv4: 0x800,
  ipv6: 0x86dd,
  arp: 0x806,
  rarp: 0x8035,
  mac: null,
  vlan: 0x8100,
  stp: null,
};
const prefixOf = (chain: string): string | undefined =>
  Object.keys(protocolIds).find((prefix) => chain.startsWith(prefix));

interface SubChain {
  readonly way: Way;
  readonly chain: string;
  readonly priority: number;
}
const createSub = ({ way, chain }: SubChain, device: string): Command[] => {
  const name = `${letters.new[way]}-${device}-${chain}`;
  const prefix = prefixOf(chain) ?? '';
  const id = protocolIds[prefix];
  const match =
    prefix === 'stp' ? ['-d', BRIDGE_GROUP] : id ? ['-p', `0x${id.toString(16).padStart(4, '0')}`] : [];
  return [
    eb(true, '-F', name),
    eb(true, '-X', name),
    eb(false, '-N', name),
    eb(false, '-A', rootChain('new', way, device), ...match, '-j', name),
  ];
};

const ipRoots = [
  { name: { new: 'FP', old: 'FO' }, base: 'libvirt-out', inbound: false },
  { name: { new: 'FJ', old: 'FI' }, base: 'libvirt-in', inbound: true },
  { name: { new: 'HJ', old: 'HI' }, base: 'libvirt-host-in', inbound: true },
] as const;
const physdev = (inbound: boolean, device: string): string[] =>
  inbound
    ? ['-m', 'physdev', '--physdev-in', device]
    : ['-m', 'physdev', '--physdev-is-bridged', '--physdev-out', device];
const unlinkIp = (layer: IpLayer, age: Age, device: string): Command[] =>
  ipRoots.flatMap(({ name, base, inbound }) => {
    const chain = `${name[age]}-${device}`;
    const one = ip(layer, true, '-D', base, ...physdev(inbound, device), '-g', chain);
    return inbound
      ? [one]
      : [one, ip(layer, true, '-D', base, '-m', 'physdev', '--physdev-out', device, '-g', chain)];
  });
const removeIp = (layer: IpLayer, age: Age, device: string): Command[] =>
  ipRoots.flatMap(({ name }) => [
    ip(layer, true, '-F', `${name[age]}-${device}`),
    ip(layer, true, '-X', `${name[age]}-${device}`),
  ]);
const renameIp = (layer: IpLayer, device: string): Command[] =>
  ipRoots.map(({ name }) => ip(layer, true, '-E', `${name.new}-${device}`, `${name.old}-${device}`));
const inPost = (layer: IpLayer, action: '-A' | '-D', device: string): Command =>
  ip(layer, action === '-D', action, 'libvirt-in-post', ...physdev(true, device), '-j', 'ACCEPT');

const bases = [
  ['FORWARD', 'libvirt-in'],
  ['FORWARD', 'libvirt-out'],
  ['FORWARD', 'libvirt-in-post'],
  ['INPUT', 'libvirt-host-in'],
] as const;
const baseIp = (layer: IpLayer): Command[] => [
  ...bases.map(([, chain]) => ip(layer, true, '-N', chain)),
  ...bases.map(([from, chain]) => ip(layer, true, '-D', from, '-j', chain)),
  ...bases.map(([from, chain], i) =>
    ip(layer, false, '-I', from, String(from === 'INPUT' ? 1 : i + 1), '-j', chain),
  ),
];
const setUpIp = (layer: IpLayer, device: string): Command[] => [
  ...unlinkIp(layer, 'new', device),
  ...removeIp(layer, 'new', device),
  ...baseIp(layer),
  ...ipRoots.map(({ name }) => ip(layer, false, '-N', `${name.new}-${device}`)),
  ...ipRoots.map(({ name, base, inbound }) =>
    ip(layer, false, '-A', base, ...physdev(inbound, device), '-g', `${name.new}-${device}`),
  ),
  inPost(layer, '-D', device),
  inPost(layer, '-A', device),
];

const ruleCommands = ({ rule, chain, variables }: RuleInstance, device: string): Command[] => {
  const layer = layerOf(rule);
  const out: Command[] = [];
  const chainName = (letter: string): string =>
    chain === 'root' ? `libvirt-${letter}-${device}` : `${letter}-${device}-${chain}`;
  for (const fill of combinations(accessesOf(rule), variables)) {
    if (layer !== 'ethernet') {
      for (const args of iptablesRules(rule, device, fill)) out.push({ layer, args });
      continue;
    }
    const { direction } = rule;
    if (direction !== 'in')
      out.push({ layer, args: ebtablesRule(rule, chainName('J'), fill, direction === 'inout') });
    if (direction !== 'out') out.push({ layer, args: ebtablesRule(rule, chainName('P'), fill, false) });
  }
  return out;
};

const subChains = (rules: readonly RuleInstance[], way: Way): SubChain[] => {
  const found = new Map<string, number>();
  for (const { rule, chain, chainPriority } of rules)
    if (layerOf(rule) === 'ethernet' && rule.direction !== (way === 'in' ? 'in' : 'out'))
      found.set(chain, chainPriority);
  return [...found]
    .filter(([chain]) => prefixOf(chain) !== undefined)
    .map(([chain, priority]) => ({ way, chain, priority }))
    .sort((a, b) => a.priority - b.priority);
};

const inOrder = (rules: readonly RuleInstance[]): RuleInstance[] => {
  const sorted = rules
    .map((instance) => ({ ...instance }))
    .sort((a, b) => {
      const [rootA, rootB] = [a.chain === 'root', b.chain === 'root'];
      if (rootA !== rootB) return rootA ? -1 : 1;
      return a.priority - b.priority;
    });
  for (const instance of sorted)
    if (instance.chainPriority > instance.priority && instance.chain !== 'root')
      instance.priority = instance.chainPriority;
  return sorted;
};

const ethernetRules = (
  rules: readonly RuleInstance[],
  device: string,
): { commands: Command[]; ways: Way[] } => {
  const mine = rules.filter(({ rule }) => layerOf(rule) === 'ethernet');
  const used = ways.filter((way) =>
    mine.some(({ rule }) => rule.direction !== (way === 'in' ? 'in' : 'out')),
  );
  const subs = used.flatMap((way) => subChains(mine, way)).sort((a, b) => a.priority - b.priority);
  const commands = used.map((way) => createRoot(way, device));
  let next = 0;
  for (const instance of mine) {
    for (; next < subs.length && subs[next]!.priority <= instance.priority; next++)
      commands.push(...createSub(subs[next]!, device));
    commands.push(...ruleCommands(instance, device));
  }
  for (; next < subs.length; next++) commands.push(...createSub(subs[next]!, device));
  return { commands, ways: used };
};

/** Builds and links new rules for a device; the old ones stay until `switchCommands`. */
export const applyCommands = (given: readonly RuleInstance[], device: string): Command[] => {
  const rules = inOrder(given);
  const link = ethernetRules(rules, device);
  const out = [
    ...unlinkRoot('new', device),
    ...removeSub('new', device),
    ...removeRoot('new', device),
    ...link.commands,
  ];
  for (const layer of ['ipv4', 'ipv6'] as const) {
    const mine = rules.filter(({ rule }) => layerOf(rule) === layer);
    if (mine.length === 0) continue;
    out.push(...setUpIp(layer, device), ...mine.flatMap((instance) => ruleCommands(instance, device)));
  }
  return [...out, ...link.ways.map((way) => linkRoot(way, device))];
};

const bothIp = (make: (layer: IpLayer) => Command[]): Command[] => [...make('ipv4'), ...make('ipv6')];

/** Takes away rules that were built but not switched to. */
export const discardCommands = (device: string): Command[] => [
  ...bothIp((layer) => [...unlinkIp(layer, 'new', device), ...removeIp(layer, 'new', device)]),
  ...unlinkRoot('new', device),
  ...removeSub('new', device),
  ...removeRoot('new', device),
];

/** Takes away the old rules and gives the new ones their names. */
export const switchCommands = (device: string): Command[] => [
  ...bothIp((layer) => [
    ...unlinkIp(layer, 'old', device),
    ...removeIp(layer, 'old', device),
    ...renameIp(layer, device),
  ]),
  ...unlinkRoot('old', device),
  ...removeSub('old', device),
  ...removeRoot('old', device),
  ...ways.map((way): Command => ({ ...eb(true, '-L', rootChain('new', way, device)), listed: 'rename' })),
  ...ways.map((way) => eb(true, '-E', rootChain('new', way, device), rootChain('old', way, device))),
];

/** Takes everything of a device away. */
export const removeCommands = (device: string): Command[] => [
  ...discardCommands(device),
  ...bothIp((layer) => [
    ...unlinkIp(layer, 'old', device),
    inPost(layer, '-D', device),
    ...removeIp(layer, 'old', device),
  ]),
  ...unlinkRoot('old', device),
  ...removeSub('old', device),
  ...removeRoot('old', device),
];

/** What follows from the listing of a chain: its sub-chains are removed, or get their final names. */
export const followUp = (kind: 'remove' | 'rename', listing: string): Command[] => {
  const out: Command[] = [];
  for (const match of listing.matchAll(/-j (([IOJP])-\S+)/g)) {
    const [, chain = '', letter] = match;
    if (kind === 'remove')
      out.push({ ...eb(true, '-L', chain), listed: 'remove' }, eb(true, '-F', chain), eb(true, '-X', chain));
    else if (letter === 'J' || letter === 'P') {
      const final = `${letter === 'J' ? 'I' : 'O'}${chain.slice(1)}`;
      out.push({ ...eb(true, '-L', chain), listed: 'rename' }, eb(true, '-F', final), eb(true, '-X', final));
      out.push(eb(true, '-E', chain, final));
    }
  }
  return out;
};

/** While the guest's address is being learned: its own MAC address, IPv4 and ARP; or DHCP only. */
export const learningCommands = (
  device: string,
  mac: string,
  dhcp: boolean,
  servers: readonly string[] = [],
): Command[] => {
  const chain = (way: Way): string => rootChain('new', way, device);
  const add = (way: Way, ...args: string[]): Command => eb(false, '-A', chain(way), ...args);
  // What was in force before goes last, so that nothing passes in between.
  const finish = (list: readonly Way[]): Command[] => [
    ...list.map((way) => linkRoot(way, device)),
    ...bothIp((layer) => [inPost(layer, '-D', device)]),
    ...switchCommands(device),
  ];
  if (!dhcp)
    return [
      ...discardCommands(device),
      createRoot('in', device),
      add('in', '-s', '!', mac, '-j', 'DROP'),
      add('in', '-p', 'IPv4', '-j', 'ACCEPT'),
      add('in', '-p', 'ARP', '-j', 'ACCEPT'),
      add('in', '-j', 'DROP'),
      ...finish(['in']),
    ];
  const udp = ['-p', 'ipv4', '--ip-protocol', 'udp'];
  const answers = (servers.length > 0 ? servers : [undefined]).flatMap((server) =>
    [mac, 'ff:ff:ff:ff:ff:ff'].map((to) => {
      const from = server === undefined ? [] : ['--ip-src', server];
      return add('out', '-d', to, ...udp, ...from, '--ip-sport', '67', '--ip-dport', '68', '-j', 'ACCEPT');
    }),
  );
  return [
    ...discardCommands(device),
    createRoot('in', device),
    createRoot('out', device),
    add('in', '-s', mac, ...udp, '--ip-sport', '68', '--ip-dport', '67', '-j', 'ACCEPT'),
    add('in', '-j', 'DROP'),
    ...answers,
    add('out', '-j', 'DROP'),
    ...finish(['in', 'out']),
  ];
};
