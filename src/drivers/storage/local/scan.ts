// Lists the volumes of a folder with the help of the scanning thread, which is started when it is first needed and
// ended when it has had nothing to do for a while.
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { StorageVolume } from '../../../../schemas/xml/volume.ts';
import { systemFailure } from '../errors.ts';
import type { FileFacts } from './facts.ts';
import type { ScanReply, ScanRequest } from './scan-worker.ts';

export interface FolderScan {
  readonly volumes: StorageVolume[];
  readonly folder: FileFacts;
  readonly capacity: number;
  readonly available: number;
}

const IDLE_MS = 10_000;

interface Waiting {
  readonly volumes: StorageVolume[];
  resolve(scan: FolderScan): void;
  reject(error: unknown): void;
}

/** Beside this module, or beside the bundle it has become part of. */
const workerUrl = (): URL => {
  const beside = new URL('./scan-worker.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('./virtlight-scan.mjs', import.meta.url);
};

/** A thread of its own for one pool's files, so that a dead server stops the refreshes of that pool alone. */
const createScanner = () => {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let count = 0;
  const waiting = new Map<number, Waiting>();

  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = null;
  };

  const settle = (id: number): void => {
    waiting.delete(id);
    if (waiting.size > 0) return;
    worker?.unref();
    clearTimeout(idle);
    idle = setTimeout(() => {
      void worker?.terminate();
      worker = null;
    }, IDLE_MS);
    idle.unref();
  };

  const receive = (reply: ScanReply): void => {
    const entry = waiting.get(reply.id);
    if (!entry) return;
    if ('volumes' in reply) entry.volumes.push(...reply.volumes);
    else if ('done' in reply) {
      const { folder, blocks, free, unit } = reply.done;
      settle(reply.id);
      entry.resolve({ volumes: entry.volumes, folder, capacity: blocks * unit, available: free * unit });
    } else {
      const { errno, message, step } = reply.failed;
      settle(reply.id);
      entry.reject(systemFailure(Object.assign(new Error(message), { errno }), step));
    }
  };

  const started = (): Worker => {
    clearTimeout(idle);
    if (worker) return worker;
    const fresh = new Worker(workerUrl(), { stderr: false });
    worker = fresh;
    fresh.on('message', receive);
    fresh.on('error', (error) => worker === fresh && failAll(error));
    fresh.on('exit', () => worker === fresh && failAll(new Error('the scanning thread ended')));
    return fresh;
  };

  return {
    scan: (folder: string): Promise<FolderScan> =>
      new Promise((resolve, reject) => {
        const id = ++count;
        waiting.set(id, { volumes: [], resolve, reject });
        const thread = started();
        thread.ref();
        thread.postMessage({ id, folder } satisfies ScanRequest);
      }),
    get busy() {
      return waiting.size > 0;
    },
  };
};

const scanners = [createScanner()];
const SCANNERS_MAX = 8;

/** Every volume in a folder, and the folder's own size and owner. */
export const scanFolder = (folder: string): Promise<FolderScan> => {
  let free = scanners.find((scanner) => !scanner.busy);
  if (!free && scanners.length < SCANNERS_MAX) {
    free = createScanner();
    scanners.push(free);
  }
  return (free ?? (scanners[0] as (typeof scanners)[number])).scan(folder);
};
