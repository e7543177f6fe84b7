// The host's processors as the kernel lists them: where each sits, and the summary virNodeGetInfo gives.
import { type Arch, isLoongarch, isPpc, isS390, isX86 } from '../../../schemas/cpu/arch.ts';
import { type HostReader, numbered } from './sysfs.ts';

export interface HostCpu {
  id: number;
  online: boolean;
  socket: number;
  die: number;
  cluster: number;
  core: number;
  /** Threads of the same core, itself included. */
  siblings: number[];
}

/** What `virsh nodeinfo` shows besides the memory. */
export interface CpuSummary {
  cpus: number;
  mhz: number;
  nodes: number;
  sockets: number;
  cores: number;
  threads: number;
}

const CPU = '/sys/devices/system/cpu';
const NODE = '/sys/devices/system/node';

/** Every processor that is present. */
export const readHostCpus = async (reader: HostReader): Promise<HostCpu[]> => {
  const present = (await reader.list(`${CPU}/present`)) ?? numbered(await reader.names(CPU), 'cpu');
  const online = await reader.list(`${CPU}/online`);
  const isOnline = new Set(online ?? present);
  return Promise.all(present.map((id) => readCpu(reader, id, isOnline.has(id))));
};

const readCpu = async (reader: HostReader, id: number, online: boolean): Promise<HostCpu> => {
  const place = `${CPU}/cpu${id}/topology`;
  // A missing file or -1 means that the machine knows no such level.
  const number = async (file: string): Promise<number> =>
    Math.max(0, (await reader.integer(`${place}/${file}`)) ?? 0);
  const [socket, die, cluster, core, siblings] = await Promise.all([
    number('physical_package_id'),
    number('die_id'),
    number('cluster_id'),
    number('core_id'),
    reader.list(`${place}/thread_siblings_list`),
  ]);
  return { id, online, socket, die, cluster, core, siblings: siblings ?? [id] };
};

/** Summarises processors per NUMA node; where that does not add up, it is told as one socket of many cores. */
export const readCpuSummary = async (
  reader: HostReader,
  arch: Arch,
  cpus: readonly HostCpu[],
): Promise<CpuSummary> => {
  const mhz = frequency(arch, (await reader.text('/proc/cpuinfo')) ?? '');
  const nodes = numbered(await reader.names(NODE), 'node');
  const groups = await Promise.all(
    nodes.map(async (node) => new Set(numbered(await reader.names(`${NODE}/node${node}`), 'cpu'))),
  );
  const counted = groups.map((ids) =>
    count(
      cpus.filter(({ id }) => ids.has(id)),
      arch,
    ),
  );
  const most = (key: 'sockets' | 'cores' | 'threads'): number =>
    Math.max(0, ...counted.map((one) => one[key]));
  const total = counted.reduce((sum, { online }) => sum + online, 0);
  const whole = count(cpus, arch);
  const summary: CpuSummary =
    total > 0
      ? {
          cpus: total,
          mhz,
          nodes: nodes.length,
          sockets: most('sockets'),
          cores: most('cores'),
          threads: most('threads'),
        }
      : {
          cpus: whole.online,
          mhz,
          nodes: 1,
          sockets: whole.sockets,
          cores: whole.cores,
          threads: whole.threads,
        };
  const all = summary.cpus + cpus.filter(({ online }) => !online).length;
  if (summary.nodes * summary.sockets * summary.cores * summary.threads === all) return summary;
  return { ...summary, nodes: 1, sockets: 1, cores: all, threads: 1 };
};

const count = (cpus: readonly HostCpu[], arch: Arch) => {
  const cores = new Map<number, Set<number>>();
  let threads = 0;
  let online = 0;
  for (const cpu of cpus) {
    if (!cpu.online) continue;
    online++;
    const socket = cores.get(cpu.socket) ?? new Set();
    // s390's kernel numbers cores by processor.
    cores.set(cpu.socket, socket.add(isS390(arch) ? cpu.id : cpu.core));
    threads = Math.max(threads, cpu.siblings.length);
  }
  const most = Math.max(0, ...[...cores.values()].map(({ size }) => size));
  return { online, sockets: Math.max(1, cores.size), cores: most, threads: Math.max(1, threads) };
};

/** MHz of the last processor listed; 0 where the kernel does not tell. */
const frequency = (arch: Arch, cpuinfo: string): number => {
  const key = isX86(arch)
    ? 'cpu MHz'
    : isPpc(arch)
      ? 'clock'
      : isS390(arch)
        ? 'cpu MHz dynamic'
        : isLoongarch(arch)
          ? 'CPU MHz'
          : undefined;
  if (key === undefined) return 0;
  return Number([...cpuinfo.matchAll(new RegExp(`^${key}\\s*:\\s*(\\d+)`, 'gm'))].at(-1)?.[1] ?? 0);
};
