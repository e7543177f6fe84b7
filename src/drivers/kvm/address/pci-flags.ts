// Which kind of PCI slot each device wants: PCI Express, conventional, or none at all.

import type { Device } from '../../../model/domain/devices.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { type PciModel, Plug, plugOfModel } from './pci-set.ts';
import { hasPci } from './presence.ts';

export interface PciKinds {
  /** For devices that are PCI Express where the machine is. */
  express: number;
  /** For virtio devices. */
  virtio: number;
  /** Whether a host PCI device is PCI Express; unknown ones are taken for it. */
  hostIsExpress?: (address: { domain: number; bus: number; slot: number; function: number }) => boolean;
}

const conventional = Plug.PCI_DEVICE | Plug.AUTOASSIGN;

export const pciKinds = (hasPcieRoot: boolean, caps: QemuCaps): PciKinds => {
  const express = (hasPcieRoot ? Plug.PCIE_DEVICE : Plug.PCI_DEVICE) | Plug.AUTOASSIGN;
  return { express, virtio: caps.has('virtio-pci-non-transitional') ? express : conventional };
};

const byModel = (model: string | undefined, kinds: PciKinds): number =>
  model === 'virtio-transitional' ? conventional : kinds.virtio;

const usbPlug: Record<string, 'express' | 'none'> = {
  'nec-xhci': 'express',
  'qemu-xhci': 'express',
  qusb1: 'none',
  qusb2: 'none',
  none: 'none',
};

const controllerPlug = (dev: Extract<Device, { kind: 'controller' }>['dev'], kinds: PciKinds): number => {
  switch (dev.type) {
    case 'pci':
      return plugOfModel[dev.model as PciModel] ?? 0;
    case 'sata':
    case 'ide':
      return conventional;
    case 'usb': {
      const plug = usbPlug[dev.model ?? ''];
      return plug === 'express' ? kinds.express : plug === 'none' ? 0 : conventional;
    }
    case 'scsi':
      if (dev.model === 'virtio-scsi' || dev.model === 'virtio-non-transitional') return kinds.virtio;
      return dev.model === undefined || dev.model === 'auto' || dev.model === 'ncr53c90' ? 0 : conventional;
    case 'virtio-serial':
      return byModel(dev.model, kinds);
    default:
      return 0;
  }
};

const hostdevPlug = (dev: Extract<Device, { kind: 'hostdev' }>['dev'], kinds: PciKinds): number => {
  if (dev.mode !== 'subsystem') return 0;
  if (dev.type !== 'pci' && dev.type !== 'scsi_host' && dev.type !== 'mdev') return 0;
  if (kinds.express === conventional) return conventional;
  if (hasPci(dev)) return kinds.express;
  if (dev.type === 'mdev') return kinds.express;
  if (dev.type === 'scsi_host') return byModel(dev.model, kinds);
  const host = dev.source?.address as Parameters<NonNullable<PciKinds['hostIsExpress']>>[0] | undefined;
  return host && kinds.hostIsExpress?.(host) === false ? conventional : kinds.express;
};

/** What a device needs of a PCI bus; 0 when it has nothing to do with PCI. */
export const plugOf = (device: Device, kinds: PciKinds): number => {
  switch (device.kind) {
    case 'controller':
      return controllerPlug(device.dev, kinds);
    case 'fs': {
      const driver = device.dev.driver?.type;
      if (driver === undefined || driver === 'path' || driver === 'handle')
        return byModel(device.dev.model, kinds);
      return driver === 'virtiofs' ? kinds.virtio : 0;
    }
    case 'net': {
      const model = device.dev.model?.type;
      if (device.dev.type === 'hostdev' || model === 'usb-net' || model === 'lan9118') return 0;
      if (model === 'virtio' || model === 'virtio-non-transitional') return kinds.virtio;
      if (model === 'e1000e' || model === 'igb') return kinds.express;
      return model === undefined || !knownNetModels.has(model) ? kinds.express : conventional;
    }
    case 'sound':
      switch (device.dev.model) {
        case 'es1370':
        case 'ac97':
        case 'ich6':
        case 'ich9':
          return conventional;
        case 'virtio':
          return kinds.virtio;
        default:
          return 0;
      }
    case 'disk':
      return device.dev.target?.bus === 'virtio' ? byModel(device.dev.model, kinds) : 0;
    case 'hostdev':
      return hostdevPlug(device.dev, kinds);
    case 'memballoon':
      return device.dev.model === 'none' || device.dev.model === 'xen' ? 0 : byModel(device.dev.model, kinds);
    case 'rng':
      return byModel(device.dev.model, kinds);
    case 'watchdog':
      return device.dev.model === 'i6300esb' ? conventional : 0;
    case 'video':
      switch (device.dev.model?.type) {
        case 'virtio':
          return kinds.virtio;
        case 'bochs':
          return kinds.express;
        case undefined:
        case 'default':
        case 'gop':
        case 'none':
        case 'ramfb':
          return 0;
        default:
          return conventional;
      }
    case 'shmem':
    case 'pstore':
      return conventional;
    case 'input':
      return device.dev.bus === 'virtio' ? byModel(device.dev.model, kinds) : 0;
    case 'serial':
      return device.dev.target?.type === 'pci-serial' ? conventional : 0;
    case 'iommu':
      return device.dev.model === 'virtio' ? kinds.virtio | Plug.INTEGRATED : 0;
    case 'vsock':
      return device.dev.model === undefined ? 0 : byModel(device.dev.model, kinds);
    case 'memory':
      return device.dev.model === 'virtio-pmem' || device.dev.model === 'virtio-mem' ? kinds.virtio : 0;
    case 'crypto':
      return conventional;
    case 'panic':
      return device.dev.model === 'pvpanic' ? conventional | Plug.INTEGRATED : 0;
    default:
      return 0;
  }
};

/** Models libvirt knows by name; any other is passed to QEMU and taken for PCI Express. */
export const knownNetModels: ReadonlySet<string> = new Set([
  'netfront',
  'rtl8139',
  'virtio',
  'e1000',
  'e1000e',
  'igb',
  'virtio-transitional',
  'virtio-non-transitional',
  'usb-net',
  'spapr-vlan',
  'lan9118',
  'scm91c111',
  'vlance',
  'vmxnet',
  'vmxnet2',
  'vmxnet3',
  'Am79C970A',
  'Am79C973',
  '82540EM',
  '82545EM',
  '82543GC',
]);
