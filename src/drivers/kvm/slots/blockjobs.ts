// The block job calls: pull, rebase, commit and copy, and looking at, slowing, ending and pivoting what runs.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { diskByName } from '../../../model/snapshot/align.ts';
import { paramNumber, validateParams } from '../../common/params.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { layersFor, lookUp, nodeOf } from '../blockjob-chain.ts';
import { type CopyRequest, copyTarget, startCopy } from '../blockjob-copy.ts';
import { BlockJobType, checkFree, jobOn, startBlockJob } from '../blockjobs.ts';
import { type Guest, orGone, type Run } from '../guest.ts';
import type { Disk } from '../stats/block.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

const Abort = { ASYNC: 1, PIVOT: 2 } as const;
/** virDomainBlockRebaseFlags. */
const Rebase = {
  SHALLOW: 1,
  REUSE_EXT: 2,
  COPY_RAW: 4,
  COPY: 8,
  RELATIVE: 16,
  COPY_DEV: 32,
  BYTES: 64,
} as const;
const Commit = { SHALLOW: 1, DELETE: 2, ACTIVE: 4, RELATIVE: 8, BYTES: 16 } as const;
const BYTES = 1;
const MAX_MIB = 2n ** 43n - 1n;
const MIB = 1048576;
const ULLONG = 4;
const UINT = 2;

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);
const invalid = (text: string): VirError => error(ErrorCode.INVALID_ARG, text);

/** Bytes a second, from those or from MiB. */
const speedOf = (bandwidth: number | bigint, bytes: boolean): number => {
  if (bytes) return Number(bandwidth);
  if (BigInt(bandwidth) > MAX_MIB) throw error(ErrorCode.OVERFLOW, `bandwidth must be less than ${MAX_MIB}`);
  return Number(bandwidth) * MIB;
};

const diskOf = (run: Run, path: string): Disk => {
  const disk = diskByName(run.domain, path) as Disk | undefined;
  if (disk) return disk;
  throw invalid(`disk '${path}' not found in domain`);
};

const noRelative = (): VirError =>
  error(ErrorCode.ARGUMENT_UNSUPPORTED, 'keeping relative backing names is not supported yet');

const speedArg = (speed: number): { speed?: number } => (speed ? { speed } : {});
const kept = { 'auto-finalize': true, 'auto-dismiss': false } as const;

const pull = async (
  world: World,
  guest: Guest,
  path: string,
  base: string | null,
  speed: number,
): Promise<void> => {
  const run = guest.running();
  const disk = diskOf(run, path);
  checkFree(run, disk);
  const layers = layersFor(run, disk);
  const { dev } = disk.target;
  const at = base === null ? null : lookUp(layers, dev, base, 1, layers[0]);
  const name = `pull-${dev}-${nodeOf(layers[0])}`;
  const below = at === null ? undefined : layers[at];
  const job = { name, type: BlockJobType.PULL, target: dev, layers, top: 1, base: at, flags: 0 };
  await startBlockJob(world, guest, job, () =>
    guest.execute('block-stream', {
      device: nodeOf(layers[0]),
      'job-id': name,
      ...speedArg(speed),
      ...(below && { 'base-node': nodeOf(below), 'backing-file': below.path }),
      ...kept,
    }),
  );
};

