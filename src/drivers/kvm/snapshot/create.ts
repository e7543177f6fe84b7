// Making snapshots: of memory and disks inside the images, of disks in images above them, of memory in a file.

import { rm, stat } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, invalidArgument, VirError } from '../../../../schemas/errors.ts';
import { prepareRedefinition } from '../../../model/snapshot/align.ts';
import { parseSnapshot, type Snapshot } from '../../../model/snapshot/document.ts';
import { type AsyncJob, JobOperation, JobType } from '../../common/job.ts';
import type { Moment } from '../../common/moments.ts';
import { validateIf } from '../../common/schema.ts';
import { Detail, DomainState, Lifecycle, PausedReason, ShutoffReason } from '../../common/states.ts';
import { agentOf } from '../agent.ts';
import { jobParams, tellEnd, withAsyncJob } from '../async-job.ts';
import { namedNodes } from '../block/new-image.ts';
import { resumeAfterWork } from '../continue.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import { cookieXml, inactiveXml } from '../inactive-copy.ts';
import { configuredFormat } from '../save-format.ts';
import { writeImage } from '../save-write.ts';
import { stopGuest } from '../stop.ts';
import type { World } from '../world.ts';
import { Create } from './flags.ts';
import { eachImage, saveInternal } from './internal.ts';
import { createOverlays, overlayDisks, useOverlays } from './overlay.ts';
import { checkRequest, prepare, settle } from './prepare.ts';
import { saveSnapshot, setCurrent, snapshotsOf } from './store.ts';

const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);

const parse = async (guest: Guest, xml: string, flags: number): Promise<Snapshot> => {
  await validateIf(flags & Create.VALIDATE, 'domainsnapshot', xml, '(domain_snapshot)');
  return parseSnapshot(xml, {
    redefine: (flags & Create.REDEFINE) !== 0,
    offline: (flags & Create.DISK_ONLY) !== 0 || !guest.active,
  });
};

const redefine = async (guest: Guest, def: Snapshot, flags: number): Promise<void> => {
  const tree = snapshotsOf(guest);
  tree.checkCycles(def);
  const other = tree.find(def.name);
  prepareRedefinition(def, guest.uuid, other?.def ?? null, (flags & Create.DISK_ONLY) !== 0);
  if (other && !def.domain && other.def.domain) def.domain = other.def.domain;
  if (other) tree.replace(other, def);
  const moment = other ?? tree.add(def);
  if (flags & Create.CURRENT) {
    if (tree.current && tree.current !== moment) tree.current.def.revertDisks = [];
    await setCurrent(guest, moment);
  } else await saveSnapshot(guest, def);
};

/** Stops the CPUs for the while of a snapshot; says whether they are to run again. */
const pause = async (guest: Guest, reason: number): Promise<boolean> => {
  if (guest.state !== DomainState.RUNNING) return false;
  guest.running().pausedReason = reason;
  await guest.execute('stop');
  return true;
};

const halt = (world: World, guest: Guest): Promise<void> =>
  stopGuest(world, guest, { reason: ShutoffReason.FROM_SNAPSHOT });

const activeInternal = async (world: World, guest: Guest, def: Snapshot, flags: number): Promise<void> => {
  const paused = await pause(guest, PausedReason.SAVE);
  try {
    await saveInternal(guest, def);
    def.cookie = indented(cookieXml(guest.running()));
    if (flags & Create.HALT) await halt(world, guest);
  } finally {
    if (paused) await resumeAfterWork(guest);
  }
};

/** As it stands in a snapshot's document. */
const indented = (xml: string): string => xml.replace(/\n/g, '\n  ');

/** Freezes the guest's file systems through its agent; says whether they are to be thawed. */
const freeze = async (world: World, guest: Guest): Promise<boolean> =>
  Number(await agentOf(world, guest).ask('guest-fsfreeze-freeze')) > 0;

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Memory into its file; the guest is paused afterwards. */
const saveMemory = async (
  world: World,
  guest: Guest,
  path: string,
  running: boolean,
  job: AsyncJob,
): Promise<void> => {
  const run = guest.running();
  const format = configuredFormat(world, 'snapshot');
  await writeImage(
    guest,
    { path, running, format, xml: inactiveXml(world, run), cookie: cookieXml(run) },
    job,
  );
  const progress = { ...job.progress, time_elapsed: Date.now() - job.started };
  tellEnd(guest, { type: JobType.COMPLETED, params: jobParams(JobOperation.SNAPSHOT, progress) });
};

