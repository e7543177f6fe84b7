// CPU documents: XML of either form to a CpuDef and back.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { GuestCpu, HostCpu } from '../../../schemas/xml/cpu.ts';
import { formatXml } from '../xml/format.ts';
import { parseNode } from '../xml/parse.ts';
import { attribute, childNamed, parseTree, type XmlNode, type XmlTree } from '../xml/tree.ts';
import type { CpuDef } from './def.ts';

const NAME = '(CPU_definition)';
const xmlError = (text: string): VirError => new VirError(ErrorCode.XML_ERROR, ErrorDomain.CPU, text);

/** The form a document is read in; `auto` decides by the presence of `<arch>`. */
export type CpuForm = 'host' | 'guest' | 'auto';

export const parseCpu = (xml: string, form: CpuForm = 'auto'): CpuDef => {
  const tree = parseTree(xml, NAME, ErrorDomain.XML);
  return cpuFromNode(tree, tree.root, form);
};

/** Reads a `<cpu>` element of a larger document. */
export const cpuFromNode = (tree: XmlTree, node: XmlNode, form: CpuForm): CpuDef => {
  if (node.name !== 'cpu') throw xmlError("XML does not contain expected 'cpu' element");
  let type = form;
  if (type === 'auto') {
    type = childNamed(node, 'arch') === undefined ? 'guest' : 'host';
    if (type === 'host' && attribute(node, 'match') !== undefined) {
      throw xmlError("'arch' element cannot be used inside 'cpu' element with 'match' attribute");
    }
  }
  const options = { domain: ErrorDomain.CPU };
  if (type === 'guest') return cpuFromGuest(parseNode(GuestCpu, tree, node, options));
  if (attribute(node, 'mode') !== undefined) {
    const text = 'Attribute mode is only allowed for guest CPU';
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, text);
  }
  return cpuFromHost(parseNode(HostCpu, tree, node, options));
};

const cpuFromHost = (host: HostCpu): CpuDef => ({
  type: 'host',
  arch: host.arch,
  model: host.model,
  ...(host.vendor && { vendor: host.vendor }),
  ...(host.microcode && { microcode: host.microcode.version ?? 0 }),
  ...(host.signature && { signature: host.signature }),
  ...(host.counter && { tsc: { frequency: host.counter.frequency, scaling: host.counter.scaling } }),
  ...shared(host),
  features: host.features.map(({ name }) => ({ name })),
});

/** A guest definition from its XML object (also the `<cpu>` of a domain). */
export const cpuFromGuest = (guest: GuestCpu): CpuDef => {
  const mode = guest.mode ?? 'custom';
  const { name, fallback, vendorId } = guest.model ?? {};
  return {
    type: 'guest',
    mode,
    match: guest.match ?? 'exact',
    ...(guest.check && { check: guest.check }),
    ...(name && { model: name }),
    fallback: fallback ?? 'allow',
    ...(vendorId && { vendorId }),
    ...(guest.vendor && { vendor: guest.vendor }),
    ...shared(guest),
    features: guest.features.map(({ name, policy }) => ({ name, policy })),
  };
};

const shared = ({ topology, cache, maxphysaddr }: Pick<GuestCpu, 'topology' | 'cache' | 'maxphysaddr'>) => ({
  ...(topology && { topology }),
  ...(cache && { cache }),
  ...(maxphysaddr && { maxphysaddr }),
});

/** The XML object of a host definition. */
export const hostCpuObject = (cpu: CpuDef): HostCpu => ({
  arch: cpu.arch ?? 'x86_64',
  model: cpu.model ?? '',
  ...(cpu.vendor && { vendor: cpu.vendor }),
  ...(cpu.microcode && { microcode: { version: cpu.microcode } }),
  ...(cpu.signature?.family && { signature: cpu.signature }),
  ...(cpu.tsc && { counter: { name: 'tsc' as const, ...cpu.tsc } }),
  ...shared(cpu),
  features: cpu.features.map(({ name }) => ({ name })),
});

/** The XML object of a guest definition; attributes are left out where there is only a topology or cache to tell. */
export const guestCpuObject = (cpu: CpuDef): GuestCpu => {
  const mode = cpu.mode ?? 'custom';
  const told = mode !== 'custom' || cpu.model !== undefined;
  const named =
    (mode === 'custom' || mode === 'host-model') && (cpu.model !== undefined || cpu.vendorId !== undefined);
  return {
    ...(told && { mode }),
    ...(told && mode === 'custom' && { match: cpu.match ?? 'exact' }),
    ...(told && cpu.check && { check: cpu.check }),
    ...(named && {
      model: {
        ...(cpu.model !== undefined && { fallback: cpu.fallback ?? 'allow', name: cpu.model }),
        ...(cpu.vendorId && { vendorId: cpu.vendorId }),
      },
    }),
    ...(cpu.vendor && (mode === 'custom' || mode === 'host-model') && { vendor: cpu.vendor }),
    ...shared(cpu),
    features: cpu.features.map(({ name, policy = 'require' }) => ({ policy, name })),
  };
};

/** The document of a definition. */
export const formatCpu = (cpu: CpuDef): string =>
  cpu.type === 'host' ? formatXml(HostCpu, hostCpuObject(cpu)) : formatXml(GuestCpu, guestCpuObject(cpu));
