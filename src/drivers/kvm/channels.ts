// Virtio serial ports: whether the guest has them open, above all the guest agent's.
import type { Channel } from '../../model/domain/devices.ts';
import { AGENT_CHANNEL } from '../common/agent/agent.ts';
import type { Guest, Run } from './guest.ts';
import { saveStatusSoon } from './status.ts';
import type { World } from './world.ts';

/** virConnectDomainEventAgentLifecycleState and its reasons. */
const Agent = { CONNECTED: 1, DISCONNECTED: 2, STARTED: 1, CHANNEL: 2 } as const;

type Target = { type: string; name?: string; state?: 'connected' | 'disconnected' };

/** The channel of the guest agent, if the guest has one. */
export const agentChannel = (run: Run): Channel | undefined =>
  run.domain.devices.channels.find((channel) => (channel.target as Target).name === AGENT_CHANNEL);

const note = (guest: Guest, channel: Channel, open: boolean, reason: number): boolean => {
  const target = channel.target as Target;
  const state = open ? 'connected' : 'disconnected';
  if (target.state === state) return false;
  target.state = state;
  if (target.name === AGENT_CHANNEL)
    guest.emit('agentLifecycle', { state: open ? Agent.CONNECTED : Agent.DISCONNECTED, reason });
  return true;
};

/** The guest has opened or closed a port. */
export const portChanged = (world: World, guest: Guest, run: Run, id: string, open: boolean): void => {
  const channel = run.domain.devices.channels.find((device) => device.alias?.name === id);
  if (channel && note(guest, channel, open, Agent.CHANNEL)) saveStatusSoon(world, guest);
};

/** What QEMU says about all ports when it has just been started or met again. */
export const refreshPorts = (
  guest: Guest,
  run: Run,
  devices: readonly { label: string; 'frontend-open': boolean }[],
): void => {
  for (const channel of run.domain.devices.channels) {
    const device = devices.find(({ label }) => label === `char${channel.alias?.name}`);
    if (device && (channel.target as Target).type === 'virtio')
      note(guest, channel, device['frontend-open'], Agent.STARTED);
  }
};
