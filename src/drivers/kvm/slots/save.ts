// Save, restore, managed save, core dumps, and the jobs they are.
import { open, rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { TypedParam } from '../../../../schemas/rpc/types.ts';
import { JobOperation, JobType } from '../../common/job.ts';
import { paramText } from '../../common/params.ts';
import { Detail, DomainState, PausedReason, RunningReason, ShutoffReason } from '../../common/states.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { prepareDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import { imageHeader, jobParams, restoreInto, SaveFlag, saveGuest, withAsyncJob } from '../save.ts';
import { rewriteHeader } from '../save-image.ts';
import { writeState } from '../state-file.ts';
import { forgetIfTransient, stopGuest } from '../stop.ts';
import type { World } from '../world.ts';

/** virDomainCoreDumpFlags and virDomainCoreDumpFormat. */
const Dump = { CRASH: 1, LIVE: 2, RESET: 8, MEMORY_ONLY: 16 } as const;
const dumpFormats = ['raw', 'kdump-zlib', 'kdump-lzo', 'kdump-snappy', 'win-dmp'] as const;
const JOB_STATS_COMPLETED = 1;

const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);

const create = (path: string): ReturnType<typeof open> =>
  open(path, 'w', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new VirError(
      ErrorCode.SYSTEM_ERROR,
      ErrorDomain.QEMU,
      `Failed to create file '${path}': ${error.message}`,
    );
  });

