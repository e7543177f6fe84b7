// The simulated hypervisor: test:///default for everybody together, test:///FILE for each connection alone.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { parseTree } from '../../model/xml/tree.ts';
import type { DriverHost } from '../host.ts';
import type { Connection, DriverModule, OpenRequest, Tables } from '../table.ts';
import { builtinDocument } from './builtin.ts';
import { readHostFile } from './document.ts';
import { hostFromDocument, type SimHost, type Surroundings, tablesOf } from './host.ts';
import { defaultCells } from './node.ts';

const Feature = {
  MIGRATION_P2P: 4,
  MIGRATION_V3: 6,
  MIGRATE_CHANGE_PROTECTION: 7,
  TYPED_PARAM_STRING: 9,
  XML_MIGRATABLE: 11,
  MIGRATION_OFFLINE: 12,
  MIGRATION_PARAMS: 13,
  NETWORK_UPDATE_HAS_CORRECT_ORDER: 16,
} as const;
const features: ReadonlySet<number> = new Set(Object.values(Feature));

/** A host in use, with its tables. */
interface Opened {
  readonly host: SimHost;
  readonly tables: Tables;
  connections: number;
}

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.TEST, text);

/** Users of a document may only come in with a name, given in the URI for want of another way. */
const authenticate = ({ users }: SimHost, uri: URL): void => {
  if (users.length === 0) return;
  const name = decodeURIComponent(uri.username);
  if (!name) throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.AUTH, 'Missing or invalid auth pointer');
  const user = users.find((each) => each.name === name);
  if (user && (user.password === null || user.password === decodeURIComponent(uri.password))) return;
  throw new VirError(
    ErrorCode.AUTH_FAILED,
    ErrorDomain.TEST,
    'authentication failed, see test XML for the correct username/password',
  );
};

export const createTestDriver = (driverHost: DriverHost): DriverModule => {
  let shared: Opened | null = null;
  let hosts = 0;
  const around = (): Surroundings => ({
    saveDir: join(driverHost.paths.state, 'test', `host-${process.pid}-${++hosts}`),
    connectPeer: driverHost.connectPeer,
  });

  const makeDefault = (): Opened => {
    const tree = parseTree(builtinDocument, '(test driver)');
    const host = hostFromDocument(tree, null, defaultCells, around());
    return { host, tables: tablesOf(host), connections: 0 };
  };
  const discard = ({ host }: Opened): void => {
    rm(host.saveDir, { recursive: true, force: true }).catch((error: unknown) =>
      driverHost.log.warn({ error, path: host.saveDir }, 'cannot remove the files of a simulated host'),
    );
  };

  const connect = (opened: Opened, uri: string, last: () => void): Connection => {
    opened.connections++;
    let open = true;
    return {
      uri,
      driver: 'test',
      tables: opened.tables,
      events: opened.host.events,
      features,
      close() {
        if (!open) return;
        open = false;
        opened.connections--;
        if (opened.connections > 0) return;
        last();
        discard(opened);
      },
    };
  };

  return {
    name: 'test',
    schemes: ['test'],
    matrix: () => makeDefault().tables,
    start: async () => undefined,
    probe: () => null,
    open({ uri }: OpenRequest): Connection {
      const path = decodeURIComponent(uri.pathname);
      if (path === '' || path === '/') throw invalid('testOpen: supply a path or use test:///default');
      const canonical = `test://${uri.pathname}`;
      if (path === '/default') {
        const opened = (shared ??= makeDefault());
        return connect(opened, canonical, () => {
          if (shared === opened) shared = null;
        });
      }
      const host = hostFromDocument(readHostFile(path), path, [], around());
      authenticate(host, uri);
      return connect({ host, tables: tablesOf(host), connections: 0 }, canonical, () => undefined);
    },
    stop: async () => undefined,
  };
};
