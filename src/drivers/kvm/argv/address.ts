// A device's place, as the properties QEMU understands.
import type { Address, Device, DeviceInfo } from '../../../model/domain/devices.ts';
import { findController, infoOf, scsiControllerOf } from '../../../model/domain/devices.ts';
import { pciText } from '../address/pci-set.ts';
import { hasBuiltinIde, hasNumberedPci, isQ35 } from '../machine.ts';
import { addDevice, type Build, internal } from './build.ts';
import { type Props, positive } from './json.ts';

const isUserAlias = (alias: string): boolean => alias.startsWith('ua-');

const pciBus = (build: Build, address: Extract<Address, { type: 'pci' }>): string => {
  const controller = findController(build.domain, 'pci', address.bus);
  const where = `index '${address.bus}' required for device at address '${pciText(address)}'`;
  if (!controller) throw internal(`Could not find PCI controller with ${where}`);
  let alias = controller.alias?.name;
  if (alias === undefined) throw internal(`Device alias was not set for PCI controller with ${where}`);
  const target = controller.type === 'pci' ? (controller.target?.index ?? 0) : 0;
  if (isUserAlias(alias)) {
    // The root bus is made by the machine, whatever the user calls it.
    if (controller.model === 'pci-root' && target <= 0)
      alias = hasNumberedPci(build.machine) ? 'pci.0' : 'pci';
    else if (controller.model === 'pcie-root') alias = 'pcie.0';
  }
  const hostBridge =
    controller.type === 'pci' && controller.modelName?.name === 'spapr-pci-host-bridge' && target > 0;
  return hostBridge ? `${alias}.0` : alias;
};

const controllerAlias = (
  build: Build,
  type: 'ide' | 'sata' | 'usb' | 'virtio-serial' | 'ccid',
  index: number,
): string => {
  const alias = findController(build.domain, type, index)?.alias?.name;
  if (alias === undefined)
    throw internal(`Could not find ${type} controller with index ${index} required for device`);
  return alias;
};

export { controllerAlias };

const drive = (build: Build, address: Extract<Address, { type: 'drive' }>, bus: string): Props => {
  const { controller, bus: channel, target, unit } = address;
  switch (bus) {
    case 'ide': {
      const alias = hasBuiltinIde(build.machine) ? 'ide' : controllerAlias(build, 'ide', controller);
      return { bus: `${alias}.${channel}`, unit };
    }
    case 'sata': {
      const builtin = isQ35(build.machine) && controller === 0;
      return { bus: `${builtin ? 'ide' : controllerAlias(build, 'sata', controller)}.${unit}` };
    }
    case 'fdc':
      return { unit };
    case 'scsi': {
      const hba = scsiControllerOf(build.domain, address);
      if (!hba) throw internal(`unable to find a SCSI controller for idx=${controller}`);
      switch (hba.model) {
        case 'lsilogic':
        case 'ncr53c90':
        case 'dc390':
        case 'am53c974':
          return { bus: `${hba.alias?.name}.${channel}`, 'scsi-id': unit };
        default:
          return { bus: `${hba.alias?.name}.0`, channel, 'scsi-id': target, lun: unit };
      }
    }
    default:
      throw internal(`address type drive is not supported for bus '${bus}'`);
  }
};

const hex = (n: number | undefined, digits = 1): string => (n ?? 0).toString(16).padStart(digits, '0');

/** The properties that say where a device is. `bus` is a disk's. */
export const addressProps = (build: Build, info: DeviceInfo, bus = 'scsi'): Props => {
  const { address } = info;
  switch (address?.type) {
    case 'pci':
      return {
        bus: pciBus(build, address),
        multifunction: address.multifunction,
        addr: `0x${hex(address.slot)}${address.function ? `.0x${hex(address.function)}` : ''}`,
        'acpi-index': positive(info.acpi?.index),
      };
    case 'usb':
      return { bus: `${controllerAlias(build, 'usb', address.bus)}.0`, port: address.port };
    case 'spapr-vio':
      return { reg: positive(address.reg) };
    case 'ccw':
      return { devno: `${hex(address.cssid)}.${hex(address.ssid)}.${hex(address.devno, 4)}` };
    case 'isa':
      return { iobase: address.iobase ?? 0, irq: positive(address.irq) };
    case 'dimm':
      return { slot: address.slot, addr: positive(address.base) };
    case 'drive':
      return drive(build, address, bus);
    case 'virtio-serial':
      return {
        bus: `${controllerAlias(build, 'virtio-serial', address.controller)}.${address.bus}`,
        nr: address.port,
      };
    default:
      return {};
  }
};

/** The zPCI device that goes before a PCI device of an s390 guest. */
export const addExtension = (build: Build, info: DeviceInfo): void => {
  const zpci = info.address?.type === 'pci' ? info.address.zpci : undefined;
  if (!zpci) return;
  addDevice(build, {
    driver: 'zpci',
    uid: zpci.uid,
    fid: zpci.fid,
    target: info.alias?.name,
    id: `zpci${zpci.uid}`,
  });
};

/** Option ROM of a PCI device. */
export const romProps = ({ rom }: DeviceInfo): Props => {
  if (!rom) return {};
  if (rom.enabled === false) return { romfile: '' };
  return { rombar: rom.bar === undefined ? undefined : rom.bar ? 1 : 0, romfile: rom.file };
};

export const addressOfDevice = (build: Build, device: Device): Props => addressProps(build, infoOf(device));
