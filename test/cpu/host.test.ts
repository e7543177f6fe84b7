// Readers of the host's facts against made-up trees: machines with holes in their numbering, offline processors,
// several sockets, odd pages, memory-side caches, divided caches, and nearly nothing at all.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import t from 'tap';
import { hostCapabilities } from '../../src/drivers/kvm/capabilities/hostxml.ts';
import { prettySize } from '../../src/model/host/caches.ts';
import { readHostFacts } from '../../src/model/host/facts.ts';
import { describeProcessor } from '../../src/model/host/processor.ts';
import { parseList } from '../../src/model/host/sysfs.ts';

type Tap = { teardown(callback: () => void): void };
const tree = (test: Tap, files: Record<string, string>): string => {
  const root = mkdtempSync(join(tmpdir(), 'host-'));
  test.teardown(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  }
  return root;
};

const CPU = 'sys/devices/system/cpu';
const NODE = 'sys/devices/system/node';
const cpu = (
  id: number,
  socket: number | string,
  core: number,
  siblings: string,
  more: Record<string, string> = {},
) =>
  Object.fromEntries(
    Object.entries({
      physical_package_id: String(socket),
      core_id: String(core),
      thread_siblings_list: siblings,
      ...more,
    }).map(([file, text]) => [`${CPU}/cpu${id}/topology/${file}`, text]),
  );
const node = (id: number, memory: number, cpus: number[], more: Record<string, string> = {}) => ({
  [`${NODE}/node${id}/meminfo`]: `Node ${id} MemTotal:       ${memory} kB`,
  [`${NODE}/node${id}/cpulist`]: cpus.join(','),
  ...Object.fromEntries(cpus.map((one) => [`${NODE}/node${id}/cpu${one}/online`, '1'])),
  ...Object.fromEntries(Object.entries(more).map(([file, text]) => [`${NODE}/node${id}/${file}`, text])),
});
const cache = (
  cpuId: number,
  index: number,
  level: number,
  id: number | undefined,
  shared: string,
  size = '256K',
  type = 'Unified',
) => {
  const folder = `${CPU}/cpu${cpuId}/cache/index${index}`;
  return {
    [`${folder}/level`]: String(level),
    [`${folder}/type`]: type,
    [`${folder}/size`]: size,
    [`${folder}/shared_cpu_list`]: shared,
    ...(id !== undefined && { [`${folder}/id`]: String(id) }),
  };
};

t.test('two sockets with threads, a missing node and an offline processor', async (t) => {
  const root = tree(t, {
    [`${CPU}/present`]: '0-7',
    [`${CPU}/online`]: '0-6',
    ...Object.assign(
      {},
      ...[0, 1, 2, 3, 4, 5, 6, 7].map((id) =>
        cpu(id, id >> 2, (id >> 1) & 1, `${id & ~1}-${id | 1}`, { die_id: '-1' }),
      ),
    ),
    ...node(0, 4096, [0, 1, 2, 3], { distance: '10 20', 'hugepages/hugepages-2048kB/nr_hugepages': '1' }),
    ...node(2, 8192, [4, 5, 6, 7], { distance: '20 10' }),
    'sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages': '0',
    'sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages': '1',
    'proc/meminfo': 'MemTotal:       12288 kB\nMemFree: 1 kB',
    'proc/cpuinfo': 'cpu MHz\t\t: 1000.5\n\ncpu MHz\t\t: 2400.123',
    'sys/kernel/iommu_groups/0/type': 'DMA',
  });
  const facts = await readHostFacts({ arch: 'x86_64', root });
  t.same(facts.summary, { cpus: 7, mhz: 2400, nodes: 2, sockets: 1, cores: 2, threads: 2 });
  t.same(facts.memory.pageSizes, [4, 2048, 1048576]);
  t.same(
    facts.memory.nodes.map(({ id }) => id),
    [0, 2],
  );
  t.same(
    facts.memory.nodes[0]!.pages,
    [
      { size: 4, count: 512 },
      { size: 2048, count: 1 },
    ],
    'reserved pages are not counted twice',
  );
  t.same(facts.memory.nodes[1]!.distances, [
    { id: 0, value: 20 },
    { id: 2, value: 10 },
  ]);
  t.same(
    facts.memory.nodes[1]!.cpus.map(({ id, die, socket }) => [id, die, socket]),
    [
      [4, 0, 1],
      [5, 0, 1],
      [6, 0, 1],
    ],
  );
  t.ok(facts.iommu);
});

