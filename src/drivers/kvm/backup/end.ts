// The end of a backup: each disk's job as it ends, all of it when the last one has; and its figures until then.
import { rm } from 'node:fs/promises';
import { param } from '../../../../schemas/rpc/types.ts';
import type { Backup } from '../../../../schemas/xml/backup.ts';
import { sourcePath } from '../../../model/snapshot/align.ts';
import { JobOperation, JobType } from '../../common/job.ts';
import { endAsync, jobParams, resumeAsync, tellEnd } from '../async-job.ts';
import { nodeOf } from '../blockjob-chain.ts';
import { type BackupEnder, BlockJobType, dropLayers, JobStatus, queryJobs } from '../blockjobs.ts';
import type { Guest, Run } from '../guest.ts';
import { saveStatusSoon } from '../status.ts';
import type { World } from '../world.ts';
import { stopServer } from './server.ts';

/** virDomainBackupBeginFlags. */
export const Begin = { REUSE_EXTERNAL: 1 } as const;

/** A backup under way, or one that has just begun. */
export interface RunningBackup {
  /** As backup-dumpxml shows it; the disks' `state` is for the status file alone. */
  readonly def: Backup;
  readonly flags: number;
  /** Bytes of the disks that are done. */
  current: number;
  total: number;
  error: string | null;
}

const jobsOf = (run: Run) => [...run.blockJobs.values()].filter(({ type }) => type === BlockJobType.BACKUP);

const figures = ({ def }: RunningBackup, current: number, total: number): Record<string, number> => {
  if (def.mode === 'pull') return { disk_temp_used: current, disk_temp_total: total };
  return { disk_total: total, disk_processed: current, disk_remaining: total - current };
};

/** How far the backup is, as figures of its job. */
export const backupProgress = async (
  guest: Guest,
  backup: RunningBackup,
): Promise<Record<string, number>> => {
  const names = new Set(jobsOf(guest.running()).map(({ name }) => name));
  let { current, total } = backup;
  for (const job of await queryJobs(guest)) {
    if (!names.has(job.id)) continue;
    current += job['current-progress'] ?? 0;
    total += job['total-progress'] ?? 0;
  }
  return figures(backup, current, total);
};

/** Tells QEMU to let go of the disks that are still being copied. */
export const cancelBackup = async (guest: Guest): Promise<void> => {
  const run = guest.running();
  for (const job of jobsOf(run)) {
    const disk = run.backup?.def.disks.find(({ name }) => name === job.target);
    if (disk) disk.state = 'cancelling';
    job.state = 'aborting';
    await guest.execute('block-job-cancel', { device: job.name }).catch(() => undefined);
  }
};

/** Forgets the backup and tells how it went. `type` is what virDomainJobType calls that. */
export const closeBackup = async (world: World, guest: Guest, run: Run, type: number): Promise<void> => {
  const { backup } = run;
  if (!backup) return;
  run.backup = null;
  const { def, flags, current, total, error } = backup;
  if (def.mode === 'pull' && !(flags & Begin.REUSE_EXTERNAL))
    for (const { type: kind, scratch } of def.disks) {
      const path = sourcePath(scratch);
      if (kind === 'file' && path !== undefined) await rm(path, { force: true });
    }
  const started = guest.job.async?.started ?? Date.now();
  const sums = total > 0 ? figures(backup, current, total) : {};
  const params = jobParams(JobOperation.BACKUP, { time_elapsed: Date.now() - started, ...sums });
  params.push(param.boolean('success', type === JobType.COMPLETED));
  if (error !== null) params.push(param.string('errmsg', error));
  tellEnd(guest, { type, params });
  await endAsync(world, guest);
};

/** Takes up a backup that another daemon began. */
export const resumeBackup = (guest: Guest, run: Run, backup: RunningBackup): void => {
  run.backup = backup;
  resumeAsync(guest, run, JobOperation.BACKUP, 'remoteDispatchDomainBackupBegin');
};

/** Ends a backup none of whose jobs QEMU knows any more. */
export const settleBackup = async (world: World, guest: Guest, run: Run): Promise<void> => {
  if (run.backup && jobsOf(run).length === 0) await closeBackup(world, guest, run, JobType.FAILED);
};

/** A disk's job has ended: its nodes go, and when none is left or one went wrong, so does the backup. */
export const endBackupDisk: BackupEnder = async (world, guest, job, { status, current, total }) => {
  const run = guest.running();
  const { backup } = run;
  if (!backup) return;
  const { def } = backup;
  if (def.server) await stopServer(guest, def.server);
  if (job.store) await dropLayers(guest, [job.store]);
  if (job.bitmap)
    await guest
      .execute('block-dirty-bitmap-remove', { node: nodeOf(job.layers[0]), name: job.bitmap })
      .catch(() => undefined);
  const disk = def.disks.find(({ name }) => name === job.target);
  if (disk)
    disk.state =
      status === JobStatus.COMPLETED ? 'complete' : status === JobStatus.CANCELED ? 'cancelled' : 'failed';
  backup.current += current;
  backup.total += total;
  backup.error ??= job.error;
  const states = new Set(def.disks.map(({ state }) => state));
  const wrong = states.has('failed') || states.has('cancelled');
  if (states.has('running')) {
    if (wrong) await cancelBackup(guest);
    saveStatusSoon(world, guest);
    return;
  }
  if (states.has('cancelling')) return;
  // What was pulled is as good as its client says: letting go of it is how such a backup ends.
  const canceled = states.has('cancelled') && def.mode === 'push';
  const type = states.has('failed') ? JobType.FAILED : canceled ? JobType.CANCELLED : JobType.COMPLETED;
  await closeBackup(world, guest, run, type);
};
