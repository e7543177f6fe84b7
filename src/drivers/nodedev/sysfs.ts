// Reads the device tree as the kernel and udev show it: attributes, properties, links.
import { readFileSync, readlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A device below /sys/devices with its properties, the kernel's and udev's. */
export interface SysDevice {
  readonly path: string;
  readonly name: string;
  readonly subsystem: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** An attribute file's text without the line's end; null when it is not there. Attributes never block. */
export const attributeOf = (path: string, file: string): string | null => {
  try {
    return readFileSync(join(path, file), 'utf8').replace(/\n$/, '');
  } catch {
    return null;
  }
};
export const numberOf = (path: string, file: string): number | null => {
  const text = attributeOf(path, file)?.trim();
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isNaN(value) ? null : value;
};
/** Attributes that are hexadecimal without saying so. */
export const hexOf = (path: string, file: string): number | null => {
  const value = Number.parseInt(attributeOf(path, file) ?? '', 16);
  return Number.isNaN(value) ? null : value;
};
/** The last part of what a link leads to. */
export const linkOf = (path: string, file: string): string | null => {
  try {
    return basename(readlinkSync(join(path, file)));
  } catch {
    return null;
  }
};
export const listOf = (path: string): Promise<string[]> => readdir(path).catch(() => []);

const assignments = (text: string, prefix: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const line of text.split('\n')) {
    if (!line.startsWith(prefix)) continue;
    const equals = line.indexOf('=');
    if (equals > 0) found[line.slice(prefix.length, equals)] = line.slice(equals + 1);
  }
  return found;
};

/** What udev's own database is called for a device. */
const databaseId = (path: string, subsystem: string, kernel: Readonly<Record<string, string>>): string => {
  const { MAJOR, MINOR, IFINDEX } = kernel;
  if (MAJOR !== undefined && MINOR !== undefined)
    return `${subsystem === 'block' ? 'b' : 'c'}${MAJOR}:${MINOR}`;
  return IFINDEX !== undefined ? `n${IFINDEX}` : `+${subsystem}:${basename(path)}`;
};

/** Symbolic links udev has made for a device node. */
export const deviceLinks = (device: SysDevice): string[] => {
  const data = attributeOf('/run/udev/data', databaseId(device.path, device.subsystem, device.properties));
  const links = (data ?? '').split('\n').filter((line) => line.startsWith('S:'));
  return links.map((line) => `/dev/${line.slice(2)}`);
};

/** Reads a device; null when it is gone. */
export const readDevice = (path: string): SysDevice | null => {
  const uevent = attributeOf(path, 'uevent');
  if (uevent === null) return null;
  const kernel = assignments(uevent, '');
  const subsystem = linkOf(path, 'subsystem') ?? '';
  const udev = attributeOf('/run/udev/data', databaseId(path, subsystem, kernel));
  const properties = udev === null ? kernel : { ...kernel, ...assignments(udev, 'E:') };
  return { path, name: basename(path), subsystem, properties };
};
