// Storage volume XML: https://libvirt.org/formatstorage.html#storage-volume-xml
// A volume's formats depend on the kind of its pool, so there is one declaration for each family of pools.
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';
import { StorageEncryption, StoragePermissions } from './parts/storage.ts';
import { checkCompat, requireCapacity, settleCompat } from './storage/rules.ts';
import { fileFormats, type PoolType, partitionFormats, poolTraits, volumeTypes } from './storage/words.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });
const malformed = { invalid: 'malformed capacity element' } as const;
const MOST = 2 ** 63;

const Timestamps = x.element('timestamps', {
  atime: x.child(x.text),
  mtime: x.child(x.text),
  ctime: x.child(x.text),
  btime: x.child(x.text),
});

const formatOf = (words: readonly string[], fallback: string) =>
  x.child(
    x.element('format', {
      type: x.attr(x.oneWord(words), {
        empty: 'absent',
        default: fallback,
        invalid: unsupported('unknown volume format type {value}'),
      }),
    }),
    { always: true },
  );
type Format = ReturnType<typeof formatOf>;
const targetFields = (format: { readonly format: Format }) => ({
  path: x.child(x.text),
  ...format,
  permissions: x.child(StoragePermissions),
  timestamps: x.child(Timestamps),
  encryption: x.child(StorageEncryption),
  compat: x.child(x.text),
  clusterSize: x.child(
    { ...x.size('bytes'), unit: 'B' },
    {
      invalid: {
        code: ErrorCode.XML_ERROR,
        domain: ErrorDomain.XML,
        text: "Invalid value '{value}' for element or attribute './target/clusterSize'",
      },
    },
  ),
  features: x.child(
    x.element('features', { lazy_refcounts: x.flag(), extended_l2: x.flag(), data_file: x.flag() }),
    { keep: true },
  ),
  /** How a file is to be made, not what it is: read, never written (volumes are formatted as inactive objects). */
  nocow: x.flag({ live: true }),
});

/** Whether a definition must say the capacity: always, unless something else does, or not at all. */
export type CapacityRule = 'required' | 'unless-backed' | 'optional';

const volumeOf = (format: { readonly format: Format }, capacity: CapacityRule) =>
  x.readAs(
    x.element('volume', {
      type: x.attr(x.oneWord(volumeTypes), {
        empty: 'absent',
        default: 'file',
        invalid: unsupported("unknown volume type '{value}'"),
      }),
      name: x.child(x.text, { required: 'missing volume name element' }),
      key: x.child(x.text),
      source: x.child({
        devices: x.children('device', {
          path: x.attr(x.text),
          extents: x.children('extent', { start: x.attr(x.text), end: x.attr(x.text) }),
        }),
      }),
      capacity: x.child(x.size('bytes', 'bytes', { max: MOST }), malformed),
      allocation: x.child(x.size('bytes', 'bytes', { max: MOST }), malformed),
      physical: x.child(x.size('bytes'), { omit: 0 }),
      target: x.child(
        x.readAs(
          x.expanded(x.element('target', targetFields(format))),
          'path',
          'format',
          'permissions',
          'encryption',
          'compat',
          checkCompat,
          'nocow',
          'clusterSize',
          'features',
          settleCompat,
        ),
        { always: true },
      ),
      backingStore: x.child(
        x.readAs(
          x.expanded(x.element('backingStore', targetFields(format))),
          'path',
          'format',
          'permissions',
        ),
        { accept: ({ path }: { path?: string }) => path !== undefined },
      ),
    }),
    'name',
    'key',
    'type',
    'backingStore',
    'capacity',
    requireCapacity(capacity),
    'allocation',
    'target',
  );

const shapesOf = (capacity: CapacityRule) => ({
  /** Volumes of pools that hold image files. */
  file: volumeOf({ format: formatOf(fileFormats.slice(1), 'raw') }, capacity),
  partition: volumeOf({ format: formatOf(partitionFormats, 'none') }, capacity),
  /** Volumes that are simply there: logical volumes, LUNs, multipath devices. */
  plain: volumeOf({} as { format: Format }, capacity),
});
const shapes = {
  required: shapesOf('required'),
  'unless-backed': shapesOf('unless-backed'),
  optional: shapesOf('optional'),
} as const;

export const FileVolume = shapes.required.file;
export const PartitionVolume = shapes.required.partition;
export const PlainVolume = shapes.required.plain;

export type StorageVolume = x.TypeOf<typeof FileVolume>;
export type VolumeTarget = StorageVolume['target'];

/** The declaration of the volumes of a kind of pool. */
export const volumeShape = (pool: PoolType, capacity: CapacityRule = 'required'): typeof FileVolume => {
  const formats = poolTraits[pool].volume?.formats;
  const { plain, partition, file } = shapes[capacity];
  if (!formats) return plain;
  return formats === partitionFormats ? partition : file;
};

export const volumeParseOptions = {
  domain: ErrorDomain.STORAGE,
  filename: '(storage_volume_definition)',
} as const;
