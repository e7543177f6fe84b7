// What each event of QEMU's monitor means for a guest: state changes and libvirt's events, one handler for each name.
import type { QmpEvent } from '../../../schemas/qmp/types.ts';
import { resumedDetail, suspendedDetail } from '../common/state-words.ts';
import {
  Detail,
  DomainState,
  Lifecycle,
  PausedReason,
  RunningReason,
  ShutoffReason,
} from '../common/states.ts';
import { portChanged } from './channels.ts';
import { diskByDevice, diskByNode } from './disks.ts';
import type { Guest, Run } from './guest.ts';
import { finishShutdown } from './shutdown.ts';
import { saveStatusSoon } from './status.ts';
import { stopGuest } from './stop.ts';
import { deviceDeleted, unplugFailed } from './unplug.ts';
import type { World } from './world.ts';

type Handler = (world: World, guest: Guest, run: Run, data: QmpEvent['data']) => void;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const shutdown: Handler = (world, guest, run, data) => {
  if (guest.state === DomainState.SHUTDOWN || run.quiet) return;
  if (!run.fakeReboot && run.domain.on_poweroff !== 'restart') {
    guest.setState(DomainState.SHUTDOWN, 0);
    const { guest: byGuest } = data;
    guest.lifecycle(
      Lifecycle.SHUTDOWN,
      byGuest === true
        ? Detail.SHUTDOWN.GUEST
        : byGuest === false
          ? Detail.SHUTDOWN.HOST
          : Detail.SHUTDOWN.FINISHED,
    );
    saveStatusSoon(world, guest);
  }
  finishShutdown(world, guest, run);
};

const stop: Handler = (world, guest, run) => {
  const reason = run.pausedReason;
  run.pausedReason = PausedReason.UNKNOWN;
  if (guest.state !== DomainState.RUNNING || run.fakeReboot) return;
  guest.setState(DomainState.PAUSED, reason);
  guest.lifecycle(Lifecycle.SUSPENDED, suspendedDetail(reason));
  saveStatusSoon(world, guest);
};

const resume: Handler = (world, guest, run) => {
  const reason = run.runningReason || RunningReason.UNPAUSED;
  run.runningReason = RunningReason.UNKNOWN;
  if (guest.state === DomainState.RUNNING || guest.state === DomainState.SHUTDOWN) return;
  guest.setState(DomainState.RUNNING, reason);
  guest.lifecycle(Lifecycle.RESUMED, resumedDetail(reason));
  saveStatusSoon(world, guest);
};

const reset: Handler = (world, guest, run) => {
  if (guest.state === DomainState.PAUSED && guest.reason === PausedReason.STARTING_UP) return;
  run.fakeReboot = false;
  guest.emit('reboot', {});
  saveStatusSoon(world, guest);
};

const rtcChange: Handler = (_world, guest, _live, data) => {
  guest.emit('rtcChange', { offset: Number(data.offset ?? 0) });
};

const watchdogActions = ['none', 'pause', 'reset', 'poweroff', 'shutdown', 'debug', 'inject-nmi'];
const watchdog: Handler = (world, guest, _live, data) => {
  const action = Math.max(0, watchdogActions.indexOf(text(data.action)));
  guest.emit('watchdog', { action });
  if (action !== 1 || guest.state !== DomainState.RUNNING) return;
  guest.setState(DomainState.PAUSED, PausedReason.WATCHDOG);
  guest.lifecycle(Lifecycle.SUSPENDED, Detail.SUSPENDED.WATCHDOG);
  saveStatusSoon(world, guest);
};

