// After a restart of the daemon: every guest that still runs is taken up again as it was, one that ended meanwhile is
// reported, and what was only half started is taken down.
import { readdir, readFile, rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { connectablePath, openProcess, type ProcessHandle } from '../../native/process.ts';
import {
  Detail,
  DomainState,
  Lifecycle,
  PausedReason,
  RunningReason,
  ShutoffReason,
} from '../common/states.ts';
import { removeFile, setAside } from '../common/store.ts';
import { endBackupDisk, resumeBackup, settleBackup } from './backup/end.ts';
import { resumeBlockJobs } from './blockjob-resume.ts';
import { markDetected } from './chains.ts';
import { loadCheckpoints } from './checkpoint/store.ts';
import type { Guest, Run } from './guest.ts';
import { notifyPorts } from './interfaces.ts';
import { openGuestMonitor } from './monitor.ts';
import { claimPciDevices } from './pci-devices.ts';
import { recoverAsync } from './recover.ts';
import { refreshLive } from './refresh.ts';
import { claimPorts } from './resources.ts';
import { createRun } from './run.ts';
import { finishShutdown } from './shutdown.ts';
import { loadSnapshots } from './snapshot/store.ts';
import { cpuOf, parseStatus, readStartMark, type Status, saveStatusSoon } from './status.ts';
import { guestDied, stopGuest } from './stop.ts';
import type { World } from './world.ts';

/** The daemon serves after this long even if a guest's monitor does not answer. */
const PATIENCE_MS = 2_500;
/** Between attempts to reach a monitor that does not answer. */
const RETRY_MS = 5_000;
/** How long a process whose monitor is shut may take to end before it counts as alive. */
const DYING_MS = 2_000;

const names = async (folder: string, suffix: string): Promise<string[]> => {
  const files = await readdir(folder).catch(() => [] as string[]);
  return files.filter((file) => file.endsWith(suffix) && !file.startsWith('.'));
};

const commandLine = async (pid: number): Promise<string[]> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');

const runsGuest = (argv: readonly string[], uuid: string): boolean => {
  const at = argv.indexOf('-uuid');
  return at >= 0 && argv[at + 1] === uuid;
};

/** Takes down what a daemon that died in the middle of a start has left of it. */
const sweepHalfStarted = async (world: World): Promise<void> => {
  const { run } = world.places;
  for (const file of await names(run, '.starting')) {
    const path = join(run, file);
    const status = path.replace(/\.starting$/, '.xml');
    const known = await readFile(status).then(
      () => true,
      () => false,
    );
    const mark = known ? null : await readStartMark(path);
    if (mark) {
      for (const entry of await readdir('/proc')) {
        const pid = Number(entry);
        if (!Number.isInteger(pid)) continue;
        const argv = await commandLine(pid);
        if (!runsGuest(argv, mark.uuid) || !argv.some((word) => word.includes(mark.libDir))) continue;
        const orphan = openProcess(pid);
        orphan?.signal(constants.signals.SIGKILL);
        await orphan?.waitGone(10_000);
        orphan?.close();
      }
      await rm(mark.libDir, { recursive: true, force: true });
      await removeFile(status.replace(/\.xml$/, '.pid'));
      world.log.warn({ file }, `a start was cut short by the daemon's end and is undone`);
    }
    await removeFile(path);
  }
};

/** The process of a status file, if it is still that process. */
const findProcess = async (world: World, status: Status, uuid: string): Promise<ProcessHandle | null> => {
  if (status.pid <= 0) return null;
  if (status.startTime !== undefined)
    return status.bootId === world.bootId ? openProcess(status.pid, status.startTime) : null;
  // Written by libvirt: the command line has to speak for the process.
  const handle = openProcess(status.pid);
  if (handle && runsGuest(await commandLine(status.pid), uuid)) return handle;
  handle?.close();
  return null;
};

interface Taken {
  readonly guest: Guest;
  readonly status: Status;
}

const takeUp = async (world: World, text: string): Promise<Taken> => {
  const status = parseStatus(text);
  const domain = world.hardware.parse(status.domainXml, { status: true });
  const id = domain.id ?? -1;
  if (id < 0) throw new Error(`no id in the status of '${domain.name}'`);
  const caps = await world.capsFor(domain);
  const { dom: guest } = world.guests.add(domain, { live: true });
  const run: Run = {
    ...createRun(world, guest.name, domain, world.emulators.withFlags(caps, status.flags), id),
    libDir: status.libDir,
    channelDir: status.channelDir,
    monitorPath: status.monitorPath,
    vcpuThreads: new Map(status.vcpuThreads),
    devices: [...status.devices],
    taints: new Set(status.taints),
    fakeReboot: status.fakeReboot,
    agentTimeout: status.agentTimeout,
    cpu: cpuOf(status.cpuXml) ?? structuredClone(domain.cpu),
    asyncJob: status.asyncJob,
    nodeIndex: status.nodeIndex,
    fdsetIndex: status.fdsetIndex,
    kept: status.rest,
    process: await findProcess(world, status, guest.uuid),
  };
  markDetected(domain, guest.config);
  claimPorts(world, domain);
  claimPciDevices(world, guest, domain);
  notifyPorts(world, guest, domain);
  world.seenId(id);
  world.guests.setActive(guest, id);
  guest.run = run;
  if (!guest.persistent) {
    loadSnapshots(world, guest);
    loadCheckpoints(world, guest);
  }
  guest.setState(status.state, status.reason);
  return { guest, status };
};

const pausedStates: Readonly<Record<string, number>> = {
  'io-error': PausedReason.IOERROR,
  watchdog: PausedReason.WATCHDOG,
  'guest-panicked': PausedReason.CRASHED,
};

/** What QEMU says it does now, put beside what the status file said; changes meanwhile are told as events. */
const compareState = async (world: World, guest: Guest, run: Run): Promise<void> => {
  const { status, running } = await guest.execute('query-status');
  if (status === 'shutdown') {
    if (guest.state !== DomainState.SHUTDOWN && !run.fakeReboot) {
      guest.setState(DomainState.SHUTDOWN, 0);
      guest.lifecycle(Lifecycle.SHUTDOWN, Detail.SHUTDOWN.FINISHED);
    }
    finishShutdown(world, guest, run);
    return;
  }
  if (running && guest.state !== DomainState.RUNNING) {
    const crashed = guest.state === DomainState.CRASHED;
    const reason =
      guest.state === DomainState.PMSUSPENDED
        ? RunningReason.WAKEUP
        : crashed
          ? RunningReason.CRASHED
          : RunningReason.UNPAUSED;
    guest.setState(DomainState.RUNNING, reason);
    guest.lifecycle(Lifecycle.RESUMED, Detail.RESUMED.UNPAUSED);
  } else if (!running && status === 'suspended' && guest.state === DomainState.RUNNING) {
    guest.setState(DomainState.PMSUSPENDED, 0);
    guest.lifecycle(Lifecycle.PMSUSPENDED, Detail.PMSUSPENDED.MEMORY);
  } else if (!running && guest.state === DomainState.RUNNING) {
    // Stopped behind our back: libvirt calls it the user.
    guest.setState(DomainState.PAUSED, pausedStates[status] ?? PausedReason.USER);
    guest.lifecycle(Lifecycle.SUSPENDED, Detail.SUSPENDED.PAUSED);
  }
};

const reattach = async (world: World, taken: Taken): Promise<void> => {
  const { guest, status } = taken;
  const { run } = guest;
  if (!run) return;
  if (!run.process || run.process.gone()) return guestDied(world, guest);
  if (guest.state === DomainState.PAUSED && guest.reason === PausedReason.STARTING_UP) {
    world.log.warn({ guest: guest.name }, `'${guest.name}' was only half started; it is taken down`);
    return stopGuest(world, guest, { reason: ShutoffReason.FAILED, detail: Detail.STOPPED.FAILED });
  }
  run.watchers.clear();
  run.blockJobs.clear();
  const target = connectablePath(run.monitorPath);
  try {
    run.monitor = await openGuestMonitor(world, guest, run, target.path);
    await compareState(world, guest, run);
    await refreshLive(world, guest, run, new AbortController().signal);
    if (status.backup) resumeBackup(guest, run, status.backup);
    await resumeBlockJobs(world, guest, run, status.blockJobs, endBackupDisk);
    await settleBackup(world, guest, run);
    await recoverAsync(world, guest, run, status);
    saveStatusSoon(world, guest);
  } catch (error) {
    if (guest.run !== run || run.ending) return;
    // A process that is being killed closes its sockets a while before it ends.
    const died = await run.process.waitGone(DYING_MS);
    if (guest.run !== run || run.ending) return;
    if (died) return guestDied(world, guest);
    run.monitor?.close();
    run.monitor = null;
    world.log.error(
      { guest: guest.name, err: String(error) },
      `the monitor of '${guest.name}' does not answer; trying again`,
    );
    const again = setTimeout(() => void reattach(world, taken), RETRY_MS);
    again.unref();
  } finally {
    target.done();
  }
};

/** Reads all status files and takes up what they tell of. Resolves when done, or after a while if a monitor hangs. */
export const reattachAll = async (world: World): Promise<void> => {
  await sweepHalfStarted(world);
  const guests: Taken[] = [];
  const load = async (file: string): Promise<void> => {
    const path = join(world.places.run, file);
    try {
      guests.push(await takeUp(world, await readFile(path, 'utf8')));
    } catch (error) {
      await setAside(path, world.log, error);
    }
  };
  await Promise.all((await names(world.places.run, '.xml')).map(load));
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  const all = guests.map((taken) =>
    reattach(world, taken).catch((error) =>
      world.log.error(
        { guest: taken.guest.name, err: String(error) },
        `cannot take up '${taken.guest.name}'`,
      ),
    ),
  );
  await Promise.race([Promise.all(all), patience]);
  clearTimeout(timer);
};
