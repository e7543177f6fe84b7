// Devices that come and go: plugged into a running guest through the library, put into or taken from a definition, or both.
import { ErrorCode } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { type Device, walkDevices } from '../../model/domain/devices.ts';
import { unsupportedConfig } from './config/context.ts';
import {
  type Disk,
  diskPath,
  type Hostdev,
  type Interface,
  libxlChannel,
  libxlDisk,
  libxlNic,
  libxlPci,
  libxlUsbController,
  libxlUsbDevice,
} from './config/devices.ts';
import { failure, type Guest, invalid, notValid, orFail, type World } from './world.ts';

type Controller = Domain['devices']['controllers'][number];

/** What libvirt calls the kinds of devices in its refusals. */
const kindNames: Partial<Record<Device['kind'], string>> = {
  net: 'interface',
  fs: 'filesystem',
  serial: 'character device',
  console: 'character device',
  parallel: 'character device',
  channel: 'character device',
};
const kindName = (device: Device): string => kindNames[device.kind] ?? device.kind;

const sameDisk =
  (name: string | undefined) =>
  (d: Disk): boolean =>
    d.target?.dev === name;
const findNet = (domain: Domain, net: Interface): Interface => {
  const mac = net.mac?.address;
  const found = domain.devices.interfaces.filter((n) => n.mac?.address === mac);
  const [first] = found;
  if (!first)
    throw failure(
      `no device found at address '(<null>)' matching MAC address '${mac}' and alias '${net.alias?.name ?? '(<null>)'}'`,
      ErrorCode.DEVICE_MISSING,
    );
  return first;
};
const sameHostdev = (a: Hostdev, b: Hostdev): boolean =>
  a.type === b.type &&
  JSON.stringify(a.source.address ?? null) === JSON.stringify(b.source.address ?? null) &&
  (a.source.address !== undefined ||
    (a.source.vendor?.id === b.source.vendor?.id && a.source.product?.id === b.source.product?.id));

// ---- definitions -------------------------------------------------------------------------------------

/** Puts a device into the definition of the next boot. */
export const addToConfig = (domain: Domain, device: Device): void => {
  const { devices } = domain;
  switch (device.kind) {
    case 'disk':
      if (devices.disks.some(sameDisk(device.dev.target?.dev)))
        throw invalid(`target ${device.dev.target?.dev} already exists.`);
      devices.disks.push(device.dev);
      return;
    case 'controller':
      if (
        device.dev.index !== undefined &&
        devices.controllers.some((c) => c.type === device.dev.type && c.index === device.dev.index)
      )
        throw notValid('Target already exists');
      device.dev.index ??= devices.controllers.filter((c) => c.type === device.dev.type).length;
      devices.controllers.push(device.dev);
      return;
    case 'net':
      if (devices.interfaces.some((n) => n.mac?.address === device.dev.mac?.address))
        throw invalid(`network device with mac ${device.dev.mac?.address} already exists`);
      devices.interfaces.push(device.dev);
      return;
    case 'hostdev':
      if (devices.hostdevs.some((h) => sameHostdev(h, device.dev)))
        throw notValid('device is already in the domain configuration');
      devices.hostdevs.push(device.dev);
      return;
    case 'channel':
      devices.channels.push(device.dev);
      return;
    default:
      throw unsupportedConfig('persistent attach of device is not supported');
  }
};

const without = <T>(list: T[], index: number, absent: () => Error): void => {
  if (index < 0) throw absent();
  list.splice(index, 1);
};

