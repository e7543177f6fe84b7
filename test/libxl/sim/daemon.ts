// A daemon with the libxl driver alone, over the simulated Xen: `node daemon.js ROOT`, told apart by SIM_SIDE.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lxc, qemu, remote } from '../../../schemas/rpc/programs.ts';
import { createAuthenticator } from '../../../src/api/rpc/auth.ts';
import { daemonProcedures } from '../../../src/api/rpc/handshake.ts';
import { createRpcServer } from '../../../src/api/rpc/server.ts';
import { createOpener } from '../../../src/daemon/open.ts';
import { createOperations } from '../../../src/daemon/operations.ts';
import { connectPeer } from '../../../src/daemon/peer.ts';
import { startDurable } from '../../../src/drivers/common/durable/durable.ts';
import { createLibxlDriver } from '../../../src/drivers/libxl/driver.ts';
import { testHost } from '../../network/serve.ts';

const [, , root = ''] = process.argv;
const host = testHost(root);
const driver = createLibxlDriver(
  { ...host, connectPeer: connectPeer(host.paths) },
  { worker: [process.execPath, join(dirname(fileURLToPath(import.meta.url)), 'worker.js')] },
);
await startDurable(join(host.paths.state, 'journal'), host.log);
await driver.start(new AbortController().signal);
const server = createRpcServer({
  name: 'libvirtd',
  programs: [remote, qemu, lxc],
  daemonProcedures,
  opener: createOpener([driver], () => null),
  operations: createOperations(null),
  limits: { clients: 100, anonymousClients: 20, clientRequests: 5, keepaliveInterval: -1, keepaliveCount: 0 },
  auth: createAuthenticator(host.log),
  log: host.log,
});
const listener = server.listener({ kind: 'unix', readOnly: false, auth: 0 });
listener.listen(join(host.paths.run, 'libvirt-sock'), () => console.log('ready'));
