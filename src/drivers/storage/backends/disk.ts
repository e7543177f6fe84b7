// Disks whose partitions are the volumes, through parted.
import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { partedFormats, partitionFormats } from '../../../../schemas/xml/storage/words.ts';
import { type Partition, parseParted } from '../../../model/storage/tools.ts';
import { LONG_MS, run } from '../../common/run.ts';
import type { Backend, BackendServices } from '../backend.ts';
import { configUnsupported, internalError, invalidArgument, notSupported, systemFailure } from '../errors.ts';
import { exists, wipeLocalVolume, zeroPartitionTable } from '../local/change.ts';
import { buildFrom, createImage } from '../local/create.ts';
import { deviceRules } from '../local/inspect.ts';
import { refreshTarget } from '../local/refresh.ts';
import {
  createVolume,
  createVolumeTable,
  type Pool,
  pathOf,
  type Volume,
  type VolumeTable,
} from '../objects.ts';
import { choosePlace } from './disk-place.ts';
import { transfers } from './folder.ts';
import { requireEmptyDevice } from './probe-device.ts';
import { settleDevices } from './settle.ts';
import { stablePath } from './stable-path.ts';

const LABEL_AREA = 1 << 20;
const LUKS_HEADER = 2 << 20;
const SECTOR = 512;
const diskOf = (pool: Pool): string => pool.def.source.devices?.[0]?.path ?? '';

const requireDevice = async (pool: Pool): Promise<void> => {
  await settleDevices();
  if (!(await exists(diskOf(pool)))) throw invalidArgument(`device path '${diskOf(pool)}' doesn't exist`);
};

/** A disk that names no label is taken for a DOS one. */
const labelOf = (pool: Pool): string => {
  const { source } = pool.def;
  if (!source.format || source.format.type === 'unknown') source.format = { type: 'dos' };
  return source.format.type;
};

const partitionName = async (pool: Pool, number: number): Promise<string> => {
  const disk = diskOf(pool);
  const real = disk.startsWith('/dev/mapper/') ? disk : await realpath(disk);
  const separator = /\d$/.test(real) || pool.def.source.devices?.[0]?.part_separator === true ? 'p' : '';
  return `${real}${separator}${number}`;
};

const readLayout = async (pool: Pool) => {
  const disk = diskOf(pool);
  const geometry = await run('parted', ['-s', '-m', disk, 'unit', 'chs', 'print'], { accept: 'any' });
  const { stdout } = await run('parted', ['-s', '-m', disk, 'unit', 'B', 'print', 'free']);
  const layout = parseParted(`${geometry.stdout}\n${stdout}`);
  if (!layout) throw internalError(`cannot read the partition table of '${disk}'`);
  return layout;
};

const kinds = { normal: 'primary', logical: 'logical', extended: 'extended' } as const;

/** Puts one partition into a volume's definition. */
const describe = async (pool: Pool, volume: Volume, partition: Partition, device: string): Promise<void> => {
  const { def } = volume;
  def.target.path ??= await stablePath(pool, device, true);
  if (def.name !== basename(device))
    throw invalidArgument(`invalid partition name '${def.name}', expected '${basename(device)}'`);
  def.key ??= def.target.path;
  def.type = 'block';
  def.source ??= {
    devices: [
      { path: diskOf(pool), extents: [{ start: String(partition.start), end: String(partition.end) }] },
    ],
  };
  volume.partition = kinds[partition.type];
  await settleDevices();
  if (partition.type === 'extended') {
    await refreshTarget(volume, { directories: false, lenient: true });
    def.allocation = 0;
    def.capacity = partition.end - partition.start;
  } else await refreshTarget(volume, deviceRules);
};

const extendedOf = (volumes: VolumeTable): Volume | undefined =>
  [...volumes.all()].find(({ partition }) => partition === 'extended');

/** Takes the space of one partition into account. */
const account = (pool: Pool, volumes: VolumeTable, volume: Volume, partition: Partition): void => {
  const allocation = volume.def.allocation ?? 0;
  const extended = partition.type === 'logical' ? extendedOf(volumes) : undefined;
  if (extended) extended.def.allocation = (extended.def.allocation ?? 0) + allocation;
  if (partition.content !== 'metadata') pool.def.allocation += allocation;
  pool.def.capacity = Math.max(pool.def.capacity, partition.end);
};

/** Reads the table. With `fresh`, only that volume, just made, is described; else all are listed anew. */
const readPartitions = async (pool: Pool, fresh: Volume | null): Promise<void> => {
  const layout = await readLayout(pool);
  const [device] = pool.def.source.devices ?? [];
  if (!device) return;
  pool.geometry = layout;
  device.freeExtents = [];
  freeKinds.set(device, []);
  const volumes = fresh ? pool.volumes : createVolumeTable();
  if (!fresh) pool.def.allocation = 0;
  pool.def.capacity = 0;
  pool.def.available = 0;
  for (const partition of layout.partitions) {
    if (partition.content === 'free') {
      // The first sector holds the table itself.
      const start = partition.start === 0 ? SECTOR : partition.start;
      device.freeExtents.push({ start, end: partition.end });
      freeKinds.get(device)?.push(partition.type === 'logical');
      pool.def.available += partition.end - start;
      pool.def.capacity = Math.max(pool.def.capacity, partition.end);
      continue;
    }
    if (partition.number === null) continue;
    const path = await partitionName(pool, partition.number);
    if (fresh && pool.volumes.byKey(await stablePath(pool, path, false))) continue;
    const volume =
      fresh ?? createVolume({ type: 'block', name: basename(path), target: { format: { type: 'none' } } });
    await describe(pool, volume, partition, path);
    if (!fresh) volumes.add(volume);
    account(pool, volumes, volume, partition);
  }
  pool.volumes = volumes;
};

