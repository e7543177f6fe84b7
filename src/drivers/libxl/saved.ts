// Starting a guest that may have a managed save image: the image is restored, and removed once that has worked.
import { existsSync } from 'node:fs';
import { ErrorCode } from '../../../schemas/errors.ts';
import { removeFile } from '../common/store.ts';
import { validate } from './postparse.ts';
import { readImage } from './save.ts';
import { startGuest } from './start.ts';
import { failure, type Guest, type World } from './world.ts';

export const startOrRestore = async (
  world: World,
  guest: Guest,
  paused: boolean,
  signal?: AbortSignal,
): Promise<void> => {
  const path = world.places.saveOf(guest.name);
  if (!existsSync(path)) {
    guest.hasManagedSave = false;
    validate(guest.def);
    await startGuest(world, guest, { paused, signal });
    return;
  }
  const image = await readImage(path);
  if (image.domain.name !== guest.name || image.domain.uuid !== guest.uuid)
    throw failure(
      `cannot restore domain '${guest.name}' uuid ${guest.uuid} from a file which belongs to domain '${image.domain.name}' uuid ${image.domain.uuid}`,
      ErrorCode.OPERATION_FAILED,
    );
  guest.live = image.domain;
  await startGuest(world, guest, {
    paused,
    signal,
    restore: { from: { path, mode: 'read', offset: image.offset }, version: image.version },
  });
  await removeFile(path);
  guest.hasManagedSave = false;
};
