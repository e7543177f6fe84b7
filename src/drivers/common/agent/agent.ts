// The agent inside a guest, whatever hypervisor carries its channel: one question at a time, each with a deadline.
import { askAgent } from './socket.ts';

export { agentUnresponsive } from './socket.ts';

/** virDomainAgentResponseTimeoutValues. */
export const AgentTimeout = { BLOCK: -2, DEFAULT: -1, NOWAIT: 0 } as const;
/** Name of the channel that the agent listens on. */
export const AGENT_CHANNEL = 'org.qemu.guest_agent.0';
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

export interface AgentPlace {
  /** The socket that leads to the agent. */
  readonly path: string;
  /** One of these for each running guest: questions to it queue up. */
  readonly queue: object;
  /** What the guest is set to: seconds, or one of AgentTimeout. */
  readonly timeout: number;
  /** Error domain of the driver. */
  readonly domain: number;
}

const milliseconds = (timeout: number): number | null => {
  if (timeout === AgentTimeout.BLOCK) return null;
  return timeout === AgentTimeout.DEFAULT ? DEFAULT_MS : timeout * 1000;
};

const queues = new WeakMap<object, Promise<unknown>>();

/** The agent at the other end of a channel. */
export const createAgent = (place: AgentPlace): Agent => {
  const ask: Agent['ask'] = (command, options = {}) => {
    const timeout = milliseconds(options.timeout ?? place.timeout);
    const exchange = (): Promise<unknown> =>
      askAgent({
        path: place.path,
        command,
        arguments: options.arguments,
        timeout,
        syncTimeout: place.timeout >= 0 ? Math.max(1, place.timeout * 1000) : DEFAULT_MS,
        silent: options.silent,
        signal: options.signal,
        domain: place.domain,
      });
    const turn = (queues.get(place.queue) ?? Promise.resolve()).then(exchange, exchange);
    queues.set(place.queue, turn);
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