const dump = async (
  world: World,
  guest: Guest,
  path: string,
  format: number,
  flags: number,
): Promise<void> => {
  const run = guest.running();
  const memoryOnly = (flags & Dump.MEMORY_ONLY) !== 0;
  if (format !== 0 && !memoryOnly)
    throw new VirError(
      ErrorCode.INVALID_ARG,
      ErrorDomain.QEMU,
      'kdump-compressed format is only supported with memory-only dump',
    );
  const resume = guest.state === DomainState.RUNNING && !(flags & Dump.CRASH);
  const stopped = guest.state === DomainState.RUNNING && !(flags & Dump.LIVE);
  try {
    await withAsyncJob(guest, JobOperation.DUMP, async (job) => {
      if (stopped) {
        run.pausedReason = PausedReason.DUMP;
        await guest.execute('stop');
      }
      const file = await create(path);
      try {
        if (!memoryOnly) return await writeState(guest, file.fd, job);
        await guest.execute('getfd', { fdname: 'dump' }, { fds: [file.fd] });
        const args = { paging: false, protocol: 'fd:dump', ...(format && { format: dumpFormats[format] }) };
        await guest.execute('dump-guest-memory', args, { deadline: 24 * 3600_000 });
      } finally {
        await file.close();
      }
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    if (resume && stopped && guest.run === run && !run.ending) {
      if (flags & Dump.RESET) await guest.execute('system_reset').catch(() => undefined);
      run.runningReason = RunningReason.UNPAUSED;
      await guest.execute('cont').catch(() => undefined);
    }
  }
  if (flags & Dump.CRASH)
    await stopGuest(world, guest, { reason: ShutoffReason.CRASHED, detail: Detail.STOPPED.CRASHED });
};

const noJob = { type: JobType.NONE, params: [] as TypedParam[] };

export const saveSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;

  const save = (ctx: CallContext, guest: Guest, path: string, xml: string | null, flags: number) => {
    guest.running();
    return guest.modify(ctx.api, () => saveGuest(world, guest, { path, xml, flags }));
  };

  const restore = async (ctx: CallContext, path: string, dxml: string | null, flags: number) => {
    const header = await imageHeader(path);
    const definition = await prepareDefinition(world, dxml ?? header.xml, false);
    const { dom: guest } = guests.add(definition, { live: true, checkActive: true });
    try {
      await guest.modify(ctx.api, () => restoreInto(world, guest, { path, flags, definition }));
    } catch (error) {
      forgetIfTransient(world, guest);
      throw error;
    }
  };

  const managedSave = async (ctx: CallContext, guest: Guest, flags: number): Promise<void> => {
    guest.running();
    if (!guest.persistent) throw invalid('cannot do managed save for transient domain');
    const path = guest.files.managedSave;
    await guest.modify(ctx.api, () => saveGuest(world, guest, { path, flags }));
    guest.hasManagedSave = true;
  };

  const managedPath = (guest: Guest): string => {
    if (!guest.hasManagedSave) throw invalid('domain does not have managed save image');
    return guest.files.managedSave;
  };

  const changeImage = async (path: string, dxml: string, flags: number): Promise<void> => {
    await prepareDefinition(world, dxml, false);
    await rewriteHeader(path, {
      xml: dxml,
      ...(flags & SaveFlag.RUNNING && { running: true }),
      ...(flags & SaveFlag.PAUSED && { running: false }),
    });
  };

  const imageXml = async (path: string): Promise<{ xml: string }> => {
    const { xml } = await imageHeader(path);
    const domain = world.hardware.parse(xml, { inactive: true });
    return { xml: world.hardware.format(domain, { inactive: true, secure: true }) };
  };

  const abort = (guest: Guest): void => {
    guest.running();
    const job = guest.job.async;
    if (!job) throw invalid('no job is active on the domain');
    job.abort();
  };

  return {
    domainSave: (ctx, { dom, to }) => save(ctx, guests.find(dom), to, null, 0),
    domainSaveFlags: (ctx, { dom, to, dxml, flags }) => save(ctx, guests.find(dom), to, dxml, flags),
    domainSaveParams(ctx, { dom, params, flags }) {
      const guest = guests.find(dom);
      const to = paramText(params, 'file');
      const dxml = paramText(params, 'dxml') ?? null;
      if (to !== undefined) return save(ctx, guest, to, dxml, flags);
      return managedSave(ctx, guest, flags);
    },
    domainRestore: (ctx, { from }) => restore(ctx, from, null, 0),
    domainRestoreFlags: (ctx, { from, dxml, flags }) => restore(ctx, from, dxml, flags),
    domainRestoreParams(ctx, { params, flags }) {
      const from = paramText(params, 'file');
      if (from === undefined)
        throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, 'missing path to saved state');
      return restore(ctx, from, paramText(params, 'dxml') ?? null, flags);
    },
    domainSaveImageGetXMLDesc: (_ctx, { file }) => imageXml(file),
    domainSaveImageDefineXML: (_ctx, { file, dxml, flags }) => changeImage(file, dxml, flags),
    domainManagedSave: (ctx, { dom, flags }) => managedSave(ctx, guests.find(dom), flags),
    async domainManagedSaveRemove(_ctx, { dom }) {
      const guest = guests.find(dom);
      await rm(guest.files.managedSave, { force: true });
      guest.hasManagedSave = false;
    },
    domainManagedSaveGetXMLDesc: (_ctx, { dom }) => imageXml(managedPath(guests.find(dom))),
    domainManagedSaveDefineXML: (_ctx, { dom, dxml, flags }) =>
      changeImage(managedPath(guests.find(dom)), dxml ?? '', flags),
    domainCoreDump(ctx, { dom, to, flags }) {
      const guest = guests.find(dom);
      guest.running();
      return guest.modify(ctx.api, () => dump(world, guest, to, 0, flags));
    },
    domainCoreDumpWithFormat(ctx, { dom, to, dumpformat, flags }) {
      const guest = guests.find(dom);
      guest.running();
      return guest.modify(ctx.api, () => dump(world, guest, to, dumpformat, flags));
    },
    domainGetJobInfo(_ctx, { dom }) {
      const guest = guests.find(dom);
      guest.running();
      const job = guest.job.async;
      const figure = (name: string): number => job?.progress[name] ?? 0;
      return {
        type: job ? JobType.UNBOUNDED : JobType.NONE,
        timeElapsed: job ? Date.now() - job.started : 0,
        timeRemaining: 0,
        dataTotal: figure('data_total'),
        dataProcessed: figure('data_processed'),
        dataRemaining: figure('data_remaining'),
        memTotal: figure('memory_total'),
        memProcessed: figure('memory_processed'),
        memRemaining: figure('memory_remaining'),
        fileTotal: 0,
        fileProcessed: 0,
        fileRemaining: 0,
      };
    },
    domainGetJobStats(_ctx, { dom, flags }) {
      const guest = guests.find(dom);
      const { job } = guest;
      if (flags & JOB_STATS_COMPLETED) {
        const done = job.completed;
        if (!done) return noJob;
        job.completed = null;
        return { type: JobType.COMPLETED, params: jobParams(done.operation, done.progress) };
      }
      guest.running();
      if (!job.async) return noJob;
      const progress = { time_elapsed: Date.now() - job.async.started, ...job.async.progress };
      return { type: JobType.UNBOUNDED, params: jobParams(job.async.operation, progress) };
    },
    domainAbortJob: (_ctx, { dom }) => abort(guests.find(dom)),
    domainAbortJobFlags: (_ctx, { dom }) => abort(guests.find(dom)),
  };
};
