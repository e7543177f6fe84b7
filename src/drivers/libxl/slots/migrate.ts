// The calls of a migration, with parameters as libvirt's driver has them, and without for older clients.
import { ErrorCode } from '../../../../schemas/errors.ts';
import type { TypedParam } from '../../../../schemas/rpc/types.ts';
import { MigrateFlag } from '../../common/migration.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { finishIn, prepareIn, prepareTunnelIn } from '../migration/incoming.ts';
import { beginOut, confirmOut, performOut } from '../migration/outgoing.ts';
import { performPeerToPeer } from '../migration/peer.ts';
import { migrationParams } from '../migration/session.ts';
import { failure, type Guest, mustRun, notDom0, type World } from '../world.ts';

const NO_COOKIE = Buffer.alloc(0);

export const migrateSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;

  const begin = (ctx: CallContext, guest: Guest, xml: string | null, flags: number) => {
    // A migration that the source drives itself begins inside perform.
    if (flags & MigrateFlag.PEER2PEER)
      throw failure('a peer-to-peer migration begins with perform', ErrorCode.OPERATION_INVALID);
    return beginOut(ctx, world, guest, xml);
  };
  const perform = async (
    ctx: CallContext,
    guest: Guest,
    to: { dconnuri: string | null; uri: string | null; name: string | null; xml: string | null },
    flags: number,
  ) => {
    if (flags & (MigrateFlag.PEER2PEER | MigrateFlag.TUNNELLED)) {
      if (!to.dconnuri) throw failure('no destination connection URI', ErrorCode.INVALID_ARG);
      await performPeerToPeer(ctx, world, guest, { ...to, dconnuri: to.dconnuri }, flags);
    } else await performOut(world, guest, to.uri ?? '', flags);
    return { cookie_out: NO_COOKIE };
  };
  const finish = async (name: string | null, flags: number, cancelled: number) => {
    const guest = name ? guests.byName(name) : undefined;
    if (!guest)
      throw failure(
        `Migration failed. No domain on destination host with matching name '${name}'`,
        ErrorCode.OPERATION_FAILED,
      );
    return { dom: await finishIn(world, guest, flags, cancelled !== 0), cookie_out: NO_COOKIE };
  };
  const given = (params: readonly TypedParam[], cookie: Buffer) => {
    const { xml, name, uri } = migrationParams(params);
    return { incoming: { xml, name, cookie }, uri };
  };

  return {
    domainMigrateBegin3Params(ctx, { dom, params, flags }) {
      return begin(ctx, guests.find(dom), migrationParams(params).xml, flags & ~MigrateFlag.PEER2PEER);
    },
    domainMigrateBegin3: (ctx, { dom, xmlin, flags }) =>
      begin(ctx, guests.find(dom), xmlin, Number(flags) & ~MigrateFlag.PEER2PEER),
    async domainMigratePrepare3Params(ctx, { params, cookie_in }) {
      const { incoming, uri } = given(params, cookie_in);
      return { cookie_out: NO_COOKIE, uri_out: await prepareIn(ctx, world, incoming, uri) };
    },
    async domainMigratePrepare3(ctx, { cookie_in, uri_in, dname, dom_xml }) {
      return {
        cookie_out: NO_COOKIE,
        uri_out: await prepareIn(ctx, world, { xml: dom_xml, name: dname, cookie: cookie_in }, uri_in),
      };
    },
    async domainMigratePrepareTunnel3Params(ctx, { params, cookie_in }) {
      await prepareTunnelIn(ctx, world, given(params, cookie_in).incoming);
      return { cookie_out: NO_COOKIE };
    },
    async domainMigratePrepareTunnel3(ctx, { cookie_in, dname, dom_xml }) {
      await prepareTunnelIn(ctx, world, { xml: dom_xml, name: dname, cookie: cookie_in });
      return { cookie_out: NO_COOKIE };
    },
    domainMigratePerform3Params: (ctx, { dom, dconnuri, params, flags }) =>
      perform(ctx, guests.find(dom), { dconnuri, ...migrationParams(params) }, flags),
    domainMigratePerform3: (ctx, { dom, dconnuri, uri, dname, xmlin, flags }) =>
      perform(ctx, guests.find(dom), { dconnuri, uri, name: dname, xml: xmlin }, Number(flags)),
    domainMigrateFinish3Params: (_ctx, { params, flags, cancelled }) =>
      finish(migrationParams(params).name, flags, cancelled),
    domainMigrateFinish3: (_ctx, { dname, flags, cancelled }) => finish(dname, Number(flags), cancelled),
    domainMigrateConfirm3Params: (_ctx, { dom, flags, cancelled }) =>
      confirmOut(world, guests.find(dom), flags, cancelled !== 0),
    domainMigrateConfirm3: (_ctx, { dom, flags, cancelled }) =>
      confirmOut(world, guests.find(dom), Number(flags), cancelled !== 0),
    domainMigrateGetMaxSpeed: (_ctx, { dom }) => ({ bandwidth: guests.find(dom).migrationSpeed }),
    domainMigrateSetMaxSpeed(_ctx, { dom, bandwidth }) {
      const guest = guests.find(dom);
      notDom0(guest);
      mustRun(guest);
      guest.migrationSpeed = Number(bandwidth);
    },
  };
};
