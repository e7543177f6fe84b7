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
const model = <T>(of: x.Type<T>) => x.attr(of, { invalid: unknownModel });
const count = () => x.attr(x.natural());

const pciParts = {
  modelName: x.child(
    { name: x.attr(PciControllerModelName) },
    {
      name: 'model',
      when: (c: { model?: string; modelName?: { name?: string } }, { flags }) =>
        !(c.model === 'pci-root' && c.modelName?.name === 'spapr-pci-host-bridge' && flags.migratable),
    },
  ),
  target: x.child({
    chassisNr: x.attr(x.natural({ base: 0 })),
    chassis: x.attr(x.natural({ base: 0 })),
    port: x.attr(x.natural({ base: 0, hex: 1 })),
    busNr: x.attr(x.natural({ base: 0 })),
    index: x.attr(x.natural({ base: 0 })),
    hotplug: x.attr(x.onOff),
    memReserve: x.attr(x.ulong({ base: 0 }), { nonZero: true }),
    node: x.child(x.natural(), { invalid: 'invalid NUMA node in target' }),
  }),
};

export const Controller = x.readFirst(
  ['type', '$model', 'index', 'driver', '$parts', 'master'],
  x.element('controller', {
    type: x.attr(ControllerType, { default: 'ide', schema: { required: true } }),
    index: x.sure(x.attr(x.natural())),
    $model: x.oneOf('type', {
      pci: { model: model(PciControllerModel) },
      scsi: { model: model(ScsiControllerModel) },
      usb: { model: model(UsbControllerModel), ports: count() },
      ide: { model: model(IdeControllerModel) },
      'virtio-serial': {
        model: model(VirtioSerialControllerModel),
        ports: count(),
        vectors: count(),
      },
      xenbus: { maxGrantFrames: count(), maxEventChannels: count() },
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
    $hole: x.oneOf('model', { 'pci-root pcie-root': { pcihole64: x.child(x.size('KiB')) } }),
  }),
);
export type Controller = x.TypeOf<typeof Controller>;