const commit = async (
  world: World,
  guest: Guest,
  path: string,
  names: { readonly base: string | null; readonly top: string | null },
  speed: number,
  flags: number,
): Promise<void> => {
  const run = guest.running();
  const disk = diskOf(run, path);
  const layers = layersFor(run, disk);
  const { dev } = disk.target;
  const top = names.top === null || names.top === dev ? 0 : lookUp(layers, dev, names.top);
  const topLayer = layers[top];
  checkFree(run, disk);
  if (!topLayer) throw error(ErrorCode.CONFIG_UNSUPPORTED, `disk ${dev} has no source file to be committed`);
  const hasBacking = layers.length > top + 1;
  const noBacking = (): VirError =>
    invalid(`top '${topLayer.path}' in chain for '${layers[0]?.path}' has no backing file`);
  const shallow = (flags & Commit.SHALLOW) !== 0;
  const base = names.base === null && shallow ? top + 1 : lookUp(layers, dev, names.base, top + 1, topLayer);
  if (top === 0 && !(flags & Commit.ACTIVE))
    throw invalid(`commit of '${dev}' active layer requires active flag`);
  if (top > 0 && flags & Commit.ACTIVE)
    throw invalid(`active commit requested but '${topLayer.path}' is not active`);
  const baseLayer = layers[base];
  if (!hasBacking || !baseLayer) throw noBacking();
  if (shallow && base !== top + 1)
    throw invalid(
      `base '${baseLayer.path}' is not immediately below '${topLayer.path}' in chain for '${layers[0]?.path}'`,
    );
  if (flags & Commit.RELATIVE && top > 0) throw noRelative();
  const name = `commit-${dev}-${nodeOf(topLayer)}`;
  const type = top === 0 ? BlockJobType.ACTIVE_COMMIT : BlockJobType.COMMIT;
  const job = { name, type, target: dev, layers, top, base, remove: (flags & Commit.DELETE) !== 0, flags };
  if (top === 0)
    disk.mirror = {
      type: baseLayer.type,
      job: 'active-commit',
      format: { type: baseLayer.format },
      source: baseLayer.source,
    } as unknown as Disk['mirror'];
  await startBlockJob(world, guest, job, () =>
    guest.execute('block-commit', {
      device: nodeOf(layers[0]),
      'job-id': name,
      ...speedArg(speed),
      'top-node': nodeOf(topLayer),
      'base-node': nodeOf(baseLayer),
      ...(top > 0 && { 'backing-file': baseLayer.path }),
      ...kept,
    }),
  );
};

const abort = async (world: World, guest: Guest, path: string, flags: number): Promise<void> => {
  const run = guest.running();
  const disk = diskOf(run, path);
  const { dev } = disk.target;
  const job = jobOn(run, disk);
  if (!job) throw invalid(`disk ${dev} does not have an active block job`);
  if (job.state === 'aborting' || job.state === 'pivoting')
    throw error(ErrorCode.OPERATION_INVALID, `block job on disk '${dev}' is still being ended`);
  const before = job.state;
  if (flags & Abort.PIVOT) {
    if (job.state !== 'ready')
      throw error(ErrorCode.BLOCK_COPY_ACTIVE, `block job '${job.name}' not ready for pivot yet`);
    job.state = 'pivoting';
    if (disk.mirror) disk.mirror.ready = 'pivot';
  } else {
    job.state = 'aborting';
    if (disk.mirror) disk.mirror.ready = 'abort';
  }
  try {
    if (flags & Abort.PIVOT) await guest.execute('job-complete', { id: job.name });
    else await guest.execute('block-job-cancel', { device: job.name });
  } catch (cause) {
    job.state = before;
    if (disk.mirror) {
      if (before === 'ready') disk.mirror.ready = 'yes';
      else delete disk.mirror.ready;
    }
    throw cause;
  }
  await saveStatus(world, guest);
  if (flags & Abort.ASYNC) return;
  await orGone(run, job.over);
  if (flags & Abort.PIVOT && job.error !== null)
    throw error(ErrorCode.OPERATION_FAILED, `block job '${job.name}' failed while pivoting: ${job.error}`);
};

interface RawJob {
  readonly device: string;
  readonly len: number;
  readonly offset: number;
  readonly speed: number;
  readonly ready: boolean;
}

