// Makes a snapshot's list of disks match its domain's, and checks one that is put back against what is there.
import { statSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import type { SnapshotDisk } from '../../../schemas/xml/snapshot.ts';
import { isExternal, type Snapshot } from './document.ts';

type Disk = Domain['devices']['disks'][number];
type Location = NonNullable<SnapshotDisk['snapshot']>;

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.DOMAIN_SNAPSHOT, text);
const invalid = (text: string): VirError =>
  new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN_SNAPSHOT, text);

interface PathSource {
  file?: string;
  dev?: string;
  dir?: string;
  name?: string;
}
/** The path of a source, whatever its kind. */
export const sourcePath = (source: object | undefined): string | undefined => {
  const { file, dev, dir, name } = (source ?? {}) as PathSource;
  return file ?? dev ?? dir ?? name;
};

/** The disk of that target, or, when the name is a path, of that source. */
export const diskByName = (domain: Domain, name: string): Disk | undefined =>
  name.startsWith('/')
    ? domain.devices.disks.find((disk) => sourcePath(disk.source) === name)
    : domain.devices.disks.find((disk) => disk.target.dev === name);

/** Whether a path is a regular file; tests of the pure rules put their own in. */
export type IsRegularFile = (path: string) => boolean;
const onDisk: IsRegularFile = (path) => {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const nameExternal = (def: Snapshot, domain: Domain, isRegular: IsRegularFile): void => {
  const names = new Set<string>();
  for (const [i, disk] of def.disks.entries()) {
    if (disk.snapshot !== 'external' || sourcePath(disk.source)) continue;
    const refused = `cannot generate external snapshot name for disk '${disk.name}'`;
    if (disk.type !== 'file') throw unsupported(`${refused} on a '${disk.type}' device`);
    const original = sourcePath(domain.devices.disks[i]?.source);
    if (!original) throw unsupported(`${refused} without source`);
    if (!isRegular(original))
      throw unsupported(
        `source for disk '${disk.name}' is not a regular file; refusing to generate external snapshot name`,
      );
    const file = `${original.replace(/\.[^./]*$/, '')}.${def.name}`;
    if (names.has(file)) {
      const other = def.disks.find((each) => each !== disk && sourcePath(each.source) === file);
      throw unsupported(`${refused}: collision with disk '${other?.name}'`);
    }
    names.add(file);
    disk.source = { file } as NonNullable<SnapshotDisk['source']>;
  }
};

export interface AlignOptions {
  /** Where disks go that nobody said anything about. */
  readonly location: Location;
  /** An internal snapshot must hold all disks. */
  readonly uniform?: boolean;
  /** Of a redefined snapshot that does not tell its domain. */
  readonly existing?: Domain | undefined;
  readonly isRegularFile?: IsRegularFile;
}

/** Completes `def.disks` in place. */
export const alignDisks = (def: Snapshot, options: AlignOptions): void => {
  const { location, uniform = false } = options;
  const domain = def.domain ?? options.existing;
  if (!domain)
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN_SNAPSHOT, 'missing domain in snapshot');
  const { disks } = domain.devices;
  if (def.disks.length > disks.length) throw unsupported('too many disk snapshot requests for domain');
  if (disks.length === 0) return;
  const mustMatch = uniform && location === 'internal';
  const wanted = new Map<string, SnapshotDisk>();
  for (const disk of def.disks) {
    const own = diskByName(domain, disk.name);
    if (!own) throw unsupported(`no disk named '${disk.name}'`);
    const target = own.target.dev ?? '';
    if (wanted.has(target)) throw unsupported(`disk '${disk.name}' specified twice`);
    wanted.set(target, disk);
    if (!disk.snapshot)
      disk.snapshot = own.snapshot && (!mustMatch || own.snapshot === 'no') ? own.snapshot : location;
    else if (mustMatch && disk.snapshot !== location && !(disk.snapshot === 'no' && own.snapshot === 'no'))
      throw unsupported(`disk '${disk.name}' must use snapshot mode '${location}'`);
    const path = sourcePath(disk.source);
    if (path && disk.snapshot !== 'external')
      throw unsupported(`file '${path}' for disk '${disk.name}' requires use of external snapshot mode`);
    disk.name = target;
  }
  def.disks = disks.map((own): SnapshotDisk => {
    const name = own.target.dev ?? '';
    const snapshot = sourcePath(own.source) === undefined ? 'no' : (own.snapshot ?? location);
    return wanted.get(name) ?? ({ name, type: 'file', snapshot } as SnapshotDisk);
  });
  nameExternal(def, domain, options.isRegularFile ?? onDisk);
};

const isOnline = (def: Snapshot): boolean => def.state === 'running' || def.state === 'paused';

/** What may not change when a snapshot is put back over one that is there, and what must be right anyway. */
export const checkRedefinition = (
  def: Snapshot,
  domainUuid: string,
  other: Snapshot | null,
  diskOnly: boolean,
): void => {
  if (diskOnly && def.state !== 'disk-snapshot')
    throw invalid(`disk-only flag for snapshot ${def.name} requires disk-snapshot state`);
  if (def.domain && def.domain.uuid !== domainUuid)
    throw invalid(`definition for snapshot ${def.name} must use uuid ${domainUuid}`);
  if (!other) return;
  if (isOnline(other) !== isOnline(def))
    throw invalid(`cannot change between online and offline snapshot state in snapshot ${def.name}`);
  if ((other.state === 'disk-snapshot') !== (def.state === 'disk-snapshot'))
    throw invalid(`cannot change between disk only and full system in snapshot ${def.name}`);
};

/** Everything a redefinition goes through before it takes its place in the tree. */
export const prepareRedefinition = (
  def: Snapshot,
  domainUuid: string,
  other: Snapshot | null,
  diskOnly: boolean,
  isRegularFile?: IsRegularFile,
): void => {
  checkRedefinition(def, domainUuid, other, diskOnly);
  const location = def.state === 'disk-snapshot' || isExternal(def) ? 'external' : 'internal';
  alignDisks(def, { location, uniform: true, existing: other?.domain, isRegularFile });
};
