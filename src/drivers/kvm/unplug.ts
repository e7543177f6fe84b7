// Devices leaving a running guest: the guest's consent arrives as an event, at once or much later.
import type { Guest, Run } from './guest.ts';
import type { World } from './world.ts';

export const deviceDeleted = (_world: World, _guest: Guest, _live: Run, _alias: string): void => undefined;
export const unplugFailed = (guest: Guest, _live: Run, devAlias: string): void => {
  if (devAlias) guest.emit('deviceRemovalFailed', { devAlias });
};
