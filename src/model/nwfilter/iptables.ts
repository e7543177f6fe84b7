// Filter rules of the IP layers as iptables and ip6tables commands, in the three chains that see a guest's traffic.
import { type Items, itemsOf, protocolOf, type Rule } from './rule.ts';

const targets = {
  drop: 'DROP',
  reject: 'REJECT',
  accept: 'ACCEPT',
  return: 'RETURN',
  continue: 'CONTINUE',
} as const;
const not = (items: Items, name: string): string[] => (items.not(name) ? ['!'] : []);

interface Header {
  readonly words: readonly string[];
  /** Cannot be matched in this direction: the rule is left out. */
  readonly skipRule: boolean;
  /** The connection's state is not matched. */
  readonly skipMatch: boolean;
}

const header = (items: Items, inbound: boolean): Header => {
  const words: string[] = [];
  for (const side of ['src', 'dst'] as const) {
    const source = (side === 'src') !== inbound;
    const address = `${side}ipaddr`;
    const from = `${side}ipfrom`;
    if (items.has(address)) {
      const mask = items.has(`${side}ipmask`) ? `/${items.text(`${side}ipmask`)}` : '';
      words.push(
        ...not(items, address),
        source ? '--source' : '--destination',
        `${items.text(address)}${mask}`,
      );
    } else if (items.has(from)) {
      const to = items.has(`${side}ipto`) ? `-${items.text(`${side}ipto`)}` : '';
      words.push('-m', 'iprange', ...not(items, from), source ? '--src-range' : '--dst-range');
      words.push(`${items.text(from)}${to}`);
    }
  }
  if (items.has('dscp')) words.push('-m', 'dscp', ...not(items, 'dscp'), '--dscp', items.number('dscp'));
  const limit = items.has('connlimit-above');
  return { words, skipRule: limit && inbound, skipMatch: limit && !inbound };
};

const ports = (items: Items, inbound: boolean): string[] =>
  (['src', 'dst'] as const).flatMap((side) => {
    const start = `${side}portstart`;
    if (!items.has(start)) return [];
    const end = items.has(`${side}portend`) ? `:${items.number(`${side}portend`)}` : '';
    const option = (side === 'src') !== inbound ? '--sport' : '--dport';
    return [...not(items, start), option, `${items.number(start)}${end}`];
  });

const after = (items: Items, inbound: boolean): string[] => {
  const out: string[] = [];
  if (items.has('ipset') && items.has('ipsetflags')) {
    const swap = { src: 'dst', dst: 'src' } as const;
    const flags = items
      .text('ipsetflags')
      .split(',')
      .map((flag) => (inbound ? swap[flag as 'src' | 'dst'] : flag));
    out.push('-m', 'set', '--match-set', items.text('ipset'), flags.join(','));
  }
  if (items.has('connlimit-above') && !inbound)
    out.push(
      '-m',
      'connlimit',
      ...not(items, 'connlimit-above'),
      '--connlimit-above',
      items.number('connlimit-above'),
    );
  if (items.has('comment')) out.push('-m', 'comment', '--comment', items.text('comment'));
  return out;
};

const withPorts = ['tcp', 'udp', 'sctp'];

interface Place {
  readonly chain: string;
  readonly inbound: boolean;
  /** States of the connection to match, or nothing. */
  readonly states: string | undefined;
  /** The states are libvirt's own choice, not the rule's. */
  readonly byDefault: boolean;
  readonly accept: 'RETURN' | 'ACCEPT';
  readonly maySkipIcmp: boolean;
}

const instance = (rule: Rule, items: Items, place: Place): string[] | null => {
  const { chain, inbound, states, byDefault, accept, maySkipIcmp } = place;
  const protocol = protocolOf(rule).replace('-ipv6', '');
  const out = ['-A', chain, '-p', protocol];
  const bare = out.length;
  let macSkipped = false;
  if (items.has('srcmacaddr')) {
    if (inbound) macSkipped = true;
    else out.push('-m', 'mac', ...not(items, 'srcmacaddr'), '--mac-source', items.text('srcmacaddr'));
  }
  const ip = header(items, inbound);
  out.push(...ip.words);
  if (protocol === 'tcp' && items.has('flags')) {
    const [mask = '', flags = ''] = items.text('flags').split('/');
    out.push(...not(items, 'flags'), '--tcp-flags', mask, flags);
  }
  if (withPorts.includes(protocol)) out.push(...ports(items, inbound));
  if (protocol === 'tcp' && items.has('option'))
    out.push(...not(items, 'option'), '--tcp-option', items.number('option'));
  const isIcmp = protocol === 'icmp' || protocol === 'icmpv6';
  const hasType = isIcmp && items.has('type');
  if (hasType) {
    if (maySkipIcmp) return null;
    const code = items.has('code') ? `/${items.number('code')}` : '';
    out.push(...not(items, 'type'), protocol === 'icmp' ? '--icmp-type' : '--icmpv6-type');
    out.push(`${items.number('type')}${code}`);
  }
  if ((macSkipped && out.length === bare) || ip.skipRule) return null;
  const skipMatch = rule.action === 'accept' ? ip.skipMatch : byDefault;
  if (states && !skipMatch) out.push('-m', 'conntrack', '--ctstate', states);
  if (byDefault && states && !skipMatch && !hasType && rule.direction !== 'inout')
    out.push('-m', 'conntrack', '--ctdir', inbound ? 'Reply' : 'Original');
  out.push(...after(items, inbound));
  return [...out, '-j', rule.action === 'accept' ? accept : targets[rule.action]];
};

/** The arguments of a rule in the new chains of a device: to the guest, from the guest, from the guest to the host. */
export const iptablesRules = (rule: Rule, device: string, fill: (value: string) => string): string[][] => {
  const items = itemsOf(rule, fill);
  const { direction } = rule;
  const inout = direction === 'inout';
  const inbound = direction !== 'out';
  const ownStates = rule.statematch !== 'false' && items.has('state');
  const states = ownStates && items.text('state') !== 'NONE' ? items.text('state') : undefined;
  const places: (Place | null)[] = [];
  const place = (
    chain: string,
    way: boolean,
    accept: 'RETURN' | 'ACCEPT',
    maySkipIcmp: boolean,
    match: string | undefined,
  ): Place => ({
    chain: `${chain}-${device}`,
    inbound: way,
    states: match,
    byDefault: !ownStates,
    accept,
    maySkipIcmp,
  });
  if (ownStates) {
    const onlyIn = inbound && !inout;
    places.push(
      onlyIn ? null : place('FJ', inbound, 'RETURN', inbound, states),
      inbound ? place('FP', !inbound, 'ACCEPT', inout, states) : null,
      onlyIn ? null : place('HJ', inbound, 'RETURN', inbound, states),
    );
  } else {
    const needed = !inout && rule.statematch !== 'false';
    const forward = needed ? (inbound ? 'ESTABLISHED' : 'NEW,ESTABLISHED') : undefined;
    const back = needed ? (inbound ? 'NEW,ESTABLISHED' : 'ESTABLISHED') : undefined;
    places.push(
      place('FJ', inbound, 'RETURN', inbound, forward),
      place('FP', !inbound, 'ACCEPT', !inbound || inout, back),
      place('HJ', inbound, 'RETURN', inbound, forward),
    );
  }
  return places.flatMap((where) => {
    const words = where && instance(rule, items, where);
    return words ? [words] : [];
  });
};
