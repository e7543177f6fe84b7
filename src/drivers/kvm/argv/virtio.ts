// What virtio devices of every class share: the driver name for their bus, and the common options.

import type { DeviceInfo } from '../../../model/domain/devices.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { internal, unsupported } from './build.ts';
import type { Props } from './json.ts';

export interface VirtioOptions {
  iommu?: boolean;
  ats?: boolean;
  packed?: boolean;
  page_per_vq?: boolean;
}

const suffixes: Record<string, string> = { pci: 'pci', 'virtio-mmio': 'device', ccw: 'ccw' };

/** `virtio-blk` on PCI is `virtio-blk-pci`; the transitional models have names of their own. */
export const virtioDriver = (
  caps: QemuCaps,
  base: string,
  info: DeviceInfo,
  model?: string,
  suffix = true,
): string => {
  const type = info.address?.type ?? 'none';
  const bus = suffixes[type];
  if (bus === undefined) throw internal(`Unexpected address type for '${base}'`);
  let name = suffix ? `${base}-${bus}` : base;
  if (model === 'virtio-transitional' || model === 'virtio-non-transitional') {
    if (type !== 'pci') {
      throw unsupported(`virtio (non-)transitional models are not supported for address type=${type}`);
    }
    if (caps.has('virtio-pci-non-transitional')) name += model.slice('virtio'.length);
    else if (model === 'virtio-non-transitional') {
      throw unsupported('virtio non-transitional model not supported for this qemu');
    }
  }
  return name;
};

export const virtioProps = (
  caps: QemuCaps,
  base: string,
  info: DeviceInfo,
  options: VirtioOptions | undefined,
  model?: string,
  suffix = true,
): Props => ({
  driver: virtioDriver(caps, base, info, model, suffix),
  iommu_platform: options?.iommu,
  ats: options?.ats,
  packed: options?.packed,
  'page-per-vq': options?.page_per_vq,
});
