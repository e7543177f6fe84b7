// Host devices that QEMU cannot give to guests.
import type { Hostdev } from '../../../model/domain/devices.ts';
import type { Check } from './context.ts';
import { unsupported } from './errors.ts';

const NEEDS_GRAPHICS = "graphics device is needed for attribute value 'display=on' in <hostdev>";
const noVfio = (text: string) =>
  unsupported(`VFIO ${text} device assignment is not supported by this version of QEMU`);
const noBoot = (what: string) => unsupported(`booting from assigned devices is not supported by ${what}`);

const checkMdev = (dev: Hostdev & { type: 'mdev' }, { domain, caps }: Check): void => {
  const { model } = dev;
  if (model === 'vfio-pci') {
    if (!caps.has('vfio-pci')) throw noVfio('PCI');
    if (dev.boot) throw noBoot('mediated devices of model vfio-pci');
    if (dev.display && domain.devices.graphics.length === 0) throw unsupported(NEEDS_GRAPHICS);
  } else if (model === 'vfio-ap') {
    if (!caps.has('vfio-ap')) throw noVfio('AP');
    if (dev.boot) throw noBoot('mediated devices of model vfio-ap');
    const same = domain.devices.hostdevs.filter(
      (each) => each.mode === 'subsystem' && each.type === 'mdev' && each.model === 'vfio-ap',
    );
    if (same.length > 1) throw unsupported('Only one hostdev of model vfio-ap is supported');
  } else if (!caps.has('vfio-ccw')) throw noVfio('CCW');
};

export const checkHostdev = (dev: Hostdev, check: Check): void => {
  const { domain, caps } = check;
  if (dev.mode === 'capabilities')
    throw unsupported(`hostdev mode 'capabilities' is not supported in ${domain.type}`);
  switch (dev.type) {
    case 'usb': {
      const { guestReset } = dev.source as { guestReset?: string };
      if (guestReset !== undefined && !caps.has('usb-host.guest-resets-all'))
        throw unsupported('guestReset is not supported with this version of QEMU');
      return;
    }
    case 'pci': {
      const { writeFiltering } = dev.source as { writeFiltering?: boolean };
      if (dev.driver?.name === 'vfio' && !caps.has('vfio-pci')) {
        throw unsupported('VFIO PCI device assignment is not supported by this version of qemu');
      }
      if (writeFiltering !== undefined) {
        throw unsupported('Write filtering of PCI device configuration space is not supported by qemu');
      }
      if (dev.display && domain.devices.graphics.length === 0) throw unsupported(NEEDS_GRAPHICS);
      return;
    }
    case 'scsi_host':
      if (dev.boot) throw noBoot('vhost SCSI devices');
      if (!caps.has('vhost-scsi')) throw unsupported("This QEMU doesn't support vhost-scsi devices");
      return;
    case 'mdev':
      return checkMdev(dev as Hostdev & { type: 'mdev' }, check);
    default:
  }
};
