// Bulk statistics: every group of figures as a function from a guest to parameters, all guests asked at the same time.
import { readdir, readFile } from 'node:fs/promises';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { sharesHostView } from '../../../model/domain/interface.ts';
import { layersFor, nodeOf } from '../blockjob-chain.ts';
import { currentMemory, maxMemory, vcpusNow } from '../definition.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';
import { type Ask, asker } from './ask.ts';
import {
  type BlockFigures,
  blockFigures,
  type Disk,
  diskPath,
  figuresOnHost,
  type ImageNodes,
  imageFigures,
} from './block.ts';
import { allVcpuTimes, processTimes } from './cpu.ts';
import { balloonAlias, MemoryTag, memoryStatsOf } from './memory.ts';
import { netCounters } from './net.ts';

/** `backing`: of what disks stand on too. */
type Group = (guest: Guest, ask: Ask, backing: boolean) => TypedParam[] | Promise<TypedParam[]>;

const state: Group = ({ state, reason }) => [
  param.int('state.state', state),
  param.int('state.reason', reason),
];

/** Time vCPUs spent polling before they halted, from the kernel's debug files; zero where it keeps none. */
const haltPoll = async (pid: number): Promise<[number, number]> => {
  const root = '/sys/kernel/debug/kvm';
  const folder = (await readdir(root).catch(() => [] as string[])).find((name) => name.startsWith(`${pid}-`));
  if (!folder) return [0, 0];
  const read = async (name: string): Promise<number> =>
    Number(await readFile(`${root}/${folder}/${name}`, 'utf8').catch(() => '0'));
  return Promise.all([read('halt_poll_success_ns'), read('halt_poll_fail_ns')]);
};

/** A group that a guest which does not run has nothing of: no promise is made for it. */
const ofRunning =
  (group: Group): Group =>
  (guest, ask, backing) =>
    guest.run ? group(guest, ask, backing) : [];

const cpu: Group = async (guest) => {
  const pid = guest.run?.process?.pid;
  if (pid === undefined) return [];
  const [times, [success, fail]] = await Promise.all([processTimes(guest), haltPoll(pid)]);
  return [
    ...(times
      ? [
          param.ullong('cpu.time', times.time),
          param.ullong('cpu.user', times.user),
          param.ullong('cpu.system', times.system),
        ]
      : []),
    param.uint('cpu.cache.monitor.count', 0),
    param.ullong('cpu.haltpoll.success.time', success),
    param.ullong('cpu.haltpoll.fail.time', fail),
  ];
};

const balloonNames: Readonly<Record<number, string>> = {
  [MemoryTag.SWAP_IN]: 'swap_in',
  [MemoryTag.SWAP_OUT]: 'swap_out',
  [MemoryTag.MAJOR_FAULT]: 'major_fault',
  [MemoryTag.MINOR_FAULT]: 'minor_fault',
  [MemoryTag.UNUSED]: 'unused',
  [MemoryTag.AVAILABLE]: 'available',
  [MemoryTag.RSS]: 'rss',
  [MemoryTag.LAST_UPDATE]: 'last-update',
  [MemoryTag.USABLE]: 'usable',
  [MemoryTag.DISK_CACHES]: 'disk_caches',
  [MemoryTag.HUGETLB_PGALLOC]: 'hugetlb_pgalloc',
  [MemoryTag.HUGETLB_PGFAIL]: 'hugetlb_pgfail',
};

const balloon: Group = (guest, ask) => {
  const { def } = guest;
  const now = balloonAlias(guest) ? currentMemory(def) : maxMemory(def);
  const params = [param.ullong('balloon.current', now), param.ullong('balloon.maximum', maxMemory(def))];
  return guest.run ? balloonOf(guest, ask, params) : params;
};

const balloonOf = async (guest: Guest, ask: Ask, params: TypedParam[]): Promise<TypedParam[]> => {
  for (const { tag, val } of await memoryStatsOf(guest, ask)) {
    const name = balloonNames[tag];
    if (name) params.push(param.ullong(`balloon.${name}`, val));
  }
  return params;
};

const VCPU_RUNNING = 1;
const vcpu: Group = (guest) => {
  const { def } = guest;
  const params = [param.uint('vcpu.current', vcpusNow(def)), param.uint('vcpu.maximum', def.vcpu.value)];
  return guest.run ? vcpusOf(guest, params) : params;
};