/** Takes a device out of a definition. */
export const removeFromConfig = (domain: Domain, device: Device): void => {
  const { devices } = domain;
  switch (device.kind) {
    case 'disk':
      without(devices.disks, devices.disks.findIndex(sameDisk(device.dev.target?.dev)), () =>
        invalid(`no target device ${device.dev.target?.dev}`),
      );
      return;
    case 'controller':
      without(
        devices.controllers,
        devices.controllers.findIndex((c) => c.type === device.dev.type && c.index === device.dev.index),
        () => invalid('device not present in domain configuration'),
      );
      return;
    case 'net':
      devices.interfaces.splice(devices.interfaces.indexOf(findNet(domain, device.dev)), 1);
      return;
    case 'hostdev':
      without(
        devices.hostdevs,
        devices.hostdevs.findIndex((h) => sameHostdev(h, device.dev)),
        () => invalid('device not present in domain configuration'),
      );
      return;
    case 'channel':
      without(
        devices.channels,
        devices.channels.findIndex((c) => c.target.name === device.dev.target.name),
        () => invalid('device not present in domain configuration'),
      );
      return;
    default:
      throw unsupportedConfig('persistent detach of device is not supported');
  }
};

const changeSource = (old: Disk, disk: Disk): void => {
  old.type = disk.type;
  if (disk.source) old.source = disk.source;
  else delete old.source;
};
export const updateConfig = (domain: Domain, device: Device): void => {
  if (device.kind !== 'disk') throw unsupportedConfig('persistent update of device is not supported');
  const disk = device.dev;
  const old = domain.devices.disks.find(sameDisk(disk.target?.dev));
  if (!old) throw invalid(`target ${disk.target?.dev} doesn't exist.`);
  if (old.device !== 'cdrom') throw invalid("this disk doesn't support update");
  changeSource(old, disk);
  if (disk.driver) old.driver = disk.driver;
};

// ---- running guests ----------------------------------------------------------------------------------

const liveOf = (guest: Guest): Domain => guest.live as Domain;

const changeMedia = async (world: World, guest: Guest, disk: Disk): Promise<void> => {
  const old = liveOf(guest).devices.disks.find(
    (d) => d.target?.dev === disk.target?.dev && d.target?.bus === disk.target?.bus,
  );
  if (!old) throw failure(`No device with bus '${disk.target?.bus}' and target '${disk.target?.dev}'`);
  if (old.device !== 'cdrom') throw failure(`Removable media not supported for ${disk.device} device`);
  await orFail(
    world,
    world.xen.call('cdrom_insert', guest.id, libxlDisk(disk, world.context(guest))),
    `libxenlight failed to change media for disk '${disk.target?.dev}'`,
  );
  changeSource(old, disk);
};

const attachDisk = async (world: World, guest: Guest, disk: Disk): Promise<void> => {
  const { devices } = liveOf(guest);
  const name = disk.target?.dev;
  if (disk.device === 'cdrom') return changeMedia(world, guest, disk);
  if (disk.device !== 'disk')
    throw unsupportedConfig(`disk device type '${disk.device}' cannot be hotplugged`);
  if (disk.target?.bus !== 'xen')
    throw unsupportedConfig(`disk bus '${disk.target?.bus}' cannot be hotplugged.`);
  if (devices.disks.some(sameDisk(name)))
    throw failure(`target ${name} already exists`, ErrorCode.OPERATION_FAILED);
  if (diskPath(disk) === undefined && disk.type !== 'network') throw failure('disk source path is missing');
  await orFail(
    world,
    world.xen.call('device_disk_add', guest.id, libxlDisk(disk, world.context(guest))),
    `libxenlight failed to attach disk '${name}'`,
  );
  devices.disks.push(disk);
};

