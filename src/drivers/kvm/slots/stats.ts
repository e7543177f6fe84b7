// Figures of guests: memory, blocks, interfaces, CPUs, and all of them in bulk.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { param } from '../../../../schemas/rpc/types.ts';
import { sharesHostView } from '../../../model/domain/interface.ts';
import { compileFilter, domainFilter } from '../../common/filters.ts';
import type { PartialTable } from '../../table.ts';
import type { Guest } from '../guest.ts';
import { asker } from '../stats/ask.ts';
import {
  type BlockCounters,
  type BlockFigures,
  blockFigures,
  type Disk,
  diskPath,
  figuresOnHost,
} from '../stats/block.ts';
import { guestStats, KNOWN_STATS } from '../stats/bulk.ts';
import { affinityOf, allVcpuTimes } from '../stats/cpu.ts';
import { memoryStatsOf } from '../stats/memory.ts';
import { netCounters } from '../stats/net.ts';
import type { World } from '../world.ts';

/** virConnectGetAllDomainStatsFlags. */
const Bulk = { NOWAIT: 1 << 29, BACKING: 1 << 30, ENFORCE: 1 << 31 } as const;
/** Active, persistent and state bits of virConnectListAllDomainsFlags. */
const LIST_FILTERS = 255;
const VCPU_RUNNING = 1;

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);

/** The disk a client means by target name or path. */
export const diskNamed = (guest: Guest, path: string): Disk => {
  const found = guest.def.devices.disks.find(
    (disk) => disk.target.dev === path || (path.startsWith('/') && diskPath(disk) === path),
  );
  if (!found) throw invalid(`invalid path ${path} not assigned to domain`);
  return found;
};

const figuresOf = async (world: World, guest: Guest, disk: Disk): Promise<BlockFigures> => {
  let failure: unknown = null;
  const ask = asker(world, guest, false);
  const { disks } = await blockFigures(guest, async (command, args) => {
    const answer = await ask(command, args);
    if (answer === null) failure ??= silent(guest, command);
    return answer;
  });
  if (failure) throw failure;
  const found = disk.alias && disks.get(disk.alias.name);
  if (found) return found;
  throw new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.QEMU,
    `cannot find statistics for device '${disk.target.dev}'`,
  );
};

const silent = (guest: Guest, command: string): VirError =>
  new VirError(
    ErrorCode.OPERATION_TIMEOUT,
    ErrorDomain.QEMU,
    `QEMU monitor of '${guest.name}' did not answer '${command}'`,
  );

/** Counters of one disk, or (for an empty path) the sum of all. */
const countersOf = async (world: World, guest: Guest, path: string): Promise<BlockCounters> => {
  guest.running();
  if (path) return (await figuresOf(world, guest, diskNamed(guest, path))).counters;
  const all = await Promise.all(guest.def.devices.disks.map((disk) => figuresOf(world, guest, disk)));
  const sum = (pick: (counters: BlockCounters) => number): number =>
    all.reduce((total, { counters }) => total + pick(counters), 0);
  return {
    rd_operations: sum((c) => c.rd_operations),
    rd_bytes: sum((c) => c.rd_bytes),
    rd_total_time_ns: sum((c) => c.rd_total_time_ns),
    wr_operations: sum((c) => c.wr_operations),
    wr_bytes: sum((c) => c.wr_bytes),
    wr_total_time_ns: sum((c) => c.wr_total_time_ns),
    flush_operations: sum((c) => c.flush_operations),
    flush_total_time_ns: sum((c) => c.flush_total_time_ns),
  };
};

const blockInfo = async (world: World, guest: Guest, path: string) => {
  const disk = diskNamed(guest, path);
  if (diskPath(disk) === undefined && disk.type !== 'network')
    throw invalid(`disk '${path}' does not currently have a source assigned`);
  const onHost = await figuresOnHost(disk);
  if (!guest.active) return onHost ?? { allocation: 0, capacity: 0, physical: 0 };
  const figures = await figuresOf(world, guest, disk);
  const taken = figures.physical ?? 0;
  const written = disk.type === 'file' && disk.driver?.type === 'qcow2' ? taken : figures.allocation;
  const allocation = written || taken;
  return {
    capacity: figures.capacity ?? 0,
    allocation,
    physical: allocation === taken ? (onHost?.physical ?? taken) : taken,
  };
};

const interfaceStats = async (guest: Guest, device: string) => {
  guest.running();
  const found = guest.def.devices.interfaces.find(
    (net) => net.target?.dev === device || net.mac?.address === device.toLowerCase(),
  );
  const name = found?.target?.dev;
  const counters = name ? await netCounters(name, !sharesHostView(found)) : null;
  if (!counters) throw invalid(`'${device}' is not a known interface`);
  return {
    rx_bytes: counters.rxBytes,
    rx_packets: counters.rxPackets,
    rx_errs: counters.rxErrors,
    rx_drop: counters.rxDropped,
    tx_bytes: counters.txBytes,
    tx_packets: counters.txPackets,
    tx_errs: counters.txErrors,
    tx_drop: counters.txDropped,
  };
};

