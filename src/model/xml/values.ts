// Reads and writes the scalar values of the declarations: integers as strtol does, UUIDs, MACs, addresses, CPU sets.
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { Type } from '../../../schemas/xml/dsl.ts';

/** A value that does not parse. */
export const INVALID: unique symbol = Symbol('invalid');
export type Read = (raw: string) => unknown;
export type Write = (value: unknown) => string;

const DECIMAL = /^[ \t\n\v\f\r]*[+-]?\d+$/;
const ANY_BASE = /^[ \t\n\v\f\r]*([+-]?)(?:0x([0-9a-fA-F]+)|([0-9]+))$/i;
const HEXADECIMAL = /^[ \t\n\v\f\r]*[+-]?(?:0x)?([0-9a-fA-F]+)$/i;

/** An integer as strtol(3) reads it in that base; NaN when it is none. */
export const readInteger = (raw: string, base: number): number => {
  if (base === 10) return DECIMAL.test(raw) ? Number.parseInt(raw, 10) : Number.NaN;
  if (base === 16) {
    const hex = HEXADECIMAL.exec(raw);
    return hex ? Number.parseInt(hex[1] ?? '', 16) * (raw.includes('-') ? -1 : 1) : Number.NaN;
  }
  if (base === 8) return /^\s*\+?[0-7]+$/.test(raw) ? Number.parseInt(raw, 8) : Number.NaN;
  const match = ANY_BASE.exec(raw);
  if (!match) return Number.NaN;
  const [, sign, digits16, digits] = match;
  let value: number;
  if (digits16 !== undefined) value = Number.parseInt(digits16, 16);
  else if (digits !== undefined && digits.length > 1 && digits.startsWith('0')) {
    value = /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
  } else value = Number.parseInt(digits ?? '', 10);
  return sign === '-' ? -value : value;
};

/** A UUID in its canonical spelling, or INVALID. */
export const readUuid = (raw: string): string | typeof INVALID => {
  const digits = raw.trim().replace(/[- ]/g, '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) return INVALID;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
};

/** A MAC address as six lower-case pairs, or INVALID. */
export const readMac = (raw: string): string | typeof INVALID => {
  const parts = raw.split(':');
  if (parts.length !== 6 || !parts.every((part) => /^[0-9a-fA-F]{1,2}$/.test(part))) return INVALID;
  return parts.map((part) => part.toLowerCase().padStart(2, '0')).join(':');
};

/** An address in inet_ntop's spelling, or INVALID. */
/** An IPv4 address as inet_aton(3) takes it: one to four numbers, the last of which fills what remains. */
const readShortIp = (raw: string): string | undefined => {
  const parts = raw.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.test(part)))
    return undefined;
  const numbers = parts.map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = numbers.pop() ?? 0;
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  const rest = Array.from({ length: 4 - numbers.length }, (_, i) => Math.floor(last / 256 ** i) % 256);
  return [...numbers, ...rest.reverse()].join('.');
};

export const readIp = (raw: string): string | typeof INVALID => {
  if (isIPv4(raw)) return raw;
  const short = readShortIp(raw);
  if (short !== undefined) return short;
  if (!isIPv6(raw) || raw.includes('%')) return INVALID;
  const list = new BlockList();
  list.addAddress(raw, 'ipv6');
  return /([0-9a-fA-F:.]+)$/.exec(list.rules[0] ?? '')?.[1]?.toLowerCase() ?? raw.toLowerCase();
};

/** The same numbers may be named over and over, but not without end. */
const MAX_SET_WORK = 1 << 20;

