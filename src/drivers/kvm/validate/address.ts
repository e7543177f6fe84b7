// Where QEMU can put a device.
import type { Device, DeviceInfo } from '../../../model/domain/devices.ts';
import { infoOf, scsiControllerOf } from '../../../model/domain/devices.ts';
import { isS390Ccw } from '../machine.ts';
import type { Check } from './context.ts';
import { internal, unsupported, xmlError } from './errors.ts';

type DriveAddress = Extract<NonNullable<DeviceInfo['address']>, { type: 'drive' }>;

const checkScsi = (address: DriveAddress, { domain, caps }: Check): void => {
  const { bus, target, unit } = address;
  if (bus !== 0) throw internal('SCSI controller only supports 1 bus');
  const controller = scsiControllerOf(domain, address);
  if (!controller) return;
  if (controller.model === 'lsilogic') {
    if (target !== 0) throw unsupported("target must be 0 for controller model 'lsilogic'");
  } else if (!caps.has('scsi-disk.channel')) {
    if (target > 7) throw unsupported("This QEMU doesn't support target greater than 7");
    if (bus !== 0 && unit !== 0) throw unsupported('This QEMU only supports both bus and unit equal to 0');
  }
};

const checkDrive = (address: DriveAddress, bus: string, check: Check): void => {
  const { controller, bus: channel, target } = address;
  switch (bus) {
    case 'scsi':
      return checkScsi(address, check);
    case 'ide':
      if (controller !== 0) throw internal('Only 1 IDE controller is supported');
      if (target !== 0) throw unsupported('target must be 0 for ide controller');
      return;
    case 'fdc':
      if (controller !== 0) throw internal('Only 1 fdc controller is supported');
      if (channel !== 0) throw internal('Only 1 fdc bus is supported');
      if (target !== 0) throw unsupported('target must be 0 for controller fdc');
      return;
    case 'sata':
      if (channel !== 0) throw unsupported('bus must be 0 for sata controller');
      if (target !== 0) throw unsupported('target must be 0 for sata controller');
      return;
    default:
  }
};

const checkZpci = (zpci: { uid: number; fid: number }, { caps }: Check): void => {
  if (!caps.has('zpci')) throw unsupported("This QEMU binary doesn't support zPCI");
  if (zpci.uid === 0 || zpci.uid > 0xffff) {
    const hex = zpci.uid.toString(16).padStart(4, '0');
    throw xmlError(`Invalid PCI address uid='0x${hex}', must be > 0x0000 and <= 0xffff`);
  }
};

const checkAddress = (device: Device, check: Check): void => {
  const { address } = infoOf(device);
  switch (address?.type) {
    case 'pci':
      if (address.zpci) checkZpci(address.zpci, check);
      return;
    case 'spapr-vio':
      if ((address.reg ?? 0) > 0xffffffff) {
        throw unsupported(
          `spapr-vio reg='0x${(address.reg ?? 0).toString(16)}' exceeds maximum possible value (0xffffffff)`,
        );
      }
      return;
    case 'virtio-s390':
      throw unsupported("'virtio-s390' addresses are no longer supported");
    case 'ccw':
      if (!isS390Ccw(check.machine))
        throw unsupported(`CCW addresses are not supported by machine type '${check.machine.machine}'`);
      return;
    case 'drive':
      return checkDrive(address, device.kind === 'disk' ? device.dev.target.bus : 'scsi', check);
    default:
  }
};

export const checkInfo = (device: Device, check: Check): void => {
  checkAddress(device, check);
  const { acpi, rom, address } = infoOf(device);
  const type = address?.type;
  if (acpi?.index) {
    if (!check.caps.has('acpi-index')) throw unsupported('ACPI index is not supported with this QEMU');
    if (type !== undefined && type !== 'pci')
      throw unsupported('ACPI index is only supported for PCI devices');
  }
  if (rom && (rom.enabled !== undefined || rom.bar !== undefined || rom.file !== undefined)) {
    if (type !== undefined && type !== 'pci' && type !== 'unassigned')
      throw unsupported('ROM tuning is only supported for PCI devices');
  }
};
