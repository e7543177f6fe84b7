// The thread that makes changes of state files durable: it makes the system calls one after another, so that the event loop
// neither waits for the disk nor pays a trip to the thread pool for each of them. Changes that arrive together share a sync.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { syncFileSystem } from '../../../native/files.ts';
import type { DurableNote, DurableRequest, DurableSetup } from './durable.ts';
import { type Change, type Journal, openJournal, type Recorded, readJournal } from './journal.ts';

const port = parentPort as MessagePort;
const setup = workerData as DurableSetup;
/** The files are synced when nothing has changed for this long. */
const QUIET_MS = 500;

let counter = 0;
let journal: Journal | null = null;
/** Folders whose changes only the journal holds, for the segment in use and for the one being synced. */
let folders = new Set<string>();
let quiet: NodeJS.Timeout | undefined;
let syncing: Promise<void> | null = null;

const note = (level: DurableNote['level'], text: string): void => port.postMessage({ level, text });
const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const fill = (fd: number, text: string): void => {
  const data = Buffer.from(text);
  let at = 0;
  while (at < data.length) at += writeSync(fd, data, at);
};

const inFolder = (file: string, make: () => number): number => {
  try {
    return make();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return make();
  }
};

/** A change half made: `finish` makes it visible and may run only when the journal holds it. */
interface Prepared {
  readonly change: Change;
  finish(): void;
  undo(): void;
}

/**
 * A file that is not there yet is made under its own name: a crash before the promise leaves a file nobody was promised.
 * One that is there is replaced by a temporary, because its old content must survive until the new one is safe.
 */
const prepare = (change: Change, sync: boolean): Prepared => {
  const { file, text, mode } = change;
  if (text === null) return { change, finish: () => rmSync(file, { force: true }), undo: () => undefined };
  const write = (path: string): void => {
    const fd = inFolder(path, () => openSync(path, 'wx', mode));
    try {
      fill(fd, text);
      if (sync) fsyncSync(fd);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(fd);
    }
  };
  try {
    write(file);
    return { change, finish: () => undefined, undo: () => rmSync(file, { force: true }) };
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.${++counter}.new`);
  write(temporary);
  return {
    change,
    finish: () => renameSync(temporary, file),
    undo: () => rmSync(temporary, { force: true }),
  };
};

const syncFolder = (folder: string): void => {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** Without the journal: each change with its own sync. */
const changeNow = (change: Change): void => {
  const prepared = prepare(change, true);
  try {
    prepared.finish();
  } catch (error) {
    prepared.undo();
    throw error;
  }
  syncFolder(dirname(change.file));
};

/** Syncs the file systems of these folders, each once. */
const syncFolders = async (changed: ReadonlySet<string>): Promise<void> => {
  const devices = new Map<number, string>();
  for (const folder of changed) {
    const device = statSync(folder, { throwIfNoEntry: false })?.dev;
    if (device !== undefined) devices.set(device, folder);
  }
  for (const folder of devices.values()) await syncFileSystem(folder);
};

/** Lets the other segment take the changes and syncs what this one holds. */
const checkpoint = (): Promise<void> => {
  const held = journal;
  if (!held || held.empty || !held.released) return syncing ?? Promise.resolve();
  held.turn();
  const changed = folders;
  folders = new Set();
  syncing = syncFolders(changed)
    .then(() => held.release())
    .catch((error) => abandon(error))
    .finally(() => {
      syncing = null;
    });
  return syncing;
};

const abandon = (error: unknown): void => {
  note(
    'error',
    `the journal of definitions ${setup.journal} failed, each change is synced by itself: ${error}`,
  );
  journal = null;
};

const append = (changes: readonly Change[]): boolean => {
  if (!journal) return false;
  try {
    return journal.append(changes);
  } catch (error) {
    abandon(error);
    return false;
  }
};

const answer = (id: number, error?: unknown): void =>
  port.postMessage(
    error === undefined ? { id } : { id, error: { message: (error as Error).message, code: codeOf(error) } },
  );

/** Makes a batch durable: all prepared, one sync of the journal, all finished, all answered. */
const commit = async (batch: readonly DurableRequest[]): Promise<void> => {
  const ready: { id: number; prepared: Prepared }[] = [];
  for (const { id, change } of batch) {
    try {
      if (journal) ready.push({ id, prepared: prepare(change, false) });
      else {
        changeNow(change);
        answer(id);
      }
    } catch (error) {
      answer(id, error);
    }
  }
  if (ready.length === 0) return;
  const changes = ready.map(({ prepared }) => prepared.change);
  let recorded = append(changes);
  if (!recorded && journal) {
    // Full: the other segment takes over at once, unless the disk has not caught up with it yet.
    await syncing;
    void checkpoint();
    recorded = append(changes);
  }
  for (const { id, prepared } of ready) {
    const { change } = prepared;
    try {
      if (recorded) {
        prepared.finish();
        folders.add(dirname(change.file));
      } else {
        prepared.undo();
        changeNow(change);
      }
      answer(id);
    } catch (error) {
      prepared.undo();
      answer(id, error);
    }
  }
};

let busy = false;
let flushes = 0;
const pending: DurableRequest[] = [];
const work = async (): Promise<void> => {
  if (busy) return;
  busy = true;
  while (pending.length > 0) {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) take(next.message);
    await commit(pending.splice(0));
  }
  busy = false;
  if (flushes > 0) {
    await checkpoint();
    await checkpoint();
    for (; flushes > 0; flushes--) port.postMessage('flushed');
  }
  clearTimeout(quiet);
  quiet = setTimeout(() => void checkpoint(), QUIET_MS);
  quiet.unref();
};

const take = (request: DurableRequest | 'flush'): void => {
  if (request === 'flush') flushes++;
  else pending.push(request);
};

/** Puts a lost change back, unless the file has been written since. */
const repair = ({ file, text, mode, at }: Recorded): void => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && found.mtimeMs > at) return;
  if (text === null) {
    if (found) unlinkSync(file);
    return;
  }
  changeNow({ file, text, mode });
  utimesSync(file, new Date(), new Date(at));
};

const begin = async (): Promise<void> => {
  if (!setup.journal) return;
  try {
    mkdirSync(dirname(setup.journal), { recursive: true, mode: 0o700 });
    const { lost, unsynced, generation } = readJournal(setup.journal);
    for (const change of lost) {
      try {
        repair(change);
        note('warn', `${change.file} is as it was promised before the machine stopped`);
      } catch (error) {
        note('error', `cannot restore ${change.file} from ${setup.journal}: ${error}`);
      }
    }
    await syncFolders(new Set([...lost.map(({ file }) => file), ...unsynced].map(dirname)));
    journal = openJournal(setup.journal, generation);
  } catch (error) {
    abandon(error);
  }
};

port.on('message', (request: DurableRequest | 'flush') => {
  take(request);
  void started.then(work);
});
const started = begin();
void started.then(() => port.postMessage('ready'));
