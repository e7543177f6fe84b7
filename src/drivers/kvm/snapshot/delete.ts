// Deleting snapshots: what is inside the images goes from there; an image that stood for a snapshot is committed into
// the one below it, and what remains of the tree is told of the new order.
import { rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { SnapshotDisk } from '../../../../schemas/xml/snapshot.ts';
import { isExternal, type Snapshot } from '../../../model/snapshot/document.ts';
import { JobOperation } from '../../common/job.ts';
import type { Moment } from '../../common/moments.ts';
import { run as runProgram } from '../../common/run.ts';
import { ShutoffReason } from '../../common/states.ts';
import { withAsyncJob } from '../async-job.ts';
import { type Layer, layersFor, nodeOf } from '../blockjob-chain.ts';
import { type BlockJob, BlockJobType, JobStatus, startBlockJob } from '../blockjobs.ts';
import { type Guest, orGone } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { startGuest } from '../start.ts';
import { type Disk, diskPath } from '../stats/block.ts';
import { stopGuest } from '../stop.ts';
import type { World } from '../world.ts';
import { Delete } from './flags.ts';
import { deleteInternal, eachImage } from './internal.ts';
import { pathOf } from './overlay.ts';
import { removeSnapshotFile, saveSnapshot, snapshotsOf } from './store.ts';

type Node = Moment<Snapshot>;

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);
const unsupported = (text: string): VirError => error(ErrorCode.CONFIG_UNSUPPORTED, text);
const failed = (text: string): VirError => error(ErrorCode.OPERATION_FAILED, text);

const diskOf = (domain: Domain | undefined, target: string): Disk | undefined =>
  domain?.devices.disks.find((disk) => disk.target.dev === target);

const isAbove = (moment: Node, other: Node | null): boolean => {
  for (let up = other?.parent ?? null; up; up = up.parent) if (up === moment) return true;
  return false;
};

const checkInternal = (guest: Guest, { def }: Node): void => {
  for (const { name } of def.disks) {
    const now = diskOf(guest.def, name);
    const then = diskOf(def.domain, name);
    if (!now)
      throw failed(`disk '${name}' referenced by snapshot '${def.name}' not found in the current definition`);
    if (!then)
      throw failed(
        `disk '${name}' referenced by snapshot '${def.name}' not found in the VM definition of the deleted snapshot`,
      );
    if (diskPath(now) !== diskPath(then))
      throw error(
        ErrorCode.OPERATION_UNSUPPORTED,
        `disk image '${name}' for internal snapshot '${def.name}' is not the same as disk image currently used by VM`,
      );
  }
};

const check = (guest: Guest, moment: Node, flags: number): void => {
  const tree = snapshotsOf(guest);
  const external = isExternal(moment.def);
  if (!external && guest.active) checkInternal(guest, moment);
  if (flags & (Delete.CHILDREN | Delete.CHILDREN_ONLY)) {
    const below = tree.descendants(moment);
    const outside = below.filter(({ def }) => isExternal(def)).length;
    if (outside > 0)
      throw unsupported(
        outside < below.length
          ? 'deletion of external and internal children disk snapshots not supported'
          : 'deletion of external children disk snapshots not supported',
      );
  }
  if (!external) return;
  const { current } = tree;
  const kids = moment.children.length;
  if (guest.run && guest.run.blockJobs.size > 0)
    throw error(
      ErrorCode.OPERATION_UNSUPPORTED,
      'cannot delete external snapshots when there is another active block job',
    );
  if (flags & Delete.CHILDREN)
    throw unsupported('deletion of external disk snapshots with children not supported');
  if (moment === current && kids > 0)
    throw unsupported('deletion of active external snapshot that is not a leaf snapshot is not supported');
  if (moment !== current && kids > 0 && !isAbove(moment, current))
    throw unsupported('deletion of non-leaf external snapshot that is not in active chain is not supported');
  if (kids > 1)
    throw unsupported('deletion of external disk snapshot with multiple children snapshots not supported');
};

/** The nearest snapshot above that has a part for this disk. */
const parentFor = (moment: Node, target: string): Node | null => {
  for (let up = moment.parent; up; up = up.parent)
    if (up.def.disks.some(({ name, snapshot }) => name === target && snapshot !== 'no')) return up;
  return null;
};

/** One disk of an external snapshot that is to go. */
interface Part {
  readonly disk: SnapshotDisk;
  readonly parent: Node | null;
  /** The disk as it was when the snapshot was taken: what its image stands on. */
  readonly below: Disk;
  /** The image that stands for it now. */
  readonly path: string | undefined;
}

/** The image that a snapshot's disk is in now; after a revert that is not what the snapshot itself says. */
const imageOf = (guest: Guest, moment: Node, disk: SnapshotDisk): string | undefined => {
  const [child] = moment.children;
  if (moment.children.length > 1) return pathOf(disk);
  const now = child
    ? diskOf(child.def.domain, disk.name)
    : snapshotsOf(guest).current === moment
      ? diskOf(guest.def, disk.name)
      : undefined;
  return now ? diskPath(now) : pathOf(disk);
};

