// Lets the guest's CPUs run. Right after the end of a migration to a file QEMU may still be winding it up and refuse.
import { setTimeout as sleep } from 'node:timers/promises';
import { Detail, DomainState, Lifecycle, PausedReason, RunningReason } from '../common/states.ts';
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

/**
 * Lets a guest go on that was stopped for the while of other work. Nothing for one that runs or is ending; one that QEMU
 * does not let go on stays paused and says so, and the error is thrown.
 */
export const resumeAfterWork = async (guest: Guest): Promise<void> => {
  const { run } = guest;
  if (!run || run.ending || guest.state === DomainState.RUNNING) return;
  run.runningReason = RunningReason.UNPAUSED;
  try {
    await continueGuest(guest);
  } catch (error) {
    guest.setState(DomainState.PAUSED, PausedReason.API_ERROR);
    guest.lifecycle(Lifecycle.SUSPENDED, Detail.SUSPENDED.API_ERROR);
    throw error;
  }
};
