// Migration, version 3 of the protocol: begin, perform and confirm on the source; prepare and finish on the destination.
// Each side holds the guest's job from its first step to its last, and lets go of everything if the other side or the
// client vanishes in between: the guest then runs on exactly one host.
import { mkdirSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { ParamType, type TypedParam } from '../../../schemas/rpc/types.ts';
import { Domain } from '../../../schemas/xml/domain.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseTree, type XmlNode } from '../../model/xml/tree.ts';
import { escapeXml } from '../../model/xml/values.ts';
import { JobOperation } from '../common/job.ts';
import { Stop } from '../common/lifecycle.ts';
import { paramText, validateParams } from '../common/params.ts';
import { Detail, DomainState, Lifecycle, PausedReason, RunningReason } from '../common/states.ts';
import { removeFile } from '../common/store.ts';
import type { CallContext } from '../context.ts';
import { readDefinition, saveConfig, saveStatus } from './definition.ts';
import { asAsyncJob } from './save.ts';
import { destroyDomain, guestStopped, startGuest } from './start.ts';
import { DOM0, failure, type Guest, mustRun, notValid, orFail, type World } from './world.ts';

export const MigrateFlag = {
  LIVE: 1,
  PEER2PEER: 2,
  TUNNELLED: 4,
  PERSIST_DEST: 8,
  UNDEFINE_SOURCE: 16,
  PAUSED: 32,
  CHANGE_PROTECTION: 256,
} as const;
export const MIGRATION_PARAMETERS = {
  migrate_uri: ParamType.STRING,
  destination_name: ParamType.STRING,
  destination_xml: ParamType.STRING,
} as const;
const STREAM_VERSION = 2;
const LIBXL_SUSPEND_LIVE = 2;
const FIRST_PORT = 49152;
const LAST_PORT = 49216;
/** How long a destination waits for the stream to begin, and a source for a connection. */
const CONNECT_MS = 30_000;

const failed = (text: string): VirError => failure(text, ErrorCode.OPERATION_FAILED);

// ---- the job that spans calls ------------------------------------------------------------------------

interface Session {
  readonly direction: 'out' | 'in';
  /** Ends the guest's job. */
  end(): void;
  /** Destination: the stream's arrival, and the undo of listening. */
  received?: Promise<void>;
  stopListening?: () => void;
}
const sessions = new WeakMap<Guest, Session>();

/** Takes the guest's job and keeps it until `end`; `abandoned` runs when the client's session ends first. */
const open = async (
  ctx: CallContext,
  guest: Guest,
  direction: Session['direction'],
  abandoned: () => Promise<void>,
): Promise<Session> => {
  let release: () => void = () => undefined;
  await new Promise<void>((acquired, refused) => {
    guest.job
      .run(ctx.api, () => {
        acquired();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(refused);
  });
  const forget = ctx.onSessionEnd(() => {
    if (sessions.get(guest) === session) void abandoned().catch(() => undefined);
  });
  const session: Session = {
    direction,
    end() {
      if (sessions.get(guest) === session) sessions.delete(guest);
      forget();
      release();
    },
  };
  sessions.set(guest, session);
  return session;
};

// ---- cookies -----------------------------------------------------------------------------------------

const bakeCookie = (guest: Guest): Buffer =>
  Buffer.from(`<libxl-migration>
  <name>${escapeXml(guest.name)}</name>
  <uuid>${guest.uuid}</uuid>
  <hostname>${escapeXml(hostname())}</hostname>
  <migration-stream-version>${STREAM_VERSION}</migration-stream-version>
</libxl-migration>
\0`);

/** The stream version of a cookie; a source without cookies sends the first version. */
const eatCookie = (cookie: Buffer): number => {
  if (cookie.length === 0) return 1;
  if (cookie[cookie.length - 1] !== 0) throw failure('Migration cookie was not NULL terminated');
  const { root } = parseTree(cookie.toString('utf8').slice(0, -1), '(libxl_migration_cookie)');
  const text = (name: string): string | undefined => root.kids.find((k: XmlNode) => k.name === name)?.text;
  if (text('name') === undefined) throw failure('missing name element in migration data');
  if (text('uuid') === undefined) throw failure('missing uuid element in migration data');
  const version = Number(text('migration-stream-version'));
  if (!Number.isInteger(version) || version < 1) throw failure('missing Xen migration stream version');
  if (version > STREAM_VERSION)
    throw failure(
      `Xen migration stream version '${version}' is not supported on this host`,
      ErrorCode.OPERATION_UNSUPPORTED,
    );
  return version;
};

// ---- streams -----------------------------------------------------------------------------------------

/** Limits what passes to so many bytes a second; 0 lets everything pass. */
const throttle = (bytesPerSecond: () => number): Transform => {
  let ready = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const limit = bytesPerSecond();
      if (!limit) return done(null, chunk);
      const now = Date.now();
      const wait = Math.max(0, ready - now);
      ready = Math.max(ready, now) + (chunk.length * 1000) / limit;
      setTimeout(() => done(null, chunk), wait);
    },
  });
};

