// Starting a guest: the plan from a definition to a running QEMU, each step with its undo.
import { randomBytes } from 'node:crypto';
import { close } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { connectablePath, Limit, listenUnix, openProcess, setLimit } from '../../native/process.ts';
import { spawnDetached } from '../../native/spawn.ts';
import {
  Detail,
  DomainState,
  Lifecycle,
  PausedReason,
  RunningReason,
  ShutoffReason,
} from '../common/states.ts';
import { type Plan, runPlan, type Step } from '../plan.ts';
import { argv, type CommandLine } from './argv/argv.ts';
import { argvHost, closeInherited, createInherited, type Inherited } from './argv-host.ts';
import { recordOf } from './async-job.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import { prepareChains } from './chains.ts';
import { balloonOf } from './facts.ts';
import type { Guest, Run } from './guest.ts';
import type { Domain } from './hardware.ts';
import { hostSide } from './host-side.ts';
import { checkImages, placeImages } from './images.ts';
import { closePlugs, notePlugs, type Plug, plugInterfaces } from './interfaces.ts';
import { noteLiveCpu } from './live-cpu.ts';
import { formatCommand, type GuestLog, openGuestLog, startingLine } from './log.ts';
import { openGuestMonitor } from './monitor.ts';
import { checkBootFiles, handOver, labelRun, placeRun } from './ownership.ts';
import { givePciDevices, takePciDevices } from './pci-devices.ts';
import { refreshLive } from './refresh.ts';
import { createRun } from './run.ts';
import { removeStartMark, saveStatus, writeStartMark } from './status.ts';
import { clearAway, goneFrom } from './stop.ts';
import type { World } from './world.ts';

export interface StartRequest {
  readonly definition: Domain;
  /** Leave the CPUs stopped. */
  readonly paused?: boolean;
  /** virDomainCreateFlags that matter to a step. */
  readonly flags?: number;
  /** How the guest comes to run, for events and state. */
  readonly reason?: number;
  readonly detail?: number;
  /** Waits for its memory on this descriptor or socket instead of booting. */
  readonly incoming?: { readonly uri: string; readonly fds?: readonly number[] };
  /** The start is a part of something that tells of it itself. */
  readonly silent?: boolean;
  /** Called when QEMU is there and its state loaded, before its CPUs run. */
  beforeCpus?(run: Run, signal: AbortSignal, incoming: readonly number[]): Promise<void>;
}

/** What the steps of one start share. */
interface Start {
  readonly world: World;
  readonly guest: Guest;
  readonly run: Run;
  readonly request: StartRequest;
  readonly masterKey: Buffer;
  readonly inherited: Inherited;
  readonly plugs: Map<number, Plug>;
  log: GuestLog | null;
  listener: number;
  command: CommandLine | null;
  /** Numbers QEMU knows the descriptors of its state by. */
  incoming: number[];
}

/** What an earlier run may have left there is of no use. */
const emptyFolder = async (path: string): Promise<void> => {
  const make = () => mkdir(path, { mode: 0o750 });
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    await rm(path, { recursive: true, force: true });
    await make();
  });
};

const foldersStep = ({ world, guest, run, masterKey }: Start): Step => ({
  name: 'folders',
  async run() {
    await mkdir(world.places.run, { recursive: true, mode: 0o755 });
    await mkdir(world.places.lib, { recursive: true, mode: 0o751 });
    await Promise.all([emptyFolder(run.libDir), mkdir(run.channelDir, { recursive: true, mode: 0o750 })]);
    await writeFile(join(run.libDir, 'master-key.aes'), masterKey, { mode: 0o600 });
    await writeStartMark(guest, { uuid: guest.uuid, libDir: run.libDir });
  },
  undo: () => clearAway(world, guest, run),
});

/** PCI devices of the host that the guest is to have. */
const pciStep = ({ world, guest, run }: Start): Step => ({
  name: 'host devices',
  run: () => takePciDevices(world, guest, run.domain),
  undo: () => givePciDevices(world, guest, run.domain),
});

/** Host sides of interfaces, which QEMU is given as descriptors. */
const networkStep = ({ world, guest, run, plugs }: Start): Step => ({
  name: 'network',
  async run({ signal }) {
    await plugInterfaces(world, guest, run.domain, plugs, signal);
    // What a network makes of an interface decides what QEMU is told of it.
    notePlugs(run.domain, plugs);
  },
  async undo() {
    notePlugs(run.domain, plugs);
    closePlugs(plugs);
    plugs.clear();
  },
});

