// virtlightd: puts the parts together. Reads the command line and the configuration, makes the drivers, opens the
// faces, and lets go of everything on SIGTERM while the guests stay.
import { spawn } from 'node:child_process';
import { mkdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import { dropStandardError } from '../native/descriptors.ts';
import type { RestServer } from '../api/rest/server.ts';
import { createAdminServer } from '../api/rpc/admin.ts';
import { createAuthenticator } from '../api/rpc/auth.ts';
import { daemonProcedures } from '../api/rpc/handshake.ts';
import { createRpcServer, type ListenOptions, type RpcServer, type ServerLimits } from '../api/rpc/server.ts';
import type { ConfigValues, DriverHost } from '../drivers/host.ts';
import { type Options, parseCommandLine, UsageError, usage, versionText } from './cli.ts';
import { readConfig, settings } from './config.ts';
import { createDrivers } from './drivers.ts';
import { hostUuid } from './host-uuid.ts';
import { groupId, listenFd, listenTcp, listenUnix } from './listen.ts';
import { AlreadyRunning, acquirePidFile, isServed } from './lock.ts';
import { createLog, type DaemonLog, type LogLevel } from './log.ts';
import { formatMatrix, supportMatrix } from './matrix.ts';
import { createOpener, type Opener } from './open.ts';
import { createOperations, type Operations } from './operations.ts';
import { chooseMode, type Mode } from './paths.ts';
import { inheritedSockets, monotonicMicroseconds, notify } from './systemd.ts';

const PROGRAM = 'virtlightd';
/** Set in the process that -d leaves behind. */
const DAEMONIZED = 'VIRTLIGHT_DAEMONIZED';
const DRIVER_START_MS = 30_000;
const AUTH = { none: 0, sasl: 1, polkit: 2 } as const;

/** A reason not to start, told without a stack. */
class Refusal extends Error {}

interface Prepared {
  readonly options: Options;
  readonly mode: Mode;
  readonly config: ConfigValues;
  readonly log: DaemonLog;
}

const prepare = (options: Options): Prepared => {
  const mode = chooseMode(options.root, process.geteuid?.() ?? 0, process.env);
  const file = options.config ?? join(mode.paths.config, 'libvirtd.conf');
  const config = readConfig(file, 'libvirtd.conf');
  const { text, int } = settings(config);
  const level = (options.verbose ? Math.min(2, int('log_level', 3)) : int('log_level', 3)) as LogLevel;
  const defaultOutput = process.env[DAEMONIZED]
    ? `${level}:file:${join(mode.paths.log, 'libvirtd.log')}`
    : `${level}:stderr`;
  const log = createLog(level, text('log_outputs', defaultOutput));
  log.setFilters(text('log_filters', ''));
  return { options, mode, config, log };
};

const driverHost = ({ mode, config, log }: Prepared): DriverHost => {
  const cache = new Map<string, ConfigValues>();
  return {
    paths: mode.paths,
    log: log.logger,
    privileged: mode.privileged,
    rooted: mode.rooted,
    hostUuid: hostUuid(config),
    config(file) {
      let values = cache.get(file);
      if (!values) {
        values = readConfig(join(mode.paths.config, file), file);
        cache.set(file, values);
      }
      return values;
    },
    services: { network: null, storage: null, secret: null, filter: null },
  };
};

const authType = (name: string, key: string): number => {
  const type = AUTH[name as keyof typeof AUTH];
  if (type === undefined) throw new Refusal(`libvirtd.conf: ${key}: unsupported auth ${name}`);
  return type;
};

const octal = (text: string, key: string): number => {
  if (!/^[0-7]{3,4}$/.test(text)) throw new Refusal(`libvirtd.conf: ${key}: '${text}' is not an octal mode`);
  return Number.parseInt(text, 8);
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

interface Endpoint {
  readonly file: string;
  readonly unit: string;
  readonly server: RpcServer;
  readonly listen: ListenOptions;
  readonly mode: number;
  readonly group?: number;
}

const endpoints = (prepared: Prepared, main: RpcServer, admin: RpcServer): Endpoint[] => {
  const { mode, config } = prepared;
  const { text } = settings(config);
  const fallback = mode.privileged && !mode.rooted ? 'polkit' : 'none';
  const rw = authType(text('auth_unix_rw', fallback), 'auth_unix_rw');
  const ro = authType(text('auth_unix_ro', 'none'), 'auth_unix_ro');
  const directory = text('unix_sock_dir', mode.sockets);
  const group =
    mode.privileged && config.unix_sock_group ? groupId(text('unix_sock_group', 'root')) : undefined;
  const rwMode = octal(
    text('unix_sock_rw_perms', rw === AUTH.polkit ? '0777' : '0700'),
    'unix_sock_rw_perms',
  );
  const roMode = octal(text('unix_sock_ro_perms', '0777'), 'unix_sock_ro_perms');
  const adminMode = octal(text('unix_sock_admin_perms', '0700'), 'unix_sock_admin_perms');
  const uid = process.geteuid?.() ?? 0;
  const all: Endpoint[] = [
    {
      file: join(directory, 'libvirt-sock'),
      unit: 'libvirtd.socket',
      server: main,
      listen: { kind: 'unix', readOnly: false, auth: rw },
      mode: rwMode,
      group,
    },
    {
      file: join(directory, 'libvirt-admin-sock'),
      unit: 'libvirtd-admin.socket',
      server: admin,
      listen: { kind: 'unix', readOnly: false, auth: 0, onlyUid: uid },
      mode: adminMode,
    },
  ];
  if (mode.privileged)
    all.push({
      file: join(directory, 'libvirt-sock-ro'),
      unit: 'libvirtd-ro.socket',
      server: main,
      listen: { kind: 'unix', readOnly: true, auth: ro },
      mode: roMode,
      group,
    });
  return all;
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
  const { int, text, flag } = settings(config);
  const started = performance.now();

  for (const directory of Object.values(mode.paths)) mkdirSync(directory, { recursive: true, mode: 0o755 });
  const pidFile = acquirePidFile(options.pidFile ?? mode.pidFile);

  const host = driverHost(prepared);
  const modules = createDrivers(host);
  const opener = createOpener(modules, () => process.env.LIBVIRT_DEFAULT_URI ?? uriDefault(host));
  const operations = createOperations(null);
  const stopping = new AbortController();
  let idle: NodeJS.Timeout | null = null;

  /** With -t the daemon leaves when it has been without clients for that long. */
  const clientsChanged = (count: number): void => {
    if (options.timeout === null) return;
    if (idle) clearTimeout(idle);
    idle = count === 0 ? setTimeout(() => void stop('idle'), options.timeout * 1000) : null;
  };

  const auth = createAuthenticator(logger);
  const main = createRpcServer({
    name: 'libvirtd',
    programs: [remote, qemu, lxc],
    daemonProcedures,
    opener,
    operations,
    limits: limitsFrom(config, ''),
    auth,
    log: logger.child({ module: 'rpc' }),
    changed: clientsChanged,
  });
  const admin = createAdminServer({
    servers: () => [admin, main],
    opener,
    operations,
    limits: limitsFrom(config, 'admin_'),
    auth,
    log: logger.child({ module: 'admin' }),
    daemonLog: log,
    setTimeout: () => undefined,
    shutdown: () => void stop('admin'),
  });

  const points = endpoints(prepared, main, admin);
  const inherited = inheritedSockets(process.env, process.pid);
  await refuseIfServed(points, new Set(inherited.map((s) => s.name)));

  const stop = async (why: string): Promise<void> => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    notify(process.env, 'STOPPING=1');
    logger.info({ why }, 'stopping; guests stay');
    for (const close of closers) close();
    main.close();
    admin.close();
    await Promise.race([
      Promise.allSettled(modules.map((m) => m.stop())),
      new Promise((resolve) => setTimeout(resolve, 2000).unref()),
    ]);
    for (const point of points) if (!inherited.some((s) => s.name === point.unit)) removeQuietly(point.file);
    removeQuietly(options.pidFile ?? mode.pidFile);
    pidFile.release();
    process.exit(0);
  };
  const closers: (() => void)[] = [];
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGHUP', () => void reload());

  const reload = async (): Promise<void> => {
    notify(process.env, `RELOADING=1\nMONOTONIC_USEC=${monotonicMicroseconds()}`);
    for (const module of modules)
      await module
        .reload?.()
        .catch((error) => logger.error({ err: String(error) }, `reload of ${module.name} failed`));
    notify(process.env, 'READY=1');
  };

  await Promise.all(
    modules.map((module) =>
      module
        .start(AbortSignal.any([stopping.signal, AbortSignal.timeout(DRIVER_START_MS)]))
        .catch((error) => logger.error({ driver: module.name, err: String(error) }, 'driver did not start')),
    ),
  );

  const backlog = int('max_queued_clients', 1000);
  for (const point of points) {
    const listener = point.server.listener(point.listen);
    closers.push(() => listener.close());
    const given = inherited.find((s) => s.name === point.unit);
    if (given) await listenFd(listener, given.fd);
    else await listenUnix(listener, point.file, { mode: point.mode, group: point.group, backlog });
  }
  if (options.listen && flag('listen_tcp', false)) {
    const type = authType(text('auth_tcp', 'sasl'), 'auth_tcp');
    const listener = main.listener({ kind: 'tcp', readOnly: false, auth: type });
    closers.push(() => listener.close());
    await listenTcp(listener, text('listen_addr', '0.0.0.0'), Number(text('tcp_port', '16509')), backlog);
  }
  clientsChanged(0);
  notify(process.env, 'READY=1');
  if (process.env[DAEMONIZED]) {
    process.send?.('ready');
    dropStandardError();
    process.disconnect?.();
  }
  const rest = await startRest(prepared, opener, operations);
  closers.push(() => void rest?.close());
  logger.info({ ms: Math.round(performance.now() - started) }, 'ready');
};

/** REST is loaded after the sockets are up: nobody who speaks RPC waits for it. */
const startRest = async (
  prepared: Prepared,
  opener: Opener,
  operations: Operations,
): Promise<RestServer | null> => {
  const { options, mode, log } = prepared;
  const wanted =
    options.rest.length > 0 ? options.rest : [`unix:${join(mode.sockets, 'virtlight-rest-sock')}`];
  if (wanted.includes('none')) return null;
  const [{ createRestServer, parseRestAddress }, { definitionForms }, { domainModel }] = await Promise.all([
    import('../api/rest/server.ts'),
    import('../api/rest/forms.ts'),
    import('./domain-model.ts'),
  ]);
  const forms = definitionForms(domainModel);
  const rest = createRestServer({
    opener,
    operations,
    forms,
    log: log.logger.child({ module: 'rest' }),
    ready: () => true,
  });
  for (const address of wanted) await rest.listen(parseRestAddress(address));
  return rest;
};

const uriDefault = (host: DriverHost): string | null =>
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
      const rows = supportMatrix(createDrivers(driverHost(prepared)), (program, name) =>
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
