// The language of xl.cfg and xm.cfg files: `key = value` lines whose values are numbers, strings and (nested) lists.
// Reading and writing follow virconf: same quotes, same order, same complaints.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

export type ConfValue = number | string | ConfValue[];
/** Settings in the order in which they were first made. */
export type Conf = Map<string, ConfValue>;

const NAME = /[A-Za-z][A-Za-z0-9_\-.]*/y;
const NUMBER = /[+-]?[0-9]+/y;

/** Reads a configuration; `file` is what complaints call it. */
export const parseConf = (text: string, file = 'memory conf'): Conf => {
  let at = 0;
  let line = 1;
  const fail = (what: string): never => {
    throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.CONF, `${file}:${line}: ${what}`);
  };
  const skip = (newlines: boolean): void => {
    for (; at < text.length; at++) {
      const c = text[at];
      if (c === '#') while (at + 1 < text.length && text[at + 1] !== '\n') at++;
      else if (c === '\n' && newlines) line++;
      else if (c !== ' ' && c !== '\t' && !(c === '\r' && newlines)) return;
    }
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const string = (): string => {
    const quote = text.startsWith('"""', at) ? '"""' : (text[at] as string);
    const start = at + quote.length;
    const end = text.indexOf(quote, start);
    const value = text.slice(start, end);
    if (end < 0 || (quote.length === 1 && value.includes('\n'))) return fail('unterminated string');
    line += value.split('\n').length - 1;
    at = end + quote.length;
    return value;
  };
  const list = (): ConfValue[] => {
    const items: ConfValue[] = [];
    at++;
    for (;;) {
      skip(true);
      if (at >= text.length) return fail('list is not closed with ]');
      if (text[at] === ']') {
        at++;
        return items;
      }
      if (items.length > 0) {
        if (text[at] !== ',') return fail('expecting a separator in list');
        at++;
        skip(true);
        if (text[at] === ']') continue;
      }
      items.push(value());
    }
  };
  const value = (): ConfValue => {
    skip(false);
    const c = text[at];
    if (c === '"' || c === "'") return string();
    if (c === '[') return list();
    const number = match(NUMBER);
    return number === undefined ? fail('expecting a value') : Number(number);
  };

  const conf: Conf = new Map();
  for (;;) {
    skip(true);
    if (at >= text.length) return conf;
    const name = match(NAME) ?? fail('expecting a name');
    skip(false);
    if (text[at] !== '=') fail('expecting an assignment');
    at++;
    conf.set(name, value());
    skip(false);
    if (at < text.length && text[at] !== '\n' && text[at] !== ';' && text[at] !== '\r')
      fail('expecting a separator');
    if (text[at] === ';') at++;
  }
};

const formatValue = (value: ConfValue): string => {
  if (Array.isArray(value)) return value.length ? `[ ${value.map(formatValue).join(', ')} ]` : '[  ]';
  if (typeof value === 'number') return `${value}`;
  const quote = value.includes('\n') ? '"""' : value.includes('"') ? "'" : '"';
  return `${quote}${value}${quote}`;
};

/** Writes a configuration, one setting a line. */
export const formatConf = (conf: Conf): string =>
  [...conf].map(([name, value]) => `${name} = ${formatValue(value)}\n`).join('');

const malformed = (name: string): never => {
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.XEN, `config value ${name} was malformed`);
};

/** A string setting; numbers and lists are refused. */
export const getText = (conf: Conf, name: string): string | undefined => {
  const value = conf.get(name);
  if (value === undefined || typeof value === 'string') return value;
  throw new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.CONF,
    `memory conf: expected a string for '${name}' parameter`,
  );
};
/** A number without a sign, or a string that holds one. */
export const getNumber = (conf: Conf, name: string): number | undefined => {
  const value = conf.get(name);
  if (typeof value === 'number') return value < 0 ? malformed(name) : value;
  if (value === undefined) return value;
  return typeof value === 'string' && /^\s*[+-]?\d+$/.test(value) ? Number(value) : malformed(name);
};
/** A flag: any number but 0, or the string "1". */
export const getFlag = (conf: Conf, name: string): boolean | undefined => {
  const value = conf.get(name);
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return malformed(name);
  return typeof value === 'number' ? value !== 0 : value === '1';
};
/** The strings of a list; what is not a list, or not a string in it, is passed over. */
export const getTexts = (conf: Conf, name: string): string[] => {
  const value = conf.get(name);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};
