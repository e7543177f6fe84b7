// Bandwidth limits with tc: of a network's bridge, of one interface's guaranteed share in it, and of a tap.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Network } from '../../model/network/def.ts';
import { runChecked, runCommand } from '../../util/command.ts';

export type Bandwidth = NonNullable<Network['bandwidth']>;
type Rate = NonNullable<Bandwidth['inbound']>;

/** An optimal quantum for the class: what libvirt works out from the average rate and an MTU of 1500. */
const quantum = (rate: Rate): string[] => [
  'quantum',
  String(Math.min(0xffffffff, Math.max(1, Math.floor(((rate.average ?? 0) * 1024) / 8 / 1500)))),
];
const kbps = (value: number): string => `${value}kbps`;

export interface BandwidthOptions {
  /** With a class of its own for interfaces that have a guaranteed share. */
  readonly hierarchical?: boolean;
  /** What is inbound for the guests is outbound for the device. */
  readonly swapped?: boolean;
  /** The device has a queue with handle 1: already. */
  readonly hasQdisc?: boolean;
  /** Takes what limits the device off first; otherwise a queue that is there already is used. */
  readonly replace?: boolean;
}

/** The tc commands that limit a device. */
export const bandwidthCommands = (
  device: string,
  bandwidth: Bandwidth,
  { hierarchical = false, swapped = false, hasQdisc = false }: BandwidthOptions = {},
): string[][] => {
  const rx = swapped ? bandwidth.outbound : bandwidth.inbound;
  const tx = swapped ? bandwidth.inbound : bandwidth.outbound;
  const out: string[][] = [];
  const [parent, leaf] = hierarchical ? ['1:1', '1:2'] : ['1:', '1:1'];
  if (tx?.average) {
    const average = kbps(tx.average);
    const ceil = tx.peak ? kbps(tx.peak) : undefined;
    if (!hasQdisc)
      out.push([
        'qdisc',
        'add',
        'dev',
        device,
        'root',
        'handle',
        '1:',
        'htb',
        'default',
        hierarchical ? '2' : '1',
      ]);
    const add = ['class', 'add', 'dev', device, 'parent'];
    if (hierarchical)
      out.push([
        ...add,
        '1:',
        'classid',
        '1:1',
        'htb',
        'rate',
        average,
        'ceil',
        ceil ?? average,
        ...quantum(tx),
      ]);
    const limits = [...(ceil ? ['ceil', ceil] : []), ...(tx.burst ? ['burst', `${tx.burst}kb`] : [])];
    out.push([...add, parent, 'classid', leaf, 'htb', 'rate', average, ...limits, ...quantum(tx)]);
    out.push(['qdisc', 'add', 'dev', device, 'parent', leaf, 'handle', '2:', 'sfq', 'perturb', '10']);
    const filter = ['filter', 'add', 'dev', device, 'parent', '1:0', 'protocol', 'all', 'prio', '1'];
    out.push([...filter, 'handle', '1', 'fw', 'flowid', '1']);
  }
  if (rx) {
    const average = rx.average ?? 0;
    const burst = rx.burst ? rx.burst : Math.min(average, Math.floor(0xffffffff / 1024));
    out.push(['qdisc', 'add', 'dev', device, 'ingress']);
    const match = ['parent', 'ffff:', 'protocol', 'all', 'u32', 'match', 'u32', '0', '0'];
    const police = ['police', 'rate', kbps(average), 'burst', `${burst}kb`, 'mtu', '64kb', 'drop'];
    out.push(['filter', 'add', 'dev', device, ...match, ...police, 'flowid', ':1']);
  }
  return out;
};

const tc = (argv: readonly string[]): Promise<unknown> => runChecked(['tc', ...argv]);

/** Limits a device. */
export const setBandwidth = async (
  device: string,
  bandwidth: Bandwidth | undefined,
  options: BandwidthOptions = {},
): Promise<void> => {
  if (!bandwidth) return;
  if (process.geteuid?.() !== 0)
    throw new VirError(
      ErrorCode.OPERATION_UNSUPPORTED,
      ErrorDomain.NONE,
      'Network bandwidth tuning is not available in session mode',
    );
  if (options.replace) await clearBandwidth(device);
  const shown = options.replace
    ? ''
    : (await runChecked(['tc', 'qdisc', 'show', 'dev', device, 'handle', '1:'])).stdout;
  const hasQdisc = shown.includes('qdisc') && shown.includes(' 1: ');
  for (const argv of bandwidthCommands(device, bandwidth, { ...options, hasQdisc })) await tc(argv);
};

/** Takes every limit off a device. */
export const clearBandwidth = async (device: string): Promise<void> => {
  await runCommand(['tc', 'qdisc', 'del', 'dev', device, 'root']);
  await runCommand(['tc', 'qdisc', 'del', 'dev', device, 'ingress']);
};

const peakOf = (network: Bandwidth): number => network.inbound?.peak || network.inbound?.average || 0;
const classOf = (id: number): string => `1:${id.toString(16)}`;
const macWords = (mac: string): [string, string] => {
  const hex = mac.replaceAll(':', '');
  return [`0x${hex.slice(4)}`, `0x${hex.slice(0, 4)}`];
};

/** Gives an interface its guaranteed share of a network's bridge. */
export const plugFloor = async (
  bridge: string,
  network: Bandwidth,
  mac: string,
  rate: Rate,
  id: number,
): Promise<void> => {
  const own = classOf(id);
  const speed = ['htb', 'rate', kbps(rate.floor ?? 0), 'ceil', kbps(peakOf(network)), ...quantum(rate)];
  await tc(['class', 'add', 'dev', bridge, 'parent', '1:1', 'classid', own, ...speed]);
  await tc([
    'qdisc',
    'add',
    'dev',
    bridge,
    'parent',
    own,
    'handle',
    `${id.toString(16)}:`,
    'sfq',
    'perturb',
    '10',
  ]);
  const [low, high] = macWords(mac);
  const head = [
    'filter',
    'add',
    'dev',
    bridge,
    'protocol',
    'ip',
    'prio',
    '2',
    'handle',
    `800::${800 + id}`,
    'u32',
  ];
  const match = [
    ...['match', 'u16', '0x0800', '0xffff', 'at', '-2'],
    ...['match', 'u32', low, '0xffffffff', 'at', '-12'],
    ...['match', 'u16', high, '0xffff', 'at', '-14'],
  ];
  await tc([...head, ...match, 'flowid', own]);
};

/** Takes the share back. */
export const unplugFloor = async (bridge: string, id: number): Promise<void> => {
  await runCommand(['tc', 'qdisc', 'del', 'dev', bridge, 'handle', `${id.toString(16)}:`]);
  const filter = ['prio', '2', 'handle', `800::${800 + id}`, 'u32'];
  await runCommand(['tc', 'filter', 'del', 'dev', bridge, ...filter]);
  await runCommand(['tc', 'class', 'del', 'dev', bridge, 'classid', classOf(id)]);
};

/** Changes the rate of a class of a network's bridge: a share, or with 2 what is left for the others. */
export const changeRate = async (
  bridge: string,
  network: Bandwidth,
  id: number,
  rate: number,
): Promise<void> => {
  const speed = ['htb', 'rate', kbps(rate), 'ceil', kbps(peakOf(network)), ...quantum(network.inbound ?? {})];
  await tc(['class', 'change', 'dev', bridge, 'classid', classOf(id), ...speed]);
};
