// The source of a simulated migration. What is inside a guest travels in the cookie of perform, so that nothing but the
// clients' connections is needed. Memory is counted, not copied: a limit on the speed makes a migration last, to be
// watched, aborted, or switched to post-copy.
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { formatDomain } from '../../../model/domain/parse.ts';
import { invalidOperation } from '../../common/errors.ts';
import { JobOperation } from '../../common/job.ts';
import { Stop } from '../../common/lifecycle.ts';
import {
  MigrateFlag,
  type MigrationParams,
  type MigrationTarget,
  migrateToPeer,
  readMigrationParams,
} from '../../common/migration.ts';
import { Detail, DomainState, PausedReason, RunningReason } from '../../common/states.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { type DomainHost, readDomain, stopDomain } from '../domain/lifecycle.ts';
import { checkActive, failed, internal, invalid, type SimDomain, TEST } from '../domain/object.ts';
import { asParams, bake, checkOffline, NO_COOKIE, packInside } from './cookie.ts';

const MIB = 1024 * 1024;
/** How often the figures of a slow migration move on. */
const TICK_MS = 20;

/** A guest on its way out. */
interface Leaving {
  readonly flags: number;
  /** It ran when it left and is to go on here if it comes back. */
  suspended: boolean;
  postcopy: boolean;
  /** Set once post-copy may begin. */
  switchOver: (() => void) | null;
  end(): void;
}

/** Refuses a guest that could not leave. */
const checkLeaving = (dom: SimDomain, flags: number): void => {
  if (dom.job.async) throw invalidOperation('another job is active on the domain', TEST);
  if (!dom.active) {
    if (!(flags & MigrateFlag.OFFLINE)) throw invalidOperation('domain is not running', TEST);
    checkOffline(flags);
    return;
  }
  if (flags & MigrateFlag.OFFLINE) checkOffline(flags);
  if (dom.snapshots.size > 0)
    throw invalidOperation(`cannot migrate domain with ${dom.snapshots.size} snapshots`, TEST);
  const [hostdev] = dom.def.devices.hostdevs;
  if (hostdev && !(flags & MigrateFlag.OFFLINE))
    throw invalidOperation('domain has assigned host devices', TEST);
  if (dom.guest.jobs.size > 0) throw invalidOperation('domain has an active block job', TEST);
};

/** Every change of the memory is a step of the figures that clients watch. */
const figures = (total: number, done: number): Record<string, number> => ({
  data_total: total,
  data_processed: done,
  data_remaining: total - done,
  memory_total: total,
  memory_processed: done,
  memory_remaining: total - done,
  disk_total: 0,
  disk_processed: 0,
  disk_remaining: 0,
});

