// `-smp`, `-numa` and I/O threads: the guest's processors and where its memory is.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { cpusetMembers, formatCpuset } from '../../../model/xml/values.ts';
import { numaCells, vcpusOf, virtTypeOf } from '../facts.ts';
import { addObject, type Build, unsupported } from './build.ts';
import type { Props } from './json.ts';
import { addBackend, addMemPath, checkTunedNodes, memoryBackend } from './memory.ts';

export const addSmp = ({ domain, caps, args }: Build): void => {
  const max = domain.vcpu.value;
  const present = vcpusOf(domain).filter((vcpu) => vcpu.online && !vcpu.hotpluggable).length;
  const parts = [`${present}`];
  if (present !== max) parts.push(`maxcpus=${max}`);
  const topology = domain.cpu?.topology;
  if (topology) {
    if (topology.dies !== 1 && !caps.has('smp-dies')) throw unsupported('Only 1 die per socket is supported');
    if (topology.clusters !== 1 && !caps.has('smp-clusters'))
      throw unsupported('Only 1 cluster per die is supported');
    parts.push(`sockets=${topology.sockets}`);
    if (caps.has('smp-dies')) parts.push(`dies=${topology.dies}`);
    if (caps.has('smp-clusters')) parts.push(`clusters=${topology.clusters}`);
    parts.push(`cores=${topology.cores}`, `threads=${topology.threads}`);
  } else parts.push(`sockets=${max}`, 'cores=1', 'threads=1');
  args.push('-smp', parts.join(','));
};

export const addIothreads = (build: Build): void => {
  const { iothreadids, iothreads = 0, defaultiothread } = build.domain;
  const known = new Map(iothreadids.map((thread) => [thread.id, thread]));
  const ids = iothreadids.map((thread) => thread.id);
  for (let id = 1; ids.length < iothreads; id++) if (!ids.includes(id)) ids.push(id);
  for (const id of ids) {
    const thread = known.get(id);
    const props: Props = {
      'qom-type': 'iothread',
      id: `iothread${id}`,
      'thread-pool-min': thread?.thread_pool_min,
      'thread-pool-max': thread?.thread_pool_max,
      'poll-max-ns': thread?.poll?.max,
      'poll-grow': thread?.poll?.grow,
      'poll-shrink': thread?.poll?.shrink,
    };
    addObject(build, props);
  }
  if (defaultiothread) {
    addObject(build, {
      'qom-type': 'main-loop',
      id: 'main-loop',
      'thread-pool-min': defaultiothread.thread_pool_min,
      'thread-pool-max': defaultiothread.thread_pool_max,
    });
  }
};

// ---------------------------------------------------------------- cells

/** Whether caches and latencies are described. */
export const hasHmat = (domain: Domain): boolean =>
  (domain.cpu?.numa?.interconnects?.list.length ?? 0) > 0 ||
  numaCells(domain).some((cell) => cell.caches.length > 0);

const associativity = { none: 'none', direct: 'direct', full: 'complex' } as const;
const policy = { none: 'none', writeback: 'write-back', writethrough: 'write-through' } as const;
const hierarchy = ['memory', 'first-level', 'second-level', 'third-level'] as const;

const addHmat = ({ domain, args }: Build): void => {
  for (const link of domain.cpu?.numa?.interconnects?.list ?? []) {
    const value =
      link.tag === 'latency' ? `latency,latency=${link.value}` : `bandwidth,bandwidth=${link.value}K`;
    args.push(
      '-numa',
      `hmat-lb,initiator=${link.initiator},target=${link.target},` +
        `hierarchy=${hierarchy[link.cache ?? 0]},data-type=${link.type}-${value}`,
    );
  }
  for (const [node, cell] of numaCells(domain).entries()) {
    for (const cache of cell.caches) {
      const parts = [
        `hmat-cache,node-id=${node}`,
        `size=${cache.size.value}K`,
        `level=${cache.level}`,
        `associativity=${associativity[cache.associativity]}`,
        `policy=${policy[cache.policy]}`,
      ];
      if (cache.line.value) parts.push(`line=${cache.line.value}`);
      args.push('-numa', parts.join(','));
    }
  }
};

type Cell = ReturnType<typeof numaCells>[number];

/** Distances are told in full once any is given; a node is 10 from itself and 20 from others. */
const distance = (cells: readonly Cell[], from: number, to: number): number =>
  cells[from]?.distances.find((sibling) => sibling.id === to)?.value ?? (from === to ? 10 : 20);

/** The node whose processors reach a memory fastest: by latency, or else by bandwidth. */
const initiatorOf = (domain: Domain, cells: readonly Cell[], node: number): number | undefined => {
  if (cells[node]?.cpus !== undefined) return node;
  const links = (domain.cpu?.numa?.interconnects?.list ?? []).filter((link) => link.target === node);
  const best = (
    tag: 'latency' | 'bandwidth',
    better: (a: number, b: number) => boolean,
  ): number | undefined =>
    links
      .filter((link) => link.tag === tag)
      .reduce<(typeof links)[number] | undefined>(
        (chosen, link) => (chosen && !better(link.value, chosen.value) ? chosen : link),
        undefined,
      )?.initiator;
  return best('latency', (a, b) => a < b) ?? best('bandwidth', (a, b) => a > b);
};

export const addNuma = (build: Build): void => {
  const { domain, caps, machine, args } = build;
  const cells = numaCells(domain);
  if (cells.length === 0) return;
  checkTunedNodes(build);
  const hmat = hasHmat(domain);
  const backends = cells.map((cell, node) =>
    memoryBackend(build, { id: `ram-node${node}`, size: cell.memory, node }, false, false),
  );
  const supported = caps.machine(virtTypeOf(domain), machine.machine)?.numaMemSupported ?? false;
  const needed = !supported || hmat || backends.some((backend) => backend.required);
  if (!needed) addMemPath(build);
  const master = cells.findIndex((cell) => cell.cpus !== undefined);
  if (master < 0) throw unsupported('At least one NUMA node has to have CPUs');
  for (const [node, cell] of cells.entries()) {
    if (needed) addBackend(build, backends[node]!);
    const parts = [`node,nodeid=${node}`];
    const members = cell.cpus === undefined ? undefined : cpusetMembers(cell.cpus);
    if (members) for (const range of formatCpuset(members).split(',')) parts.push(`cpus=${range}`);
    if (hmat) parts.push(`initiator=${initiatorOf(domain, cells, node) ?? master}`);
    parts.push(needed ? `memdev=ram-node${node}` : `mem=${Math.floor(cell.memory / 1024)}`);
    args.push('-numa', parts.join(','));
  }
  const local = (from: number, to: number): number => (from === to ? 10 : 20);
  const uneven = cells.some((_, from) =>
    cells.some((__, to) => distance(cells, from, to) !== local(from, to)),
  );
  if (uneven) {
    for (const from of cells.keys()) {
      for (const to of cells.keys()) {
        args.push('-numa', `dist,src=${from},dst=${to},val=${distance(cells, from, to)}`);
      }
    }
  }
  if (hmat) addHmat(build);
};
