// Storage pool XML: https://libvirt.org/formatstorage.html
import { randomUUID } from 'node:crypto';
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';
import { checkPciRange, pciAddressFields } from './parts/netdev.ts';
import { StorageAuth, StoragePermissions } from './parts/storage.ts';
import {
  checkAuth,
  checkFeatures,
  checkInitiator,
  checkName,
  checkNeeds,
  checkProtocol,
  checkTargetPath,
  checkUntypedAdapter,
  requireRbdName,
  settleDir,
} from './storage/rules.ts';
import { diskLabels, fileSystems, logicalFormats, netFileSystems, poolTypes } from './storage/words.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

/** Options handed to mount(8). */
export const FsNs = { prefix: 'fs', uri: 'http://libvirt.org/schemas/storagepool/fs/1.0' } as const;
/** Options handed to librados. */
export const RbdNs = { prefix: 'rbd', uri: 'http://libvirt.org/schemas/storagepool/rbd/1.0' } as const;

const Host = {
  name: x.attr(x.text, { required: 'missing storage pool host name' }),
  port: x.attr(x.int(), { omit: 0 }),
};

/** Free extents are found on the disk, never read. */
const Device = x.readAs(
  x.element('device', {
    path: x.attr(x.text, { required: 'missing storage pool source device path' }),
    part_separator: x.attr(x.yesNo),
    freeExtents: x.children('freeExtent', {
      start: x.attr(x.ulong(), { required: true }),
      end: x.attr(x.ulong(), { required: true }),
    }),
  }),
  'path',
  'part_separator',
  (device: { freeExtents?: unknown[] }) => {
    device.freeExtents = [];
  },
);

/** What is read of an adapter depends on its type; whether it is complete is the pool's business. */
const Adapter = x.readAs(
  x.element('adapter', {
    type: x.attr(x.oneWord(['scsi_host', 'fc_host'])),
    $fc: x.oneOf('type', {
      fc_host: {
        parent: x.attr(x.text),
        parent_wwnn: x.attr(x.text),
        parent_wwpn: x.attr(x.text),
        parent_fabric_wwn: x.attr(x.text),
        managed: x.attr(x.yesNo),
        wwnn: x.attr(x.text),
        wwpn: x.attr(x.text),
      },
    }),
    $scsi: x.oneOf('type', {
      scsi_host: {
        name: x.attr(x.text),
        parentaddr: x.child(
          x.readAs(
            x.element('parentaddr', {
              unique_id: x.attr(x.int({ min: 0 }), {
                required: "Missing or invalid scsi adapter 'unique_id' value",
                invalid: "Missing or invalid scsi adapter 'unique_id' value",
              }),
              address: x.child(x.element('address', pciAddressFields, checkPciRange), {
                required: 'Missing scsi_host PCI address element',
              }),
            }),
            'address',
            'unique_id',
          ),
          { keep: true },
        ),
      },
    }),
    /** Without a type only the name says anything. */
    $untyped: x.oneOf('type', {
      '': {
        name: x.attr(x.text),
        wwnn: x.attr(x.text, { schema: { hidden: true } }),
        wwpn: x.attr(x.text, { schema: { hidden: true } }),
        parent: x.attr(x.text, { schema: { hidden: true } }),
        parentaddr: x.flag({ schema: { hidden: true } }),
      },
    }),
  }),
  'type',
  '$fc',
  '$scsi',
  '$untyped',
  checkUntypedAdapter,
);

const format = <const F extends readonly string[]>(words: F, fallback: F[number]) =>
  x.child(
    x.element('format', {
      type: x.attr(x.oneWord(words), {
        empty: 'absent',
        default: fallback,
        invalid: unsupported('unknown pool format type {value}'),
      }),
    }),
    { always: true },
  );

