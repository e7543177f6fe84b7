// Reads libvirt's configuration files: `key = value` lines, strings, numbers and lists, `#` comments (virconf grammar).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configKeys, configKinds } from '../../schemas/config.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../schemas/errors.ts';
import type { ConfigValues } from '../drivers/host.ts';

type Value = string | number | string[];

/** Parses one file's text. `name` is shown in errors: `file:line: what is wrong`. */
export const parseConfig = (text: string, name: string): Map<string, { value: Value; line: number }> => {
  const entries = new Map<string, { value: Value; line: number }>();
  let at = 0;
  let line = 1;

  const fail = (what: string): never => {
    throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.CONF, `${name}:${line}: ${what}`);
  };
  const blank = (): void => {
    while (text[at] === ' ' || text[at] === '\t') at++;
  };
  /** Blanks, line ends and comments. */
  const space = (): void => {
    for (;;) {
      blank();
      if (text[at] === '#') while (at < text.length && text[at] !== '\n') at++;
      if (text[at] === '\r') at++;
      if (text[at] !== '\n') return;
      at++;
      line++;
    }
  };
  const quoted = (): string => {
    const quote = text[at] as string;
    if (quote === '"' && text.startsWith('"""', at)) {
      const end = text.indexOf('"""', at + 3);
      if (end < 0) fail('unterminated string');
      const value = text.slice(at + 3, end);
      line += value.split('\n').length - 1;
      at = end + 3;
      return value;
    }
    const start = ++at;
    while (at < text.length && text[at] !== quote && text[at] !== '\n') at++;
    if (text[at] !== quote) fail('unterminated string');
    return text.slice(start, at++);
  };
  const scalar = (): string | number => {
    const c = text[at];
    if (c === '"' || c === "'") return quoted();
    const number = /^-?[0-9]+/.exec(text.slice(at, at + 24))?.[0];
    if (number === undefined) return fail('expecting a value');
    at += number.length;
    return Number(number);
  };
  const value = (): Value => {
    blank();
    if (text[at] !== '[') return scalar();
    at++;
    const list: string[] = [];
    space();
    while (text[at] !== ']') {
      if (at >= text.length) fail('list is not closed with ]');
      if (text[at] !== '"' && text[at] !== "'") fail('expecting a value');
      list.push(quoted());
      space();
      if (text[at] === ',') {
        at++;
        space();
      } else if (text[at] !== ']') fail('expecting a separator in list');
    }
    at++;
    return list;
  };

  for (space(); at < text.length; space()) {
    const key = /^[A-Za-z_][A-Za-z0-9_.-]*/.exec(text.slice(at, at + 128))?.[0];
    if (key === undefined) return fail('expecting a name');
    at += key.length;
    blank();
    if (text[at] !== '=' && text[at] !== ':') fail('expecting an assignment');
    at++;
    const started = line;
    entries.set(key, { value: value(), line: started });
    blank();
    if (text[at] === '#') while (at < text.length && text[at] !== '\n') at++;
    if (text[at] === '\r') at++;
    if (at < text.length && text[at] !== '\n') fail('expecting a separator');
  }
  return entries;
};

/**
 * Reads `path` by the keys known for `file` ('qemu.conf', ...). A file that is not there has no values, unless it was
 * asked for by name: `required`.
 */
export const readConfig = (path: string, file: string, required = false): ConfigValues => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !required) return {};
    throw new VirError(ErrorCode.OPEN_FAILED, ErrorDomain.CONF, `${path}: ${(error as Error).message}`);
  }
  const keys = configKeys[file] ?? {};
  const values: Record<string, Value> = {};
  for (const [key, { value, line }] of parseConfig(text, path)) {
    const kind = keys[key];
    if (!kind)
      throw new VirError(
        ErrorCode.CONF_SYNTAX,
        ErrorDomain.CONF,
        `${path}:${line}: unknown setting '${key}'`,
      );
    if (!configKinds[kind].fits(value))
      throw new VirError(
        ErrorCode.CONF_SYNTAX,
        ErrorDomain.CONF,
        `${path}:${line}: invalid value for '${key}': expected ${configKinds[kind].expected}`,
      );
    values[key] = kind === 'list' && typeof value === 'string' ? [value] : value;
  }
  return values;
};

/** Reads all files of a folder that the drivers may ask for; the first mistake in any of them is thrown. */
export const readConfigs = (folder: string): ReadonlyMap<string, ConfigValues> =>
  new Map(
    Object.keys(configKeys)
      .filter((file) => file !== 'libvirtd.conf')
      .map((file) => [file, readConfig(join(folder, file), file)]),
  );

/** Typed look-ups with defaults. */
export const settings = (values: ConfigValues) => ({
  text: (key: string, otherwise: string): string => (values[key] as string | undefined) ?? otherwise,
  int: (key: string, otherwise: number): number => (values[key] as number | undefined) ?? otherwise,
  flag: (key: string, otherwise: boolean): boolean => (key in values ? values[key] === 1 : otherwise),
  list: (key: string): readonly string[] => (values[key] as readonly string[] | undefined) ?? [],
});
