// Pools whose volumes are reached over a network without a device of the host: rbd, gluster, iscsi-direct. Each works
// through its project's own tools and is offered only where they are installed.
import { formatSources, parseSourceSpec } from '../../../model/storage/documents.ts';
import {
  MalformedOutput,
  parseCephDf,
  parseIscsiLuns,
  parseIscsiTargets,
  parseRbdList,
} from '../../../model/storage/tools.ts';
import { LONG_MS, run } from '../../common/run.ts';
import type { Backend, BackendServices } from '../backend.ts';
import { configUnsupported, internalError, invalidArgument } from '../errors.ts';
import { withPrivateFile } from '../local/passphrase.ts';
import { createVolume, createVolumeTable, type Pool, type Volume } from '../objects.ts';
import { clearSizes } from './scsi.ts';

/** Runs rbd(8) or ceph(8) against the pool's cluster; the key is lent in a file, not on the command line. */
const ceph = async (
  program: 'rbd' | 'ceph',
  pool: Pool,
  services: BackendServices,
  args: readonly string[],
): Promise<string> => {
  const { hosts = [], auth } = pool.def.source;
  const monitors = hosts.map(({ name, port }) => {
    const host = name.includes(':') ? `[${name}]` : name;
    return port ? `${host}:${port}` : host;
  });
  const options = ['-m', monitors.join(',')];
  for (const { name, value } of pool.def.configOptions ?? []) options.push(`--${name}`, value);
  const execute = async (more: readonly string[]): Promise<string> =>
    (await run(program, [...options, ...more, ...args], { timeoutMs: LONG_MS })).stdout;
  if (!auth) return execute(['--auth-supported', 'none']);
  const secrets = services.secrets();
  if (!secrets) throw internalError('no secret driver is available');
  const { uuid, usage = '' } = auth.secret;
  const value = await secrets.value(uuid !== undefined ? { uuid } : { usage, type: 'ceph' });
  const key = Buffer.from(value.toString('base64'));
  value.fill(0);
  return withPrivateFile(services.runFolder, `${pool.name}.key`, key, (file) =>
    execute(['--id', auth.username, '--keyfile', file]),
  );
};

const rbd = (pool: Pool, services: BackendServices, args: readonly string[]): Promise<string> =>
  ceph('rbd', pool, services, args);

const imageOf = (pool: Pool, volume: Volume): string => `${pool.def.source.name}/${volume.name}`;

const placeRbd = (pool: Pool, volume: Volume): void => {
  volume.def.type = 'network';
  volume.def.target.path = imageOf(pool, volume);
  volume.def.key = imageOf(pool, volume);
};

const refreshRbd = async (pool: Pool, services: BackendServices): Promise<void> => {
  const name = pool.def.source.name ?? '';
  const usage = await ceph('ceph', pool, services, ['df', '--format', 'json']);
  const volumes = createVolumeTable();
  try {
    Object.assign(pool.def, parseCephDf(usage, name));
    for (const image of parseRbdList(
      await rbd(pool, services, ['ls', '-l', '--format', 'json', '-p', name]),
    )) {
      const volume = createVolume({
        type: 'network',
        name: image.name,
        capacity: image.size,
        allocation: image.size,
        target: { format: { type: 'raw' } },
      });
      placeRbd(pool, volume);
      volumes.add(volume);
    }
  } catch (error) {
    if (error instanceof MalformedOutput || error instanceof SyntaxError)
      throw internalError(`cannot understand what the ceph tools say: ${error.message}`);
    throw error;
  }
  pool.volumes = volumes;
};

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / (1 << 20))}`;

/** Ceph block devices. */
export const rbdBackend = (services: BackendServices): Backend => ({
  type: 'rbd',
  refreshPool: (pool) => refreshRbd(pool, services),
  createVol: async (pool, volume) => {
    if (volume.def.target.encryption)
      throw configUnsupported('storage pool does not support encrypted volumes');
    if (volume.def.name.includes('/') || volume.def.name.includes('@'))
      throw invalidArgument(`volume name '${volume.def.name}' is not an image name`);
    placeRbd(pool, volume);
  },
  buildVol: async (pool, volume) => {
    const format = volume.def.target.format?.type ?? 'raw';
    if (format !== 'raw') throw configUnsupported(`only RAW volumes are supported by this storage pool`);
    await rbd(pool, services, [
      'create',
      '--size',
      mebibytes(volume.def.capacity ?? 0),
      imageOf(pool, volume),
    ]);
  },
  buildVolFrom: async (pool, volume, input) =>
    void (await rbd(pool, services, ['cp', imageOf(pool, input), imageOf(pool, volume)])),
  deleteVol: async (pool, volume) =>
    void (await rbd(pool, services, ['rm', '--no-progress', imageOf(pool, volume)])),
  resizeVol: async (pool, volume, capacity) => {
    const args = ['resize', '--no-progress', '--allow-shrink', '--size', mebibytes(capacity)];
    await rbd(pool, services, [...args, imageOf(pool, volume)]);
  },
});

const iscsiUrl = (pool: Pool, lun?: number): string => {
  const { hosts = [], devices = [] } = pool.def.source;
  const [host] = hosts;
  if (hosts.length !== 1 || !host) throw configUnsupported('Expected exactly 1 host for the storage pool');
  const portal = `${host.name.includes(':') ? `[${host.name}]` : host.name}:${host.port || 3260}`;
  const target = devices[0]?.path;
  return `iscsi://${portal}${target === undefined ? '' : `/${target}`}${lun === undefined ? '' : `/${lun}`}`;
};

/** iSCSI targets that guests reach by themselves; listed with libiscsi's tools. */
export const iscsiDirectBackend = (_services: BackendServices): Backend => ({
  type: 'iscsi-direct',
  checkPool: async () => false,
  findPoolSources: async (spec) => {
    if (spec === null) throw invalidArgument('hostname must be specified for iscsi-direct sources');
    const wanted = parseSourceSpec('iscsi-direct', spec);
    const iqn = wanted.initiator?.iqn?.name;
    if (wanted.hosts?.length !== 1) throw configUnsupported('Expected exactly 1 host for the storage pool');
    if (iqn === undefined) throw configUnsupported('missing initiator IQN');
    const url = iscsiUrl({ def: { source: { ...wanted, devices: [] } } } as unknown as Pool);
    const { stdout } = await run('iscsi-ls', ['-i', iqn, url]);
    const targets = parseIscsiTargets(stdout.replaceAll(/^Target:(\S+) Portal:(\S+)$/gm, '$2 $1'));
    return formatSources(
      'iscsi-direct',
      targets.map((path) => ({ ...wanted, devices: [{ path, freeExtents: [] }] })),
    );
  },
  refreshPool: async (pool) => {
    clearSizes(pool);
    const iqn = pool.def.source.initiator?.iqn?.name ?? '';
    const { stdout } = await run('iscsi-ls', ['-s', '-i', iqn, iscsiUrl(pool)]);
    const volumes = createVolumeTable();
    for (const { lun, type, size } of parseIscsiLuns(stdout)) {
      if (!type.startsWith('DIRECT_ACCESS')) continue;
      const path = `ip-${iscsiUrl(pool).slice(8).replace('/', '-iscsi-')}-lun-${lun}`;
      const volume = createVolume({
        type: 'network',
        name: `unit:0:0:${lun}`,
        key: path,
        capacity: size,
        allocation: size,
        target: { path } as never,
      });
      volumes.add(volume);
      pool.def.capacity += size;
      pool.def.allocation += size;
    }
    pool.volumes = volumes;
  },
});
