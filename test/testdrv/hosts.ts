// Simulated hosts called through their tables, for tests: one driver, documents in a folder of its own, a caller of slots.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { VirError } from '../../schemas/errors.ts';
import type { CallContext } from '../../src/drivers/context.ts';
import type { DriverHost, PeerConnection } from '../../src/drivers/host.ts';
import {
  type Connection,
  type DriverModule,
  type ProcedureName,
  tableFamilies,
} from '../../src/drivers/table.ts';
import { createTestDriver } from '../../src/drivers/test/driver.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look at a few members of each answer
export type Answer = any;
const quiet = (): void => undefined;

/** What a caller may bring along with a call. */
export interface Extras {
  readonly signal?: AbortSignal;
  readonly fds?: readonly number[];
  readonly sendFds?: (fds: readonly number[]) => void;
  readonly stream?: object;
}
export type Call = (name: ProcedureName, args?: object, extras?: Extras) => Promise<Answer>;

/** A client's session with a connection: `call` calls slots, `end` is what happens when the client vanishes. */
export const sessionOn = (connection: Connection): { call: Call; end(): void } => {
  const endings = new Set<() => void>();
  return {
    async call(name, args = {}, { signal = new AbortController().signal, ...extras } = {}) {
      const ctx = {
        connection,
        api: name,
        signal,
        session: endings,
        identity: {},
        stream: null,
        fds: [],
        sendFds: quiet,
        onSessionEnd(callback: () => void) {
          endings.add(callback);
          return () => endings.delete(callback);
        },
        ...extras,
      };
      for (const family of tableFamilies) {
        const slot = (connection.tables[family] as Record<string, unknown> | null)?.[name];
        if (typeof slot === 'function') return slot(ctx as unknown as CallContext, { flags: 0, ...args });
      }
      throw new Error(`${name} is not answered`);
    },
    end() {
      for (const callback of [...endings]) callback();
    },
  };
};
export const caller = (connection: Connection): Call => sessionOn(connection).call;

export interface Lab {
  readonly root: string;
  readonly driver: DriverModule;
  open(uri: string): Promise<Connection>;
  /** Writes a <node> document and gives its URI. */
  document(name: string, xml: string): string;
}

/** A driver in a folder that goes away with the test. `connectPeer` is how it would reach another daemon. */
export const simulator = (
  t: Pick<Test, 'teardown'>,
  connectPeer?: (uri: string) => Promise<PeerConnection>,
): Lab => {
  const root = mkdtempSync(join(tmpdir(), 'vl-testdrv-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const driver = createTestDriver({
    paths: { state: root },
    log: { info: quiet, warn: quiet, error: quiet, debug: quiet },
    privileged: true,
    rooted: true,
    config: () => ({}),
    hostUuid: '00000000-0000-0000-0000-000000000001',
    services: { network: null, storage: null, secret: null, filter: null },
    connectPeer,
  } as unknown as DriverHost);
  return {
    root,
    driver,
    open: async (uri) => driver.open({ uri: new URL(uri), readOnly: false }),
    document(name, xml) {
      const path = join(root, name);
      writeFileSync(path, `<node xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>${xml}</node>`);
      return `test://${path}`;
    },
  };
};

export const failure = async (work: Promise<unknown>): Promise<VirError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof VirError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};
export const guest = (name: string, more = ''): string =>
  `<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>${name}</name><memory>8192</memory><os><type>hvm</type></os>${more}</domain>`;

/** The lifecycle events of a connection from now on, as "name event detail". */
export const lifeOf = (connection: Connection): string[] => {
  const seen: string[] = [];
  connection.events.subscribe(({ family, kind, payload }: Answer) => {
    if (family === 'domain' && kind === 'lifecycle')
      seen.push(`${payload.dom.name} ${payload.event} ${payload.detail}`);
  });
  return seen;
};
