// Definitions on disk for good, at the cost of one hand-over: a thread of its own makes the system calls one after
// another, so that the event loop neither waits for the disk nor pays a trip to the thread pool for each of them.
import { Worker } from 'node:worker_threads';
import { stayAwake } from '../../util/attention.ts';

/**
 * A file that is not there yet is made under its own name and synced: Linux's file systems write the folder's entry with
 * it, and a crash before the sync leaves a file nobody was promised. One that is there is replaced by the strict order
 * (temporary, sync, rename, sync of the folder), because its old content must survive.
 */
const program = `
const fs = require('node:fs');
const path = require('node:path');
const { parentPort } = require('node:worker_threads');
let counter = 0;
const fill = (fd, data) => {
  try {
    let at = 0;
    while (at < data.length) at += fs.writeSync(fd, data, at);
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
};
const syncFolder = (folder) => {
  const fd = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
};
const create = (file, data, mode) => {
  try {
    const fd = fs.openSync(file, 'wx', mode);
    try {
      fill(fd, data);
    } catch (error) {
      fs.rmSync(file, { force: true });
      throw error;
    }
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};
const replace = (file, data, mode) => {
  const folder = path.dirname(file);
  const temporary = path.join(folder, '.' + path.basename(file) + '.' + process.pid + '.' + ++counter + '.new');
  try {
    fill(fs.openSync(temporary, 'wx', mode), data);
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
};
const write = (file, data, mode) => {
  try {
    if (!create(file, data, mode)) replace(file, data, mode);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    if (!create(file, data, mode)) replace(file, data, mode);
  }
};
parentPort.on('message', ({ id, file, text, mode }) => {
  try {
    write(file, Buffer.from(text), mode);
    parentPort.postMessage({ id });
  } catch (error) {
    parentPort.postMessage({ id, error: { message: error.message, code: error.code } });
  }
});
`;

interface Answer {
  readonly id: number;
  readonly error?: { readonly message: string; readonly code?: string };
}
interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** Most disks have synced a small file after this long; the loop waits awake for it. */
const SYNC_MS = 1.5;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

const settle = ({ id, error }: Answer): void => {
  const waiter = waiting.get(id);
  waiting.delete(id);
  if (waiting.size === 0) worker?.unref();
  if (error) waiter?.reject(Object.assign(new Error(error.message), { code: error.code }));
  else waiter?.resolve();
};

const start = (): Worker => {
  const made = new Worker(program, { eval: true });
  made.on('message', settle);
  made.on('error', (error) => {
    worker = null;
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  });
  return made;
};

/** Writes a file for good, in the order of the calls. Resolves when it is on disk. */
export const writeDurable = (file: string, text: string, mode = 0o600): Promise<void> =>
  new Promise((resolve, reject) => {
    worker ??= start();
    worker.ref();
    const id = ++lastId;
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, file, text, mode });
    stayAwake(SYNC_MS);
  });
