// Save, restore, managed save, core dumps, and the jobs they are.
import { mkdir, unlink } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../../schemas/errors.ts';
import { ParamType, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { strerror } from '../../../native/libc.ts';
import { type AsyncJob, JobOperation, JobType } from '../../common/job.ts';
import { paramText, validateParams } from '../../common/params.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { jobParams, lastEnd } from '../async-job.ts';
import { backupProgress, cancelBackup } from '../backup/end.ts';
import { prepareDefinition } from '../define.ts';
import { dumpGuest } from '../dump.ts';
import type { Guest } from '../guest.ts';
import { imageDefinition, imageHeader, restoreInto, SaveFlag, saveGuest } from '../save.ts';
import { configuredFormat, formatNumber } from '../save-format.ts';
import { imageFormats, rewriteHeader } from '../save-image.ts';
import { checkStableMachine } from '../stable.ts';
import { forgetIfTransient } from '../stop.ts';
import type { World } from '../world.ts';

/** virDomainGetJobStatsFlags. */
const Stats = { COMPLETED: 1, KEEP_COMPLETED: 2 } as const;
/** virDomainCoreDumpFlags. */
const MEMORY_ONLY = 16;
const POSTCOPY = 1;
const XML_SECURE = 1;

const saveParams = {
  file: ParamType.STRING,
  dxml: ParamType.STRING,
  image_format: ParamType.STRING,
  'parallel.channels': ParamType.INT,
} as const;

const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);
const noJob = { type: JobType.NONE, params: [] as TypedParam[] };

interface Saving {
  readonly path: string;
  readonly xml: string | null;
  readonly flags: number;
  readonly format: number;
}

