// The host's processors: topology, frequency, times, which are there and online. Pure readers of /proc and /sys.
import { readdir, readFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { cpusetMembers } from '../../model/xml/values.ts';

const CPU = '/sys/devices/system/cpu';
const NS_PER_TICK = 10_000_000;

const text = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const set = async (path: string): Promise<number[]> => cpusetMembers((await text(path)).trim()) ?? [];

export const presentCpus = (): Promise<number[]> => set(`${CPU}/present`);
export const onlineCpus = (): Promise<number[]> => set(`${CPU}/online`);

export interface Topology {
  readonly cpus: number;
  readonly mhz: number;
  readonly nodes: number;
  readonly sockets: number;
  readonly cores: number;
  readonly threads: number;
}

const frequency = (cpuinfo: string): number => {
  const pattern = /^(?:cpu MHz|clock|bogomips|cpu MHz dynamic)\s*:\s*(\d+)/m;
  return arch() === 'arm64' ? 0 : Number(pattern.exec(cpuinfo)?.[1] ?? 0);
};

interface CpuPlace {
  readonly node: number;
  readonly socket: number;
  readonly core: number;
  readonly siblings: number;
}

const placeOf = async (cpu: number, nodeOf: ReadonlyMap<number, number>): Promise<CpuPlace> => {
  const folder = `${CPU}/cpu${cpu}/topology`;
  const [socket, core, siblings] = await Promise.all([
    text(`${folder}/physical_package_id`),
    text(`${folder}/core_id`),
    set(`${folder}/thread_siblings_list`),
  ]);
  return {
    node: nodeOf.get(cpu) ?? 0,
    socket: Number(socket || 0),
    core: Number(core || 0),
    siblings: siblings.length || 1,
  };
};

/** Processors of each NUMA node, by node number; one node 0 with all where the kernel knows no NUMA. */
export const nodeCpus = async (): Promise<Map<number, number[]>> => {
  const folder = '/sys/devices/system/node';
  const names = (await readdir(folder).catch(() => [] as string[])).filter((name) => /^node\d+$/.test(name));
  const nodes = await Promise.all(
    names.map(async (name) => [Number(name.slice(4)), await set(`${folder}/${name}/cpulist`)] as const),
  );
  if (nodes.length === 0) return new Map([[0, await onlineCpus()]]);
  return new Map(nodes.sort(([a], [b]) => a - b));
};

/** Sockets, cores and threads as libvirt counts them: per node, and all in one socket when the nodes differ. */
export const topology = async (): Promise<Topology> => {
  const [online, present, nodes, cpuinfo] = await Promise.all([
    onlineCpus(),
    presentCpus(),
    nodeCpus(),
    text('/proc/cpuinfo'),
  ]);
  const nodeOf = new Map([...nodes].flatMap(([node, cpus]) => cpus.map((cpu) => [cpu, node] as const)));
  const places = await Promise.all(online.map((cpu) => placeOf(cpu, nodeOf)));
  let sockets = 0;
  let cores = 0;
  let threads = 0;
  for (const node of nodes.keys()) {
    const here = places.filter((place) => place.node === node);
    const packages = new Set(here.map((place) => place.socket));
    sockets = Math.max(sockets, packages.size);
    for (const socket of packages) {
      const inSocket = here.filter((place) => place.socket === socket);
      cores = Math.max(cores, new Set(inSocket.map((place) => place.core)).size);
      threads = Math.max(threads, ...inSocket.map((place) => place.siblings));
    }
  }
  const offline = present.length - online.length;
  const mhz = frequency(cpuinfo);
  if (nodes.size * sockets * cores * threads !== online.length + offline)
    return { cpus: online.length, mhz, nodes: 1, sockets: 1, cores: present.length, threads: 1 };
  return { cpus: online.length, mhz, nodes: nodes.size, sockets, cores, threads };
};

export interface CpuTimes {
  readonly kernel: number;
  readonly user: number;
  readonly idle: number;
  readonly iowait: number;
}

/** Times in nanoseconds since boot, of one processor or (-1) of all; null for one that is not there. */
export const cpuTimes = async (cpu: number): Promise<CpuTimes | null> => {
  const name = cpu < 0 ? 'cpu' : `cpu${cpu}`;
  const line = (await text('/proc/stat')).split('\n').find((l) => l.startsWith(`${name} `));
  if (!line) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return {
    kernel: (system + irq + softirq) * NS_PER_TICK,
    user: (user + nice) * NS_PER_TICK,
    idle: idle * NS_PER_TICK,
    iowait: iowait * NS_PER_TICK,
  };
};
