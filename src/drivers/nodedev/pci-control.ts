// Takes PCI devices from the host's drivers, gives them back, resets them: the calls a hypervisor driver answers.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, invalidArgument, systemError, VirError } from '../../../schemas/errors.ts';
import { strerror } from '../../native/libc.ts';
import { run } from '../common/run.ts';
import { linkOf } from './sysfs.ts';

const failed = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, text);
const drivers: Readonly<Record<string, string>> = { vfio: 'vfio-pci', kvm: 'pci-stub', xen: 'pciback' };

const write = async (path: string, value: string, text: string): Promise<void> => {
  try {
    await writeFile(path, value, { flag: 'r+' });
  } catch (error) {
    const errno = Math.abs((error as NodeJS.ErrnoException).errno ?? 0);
    throw systemError(ErrorDomain.NONE, errno, text, strerror(errno));
  }
};

/** What a name given by a client stands for in the tree. */
export interface PciDevice {
  /** 0000:00:1f.2 */
  readonly address: string;
  readonly path: string;
}

export interface PciControl {
  detach(device: PciDevice, driverName: string | null): Promise<void>;
  reattach(device: PciDevice): Promise<void>;
  reset(device: PciDevice): Promise<void>;
}

/** Lets the kernel choose a driver again, with or without the wish for a certain one. */
const rebind = async ({ address, path }: PciDevice, driver: string | null): Promise<void> => {
  await write(
    join(path, 'driver_override'),
    driver ?? '\n',
    `Unable to override driver of PCI device ${address}`,
  );
  if (linkOf(path, 'driver') !== null)
    await write(join(path, 'driver/unbind'), address, `failed to unbind PCI device ${address}`);
  await write('/sys/bus/pci/drivers_probe', address, `Failed to trigger a probe for PCI device '${address}'`);
};

export const createPciControl = (inUse: (address: string) => boolean = () => false): PciControl => ({
  async detach(device, driverName) {
    const driver = drivers[driverName ?? 'vfio'];
    if (driver === undefined)
      throw invalidArgument(
        ErrorDomain.QEMU,
        `unknown driver name '${driverName}'`,
        'virNodeDeviceDetachFlags',
        'driverName',
      );
    if (inUse(device.address)) throw failed(`PCI device ${device.address} is in use`);
    if (linkOf(device.path, 'driver') === driver) return;
    if (!existsSync(join('/sys/bus/pci/drivers', driver))) {
      await run('modprobe', ['-b', driver]).catch(() => undefined);
      if (!existsSync(join('/sys/bus/pci/drivers', driver)))
        throw failed(`Failed to load PCI driver module ${driver}`);
    }
    await rebind(device, driver);
    if (linkOf(device.path, 'driver') !== driver)
      throw failed(`PCI device ${device.address} did not take the driver ${driver}`);
  },
  async reattach(device) {
    if (inUse(device.address)) throw failed(`PCI device ${device.address} is in use`);
    const driver = linkOf(device.path, 'driver');
    if (driver !== null && !Object.values(drivers).includes(driver)) return;
    await rebind(device, null);
  },
  async reset(device) {
    if (inUse(device.address)) throw failed(`Not resetting active device ${device.address}`);
    const file = join(device.path, 'reset');
    const can = await readFile(file).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
    );
    if (!can)
      throw failed(`Unable to reset PCI device ${device.address}: no FLR, PM reset or bus reset available`);
    await write(file, '1', `Unable to reset PCI device ${device.address}`);
  },
});