const ioErrorActions: Readonly<Record<string, number>> = { ignore: 0, stop: 1, report: 2 };
const ioError: Handler = (world, guest, run, data) => {
  const action = ioErrorActions[text(data.action)] ?? 0;
  const disk =
    diskByNode(run, text(data['node-name'])) ?? diskByDevice(run, text(data.device), text(data['qom-path']));
  const reason = data.nospace === true ? 'enospc' : text(data.reason) ? 'message' : '';
  const fields = { srcPath: disk?.path ?? '', devAlias: disk?.alias ?? '', action };
  guest.emit('ioError', fields);
  guest.emit('ioErrorReason', { ...fields, reason });
  if (action !== 1 || guest.state !== DomainState.RUNNING) return;
  guest.setState(DomainState.PAUSED, PausedReason.IOERROR);
  guest.lifecycle(Lifecycle.SUSPENDED, Detail.SUSPENDED.IOERROR);
  saveStatusSoon(world, guest);
};

const addressFamilies: Readonly<Record<string, number>> = { ipv4: 0, ipv6: 1, unix: 2 };
interface Peer {
  readonly host?: string;
  readonly service?: string;
  readonly family?: string;
  readonly sasl_username?: string;
  readonly x509_dname?: string;
  readonly auth?: string;
}
const graphics =
  (phase: number): Handler =>
  (_world, guest, _live, data) => {
    const end = (peer: Peer | undefined) => ({
      family: addressFamilies[peer?.family ?? ''] ?? 0,
      node: peer?.host ?? '',
      service: peer?.service ?? '',
    });
    const client = data.client as Peer | undefined;
    const server = data.server as Peer | undefined;
    const subject = [
      ...(client?.x509_dname ? [{ type: 'x509dname', name: client.x509_dname }] : []),
      ...(client?.sasl_username ? [{ type: 'saslUsername', name: client.sasl_username }] : []),
    ];
    guest.emit('graphics', {
      phase,
      local: end(server),
      remote: end(client),
      authScheme: server?.auth ?? '',
      subject,
    });
  };

const tray: Handler = (world, guest, run, data) => {
  const disk = diskByDevice(run, text(data.device), text(data.id));
  if (!disk) return;
  const open = data['tray-open'] === true;
  run.trays.set(disk.alias, open);
  const drive = run.domain.devices.disks.find(({ alias }) => alias?.name === disk.alias);
  if (drive) drive.target.tray = open ? 'open' : 'closed';
  guest.emit('trayChange', { devAlias: disk.alias, reason: open ? 0 : 1 });
  saveStatusSoon(world, guest);
};

const suspended: Handler = (world, guest) => {
  guest.emit('pmsuspend', { reason: 0 });
  if (guest.state !== DomainState.RUNNING) return;
  guest.setState(DomainState.PMSUSPENDED, 0);
  guest.lifecycle(Lifecycle.PMSUSPENDED, Detail.PMSUSPENDED.MEMORY);
  saveStatusSoon(world, guest);
};

const suspendedToDisk: Handler = (world, guest) => {
  guest.emit('pmsuspendDisk', { reason: 0 });
  if (guest.state !== DomainState.RUNNING) return;
  guest.setState(DomainState.PMSUSPENDED, 0);
  guest.lifecycle(Lifecycle.PMSUSPENDED, Detail.PMSUSPENDED.DISK);
  saveStatusSoon(world, guest);
};

const wakeup: Handler = (world, guest) => {
  guest.emit('pmwakeup', { reason: 0 });
  if (guest.state !== DomainState.PMSUSPENDED) return;
  guest.setState(DomainState.RUNNING, RunningReason.WAKEUP);
  guest.lifecycle(Lifecycle.STARTED, Detail.STARTED.WAKEUP);
  saveStatusSoon(world, guest);
};

const balloon: Handler = (world, guest, run, data) => {
  const actual = Math.floor(Number(data.actual ?? 0) / 1024);
  run.domain.currentMemory = actual;
  guest.emit('balloonChange', { actual });
  saveStatusSoon(world, guest);
};

