// Finds the corpus of recorded libvirt behaviour beside the repository and reads its manifests.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = ((): string => {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'package.json'))) dir = dirname(dir);
  return dir;
})();

/** The folder of suites, or undefined when it is not on this machine (VIRTLIGHT_SHARED names another place). */
export const corpusDir = ((): string | undefined => {
  const places = [
    process.env['VIRTLIGHT_SHARED'],
    join(repository, '../shared'),
    join(repository, '../../shared'),
  ];
  return (
    places.map((place) => place && join(place, 'corpus/open')).find((place) => place && existsSync(place)) ||
    undefined
  );
})();

export interface Case {
  readonly name: string;
  readonly input: string;
  readonly outcome: 'ok' | 'parse-error' | 'failure';
  readonly [role: string]: unknown;
}
export interface Suite {
  readonly name: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
  /** Cases whose line of the manifest is not JSON; they cannot be judged and are reported. */
  readonly unreadable: readonly string[];
  /** Reads a file named in the manifest. */
  readonly file: (path: string) => string;
}

interface Manifest {
  readonly header: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
  readonly unreadable: readonly string[];
}

/** Reads a manifest; one case stands on each line, so that a damaged line costs only itself. */
const readManifest = (text: string): Manifest => {
  try {
    const { cases, ...header } = JSON.parse(text) as { cases: Case[] };
    return { header, cases, unreadable: [] };
  } catch {
    const cases: Case[] = [];
    const unreadable: string[] = [];
    for (const line of text.split('\n').map((each) => each.trim().replace(/,$/, ''))) {
      if (!line.startsWith('{"name"')) continue;
      try {
        cases.push(JSON.parse(line) as Case);
      } catch {
        unreadable.push(line.slice(0, 60));
      }
    }
    return { header: {}, cases, unreadable };
  }
};

/** Opens a suite; undefined without the corpus. */
export const openSuite = (name: string): Suite | undefined => {
  if (!corpusDir) return undefined;
  const dir = join(corpusDir, name);
  return {
    name,
    ...readManifest(readFileSync(join(dir, 'manifest.json'), 'utf8')),
    file: (path) => readFileSync(join(dir, path), 'utf8'),
  };
};
