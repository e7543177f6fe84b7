// Saving a running guest to an image, and running it again from one.
import { access, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../schemas/rpc/types.ts';
import { type AsyncJob, JobOperation } from '../common/job.ts';
import { Detail, DomainState, PausedReason, RunningReason, ShutoffReason } from '../common/states.ts';
import type { Guest } from './guest.ts';
import type { Domain } from './hardware.ts';
import { completeImage, openImage, type SaveHeader, writeHeader } from './save-image.ts';
import { startGuest } from './start.ts';
import { readState, writeState } from './state-file.ts';
import { stopGuest } from './stop.ts';
import type { World } from './world.ts';

/** virDomainSaveRestoreFlags. */
export const SaveFlag = { BYPASS_CACHE: 1, RUNNING: 2, PAUSED: 4, RESET_NVRAM: 8 } as const;

const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, text);

/** Figures of a job as virDomainGetJobStats names them. */
export const jobParams = (operation: number, progress: Readonly<Record<string, number>>): TypedParam[] => [
  param.int('operation', operation),
  ...Object.entries(progress).map(([name, value]) => param.ullong(name, value)),
];

/** Does `work` as the guest's asynchronous job, and tells when it is over. */
export const withAsyncJob = async <T>(
  guest: Guest,
  operation: number,
  work: (job: AsyncJob) => Promise<T>,
): Promise<T> => {
  const job = guest.job.beginAsync(operation);
  try {
    const result = await work(job);
    guest.job.completed = {
      operation,
      progress: { ...job.progress, time_elapsed: Date.now() - job.started },
    };
    guest.emit('jobCompleted', { params: jobParams(operation, guest.job.completed.progress) });
    return result;
  } finally {
    guest.job.endAsync();
  }
};

export interface SaveRequest {
  readonly path: string;
  readonly flags: number;
  /** A definition to put into the image instead of the guest's own. */
  readonly xml?: string | null;
}

/** Saves a guest and ends it. When it fails the guest runs on as before. */
export const saveGuest = async (world: World, guest: Guest, request: SaveRequest): Promise<void> => {
  const run = guest.running();
  const { path, flags } = request;
  const wasRunning = guest.state === DomainState.RUNNING;
  const running = flags & SaveFlag.RUNNING ? true : flags & SaveFlag.PAUSED ? false : wasRunning;
  try {
    await withAsyncJob(guest, JobOperation.SAVE, async (job) => {
      if (wasRunning) {
        run.pausedReason = PausedReason.SAVE;
        await guest.execute('stop');
      }
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, 'w', 0o600).catch((error: NodeJS.ErrnoException) => {
        throw new VirError(
          ErrorCode.SYSTEM_ERROR,
          ErrorDomain.QEMU,
          `Failed to create file '${path}': ${error.message}`,
        );
      });
      try {
        const domain = request.xml ? world.hardware.parse(request.xml, { inactive: true }) : run.domain;
        if (domain.name !== guest.name || domain.uuid !== guest.uuid)
          throw new VirError(
            ErrorCode.CONFIG_UNSUPPORTED,
            ErrorDomain.QEMU,
            `Target domain uuid ${domain.uuid} does not match source ${guest.uuid}`,
          );
        const xml = world.hardware.format(domain, { inactive: true, secure: true, migratable: true });
        await writeHeader(file, { running, format: 0, xml, cookie: '' });
        await writeState(guest, file.fd, job);
        await file.sync();
      } finally {
        await file.close();
      }
      await completeImage(path);
    });
  } catch (error) {
    await rm(path, { force: true });
    if (wasRunning && guest.run === run && !run.ending) {
      run.runningReason = RunningReason.SAVE_CANCELED;
      await guest.execute('cont').catch(() => undefined);
    }
    throw error;
  }
  await stopGuest(world, guest, { reason: ShutoffReason.SAVED });
};

export interface RestoreRequest {
  readonly path: string;
  readonly flags: number;
  readonly paused?: boolean;
  /** The definition to run it with; by default the image's. */
  readonly definition?: Domain;
}

/** Runs a guest from an image's state. */
export const restoreInto = async (world: World, guest: Guest, request: RestoreRequest): Promise<void> => {
  const { file, header } = await openImage(request.path);
  try {
    if (header.format !== 0) throw failed('compressed save images are not supported yet');
    const definition = request.definition ?? world.hardware.parse(header.xml, { inactive: true });
    const { flags } = request;
    const running = flags & SaveFlag.RUNNING ? true : flags & SaveFlag.PAUSED ? false : header.running;
    await startGuest(world, guest, {
      definition,
      paused: request.paused || !running,
      reason: RunningReason.RESTORED,
      detail: Detail.STARTED.RESTORED,
      incoming: { uri: 'defer', fds: [file.fd] },
      beforeCpus: (_run, _signal, fds) => readState(guest, `fd:${fds[0]}`),
    });
  } finally {
    await file.close();
  }
};

/** The head of an image, for those who only look. */
export const imageHeader = async (path: string): Promise<SaveHeader> => {
  const { file, header } = await openImage(path);
  await file.close();
  return header;
};

const START_PAUSED = 1;

/** Starts from the managed save image if there is one; says whether it did. A broken image is removed, as libvirt does. */
export const managedSaveStart = async (world: World, guest: Guest, flags: number): Promise<boolean> => {
  if (!guest.hasManagedSave) return false;
  const path = guest.files.managedSave;
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!there) {
    guest.hasManagedSave = false;
    return false;
  }
  try {
    await restoreInto(world, guest, { path, flags: 0, paused: (flags & START_PAUSED) !== 0 });
  } catch (error) {
    const broken = error instanceof VirError && /incomplete|magic|header/.test(error.message);
    if (!broken) throw error;
    world.log.warn(
      { guest: guest.name, file: path },
      `the managed save image ${path} cannot be used; booting`,
    );
    await rm(path, { force: true });
    guest.hasManagedSave = false;
    return false;
  }
  await rm(path, { force: true });
  guest.hasManagedSave = false;
  return true;
};
