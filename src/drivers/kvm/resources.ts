// What a run of a guest takes from the host beyond its process: given back when it ends.
import type { Guest, Run } from './guest.ts';
import type { World } from './world.ts';

/** Gives back all that the guest holds; must be safe to call for a start that got nowhere. */
export const giveBack = async (_world: World, _guest: Guest, _live: Run): Promise<void> => undefined;
