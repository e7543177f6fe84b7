// Dumps of a guest's memory: QEMU's own state, packed as configured, or an ELF or kdump file of the memory alone.

import { rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { QmpEvent } from '../../../schemas/qmp/types.ts';
import { type AsyncJob, JobOperation } from '../common/job.ts';
import { Detail, DomainState, PausedReason, ShutoffReason } from '../common/states.ts';
import { jobParams, tellEnd, withAsyncJob } from './async-job.ts';
import { resumeAfterWork } from './continue.ts';
import { type Guest, orGone } from './guest.ts';
import { configuredFormat } from './save-format.ts';
import { createOutput, writePacked } from './save-write.ts';
import { stopGuest } from './stop.ts';
import type { World } from './world.ts';

/** virDomainCoreDumpFlags. */
const Dump = { CRASH: 1, LIVE: 2, BYPASS_CACHE: 4, RESET: 8, MEMORY_ONLY: 16 } as const;
/** virDomainCoreDumpFormat; the first is what QEMU makes when nothing is asked. */
const formats = ['elf', 'kdump-zlib', 'kdump-lzo', 'kdump-snappy', 'win-dmp'] as const;
const COMPLETED = 3;

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);

interface DumpStatus {
  readonly status: string;
  readonly completed: number;
  readonly total: number;
}

/** Has QEMU write the memory while its monitor stays free. */
const dumpMemory = async (guest: Guest, fd: number, format: number, job: AsyncJob): Promise<void> => {
  const word = formats[format];
  if (word === undefined) throw error(ErrorCode.INVALID_ARG, `unknown dumpformat '${format}'`);
  if (format !== 0) {
    const can = (await guest.execute('query-dump-guest-memory-capability')) as unknown as {
      readonly formats: readonly string[];
    };
    if (!can.formats.includes(word))
      throw error(ErrorCode.INVALID_ARG, `unsupported dumpformat '${word}' for this QEMU binary`);
  }
  const run = guest.running();
  let take = (_event: QmpEvent): void => undefined;
  const ended = new Promise<string | null>((resolve) => {
    take = ({ event, data }) => {
      if (event === 'DUMP_COMPLETED') resolve(typeof data.error === 'string' ? data.error : null);
    };
  });
  run.watchers.add(take);
  try {
    await guest.execute('getfd', { fdname: 'dump' }, { fds: [fd] });
    await guest.execute('dump-guest-memory', {
      paging: false,
      protocol: 'fd:dump',
      detach: true,
      ...(format && { format: word }),
    });
    const why = await orGone(run, ended);
    const { total, completed } = (await guest.execute('query-dump')) as unknown as DumpStatus;
    job.progress = {
      time_elapsed: Date.now() - job.started,
      memory_total: total,
      memory_processed: completed,
      memory_remaining: total - completed,
    };
    if (why !== null) throw error(ErrorCode.OPERATION_FAILED, `memory-only dump failed: ${why}`);
  } finally {
    run.watchers.delete(take);
  }
};

const write = async (world: World, guest: Guest, request: DumpRequest, job: AsyncJob): Promise<void> => {
  const { path, format, flags } = request;
  const packed = configuredFormat(world, 'dump');
  const file = await createOutput(path);
  try {
    if (flags & Dump.MEMORY_ONLY) await dumpMemory(guest, file.fd, format, job);
    else {
      if (format !== 0)
        throw error(
          ErrorCode.OPERATION_UNSUPPORTED,
          'kdump-compressed format is only supported with memory-only dump',
        );
      await writePacked(guest, file.fd, packed, job);
      const progress = { ...job.progress, time_elapsed: Date.now() - job.started };
      tellEnd(guest, { type: COMPLETED, params: jobParams(JobOperation.DUMP, progress) });
    }
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
};

export interface DumpRequest {
  readonly path: string;
  readonly format: number;
  readonly flags: number;
  readonly api: string;
}

/** Dumps a guest; it runs on afterwards as before unless it is to crash. */
export const dumpGuest = (world: World, guest: Guest, request: DumpRequest): Promise<void> =>
  withAsyncJob(world, guest, JobOperation.DUMP, request, async (job) => {
    const run = guest.running();
    const { flags } = request;
    const wasRunning = guest.state === DomainState.RUNNING;
    let paused = false;
    let done = false;
    try {
      if (wasRunning && !(flags & Dump.LIVE)) {
        run.pausedReason = PausedReason.DUMP;
        await guest.execute('stop');
        paused = true;
      }
      await write(world, guest, request, job);
      paused = true;
      done = true;
    } finally {
      const active = guest.run === run && !run.ending;
      if (done && flags & Dump.CRASH)
        await stopGuest(world, guest, { reason: ShutoffReason.CRASHED, detail: Detail.STOPPED.CRASHED });
      else if (active) {
        if (done && flags & Dump.RESET) await guest.execute('system_reset');
        if (wasRunning && paused) await resumeAfterWork(guest);
      }
    }
  });
