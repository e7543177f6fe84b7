// Snapshots of guests that are off, inside their images; and snapshots put back as documents. libxenlight has none of
// running guests: save and restore keep their state.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { alignDisks, prepareRedefinition } from '../../../model/snapshot/align.ts';
import { isExternal, parseSnapshot, type Snapshot } from '../../../model/snapshot/document.ts';
import { onImages } from '../../common/image-snapshots.ts';
import type { Moment } from '../../common/moments.ts';
import { snapshotReading } from '../../common/snapshot-slots.ts';
import { dropSnapshot, storeSnapshot } from '../../common/snapshot-store.ts';
import { Detail, Lifecycle, ShutoffReason } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import { cloneDomain, saveConfig } from '../definition.ts';
import { shelfOf, snapshotsOf } from '../snapshots.ts';
import { startGuest } from '../start.ts';
import { failure, type Guest, notDom0, notValid, type World } from '../world.ts';

const Create = { REDEFINE: 1, CURRENT: 2, NO_METADATA: 4, DISK_ONLY: 16 } as const;
const Delete = { CHILDREN: 1, METADATA_ONLY: 2, CHILDREN_ONLY: 4 } as const;
const Revert = { RUNNING: 1, PAUSED: 2 } as const;

const unsupported = (text: string): VirError => failure(text, ErrorCode.OPERATION_UNSUPPORTED);

export const snapshotSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const { locate, handle, slots } = snapshotReading<Guest>({
    errorDomain: ErrorDomain.LIBXL,
    domain: (dom) => guests.find(dom),
    tree: snapshotsOf,
  });
  const store = (dom: Guest, def: Snapshot): Promise<void> => storeSnapshot(shelfOf(world, dom), def);
  const images = (dom: Guest, def: Snapshot, action: '-c' | '-a' | '-d'): Promise<void> =>
    onImages(
      dom.def.devices.disks,
      def,
      action,
      (disk) => disk.source?.file ?? disk.source?.dev,
      ErrorDomain.LIBXL,
    );

  const setCurrent = async (dom: Guest, moment: Moment<Snapshot> | null): Promise<void> => {
    const tree = snapshotsOf(dom);
    const before = tree.current;
    tree.current = moment;
    if (before && before !== moment && tree.find(before.name)) await store(dom, before.def);
    if (moment) await store(dom, moment.def);
  };

  const redefine = async (dom: Guest, def: Snapshot, flags: number): Promise<void> => {
    const tree = snapshotsOf(dom);
    tree.checkCycles(def);
    const other = tree.find(def.name);
    prepareRedefinition(def, dom.uuid, other?.def ?? null, (flags & Create.DISK_ONLY) !== 0);
    if (other && !def.domain && other.def.domain) def.domain = other.def.domain;
    if (other) tree.replace(other, def);
    const moment = other ?? tree.add(def);
    if (flags & Create.CURRENT) await setCurrent(dom, moment);
    else await store(dom, def);
  };

  const create = async (dom: Guest, xml: string, flags: number): Promise<string> => {
    const def = parseSnapshot(xml, { redefine: (flags & Create.REDEFINE) !== 0 });
    if (flags & Create.REDEFINE) {
      await redefine(dom, def, flags);
      return def.name;
    }
    if (/\//.test(def.name) || def.name.startsWith('.'))
      throw failure(
        `invalid snapshot name '${def.name}': name can't contain '/' or start with '.'`,
        ErrorCode.XML_DETAIL,
      );
    const tree = snapshotsOf(dom);
    if (tree.find(def.name))
      throw new VirError(
        ErrorCode.OPERATION_FAILED,
        ErrorDomain.DOMAIN,
        `domain moment ${def.name} already exists`,
      );
    if (dom.active)
      throw unsupported('libxenlight takes no snapshots of running guests; save the guest instead');
    if (flags & Create.DISK_ONLY || def.disks.some(({ snapshot }) => snapshot === 'external'))
      throw unsupported('external snapshots are not supported by this driver');
    def.domain = cloneDomain(dom.def);
    def.state = 'shutoff';
    def.memory = { snapshot: 'no' };
    alignDisks(def, { location: 'internal', uniform: true });
    if (tree.current) def.parent = { name: tree.current.name };
    await images(dom, def, '-c').catch(async (error) => {
      await images(dom, def, '-d').catch(() => undefined);
      throw error;
    });
    if (!(flags & Create.NO_METADATA)) await setCurrent(dom, tree.add(def));
    return def.name;
  };

  const remove = async (dom: Guest, moment: Moment<Snapshot>, flags: number): Promise<void> => {
    const tree = snapshotsOf(dom);
    const deep = (flags & (Delete.CHILDREN | Delete.CHILDREN_ONLY)) !== 0;
    const below = deep ? tree.descendants(moment) : [];
    const gone = flags & Delete.CHILDREN_ONLY ? below : [moment, ...below];
    if (!(flags & Delete.METADATA_ONLY)) {
      if (gone.some(({ def }) => isExternal(def)))
        throw unsupported('deletion of external snapshots is not supported by this driver');
      if (dom.active) throw notValid('snapshots of a running guest cannot be deleted');
      for (const { def } of gone) await images(dom, def, '-d');
    }
    for (const { name } of gone) await dropSnapshot(shelfOf(world, dom), name);
    if (deep) {
      const had = below.includes(tree.current as Moment<Snapshot>);
      tree.removeDescendants(moment);
      if (had) tree.current = moment;
    }
    if (flags & Delete.CHILDREN_ONLY) return store(dom, moment.def);
    const { parent } = moment;
    const children = [...moment.children];
    if (tree.remove(moment)) tree.current = parent;
    for (const each of [...children, ...(parent ? [parent] : [])]) await store(dom, each.def);
  };

  const revert = async (dom: Guest, moment: Moment<Snapshot>, flags: number): Promise<void> => {
    const { def } = moment;
    if (isExternal(def)) throw unsupported('revert to external snapshot not supported by this driver');
    if (dom.active || def.state !== 'shutoff')
      throw unsupported('only a guest that is off can go back to a snapshot taken while it was off');
    if (!def.domain)
      throw failure(
        `snapshot '${def.name}' lacks domain '${dom.name}' rollback info`,
        ErrorCode.SNAPSHOT_REVERT_RISKY,
      );
    await images(dom, def, '-a');
    dom.config = cloneDomain(def.domain);
    await saveConfig(world, dom);
    world.life.setState(dom, dom.state, ShutoffReason.FROM_SNAPSHOT);
    await setCurrent(dom, moment);
    world.life.tell(dom, Lifecycle.DEFINED, Detail.DEFINED.FROM_SNAPSHOT);
    if (flags & (Revert.RUNNING | Revert.PAUSED))
      await startGuest(world, dom, { paused: (flags & Revert.PAUSED) !== 0 });
  };

  return {
    ...slots,
    domainSnapshotCreateXML: (ctx, { dom: wanted, xml_desc, flags }) => {
      const dom = guests.find(wanted);
      notDom0(dom);
      return dom.job.run(ctx.api, async () => ({ snap: handle(dom, await create(dom, xml_desc, flags)) }));
    },
    domainSnapshotDelete: (ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      return dom.job.run(ctx.api, () => remove(dom, moment, flags));
    },
    domainRevertToSnapshot: (ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      return dom.job.run(ctx.api, () => revert(dom, moment, flags));
    },
  };
};
