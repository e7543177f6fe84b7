// The files of snapshots: state/qemu/snapshot/NAME/*.xml, read when the daemon starts.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatSnapshot, parseSnapshot, type Snapshot } from '../../model/snapshot/document.ts';
import { removeDurable, writeDurable } from '../common/durable/durable.ts';
import type { MomentTree } from '../common/moments.ts';
import { setAside } from '../common/store.ts';
import type { Guest } from './guest.ts';
import type { World } from './world.ts';

/** The guest's snapshots as what they are. */
export const snapshotsOf = (guest: Guest): MomentTree<Snapshot> =>
  guest.snapshots as unknown as MomentTree<Snapshot>;

const fileOf = (guest: Guest, name: string): string => join(guest.files.snapshots, `${name}.xml`);

/** Writes one snapshot. */
export const saveSnapshot = async (guest: Guest, def: Snapshot): Promise<void> => {
  await mkdir(guest.files.snapshots, { recursive: true, mode: 0o755 });
  const active = snapshotsOf(guest).current?.name === def.name;
  const xml = formatSnapshot({ ...def, active }, { domainUuid: guest.uuid, secure: true, internal: true });
  await writeDurable(fileOf(guest, def.name), xml);
};

export const removeSnapshotFile = (guest: Guest, name: string): Promise<void> =>
  removeDurable(fileOf(guest, name));

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.xml'));
  } catch {
    return [];
  }
};

/** Takes up the snapshots of all guests. */
export const loadSnapshots = (world: World): void => {
  for (const guest of world.guests.all()) {
    const left: Snapshot[] = [];
    for (const file of filesIn(guest.files.snapshots)) {
      const path = join(guest.files.snapshots, file);
      try {
        left.push(parseSnapshot(readFileSync(path, 'utf8'), { redefine: true }));
      } catch (error) {
        void setAside(path, world.log, error);
      }
    }
    const tree = snapshotsOf(guest);
    // Parents first; whose parent is gone stands at the top.
    const names = new Set(left.map(({ name }) => name));
    for (let before = -1; left.length > 0 && left.length !== before; ) {
      before = left.length;
      for (const def of left.splice(0)) {
        const parent = def.parent?.name;
        if (parent && names.has(parent) && !tree.find(parent)) left.push(def);
        else if (tree.add(def) && def.active) tree.current = tree.find(def.name);
      }
    }
  }
};