interface LibxlNic {
  readonly devid?: number;
  readonly mac?: string;
}
const attachNet = async (world: World, guest: Guest, net: Interface): Promise<void> => {
  const domain = liveOf(guest);
  if (domain.devices.interfaces.some((n) => n.mac?.address === net.mac?.address))
    throw invalid(`network device with mac ${net.mac?.address} already exists`);
  if (net.type === 'network') {
    const name = net.source?.network ?? '';
    const service = world.host.services.network;
    if (!service) throw failure(`no network with matching name '${name}'`, ErrorCode.NO_NETWORK);
    const port = await service.allocatePort(
      { network: name, owner: { uuid: guest.uuid, name: guest.name }, mac: net.mac?.address ?? '' },
      AbortSignal.timeout(30_000),
    );
    guest.networkPorts.set(port.uuid, name);
    if (port.plug.type === 'bridge' || port.plug.type === 'network')
      world.bridges.set(name, port.plug.bridge);
  }
  await orFail(
    world,
    world.xen.call('device_nic_add', guest.id, {
      devid: -1,
      ...libxlNic(net, domain, world.context(guest), true),
    }),
    'libxenlight failed to attach network device',
  );
  const nics = await world.xen.call<LibxlNic[]>('device_nic_list', guest.id).catch(() => [] as LibxlNic[]);
  const mine = nics.find((n) => n.mac === net.mac?.address);
  if (mine && net.target?.dev === undefined)
    net.target = { dev: `vif${guest.id}.${mine.devid ?? 0}` } as typeof net.target;
  domain.devices.interfaces.push(net);
};

const attachHostdev = async (world: World, guest: Guest, hostdev: Hostdev): Promise<void> => {
  const { devices } = liveOf(guest);
  if (hostdev.mode !== 'subsystem') throw unsupportedConfig(`hostdev mode '${hostdev.mode}' not supported`);
  if (devices.hostdevs.some((h) => sameHostdev(h, hostdev)))
    throw failure('target device already exists', ErrorCode.OPERATION_FAILED);
  if (hostdev.type === 'pci') {
    const pci = libxlPci((hostdev.source.address ?? {}) as object, hostdev.source.writeFiltering === false);
    if (hostdev.managed)
      await orFail(
        world,
        world.xen.call('device_pci_assignable_add', pci, 1),
        'libxenlight failed to prepare pci device',
      );
    await orFail(
      world,
      world.xen.call('device_pci_add', guest.id, pci),
      'libxenlight failed to attach pci device',
    );
  } else if (hostdev.type === 'usb') {
    const context = world.context(guest);
    if (!devices.controllers.some((c) => c.type === 'usb')) {
      const controller = { type: 'usb', model: 'qusb2', index: 0, ports: 8 } as Controller;
      await orFail(
        world,
        world.xen.call('device_usbctrl_add', guest.id, libxlUsbController(controller)),
        'No available USB controller and port, and failed to attach a new one',
      );
      devices.controllers.push(controller);
    }
    await orFail(
      world,
      world.xen.call('device_usbdev_add', guest.id, libxlUsbDevice(hostdev, context)),
      'libxenlight failed to attach usb device',
    );
  } else throw unsupportedConfig(`hostdev subsys type '${hostdev.type}' not supported`);
  devices.hostdevs.push(hostdev);
};

/** Plugs a device into a running guest. */
export const attachLive = async (world: World, guest: Guest, device: Device): Promise<void> => {
  switch (device.kind) {
    case 'disk':
      return attachDisk(world, guest, device.dev);
    case 'net':
      return attachNet(world, guest, device.dev);
    case 'hostdev':
      return attachHostdev(world, guest, device.dev);
    case 'controller': {
      if (device.dev.type !== 'usb')
        throw unsupportedConfig(`controller type '${device.dev.type}' cannot be hotplugged`);
      const { controllers } = liveOf(guest).devices;
      device.dev.index ??= controllers.filter((c) => c.type === 'usb').length;
      if (controllers.some((c) => c.type === 'usb' && c.index === device.dev.index))
        throw failure('target device already exists', ErrorCode.OPERATION_FAILED);
      await orFail(
        world,
        world.xen.call('device_usbctrl_add', guest.id, libxlUsbController(device.dev)),
        'libxenlight failed to attach USB controller',
      );
      controllers.push(device.dev);
      return;
    }
    case 'channel':
      libxlChannel(device.dev, liveOf(guest), world.context(guest));
      throw unsupportedConfig('libxenlight plugs channels only when a guest starts');
    default:
      throw unsupportedConfig(`device type '${kindName(device)}' cannot be attached`);
  }
};

