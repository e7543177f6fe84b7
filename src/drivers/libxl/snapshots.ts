// A guest's snapshots, and where their files lie.
import { join } from 'node:path';
import type { Snapshot } from '../../model/snapshot/document.ts';
import type { MomentTree } from '../common/moments.ts';
import { readSnapshots, type SnapshotShelf } from '../common/snapshot-store.ts';
import type { Guest, World } from './world.ts';

export const snapshotsOf = (guest: Guest): MomentTree<Snapshot> =>
  guest.snapshots as unknown as MomentTree<Snapshot>;

export const shelfOf = ({ places }: World, guest: Guest): SnapshotShelf => ({
  folder: join(places.snapshots, guest.name),
  uuid: guest.uuid,
  tree: snapshotsOf(guest),
});

/** Takes up the snapshots of all guests. */
export const loadSnapshots = (world: World): void => {
  for (const guest of world.guests.all()) readSnapshots(shelfOf(world, guest), world.log);
};
