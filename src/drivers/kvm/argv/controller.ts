// Controllers: buses that the board does not have of itself.

import { isS390 } from '../../../../schemas/cpu/arch.ts';
import type { Controller } from '../../../model/domain/devices.ts';
import { hasBuiltinEsp, hasBuiltinIde, isPseries, isQ35 } from '../machine.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, type Build, internal, unsupported } from './build.ts';
import { iothreadMapping } from './disk.ts';
import { onOff, type Props, positive } from './json.ts';
import { virtioProps } from './virtio.ts';

type Of<T extends Controller['type']> = Controller & { type: T };

/** QEMU's names for USB controllers, and the flag that says it has them. */
export const usbControllers = {
  'piix3-uhci': ['piix3-usb-uhci', 'piix3-usb-uhci'],
  'piix4-uhci': ['piix4-usb-uhci', 'piix4-usb-uhci'],
  ehci: ['usb-ehci', 'usb-ehci'],
  'ich9-ehci1': ['ich9-usb-ehci1', 'ich9-usb-ehci1'],
  'ich9-uhci1': ['ich9-usb-uhci1', 'ich9-usb-ehci1'],
  'ich9-uhci2': ['ich9-usb-uhci2', 'ich9-usb-ehci1'],
  'ich9-uhci3': ['ich9-usb-uhci3', 'ich9-usb-ehci1'],
  'vt82c686b-uhci': ['vt82c686b-usb-uhci', 'vt82c686b-usb-uhci'],
  'pci-ohci': ['pci-ohci', 'pci-ohci'],
  'nec-xhci': ['nec-usb-xhci', 'nec-usb-xhci'],
  'qemu-xhci': ['qemu-xhci', 'qemu-xhci'],
} as const;

const usb = (build: Build, dev: Of<'usb'>): Props => {
  const { model } = dev;
  if (model === undefined) throw unsupported('no model provided for USB controller');
  const known = usbControllers[model as keyof typeof usbControllers];
  if (!known || !build.caps.has(known[1])) {
    throw unsupported(`USB controller model '${model}' not supported in this QEMU binary`);
  }
  if (dev.ports !== undefined && model !== 'nec-xhci' && model !== 'qemu-xhci') {
    throw unsupported(`usb controller type '${model}' doesn't support 'ports' with this QEMU binary`);
  }
  const props: Props = { driver: known[0], p2: dev.ports, p3: dev.ports };
  if (!dev.master) return { ...props, id: dev.alias?.name };
  const master = build.domain.devices.controllers.find(
    (other) => other.type === 'usb' && other.index === dev.index && !other.master,
  );
  if (!master) throw internal('masterbus not found');
  return { ...props, masterbus: `${master.alias?.name}.0`, firstport: dev.master.startport };
};

const scsiDrivers: Record<string, string> = {
  lsilogic: 'lsi',
  ibmvscsi: 'spapr-vscsi',
  lsisas1068: 'mptsas1068',
  lsisas1078: 'megasas',
  vmpvscsi: 'pvscsi',
  am53c974: 'am53c974',
  dc390: 'dc-390',
};

const scsi = (build: Build, dev: Of<'scsi'>): Props => {
  const { driver, model } = dev;
  const id = dev.alias?.name;
  switch (model) {
    case 'virtio-scsi':
    case 'virtio-transitional':
    case 'virtio-non-transitional':
      return {
        ...virtioProps(build.caps, 'virtio-scsi', dev, driver, model),
        iothread: driver?.iothread ? `iothread${driver.iothread}` : undefined,
        id,
        num_queues: positive(driver?.queues),
        'iothread-vq-mapping': iothreadMapping(driver?.iothreads),
        cmd_per_lun: positive(driver?.cmd_per_lun),
        max_sectors: positive(driver?.max_sectors),
        ioeventfd: driver?.ioeventfd,
      };
    default: {
      const name = scsiDrivers[model ?? ''];
      if (name === undefined) throw unsupported(`Unsupported controller model: ${model}`);
      return { driver: name, id };
    }
  }
};

