// <disk>: https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { bootableInfo, iothreadMapping, virtioOptions } from './device.ts';
import {
  Auth,
  BackingStore,
  DiskEncryption,
  metadataCache,
  StorageFormat,
  StorageSource,
  StorageType,
} from './storage.ts';

export const DiskBus = x.oneWord(
  ['none', 'ide', 'fdc', 'scsi', 'virtio', 'xen', 'usb', 'uml', 'sata', 'sd'],
  { not: ['none'] },
);
export const DiskDevice = x.oneWord(['disk', 'cdrom', 'floppy', 'lun']);
export const SnapshotLocation = x.oneWord(['no', 'internal', 'external', 'manual']);
const ErrorPolicy = ['stop', 'report', 'ignore', 'enospace'] as const;

const limit = () =>
  x.child(x.ulong(), { omit: 0, invalid: "disk iotune field '{element}' must be an integer" });
/** Throughput limits, as in <iotune> and <throttlegroup>. */
export const throttleLimits = {
  total_bytes_sec: limit(),
  read_bytes_sec: limit(),
  write_bytes_sec: limit(),
  total_iops_sec: limit(),
  read_iops_sec: limit(),
  write_iops_sec: limit(),
  total_bytes_sec_max: limit(),
  read_bytes_sec_max: limit(),
  write_bytes_sec_max: limit(),
  total_iops_sec_max: limit(),
  read_iops_sec_max: limit(),
  write_iops_sec_max: limit(),
  size_iops_sec: limit(),
};
export const throttleLengths = {
  total_bytes_sec_max_length: limit(),
  read_bytes_sec_max_length: limit(),
  write_bytes_sec_max_length: limit(),
  total_iops_sec_max_length: limit(),
  read_iops_sec_max_length: limit(),
  write_iops_sec_max_length: limit(),
};

/** libvirt takes the words and forgets them: they say what absence, or another word, says. */
const settleDriver = (driver: {
  cache?: string;
  type?: string | undefined;
  rerror_policy?: string;
}): x.Message | undefined => {
  if (driver.cache === 'default') delete driver.cache;
  if (driver.type === 'aio') driver.type = 'raw';
  return driver.rerror_policy === 'enospace'
    ? unsupported(`Invalid disk read error policy: '${driver.rerror_policy}'`)
    : undefined;
};
const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

/** `aio` is what Xen once called `raw`. */
const DriverFormat = x.oneWord([...(StorageFormat.values ?? []), 'aio'] as never, {
  also: ['none'],
  not: ['aio'],
}) as typeof StorageFormat;

const driverFields = {
  name: x.attr(x.text),
  type: x.attr(DriverFormat, {
    empty: 'absent',
    invalid: unsupported("unknown driver format value '{value}'"),
  }),
  cache: x.attr(x.oneWord(['none', 'writethrough', 'writeback', 'directsync', 'unsafe', 'default'])),
  error_policy: x.attr(x.oneWord(ErrorPolicy)),
  rerror_policy: x.attr(x.oneWord(ErrorPolicy, { not: ['enospace'] })),
  io: x.attr(x.oneWord(['native', 'threads', 'io_uring'])),
  ioeventfd: x.attr(x.onOff),
  event_idx: x.attr(x.onOff),
  copy_on_read: x.attr(x.onOff),
  discard: x.attr(x.oneWord(['unmap', 'ignore'])),
  iothread: x.attr(x.uint(), { nonZero: true }),
  detect_zeroes: x.attr(x.oneWord(['off', 'on', 'unmap'])),
  discard_no_unref: x.attr(x.onOff),
  queues: x.attr(x.uint(), { omit: 0 }),
  queue_size: x.attr(x.uint(), { omit: 0 }),
  ...virtioOptions,
  metadata_cache: metadataCache,
  iothreads: iothreadMapping,
};
const Driver = x.readFirst(
  [
    'iommu',
    'ats',
    'packed',
    'page_per_vq',
    'cache',
    'error_policy',
    'rerror_policy',
    'io',
    'ioeventfd',
    'event_idx',
    'copy_on_read',
    'discard',
    'iothread',
    'iothreads',
    'detect_zeroes',
    'queues',
    'queue_size',
    'discard_no_unref',
  ],
  x.element('driver', driverFields, settleDriver),
);

interface Geometry {
  cyls?: number;
  heads?: number;
  secs?: number;
}
const geometry = x.child(
  {
    cyls: x.attr(x.uint()),
    heads: x.attr(x.uint()),
    secs: x.attr(x.uint()),
    trans: x.attr(x.oneWord(['none', 'auto', 'lba'])),
  },
  { when: ({ geometry: g }: { geometry?: Geometry }) => Boolean(g?.cyls && g.heads && g.secs) },
);

