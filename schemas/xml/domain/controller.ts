// <controller>: https://libvirt.org/formatdomain.html#controllers
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { acpi, address, alias, iothreadMapping, virtioOptions } from './device.ts';

export const ControllerType = x.oneWord([
  'ide',
  'fdc',
  'scsi',
  'sata',
  'virtio-serial',
  'ccid',
  'usb',
  'pci',
  'xenbus',
  'isa',
]);
export const PciControllerModel = x.oneWord([
  'pci-root',
  'pcie-root',
  'pci-bridge',
  'dmi-to-pci-bridge',
  'pcie-to-pci-bridge',
  'pcie-root-port',
  'pcie-switch-upstream-port',
  'pcie-switch-downstream-port',
  'pci-expander-bus',
  'pcie-expander-bus',
]);
export const PciControllerModelName = x.oneWord(
  [
    'pci-bridge',
    'i82801b11-bridge',
    'ioh3420',
    'x3130-upstream',
    'xio3130-downstream',
    'pxb',
    'pxb-pcie',
    'pcie-root-port',
    'spapr-pci-host-bridge',
    'pcie-pci-bridge',
  ],
  { also: ['none'] },
);
export const ScsiControllerModel = x.oneWord([
  'auto',
  'buslogic',
  'lsilogic',
  'lsisas1068',
  'vmpvscsi',
  'ibmvscsi',
  'virtio-scsi',
  'lsisas1078',
  'virtio-transitional',
  'virtio-non-transitional',
  'ncr53c90',
  'dc390',
  'am53c974',
]);
export const UsbControllerModel = x.oneWord([
  'piix3-uhci',
  'piix4-uhci',
  'ehci',
  'ich9-ehci1',
  'ich9-uhci1',
  'ich9-uhci2',
  'ich9-uhci3',
  'vt82c686b-uhci',
  'pci-ohci',
  'nec-xhci',
  'qusb1',
  'qusb2',
  'qemu-xhci',
  'none',
]);
export const IdeControllerModel = x.oneWord(['piix3', 'piix4', 'ich6']);
export const VirtioSerialControllerModel = x.oneWord([
  'virtio',
  'virtio-transitional',
  'virtio-non-transitional',
]);

const unknownModel = { code: ErrorCode.CONFIG_UNSUPPORTED, text: "Unknown model type '{value}'" };
const model = <T>(of: x.Type<T>) => x.attr(of, { invalid: unknownModel, empty: 'absent' });
const count = (what: string) => x.attr(x.int({ min: 0 }), { invalid: `Invalid ${what}: {value}` });

interface PciTarget {
  chassisNr?: number;
  chassis?: number;
  port?: number;
  busNr?: number;
}
const checkTarget = (target: PciTarget): x.Message | undefined => {
  if (target.chassisNr !== undefined && (target.chassisNr < 1 || target.chassisNr > 255)) {
    return `PCI controller chassisNr '${target.chassisNr}' out of range - must be 1-255`;
  }
  if (target.chassis !== undefined && (target.chassis < 0 || target.chassis > 255)) {
    return `PCI controller chassis '${target.chassis}' out of range - must be 0-255`;
  }
  if (target.port !== undefined && (target.port < 0 || target.port > 255)) {
    return `PCI controller port '${target.port}' out of range - must be 0-255`;
  }
  if (target.busNr !== undefined && (target.busNr < 1 || target.busNr > 254)) {
    return `PCI controller busNr '${target.busNr}' out of range - must be 1-254`;
  }
  return undefined;
};

const pciParts = {
  modelName: x.child(
    { name: x.attr(PciControllerModelName, { empty: 'absent' }) },
    {
      name: 'model',
      when: (c: { model?: string; modelName?: { name?: string } }, { flags }) =>
        !(c.model === 'pci-root' && c.modelName?.name === 'spapr-pci-host-bridge' && flags.migratable),
    },
  ),
  target: x.child(
    x.element(
      'target',
      {
        chassisNr: x.attr(x.uint({ base: 0 })),
        chassis: x.attr(x.uint({ base: 0 })),
        port: x.attr(x.hex(1)),
        busNr: x.attr(x.uint({ base: 0 })),
        index: x.attr(x.uint({ base: 0 })),
        hotplug: x.attr(x.onOff),
        memReserve: x.attr(x.ulong({ base: 0 }), { omit: 0 }),
        node: x.child(x.uint({ base: 10 }), { invalid: 'Invalid NUMA node in target' }),
      },
      checkTarget,
    ),
  ),
};

export const Controller = x.element('controller', {
  type: x.attr(ControllerType, { required: true }),
  index: x.sure(x.attr(x.uint({ max: 2147483647, expect: 'Expected integer value' }))),
  $model: x.oneOf('type', {
    pci: { model: model(PciControllerModel) },
    scsi: { model: model(ScsiControllerModel) },
    usb: { model: model(UsbControllerModel), ports: count('ports') },
    ide: { model: model(IdeControllerModel) },
    'virtio-serial': {
      model: model(VirtioSerialControllerModel),
      ports: count('ports'),
      vectors: count('vectors'),
    },
    xenbus: { maxGrantFrames: count('maxGrantFrames'), maxEventChannels: count('maxEventChannels') },
  }),
  $parts: x.oneOf('type', { pci: pciParts }),
  driver: x.child({
    queues: x.attr(x.uint(), { omit: 0 }),
    cmd_per_lun: x.attr(x.uint(), { omit: 0 }),
    max_sectors: x.attr(x.uint(), { omit: 0 }),
    ioeventfd: x.attr(x.onOff),
    iothread: x.attr(x.uint(), { omit: 0 }),
    ...virtioOptions,
    iothreads: iothreadMapping,
  }),
  alias,
  master: x.child({ startport: x.attr(x.uint(), { required: true }) }),
  acpi,
  address,
  $hole: x.oneOf('type', { pci: { pcihole64: x.child(x.size('KiB')) } }),
});
export type Controller = x.TypeOf<typeof Controller>;
