// QEMU's own state into a file and back: a migration whose other end is a descriptor.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { AsyncJob } from '../common/job.ts';
import type { Guest, Run } from './guest.ts';

/** No limit: the disk is the limit. */
const UNLIMITED = 2n ** 63n - 1n;
const FD_NAME = 'migrate';
const POLL_MS = 50;

interface Progress {
  readonly status?: string;
  readonly 'error-desc'?: string;
  readonly 'total-time'?: number;
  readonly 'setup-time'?: number;
  readonly downtime?: number;
  readonly ram?: {
    readonly transferred: number;
    readonly remaining: number;
    readonly total: number;
    readonly duplicate: number;
    readonly normal: number;
    readonly 'normal-bytes': number;
    readonly mbps?: number;
    readonly 'dirty-pages-rate'?: number;
    readonly 'dirty-sync-count'?: number;
    readonly 'postcopy-requests'?: number;
    readonly 'page-size'?: number;
  };
}

const note = (job: AsyncJob | null, progress: Progress): void => {
  if (!job || !progress.ram) return;
  const { ram } = progress;
  job.progress = {
    time_elapsed: Date.now() - job.started,
    ...(progress.downtime !== undefined && { downtime: progress.downtime }),
    ...(progress['setup-time'] !== undefined && { setup_time: progress['setup-time'] }),
    data_total: ram.total,
    data_processed: ram.transferred,
    data_remaining: ram.remaining,
    memory_total: ram.total,
    memory_processed: ram.transferred,
    memory_remaining: ram.remaining,
    ...(ram.mbps && { memory_bps: Math.floor((ram.mbps * 1_000_000) / 8) }),
    memory_constant: ram.duplicate,
    memory_normal: ram.normal,
    memory_normal_bytes: ram['normal-bytes'],
    memory_dirty_rate: ram['dirty-pages-rate'] ?? 0,
    memory_iteration: ram['dirty-sync-count'] ?? 0,
    memory_postcopy_requests: ram['postcopy-requests'] ?? 0,
    ...(ram['page-size'] && { memory_page_size: ram['page-size'] }),
  };
};

/** Waits for the end of a migration; MIGRATION events shorten the wait, polling keeps the figures fresh. */
const finished = async (guest: Guest, run: Run, job: AsyncJob | null, what: string): Promise<void> => {
  let wake = (): void => undefined;
  const watcher = (event: { event: string }): void => {
    if (event.event === 'MIGRATION') wake();
  };
  run.watchers.add(watcher);
  try {
    let cancelling = false;
    for (;;) {
      const progress = (await guest.execute('query-migrate')) as Progress;
      note(job, progress);
      if (progress.status === 'completed') return;
      if (progress.status === 'failed' || progress.status === 'cancelled') {
        if (progress.status === 'cancelled')
          throw new VirError(ErrorCode.OPERATION_ABORTED, ErrorDomain.QEMU, `${what}: canceled by client`);
        const why = progress['error-desc'];
        throw new VirError(
          ErrorCode.OPERATION_FAILED,
          ErrorDomain.QEMU,
          `${what}: ${why ?? 'unexpectedly failed'}`,
        );
      }
      if (job?.signal.aborted && !cancelling) {
        cancelling = true;
        await guest.execute('migrate_cancel');
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, POLL_MS);
      });
    }
  } finally {
    run.watchers.delete(watcher);
  }
};

/** Has QEMU write its state at the place where the descriptor stands. The guest must be stopped. */
export const writeState = async (
  guest: Guest,
  fd: number,
  job: AsyncJob | null,
  handedOver: () => void = () => undefined,
): Promise<void> => {
  const run = guest.running();
  await guest.execute('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] });
  await guest.execute('migrate-set-parameters', { 'max-bandwidth': UNLIMITED });
  await guest.execute('getfd', { fdname: FD_NAME }, { fds: [fd] });
  handedOver();
  await guest.execute('migrate', { uri: `fd:${FD_NAME}` });
  await finished(guest, run, job, 'save job');
};

/** Has a QEMU that waits (`-incoming defer`) read its state from a descriptor it inherited. */
export const readState = async (guest: Guest, uri: string): Promise<void> => {
  const run = guest.running();
  await guest.execute('migrate-incoming', { uri });
  await finished(guest, run, null, 'restore');
};