/** Where the pool's storage comes from. Only what the kind of pool knows is read. */
const sourceFields = {
  $hosts: x.oneOf('^type', {
    'netfs iscsi iscsi-direct rbd sheepdog gluster': { hosts: x.children('host', Host) },
  }),
  $devices: x.oneOf('^type', {
    'fs logical disk iscsi iscsi-direct zfs': { devices: x.children('device', Device) },
  }),
  $dir: x.oneOf('^type', {
    'netfs gluster': { dir: x.child({ path: x.attr(x.text, { empty: 'absent' }) }) },
  }),
  $adapter: x.oneOf('^type', { scsi: { adapter: x.child(Adapter) } }),
  $name: x.oneOf('^type', { 'logical rbd sheepdog gluster zfs vstorage': { name: x.child(x.text) } }),
  $initiator: x.oneOf('^type', {
    'iscsi iscsi-direct': {
      initiator: x.child({ iqn: x.child({ name: x.attr(x.text, { empty: 'absent' }) }) }),
    },
  }),
  $format: x.oneOf('^type', {
    fs: { format: format(fileSystems, 'auto') },
    netfs: { format: format(netFileSystems, 'auto') },
    logical: { format: format(logicalFormats, 'lvm2') },
    disk: { format: format(diskLabels, 'unknown') },
  }),
  auth: x.child(x.withRules(StorageAuth, checkAuth)),
  protocol: x.child({ ver: x.attr(x.text, { empty: 'absent' }) }),
  vendor: x.child({ name: x.attr(x.text, { empty: 'absent' }) }),
  product: x.child({ name: x.attr(x.text, { empty: 'absent' }) }),
};
const Source = x.readAs(
  x.expanded(x.element('source', sourceFields)),
  '$name',
  requireRbdName,
  '$format',
  '$hosts',
  '$initiator',
  '$devices',
  '$dir',
  settleDir,
  '$adapter',
  'auth',
  'protocol',
  checkProtocol,
  'vendor',
  'product',
);

/** A source on its own, in the context of a pool of type `type`: what discovery is given and answers. */
export const PoolSources = x.expanded(
  x.element('sources', {
    /** Only decides how the sources are read; not written. */
    type: x.attr(x.oneWord(poolTypes), { live: true }),
    sources: x.children('source', Source),
  }),
);

const Target = x.readAs(
  x.expanded(x.element('target', { path: x.child(x.text), permissions: x.child(StoragePermissions) })),
  'path',
  checkTargetPath,
  'permissions',
);

/** The sizes are measured: what a definition says of them is not even read. */
export const StoragePool = x.readAs(
  x.element('pool', {
    type: x.attr(x.oneWord(poolTypes), { required: true }),
    name: x.child(x.text),
    uuid: x.child(x.uuid, { generate: randomUUID, invalid: 'malformed uuid element' }),
    capacity: x.child(x.size('bytes'), { default: 0 }),
    allocation: x.child(x.size('bytes'), { default: 0 }),
    available: x.child(x.size('bytes'), { default: 0 }),
    features: x.child(x.element('features', { cow: x.child({ state: x.attr(x.yesNo) }) }, checkFeatures)),
    source: x.child(Source, { always: true }),
    $target: x.oneOf('type', {
      'dir fs netfs logical disk iscsi scsi mpath zfs vstorage': {
        target: x.child(Target, { always: true }),
      },
    }),
    refresh: x.child({
      volume: x.child({
        allocation: x.attr(x.oneWord(['default', 'capacity']), {
          empty: 'absent',
          invalid: unsupported('unknown storage pool volume refresh allocation type {value}'),
        }),
      }),
    }),
    $options: x.oneOf('type', {
      'fs netfs': {
        mountOptions: x.children(
          'option',
          { name: x.attr(x.text, { required: 'no fs mount option name specified' }) },
          { ns: FsNs, wrap: 'mount_opts' },
        ),
      },
      rbd: {
        configOptions: x.children(
          'option',
          {
            name: x.attr(x.text, { required: 'no rbd option name specified' }),
            value: x.attr(x.text, { required: "no rbd option value specified for name '{name}'" }),
          },
          { ns: RbdNs, wrap: 'config_opts' },
        ),
      },
    }),
  }),
  'type',
  'source',
  'name',
  checkName,
  'uuid',
  'features',
  checkNeeds,
  '$target',
  checkInitiator,
  'refresh',
  '$options',
);
export type StoragePool = x.TypeOf<typeof StoragePool>;
export type PoolSource = StoragePool['source'];
export type SourceDevice = NonNullable<PoolSource['devices']>[number];

export const poolParseOptions = {
  domain: ErrorDomain.STORAGE,
  filename: '(storage_pool_definition)',
} as const;