t.test('a topology that does not add up is told as one socket', async (t) => {
  const root = tree(t, {
    [`${CPU}/present`]: '0-2',
    [`${CPU}/online`]: '0-2',
    ...cpu(0, 0, 0, '0-1'),
    ...cpu(1, 0, 0, '0-1'),
    ...cpu(2, '-1', 1, '2'),
  });
  const { summary, memory } = await readHostFacts({ arch: 'x86_64', root });
  t.same(summary, { cpus: 3, mhz: 0, nodes: 1, sockets: 1, cores: 3, threads: 1 });
  t.same(
    memory.nodes.map(({ id, cpus }) => [id, cpus.length]),
    [[0, 3]],
    'no NUMA: one node',
  );
});

t.test('an empty tree', async (t) => {
  const facts = await readHostFacts({ arch: 's390x', root: tree(t, { 'proc/version': '' }) });
  t.same(facts.summary, { cpus: 0, mhz: 0, nodes: 1, sockets: 1, cores: 0, threads: 1 });
  t.equal(describeProcessor(facts.processor, 'host'), undefined);
  t.same(facts.suspend, []);
  t.notOk(facts.iommu);
  t.equal(hostCapabilities(facts, { secmodels: [], transports: [] }).cpu?.model, undefined);
});

t.test('caches, and how they can be divided', async (t) => {
  const root = tree(t, {
    [`${CPU}/present`]: '0-1',
    [`${CPU}/online`]: '0-1',
    ...cpu(0, 0, 0, '0'),
    ...cpu(1, 0, 1, '1'),
    ...cache(0, 0, 1, 0, '0', '32K', 'Data'),
    ...cache(0, 2, 2, 0, '0'),
    ...cache(1, 2, 2, 1, '1'),
    ...cache(0, 3, 3, 0, '0-1', '15360K'),
    ...cache(1, 3, 3, 0, '0-1', '15360K'),
    ...cache(1, 4, 4, undefined, '0-1'),
    ...cache(1, 5, 5, 0, '0-1', 'lots'),
    'sys/fs/resctrl/info/L3/cbm_mask': 'fffff',
    'sys/fs/resctrl/info/L3/min_cbm_bits': '2',
    'sys/fs/resctrl/info/L3/num_closids': '4',
    'sys/fs/resctrl/info/MB/bandwidth_gran': '10',
    'sys/fs/resctrl/info/MB/min_bandwidth': '10',
    'sys/fs/resctrl/info/MB/num_closids': '8',
    'sys/fs/resctrl/info/L3_MON/num_rmids': '176',
    'sys/fs/resctrl/info/L3_MON/max_threshold_occupancy': '270336',
    'sys/fs/resctrl/info/L3_MON/mon_features': 'llc_occupancy\nmbm_total_bytes',
  });
  const facts = await readHostFacts({ arch: 'x86_64', root });
  t.same(
    facts.caches.map(({ level, id, size }) => [level, id, size]),
    [
      [2, 0, 262144],
      [2, 1, 262144],
      [3, 0, 15728640],
    ],
  );
  const { cache: told, memoryBandwidth } = hostCapabilities(facts, { secmodels: [], transports: [] });
  t.same(told!.banks[2]!.controls, [
    { granularity: 768, min: 1536, unit: 'KiB', type: 'both', maxAllocs: 4 },
  ]);
  t.same(told!.monitor, {
    level: 3,
    reuseThreshold: 270336,
    maxMonitors: 176,
    features: [{ name: 'llc_occupancy' }],
  });
  t.same(memoryBandwidth, {
    nodes: [{ id: 0, cpus: '0-1', control: { granularity: 10, min: 10, maxAllocs: 8 } }],
    monitor: { maxMonitors: 176, features: [{ name: 'mbm_total_bytes' }] },
  });
  t.same(prettySize(0), { size: 0, unit: 'B' });
  t.same(prettySize(1536), { size: 1536, unit: 'B' });
  t.same(prettySize(3 * 1024 ** 3), { size: 3, unit: 'GiB' });
});

t.test('memory-side caches and the ways to memory', async (t) => {
  const initiators = {
    read_bandwidth: '10',
    write_bandwidth: '5',
    read_latency: '7',
    write_latency: '7',
    'node0/cpulist': '0',
  };
  const root = tree(t, {
    [`${CPU}/present`]: '0',
    ...cpu(0, 0, 0, '0'),
    ...node(0, 1024, [0], {
      ...Object.fromEntries(
        Object.entries(initiators).map(([file, text]) => [`access1/initiators/${file}`, text]),
      ),
      'memory_side_cache/index1/size': '10485760',
      'memory_side_cache/index1/line_size': '8',
      'memory_side_cache/index1/indexing': '0',
      'memory_side_cache/index1/write_policy': '1',
    }),
  });
  const { nodes, interconnects } = (await readHostFacts({ arch: 'x86_64', root })).memory;
  t.same(nodes[0]!.caches, [
    { level: 1, associativity: 'direct', policy: 'writethrough', size: 10240, line: 8 },
  ]);
  const common = { initiator: 0, target: 0 };
  t.same(interconnects, [
    { kind: 'latency', ...common, type: 'read', value: 7 },
    { kind: 'latency', ...common, type: 'write', value: 7 },
    { kind: 'bandwidth', ...common, type: 'read', value: 10240 },
    { kind: 'bandwidth', ...common, type: 'write', value: 5120 },
  ]);
});

