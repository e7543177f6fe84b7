// Reads the attribute values of filter rules into libvirt's canonical spelling; undefined means refused.
import { isIPv4, isIPv6 } from 'node:net';
import { prefixOfNetmask } from '../parts/inet.ts';
import type { Kind } from './protocols.ts';

const integer = (raw: string, max: number, hexadecimal = true): string | undefined => {
  if (/^\s*\+?\d+$/.test(raw)) {
    const value = Number(raw);
    if (value <= max) return String(value);
  }
  if (!hexadecimal || !/^\s*(0x)?[0-9a-f]+$/i.test(raw)) return undefined;
  const value = Number.parseInt(raw, 16);
  return value <= max ? `0x${value.toString(16)}` : undefined;
};
const numberOf = (canonical: string): number => Number(canonical);

const mac = (raw: string): string | undefined => {
  const parts = raw.split(':');
  if (parts.length !== 6 || !parts.every((part) => /^[0-9a-f]{1,2}$/i.test(part))) return undefined;
  return parts.map((part) => part.toLowerCase().padStart(2, '0')).join(':');
};
const macMask = (raw: string): string | undefined => {
  const canonical = mac(raw);
  const bits = canonical
    ?.split(':')
    .map((part) => Number.parseInt(part, 16).toString(2).padStart(8, '0'))
    .join('');
  return bits && /^1*0*$/.test(bits) ? canonical : undefined;
};
const ip6 = (raw: string): string | undefined => {
  if (!isIPv6(raw)) return undefined;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(raw);
  const canonical = new URL(`http://[${raw}]/`).hostname.slice(1, -1);
  return dotted && canonical.startsWith('::ffff:') ? `::ffff:${dotted[2]}` : canonical;
};
const mask = (raw: string, width: number, isAddress: (text: string) => boolean): string | undefined => {
  if (/^\d+$/.test(raw)) return Number(raw) <= width ? String(Number(raw)) : undefined;
  if (!isAddress(raw)) return undefined;
  const prefix = prefixOfNetmask(raw);
  return prefix >= 0 ? String(prefix) : undefined;
};

/** A number, or one of the names; known numbers are written by name. */
const named = (
  raw: string,
  names: Readonly<Record<string, number>>,
  max: number,
  min = 0,
  keepHex = true,
): string | undefined => {
  const byNumber = (value: number): string | undefined =>
    Object.keys(names).find((name) => names[name] === value);
  const name = Object.keys(names).find((each) => each.toLowerCase() === raw.toLowerCase());
  if (name) return name;
  const canonical = integer(raw, max);
  if (canonical === undefined || numberOf(canonical) < min) return undefined;
  const value = numberOf(canonical);
  return byNumber(value) ?? (keepHex ? canonical : String(value));
};
const etherTypes = { arp: 0x806, rarp: 0x8035, ipv4: 0x800, ipv6: 0x86dd, vlan: 0x8100 };
const ipProtocols = {
  tcp: 6,
  udp: 17,
  udplite: 136,
  esp: 50,
  ah: 51,
  icmp: 1,
  igmp: 2,
  sctp: 132,
  icmpv6: 58,
};
const arpOpcodes = {
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

/** A list of flag names as bits, in any case and order. */
const flagBits = (raw: string, names: readonly string[]): number | undefined => {
  let bits = 0;
  for (const word of raw.split(/[\s,]+/).filter(Boolean)) {
    const index = names.findIndex((name) => name.toLowerCase() === word.toLowerCase());
    if (index < 0) return undefined;
    bits |= 1 << index;
  }
  return bits;
};
const states = ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'NONE'];
const state = (raw: string): string | undefined => {
  const bits = flagBits(raw, states);
  if (bits === undefined) return undefined;
  return bits & 16 ? 'NONE' : states.filter((_, index) => bits & (1 << index)).join(',');
};
const tcpNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];
const tcpPart = (raw: string): string | undefined => {
  let bits = 0;
  for (const word of raw.split(/[\s,]+/).filter(Boolean)) {
    const name = word.toUpperCase();
    const index = tcpNames.indexOf(name);
    if (name === 'ALL') bits = 0x3f;
    else if (index >= 0) bits |= 1 << index;
    else if (name !== 'NONE') return undefined;
  }
  if (bits === 0) return 'NONE';
  return bits === 0x3f ? 'ALL' : tcpNames.filter((_, index) => bits & (1 << index)).join(',');
};
const tcpFlags = (raw: string): string | undefined => {
  const [flagMask, flags] = raw.split('/');
  const parts = flags === undefined ? [] : [tcpPart(flagMask ?? ''), tcpPart(flags)];
  return parts.length === 2 && !parts.includes(undefined) ? parts.join('/') : undefined;
};

const readers: Readonly<Record<Kind, (raw: string) => string | undefined>> = {
  mac,
  macmask: macMask,
  ip: (raw) => (isIPv4(raw) ? raw : undefined),
  ipmask: (raw) => mask(raw, 32, isIPv4),
  ip6,
  ip6mask: (raw) => mask(raw, 128, isIPv6),
  u8: (raw) => integer(raw, 0xff),
  u16: (raw) => integer(raw, 0xffff),
  u32: (raw) => integer(raw, 0xffffffff),
  dec16: (raw) => integer(raw, 0xffff, false),
  bool: (raw) => String(raw === 'true' || raw === '1' || raw === 'yes'),
  comment: (raw) => raw.slice(0, 256),
  ethertype: (raw) => named(raw, etherTypes, 0xffff, 0x600),
  vlanid: (raw) => integer(raw, 4095),
  vlanproto: (raw) => named(raw, etherTypes, 0xffff, 0x3c),
  arpopcode: (raw) => named(raw, arpOpcodes, 0xffff, 0, false),
  ipproto: (raw) => named(raw, ipProtocols, 0xff),
  dscp: (raw) => integer(raw, 63),
  state,
  tcpflags: tcpFlags,
  ipset: (raw) => (/^[A-Za-z0-9_.:+-]{0,31}$/.test(raw) ? raw : undefined),
  ipsetflags: (raw) => (/^(src|dst)(,(src|dst)){0,5}$/i.test(raw) ? raw.toLowerCase() : undefined),
};

/** `$NAME`, `$NAME[3]`, `$NAME[@3]`; an iterator of zero is the plain variable. */
const variable = (raw: string): string | undefined => {
  const match = /^\$([A-Za-z0-9_]+)(\[\s*(@?)\s*(\d+)\s*\])?$/.exec(raw);
  if (!match) return undefined;
  const [, name, index, at, digits] = match;
  if (!index || (at && Number(digits) === 0)) return `$${name}`;
  return `$${name}[${at}${Number(digits)}]`;
};

/** The canonical spelling of a value, or undefined when it is illegal. */
export const canonicalValue = (kind: Kind, raw: string): string | undefined =>
  raw.startsWith('$') ? variable(raw) : readers[kind](raw);