/** Settles addresses, aliases and ports, and writes the command line: the definition as it runs comes of it. */
const commandStep = (start: Start): Step => ({
  name: 'command',
  async run() {
    const { world, run, guest, inherited, masterKey, plugs } = start;
    start.listener = listenUnix(run.monitorPath);
    if (world.config.user) await chmod(run.monitorPath, 0o660);
    await placeImages(run.domain, world.host.services.storage);
    await checkImages(run.domain);
    const [last, side] = await Promise.all([
      prepareChains(run.domain),
      hostSide(world, run.domain, run.caps),
      checkBootFiles(world, run.domain),
    ]);
    run.nodeIndex = last;
    const means = { run, inherited, masterKey, plugs, side };
    const host = argvHost(world, start.listener, means);
    start.incoming = (start.request.incoming?.fds ?? []).map((fd) => Number(inherited.add(fd)));
    start.command = argv(run.domain, run.caps, host, { incoming: start.request.incoming?.uri });
    const { domain } = start.command;
    domain.id = run.id;
    labelRun(world, domain);
    placeRun(world, domain);
    run.domain = domain;
    guest.live = domain;
  },
});

const spawnStep = (start: Start): Step => ({
  name: 'spawn',
  async run() {
    const { world, guest, run, inherited } = start;
    const { user, maxFiles, maxProcesses } = world.config;
    const [emulator = run.caps.binary, ...args] = start.command?.argv ?? [];
    const env = Object.fromEntries(start.command?.env ?? []);
    start.log = await openGuestLog(guest.files.log);
    await start.log.write(`${startingLine(versionText(run.caps))}${formatCommand(env, emulator, args)}\n`);
    await handOver(world, run.domain, [run.libDir, run.channelDir, run.monitorPath]);
    const pid = await spawnDetached(emulator, args, {
      env,
      output: start.log.fd,
      fds: inherited.fds,
      uid: user?.uid,
      gid: user?.gid,
    }).catch((error: NodeJS.ErrnoException) => {
      throw cannotExecute(emulator, error);
    });
    run.process = openProcess(pid);
    if (run.process && maxFiles) setLimit(pid, Limit.NOFILE, BigInt(maxFiles));
    if (run.process && maxProcesses) setLimit(pid, Limit.NPROC, BigInt(maxProcesses));
    closePlugs(start.plugs);
    start.plugs.clear();
    await writeFile(guest.files.pid, `${pid}`, { mode: 0o644 });
    await saveStatus(world, guest);
    await removeStartMark(guest);
  },
});

const versionText = (caps: QemuCaps): string => {
  const { version } = caps;
  const dotted = `${Math.floor(version / 1e6)}.${Math.floor(version / 1000) % 1000}.${version % 1000}`;
  return `${dotted}${caps.package}`;
};

const cannotExecute = (emulator: string, error: NodeJS.ErrnoException): VirError =>
  new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.QEMU,
    `cannot execute binary ${emulator}: ${error.code === 'ENOENT' ? 'No such file or directory' : error.message}`,
  );

/** QEMU's own words say more than a closed monitor does; it may need a moment to finish saying them. */
const explain = async ({ run, log }: Start, error: unknown): Promise<unknown> => {
  if (run.ending || (await run.process?.waitGone(run.monitor?.connected ? 0 : 1_000)) === false) return error;
  const words = (await log?.tail()) ?? '';
  const text = 'process exited while connecting to monitor';
  return new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, words ? `${text}: ${words}` : text);
};

/** A step that talks to QEMU: when QEMU ends under it, the error is QEMU's. */
const talking = (start: Start, name: string, run: (signal: AbortSignal) => Promise<void>): Step => ({
  name,
  async run({ signal }) {
    try {
      await run(signal);
    } catch (error) {
      throw await explain(start, error);
    }
  },
});

const monitorStep = (start: Start): Step =>
  talking(start, 'monitor', async (signal) => {
    const { world, guest, run } = start;
    const target = connectablePath(run.monitorPath);
    try {
      run.monitor = await openGuestMonitor(world, guest, run, target.path, signal);
    } finally {
      target.done();
    }
  });

/** A guest that is to have less than its most is told so before it runs, as libvirt does. */
const setBalloon = async (guest: Guest, run: Run, signal: AbortSignal): Promise<void> => {
  const { domain } = run;
  const balloon = balloonOf(domain);
  if (!balloon) return;
  const now = domain.currentMemory ?? domain.memory.value;
  if (now < domain.memory.value) await guest.execute('balloon', { value: now * 1024 }, { signal });
  // Without a driver in the guest nothing has come of it.
  const { actual } = await guest.execute('query-balloon', {}, { signal });
  domain.currentMemory = Math.floor(actual / 1024);
  const period = balloon.stats?.period;
  if (!period) return;
  const path = `/machine/peripheral/${balloon.alias?.name}`;
  const args = { path, property: 'guest-stats-polling-interval', value: period };
  await guest.execute('qom-set', args, { signal });
};

