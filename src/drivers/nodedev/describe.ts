// Turns a device of the tree into libvirt's node device: what it is, what it can do, what it is called.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeDevice } from '../../../schemas/xml/nodedev.ts';
import { interfaceFeatures } from '../../native/ethtool.ts';
import type { NameLookup } from './names.ts';
import { type Capability, describePci, mdevTypes } from './pci.ts';
import { attributeOf, deviceLinks, hexOf, linkOf, listOf, numberOf, type SysDevice } from './sysfs.ts';

export interface Lookups {
  readonly pci: NameLookup;
  readonly usb: NameLookup;
}

/** What a device turned out to be; `suffix` is added to its name. */
interface Description {
  readonly capability: Capability;
  readonly suffix?: string;
}
type Describer = (device: SysDevice, lookups: Lookups) => Description | null | Promise<Description | null>;

const made = (capability: object, suffix?: string): Description => ({
  capability: capability as Capability,
  suffix,
});
const trimmed = (text: string | null): string | undefined => text?.trim() || undefined;

const net: Describer = ({ path, properties }) => {
  const name = properties.INTERFACE;
  const state = attributeOf(path, 'operstate');
  if (name === undefined || state === null) return null;
  const address = attributeOf(path, 'address') ?? '';
  const up = state === 'up';
  // The kernel's -1, "unknown", is shown as the unsigned number it is for libvirt.
  const speed = up ? (numberOf(path, 'speed') ?? 0) >>> 0 : 0;
  return made(
    {
      type: 'net',
      interface: name,
      address,
      link: { speed, state },
      features: interfaceFeatures(name).map((feature) => ({ name: feature })),
      capabilities: [{ type: properties.DEVTYPE === 'wlan' ? '80211' : '80203' }],
    },
    address,
  );
};

const guesses: readonly (readonly [prefix: string, kind: string])[] = [
  ['/dev/vd', 'disk'],
  ['/dev/dasd', 'dasd'],
  ['/dev/nvme', 'disk'],
];
const driveType = (properties: Readonly<Record<string, string>>, node: string): string | undefined => {
  const { ID_TYPE: said } = properties;
  if (said !== undefined && said !== 'generic')
    return said === 'disk' && node.startsWith('/dev/dasd') ? 'dasd' : said;
  if ('ID_DRIVE_FLOPPY' in properties) return 'floppy';
  if ('ID_CDROM' in properties) return 'cd';
  if ('ID_DRIVE_FLASH_SD' in properties) return 'sd';
  return guesses.find(([prefix]) => node.startsWith(prefix))?.[1];
};

const storage: Describer = ({ path, properties }) => {
  if (properties.DEVNAME === undefined) return null;
  const node = `/dev/${properties.DEVNAME.replace(/^\/dev\//, '')}`;
  const kind = driveType(properties, node);
  if (kind === undefined) return null;
  const blocks = numberOf(path, 'size') ?? 0;
  const blockSize = numberOf(path, 'queue/logical_block_size') ?? 0;
  const sizes = { logical_block_size: blockSize, num_blocks: blocks };
  const known = {
    type: 'storage',
    block: node,
    bus: properties.ID_BUS,
    drive_type: kind === 'cd' ? 'cdrom' : kind,
    model: trimmed(attributeOf(path, 'device/model')),
    vendor: trimmed(attributeOf(path, 'device/vendor')),
    serial: properties.ID_SERIAL,
  };
  const serial = properties.ID_SERIAL;
  if (kind === 'cd' || kind === 'cd/dvd' || kind === 'floppy') {
    const there = kind === 'floppy' ? 'ID_FS_LABEL' in properties : properties.ID_CDROM_MEDIA === '1';
    const media = there
      ? { media_available: 1, media_size: blocks * blockSize }
      : { media_available: 0, media_size: 0 };
    const removable = { type: 'removable', ...media, media_label: properties.ID_FS_LABEL };
    return made(
      { ...known, drive_type: kind === 'floppy' ? 'floppy' : 'cdrom', capabilities: [removable] },
      serial,
    );
  }
  return made({ ...known, size: blocks * blockSize, ...sizes, capabilities: [] }, serial);
};

