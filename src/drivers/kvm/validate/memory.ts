// What QEMU cannot make of a guest's memory: modules, room to plug them into, huge pages, attributes of its nodes.
import { isPpc64, isS390 } from '../../../../schemas/cpu/arch.ts';
import type { MemoryDevice } from '../../../model/domain/devices.ts';
import { hasHmat } from '../argv/numa.ts';
import { hasMemoryHotplug, initialMemory, numaCells, virtTypeOf } from '../facts.ts';
import type { Check } from './context.ts';
import { unsupported } from './errors.ts';

type Step = (check: Check) => void;

const checkModule = (mem: MemoryDevice, { domain }: Check): void => {
  const { model, address } = mem;
  const slots = domain.maxMemory?.slots ?? 0;
  const type = address?.type;
  if (model === 'dimm' || model === 'nvdimm') {
    if (type !== undefined && type !== 'dimm')
      throw unsupported("only 'dimm' addresses are supported for the pc-dimm device");
    if (address?.type === 'dimm' && address.slot >= slots)
      throw unsupported(`memory device slot '${address.slot}' exceeds slots count '${slots}'`);
  } else if (model === 'virtio-pmem') {
    if (type !== undefined && type !== 'pci')
      throw unsupported("only 'pci' addresses are supported for the virtio-pmem device");
    return;
  } else if (type !== undefined && type !== 'pci' && type !== 'ccw') {
    throw unsupported(`only 'pci' and 'ccw' addresses are supported for the ${model} device`);
  }
  if (numaCells(domain).length > 0 && mem.target.node === undefined) {
    throw unsupported('target NUMA node needs to be specified for memory device');
  }
};

export const checkMemoryHotplug: Step = (check) => {
  const { domain, machine } = check;
  const { memories } = domain.devices;
  if (!hasMemoryHotplug(domain)) {
    if (memories.length > 0) {
      throw unsupported("cannot use/hotplug a memory device when domain 'maxMemory' is not defined");
    }
    return;
  }
  if (!isPpc64(machine.arch) && !isS390(machine.arch) && numaCells(domain).length === 0) {
    throw unsupported('At least one numa node has to be configured when enabling memory hotplug');
  }
  const slots = domain.maxMemory?.slots ?? 0;
  let needed = 0;
  let total = 0;
  for (const mem of memories) {
    total += mem.target.size;
    if (mem.model === 'dimm' || mem.model === 'nvdimm') needed++;
    if (mem.model !== 'sgx-epc') checkModule(mem, check);
  }
  if (needed > slots) {
    throw unsupported(
      `count of memory devices requiring memory slots '${needed}' exceeds slots count '${slots}'`,
    );
  }
  const space = (domain.maxMemory?.value ?? 0) - initialMemory(domain);
  // Unsigned arithmetic: a maximum below what the guest starts with leaves room enough.
  if (space >= 0 && total > space) throw unsupported('memory device total size exceeds hotplug space');
};

export const checkHugepages: Step = ({ domain, caps, machine }) => {
  const { memoryBacking } = domain;
  if (!memoryBacking?.hugepages) return;
  const { allocation, source, access, hugepages } = memoryBacking;
  if (allocation?.mode === 'ondemand')
    throw unsupported('hugepages are not allowed with memory allocation ondemand');
  if (allocation?.threads && !caps.has('memory-backend-file.prealloc-threads'))
    throw unsupported('preallocation threads are unsupported with this QEMU');
  if (source?.type === 'anonymous')
    throw unsupported('hugepages are not allowed with anonymous memory source');
  if (source?.type === 'memfd' && !caps.has('memory-backend-memfd.hugetlb'))
    throw unsupported('hugepages is not supported with memfd memory source');
  const ram = caps.machine(virtTypeOf(domain), machine.machine)?.defaultRamId;
  if (
    ram === undefined &&
    hugepages.pages[0]?.size !== 4 &&
    numaCells(domain).length === 0 &&
    access?.mode === 'shared'
  ) {
    throw unsupported(`memory access mode '${access.mode}' not supported without guest numa node`);
  }
};

export const checkHmat: Step = ({ domain, caps }) => {
  if (hasHmat(domain) && !caps.has('numa.hmat')) throw unsupported('HMAT is not supported with this QEMU');
};