const pci = (dev: Of<'pci'>): Props | undefined => {
  const { target, model } = dev;
  const driver = dev.modelName?.name;
  const id = dev.alias?.name;
  if (model === 'pci-root' && driver === 'spapr-pci-host-bridge' && !target?.index) return undefined;
  if (driver === undefined) throw internal('Unknown virDomainControllerPCIModelName value: 0');
  const reserve = positive((target?.memReserve ?? 0) * 1024);
  switch (model) {
    case 'pci-bridge':
      return { driver, chassis_nr: target?.chassisNr, 'mem-reserve': reserve, id };
    case 'pci-expander-bus':
    case 'pcie-expander-bus':
      return { driver, bus_nr: target?.busNr, id, numa_node: target?.node };
    case 'dmi-to-pci-bridge':
    case 'pcie-switch-upstream-port':
    case 'pcie-to-pci-bridge':
      return { driver, id };
    case 'pcie-root-port':
    case 'pcie-switch-downstream-port':
      return {
        driver,
        port: target?.port,
        chassis: target?.chassis,
        id,
        hotplug: target?.hotplug,
        'mem-reserve': reserve,
      };
    case 'pci-root':
      return { driver, index: target?.index, 'mem-reserve': reserve, id, numa_node: target?.node };
    default:
      throw unsupported('Unsupported PCI Express root controller');
  }
};

/** The device of a controller, without its address; undefined for one that needs none. */
const base = (build: Build, dev: Controller): Props | undefined => {
  switch (dev.type) {
    case 'scsi':
      return scsi(build, dev as Of<'scsi'>);
    case 'virtio-serial': {
      const serial = dev as Of<'virtio-serial'>;
      return {
        ...virtioProps(build.caps, 'virtio-serial', dev, dev.driver, dev.model),
        id: dev.alias?.name,
        max_ports: serial.ports,
        vectors: serial.vectors,
      };
    }
    case 'ccid':
      return { driver: 'usb-ccid', id: dev.alias?.name };
    case 'sata':
      return { driver: 'ahci', id: dev.alias?.name };
    case 'usb':
      return usb(build, dev as Of<'usb'>);
    case 'pci':
      return pci(dev as Of<'pci'>);
    default:
      throw unsupported(`Unsupported controller type: ${dev.type}`);
  }
};

/** The properties of a controller's device; undefined for one that needs none. */
export const controllerProps = (build: Build, dev: Controller): Props | undefined => {
  const props = base(build, dev);
  return props && { ...props, ...addressProps(build, dev) };
};

const isBuiltin = ({ machine }: Build, dev: Controller): boolean => {
  if (dev.type === 'pci')
    return dev.model === 'pcie-root' || (dev.model === 'pci-root' && !isPseries(machine));
  if (dev.type === 'usb') return dev.model === 'none' || (isS390(machine.arch) && dev.model === undefined);
  if (dev.index !== 0) return false;
  if (dev.type === 'sata') return isQ35(machine);
  if (dev.type === 'ide') return hasBuiltinIde(machine);
  return dev.type === 'scsi' && dev.model === 'ncr53c90' && hasBuiltinEsp(machine);
};

export const addControllersOf = (build: Build, type: Controller['type']): void => {
  for (const dev of build.domain.devices.controllers) {
    if (dev.type !== type) continue;
    if (
      dev.type === 'pci' &&
      dev.model === 'pci-root' &&
      dev.index === 0 &&
      dev.target?.hotplug !== undefined
    ) {
      build.args.push('-global', `PIIX4_PM.acpi-root-pci-hotplug=${onOff(dev.target.hotplug)}`);
    }
    if (isBuiltin(build, dev)) continue;
    const props = controllerProps(build, dev);
    if (!props) continue;
    addExtension(build, dev);
    addDevice(build, props);
  }
};

export const addControllers = (build: Build): void => {
  for (const type of ['pci', 'usb', 'scsi', 'ide', 'sata', 'virtio-serial'] as const)
    addControllersOf(build, type);
};

/** Size of the window for 64-bit PCI resources. */
export const addPciHole = (build: Build): void => {
  for (const dev of build.domain.devices.controllers) {
    if (dev.type !== 'pci' || dev.pcihole64 === undefined) continue;
    const host = { 'pci-root': 'i440FX-pcihost', 'pcie-root': 'q35-pcihost' }[dev.model as string];
    if (host === undefined) throw internal('64-bit PCI hole setting is only for root PCI controllers');
    build.args.push('-global', `${host}.pci-hole64-size=${dev.pcihole64}K`);
  }
};

export const addHubs = (build: Build): void => {
  for (const hub of build.domain.devices.hubs) {
    addDevice(build, { driver: 'usb-hub', id: hub.alias?.name, ...addressProps(build, hub) });
  }
};
