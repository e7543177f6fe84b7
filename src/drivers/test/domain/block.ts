// Disks of a running simulated domain: statistics, sizes, and block jobs that are done as soon as they are asked for.
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { param } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Disk } from '../../../model/domain/devices.ts';
import { diskByName, sourcePath } from '../../../model/snapshot/align.ts';
import { parseDevice } from '../../common/devices.ts';
import { invalidOperation } from '../../common/errors.ts';
import type { PartialTable } from '../../table.ts';
import type { DomainHost } from './lifecycle.ts';
import { checkActive, invalid, type SimDomain, TEST, unsupportedOperation } from './object.ts';

const CAPACITY = 1099506450432;
const PHYSICAL = 1099511627776;
const JobType = { PULL: 1, COPY: 2, COMMIT: 3, ACTIVE_COMMIT: 4 } as const;
const JobStatus = { COMPLETED: 0, FAILED: 1, CANCELED: 2, READY: 3 } as const;
const Abort = { ASYNC: 1, PIVOT: 2 } as const;
const COMMIT_ACTIVE = 4;
const Rebase = { COPY: 8 } as const;
const Peek = { LIMIT: 4 * 1024 * 1024 } as const;

interface Layer {
  type?: string;
  source?: object;
  format?: { type: string };
  backingStore?: Layer;
}

/** The disk of a path or target in a running domain. */
const diskOf = (dom: SimDomain, path: string): Disk => {
  const disk = diskByName(checkActive(dom), path);
  if (disk) return disk;
  throw invalid(`disk '${path}' not found in domain`);
};

/** Names of the files below the top one. */
const chainOf = (disk: Disk): string[] => {
  const names: string[] = [];
  for (let layer = disk.backingStore as Layer | undefined; layer?.source; layer = layer.backingStore)
    names.push(sourcePath(layer.source) ?? '');
  return names;
};

