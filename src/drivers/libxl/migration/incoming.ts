// A guest that arrives: prepare and finish. Until finish has said that it runs here it is on record as a guest on its way,
// which a restart takes away again: the source then goes on.

import type { Socket } from 'node:net';
import { hostname } from 'node:os';
import { type Duplex, type Readable, Transform } from 'node:stream';
import { ErrorCode } from '../../../../schemas/errors.ts';
import { Stop } from '../../common/lifecycle.ts';
import { MigrateFlag } from '../../common/migration.ts';
import { Detail, DomainState, Lifecycle, PausedReason, RunningReason } from '../../common/states.ts';
import type { CallContext } from '../../context.ts';
import { readDefinition, saveConfig, saveStatus } from '../definition.ts';
import { destroyDomain, guestStopped, startGuest } from '../start.ts';
import { failure, type Guest, orFail, type World } from '../world.ts';
import { eatCookie } from './cookie.ts';
import { openSession, sessionOf } from './session.ts';
import { CONNECT_MS, listenForStream, workerSocket } from './streams.ts';

const failed = (text: string) => failure(text, ErrorCode.OPERATION_FAILED);

export interface Incoming {
  readonly xml: string | null;
  readonly name: string | null;
  readonly cookie: Buffer;
}
/** Where the stream comes from: it can be waited for, and given up. */
interface Source {
  readonly stream: Promise<Readable>;
  giveUp(): void;
}

/** Makes room for a guest that is about to arrive and starts restoring from the stream as soon as there is one. */
const receive = async (
  ctx: CallContext,
  world: World,
  incoming: Incoming,
  source: Source,
): Promise<Guest> => {
  const version = eatCookie(incoming.cookie);
  if (!incoming.xml) throw failure('no domain XML passed');
  const domain = readDefinition(incoming.xml, { validate: false });
  if (incoming.name) domain.name = incoming.name;
  const { dom: guest } = world.guests.add(domain, { live: true, checkActive: true });
  const session = await openSession(ctx, guest, 'in', async () => {
    await finishIn(world, guest, 0, true).catch(() => undefined);
  });
  const stopping = new AbortController();
  session.giveUp = () => {
    source.giveUp();
    session.tell?.('cancelled');
    stopping.abort();
  };
  guest.migration = { direction: 'in', phase: 'prepare' };
  session.received = (async () => {
    const socket = await workerSocket(world, guest);
    try {
      const from = await source.stream;
      session.tell = (verdict) => {
        if ('end' in from) (from as Duplex).on('error', () => undefined).end(verdict);
      };
      const { signal } = stopping;
      void socket.joined.then((to) => feed(from, to));
      await startGuest(world, guest, {
        restore: { from: { socket: socket.path }, version },
        silent: true,
        signal,
      });
    } finally {
      socket.close();
    }
  })();
  session.received.catch((error: Error) =>
    world.log.error({ err: error.message }, `incoming migration of '${guest.name}' failed`),
  );
  return guest;
};

/** How long a source may go on sending what nobody wants any more. */
const DRAIN_MS = 2000;
/**
 * Passes a stream on for as long as it is wanted. What comes after that is thrown away for a moment, so that the source
 * can hear why.
 */
const feed = (from: Readable, to: Socket): void => {
  const stop = (): void => {
    from.unpipe(to);
    from.resume();
    setTimeout(() => from.destroy(), DRAIN_MS).unref();
  };
  to.once('error', stop).once('close', stop);
  from.once('error', () => to.destroy());
  from.once('close', () => {
    if (!from.readableEnded) to.destroy();
  });
  from.pipe(to);
};

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
  const listening = await listenForStream(port);
  if (!listening) throw failed('Fail to create socket for incoming migration');
  const { port: bound } = listening.address() as { port: number };
  let giveUp: () => void = () => undefined;
  const stream = new Promise<Readable>((resolve, reject) => {
    const timer = setTimeout(() => giveUp(), CONNECT_MS * 2);
    giveUp = () => {
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
    await receive(ctx, world, incoming, { stream, giveUp });
  } catch (error) {
    giveUp();
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
  if (!ctx.stream) throw failure('this call needs a stream');
  await receive(ctx, world, incoming, { stream: Promise.resolve(tunnel), giveUp: () => undefined });
  ctx.stream.attach({ writable: tunnel });
};

/** Lets the guest run here, as the flags want it. */
const takeOver = async (world: World, guest: Guest, flags: number): Promise<void> => {
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
  // From here on a restart keeps it.
  guest.migration = null;
  await saveStatus(world, guest);
};

/** Finish: the guest runs here, or everything of it is taken away again. */
export const finishIn = async (
  world: World,
  guest: Guest,
  flags: number,
  cancelled: boolean,
): Promise<Guest['handle']> => {
  const session = sessionOf(guest, 'in');
  if (!session) throw failed(`no incoming migration of domain '${guest.name}'`);
  try {
    if (cancelled) session.giveUp?.();
    await session.received?.catch(() => undefined);
    if (cancelled) throw failed('migration was cancelled');
    if (!guest.active) throw failed('Migration failed. Domain is not running on destination host');
    await takeOver(world, guest, flags);
    session.tell?.('running');
    return guest.handle;
  } catch (error) {
    guest.migration = null;
    if (guest.active) {
      await destroyDomain(world, guest).catch(() => undefined);
      await guestStopped(world, guest, Stop.failed);
    } else if (!guest.persistent) world.guests.remove(guest);
    world.life.setState(guest, DomainState.SHUTOFF, Stop.failed.reason);
    session.tell?.('cancelled');
    throw error;
  } finally {
    session.end();
  }
};