/** CPU numbers as a bitmap of so many bytes. */
export const cpuMap = (cpus: readonly number[], bytes: number): Buffer => {
  const map = Buffer.alloc(bytes);
  for (const cpu of cpus) if (cpu >> 3 < bytes) map[cpu >> 3] = (map[cpu >> 3] ?? 0) | (1 << (cpu & 7));
  return map;
};

const bulk = async (world: World, uuids: readonly { uuid: string }[], stats: number, flags: number) => {
  if (flags & Bulk.ENFORCE && stats & ~KNOWN_STATS)
    throw new VirError(
      ErrorCode.ARGUMENT_UNSUPPORTED,
      ErrorDomain.QEMU,
      `Stats types bits 0x${(stats & ~KNOWN_STATS).toString(16)} are not supported by this daemon or QEMU`,
    );
  const passes = compileFilter(domainFilter);
  const asked = uuids.length
    ? uuids.flatMap(({ uuid }) => world.guests.byUuid(uuid) ?? [])
    : [...world.guests.all()];
  const chosen = asked.filter((guest) => passes(guest, flags & LIST_FILTERS));
  const how = { nowait: (flags & Bulk.NOWAIT) !== 0, backing: (flags & Bulk.BACKING) !== 0 };
  const retStats = await Promise.all(
    chosen.map((guest) => {
      const params = guestStats(world, guest, stats, how);
      const dom = guest.handle;
      return params instanceof Promise ? params.then((all) => ({ dom, params: all })) : { dom, params };
    }),
  );
  return { retStats };
};

export const statsSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    connectGetAllDomainStats: (_ctx, { doms, stats, flags }) => bulk(world, doms, stats, flags),
    async domainMemoryStats(_ctx, { dom, maxStats }) {
      const guest = guests.find(dom);
      guest.running();
      let failure: unknown = null;
      const stats = await memoryStatsOf(guest, async (command, args) => {
        try {
          return await guest.execute(command, args, { deadline: world.config.monitorDeadline });
        } catch (error) {
          failure ??= error instanceof VirError && error.code === ErrorCode.INTERNAL_ERROR ? null : error;
          return null;
        }
      });
      if (failure) throw failure;
      return { stats: stats.slice(0, maxStats) };
    },
    async domainBlockStats(_ctx, { dom, path }) {
      const counters = await countersOf(world, guests.find(dom), path);
      return {
        rd_req: counters.rd_operations,
        rd_bytes: counters.rd_bytes,
        wr_req: counters.wr_operations,
        wr_bytes: counters.wr_bytes,
        errs: -1,
      };
    },
    async domainBlockStatsFlags(_ctx, { dom, path }) {
      const counters = await countersOf(world, guests.find(dom), path);
      const params = [
        param.llong('wr_bytes', counters.wr_bytes),
        param.llong('wr_operations', counters.wr_operations),
        param.llong('rd_bytes', counters.rd_bytes),
        param.llong('rd_operations', counters.rd_operations),
        param.llong('flush_operations', counters.flush_operations),
        param.llong('wr_total_times', counters.wr_total_time_ns),
        param.llong('rd_total_times', counters.rd_total_time_ns),
        param.llong('flush_total_times', counters.flush_total_time_ns),
      ];
      return { params, nparams: params.length };
    },
    domainGetBlockInfo: (_ctx, { dom, path }) => blockInfo(world, guests.find(dom), path),
    domainInterfaceStats: (_ctx, { dom, device }) => interfaceStats(guests.find(dom), device),
    async domainGetDiskErrors(_ctx, { dom, maxerrors }) {
      const guest = guests.find(dom);
      guest.running();
      const blocks = await guest.execute('query-block', undefined, {
        deadline: world.config.monitorDeadline,
      });
      const codes: Readonly<Record<string, number>> = { ok: 0, failed: 1, nospace: 2 };
      const errors = guest.def.devices.disks.flatMap((disk) => {
        const alias = disk.alias?.name ?? '';
        const block = blocks.find((b) =>
          String(b.qdev ?? '')
            .split('/')
            .includes(alias),
        );
        const error = codes[String(block?.['io-status'] ?? 'ok')] ?? 0;
        return error ? [{ disk: disk.target.dev, error }] : [];
      });
      return {
        errors: errors.slice(0, maxerrors),
        nerrors: maxerrors ? errors.length : guest.def.devices.disks.length,
      };
    },
    async domainGetVcpus(_ctx, { dom, maxinfo, maplen }) {
      const guest = guests.find(dom);
      guest.running();
      const times = (await allVcpuTimes(guest)).slice(0, maxinfo);
      return {
        info: times.map(({ number, time, cpu }) => ({
          number,
          state: VCPU_RUNNING,
          cpu_time: time,
          cpu,
        })),
        cpumaps: Buffer.concat(times.map(({ thread }) => cpuMap(affinityOf(thread), maplen))),
      };
    },
    domainGetMaxVcpus(_ctx, { dom }) {
      const guest = guests.find(dom);
      guest.running();
      return { num: guest.def.vcpu.value };
    },
    domainGetCPUStats(_ctx, { dom }) {
      guests.find(dom).running();
      throw new VirError(
        ErrorCode.OPERATION_INVALID,
        ErrorDomain.QEMU,
        'cgroup CPUACCT controller is not mounted',
      );
    },
  };
};
