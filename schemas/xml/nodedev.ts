// Node device XML: https://libvirt.org/formatnode.html
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';
import { pciAddressFields } from './parts/netdev.ts';

const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });
const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });
const none = (what: string): x.Message => internal(`no ${what} supplied for '{name}'`);
const invalid = (what: string): x.Message => internal(`invalid ${what} supplied for '{name}'`);
/** A number as the text of a sub-element. */
const number = (of: x.Type<number>, what: string) =>
  x.child(of, { required: none(what), invalid: invalid(what) });
const optionalNumber = (of: x.Type<number>, what: string) => x.child(of, { invalid: invalid(what) });
const address = { address: x.children('address', pciAddressFields) };

const mdevTypes = {
  types: x.children('type', {
    id: x.attr(x.text, { required: true }),
    name: x.child(x.text),
    deviceAPI: x.child(x.text),
    availableInstances: x.child(x.uint()),
  }),
};
const customField = { index: x.attr(x.text), value: x.content(x.text) };
const vpd = {
  name: x.child(x.text),
  fields: x.children('fields', {
    access: x.attr(x.oneWord(['readonly', 'readwrite']), { required: true }),
    change_level: x.child(x.text),
    manufacture_id: x.child(x.text),
    part_number: x.child(x.text),
    serial_number: x.child(x.text),
    asset_tag: x.child(x.text),
    vendorFields: x.children('vendor_field', customField),
    systemFields: x.children('system_field', customField),
  }),
};

const pciCapability = x.element('capability', {
  type: x.attr(x.text, { required: true }),
  $kind: x.oneOf('type', {
    phys_function: address,
    virt_functions: { maxCount: x.attr(x.uint(), { omit: 0 }), ...address },
    mdev_types: mdevTypes,
    vpd,
  }),
});
/** libvirt writes the capabilities of a PCI device in this order, whatever the document's. */
const pciOrder = ['phys_function', 'virt_functions', 'pci-bridge', 'cardbus-bridge', 'mdev_types', 'vpd'];

/** Who made a device, and which it is: `bus` is PCI or USB. */
const identity = (what: string) =>
  x.child(
    { id: x.attr(x.hex(4), { required: none(what), invalid: invalid(what) }), name: x.content(x.text) },
    { required: none(what) },
  );
const link = {
  validity: x.attr(x.oneWord(['cap', 'sta']), { required: true }),
  port: x.attr(x.uint()),
  speed: x.attr(x.oneWord(['2.5', '5', '8', '16', '32', '64'])),
  width: x.attr(x.uint(), { required: true }),
};