const flags =
  'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 syscall nx lm pni ssse3 cx16 sse4_1 sse4_2 popcnt lahf_lm';

t.test('an x86 processor from /proc/cpuinfo alone', async (t) => {
  const info = {
    vendor_id: 'GenuineIntel',
    'cpu family': 6,
    model: 26,
    'model name': 'X',
    stepping: 5,
    microcode: '0x1d',
    flags,
  };
  const root = tree(t, {
    'proc/cpuinfo': `${Object.entries(info)
      .map(([key, value]) => `${key}\t: ${value}`)
      .join('\n')}\naddress sizes\t: 40 bits physical, 48 bits virtual`,
  });
  const { processor } = await readHostFacts({ arch: 'x86_64', root });
  t.match(processor, {
    microcode: 29,
    physAddrSize: 40,
    signature: 'GenuineIntel, X, family: 6, model: 26, stepping: 5',
  });
  const cpu = describeProcessor(processor, 'host')!;
  t.match(cpu, { type: 'host', arch: 'x86_64', vendor: 'Intel', maxphysaddr: { mode: 'emulate', bits: 40 } });
  t.match(cpu.model, /^Nehalem/);
  t.same(cpu.features, [{ name: 'vme' }]);
  t.equal(describeProcessor(processor, 'guest', new Map([['Penryn', { name: 'Penryn' }]]))!.model, 'Penryn');
});

t.test('CPUID given by the instruction, with MSRs of KVM', async (t) => {
  const leaves: Record<string, [number, number, number, number]> = {
    '0.0': [7, 0x756e6547, 0x6c65746e, 0x49656e69],
    '1.0': [0x000106a5, 0, 1, 0x0789fbff],
    '7.0': [0, 0, 0, 1 << 29],
    '80000000.0': [0x8000001f, 0, 0, 0],
    '80000001.0': [0, 0, 0, 1 << 29],
    '80000007.0': [0, 0, 0, 1 << 8],
    '8000001f.0': [0, 0, 509, 100],
  };
  const { processor } = await readHostFacts({
    arch: 'x86_64',
    root: tree(t, { 'proc/cpuinfo': '' }),
    cpuid: (leaf, subleaf) => leaves[`${leaf.toString(16)}.${subleaf}`] ?? [0, 0, 0, 0],
    kvm: { msrs: new Map([[0x10a, 1n]]), tsc: { frequency: 2_000_000_000, scaling: false } },
  });
  t.same(processor.sevGuests, { max: 410, maxEs: 99 });
  t.same(processor.tsc, { frequency: 2_000_000_000, scaling: false });
  const names = describeProcessor(processor, 'guest')!.features.map(({ name }) => name);
  t.ok(names.includes('rdctl-no'), 'from the MSR');
  t.ok(names.includes('arch-capabilities'));
  t.same(
    [processor.x86!.family, processor.x86!.model, processor.x86!.stepping, processor.x86!.vendor],
    [6, 26, 5, 'Intel'],
  );
});

t.test('other architectures', async (t) => {
  const arm = 'CPU implementer\t: 0x41\nCPU part\t: 0xd0c\nFeatures\t: fp asimd cpuid';
  const { processor } = await readHostFacts({ arch: 'aarch64', root: tree(t, { 'proc/cpuinfo': arm }) });
  t.match(describeProcessor(processor, 'host'), {
    model: 'Neoverse-N1',
    vendor: 'ARM',
    features: [{ name: 'fp' }, { name: 'asimd' }, { name: 'cpuid' }],
  });
  const power =
    'cpu\t\t: POWER9, altivec supported\nclock\t\t: 2300.000000MHz\nrevision\t: 2.2 (pvr 004e 1202)';
  const ppc = await readHostFacts({ arch: 'ppc64le', root: tree(t, { 'proc/cpuinfo': power }) });
  t.match(describeProcessor(ppc.processor, 'host'), { model: 'POWER9', vendor: 'IBM' });
  t.equal(ppc.processor.signature, 'POWER9, altivec supported, rev 2.2 (pvr 004e 1202)');
  t.equal(ppc.summary.mhz, 2300);
});

t.test('lists', (t) => {
  t.same(parseList('0-2,5'), [0, 1, 2, 5]);
  t.same(parseList(''), []);
  t.same(parseList('x,1-'), []);
  t.ok(parseList('0-99999999').length <= 65536, 'what a file claims is bounded');
  t.end();
});
