// The end of a guest, however it comes: the process is made sure of, its files and host resources are given back, the
// state and the event tell why. Needs neither job nor monitor.
import { rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import { removeFile } from '../common/store.ts';
import { Detail, DomainState, Lifecycle, ShutoffReason } from '../common/states.ts';
import { hasWritableDisk } from './definition.ts';
import type { Guest, Live } from './guest.ts';
import { appendToLog, stoppingLine } from './log.ts';
import { giveBack } from './resources.ts';
import { reasonWord, stoppedDetail } from './states.ts';
import { removeStatus } from './status.ts';
import type { World } from './world.ts';

const { SIGTERM, SIGKILL } = constants.signals;

/** How long QEMU may take to flush and close its disks after SIGTERM, and without any disk to flush. */
const FLUSH_MS = 3_000;
const NO_DISK_MS = 200;
/** With the graceful flag nothing is killed; libvirt waits this long. */
const GRACEFUL_MS = 15_000;
/** A killed process can only linger in the kernel. */
const KILLED_MS = 30_000;
/** After the process is gone its last words may still be in the monitor's socket. */
const LAST_WORDS_MS = 250;

export interface StopRequest {
  readonly reason: number;
  /** Detail of the STOPPED event, when it is not the reason's own; null for no event. */
  readonly detail?: number | null;
  /** Give up, with libvirt's error, rather than kill. */
  readonly graceful?: boolean;
}

/** Ends the process: asked first, then killed. A process that is stopped cannot be asked. */
const endProcess = async (live: Live, graceful: boolean): Promise<void> => {
  const process = live.process;
  if (!process || process.gone()) return;
  if (graceful) {
    process.signal(SIGTERM);
    if (await process.waitGone(GRACEFUL_MS)) return;
    throw systemError(
      ErrorDomain.NONE,
      constants.errno.EBUSY,
      `Failed to terminate process ${process.pid} with SIGTERM`,
      'Device or resource busy',
    );
  }
  if (!process.stopped()) {
    process.signal(SIGTERM);
    if (await process.waitGone(hasWritableDisk(live.domain) ? FLUSH_MS : NO_DISK_MS)) return;
  }
  process.signal(SIGKILL);
  if (await process.waitGone(KILLED_MS)) return;
  throw systemError(
    ErrorDomain.NONE,
    constants.errno.EBUSY,
    `Failed to terminate process ${process.pid} with SIGKILL`,
    'Device or resource busy',
  );
};

/** Lets events that QEMU sent while it ended arrive before the guest is said to have stopped. */
const hearLastWords = async (live: Live): Promise<void> => {
  const end = performance.now() + LAST_WORDS_MS;
  while (live.monitor?.connected && performance.now() < end) await new Promise((done) => setTimeout(done, 1));
  live.monitor?.close();
};

/** Everything of a run that is not QEMU itself. Goes on over failures: each is logged. */
export const clearAway = async (world: World, guest: Guest, live: Live): Promise<void> => {
  live.cleared = true;
  const attempt = async (what: string, work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      world.log.warn({ guest: guest.name, err: String(error) }, `cannot ${what} of '${guest.name}'`);
    }
  };
  for (const close of live.consoles.values()) close();
  live.consoles.clear();
  live.autodestroy?.();
  live.autodestroy = null;
  await attempt('give back resources', () => giveBack(world, guest, live));
  await Promise.all([
    attempt('remove the status', () => removeStatus(guest, live)),
    attempt('remove the start mark', () => removeFile(guest.files.starting)),
    attempt('remove the folder', () => rm(live.libDir, { recursive: true, force: true })),
    attempt('remove the channel folder', () => rm(live.channelDir, { recursive: true, force: true })),
  ]);
  live.process?.close();
};

/** A guest that is neither running nor defined is forgotten. */
export const forgetIfTransient = (world: World, guest: Guest): void => {
  if (!guest.active && !guest.persistent) world.guests.remove(guest);
};

const quit = (): VirError =>
  new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, 'domain is no longer running');

/** Ends a start that is under way: its plan takes back all it did. */
const callOff = async (world: World, guest: Guest, live: Live, request: StopRequest): Promise<void> => {
  const handle = { ...guest.handle };
  live.process?.signal(SIGKILL);
  live.starting?.abort();
  await live.startDone;
  guest.setState(DomainState.SHUTOFF, request.reason);
  const detail = request.detail ?? stoppedDetail(request.reason);
  world.bus.emit('domain', 'lifecycle', { dom: handle, event: Lifecycle.STOPPED, detail });
  forgetIfTransient(world, guest);
};

/** Ends a running guest; whoever comes second waits for the same end. */
export const stopGuest = (world: World, guest: Guest, request: StopRequest): Promise<void> => {
  const live = guest.live;
  if (!live) return Promise.resolve();
  if (live.ended) return live.ended;
  live.ending = true;
  const stop = async (): Promise<void> => {
    if (live.starting) return callOff(world, guest, live, request);
    await endProcess(live, request.graceful === true);
    await hearLastWords(live);
    const reason = reasonWord(DomainState.SHUTOFF, request.reason);
    await appendToLog(guest.files.log, stoppingLine(reason)).catch(() => undefined);
    await clearAway(world, guest, live);
    const event = { event: Lifecycle.STOPPED, detail: request.detail ?? stoppedDetail(request.reason) };
    const handle = { ...guest.handle, id: request.detail === null ? -1 : live.id };
    guest.live = null;
    guest.setState(DomainState.SHUTOFF, request.reason);
    guest.job.fail(quit());
    if (request.detail !== null) world.bus.emit('domain', 'lifecycle', { dom: handle, ...event });
    forgetIfTransient(world, guest);
  };
  live.ended = stop().catch((error) => {
    live.ending = false;
    live.ended = null;
    throw error;
  });
  return live.ended;
};

/** QEMU has ended, or closed its monitor for good, without being told to by us. */
export const guestDied = (world: World, guest: Guest): Promise<void> => {
  const expected = guest.state === DomainState.SHUTDOWN;
  return stopGuest(
    world,
    guest,
    expected
      ? { reason: ShutoffReason.SHUTDOWN }
      : { reason: ShutoffReason.CRASHED, detail: Detail.STOPPED.FAILED },
  );
};
