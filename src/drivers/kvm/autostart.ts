// Guests that start with the daemon, a few at a time and without holding up anybody.

import { removeFile } from '../common/store.ts';
import type { Guest } from './guest.ts';
import { managedSaveStart } from './save.ts';
import { startGuest } from './start.ts';
import type { World } from './world.ts';

const AT_ONCE = 4;

const startOne = async (world: World, guest: Guest): Promise<void> => {
  const definition = guest.config;
  if (!definition) return;
  try {
    await guest.modify('virDomainCreate', async () => {
      if (guest.active) return;
      if (!(await managedSaveStart(world, guest, 0))) await startGuest(world, guest, { definition });
    });
    if (guest.autostartOnce) {
      await removeFile(guest.files.autostartOnce);
      guest.autostartOnce = false;
    }
  } catch (error) {
    world.log.error({ guest: guest.name, err: String(error) }, `cannot autostart '${guest.name}'`);
  }
};

/** Starts them in the background. libvirt does so once for each boot of the host; so do we. */
export const startAutostarted = (world: World, signal: AbortSignal): void => {
  const waiting = [...world.guests.all()].filter(
    (guest) => !guest.active && (guest.autostart || guest.autostartOnce),
  );
  const worker = async (): Promise<void> => {
    for (let guest = waiting.shift(); guest && !signal.aborted; guest = waiting.shift())
      await startOne(world, guest);
  };
  for (let i = 0; i < AT_ONCE; i++) void worker();
};
