// The files of snapshots: state/qemu/snapshot/NAME/*.xml, read when the daemon starts.
import type { Snapshot } from '../../model/snapshot/document.ts';
import type { MomentTree } from '../common/moments.ts';
import { dropSnapshot, readSnapshots, type SnapshotShelf, storeSnapshot } from '../common/snapshot-store.ts';
import type { Guest } from './guest.ts';
import type { World } from './world.ts';

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

export const removeSnapshotFile = (guest: Guest, name: string): Promise<void> =>
  dropSnapshot(shelfOf(guest), name);

/** Takes up the snapshots of all guests. */
export const loadSnapshots = (world: World): void => {
  for (const guest of world.guests.all()) readSnapshots(shelfOf(guest), world.log);
};
