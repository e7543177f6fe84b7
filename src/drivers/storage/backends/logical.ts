// LVM volume groups.
import { open } from 'node:fs/promises';
import { ErrorDomain, systemError } from '../../../../schemas/errors.ts';
import type { PoolSource } from '../../../../schemas/xml/pool.ts';
import { formatSources } from '../../../model/storage/documents.ts';
import { activateArguments } from '../../../model/storage/start-command.ts';
import {
  type LogicalVolumeLine,
  LVS_FIELDS,
  MalformedOutput,
  parseLvs,
  parsePvs,
  parseVgs,
} from '../../../model/storage/tools.ts';
import { LONG_MS, run } from '../../common/run.ts';
import type { Backend, BackendServices } from '../backend.ts';
import { configUnsupported, internalError, notSupported, orFail } from '../errors.ts';
import { wipeLocalVolume, zeroPartitionTable } from '../local/change.ts';
import { buildFrom, createImage } from '../local/create.ts';
import { deviceRules } from '../local/inspect.ts';
import { refreshTarget } from '../local/refresh.ts';
import { createVolume, createVolumeTable, type Pool, pathOf, targetPath, type Volume } from '../objects.ts';
import { transfers } from './folder.ts';
import { requireEmptyDevice } from './probe-device.ts';
import { settleDevices } from './settle.ts';

const LABEL_AREA = 1 << 20;
const LUKS_HEADER = 2 << 20;
const COMMON = ['--noheadings', '--units', 'b', '--unbuffered', '--nosuffix', '--options'];
const groupOf = (pool: Pool): string => pool.def.source.name ?? '';
const devicesOf = (pool: Pool): string[] => (pool.def.source.devices ?? []).map(({ path }) => path);

/** Volume groups and their devices. */
const listGroups = async (): Promise<Map<string, string[]>> => {
  await run('vgscan', []).catch(() => undefined);
  const { stdout } = await run('pvs', ['--noheadings', '-o', 'pv_name,vg_name']);
  return parsePvs(stdout);
};

const requireGroup = async (pool: Pool): Promise<void> => {
  const name = groupOf(pool);
  const devices = (await listGroups()).get(name);
  if (!devices) throw configUnsupported(`cannot find logical volume group name '${name}'`);
  const own = devicesOf(pool);
  if (own.length > 0 && !own.some((device) => devices.includes(device)))
    throw configUnsupported(`cannot find any matching source devices for logical volume group '${name}'`);
};

const findSources = async (): Promise<string> => {
  const sources: PoolSource[] = [...(await listGroups())].map(([name, devices]) => ({
    name,
    devices: devices.map((path) => ({ path, freeExtents: [] })),
    format: { type: 'lvm2' },
  }));
  return formatSources('logical', sources);
};

const listVolumes = async (pool: Pool): Promise<LogicalVolumeLine[]> => {
  const { stdout } = await run('lvs', ['--separator', '#', ...COMMON, LVS_FIELDS, groupOf(pool)]);
  try {
    // Inactive volumes and thin pools have no device.
    return parseLvs(stdout).filter(({ attributes }) => attributes[4] === 'a' && attributes[0] !== 't');
  } catch (error) {
    if (error instanceof MalformedOutput) throw internalError(error.message);
    throw error;
  }
};

/** Puts one volume's lines (one per segment) into its definition. */
const describe = async (pool: Pool, volume: Volume, lines: readonly LogicalVolumeLine[]): Promise<void> => {
  const { def } = volume;
  const [first] = lines;
  if (!first) return;
  def.type = 'block';
  def.target.path ??= `${targetPath(pool)}/${def.name}`;
  def.key ??= first.uuid;
  volume.sparse = first.attributes[0] === 's';
  if (first.origin !== '' && !first.origin.startsWith('['))
    def.backingStore = { path: `${targetPath(pool)}/${first.origin}` } as NonNullable<
      typeof def.backingStore
    >;
  await refreshTarget(volume, deviceRules);
  def.allocation = first.size;
  const devices = new Map<string, { start: string; end: string }[]>();
  for (const { path, start, end } of lines.flatMap((line) => line.extents))
    devices.set(path, [...(devices.get(path) ?? []), { start: String(start), end: String(end) }]);
  def.source = { devices: [...devices].map(([path, extents]) => ({ path, extents })) };
};

const refresh = async (pool: Pool): Promise<void> => {
  await settleDevices();
  const byName = new Map<string, LogicalVolumeLine[]>();
  for (const line of await listVolumes(pool)) byName.set(line.name, [...(byName.get(line.name) ?? []), line]);
  const volumes = createVolumeTable();
  for (const [name, lines] of byName) {
    const volume = pool.volumes.byName(name) ?? createVolume({ type: 'block', name, target: {} as never });
    await describe(pool, volume, lines);
    volumes.add(volume);
  }
  pool.volumes = volumes;
  const { stdout } = await run('vgs', ['--separator', ':', ...COMMON, 'vg_size,vg_free', groupOf(pool)]);
  const sizes = parseVgs(stdout);
  if (!sizes) return;
  pool.def.capacity = sizes.size;
  pool.def.available = sizes.free;
  pool.def.allocation = sizes.size - sizes.free;
};

