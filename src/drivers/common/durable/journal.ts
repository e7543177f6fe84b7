// A journal of the last changes to state files. Syncing a new file costs a commit of the file system's own journal;
// overwriting a block that is already there costs one write. So a change is promised as soon as it stands here, its file is
// written without a sync, and the file system is synced later for many changes at once. After a crash of the machine the
// journal repairs the files (`recoverJournal`); after a crash of the daemon alone nothing is to be repaired.
//
// The file: two segments, used in turns, so that one takes changes while the other's files are synced. A segment begins with
// the generation of its records; a record counts when its generation is the segment's and its checksum is right.
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';

/** A file's new content, or its removal. */
export interface Change {
  readonly file: string;
  /** null: the file is removed. */
  readonly text: string | null;
  readonly mode: number;
}

/** A change as the journal holds it. */
export interface Recorded extends Change {
  /** Ever growing, over both segments. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const MAGIC = 0x564c4a31;
const SEGMENT_SIZE = 2 << 20;
const HEAD_SIZE = 512;
const RECORD_HEAD = 16;

const segmentHead = (generation: number, boot: string): Buffer => {
  const head = Buffer.alloc(HEAD_SIZE);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(generation, 4);
  head.write(boot, 8, 64, 'latin1');
  return head;
};

/** Identifies this run of the kernel: what an earlier one wrote may be lost, what this one wrote is not. */
const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();

interface Segment {
  readonly boot: string;
  readonly generation: number;
  readonly records: readonly Recorded[];
}

const readSegment = (data: Buffer): Segment => {
  const none = { boot: '', generation: 0, records: [] };
  if (data.length < HEAD_SIZE || data.readUInt32LE(0) !== MAGIC) return none;
  const generation = data.readUInt32LE(4);
  const records: Recorded[] = [];
  for (let at = HEAD_SIZE; at + RECORD_HEAD <= data.length; ) {
    const size = data.readUInt32LE(at);
    const end = at + RECORD_HEAD + size;
    if (size === 0 || end > data.length || data.readUInt32LE(at + 4) !== generation) break;
    const payload = data.subarray(at + RECORD_HEAD, end);
    if (crc32(payload) !== data.readUInt32LE(at + 8)) break;
    records.push(JSON.parse(payload.toString('utf8')) as Recorded);
    at = (end + 7) & ~7;
  }
  return { boot: data.toString('latin1', 8, 72).replace(/\0+$/, ''), generation, records };
};

export interface FoundJournal {
  /** Changes that an earlier run of the machine may have lost, the last one of each file, oldest first. */
  readonly lost: readonly Recorded[];
  /** Files changed in this run of the machine that may not be synced yet. */
  readonly unsynced: readonly string[];
  readonly generation: number;
}

/** Reads a journal. A file that is none, or cut short, holds nothing. Throws only when it cannot be read. */
export const readJournal = (path: string): FoundJournal => {
  let data: Buffer;
  try {
    data = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lost: [], unsynced: [], generation: 0 };
    throw error;
  }
  const segments = [data.subarray(0, SEGMENT_SIZE), data.subarray(SEGMENT_SIZE)].map(readSegment);
  const now = bootId();
  const last = new Map<string, Recorded>();
  const records = segments.filter(({ boot }) => boot !== now).flatMap((segment) => segment.records);
  for (const record of records.sort((a, b) => a.number - b.number)) last.set(record.file, record);
  return {
    lost: [...last.values()].sort((a, b) => a.number - b.number),
    unsynced: segments
      .filter(({ boot }) => boot === now)
      .flatMap(({ records }) => records.map((r) => r.file)),
    generation: Math.max(...segments.map(({ generation }) => generation)),
  };
};

export interface Journal {
  /** Puts changes on disk. False: they do not fit; `turn` first. Throws what the disk says. */
  append(changes: readonly Change[]): boolean;
  /** Goes on in the other segment, which must have been released. */
  turn(): void;
  /** The files of the segment that is not written to are on disk: its records are of no more use. */
  release(): void;
  readonly released: boolean;
  readonly empty: boolean;
  close(): void;
}

/** Opens a journal for writing, all of it reserved on disk and empty. What it held is forgotten: read it before. */
export const openJournal = (path: string, generation: number): Journal => {
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  const boot = bootId();
  const generations = [generation, generation];
  let active = 0;
  let at = HEAD_SIZE;
  let released = true;
  let lastNumber = 0;

  const startSegment = (segment: number): void => {
    const next = Math.max(...generations) + 1;
    generations[segment] = next;
    writeSync(fd, segmentHead(next, boot), 0, HEAD_SIZE, segment * SEGMENT_SIZE);
  };
  const wholeOnDisk = (): boolean => {
    if (fstatSync(fd).size !== 2 * SEGMENT_SIZE) return false;
    return readSync(fd, Buffer.alloc(1), 0, 1, 2 * SEGMENT_SIZE - 1) === 1;
  };
  try {
    if (!wholeOnDisk()) {
      ftruncateSync(fd, 0);
      writeSync(fd, Buffer.alloc(2 * SEGMENT_SIZE), 0, 2 * SEGMENT_SIZE, 0);
    }
    startSegment(1);
    startSegment(0);
    fdatasyncSync(fd);
  } catch (error) {
    closeSync(fd);
    throw error;
  }

  const encode = (change: Change): Buffer => {
    const recorded: Recorded = { ...change, number: ++lastNumber, at: Date.now() };
    const payload = Buffer.from(JSON.stringify(recorded));
    const record = Buffer.alloc((RECORD_HEAD + payload.length + 7) & ~7);
    record.writeUInt32LE(payload.length, 0);
    record.writeUInt32LE(generations[active] as number, 4);
    record.writeUInt32LE(crc32(payload), 8);
    payload.copy(record, RECORD_HEAD);
    return record;
  };

  return {
    get released() {
      return released;
    },
    get empty() {
      return at === HEAD_SIZE;
    },
    append(changes) {
      const data = Buffer.concat(changes.map(encode));
      if (at + data.length > SEGMENT_SIZE) return false;
      writeSync(fd, data, 0, data.length, active * SEGMENT_SIZE + at);
      fdatasyncSync(fd);
      at += data.length;
      return true;
    },
    turn() {
      active = 1 - active;
      at = HEAD_SIZE;
      released = false;
    },
    release() {
      startSegment(1 - active);
      fdatasyncSync(fd);
      released = true;
    },
    close: () => closeSync(fd),
  };
};
