// The destination of a simulated migration: room is made for a guest, and it goes on when it has come.
import { hostname } from 'node:os';
import { Writable } from 'node:stream';
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { missing } from '../../common/errors.ts';
import { JobOperation } from '../../common/job.ts';
import { Start, Stop } from '../../common/lifecycle.ts';
import { MigrateFlag, type MigrationParams, readMigrationParams } from '../../common/migration.ts';
import { Detail, DomainState, Lifecycle, PausedReason, RunningReason } from '../../common/states.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { addDomain, type DomainHost, readDomain, startDomain, stopDomain } from '../domain/lifecycle.ts';
import { failed, internal, invalid, type SimDomain, TEST } from '../domain/object.ts';
import { asParams, type Cookie, checkOffline, eat, NO_COOKIE, unpackInside } from './cookie.ts';

const SCHEMES = ['tcp', 'rdma', 'unix', 'test'];

/** A guest that has been announced. */
interface Coming {
  readonly def: Domain;
  /** There is none while nothing but a definition comes. */
  readonly dom: SimDomain | null;
  readonly persistent: string | undefined;
  end(): void;
}

const checkUri = (uri: string): void => {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1];
  if (!scheme) throw invalid(`missing scheme in migration URI: ${uri}`);
  if (!SCHEMES.includes(scheme))
    throw new VirError(
      ErrorCode.ARGUMENT_UNSUPPORTED,
      TEST,
      `unsupported scheme ${scheme} in migration URI ${uri}`,
    );
  if (scheme !== 'unix' && !/^[^:]+:(\/\/)?[^/:]/.test(uri))
    throw invalid(`missing host in migration URI: ${uri}`);
};

export const destinationSlots = (host: DomainHost) => {
  const { domains, life } = host;
  const coming = new Map<string, Coming>();

  const takeAway = (dom: SimDomain | null): void => {
    if (dom?.active) stopDomain(host, dom, Stop.failed);
  };
  const prepare = (
    ctx: CallContext,
    given: MigrationParams,
    cookie: Buffer,
    flags: number,
  ): string | null => {
    if (flags & MigrateFlag.OFFLINE) checkOffline(flags);
    if (given.uri !== null) checkUri(given.uri);
    if (!given.xml) throw internal('no domain XML passed');
    const { host: from, persistent } = eat(cookie);
    if (from === host.id) throw internal(`Attempt to migrate guest to the same host ${hostname()}`);
    const def = readDomain(given.xml);
    if (given.name) def.name = given.name;
    let dom: SimDomain | null = null;
    if (flags & MigrateFlag.OFFLINE) domains.check(def);
    else {
      dom = addDomain(host, def, { live: true, checkActive: true }).dom;
      startDomain(host, dom, Start.migrated, { paused: true, silent: true });
      life.setState(dom, DomainState.PAUSED, PausedReason.MIGRATION);
      dom.job.beginAsync(JobOperation.MIGRATION_IN);
      life.tell(dom, Lifecycle.STARTED, Detail.STARTED.MIGRATED);
    }
    const forget = ctx.onSessionEnd(() => {
      coming.get(def.name)?.end();
      takeAway(dom);
    });
    coming.set(def.name, {
      def,
      dom,
      persistent,
      end() {
        coming.delete(def.name);
        forget();
        dom?.job.endAsync();
      },
    });
    return given.uri === null ? `test://${hostname()}/` : null;
  };

  const persist = (dom: SimDomain, xml: string | undefined): void => {
    const was = dom.persistent;
    dom.config = xml ? readDomain(xml) : structuredClone(dom.live ?? dom.def);
    dom.config.name = dom.name;
    dom.revision++;
    life.defined(dom, was ? Detail.DEFINED.UPDATED : Detail.DEFINED.ADDED);
  };
  const arrive = (dom: SimDomain, guest: Coming, cookie: Partial<Cookie>, flags: number): void => {
    if (!dom.active) throw failed('domain is not running any more');
    if (cookie.inside) unpackInside(dom, cookie.inside);
    if (flags & MigrateFlag.PERSIST_DEST) persist(dom, guest.persistent);
    if (flags & MigrateFlag.PAUSED) {
      life.paused(dom, PausedReason.USER, Detail.SUSPENDED.PAUSED);
      return;
    }
    if (cookie.postcopy) life.resumed(dom, RunningReason.POSTCOPY, Detail.RESUMED.POSTCOPY);
    life.resumed(dom, RunningReason.MIGRATED, Detail.RESUMED.MIGRATED);
  };

  const finish = (name: string | null, cookie: Buffer, flags: number, cancelled: boolean) => {
    const guest = name === null ? undefined : coming.get(name);
    if (!guest) throw missing.domain.byName(name ?? '', TEST);
    guest.end();
    if (cancelled) {
      takeAway(guest.dom);
      throw new VirError(ErrorCode.MIGRATE_FINISH_OK, TEST);
    }
    if (!guest.dom) {
      const dom = addDomain(host, guest.persistent ? readDomain(guest.persistent) : guest.def).dom;
      life.defined(dom, Detail.DEFINED.ADDED);
      return { dom: dom.handle, cookie_out: NO_COOKIE };
    }
    try {
      arrive(guest.dom, guest, eat(cookie), flags);
    } catch (error) {
      takeAway(guest.dom);
      throw error;
    }
    return { dom: guest.dom.handle, cookie_out: NO_COOKIE };
  };
  /** Takes what a tunnel brings: it is counted at the source, and not looked at. */
  const drain = (ctx: CallContext): void =>
    ctx.stream?.attach({
      writable: new Writable({ objectMode: true, write: (_chunk, _encoding, done) => done() }),
    });

  return {
    domainMigratePrepare3Params: (ctx, { params, cookie_in, flags }) => ({
      uri_out: prepare(ctx, readMigrationParams(params), cookie_in, flags),
      cookie_out: NO_COOKIE,
    }),
    domainMigratePrepare3: (ctx, { cookie_in, uri_in, flags, dname, dom_xml }) => ({
      uri_out: prepare(
        ctx,
        readMigrationParams(asParams({ xml: dom_xml, uri: uri_in, name: dname })),
        cookie_in,
        Number(flags),
      ),
      cookie_out: NO_COOKIE,
    }),
    domainMigratePrepareTunnel3Params: (ctx, { params, cookie_in, flags }) => {
      prepare(ctx, readMigrationParams(params), cookie_in, flags);
      drain(ctx);
      return { cookie_out: NO_COOKIE };
    },
    domainMigratePrepareTunnel3: (ctx, { cookie_in, flags, dname, dom_xml }) => {
      prepare(ctx, readMigrationParams(asParams({ xml: dom_xml, name: dname })), cookie_in, Number(flags));
      drain(ctx);
      return { cookie_out: NO_COOKIE };
    },
    domainMigrateFinish3Params: (_ctx, { params, cookie_in, flags, cancelled }) =>
      finish(readMigrationParams(params).name, cookie_in, flags, cancelled !== 0),
    domainMigrateFinish3: (_ctx, { dname, cookie_in, flags, cancelled }) =>
      finish(dname, cookie_in, Number(flags), cancelled !== 0),
  } satisfies PartialTable<'hypervisor'>;
};
