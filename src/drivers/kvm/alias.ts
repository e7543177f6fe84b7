// Names every device of a guest that has no name yet, as QEMU and clients will know it.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import {
  type Controller,
  type DeviceInfo,
  type Disk,
  infoOf,
  isConsoleAlias,
  type MemoryDevice,
  scsiControllerOf,
  walkDevices,
} from '../../model/domain/devices.ts';
import { actualType } from '../../model/domain/interface.ts';
import { isType } from './address/presence.ts';
import { balloonOf, machineOf } from './facts.ts';
import { hostdevsOf } from './hostdevs.ts';
import { hasBuiltinIde, hasNumberedPci, isQ35 } from './machine.ts';

/** `hda` is 0, `hdb` 1, `hdaa` 26; undefined for a name that is no disk's. */
export const diskIndex = (dev: string): number | undefined => {
  const letters = /^(?:fd|hd|vd|sd|xvd|ubd)([a-z]+)(?:0|[1-9][0-9]*)?$/.exec(dev)?.[1];
  if (letters === undefined) return undefined;
  let index = -1;
  for (const letter of letters) index = (index + 1) * 26 + letter.charCodeAt(0) - 97;
  return index;
};

const nameIt = (info: DeviceInfo, name: string): void => {
  info.alias ??= { name };
};

/** The number after the highest one in use behind a prefix. */
const nextNumber = (infos: Iterable<DeviceInfo>, prefix: string): number => {
  let next = 0;
  for (const { alias } of infos) {
    const digits = alias?.name.startsWith(prefix) ? alias.name.slice(prefix.length) : '';
    if (/^\d+$/.test(digits)) next = Math.max(next, Number(digits) + 1);
  }
  return next;
};

const controllerAlias = (domain: Domain, c: Controller): string => {
  const machine = machineOf(domain);
  const index = c.index ?? 0;
  if (c.type === 'pci') {
    if (!hasNumberedPci(machine)) return 'pci';
    return c.model === 'pcie-root' ? `pcie.${index}` : `pci.${index}`;
  }
  if (index === 0) {
    if (c.type === 'ide' && hasBuiltinIde(machine)) return 'ide';
    if (c.type === 'sata' && isQ35(machine)) return 'ide';
    if (c.type === 'usb') return 'usb';
    if (c.type === 'scsi' && c.model === 'ncr53c90') return 'scsi';
  }
  return `${c.type}${index}`;
};

const diskAlias = (domain: Domain, disk: Disk): string => {
  const bus = disk.target?.bus ?? 'none';
  const drive = isType(disk, 'drive');
  if (!drive) return `${bus}-disk${diskIndex(disk.target?.dev ?? '') ?? 0}`;
  const { controller, bus: channel, target, unit } = drive;
  if (bus === 'scsi') {
    const model = scsiControllerOf(domain, drive)?.model;
    if (model === undefined) {
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.QEMU,
        `unable to find a SCSI controller for idx=${controller}`,
      );
    }
    if (model !== 'lsilogic') return `${bus}${controller}-${channel}-${target}-${unit}`;
  }
  return `${bus}${controller}-${channel}-${unit}`;
};

const memoryPrefix: Record<string, string> = {
  dimm: 'dimm',
  nvdimm: 'nvdimm',
  'virtio-pmem': 'virtiopmem',
  'virtio-mem': 'virtiomem',
  'sgx-epc': 'epc',
};
const memoryAlias = (all: readonly MemoryDevice[], mem: MemoryDevice): string => {
  const prefix = memoryPrefix[mem.model]!;
  const slot = mem.model === 'dimm' || mem.model === 'nvdimm' ? (isType(mem, 'dimm')?.slot ?? 0) : undefined;
  return `${prefix}${slot ?? nextNumber(all, prefix)}`;
};

/** Gives an alias to every device that lacks one. */
export const assignAliases = (domain: Domain): void => {
  const d = domain.devices;
  const number = (list: readonly DeviceInfo[], prefix: string): void => {
    for (const [i, info] of list.entries()) nameIt(info, `${prefix}${i}`);
  };
  const next = (list: readonly DeviceInfo[], prefix: string): void => {
    for (const info of list) if (!info.alias) nameIt(info, `${prefix}${nextNumber(list, prefix)}`);
  };
  for (const disk of d.disks) if (!disk.alias) nameIt(disk, diskAlias(domain, disk));
  const hostdevs = hostdevsOf(domain).map((entry) => entry.info);
  const nextHostdev = (): string => `hostdev${nextNumber([...hostdevs, ...d.interfaces], 'hostdev')}`;
  for (const net of d.interfaces) {
    if (net.alias) continue;
    nameIt(net, actualType(net) === 'hostdev' ? nextHostdev() : `net${nextNumber(d.interfaces, 'net')}`);
  }
  next(d.filesystems, 'fs');
  number(d.sounds, 'sound');
  for (const info of hostdevs) if (!info.alias) nameIt(info, nextHostdev());
  number(d.redirdevs, 'redir');
  number(d.videos, 'video');
  for (const c of d.controllers) if (!c.alias) nameIt(c, controllerAlias(domain, c));
  number(d.inputs, 'input');
  number(d.parallels, 'parallel');
  number(d.serials, 'serial');
  number(d.channels, 'channel');
  for (const [i, console] of d.consoles.entries()) {
    const serial = isConsoleAlias(domain, console) ? d.serials[0]?.alias : undefined;
    nameIt(console, serial?.name ?? `console${i}`);
  }
  number(d.hubs, 'hub');
  number(d.shmems, 'shmem');
  number(d.smartcards, 'smartcard');
  number(d.watchdogs, 'watchdog');
  const balloon = balloonOf(domain);
  if (balloon) nameIt(balloon, 'balloon0');
  next(d.rngs, 'rng');
  number(d.tpms, 'tpm');
  for (const mem of d.memories) if (!mem.alias) nameIt(mem, memoryAlias(d.memories, mem));
  if (d.vsock) nameIt(d.vsock, 'vsock0');
  number(d.iommus, 'iommu');
  next(d.cryptos, 'crypto');
  if (d.pstore) nameIt(d.pstore, 'pstore0');
};

/** The alias of a device that must have one by now. */
export const aliasOf = (info: DeviceInfo): string => {
  if (info.alias) return info.alias.name;
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, 'device does not have an alias');
};

/** Forgets generated names, keeping the user's own. */
export const dropAliases = (domain: Domain): void => {
  for (const device of walkDevices(domain, { allConsoles: true })) {
    const info = infoOf(device);
    if (info.alias && !info.alias.name.startsWith('ua-')) delete info.alias;
  }
};
