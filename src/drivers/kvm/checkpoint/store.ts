// The files of checkpoints: state/qemu/checkpoint/NAME/*.xml, read when the daemon starts.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from '../../../model/checkpoint/document.ts';
import { removeDurable, writeDurable } from '../../common/durable/durable.ts';
import type { Moment, MomentTree } from '../../common/moments.ts';
import { setAside } from '../../common/store.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';

/** The guest's checkpoints as what they are. */
export const checkpointsOf = (guest: Guest): MomentTree<Checkpoint> =>
  guest.checkpoints as unknown as MomentTree<Checkpoint>;

const fileOf = (guest: Guest, name: string): string => join(guest.files.checkpoints, `${name}.xml`);

/** Writes one checkpoint. */
export const saveCheckpoint = async (guest: Guest, def: Checkpoint): Promise<void> => {
  await mkdir(guest.files.checkpoints, { recursive: true, mode: 0o755 });
  await writeDurable(fileOf(guest, def.name), formatCheckpoint(def, { secure: true }));
};

export const removeCheckpointFile = (guest: Guest, name: string): Promise<void> =>
  removeDurable(fileOf(guest, name));

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.xml'));
  } catch {
    return [];
  }
};

/** Takes up the checkpoints of a guest; the current one is the one that no other follows. */
export const loadCheckpoints = (world: World, guest: Guest): void => {
  let left: Checkpoint[] = [];
  for (const file of filesIn(guest.files.checkpoints)) {
    const path = join(guest.files.checkpoints, file);
    try {
      left.push(parseCheckpoint(readFileSync(path, 'utf8'), { redefine: true }));
    } catch (error) {
      void setAside(path, world.log, error);
    }
  }
  const tree = checkpointsOf(guest);
  const names = new Set(left.map(({ name }) => name));
  for (let before = -1; left.length > 0 && left.length !== before; ) {
    before = left.length;
    const later: Checkpoint[] = [];
    for (const def of left) {
      const parent = def.parent?.name;
      if (parent && names.has(parent) && !tree.find(parent)) later.push(def);
      else tree.add(def);
    }
    left = later;
  }
  const leaves: Moment<Checkpoint>[] = tree.all().filter(({ children }) => children.length === 0);
  if (leaves.length === 1) tree.current = leaves[0] ?? null;
};
