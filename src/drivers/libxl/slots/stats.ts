// Statistics slots: processors, memory, disks, network cards, all guests at once.
import { stat } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { PartialTable } from '../../table.ts';
import {
  blockFigures,
  bulkStats,
  findDisk,
  hostDevice,
  interfaceFigures,
  noNetwork,
  SUPPORTED_STATS,
} from '../stats.ts';
import { failure, type Guest, mustRun, orFail, type World } from '../world.ts';
import type { DomInfo, VcpuInfo } from '../xen-types.ts';

/** virDomainMemoryStatTags */
const Memory = { UNUSED: 4, AVAILABLE: 5, ACTUAL_BALLOON: 6 } as const;
const ENFORCE_STATS = 0x80000000;
const FILTER_BITS = 0xffff;

export const statsSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests, xen } = world;
  const infoOf = (guest: Guest) =>
    orFail(
      world,
      xen.call<DomInfo>('domain_info', guest.id),
      `libxl_domain_info failed for domain '${guest.id}'`,
    );

  const gather = async (guest: Guest, path: string) => {
    mustRun(guest);
    const disks = path === '' ? guest.def.devices.disks : [findDisk(guest, path)];
    const all = await Promise.all(disks.map((d) => blockFigures(guest, d)));
    const sum = (pick: (f: (typeof all)[number]) => number): number => all.reduce((n, f) => n + pick(f), 0);
    return {
      rdReq: sum((f) => f.rdReq),
      rdBytes: sum((f) => f.rdBytes),
      wrReq: sum((f) => f.wrReq),
      wrBytes: sum((f) => f.wrBytes),
      flushReq: sum((f) => f.flushReq),
      errs: sum((f) => f.errs),
    };
  };

  return {
    async domainGetCPUStats(_ctx, { dom, nparams, start_cpu, ncpus }) {
      const guest = guests.find(dom);
      mustRun(guest);
      if (start_cpu === -1) {
        if (nparams === 0) return { params: [], nparams: 1 };
        return { params: [param.ullong('cpu_time', (await infoOf(guest)).cpu_time ?? 0)], nparams: 1 };
      }
      if (nparams === 0) return { params: [], nparams: ncpus === 0 ? guest.def.vcpu.value : 1 };
      const vcpus = await orFail(
        world,
        xen.call<VcpuInfo[]>('list_vcpu', guest.id),
        `Failed to list vcpus for domain '${guest.id}' with libxenlight`,
      );
      const params = vcpus
        .slice(start_cpu, start_cpu + ncpus)
        .map((v) => param.ullong('cpu_time', v.vcpu_time ?? 0));
      return { params, nparams: 1 };
    },
    async domainMemoryStats(_ctx, { dom, maxStats }) {
      const guest = guests.find(dom);
      mustRun(guest);
      const info = await infoOf(guest);
      const stats = [
        { tag: Memory.ACTUAL_BALLOON, val: info.current_memkb ?? 0 },
        { tag: Memory.AVAILABLE, val: guest.def.memory.value },
      ];
      return { stats: stats.slice(0, maxStats) };
    },
    async domainBlockStats(_ctx, { dom, path }) {
      const f = await gather(guests.find(dom), path);
      return { rd_req: f.rdReq, rd_bytes: f.rdBytes, wr_req: f.wrReq, wr_bytes: f.wrBytes, errs: f.errs };
    },
    async domainBlockStatsFlags(_ctx, { dom, path, nparams }) {
      const guest = guests.find(dom);
      mustRun(guest);
      const make = (values: readonly number[]): TypedParam[] =>
        ['wr_bytes', 'wr_operations', 'rd_bytes', 'rd_operations', 'flush_operations', 'errs'].map(
          (name, i) => param.llong(name, values[i] ?? 0),
        );
      if (nparams === 0) return { params: make([]), nparams: 0 };
      const f = await gather(guest, path);
      return { params: make([f.wrBytes, f.wrReq, f.rdBytes, f.rdReq, f.flushReq, f.errs]), nparams: 0 };
    },
    async domainInterfaceStats(_ctx, { dom, device }) {
      const guest = guests.find(dom);
      mustRun(guest);
      const net = guest.def.devices.interfaces.find(
        (n) => n.target?.dev === device || n.mac?.address === device,
      );
      if (!net) throw noNetwork(device);
      const figures = await interfaceFigures(hostDevice(net));
      if (!figures) throw failure('/proc/net/dev: Interface not found');
      return figures as unknown as Record<
        'rx_bytes' | 'rx_packets' | 'rx_errs' | 'rx_drop' | 'tx_bytes' | 'tx_packets' | 'tx_errs' | 'tx_drop',
        number
      >;
    },
    async connectGetAllDomainStats(_ctx, { doms, stats, flags }) {
      const unknown = stats & ~SUPPORTED_STATS;
      if (unknown && flags & ENFORCE_STATS)
        throw new VirError(
          ErrorCode.CONFIG_UNSUPPORTED,
          ErrorDomain.LIBXL,
          `Stats types bits 0x${unknown.toString(16)} are not supported by this daemon or QEMU`,
        );
      const chosen = doms.length
        ? doms.flatMap((d) => guests.byUuid(d.uuid) ?? [])
        : guests.list(flags & FILTER_BITS);
      const all = await bulkStats(world, chosen, stats || SUPPORTED_STATS);
      return { retStats: chosen.map((guest, i) => ({ dom: guest.handle, params: all[i] ?? [] })) };
    },
    async domainGetBlockInfo(_ctx, { dom, path }) {
      const guest = guests.find(dom);
      const disk = findDisk(guest, path);
      const file = disk.source?.file ?? disk.source?.dev ?? '';
      const info = await stat(file).catch(() => {
        throw failure(`cannot stat file '${file}'`, ErrorCode.SYSTEM_ERROR);
      });
      return { allocation: info.blocks * 512, capacity: info.size, physical: info.size };
    },
    domainGetDiskErrors(_ctx, { dom }) {
      mustRun(guests.find(dom));
      // A back end in trouble takes the disk away; there is no state to read.
      return { errors: [], nerrors: 0 };
    },
    domainSetMemoryStatsPeriod(_ctx, { dom }) {
      // Xen's own figures need no collecting.
      guests.find(dom);
    },
  };
};