/** For each free extent of a device: does it lie within the extended partition? */
const freeKinds = new WeakMap<object, boolean[]>();
export const freeExtentsOf = (pool: Pool): { start: number; end: number; logical: boolean }[] => {
  const [device] = pool.def.source.devices ?? [];
  if (!device) return [];
  return device.freeExtents.map((extent, i) => ({ ...extent, logical: freeKinds.get(device)?.[i] ?? false }));
};

const refresh = async (pool: Pool): Promise<void> => {
  await requireDevice(pool);
  await readPartitions(pool, null);
};

const build = async (pool: Pool, overwrite: boolean): Promise<void> => {
  const disk = diskOf(pool);
  if (!overwrite) await requireEmptyDevice(disk, pool.def.source.format?.type ?? 'unknown', true);
  await zeroPartitionTable(disk, LABEL_AREA);
  const label = labelOf(pool);
  await run('parted', [disk, 'mklabel', '--script', label === 'dos' ? 'msdos' : label], {
    timeoutMs: LONG_MS,
  });
};

const MOST_PRIMARY = 4;
/** What parted is to make: its kind, and for DOS disks the file system type. */
export const partitionKind = (pool: Pool, volume: Volume): { words: string; logical: boolean } => {
  if (pool.def.source.format?.type !== 'dos') return { words: 'primary', logical: false };
  const format = volume.def.target.format?.type ?? 'none';
  const parted = partedFormats[(partitionFormats as readonly string[]).indexOf(format)];
  if (parted === undefined) throw internalError('Invalid partition type');
  const extended = extendedOf(pool.volumes);
  const all = [...pool.volumes.all()];
  const full =
    all.filter(({ partition }) => partition === 'primary' || partition === 'extended').length >= MOST_PRIMARY;
  if (format === 'extended') {
    if (extended) throw internalError('extended partition already exists');
    return { words: parted, logical: full };
  }
  if (!full) return { words: `primary ${parted}`, logical: false };
  if (!extended) throw internalError('no extended partition found and no primary partition available');
  return { words: `logical ${parted}`, logical: true };
};

const deleteVolume = async (pool: Pool, volume: Volume): Promise<void> => {
  const disk = diskOf(pool);
  const path = volume.def.target.path;
  if (path === undefined) throw invalidArgument(`volume target path empty for source path '${disk}'`);
  const mapped = path.startsWith('/dev/mapper/');
  const real = mapped
    ? path
    : await realpath(path).catch((error) => {
        throw systemFailure(error, `Couldn't read volume target path '${path}'`);
      });
  const [name, parent] = [basename(real), basename(disk)];
  if (!name.startsWith(parent))
    throw internalError(`Volume path '${name}' did not start with parent pool source device name.`);
  const number = name.slice(parent.length).replace(/^p/, '');
  if (!/^\d+$/.test(number)) throw internalError(`cannot parse partition number from target '${name}'`);
  await run('parted', [disk, 'rm', '--script', number], { timeoutMs: LONG_MS });
  await refresh(pool);
};

const create = async (pool: Pool, volume: Volume, services: BackendServices): Promise<void> => {
  const { def } = volume;
  const { encryption } = def.target;
  if (encryption && encryption.format !== 'luks')
    throw configUnsupported('storage pool only supports LUKS encrypted volumes');
  const { words, logical } = partitionKind(pool, volume);
  const header = encryption ? LUKS_HEADER : 0;
  const { start, end } = choosePlace({
    size: (def.capacity ?? 0) + header,
    free: freeExtentsOf(pool),
    cylinders: pool.def.source.format?.type === 'dos' ? pool.geometry : undefined,
    logical,
  });
  await run('parted', [diskOf(pool), 'mkpart', '--script', words, `${start}B`, `${end}B`], {
    timeoutMs: LONG_MS,
  });
  await settleDevices();
  delete def.target.path;
  try {
    await readPartitions(pool, volume);
    if (!encryption) return;
    def.capacity = (def.capacity ?? 0) - header;
    def.allocation = (def.allocation ?? 0) - header;
    const target = { ...volume, def: { ...def, target: { ...def.target, format: { type: 'raw' } } } };
    await createImage(pool, target, null, { preallocateMetadata: false, reflink: false }, services);
  } catch (error) {
    await deleteVolume(pool, volume).catch(() => undefined);
    throw error;
  }
};

export const diskBackend = (services: BackendServices): Backend => ({
  type: 'disk',
  ...transfers,
  checkPool: async (pool) => {
    if (!(await exists(diskOf(pool)))) return false;
    await requireEmptyDevice(diskOf(pool), labelOf(pool), false);
    return true;
  },
  startPool: async (pool) => {
    await requireDevice(pool);
    await requireEmptyDevice(diskOf(pool), labelOf(pool), false);
  },
  buildPool: (pool, { overwrite }) => build(pool, overwrite),
  refreshPool: refresh,
  deletePool: (pool) => zeroPartitionTable(diskOf(pool), LABEL_AREA),
  createVol: (pool, volume) => create(pool, volume, services),
  buildVolFrom: (pool, volume, input, flags) => buildFrom(pool, volume, input, flags, services),
  deleteVol: deleteVolume,
  wipeVol: async (_pool, volume, algorithm) => {
    if (volume.partition === 'extended')
      throw notSupported(`cannot wipe extended partition '${pathOf(volume)}'`);
    await wipeLocalVolume(volume, algorithm);
  },
});
