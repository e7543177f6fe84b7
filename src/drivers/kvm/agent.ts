// The guest agent: whether a guest has one, and who else may be asked for a shutdown.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { type Agent, agentUnresponsive, createAgent } from '../common/agent/agent.ts';
import { agentChannel } from './channels.ts';
import type { Guest, Run } from './guest.ts';
import type { World } from './world.ts';

const isConnected = (run: Run): boolean =>
  (agentChannel(run)?.target as { state?: string } | undefined)?.state === 'connected';

/** Whether a request for a shutdown goes to the agent: when asked for, or when nothing is asked and it is there. */
export const agentWanted = (guest: Guest, agent: boolean, acpi: boolean): boolean =>
  agent || (!acpi && guest.run !== null && isConnected(guest.run));

const pathOf = (run: Run): string => {
  const channel = agentChannel(run);
  if (!channel)
    throw new VirError(
      ErrorCode.ARGUMENT_UNSUPPORTED,
      ErrorDomain.QEMU,
      'QEMU guest agent is not configured',
    );
  if (!isConnected(run)) throw agentUnresponsive('QEMU guest agent is not connected');
  return (channel.source as { path?: string } | undefined)?.path ?? '';
};

/** The agent of a running guest, or libvirt's error about its absence. */
export const agentOf = (_world: World, guest: Guest): Agent => {
  const run = guest.running();
  return createAgent({
    path: pathOf(run),
    queue: run,
    timeout: run.agentTimeout,
    domain: ErrorDomain.QEMU,
  });
};
