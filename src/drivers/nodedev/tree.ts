// The host's devices, found through /sys/bus and /sys/class, each with its nearest ancestor that is one too.
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeDevice } from '../../../schemas/xml/nodedev.ts';
import { describeDevice, type Lookups } from './describe.ts';
import { listOf, readDevice } from './sysfs.ts';

/** Where devices of the kinds libvirt shows are listed. */
const folders = [
  '/sys/bus/pci/devices',
  '/sys/bus/usb/devices',
  '/sys/bus/scsi/devices',
  '/sys/bus/mdev/devices',
  '/sys/bus/vdpa/devices',
  '/sys/class/scsi_generic',
  '/sys/class/net',
  '/sys/class/block',
  '/sys/class/drm',
  '/sys/class/mtty',
] as const;

const YIELD_EVERY = 8;
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Paths of all candidate devices, parents before children. */
const candidates = async (): Promise<string[]> => {
  const paths = new Set<string>();
  for (const folder of folders) {
    for (const name of await listOf(folder)) {
      const path = await realpath(join(folder, name)).catch(() => null);
      if (path !== null) paths.add(path);
    }
  }
  return [...paths].sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
};

/** Names the nearest ancestor among the known devices, or the host itself. */
export const parentOf = (path: string, byPath: ReadonlyMap<string, string>): string => {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const name = byPath.get(path.slice(0, at));
    if (name !== undefined) return name;
  }
  return 'computer';
};

/** Reads one device; null when it is none that libvirt shows. */
export const readNodeDevice = async (
  path: string,
  byPath: ReadonlyMap<string, string>,
  lookups: Lookups,
): Promise<NodeDevice | null> => {
  const device = readDevice(path);
  const def = device && (await describeDevice(device, lookups));
  return def && { ...def, parent: { name: parentOf(path, byPath) } };
};

/** Every device, parents first. Lets others run in between. */
export const readTree = async (lookups: Lookups, signal?: AbortSignal): Promise<NodeDevice[]> => {
  const byPath = new Map<string, string>();
  const found: NodeDevice[] = [];
  for (const [i, path] of (await candidates()).entries()) {
    if (i % YIELD_EVERY === 0) await breathe();
    signal?.throwIfAborted();
    const def = await readNodeDevice(path, byPath, lookups);
    if (!def?.name) continue;
    byPath.set(path, def.name);
    found.push(def);
  }
  return found;
};
