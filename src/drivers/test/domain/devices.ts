// Plugging devices of any kind into a simulated domain, out of it, and changing them.
import { ErrorCode, ErrorDomain, noSupport, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Device, Disk, Interface } from '../../../model/domain/devices.ts';
import { diskIndex, generateMac, insertDisk } from '../../../model/domain/settle.ts';
import {
  addDevice,
  type DeviceEntry,
  deviceByAlias,
  matchingDevice,
  nextAlias,
  parseDevice,
  removeDevice,
  replaceDevice,
} from '../../common/devices.ts';
import { affected } from '../../common/impact.ts';
import { Detail } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import { completeDevice, nameInterfaces } from '../postparse.ts';
import type { DomainHost } from './lifecycle.ts';
import { invalid, type SimDomain, unsupportedOperation } from './object.ts';
import { checkTaints } from './taint.ts';

const LIVE = 1;
const CONFIG = 2;

/** What libvirt's simulator cannot change either: it has no bus for host devices but PCI, and no display. */
const checkKind = (entry: DeviceEntry, api: string): void => {
  const hostdev = entry.name === 'hostdev' && entry.device.type !== 'pci';
  const display = entry.name === 'graphics' && api.includes('Update');
  if (hostdev || display) throw noSupport(ErrorDomain.DOMAIN, api);
};

const configError = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.TEST, text);

/** Reads a device and fills in what the simulator would. */
const readDevice = (xml: string, def: Domain): DeviceEntry => {
  const entry = parseDevice(xml);
  if (entry.key === 'interfaces') {
    const net = entry.device as unknown as Interface;
    net.mac ??= { address: generateMac() } as typeof net.mac;
  }
  const kind = KINDS[entry.name] ?? entry.name;
  completeDevice({ kind, dev: entry.device } as unknown as Device, def);
  return entry;
};
const KINDS: Readonly<Record<string, string>> = { interface: 'net', filesystem: 'fs' };

const checkDiskPlug = (def: Domain, disk: Disk): void => {
  if (disk.device === 'floppy') throw unsupportedOperation("floppy device hotplug isn't supported");
  if (def.devices.disks.some((other) => other.target.dev === disk.target.dev))
    throw new VirError(
      ErrorCode.OPERATION_FAILED,
      ErrorDomain.DOMAIN,
      `target ${disk.target.dev} already exists`,
    );
  const { bus } = disk.target;
  if (bus === 'usb' && disk.device === 'lun')
    throw configError("disk device='lun' is not supported for usb bus");
  if (bus === 'virtio' && disk.device === 'cdrom')
    throw unsupportedOperation("cdrom device with virtio bus isn't supported");
  if (bus !== 'usb' && bus !== 'virtio' && bus !== 'scsi')
    throw unsupportedOperation(`disk bus '${bus}' cannot be hotplugged.`);
};

const checkDiskUnplug = (disk: Disk): void => {
  const { bus } = disk.target;
  const removable = bus === 'usb' || bus === 'scsi' || bus === 'virtio';
  if (disk.device === 'floppy' || (disk.device === 'cdrom' && bus !== 'usb' && bus !== 'scsi'))
    throw unsupportedOperation(`disk device type '${disk.device}' cannot be detached`);
  if (!removable) throw unsupportedOperation('This type of disk cannot be hot unplugged');
};

