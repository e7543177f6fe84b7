// Storage volume XML: https://libvirt.org/formatstorage.html#storage-volume-xml
// A volume's formats depend on the kind of its pool, so there is one declaration for each family of pools.
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';
import { StorageEncryption, StoragePermissions } from './parts/storage.ts';
import { checkVolume } from './storage/rules.ts';
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
  clusterSize: x.child({ ...x.size('bytes'), unit: 'B' }),
  features: x.child(
    x.element('features', { lazy_refcounts: x.flag(), extended_l2: x.flag(), data_file: x.flag() }),
    { keep: true },
  ),
  /** How a file is to be made, not what it is: read, never written (volumes are formatted as inactive objects). */
  nocow: x.flag({ live: true }),
});

const volumeOf = (format: { readonly format: Format }) =>
  x.element(
    'volume',
    {
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
      target: x.child(x.expanded(x.element('target', targetFields(format))), { always: true }),
      backingStore: x.child(x.expanded(x.element('backingStore', targetFields(format)))),
    },
    checkVolume,
  );

/** Volumes of pools that hold image files. */
export const FileVolume = volumeOf({ format: formatOf(fileFormats.slice(1), 'raw') });
/** Partitions. */
export const PartitionVolume = volumeOf({ format: formatOf(partitionFormats, 'none') });
/** Volumes that are simply there: logical volumes, LUNs, multipath devices. */
export const PlainVolume = volumeOf({} as { format: Format });

export type StorageVolume = x.TypeOf<typeof FileVolume>;
export type VolumeTarget = StorageVolume['target'];

/** The declaration of the volumes of a kind of pool. */
export const volumeShape = (pool: PoolType): typeof FileVolume => {
  const formats = poolTraits[pool].volume?.formats;
  if (!formats) return PlainVolume;
  return formats === partitionFormats ? PartitionVolume : FileVolume;
};

export const volumeParseOptions = {
  domain: ErrorDomain.STORAGE,
  filename: '(storage_volume_definition)',
} as const;
