// What the kernel and a PCI device's configuration space say of it.
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { NodeDevice } from '../../../schemas/xml/nodedev.ts';
import type { NameLookup } from './names.ts';
import { attributeOf, linkOf, listOf, numberOf, type SysDevice } from './sysfs.ts';

export type Capability = NodeDevice['capabilities'][number];

export interface PciAddress {
  readonly domain: number;
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
}
/** 0000:00:1f.2 in parts; null when it is no address. */
export const parsePciAddress = (text: string): PciAddress | null => {
  const match = /^([0-9a-f]{4,}):([0-9a-f]{2}):([0-9a-f]{2})\.([0-9a-f])$/i.exec(text);
  if (!match) return null;
  const [domain = 0, bus = 0, slot = 0, fn = 0] = match.slice(1).map((part) => Number.parseInt(part, 16));
  return { domain, bus, slot, function: fn };
};

const PCIE = 0x10;
const speeds: Readonly<Record<number, '2.5' | '5' | '8' | '16' | '32' | '64'>> = {
  1: '2.5',
  2: '5',
  3: '8',
  4: '16',
  5: '32',
  6: '64',
};

interface Express {
  readonly links: {
    validity: 'cap' | 'sta';
    port?: number;
    speed?: (typeof speeds)[number];
    width: number;
  }[];
}

const CONVENTIONAL_SIZE = 256;
/** Without the capability, only the larger configuration space gives a PCI Express device away. */
const bySize = (config: Buffer): Express | null =>
  config.length === CONVENTIONAL_SIZE ? null : { links: [] };

/** The PCI Express part of a configuration space, or null for conventional devices. */
export const readExpress = (config: Buffer): Express | null => {
  if (config.length < 64 || !(config.readUInt16LE(6) & 0x10)) return bySize(config);
  let at = config.readUInt8(0x34) & ~3;
  for (let i = 0; i < 48 && at >= 64 && at + 2 <= config.length; i++) {
    if (config.readUInt8(at) === PCIE) break;
    at = config.readUInt8(at + 1) & ~3;
  }
  if (at < 64 || at + 20 > config.length || config.readUInt8(at) !== PCIE) return bySize(config);
  const kind = (config.readUInt16LE(at + 2) >> 4) & 0xf;
  const ROOT_INTEGRATED = 9;
  const ROOT_EVENTS = 10;
  if (kind === ROOT_INTEGRATED || kind === ROOT_EVENTS) return { links: [] };
  const capability = config.readUInt32LE(at + 12);
  const status = config.readUInt16LE(at + 18);
  return {
    links: [
      {
        validity: 'cap',
        port: capability >>> 24,
        speed: speeds[capability & 0xf],
        width: (capability >> 4) & 0x3f,
      },
      { validity: 'sta', speed: speeds[status & 0xf], width: (status >> 4) & 0x3f },
    ],
  };
};

const readConfig = (path: string): Buffer => {
  try {
    return readFileSync(join(path, 'config'));
  } catch {
    return Buffer.alloc(0);
  }
};

const addressOfLink = (path: string, file: string): PciAddress | null => {
  const name = linkOf(path, file);
  return name === null ? null : parsePciAddress(name);
};

const virtualFunctions = (path: string): PciAddress[] => {
  const found: PciAddress[] = [];
  for (let i = 0; ; i++) {
    const address = addressOfLink(path, `virtfn${i}`);
    if (!address) return found;
    found.push(address);
  }
};

/** The kinds of mediated devices a parent offers. */
export const mdevTypes = async (path: string) => {
  const folder = join(path, 'mdev_supported_types');
  const types = await listOf(folder);
  return types.sort().map((id) => ({
    id,
    name: attributeOf(join(folder, id), 'name') ?? undefined,
    deviceAPI: attributeOf(join(folder, id), 'device_api') ?? '',
    availableInstances: numberOf(join(folder, id), 'available_instances') ?? 0,
  }));
};

const BRIDGE = 1;
const CARDBUS = 2;

/** The PCI capability of a device. */
export const describePci = async (device: SysDevice, names: NameLookup): Promise<Capability | null> => {
  const { path } = device;
  const address = parsePciAddress(device.name);
  const [vendor, product] = [numberOf(path, 'vendor'), numberOf(path, 'device')];
  if (!address || vendor === null || product === null) return null;
  const { vendor: vendorName, product: productName } = names(vendor, product);
  const config = readConfig(path);
  const inner: object[] = [];
  const physical = addressOfLink(path, 'physfn');
  if (physical) inner.push({ type: 'phys_function', address: [physical] });
  const functions = virtualFunctions(path);
  const maxCount = numberOf(path, 'sriov_totalvfs') ?? 0;
  if (functions.length > 0 || maxCount > 0)
    inner.push({ type: 'virt_functions', maxCount, address: functions });
  const header = config.length > 14 ? config.readUInt8(14) & 0x7f : 0;
  if (header === BRIDGE) inner.push({ type: 'pci-bridge' });
  if (header === CARDBUS) inner.push({ type: 'cardbus-bridge' });
  const types = await mdevTypes(path);
  if (types.length > 0) inner.push({ type: 'mdev_types', types });
  const group = linkOf(path, 'iommu_group');
  const members = group === null ? [] : await listOf(join(path, 'iommu_group/devices'));
  const node = numberOf(path, 'numa_node');
  const express = readExpress(config);
  const capability = {
    type: 'pci',
    class: Number.parseInt(device.properties.PCI_CLASS ?? '', 16),
    ...address,
    product: { id: product, name: productName },
    vendor: { id: vendor, name: vendorName },
    capabilities: inner,
    iommuGroup:
      group === null
        ? undefined
        : { number: Number(group), address: members.sort().flatMap((name) => parsePciAddress(name) ?? []) },
    numa: node === null || node < 0 ? undefined : { node },
    pciExpress: express ?? undefined,
  };
  return capability as unknown as Capability;
};

export const driverOf = (path: string): string | null => {
  try {
    return existsSync(join(path, 'driver')) ? basename(readlinkSync(join(path, 'driver'))) : null;
  } catch {
    return null;
  }
};
