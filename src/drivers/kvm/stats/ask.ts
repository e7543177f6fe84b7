// Questions to a monitor that a statistics call may ask: bounded in time, so that a QEMU that hangs costs its own
// figures and nobody else's.
import type { QmpArgs, QmpReturn } from '../../../../schemas/qmp/types.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';

/** How long a guest is waited for that did not answer last time, or by a caller who does not want to wait. */
const SHORT_MS = 250;

const hung = new WeakSet<object>();

export type Ask = <C extends string>(command: C, args?: QmpArgs) => Promise<QmpReturn<C> | null>;

/**
 * Makes a question that resolves with null where there is no answer. Once a guest was silent it is given little time
 * until it answers again.
 */
export const asker = (world: World, guest: Guest, nowait: boolean): Ask => {
  const { run } = guest;
  return async (command, args) => {
    if (!run?.monitor?.connected) return null;
    const short = nowait || hung.has(run);
    const deadline = short ? SHORT_MS : world.config.monitorDeadline;
    const sent = performance.now();
    try {
      // A deadline waits behind older commands' deadlines; the signal does not.
      const signal = short ? AbortSignal.timeout(SHORT_MS) : undefined;
      const answer = await guest.execute(command, args, { deadline, signal });
      hung.delete(run);
      return answer;
    } catch {
      if (performance.now() - sent >= deadline - 1) hung.add(run);
      return null;
    }
  };
};