/** The job that mirrors a running guest's disk. */
const Mirror = x.element('mirror', {
  type: x.attr(StorageType),
  file: x.attr(x.text),
  formatAttr: x.attr(x.text, { name: 'format' }),
  job: x.attr(x.oneWord(['copy', 'active-commit'])),
  ready: x.attr(x.oneWord(['yes', 'abort', 'pivot'])),
  format: x.child({ type: x.attr(StorageFormat), metadata_cache: metadataCache }),
  source: x.child(StorageSource),
  backingStore: x.child(BackingStore, { keep: true }),
});

interface DiskLike {
  type?: string;
  device?: string;
  target?: { dev?: string };
  source?: {
    encryption?: unknown;
    auth?: unknown;
    file?: string;
    dev?: string;
    dir?: string;
    name?: string;
    pool?: string;
    volume?: string;
  };
  auth?: unknown;
  encryption?: unknown;
}

const diskReads = [
  'type',
  '$source',
  'auth',
  'encryption',
  'backingStore',
  '$device',
  'model',
  'snapshot',
  'rawio',
  'sgio',
  'target',
  'geometry',
  'blockio',
  'driver',
  'mirror',
  'transient',
  'iotune',
  'throttlefilters',
  'boot',
] as const;
export const Disk = x.readFirst(
  diskReads,
  x.element(
    'disk',
    {
      type: x.attr(StorageType, {
        default: 'file',
      }),
      // the parser takes a lun of any type, the schema only of those that can be one
      $device: x.oneOf('type', {
        'block network volume': { device: x.attr(DiskDevice, { default: 'disk' }) },
        '*': { device: x.attr(DiskDevice, { default: 'disk', schema: { not: ['lun'] } }) },
      }) as x.OneOfField<{ device: x.TypeOf<typeof DiskDevice> }>,
      model: x.attr(
        x.oneWord(['virtio', 'virtio-transitional', 'virtio-non-transitional', 'usb-storage', 'usb-bot']),
      ),
      rawio: x.attr(x.yesNo),
      sgio: x.attr(x.oneWord(['filtered', 'unfiltered'])),
      snapshot: x.attr(SnapshotLocation, {
        when: (disk: { snapshot?: string; readonly?: boolean }) => !(disk.snapshot === 'no' && disk.readonly),
      }),
      driver: x.child(Driver),
      auth: x.child(Auth),
      $source: x.oneOf('type', {
        network: { source: x.child(StorageSource, { schema: { required: true } }) },
        '*': { source: x.child(StorageSource) },
      }),
      backingStore: x.child(BackingStore, { keep: true }),
      backenddomain: x.child({ name: x.attr(x.text) }),
      geometry,
      blockio: x.child({
        logical_block_size: x.attr(x.uint(), { omit: 0 }),
        physical_block_size: x.attr(x.uint(), { omit: 0 }),
        discard_granularity: x.attr(x.uint(), { omit: 0 }),
      }),
      mirror: x.child(Mirror, { live: true }),
      target: x.sure(
        x.child(
          {
            dev: x.sure(x.attr(x.text, { empty: 'absent', schema: { required: true } })),
            bus: x.sure(x.attr(DiskBus)),
            tray: x.attr(x.oneWord(['closed', 'open']), { omit: 'closed' }),
            removable: x.attr(x.onOff),
            rotation_rate: x.attr(x.uint(), { omit: 0 }),
          },
          { schema: { required: true } },
        ),
      ),
      iotune: x.child(
        x.element('iotune', { ...throttleLimits, group_name: x.child(x.text), ...throttleLengths }),
      ),
      throttlefilters: x.children(
        'throttlefilter',
        { group: x.attr(x.text, { required: true }) },
        { wrap: 'throttlefilters' },
      ),
      readonly: x.flag(),
      shareable: x.flag(),
      transient: x.child({ shareBacking: x.attr(x.yesNo, { omit: false }) }, { keep: true }),
      serial: x.child(x.text),
      wwn: x.child(x.text),
      vendor: x.child(x.text),
      product: x.child(x.text),
      encryption: x.child(DiskEncryption),
      ...bootableInfo,
    },
    (disk: DiskLike) => {
      if (!disk.target?.dev) {
        const { file, dev, dir, name, pool, volume } = disk.source ?? {};
        const volumeName = pool === undefined ? '' : `pool = '${pool}', volume = '${volume}'`;
        return { code: ErrorCode.NO_TARGET, text: file ?? dev ?? dir ?? name ?? volumeName };
      }
      if (disk.source?.auth && disk.auth)
        return unsupported('an <auth> definition already found for disk source');
      if (disk.source?.encryption && disk.encryption)
        return unsupported('an <encryption> definition already found for disk source');
      return undefined;
    },
  ),
);
export type Disk = x.TypeOf<typeof Disk>;