const usbDevice: Describer = ({ path, properties }, { usb }) => {
  const [bus, device] = [numberOf(path, 'busnum'), numberOf(path, 'devnum')];
  const [vendor, product] = [hexOf(path, 'idVendor'), hexOf(path, 'idProduct')];
  if (bus === null || device === null || vendor === null || product === null) return null;
  const names = usb(vendor, product);
  return made({
    type: 'usb_device',
    bus,
    device,
    product: {
      id: product,
      name: properties.ID_MODEL_FROM_DATABASE ?? names.product ?? trimmed(attributeOf(path, 'product')),
    },
    vendor: {
      id: vendor,
      name: properties.ID_VENDOR_FROM_DATABASE ?? names.vendor ?? trimmed(attributeOf(path, 'manufacturer')),
    },
  });
};

const usbInterface: Describer = ({ path }) => {
  const [number, kind, subclass, protocol] = [
    'bInterfaceNumber',
    'bInterfaceClass',
    'bInterfaceSubClass',
    'bInterfaceProtocol',
  ].map((file) => hexOf(path, file));
  if (number === null || kind === null || subclass === null || protocol === null) return null;
  return made({ type: 'usb', number, class: kind, subclass, protocol });
};

const wwn = (text: string | null): string | undefined => text?.trim().replace(/^0x/, '');

const scsiHost: Describer = ({ name }) => {
  const host = /^host(\d+)$/.exec(name)?.[1];
  if (host === undefined) return null;
  const inner: object[] = [];
  const fc = `/sys/class/fc_host/${name}`;
  if (existsSync(fc))
    inner.push({
      type: 'fc_host',
      wwnn: wwn(attributeOf(fc, 'node_name')),
      wwpn: wwn(attributeOf(fc, 'port_name')),
      fabric_wwn: wwn(attributeOf(fc, 'fabric_name')),
    });
  if (existsSync(join(fc, 'vport_create')))
    inner.push({
      type: 'vport_ops',
      max_vports: numberOf(fc, 'max_npiv_vports') ?? 0,
      vports: numberOf(fc, 'npiv_vports_inuse') ?? 0,
    });
  const unique = numberOf(`/sys/class/scsi_host/${name}`, 'unique_id');
  return made({ type: 'scsi_host', host: Number(host), unique_id: unique ?? -1, capabilities: inner });
};

const scsiTarget: Describer = async ({ path, name }) => {
  const ports = await listOf(join(path, 'fc_remote_ports'));
  const rport = ports.find((port) => port.startsWith('rport-'));
  const remote = rport && {
    type: 'fc_remote_port',
    rport,
    wwpn: wwn(attributeOf(`/sys/class/fc_remote_ports/${rport}`, 'port_name')),
  };
  return made({ type: 'scsi_target', target: name, capabilities: remote ? [remote] : [] });
};

const scsiTypes: Readonly<Record<number, string>> = {
  0: 'disk',
  1: 'tape',
  3: 'processor',
  4: 'worm',
  5: 'cdrom',
  6: 'scanner',
  7: 'mod',
  8: 'changer',
  12: 'raid',
  13: 'enclosure',
};
const scsiDevice: Describer = ({ path, name }) => {
  const parts = /^(\d+):(\d+):(\d+):(\d+)$/.exec(name);
  if (!parts) return null;
  const [host, bus, target, lun] = parts.slice(1).map(Number);
  const type = numberOf(path, 'type');
  return made({
    type: 'scsi',
    host,
    bus,
    target,
    lun,
    scsiType: type === null ? undefined : scsiTypes[type],
  });
};

