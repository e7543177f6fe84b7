// The virtual network driver: put together from the set of networks, the procedures and the service to guests.
import type { EventBus } from '../events.ts';
import type { DriverHost, NetworkService } from '../host.ts';
import type { NetworkTable } from '../table.ts';
import { watchFirewalld } from './firewalld.ts';
import { createNetworks, type Networks } from './networks.ts';
import { createNetworkService, createPortActions, portSlots } from './port-table.ts';
import { networkSlots } from './table.ts';

export interface NetworkDriver {
  readonly table: NetworkTable;
  readonly service: NetworkService;
  readonly networks: Networks;
  /** Takes up what runs, autostarts what should; networks run on when the signal comes. */
  start(signal: AbortSignal): Promise<void>;
  /** SIGHUP. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export const createNetworkDriver = (host: DriverHost, events: EventBus): NetworkDriver => {
  const log = host.log.child({ module: 'network' });
  const networks = createNetworks(host, events, log);
  const actions = createPortActions(host, networks, log);
  return {
    table: { ...networkSlots(networks), ...portSlots(networks, actions) },
    service: createNetworkService(networks, actions, log),
    networks,
    async start(signal) {
      await networks.load(signal);
      // Nobody waits for firewalld.
      void watchFirewalld(() => void networks.reload(), signal, log).catch((error) =>
        log.warn({ err: String(error) }, 'firewalld is not listened to'),
      );
    },
    reload: () => networks.reload(),
    // What is under way is finished; networks and their helpers stay.
    stop: async () => void (await Promise.allSettled([...networks.table.all()].map((net) => net.tail))),
  };
};
