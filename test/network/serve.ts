// A daemon of its own with only the host's drivers (network, network filters, interfaces), for clients in tests and
// measurements: `node dist/test/network/serve.js DIR` serves DIR/run/libvirt-sock as network:///system.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import { createAuthenticator } from '../../src/api/rpc/auth.ts';
import { daemonProcedures } from '../../src/api/rpc/handshake.ts';
import { createRpcServer } from '../../src/api/rpc/server.ts';
import { createOpener } from '../../src/daemon/open.ts';
import { createOperations } from '../../src/daemon/operations.ts';
import { createEventBus, type EventBus } from '../../src/drivers/events.ts';
import type { ConfigValues, DriverHost, Logger } from '../../src/drivers/host.ts';
import { createInterfaceDriver } from '../../src/drivers/interface/driver.ts';
import { createNetworkDriver, type NetworkDriver } from '../../src/drivers/network/driver.ts';
import { createNWFilterDriver } from '../../src/drivers/nwfilter/driver.ts';
import { type DriverModule, type Tables, tableWith } from '../../src/drivers/table.ts';
import { loadLibxml2 } from '../../src/model/xml/wellformed.ts';

const say =
  (level: string) =>
  (fields: object, text: string): void =>
    console.error(level, text, JSON.stringify(fields));
export const testLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: say('warn'),
  error: say('error'),
  child: () => testLog,
};
export const quietLog: Logger = {
  ...testLog,
  warn: () => undefined,
  error: () => undefined,
  child: () => quietLog,
};

/** libvirt's places below a folder; traversable, for dnsmasq reads its files as an unprivileged user. */
export const testHost = (
  root: string,
  log: Logger = testLog,
  config: Readonly<Record<string, ConfigValues>> = {},
): DriverHost => {
  const paths = {
    config: join(root, 'etc/libvirt'),
    run: join(root, 'run'),
    state: join(root, 'lib'),
    cache: join(root, 'cache'),
    log: join(root, 'log'),
  };
  for (const path of Object.values(paths)) mkdirSync(path, { recursive: true, mode: 0o755 });
  return {
    paths,
    log,
    privileged: true,
    rooted: true,
    hostUuid: '00000000-0000-4000-8000-000000000001',
    config: (file) => config[file] ?? {},
    services: { network: null, storage: null, secret: null, filter: null },
  };
};

export interface TestDaemon {
  readonly network: NetworkDriver;
  readonly events: EventBus;
  readonly socket: string;
  close(): Promise<void>;
}

/** Starts it; the socket answers when this resolves. */
export const serve = async (root: string, host = testHost(root)): Promise<TestDaemon> => {
  const events = createEventBus();
  const network = createNetworkDriver(host, events);
  const nwfilter = createNWFilterDriver(host);
  const stopping = new AbortController();
  const tables: Tables = {
    hypervisor: tableWith('hypervisor', {}, 'no guests here'),
    network: network.table,
    storage: null,
    interface: createInterfaceDriver().table,
    nodedev: null,
    nwfilter: nwfilter.table,
    secret: null,
  };
  const module: DriverModule = {
    name: 'kvm',
    schemes: ['network'],
    matrix: () => tables,
    start: async (signal) => {
      await Promise.all([network.start(signal), nwfilter.start(signal)]);
    },
    probe: () => 'network:///system',
    open: ({ uri }) => ({
      uri: uri.href,
      driver: 'kvm',
      tables,
      events,
      features: new Set([15]),
      close: () => undefined,
    }),
    stop: async () => {
      await Promise.all([network.stop(), nwfilter.stop()]);
    },
  };
  const server = createRpcServer({
    name: 'libvirtd',
    programs: [remote, qemu, lxc],
    daemonProcedures,
    opener: createOpener([module], () => null),
    operations: createOperations(null),
    limits: {
      clients: 100,
      anonymousClients: 20,
      clientRequests: 5,
      keepaliveInterval: -1,
      keepaliveCount: 0,
    },
    auth: createAuthenticator(host.log),
    log: host.log,
  });
  await Promise.all([loadLibxml2(), module.start(stopping.signal)]);
  const socket = join(host.paths.run, 'libvirt-sock');
  const listener = server.listener({ kind: 'unix', readOnly: false, auth: 0 });
  await new Promise<void>((resolve) => listener.listen(socket, resolve));
  return {
    network,
    events,
    socket,
    async close() {
      stopping.abort();
      server.close();
      await new Promise((resolve) => listener.close(resolve));
      await module.stop();
    },
  };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const daemon = await serve(process.argv[2] ?? '/tmp/virtlight-network');
  console.log(daemon.socket);
  process.on('SIGTERM', () => void daemon.close().then(() => process.exit(0)));
}