const scsiGeneric: Describer = ({ properties }) =>
  properties.DEVNAME === undefined
    ? null
    : made({ type: 'scsi_generic', char: `/dev/${properties.DEVNAME}` });

const drmTypes = ['primary', 'control', 'render'] as const;
const drm: Describer = ({ properties }) => {
  const type = drmTypes[Number(properties.MINOR) >> 6];
  return type === undefined ? null : made({ type: 'drm', drmType: type });
};

const mdev: Describer = ({ path, name }) => {
  const type = linkOf(path, 'mdev_type');
  if (type === null) return null;
  const group = linkOf(path, 'iommu_group');
  const parent = path.split('/').at(-2);
  return made(
    {
      type: 'mdev',
      mdevType: { id: type },
      uuid: name,
      parent_addr: parent,
      iommuGroup: group === null ? undefined : { number: Number(group) },
      attrs: [],
    },
    parent,
  );
};

const vdpa: Describer = async ({ path }) => {
  const device = (await listOf(path)).find((name) => name.startsWith('vhost-vdpa'));
  return device === undefined ? null : made({ type: 'vdpa', chardev: `/dev/${device}` });
};

const mdevParent: Describer = async ({ path }) => {
  const types = await mdevTypes(path);
  return types.length === 0 ? null : made({ type: 'mdev_types', types });
};

const pci: Describer = async (device, { pci: names }) => {
  const capability = await describePci(device, names);
  return capability && { capability };
};

const byDevtype: Readonly<Record<string, Describer>> = {
  usb_device: usbDevice,
  usb_interface: usbInterface,
  scsi_host: scsiHost,
  scsi_target: scsiTarget,
  scsi_device: scsiDevice,
  disk: storage,
  wlan: net,
  drm_minor: drm,
};
const bySubsystem: Readonly<Record<string, Describer>> = {
  scsi_generic: scsiGeneric,
  mdev,
  vdpa,
  mtty: mdevParent,
};

const describerOf = ({ properties, subsystem }: SysDevice): Describer | undefined => {
  const { DEVTYPE } = properties;
  if (DEVTYPE !== undefined) return subsystem === 'net' ? net : byDevtype[DEVTYPE];
  if (bySubsystem[subsystem]) return bySubsystem[subsystem];
  if ('PCI_CLASS' in properties) return pci;
  return 'INTERFACE' in properties ? net : undefined;
};

const clean = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '_');

/** The node device of a device, its parent left open; null for those libvirt does not show. */
export const describeDevice = async (device: SysDevice, lookups: Lookups): Promise<NodeDevice | null> => {
  const description = await describerOf(device)?.(device, lookups);
  if (!description) return null;
  const { capability, suffix } = description;
  const name = clean(`${device.subsystem}_${device.name}${suffix === undefined ? '' : `_${suffix}`}`);
  const node = device.properties.DEVNAME;
  const driver = device.properties.DRIVER;
  return {
    name,
    path: device.path,
    devnodes:
      node === undefined
        ? []
        : [
            { type: 'dev' as const, path: `/dev/${node.replace(/^\/dev\//, '')}` },
            ...deviceLinks(device).map((path) => ({ type: 'link' as const, path })),
          ],
    driver: driver === undefined ? undefined : { name: driver },
    capabilities: [capability],
  };
};

const DMI = '/sys/class/dmi/id';
/** The host itself. */
export const describeComputer = (hostUuid: string): NodeDevice => {
  const dmi = (file: string): string | undefined => trimmed(attributeOf(DMI, file));
  const system = {
    type: 'system',
    product: dmi('product_name'),
    hardware: {
      vendor: dmi('sys_vendor'),
      version: dmi('product_version'),
      serial: dmi('product_serial'),
      uuid: hostUuid,
    },
    firmware: { vendor: dmi('bios_vendor'), version: dmi('bios_version'), release_date: dmi('bios_date') },
  };
  return { name: 'computer', devnodes: [], capabilities: [system as unknown as Capability] };
};
