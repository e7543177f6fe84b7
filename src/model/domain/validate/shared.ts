// Checks that several kinds of device share.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { unsupported } from '../error.ts';

interface VirtioOptions {
  readonly iommu?: boolean;
  readonly ats?: boolean;
  readonly packed?: boolean;
  readonly page_per_vq?: boolean;
}

/** Refuses virtio's driver options on a device that is not virtio. */
export const checkVirtioOptions = (driver: VirtioOptions | undefined): void => {
  for (const key of ['iommu', 'ats', 'packed'] as const) {
    if (driver?.[key] !== undefined)
      throw unsupported(`${key} driver option is only supported for virtio devices`);
  }
  if (driver?.page_per_vq !== undefined)
    throw unsupported('page_per_vq option is only supported for virtio devices');
};

/** A device's own label needs relabelling by that model in the domain. */
export const checkDeviceLabels = (labels: readonly { readonly model?: string }[], domain: Domain): void => {
  for (const { model } of labels) {
    if (domain.seclabels.some((label) => label.model === model && !label.relabel)) {
      throw unsupported('label overrides require relabeling to be enabled at the domain level');
    }
  }
};

export const VIRTIO_MODELS: ReadonlySet<string | undefined> = new Set([
  'virtio',
  'virtio-transitional',
  'virtio-non-transitional',
]);
