// Pools that are a file system mounted from a device (fs) or from a server (netfs).
import { readFile, realpath } from 'node:fs/promises';
import type { PoolSource } from '../../../../schemas/xml/pool.ts';
import { formatSources, parseSourceSpec } from '../../../model/storage/documents.ts';
import { mountArguments, mountSource } from '../../../model/storage/start-command.ts';
import { parseShowmount } from '../../../model/storage/tools.ts';
import { findProgram, LONG_MS, run } from '../../common/run.ts';
import type { Backend, BackendServices, BuildFlags } from '../backend.ts';
import {
  configUnsupported,
  internalError,
  invalidArgument,
  operationFailed,
  operationInvalid,
  systemFailure,
} from '../errors.ts';
import { exists } from '../local/change.ts';
import type { Pool } from '../objects.ts';
import { targetPath } from '../objects.ts';
import { buildFolder, deleteFolder, fileVolumes, refreshFolder } from './folder.ts';
import { findGlusterSources } from './gluster.ts';
import { requireEmptyDevice } from './probe-device.ts';

const checkSource = (pool: Pool): void => {
  const { source } = pool.def;
  if (pool.type === 'netfs') {
    if (source.hosts?.length !== 1) throw configUnsupported('expected exactly 1 host for the storage pool');
    return;
  }
  const count = source.devices?.length ?? 0;
  if (count === 0) throw internalError('missing source device');
  if (count > 1) throw configUnsupported('expected exactly 1 device for the storage pool');
};

const unescapeMount = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

const samePath = async (a: string, b: string): Promise<boolean> => {
  if (a === b) return true;
  const [first, second] = await Promise.all([a, b].map((path) => realpath(path).catch(() => path)));
  return first === second;
};

/** Whether `source` is mounted at `path`. */
export const isMounted = async (source: string, path: string): Promise<boolean> => {
  const table = await readFile('/proc/self/mounts', 'utf8').catch((error) => {
    throw systemFailure(error, "cannot read mount list '/proc/mounts'");
  });
  for (const line of table.split('\n')) {
    const [from = '', at = ''] = line.split(' ').map(unescapeMount);
    if (from === '' || !(await samePath(at, path))) continue;
    if (await samePath(from, source)) return true;
  }
  return false;
};

const mounted = (pool: Pool): Promise<boolean> => isMounted(mountSource(pool.def), targetPath(pool));

const start = async (pool: Pool): Promise<void> => {
  checkSource(pool);
  if (await mounted(pool)) return;
  await run('mount', mountArguments(pool.def), { timeoutMs: LONG_MS });
};

const stop = async (pool: Pool): Promise<void> => {
  checkSource(pool);
  if (await mounted(pool)) await run('umount', [targetPath(pool)], { timeoutMs: LONG_MS });
};

const forceFlags: Readonly<Record<string, string>> = {
  xfs: '-f',
  ext2: '-F',
  ext3: '-F',
  ext4: '-F',
  vfat: '-I',
};

const makeFileSystem = async (pool: Pool, flags: BuildFlags): Promise<void> => {
  const { source } = pool.def;
  const device = source.devices?.[0]?.path;
  if (device === undefined)
    throw operationInvalid(`No source device specified when formatting pool '${pool.name}'`);
  if (!(await exists(device)))
    throw operationInvalid(`Source device does not exist when formatting pool '${pool.name}'`);
  const format = source.format?.type ?? 'auto';
  if (flags.noOverwrite) await requireEmptyDevice(device, format, true);
  if (!findProgram('mkfs'))
    throw internalError(
      `mkfs is not available on this platform: Failed to make filesystem of type '${format}' on device '${device}'`,
    );
  const force = forceFlags[format];
  await run('mkfs', ['-t', format, ...(force === undefined ? [] : [force]), device], { timeoutMs: LONG_MS });
};

const build = async (pool: Pool, flags: BuildFlags): Promise<void> => {
  await buildFolder(pool);
  if (flags.overwrite || flags.noOverwrite) await makeFileSystem(pool, flags);
};

/** Exports of an NFS server and volumes of a gluster server. */
const findNetSources = async (spec: string | null): Promise<string> => {
  if (spec === null) throw invalidArgument('hostname must be specified for netfs sources');
  const wanted = parseSourceSpec('netfs', spec);
  const host = wanted.hosts?.[0]?.name;
  if (wanted.hosts?.length !== 1 || host === undefined)
    throw configUnsupported('Expected exactly 1 host for the storage pool');
  const exported = await run('showmount', ['--no-headers', '--exports', host]).then(
    ({ stdout }) => parseShowmount(stdout),
    () => null,
  );
  const gluster = await findGlusterSources(host, 'netfs', false);
  if (exported === null && gluster.length === 0)
    throw operationFailed(`no storage pools were found on host '${host}'`);
  const nfs: PoolSource[] = (exported ?? []).map((path) => ({
    hosts: [{ name: host }],
    dir: { path },
    format: { type: 'nfs' },
  }));
  return formatSources('netfs', [...nfs, ...gluster]);
};

export const fsBackend = (services: BackendServices): Backend => ({
  type: 'fs',
  checkPool: async (pool) => {
    checkSource(pool);
    return mounted(pool);
  },
  startPool: start,
  stopPool: stop,
  buildPool: build,
  refreshPool: refreshFolder,
  deletePool: deleteFolder,
  ...fileVolumes(services),
});

export const netfsBackend = (services: BackendServices): Backend => ({
  ...fsBackend(services),
  type: 'netfs',
  findPoolSources: findNetSources,
});
