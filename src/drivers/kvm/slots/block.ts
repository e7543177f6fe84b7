// Block devices of a running guest: size, limits, thresholds, a look at their contents.
import { open } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import { paramNumber, paramText, validateParams } from '../../common/params.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import { type Disk, diskPath } from '../stats/block.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';
import { diskNamed } from './stats.ts';

const ULLONG = 4;
const STRING = 7;
const RESIZE_BYTES = 1;
const PEEK_LIMIT = 4194304;

/** Limits by libvirt's parameter name and QEMU's. */
const limits = {
  total_bytes_sec: 'bps',
  read_bytes_sec: 'bps_rd',
  write_bytes_sec: 'bps_wr',
  total_iops_sec: 'iops',
  read_iops_sec: 'iops_rd',
  write_iops_sec: 'iops_wr',
  total_bytes_sec_max: 'bps_max',
  read_bytes_sec_max: 'bps_rd_max',
  write_bytes_sec_max: 'bps_wr_max',
  total_iops_sec_max: 'iops_max',
  read_iops_sec_max: 'iops_rd_max',
  write_iops_sec_max: 'iops_wr_max',
  size_iops_sec: 'iops_size',
  total_bytes_sec_max_length: 'bps_max_length',
  read_bytes_sec_max_length: 'bps_rd_max_length',
  write_bytes_sec_max_length: 'bps_wr_max_length',
  total_iops_sec_max_length: 'iops_max_length',
  read_iops_sec_max_length: 'iops_rd_max_length',
  write_iops_sec_max_length: 'iops_wr_max_length',
} as const;
type Limit = keyof typeof limits;
const limitNames = Object.keys(limits) as Limit[];
const rules = {
  ...Object.fromEntries(limitNames.map((name) => [name, ULLONG])),
  group_name: STRING,
};
type Iotune = Partial<Record<Limit, number>> & { group_name?: string };

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);
const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);

const nodeOf = (disk: Disk): string => {
  const index = (disk.source as { index?: number } | undefined)?.index;
  if (index === undefined)
    throw new VirError(
      ErrorCode.OPERATION_UNSUPPORTED,
      ErrorDomain.QEMU,
      `disk '${disk.target.dev}' has no block node`,
    );
  return `libvirt-${index}-format`;
};

/** QEMU's path of the device, which names the disk where nodes do not. */
const deviceId = (disk: Disk): string => {
  const alias = disk.alias?.name ?? '';
  return disk.target.bus === 'virtio' ? `/machine/peripheral/${alias}/virtio-backend` : alias;
};

const resize = async (guest: Guest, path: string, size: number, flags: number): Promise<void> => {
  guest.running();
  const disk = diskNamed(guest, path);
  let bytes = flags & RESIZE_BYTES ? size : size * 1024;
  const format = disk.driver?.type;
  if ((format === 'qcow2' || format === 'qed') && bytes % 512) bytes = Math.ceil(bytes / 512) * 512;
  await guest.execute('block_resize', { 'node-name': nodeOf(disk), size: bytes });
};

/** Checks libvirt's rules about limits that exclude each other. */
const checkLimits = (tune: Iotune): void => {
  for (const [total, read, write, what] of [
    ['total_bytes_sec', 'read_bytes_sec', 'write_bytes_sec', 'bytes_sec'],
    ['total_iops_sec', 'read_iops_sec', 'write_iops_sec', 'iops_sec'],
    ['total_bytes_sec_max', 'read_bytes_sec_max', 'write_bytes_sec_max', 'bytes_sec_max'],
    ['total_iops_sec_max', 'read_iops_sec_max', 'write_iops_sec_max', 'iops_sec_max'],
  ] as const)
    if (tune[total] && (tune[read] || tune[write]))
      throw invalid(`total and read/write of ${what} cannot be set at the same time`);
};

