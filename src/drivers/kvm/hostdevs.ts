// The host devices of a guest: those it lists, and those that its network interfaces stand for.
import type { Domain } from '../../../schemas/xml/domain.ts';
import type { DeviceInfo, Hostdev, Interface } from '../../model/domain/devices.ts';
import { actualSource, actualType } from '../../model/domain/interface.ts';

export interface HostdevEntry {
  hostdev: Hostdev;
  /** Where its alias and address are kept: the interface's when it stands for one. */
  info: DeviceInfo;
  parent?: Interface;
}

/** The host device an interface of type `hostdev` is. */
export const hostdevOfInterface = (net: Interface): Hostdev => {
  const { driver, managed } = (net.actual ?? net) as {
    driver?: { name?: string; model?: string };
    managed?: boolean;
  };
  const address = actualSource(net)['address'] as { type?: string } | undefined;
  return {
    mode: 'subsystem',
    type: address?.type === 'usb' ? 'usb' : 'pci',
    managed: managed ?? false,
    ...(driver ? { driver } : {}),
    source: { address },
  } as unknown as Hostdev;
};

const cache = new WeakMap<Interface, Hostdev>();
const cached = (net: Interface): Hostdev => {
  let hostdev = cache.get(net);
  if (!hostdev) {
    hostdev = hostdevOfInterface(net);
    cache.set(net, hostdev);
  }
  return hostdev;
};

/** All host devices, those of interfaces first, as libvirt lists them. */
export const hostdevsOf = (domain: Domain): HostdevEntry[] => [
  ...domain.devices.interfaces
    .filter((net) => actualType(net) === 'hostdev')
    .map((net) => ({ hostdev: cached(net), info: net as DeviceInfo, parent: net })),
  ...domain.devices.hostdevs.map((hostdev) => ({ hostdev, info: hostdev as DeviceInfo })),
];