const refreshStep = (start: Start): Step =>
  talking(start, 'refresh', async (signal) => {
    const { world, guest, run, request } = start;
    await Promise.all([
      refreshLive(world, guest, run, signal),
      setBalloon(guest, run, signal),
      noteLiveCpu(guest, run, start.command?.argv ?? [], signal),
    ]);
    await request.beforeCpus?.(run, signal, start.incoming);
  });

const runStep = (start: Start): Step =>
  talking(start, 'run', async (signal) => {
    const { world, guest, run, request } = start;
    if (request.paused) {
      guest.setState(DomainState.PAUSED, PausedReason.USER);
    } else {
      run.runningReason = request.reason ?? RunningReason.BOOTED;
      await guest.execute('cont', undefined, { signal });
      run.runningReason = RunningReason.UNKNOWN;
      if (guest.state !== DomainState.RUNNING)
        guest.setState(DomainState.RUNNING, request.reason ?? RunningReason.BOOTED);
    }
    await saveStatus(world, guest);
  });

/** From here on the guest counts as running, though it is only starting up. */
const guestStep = ({ world, guest, run }: Start): Step => ({
  name: 'guest',
  run() {
    guest.run = run;
    guest.live = run.domain;
    world.guests.setActive(guest, run.id);
    guest.setState(DomainState.PAUSED, PausedReason.STARTING_UP);
  },
  undo: () => goneFrom(world, guest, ShutoffReason.FAILED),
});

/** Makes sure that no QEMU is left, before anything it uses is taken away. */
const processStep = ({ run }: Start): Step => ({
  name: 'process',
  run: () => undefined,
  async undo() {
    run.ending = true;
    run.process?.signal(constants.signals.SIGKILL);
    await run.process?.waitGone(30_000);
    run.monitor?.close();
  },
});

/** The plan of a start: pure until it is run. */
export const startPlan = (start: Start): Plan => ({
  name: `start of domain '${start.guest.name}'`,
  steps: [
    guestStep(start),
    foldersStep(start),
    pciStep(start),
    networkStep(start),
    processStep(start),
    commandStep(start),
    spawnStep(start),
    monitorStep(start),
    refreshStep(start),
    runStep(start),
  ],
});

/** Starts a guest; its job is the caller's. Rejects with libvirt's error, all undone. */
export const startGuest = async (world: World, guest: Guest, request: StartRequest): Promise<Run> => {
  const caps = await world.capsFor(request.definition);
  // A definition read back from its file has not been completed yet.
  const domain = world.hardware.postParse(world.hardware.clone(request.definition), caps, false);
  const id = world.nextId();
  domain.id = id;
  const run = createRun(world, guest.name, domain, caps, id);
  if (guest.job.async) run.asyncJob = recordOf(guest.job.async);
  run.starting = new AbortController();
  const start: Start = {
    world,
    guest,
    run,
    request,
    masterKey: randomBytes(32),
    inherited: createInherited(),
    plugs: new Map(),
    log: null,
    listener: -1,
    command: null,
    incoming: [],
  };
  let finished = (): void => undefined;
  run.startDone = new Promise((resolve) => {
    finished = resolve;
  });
  try {
    await runPlan(startPlan(start), {
      signal: run.starting?.signal,
      fault: world.fault,
      errorDomain: ErrorDomain.QEMU,
      onUndoError: (step, error) =>
        world.log.warn({ guest: guest.name, step, err: String(error) }, `cannot undo '${step}' of a start`),
    });
  } catch (error) {
    throw run.starting?.signal.aborted ? startFailed() : error;
  } finally {
    run.starting = null;
    if (start.listener >= 0) close(start.listener, () => undefined);
    closeInherited(start.inherited);
    await start.log?.close();
    finished();
  }
  if (request.silent) return run;
  guest.lifecycle(Lifecycle.STARTED, request.detail ?? Detail.STARTED.BOOTED);
  if (request.paused) guest.lifecycle(Lifecycle.SUSPENDED, Detail.SUSPENDED.PAUSED);
  return run;
};

const startFailed = (): VirError =>
  new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, 'guest unexpectedly quit');
