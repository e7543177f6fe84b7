// Definitions on disk for good, at the cost of one hand-over: a thread of its own makes the system calls (thread.ts).
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../../host.ts';
import { type Change, readJournal } from './journal.ts';

export interface DurableSetup {
  /** The journal's file; null: each change is synced by itself. */
  readonly journal: string | null;
}
export interface DurableRequest {
  readonly id: number;
  readonly change: Change;
}
export interface DurableAnswer {
  readonly id: number;
  readonly error?: { readonly message: string; readonly code?: string };
}
export interface DurableNote {
  readonly level: 'warn' | 'error';
  readonly text: string;
}
type Message = DurableAnswer | DurableNote | 'ready' | 'flushed';

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** What a slow disk has not taken by then stays in the journal, which the next start reads. */
const FLUSH_MS = 500;

let worker: Worker | null = null;
let setup: DurableSetup = { journal: null };
let log: Logger | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();
let signals: { readonly word: 'ready' | 'flushed'; resolve(): void }[] = [];

/** Beside this module, or beside the bundle it has become part of. */
const threadUrl = (): URL => {
  const beside = new URL('./thread.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('./virtlight-durable.mjs', import.meta.url);
};

const receive = (message: Message): void => {
  if (typeof message === 'string') {
    for (const signal of signals) if (signal.word === message) signal.resolve();
    signals = signals.filter(({ word }) => word !== message);
  } else if ('text' in message) log?.[message.level]({}, message.text);
  else {
    const { id, error } = message;
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error) waiter?.reject(Object.assign(new Error(error.message), { code: error.code }));
    else waiter?.resolve();
  }
  if (waiting.size === 0 && signals.length === 0) worker?.unref();
};

const start = (): Worker => {
  const made = new Worker(threadUrl(), { workerData: setup });
  made.on('message', receive);
  made.on('error', (error) => {
    worker = null;
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
    for (const { resolve } of signals) resolve();
    signals = [];
  });
  return made;
};

const heard = (word: 'ready' | 'flushed'): Promise<void> =>
  new Promise((resolve) => {
    worker?.ref();
    signals.push({ word, resolve });
  });

const change = (what: Change): Promise<void> =>
  new Promise((resolve, reject) => {
    worker ??= start();
    worker.ref();
    const id = ++lastId;
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, change: what } satisfies DurableRequest);
  });

/**
 * From now on changes go through this journal; without one each change is synced by itself. Resolves when what a crash of
 * the machine has lost is restored; until then no state may be read.
 */
export const startDurable = async (journal: string, logger: Logger): Promise<void> => {
  setup = { journal };
  log = logger;
  if (worker || !holdsLostChanges(journal)) return;
  worker = start();
  await heard('ready');
};

/** The thread reports a journal that cannot be read. */
const holdsLostChanges = (journal: string): boolean => {
  try {
    return readJournal(journal).lost.length > 0;
  } catch {
    return true;
  }
};

/** Resolves when the journal is empty because all files are on disk, or the disk takes too long. */
export const flushDurable = async (): Promise<void> => {
  if (!worker) return;
  const flushed = heard('flushed');
  worker.postMessage('flush');
  await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, FLUSH_MS).unref())]);
};

/** Writes a file for good, in the order of the calls. Resolves when a crash cannot lose it. */
export const writeDurable = (file: string, text: string, mode = 0o600): Promise<void> =>
  change({ file, text, mode });

/** Removes a file for good; one that is not there is fine. */
export const removeDurable = (file: string): Promise<void> => change({ file, text: null, mode: 0 });
