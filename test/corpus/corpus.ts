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
  const places = [process.env['VIRTLIGHT_SHARED'], join(repository, '../shared'), join(repository, '../../shared')];
  return places.map((place) => place && join(place, 'corpus/open')).find((place) => place && existsSync(place)) || undefined;
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
  /** Reads a file named in the manifest. */
  readonly file: (path: string) => string;
}

/** Opens a suite; undefined without the corpus. */
export const openSuite = (name: string): Suite | undefined => {
  if (!corpusDir) return undefined;
  const dir = join(corpusDir, name);
  const { cases, ...header } = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as { cases: Case[] };
  return { name, header, cases, file: (path) => readFileSync(join(dir, path), 'utf8') };
};
