// The files of snapshots: state/qemu/snapshot/NAME/*.xml, read when the daemon starts.
import type { Snapshot } from '../../../model/snapshot/document.ts';
import type { Moment, MomentTree } from '../../common/moments.ts';
import {
  dropSnapshot,
  readSnapshots,
  type SnapshotShelf,
  storeSnapshot,
} from '../../common/snapshot-store.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';

/** The guest's snapshots as what they are. */
export const snapshotsOf = (guest: Guest): MomentTree<Snapshot> =>
  guest.snapshots as unknown as MomentTree<Snapshot>;

const shelfOf = (guest: Guest): SnapshotShelf => ({
  folder: guest.files.snapshots,
  uuid: guest.uuid,
  tree: snapshotsOf(guest),
});

/** Writes one snapshot. */
export const saveSnapshot = (guest: Guest, def: Snapshot): Promise<void> =>
  storeSnapshot(shelfOf(guest), def);

/** Makes another snapshot the current one; both files tell. */
export const setCurrent = async (guest: Guest, moment: Moment<Snapshot> | null): Promise<void> => {
  const tree = snapshotsOf(guest);
  const before = tree.current;
  tree.current = moment;
  if (before && before !== moment && tree.find(before.name)) await saveSnapshot(guest, before.def);
  if (moment) await saveSnapshot(guest, moment.def);
};

export const removeSnapshotFile = (guest: Guest, name: string): Promise<void> =>
  dropSnapshot(shelfOf(guest), name);

/** Takes up the snapshots of a guest. */
export const loadSnapshots = (world: World, guest: Guest): void => readSnapshots(shelfOf(guest), world.log);
