// Peer-to-peer migration: this daemon is the client of the other one and walks through all five steps itself, with the
// stream on a connection of its own or, tunnelled, through the daemon's.
import { Writable } from 'node:stream';
import { ErrorCode } from '../../../../schemas/errors.ts';
import { param } from '../../../../schemas/rpc/types.ts';
import { migrateToPeer } from '../../common/migration.ts';
import type { CallContext } from '../../context.ts';
import { failure, type Guest, type World } from '../world.ts';
import { beginOut, confirmOut, performOut, sendGuest } from './outgoing.ts';
import { sessionOf } from './session.ts';

interface Destination {
  readonly dconnuri: string;
  readonly uri: string | null;
  readonly name: string | null;
  readonly xml: string | null;
}

/** Sends chunks through the stream of a call; the end is confirmed by the other daemon. */
const intoStream = (stream: {
  send(data: Buffer): void;
  finish(): Promise<void>;
  abort(): Promise<void>;
}): Writable =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      stream.send(chunk);
      setImmediate(done);
    },
    final(done) {
      stream.finish().then(() => done(), done);
    },
    destroy(error, done) {
      if (error) void stream.abort().catch(() => undefined);
      done(error);
    },
  });

export const performPeerToPeer = async (
  ctx: CallContext,
  world: World,
  guest: Guest,
  to: Destination,
  flags: number,
): Promise<void> => {
  const dial = world.host.connectPeer;
  if (!dial) throw failure('this daemon cannot connect to others', ErrorCode.NO_SUPPORT);
  const peer = await dial(to.dconnuri);
  try {
    await migrateToPeer(
      peer,
      {
        name: guest.name,
        begin: () => beginOut(ctx, world, guest, to.xml, { clientMatters: false }),
        async perform(target) {
          if ('stream' in target) await sendGuest(world, guest, intoStream(target.stream), flags);
          else await performOut(world, guest, target.uri ?? '', flags);
          return Buffer.alloc(0);
        },
        async confirm(_cookie, cancelled) {
          // A perform that failed has given everything up itself.
          if (!cancelled || sessionOf(guest, 'out') || guest.migration)
            await confirmOut(world, guest, flags, cancelled);
        },
      },
      [
        ...(to.name === null ? [] : [param.string('destination_name', to.name)]),
        ...(to.uri === null ? [] : [param.string('migrate_uri', to.uri)]),
      ],
      flags,
    );
  } finally {
    peer.close();
  }
};
