// Event registrations of one connection: callback ids, filters, and the frames they turn events into.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { type EventFamily, type EventSpec, eventTable } from '../../../schemas/rpc/events.ts';
import { MessageStatus, MessageType } from '../../../schemas/rpc/frame.ts';
import type { ProcedureSpec } from '../../../schemas/rpc/procedure.ts';
import { qemu, remote } from '../../../schemas/rpc/programs.ts';
import type { WireType } from '../../../schemas/rpc/types.ts';
import type { Event, EventBus, MonitorEvent } from '../../drivers/events.ts';
import { codecOf } from '../../model/rpc/codec.ts';
import { frame } from '../../model/rpc/frame.ts';

const EVENT_SERIAL = 1;

const eventName: Record<EventFamily, string> = {
  domain: '',
  network: 'network ',
  storagePool: 'storage pool ',
  nodeDevice: 'node device ',
  secret: 'secret ',
};
/** libvirtd words the secret family's "not registered" as the node device's; clients have only ever seen that. */
const callbackName: Record<EventFamily, string> = {
  domain: 'domain',
  network: 'network',
  storagePool: 'storage pool',
  nodeDevice: 'node device',
  secret: 'node device',
};

interface Registration {
  readonly id: number;
  readonly spec: EventSpec;
  readonly object: string | null;
}

const refuse = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, text);

const specById = new Map<EventFamily, Map<number, EventSpec>>();
for (const [family, kinds] of Object.entries(eventTable))
  specById.set(
    family as EventFamily,
    new Map(Object.values(kinds).map((spec: EventSpec) => [spec.id, spec])),
  );

const messageFrame = (program: number, spec: ProcedureSpec, body: object): Buffer =>
  frame(
    {
      program,
      version: 1,
      procedure: spec.number,
      type: MessageType.MESSAGE,
      serial: EVENT_SERIAL,
      status: MessageStatus.OK,
    },
    (w) => codecOf(spec.msg as WireType).encode(w, body),
  );

/** `msg` inside, or flat beside the callback id: as the message declares. */
const modernBody = (spec: EventSpec, callbackID: number, payload: object): object => {
  const fields = spec.message.msg?.fields ?? {};
  return 'msg' in fields ? { callbackID, reason: 0, msg: payload } : { ...payload, callbackID };
};

export interface Registrations {
  register(bus: EventBus, family: EventFamily, eventID: number, object: string | null): number;
  deregister(family: EventFamily, callbackID: number): void;
  /** The calls of clients from before callback ids. */
  registerLegacy(bus: EventBus, eventID: number): void;
  deregisterLegacy(eventID: number): void;
  registerMonitor(bus: EventBus, object: string | null, event: string | null, flags: number): number;
  deregisterMonitor(callbackID: number): void;
  clear(): void;
}

const REGEX = 1;
const NOCASE = 2;

const monitorMatcher = (event: string | null, flags: number): ((name: string) => boolean) => {
  if (event === null) return () => true;
  if (flags & REGEX) {
    const pattern = new RegExp(event, flags & NOCASE ? 'i' : '');
    return (name) => pattern.test(name);
  }
  if (flags & NOCASE) return (name) => name.toLowerCase() === event.toLowerCase();
  return (name) => name === event;
};

/** `visible` asks the access check whether this client may see the event; `write` queues a frame. */
export const createRegistrations = (
  write: (data: Buffer) => void,
  visible: (event: Event) => boolean,
): Registrations => {
  const modern = new Map<EventFamily, Map<number, Registration>>();
  const legacy = new Map<number, EventSpec>();
  const monitors = new Map<number, { object: string | null; matches: (name: string) => boolean }>();
  const nextId = new Map<string, number>();
  let unsubscribe: (() => void) | null = null;
  let unsubscribeMonitor: (() => void) | null = null;

  const takeId = (group: string): number => {
    const id = nextId.get(group) ?? 0;
    nextId.set(group, id + 1);
    return id;
  };

  const deliver = (event: Event): void => {
    const old = event.family === 'domain' ? legacy.get(event.id) : undefined;
    const wanted = modern.get(event.family);
    if (!old && !wanted) return;
    let seen: boolean | null = null;
    const may = (): boolean => {
      seen ??= visible(event);
      return seen;
    };
    if (old?.legacy && may()) write(messageFrame(remote.number, old.legacy, { reason: 0, ...event.payload }));
    for (const registration of wanted?.values() ?? []) {
      if (registration.spec.id !== event.id) continue;
      if (registration.object !== null && registration.object !== event.object) continue;
      if (!may()) return;
      const body = modernBody(registration.spec, registration.id, event.payload);
      write(messageFrame(remote.number, registration.spec.message, body));
    }
  };

  const deliverMonitor = (event: MonitorEvent): void => {
    for (const [callbackID, wanted] of monitors) {
      if (wanted.object !== null && wanted.object !== event.dom.uuid) continue;
      if (!wanted.matches(event.event)) continue;
      write(messageFrame(qemu.number, qemu.procedures.domainMonitorEvent, { callbackID, ...event }));
    }
  };

  return {
    register(bus, family, eventID, object) {
      const spec = specById.get(family)?.get(eventID);
      if (!spec) throw refuse(`unsupported ${eventName[family]}event ID ${eventID}`);
      unsubscribe ??= bus.subscribe(deliver);
      const id = takeId(family);
      const group = modern.get(family) ?? new Map<number, Registration>();
      modern.set(family, group.set(id, { id, spec, object }));
      return id;
    },
    deregister(family, callbackID) {
      if (!modern.get(family)?.delete(callbackID))
        throw refuse(`${callbackName[family]} event callback ${callbackID} not registered`);
    },
    registerLegacy(bus, eventID) {
      const spec = specById.get('domain')?.get(eventID);
      if (!spec?.legacy) throw refuse(`unsupported event ID ${eventID}`);
      if (legacy.has(eventID)) throw refuse(`domain event ${eventID} already registered`);
      unsubscribe ??= bus.subscribe(deliver);
      legacy.set(eventID, spec);
    },
    deregisterLegacy(eventID) {
      if (eventID < 0 || eventID > 15) throw refuse(`unsupported event ID ${eventID}`);
      if (!legacy.delete(eventID)) throw refuse(`domain event ${eventID} not registered`);
    },
    registerMonitor(bus, object, event, flags) {
      unsubscribeMonitor ??= bus.subscribeMonitor(deliverMonitor);
      const id = takeId('monitor');
      monitors.set(id, { object, matches: monitorMatcher(event, flags) });
      return id;
    },
    deregisterMonitor(callbackID) {
      if (!monitors.delete(callbackID))
        throw refuse(`qemu monitor event callback ${callbackID} not registered`);
    },
    clear() {
      unsubscribe?.();
      unsubscribeMonitor?.();
      unsubscribe = unsubscribeMonitor = null;
      modern.clear();
      legacy.clear();
      monitors.clear();
    },
  };
};
