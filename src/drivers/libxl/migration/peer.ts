// Peer-to-peer migration: this daemon is the client of the other one and walks through all five steps itself, with the
// stream on a connection of its own or, tunnelled, through the daemon's.
import { Writable } from 'node:stream';
import { ErrorCode } from '../../../../schemas/errors.ts';
import { param } from '../../../../schemas/rpc/types.ts';
import type { CallContext } from '../../context.ts';
import { failure, type Guest, type World } from '../world.ts';
import { beginOut, confirmOut, performOut, sendGuest } from './outgoing.ts';
import { MigrateFlag } from './session.ts';

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
  let confirmed = false;
  let begun = false;
  try {
    const { cookie_out, xml } = await beginOut(ctx, world, guest, to.xml, { clientMatters: false });
    begun = true;
    const name = to.name ?? guest.name;
    const remoteFlags = flags & ~MigrateFlag.PEER2PEER;
    const base = [param.string('destination_xml', xml), param.string('destination_name', name)];
    const params = to.uri ? [...base, param.string('migrate_uri', to.uri)] : base;
    let performed = false;
    let firstError: unknown = null;
    try {
      if (flags & MigrateFlag.TUNNELLED) {
        const { stream } = await peer.stream('domainMigratePrepareTunnel3Params', {
          params,
          cookie_in: cookie_out,
          flags: remoteFlags,
        });
        await sendGuest(world, guest, intoStream(stream), flags);
      } else {
        const answer = (await peer.call('domainMigratePrepare3Params', {
          params,
          cookie_in: cookie_out,
          flags: remoteFlags,
        })) as { uri_out?: string | null };
        if (!answer.uri_out) throw failure('domainMigratePrepare3 did not set uri');
        await performOut(world, guest, answer.uri_out, flags);
      }
      performed = true;
    } catch (error) {
      firstError = error;
    }
    let arrived = false;
    try {
      await peer.call('domainMigrateFinish3Params', {
        params: [param.string('destination_name', name)],
        cookie_in: Buffer.alloc(0),
        flags: remoteFlags,
        cancelled: performed ? 0 : 1,
      });
      arrived = performed;
    } catch (error) {
      firstError ??= error;
    }
    confirmed = true;
    await confirmOut(world, guest, flags, !arrived);
    if (!arrived)
      throw firstError ?? failure('migration did not finish on the destination', ErrorCode.OPERATION_FAILED);
  } finally {
    if (begun && !confirmed) await confirmOut(world, guest, flags, true).catch(() => undefined);
    peer.close();
  }
};
