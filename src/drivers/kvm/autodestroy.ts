// Guests that end with the client that started them.
import { ShutoffReason } from '../common/states.ts';
import type { CallContext } from '../context.ts';
import type { Guest } from './guest.ts';
import { stopGuest } from './stop.ts';
import type { World } from './world.ts';

/** Destroys the guest when the session of this call ends, unless it has ended before. */
export const armAutodestroy = (world: World, ctx: CallContext, guest: Guest): void => {
  const { run } = guest;
  if (!run) return;
  run.autodestroy = ctx.onSessionEnd(() => {
    if (guest.run !== run) return;
    run.autodestroy = null;
    stopGuest(world, guest, { reason: ShutoffReason.DESTROYED }).catch((error) =>
      world.log.error({ guest: guest.name, err: String(error) }, `cannot destroy '${guest.name}'`),
    );
  });
};
