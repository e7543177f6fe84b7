// One modifying job at a time for a guest. Reading calls, destroy and events never wait for it.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

/** libvirt's own patience for a busy guest. */
const JOB_WAIT_MS = 30_000;

export interface JobLock {
  /** Waits for its turn; resolves with the release. `api` names the holder in other callers' errors. */
  begin(api: string, signal?: AbortSignal): Promise<() => void>;
  /** Whether somebody holds it, and who. */
  readonly holder: string | null;
  /** Turns away everybody who waits: the guest has ended. */
  fail(error: Error): void;
}

interface Waiting {
  readonly api: string;
  start(): void;
  fail(error: Error): void;
}

/** virDomainSuspend was called through remoteDispatchDomainSuspend, and libvirt names that. */
const dispatcher = (api: string): string => api.replace(/^vir/, 'remoteDispatch');

export const createJobLock = (errorDomain: number = ErrorDomain.QEMU): JobLock => {
  let holder: string | null = null;
  const queue: Waiting[] = [];
  const release = (): void => {
    holder = null;
    queue.shift()?.start();
  };
  const once = (): (() => void) => {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      release();
    };
  };
  return {
    begin(api, signal) {
      if (holder === null) {
        holder = api;
        return Promise.resolve(once());
      }
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          const at = queue.indexOf(waiting);
          if (at >= 0) queue.splice(at, 1);
        };
        const waiting: Waiting = {
          api,
          start() {
            leave();
            holder = api;
            resolve(once());
          },
          fail(error) {
            leave();
            reject(error);
          },
        };
        const onAbort = (): void =>
          waiting.fail(new VirError(ErrorCode.OPERATION_ABORTED, errorDomain, 'the client is gone'));
        const timer = setTimeout(() => {
          const text = `cannot acquire state change lock (held by monitor=${dispatcher(holder ?? '')})`;
          waiting.fail(new VirError(ErrorCode.OPERATION_TIMEOUT, errorDomain, text));
        }, JOB_WAIT_MS);
        signal?.addEventListener('abort', onAbort, { once: true });
        queue.push(waiting);
      });
    },
    get holder() {
      return holder;
    },
    fail(error) {
      for (const waiting of [...queue]) waiting.fail(error);
    },
  };
};