const info = async (guest: Guest, path: string, bytes: boolean) => {
  const run = guest.running();
  const job = jobOn(run, diskOf(run, path));
  if (!job) return { found: 0, type: 0, bandwidth: 0, cur: 0, end: 0 };
  const all = (await guest.execute('query-block-jobs')) as unknown as readonly RawJob[];
  const raw = all.find(({ device }) => device === job.name);
  if (!raw) return { found: 1, type: job.type, bandwidth: 0, cur: 0, end: 1 };
  let { offset: cur, len: end } = raw;
  if (cur === 0 && end === 0) {
    end = 1;
    if (raw.ready) cur = 1;
  }
  // Whoever polls takes equal figures for the end, so they differ until it is ready.
  if (!raw.ready && cur === end && cur > 0) cur -= 1;
  return { found: 1, type: job.type, bandwidth: bytes ? raw.speed : Math.ceil(raw.speed / MIB), cur, end };
};

export const blockJobSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const copy = (ctx: CallContext, guest: Guest, request: CopyRequest): Promise<void> =>
    guest.modify(ctx.api, () => startCopy(world, guest, diskOf(guest.running(), request.path), request));

  return {
    domainBlockPull(ctx, { dom, path, bandwidth, flags }) {
      const guest = guests.find(dom);
      const speed = speedOf(bandwidth, (flags & Rebase.BYTES) !== 0);
      return guest.modify(ctx.api, () => pull(world, guest, path, null, speed));
    },
    domainBlockRebase(ctx, { dom, path, base, bandwidth, flags }) {
      const guest = guests.find(dom);
      if (!(flags & Rebase.COPY)) {
        if (flags & Rebase.RELATIVE && base === null)
          throw invalid('flag VIR_DOMAIN_BLOCK_REBASE_RELATIVE is valid only with non-null base');
        if (flags & Rebase.RELATIVE) throw noRelative();
        const speed = speedOf(bandwidth, (flags & Rebase.BYTES) !== 0);
        return guest.modify(ctx.api, () => pull(world, guest, path, base, speed));
      }
      const speed = speedOf(bandwidth, (flags & Rebase.BYTES) !== 0);
      if (flags & Rebase.RELATIVE)
        throw error(ErrorCode.ARGUMENT_UNSUPPORTED, 'Relative backing during copy not supported yet');
      return copy(ctx, guest, {
        path,
        type: flags & Rebase.COPY_DEV ? 'block' : 'file',
        target: base ?? '',
        format: flags & Rebase.COPY_RAW ? 'raw' : undefined,
        speed,
        flags: flags & (Rebase.SHALLOW | Rebase.REUSE_EXT),
      });
    },
    domainBlockCopy(ctx, { dom, path, destxml, params, flags }) {
      validateParams(params, { bandwidth: ULLONG, granularity: UINT, 'buf-size': ULLONG });
      const guest = guests.find(dom);
      const granularity = paramNumber(params, 'granularity') ?? 0;
      if (granularity & (granularity - 1)) throw invalid('granularity must be power of 2');
      return copy(ctx, guest, {
        path,
        ...copyTarget(destxml),
        speed: paramNumber(params, 'bandwidth') ?? 0,
        granularity,
        bufSize: paramNumber(params, 'buf-size') ?? 0,
        flags,
      });
    },
    domainBlockCommit(ctx, { dom, disk, base, top, bandwidth, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () =>
        commit(world, guest, disk, { base, top }, speedOf(bandwidth, (flags & Commit.BYTES) !== 0), flags),
      );
    },
    domainBlockJobAbort(ctx, { dom, path, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => abort(world, guest, path, flags));
    },
    domainBlockJobSetSpeed(ctx, { dom, path, bandwidth, flags }) {
      const speed = speedOf(bandwidth, (flags & BYTES) !== 0);
      const guest = guests.find(dom);
      return guest.modify(ctx.api, async () => {
        const run = guest.running();
        const disk = diskOf(run, path);
        const job = jobOn(run, disk);
        if (!job) throw invalid(`disk ${disk.target.dev} does not have an active block job`);
        await guest.execute('block-job-set-speed', { device: job.name, speed });
      });
    },
    domainGetBlockJobInfo: (_ctx, { dom, path, flags }) =>
      info(guests.find(dom), path, (flags & BYTES) !== 0),
  };
};
