// Save, restore, managed save, core dumps, and the job that each of them is.
import { existsSync } from 'node:fs';
import { ErrorCode } from '../../../../schemas/errors.ts';
import { param } from '../../../../schemas/rpc/types.ts';
import { Domain } from '../../../../schemas/xml/domain.ts';
import { formatXml } from '../../../model/xml/format.ts';
import { JobOperation, JobType } from '../../common/job.ts';
import { Stop } from '../../common/lifecycle.ts';
import { paramText } from '../../common/params.ts';
import { DomainState, PausedReason, RunningReason } from '../../common/states.ts';
import { removeFile } from '../../common/store.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { readDefinition } from '../definition.ts';
import { asAsyncJob, readImage, rewriteImage, saveGuest } from '../save.ts';
import { destroyDomain, guestStopped, startGuest } from '../start.ts';
import { failure, type Guest, mustRun, notDom0, notValid, orFail, type World } from '../world.ts';

const SAVE_RUNNING = 2;
const SAVE_PAUSED = 4;
const DUMP_CRASH = 1;
const DUMP_LIVE = 2;
const COMPLETED = 1;

export const saveSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests, places, xen, life } = world;

  /** A definition that comes along replaces the running one in the image; the guest's identity must be the same. */
  const replaced = (guest: Guest, xml: string | null): Domain | null => {
    if (!xml) return null;
    const domain = readDefinition(xml);
    if (domain.uuid !== guest.uuid || domain.name !== guest.name)
      throw failure(
        `Target domain uuid ${domain.uuid} does not match source ${guest.uuid}`,
        ErrorCode.CONFIG_UNSUPPORTED,
      );
    return domain;
  };
  const save = (ctx: CallContext, guest: Guest, path: string, xml: string | null): Promise<void> => {
    notDom0(guest);
    return guest.job.run(
      ctx.api,
      async () => {
        mustRun(guest);
        const other = replaced(guest, xml);
        if (other) guest.live = other;
        await saveGuest(world, guest, path, false);
      },
      { signal: ctx.signal },
    );
  };

  const restore = async (
    ctx: CallContext,
    path: string,
    xml: string | null,
    flags: number,
  ): Promise<void> => {
    const image = await readImage(path);
    const domain = xml ? readDefinition(xml) : image.domain;
    if (domain.uuid !== image.domain.uuid)
      throw failure(
        `Target domain uuid ${domain.uuid} does not match source ${image.domain.uuid}`,
        ErrorCode.CONFIG_UNSUPPORTED,
      );
    const { dom: guest } = guests.add(domain, { live: true, checkActive: true });
    try {
      await guest.job.run(ctx.api, () =>
        startGuest(world, guest, {
          paused: (flags & SAVE_PAUSED) !== 0,
          signal: ctx.signal,
          restore: { from: { path, mode: 'read', offset: image.offset }, version: image.version },
        }),
      );
    } catch (error) {
      if (!guest.persistent) guests.remove(guest);
      throw error;
    }
  };

  const dump = (ctx: CallContext, guest: Guest, to: string, flags: number): Promise<void> => {
    notDom0(guest);
    return guest.job.run(ctx.api, async () => {
      mustRun(guest);
      const { id } = guest;
      const pause = !(flags & DUMP_LIVE) && guest.state === DomainState.RUNNING;
      if (pause) {
        await orFail(
          world,
          xen.call('domain_pause', id),
          `Before dumping core, failed to suspend domain '${id}' with libxenlight`,
        );
        life.setState(guest, DomainState.PAUSED, PausedReason.DUMP);
      }
      let crashed = false;
      try {
        await orFail(
          world,
          asAsyncJob(guest, JobOperation.DUMP, () => xen.call('domain_core_dump', id, to)),
          `Failed to dump core of domain '${id}' with libxenlight`,
        );
        if (flags & DUMP_CRASH) {
          await orFail(world, destroyDomain(world, guest), `Failed to destroy domain '${id}'`);
          crashed = true;
          await guestStopped(world, guest, Stop.crashed);
        }
      } finally {
        if (pause && !crashed) {
          await orFail(
            world,
            xen.call('domain_unpause', id),
            `After dumping core, failed to resume domain '${id}' with libxenlight`,
          );
          life.setState(guest, DomainState.RUNNING, RunningReason.UNPAUSED);
        }
      }
    });
  };

  const managed = (guest: Guest): string => {
    const path = places.saveOf(guest.name);
    if (!existsSync(path)) throw notValid('domain does not have managed save image');
    return path;
  };
  const imageXml = async (path: string, flags: number): Promise<string> =>
    formatXml(Domain, (await readImage(path)).domain, { inactive: true, secure: (flags & 1) !== 0 });
  const abort = (guest: Guest): void => {
    const job = guest.job.async;
    if (!job) throw notValid('no job is active on the domain');
    job.abort();
  };

  return {
    domainSave: (ctx, { dom, to }) => save(ctx, guests.find(dom), to, null),
    domainSaveFlags: (ctx, { dom, to, dxml }) => save(ctx, guests.find(dom), to, dxml),
    async domainSaveParams(ctx, { dom, params, flags }) {
      const guest = guests.find(dom);
      const to = paramText(params, 'file');
      if (to === undefined) {
        if (flags & SAVE_RUNNING)
          throw failure('a managed save image keeps no state flag', ErrorCode.ARGUMENT_UNSUPPORTED);
        return guest.job.run(ctx.api, async () => {
          mustRun(guest);
          if (!guest.persistent) throw notValid('cannot do managed save for transient domain');
          await saveGuest(world, guest, places.saveOf(guest.name), true);
        });
      }
      return save(ctx, guest, to, paramText(params, 'dxml') ?? null);
    },
    domainRestore: (ctx, { from }) => restore(ctx, from, null, 0),
    domainRestoreFlags: (ctx, { from, dxml, flags }) => restore(ctx, from, dxml, flags),
    domainRestoreParams(ctx, { params, flags }) {
      const from = paramText(params, 'file');
      if (from === undefined) throw failure('missing path to restore from', ErrorCode.INVALID_ARG);
      return restore(ctx, from, paramText(params, 'dxml') ?? null, flags);
    },
    domainSaveImageGetXMLDesc: async (_ctx, { file, flags }) => ({ xml: await imageXml(file, flags) }),
    domainSaveImageDefineXML: (_ctx, { file, dxml }) => rewriteImage(file, readDefinition(dxml)),
    domainManagedSave(ctx, { dom }) {
      const guest = guests.find(dom);
      notDom0(guest);
      return guest.job.run(ctx.api, async () => {
        mustRun(guest);
        if (!guest.persistent) throw notValid('cannot do managed save for transient domain');
        await saveGuest(world, guest, places.saveOf(guest.name), true);
      });
    },
    async domainManagedSaveRemove(_ctx, { dom }) {
      const guest = guests.find(dom);
      await removeFile(places.saveOf(guest.name));
      guest.hasManagedSave = false;
    },
    domainManagedSaveGetXMLDesc: async (_ctx, { dom, flags }) => ({
      xml: await imageXml(managed(guests.find(dom)), flags),
    }),
    async domainManagedSaveDefineXML(_ctx, { dom, dxml }) {
      const guest = guests.find(dom);
      const path = managed(guest);
      const domain = replaced(guest, dxml);
      if (domain) await rewriteImage(path, domain);
    },
    domainCoreDump: (ctx, { dom, to, flags }) => dump(ctx, guests.find(dom), to, flags),
    domainCoreDumpWithFormat(ctx, { dom, to, dumpformat, flags }) {
      if (dumpformat !== 0)
        throw failure(
          `dumpformat value: ${dumpformat} is not supported by libxenlight`,
          ErrorCode.ARGUMENT_UNSUPPORTED,
        );
      return dump(ctx, guests.find(dom), to, flags);
    },
    domainGetJobInfo(_ctx, { dom }) {
      const { job } = guests.find(dom);
      const none = {
        timeRemaining: 0,
        dataTotal: 0,
        dataProcessed: 0,
        dataRemaining: 0,
        memTotal: 0,
        memProcessed: 0,
        memRemaining: 0,
        fileTotal: 0,
        fileProcessed: 0,
        fileRemaining: 0,
      };
      // The library gives no estimate: a job is unbounded, and only its age is known.
      return job.async
        ? { type: JobType.UNBOUNDED, timeElapsed: Date.now() - job.async.started, ...none }
        : { type: JobType.NONE, timeElapsed: 0, ...none };
    },
    domainGetJobStats(_ctx, { dom, flags }) {
      const { job } = guests.find(dom);
      if (flags & COMPLETED) {
        const { completed } = job;
        if (!completed) return { type: JobType.NONE, params: [] };
        job.completed = null;
        return {
          type: JobType.COMPLETED,
          params: [
            param.int('operation', completed.operation),
            param.ullong('time_elapsed', completed.progress.time_elapsed ?? 0),
          ],
        };
      }
      if (!job.async) return { type: JobType.NONE, params: [] };
      return {
        type: JobType.UNBOUNDED,
        params: [param.ullong('time_elapsed', Date.now() - job.async.started)],
      };
    },
    domainAbortJob: (_ctx, { dom }) => abort(guests.find(dom)),
    domainAbortJobFlags: (_ctx, { dom }) => abort(guests.find(dom)),
  };
};
