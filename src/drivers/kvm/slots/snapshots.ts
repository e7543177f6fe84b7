// The snapshot calls: who does what is asked.
import { ErrorDomain } from '../../../../schemas/errors.ts';
import type { DomainSnapshot as SnapshotHandle } from '../../../../schemas/rpc/objects.ts';
import { snapshotReading } from '../../common/snapshot-slots.ts';
import type { PartialTable } from '../../table.ts';
import type { Guest } from '../guest.ts';
import { createSnapshot } from '../snapshot/create.ts';
import { deleteSnapshot } from '../snapshot/delete.ts';
import { revertTo } from '../snapshot/revert.ts';
import { snapshotsOf } from '../snapshot/store.ts';
import type { World } from '../world.ts';

export const snapshotSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const { locate, handle, slots } = snapshotReading<Guest>({
    errorDomain: ErrorDomain.QEMU,
    domain: (dom) => guests.find(dom),
    tree: snapshotsOf,
  });
  /** By the time it has the guest's job the snapshot may have gone. */
  const again = (snap: SnapshotHandle) => locate(snap).moment;
  return {
    ...slots,
    domainSnapshotCreateXML: (ctx, { dom: wanted, xml_desc, flags }) => {
      const dom = guests.find(wanted);
      return dom.modify(ctx.api, async () => ({
        snap: handle(dom, await createSnapshot(world, dom, xml_desc, flags, ctx.api)),
      }));
    },
    domainSnapshotDelete: (ctx, { snap, flags }) => {
      const { dom } = locate(snap);
      return dom.modify(ctx.api, () => deleteSnapshot(world, dom, again(snap), flags, ctx.api));
    },
    domainRevertToSnapshot: (ctx, { snap, flags }) => {
      const { dom } = locate(snap);
      return dom.modify(ctx.api, () => revertTo(world, dom, again(snap), flags, ctx.api));
    },
  };
};
