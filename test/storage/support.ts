// Calls the storage driver as the daemon would, without a client.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { findProgram } from '../../src/drivers/common/run.ts';
import type { CallContext, StreamChunk } from '../../src/drivers/context.ts';
import { createEventBus, type EventBus } from '../../src/drivers/events.ts';
import type { DriverHost } from '../../src/drivers/host.ts';
import { createStorageDriver, type StorageDriver } from '../../src/drivers/storage/driver.ts';
import { quietLog, testHost } from '../network/serve.ts';

export const execute = promisify(execFile);
export const hasProgram = (name: string): boolean => findProgram(name) !== null;
export const isRoot = process.geteuid?.() === 0;

export interface Ends {
  readable?: Readable;
  writable?: Writable;
}

export interface TestStorage {
  readonly root: string;
  readonly host: DriverHost;
  readonly events: EventBus;
  readonly seen: { kind: string; event?: number }[];
  driver: StorageDriver;
  /** Calls a slot; `ends` receives what the driver attaches. */
  call<T = Record<string, unknown>>(name: string, args: Record<string, unknown>, ends?: Ends): Promise<T>;
  /** A new driver over the same files, as after a restart. */
  restart(): Promise<void>;
  clean(): void;
}

type Slot = (ctx: CallContext, args: unknown) => unknown;

export const createTestStorage = async (): Promise<TestStorage> => {
  const root = mkdtempSync(join(tmpdir(), 'storage-'));
  const host = testHost(join(root, 'host'), quietLog);
  const events = createEventBus();
  const seen: { kind: string; event?: number }[] = [];
  events.subscribe(({ kind, payload }) => seen.push({ kind, event: (payload as { event?: number }).event }));
  const begin = async (): Promise<StorageDriver> => {
    const driver = createStorageDriver(host, events);
    await driver.start(new AbortController().signal);
    return driver;
  };
  const storage: TestStorage = {
    root,
    host,
    events,
    seen,
    driver: await begin(),
    async call(name, args, ends) {
      const slot = (storage.driver.table as unknown as Record<string, Slot>)[name];
      if (typeof slot !== 'function') throw new Error(`no slot ${name}`);
      const ctx = { stream: ends ? { attach: (given: Ends) => Object.assign(ends, given) } : null };
      return (await slot(ctx as unknown as CallContext, { flags: 0, ...args })) as never;
    },
    async restart() {
      await storage.driver.stop();
      storage.driver = await begin();
    },
    clean: () => rmSync(root, { recursive: true, force: true }),
  };
  return storage;
};

export interface PoolHandle {
  readonly name: string;
  readonly uuid: string;
}
export interface VolumeHandle {
  readonly pool: string;
  readonly name: string;
  readonly key: string;
}

export const poolXml = (type: string, name: string, target: string, source = ''): string =>
  `<pool type='${type}'><name>${name}</name><source>${source}</source><target><path>${target}</path></target></pool>`;
export const volumeXml = (name: string, capacity: number, format = 'raw', more = '', target = ''): string =>
  `<volume><name>${name}</name><capacity>${capacity}</capacity>${more}` +
  `<target><format type='${format}'/>${target}</target></volume>`;

/** Defines and starts a folder pool. */
export const startPool = async (storage: TestStorage, xml: string, flags = 1): Promise<PoolHandle> => {
  const { pool } = await storage.call<{ pool: PoolHandle }>('storagePoolDefineXML', { xml });
  await storage.call('storagePoolCreate', { pool, flags });
  return pool;
};
export const createVol = async (storage: TestStorage, pool: PoolHandle, xml: string): Promise<VolumeHandle> =>
  (await storage.call<{ vol: VolumeHandle }>('storageVolCreateXML', { pool, xml })).vol;

/** Writes chunks into an upload's end and waits until all is done; rejects with the stream's error. */
export const feed = (writable: Writable, chunks: Iterable<StreamChunk>): Promise<void> =>
  new Promise((resolve, reject) => {
    writable.once('error', reject);
    writable.once('close', resolve);
    void (async () => {
      for (const chunk of chunks) {
        if (writable.destroyed) return;
        if (!writable.write(chunk)) await new Promise((go) => writable.once('drain', go).once('close', go));
      }
      writable.end();
    })();
  });

export const collect = async (readable: Readable): Promise<StreamChunk[]> => {
  const chunks: StreamChunk[] = [];
  for await (const chunk of readable) chunks.push(chunk as StreamChunk);
  return chunks;
};
