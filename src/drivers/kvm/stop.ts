// The end of a guest, however it comes: the process is made sure of, its files and host resources are given back, the
// state and the event tell why. Needs neither job nor monitor.
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { ErrorDomain, systemError } from '../../../schemas/errors.ts';
import { JobType } from '../common/job.ts';
import { reasonWord, stoppedDetail } from '../common/state-words.ts';
import { Detail, DomainState, Lifecycle, ShutoffReason } from '../common/states.ts';
import { closeBackup } from './backup/end.ts';
import { hasWritableDisk } from './definition.ts';
import type { Guest, Run } from './guest.ts';
import { appendToLog, stoppingLine } from './log.ts';
import { giveBack } from './resources.ts';
import { removeStartMark, removeStatus } from './status.ts';
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
  /** The object stays in the table though it is transient: it is about to run again. */
  readonly keep?: boolean;
}

/** Ends the process: asked first, then killed. A process that is stopped cannot be asked. */
const endProcess = async (run: Run, graceful: boolean): Promise<void> => {
  const process = run.process;
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
    if (await process.waitGone(hasWritableDisk(run.domain) ? FLUSH_MS : NO_DISK_MS)) return;
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
const hearLastWords = async (run: Run): Promise<void> => {
  const end = performance.now() + LAST_WORDS_MS;
  while (run.monitor?.connected && performance.now() < end) await new Promise((done) => setTimeout(done, 1));
  run.monitor?.close();
};

/** Everything of a run that is not QEMU itself. Goes on over failures: each is logged. */
export const clearAway = async (world: World, guest: Guest, run: Run): Promise<void> => {
  run.cleared = true;
  run.gone.abort();
  const attempt = async (what: string, work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      world.log.warn({ guest: guest.name, err: String(error) }, `cannot ${what} of '${guest.name}'`);
    }
  };
  await attempt('end the backup', () => closeBackup(world, guest, run, JobType.CANCELLED));
  for (const close of run.consoles.values()) close();
  run.consoles.clear();
  run.autodestroy?.();
  run.autodestroy = null;
  await attempt('give back resources', () => giveBack(world, guest, run));
  await Promise.all([
    attempt('remove the status', () => removeStatus(guest, run)),
    attempt('remove the start mark', () => removeStartMark(guest)),
    attempt('remove the folder', () => rm(run.libDir, { recursive: true, force: true })),
    attempt('remove the channel folder', () => rm(run.channelDir, { recursive: true, force: true })),
  ]);
  run.process?.close();
};

/** A guest that is neither running nor defined is forgotten. */
export const forgetIfTransient = (world: World, guest: Guest): void => {
  if (guest.active || guest.persistent) return;
  world.guests.remove(guest);
  const { files, snapshots, checkpoints } = guest;
  if (snapshots.size > 0) rmSync(files.snapshots, { recursive: true, force: true });
  if (checkpoints.size > 0) rmSync(files.checkpoints, { recursive: true, force: true });
};

/** The table's part of an end: not active, no running definition. */
export const goneFrom = (world: World, guest: Guest, reason: number): void => {
  guest.run = null;
  guest.live = null;
  world.guests.setInactive(guest);
  guest.setState(DomainState.SHUTOFF, reason);
};

/** Ends a start that is under way: its plan takes back all it did. */
const callOff = async (world: World, guest: Guest, run: Run, request: StopRequest): Promise<void> => {
  run.process?.signal(SIGKILL);
  run.starting?.abort();
  await run.startDone;
  guest.setState(DomainState.SHUTOFF, request.reason);
  guest.lifecycle(Lifecycle.STOPPED, request.detail ?? stoppedDetail(request.reason));
  forgetIfTransient(world, guest);
};

/** Ends a running guest; whoever comes second waits for the same end. */
export const stopGuest = (world: World, guest: Guest, request: StopRequest): Promise<void> => {
  const run = guest.run;
  if (!run) return Promise.resolve();
  if (run.ended) return run.ended;
  run.ending = true;
  run.quiet = request.reason !== ShutoffReason.DESTROYED;
  const stop = async (): Promise<void> => {
    if (run.starting) return callOff(world, guest, run, request);
    await endProcess(run, request.graceful === true);
    await hearLastWords(run);
    const reason = reasonWord(DomainState.SHUTOFF, request.reason);
    await appendToLog(guest.files.log, stoppingLine(reason)).catch(() => undefined);
    await clearAway(world, guest, run);
    goneFrom(world, guest, request.reason);
    if (request.detail !== null)
      guest.lifecycle(Lifecycle.STOPPED, request.detail ?? stoppedDetail(request.reason));
    if (!request.keep) forgetIfTransient(world, guest);
  };
  run.ended = stop().catch((error) => {
    run.ending = false;
    run.ended = null;
    throw error;
  });
  return run.ended;
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
