// Reads the small files of /sys and /proc below any root, so that recorded trees of other machines do as well.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface HostReader {
  readonly root: string;
  /** The file's text without blanks around it; undefined where there is none. */
  text(path: string): Promise<string | undefined>;
  /** A whole number, in any of C's notations. */
  integer(path: string): Promise<number | undefined>;
  /** Members of a list like `0-3,8`; undefined where there is no such file. */
  list(path: string): Promise<number[] | undefined>;
  /** Names in a folder, sorted; none where it is missing. */
  names(path: string): Promise<string[]>;
}

/** Bounds what one list may expand to, whatever a file claims. */
const MAX_LIST = 65536;

export const parseList = (text: string): number[] => {
  const members: number[] = [];
  for (const part of text.trim().split(',')) {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    if (from === undefined) continue;
    for (let member = Number(from); member <= Number(to) && members.length < MAX_LIST; member++)
      members.push(member);
  }
  return members;
};

export const hostReader = (root = '/'): HostReader => {
  const text = async (path: string): Promise<string | undefined> =>
    (await readFile(join(root, path), 'utf8').catch(() => undefined))?.trim();
  return {
    root,
    text,
    integer: async (path) => {
      const found = await text(path);
      const value = found ? Number.parseInt(found, found.startsWith('0x') ? 16 : 10) : Number.NaN;
      return Number.isNaN(value) ? undefined : value;
    },
    list: async (path) => {
      const found = await text(path);
      return found === undefined ? undefined : parseList(found);
    },
    names: async (path) => {
      const names = await readdir(join(root, path)).catch(() => []);
      return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    },
  };
};

/** Numbers at the end of names with a prefix: `cpu12` gives 12. */
export const numbered = (names: readonly string[], prefix: string): number[] =>
  names
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => a - b);
