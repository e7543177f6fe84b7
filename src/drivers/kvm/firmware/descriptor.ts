// Firmware descriptors (QEMU's firmware.json): where they are, which file masks which, what one says.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type FlashMode = 'split' | 'combined' | 'stateless';
interface FlashFile {
  filename: string;
  format: string;
}
export type Mapping =
  | { device: 'flash'; mode: FlashMode; executable: FlashFile; nvramTemplate?: FlashFile }
  | { device: 'kernel'; filename: string }
  | { device: 'memory'; filename: string };

export interface Firmware {
  path: string;
  interfaces: string[];
  mapping: Mapping;
  targets: { architecture: string; machines: string[] }[];
  features: string[];
}

const interfaces = new Set(['bios', 'openfirmware', 'uboot', 'uefi']);
const modes = new Set(['split', 'combined', 'stateless']);

type Doc = Record<string, unknown>;
const isObject = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const strings = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
const file = (value: unknown): FlashFile | undefined =>
  isObject(value) && typeof value.filename === 'string' && typeof value.format === 'string'
    ? { filename: value.filename, format: value.format }
    : undefined;

const mappingOf = (value: unknown): Mapping | undefined => {
  if (!isObject(value)) return undefined;
  if (value.device === 'kernel' || value.device === 'memory') {
    return typeof value.filename === 'string'
      ? { device: value.device, filename: value.filename }
      : undefined;
  }
  if (value.device !== 'flash') return undefined;
  const mode = value.mode ?? 'split';
  const executable = file(value.executable);
  if (typeof mode !== 'string' || !modes.has(mode) || !executable) return undefined;
  if (mode !== 'split') return { device: 'flash', mode: mode as FlashMode, executable };
  const nvramTemplate = file(value['nvram-template']);
  return nvramTemplate && { device: 'flash', mode: 'split', executable, nvramTemplate };
};

const targetsOf = (value: unknown): Firmware['targets'] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const targets: Firmware['targets'] = [];
  for (const item of value) {
    const machines = isObject(item) ? strings(item.machines) : undefined;
    if (!isObject(item) || typeof item.architecture !== 'string' || !machines) return undefined;
    targets.push({ architecture: item.architecture === 'i386' ? 'i686' : item.architecture, machines });
  }
  return targets;
};

/** Reads one descriptor; undefined when it is not one, which is passed over in silence as libvirt does. */
export const parseFirmware = (path: string, text: string): Firmware | undefined => {
  let doc: unknown;
  try {
    doc = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(doc)) return undefined;
  const kinds = strings(doc['interface-types']);
  const mapping = mappingOf(doc.mapping);
  const targets = targetsOf(doc.targets);
  const features = strings(doc.features);
  if (!kinds?.every((kind) => interfaces.has(kind)) || !mapping || !targets || !features) return undefined;
  return { path, interfaces: kinds, mapping, targets, features };
};

export interface FirmwareDirs {
  /** Prefix of every path, for tests and other roots. */
  root?: string;
  /** A user's own directory, which comes before the system's. */
  user?: string;
}

/** The descriptor files in order of precedence: a file hides those of the same name in later directories. */
export const firmwareFiles = ({ root = '', user }: FirmwareDirs): string[] => {
  const dirs = [join(root, '/usr/share/qemu/firmware'), join(root, '/etc/qemu/firmware')];
  if (user !== undefined) dirs.push(user);
  const byName = new Map<string, string>();
  for (const dir of dirs) {
    let names: string[];
    try {
      names = readdirSync(dir);
    } catch {
      continue;
    }
    for (const name of names)
      if (!name.startsWith('.') && name.endsWith('.json')) byName.set(name, join(dir, name));
  }
  // An empty file (often a link to /dev/null) masks a name altogether.
  return [...byName.keys()]
    .sort()
    .map((name) => byName.get(name)!)
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0);
};

const MAX_SIZE = 1024 * 1024;

/** All usable descriptors, best first. */
export const loadFirmware = (dirs: FirmwareDirs): Firmware[] => {
  const found: Firmware[] = [];
  for (const path of firmwareFiles(dirs)) {
    const text = readFileSync(path, 'utf8');
    const firmware = text.length <= MAX_SIZE ? parseFirmware(path, text) : undefined;
    if (firmware) found.push(firmware);
  }
  return found;
};

/** Shell-like patterns of machine names: only `*` and `?` mean something. */
const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

export const firmwareFits = (firmware: Firmware, arch: string, machine: string): boolean =>
  firmware.targets.some(
    (target) =>
      target.architecture === arch && target.machines.some((pattern) => glob(pattern).test(machine)),
  );
