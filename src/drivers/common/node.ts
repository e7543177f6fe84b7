// The host as clients see it through any hypervisor that runs on it: processors, memory, pages, security model.
import { ErrorCode, ErrorDomain, invalidArgument, systemError, VirError } from '../../../schemas/errors.ts';
import { ParamType, param, type TypedParam } from '../../../schemas/rpc/types.ts';
import type { HostFacts } from '../../model/host/facts.ts';
import { hostReader } from '../../model/host/sysfs.ts';
import {
  numaNodes,
  readCpuTime,
  readFreeMemory,
  readFreePages,
  readMemoryUsage,
  readMerging,
  readPageCount,
  writeMerging,
  writePageCount,
} from '../../model/host/usage.ts';
import { strerror } from '../../native/libc.ts';
import type { PartialTable } from '../table.ts';
import { paramNumber, validateParams } from './params.ts';

export interface NodeSlotsOptions {
  facts: () => Promise<HostFacts>;
  /** The security model guests are confined by, first of those in capabilities. */
  security: () => { model: string; doi: string };
  root?: string;
}

const internal = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, text);
/** virNodeGetCPUStats and virNodeGetMemoryStats of everything. */
const ALL = -1;
const CPU_FIELDS = 4;
const MEMORY_FIELDS = { all: 4, cell: 2 };

/** Same-page merging: parameters in libvirt's order, and which of them can be set. */
const merging = [
  ['pages_to_scan', ParamType.UINT, true],
  ['sleep_millisecs', ParamType.UINT, true],
  ['pages_shared', ParamType.ULLONG, false],
  ['pages_sharing', ParamType.ULLONG, false],
  ['pages_unshared', ParamType.ULLONG, false],
  ['pages_volatile', ParamType.ULLONG, false],
  ['full_scans', ParamType.ULLONG, false],
  ['merge_across_nodes', ParamType.UINT, true],
] as const;
const parameterName = (field: string): string => `shm_${field}`;
const settable = merging.filter(([, , may]) => may).map(([field]) => field);
const settableRules = Object.fromEntries(settable.map((field) => [parameterName(field), ParamType.UINT]));

/** The answer to a question for the number of fields alone: the dispatcher counts them and sends none. */
const unread = (count: number) => ({
  params: Array.from({ length: count }, () => ({ field: '', value: 0 })),
  nparams: count,
});

