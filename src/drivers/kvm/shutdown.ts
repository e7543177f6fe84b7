// What follows when the guest operating system has shut down: QEMU waits, stopped, and is either ended or made to boot
// again ("fake reboot").

import { constants } from 'node:os';
import { DomainState, RunningReason } from '../common/states.ts';
import { continueGuest } from './continue.ts';
import type { Guest, Run } from './guest.ts';
import type { World } from './world.ts';

const reboot = async (world: World, guest: Guest, run: Run): Promise<void> => {
  await guest.modify('virDomainReboot', async () => {
    const crashed = guest.state === DomainState.CRASHED;
    await guest.execute('system_reset');
    run.fakeReboot = false;
    if (guest.run !== run) return;
    run.runningReason = crashed ? RunningReason.CRASHED : RunningReason.BOOTED;
    await continueGuest(guest);
    world.log.debug({ guest: guest.name }, 'rebooted by reset');
  });
};

/** Ends QEMU, or resets it when the shutdown was only half of a reboot. The monitor's end tells the rest. */
export const finishShutdown = (world: World, guest: Guest, run: Run): void => {
  if (run.ending) return;
  if (!run.fakeReboot && run.domain.on_poweroff !== 'restart') {
    run.process?.signal(constants.signals.SIGTERM);
    return;
  }
  run.fakeReboot = true;
  reboot(world, guest, run).catch((error) => {
    world.log.warn({ guest: guest.name, err: String(error) }, `cannot reboot '${guest.name}'; ending it`);
    run.fakeReboot = false;
    run.process?.signal(constants.signals.SIGTERM);
  });
};
