// Reads and writes domain XML and single devices: the declaration, then what every hypervisor's parser settles.
import { ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Devices, Domain } from '../../../schemas/xml/domain.ts';
import type { ChildrenField, FormatFlags, Shape } from '../../../schemas/xml/dsl.ts';
import type { Problem } from '../xml/context.ts';
import { formatXml } from '../xml/format.ts';
import { parseNode, parseXml } from '../xml/parse.ts';
import { parseTree } from '../xml/tree.ts';
import type { Device } from './devices.ts';
import { unsupported } from './error.ts';
import { type SettleOptions, settleDomain } from './settle.ts';

export interface DomainParseOptions extends SettleOptions {
  /** The definition of an inactive guest: runtime values are ignored. */
  readonly inactive?: boolean;
  /** What malformed input is called; libvirt's default is `(domain_definition)`. */
  readonly filename?: string;
  /** Collects every problem with its line instead of throwing at the first. */
  readonly problems?: Problem[];
}

const CONTEXT = { domain: ErrorDomain.DOMAIN, filename: '(domain_definition)' };

/** Reads domain XML and settles what depends on no hypervisor. Post-parse completes it. */
export const parseDomain = (xml: string, options: DomainParseOptions = {}): Domain => {
  const domain = parseXml(Domain, xml, { ...CONTEXT, ...options });
  const { problems } = options;
  if (problems && problems.length > 0) return domain;
  try {
    settleDomain(domain, options);
  } catch (error) {
    if (!problems || !(error instanceof VirError)) throw error;
    problems.push({ line: 1, error });
  }
  return domain;
};

/** Writes domain XML. An inactive guest (`id` absent) is always written as inactive. */
export const formatDomain = (domain: Domain, flags: FormatFlags = {}): string =>
  formatXml(Domain, domain, domain.id === undefined || domain.id < 0 ? { ...flags, inactive: true } : flags);

/** The kinds of device by element name; `net` and `fs` have libvirt's names. */
const KINDS: Readonly<Record<string, Device['kind']>> = { interface: 'net', filesystem: 'fs' };
const shapes = new Map<string, Shape>();
for (const field of Object.values(Devices.fields)) {
  const { of, options } = field as unknown as ChildrenField<unknown>;
  if (of?.is === 'shape') {
    const name = options.name ?? of.name;
    shapes.set(name, { ...of, name });
  }
}
for (const [name, key] of [
  ['nvram', 'nvram'],
  ['vsock', 'vsock'],
  ['pstore', 'pstore'],
] as const) {
  const { of } = Devices.fields[key] as unknown as { of: Shape };
  shapes.set(name, { ...of, name });
}
shapes.delete('usbdev');
shapes.delete('');

/** Reads the XML of one device, as attach, detach and update get it. */
export const parseDevice = (xml: string, options: DomainParseOptions = {}): Device => {
  const tree = parseTree(xml, options.filename ?? '(device_definition)', ErrorDomain.DOMAIN);
  const shape = shapes.get(tree.root.name);
  if (!shape) throw unsupported(`unknown device type '${tree.root.name}'`);
  const dev = parseNode(shape, tree, tree.root, { ...CONTEXT, ...options });
  return { kind: KINDS[tree.root.name] ?? tree.root.name, dev } as Device;
};

const NAMES: Readonly<Record<string, string>> = { net: 'interface', fs: 'filesystem' };
/** Writes one device. */
export const formatDevice = (device: Device, flags: FormatFlags = {}): string => {
  const name = NAMES[device.kind] ?? device.kind;
  return formatXml(shapes.get(name) as Shape, device.dev as never, flags);
};
