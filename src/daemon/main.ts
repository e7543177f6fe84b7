// virtlightd: puts the parts together. Reads the command line and the configuration, makes the drivers, opens the
// faces, and lets go of everything on SIGTERM while the guests stay.
import { spawn } from 'node:child_process';
import { mkdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import { listenRest, parseRestAddress, type RestListener } from '../api/rest/listen.ts';
import { createAdminServer } from '../api/rpc/admin.ts';
import { createAuthenticator } from '../api/rpc/auth.ts';
import { daemonProcedures } from '../api/rpc/handshake.ts';
import { createRpcServer, type RpcServer, type ServerLimits } from '../api/rpc/server.ts';
import { flushDurable, startDurable } from '../drivers/common/durable/durable.ts';
import type { ConfigValues, DriverHost } from '../drivers/host.ts';
import { loadLibxml2 } from '../model/xml/wellformed.ts';
import { dropStandardError } from '../native/descriptors.ts';
import { type Options, parseCommandLine, UsageError, usage, versionText } from './cli.ts';
import { readConfig, readConfigs, settings } from './config.ts';
import { createDrivers } from './drivers.ts';
import { type Endpoint, Refusal, tcpEndpoint, unixEndpoints } from './endpoints.ts';
import { hostUuid } from './host-uuid.ts';
import { listenFd, listenTcp, listenUnix } from './listen.ts';
import { AlreadyRunning, acquirePidFile, isServed } from './lock.ts';
import { createLog, type DaemonLog, type LogLevel } from './log.ts';
import { formatMatrix, supportMatrix } from './matrix.ts';
import { createOpener, type Opener } from './open.ts';
import { createOperations, type Operations } from './operations.ts';
import { chooseMode, type Mode } from './paths.ts';
import { connectPeer } from './peer.ts';
import { inheritedSockets, monotonicMicroseconds, notify } from './systemd.ts';

const PROGRAM = 'virtlightd';
/** Set in the process that -d leaves behind. */
const DAEMONIZED = 'VIRTLIGHT_DAEMONIZED';
const DRIVER_START_MS = 30_000;
const STOP_MS = 2000;

interface Prepared {
  readonly options: Options;
  readonly mode: Mode;
  readonly config: ConfigValues;
  readonly log: DaemonLog;
}

const prepare = (options: Options): Prepared => {
  const mode = chooseMode(options.root, process.geteuid?.() ?? 0, process.env);
  const file = options.config ?? join(mode.paths.config, 'libvirtd.conf');
  const config = readConfig(file, 'libvirtd.conf', options.config !== null);
  const { text, int } = settings(config);
  const level = (options.verbose ? Math.min(2, int('log_level', 3)) : int('log_level', 3)) as LogLevel;
  const defaultOutput = process.env[DAEMONIZED]
    ? `${level}:file:${join(mode.paths.log, 'libvirtd.log')}`
    : `${level}:stderr`;
  const log = createLog(level, text('log_outputs', defaultOutput));
  log.setFilters(text('log_filters', ''));
  return { options, mode, config, log };
};

/** What drivers are given but the services; `reread` throws for a mistake, and then everything stays as it was. */
const driverHost = ({
  mode,
  config,
  log,
}: Prepared): { host: Omit<DriverHost, 'services'>; reread(): void } => {
  let files = readConfigs(mode.paths.config);
  const host: Omit<DriverHost, 'services'> = {
    paths: mode.paths,
    log: log.logger,
    privileged: mode.privileged,
    rooted: mode.rooted,
    hostUuid: hostUuid(config),
    connectPeer: connectPeer(mode.paths),
    config: (file) => files.get(file) ?? {},
  };
  return {
    host,
    reread() {
      files = readConfigs(mode.paths.config);
    },
  };
};

const limitsFrom = (config: ConfigValues, prefix: '' | 'admin_'): ServerLimits => {
  const { int } = settings(config);
  return {
    clients: int(`${prefix}max_clients`, 5000),
    anonymousClients: int('max_anonymous_clients', 20),
    clientRequests: int(`${prefix}max_client_requests`, 5),
    keepaliveInterval: int(`${prefix}keepalive_interval`, 5),
    keepaliveCount: int(`${prefix}keepalive_count`, 5),
  };
};

const refuseIfServed = async (points: readonly Endpoint[], inherited: ReadonlySet<string>): Promise<void> => {
  for (const point of points)
    if (!inherited.has(point.unit) && (await isServed(point.file)))
      throw new Refusal(
        `${point.file} is served by another libvirtd; stop it first, or use --root DIR for a daemon of its own`,
      );
};

const serve = async (prepared: Prepared): Promise<void> => {
  const { options, mode, config, log } = prepared;
  const logger = log.logger;
  const started = performance.now();

  for (const directory of Object.values(mode.paths)) mkdirSync(directory, { recursive: true, mode: 0o755 });
  const pidFile = acquirePidFile(options.pidFile ?? mode.pidFile);
  const points = unixEndpoints(mode, config, process.geteuid?.() ?? 0);
  const tcp = tcpEndpoint(config, options.listen);
  const inherited = inheritedSockets(process.env, process.pid);
  await refuseIfServed(points, new Set(inherited.map((s) => s.name)));

  const { host, reread } = driverHost(prepared);
  const drivers = createDrivers(host);
  const opener = createOpener(drivers.modules, () => process.env.LIBVIRT_DEFAULT_URI ?? uriDefault(host));
  const operations = createOperations(null);
  const stopping = new AbortController();
  const closers: (() => void)[] = [];

  const stop = async (why: string): Promise<void> => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    notify(process.env, 'STOPPING=1');
    logger.info({ why }, 'stopping; guests stay');
    for (const close of closers) close();
    await Promise.race([
      drivers.stop().then(flushDurable),
      new Promise((resolve) => setTimeout(resolve, STOP_MS).unref()),
    ]);
    for (const point of points) if (!inherited.some((s) => s.name === point.unit)) removeQuietly(point.file);
    removeQuietly(options.pidFile ?? mode.pidFile);
    pidFile.release();
    process.exit(0);
  };
  const reload = async (): Promise<void> => {
    notify(process.env, `RELOADING=1\nMONOTONIC_USEC=${monotonicMicroseconds()}`);
    try {
      reread();
      await drivers.reload();
      logger.info({}, 'configuration read again');
    } catch (error) {
      logger.error({ err: (error as Error).message }, 'the configuration stays as it was');
    }
    notify(process.env, 'READY=1');
  };
  const idle = idleTimer(options.timeout, () => void stop('idle'));
  const servers = createServers(prepared, opener, operations, idle, () => void stop('admin'));
  closers.push(servers.libvirtd.close, servers.admin.close);
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGHUP', () => void reload());

  await startDurable(join(mode.paths.state, 'virtlight', 'definitions.journal'), logger);
  await drivers.start(AbortSignal.any([stopping.signal, AbortSignal.timeout(DRIVER_START_MS)]));

  const backlog = settings(config).int('max_queued_clients', 1000);
  // The socket that clients look for comes last: whoever finds it finds the others too.
  for (const point of points.toReversed()) {
    const listener = servers[point.server].listener({ kind: 'unix', ...point });
    closers.push(() => listener.close());
    const given = inherited.find((s) => s.name === point.unit);
    if (given) await listenFd(listener, given.fd);
    else await listenUnix(listener, point.file, { mode: point.mode, group: point.group, backlog });
  }
  if (tcp) {
    const listener = servers.libvirtd.listener({ kind: 'tcp', readOnly: false, auth: tcp.auth });
    closers.push(() => listener.close());
    await listenTcp(listener, tcp.host, tcp.port, backlog);
  }
  idle.clients(0);
  notify(process.env, 'READY=1');
  if (process.env[DAEMONIZED]) {
    process.send?.('ready');
    dropStandardError();
    process.disconnect?.();
  }
  const rest = await startRest(prepared, opener, operations);
  closers.push(() => void rest?.close());
  // Its words for malformed documents; loaded when nobody waits for the daemon any more.
  await loadLibxml2();
  logger.info({ ms: Math.round(performance.now() - started) }, 'ready');
};

