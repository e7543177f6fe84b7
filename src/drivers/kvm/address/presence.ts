// Whether a device has an address of its bus, or still wants one.
import type { Address, DeviceInfo, PciDeviceAddress } from '../../../model/domain/devices.ts';

/** A PCI address of all zeroes is a wish, not a place. */
const isPlace = (a: PciDeviceAddress): boolean => Boolean(a.domain || a.bus || a.slot);

export const pciOf = (info: DeviceInfo): PciDeviceAddress | undefined =>
  info.address?.type === 'pci' && isPlace(info.address) ? info.address : undefined;
export const hasPci = (info: DeviceInfo): boolean => pciOf(info) !== undefined;
/** No address at all, or one that says just "PCI". */
export const wantsPci = (info: DeviceInfo): boolean =>
  info.address === undefined || (info.address.type === 'pci' && !isPlace(info.address));

export const isType = <T extends Address['type']>(
  info: DeviceInfo,
  type: T,
): Extract<Address, { type: T }> | undefined =>
  info.address?.type === type ? (info.address as Extract<Address, { type: T }>) : undefined;
