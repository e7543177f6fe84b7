// A small server in this process, with a driver whose few slots show what the wire does with them.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import { createAuthenticator } from '../../src/api/rpc/auth.ts';
import { daemonProcedures } from '../../src/api/rpc/handshake.ts';
import { createRpcServer, type RpcServer } from '../../src/api/rpc/server.ts';
import { listenUnix } from '../../src/daemon/listen.ts';
import { createOpener } from '../../src/daemon/open.ts';
import { createOperations } from '../../src/daemon/operations.ts';
import { createEventBus, type EventBus } from '../../src/drivers/events.ts';
import type { Logger } from '../../src/drivers/host.ts';
import {
  type DriverModule,
  type PartialTable,
  type TableFamily,
  type Tables,
  tableFamilies,
  tableWith,
} from '../../src/drivers/table.ts';
import { connectRpc, type RpcClient } from '../../src/model/rpc/client.ts';

export const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};

export interface Lab {
  readonly path: string;
  readonly server: RpcServer;
  readonly bus: EventBus;
  /** What clients uploaded. */
  readonly uploaded: (Buffer | { hole: number })[];
  /** What was in the descriptors clients sent. */
  readonly received: readonly string[];
  /** Lets every waiting domainReboot answer. */
  releaseSlow(): void;
  client(): Promise<RpcClient>;
  opened(): Promise<RpcClient>;
  close(): Promise<void>;
}

export const startLab = async (limits: Partial<RpcServer['limits']> = {}): Promise<Lab> => {
  const directory = mkdtempSync(join(tmpdir(), 'vl-rpc-'));
  const path = join(directory, 'sock');
  const bus = createEventBus();
  const uploaded: (Buffer | { hole: number })[] = [];
  const received: string[] = [];
  let slow: (() => void)[] = [];
  const hypervisor: PartialTable<'hypervisor'> = {
    connectGetType: () => ({ type: 'LAB' }),
    connectGetVersion: () => ({ hv_ver: 1002003 }),
    connectGetHostname: async () => ({ hostname: 'lab.example' }),
    domainLookupByName: (_ctx, { name }) => ({
      dom: { name, uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 7 },
    }),
    domainFDAssociate: (ctx) => {
      for (const fd of ctx.fds) {
        received.push(readFileSync(fd, 'utf8'));
        closeSync(fd);
      }
    },
    domainOpenGraphicsFD: (ctx) => {
      const file = join(directory, 'handed');
      writeFileSync(file, 'handed over');
      ctx.sendFds([openSync(file, 'r')]);
    },
    domainReboot: () => new Promise<void>((resolve) => slow.push(resolve)),
    domainScreenshot: (ctx) => {
      const data = Buffer.alloc(700_001, 'x');
      ctx.stream?.attach({ readable: Readable.from([data.subarray(0, 10), data.subarray(10)]) });
      return { mime: 'image/png' };
    },
  };
  const storage: PartialTable<'storage'> = {
    storageVolUpload: (ctx, { vol }) => {
      ctx.stream?.attach({
        writable: new Writable({
          objectMode: true,
          write(chunk, _encoding, callback) {
            if (vol.name === 'broken') callback(new Error('the disk is full'));
            else {
              uploaded.push(chunk);
              callback();
            }
          },
        }),
      });
    },
    storageVolDownload: (ctx) => {
      ctx.stream?.attach({
        readable: Readable.from([Buffer.from('head'), { hole: 4096 }, Buffer.from('tail')]),
      });
    },
  };
  const parts: { [F in TableFamily]?: PartialTable<F> } = { hypervisor, storage };
  const tables = Object.fromEntries(
    tableFamilies.map((family) => [
      family,
      tableWith(family, (parts[family] ?? {}) as never, 'not in the lab'),
    ]),
  ) as unknown as Tables;
  const module: DriverModule = {
    name: 'test',
    schemes: ['test'],
    matrix: () => tables,
    start: async () => undefined,
    probe: () => 'test:///default',
    open: ({ uri }) => ({
      uri: uri.href,
      driver: 'test',
      tables,
      events: bus,
      features: new Set([6]),
      close: () => undefined,
    }),
    stop: async () => undefined,
  };
  const server = createRpcServer({
    name: 'lab',
    programs: [remote, qemu, lxc],
    daemonProcedures,
    opener: createOpener([module], () => null),
    operations: createOperations(null),
    limits: {
      clients: 100,
      anonymousClients: 20,
      clientRequests: 5,
      keepaliveInterval: -1,
      keepaliveCount: 5,
      ...limits,
    },
    auth: createAuthenticator(quiet),
    log: quiet,
  });
  const listener = server.listener({ kind: 'unix', readOnly: false, auth: 0 });
  await listenUnix(listener, path, { mode: 0o700, backlog: 100 });
  const clients: RpcClient[] = [];
  const client = async (): Promise<RpcClient> => {
    const made = await connectRpc({ path, deadline: 10_000 });
    clients.push(made);
    return made;
  };
  return {
    path,
    server,
    bus,
    uploaded,
    received,
    releaseSlow() {
      for (const release of slow.splice(0)) release();
      slow = [];
    },
    client,
    async opened() {
      const made = await client();
      await made.open('test:///default');
      return made;
    },
    async close() {
      for (const made of clients) made.socket.destroy();
      server.close();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
