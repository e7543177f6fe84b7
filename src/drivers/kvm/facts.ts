// Questions asked of a definition everywhere: its machine, memory, virtual CPUs and NUMA cells.
import type { Arch } from '../../../schemas/cpu/arch.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import type { Iommu, Memballoon, MemoryDevice } from '../../model/domain/devices.ts';
import type { VirtType } from './capabilities/caps.ts';
import type { MachineOf } from './machine.ts';

export const machineOf = (domain: Domain): MachineOf => ({
  arch: (domain.os.type?.arch ?? 'x86_64') as Arch,
  machine: domain.os.type?.machine ?? '',
});

/** What the capabilities are asked for; other types never get this far. */
export const virtTypeOf = (domain: Domain): VirtType =>
  domain.type === 'kvm' || domain.type === 'hvf' ? domain.type : 'qemu';

/** All of the guest's memory devices together, in KiB. */
export const deviceMemory = (domain: Domain): number =>
  domain.devices.memories.reduce((sum, mem) => sum + mem.target.size, 0);

/** What the guest boots with: all its memory without the memory devices, in KiB. */
export const initialMemory = (domain: Domain): number => domain.memory.value - deviceMemory(domain);
export const hasMemoryHotplug = (domain: Domain): boolean =>
  Boolean(domain.maxMemory?.value || domain.maxMemory?.slots);

export const numaCells = (domain: Domain): NonNullable<NonNullable<Domain['cpu']>['numa']>['cells'] =>
  domain.cpu?.numa?.cells ?? [];

export interface Vcpu {
  id: number;
  online: boolean;
  hotpluggable: boolean;
  order?: number;
}
/** The state of every virtual CPU up to the maximum. */
export const vcpusOf = (domain: Domain): Vcpu[] => {
  const max = domain.vcpu.value;
  const current = domain.vcpu.current ?? max;
  const given = new Map(domain.vcpus.map((vcpu) => [vcpu.id, vcpu]));
  return Array.from({ length: max }, (_, id) => {
    const vcpu = given.get(id);
    const online = domain.vcpus.length > 0 ? (vcpu?.enabled ?? false) : id < current;
    return {
      id,
      online,
      hotpluggable: vcpu?.hotpluggable ?? !online,
      ...(vcpu?.order !== undefined ? { order: vcpu.order } : {}),
    };
  });
};
export const onlineVcpus = (domain: Domain): number => vcpusOf(domain).filter((vcpu) => vcpu.online).length;

/** CPUs that the topology has; undefined without one. */
export const topologyCpus = (domain: Domain): number | undefined => {
  const t = domain.cpu?.topology;
  return t && t.sockets * t.dies * t.clusters * t.cores * t.threads;
};

export const balloonOf = (domain: Domain): Memballoon | undefined => {
  const balloon = domain.devices.memballoons[0];
  return balloon && balloon.model !== 'none' ? balloon : undefined;
};
export const iommuOf = (domain: Domain): Iommu | undefined => domain.devices.iommus[0];

export const nodeOf = (mem: MemoryDevice): number | undefined => mem.target.node;

export const hasGraphics = (domain: Domain, type: Domain['devices']['graphics'][number]['type']): boolean =>
  domain.devices.graphics.some((graphics) => graphics.type === type);

/** Firmware in flash, as `<loader type='pflash'>` describes it. */
export const hasPflash = (domain: Domain): boolean => domain.os.loader?.type === 'pflash';
