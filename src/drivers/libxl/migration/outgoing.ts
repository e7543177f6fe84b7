// A guest that goes away: begin, perform and confirm. From the moment its stream has been sent only the destination
// knows which of the two copies is the guest; until it has said so, the copy here does not run.
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ErrorCode } from '../../../../schemas/errors.ts';
import { Domain } from '../../../../schemas/xml/domain.ts';
import { formatXml } from '../../../model/xml/format.ts';
import { JobOperation } from '../../common/job.ts';
import { Stop } from '../../common/lifecycle.ts';
import { MigrateFlag } from '../../common/migration.ts';
import { DomainState, PausedReason, RunningReason } from '../../common/states.ts';
import { removeFile } from '../../common/store.ts';
import type { CallContext } from '../../context.ts';
import { isHvm } from '../config/devices.ts';
import { readDefinition, saveStatus } from '../definition.ts';
import { asAsyncJob } from '../save.ts';
import { destroyDomain, guestStopped } from '../start.ts';
import { DOM0, failure, type Guest, mustRun, notValid, type World } from '../world.ts';
import { bakeCookie } from './cookie.ts';
import { openSession, type Session, sessionOf } from './session.ts';
import { dial, inTime, throttle, verdictFrom, workerSocket } from './streams.ts';

const LIBXL_SUSPEND_LIVE = 2;

const note = async (world: World, guest: Guest, migration: Guest['migration']): Promise<void> => {
  guest.migration = migration;
  await saveStatus(world, guest);
};

/** The guest goes on here, after a migration that did not come to its end. */
export const resumeSource = async (world: World, guest: Guest): Promise<void> => {
  await world.xen
    .call('domain_resume', guest.id, 1)
    .catch((error: Error) =>
      world.log.warn({ err: error.message }, `'${guest.name}' not resumed after a failed migration`),
    );
  guest.ending = false;
  if (guest.state === DomainState.PAUSED && guest.reason === PausedReason.MIGRATION)
    world.life.setState(guest, DomainState.RUNNING, RunningReason.MIGRATION_CANCELED);
  // The library tells of a shutdown once only.
  await world.xen.call('unwatch', guest.id).catch(() => undefined);
  await world.xen.call('watch', guest.id).catch(() => undefined);
  await note(world, guest, null);
};

/** Nobody is left to say where the guest runs: the copy here stays stopped until somebody resumes or destroys it. */
export const park = async (world: World, guest: Guest): Promise<void> => {
  guest.ending = false;
  world.life.setState(guest, DomainState.PAUSED, PausedReason.MIGRATION);
  await note(world, guest, { direction: 'out', phase: 'performed' });
  world.log.warn(
    { domain: guest.name },
    `'${guest.name}' was sent away and it is not known whether it runs there; here it is paused: resume or destroy it`,
  );
};

/** A full machine with paravirtual drivers can be moved only if these can be told to suspend. */
const checkSuspend = async (world: World, guest: Guest): Promise<void> => {
  if (!isHvm(guest.def)) return;
  const read = (key: string) =>
    world.xen.call<string | null>('store_read', `/local/domain/${guest.id}/control/${key}`);
  // A guest without such drivers writes nothing there, and is stopped by Xen itself.
  if ((await read('feature-suspend')) === '0')
    throw failure(
      `domain '${guest.name}' cannot be migrated: its drivers do not support suspending (control/feature-suspend is 0)`,
      ErrorCode.OPERATION_UNSUPPORTED,
    );
};

/** Sends a running guest into `out`. It stays suspended on this host until it is confirmed. */
export const sendGuest = async (world: World, guest: Guest, out: Writable, flags: number): Promise<void> => {
  const text = 'Failed to send migration data to destination host';
  const socket = await workerSocket(world, guest);
  guest.ending = true;
  try {
    await note(world, guest, { direction: 'out', phase: 'perform' });
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
      // A broken connection has the library give up. Until it has, nothing else may be done with the guest.
      flow.catch(() => guest.job.async?.abort());
      await suspended;
      await flow;
    });
    await note(world, guest, { direction: 'out', phase: 'performed' });
  } catch (error) {
    out.destroy();
    world.log.error({ err: String(error) }, text);
    await resumeSource(world, guest);
    throw failure(text);
  } finally {
    socket.close();
  }
};