/** Unplugs a device; the guest must let go of it. */
export const detachLive = async (world: World, guest: Guest, device: Device): Promise<void> => {
  const domain = liveOf(guest);
  const { devices } = domain;
  const { xen } = world;
  switch (device.kind) {
    case 'disk': {
      const { dev } = device;
      if (dev.device !== 'disk') throw unsupportedConfig(`device type '${dev.device}' cannot hot unplugged`);
      if (dev.target?.bus !== 'xen')
        throw unsupportedConfig(`disk bus '${dev.target?.bus}' cannot be hot unplugged.`);
      const disk = devices.disks.find(sameDisk(dev.target.dev));
      if (!disk) throw failure(`disk ${dev.target.dev} not found`, ErrorCode.OPERATION_FAILED);
      await orFail(
        world,
        xen.call('device_disk_remove', guest.id, libxlDisk(disk, world.context(guest))),
        `libxenlight failed to detach disk '${dev.target.dev}'`,
      );
      devices.disks.splice(devices.disks.indexOf(disk), 1);
      return;
    }
    case 'net': {
      const net = findNet(domain, device.dev);
      const nics = await xen.call<LibxlNic[]>('device_nic_list', guest.id);
      const nic = nics.find((n) => n.mac === net.mac?.address);
      if (!nic) throw failure('libxenlight failed to detach network device');
      await orFail(
        world,
        xen.call('device_nic_remove', guest.id, nic),
        'libxenlight failed to detach network device',
      );
      devices.interfaces.splice(devices.interfaces.indexOf(net), 1);
      return;
    }
    case 'hostdev': {
      const hostdev = devices.hostdevs.find((h) => sameHostdev(h, device.dev));
      if (!hostdev) throw failure(`host ${device.dev.type} device not found`, ErrorCode.OPERATION_FAILED);
      if (hostdev.type === 'pci') {
        const pci = libxlPci((hostdev.source.address ?? {}) as object);
        await orFail(
          world,
          xen.call('device_pci_remove', guest.id, pci),
          'libxenlight failed to detach pci device',
        );
        if (hostdev.managed)
          await xen
            .call('device_pci_assignable_remove', pci, 1)
            .catch((error: Error) => world.log.warn({ err: error.message }, 'PCI device not given back'));
      } else
        await orFail(
          world,
          xen.call('device_usbdev_remove', guest.id, libxlUsbDevice(hostdev, world.context(guest))),
          'libxenlight failed to detach usb device',
        );
      devices.hostdevs.splice(devices.hostdevs.indexOf(hostdev), 1);
      return;
    }
    case 'controller': {
      const controller = devices.controllers.find((c) => c.type === 'usb' && c.index === device.dev.index);
      if (device.dev.type !== 'usb' || !controller)
        throw unsupportedConfig(`controller ${device.dev.type}:${device.dev.index} not found`);
      await orFail(
        world,
        xen.call('device_usbctrl_remove', guest.id, libxlUsbController(controller)),
        'libxenlight failed to detach USB controller',
      );
      devices.controllers.splice(devices.controllers.indexOf(controller), 1);
      return;
    }
    default:
      throw unsupportedConfig(`device type '${kindName(device)}' cannot be detached`);
  }
};

/** Changes the medium of a CD drive; nothing else of a running guest can be changed in place. */
export const updateLive = async (world: World, guest: Guest, device: Device): Promise<void> => {
  if (device.kind !== 'disk') throw unsupportedConfig(`device type '${kindName(device)}' cannot be updated`);
  if (device.dev.device !== 'cdrom')
    throw unsupportedConfig(`disk bus '${device.dev.target?.bus}' cannot be updated.`);
  await changeMedia(world, guest, device.dev);
};

/** The device of a user's alias. */
export const byAlias = (domain: Domain, alias: string): Device => {
  for (const device of walkDevices(domain, { allConsoles: true }))
    if ((device.dev as { alias?: { name?: string } }).alias?.name === alias) return device;
  throw failure(`no device found with alias ${alias}`, ErrorCode.DEVICE_MISSING);
};
