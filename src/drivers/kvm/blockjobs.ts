// Block jobs of running guests: what runs on which disk, told from QEMU's events, and what the end of each one changes.
import { rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { QmpEvent } from '../../../schemas/qmp/types.ts';
import type { Disk } from '../../model/domain/devices.ts';
import { type Backing, cutChain, holderAt, type Layer, replaceTop } from './blockjob-chain.ts';
import { saveDefinition } from './define.ts';
import type { Guest, Run } from './guest.ts';
import { diskPath } from './stats/block.ts';
import { saveStatus } from './status.ts';
import type { World } from './world.ts';

/** virDomainBlockJobType and virConnectDomainEventBlockJobStatus. */
export const BlockJobType = { PULL: 1, COPY: 2, COMMIT: 3, ACTIVE_COMMIT: 4 } as const;
const Status = { COMPLETED: 0, FAILED: 1, CANCELED: 2, READY: 3 } as const;

export interface BlockJob {
  readonly name: string;
  readonly type: number;
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
  state: 'running' | 'ready' | 'aborting' | 'pivoting' | 'failed' | 'done';
  error: string | null;
  /** Resolves when it is over and the definition tells so. */
  readonly over: Promise<void>;
}

const jobsOf = new WeakMap<Run, Map<string, BlockJob>>();

/** The job on a disk. */
export const jobOn = (run: Run, disk: Disk): BlockJob | undefined => jobsOf.get(run)?.get(disk.target.dev);

const tell = (guest: Guest, job: BlockJob, path: string, status: number): void => {
  const { type, disk } = job;
  if (path) guest.emit('blockJob', { path, type, status });
  guest.emit('blockJob2', { dst: disk.target.dev, type, status });
};

/** Takes images out of QEMU that nothing stands on any more. */
const drop = async (guest: Guest, layers: readonly Layer[]): Promise<void> => {
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
  const disk = guest.config?.devices.disks.find(({ target }) => target.dev === job.disk.target.dev);
  if (!guest.config || !disk || diskPath(disk) !== job.layers[0]?.path) return;
  change(disk);
  await saveDefinition(world, guest, guest.config);
};

const bare = (backing: Backing | undefined): Backing | undefined => {
  if (!backing) return undefined;
  const { index: _, backingStore, ...rest } = backing;
  const below = bare(backingStore);
  return { ...rest, ...(below && { backingStore: below }) } as Backing;
};

const completed = async (world: World, guest: Guest, job: BlockJob): Promise<void> => {
  const { disk, layers, top, base, type, mirror } = job;
  // A chain that the stored definition does not spell out is found out at the next start.
  const cutConfig = (place: number): Promise<void> =>
    changeConfig(world, guest, job, (stored) => {
      if (stored.backingStore?.type !== undefined) cutChain(stored, place, base);
    });
  const gone = layers.slice(top, base ?? layers.length);
  if (type === BlockJobType.PULL) {
    cutChain(disk, 0, base);
    await cutConfig(0);
    await drop(guest, gone);
  } else if (type === BlockJobType.COMMIT) {
    cutChain(disk, top - 1, base);
    await cutConfig(top - 1);
    await drop(guest, gone);
  } else {
    const next = mirror ?? layers[base ?? 0];
    if (!next) return;
    const backing = mirror ? job.mirrorBacking : holderAt(disk, base ?? 0).backingStore;
    const explicit = disk.backingStore && bare(backing);
    replaceTop(disk, next, backing, true);
    await changeConfig(world, guest, job, (stored) =>
      replaceTop(stored, next, stored.backingStore ? explicit : undefined, false),
    );
    await drop(guest, mirror ? layers.slice(0, job.shallow ? 1 : undefined) : gone);
  }
  if (job.remove) for (const { path } of gone) await rm(path, { force: true });
};

const conclude = async (world: World, guest: Guest, run: Run, job: BlockJob): Promise<void> => {
  const path = diskPath(job.disk) ?? '';
  const all = (await guest.execute('query-jobs')) as readonly { id: string; error?: string }[];
  job.error = all.find(({ id }) => id === job.name)?.error ?? null;
  await guest.execute('job-dismiss', { id: job.name }).catch(() => undefined);
  const swaps = job.type === BlockJobType.COPY || job.type === BlockJobType.ACTIVE_COMMIT;
  const done = job.error === null && (!swaps || job.state === 'pivoting');
  const status = done ? Status.COMPLETED : job.state === 'aborting' ? Status.CANCELED : Status.FAILED;
  delete job.disk.mirror;
  if (done) await completed(world, guest, job);
  else if (job.mirror) await drop(guest, [job.mirror]);
  job.state = status === Status.FAILED ? 'failed' : 'done';
  jobsOf.get(run)?.delete(job.disk.target.dev);
  await saveStatus(world, guest);
  tell(guest, job, done && swaps ? path : (diskPath(job.disk) ?? ''), status);
};

export type Request = Omit<BlockJob, 'disk' | 'state' | 'error' | 'over'> & { readonly target: string };

/** Starts a job: `start` gives QEMU the command; from then on its events are followed to the end. */
export const startBlockJob = async (
  world: World,
  guest: Guest,
  { target, ...given }: Request,
  start: () => Promise<unknown>,
): Promise<BlockJob> => {
  const run = guest.running();
  let finish = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const job: BlockJob = {
    ...given,
    get disk() {
      return run.domain.devices.disks.find((disk) => disk.target.dev === target) as Disk;
    },
    state: 'running',
    error: null,
    over,
  };
  const jobs = jobsOf.get(run) ?? new Map<string, BlockJob>();
  jobsOf.set(run, jobs);
  const watch = ({ event, data }: QmpEvent): void => {
    if (event !== 'JOB_STATUS_CHANGE' || data.id !== job.name) return;
    if (data.status === 'ready' && job.state === 'running') {
      job.state = 'ready';
      if (job.disk.mirror) job.disk.mirror.ready = 'yes';
      tell(guest, job, diskPath(job.disk) ?? '', Status.READY);
      void saveStatus(world, guest).catch(() => undefined);
    } else if (data.status === 'concluded') {
      run.watchers.delete(watch);
      conclude(world, guest, run, job)
        .catch((error) =>
          world.log.error({ guest: guest.name, err: String(error) }, `cannot conclude '${job.name}'`),
        )
        .finally(finish);
    }
  };
  run.watchers.add(watch);
  jobs.set(target, job);
  try {
    await start();
  } catch (error) {
    run.watchers.delete(watch);
    jobs.delete(target);
    throw error;
  }
  return job;
};

/** Refuses a disk that is busy or that jobs cannot work on. */
export const checkFree = (run: Run, disk: Disk): void => {
  const { dev, bus } = disk.target;
  if (disk.mirror)
    throw new VirError(
      ErrorCode.BLOCK_COPY_ACTIVE,
      ErrorDomain.QEMU,
      `disk '${dev}' already in active block job`,
    );
  const refuse = (text: string): never => {
    throw new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.QEMU, text);
  };
  if (jobOn(run, disk)) refuse(`disk '${dev}' already in active block job`);
  if (bus === 'sd') refuse(`block jobs are not supported on disk '${dev}' using bus 'sd'`);
  if (disk.transient) refuse(`block jobs are not supported on transient disk '${dev}'`);
  if (disk.type === 'vhostuser') refuse(`block jobs are not supported on vhostuser disk '${dev}'`);
};