/** The client has gone. What is under way is given up; what has been sent is the destination's to decide. */
const abandoned = async (world: World, guest: Guest, session: Session): Promise<void> => {
  if (guest.migration?.phase !== 'performed') guest.job.async?.abort();
  await session.performing?.catch(() => undefined);
  try {
    if (guest.migration?.phase !== 'performed') return;
    const verdict = await inTime(session.verdict);
    if (verdict === 'running') await leave(world, guest, 0);
    else if (verdict === 'cancelled') await resumeSource(world, guest);
    else await park(world, guest);
  } finally {
    session.end();
  }
};

/**
 * Begin: the definition to send, and the cookie; the guest's job is held from here to confirm. A migration that this
 * daemon drives itself goes on without its client.
 */
export const beginOut = async (
  ctx: CallContext,
  world: World,
  guest: Guest,
  xml: string | null,
  options: { readonly clientMatters: boolean } = { clientMatters: true },
): Promise<{ cookie_out: Buffer; xml: string }> => {
  if (guest.name === DOM0) throw notValid('Domain-0 cannot be migrated');
  mustRun(guest);
  const session = await openSession(ctx, guest, 'out', async (own) => {
    if (options.clientMatters) await abandoned(world, guest, own);
  });
  try {
    mustRun(guest);
    const domain = xml ? readDefinition(xml) : (guest.live as Domain);
    if (domain.uuid !== guest.uuid)
      throw failure(
        `Target domain uuid ${domain.uuid} does not match source ${guest.uuid}`,
        ErrorCode.CONFIG_UNSUPPORTED,
      );
    if (domain.devices.hostdevs.length > 0) throw notValid('domain has assigned host devices');
    await checkSuspend(world, guest);
    return {
      cookie_out: bakeCookie(guest),
      xml: formatXml(Domain, domain, { inactive: true, secure: true, migratable: true }),
    };
  } catch (error) {
    session.end();
    throw error;
  }
};

/** Perform: the stream, to the address that the destination gave. */
export const performOut = async (world: World, guest: Guest, uri: string, flags: number): Promise<void> => {
  const session = sessionOf(guest, 'out');
  if (!session) throw notValid('domain is not being migrated');
  const send = async (): Promise<void> => {
    const socket: Socket = await dial(uri);
    session.verdict = verdictFrom(socket);
    void session.verdict.then((verdict) => {
      if (verdict === 'cancelled' && guest.migration?.phase === 'perform') guest.job.async?.abort();
    });
    await sendGuest(world, guest, socket, flags);
  };
  session.performing = send();
  try {
    await session.performing;
  } catch (error) {
    // Confirm is not called after a failed perform.
    session.end();
    throw error;
  }
};

/** The guest has gone: it is destroyed here, and undefined if that was asked for. */
const leave = async (world: World, guest: Guest, flags: number): Promise<void> => {
  await note(world, guest, { direction: 'out', phase: 'left' });
  await destroyDomain(world, guest).catch((error: Error) =>
    world.log.warn({ err: error.message }, 'a guest that went away could not be destroyed'),
  );
  guest.migration = null;
  await guestStopped(world, guest, Stop.migrated);
  if (flags & MigrateFlag.UNDEFINE_SOURCE && guest.persistent) {
    await removeFile(world.places.configOf(guest.name));
    await removeFile(world.places.linkOf(guest.name));
    world.life.undefined(guest);
  }
};

/** Confirm: the guest is gone from here, or goes on here. */
export const confirmOut = async (
  world: World,
  guest: Guest,
  flags: number,
  cancelled: boolean,
): Promise<void> => {
  const session = sessionOf(guest, 'out');
  if (!session && !guest.migration) throw notValid(`domain '${guest.name}' is not being migrated`);
  try {
    if (!cancelled) await leave(world, guest, flags);
    else if (guest.active && guest.migration) await resumeSource(world, guest);
  } finally {
    session?.end();
  }
};