const partsOf = (guest: Guest, moment: Node, merge: boolean): Part[] =>
  moment.def.disks
    .filter(({ snapshot }) => snapshot === 'external')
    .map((disk) => {
      if (disk.snapshotDeleteInProgress)
        throw error(
          ErrorCode.OPERATION_INVALID,
          `snapshot disk '${disk.name}' was target of not completed snapshot delete`,
        );
      const below = diskOf(moment.def.domain, disk.name);
      if (!below) throw failed(`failed to find disk '${disk.name}' in snapshot VM XML`);
      const parent = parentFor(moment, disk.name);
      if (merge && !diskOf(guest.def, disk.name))
        throw error(ErrorCode.OPERATION_INVALID, `no disk found with name '${disk.name}'`);
      if (merge && parent && !isExternal(parent.def))
        throw error(
          ErrorCode.OPERATION_UNSUPPORTED,
          'deleting external snapshot that has internal snapshot as parent not supported',
        );
      return { disk, parent, below, path: imageOf(guest, moment, disk) };
    });

/** Marks the part that is being written to, lest somebody trusts it if this never ends. */
const mark = async (guest: Guest, part: Part, inProgress: boolean): Promise<void> => {
  if (!part.parent) return;
  for (const disk of part.parent.def.disks)
    if (disk.name === part.disk.name) disk.snapshotDeleteInProgress = inProgress;
  await saveSnapshot(guest, part.parent.def);
};

/** Snapshots of other branches whose images stand on the one that goes. */
const strangersOn = (guest: Guest, moment: Node, path: string): string[] => {
  const tree = snapshotsOf(guest);
  return tree.descendants(moment).flatMap((other) => {
    if (other === tree.current || isAbove(other, tree.current)) return [];
    return (other.def.domain?.devices.disks ?? []).flatMap((disk) => {
      const own = diskPath(disk);
      const under = disk.backingStore?.source as { file?: string } | undefined;
      return own !== undefined && under?.file === path ? [own] : [];
    });
  });
};

interface Merge {
  readonly part: Part;
  readonly job: BlockJob;
  readonly base: Layer;
  readonly strangers: readonly string[];
}

const startMerge = async (world: World, guest: Guest, moment: Node, part: Part): Promise<Merge> => {
  const run = guest.running();
  const disk = diskOf(run.domain, part.disk.name) as Disk;
  const layers = layersFor(run, disk);
  const top = layers.findIndex(({ path }) => path === part.path);
  if (top < 0) throw failed('VM disk source and snapshot disk source are not the same');
  const [topLayer, base] = [layers[top], layers[top + 1]];
  if (!topLayer || !base) throw failed('failed to find parent disk source in backing chain');
  if (base.path !== diskPath(part.below))
    throw failed('snapshot VM disk source and parent disk source are not the same');
  await mark(guest, part, true);
  const name = `commit-${disk.target.dev}-${nodeOf(topLayer)}`;
  const active = top === 0;
  if (active)
    disk.mirror = {
      type: base.type,
      job: 'active-commit',
      format: { type: base.format },
      source: base.source,
    } as unknown as Disk['mirror'];
  const job = await startBlockJob(
    world,
    guest,
    {
      name,
      type: active ? BlockJobType.ACTIVE_COMMIT : BlockJobType.COMMIT,
      target: disk.target.dev,
      layers,
      top,
      base: top + 1,
      remove: true,
      flags: active ? 6 : 2,
      manual: !active,
    },
    () =>
      guest.execute('block-commit', {
        device: nodeOf(layers[0]),
        'job-id': name,
        'top-node': nodeOf(topLayer),
        'base-node': nodeOf(base),
        ...(!active && { 'backing-file': base.path }),
        'auto-finalize': active,
        'auto-dismiss': false,
      }),
  );
  return { part, job, base, strangers: strangersOn(guest, moment, topLayer.path) };
};

const finishMerge = async (guest: Guest, { part, job, base, strangers }: Merge): Promise<void> => {
  if (job.state === 'ready') {
    job.state = 'pivoting';
    if (job.disk.mirror) job.disk.mirror.ready = 'pivot';
    await guest.execute('job-complete', { id: job.name });
  } else if (job.state === 'pending') await guest.execute('job-finalize', { id: job.name });
  await orGone(guest.running(), job.over);
  if (job.status !== JobStatus.COMPLETED)
    throw error(
      ErrorCode.INTERNAL_ERROR,
      `finishing block job failed while deleting disk '${part.disk.name}' snapshot: '${job.error}'`,
    );
  for (const image of strangers)
    await runProgram('qemu-img', [
      'rebase',
      '-u',
      '-F',
      base.format,
      '-f',
      'qcow2',
      '-b',
      base.path,
      image,
    ]).catch(() => undefined);
  await mark(guest, part, false);
};

