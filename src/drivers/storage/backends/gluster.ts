// Gluster volumes: found with gluster(8), read through a FUSE mount of their own that lasts as long as a look.
import { mkdtemp, readdir, rmdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolSource } from '../../../../schemas/xml/pool.ts';
import { formatSources, parseSourceSpec } from '../../../model/storage/documents.ts';
import { parseGlusterVolumes } from '../../../model/storage/tools.ts';
import { findProgram, LONG_MS, run } from '../../common/run.ts';
import type { Backend, BackendServices } from '../backend.ts';
import { configUnsupported, internalError, invalidArgument } from '../errors.ts';
import { createVolume, createVolumeTable, type Pool } from '../objects.ts';

/** The volumes a gluster server offers, as sources of netfs or gluster pools. */
export const findGlusterSources = async (
  host: string,
  type: 'netfs' | 'gluster',
  required: boolean,
): Promise<PoolSource[]> => {
  if (!findProgram('gluster')) {
    if (required) throw internalError("'gluster' command line tool not found");
    return [];
  }
  const args = ['--xml', '--log-file=/dev/null', 'volume', 'info', 'all', `--remote-host=${host}`];
  const { status, stdout } = await run('gluster', args, { accept: 'any' });
  if (status !== 0) return [];
  return parseGlusterVolumes(stdout).map((name) =>
    type === 'netfs'
      ? { hosts: [{ name: host }], dir: { path: name }, format: { type: 'glusterfs' } }
      : { hosts: [{ name: host }], dir: { path: '/' }, name },
  );
};

const withMount = async <T>(pool: Pool, services: BackendServices, work: (folder: string) => Promise<T>) => {
  const { hosts = [], name = '', dir } = pool.def.source;
  const [host] = hosts;
  if (!host) throw configUnsupported('Expected at least 1 host for the storage pool');
  const folder = await mkdtemp(join(services.runFolder, 'gluster-'));
  try {
    await run('mount', ['-t', 'glusterfs', `${host.name}:/${name}`, folder], { timeoutMs: LONG_MS });
    try {
      return await work(join(folder, dir?.path ?? '/'));
    } finally {
      await run('umount', [folder], { accept: 'any' });
    }
  } finally {
    await rmdir(folder).catch(() => undefined);
  }
};

const refresh = (pool: Pool, services: BackendServices): Promise<void> =>
  withMount(pool, services, async (folder) => {
    const { hosts = [], name = '', dir } = pool.def.source;
    const prefix = `${name}${(dir?.path ?? '/').replace(/\/?$/, '/')}`;
    const volumes = createVolumeTable();
    for (const file of await readdir(folder)) {
      const facts = await stat(join(folder, file));
      if (!facts.isFile() && !facts.isDirectory()) continue;
      const path = `gluster://${hosts[0]?.name}/${prefix}${file}`;
      volumes.add(
        createVolume({
          type: facts.isDirectory() ? 'netdir' : 'network',
          name: file,
          key: path,
          capacity: facts.isDirectory() ? 0 : facts.size,
          allocation: facts.isDirectory() ? 0 : facts.blocks * 512,
          target: { path, format: { type: facts.isDirectory() ? 'dir' : 'raw' } },
        }),
      );
    }
    const { blocks, bfree, bsize } = await statfs(folder);
    pool.def.capacity = blocks * bsize;
    pool.def.available = bfree * bsize;
    pool.def.allocation = pool.def.capacity - pool.def.available;
    pool.volumes = volumes;
  });

export const glusterBackend = (services: BackendServices): Backend => ({
  type: 'gluster',
  checkPool: async () => false,
  refreshPool: (pool) => refresh(pool, services),
  findPoolSources: async (spec) => {
    if (spec === null) throw invalidArgument('hostname must be specified for gluster sources');
    const wanted = parseSourceSpec('gluster', spec);
    const host = wanted.hosts?.[0]?.name;
    if (wanted.hosts?.length !== 1 || host === undefined)
      throw configUnsupported('Expected exactly 1 host for the storage pool');
    return formatSources('gluster', await findGlusterSources(host, 'gluster', true));
  },
});
