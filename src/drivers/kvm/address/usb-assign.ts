// Gives USB devices a port, adding hubs when the controllers have too few.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Controller, DeviceInfo } from '../../../model/domain/devices.ts';
import { hostdevsOf } from '../hostdevs.ts';
import { isType } from './presence.ts';
import { HUB_PORTS, portsOfController, type UsbSet, usbSet } from './usb-set.ts';

const controllerPorts = (c: Controller): number =>
  c.type === 'usb' ? portsOfController(c.model, c.ports) : 0;

/** Devices that hang on a USB bus, in libvirt's order; hubs last and only when asked for. */
const usbDevices = (domain: Domain, withHubs: boolean): DeviceInfo[] => {
  const d = domain.devices;
  const list: DeviceInfo[] = [];
  list.push(...d.disks.filter((disk) => disk.target?.bus === 'usb'));
  list.push(...d.interfaces.filter((net) => net.model?.type === 'usb-net'));
  list.push(...d.sounds.filter((sound) => sound.model === 'usb'));
  for (const { hostdev, info } of hostdevsOf(domain)) if (hostdev.type === 'usb') list.push(info);
  list.push(...d.controllers.filter((c) => c.type === 'ccid'));
  list.push(...d.serials.filter((serial) => serial.target?.type === 'usb-serial'));
  list.push(...d.inputs.filter((input) => input.bus === 'usb'));
  list.push(...d.filesystems.filter((fs) => fs.driver?.type === 'mtp'));
  if (withHubs) list.push(...d.hubs);
  list.push(...d.redirdevs);
  return list;
};

const complete = (info: DeviceInfo): boolean => isType(info, 'usb')?.port !== undefined;

const assign = (set: UsbSet, info: DeviceInfo): void => {
  const bus = isType(info, 'usb')?.bus;
  info.address = { type: 'usb', ...set.assign(bus) };
};
const placed = (info: DeviceInfo): { bus: number; port: string } => {
  const { bus, port } = isType(info, 'usb')!;
  return { bus, port: port! };
};

const hasUsb = (domain: Domain): boolean =>
  domain.devices.controllers.some((c) => c.type === 'usb' && c.model !== 'none');

const addHubs = (domain: Domain): void => {
  const d = domain.devices;
  let available = d.controllers.reduce((sum, c) => sum + controllerPorts(c), 0);
  available += d.hubs.filter((hub) => hub.type === 'usb').length * HUB_PORTS;
  const wanted = usbDevices(domain, true).length;
  if (wanted > 0 && !hasUsb(domain)) {
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      ErrorDomain.QEMU,
      'USB is disabled for this domain, but USB devices are present in the domain XML',
    );
  }
  if (wanted <= available) return;
  const hubs = Math.ceil((wanted - available + 1) / (HUB_PORTS - 1));
  for (let i = 0; i < hubs; i++) d.hubs.push({ type: 'usb' });
};

/** Assigns all USB addresses. An old definition that has none keeps none, as libvirt once left them to QEMU. */
export const assignUsb = (domain: Domain, newDomain: boolean): UsbSet | undefined => {
  if (!newDomain && !usbDevices(domain, true).every(complete)) return undefined;
  addHubs(domain);
  const set = usbSet();
  for (const c of domain.devices.controllers)
    if (c.type === 'usb') set.addController(c.index ?? 0, controllerPorts(c));
  const hubs = domain.devices.hubs.filter((hub) => hub.type === 'usb');
  for (const hub of hubs) if (complete(hub)) set.addHub(placed(hub));
  for (const info of usbDevices(domain, false)) if (complete(info)) set.reserve(placed(info));
  for (const hub of hubs) {
    if (complete(hub)) continue;
    assign(set, hub);
    set.addHub(placed(hub));
  }
  for (const info of usbDevices(domain, false)) {
    const type = info.address?.type;
    if ((type === undefined || type === 'usb') && !complete(info)) assign(set, info);
  }
  return set;
};
