// Snapshots as every driver shows them: numbers, names, handles, parents and children, the document. Making, deleting and
// reverting are the driver's own.
import { ErrorCode, VirError } from '../../../schemas/errors.ts';
import type { Domain as Handle, DomainSnapshot as SnapshotHandle } from '../../../schemas/rpc/objects.ts';
import { formatSnapshot, isExternal, type Snapshot } from '../../model/snapshot/document.ts';
import type { PartialTable } from '../table.ts';
import { missing } from './errors.ts';
import { namesOf } from './listing.ts';
import { type Moment, type MomentTree, snapshotBits, snapshotFilter } from './moments.ts';

/** Where a driver keeps its snapshots. */
export interface SnapshotHost<O extends { readonly handle: Handle; readonly uuid: string }> {
  readonly errorDomain: number;
  domain(handle: Handle): O;
  tree(dom: O): MomentTree<Snapshot>;
}

export const snapshotReading = <O extends { readonly handle: Handle; readonly uuid: string }>(
  host: SnapshotHost<O>,
) => {
  const { errorDomain } = host;
  const find = (dom: O, name: string): Moment<Snapshot> => {
    const moment = host.tree(dom).find(name);
    if (!moment) throw missing.snapshot(name, errorDomain);
    return moment;
  };
  const locate = (snap: SnapshotHandle): { dom: O; moment: Moment<Snapshot> } => {
    const dom = host.domain(snap.dom);
    return { dom, moment: find(dom, snap.name) };
  };
  const handle = (dom: O, name: string): { name: string; dom: Handle } => ({
    name,
    dom: { ...dom.handle },
  });
  const list = (dom: O, from: Moment<Snapshot> | null, flags: number): Moment<Snapshot>[] =>
    host.tree(dom).list(from, flags, snapshotBits, ({ def }) => snapshotFilter(def, isExternal(def), flags));

  const slots = {
    domainSnapshotNum: (_ctx, { dom, flags }) => ({ num: list(host.domain(dom), null, flags).length }),
    domainSnapshotListNames: (_ctx, { dom, flags }) => namesOf(list(host.domain(dom), null, flags)),
    domainListAllSnapshots: (_ctx, { dom: wanted, flags }) => {
      const dom = host.domain(wanted);
      const snapshots = list(dom, null, flags).map(({ name }) => handle(dom, name));
      return { snapshots, ret: snapshots.length };
    },
    domainSnapshotNumChildren: (_ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      return { num: list(dom, moment, flags).length };
    },
    domainSnapshotListChildrenNames: (_ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      return namesOf(list(dom, moment, flags));
    },
    domainSnapshotListAllChildren: (_ctx, { snapshot, flags }) => {
      const { dom, moment } = locate(snapshot);
      const snapshots = list(dom, moment, flags).map(({ name }) => handle(dom, name));
      return { snapshots, ret: snapshots.length };
    },
    domainSnapshotLookupByName: (_ctx, { dom: wanted, name }) => {
      const dom = host.domain(wanted);
      return { snap: handle(dom, find(dom, name).name) };
    },
    domainHasCurrentSnapshot: (_ctx, { dom }) => ({ result: host.tree(host.domain(dom)).current ? 1 : 0 }),
    domainSnapshotCurrent: (_ctx, { dom: wanted }) => {
      const dom = host.domain(wanted);
      const { current } = host.tree(dom);
      if (current) return { snap: handle(dom, current.name) };
      throw new VirError(
        ErrorCode.NO_DOMAIN_SNAPSHOT,
        errorDomain,
        'the domain does not have a current snapshot',
      );
    },
    domainSnapshotIsCurrent: (_ctx, { snap }) => {
      const { dom, moment } = locate(snap);
      return { current: host.tree(dom).current === moment ? 1 : 0 };
    },
    domainSnapshotHasMetadata: (_ctx, { snap }) => ({ metadata: locate(snap) ? 1 : 0 }),
    domainSnapshotGetParent: (_ctx, { snap }) => {
      const { dom, moment } = locate(snap);
      const parent = moment.def.parent?.name;
      if (parent) return { snap: handle(dom, parent) };
      throw new VirError(
        ErrorCode.NO_DOMAIN_SNAPSHOT,
        errorDomain,
        `snapshot '${moment.name}' does not have a parent`,
      );
    },
    domainSnapshotGetXMLDesc: (_ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      return { xml: formatSnapshot(moment.def, { domainUuid: dom.uuid, secure: (flags & 1) !== 0 }) };
    },
  } satisfies PartialTable<'hypervisor'>;
  return { locate, handle, slots };
};
