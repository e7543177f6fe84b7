// Reads and writes domain XML and single devices: the declaration, then what every hypervisor's parser settles.
import { ErrorDomain } from '../../../schemas/errors.ts';
import { namespaceFields } from '../../../schemas/xml/domain/namespaces.ts';
import { Devices, Domain } from '../../../schemas/xml/domain.ts';
import type { ChildrenField, FormatFlags, Shape } from '../../../schemas/xml/dsl.ts';
import type { Problem } from '../xml/context.ts';
import { formatXml } from '../xml/format.ts';
import { parseNode, parseXml } from '../xml/parse.ts';
import { parseTree } from '../xml/tree.ts';
import type { Device, Interface } from './devices.ts';
import { unsupported } from './error.ts';
import { type SettleOptions, settling } from './settle.ts';

export interface DomainParseOptions extends SettleOptions {
  /** The definition of an inactive guest: runtime values are ignored. */
  readonly inactive?: boolean;
  /** The text is a status file of our own. */
  readonly status?: boolean;
  /** Prefixes of the hypervisor namespaces the driver knows; elements in others are dropped. All by default. */
  readonly namespaces?: readonly string[];
  /** What malformed input is called; libvirt's default is `(domain_definition)`. */
  readonly filename?: string;
  /** Collects every problem with its line instead of throwing at the first. */
  readonly problems?: Problem[];
  /** Gets each object that was read with the line of its element. */
  readonly places?: Map<object, number>;
}

const CONTEXT = { domain: ErrorDomain.DOMAIN, filename: '(domain_definition)' };

const dropNamespaces = (domain: Domain, kept: readonly string[]): void => {
  for (const [key, field] of Object.entries(namespaceFields)) {
    const prefix = field.options.ns?.prefix;
    if (prefix !== undefined && !kept.includes(prefix)) {
      if (key === 'testSnapshots') domain.testSnapshots = [];
      else delete (domain as Partial<Record<string, unknown>>)[key];
    }
  }
};

/** Reads domain XML and settles what depends on no hypervisor. Post-parse completes it. */
export const parseDomain = (xml: string, options: DomainParseOptions = {}): Domain => {
  const domain = parseXml(Domain, xml, { ...CONTEXT, ...options, checks: settling(options) });
  if (options.namespaces) dropNamespaces(domain, options.namespaces);
  return domain;
};

/** A network interface as a running guest's XML shows it: what the network made of it, and the network's name. */
const publicInterface = (net: Interface): Interface => {
  const { actual, ...rest } = net;
  if (!actual || net.type !== 'network') return net;
  const { network, portgroup, portid } = net.source ?? {};
  return {
    ...rest,
    type: actual.type,
    managed: actual.managed,
    trustGuestRxFilters: net.trustGuestRxFilters ?? actual.trustGuestRxFilters,
    source: { ...net.source, ...actual.source, network, portgroup, portid },
    vlan: actual.vlan,
    virtualport: actual.virtualport,
    bandwidth: actual.bandwidth,
    port: actual.port,
  } as Interface;
};

/** Writes domain XML. An inactive guest (`id` absent) is always written as inactive. */
export const formatDomain = (domain: Domain, flags: FormatFlags = {}): string => {
  if (domain.id === undefined || domain.id < 0)
    return formatXml(Domain, domain, { ...flags, inactive: true });
  const { interfaces } = domain.devices;
  const shown =
    !flags.inactive && !flags.status && !flags.migratable && interfaces.some((net) => net.actual)
      ? { ...domain, devices: { ...domain.devices, interfaces: interfaces.map(publicInterface) } }
      : domain;
  return formatXml(Domain, shown, flags);
};

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
