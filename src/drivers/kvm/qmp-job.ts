// Jobs of QEMU that are a part of something larger: started, waited for, dismissed.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { QmpEvent } from '../../../schemas/qmp/types.ts';
import { queryJobs } from './blockjobs.ts';
import { type Guest, orGone } from './guest.ts';

const JOB_MS = 60_000;

export interface JobOptions {
  /** Milliseconds it may take. */
  readonly deadline?: number;
  /** The error when QEMU says why it failed. */
  readonly failed?: (why: string) => VirError;
}

const formatFailed = (why: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `failed to format image: '${why}'`);

/** Runs a job to its end. */
export const runJob = async (
  guest: Guest,
  id: string,
  start: () => Promise<unknown>,
  { deadline = JOB_MS, failed = formatFailed }: JobOptions = {},
): Promise<void> => {
  const run = guest.running();
  let watch = (_event: QmpEvent): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  const concluded = new Promise<void>((resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new VirError(
            ErrorCode.OPERATION_TIMEOUT,
            ErrorDomain.QEMU,
            `job '${id}' of '${guest.name}' did not end within ${deadline} ms`,
          ),
        ),
      deadline,
    );
    watch = ({ event, data }) => {
      if (event === 'JOB_STATUS_CHANGE' && data.id === id && data.status === 'concluded') resolve();
    };
  });
  // Whoever waits for `start` alone must not be hit by the deadline.
  concluded.catch(() => undefined);
  run.watchers.add(watch);
  try {
    await start();
    await orGone(run, concluded);
    const all = await queryJobs(guest);
    await guest.execute('job-dismiss', { id });
    const failure = all.find((job) => job.id === id)?.error;
    if (failure) throw failed(failure);
  } finally {
    clearTimeout(timer);
    run.watchers.delete(watch);
  }
};