const activeExternal = async (
  world: World,
  guest: Guest,
  def: Snapshot,
  { flags, manual, job }: { readonly flags: number; readonly manual: boolean; readonly job: AsyncJob },
): Promise<void> => {
  const memory = def.memory?.snapshot === 'external' ? (def.memory.file ?? '') : null;
  const thaw = flags & Create.QUIESCE ? await freeze(world, guest) : false;
  const asleep = guest.state === DomainState.PMSUSPENDED;
  const resumes = guest.state === DomainState.RUNNING && memory !== null && !manual;
  const overwrites = memory !== null && (await exists(memory));
  let made = false;
  let halted = false;
  try {
    if ((memory !== null || manual) && !(flags & Create.LIVE)) await pause(guest, PausedReason.SNAPSHOT);
    // After the memory has been written QEMU tells nothing true about bitmaps any more.
    const nodes = await namedNodes(guest);
    if (memory !== null) {
      if (flags & Create.LIVE) guest.running().pausedReason = PausedReason.SNAPSHOT;
      await saveMemory(world, guest, memory, resumes, job);
      def.cookie = indented(cookieXml(guest.running()));
      made = !overwrites;
    }
    await overlayDisks(world, guest, def.disks, (flags & Create.REUSE) !== 0, nodes);
    if (flags & Create.HALT) {
      await halt(world, guest);
      halted = true;
    } else if (memory !== null && asleep) {
      guest.setState(DomainState.PAUSED, PausedReason.FROM_SNAPSHOT);
      guest.lifecycle(Lifecycle.SUSPENDED, Detail.SUSPENDED.FROM_SNAPSHOT);
    }
  } catch (error) {
    if (made && memory !== null) await rm(memory, { force: true });
    throw error;
  } finally {
    if (!halted) {
      if (resumes) await resumeAfterWork(guest);
      if (thaw && guest.active) await agentOf(world, guest).ask('guest-fsfreeze-thaw');
    }
  }
};

const inactiveExternal = async (world: World, guest: Guest, def: Snapshot, reuse: boolean): Promise<void> => {
  const created: string[] = [];
  const domain = guest.config;
  if (!domain) return;
  try {
    if (!reuse) await createOverlays(domain, def.disks, created);
    const next = world.hardware.clone(domain);
    useOverlays(next, def.disks);
    await saveDefinition(world, guest, next);
    guest.config = next;
  } catch (error) {
    for (const path of created) await rm(path, { force: true });
    throw error;
  }
};

const take = async (
  world: World,
  guest: Guest,
  def: Snapshot,
  flags: number,
  job: AsyncJob,
): Promise<void> => {
  const tree = snapshotsOf(guest);
  settle(world, guest, def, flags);
  const { manual } = await prepare(guest, def, flags);
  const kept = !(flags & Create.NO_METADATA);
  const { current } = tree;
  if (kept && tree.find(def.name))
    throw new VirError(
      ErrorCode.OPERATION_FAILED,
      ErrorDomain.DOMAIN,
      `domain moment ${def.name} already exists`,
    );
  if (kept && current) def.parent = { name: current.name };
  const external = def.disks.some(({ snapshot }) => snapshot === 'external');
  if (guest.active) {
    if (flags & Create.DISK_ONLY || def.memory?.snapshot === 'external')
      await activeExternal(world, guest, def, { flags, manual, job });
    else await activeInternal(world, guest, def, flags);
  } else if (flags & Create.DISK_ONLY || external)
    await inactiveExternal(world, guest, def, (flags & Create.REUSE) !== 0);
  else await eachImage(world, guest.def, def, '-c');
  if (!kept) return;
  if (current) current.def.revertDisks = [];
  let moment: Moment<Snapshot> | null = null;
  try {
    moment = tree.add(def);
    await setCurrent(guest, moment);
  } catch (error) {
    if (moment) tree.remove(moment);
    tree.current = current;
    throw error;
  }
};

const checkFlags = (flags: number): void => {
  const [quiesce, only] = ['VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE', 'VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY'];
  if (flags & Create.QUIESCE && !(flags & Create.DISK_ONLY))
    throw invalidArgument(
      ErrorDomain.QEMU,
      `Flag '${only}' is required by flag '${quiesce}'`,
      'qemuSnapshotCreateXML',
      'flags',
    );
  if (flags & Create.LIVE && flags & Create.REDEFINE)
    throw invalidArgument(
      ErrorDomain.QEMU,
      "Flags 'VIR_DOMAIN_SNAPSHOT_CREATE_LIVE' and 'VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE' are mutually exclusive",
      'qemuSnapshotCreateXML',
      'flags',
    );
};

/** Makes a snapshot, or puts one back on record; gives its name. */
export const createSnapshot = async (
  world: World,
  guest: Guest,
  xml: string,
  flags: number,
  api: string,
): Promise<string> => {
  checkFlags(flags);
  if (!guest.persistent && flags & Create.HALT) throw invalid('cannot halt after transient domain snapshot');
  const def = await parse(guest, xml, flags);
  checkRequest(guest, def, flags);
  await withAsyncJob(world, guest, JobOperation.SNAPSHOT, { api }, (job) =>
    flags & Create.REDEFINE ? redefine(guest, def, flags) : take(world, guest, def, flags, job),
  );
  return def.name;
};
