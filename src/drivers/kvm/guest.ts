// A guest as an actor: its two definitions, its state, and, while it runs, its process, monitor and files. Reads come
// from memory; whatever changes it holds its job.
import type { EventKind, EventPayload } from '../../../schemas/rpc/events.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { QmpArgs, QmpEvent, QmpReturn } from '../../../schemas/qmp/types.ts';
import type { ProcessHandle } from '../../native/process.ts';
import { notRunning } from '../common/errors.ts';
import { DomainState, Lifecycle } from '../common/states.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import type { Domain } from './hardware.ts';
import { createJobLock, type JobLock } from './job.ts';
import { type GuestFiles, guestFiles } from './places.ts';
import type { ExecuteOptions, QmpMonitor } from './qmp/monitor.ts';
import type { World } from './world.ts';

/** What exists only while QEMU runs. */
export interface Live {
  domain: Domain;
  readonly caps: QemuCaps;
  readonly id: number;
  process: ProcessHandle | null;
  monitor: QmpMonitor | null;
  readonly libDir: string;
  readonly channelDir: string;
  readonly monitorPath: string;
  /** Thread ids of the vCPUs, by number. */
  vcpuThreads: Map<number, number>;
  ioThreads: Map<number, number>;
  /** Aliases QEMU had when last looked at: what was unplugged while we were away is missing from it. */
  devices: string[];
  taints: Set<string>;
  /** Set just before `stop` or `cont`, told with the state change that follows. */
  pausedReason: number;
  runningReason: number;
  /** A shutdown in which the guest only reboots: QEMU's stop is not to be seen. */
  fakeReboot: boolean;
  /** Somebody is ending it: the end of the monitor is expected. */
  ending: boolean;
  /** Resolves when QEMU is gone and everything about it is cleared away. */
  ended: Promise<void> | null;
  /** Calls off the start while it is under way. */
  starting: AbortController | null;
  /** Resolves when the start has succeeded, or failed and undone all. */
  startDone: Promise<void> | null;
  /** The files of this run are gone or about to be: nothing of it may be written any more. */
  cleared: boolean;
  /** What another daemon keeps in the status file and we do not use. */
  readonly kept: string;
  /** Balloon size QEMU reported last, KiB. */
  balloon: number | null;
  /** Open console streams by device path. */
  readonly consoles: Map<string, () => void>;
  /** Forgets the session whose end destroys the guest. */
  autodestroy: (() => void) | null;
  /** Who waits for events of this guest's monitor, besides the driver itself. */
  readonly watchers: Set<(event: QmpEvent) => void>;
  /** Trays that are open, by disk alias. */
  readonly trays: Map<string, boolean>;
  agentTimeout: number;
  nodeIndex: number;
  fdsetIndex: number;
  /** Wall clock of the start, for statistics of this run. */
  readonly since: number;
}

export interface Guest {
  readonly uuid: string;
  name: string;
  readonly files: GuestFiles;
  /** -1 while it does not run. */
  readonly id: number;
  state: DomainState;
  reason: number;
  persistent: boolean;
  /** The definition of the next boot. */
  config: Domain | null;
  live: Live | null;
  autostart: boolean;
  autostartOnce: boolean;
  hasManagedSave: boolean;
  readonly job: JobLock;
  readonly active: boolean;
  readonly handle: { readonly name: string; readonly uuid: string; readonly id: number };
  /** What XML and info are about: the running definition, else the stored one. */
  readonly definition: Domain;
  setState(state: DomainState, reason: number): void;
  emit<K extends EventKind<'domain'>>(kind: K, payload: Omit<EventPayload<'domain', K>, 'dom'>): void;
  lifecycle(event: number, detail: number): void;
  /** The running guest; libvirt's error when it does not run. */
  running(): Live;
  /** Sends a monitor command, with the configured deadline unless `how` has another. */
  execute<C extends string>(command: C, args?: QmpArgs, how?: ExecuteOptions): Promise<QmpReturn<C>>;
  /** Runs `work` as the guest's only modifying job. */
  withJob<T>(api: string, work: () => T | Promise<T>, signal?: AbortSignal): Promise<T>;
}

const noMonitor = (name: string): VirError =>
  new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, `the monitor of domain '${name}' is not connected`);

/** Makes the actor of a guest that does not run (yet). */
export const createGuest = (world: World, uuid: string, name: string): Guest => {
  const guest: Guest = {
    uuid,
    name,
    get files() {
      return guestFiles(world.places, guest.name);
    },
    get id() {
      return guest.live?.id ?? -1;
    },
    state: DomainState.SHUTOFF,
    reason: 0,
    persistent: false,
    config: null,
    live: null,
    autostart: false,
    autostartOnce: false,
    hasManagedSave: false,
    job: createJobLock(),
    get active() {
      return guest.live !== null;
    },
    get handle() {
      return { name: guest.name, uuid, id: guest.id };
    },
    get definition() {
      return (guest.live?.domain ?? guest.config) as Domain;
    },
    setState(state, reason) {
      guest.state = state;
      guest.reason = reason;
    },
    emit(kind, payload) {
      const full = { dom: guest.handle, ...payload } as unknown as EventPayload<'domain', typeof kind>;
      world.bus.emit('domain', kind, full);
    },
    lifecycle(event, detail) {
      guest.emit('lifecycle', { event, detail });
    },
    running() {
      if (!guest.live) throw notRunning();
      return guest.live;
    },
    execute(command, args, how) {
      const { monitor } = guest.running();
      if (!monitor) return Promise.reject(noMonitor(guest.name));
      return monitor.execute(command, args, how);
    },
    async withJob(api, work, signal) {
      const release = await guest.job.begin(api, signal);
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
  return guest;
};

/** Told when a definition changed or came: virDomainEventDefined. */
export const emitDefined = (guest: Guest, detail: number): void => guest.lifecycle(Lifecycle.DEFINED, detail);