/** The members of a set like `0-3,^2,8`, ascending; undefined when it is not one. */
export const cpusetMembers = (raw: string, limit = 16384): number[] | undefined => {
  const members = new Set<number>();
  let work = 0;
  if (raw.trim() === '') return undefined;
  for (const part of raw.split(',')) {
    const match = /^\s*(\^?)(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    if (!match) return undefined;
    const first = Number(match[2]);
    const last = match[3] === undefined ? first : Number(match[3]);
    if (last < first || last >= limit || (match[1] === '^' && match[3] !== undefined)) return undefined;
    work += last - first + 1;
    if (work > MAX_SET_WORK) return undefined;
    for (let i = first; i <= last; i++) {
      if (match[1] === '^') members.delete(i);
      else members.add(i);
    }
  }
  return [...members].sort((a, b) => a - b);
};

/** Writes ascending numbers as a set: `0-3,8`. */
export const formatCpuset = (members: readonly number[]): string => {
  const parts: string[] = [];
  for (let i = 0; i < members.length; ) {
    let j = i;
    while (j + 1 < members.length && members[j + 1] === (members[j] ?? 0) + 1) j++;
    parts.push(i === j ? `${members[i]}` : `${members[i]}-${members[j]}`);
    i = j + 1;
  }
  return parts.join(',');
};

const readCpuset = (raw: string): string | typeof INVALID => {
  if (/^(\d|[1-9]\d{1,3})$/.test(raw)) return raw;
  const members = cpusetMembers(raw);
  return members && members.length > 0 ? formatCpuset(members) : INVALID;
};

/** What a size suffix multiplies by, or undefined: `KiB` and `k` are 1024, `kB` is 1000. */
export const sizeSuffix = (suffix: string): bigint | undefined => {
  const lower = suffix.toLowerCase();
  if (lower === 'b' || lower === 'byte' || lower === 'bytes') return 1n;
  const power = 'kmgtpe'.indexOf(lower.slice(0, 1)) + 1;
  if (power === 0) return undefined;
  const rest = lower.slice(1);
  if (rest === '' || rest === 'ib') return 1024n ** BigInt(power);
  return rest === 'b' ? 1000n ** BigInt(power) : undefined;
};

const patterns = new Map<string, RegExp>();
/** An XML Schema pattern as an anchored regular expression. */
export const patternOf = (pattern: string): RegExp => {
  let known = patterns.get(pattern);
  if (!known) {
    known = new RegExp(`^(?:${pattern})$`, 'u');
    patterns.set(pattern, known);
  }
  return known;
};

/** The reader of a type. Sizes are read with their unit by the parser itself. */
export const readerOf = (type: Type<unknown>): Read => {
  switch (type.type) {
    case 'text':
      return (raw) => raw;
    case 'bool': {
      const { yes, no } = type;
      return (raw) => (raw === yes ? true : raw === no ? false : INVALID);
    }
    case 'enum': {
      const values = new Set(type.values);
      return (raw) => (values.has(raw) ? raw : INVALID);
    }
    case 'int':
    case 'size': {
      const { min = 0, max = Number.MAX_SAFE_INTEGER, base = 10 } = type;
      return (raw) => {
        const value = readInteger(raw, base);
        return value >= min && value <= max ? value + 0 : INVALID;
      };
    }
    case 'uuid':
      return readUuid;
    case 'mac':
      return readMac;
    case 'ip':
      return readIp;
    case 'cpuset':
      return readCpuset;
    case 'double':
      return (raw) =>
        /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(raw) ? Number.parseFloat(raw) : INVALID;
    case 'wide':
      return (raw) => {
        const value = /^\s*\+?\d+$/.test(raw) ? BigInt(raw.replace('+', '').trim()) : -1n;
        return value >= 0n && value <= 0xffffffffffffffffn ? value.toString() : INVALID;
      };
    case 'word': {
      const pattern = patternOf(type.pattern ?? '.*');
      return (raw) => (pattern.test(raw) ? raw : INVALID);
    }
  }
};

const SPECIAL = /[<>&"'\x01-\x08\x0b\x0c\x0e-\x19]/;
const EACH = /[<>&"'\x01-\x08\x0b\x0c\x0e-\x19]/g;
const ESCAPES: Record<string, string> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes as virBufferEscapeString does: the five characters; other control characters vanish. */
export const escapeXml = (value: string): string =>
  SPECIAL.test(value) ? value.replace(EACH, (c) => ESCAPES[c] ?? '') : value;

/** `0x1f`; what is below zero is written as it is. */
const writeHex = (value: number, digits: number, capitals: boolean): string => {
  if (value < 0) return String(value);
  const text = value.toString(16).padStart(digits, '0');
  return `0x${capitals ? text.toUpperCase() : text}`;
};

/** The writer of a type. */
export const writerOf = (type: Type<unknown>): Write => {
  switch (type.type) {
    case 'bool':
      return (value) => (value ? (type.yes ?? 'yes') : (type.no ?? 'no'));
    case 'int': {
      const { hex, octal } = type;
      if (octal !== undefined) return (value) => Number(value).toString(8).padStart(octal, '0');
      return hex === undefined ? String : (value) => writeHex(Number(value), hex, type.capitals === true);
    }
    case 'text':
    case 'word':
      return (value) => escapeXml(String(value));
    case 'double':
      return (value) => Number(value).toString();
    default:
      return String;
  }
};
