// Where pools live on disk: definitions in etc/libvirt/storage, autostart links beside them, state in run.
import { readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoragePool } from '../../../schemas/xml/pool.ts';
import { formatPool, parsePool } from '../../model/storage/documents.ts';
import { loadDirectory, removeFile, setLink, writeFileAtomic } from '../common/store.ts';
import type { DriverHost } from '../host.ts';
import { systemFailure, xmlError } from './errors.ts';
import type { Pool } from './objects.ts';

const warning = (name: string): string =>
  [
    '<!--',
    'WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE',
    'OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:',
    `  virsh pool-edit ${/^[A-Za-z0-9_.+-]+$/.test(name) ? name : 'UUID'}`,
    'or other application using the libvirt API.',
    '-->',
    '',
    '',
  ].join('\n');

export interface PoolStore {
  readonly runFolder: string;
  save(pool: Pool, def: StoragePool): Promise<void>;
  remove(pool: Pool): Promise<void>;
  setAutostart(pool: Pool, on: boolean): Promise<void>;
  saveState(pool: Pool): Promise<void>;
  removeState(pool: Pool): Promise<void>;
  loadStates(): Promise<StoragePool[]>;
  loadDefinitions(): Promise<{ def: StoragePool; autostart: boolean }[]>;
}

export const createPoolStore = (host: DriverHost): PoolStore => {
  const definitions = join(host.paths.config, 'storage');
  const links = join(definitions, 'autostart');
  const runFolder = host.privileged
    ? join(host.paths.run, 'storage')
    : join(host.paths.run, 'storage', 'run');
  const definition = (name: string): string => join(definitions, `${name}.xml`);
  const link = (name: string): string => join(links, `${name}.xml`);
  const state = (name: string): string => join(runFolder, `${name}.xml`);
  const named = (def: StoragePool, file: string, what: string): StoragePool => {
    if (def.name === file) return def;
    throw xmlError(`Storage pool ${what} '${file}' does not match pool name '${def.name}'`);
  };
  const isLinked = async (name: string): Promise<boolean> => {
    const to = await readlink(link(name)).catch(() => null);
    if (to === null) return false;
    if (to === definition(name)) return true;
    const [a, b] = await Promise.all(
      [link(name), definition(name)].map((path) => realpath(path).catch(() => '')),
    );
    return a !== '' && a === b;
  };

  return {
    runFolder,
    save: (pool, def) => writeFileAtomic(definition(pool.name), warning(pool.name) + formatPool(def)),
    remove: async (pool) => {
      await removeFile(definition(pool.name));
      await removeFile(link(pool.name)).catch((error) =>
        host.log.error({ err: String(error) }, `Failed to delete autostart link '${link(pool.name)}'`),
      );
    },
    setAutostart: async (pool, on) => {
      try {
        await setLink(link(pool.name), definition(pool.name), on);
      } catch (error) {
        throw systemFailure(
          error,
          on
            ? `Failed to create symlink '${link(pool.name)}' to '${definition(pool.name)}'`
            : `Failed to delete symlink '${link(pool.name)}'`,
        );
      }
    },
    saveState: (pool) => {
      const body = formatPool(pool.def, '  ');
      return writeFileAtomic(state(pool.name), `${warning(pool.name)}<poolstate>\n${body}</poolstate>\n`);
    },
    removeState: (pool) => removeFile(state(pool.name)).catch(() => undefined),
    loadStates: async () => {
      const read = (text: string, name: string): StoragePool => {
        const inner = /<pool[\s>][\s\S]*<\/pool>/.exec(text)?.[0];
        if (inner === undefined) throw xmlError("Could not find any 'pool' element in state file");
        return named(parsePool(inner), name, 'state file');
      };
      return (await loadDirectory(runFolder, '.xml', read, host.log)).map(({ value }) => value);
    },
    loadDefinitions: async () => {
      const read = (text: string, name: string): StoragePool =>
        named(parsePool(text), name, 'config filename');
      const files = await loadDirectory(definitions, '.xml', read, host.log);
      return Promise.all(
        files.map(async ({ value, name }) => ({ def: value, autostart: await isLinked(name) })),
      );
    },
  };
};
