// The job of a domain: what changes it takes its turn, with a deadline; what only reads never asks.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

/** virDomainJobType and virDomainJobOperation. */
export const JobType = { NONE: 0, BOUNDED: 1, UNBOUNDED: 2, COMPLETED: 3, FAILED: 4, CANCELLED: 5 } as const;
export const JobOperation = {
  UNKNOWN: 0,
  START: 1,
  SAVE: 2,
  RESTORE: 3,
  MIGRATION_IN: 4,
  MIGRATION_OUT: 5,
  SNAPSHOT: 6,
  SNAPSHOT_REVERT: 7,
  DUMP: 8,
  BACKUP: 9,
  SNAPSHOT_DELETE: 10,
} as const;

/** libvirt waits this long for a job before it gives up. */
export const JOB_WAIT_MS = 30_000;

/** Long-running work on a domain that clients can watch and abort: save, dump, migration, backup. */
export interface AsyncJob {
  readonly operation: number;
  readonly started: number;
  /** Aborted by virDomainAbortJob. */
  readonly signal: AbortSignal;
  abort(): void;
  /** The driver's figures, as typed parameters of virDomainGetJobStats. */
  progress: Readonly<Record<string, number>>;
}

export interface Job {
  /** Who has it: the API's name, or null. */
  readonly holder: string | null;
  readonly waiting: number;
  /**
   * Waits for its turn and runs `work`; the turn ends with it. Fails with "cannot acquire state change lock" when the
   * deadline passes or the signal is aborted first.
   */
  run<T>(api: string, work: () => T | Promise<T>, options?: JobOptions): Promise<T>;
  /** Like `run` when nobody has the job: at once and without a promise. Null when somebody has. */
  tryRun<T>(api: string, work: () => T): { readonly value: T } | null;
  /** The asynchronous job of now; at most one. */
  readonly async: AsyncJob | null;
  beginAsync(operation: number): AsyncJob;
  endAsync(): void;
  /** Figures of the last asynchronous job that ended well, until asked for. */
  completed: { readonly operation: number; readonly progress: Readonly<Record<string, number>> } | null;
}
export interface JobOptions {
  readonly wait?: number;
  readonly signal?: AbortSignal;
}

const locked = (holder: string | null): VirError =>
  new VirError(
    ErrorCode.OPERATION_TIMEOUT,
    ErrorDomain.NONE,
    holder
      ? `cannot acquire state change lock (held by monitor=${holder})`
      : 'cannot acquire state change lock',
  );

/** A free job. */
export const createJob = (): Job => {
  let holder: string | null = null;
  let queue: (() => void)[] | null = null;
  let async: AsyncJob | null = null;

  const take = async (api: string, { wait = JOB_WAIT_MS, signal }: JobOptions): Promise<void> => {
    if (holder === null) {
      holder = api;
      return;
    }
    const waiting = (queue ??= []);
    await new Promise<void>((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', give);
      };
      const turn = (): void => {
        done();
        holder = api;
        resolve();
      };
      const give = (): void => {
        done();
        const at = waiting.indexOf(turn);
        if (at >= 0) waiting.splice(at, 1);
        reject(locked(holder));
      };
      const timer = setTimeout(give, wait);
      signal?.addEventListener('abort', give, { once: true });
      waiting.push(turn);
      if (signal?.aborted) give();
    });
  };
  const release = (): void => {
    holder = null;
    queue?.shift()?.();
  };

  return {
    get holder() {
      return holder;
    },
    get waiting() {
      return queue?.length ?? 0;
    },
    async run(api, work, options = {}) {
      await take(api, options);
      try {
        return await work();
      } finally {
        release();
      }
    },
    tryRun(api, work) {
      if (holder !== null) return null;
      holder = api;
      try {
        return { value: work() };
      } finally {
        release();
      }
    },
    get async() {
      return async;
    },
    beginAsync(operation) {
      const controller = new AbortController();
      async = {
        operation,
        started: Date.now(),
        signal: controller.signal,
        abort: () => controller.abort(),
        progress: {},
      };
      return async;
    },
    endAsync() {
      async = null;
    },
    completed: null,
  };
};