const panicked: Handler = (world, guest, run) => {
  guest.setState(DomainState.CRASHED, 1);
  guest.lifecycle(Lifecycle.CRASHED, Detail.CRASHED.PANICKED);
  saveStatusSoon(world, guest);
  const action = run.domain.on_crash;
  if (action === 'destroy' || action === 'coredump-destroy')
    void stopGuest(world, guest, { reason: ShutoffReason.CRASHED, detail: Detail.STOPPED.CRASHED });
  else if (action === 'restart' || action === 'coredump-restart') {
    run.fakeReboot = true;
    finishShutdown(world, guest, run);
  }
};

const threshold: Handler = (_world, guest, run, data) => {
  const node = text(data['node-name']);
  const disk = diskByNode(run, node);
  guest.emit('blockThreshold', {
    dev: disk?.target ?? node,
    path: disk?.path ?? null,
    threshold: Number(data['write-threshold'] ?? 0),
    excess: Number(data['amount-exceeded'] ?? 0),
  });
};

const recipients: Readonly<Record<string, number>> = { hypervisor: 0, guest: 1 };
const failureActions: Readonly<Record<string, number>> = { ignore: 0, inject: 1, fatal: 2, reset: 3 };
const memoryFailure: Handler = (_world, guest, _live, data) => {
  const flags = data.flags as { 'action-required'?: boolean; recursive?: boolean } | undefined;
  guest.emit('memoryFailure', {
    recipient: recipients[text(data.recipient)] ?? 0,
    action: failureActions[text(data.action)] ?? 0,
    flags: (flags?.['action-required'] ? 1 : 0) | (flags?.recursive ? 2 : 0),
  });
};

const memorySize: Handler = (_world, guest, _live, data) => {
  const alias = text(data.id);
  if (alias) guest.emit('memoryDeviceSizeChange', { alias, size: Math.floor(Number(data.size ?? 0) / 1024) });
};

const handlers: Readonly<Record<string, Handler>> = {
  SHUTDOWN: shutdown,
  STOP: stop,
  RESUME: resume,
  RESET: reset,
  RTC_CHANGE: rtcChange,
  WATCHDOG: watchdog,
  BLOCK_IO_ERROR: ioError,
  VNC_CONNECTED: graphics(0),
  VNC_INITIALIZED: graphics(1),
  VNC_DISCONNECTED: graphics(2),
  SPICE_CONNECTED: graphics(0),
  SPICE_INITIALIZED: graphics(1),
  SPICE_DISCONNECTED: graphics(2),
  DEVICE_TRAY_MOVED: tray,
  SUSPEND: suspended,
  SUSPEND_DISK: suspendedToDisk,
  WAKEUP: wakeup,
  BALLOON_CHANGE: balloon,
  GUEST_PANICKED: panicked,
  DEVICE_DELETED: (world, guest, run, data) => deviceDeleted(world, guest, run, text(data.device)),
  DEVICE_UNPLUG_GUEST_ERROR: (_world, guest, run, data) => unplugFailed(guest, run, text(data.device)),
  VSERPORT_CHANGE: (world, guest, run, data) =>
    portChanged(world, guest, run, text(data.id), data.open === true),
  BLOCK_WRITE_THRESHOLD: threshold,
  MEMORY_FAILURE: memoryFailure,
  MEMORY_DEVICE_SIZE_CHANGE: memorySize,
  MIGRATION_PASS: (_world, guest, _live, data) =>
    guest.emit('migrationIteration', { iteration: Number(data.pass ?? 0) }),
};

/** Takes an event of a guest's monitor: passes it to clients of the qemu program, then acts on it. */
export const takeQmpEvent = (world: World, guest: Guest, run: Run, event: QmpEvent): void => {
  world.bus.emitMonitor({
    dom: guest.handle,
    event: event.event,
    seconds: event.seconds,
    micros: event.micros,
    details: Object.keys(event.data).length ? JSON.stringify(event.data) : null,
  });
  if (guest.run !== run) return;
  handlers[event.event]?.(world, guest, run, event.data);
  for (const watcher of [...run.watchers]) watcher(event);
};
