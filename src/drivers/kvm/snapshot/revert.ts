// Going back to a snapshot: the guest ends, its images and definition become what they were, and, when it ran then or is
// to run now, it starts from there.

import { rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { SnapshotDisk } from '../../../../schemas/xml/snapshot.ts';
import { alignDisks } from '../../../model/snapshot/align.ts';
import { isExternal, type Snapshot } from '../../../model/snapshot/document.ts';
import { JobOperation } from '../../common/job.ts';
import type { Moment } from '../../common/moments.ts';
import {
  Detail,
  DomainState,
  Lifecycle,
  PausedReason,
  RunningReason,
  ShutoffReason,
} from '../../common/states.ts';
import { withAsyncJob } from '../async-job.ts';
import { continueGuest } from '../continue.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { openForRestore } from '../save.ts';
import { startGuest } from '../start.ts';
import { readState } from '../state-file.ts';
import { saveStatus } from '../status.ts';
import { forgetIfTransient, stopGuest } from '../stop.ts';
import type { World } from '../world.ts';
import { Revert } from './flags.ts';
import { eachImage, loadInternal } from './internal.ts';
import { createOverlays, overlayDisks, pathOf, useOverlays } from './overlay.ts';
import { checkImage } from './prepare.ts';
import { setCurrent, snapshotsOf } from './store.ts';

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);

const wasOnline = ({ state }: Snapshot): boolean => state === 'running' || state === 'paused';

const check = (guest: Guest, def: Snapshot, flags: number): void => {
  if (guest.run && guest.run.blockJobs.size > 0)
    throw error(ErrorCode.OPERATION_INVALID, 'domain has active block job');
  if (!guest.persistent && !wasOnline(def) && !(flags & (Revert.RUNNING | Revert.PAUSED)))
    throw error(
      ErrorCode.OPERATION_INVALID,
      'transient domain needs to request run or pause to revert to inactive snapshot',
    );
  if (!def.domain)
    throw error(
      ErrorCode.SNAPSHOT_REVERT_RISKY,
      `snapshot '${def.name}' lacks domain '${guest.name}' rollback info`,
    );
  if (!(flags & Revert.FORCE) && guest.hasManagedSave && !wasOnline(def))
    throw error(
      ErrorCode.SNAPSHOT_REVERT_RISKY,
      'snapshot without memory state, removal of existing managed saved state strongly recommended to avoid corruption',
    );
  if (!isExternal(def)) return;
  for (const disk of def.domain.devices.disks)
    if (disk.type !== 'file')
      throw error(
        ErrorCode.OPERATION_UNSUPPORTED,
        `source disk for '${disk.target.dev}' is not a regular file, reverting to snapshot is not supported`,
      );
};

/** New images for the disks as they were, so that what the snapshot stands for is not written to. */
const freshOverlays = async (domain: Domain, active: boolean): Promise<SnapshotDisk[]> => {
  const stamp = String(Math.floor(Date.now() / 1000));
  const fresh = { name: stamp, disks: [], revertDisks: [], domain } as unknown as Snapshot;
  alignDisks(fresh, { location: 'external', existing: domain });
  for (const wanted of fresh.disks) {
    if (wanted.snapshot !== 'external') continue;
    const disk = domain.devices.disks.find(({ target }) => target.dev === wanted.name);
    if (disk) await checkImage(disk, wanted, active, false);
  }
  return fresh.disks;
};

/** Notes the new images with the snapshot; gives those that nothing stands on once this is on record. */
const changeOver = (guest: Guest, moment: Moment<Snapshot>, fresh: readonly SnapshotDisk[]): string[] => {
  const { current } = snapshotsOf(guest);
  const { revertDisks = [], disks = [] } = current?.def ?? {};
  const gone = (revertDisks.length > 0 ? revertDisks : disks).flatMap((disk) => {
    const path = disk.snapshot === 'external' ? pathOf(disk) : undefined;
    return path === undefined ? [] : [path];
  });
  if (current) current.def.revertDisks = [];
  if (moment.children.length > 0) moment.def.revertDisks = [...fresh];
  else moment.def.disks = [...fresh];
  return gone;
};

interface Way {
  readonly world: World;
  readonly guest: Guest;
  readonly moment: Moment<Snapshot>;
  readonly flags: number;
  /** What it is to run with, and to boot with from now on. */
  readonly config: Domain | null;
  readonly inactive: Domain;
}

const stopFirst = async ({ world, guest }: Way): Promise<void> => {
  if (guest.active) await stopGuest(world, guest, { reason: ShutoffReason.FROM_SNAPSHOT, keep: true });
};

/** Everything is on disk before an image is removed that the old order needed. */
const record = async ({ world, guest, moment }: Way, gone: readonly string[]): Promise<void> => {
  await setCurrent(guest, moment);
  if (guest.persistent && guest.config) {
    await saveDefinition(world, guest, guest.config);
    guest.lifecycle(Lifecycle.DEFINED, Detail.DEFINED.FROM_SNAPSHOT);
  }
  for (const path of gone) await rm(path, { force: true });
};