const pci = {
  class: x.child(x.hex(6, { max: 0xffffff }), { invalid: invalid('PCI class') }),
  domain: number(x.uint(), 'PCI domain ID'),
  bus: number(x.uint(), 'PCI bus ID'),
  slot: number(x.uint(), 'PCI slot ID'),
  function: number(x.uint(), 'PCI function ID'),
  product: identity('PCI product ID'),
  vendor: identity('PCI vendor ID'),
  capabilities: x.children('capability', pciCapability),
  iommuGroup: x.child({ number: x.attr(x.uint(), { required: true }), ...address }),
  numa: x.child({ node: x.attr(x.int(), { required: true, invalid: invalid('NUMA node ID') }) }),
  pciExpress: x.child({ links: x.children('link', link) }, { name: 'pci-express', keep: true }),
};
const system = {
  product: x.child(x.text),
  hardware: x.child(
    x.expanded(
      x.element('hardware', {
        vendor: x.child(x.text),
        version: x.child(x.text),
        serial: x.child(x.text),
        uuid: x.child(x.uuid, { invalid: internal("malformed uuid element for '{name}'") }),
      }),
    ),
    { always: true, keep: true },
  ),
  firmware: x.child(
    x.expanded(
      x.element('firmware', {
        vendor: x.child(x.text),
        version: x.child(x.text),
        release_date: x.child(x.text),
      }),
    ),
    { always: true, keep: true },
  ),
};
const usbDevice = {
  bus: number(x.uint(), 'USB bus number'),
  device: number(x.uint(), 'USB device number'),
  product: identity('USB product ID'),
  vendor: identity('USB vendor ID'),
};
const usb = {
  number: number(x.uint(), 'USB interface number'),
  class: number(x.uint(), 'USB interface class'),
  subclass: number(x.uint(), 'USB interface subclass'),
  protocol: number(x.uint(), 'USB interface protocol'),
  description: x.child(x.text),
};
const net = {
  interface: x.child(x.text, {
    required: { code: ErrorCode.INTERNAL_ERROR, text: "no network interface supplied for '{name}'" },
  }),
  address: x.child(x.text),
  link: x.child({
    speed: x.attr(x.uint(), { omit: 0 }),
    state: x.attr(x.oneWord(['unknown', 'notpresent', 'down', 'lowerlayerdown', 'testing', 'dormant', 'up'])),
  }),
  features: x.children('feature', { name: x.attr(x.text, { required: true }) }),
  capabilities: x.children('capability', { type: x.attr(x.oneWord(['80203', '80211']), { required: true }) }),
};
const scsiHost = {
  host: optionalNumber(x.uint(), 'SCSI host ID'),
  unique_id: x.child(x.int(), { invalid: internal("invalid unique_id supplied for '{name}'") }),
  capabilities: x.children('capability', {
    type: x.attr(x.oneWord(['fc_host', 'vport_ops']), {
      required: internal("missing SCSI host capability type for '{name}'"),
      invalid: internal("unknown SCSI host capability type '{value}' for '{name}'"),
    }),
    $kind: x.oneOf('type', {
      fc_host: { wwnn: x.child(x.text), wwpn: x.child(x.text), fabric_wwn: x.child(x.text) },
      vport_ops: { max_vports: x.child(x.int()), vports: x.child(x.int()) },
    }),
  }),
};
const scsiTarget = {
  target: x.child(x.text, { required: none('target name') }),
  capabilities: x.children('capability', {
    type: x.attr(x.oneWord(['fc_remote_port']), {
      required: internal("missing type for SCSI target capability for '{name}'"),
      invalid: internal("unknown SCSI target capability type '{value}' for '{name}'"),
    }),
    rport: x.child(x.text),
    wwpn: x.child(x.text),
  }),
};
const scsi = {
  host: number(x.uint(), 'SCSI host ID'),
  bus: number(x.uint(), 'SCSI bus ID'),
  target: number(x.uint(), 'SCSI target ID'),
  lun: number(x.uint(), 'SCSI LUN ID'),
  scsiType: x.child(x.text, { name: 'type' }),
};
const blocks = {
  logical_block_size: x.child(x.ulong(), { omit: 0 }),
  num_blocks: x.child(x.ulong(), { omit: 0 }),
};
interface StorageDef {
  size?: number;
  logical_block_size?: number;
  num_blocks?: number;
  capabilities: { type: string }[];
}
const storage = {
  block: x.child(x.text, {
    required: { code: ErrorCode.INTERNAL_ERROR, text: "no block device path supplied for '{name}'" },
  }),
  bus: x.child(x.text),
  drive_type: x.child(x.text),
  model: x.child(x.text),
  vendor: x.child(x.text),
  serial: x.child(x.text),
  size: x.child(x.ulong(), { invalid: invalid('size') }),
  ...blocks,
  capabilities: x.children('capability', {
    type: x.attr(x.oneWord(['removable', 'hotpluggable']), {
      required: internal("missing storage capability type for '{name}'"),
      invalid: internal("unknown storage capability type '{value}' for '{name}'"),
    }),
    media_available: x.child(x.uint()),
    media_size: x.child(x.ulong(), { invalid: invalid('removable media size') }),
    media_label: x.child(x.text),
    ...blocks,
  }),
};
const noMdevType = unsupported("missing type id attribute for '{name}'");
const mdev = {
  mdevType: x.child(
    { id: x.attr(x.text, { empty: 'absent', required: noMdevType }) },
    { name: 'type', required: noMdevType },
  ),
  uuid: x.child(x.uuid, { invalid: internal("Invalid uuid '{value}' for new mdev device") }),
  parent_addr: x.child(x.text),
  iommuGroup: x.child({
    number: x.attr(x.uint(), {
      required: true,
      invalid: internal("invalid iommuGroup number attribute for '{name}'"),
    }),
  }),
  attrs: x.children('attr', {
    name: x.attr(x.text, { empty: 'absent', schema: { required: true } }),
    value: x.attr(x.text, { empty: 'absent', schema: { required: true } }),
  }),
};
const ccwAddress = {
  cssid: x.child(x.hex(1, { schema: { pattern: '(0x)?[0-9a-fA-F]{1,2}' } })),
  ssid: x.child(x.hex(1, { schema: { pattern: '(0x)?[0-3]' } })),
  devno: x.child(x.hex(4, { schema: { pattern: '(0x)?[0-9a-fA-F]{1,4}' } })),
};
const groupMember = x.children('capability', {
  type: x.attr(x.text, { required: true }),
  group_device: x.child(x.text),
});
const mdevCapabilities = x.children('capability', {
  type: x.attr(x.oneWord(['mdev_types']), { required: true }),
  ...mdevTypes,
});
const ccwState = x.child(x.oneWord(['online', 'offline']));