export const saveSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  /** What is being dumped may not be abortable. */
  const dumping = new WeakMap<Guest, number>();

  const save = (ctx: CallContext, guest: Guest, { path, xml, flags, format }: Saving): Promise<void> => {
    guest.running();
    return guest.modify(ctx.api, () => saveGuest(world, guest, { path, xml, flags, format, api: ctx.api }));
  };

  const restore = async (ctx: CallContext, path: string, dxml: string | null, flags: number) => {
    const header = await imageHeader(path);
    const own = await imageDefinition(world, header);
    const definition = await prepareDefinition(world, dxml ?? header.xml, false);
    if (dxml !== null) checkStableMachine(own, definition);
    const { dom: guest } = guests.add(definition, { live: true, checkActive: true });
    try {
      await guest.modify(ctx.api, () => restoreInto(world, guest, { path, flags, definition }));
    } catch (error) {
      if (!guest.active) guest.live = null;
      forgetIfTransient(world, guest);
      throw error;
    }
  };

  const managedSave = async (
    ctx: CallContext,
    guest: Guest,
    xml: string | null,
    flags: number,
  ): Promise<void> => {
    guest.running();
    if (!guest.persistent) throw invalid('cannot do managed save for transient domain');
    const format = configuredFormat(world, 'save');
    await mkdir(world.places.save, { recursive: true, mode: 0o700 });
    await save(ctx, guest, { path: guest.files.managedSave, xml, flags, format });
    guest.hasManagedSave = true;
  };

  const managedPath = (guest: Guest): string => {
    if (!guest.hasManagedSave) throw invalid('domain does not have managed save image');
    return guest.files.managedSave;
  };

  const changeImage = async (path: string, dxml: string, flags: number): Promise<void> => {
    const header = await imageHeader(path);
    const running = flags & SaveFlag.RUNNING ? true : flags & SaveFlag.PAUSED ? false : header.running;
    if (header.xml === dxml && running === header.running) return;
    const own = await imageDefinition(world, header);
    const domain = await prepareDefinition(world, dxml, false);
    checkStableMachine(own, domain);
    const xml = world.hardware.format(domain, { inactive: true, secure: true, migratable: true });
    await rewriteHeader(path, { xml, running });
  };

  const imageXml = async (path: string, flags: number): Promise<{ xml: string }> => {
    const domain = await imageDefinition(world, await imageHeader(path));
    return {
      xml: world.hardware.format(domain, { inactive: true, secure: (flags & XML_SECURE) !== 0 }),
    };
  };

  const progressOf = async (guest: Guest, job: AsyncJob): Promise<Readonly<Record<string, number>>> => {
    const backup = guest.run?.backup;
    return backup ? backupProgress(guest, backup) : job.progress;
  };

  const abort = async (guest: Guest, flags: number): Promise<void> => {
    guest.running();
    const job = guest.job.async;
    if (flags & POSTCOPY) throw invalid('current job is not outgoing migration in post-copy mode');
    if (!job) throw invalid('no job is active on the domain');
    if (job.operation === JobOperation.DUMP && (dumping.get(guest) ?? 0) & MEMORY_ONLY)
      throw invalid('cannot abort memory-only dump');
    if (job.operation === JobOperation.BACKUP) await cancelBackup(guest);
    else job.abort();
  };

  const dump = (ctx: CallContext, guest: Guest, path: string, format: number, flags: number) => {
    guest.running();
    return guest.modify(ctx.api, async () => {
      dumping.set(guest, flags);
      await dumpGuest(world, guest, { path, format, flags, api: ctx.api });
    });
  };

  return {
    domainSave: (ctx, { dom, to }) =>
      save(ctx, guests.find(dom), {
        path: to,
        xml: null,
        flags: 0,
        format: configuredFormat(world, 'save'),
      }),
    domainSaveFlags: (ctx, { dom, to, dxml, flags }) =>
      save(ctx, guests.find(dom), { path: to, xml: dxml, flags, format: configuredFormat(world, 'save') }),
    async domainSaveParams(ctx, { dom, params, flags }) {
      validateParams(params, saveParams);
      const guest = guests.find(dom);
      const path = paramText(params, 'file');
      const xml = paramText(params, 'dxml') ?? null;
      if (path === undefined) return managedSave(ctx, guest, xml, flags);
      const word = paramText(params, 'image_format');
      if (word !== undefined && !(imageFormats as readonly string[]).includes(word))
        throw new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, `Invalid image_format '${word}'`);
      const format = word === undefined ? configuredFormat(world, 'save') : formatNumber(word, 'save');
      return save(ctx, guest, { path, xml, flags, format });
    },
    domainRestore: (ctx, { from }) => restore(ctx, from, null, 0),
    domainRestoreFlags: (ctx, { from, dxml, flags }) => restore(ctx, from, dxml, flags),
    domainRestoreParams(ctx, { params, flags }) {
      validateParams(params, saveParams);
      const from = paramText(params, 'file');
      if (from === undefined)
        throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, 'missing path to saved state');
      return restore(ctx, from, paramText(params, 'dxml') ?? null, flags);
    },
    domainSaveImageGetXMLDesc: (_ctx, { file, flags }) => imageXml(file, flags),
    domainSaveImageDefineXML: (_ctx, { file, dxml, flags }) => changeImage(file, dxml, flags),
    domainManagedSave: (ctx, { dom, flags }) => managedSave(ctx, guests.find(dom), null, flags),
    async domainManagedSaveRemove(_ctx, { dom }) {
      const guest = guests.find(dom);
      const path = guest.files.managedSave;
      await unlink(path).catch((error: NodeJS.ErrnoException) => {
        const code = Math.abs(error.errno ?? 0);
        throw systemError(
          ErrorDomain.QEMU,
          code,
          `Failed to remove managed save file '${path}'`,
          strerror(code),
        );
      });
      guest.hasManagedSave = false;
    },
    domainManagedSaveGetXMLDesc: (_ctx, { dom, flags }) => imageXml(managedPath(guests.find(dom)), flags),
    domainManagedSaveDefineXML: (_ctx, { dom, dxml, flags }) =>
      changeImage(managedPath(guests.find(dom)), dxml ?? '', flags),
    domainCoreDump: (ctx, { dom, to, flags }) => dump(ctx, guests.find(dom), to, 0, flags),
    domainCoreDumpWithFormat: (ctx, { dom, to, dumpformat, flags }) =>
      dump(ctx, guests.find(dom), to, dumpformat, flags),
    async domainGetJobInfo(_ctx, { dom }) {
      const guest = guests.find(dom);
      guest.running();
      const job = guest.job.async;
      const progress = job ? await progressOf(guest, job) : {};
      const figure = (name: string): number => progress[name] ?? 0;
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
        fileTotal: figure('disk_total'),
        fileProcessed: figure('disk_processed'),
        fileRemaining: figure('disk_remaining'),
      };
    },
    async domainGetJobStats(_ctx, { dom, flags }) {
      const guest = guests.find(dom);
      const { job } = guest;
      if (flags & Stats.COMPLETED) {
        const end = job.async ? undefined : lastEnd(guest, (flags & Stats.KEEP_COMPLETED) !== 0);
        return end ? { type: end.type, params: [...end.params] } : noJob;
      }
      guest.running();
      if (!job.async) return noJob;
      const { operation, started } = job.async;
      const progress = { time_elapsed: Date.now() - started, ...(await progressOf(guest, job.async)) };
      return { type: JobType.UNBOUNDED, params: jobParams(operation, progress) };
    },
    domainAbortJob: (_ctx, { dom }) => abort(guests.find(dom), 0),
    domainAbortJobFlags: (_ctx, { dom, flags }) => abort(guests.find(dom), flags),
  };
};
