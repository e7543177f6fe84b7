// Lets the guest's CPUs run. Right after the end of a migration to a file QEMU may still be winding it up and refuse.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Guest } from './guest.ts';
import { QmpError } from './qmp/error.ts';

const WIND_UP_MS = 5_000;
const PAUSE_MS = 10;

const stillWindingUp = (error: unknown): boolean =>
  error instanceof QmpError && error.desc.startsWith('Migration is not finalized yet');

/** QEMU's `cont`; `deadline` in milliseconds is the command's own. Rejects with QEMU's words. */
export const continueGuest = async (guest: Guest, deadline?: number): Promise<void> => {
  const end = performance.now() + WIND_UP_MS;
  for (;;) {
    try {
      await guest.execute('cont', undefined, deadline === undefined ? {} : { deadline });
      return;
    } catch (error) {
      if (!stillWindingUp(error) || performance.now() > end) throw error;
    }
    await sleep(PAUSE_MS);
  }
};
