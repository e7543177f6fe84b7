// PCI devices taken from the host for guests, and given back.
import { existsSync, readdirSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { PciDeviceService } from '../../host.ts';
import type { PartialTable } from '../../table.ts';
import type { World } from '../world.ts';

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.ARGUMENT_UNSUPPORTED, ErrorDomain.QEMU, text);

/** Needs an IOMMU that the kernel uses, and the VFIO driver. */
const vfioWorks = (): boolean => {
  try {
    return readdirSync('/sys/kernel/iommu_groups').length > 0 && existsSync('/dev/vfio/vfio');
  } catch {
    return false;
  }
};

export const nodeDeviceSlots = ({ host }: World): PartialTable<'hypervisor'> => {
  const pci = (): PciDeviceService => {
    const { pci: service } = host.services;
    if (service) return service;
    throw new VirError(ErrorCode.NO_SUPPORT, ErrorDomain.QEMU, 'virNodeDeviceDetachFlags');
  };
  const detach = (name: string, driverName: string | null): Promise<void> => {
    if (driverName === 'kvm')
      throw unsupported("'legacy KVM' device assignment is no longer supported on this system");
    if (!vfioWorks()) throw unsupported('VFIO device assignment is currently not supported on this system');
    return pci().detach(pci().find(name), driverName === 'vfio' ? null : driverName);
  };
  return {
    nodeDeviceDettach: (_ctx, { name }) => detach(name, null),
    nodeDeviceDetachFlags: (_ctx, { name, driverName }) => detach(name, driverName),
    nodeDeviceReAttach: (_ctx, { name }) => pci().reattach(pci().find(name)),
    nodeDeviceReset: (_ctx, { name }) => pci().reset(pci().find(name)),
  };
};
