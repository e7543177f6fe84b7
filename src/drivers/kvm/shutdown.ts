// What follows when the guest operating system has shut down: QEMU waits, stopped, and is either ended or made to boot
// again ("fake reboot").
import { constants } from 'node:os';
import { RunningReason, DomainState } from '../common/states.ts';
import type { Guest, Live } from './guest.ts';
import type { World } from './world.ts';

const reboot = async (world: World, guest: Guest, live: Live): Promise<void> => {
  await guest.withJob('virDomainReboot', async () => {
    const crashed = guest.state === DomainState.CRASHED;
    await guest.execute('system_reset');
    live.fakeReboot = false;
    if (guest.live !== live) return;
    live.runningReason = crashed ? RunningReason.CRASHED : RunningReason.BOOTED;
    await guest.execute('cont');
    world.log.debug({ guest: guest.name }, 'rebooted by reset');
  });
};

/** Ends QEMU, or resets it when the shutdown was only half of a reboot. The monitor's end tells the rest. */
export const finishShutdown = (world: World, guest: Guest, live: Live): void => {
  if (live.ending) return;
  if (!live.fakeReboot && live.domain.onPoweroff !== 'restart') {
    live.process?.signal(constants.signals.SIGTERM);
    return;
  }
  live.fakeReboot = true;
  reboot(world, guest, live).catch((error) => {
    world.log.warn({ guest: guest.name, err: String(error) }, `cannot reboot '${guest.name}'; ending it`);
    live.fakeReboot = false;
    live.process?.signal(constants.signals.SIGTERM);
  });
};