export const nodeSlots = (options: NodeSlotsOptions): PartialTable<'hypervisor'> => {
  const { facts } = options;
  const reader = hostReader(options.root);
  const lastNode = async (): Promise<number> => (await facts()).memory.nodes.at(-1)?.id ?? 0;
  const pageSize = async (): Promise<number> => (await facts()).memory.pageSizes[0]!;

  /** The nodes a range names; `undefined` stands for a machine that has none. */
  const nodesOf = async (start: number, count: number): Promise<(number | undefined)[]> => {
    const present = await numaNodes(reader);
    if (present.length === 0 && start === 0 && count === 1) return [undefined];
    const last = await lastNode();
    if (start > last) throw internal(`start cell ${start} out of range (0-${last})`);
    const end = Math.min(last, start + count - 1);
    return Array.from({ length: Math.max(0, end - start + 1) }, (_, at) => start + at);
  };

  const noPages = async (size: number, node: number | undefined): Promise<VirError> => {
    const text =
      node === undefined
        ? `page size ${size} is not available`
        : (await numaNodes(reader)).includes(node)
          ? `page size ${size} is not available on node ${node}`
          : `NUMA node ${node} is not available`;
    return new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.NONE, text);
  };

  return {
    async nodeGetInfo() {
      const { arch, summary, memory } = await facts();
      const total = memory.nodes.reduce((sum, node) => sum + node.memory, 0);
      return { model: arch, memory: total, ...summary };
    },
    async nodeGetCPUMap(_ctx, { need_map, need_online }) {
      const online = (await reader.list('/sys/devices/system/cpu/online')) ?? [];
      const present = (await reader.list('/sys/devices/system/cpu/present')) ?? online;
      const map = Buffer.alloc(online.length === 0 ? 0 : Math.floor(Math.max(...online) / 8) + 1);
      for (const cpu of online) map[cpu >> 3]! |= 1 << (cpu & 7);
      return {
        cpumap: need_map ? map : Buffer.alloc(0),
        online: need_online ? online.length : 0,
        ret: Math.max(-1, ...present) + 1,
      };
    },
    async nodeGetCPUStats(_ctx, { cpuNum, nparams }) {
      if (nparams !== 0 && nparams !== CPU_FIELDS) {
        const text = `nparams in virHostCPUGetStatsLinux must be equal to ${CPU_FIELDS}`;
        throw invalidArgument(ErrorDomain.NONE, text, 'virHostCPUGetStatsLinux', '*nparams');
      }
      if (nparams === 0) return unread(CPU_FIELDS);
      const time = await readCpuTime(reader, cpuNum === ALL ? undefined : cpuNum);
      if (time === undefined) {
        const text = 'Invalid cpuNum in virHostCPUGetStatsLinux';
        throw invalidArgument(ErrorDomain.NONE, text, 'virHostCPUGetStatsLinux', 'cpuNum');
      }
      const { kernel, user, idle, iowait } = time;
      const params = Object.entries({ kernel, user, idle, iowait }).map(([field, value]) => ({
        field,
        value,
      }));
      return { params, nparams: params.length };
    },
    async nodeGetMemoryStats(_ctx, { nparams, cellNum }) {
      const nodes = await numaNodes(reader);
      const cell = cellNum === ALL || (nodes.length === 0 && cellNum === 0) ? undefined : cellNum;
      const last = nodes.at(-1) ?? 0;
      if (cell !== undefined && cell > last) {
        const text = `cellNum in virHostMemGetStats must be less than or equal to ${last}`;
        throw invalidArgument(ErrorDomain.NONE, text, 'virHostMemGetStats', 'cellNum');
      }
      const count = cell === undefined ? MEMORY_FIELDS.all : MEMORY_FIELDS.cell;
      if (nparams === 0) return unread(count);
      if (nparams !== count) {
        const text = `nparams in virHostMemGetStatsLinux must be ${count}`;
        throw invalidArgument(ErrorDomain.NONE, text, 'virHostMemGetStatsLinux', 'nparams');
      }
      const usage = await readMemoryUsage(reader, cell);
      if (usage === undefined) {
        const path = cell === undefined ? '/proc/meminfo' : `/sys/devices/system/node/node${cell}/meminfo`;
        throw systemError(ErrorDomain.NONE, 2, `cannot open ${path}`, 'No such file or directory');
      }
      if (usage.length === 0) throw internal('no available memory line found');
      return { params: usage.map(([field, value]) => ({ field, value })), nparams: usage.length };
    },
    async nodeGetFreeMemory() {
      const nodes = await numaNodes(reader);
      const free =
        nodes.length === 0
          ? [((await readMemoryUsage(reader))?.find(([field]) => field === 'free')?.[1] ?? 0) * 1024]
          : await readFreeMemory(reader, 0, nodes.at(-1)!);
      return { freeMem: free.reduce((sum, bytes) => sum + bytes, 0) };
    },
    async nodeGetCellsFreeMemory(_ctx, { startCell, maxcells }) {
      const nodes = await nodesOf(startCell, maxcells);
      const free = nodes.map(async (node) => {
        const usage = await readMemoryUsage(reader, node);
        return (usage?.find(([field]) => field === 'free')?.[1] ?? 0) * 1024;
      });
      return { cells: await Promise.all(free) };
    },
    async nodeGetFreePages(_ctx, { pages, startCell, cellCount }) {
      const ordinary = await pageSize();
      const counts: number[] = [];
      for (const node of await nodesOf(startCell, cellCount)) {
        for (const size of pages) {
          const free = await readFreePages(reader, size, ordinary, node);
          if (free === undefined) throw await noPages(size, node);
          counts.push(free);
        }
      }
      if (counts.length === 0) throw internal('no suitable info found');
      return { counts };
    },
    async nodeAllocPages(_ctx, { pageSizes, pageCounts, startCell, cellCount, flags }) {
      // VIR_NODE_ALLOC_PAGES_SET
      const set = (flags & 1) !== 0;
      const ordinary = await pageSize();
      let done = 0;
      // Cell -1 is the host as a whole.
      const nodes = startCell < 0 ? [undefined] : await nodesOf(startCell, cellCount);
      for (const node of nodes) {
        for (const [at, size] of pageSizes.entries()) {
          if (size === ordinary) {
            const text = "system pages pool can't be modified";
            throw new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.NONE, text);
          }
          const before = await readPageCount(reader, size, node);
          if (before === undefined) throw await noPages(size, node);
          const wanted = (pageCounts[at] ?? 0) + (set ? 0 : before);
          done++;
          if (wanted === before) continue;
          await writePageCount(reader, size, node, wanted).catch((error: NodeJS.ErrnoException) => {
            const errno = -(error.errno ?? 0);
            throw systemError(ErrorDomain.NONE, errno, `Unable to write to: ${error.path}`, strerror(errno));
          });
          const after = await readPageCount(reader, size, node);
          if (after !== wanted) {
            const text = `Unable to allocate ${wanted} pages. Allocated only ${after}`;
            throw new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.NONE, text);
          }
        }
      }
      return { ret: done };
    },
    async nodeGetMemoryParameters(_ctx, { nparams }) {
      if (nparams === 0) {
        return {
          params: merging.map(([field]) => param.uint(parameterName(field), 0)),
          nparams: merging.length,
        };
      }
      const params: TypedParam[] = [];
      for (const [field, type] of merging) {
        const value = await readMerging(reader, field);
        if (value === undefined) continue;
        const name = parameterName(field);
        params.push(type === ParamType.UINT ? param.uint(name, value) : param.ullong(name, value));
      }
      return { params, nparams: params.length };
    },
    async nodeSetMemoryParameters(_ctx, { params }) {
      validateParams(params, settableRules);
      const given = settable.flatMap((field): [string, number][] => {
        const value = paramNumber(params, parameterName(field));
        return value === undefined ? [] : [[field, value]];
      });
      for (const [field] of given) {
        if ((await readMerging(reader, field)) === undefined) {
          const text = `Parameter '${parameterName(field)}' is not supported by this kernel`;
          throw new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.NONE, text);
        }
      }
      for (const [field, value] of given) {
        await writeMerging(reader, field, value).catch((error: NodeJS.ErrnoException) => {
          const errno = -(error.errno ?? 0);
          throw systemError(
            ErrorDomain.NONE,
            errno,
            `failed to set ${parameterName(field)}`,
            strerror(errno),
          );
        });
      }
    },
    nodeGetSecurityModel() {
      const { model, doi } = options.security();
      return { model: Buffer.from(`${model}\0`), doi: Buffer.from(`${doi}\0`) };
    },
  };
};