/**
 * A socket that the worker connects to, so that the library gets a blocking descriptor of its own; `joined` is our end
 * of it.
 */
const workerSocket = async (
  world: World,
  guest: Guest,
): Promise<{ path: string; joined: Promise<Socket>; close(): void }> => {
  mkdirSync(world.places.run, { recursive: true });
  const path = join(world.places.run, `${guest.uuid}.migrate`);
  await unlink(path).catch(() => undefined);
  const server = createServer({ allowHalfOpen: true });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  const joined = new Promise<Socket>((resolve) => server.once('connection', resolve));
  return {
    path,
    joined,
    close: () => {
      server.close();
      void unlink(path).catch(() => undefined);
    },
  };
};

/** Sends a running guest into `out`. The guest stays suspended on this host until it is confirmed. */
export const sendGuest = async (world: World, guest: Guest, out: Writable, flags: number): Promise<void> => {
  const text = 'Failed to send migration data to destination host';
  const socket = await workerSocket(world, guest);
  guest.ending = true;
  try {
    await asAsyncJob(guest, JobOperation.MIGRATION_OUT, async (signal) => {
      const limit = () => guest.migrationSpeed * 1024 * 1024;
      const flow = socket.joined.then((from) => pipeline(from as Readable, throttle(limit), out, { signal }));
      const suspended = world.xen.abortable(
        signal,
        'domain_suspend',
        guest.id,
        { socket: socket.path },
        flags & MigrateFlag.LIVE ? LIBXL_SUSPEND_LIVE : 0,
      );
      // A broken connection makes the library fail; a failed library ends the stream.
      await Promise.all([suspended, flow]);
    });
  } catch (error) {
    out.destroy();
    world.log.error({ err: String(error) }, text);
    await resumeSource(world, guest);
    throw failure(text);
  } finally {
    socket.close();
  }
};

/** The guest goes on here, after a migration that did not come to its end. */
const resumeSource = async (world: World, guest: Guest): Promise<void> => {
  await world.xen
    .call('domain_resume', guest.id, 1)
    .catch((error: Error) =>
      world.log.warn({ err: error.message }, 'guest not resumed after a failed migration'),
    );
  guest.ending = false;
  await world.xen.call('unwatch', guest.id).catch(() => undefined);
  await world.xen.call('watch', guest.id).catch(() => undefined);
};

// ---- source ------------------------------------------------------------------------------------------

/** Begin: the definition to send, and the cookie; the guest's job is held from here to confirm. */
export const beginOut = async (
  ctx: CallContext,
  world: World,
  guest: Guest,
  xml: string | null,
): Promise<{ cookie_out: Buffer; xml: string }> => {
  if (guest.name === DOM0) throw notValid('Domain-0 cannot be migrated');
  mustRun(guest);
  const session = await open(ctx, guest, 'out', async () => confirmOut(world, guest, 0, true));
  try {
    mustRun(guest);
    const domain = xml ? readDefinition(xml) : (guest.live as Domain);
    if (domain.uuid !== guest.uuid)
      throw failure(
        `Target domain uuid ${domain.uuid} does not match source ${guest.uuid}`,
        ErrorCode.CONFIG_UNSUPPORTED,
      );
    if (domain.devices.hostdevs.length > 0) throw notValid('domain has assigned host devices');
    return {
      cookie_out: bakeCookie(guest),
      xml: formatXml(Domain, domain, { inactive: true, secure: true, migratable: true }),
    };
  } catch (error) {
    session.end();
    throw error;
  }
};

