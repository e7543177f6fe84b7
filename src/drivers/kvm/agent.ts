// The guest agent: whether there is one, and what it is asked. One question at a time for each guest.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { agentUnresponsive, askAgent } from './agent-socket.ts';
import { agentChannel } from './channels.ts';
import type { Guest, Run } from './guest.ts';
import type { World } from './world.ts';

/** virDomainAgentResponseTimeoutValues. */
export const AgentTimeout = { BLOCK: -2, DEFAULT: -1, NOWAIT: 0 } as const;
const DEFAULT_MS = 5_000;

export interface AskOptions {
  readonly arguments?: object;
  /** Seconds, or one of AgentTimeout; by default what the guest is set to. */
  readonly timeout?: number;
  readonly silent?: boolean;
  readonly signal?: AbortSignal;
}

export interface Agent {
  ask(command: string, options?: AskOptions): Promise<unknown>;
  shutdown(mode: 'powerdown' | 'reboot' | 'halt'): Promise<void>;
  suspend(how: 'suspend-ram' | 'suspend-disk' | 'suspend-hybrid'): Promise<void>;
}

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

const milliseconds = (timeout: number): number | null => {
  if (timeout === AgentTimeout.BLOCK) return null;
  return timeout === AgentTimeout.DEFAULT ? DEFAULT_MS : timeout * 1000;
};

const queues = new WeakMap<Run, Promise<unknown>>();

/** The agent of a running guest, or libvirt's error about its absence. */
export const agentOf = (_world: World, guest: Guest): Agent => {
  const run = guest.running();
  const path = pathOf(run);
  const ask: Agent['ask'] = (command, options = {}) => {
    const timeout = milliseconds(options.timeout ?? run.agentTimeout);
    const exchange = (): Promise<unknown> =>
      askAgent({
        path,
        command,
        arguments: options.arguments,
        timeout,
        syncTimeout: run.agentTimeout >= 0 ? Math.max(1, run.agentTimeout * 1000) : DEFAULT_MS,
        silent: options.silent,
        signal: options.signal,
      });
    const turn = (queues.get(run) ?? Promise.resolve()).then(exchange, exchange);
    queues.set(run, turn);
    return turn;
  };
  return {
    ask,
    async shutdown(mode) {
      await ask('guest-shutdown', { arguments: { mode }, silent: true, timeout: 2 });
    },
    async suspend(how) {
      await ask(`guest-${how}`, { silent: true, timeout: 2 });
    },
  };
};
