// One device of a domain as a document of its own: read, found in a definition, added, replaced, taken out.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Devices, type Domain } from '../../../schemas/xml/domain.ts';
import type { Shape } from '../../../schemas/xml/dsl.ts';
import { parseNode } from '../../model/xml/parse.ts';
import { parseTree } from '../../model/xml/tree.ts';

/** What any device may have, whatever its kind. */
export interface AnyDevice {
  alias?: { name?: string };
  address?: { type?: string };
  [member: string]: unknown;
}
export type DeviceKey = keyof Domain['devices'];
export interface DeviceEntry {
  /** Name of the element: disk, interface, ... */
  readonly name: string;
  /** The member of `devices` it belongs to. */
  readonly key: DeviceKey;
  readonly device: AnyDevice;
}

interface Kind {
  readonly key: DeviceKey;
  readonly shape: Shape;
  readonly many: boolean;
}
const kinds = new Map<string, Kind>();
for (const [key, field] of Object.entries(Devices.fields)) {
  const { kind, of } = field as { kind: string; of?: Shape };
  if ((kind === 'children' || kind === 'child') && of?.is === 'shape')
    kinds.set(of.name || key, { key: key as DeviceKey, shape: of, many: kind === 'children' });
}

/** Reads a device document. */
export const parseDevice = (xml: string): DeviceEntry => {
  const tree = parseTree(xml, '(device_definition)', ErrorDomain.XML);
  const { name } = tree.root;
  const kind = kinds.get(name);
  if (!kind) throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, 'unknown device type');
  const device = parseNode(kind.shape, tree, tree.root, { domain: ErrorDomain.DOMAIN, inactive: true });
  return { name, key: kind.key, device: device as AnyDevice };
};

const listOf = (def: Domain, key: DeviceKey): AnyDevice[] | null => {
  const value = def.devices[key] as unknown;
  return Array.isArray(value) ? (value as AnyDevice[]) : null;
};

export const addDevice = (def: Domain, { key, device }: DeviceEntry): void => {
  const list = listOf(def, key);
  if (list) list.push(device);
  else (def.devices as unknown as Record<string, AnyDevice>)[key] = device;
};
export const removeDevice = (def: Domain, { key, device }: DeviceEntry): void => {
  const list = listOf(def, key);
  if (list) list.splice(list.indexOf(device), 1);
  else delete (def.devices as unknown as Record<string, AnyDevice>)[key];
};
export const replaceDevice = (def: Domain, key: DeviceKey, old: AnyDevice, device: AnyDevice): void => {
  const list = listOf(def, key);
  if (list) list[list.indexOf(old)] = device;
  else (def.devices as unknown as Record<string, AnyDevice>)[key] = device;
};

/** Every device of a definition with its kind. */
export const allDevices = (def: Domain): DeviceEntry[] =>
  [...kinds].flatMap(([name, { key }]) => {
    const value = def.devices[key] as unknown;
    const list = Array.isArray(value) ? (value as AnyDevice[]) : value ? [value as AnyDevice] : [];
    return list.map((device) => ({ name, key, device }));
  });

export const deviceByAlias = (def: Domain, alias: string): DeviceEntry => {
  const found = allDevices(def).find(({ device }) => device.alias?.name === alias);
  if (found) return found;
  throw new VirError(ErrorCode.DEVICE_MISSING, ErrorDomain.DOMAIN, `no device found with alias '${alias}'`);
};

/** Does `device` have everything that `wanted` says? */
export const covers = (device: unknown, wanted: unknown): boolean => {
  if (wanted === null || typeof wanted !== 'object') return device === wanted;
  if (device === null || typeof device !== 'object') return Object.keys(wanted).length === 0;
  return Object.entries(wanted).every(([key, value]) =>
    covers((device as Record<string, unknown>)[key], value),
  );
};

const missing = (text: string): VirError => new VirError(ErrorCode.DEVICE_MISSING, ErrorDomain.DOMAIN, text);

interface Disk extends AnyDevice {
  target?: { dev?: string };
}
interface Net extends AnyDevice {
  mac?: { address?: string };
}

/** The device that a document describes well enough: disks by target, interfaces by MAC, others by what is said. */
export const matchingDevice = (def: Domain, { name, key, device }: DeviceEntry): DeviceEntry => {
  const candidates = allDevices(def).filter((entry) => entry.name === name);
  const found = (match: DeviceEntry | undefined, text: string): DeviceEntry => {
    if (match) return match;
    throw missing(text);
  };
  if (key === 'disks') {
    const dev = (device as Disk).target?.dev;
    return found(
      candidates.find((entry) => (entry.device as Disk).target?.dev === dev),
      `disk ${dev} not found`,
    );
  }
  if (key === 'interfaces') {
    const mac = (device as Net).mac?.address;
    const same = candidates.filter(
      (entry) =>
        (!mac || (entry.device as Net).mac?.address === mac) &&
        (!device.address || covers(entry.device.address, device.address)),
    );
    if (same.length > 1)
      throw new VirError(
        ErrorCode.OPERATION_FAILED,
        ErrorDomain.DOMAIN,
        mac ? `multiple devices matching MAC address ${mac} found` : 'multiple matching devices found',
      );
    return found(same[0], mac ? `no device matching MAC address ${mac} found` : 'no matching device found');
  }
  return found(
    candidates.find((entry) => covers(entry.device, device)),
    'device not present in domain configuration',
  );
};

/** The names libvirt gives to plugged devices: virtio-disk0, net1, hostdev2. */
export const nextAlias = (def: Domain, { name, key, device }: DeviceEntry, diskNumber: number): string => {
  if (key === 'disks') {
    const { bus } = (device as { target?: { bus?: string } }).target ?? {};
    const place = device.address as
      | { type: string; controller: number; bus: number; target: number; unit: number }
      | undefined;
    if (place?.type !== 'drive') return `${bus}-disk${diskNumber}`;
    const parts = [place.controller, place.bus, ...(bus === 'scsi' ? [place.target] : []), place.unit];
    return `${bus}${parts.join('-')}`;
  }
  const prefix = { interface: 'net', filesystem: 'fs', redirdev: 'redir', memory: 'dimm' }[name] ?? name;
  const taken = allDevices(def).flatMap((entry) => {
    const number = entry.device.alias?.name?.startsWith(prefix)
      ? Number(entry.device.alias.name.slice(prefix.length))
      : Number.NaN;
    return Number.isInteger(number) ? number : [];
  });
  return `${prefix}${Math.max(-1, ...taken) + 1}`;
};
