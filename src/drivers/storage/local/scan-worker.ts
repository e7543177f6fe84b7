// The scanning thread: lists a folder's volumes with plain blocking calls, which are several times cheaper than
// asynchronous ones, where blocking harms nobody. Answers come in portions, so that taking them is quick.
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { StorageVolume } from '../../../../schemas/xml/volume.ts';
import { HEADER_LENGTH, type ImageHeader, probeFormat, readHeader } from '../../../model/storage/probe.ts';
import { backingPlace, describeFile } from './describe.ts';
import { applyOwner, type FileFacts, factsFrom, kindOf } from './facts.ts';

export interface ScanRequest {
  readonly id: number;
  readonly folder: string;
}
export type ScanReply =
  | { readonly id: number; readonly volumes: StorageVolume[] }
  | {
      readonly id: number;
      readonly done: {
        readonly folder: FileFacts;
        readonly blocks: number;
        readonly free: number;
        readonly unit: number;
      };
    }
  | {
      readonly id: number;
      readonly failed: { readonly message: string; readonly errno: number; readonly step: string };
    };

const PORTION = 64;
const FIRST_READ = 4096;
/** Beyond this, only an ISO image still has something to say. */
const ISO_MARK = 32769 + 5;
const buffer = Buffer.allocUnsafe(HEADER_LENGTH);
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

const fill = (fd: number, from: number, to: number): number => {
  let at = from;
  while (at < to) {
    const count = readSync(fd, buffer, at, to - at, at);
    if (count === 0) break;
    at += count;
  }
  return at;
};

/** Reads no more of a file than its format needs. */
const headerOf = (fd: number, size: number): ImageHeader => {
  let length = fill(fd, 0, Math.min(size, FIRST_READ));
  const known = probeFormat(buffer.subarray(0, length));
  if (size > length && (known !== 'raw' || size >= ISO_MARK))
    length = fill(fd, length, Math.min(size, known === 'raw' ? 36864 : HEADER_LENGTH));
  return readHeader(buffer.subarray(0, length));
};

interface Found {
  readonly facts: FileFacts;
  readonly header: ImageHeader | null;
}

// Labels exist only where SELinux does; the system call library is loaded only then.
const native = existsSync('/sys/fs/selinux/enforce') ? await import('../../../native/files.ts') : null;

const deviceSize = (rdev: bigint): number => {
  const major = ((rdev >> 8n) & 0xfffn) | ((rdev >> 32n) & ~0xfffn);
  const minor = (rdev & 0xffn) | ((rdev >> 12n) & ~0xffn);
  try {
    return Number(readFileSync(`/sys/dev/block/${major}:${minor}/size`, 'latin1')) * 512;
  } catch {
    return 0;
  }
};

const isPloop = (path: string): boolean => {
  const names = readdirSync(path);
  return names.includes('root.hds') && names.includes('DiskDescriptor.xml');
};

/** Null for what is no volume. */
const look = (path: string): Found | null => {
  const link = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (!link || link.isFIFO() || link.isSocket()) return null;
  let fd: number;
  try {
    fd = openSync(path, FLAGS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP' && !link.isSymbolicLink()) throw error;
    if (['ENOENT', 'ENXIO', 'EACCES', 'EPERM', 'ELOOP'].includes(code ?? '')) return null;
    throw error;
  }
  try {
    const stat = link.isSymbolicLink() ? fstatSync(fd, { bigint: true }) : link;
    const kind = kindOf(stat);
    if (!kind) return null;
    const end = kind === 'block' ? deviceSize(stat.rdev) : 0;
    const facts = factsFrom(stat, kind, end, native?.getXattr(fd, 'security.selinux') ?? null);
    if (kind === 'dir') return isPloop(path) ? look(`${path}/root.hds`) : { facts, header: null };
    return { facts, header: headerOf(fd, facts.size) };
  } finally {
    closeSync(fd);
  }
};

const backings = new Map<string, Found | null>();
const backingOf = (path: string): Found | null => {
  let found = backings.get(path);
  if (found === undefined) {
    try {
      found = look(path);
    } catch {
      found = null;
    }
    backings.set(path, found);
  }
  return found;
};

const addBacking = (volume: StorageVolume, header: ImageHeader): void => {
  const place = backingPlace(volume.target.path ?? '', header);
  if (!place) return;
  const found = place.local ? backingOf(place.path) : null;
  volume.backingStore = {
    path: place.path,
    format: { type: place.format ?? found?.header?.format ?? 'raw' },
  };
  if (found) applyOwner(volume.backingStore, found.facts);
};

const controls = /[\x00-\x1f\x7f]/;

const scan = ({ id, folder }: ScanRequest): void => {
  const reply = (message: ScanReply): void => parentPort?.postMessage(message);
  let step = `cannot open directory '${folder}'`;
  backings.clear();
  try {
    const names = readdirSync(folder);
    let volumes: StorageVolume[] = [];
    for (const name of names) {
      if (controls.test(name)) continue;
      const path = `${folder}/${name}`;
      step = `cannot open volume '${path}'`;
      const found = look(path);
      if (found === null) continue;
      const volume = describeFile(folder, name, found.facts, found.header);
      if (found.header) addBacking(volume, found.header);
      volumes.push(volume);
      if (volumes.length < PORTION) continue;
      reply({ id, volumes });
      volumes = [];
    }
    reply({ id, volumes });
    step = `cannot statvfs path '${folder}'`;
    const { blocks, bfree, bsize } = statfsSync(folder);
    const stat = statSync(folder, { bigint: true });
    reply({ id, done: { folder: factsFrom(stat, 'dir', 0, null), blocks, free: bfree, unit: bsize } });
  } catch (error) {
    const { errno = 0, message } = error as NodeJS.ErrnoException;
    reply({ id, failed: { message, errno, step } });
  }
};

parentPort?.on('message', scan);