/** Capabilities by name; the value of `type` decides. */
const capabilityKinds = {
  system,
  pci,
  usb_device: usbDevice,
  usb,
  net,
  scsi_host: scsiHost,
  scsi_target: scsiTarget,
  scsi,
  storage,
  scsi_generic: { char: x.child(x.text, { required: none('character device path') }) },
  drm: {
    drmType: x.child(x.oneWord(['primary', 'control', 'render']), {
      name: 'type',
      required: unsupported("unknown drm type '(null)' for '{name}'"),
      invalid: unsupported("unknown drm type '{value}' for '{name}'"),
    }),
  },
  mdev,
  mdev_types: mdevTypes,
  ccw: { state: ccwState, ...ccwAddress, capabilities: groupMember },
  css: { ...ccwAddress, channel_dev_addr: x.child(ccwAddress), capabilities: mdevCapabilities },
  vdpa: { chardev: x.child(x.text) },
  ap_card: { adapter: x.child(x.hex(2), { name: 'ap-adapter', required: none('ap-adapter value') }) },
  ap_queue: {
    adapter: x.child(x.hex(2), { name: 'ap-adapter', required: none('ap-adapter value') }),
    domain: x.child(x.hex(4), { name: 'ap-domain', required: none('ap-domain value') }),
  },
  ap_matrix: { capabilities: mdevCapabilities },
  ccwgroup: {
    state: ccwState,
    ...ccwAddress,
    members: x.children(
      'ccw_device',
      { ref: x.attr(x.text), device: x.content(x.text) },
      { wrap: 'members' },
    ),
    capabilities: x.children('capability', {
      type: x.attr(x.text, { required: true }),
      card_type: x.child(x.text),
      chpid: x.child(x.text),
    }),
  },
} as const;

