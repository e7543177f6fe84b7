// Takes PCI devices from the host's drivers, gives them back, resets them, and knows which guest holds which. Every step is a
// file of sysfs that is written to (Documentation/ABI/testing/sysfs-bus-pci of Linux); another root than /sys serves tests.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import { strerror } from '../../native/libc.ts';
import { run } from '../common/run.ts';
import type { PciDevice, PciDeviceHolder } from '../host.ts';
import { linkOf } from './sysfs.ts';

const failed = (text: string, code: number = ErrorCode.INTERNAL_ERROR): VirError =>
  new VirError(code, ErrorDomain.NONE, text);

const write = async (path: string, value: string, text: string): Promise<void> => {
  try {
    await writeFile(path, value, { flag: 'r+' });
  } catch (error) {
    const errno = Math.abs((error as NodeJS.ErrnoException).errno ?? 0);
    throw systemError(ErrorDomain.NONE, errno, text, strerror(errno));
  }
};

const VFIO = 'vfio-pci';
/** Drivers that only hold a device for guests. */
const stubs: ReadonlySet<string> = new Set([VFIO, 'pci-stub', 'pciback', 'xen-pciback']);
/** Byte 0x0e of a device's configuration: what it is besides its top bit. */
const HEADER_TYPE = 0x0e;
const HEADER_MASK = 0x7f;

export interface PciControl {
  /** Hands a device to a driver that keeps it for guests: `null` is vfio-pci. */
  detach(device: PciDevice, driverName: string | null): Promise<void>;
  /** Lets the kernel choose the device's own driver again. */
  reattach(device: PciDevice): Promise<void>;
  reset(device: PciDevice): Promise<void>;
  /** Marks a device as a guest's; refuses when it is another's. */
  claim(address: string, holder: PciDeviceHolder): void;
  release(address: string, holder: PciDeviceHolder): void;
}

export const createPciControl = (sysfs = '/sys'): PciControl => {
  const holders = new Map<string, PciDeviceHolder>();
  const driverFolder = (driver: string): string => join(sysfs, 'bus/pci/drivers', driver);

  const isHeldBy = (address: string, { driver, domain }: PciDeviceHolder): boolean => {
    const held = holders.get(address);
    return held?.domain === domain && held.driver === driver;
  };
  const refuseUsed = ({ address }: PciDevice): void => {
    const holder = holders.get(address);
    if (holder)
      throw failed(
        `PCI device ${address} is in use by driver ${holder.driver}, domain ${holder.domain}`,
        ErrorCode.OPERATION_INVALID,
      );
  };

  const rebind = async ({ address, path }: PciDevice, driver: string): Promise<void> => {
    await write(
      join(path, 'driver_override'),
      driver,
      `Failed to add driver '${driver}' to driver_override interface of PCI device '${address}'`,
    );
    const bound = linkOf(path, 'driver');
    if (bound !== null && existsSync(join(path, 'driver/unbind')))
      await write(
        join(path, 'driver/unbind'),
        address,
        `Failed to unbind PCI device '${address}' from ${bound}`,
      );
    await write(
      join(sysfs, 'bus/pci/drivers_probe'),
      address,
      `Failed to trigger a probe for PCI device '${address}'`,
    );
  };

  /** Loads a driver that is not there yet; its name may be written with the other kind of dash. */
  const findDriver = async (name: string): Promise<string> => {
    const module = name.replaceAll('-', '_');
    const there = [name, module].find((each) => existsSync(driverFolder(each)));
    if (there !== undefined) return there;
    await run('modprobe', ['-b', module]).catch(() => undefined);
    const loaded = [name, module].find((each) => existsSync(driverFolder(each)));
    if (loaded === undefined) throw failed(`Failed to load PCI driver module ${module}`);
    return loaded;
  };

  return {
    async detach(device, driverName) {
      refuseUsed(device);
      const driver = await findDriver(driverName ?? VFIO);
      if (linkOf(device.path, 'driver') !== driver) await rebind(device, driver);
    },
    async reattach(device) {
      refuseUsed(device);
      const bound = linkOf(device.path, 'driver');
      if (bound === null || stubs.has(bound)) await rebind(device, '\n');
    },
    async reset(device) {
      const { address, path } = device;
      const config = await readFile(join(path, 'config')).catch(() => null);
      if (((config?.[HEADER_TYPE] ?? 0) & HEADER_MASK) !== 0)
        throw failed(
          `Invalid attempt to reset PCI device ${address}. Only PCI endpoint devices can be reset`,
        );
      if (holders.has(address)) throw failed(`Not resetting active device ${address}`);
      // vfio-pci resets its devices itself, whenever it is time to.
      if (linkOf(path, 'driver') === VFIO) return;
      const file = join(path, 'reset');
      if (!existsSync(file))
        throw failed(`Unable to reset PCI device ${address}: no FLR, PM reset or bus reset available`);
      await write(file, '1', `Unable to reset PCI device ${address}`);
    },
    claim(address, holder) {
      if (!isHeldBy(address, holder)) refuseUsed({ address, path: '' });
      holders.set(address, holder);
    },
    release(address, holder) {
      if (isHeldBy(address, holder)) holders.delete(address);
    },
  };
};
