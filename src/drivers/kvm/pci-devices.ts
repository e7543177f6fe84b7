// The PCI devices of the host that a guest has: held for it alone, taken from the host's drivers when they are managed, reset
// before the guest gets them, and given back when it ends.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { PciDevice, PciDeviceHolder, PciDeviceService } from '../host.ts';
import { pciText } from './address/pci-set.ts';
import type { Guest } from './guest.ts';
import type { Domain } from './hardware.ts';
import { hostdevsOf } from './hostdevs.ts';
import type { World } from './world.ts';

interface Given {
  readonly device: PciDevice;
  readonly managed: boolean;
  readonly driverName: string | null;
}

const devicesOf = (domain: Domain): Given[] =>
  hostdevsOf(domain).flatMap(({ hostdev }) => {
    const { type, managed, source, driver } = hostdev as {
      type?: string;
      managed?: boolean;
      source?: { address?: Parameters<typeof pciText>[0] };
      driver?: { model?: string };
    };
    if (type !== 'pci' || !source?.address) return [];
    const address = pciText(source.address);
    const device = { address, path: `/sys/bus/pci/devices/${address}` };
    return [{ device, managed: managed === true, driverName: driver?.model ?? null }];
  });

const serviceOf = (world: World): PciDeviceService => {
  const { pci } = world.host.services;
  if (pci) return pci;
  throw new VirError(
    ErrorCode.CONFIG_UNSUPPORTED,
    ErrorDomain.QEMU,
    'PCI devices of the host are not served by this daemon',
  );
};

const holderOf = (guest: Guest): PciDeviceHolder => ({ driver: 'QEMU', domain: guest.name });

/** Takes all of a guest's devices, or none. */
export const takePciDevices = async (world: World, guest: Guest, domain: Domain): Promise<void> => {
  const wanted = devicesOf(domain);
  if (wanted.length === 0) return;
  const service = serviceOf(world);
  const holder = holderOf(guest);
  const taken: Given[] = [];
  try {
    for (const { device, managed, driverName } of wanted) {
      if (managed) await service.detach(device, driverName);
      service.claim(device.address, holder);
      taken.push({ device, managed, driverName });
    }
  } catch (error) {
    await give(service, holder, taken);
    throw error;
  }
};

const give = async (
  service: PciDeviceService,
  holder: PciDeviceHolder,
  devices: readonly Given[],
): Promise<void> => {
  for (const { device, managed } of devices) {
    service.release(device.address, holder);
    // Whoever asked for a managed device wants the host to have it again, but a guest must be able to end without that.
    if (managed) await service.reattach(device).catch(() => undefined);
  }
};

/** Gives back what `takePciDevices` took. */
export const givePciDevices = async (world: World, guest: Guest, domain: Domain): Promise<void> => {
  const devices = devicesOf(domain);
  if (devices.length > 0) await give(serviceOf(world), holderOf(guest), devices);
};

/** A guest found running still holds its devices. */
export const claimPciDevices = (world: World, guest: Guest, domain: Domain): void => {
  for (const { device } of devicesOf(domain)) world.host.services.pci?.claim(device.address, holderOf(guest));
};
