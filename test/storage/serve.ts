// A daemon of its own with the storage, secret and node device drivers, for clients in tests and measurements:
// `node dist/test/storage/serve.js DIR` serves DIR/run/libvirt-sock as storage:///system.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import { createAuthenticator } from '../../src/api/rpc/auth.ts';
import { daemonProcedures } from '../../src/api/rpc/handshake.ts';
import { createRpcServer } from '../../src/api/rpc/server.ts';
import { createOpener } from '../../src/daemon/open.ts';
import { createOperations } from '../../src/daemon/operations.ts';
import { createEventBus, type EventBus } from '../../src/drivers/events.ts';
import type { DriverHost } from '../../src/drivers/host.ts';
import { createNodeDeviceDriver } from '../../src/drivers/nodedev/driver.ts';
import { createSecretDriver } from '../../src/drivers/secret/driver.ts';
import { createStorageDriver, type StorageDriver } from '../../src/drivers/storage/driver.ts';
import { type DriverModule, type Tables, tableWith } from '../../src/drivers/table.ts';
import { testHost } from '../network/serve.ts';

export interface StorageDaemon {
  readonly storage: StorageDriver;
  readonly events: EventBus;
  readonly socket: string;
  close(): Promise<void>;
}

/** Starts it below `root`; the socket answers when this resolves. */
export const serve = async (root: string, host: DriverHost = testHost(root)): Promise<StorageDaemon> => {
  const events = createEventBus();
  const secret = createSecretDriver(host, events);
  Object.assign(host.services, { secret: secret.service });
  const storage = createStorageDriver(host, events);
  const nodedev = createNodeDeviceDriver(host, events);
  const stopping = new AbortController();
  const tables: Tables = {
    hypervisor: tableWith('hypervisor', {}, 'no guests here'),
    network: null,
    storage: storage.table,
    interface: null,
    nodedev: nodedev.table,
    nwfilter: null,
    secret: secret.table,
  };
  const module: DriverModule = {
    name: 'kvm',
    schemes: ['storage', 'qemu'],
    matrix: () => tables,
    async start(signal) {
      await secret.start(signal);
      await storage.start(signal);
      await nodedev.start(signal);
    },
    probe: () => 'storage:///system',
    open: ({ uri }) => ({
      uri: uri.href,
      driver: 'kvm',
      tables,
      events,
      features: new Set([15]),
      close: () => undefined,
    }),
    async stop() {
      await nodedev.stop();
      await storage.stop();
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
  await module.start(stopping.signal);
  const socket = join(host.paths.run, 'libvirt-sock');
  const listener = server.listener({ kind: 'unix', readOnly: false, auth: 0 });
  await new Promise<void>((resolve) => listener.listen(socket, resolve));
  return {
    storage,
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
  const daemon = await serve(process.argv[2] ?? '/tmp/virtlight-storage');
  console.log(daemon.socket);
  process.on('SIGTERM', () => void daemon.close().then(() => process.exit(0)));
}
