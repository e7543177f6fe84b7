// Block jobs of running guests: what runs on which disk, told from QEMU's events, and what the end of each one changes.
import { rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { QmpEvent } from '../../../schemas/qmp/types.ts';
import type { Disk } from '../../model/domain/devices.ts';
import {
  type Backing,
  cutChain,
  cutStored,
  holderAt,
  type Layer,
  replaceTop,
  storedBelow,
} from './blockjob-chain.ts';
import { saveDefinition } from './define.ts';
import type { Guest, Run } from './guest.ts';
import { diskPath } from './stats/block.ts';
import { saveStatus } from './status.ts';
import type { World } from './world.ts';

/** virDomainBlockJobType and virConnectDomainEventBlockJobStatus. */
export const BlockJobType = { PULL: 1, COPY: 2, COMMIT: 3, ACTIVE_COMMIT: 4, BACKUP: 5 } as const;
export const JobStatus = { COMPLETED: 0, FAILED: 1, CANCELED: 2, READY: 3 } as const;

export interface BlockJob {
  readonly name: string;
  readonly type: number;
  readonly target: string;
  /** The disk as the definition of now has it: hotplug makes new ones. */
  readonly disk: Disk;
  readonly layers: readonly Layer[];
  /** Places in the chain: what goes is from `top` to the one before `base`; a null base is the end. */
  readonly top: number;
  readonly base: number | null;
  /** Committed images are removed afterwards. */
  readonly remove?: boolean;
  /** Where a copy goes, and the chain it will have. */
  readonly mirror?: Layer;
  readonly mirrorBacking?: Backing;
  readonly shallow?: boolean;
  /** Where a backup goes, and the bitmap that says what belongs to it. */
  readonly store?: Layer;
  readonly bitmap?: string;
  /** As the call that started it had them; kept for whoever takes the guest over. */
  readonly flags?: number;
  /** QEMU waits to be told before it puts the images in their new order. */
  readonly manual?: boolean;
  state: 'new' | 'running' | 'ready' | 'pending' | 'aborting' | 'pivoting' | 'failed' | 'done';
  error: string | null;
  /** How it went, once it is over. */
  status: number | null;
  /** Resolves when it is over and the definition tells so. */
  readonly over: Promise<void>;
  /** Resolves when it waits to be ended (`ready` or `pending`), or is over. */
  readonly settled: Promise<void>;
}

/** Told of a backup job's end, before its event. */
export type BackupEnder = (
  world: World,
  guest: Guest,
  job: BlockJob,
  end: { readonly status: number; readonly current: number; readonly total: number },
) => Promise<void>;

interface RawJob {
  readonly id: string;
  readonly status: string;
  readonly error?: string;
  readonly 'current-progress'?: number;
  readonly 'total-progress'?: number;
}
export const queryJobs = async (guest: Guest): Promise<readonly RawJob[]> =>
  (await guest.execute('query-jobs')) as unknown as readonly RawJob[];

/** The job on a disk. */
export const jobOn = (run: Run, disk: Disk): BlockJob | undefined => run.blockJobs.get(disk.target.dev);

const tell = (guest: Guest, job: BlockJob, path: string, status: number): void => {
  const { type, target } = job;
  if (path) guest.emit('blockJob', { path, type, status });
  guest.emit('blockJob2', { dst: target, type, status });
};

/** Takes images out of QEMU that nothing stands on any more. */
export const dropLayers = async (guest: Guest, layers: readonly Layer[]): Promise<void> => {
  for (const layer of layers)
    for (const node of layer.nodes)
      await guest.execute('blockdev-del', { 'node-name': node }).catch(() => undefined);
};

/** Does to the stored definition what was done to the running one, where both begin with the same image. */
const changeConfig = async (
  world: World,
  guest: Guest,
  job: BlockJob,
  change: (disk: Disk) => void,
): Promise<void> => {
  const disk = guest.config?.devices.disks.find(({ target }) => target.dev === job.target);
  if (!guest.config || !disk || diskPath(disk) !== job.layers[0]?.path) return;
  change(disk);
  await saveDefinition(world, guest, guest.config);
};

/** Puts the images in their new order in both definitions; gives those that are of no use any more. */
const completed = async (world: World, guest: Guest, job: BlockJob): Promise<readonly Layer[]> => {
  const { disk, layers, top, base, type, mirror } = job;
  const gone = layers.slice(top, base ?? layers.length);
  if (type === BlockJobType.PULL || type === BlockJobType.COMMIT) {
    const place = type === BlockJobType.PULL ? 0 : top - 1;
    cutChain(disk, place, base);
    await changeConfig(world, guest, job, (stored) => cutStored(stored, place, base));
    return gone;
  }
  const next = mirror ?? layers[base ?? 0];
  if (!next) return [];
  const backing = mirror ? job.mirrorBacking : holderAt(disk, base ?? 0).backingStore;
  replaceTop(disk, next, backing, true);
  await changeConfig(world, guest, job, (stored) => {
    const below = mirror ? (job.shallow ? stored.backingStore : undefined) : storedBelow(stored, base ?? 0);
    replaceTop(stored, next, below, false);
  });
  return mirror ? layers.slice(0, job.shallow ? 1 : undefined) : gone;
};

/**
 * Everything is on disk before QEMU forgets the job: a daemon that dies in between finds either the job still there, or
 * a job that nobody knows and that needs nothing but to be dismissed.
 */
const conclude = async (
  world: World,
  guest: Guest,
  run: Run,
  job: BlockJob,
  endBackup: BackupEnder | undefined,
): Promise<void> => {
  const path = diskPath(job.disk) ?? '';
  const raw = (await queryJobs(guest)).find(({ id }) => id === job.name);
  job.error = raw?.error ?? null;
  const swaps = job.type === BlockJobType.COPY || job.type === BlockJobType.ACTIVE_COMMIT;
  const done = job.error === null && (!swaps || job.state === 'pivoting') && job.state !== 'aborting';
  const status = done
    ? JobStatus.COMPLETED
    : job.state === 'aborting'
      ? JobStatus.CANCELED
      : JobStatus.FAILED;
  delete job.disk.mirror;
  const isBackup = job.type === BlockJobType.BACKUP;
  const gone = isBackup ? [] : done ? await completed(world, guest, job) : job.mirror ? [job.mirror] : [];
  job.state = status === JobStatus.FAILED ? 'failed' : 'done';
  job.status = status;
  run.blockJobs.delete(job.target);
  await saveStatus(world, guest);
  await guest.execute('job-dismiss', { id: job.name }).catch(() => undefined);
  await dropLayers(guest, gone);
  if (job.remove && done) for (const each of gone) await rm(each.path, { force: true });
  if (isBackup) {
    const figures = { current: raw?.['current-progress'] ?? 0, total: raw?.['total-progress'] ?? 0 };
    await endBackup?.(world, guest, job, { status, ...figures });
  }
  tell(guest, job, done && swaps ? path : (diskPath(job.disk) ?? ''), status);
};

export type Request = Omit<BlockJob, 'disk' | 'state' | 'error' | 'status' | 'over' | 'settled'> & {
  readonly endBackup?: BackupEnder;
};

export interface Followed {
  readonly job: BlockJob;
  /** Takes a status that QEMU has told, by an event or in an answer. */
  note(status: unknown): void;
  forget(): void;
}

/** Registers a job and follows QEMU's events about it to the end. */
export const followJob = (
  world: World,
  guest: Guest,
  { endBackup, ...given }: Request,
  state: BlockJob['state'],
): Followed => {
  const run = guest.running();
  let finish = (): void => undefined;
  let settle = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const job: BlockJob = {
    ...given,
    get disk() {
      return run.domain.devices.disks.find((disk) => disk.target.dev === given.target) as Disk;
    },
    state,
    error: null,
    status: null,
    over,
    settled,
  };
  const isEarly = (): boolean => job.state === 'new' || job.state === 'running';
  const note = (status: unknown): void => {
    if (status === 'running' && job.state === 'new') job.state = 'running';
    else if (status === 'ready' && isEarly()) {
      job.state = 'ready';
      if (job.disk.mirror) job.disk.mirror.ready = 'yes';
      tell(guest, job, diskPath(job.disk) ?? '', JobStatus.READY);
      settle();
      void saveStatus(world, guest).catch(() => undefined);
    } else if (status === 'pending' && job.manual && isEarly()) {
      job.state = 'pending';
      settle();
      void saveStatus(world, guest).catch(() => undefined);
    } else if (status === 'concluded') {
      run.watchers.delete(watch);
      conclude(world, guest, run, job, endBackup)
        .catch((error) =>
          world.log.error({ guest: guest.name, err: String(error) }, `cannot conclude '${job.name}'`),
        )
        .finally(() => {
          finish();
          settle();
        });
    }
  };
  const watch = ({ event, data }: QmpEvent): void => {
    if (event === 'JOB_STATUS_CHANGE' && data.id === job.name) note(data.status);
  };
  run.watchers.add(watch);
  run.blockJobs.set(given.target, job);
  return {
    job,
    note,
    forget() {
      run.watchers.delete(watch);
      run.blockJobs.delete(given.target);
      finish();
      settle();
    },
  };
};

/** Starts a job: it is on record, then `start` gives QEMU the command; from then on its events are followed to the end. */
export const startBlockJob = async (
  world: World,
  guest: Guest,
  request: Request,
  start: () => Promise<unknown>,
): Promise<BlockJob> => {
  const followed = followJob(world, guest, request, 'new');
  try {
    await saveStatus(world, guest);
    await start();
  } catch (error) {
    followed.forget();
    delete followed.job.disk.mirror;
    await saveStatus(world, guest).catch(() => undefined);
    throw error;
  }
  followed.note('running');
  await saveStatus(world, guest);
  return followed.job;
};

/** Refuses a disk that a job works on. */
export const checkIdle = (run: Run, disk: Disk): void => {
  if (!disk.mirror && !jobOn(run, disk)) return;
  const code = disk.mirror ? ErrorCode.BLOCK_COPY_ACTIVE : ErrorCode.OPERATION_UNSUPPORTED;
  throw new VirError(code, ErrorDomain.QEMU, `disk '${disk.target.dev}' already in active block job`);
};

/** Refuses a disk that is busy or that jobs cannot work on. */
export const checkFree = (run: Run, disk: Disk): void => {
  const { dev, bus } = disk.target;
  checkIdle(run, disk);
  const refuse = (text: string): never => {
    throw new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.QEMU, text);
  };
  if (bus === 'sd') refuse(`block jobs are not supported on disk '${dev}' using bus 'sd'`);
  if (disk.transient) refuse(`block jobs are not supported on transient disk '${dev}'`);
  if (disk.type === 'vhostuser') refuse(`block jobs are not supported on vhostuser disk '${dev}'`);
};