const dial = (uri: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    let url: URL;
    try {
      url = new URL(uri);
    } catch {
      reject(failure(`unable to parse URI: ${uri}`, ErrorCode.INVALID_ARG));
      return;
    }
    const socket = connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) });
    const timer = setTimeout(() => socket.destroy(new Error('connection timed out')), CONNECT_MS);
    socket.once('error', (error) =>
      reject(
        new VirError(
          ErrorCode.SYSTEM_ERROR,
          ErrorDomain.RPC,
          `unable to connect to server at '${url.host}': ${error.message}`,
        ),
      ),
    );
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });

/** Perform: the stream, to the address that the destination gave. */
export const performOut = async (world: World, guest: Guest, uri: string, flags: number): Promise<void> => {
  const session = sessions.get(guest);
  if (session?.direction !== 'out') throw notValid('domain is not being migrated');
  try {
    const socket = await dial(uri);
    await sendGuest(world, guest, socket, flags);
  } catch (error) {
    // Confirm is not called after a failed perform.
    session.end();
    throw error;
  }
};

/** Confirm: the guest is gone from here, or goes on here. */
export const confirmOut = async (
  world: World,
  guest: Guest,
  flags: number,
  cancelled: boolean,
): Promise<void> => {
  const session = sessions.get(guest);
  try {
    if (cancelled) {
      if (guest.active && guest.ending) await resumeSource(world, guest);
      return;
    }
    await destroyDomain(world, guest).catch((error: Error) =>
      world.log.warn({ err: error.message }, 'a guest that went away could not be destroyed'),
    );
    await guestStopped(world, guest, Stop.migrated);
    if (flags & MigrateFlag.UNDEFINE_SOURCE && guest.persistent) {
      await removeFile(world.places.configOf(guest.name));
      await removeFile(world.places.linkOf(guest.name));
      world.life.undefined(guest);
    }
  } finally {
    session?.end();
  }
};

// ---- destination -------------------------------------------------------------------------------------

interface Incoming {
  readonly xml: string | null;
  readonly name: string | null;
  readonly cookie: Buffer;
}

/** Makes room for a guest that is about to arrive and starts restoring from `stream` as soon as there is one. */
const receive = async (
  ctx: CallContext,
  world: World,
  incoming: Incoming,
  stream: Promise<Readable>,
  stopListening: () => void,
): Promise<Guest> => {
  const version = eatCookie(incoming.cookie);
  if (!incoming.xml) throw failure('no domain XML passed');
  const domain = readDefinition(incoming.xml, { validate: false });
  if (incoming.name) domain.name = incoming.name;
  const { dom: guest } = world.guests.add(domain, { live: true, checkActive: true });
  const session = await open(ctx, guest, 'in', () =>
    finishIn(world, guest, 0, true).then(
      () => undefined,
      () => undefined,
    ),
  );
  session.stopListening = stopListening;
  session.received = (async () => {
    const socket = await workerSocket(world, guest);
    try {
      const from = await stream;
      const flow = socket.joined.then((to) => pipeline(from, to as Writable));
      flow.catch(() => undefined);
      await startGuest(world, guest, { restore: { from: { socket: socket.path }, version }, silent: true });
      from.destroy();
    } finally {
      socket.close();
      stopListening();
    }
  })();
  session.received.catch((error: Error) =>
    world.log.error({ err: error.message }, `incoming migration of '${guest.name}' failed`),
  );
  return guest;
};

const listenOn = (host: string, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, ...(host ? {} : {}) }, () => resolve(server));
  });