const vcpusOf = async (guest: Guest, params: TypedParam[]): Promise<TypedParam[]> => {
  for (const times of await allVcpuTimes(guest)) {
    const prefix = `vcpu.${times.number}`;
    params.push(
      param.int(`${prefix}.state`, VCPU_RUNNING),
      param.ullong(`${prefix}.time`, times.time),
      param.ullong(`${prefix}.wait`, times.wait),
      param.ullong(`${prefix}.delay`, times.delay),
    );
  }
  return params;
};

const net: Group = async (guest) => {
  if (!guest.run) return [];
  const { interfaces } = guest.def.devices;
  const params = [param.uint('net.count', interfaces.length)];
  for (const [i, device] of interfaces.entries()) {
    const name = device.target?.dev;
    if (!name) continue;
    params.push(param.string(`net.${i}.name`, name));
    const counters = await netCounters(name, !sharesHostView(device));
    if (!counters) continue;
    const add = (suffix: string, value: number): unknown =>
      params.push(param.ullong(`net.${i}.${suffix}`, value));
    add('rx.bytes', counters.rxBytes);
    add('rx.pkts', counters.rxPackets);
    add('rx.errs', counters.rxErrors);
    add('rx.drop', counters.rxDropped);
    add('tx.bytes', counters.txBytes);
    add('tx.pkts', counters.txPackets);
    add('tx.errs', counters.txErrors);
    add('tx.drop', counters.txDropped);
  }
  return params;
};

const block: Group = (guest, ask, backing) =>
  guest.def.devices.disks.length ? blocksOf(guest, ask, backing) : [param.uint('block.count', 0)];

type Figure = readonly [name: string, value: number | null | undefined];

const diskFigures = ({ counters, allocation, capacity, physical, threshold }: BlockFigures): Figure[] => [
  ['rd.reqs', counters.rd_operations],
  ['rd.bytes', counters.rd_bytes],
  ['rd.times', counters.rd_total_time_ns],
  ['wr.reqs', counters.wr_operations],
  ['wr.bytes', counters.wr_bytes],
  ['wr.times', counters.wr_total_time_ns],
  ['fl.reqs', counters.flush_operations],
  ['fl.times', counters.flush_total_time_ns],
  ['allocation', allocation],
  ['capacity', capacity],
  ['physical', physical],
  ['threshold', threshold || null],
];

const hostFigures = async (disk: Disk): Promise<Figure[]> => {
  const found = await figuresOnHost(disk);
  if (!found) return [];
  const { allocation, capacity, physical } = found;
  const all: Figure[] = [
    ['allocation', allocation],
    ['capacity', capacity],
    ['physical', physical],
  ];
  return all.filter(([, value]) => value !== 0);
};

const layerFigures = (nodes: ImageNodes, node: string): Figure[] => {
  const { capacity, physical, threshold } = imageFigures(nodes, node);
  return [
    ['allocation', nodes.has(node) ? 0 : null],
    ['capacity', capacity],
    ['physical', physical],
    ['threshold', threshold || null],
  ];
};

/** An image as an entry of the list: disks, and with `backing` what each of them stands on. */
interface Entry {
  readonly target: string;
  readonly path?: string | undefined;
  readonly index?: number | undefined;
  readonly figures: readonly Figure[];
}

const entriesOf = async (guest: Guest, ask: Ask, backing: boolean): Promise<Entry[]> => {
  const { run } = guest;
  const { disks, nodes } = await blockFigures(guest, ask);
  const entries: Entry[] = [];
  for (const disk of guest.def.devices.disks) {
    const target = disk.target.dev;
    const found = disk.alias && disks.get(disk.alias.name);
    const figures = found ? diskFigures(found) : run ? [] : await hostFigures(disk);
    const { index } = (disk.source ?? {}) as { index?: number };
    entries.push({ target, path: diskPath(disk), index, figures });
    if (!backing || !run) continue;
    for (const layer of layersFor(run, disk).slice(1))
      entries.push({
        target,
        path: layer.path,
        index: layer.index,
        figures: layerFigures(nodes, nodeOf(layer)),
      });
  }
  return entries;
};

