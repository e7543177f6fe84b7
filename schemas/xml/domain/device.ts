// What devices share: address, alias, boot order, option ROM, virtio options, security labels.
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import * as x from '../dsl.ts';
import { checkPciRange, type PciNumbers } from '../parts/netdev.ts';

export const checkPci = (pci: PciNumbers & { type?: string }): x.Message | undefined =>
  (pci.type !== undefined && pci.type !== 'pci') || !pciPresent(pci) ? undefined : checkPciRange(pci);
/** libvirt writes no numbers for a PCI address that is all zero: it is a wish for any PCI address. */
const pciPresent = (pci: PciNumbers): boolean => Boolean(pci.domain || pci.bus || pci.slot);

const PCI_BUS = { pattern: '(0x)?[0-9a-fA-F]{1,2}|[0-9]{1,3}' };
const PCI_DOMAIN = { pattern: '(0x)?[0-9a-fA-F]{1,8}|[0-9]{1,10}' };
const PCI_SLOT = { pattern: '(0x)?[0-1]?[0-9a-fA-F]|[0-2]?[0-9]|3[01]' };
const PCI_FUNCTION = { pattern: '(0x)?[0-7]' };
const pciNumbers = {
  domain: x.attr(x.hex(4), { default: 0, schema: PCI_DOMAIN, when: pciPresent }),
  bus: x.attr(x.hex(2), { default: 0, schema: PCI_BUS, when: pciPresent }),
  slot: x.attr(x.hex(2), { default: 0, schema: PCI_SLOT, when: pciPresent }),
  function: x.attr(x.hex(1), { default: 0, schema: PCI_FUNCTION, when: pciPresent }),
};
const zpci = x.child({ uid: x.attr(x.hex(4), { default: 0 }), fid: x.attr(x.hex(8), { default: 0 }) });
const drive = x.attr(x.uint(), { default: 0 });

type Ccw = { type?: string; cssid?: number; ssid?: number; devno?: number };
const checkCcw = ({ type, cssid, ssid, devno }: Ccw): x.Message | undefined => {
  if (type !== 'ccw') return undefined;
  const refuse = (text: string): x.Message => ({
    code: ErrorCode.INTERNAL_ERROR,
    domain: ErrorDomain.DEVICE,
    text,
  });
  const numbers = [cssid, ssid, devno];
  if ((cssid ?? 0) > 0xfe || (ssid ?? 0) > 3 || (devno ?? 0) > 0xffff) {
    const [c, s, d] = numbers.map((n = 0) => n.toString(16)) as [string, string, string];
    return refuse(
      `Invalid specification for virtio ccw address: cssid='0x${c}' ssid='0x${s}' devno='0x${d.padStart(4, '0')}'`,
    );
  }
  const given = numbers.filter((n) => n !== undefined).length;
  return given === 0 || given === 3
    ? undefined
    : refuse('Invalid partial specification for virtio ccw address');
};

/** Where a device sits, on any kind of bus. */
export const DeviceAddress = x.tagged(
  'address',
  'type',
  {
    pci: { ...pciNumbers, multifunction: x.attr(x.onOff), zpci },
    drive: { controller: drive, bus: drive, target: drive, unit: drive },
    'virtio-serial': { controller: drive, bus: drive, port: drive },
    ccid: { controller: drive, slot: drive },
    usb: {
      bus: drive,
      port: x.attr(x.word('\\d+(\\.\\d+){0,3}'), {
        invalid: {
          code: ErrorCode.INTERNAL_ERROR,
          domain: ErrorDomain.DEVICE,
          text: "Cannot parse <address> 'port' attribute",
        },
      }),
    },
    'spapr-vio': {
      reg: x.attr(x.hex(8, { base: 16, max: Number.MAX_SAFE_INTEGER }), {
        schema: { pattern: '(0x)?[0-9a-fA-F]{1,8}' },
      }),
    },
    'virtio-s390': {},
    ccw: { cssid: x.attr(x.hex(1)), ssid: x.attr(x.hex(1)), devno: x.attr(x.hex(4)) },
    'virtio-mmio': {},
    isa: {
      iobase: x.attr(x.hex(1, { base: 16 }), { omit: 0 }),
      irq: x.attr(x.hex(1, { base: 16 }), { omit: 0 }),
    },
    dimm: {
      slot: x.attr(x.uint(), { required: true }),
      base: x.attr(x.hex(1, { base: 16, max: Number.MAX_SAFE_INTEGER }), { omit: 0 }),
    },
    unassigned: {},
  },
  { required: true },
  checkPci,
  checkCcw,
  ({ type }: { type?: string }) =>
    type === 'virtio-s390' ? "virtio-s390 bus doesn't have an address" : undefined,
);
export type DeviceAddress = x.TypeOf<typeof DeviceAddress>;

/** An address is read leniently: an empty type counts as none. */
export const address = x.child(DeviceAddress, {
  when: (device: { address?: { type: string } }) => device.address?.type !== 'virtio-s390',
});

