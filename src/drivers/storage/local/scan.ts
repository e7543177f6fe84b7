// Lists the volumes of a folder with the help of scanning threads, which are started when they are first needed and
// ended when they have had nothing to do for a while.
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { StorageVolume } from '../../../../schemas/xml/volume.ts';
import { systemFailure } from '../errors.ts';
import type { FileFacts } from './facts.ts';
import { volumesOf } from './scan-portion.ts';
import type { ScanReply, ScanRequest, ScanTaken } from './scan-worker.ts';

/** Proof of having seen a scan's answer: only what has changed since is told in full. */
export interface ScanMark {
  readonly scanner: object;
  readonly id: number;
}

/** Takes volumes as they are found, a portion at a time. */
export interface ScanVisitor {
  found(volume: StorageVolume): void;
  /** Unchanged since the scan with the mark. */
  same(name: string): void;
}

export interface FolderScan {
  readonly mark: ScanMark;
  readonly folder: FileFacts;
  readonly capacity: number;
  readonly available: number;
}

const IDLE_MS = 60_000;

interface Waiting {
  readonly folder: string;
  readonly visitor: ScanVisitor;
  resolve(scan: FolderScan): void;
  reject(error: unknown): void;
}

/** Beside this module, or beside the bundle it has become part of. */
const workerUrl = (): URL => {
  const beside = new URL('./scan-worker.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('./virtlight-scan.mjs', import.meta.url);
};

let count = 0;

const createScanner = () => {
  let worker: Worker | null = null;
  let life = {};
  let idle: NodeJS.Timeout | undefined;
  const looking = new Map<number, string>();
  const waiting = new Map<number, Waiting>();

  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    looking.clear();
    worker = null;
  };

  const rest = (): void => {
    worker?.unref();
    clearTimeout(idle);
    idle = setTimeout(() => {
      const done = worker;
      worker = null;
      void done?.terminate();
    }, IDLE_MS);
    idle.unref();
  };

  const settle = (id: number): void => {
    waiting.delete(id);
    looking.delete(id);
    if (waiting.size === 0 && looking.size === 0) rest();
  };

  const receive = (reply: ScanReply): void => {
    const entry = waiting.get(reply.id);
    if (!entry) return settle(reply.id);
    if ('portion' in reply) {
      for (const volume of volumesOf(entry.folder, reply.portion)) entry.visitor.found(volume);
      for (const name of reply.portion.same) entry.visitor.same(name);
      // The next portion waits until everything else that is due has had its turn.
      setImmediate(() => worker?.postMessage({ taken: true } satisfies ScanTaken));
    } else if ('done' in reply) {
      const { folder, blocks, free, unit } = reply.done;
      settle(reply.id);
      const mark = { scanner: life, id: reply.id };
      entry.resolve({ mark, folder, capacity: blocks * unit, available: free * unit });
    } else {
      const { errno, message, step } = reply.failed;
      settle(reply.id);
      entry.reject(systemFailure(Object.assign(new Error(message), { errno }), step));
    }
  };

  const started = (): Worker => {
    clearTimeout(idle);
    if (worker) return worker;
    const fresh = new Worker(workerUrl());
    worker = fresh;
    life = {};
    fresh.on('message', receive);
    fresh.on('error', (error) => worker === fresh && failAll(error));
    fresh.on('exit', () => worker === fresh && failAll(new Error('the scanning thread ended')));
    return fresh;
  };

  return {
    scan: (folder: string, visitor: ScanVisitor, since: ScanMark | null): Promise<FolderScan> =>
      new Promise((resolve, reject) => {
        const id = ++count;
        waiting.set(id, { folder, visitor, resolve, reject });
        const thread = started();
        thread.ref();
        const last = since?.scanner === life ? since.id : 0;
        thread.postMessage({ id, folder, since: last } satisfies ScanRequest);
      }),
    /** Looks at a folder ahead of its scan. */
    look: (folder: string) => {
      const id = ++count;
      looking.set(id, folder);
      started().postMessage({ id, folder, since: 0, quiet: true } satisfies ScanRequest);
    },
    looksAt: (folder: string): boolean => [...looking.values()].includes(folder),
    knows: (mark: ScanMark | null): boolean => worker !== null && mark?.scanner === life,
    get busy() {
      return waiting.size + looking.size > 0;
    },
  };
};

type Scanner = ReturnType<typeof createScanner>;
/** Several, so that a dead file server stops the refreshes of its own pools alone. */
const scanners: Scanner[] = [createScanner()];
const SCANNERS_MAX = 8;

const choose = (folder: string, since: ScanMark | null): Scanner => {
  const looking = scanners.find((scanner) => scanner.looksAt(folder));
  if (looking) return looking;
  const idle = scanners.filter((scanner) => !scanner.busy);
  const best = idle.find((scanner) => scanner.knows(since)) ?? idle[0];
  if (best) return best;
  if (scanners.length >= SCANNERS_MAX) return scanners[0] as Scanner;
  const fresh = createScanner();
  scanners.push(fresh);
  return fresh;
};

/** Visits every volume in a folder, and measures the folder. */
export const scanFolder = (
  folder: string,
  visitor: ScanVisitor,
  since: ScanMark | null = null,
): Promise<FolderScan> => choose(folder, since).scan(folder, visitor, since);

/**
 * Who defines a pool starts it next: its files are looked at meanwhile, and the start need only see that they have not
 * changed.
 */
export const lookAhead = (folder: string): void => {
  if (!scanners[0]?.busy) scanners[0]?.look(folder);
};
