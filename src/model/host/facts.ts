// Everything about the host that capabilities are made of, read in one go below any root.
import type { Arch } from '../../../schemas/cpu/arch.ts';
import { type CacheBank, readCaches } from './caches.ts';
import { type CpuSummary, type HostCpu, readCpuSummary, readHostCpus } from './cpus.ts';
import { type HostMemory, readHostMemory } from './memory.ts';
import { type Processor, type ProcessorProbes, readProcessor } from './processor.ts';
import { type Resctrl, readResctrl } from './resctrl.ts';
import { type HostReader, hostReader } from './sysfs.ts';

export type SuspendTarget = 'mem' | 'disk' | 'hybrid';

export interface HostFacts {
  arch: Arch;
  processor: Processor;
  cpus: HostCpu[];
  summary: CpuSummary;
  memory: HostMemory;
  caches: CacheBank[];
  resctrl: Resctrl;
  suspend: SuspendTarget[];
  iommu: boolean;
}

export interface HostFactsOptions extends ProcessorProbes {
  arch: Arch;
  root?: string;
  /** KiB */
  pageSize?: number;
}

export const readHostFacts = async (options: HostFactsOptions): Promise<HostFacts> => {
  const { arch } = options;
  const reader = hostReader(options.root);
  const cpus = await readHostCpus(reader);
  const online = cpus.filter((cpu) => cpu.online).map(({ id }) => id);
  const caches = await readCaches(reader, online);
  return {
    arch,
    processor: await readProcessor(reader, arch, options),
    cpus,
    summary: await readCpuSummary(reader, arch, cpus),
    memory: await readHostMemory(reader, cpus, options.pageSize),
    caches,
    resctrl: await readResctrl(reader),
    suspend: await readSuspend(reader),
    iommu: (await reader.names('/sys/kernel/iommu_groups')).length > 0,
  };
};

/** What the machine can be suspended to, where systemd is there to do it. */
const readSuspend = async (reader: HostReader): Promise<SuspendTarget[]> => {
  if ((await reader.names('/run/systemd/system')).length === 0) return [];
  const states = ((await reader.text('/sys/power/state')) ?? '').split(/\s+/);
  const swap = ((await reader.text('/proc/swaps')) ?? '').split('\n').length > 1;
  const mem = states.includes('mem');
  const disk = states.includes('disk') && swap;
  return [
    ...(mem ? (['mem'] as const) : []),
    ...(disk ? (['disk'] as const) : []),
    ...(mem && disk ? (['hybrid'] as const) : []),
  ];
};
