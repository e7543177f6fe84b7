// The host through the node calls: counters, memory of nodes, pools of pages and same-page merging, on a made-up tree.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import t from 'tap';
import { ErrorCode } from '../../schemas/errors.ts';
import { param } from '../../schemas/rpc/types.ts';
import { nodeSlots } from '../../src/drivers/common/node.ts';
import type { CallContext } from '../../src/drivers/context.ts';
import { readHostFacts } from '../../src/model/host/facts.ts';

const NODE = 'sys/devices/system/node';
const numa = {
  [`${NODE}/node0/meminfo`]:
    'Node 0 MemTotal:       4096 kB\nNode 0 MemFree:        1024 kB\nNode 0 Cached: 7 kB',
  [`${NODE}/node0/cpulist`]: '0-8',
  [`${NODE}/node0/hugepages/hugepages-2048kB/nr_hugepages`]: '3',
  [`${NODE}/node0/hugepages/hugepages-2048kB/free_hugepages`]: '2',
  [`${NODE}/node1/meminfo`]: 'Node 1 MemTotal:       8192 kB\nNode 1 MemFree:        2048 kB',
  [`${NODE}/node1/cpulist`]: '',
};
const plain = {
  'proc/stat': 'cpu  10 1 5 100 7 2 3 0 0 0\ncpu0 1 0 1 50 3 0 0 0 0 0\ncpu12 9 1 4 50 4 2 3 0 0 0\nintr 1',
  'proc/meminfo':
    'MemTotal:  12288 kB\nMemFree: 3072 kB\nMemAvailable: 5 kB\nBuffers: 11 kB\nCached: 12 kB\nSwapCached: 1 kB',
  'sys/devices/system/cpu/online': '0,8',
  'sys/devices/system/cpu/present': '0-8',
  'sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages': '3',
  'sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages': '2',
  'sys/kernel/mm/ksm/pages_to_scan': '100',
  'sys/kernel/mm/ksm/sleep_millisecs': '20',
  'sys/kernel/mm/ksm/pages_shared': '5',
};

const setUp = (test: { teardown(callback: () => void): void }, files: Record<string, string>) => {
  const root = mkdtempSync(join(tmpdir(), 'node-'));
  test.teardown(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  }
  const slots = nodeSlots({
    facts: () => readHostFacts({ arch: 'x86_64', root }),
    security: () => ({ model: 'none', doi: '0' }),
    root,
  });
  type Call = (context: CallContext, args: object) => unknown;
  const call = async (name: keyof typeof slots, args: object = {}): Promise<unknown> =>
    (slots[name] as unknown as Call)({} as CallContext, { flags: 0, ...args });
  return { root, call };
};

t.test('processors', async (t) => {
  const { call } = setUp(t, { ...plain, ...numa });
  t.match(await call('nodeGetInfo'), {
    model: 'x86_64',
    memory: 12288,
    cpus: 2,
    nodes: 1,
    sockets: 1,
    cores: 9,
    threads: 1,
  });
  t.same(await call('nodeGetCPUMap', { need_map: 1, need_online: 1 }), {
    cpumap: Buffer.from([1, 1]),
    online: 2,
    ret: 9,
  });
  t.same(await call('nodeGetCPUMap', { need_map: 0, need_online: 0 }), {
    cpumap: Buffer.alloc(0),
    online: 0,
    ret: 9,
  });
  t.match(await call('nodeGetCPUStats', { cpuNum: -1, nparams: 0 }), { params: { length: 4 }, nparams: 4 });
  t.same(await call('nodeGetCPUStats', { cpuNum: -1, nparams: 4 }), {
    params: [
      { field: 'kernel', value: 100_000_000 },
      { field: 'user', value: 110_000_000 },
      { field: 'idle', value: 1_000_000_000 },
      { field: 'iowait', value: 70_000_000 },
    ],
    nparams: 4,
  });
  t.match(await call('nodeGetCPUStats', { cpuNum: 12, nparams: 4 }), {
    params: [{}, { value: 100_000_000 }],
  });
  await t.rejects(call('nodeGetCPUStats', { cpuNum: 1, nparams: 4 }), {
    code: ErrorCode.INVALID_ARG,
    message: 'Invalid cpuNum in virHostCPUGetStatsLinux',
  });
  await t.rejects(call('nodeGetCPUStats', { cpuNum: 0, nparams: 3 }), { message: /must be equal to 4/ });
});