interface CapabilityDef {
  type: string;
  capabilities?: { type: string; types?: unknown[] }[];
}
/** What libvirt works out anew when it reads: order of PCI capabilities, media and ports that only a host knows. */
const normalise: Record<string, (capability: CapabilityDef) => x.Message | undefined> = {
  pci: (capability) => {
    capability.capabilities?.sort((a, b) => pciOrder.indexOf(a.type) - pciOrder.indexOf(b.type));
    return undefined;
  },
  storage: (capability) => {
    const disk = capability as CapabilityDef & StorageDef;
    if (disk.capabilities.some((each) => each.type === 'removable')) {
      delete disk.size;
      delete disk.logical_block_size;
      delete disk.num_blocks;
    } else if (disk.size === undefined)
      return { code: ErrorCode.INTERNAL_ERROR, text: "no size supplied for '{name}'" };
    return undefined;
  },
  scsi_host: (capability) => {
    for (const each of capability.capabilities ?? []) {
      if (each.type === 'vport_ops') Object.assign(each, { max_vports: 0, vports: 0 });
    }
    return undefined;
  },
  mdev: (capability) => {
    const device = capability as CapabilityDef & {
      iommuGroup?: { number: number };
      parent_addr?: string;
      attrs: { name?: string; value?: string }[];
    };
    // libvirt passes over attributes that are not complete.
    device.attrs = device.attrs.filter(({ name, value }) => name !== undefined && value !== undefined);
    device.iommuGroup ??= { number: 0 };
    delete device.parent_addr;
    return undefined;
  },
  system: (capability) => {
    const { hardware } = capability as CapabilityDef & { hardware: { uuid?: string } };
    return hardware.uuid
      ? undefined
      : { code: ErrorCode.INTERNAL_ERROR, text: "no system UUID supplied for '{name}'" };
  },
};

/** virNodeDevCapType, for kinds that are only found, never described by a client. */
const foundOnly: Readonly<Record<string, number>> = { scsi_generic: 11, mdev_types: 13, vdpa: 17 };
const refuseFoundOnly = ({ type }: CapabilityDef, { flags }: x.RuleContext): x.Message | undefined => {
  const number = foundOnly[type];
  return number === undefined || !flags.called
    ? undefined
    : internal(`unknown capability type '${number}' for '{name}'`);
};

const Capability = x.readAs(
  x.expanded(
    x.element('capability', {
      type: x.attr(x.oneWord(Object.keys(capabilityKinds) as (keyof typeof capabilityKinds)[]), {
        required: true,
      }),
      $kind: x.oneOf('type', capabilityKinds),
    }),
  ),
  'type',
  refuseFoundOnly,
  '$kind',
  (capability: CapabilityDef) => normalise[capability.type]?.(capability),
);

interface DeviceDef {
  name?: string;
  parent?: { wwnn?: string; wwpn?: string };
  driver?: object;
  capabilities: unknown[];
}
const checkParent = (device: DeviceDef): x.Message | undefined => {
  const { wwnn, wwpn } = device.parent ?? {};
  if (wwnn !== undefined && wwpn === undefined)
    return `when providing parent wwnn='${wwnn}', the wwpn must also be provided`;
  if (wwpn !== undefined && wwnn === undefined)
    return `when providing parent wwpn='${wwpn}', the wwnn must also be provided`;
  return undefined;
};
const requireCapabilities = ({ capabilities }: DeviceDef): x.Message | undefined =>
  capabilities.length === 0 ? internal("no device capabilities for '{name}'") : undefined;

/** A document that describes a device to be made may lack the name; it is 'new device' then. */
export const NodeDevice = x.readAs(
  x.element('device', {
    name: x.child(x.text, { implied: 'new device' }),
    path: x.child(x.text, { live: true }),
    devnodes: x.children(
      'devnode',
      { type: x.attr(x.oneWord(['dev', 'link']), { required: true }), path: x.content(x.text) },
      { live: true },
    ),
    parent: x.child({
      wwnn: x.attr(x.text),
      wwpn: x.attr(x.text),
      fabric_wwn: x.attr(x.text),
      name: x.content(x.text),
    }),
    driver: x.child({ name: x.child(x.text) }, { live: true }),
    capabilities: x.children('capability', Capability),
  }),
  'name',
  'path',
  'devnodes',
  'parent',
  checkParent,
  'capabilities',
  requireCapabilities,
);
export type NodeDevice = x.TypeOf<typeof NodeDevice>;

export const nodeDeviceParseOptions = {
  domain: ErrorDomain.NODEDEV,
  filename: '(node_device_definition)',
} as const;
/** For a device that is to be made: whatever name the document gives it is not its own. */
export const newNodeDeviceOptions = { ...nodeDeviceParseOptions, called: 'new device' } as const;