export const blockSlots = (host: DomainHost) => {
  const { domains, events } = host;
  const sizes = new WeakMap<Disk, number>();

  const tell = (dom: SimDomain, disk: Disk, type: number, status: number): void => {
    const path = sourcePath(disk.source) ?? '';
    events.emit('domain', 'blockJob', { dom: dom.handle, path, type, status });
    events.emit('domain', 'blockJob2', { dom: dom.handle, dst: disk.target.dev ?? '', type, status });
  };
  const withoutJob = (dom: SimDomain, disk: Disk): string => {
    const target = disk.target.dev ?? '';
    if (dom.guest.jobs.has(target))
      throw new VirError(ErrorCode.BLOCK_COPY_ACTIVE, TEST, `disk '${target}' already in active block job`);
    return target;
  };

  /** A job that is done at once. */
  const complete = (dom: SimDomain, disk: Disk, type: number, change: () => void): void => {
    withoutJob(dom, disk);
    change();
    tell(dom, disk, type, JobStatus.COMPLETED);
  };
  /** A job that waits to be pivoted or cancelled. */
  const ready = (dom: SimDomain, disk: Disk, type: number, bandwidth: number, pivot: () => void): void => {
    const target = withoutJob(dom, disk);
    dom.guest.jobs.set(target, {
      type,
      started: Date.now(),
      bandwidth,
      end: sizes.get(disk) ?? CAPACITY,
      finish(wanted) {
        dom.guest.jobs.delete(target);
        delete disk.mirror;
        if (wanted) pivot();
        tell(dom, disk, type, wanted ? JobStatus.COMPLETED : JobStatus.CANCELED);
      },
    });
    tell(dom, disk, type, JobStatus.READY);
  };

  const pull = (dom: SimDomain, path: string, base: string | null): void => {
    const disk = diskOf(dom, path);
    const chain = chainOf(disk);
    if (base !== null && !chain.includes(base))
      throw invalid(`could not find image '${base}' in chain for '${path}'`);
    complete(dom, disk, JobType.PULL, () => {
      let layer = disk.backingStore as Layer | undefined;
      while (layer?.source && (base === null || sourcePath(layer.source) !== base))
        layer = layer.backingStore;
      if (layer?.source) disk.backingStore = layer as Disk['backingStore'];
      else delete disk.backingStore;
    });
  };
  const copy = (dom: SimDomain, path: string, destination: Disk, bandwidth: number): void => {
    const disk = diskOf(dom, path);
    if (!destination.source)
      throw new VirError(ErrorCode.XML_ERROR, TEST, 'missing destination of block copy');
    ready(dom, disk, JobType.COPY, bandwidth, () => {
      disk.type = destination.type;
      disk.source = destination.source;
      if (destination.driver) disk.driver = { ...disk.driver, ...destination.driver };
      delete disk.backingStore;
    });
  };
  const commit = (
    dom: SimDomain,
    path: string,
    base: string | null,
    top: string | null,
    flags: number,
    speed: number,
  ): void => {
    const disk = diskOf(dom, path);
    const chain = chainOf(disk);
    if (chain.length === 0)
      throw invalid(`top '${top ?? sourcePath(disk.source)}' in chain for '${path}' has no backing file`);
    const missing = [base, top].find(
      (name) => name !== null && name !== sourcePath(disk.source) && !chain.includes(name),
    );
    if (missing !== undefined) throw invalid(`could not find image '${missing}' in chain for '${path}'`);
    const cut = (names: readonly string[], upTo: string | null): void => {
      let layer = disk.backingStore as Layer | undefined;
      const last = upTo ?? names.at(-1);
      while (layer?.source && sourcePath(layer.source) !== last) layer = layer.backingStore;
      if (layer?.source) disk.backingStore = layer as Disk['backingStore'];
    };
    const active = top === null || top === sourcePath(disk.source);
    if (!active) return complete(dom, disk, JobType.COMMIT, () => cut(chain, base));
    if (!(flags & COMMIT_ACTIVE)) throw invalid(`commit of '${path}' active layer requires active flag`);
    ready(dom, disk, JobType.ACTIVE_COMMIT, speed, () => {
      let layer = disk.backingStore as Layer | undefined;
      const last = base ?? chain.at(-1);
      while (layer?.source && sourcePath(layer.source) !== last) layer = layer.backingStore;
      if (!layer?.source) return;
      disk.type = layer.type as Disk['type'];
      disk.source = layer.source as Disk['source'];
      disk.backingStore = layer.backingStore as Disk['backingStore'];
    });
  };

  const statistics = (
    def: Domain,
    path: string,
  ): Record<'rd_req' | 'rd_bytes' | 'wr_req' | 'wr_bytes' | 'errs', bigint> => {
    if (!diskByName(def, path)) throw invalid(`invalid path: ${path}`);
    const now = BigInt(Date.now()) * 1000n;
    return {
      rd_req: now / 10n,
      rd_bytes: now / 20n,
      wr_req: now / 30n,
      wr_bytes: now / 40n,
      errs: now / 2000000n,
    };
  };

  return {
    domainBlockStats: (_ctx, { dom, path }) => {
      if (!path) throw unsupportedOperation('summary statistics are not supported yet');
      return statistics(checkActive(domains.find(dom)), path);
    },
    domainBlockStatsFlags: (_ctx, { dom, path }) => {
      const def = checkActive(domains.find(dom));
      const name = path || (def.devices.disks[0]?.target.dev ?? '');
      const stats = statistics(def, name);
      const params = [
        param.llong('rd_bytes', stats.rd_bytes),
        param.llong('rd_operations', stats.rd_req),
        param.llong('rd_total_times', stats.rd_req * 1000n),
        param.llong('wr_bytes', stats.wr_bytes),
        param.llong('wr_operations', stats.wr_req),
        param.llong('wr_total_times', stats.wr_req * 1000n),
        param.llong('flush_operations', stats.wr_req / 100n),
        param.llong('flush_total_times', stats.wr_req),
        param.llong('errs', stats.errs),
      ];
      return { params, nparams: params.length };
    },
    domainGetBlockInfo: (_ctx, { dom, path }) => {
      const disk = diskByName(domains.find(dom).def, path);
      if (!disk) throw invalid(`invalid path ${path} not assigned to domain`);
      if (sourcePath(disk.source) === undefined)
        throw invalid(`disk '${path}' does not currently have a source assigned`);
      const resized = sizes.get(disk);
      return {
        capacity: resized ?? CAPACITY,
        allocation: resized ?? PHYSICAL,
        physical: resized ?? PHYSICAL,
      };
    },
    domainBlockResize: (_ctx, { dom, disk: path, size, flags }) => {
      const disk = diskOf(domains.find(dom), path);
      if (disk.readonly) throw invalidOperation(`block '${path}' is read-only`, TEST);
      sizes.set(disk, flags & 1 ? size : size * 1024);
    },
    domainBlockPeek: (_ctx, { dom, path, offset, size }) => {
      const disk = diskByName(domains.find(dom).def, path);
      if (!disk) throw invalid(`invalid disk or path '${path}'`);
      if (size > Peek.LIMIT) throw invalid('size must not be more than 4 MiB');
      const buffer = Buffer.alloc(size);
      for (let i = 0; i < size; i++) buffer[i] = (offset + i) & 0xff;
      return { buffer };
    },
    domainSetBlockThreshold: (_ctx, { dom: wanted, dev, threshold }) => {
      const dom = domains.find(wanted);
      diskOf(dom, dev.replace(/\[\d+\]$/, ''));
      dom.guest.thresholds.set(dev, threshold);
    },
    domainBlockPull: (_ctx, { dom, path }) => pull(domains.find(dom), path, null),
    domainBlockRebase: (_ctx, { dom: wanted, path, base, bandwidth, flags }) => {
      const dom = domains.find(wanted);
      if (!(flags & Rebase.COPY)) return pull(dom, path, base);
      const disk = {
        type: flags & 128 ? 'block' : 'file',
        source: flags & 128 ? { dev: base } : { file: base },
      };
      copy(dom, path, disk as unknown as Disk, bandwidth);
    },
    domainBlockCopy: (_ctx, { dom, path, destxml }) => {
      const { device } = parseDevice(
        destxml.includes('<target') ? destxml : destxml.replace('</disk>', `<target dev='${path}'/></disk>`),
      );
      copy(domains.find(dom), path, device as unknown as Disk, 0);
    },
    domainBlockCommit: (_ctx, { dom, disk, base, top, bandwidth, flags }) =>
      commit(domains.find(dom), disk, base, top, flags, bandwidth),
    domainBlockJobAbort: (_ctx, { dom: wanted, path, flags }) => {
      const dom = domains.find(wanted);
      const disk = diskOf(dom, path);
      const job = dom.guest.jobs.get(disk.target.dev ?? '');
      if (!job) throw invalid(`disk ${path} does not have an active block job`);
      job.finish((flags & Abort.PIVOT) !== 0);
    },
    domainBlockJobSetSpeed: (_ctx, { dom: wanted, path, bandwidth }) => {
      const dom = domains.find(wanted);
      const job = dom.guest.jobs.get(diskOf(dom, path).target.dev ?? '');
      if (!job) throw invalid(`disk ${path} does not have an active block job`);
      job.bandwidth = bandwidth;
    },
    domainGetBlockJobInfo: (_ctx, { dom: wanted, path }) => {
      const dom = domains.find(wanted);
      const job = dom.guest.jobs.get(diskOf(dom, path).target.dev ?? '');
      if (!job) return { found: 0, type: 0, bandwidth: 0, cur: 0, end: 0 };
      return { found: 1, type: job.type, bandwidth: job.bandwidth, cur: job.end, end: job.end };
    },
    domainGetDiskErrors: (_ctx, { dom, maxerrors }) => {
      const { disks } = checkActive(domains.find(dom)).devices;
      if (maxerrors === 0) return { errors: [], nerrors: disks.length };
      const errors = disks
        .slice(0, maxerrors)
        .map((disk, i) => ({ disk: disk.target.dev ?? '', error: (i % 2) + 1 }));
      return { errors, nerrors: errors.length };
    },
  } satisfies PartialTable<'hypervisor'>;
};