/** A snapshot with memory, or one that was taken of a paused guest's disks. */
const revertActive = async (way: Way): Promise<void> => {
  const { world, guest, moment, flags, inactive } = way;
  const { def } = moment;
  const definition = way.config ?? inactive;
  const { persistent } = guest;
  await stopFirst(way);
  const external = isExternal(def);
  const fresh = external ? await freshOverlays(definition, true) : [];
  const image = external && def.memory?.file ? await openForRestore(def.memory.file) : null;
  const paused = !(flags & Revert.RUNNING) && (def.state === 'paused' || (flags & Revert.PAUSED) !== 0);
  if (persistent) guest.config = inactive;
  try {
    await startGuest(world, guest, {
      definition,
      paused: true,
      flags,
      silent: true,
      reason: RunningReason.FROM_SNAPSHOT,
      ...(image && { incoming: { uri: 'defer', fds: [image.fd] } }),
      beforeCpus: async (_run, _signal, fds) => {
        if (image) {
          const loaded = readState(guest, `fd:${fds[0]}`);
          image.release();
          await loaded;
        } else if (!external) await loadInternal(guest, def);
      },
    });
  } catch (cause) {
    forgetIfTransient(world, guest);
    throw cause;
  } finally {
    await image?.close();
  }
  const run = guest.running();
  guest.lifecycle(Lifecycle.STARTED, Detail.STARTED.FROM_SNAPSHOT);
  let gone: string[] = [];
  if (external) {
    await overlayDisks(world, guest, fresh, false);
    gone = changeOver(guest, moment, fresh);
  }
  if (paused) {
    guest.setState(DomainState.PAUSED, PausedReason.FROM_SNAPSHOT);
    guest.lifecycle(Lifecycle.SUSPENDED, Detail.SUSPENDED.FROM_SNAPSHOT);
    await saveStatus(world, guest);
  } else {
    run.runningReason = RunningReason.FROM_SNAPSHOT;
    await continueGuest(guest);
  }
  await record(way, gone);
};

const revertInactive = async (way: Way): Promise<void> => {
  const { world, guest, moment, flags } = way;
  const { def } = moment;
  const inactive = way.inactive;
  const { persistent } = guest;
  await stopFirst(way);
  let gone: string[] = [];
  if (isExternal(def)) {
    const fresh = await freshOverlays(inactive, false);
    const created: string[] = [];
    try {
      await createOverlays(inactive, fresh, created);
    } catch (cause) {
      for (const path of created) await rm(path, { force: true });
      forgetIfTransient(world, guest);
      throw cause;
    }
    useOverlays(inactive, fresh);
    gone = changeOver(guest, moment, fresh);
  } else if (!(await eachImage(world, def.domain ?? inactive, def, '-a'))) {
    forgetIfTransient(world, guest);
    throw error(ErrorCode.OPERATION_FAILED, `cannot revert all disks of '${guest.name}' to '${def.name}'`);
  }
  if (persistent) guest.config = inactive;
  guest.setState(guest.state, ShutoffReason.FROM_SNAPSHOT);
  if (flags & (Revert.RUNNING | Revert.PAUSED)) {
    const paused = (flags & Revert.PAUSED) !== 0;
    try {
      await startGuest(world, guest, {
        definition: inactive,
        paused,
        flags,
        silent: true,
        reason: RunningReason.BOOTED,
      });
    } catch (cause) {
      forgetIfTransient(world, guest);
      throw cause;
    }
    guest.lifecycle(Lifecycle.STARTED, Detail.STARTED.FROM_SNAPSHOT);
    if (paused) guest.lifecycle(Lifecycle.SUSPENDED, Detail.SUSPENDED.FROM_SNAPSHOT);
  }
  await record(way, gone);
};

/** Takes a guest back to one of its snapshots. */
export const revertTo = (
  world: World,
  guest: Guest,
  moment: Moment<Snapshot>,
  flags: number,
  api: string,
): Promise<void> => {
  if (guest.run && guest.run.blockJobs.size > 0)
    throw error(ErrorCode.OPERATION_INVALID, 'domain has active block job');
  return withAsyncJob(world, guest, JobOperation.SNAPSHOT_REVERT, { api }, async () => {
    const { def } = moment;
    check(guest, def, flags);
    const domain = world.hardware.clone(def.domain as Domain);
    domain.name = guest.name;
    const inactive = world.hardware.clone(def.inactiveDomain ?? domain);
    inactive.name = guest.name;
    const online = wasOnline(def);
    const config = online || def.inactiveDomain ? domain : null;
    const way: Way = { world, guest, moment, flags, config, inactive };
    switch (def.state) {
      case 'running':
      case 'paused':
        return revertActive(way);
      case 'shutdown':
      case 'shutoff':
      case 'crashed':
      case 'disk-snapshot':
        return revertInactive(way);
      case 'pmsuspended':
        throw error(
          ErrorCode.OPERATION_UNSUPPORTED,
          "qemu doesn't support reversion of snapshot taken in PMSUSPENDED state",
        );
      default:
        throw error(
          ErrorCode.INTERNAL_ERROR,
          `Invalid target domain state '${def.state}'. Refusing snapshot reversion`,
        );
    }
  });
};