/** Leaves when the daemon has been without clients for that many seconds; 0 and null mean never. */
const idleTimer = (seconds: number | null, leave: () => void) => {
  let limit = seconds ?? 0;
  let clients = 0;
  let timer: NodeJS.Timeout | undefined;
  const arm = (): void => {
    clearTimeout(timer);
    if (limit > 0 && clients === 0) timer = setTimeout(leave, limit * 1000);
  };
  return {
    clients(count: number) {
      clients = count;
      arm();
    },
    limit(next: number) {
      limit = next;
      arm();
    },
  };
};

const createServers = (
  { config, log }: Prepared,
  opener: Opener,
  operations: Operations,
  idle: ReturnType<typeof idleTimer>,
  shutdown: () => void,
): { readonly libvirtd: RpcServer; readonly admin: RpcServer } => {
  const auth = createAuthenticator(log.logger);
  const libvirtd = createRpcServer({
    name: 'libvirtd',
    programs: [remote, qemu, lxc],
    daemonProcedures,
    opener,
    operations,
    limits: limitsFrom(config, ''),
    auth,
    log: log.logger.child({ module: 'rpc' }),
    changed: idle.clients,
  });
  const admin = createAdminServer({
    servers: () => [admin, libvirtd],
    opener,
    operations,
    limits: limitsFrom(config, 'admin_'),
    auth,
    log: log.logger.child({ module: 'admin' }),
    daemonLog: log,
    setTimeout: idle.limit,
    shutdown,
  });
  return { libvirtd, admin };
};