export const deviceSlots = (host: DomainHost) => {
  const { domains, events, life } = host;

  const plug = (dom: SimDomain, def: Domain, entry: DeviceEntry): void => {
    const disk = entry.key === 'disks' ? (entry.device as unknown as Disk) : null;
    const changeable = disk && (disk.device === 'cdrom' || disk.device === 'floppy');
    const tray = changeable
      ? def.devices.disks.find((other) => other.target.dev === disk.target.dev)
      : undefined;
    if (disk && tray) {
      tray.type = disk.type;
      tray.source = disk.source;
      return;
    }
    if (disk) checkDiskPlug(def, disk);
    entry.device.alias ??= { name: nextAlias(def, entry, disk ? diskIndex(disk.target.dev ?? '') : 0) };
    if (disk) insertDisk(def.devices.disks, disk);
    else addDevice(def, entry);
    nameInterfaces(def);
    checkTaints(dom);
    events.emit('domain', 'deviceAdded', { dom: dom.handle, devAlias: entry.device.alias.name ?? '' });
  };

  const attach = (dom: SimDomain, xml: string, flags: number): void => {
    const { live, config } = affected(dom, flags);
    if (config) {
      const entry = readDevice(xml, config);
      if (entry.key === 'disks') {
        const disk = entry.device as unknown as Disk;
        if (config.devices.disks.some((other) => other.target.dev === disk.target.dev))
          throw new VirError(
            ErrorCode.OPERATION_FAILED,
            ErrorDomain.DOMAIN,
            `target ${disk.target.dev} already exists`,
          );
        insertDisk(config.devices.disks, disk);
      } else addDevice(config, entry);
      nameInterfaces(config);
    }
    if (live) plug(dom, live, readDevice(xml, live));
  };

  const unplug = (dom: SimDomain, def: Domain, entry: DeviceEntry): void => {
    if (entry.key === 'disks') checkDiskUnplug(entry.device as unknown as Disk);
    removeDevice(def, entry);
    events.emit('domain', 'deviceRemoved', { dom: dom.handle, devAlias: entry.device.alias?.name ?? '' });
  };
  const detach = (dom: SimDomain, flags: number, find: (def: Domain) => DeviceEntry): void => {
    const { live, config } = affected(dom, flags);
    const fromLive = live && find(live);
    if (config) removeDevice(config, find(config));
    if (live && fromLive) unplug(dom, live, fromLive);
  };

  const updateIn = (def: Domain, xml: string): DeviceEntry => {
    const entry = readDevice(xml, def);
    if (entry.key === 'disks') {
      const disk = entry.device as unknown as Disk;
      if (!def.devices.disks.some((other) => other.target.dev === disk.target.dev))
        throw invalid(`target ${disk.target.dev} doesn't exist.`);
    }
    const known = ['memory', 'filesystem'].includes(entry.name)
      ? matchingDevice(def, { ...entry, device: identity(entry) })
      : matchingDevice(def, entry);
    if (known.device.alias && !entry.device.alias) entry.device.alias = known.device.alias;
    if (known.device.address && !entry.device.address) entry.device.address = known.device.address;
    replaceDevice(def, entry.key, known.device, entry.device);
    nameInterfaces(def);
    return entry;
  };
  const update = (dom: SimDomain, xml: string, flags: number): void => {
    const { live, config } = affected(dom, flags);
    if (config) updateIn(config, xml);
    if (live) updateIn(live, xml);
    if (config) life.defined(dom, Detail.DEFINED.UPDATED);
  };

  const attachLive = (api: string, dom: SimDomain, xml: string, flags: number): void => {
    checkKind(parseDevice(xml), api);
    attach(dom, xml, flags & (LIVE | CONFIG));
  };
  const detachXml = (api: string, dom: SimDomain, xml: string, flags: number): void => {
    const entry = parseDevice(xml);
    checkKind(entry, api);
    detach(dom, flags & (LIVE | CONFIG), (def) => matchingDevice(def, entry));
  };

  return {
    domainAttachDevice: (ctx, { dom, xml }) => attachLive(ctx.api, domains.find(dom), xml, LIVE),
    domainAttachDeviceFlags: (ctx, { dom, xml, flags }) => attachLive(ctx.api, domains.find(dom), xml, flags),
    domainDetachDevice: (ctx, { dom, xml }) => detachXml(ctx.api, domains.find(dom), xml, LIVE),
    domainDetachDeviceFlags: (ctx, { dom, xml, flags }) => detachXml(ctx.api, domains.find(dom), xml, flags),
    domainDetachDeviceAlias: (_ctx, { dom, alias, flags }) =>
      detach(domains.find(dom), flags & (LIVE | CONFIG), (def) => deviceByAlias(def, alias)),
    domainUpdateDeviceFlags: (ctx, { dom, xml, flags }) => {
      checkKind(parseDevice(xml), ctx.api);
      update(domains.find(dom), xml, flags & (LIVE | CONFIG));
    },
  } satisfies PartialTable<'hypervisor'>;
};

/** What tells one memory module or file system from another. */
const identity = ({ name, device }: DeviceEntry): DeviceEntry['device'] =>
  name === 'memory' ? { model: device.model } : { target: device.target };
