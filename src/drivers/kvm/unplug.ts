// Devices leaving a running guest: the guest's consent arrives as an event, at once or much later.
import type { Guest, Run } from './guest.ts';
import { finishDetach } from './hotplug.ts';
import type { World } from './world.ts';

/** QEMU has let go of a device: what it stood on goes too. */
export const deviceDeleted = (world: World, guest: Guest, run: Run, alias: string): void => {
  if (!alias || run.unplugging.has(alias)) return;
  const finishing = finishDetach(world, guest, run, alias)
    .catch((error) =>
      world.log.warn(
        { guest: guest.name, device: alias, err: String(error) },
        `cannot clear away '${alias}'`,
      ),
    )
    .finally(() => run.unplugging.delete(alias));
  run.unplugging.set(alias, finishing);
};

export const unplugFailed = (guest: Guest, _run: Run, devAlias: string): void => {
  if (devAlias) guest.emit('deviceRemovalFailed', { devAlias });
};
