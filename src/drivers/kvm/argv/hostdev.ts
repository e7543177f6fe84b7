// Devices of the host that the guest is given: PCI, USB, SCSI, vhost-scsi, mediated devices.
import type { Hostdev } from '../../../model/domain/devices.ts';
import { pciText } from '../address/pci-set.ts';
import { layerNodes } from '../block/props.ts';
import { type HostdevEntry, hostdevsOf } from '../hostdevs.ts';
import { addExtension, addressProps, romProps } from './address.ts';
import {
  addBlockdev,
  addDevice,
  addObject,
  type Build,
  bootIndexOf,
  internal,
  secretObject,
} from './build.ts';
import { onlyTrue, onOff, type Props, positive } from './json.ts';
import { virtioProps } from './virtio.ts';

type Of<T extends Hostdev['type']> = Hostdev & { type: T; mode: 'subsystem' };

const pci = (build: Build, { hostdev, info, parent }: HostdevEntry): Props => {
  const dev = hostdev as Of<'pci'>;
  const ramfb = dev.ramfb === true;
  const { address } = dev.source as { address?: Parameters<typeof pciText>[0] };
  const teaming = parent ? parent.teaming : dev.teaming;
  return {
    driver: ramfb ? 'vfio-pci-nohotplug' : 'vfio-pci',
    host: address && pciText(address),
    id: info.alias?.name,
    bootindex: bootIndexOf(build, info),
    failover_pair_id: teaming?.type === 'transient' ? teaming.persistent : undefined,
    display: onOff(dev.display),
    ramfb: onlyTrue(ramfb),
    ...addressProps(build, info),
    ...romProps(info),
  };
};

interface UsbSource {
  address?: { bus: number; device: number };
  missing?: boolean;
  guestReset?: 'off' | 'uninitialized' | 'on';
}

const guestResets: Record<string, Props> = {
  off: { 'guest-reset': false },
  uninitialized: { 'guest-reset': true, 'guest-resets-all': false },
  on: { 'guest-reset': true, 'guest-resets-all': true },
};

const usb = (build: Build, { hostdev, info }: HostdevEntry): Props => {
  const { address, missing, guestReset } = hostdev.source as UsbSource;
  const where: Props = {};
  if (!missing) {
    if (!address?.bus && !address?.device)
      throw internal('USB host device is missing bus/device information');
    if (build.caps.has('usb-host.hostdevice')) {
      const three = (n: number): string => String(n).padStart(3, '0');
      where['hostdevice'] = `/dev/bus/usb/${three(address.bus)}/${three(address.device)}`;
    } else {
      where['hostbus'] = positive(address.bus);
      where['hostaddr'] = positive(address.device);
    }
  }
  return {
    driver: 'usb-host',
    ...where,
    id: info.alias?.name,
    bootindex: positive(info.boot?.order),
    ...guestResets[guestReset ?? ''],
    ...addressProps(build, info),
  };
};

const loadparm = (build: Build, { info }: HostdevEntry): string | undefined =>
  build.caps.has('virtio-ccw.loadparm') ? info.boot?.loadparm : undefined;

const addScsi = (build: Build, entry: HostdevEntry): void => {
  const { hostdev, info } = entry;
  const layer = build.hostdevLayers.get(hostdev)!;
  const secret = layer.objects?.authSecret;
  if (secret && layer.auth)
    addObject(build, secretObject(secret, build.host.secret(layer.auth.secret ?? {}, 'iscsi')));
  for (const node of layerNodes(layer, false)) addBlockdev(build, node);
  addDevice(build, {
    driver: 'scsi-generic',
    drive: layer.nodes?.storage,
    id: info.alias?.name,
    bootindex: positive(info.boot?.order),
    loadparm: loadparm(build, entry),
    ...addressProps(build, info),
  });
};

const vhostScsi = (build: Build, { hostdev, info }: HostdevEntry): Props => {
  const dev = hostdev as Of<'scsi_host'>;
  const alias = info.alias?.name ?? '';
  return {
    ...virtioProps(build.caps, 'vhost-scsi', info, undefined, dev.model),
    wwpn: (dev.source as { wwpn?: string }).wwpn,
    vhostfd: build.host.vhostFd('vhost-scsi', alias),
    id: alias,
    ...addressProps(build, info),
  };
};

const mdev = (build: Build, entry: HostdevEntry): Props => {
  const { info } = entry;
  const dev = entry.hostdev as Of<'mdev'>;
  const ramfb = dev.ramfb === true;
  const { address } = dev.source as { address?: { uuid: string } };
  return {
    driver: ramfb && dev.model === 'vfio-pci' ? 'vfio-pci-nohotplug' : dev.model,
    id: info.alias?.name,
    sysfsdev: `/sys/bus/mdev/devices/${address?.uuid}`,
    display: onOff(dev.display),
    ramfb: onlyTrue(ramfb),
    bootindex: positive(info.boot?.order),
    loadparm: loadparm(build, entry),
    ...addressProps(build, info),
  };
};

export const addHostdevs = (build: Build): void => {
  for (const entry of hostdevsOf(build.domain)) {
    const { hostdev, info } = entry;
    if (hostdev.mode !== 'subsystem') continue;
    switch (hostdev.type) {
      case 'usb':
        addDevice(build, usb(build, entry));
        break;
      case 'pci':
        if (info.address?.type === 'unassigned') break;
        addExtension(build, info);
        addDevice(build, pci(build, entry));
        break;
      case 'scsi':
        addScsi(build, entry);
        break;
      case 'scsi_host':
        addDevice(build, vhostScsi(build, entry));
        break;
      case 'mdev':
        addDevice(build, mdev(build, entry));
        break;
    }
  }
};
