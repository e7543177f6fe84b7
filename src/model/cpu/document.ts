// CPU documents: XML of either form to a CpuDef and back.
import { isArch } from '../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Cpu, HostCpu } from '../../../schemas/xml/domain/cpu.ts';
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
  if (type === 'guest') {
    const cpu = cpuFromGuest(parseNode(Cpu, tree, node, options));
    // A model element without a model says nothing that is kept, but for this.
    const model = childNamed(node, 'model');
    if (model !== undefined && attribute(model, 'fallback') === 'forbid') cpu.fallback = 'forbid';
    return cpu;
  }
  if (attribute(node, 'mode') !== undefined)
    throw unsupported('Attribute mode is only allowed for guest CPU');
  return cpuFromHost(parseNode(HostCpu, tree, node, options));
};

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, text);

const cpuFromHost = (host: HostCpu): CpuDef => {
  const { arch, counters } = host;
  if (!isArch(arch)) throw unsupported(`Unknown architecture ${arch}`);
  const tsc = counters.find(({ name }) => name === 'tsc');
  return {
    type: 'host',
    arch,
    model: host.model,
    ...(host.vendor && { vendor: host.vendor }),
    ...(host.microcode?.version && { microcode: host.microcode.version }),
    ...(host.signature && { signature: host.signature }),
    ...(tsc && { tsc: { frequency: tsc.frequency, scaling: tsc.scaling } }),
    ...shared(host),
    features: host.features.map(({ name }) => ({ name })),
  };
};

/** A guest definition from its XML object (also the `<cpu>` of a domain). */
export const cpuFromGuest = (guest: Cpu): CpuDef => {
  const { mode } = guest;
  const { value: name, fallback, vendor_id: vendorId } = guest.model ?? {};
  return {
    type: 'guest',
    mode,
    match: guest.match,
    ...(guest.check && { check: guest.check }),
    ...(name && { model: name }),
    fallback: fallback ?? 'allow',
    ...(vendorId && { vendorId }),
    ...(guest.vendor && { vendor: guest.vendor }),
    ...shared(guest),
    features: guest.features.map(({ name, policy }) => ({ name, policy })),
  };
};

const shared = ({ topology, cache, maxphysaddr }: Pick<Cpu, 'topology' | 'cache' | 'maxphysaddr'>) => ({
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
  counters: cpu.tsc ? [{ name: 'tsc', ...cpu.tsc }] : [],
  ...shared(cpu),
  features: cpu.features.map(({ name }) => ({ name })),
});

/** The XML object of a guest definition. */
export const guestCpuObject = (cpu: CpuDef): Cpu => ({
  mode: cpu.mode ?? 'custom',
  match: cpu.match ?? 'exact',
  ...(cpu.check && { check: cpu.check }),
  ...((cpu.model !== undefined || cpu.vendorId !== undefined) && {
    model: {
      fallback: cpu.fallback ?? 'allow',
      ...(cpu.vendorId && { vendor_id: cpu.vendorId }),
      ...(cpu.model !== undefined && { value: cpu.model }),
    },
  }),
  ...(cpu.vendor && { vendor: cpu.vendor }),
  ...shared(cpu),
  features: cpu.features.map(({ name, policy = 'require' }) => ({ policy, name })),
});

/** The document of a definition. */
export const formatCpu = (cpu: CpuDef): string =>
  cpu.type === 'host' ? formatXml(HostCpu, hostCpuObject(cpu)) : formatXml(Cpu, guestCpuObject(cpu));