export const sourceSlots = (host: DomainHost) => {
  const { domains, life, events } = host;
  const leaving = new WeakMap<SimDomain, Leaving>();

  /** The guest goes on here. */
  const comeBack = (dom: SimDomain): void => {
    const session = leaving.get(dom);
    if (session?.suspended && dom.state === DomainState.PAUSED)
      life.resumed(dom, RunningReason.MIGRATION_CANCELED, Detail.RESUMED.MIGRATED);
    session?.end();
  };
  /** From here on the guest's job is the migration's, until it is confirmed or the client is gone. */
  const open = (ctx: CallContext, dom: SimDomain, flags: number): Leaving => {
    const job = dom.job.beginAsync(JobOperation.MIGRATION_OUT);
    const forget = ctx.onSessionEnd(() => {
      job.abort();
      comeBack(dom);
    });
    const session: Leaving = {
      flags,
      suspended: false,
      postcopy: false,
      switchOver: null,
      end() {
        leaving.delete(dom);
        forget();
        if (dom.job.async === job) dom.job.endAsync();
      },
    };
    leaving.set(dom, session);
    return session;
  };

  const begin = (ctx: CallContext, dom: SimDomain, given: MigrationParams, flags: number) => {
    checkLeaving(dom, flags);
    let def = dom.def;
    if (given.xml) {
      def = readDomain(given.xml);
      if (def.uuid !== dom.uuid)
        throw new VirError(
          ErrorCode.CONFIG_UNSUPPORTED,
          TEST,
          `Target domain uuid ${def.uuid} does not match source ${dom.uuid}`,
        );
    }
    const persistent =
      flags & MigrateFlag.PERSIST_DEST
        ? (given.persistentXml ?? (dom.config && formatDomain(dom.config, { inactive: true, secure: true })))
        : null;
    if (flags & MigrateFlag.CHANGE_PROTECTION && !(flags & MigrateFlag.OFFLINE)) open(ctx, dom, flags);
    return {
      cookie_out: bake({ host: host.id, hostname: hostname(), ...(persistent ? { persistent } : {}) }),
      xml: formatDomain(def, { inactive: true, secure: true, migratable: true }),
    };
  };

  const suspend = (dom: SimDomain, session: Leaving, reason: number, detail: number): void => {
    if (dom.state !== DomainState.RUNNING) return;
    session.suspended = true;
    life.paused(dom, reason, detail);
  };

  /** Counts the guest's memory over at the speed that is allowed. */
  const transfer = async (ctx: CallContext, dom: SimDomain, session: Leaving, bandwidth: number) => {
    const job = dom.job.async;
    if (!job) throw internal(`migration of domain '${dom.name}' has not begun`);
    const def = checkActive(dom);
    const total = (def.currentMemory ?? def.memory.value) * 1024;
    const started = Date.now();
    const gone = AbortSignal.any([job.signal, ctx.signal]);
    const iteration = (number: number): void =>
      events.emit('domain', 'migrationIteration', { dom: dom.handle, iteration: number });
    iteration(1);
    session.switchOver = () => {
      session.postcopy = true;
    };
    for (;;) {
      if (gone.aborted)
        throw new VirError(ErrorCode.OPERATION_ABORTED, TEST, 'migration out job: canceled by client');
      if (!dom.active) throw failed('domain is not running any more');
      const speed = Number(bandwidth || dom.guest.maxSpeed) * MIB;
      const done = Math.min(total, Math.floor(((Date.now() - started + 1) / 1000) * speed));
      job.progress = figures(total, done);
      if (done >= total || session.postcopy) break;
      await sleep(TICK_MS, undefined, { signal: gone }).catch(() => undefined);
    }
    session.switchOver = null;
    iteration(2);
  };

  const sendThrough = async (target: MigrationTarget): Promise<void> => {
    if (!('stream' in target)) return;
    target.stream.send(Buffer.from('simulated memory'));
    await target.stream.finish();
  };

  const perform = async (
    ctx: CallContext,
    dom: SimDomain,
    target: MigrationTarget,
    bandwidth: number,
    flags: number,
  ): Promise<Buffer> => {
    let session = leaving.get(dom);
    if (!session) {
      if (flags & MigrateFlag.CHANGE_PROTECTION) throw internal('domain is not being migrated');
      checkLeaving(dom, flags);
      session = open(ctx, dom, flags);
    }
    try {
      if (!(flags & MigrateFlag.LIVE))
        suspend(dom, session, PausedReason.MIGRATION, Detail.SUSPENDED.MIGRATED);
      await transfer(ctx, dom, session, bandwidth);
      await sendThrough(target);
    } catch (error) {
      // Nobody confirms a perform that failed.
      comeBack(dom);
      throw error;
    }
    if (session.postcopy) suspend(dom, session, PausedReason.POSTCOPY, Detail.SUSPENDED.POSTCOPY);
    else suspend(dom, session, PausedReason.MIGRATION, Detail.SUSPENDED.MIGRATED);
    return bake({
      host: host.id,
      hostname: hostname(),
      inside: packInside(dom),
      ...(session.postcopy ? { postcopy: true } : {}),
    });
  };

  const forgetSource = (dom: SimDomain, flags: number): void => {
    if (flags & MigrateFlag.UNDEFINE_SOURCE && dom.persistent) life.undefined(dom);
  };
  const confirm = (dom: SimDomain, flags: number, cancelled: boolean): void => {
    if (flags & MigrateFlag.OFFLINE) {
      if (!cancelled) forgetSource(dom, flags);
      return;
    }
    const session = leaving.get(dom);
    if (!session) {
      if (cancelled) return;
      throw internal('domain is not being migrated');
    }
    if (cancelled) return comeBack(dom);
    const { job } = dom;
    const elapsed = job.async ? Date.now() - job.async.started : 0;
    const progress = { time_elapsed: elapsed, ...job.async?.progress, downtime: 0 };
    job.completed = { operation: JobOperation.MIGRATION_OUT, progress };
    session.end();
    const params: TypedParam[] = [
      param.int('operation', JobOperation.MIGRATION_OUT),
      ...Object.entries(progress).map(([field, value]) => param.ullong(field, value)),
    ];
    events.emit('domain', 'jobCompleted', { dom: dom.handle, params });
    stopDomain(host, dom, Stop.migrated);
    forgetSource(dom, flags);
  };

  /** The source walks through all steps itself. */
  const goToPeer = async (
    ctx: CallContext,
    dom: SimDomain,
    dconnuri: string | null,
    passed: readonly TypedParam[],
    flags: number,
  ): Promise<Buffer> => {
    if (!dconnuri) throw invalid('no destination connection URI');
    if (!host.connectPeer)
      throw new VirError(ErrorCode.NO_SUPPORT, TEST, 'this daemon cannot connect to others');
    const given = readMigrationParams(passed);
    const peer = await host.connectPeer(dconnuri);
    try {
      const steps = {
        name: dom.name,
        begin: async () => begin(ctx, dom, given, flags),
        perform: (target: MigrationTarget) =>
          perform(ctx, dom, target, given.bandwidth, flags & ~MigrateFlag.CHANGE_PROTECTION),
        confirm: async (_cookie: Buffer, cancelled: boolean) => confirm(dom, flags, cancelled),
      };
      await migrateToPeer(peer, steps, passed, flags);
    } finally {
      peer.close();
    }
    return NO_COOKIE;
  };
  const performAny = async (
    ctx: CallContext,
    dom: SimDomain,
    dconnuri: string | null,
    passed: readonly TypedParam[],
    flags: number,
  ) => {
    const { uri, bandwidth } = readMigrationParams(passed);
    const toPeer = flags & (MigrateFlag.PEER2PEER | MigrateFlag.TUNNELLED);
    return {
      cookie_out: await (toPeer
        ? goToPeer(ctx, dom, dconnuri, passed, flags)
        : perform(ctx, dom, { uri }, bandwidth, flags)),
    };
  };

  return {
    domainMigrateBegin3Params: (ctx, { dom, params, flags }) =>
      begin(ctx, domains.find(dom), readMigrationParams(params), flags),
    domainMigrateBegin3: (ctx, { dom, xmlin, flags }) =>
      begin(ctx, domains.find(dom), { ...readMigrationParams([]), xml: xmlin }, Number(flags)),
    domainMigratePerform3Params: (ctx, { dom, dconnuri, params, flags }) =>
      performAny(ctx, domains.find(dom), dconnuri, params, flags),
    domainMigratePerform3: (ctx, { dom, xmlin, dconnuri, uri, dname, resource, flags }) =>
      performAny(
        ctx,
        domains.find(dom),
        dconnuri,
        asParams({ xml: xmlin, uri, name: dname, resource }),
        Number(flags),
      ),
    domainMigrateConfirm3Params: (_ctx, { dom, params, flags, cancelled }) => {
      readMigrationParams(params);
      confirm(domains.find(dom), flags, cancelled !== 0);
    },
    domainMigrateConfirm3: (_ctx, { dom, flags, cancelled }) =>
      confirm(domains.find(dom), Number(flags), cancelled !== 0),
    domainMigrateStartPostCopy: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      checkActive(dom);
      const session = leaving.get(dom);
      if (!session?.switchOver)
        throw invalidOperation('post-copy can only be started while outgoing migration is in progress', TEST);
      if (!(session.flags & MigrateFlag.POSTCOPY))
        throw invalidOperation(
          'switching to post-copy requires migration to be started with VIR_MIGRATE_POSTCOPY flag',
          TEST,
        );
      session.switchOver();
    },
  } satisfies PartialTable<'hypervisor'>;
};
