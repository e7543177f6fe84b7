// The guest agent: whether there is one, and what it is asked.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Guest } from './guest.ts';
import type { World } from './world.ts';

export interface Agent {
  shutdown(mode: 'powerdown' | 'reboot' | 'halt'): Promise<void>;
  suspend(how: 'suspend-ram' | 'suspend-disk' | 'suspend-hybrid'): Promise<void>;
}

/** Whether a request that names neither, or both, goes to the agent. */
export const agentWanted = (_guest: Guest, agent: boolean, acpi: boolean): boolean => agent && !acpi;

/** The agent of a running guest, or libvirt's error about its absence. */
export const agentOf = (_world: World, guest: Guest): Agent => {
  guest.running();
  throw new VirError(ErrorCode.ARGUMENT_UNSUPPORTED, ErrorDomain.QEMU, 'QEMU guest agent is not configured');
};