/** Generated aliases are a running guest's; the user's own begin with `ua-`. */
export const alias = x.child(
  { name: x.sure(x.attr(x.text, { schema: { required: true } })) },
  {
    accept: (value: { name?: string }, { flags }) =>
      value.name !== undefined && (!flags.inactive || /^ua-[A-Za-z0-9_-]*$/.test(value.name)),
  },
);
export const acpi = x.child({ index: x.attr(x.uint(), { nonZero: true }) });
const LOADPARM = /^[A-Z0-9. ]*$/;
const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });
export const boot = x.child(
  x.element(
    'boot',
    {
      order: x.attr(x.uint(), { required: true, nonZero: true }),
      loadparm: x.attr(x.text, { schema: { pattern: '[a-zA-Z0-9.\\s]{1,8}' } }),
    },
    (device: { loadparm?: string }) => {
      if (device.loadparm === undefined) return undefined;
      device.loadparm = device.loadparm.toUpperCase();
      const { loadparm } = device;
      if (loadparm.length < 1 || loadparm.length > 8) {
        return internal(`loadparm value '${loadparm}' must be between 1 and 8 characters`);
      }
      return LOADPARM.test(loadparm)
        ? undefined
        : internal(
            `invalid loadparm value '${loadparm}', expecting chars in set of [a-zA-Z0-9.] and blank spaces`,
          );
    },
  ),
);
export const rom = x.child(
  x.element(
    'rom',
    {
      enabled: x.attr(x.yesNo),
      bar: x.attr(x.onOff),
      file: x.attr(x.text, { schema: { pattern: '/.*' } }),
    },
    (device: { enabled?: boolean; bar?: boolean; file?: string }) =>
      device.enabled === false && (device.bar !== undefined || device.file !== undefined)
        ? { code: ErrorCode.CONFIG_UNSUPPORTED, text: 'ROM tuning is not supported when ROM is disabled' }
        : undefined,
  ),
);

/** What every device may have, in libvirt's order. */
export const deviceInfo = { alias, acpi, address };
export const bootableInfo = { boot, alias, acpi, address };
export const romInfo = { boot, alias, rom, acpi, address };

export const virtioOptions = {
  iommu: x.attr(x.onOff),
  ats: x.attr(x.onOff),
  packed: x.attr(x.onOff),
  page_per_vq: x.attr(x.onOff),
};

/** The address of a device of the host, without a type of its own. */
export const hostPciAddress = x.element(
  'address',
  {
    domain: x.attr(x.hex(4), { default: 0, schema: PCI_DOMAIN }),
    bus: x.attr(x.hex(2), { default: 0, schema: PCI_BUS }),
    slot: x.attr(x.hex(2), { default: 0, schema: PCI_SLOT }),
    function: x.attr(x.hex(1), { default: 0, schema: PCI_FUNCTION }),
    multifunction: x.attr(x.onOff, { when: () => false }),
    zpci: x.child({ uid: x.attr(x.hex(4)), fid: x.attr(x.hex(8)) }, { when: () => false }),
  },
  checkPci,
);

interface UsbAddress {
  device?: number;
  port?: string;
}
/** Where a USB device of the host is plugged in. */
export const hostUsbAddress = {
  bus: x.attr(x.uint({ base: 0 }), { required: true }),
  device: x.attr(x.uint({ base: 0 }), { schema: { required: true } }),
  port: x.attr(x.text, { when: () => false }),
};
export const checkUsbAddress = ({ device, port }: UsbAddress): x.Message | undefined =>
  device === undefined && port === undefined
    ? { code: ErrorCode.INTERNAL_ERROR, text: 'usb address needs either device id or port' }
    : undefined;

/** The label of one device's source, which overrides the domain's. */
export const DeviceSeclabel = x.element(
  'seclabel',
  {
    model: x.attr(x.text, { empty: 'absent' }),
    labelskip: x.attr(x.yesNo, { omit: false }),
    relabel: x.attr(x.yesNo, { invalid: 'invalid security relabel value {value}' }),
    $label: x.oneOf('labelskip', {
      true: {},
      '*': {
        $label: x.oneOf('relabel', {
          false: {},
          '*': { label: x.child(x.text, { schema: { required: true } }) },
        }),
      },
    }),
  },
  (seclabel: { model?: string; relabel?: boolean; label?: string; labelskip?: boolean }, { flags }) => {
    const { label, relabel, model = '<null>' } = seclabel;
    seclabel.relabel ??= true;
    if (flags.inactive) delete seclabel.labelskip;
    if (label !== undefined && relabel === false) {
      return `Cannot specify a label if relabelling is turned off. model=${model}`;
    }
    return relabel && flags.inactive && label === undefined
      ? `Cannot specify relabel if label is missing. model=${model}`
      : undefined;
  },
);
export const deviceSeclabels = x.children('seclabel', DeviceSeclabel);

/** Lists of queues pinned to I/O threads. */
export const iothreadMapping = x.children(
  'iothread',
  {
    id: x.attr(x.uint(), { required: true, nonZero: true }),
    queues: x.children('queue', { id: x.attr(x.uint(), { required: true }) }),
  },
  { wrap: 'iothreads' },
);

export const model3 = ['virtio', 'virtio-transitional', 'virtio-non-transitional'] as const;
export const VirtioModel = x.oneWord(model3);