const setIotune = async (
  world: World,
  guest: Guest,
  path: string,
  params: readonly TypedParam[],
  flags: number,
): Promise<void> => {
  validateParams(params, rules);
  const { live, config } = affected(guest, flags);
  const change = (disk: Disk): Iotune => {
    const tune: Iotune = { ...(disk.iotune as Iotune | undefined) };
    for (const name of limitNames) {
      const value = paramNumber(params, name);
      if (value !== undefined) tune[name] = value;
    }
    const group = paramText(params, 'group_name');
    if (group) tune.group_name = group;
    checkLimits(tune);
    return tune;
  };
  const keep = (disk: Disk, tune: Iotune): void => {
    const set = Object.entries(tune).filter(([, value]) => value);
    const limited = set.some(([name]) => name !== 'group_name');
    (disk as { iotune?: unknown }).iotune = limited ? Object.fromEntries(set) : undefined;
  };
  if (live) {
    const disk = diskNamed(guest, path);
    if (!disk.source) throw unsupported(`disk '${path}' does not currently have a source assigned`);
    const tune = change(disk);
    tune.group_name ??= deviceId(disk);
    const values = Object.fromEntries(limitNames.map((name) => [limits[name], tune[name] ?? 0]));
    const lengths = Object.entries(values).filter(([name, value]) => !name.endsWith('_length') || value);
    await guest.execute('block_set_io_throttle', {
      id: deviceId(disk),
      ...Object.fromEntries(lengths),
      group: tune.group_name,
    });
    keep(disk, tune);
    guest.emit('tunable', {
      params: [param.string('blkdeviotune.disk', disk.target.dev), ...params.map(asTunable)],
    });
    await saveStatus(world, guest);
  }
  if (config) {
    const disk = config.devices.disks.find((each) => each.target.dev === path || diskPath(each) === path);
    if (!disk) throw invalid(`missing persistent configuration for disk '${path}'`);
    keep(disk, change(disk));
    await saveDefinition(world, guest, config);
  }
};

const asTunable = (given: TypedParam): TypedParam => ({ ...given, field: `blkdeviotune.${given.field}` });

const getIotune = (guest: Guest, path: string | null, flags: number) => {
  const { def, isLive } = oneDefinition(guest, flags);
  const disk = def.devices.disks.find((each) => each.target.dev === path || diskPath(each) === path);
  if (path !== null && !disk)
    throw invalid(`disk '${path}' ${isLive ? 'not found in domain' : 'was not found in the domain config'}`);
  const tune = (disk?.iotune ?? {}) as Iotune;
  const params = [
    ...limitNames.slice(0, 13).map((name) => param.ullong(name, tune[name] ?? 0)),
    param.string('group_name', tune.group_name ?? ''),
    ...limitNames.slice(13).map((name) => param.ullong(name, tune[name] ?? 0)),
  ];
  return { params, nparams: params.length };
};

const peek = async (guest: Guest, path: string, offset: number, size: number): Promise<Buffer> => {
  const disk = diskNamed(guest, path);
  if (disk.driver?.type && disk.driver.type !== 'raw')
    throw unsupported(`peeking is only supported for disk with 'raw' format not '${disk.driver.type}'`);
  if (size > PEEK_LIMIT) throw invalid(`size must be less than ${PEEK_LIMIT}`);
  const file = await open(diskPath(disk) ?? '');
  try {
    const buffer = Buffer.alloc(size);
    const { bytesRead } = await file.read(buffer, 0, size, offset);
    if (bytesRead === size) return buffer;
    throw new VirError(ErrorCode.SYSTEM_ERROR, ErrorDomain.QEMU, `'${path}' ends before ${offset + size}`);
  } finally {
    await file.close();
  }
};

export const blockSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    domainBlockResize(ctx, { dom, disk, size, flags }) {
      const guest = guests.find(dom);
      guest.running();
      return guest.modify(ctx.api, () => resize(guest, disk, Number(size), flags));
    },
    domainSetBlockIoTune(ctx, { dom, disk, params, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => setIotune(world, guest, disk, params, flags));
    },
    domainGetBlockIoTune: (_ctx, { dom, disk, flags }) => getIotune(guests.find(dom), disk, flags),
    async domainBlockPeek(_ctx, { dom, path, offset, size }) {
      return { buffer: await peek(guests.find(dom), path, Number(offset), size) };
    },
    async domainSetBlockThreshold(ctx, { dom, dev, threshold }) {
      const guest = guests.find(dom);
      guest.running();
      const node = nodeOf(diskNamed(guest, dev.replace(/\[\d+\]$/, ''))).replace('-format', '-storage');
      await guest.modify(ctx.api, () =>
        guest.execute('block-set-write-threshold', {
          'node-name': node,
          'write-threshold': Number(threshold),
        }),
      );
    },
  };
};