/** Commits all disks of a snapshot into what is below them: all of them, or none. */
const merge = async (world: World, guest: Guest, moment: Node, parts: readonly Part[]): Promise<void> => {
  const merges: Merge[] = [];
  try {
    for (const part of parts) merges.push(await startMerge(world, guest, moment, part));
    for (const { job, part } of merges) {
      await orGone(guest.running(), job.settled);
      if (job.status !== null)
        throw error(
          ErrorCode.INTERNAL_ERROR,
          `block commit failed while deleting disk '${part.disk.name}' snapshot: '${job.error}'`,
        );
    }
    for (const each of merges) await finishMerge(guest, each);
  } catch (cause) {
    for (const { job } of merges) {
      if (job.status !== null || !guest.active) continue;
      job.state = 'aborting';
      await guest.execute('block-job-cancel', { device: job.name }).catch(() => undefined);
    }
    throw cause;
  }
};

/** What of a definition in the tree stood on the image that is gone. */
const cutOut = (domain: Domain | undefined, part: Part): void => {
  const disk = diskOf(domain, part.disk.name);
  if (!disk || part.path === undefined) return;
  if (diskPath(disk) === part.path) {
    disk.type = part.below.type;
    disk.source = structuredClone(part.below.source);
    disk.driver = { ...disk.driver, type: part.below.driver?.type ?? 'raw' } as Disk['driver'];
    delete disk.backingStore;
    return;
  }
  for (let holder: { backingStore?: Disk['backingStore'] } = disk; holder.backingStore; ) {
    const next = holder.backingStore;
    if ((next.source as { file?: string } | undefined)?.file === part.path) {
      holder.backingStore = next.backingStore;
      return;
    }
    holder = next;
  }
};

/** Takes a snapshot off the tree; the files of those around it tell the new order. */
const forget = async (guest: Guest, moment: Node, parts: readonly Part[]): Promise<void> => {
  const tree = snapshotsOf(guest);
  const { parent } = moment;
  const below = parts.length > 0 ? tree.descendants(moment) : [...moment.children];
  for (const { def } of below)
    for (const part of parts) {
      cutOut(def.domain, part);
      cutOut(def.inactiveDomain, part);
    }
  if (parent && parent.def.revertDisks.length > 0) {
    parent.def.disks = parent.def.revertDisks;
    parent.def.revertDisks = [];
  }
  if (tree.remove(moment)) tree.current = parent;
  for (const { def } of below) await saveSnapshot(guest, def);
  if (parent) await saveSnapshot(guest, parent.def);
  await removeSnapshotFile(guest, moment.name);
};

const deleteOne = async (world: World, guest: Guest, moment: Node, onlyMetadata: boolean): Promise<void> => {
  if (!onlyMetadata) {
    if (guest.active) await deleteInternal(guest, moment.name);
    else await eachImage(world, moment.def.domain ?? guest.def, moment.def, '-d');
  }
  await forget(guest, moment, []);
};

const deleteExternal = async (world: World, guest: Guest, moment: Node): Promise<void> => {
  const leaf = moment !== snapshotsOf(guest).current && moment.children.length === 0;
  const parts = partsOf(guest, moment, !leaf);
  let started = false;
  try {
    if (leaf) {
      for (const { below, parent } of parts) {
        const path = diskPath(below);
        if (parent && isExternal(parent.def) && path !== undefined) await rm(path, { force: true });
      }
    } else {
      if (!guest.active && guest.config) {
        await startGuest(world, guest, { definition: guest.config, paused: true, silent: true });
        started = true;
      }
      await merge(world, guest, moment, parts);
    }
    const { memory } = moment.def;
    if (memory?.snapshot === 'external' && memory.file) await rm(memory.file, { force: true });
    await forget(guest, moment, leaf ? [] : parts);
  } finally {
    if (started) await stopGuest(world, guest, { reason: ShutoffReason.SHUTDOWN, detail: null, keep: true });
  }
};

/** Deletes a snapshot, what is below it, or both. */
export const deleteSnapshot = (
  world: World,
  guest: Guest,
  moment: Node,
  flags: number,
  api: string,
): Promise<void> =>
  withAsyncJob(world, guest, JobOperation.SNAPSHOT_DELETE, { api }, async () => {
    const tree = snapshotsOf(guest);
    const onlyMetadata = (flags & Delete.METADATA_ONLY) !== 0;
    if (!onlyMetadata) check(guest, moment, flags);
    const deep = (flags & (Delete.CHILDREN | Delete.CHILDREN_ONLY)) !== 0;
    if (!deep && !onlyMetadata && isExternal(moment.def)) return deleteExternal(world, guest, moment);
    if (deep)
      for (const each of tree.descendants(moment).reverse())
        await deleteOne(world, guest, each, onlyMetadata);
    if (!(flags & Delete.CHILDREN_ONLY)) await deleteOne(world, guest, moment, onlyMetadata);
  });
