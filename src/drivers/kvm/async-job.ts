// Long work on a guest that clients can watch and abort: save, dump, snapshot, backup. It is on record in the status
// file, so that a daemon that finds it after a restart can take it back or go on with it.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../schemas/rpc/types.ts';
import { type AsyncJob, JOB_WAIT_MS, JobOperation, JobType } from '../common/job.ts';
import type { Guest, Run, RunningJob } from './guest.ts';
import { saveStatus } from './status.ts';
import type { World } from './world.ts';

/** virDomainAsyncJob by operation, as status files have it. */
const words: Readonly<Record<number, string>> = {
  [JobOperation.SAVE]: 'save',
  [JobOperation.DUMP]: 'dump',
  [JobOperation.SNAPSHOT]: 'snapshot',
  [JobOperation.SNAPSHOT_REVERT]: 'snapshot',
  [JobOperation.SNAPSHOT_DELETE]: 'snapshot',
  [JobOperation.BACKUP]: 'backup',
};

/** A job as the status file is to tell of it. */
export const recordOf = ({ operation, started }: AsyncJob): RunningJob => ({
  word: words[operation] ?? 'none',
  operation,
  started,
});

/** How an asynchronous job ended, for whoever asks afterwards. */
export interface JobEnd {
  readonly type: number;
  readonly params: readonly TypedParam[];
}
const ends = new WeakMap<Guest, JobEnd>();

/** Figures of a job as virDomainGetJobStats names them. */
export const jobParams = (operation: number, progress: Readonly<Record<string, number>>): TypedParam[] => [
  param.int('operation', operation),
  ...Object.entries(progress).map(([name, value]) => param.ullong(name, value)),
];

/** The end of the last asynchronous job; told once unless it is to be kept. */
export const lastEnd = (guest: Guest, keep: boolean): JobEnd | undefined => {
  const end = ends.get(guest);
  if (!keep) ends.delete(guest);
  return end;
};

/** Notes how a job ended, and tells it. */
export const tellEnd = (guest: Guest, end: JobEnd): void => {
  ends.set(guest, end);
  guest.emit('jobCompleted', { params: [...end.params] });
};

const holders = new WeakMap<Guest, string>();
const waiting = new WeakMap<Guest, Set<() => void>>();

/** Waits until no other asynchronous job is under way, as long as libvirt would. */
const untilFree = async (guest: Guest): Promise<void> => {
  const end = performance.now() + JOB_WAIT_MS;
  while (guest.job.async) {
    const left = end - performance.now();
    if (left <= 0)
      throw new VirError(
        ErrorCode.OPERATION_TIMEOUT,
        ErrorDomain.NONE,
        `cannot acquire state change lock (held by monitor=${holders.get(guest) ?? ''})`,
      );
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      const wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const queue = waiting.get(guest) ?? new Set();
      waiting.set(guest, queue);
      queue.add(wake);
    });
  }
};

/** Begins an asynchronous job; `api` is who is told to hold the guest. */
export const beginAsync = async (
  world: World,
  guest: Guest,
  operation: number,
  api: string,
): Promise<AsyncJob> => {
  await untilFree(guest);
  holders.set(guest, api.replace(/^vir/, 'remoteDispatch'));
  const job = guest.job.beginAsync(operation);
  const { run } = guest;
  if (run) {
    // Until the guest has ended a revert has changed nothing.
    const reverts = operation === JobOperation.SNAPSHOT_REVERT;
    run.asyncJob = { ...recordOf(job), ...(reverts && { operation: JobOperation.UNKNOWN }) };
    await saveStatus(world, guest);
  }
  return job;
};

/** Takes up a job that a daemon before this one began. */
export const resumeAsync = (guest: Guest, run: Run, operation: number, api: string): AsyncJob => {
  holders.set(guest, api);
  const job = guest.job.beginAsync(operation);
  run.asyncJob = { ...recordOf(job), started: run.asyncJob?.started ?? job.started };
  return job;
};

export const endAsync = async (world: World, guest: Guest): Promise<void> => {
  guest.job.endAsync();
  const { run } = guest;
  if (run?.asyncJob) {
    run.asyncJob = null;
    await saveStatus(world, guest).catch((error) =>
      world.log.warn({ guest: guest.name, err: String(error) }, `cannot write the status of '${guest.name}'`),
    );
  }
  for (const wake of waiting.get(guest) ?? []) wake();
  waiting.delete(guest);
};

export interface AsyncOptions {
  /** The call it is done for. */
  readonly api: string;
  /** Its end is told, with its figures. */
  readonly told?: boolean;
}

/** Does `work` as the guest's asynchronous job. */
export const withAsyncJob = async <T>(
  world: World,
  guest: Guest,
  operation: number,
  { api, told = false }: AsyncOptions,
  work: (job: AsyncJob) => Promise<T>,
): Promise<T> => {
  const job = await beginAsync(world, guest, operation, api);
  try {
    const result = await work(job);
    if (told) {
      const progress = { ...job.progress, time_elapsed: Date.now() - job.started };
      tellEnd(guest, { type: JobType.COMPLETED, params: jobParams(operation, progress) });
    }
    return result;
  } finally {
    await endAsync(world, guest);
  }
};
