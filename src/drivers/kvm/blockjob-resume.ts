// After a restart of the daemon: block jobs are found again in QEMU, and what they did meanwhile is taken up. What a
// daemon left behind that died in the middle of making an image is cleared away.
import type { Backing, Layer } from './blockjob-chain.ts';
import { layersFor, nodesFor } from './blockjob-chain.ts';
import type { StoredJob } from './blockjob-status.ts';
import {
  type BackupEnder,
  type BlockJob,
  BlockJobType,
  followJob,
  queryJobs,
  type Request,
} from './blockjobs.ts';
import type { Guest, Run } from './guest.ts';
import { type Disk, diskPath } from './stats/block.ts';
import { saveStatus } from './status.ts';
import type { World } from './world.ts';

/** Names that only our own jobs have; those of internal snapshots are looked after by recover.ts. */
const OURS = /^(pull|commit|copy|backup|create)-/;
const NODE = /^libvirt-(\d+)-(format|storage)$/;

const mirrorOf = (run: Run, disk: Disk): Layer | null => {
  const { mirror } = disk;
  const source = mirror?.source as Layer['source'] | undefined;
  if (!mirror || !source) return null;
  const format = mirror.format?.type ?? 'raw';
  const index = source.index ?? 0;
  const type = (mirror.type ?? 'file') as Layer['type'];
  return {
    type,
    source,
    path: diskPath({ source } as Disk) ?? '',
    format,
    index,
    nodes: nodesFor(run, index, format),
  };
};

/** The request that would start this job now, or null when the file does not fit the guest. */
const requestOf = (run: Run, stored: StoredJob, endBackup?: BackupEnder): Request | null => {
  const disk = run.domain.devices.disks.find(({ target }) => target.dev === stored.target);
  if (!disk || stored.target === null || stored.type === 0) return null;
  const layers = layersFor(run, disk);
  const placeOf = (node: string): number => layers.findIndex(({ nodes }) => nodes.includes(node));
  const base = stored.base === null ? null : placeOf(stored.base);
  const top = stored.top === null ? (stored.type === BlockJobType.PULL ? 1 : 0) : placeOf(stored.top);
  if (base === -1 || top === -1) return null;
  const { name, type, target, remove, shallow, flags } = stored;
  const common = { name, type, target, layers, top, base, remove, flags };
  if (type === BlockJobType.COPY) {
    const mirror = mirrorOf(run, disk);
    if (!mirror) return null;
    const mirrorBacking = (shallow ? disk.backingStore : disk.mirror?.backingStore) as Backing | undefined;
    return { ...common, mirror, mirrorBacking: mirrorBacking ?? {}, shallow };
  }
  if (type === BlockJobType.BACKUP) {
    const { store, bitmap } = stored;
    if (!store) return null;
    const nodes = nodesFor(run, store.index, store.format);
    return { ...common, store: { ...store, nodes }, ...(bitmap !== null && { bitmap }), endBackup };
  }
  return common;
};

const states: readonly string[] = ['new', 'running', 'ready', 'pending', 'aborting', 'pivoting'];

const takeUp = (world: World, guest: Guest, run: Run, stored: StoredJob, endBackup?: BackupEnder) => {
  const request = requestOf(run, stored, endBackup);
  if (!request) return null;
  const state = (states.includes(stored.state) ? stored.state : 'running') as BlockJob['state'];
  const followed = followJob(world, guest, { ...request, manual: state === 'pending' }, state);
  const { job } = followed;
  const base = request.layers[request.base ?? -1];
  if (job.type === BlockJobType.ACTIVE_COMMIT && !job.disk.mirror && base)
    job.disk.mirror = {
      type: base.type,
      job: 'active-commit',
      format: { type: base.format },
      source: base.source,
    } as unknown as Disk['mirror'];
  return followed;
};

/** Numbers of block nodes that the running definition, its jobs and its backup account for. */
const knownNodes = (run: Run): Set<number> => {
  const known = new Set<number>();
  for (const disk of run.domain.devices.disks) {
    for (const { index } of layersFor(run, disk)) known.add(index);
    const mirror = disk.mirror?.source as { index?: number } | undefined;
    if (mirror?.index) known.add(mirror.index);
  }
  for (const { store } of run.blockJobs.values()) if (store) known.add(store.index);
  return known;
};

/** Nodes of images that nobody knows; one that is still in use stays, as QEMU refuses. */
const sweepNodes = async (guest: Guest, run: Run): Promise<void> => {
  const known = knownNodes(run);
  const nodes = (await guest.execute('query-named-block-nodes', { flat: true })) as unknown as readonly {
    readonly 'node-name': string;
  }[];
  const stray = nodes.flatMap(({ 'node-name': name }) => {
    const [, number, kind] = NODE.exec(name) ?? [];
    return number !== undefined && !known.has(Number(number)) ? [{ name, kind }] : [];
  });
  stray.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'format' ? -1 : 1));
  for (const { name } of stray)
    await guest.execute('blockdev-del', { 'node-name': name }).catch(() => undefined);
};

/** Finds the jobs of a status file again. `unclean`: more than the jobs themselves may have been left behind. */
export const resumeBlockJobs = async (
  world: World,
  guest: Guest,
  run: Run,
  stored: readonly StoredJob[],
  endBackup?: BackupEnder,
): Promise<void> => {
  const followed = stored.flatMap((job) => takeUp(world, guest, run, job, endBackup) ?? []);
  const all = await queryJobs(guest);
  const concluded: Promise<void>[] = [];
  for (const each of followed) {
    const raw = all.find(({ id }) => id === each.job.name);
    if (!raw) {
      world.log.warn({ guest: guest.name, job: each.job.name }, 'a block job is gone from QEMU');
      delete each.job.disk.mirror;
      each.forget();
      continue;
    }
    each.note(raw.status);
    if (raw.status === 'concluded') concluded.push(each.job.over);
  }
  await Promise.all(concluded);
  for (const { id, status } of all)
    if (status === 'concluded' && OURS.test(id) && !followed.some(({ job }) => job.name === id))
      await guest.execute('job-dismiss', { id }).catch(() => undefined);
  if (stored.length > 0) await sweepNodes(guest, run);
  await saveStatus(world, guest);
};