const blocksOf = async (guest: Guest, ask: Ask, backing: boolean): Promise<TypedParam[]> => {
  const entries = await entriesOf(guest, ask, backing);
  const params = [param.uint('block.count', entries.length)];
  for (const [i, { target, path, index, figures }] of entries.entries()) {
    params.push(param.string(`block.${i}.name`, target));
    if (path) params.push(param.string(`block.${i}.path`, path));
    if (index) params.push(param.uint(`block.${i}.backingIndex`, index));
    for (const [name, value] of figures)
      if (value !== null && value !== undefined) params.push(param.ullong(`block.${i}.${name}`, value));
  }
  return params;
};

interface IoThread {
  readonly id: string;
  readonly 'poll-max-ns': number;
  readonly 'poll-grow': number;
  readonly 'poll-shrink': number;
}
const iothread: Group = async (guest, ask) => {
  if (!guest.run || !guest.def.iothreads) return [];
  const threads = (await ask('query-iothreads')) as unknown as IoThread[] | null;
  if (!threads?.length) return [];
  const params = [param.uint('iothread.count', threads.length)];
  for (const thread of threads) {
    const prefix = `iothread.${thread.id.replace(/^iothread/, '')}`;
    params.push(
      param.ullong(`${prefix}.poll-max-ns`, thread['poll-max-ns']),
      param.uint(`${prefix}.poll-grow`, thread['poll-grow']),
      param.uint(`${prefix}.poll-shrink`, thread['poll-shrink']),
    );
  }
  return params;
};

const rateStates = ['unstarted', 'measuring', 'measured'];
interface DirtyRate {
  readonly status: string;
  readonly 'start-time': number;
  readonly 'calc-time': number;
  readonly mode?: string;
  readonly 'dirty-rate'?: number;
  readonly 'vcpu-dirty-rate'?: readonly { readonly id: number; readonly 'dirty-rate': number }[];
}
const dirtyrate: Group = async (guest, ask) => {
  const rate = guest.run ? ((await ask('query-dirty-rate')) as unknown as DirtyRate | null) : null;
  if (!rate) return [];
  const params = [
    param.int('dirtyrate.calc_status', Math.max(0, rateStates.indexOf(rate.status))),
    param.llong('dirtyrate.calc_start_time', rate['start-time']),
    param.int('dirtyrate.calc_period', rate['calc-time']),
    param.string('dirtyrate.calc_mode', rate.mode ?? 'page-sampling'),
  ];
  if (rate.status !== 'measured') return params;
  if (rate['dirty-rate'] !== undefined)
    params.push(param.llong('dirtyrate.megabytes_per_second', rate['dirty-rate']));
  for (const cpu of rate['vcpu-dirty-rate'] ?? [])
    params.push(param.ullong(`dirtyrate.vcpu.${cpu.id}.megabytes_per_second`, cpu['dirty-rate']));
  return params;
};

/** virDomainStatsTypes in the order of the answer; perf, memory bandwidth and VM figures need hardware counters. */
const groups: readonly (readonly [bit: number, group: Group])[] = [
  [1, state],
  [2, ofRunning(cpu)],
  [4, balloon],
  [8, vcpu],
  [16, ofRunning(net)],
  [32, block],
  [128, ofRunning(iothread)],
  [512, ofRunning(dirtyrate)],
];
/** Bits that are known; 64 (perf), 256 (memory bandwidth) and 1024 (VM) may be asked for and give nothing here. */
export const KNOWN_STATS = 2047;

/** Figures of one guest for the groups asked for; 0 asks for all. At once when nobody has to be asked. */
export const guestStats = (
  world: World,
  guest: Guest,
  wanted: number,
  { nowait, backing }: { readonly nowait: boolean; readonly backing: boolean },
): TypedParam[] | Promise<TypedParam[]> => {
  const ask = asker(world, guest, nowait);
  const found: (TypedParam[] | Promise<TypedParam[]>)[] = [];
  let waits = false;
  for (const [bit, group] of groups) {
    if (wanted !== 0 && !(wanted & bit)) continue;
    const params = group(guest, ask, backing);
    waits ||= params instanceof Promise;
    found.push(params);
  }
  return waits ? Promise.all(found).then((all) => all.flat()) : (found as TypedParam[][]).flat();
};