const build = async (pool: Pool, overwrite: boolean): Promise<void> => {
  const made: string[] = [];
  try {
    for (const device of devicesOf(pool)) {
      if (!overwrite) await requireEmptyDevice(device, 'LVM2_member', true);
      await zeroPartitionTable(device, LABEL_AREA);
      await run('pvcreate', [device], { timeoutMs: LONG_MS });
      made.push(device);
    }
    await run('vgcreate', [groupOf(pool), ...devicesOf(pool)], { timeoutMs: LONG_MS });
  } catch (error) {
    for (const device of made) await run('pvremove', [device]).catch(() => undefined);
    throw error;
  }
};

const remove = async (pool: Pool): Promise<void> => {
  await run('vgremove', ['-f', groupOf(pool)], { timeoutMs: LONG_MS });
  for (const device of devicesOf(pool)) await run('pvremove', [device]).catch(() => undefined);
};

/** The arguments of lvcreate(8). */
export const lvcreateArguments = (group: string, { def }: Volume): string[] => {
  const { encryption } = def.target;
  const kib = (bytes: number): string => `${Math.ceil(bytes / 1024)}K`;
  const args = ['--name', def.name, '-L'];
  const [capacity, allocation] = [def.capacity ?? 0, def.allocation ?? 0];
  if (capacity !== allocation) args.push(kib(allocation || 1), '--type', 'snapshot', '--virtualsize');
  args.push(kib(capacity + (encryption ? LUKS_HEADER : 0)));
  if (def.backingStore?.path !== undefined) args.push('-s', def.backingStore.path);
  else args.push(group);
  return [...args, '--yes'];
};

const deleteVolume = async (volume: Volume): Promise<void> => {
  await settleDevices();
  const remove = () => run('lvremove', ['-f', pathOf(volume)], { timeoutMs: LONG_MS });
  await remove().catch(async () => {
    await run('lvchange', ['-aln', pathOf(volume)]);
    await remove();
  });
};

const setOwner = async (volume: Volume): Promise<void> => {
  const path = pathOf(volume);
  const { mode, owner, group } = volume.def.target.permissions ?? {};
  const device = await orFail(open(path, 'r'), `cannot open volume '${path}'`);
  try {
    const now = await device.stat();
    if (process.geteuid?.() === 0)
      await orFail(device.chown(owner ?? now.uid, group ?? now.gid), `cannot set file owner '${path}'`);
    const bits = mode === undefined ? 0o600 : Number.parseInt(mode, 8);
    await orFail(device.chmod(bits), `cannot set file mode '${path}'`);
  } finally {
    await device.close();
  }
};

const create = async (pool: Pool, volume: Volume, services: BackendServices): Promise<void> => {
  const { def } = volume;
  if (def.target.encryption && def.target.encryption.format !== 'luks')
    throw configUnsupported('storage pool only supports LUKS encrypted volumes');
  if (def.name.includes('/') || def.name.startsWith('-'))
    throw internalError(`invalid logical volume name '${def.name}'`);
  def.type = 'block';
  def.target.path = `${targetPath(pool)}/${def.name}`;
  await run('lvcreate', lvcreateArguments(groupOf(pool), volume), { timeoutMs: LONG_MS });
  try {
    const flags = { preallocateMetadata: false, reflink: false };
    if (def.target.encryption) await createImage(pool, volume, null, flags, services);
    await setOwner(volume);
    const lines = (await listVolumes(pool)).filter(({ name }) => name === def.name);
    if (lines.length === 0)
      throw systemError(
        ErrorDomain.STORAGE,
        2,
        `cannot find newly created volume '${def.target.path}'`,
        'No such file or directory',
      );
    await describe(pool, volume, lines);
  } catch (error) {
    await deleteVolume(volume).catch(() => undefined);
    throw error;
  }
};

export const logicalBackend = (services: BackendServices): Backend => ({
  type: 'logical',
  ...transfers,
  findPoolSources: findSources,
  checkPool: (pool) =>
    requireGroup(pool).then(
      () => true,
      () => false,
    ),
  startPool: async (pool) => {
    await requireGroup(pool);
    await run('vgchange', activateArguments(pool.def, true), { timeoutMs: LONG_MS });
  },
  stopPool: async (pool) =>
    void (await run('vgchange', activateArguments(pool.def, false), { timeoutMs: LONG_MS })),
  buildPool: (pool, { overwrite }) => build(pool, overwrite),
  refreshPool: refresh,
  deletePool: remove,
  createVol: (pool, volume) => create(pool, volume, services),
  buildVolFrom: (pool, volume, input, flags) => buildFrom(pool, volume, input, flags, services),
  deleteVol: (_pool, volume) => deleteVolume(volume),
  wipeVol: async (_pool, volume, algorithm) => {
    if (volume.sparse)
      throw notSupported(`logical volume '${pathOf(volume)}' is sparse, volume wipe not supported`);
    await wipeLocalVolume(volume, algorithm);
  },
});
