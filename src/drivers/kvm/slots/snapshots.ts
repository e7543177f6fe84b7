// Snapshots of guests: listings and metadata, disks of running guests, whole images of guests that are off.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { alignDisks, prepareRedefinition } from '../../../model/snapshot/align.ts';
import { isExternal, parseSnapshot, type Snapshot } from '../../../model/snapshot/document.ts';
import { onImages } from '../../common/image-snapshots.ts';
import type { Moment } from '../../common/moments.ts';
import { snapshotReading } from '../../common/snapshot-slots.ts';
import { Detail, Lifecycle, ShutoffReason } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import { overlayDisks } from '../snapshot-live.ts';
import { removeSnapshotFile, saveSnapshot, snapshotsOf } from '../snapshot-store.ts';
import { diskPath } from '../stats/block.ts';
import type { World } from '../world.ts';

const Create = {
  REDEFINE: 1,
  CURRENT: 2,
  NO_METADATA: 4,
  HALT: 8,
  DISK_ONLY: 16,
  REUSE: 32,
  QUIESCE: 64,
} as const;
const Delete = { CHILDREN: 1, METADATA_ONLY: 2, CHILDREN_ONLY: 4 } as const;

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.QEMU, text);

/** qemu-img on every image of a guest that is off. */
const eachImage = (guest: Guest, def: Snapshot, action: '-c' | '-a' | '-d'): Promise<void> =>
  onImages(guest.def.devices.disks, def, action, diskPath, ErrorDomain.QEMU);

export const snapshotSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const { locate, handle, slots } = snapshotReading<Guest>({
    errorDomain: ErrorDomain.QEMU,
    domain: (dom) => guests.find(dom),
    tree: snapshotsOf,
  });

  const setCurrent = async (dom: Guest, moment: Moment<Snapshot> | null): Promise<void> => {
    const tree = snapshotsOf(dom);
    const before = tree.current;
    tree.current = moment;
    if (before && before !== moment && tree.find(before.name)) await saveSnapshot(dom, before.def);
    if (moment) await saveSnapshot(dom, moment.def);
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
    else await saveSnapshot(dom, def);
  };

  const create = async (dom: Guest, xml: string, flags: number): Promise<string> => {
    const isOld = (flags & Create.REDEFINE) !== 0;
    if (dom.checkpoints.size > 0) throw unsupported('cannot create snapshot while checkpoint exists');
    const def = parseSnapshot(xml, { redefine: isOld });
    if (isOld) {
      await redefine(dom, def, flags);
      return def.name;
    }
    if (/\//.test(def.name) || def.name.startsWith('.'))
      throw new VirError(
        ErrorCode.XML_DETAIL,
        ErrorDomain.QEMU,
        `invalid snapshot name '${def.name}': name can't contain '/' or start with '.'`,
      );
    const tree = snapshotsOf(dom);
    if (tree.find(def.name))
      throw new VirError(
        ErrorCode.OPERATION_FAILED,
        ErrorDomain.DOMAIN,
        `domain moment ${def.name} already exists`,
      );
    if (flags & (Create.HALT | Create.QUIESCE))
      throw unsupported('halting and quiescing for snapshots are not supported yet');
    const diskOnly = (flags & Create.DISK_ONLY) !== 0;
    if (dom.active && (!diskOnly || def.memory?.snapshot === 'external'))
      throw unsupported('snapshots with the memory of running guests are not supported yet');
    if (!dom.active && (diskOnly || def.disks.some(({ snapshot }) => snapshot === 'external')))
      throw unsupported('external snapshots of inactive guests are not supported yet');
    def.domain = structuredClone(dom.def);
    def.state = dom.active ? 'disk-snapshot' : 'shutoff';
    def.memory = { snapshot: 'no' };
    alignDisks(def, { location: dom.active ? 'external' : 'internal', uniform: true });
    if (dom.active && def.disks.some(({ snapshot }) => snapshot === 'internal'))
      throw unsupported('internal snapshots of running guests are not supported yet');
    if (tree.current) def.parent = { name: tree.current.name };
    if (dom.active) await overlayDisks(world, dom, def, (flags & Create.REUSE) !== 0);
    else
      await eachImage(dom, def, '-c').catch(async (error) => {
        await eachImage(dom, def, '-d').catch(() => undefined);
        throw error;
      });
    if (!(flags & Create.NO_METADATA)) await setCurrent(dom, tree.add(def));
    return def.name;
  };

  const discard = async (dom: Guest, moment: Moment<Snapshot>, flags: number): Promise<void> => {
    if (!(flags & Delete.METADATA_ONLY)) await eachImage(dom, moment.def, '-d');
    await removeSnapshotFile(dom, moment.name);
  };

  const remove = async (dom: Guest, moment: Moment<Snapshot>, flags: number): Promise<void> => {
    const tree = snapshotsOf(dom);
    const deep = (flags & (Delete.CHILDREN | Delete.CHILDREN_ONLY)) !== 0;
    const below = deep ? tree.descendants(moment) : [];
    const gone = flags & Delete.CHILDREN_ONLY ? below : [moment, ...below];
    if (!(flags & Delete.METADATA_ONLY)) {
      const external = gone.filter(({ def }) => isExternal(def)).length;
      if (external) throw unsupported(`deletion of ${external} external disk snapshots not supported yet`);
      if (dom.active) throw unsupported('deletion of snapshots of running guests is not supported yet');
    }
    for (const each of gone) await discard(dom, each, flags);
    if (deep) {
      const had = below.includes(tree.current as Moment<Snapshot>);
      tree.removeDescendants(moment);
      if (had) tree.current = moment;
    }
    if (flags & Delete.CHILDREN_ONLY) return saveSnapshot(dom, moment.def);
    const { parent } = moment;
    const children = [...moment.children];
    if (tree.remove(moment)) tree.current = parent;
    for (const each of [...children, ...(parent ? [parent] : [])]) await saveSnapshot(dom, each.def);
  };

  const revert = async (dom: Guest, moment: Moment<Snapshot>, flags: number): Promise<void> => {
    const { def } = moment;
    if (isExternal(def)) throw unsupported('revert to external snapshot not supported yet');
    if (dom.active || def.state !== 'shutoff' || flags & 3)
      throw unsupported('reverting running guests is not supported yet');
    if (!def.domain)
      throw new VirError(
        ErrorCode.SNAPSHOT_REVERT_RISKY,
        ErrorDomain.QEMU,
        `snapshot '${def.name}' lacks domain '${dom.name}' rollback info`,
      );
    await eachImage(dom, def, '-a');
    dom.config = structuredClone(def.domain);
    await saveDefinition(world, dom, dom.config);
    dom.setState(dom.state, ShutoffReason.FROM_SNAPSHOT);
    await setCurrent(dom, moment);
    dom.lifecycle(Lifecycle.DEFINED, Detail.DEFINED.FROM_SNAPSHOT);
  };

  return {
    ...slots,
    domainSnapshotCreateXML: (ctx, { dom: wanted, xml_desc, flags }) => {
      const dom = guests.find(wanted);
      return dom.modify(ctx.api, async () => ({ snap: handle(dom, await create(dom, xml_desc, flags)) }));
    },
    domainSnapshotDelete: (ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      return dom.modify(ctx.api, () => remove(dom, moment, flags));
    },
    domainRevertToSnapshot: (ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      return dom.modify(ctx.api, () => revert(dom, moment, flags));
    },
  };
};
