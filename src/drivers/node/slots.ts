// The calls about the host that every hypervisor on it answers alike.
import { arch } from 'node:os';
import { ErrorCode, ErrorDomain, invalidArgument, VirError } from '../../../schemas/errors.ts';
import { param } from '../../../schemas/rpc/types.ts';
import { paramNumber, validateParams } from '../common/params.ts';
import type { PartialTable } from '../table.ts';
import { cpuTimes, onlineCpus, presentCpus, topology } from './cpu.ts';
import {
  allocPages,
  freePages,
  hostMemory,
  type KsmParameter,
  ksmParameters,
  memoryNodes,
  memoryStats,
  nodeMemory,
  readKsm,
  writeKsm,
} from './memory.ts';

const machineNames: Readonly<Record<string, string>> = { x64: 'x86_64', ia32: 'i686', arm64: 'aarch64' };

const internal = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, text);

/** NUMA nodes from `first` on, at most `count`. */
const cells = async (first: number, count: number): Promise<number[]> => {
  const known = await memoryNodes();
  const last = known.at(-1) ?? 0;
  if (first > last) throw internal(`start cell ${first} out of range (0-${last})`);
  const found: number[] = [];
  for (let cell = first; cell <= Math.min(last, first + count - 1); cell++) found.push(cell);
  return found;
};

/** Asking for fewer than there are is an error; asking for none is asking how many. */
const stats = (func: string, nparams: number, all: [string, number][]) => {
  if (nparams !== 0 && nparams !== all.length)
    throw invalidArgument(
      ErrorDomain.NONE,
      `nparams in ${func} must be equal to ${all.length}`,
      func,
      'nparams',
    );
  return { params: all.map(([field, value]) => ({ field, value })), nparams: all.length };
};

const bitmap = (cpus: readonly number[], size: number): Buffer => {
  const map = Buffer.alloc(Math.ceil(size / 8));
  for (const cpu of cpus) map[cpu >> 3] = (map[cpu >> 3] ?? 0) | (1 << (cpu & 7));
  return map;
};

const memoryRules = {
  shm_pages_to_scan: 2,
  shm_sleep_millisecs: 2,
  shm_merge_across_nodes: 2,
} as const;

export const nodeSlots: PartialTable<'hypervisor'> = {
  async nodeGetInfo() {
    const [cpu, memory] = await Promise.all([topology(), hostMemory()]);
    return { model: machineNames[arch()] ?? arch(), memory: memory.total, ...cpu };
  },
  async nodeGetCPUStats(_ctx, { cpuNum, nparams }) {
    const times = await cpuTimes(cpuNum);
    if (!times)
      throw invalidArgument(
        ErrorDomain.NONE,
        'Invalid cpuNum in virHostCPUGetStatsLinux',
        'virHostCPUGetStatsLinux',
        'cpuNum',
      );
    return stats('virHostCPUGetStatsLinux', nparams, Object.entries(times));
  },
  async nodeGetMemoryStats(_ctx, { cellNum, nparams }) {
    const found = await memoryStats(cellNum);
    if (!found)
      throw invalidArgument(
        ErrorDomain.NONE,
        `cellNum in virHostMemGetStatsLinux must be less than or equal to ${(await memoryNodes()).at(-1) ?? 0}`,
        'virHostMemGetStatsLinux',
        'cellNum',
      );
    return stats('virHostMemGetStatsLinux', nparams, found);
  },
  async nodeGetFreeMemory() {
    return { freeMem: (await hostMemory()).free * 1024 };
  },
  async nodeGetCellsFreeMemory(_ctx, { startCell, maxcells }) {
    const found = await Promise.all((await cells(startCell, maxcells)).map(nodeMemory));
    return { cells: found.map((memory) => (memory?.free ?? 0) * 1024) };
  },
  async nodeGetFreePages(_ctx, { pages, startCell, cellCount }) {
    const counts: number[] = [];
    for (const cell of await cells(startCell, cellCount))
      for (const page of pages) {
        const free = await freePages(cell, page);
        if (free === null)
          throw new VirError(
            ErrorCode.OPERATION_FAILED,
            ErrorDomain.NONE,
            `page size ${page} is not available on node ${cell}`,
          );
        counts.push(free);
      }
    return { counts };
  },
  async nodeAllocPages(_ctx, { pageSizes, pageCounts, startCell, cellCount, flags }) {
    let ret = 0;
    for (const cell of await cells(startCell, cellCount))
      for (const [index, size] of pageSizes.entries()) {
        const count = Number(pageCounts[index] ?? 0);
        if (!(await allocPages(cell, size, count, (flags & 1) === 0)))
          throw new VirError(
            ErrorCode.OPERATION_FAILED,
            ErrorDomain.NONE,
            `page size ${size} is not available on node ${cell}`,
          );
        ret++;
      }
    return { ret };
  },
  async nodeGetCPUMap(_ctx, { need_map, need_online }) {
    const [present, online] = await Promise.all([presentCpus(), onlineCpus()]);
    const size = (present.at(-1) ?? 0) + 1;
    return {
      cpumap: need_map ? bitmap(online, size) : Buffer.alloc(0),
      online: need_online ? online.length : 0,
      ret: size,
    };
  },
  async nodeGetMemoryParameters() {
    const names = Object.keys(ksmParameters) as KsmParameter[];
    const values = await Promise.all(names.map(readKsm));
    const params = names.flatMap((name, i) => {
      const value = values[i];
      if (value === null || value === undefined) return [];
      return [ksmParameters[name][2] ? param.ullong(name, value) : param.uint(name, value)];
    });
    return { params, nparams: params.length };
  },
  async nodeSetMemoryParameters(_ctx, { params }) {
    validateParams(params, memoryRules);
    for (const name of Object.keys(memoryRules) as (keyof typeof memoryRules)[]) {
      const value = paramNumber(params, name);
      if (value !== undefined) await writeKsm(name, value);
    }
  },
  nodeGetSecurityModel: () => ({ model: Buffer.from([0]), doi: Buffer.from([0]) }),
};
