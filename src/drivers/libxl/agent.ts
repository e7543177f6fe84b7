// The QEMU guest agent of a Xen guest: behind a channel of its name. Xen's own channels are consoles, so any kind of guest
// can have one; a full machine can also have a virtio port of its device model.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Channel } from '../../model/domain/devices.ts';
import { AGENT_CHANNEL, type Agent, agentUnresponsive, createAgent } from '../common/agent/agent.ts';
import { type Guest, mustRun, notDom0 } from './world.ts';

const channelOf = (guest: Guest): Channel | undefined =>
  guest.def.devices.channels.find((channel) => channel.target.name === AGENT_CHANNEL);

/** The agent of a running guest, or libvirt's error about its absence. */
export const agentOf = (guest: Guest): Agent => {
  notDom0(guest);
  mustRun(guest);
  const channel = channelOf(guest);
  if (!channel)
    throw new VirError(
      ErrorCode.ARGUMENT_UNSUPPORTED,
      ErrorDomain.LIBXL,
      'QEMU guest agent is not configured',
    );
  const path = (channel.source as { path?: string } | undefined)?.path;
  if (channel.type !== 'unix' || path === undefined)
    throw agentUnresponsive('QEMU guest agent is not connected', ErrorDomain.LIBXL);
  return createAgent({ path, queue: guest, timeout: guest.agentTimeout, domain: ErrorDomain.LIBXL });
};
