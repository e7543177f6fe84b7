// The files of snapshots: one folder for each guest, one document for each snapshot, read when the daemon starts.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatSnapshot, parseSnapshot, type Snapshot } from '../../model/snapshot/document.ts';
import type { Logger } from '../host.ts';
import { removeDurable, writeDurable } from './durable/durable.ts';
import type { MomentTree } from './moments.ts';
import { setAside } from './store.ts';

/** The snapshots of one guest and where they are kept. */
export interface SnapshotShelf {
  readonly folder: string;
  readonly uuid: string;
  readonly tree: MomentTree<Snapshot>;
}

const fileOf = ({ folder }: SnapshotShelf, name: string): string => join(folder, `${name}.xml`);

/** Writes one snapshot. */
export const storeSnapshot = async (shelf: SnapshotShelf, def: Snapshot): Promise<void> => {
  await mkdir(shelf.folder, { recursive: true, mode: 0o755 });
  const active = shelf.tree.current?.name === def.name;
  const xml = formatSnapshot({ ...def, active }, { domainUuid: shelf.uuid, secure: true, internal: true });
  await writeDurable(fileOf(shelf, def.name), xml);
};

export const dropSnapshot = (shelf: SnapshotShelf, name: string): Promise<void> =>
  removeDurable(fileOf(shelf, name));

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.xml'));
  } catch {
    return [];
  }
};

/** Takes up a guest's snapshots; a file that cannot be read is set aside. */
export const readSnapshots = ({ folder, tree }: SnapshotShelf, log: Logger): void => {
  const left: Snapshot[] = [];
  for (const file of filesIn(folder)) {
    const path = join(folder, file);
    try {
      left.push(parseSnapshot(readFileSync(path, 'utf8'), { redefine: true }));
    } catch (error) {
      void setAside(path, log, error);
    }
  }
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
};
