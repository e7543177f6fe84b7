// After a restart: asynchronous work that the daemon's end has cut short is taken back, so that the guest goes on as if
// nobody had asked for it.

import { rm } from 'node:fs/promises';
import { JobOperation } from '../common/job.ts';
import { Detail, DomainState, PausedReason, RunningReason, ShutoffReason } from '../common/states.ts';
import { BlockJobType, queryJobs } from './blockjobs.ts';
import { continueGuest } from './continue.ts';
import { type Guest, orGone, type Run } from './guest.ts';
import { deleteInternal } from './snapshot/internal.ts';
import { snapshotsOf } from './snapshot/store.ts';
import type { Status } from './status.ts';
import { saveStatus } from './status.ts';
import { stopGuest } from './stop.ts';
import type { World } from './world.ts';

const POLL_MS = 50;
/** An internal snapshot cannot be called off; it takes what the storage takes. */
const SNAPSHOT_MS = 3600_000;
const INTERNAL = /^internal-snapshot-(save|load|delete)-(.*)$/s;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, POLL_MS));

const cancelMigration = async (guest: Guest): Promise<void> => {
  const busy: readonly string[] = [
    'setup',
    'active',
    'device',
    'pre-switchover',
    'cancelling',
    'wait-unplug',
  ];
  const status = async (): Promise<string> =>
    ((await guest.execute('query-migrate')) as { status?: string }).status ?? 'none';
  if (!busy.includes(await status())) return;
  await guest.execute('migrate_cancel');
  while (busy.includes(await status())) await pause();
};

/** Waits for the end of internal snapshots that are under way; one that nobody knows of is deleted. */
const settleInternal = async (guest: Guest): Promise<void> => {
  const end = performance.now() + SNAPSHOT_MS;
  for (;;) {
    const jobs = (await queryJobs(guest)).filter(({ id }) => INTERNAL.test(id));
    for (const { id, status } of jobs) {
      if (status !== 'concluded') continue;
      await guest.execute('job-dismiss', { id });
      const [, what, name = ''] = INTERNAL.exec(id) ?? [];
      if (what === 'save' && !snapshotsOf(guest).find(name)) await deleteInternal(guest, name);
    }
    if (jobs.every(({ status }) => status === 'concluded') || performance.now() > end) return;
    await pause();
  }
};

/** Merges of a snapshot's deletion: QEMU is told to let them be. */
const cancelMerges = async (guest: Guest, run: Run): Promise<void> => {
  for (const job of [...run.blockJobs.values()]) {
    if (job.type !== BlockJobType.COMMIT && job.type !== BlockJobType.ACTIVE_COMMIT) continue;
    job.state = 'aborting';
    await guest.execute('block-job-cancel', { device: job.name }).catch(() => undefined);
    await orGone(run, job.over);
  }
};

const pausedForIt: readonly number[] = [
  PausedReason.UNKNOWN,
  PausedReason.MIGRATION,
  PausedReason.SAVE,
  PausedReason.DUMP,
  PausedReason.SNAPSHOT,
];

/** Takes back what was under way when the last daemon ended. A backup is none of this: it goes on. */
export const recoverAsync = async (world: World, guest: Guest, run: Run, status: Status): Promise<void> => {
  const { asyncJob } = status;
  if (!asyncJob || asyncJob.word === 'backup') return;
  world.log.warn({ guest: guest.name, job: asyncJob.word }, `a job of '${guest.name}' was cut short`);
  if (asyncJob.operation === JobOperation.SNAPSHOT_REVERT || run.ending) {
    // Its images may be those that the snapshot stands for: it must not run on them.
    await stopGuest(world, guest, { reason: ShutoffReason.FAILED, detail: Detail.STOPPED.FAILED });
    return;
  }
  await cancelMigration(guest);
  await settleInternal(guest);
  if (asyncJob.word === 'snapshot') await cancelMerges(guest, run);
  // An image of a guest that runs on would be an old one by the next start.
  if (asyncJob.word === 'save' && guest.hasManagedSave) {
    await rm(guest.files.managedSave, { force: true });
    guest.hasManagedSave = false;
  }
  run.asyncJob = null;
  const wasRunning =
    status.state === DomainState.RUNNING ||
    (status.state === DomainState.PAUSED && pausedForIt.includes(status.reason));
  if (wasRunning && guest.state === DomainState.PAUSED) {
    run.runningReason = RunningReason.SAVE_CANCELED;
    await continueGuest(guest);
  }
  await saveStatus(world, guest);
};
