// A guest as an actor: its two definitions, its state, and, while it runs, its process, monitor and files. Reads come
// from memory; whatever changes it holds its job.

import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { QmpArgs, QmpEvent, QmpReturn } from '../../../schemas/qmp/types.ts';
import type { EventKind, EventPayload } from '../../../schemas/rpc/events.ts';
import type { ProcessHandle } from '../../native/process.ts';
import { createDomainTable, type DomainObject, type DomainTable } from '../common/domains.ts';
import { notRunning } from '../common/errors.ts';
import type { MomentDef } from '../common/moments.ts';
import type { RunningBackup } from './backup/end.ts';
import type { BlockJob } from './blockjobs.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import type { Domain } from './hardware.ts';
import { type GuestFiles, guestFiles } from './places.ts';
import type { ExecuteOptions, QmpMonitor } from './qmp/monitor.ts';
import type { World } from './world.ts';

export type SnapshotDef = MomentDef;
export type CheckpointDef = MomentDef;

/** An asynchronous job as a status file tells of it. */
export interface RunningJob {
  /** libvirt's word for the kind of it. */
  readonly word: string;
  /** virDomainJobOperation; 0 when another daemon wrote the file. */
  readonly operation: number;
  readonly started: number;
}

/** What exists only while QEMU runs. `domain` is the running definition, the same object as the guest's `live`. */
export interface Run {
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
  /** It is ended for a reason of ours: QEMU's own word about a shutdown is not passed on. */
  quiet: boolean;
  /** Resolves when QEMU is gone and everything about it is cleared away. */
  ended: Promise<void> | null;
  /** Calls off the start while it is under way. */
  starting: AbortController | null;
  /** Resolves when the start has succeeded, or failed and undone all. */
  startDone: Promise<void> | null;
  /** The files of this run are gone or about to be: nothing of it may be written any more. */
  cleared: boolean;
  /** Aborted when QEMU is gone: nothing more will come of it. */
  readonly gone: AbortController;
  /** What another daemon keeps in the status file and we do not use. */
  readonly kept: string;
  /** Open console streams by device path. */
  readonly consoles: Map<string, () => void>;
  /** Forgets the session whose end destroys the guest. */
  autodestroy: (() => void) | null;
  /** Who waits for events of this guest's monitor, besides the driver itself. */
  readonly watchers: Set<(event: QmpEvent) => void>;
  /** Devices QEMU has let go of, while what they stood on is cleared away. */
  readonly unplugging: Map<string, Promise<void>>;
  /** Trays that are open, by disk alias. */
  readonly trays: Map<string, boolean>;
  /** The asynchronous job under way, as the status file tells of it. */
  asyncJob: RunningJob | null;
  /** The CPU as it was asked for, before QEMU told what came of it. */
  readonly cpu: Domain['cpu'];
  /** Jobs of QEMU's block layer, by the disk's target. */
  readonly blockJobs: Map<string, BlockJob>;
  /** The backup under way; its disks have block jobs. */
  backup: RunningBackup | null;
  agentTimeout: number;
  nodeIndex: number;
  fdsetIndex: number;
  /** Wall clock of the start, for statistics of this run. */
  readonly since: number;
}

/** A domain of this driver: libvirt's object, and the means to act on it. */
export interface Guest extends DomainObject<Domain, SnapshotDef, CheckpointDef> {
  readonly files: GuestFiles;
  run: Run | null;
  setState(state: number, reason: number): void;
  emit<K extends EventKind<'domain'>>(kind: K, payload: Omit<EventPayload<'domain', K>, 'dom'>): void;
  lifecycle(event: number, detail: number): void;
  /** What runs; libvirt's error when nothing does. */
  running(): Run;
  /** Sends a monitor command, with the configured deadline unless `how` has another. */
  execute<C extends string>(command: C, args?: QmpArgs, how?: ExecuteOptions): Promise<QmpReturn<C>>;
  /** Does `work` as the guest's only modifying job, for the API named. */
  modify<T>(api: string, work: () => T | Promise<T>, signal?: AbortSignal): Promise<T>;
}

export type GuestTable = DomainTable<Guest, Domain>;

const noMonitor = (name: string): VirError =>
  new VirError(
    ErrorCode.OPERATION_INVALID,
    ErrorDomain.QEMU,
    `the monitor of domain '${name}' is not connected`,
  );

/** virDomainSuspend comes through remoteDispatchDomainSuspend, and libvirt names that as the holder of a job. */
const dispatcher = (api: string): string => api.replace(/^vir/, 'remoteDispatch');

/** Waits for something that never comes once QEMU is gone. */
export const orGone = async <T>(run: Run, wait: Promise<T>): Promise<T> => {
  const { signal } = run.gone;
  let fail = (): void => undefined;
  const gone = new Promise<never>((_resolve, reject) => {
    fail = () =>
      reject(new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, 'domain is no longer running'));
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail, { once: true });
  });
  try {
    return await Promise.race([wait, gone]);
  } finally {
    signal.removeEventListener('abort', fail);
  }
};

/** Makes a domain object into a guest. */
export const extendGuest = (world: () => World, common: DomainObject<Domain>): Guest => {
  const guest: Guest = Object.assign(common as DomainObject<Domain, SnapshotDef, CheckpointDef>, {
    files: guestFiles(world().places, common.name),
    run: null,
    setState(state: number, reason: number) {
      guest.state = state;
      guest.reason = reason;
    },
    emit<K extends EventKind<'domain'>>(kind: K, payload: Omit<EventPayload<'domain', K>, 'dom'>) {
      const full = { dom: guest.handle, ...payload } as unknown as EventPayload<'domain', K>;
      world().bus.emit('domain', kind, full);
    },
    lifecycle(event: number, detail: number) {
      guest.emit('lifecycle', { event, detail });
    },
    running() {
      if (!guest.run) throw notRunning();
      return guest.run;
    },
    execute<C extends string>(command: C, args?: QmpArgs, how?: ExecuteOptions): Promise<QmpReturn<C>> {
      const monitor = guest.run?.monitor;
      if (monitor) return monitor.execute(command, args, how);
      return Promise.reject(guest.run ? noMonitor(guest.name) : notRunning());
    },
    modify<T>(api: string, work: () => T | Promise<T>, signal?: AbortSignal): Promise<T> {
      return guest.job.run(dispatcher(api), work, { signal });
    },
  });
  Object.defineProperty(guest, 'files', { get: () => guestFiles(world().places, guest.name) });
  return guest;
};

/** The table of a driver's guests. */
export const createGuestTable = (world: () => World, nextId: () => number): GuestTable =>
  createDomainTable<Domain, Guest>(ErrorDomain.QEMU, (common) => extendGuest(world, common), nextId);