t.test('memory', async (t) => {
  const { call } = setUp(t, { ...plain, ...numa });
  t.same(await call('nodeGetFreeMemory'), { freeMem: 3072 * 1024 });
  t.same(await call('nodeGetCellsFreeMemory', { startCell: 0, maxcells: 5 }), { cells: [1048576, 2097152] });
  t.same(await call('nodeGetCellsFreeMemory', { startCell: 1, maxcells: 1 }), { cells: [2097152] });
  await t.rejects(call('nodeGetCellsFreeMemory', { startCell: 2, maxcells: 1 }), {
    message: 'internal error: start cell 2 out of range (0-1)',
  });
  t.same(await call('nodeGetMemoryStats', { cellNum: -1, nparams: 4 }), {
    params: [
      { field: 'total', value: 12288 },
      { field: 'free', value: 3072 },
      { field: 'buffers', value: 11 },
      { field: 'cached', value: 12 },
    ],
    nparams: 4,
  });
  t.same(await call('nodeGetMemoryStats', { cellNum: 0, nparams: 2 }), {
    params: [
      { field: 'total', value: 4096 },
      { field: 'free', value: 1024 },
    ],
    nparams: 2,
  });
  await t.rejects(call('nodeGetMemoryStats', { cellNum: 0, nparams: 4 }), { message: /must be 2/ });
  await t.rejects(call('nodeGetMemoryStats', { cellNum: 9, nparams: 0 }), {
    message: /less than or equal to 1/,
  });
});

t.test('pages', async (t) => {
  const { call, root } = setUp(t, { ...plain, ...numa });
  const free = (pages: number[], startCell = 0, cellCount = 1) =>
    call('nodeGetFreePages', { pages, startCell, cellCount });
  t.same(await free([4, 2048]), { counts: [256, 2] });
  t.same(await free([4], 0, 2), { counts: [256, 512] });
  await t.rejects(free([1024]), { message: 'operation failed: page size 1024 is not available on node 0' });
  await t.rejects(free([4], 7), { message: /start cell 7 out of range/ });
  const alloc = (pageSizes: number[], pageCounts: number[], flags = 0) =>
    call('nodeAllocPages', { pageSizes, pageCounts, startCell: 0, cellCount: 1, flags });
  const pool = join(root, `${NODE}/node0/hugepages/hugepages-2048kB/nr_hugepages`);
  t.same(await alloc([2048], [2]), { ret: 1 });
  t.equal(readFileSync(pool, 'utf8'), '5', 'added to what is there');
  t.same(await alloc([2048], [1], 1), { ret: 1 });
  t.equal(readFileSync(pool, 'utf8'), '1', 'set');
  await t.rejects(alloc([4], [1]), {
    code: ErrorCode.OPERATION_UNSUPPORTED,
    message: "Operation not supported: system pages pool can't be modified",
  });
});

t.test('without NUMA', async (t) => {
  const { call } = setUp(t, plain);
  t.match(await call('nodeGetInfo'), { memory: 12288, nodes: 1 });
  t.same(await call('nodeGetFreeMemory'), { freeMem: 3072 * 1024 });
  t.same(await call('nodeGetCellsFreeMemory', { startCell: 0, maxcells: 1 }), { cells: [3072 * 1024] });
  t.same(await call('nodeGetFreePages', { pages: [4, 2048], startCell: 0, cellCount: 1 }), {
    counts: [768, 2],
  });
  t.match(await call('nodeGetMemoryStats', { cellNum: 0, nparams: 4 }), { nparams: 4 });
});

t.test('same-page merging and security', async (t) => {
  const { call, root } = setUp(t, plain);
  t.match(await call('nodeGetMemoryParameters', { nparams: 0 }), { params: { length: 8 }, nparams: 8 });
  t.same(await call('nodeGetMemoryParameters', { nparams: 8 }), {
    params: [
      param.uint('shm_pages_to_scan', 100),
      param.uint('shm_sleep_millisecs', 20),
      param.ullong('shm_pages_shared', 5),
    ],
    nparams: 3,
  });
  await call('nodeSetMemoryParameters', { params: [param.uint('shm_sleep_millisecs', 50)] });
  t.equal(readFileSync(join(root, 'sys/kernel/mm/ksm/sleep_millisecs'), 'utf8'), '50');
  await t.rejects(call('nodeSetMemoryParameters', { params: [param.uint('shm_merge_across_nodes', 1)] }), {
    code: ErrorCode.OPERATION_INVALID,
    message: /'shm_merge_across_nodes' is not supported by this kernel/,
  });
  await t.rejects(call('nodeSetMemoryParameters', { params: [param.ullong('shm_pages_shared', 1)] }), {
    code: ErrorCode.ARGUMENT_UNSUPPORTED,
  });
  t.same(await call('nodeGetSecurityModel'), { model: Buffer.from('none\0'), doi: Buffer.from('0\0') });
});
