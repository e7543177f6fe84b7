// Domain snapshot XML: https://libvirt.org/formatsnapshot.html. The domains inside are read and written by
// src/model/snapshot/document.ts, since whether they are there at all depends on who asks.
import { ErrorCode, ErrorDomain } from '../errors.ts';
import { metadataCache, StorageFormat, StorageSource, StorageType } from './domain/storage.ts';
import * as x from './dsl.ts';

/** virDomainState by name, and the state of a snapshot of disks alone. */
export const snapshotStates = [
  'nostate',
  'running',
  'blocked',
  'paused',
  'shutdown',
  'shutoff',
  'crashed',
  'pmsuspended',
  'disk-snapshot',
] as const;
export const snapshotLocations = ['no', 'internal', 'external', 'manual'] as const;
const Location = x.oneWord(snapshotLocations);

interface DiskDef {
  snapshot?: string;
  type?: string;
  driver?: { type?: string };
  source?: object;
}
const hasStorage = (disk: DiskDef): boolean => disk.source !== undefined || disk.driver?.type !== undefined;

export const SnapshotDisk = x.element(
  'disk',
  {
    name: x.attr(x.text, {
      required: { code: ErrorCode.INTERNAL_ERROR, text: 'missing name from disk snapshot element' },
    }),
    snapshot: x.attr(Location),
    type: x.attr(StorageType, { default: 'file', when: hasStorage }),
    snapshotDeleteInProgress: x.flag(),
    driver: x.child({
      type: x.attr(StorageFormat, {
        invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown disk snapshot driver '{value}'" },
      }),
      metadata_cache: metadataCache,
    }),
    source: x.child(StorageSource),
  },
  (disk: DiskDef) => {
    if (disk.type === 'volume' || disk.type === 'dir') return `unsupported disk snapshot type '${disk.type}'`;
    const { file } = (disk.source ?? {}) as { file?: string };
    if (file !== undefined && !file.startsWith('/'))
      return `disk snapshot image path '${file}' must be absolute`;
    if (hasStorage(disk)) disk.snapshot ??= 'external';
    return undefined;
  },
);

/** A snapshot without its domains. */
export const SnapshotHead = x.element('domainsnapshot', {
  name: x.child(x.text),
  description: x.child(x.text),
  state: x.child(x.oneWord(snapshotStates), {
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "Invalid state '{value}' in domain snapshot XML" },
  }),
  parent: x.child({ name: x.child(x.text, { required: true }) }),
  creationTime: x.child(x.long(), { omit: 0 }),
  memory: x.child({ snapshot: x.attr(Location), file: x.attr(x.text) }),
  disks: x.children('disk', SnapshotDisk, { wrap: 'disks' }),
  revertDisks: x.children('disk', SnapshotDisk, { wrap: 'revertDisks' }),
});
export type SnapshotHead = x.TypeOf<typeof SnapshotHead>;
export type SnapshotDisk = x.TypeOf<typeof SnapshotDisk>;

export const snapshotParseOptions = {
  domain: ErrorDomain.DOMAIN_SNAPSHOT,
  filename: '(domain_snapshot)',
} as const;
