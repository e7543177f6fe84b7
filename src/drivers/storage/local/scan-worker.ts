// The scanning thread: lists a folder's volumes with plain blocking calls, which are several times cheaper than
// asynchronous ones, where blocking harms nobody. Answers come in portions, and the next one only when the last has
// been taken. Files that have not changed since the last scan of the folder are only named.
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
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { StorageVolume } from '../../../../schemas/xml/volume.ts';
import { HEADER_LENGTH, type ImageHeader, probeFormat, readHeader } from '../../../model/storage/probe.ts';
import { backingPlace } from './describe.ts';
import { applyOwner, briefFacts, type FileFacts, kindOf } from './facts.ts';
import { createPortion, type FoundVolume, type Portion } from './scan-portion.ts';

export interface ScanRequest {
  readonly id: number;
  readonly folder: string;
  /** The last scan of this folder that the asker still has the answer of; 0 for none. */
  readonly since: number;
  /** Only looks, for the next scan to find less to do. */
  readonly quiet?: boolean;
}
/** Takes a portion and asks for the next. */
export interface ScanTaken {
  readonly taken: true;
}
export type ScanReply =
  | { readonly id: number; readonly portion: Portion }
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

const FIRST_READ = 4096;
/** Beyond this, only an ISO image still has something to say. */
const ISO_END = 36864;
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
  if (size > length && (known !== 'raw' || size >= ISO_END))
    length = fill(fd, length, Math.min(size, known === 'raw' ? ISO_END : HEADER_LENGTH));
  return readHeader(buffer.subarray(0, length));
};

// Labels exist only where SELinux does; the system call library is loaded only then.
const native = existsSync('/sys/fs/selinux/enforce') ? await import('../../../native/files.ts') : null;

const deviceSize = (rdev: number): number => {
  const minor = (rdev & 0xff) | ((rdev >>> 12) & ~0xff);
  try {
    return Number(readFileSync(`/sys/dev/block/${(rdev >>> 8) & 0xfff}:${minor}/size`, 'latin1')) * 512;
  } catch {
    return 0;
  }
};

const isPloop = (path: string): boolean => {
  const names = readdirSync(path);
  return names.includes('root.hds') && names.includes('DiskDescriptor.xml');
};

interface Found {
  readonly facts: FileFacts;
  readonly header: ImageHeader | null;
}

/** Null for what is no volume. */
const look = (path: string, known?: Stats): Found | null => {
  const link = known ?? lstatSync(path, { throwIfNoEntry: false });
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
    const stat = link.isSymbolicLink() ? fstatSync(fd) : link;
    const kind = kindOf(stat);
    if (!kind) return null;
    const end = kind === 'block' ? deviceSize(stat.rdev) : 0;
    const facts = briefFacts(stat, kind, end, native?.getXattr(fd, 'security.selinux') ?? null);
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

const backingStoreOf = (path: string, header: ImageHeader): StorageVolume['backingStore'] => {
  const place = header.backing ? backingPlace(path, header) : null;
  if (!place) return undefined;
  const found = place.local ? backingOf(place.path) : null;
  const backing: StorageVolume['backingStore'] = {
    path: place.path,
    format: { type: place.format ?? found?.header?.format ?? 'raw' },
  };
  if (found) applyOwner(backing, found.facts);
  return backing;
};

/** What a file was like when it was last looked at, and what was found then. */
interface Signature {
  readonly found: FoundVolume;
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
  readonly blocks: number;
  readonly mtime: number;
  readonly ctime: number;
}
interface Memory {
  readonly scan: number;
  readonly files: ReadonlyMap<string, Signature>;
}
const memories = new Map<string, Memory>();
const unchanged = (known: Signature | undefined, s: Stats): boolean =>
  known !== undefined &&
  known.ctime === s.ctimeMs &&
  known.mtime === s.mtimeMs &&
  known.size === s.size &&
  known.blocks === s.blocks &&
  known.ino === s.ino &&
  known.dev === s.dev;

let taken: (() => void) | null = null;
const nextTaken = (): Promise<void> =>
  new Promise((resolve) => {
    taken = resolve;
  });

const controls = /[\x00-\x1f\x7f]/;
const reply = (message: ScanReply): void => parentPort?.postMessage(message);

/** Scans that somebody waits for: a quiet one gives way, and what it has seen is kept. */
let wanted = 0;
const GIVE_WAY = 64;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const scan = async ({ id, folder, since, quiet = false }: ScanRequest): Promise<void> => {
  let step = `cannot open directory '${folder}'`;
  backings.clear();
  const memory = memories.get(folder);
  const asked = memory !== undefined && memory.scan === since;
  const files = new Map<string, Signature>();
  let portion = createPortion();
  /** Hands over what there is; one portion may be on its way while the next is made. */
  let pending: Promise<void> | null = null;
  const send = async (): Promise<void> => {
    await pending;
    pending = nextTaken();
    const { names, numbers, extras, same } = portion;
    reply({ id, portion: { names, numbers, extras, same } });
    portion = createPortion();
  };
  try {
    for (const name of readdirSync(folder)) {
      if (controls.test(name)) continue;
      if (quiet && files.size % GIVE_WAY === 0) {
        await turn();
        if (wanted > 0) break;
      }
      const path = `${folder}/${name}`;
      step = `cannot open volume '${path}'`;
      const link = lstatSync(path, { throwIfNoEntry: false });
      if (!link) continue;
      const before = memory?.files.get(name);
      if (before && unchanged(before, link)) {
        files.set(name, before);
        if (asked) portion.same.push(name);
        else if (!quiet) portion.add(before.found);
      } else {
        const found = look(path, link);
        if (found === null) continue;
        const { facts, header } = found;
        const backing = header ? backingStoreOf(path, header) : undefined;
        const volume: FoundVolume = { name, facts, header, ...(backing ? { backing } : {}) };
        if (!quiet) portion.add(volume);
        // What depends on other files too is looked at every time.
        if (link.isFile() && !backing)
          files.set(name, {
            found: volume,
            dev: link.dev,
            ino: link.ino,
            size: link.size,
            blocks: link.blocks,
            mtime: link.mtimeMs,
            ctime: link.ctimeMs,
          });
      }
      if (portion.full) await send();
    }
    if (!quiet) await send();
    await pending;
    step = `cannot statvfs path '${folder}'`;
    const { blocks, bfree, bsize } = statfsSync(folder);
    const facts = briefFacts(statSync(folder), 'dir', 0, null);
    memories.set(folder, { scan: id, files });
    reply({ id, done: { folder: facts, blocks, free: bfree, unit: bsize } });
  } catch (error) {
    const { errno = 0, message } = error as NodeJS.ErrnoException;
    reply({ id, failed: { message, errno, step } });
  }
};

let queue: Promise<void> = Promise.resolve();
parentPort?.on('message', (message: ScanRequest | ScanTaken) => {
  if ('taken' in message) {
    const resolve = taken;
    taken = null;
    resolve?.();
    return;
  }
  if (!message.quiet) wanted++;
  queue = queue.then(async () => {
    if (!message.quiet) wanted--;
    await scan(message);
  });
});