/** Prepare: a port to send the stream to. */
export const prepareIn = async (
  ctx: CallContext,
  world: World,
  incoming: Incoming,
  uri: string | null,
): Promise<string> => {
  let host = hostname();
  let port = 0;
  if (uri) {
    const text = uri.startsWith('tcp://') ? uri : `tcp://${uri}`;
    let url: URL;
    try {
      url = new URL(text);
    } catch {
      throw failure(`unable to parse URI: ${uri}`, ErrorCode.INVALID_ARG);
    }
    if (!url.hostname) throw failure(`missing host in migration URI: ${uri}`, ErrorCode.INVALID_ARG);
    host = url.hostname;
    port = Number(url.port);
  } else if (host.startsWith('localhost'))
    throw failure('hostname on destination resolved to localhost, but migration requires an FQDN');
  let server: Server | null = null;
  for (let wanted = port || FIRST_PORT; !server && wanted <= (port || LAST_PORT); wanted++)
    server = await listenOn(host, wanted).catch(() => null);
  if (!server) throw failed('Fail to create socket for incoming migration');
  const listening = server;
  const { port: bound } = listening.address() as { port: number };
  let stop: () => void = () => undefined;
  const stream = new Promise<Readable>((resolve, reject) => {
    const timer = setTimeout(() => stop(), CONNECT_MS * 2);
    stop = () => {
      clearTimeout(timer);
      listening.close();
      reject(failed('Failed to accept migration connection'));
    };
    listening.once('connection', (socket) => {
      clearTimeout(timer);
      listening.close();
      resolve(socket);
    });
  });
  stream.catch(() => undefined);
  try {
    await receive(ctx, world, incoming, stream, stop);
  } catch (error) {
    stop();
    throw error;
  }
  return `tcp://${host}:${bound}`;
};

/** Prepare, tunnelled: the stream comes through the connection itself. */
export const prepareTunnelIn = async (ctx: CallContext, world: World, incoming: Incoming): Promise<void> => {
  const tunnel = new Transform({
    writableObjectMode: true,
    transform(chunk: Buffer | { hole: number }, _encoding, done) {
      done(null, Buffer.isBuffer(chunk) ? chunk : Buffer.alloc(chunk.hole));
    },
  });
  await receive(ctx, world, incoming, Promise.resolve(tunnel), () => undefined);
  if (!ctx.stream) throw failure('this call needs a stream');
  ctx.stream.attach({ writable: tunnel });
};

/** Finish: the guest runs here, or everything of it is taken away again. */
export const finishIn = async (
  world: World,
  guest: Guest,
  flags: number,
  cancelled: boolean,
): Promise<Guest['handle']> => {
  const session = sessions.get(guest);
  if (session?.direction !== 'in') throw failed(`no incoming migration of domain '${guest.name}'`);
  try {
    if (cancelled) session.stopListening?.();
    await session.received?.catch(() => undefined);
    if (cancelled) throw failed('migration was cancelled');
    if (!guest.active) throw failed('Migration failed. Domain is not running on destination host');
    world.life.tell(guest, Lifecycle.STARTED, Detail.STARTED.MIGRATED);
    if (flags & MigrateFlag.PAUSED) world.life.paused(guest, PausedReason.USER, Detail.SUSPENDED.PAUSED);
    else {
      await orFail(world, world.xen.call('domain_unpause', guest.id), 'Failed to unpause domain');
      world.life.resumed(guest, RunningReason.MIGRATED, Detail.RESUMED.MIGRATED);
    }
    if (flags & MigrateFlag.PERSIST_DEST) {
      const was = guest.persistent;
      guest.config = structuredClone(guest.live);
      await saveConfig(world, guest);
      world.life.defined(guest, was ? Detail.DEFINED.UPDATED : Detail.DEFINED.ADDED);
    }
    await saveStatus(world, guest);
    return guest.handle;
  } catch (error) {
    if (guest.active) {
      await destroyDomain(world, guest).catch(() => undefined);
      await guestStopped(world, guest, Stop.failed);
    } else if (!guest.persistent) world.guests.remove(guest);
    world.life.setState(guest, DomainState.SHUTOFF, Stop.failed.reason);
    throw error;
  } finally {
    session.end();
  }
};

/** The parameters of a call, checked. */
export const migrationParams = (params: readonly TypedParam[]) => {
  validateParams(params, MIGRATION_PARAMETERS);
  return {
    uri: paramText(params, 'migrate_uri') ?? null,
    name: paramText(params, 'destination_name') ?? null,
    xml: paramText(params, 'destination_xml') ?? null,
  };
};
