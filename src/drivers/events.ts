// The journal of what happened: numbered events, handed to every subscriber in order. A face turns them into messages.
import { type EventFamily, type EventKind, type EventPayload, eventTable } from '../../schemas/rpc/events.ts';

export interface Event<F extends EventFamily = EventFamily> {
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly family: F;
  readonly kind: string;
  readonly id: number;
  /** uuid of a domain, network, pool or secret; name of a node device. */
  readonly object: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** QEMU's own monitor events, passed on to clients of the qemu program. */
export interface MonitorEvent {
  readonly dom: { readonly name: string; readonly uuid: string; readonly id: number };
  readonly event: string;
  readonly seconds: number;
  readonly micros: number;
  readonly details: string | null;
}

export interface EventBus {
  emit<F extends EventFamily, K extends EventKind<F>>(family: F, kind: K, payload: EventPayload<F, K>): void;
  emitMonitor(event: MonitorEvent): void;
  /** Callbacks must not throw and must return at once. Returns the way out. */
  subscribe(listener: (event: Event) => void): () => void;
  subscribeMonitor(listener: (event: MonitorEvent) => void): () => void;
  /** Events after `sequence` that are still remembered, and whether some have been forgotten. */
  since(sequence: number): { readonly events: readonly Event[]; readonly gap: boolean };
  readonly sequence: number;
}

const objectOf = (family: EventFamily, payload: Record<string, unknown>): string => {
  const handle = { domain: 'dom', network: 'net', storagePool: 'pool', nodeDevice: 'dev', secret: 'secret' }[
    family
  ];
  const object = payload[handle] as { uuid?: string; name?: string };
  return object.uuid ?? object.name ?? '';
};

/** An event bus that remembers the last `memory` events. */
export const createEventBus = (memory = 4096): EventBus => {
  const listeners = new Set<(event: Event) => void>();
  const monitorListeners = new Set<(event: MonitorEvent) => void>();
  let journal: Event[] = [];
  let sequence = 0;
  return {
    emit(family, kind, payload) {
      const spec = eventTable[family][kind] as { id: number };
      const body = payload as Record<string, unknown>;
      const event: Event = {
        sequence: ++sequence,
        time: Date.now(),
        family,
        kind,
        id: spec.id,
        object: objectOf(family, body),
        payload: body,
      };
      journal.push(event);
      if (journal.length >= memory * 2) journal = journal.slice(-memory);
      for (const listener of [...listeners]) listener(event);
    },
    emitMonitor(event) {
      for (const listener of [...monitorListeners]) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    subscribeMonitor(listener) {
      monitorListeners.add(listener);
      return () => void monitorListeners.delete(listener);
    },
    since(after) {
      const events = journal.filter((event) => event.sequence > after);
      return { events, gap: after < sequence && (events[0]?.sequence ?? sequence + 1) > after + 1 };
    },
    get sequence() {
      return sequence;
    },
  };
};