const startRest = async (
  prepared: Prepared,
  opener: Opener,
  operations: Operations,
): Promise<RestListener | null> => {
  const { options, mode, log } = prepared;
  const wanted =
    options.rest.length > 0 ? options.rest : [`unix:${join(mode.sockets, 'virtlight-rest-sock')}`];
  if (wanted.includes('none')) return null;
  const logger = log.logger.child({ module: 'rest' });
  const load = async () => {
    const [{ createRestServer }, { definitionForms }, { domainModel }] = await Promise.all([
      import('../api/rest/server.ts'),
      import('../api/rest/forms.ts'),
      import('./domain-model.ts'),
    ]);
    return createRestServer({
      opener,
      operations,
      forms: definitionForms(domainModel),
      log: logger,
      ready: () => true,
    });
  };
  return listenRest(wanted.map(parseRestAddress), load, logger);
};

const uriDefault = (host: Pick<DriverHost, 'config'>): string | null =>
  (host.config('libvirt.conf').uri_default as string) ?? null;

const removeQuietly = (path: string): void => {
  try {
    unlinkSync(path);
  } catch {
    // Gone already.
  }
};

/** -d: a second process does the work; this one waits until it is ready, as its caller expects. */
const daemonize = (): void => {
  const args = process.argv.slice(1).filter((arg) => arg !== '-d' && arg !== '--daemon');
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, [DAEMONIZED]: '1' },
    cwd: '/',
  });
  child.once('message', () => process.exit(0));
  child.once('exit', (code) => process.exit(code ?? 1));
};

const run = async (): Promise<void> => {
  const options = parseCommandLine(process.argv.slice(2));
  switch (options.action) {
    case 'help':
      process.stdout.write(usage(PROGRAM));
      return;
    case 'version':
      process.stdout.write(versionText(PROGRAM));
      return;
    case 'matrix': {
      const prepared = prepare(options);
      const rows = supportMatrix(createDrivers(driverHost(prepared).host).modules, (program, name) =>
        program === 'admin' ? true : name in daemonProcedures,
      );
      process.stdout.write(
        options.json ? `${JSON.stringify({ procedures: rows }, null, 1)}\n` : formatMatrix(rows),
      );
      return;
    }
    case 'serve':
      if (options.daemon) return daemonize();
      await serve(prepare(options));
  }
};

run().catch((error: unknown) => {
  const known = error instanceof Refusal || error instanceof AlreadyRunning || error instanceof UsageError;
  const text = known || error instanceof Error ? (error as Error).message : String(error);
  process.stderr.write(`${PROGRAM}: ${text}\n`);
  if (error instanceof UsageError) process.stderr.write(usage(PROGRAM));
  if (!known && process.env.VIRTLIGHT_DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
});
