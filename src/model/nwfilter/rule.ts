// One rule of a filter as its parts are asked for when commands are made of it: values with their negation, by name.

import { protocols } from '../../../schemas/xml/nwfilter/protocols.ts';
import type { NWFilter } from '../../../schemas/xml/nwfilter.ts';
import { type Access, parseAccess } from './variables.ts';

export type FilterEntry = NWFilter['entries'][number];
export type Rule = Extract<FilterEntry, { tag: 'rule' }>;
export type Reference = Extract<FilterEntry, { tag: 'filterref' }>;

const ethernet = ['', 'mac', 'vlan', 'stp', 'arp', 'rarp', 'ip', 'ipv6'];
export type RuleLayer = 'ethernet' | 'ipv4' | 'ipv6';

export const protocolOf = (rule: Rule): string => rule.matches[0]?.tag ?? '';

/** Which of the host's tools a rule is for. */
export const layerOf = (rule: Rule): RuleLayer => {
  const protocol = protocolOf(rule);
  if (ethernet.includes(protocol)) return 'ethernet';
  return protocol.endsWith('-ipv6') || protocol === 'icmpv6' ? 'ipv6' : 'ipv4';
};

/** The variables of a rule, in the order of its attributes, each once. */
export const accessesOf = (rule: Rule): Access[] => {
  const out: Access[] = [];
  const protocol = protocolOf(rule);
  for (const [name] of protocols[protocol] ?? [])
    for (const match of rule.matches) {
      const access = match.tag === protocol ? parseAccess(match[name] ?? '') : null;
      if (access && !out.some(({ text }) => text === access.text)) out.push(access);
    }
  return out;
};

const names: Readonly<Record<string, number>> = {
  // Ether types
  arp: 0x806,
  rarp: 0x8035,
  ipv4: 0x800,
  ipv6: 0x86dd,
  vlan: 0x8100,
  // IP protocols
  tcp: 6,
  udp: 17,
  udplite: 136,
  esp: 50,
  ah: 51,
  icmp: 1,
  igmp: 2,
  sctp: 132,
  icmpv6: 58,
  // ARP operations
  Request: 1,
  Reply: 2,
  Request_Reverse: 3,
  Reply_Reverse: 4,
  DRARP_Request: 5,
  DRARP_Reply: 6,
  DRARP_Error: 7,
  InARP_Request: 8,
  ARP_NAK: 9,
};

/** What a rule says, one attribute at a time, with variables filled in. */
export interface Items {
  has(name: string): boolean;
  /** The value as given: addresses, masks, names. */
  text(name: string): string;
  /** As a decimal number; variables stay what they are. */
  number(name: string): string;
  hex(name: string): string;
  /** Whether it must not be so. */
  not(name: string): boolean;
}

export const itemsOf = (rule: Rule, fill: (value: string) => string): Items => {
  const protocol = protocolOf(rule);
  const values = new Map<string, { value: string; no: boolean }>();
  for (const match of rule.matches) {
    if (match.tag !== protocol) continue;
    for (const [name] of protocols[protocol] ?? []) {
      const value = match[name];
      if (value !== undefined) values.set(name, { value, no: match.match === 'no' });
    }
  }
  const text = (name: string): string => fill(values.get(name)?.value ?? '');
  const convert = (name: string, write: (value: number) => string): string => {
    const raw = values.get(name)?.value ?? '';
    if (raw.startsWith('$')) return fill(raw);
    return write(names[raw] ?? Number(raw));
  };
  return {
    has: (name) => values.has(name),
    text,
    number: (name) => convert(name, String),
    hex: (name) => convert(name, (value) => `0x${value.toString(16)}`),
    not: (name) => values.get(name)?.no ?? false,
  };
};
