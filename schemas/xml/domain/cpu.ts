// <cpu>, of guests and of hosts, and guest NUMA: https://libvirt.org/formatdomain.html#cpu-model-and-topology
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import * as x from '../dsl.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });
/** What the CPU parser says, which guests and hosts share. */
const cpuError = (text: string): x.Message => ({ code: ErrorCode.XML_ERROR, domain: ErrorDomain.CPU, text });
const cpuUnsupported = (text: string): x.Message => ({
  code: ErrorCode.CONFIG_UNSUPPORTED,
  domain: ErrorDomain.CPU,
  text,
});

interface Cell {
  id?: number;
  cpus?: string;
  distances: { id: number; value: number }[];
}
/** The sibling distances known so far; libvirt mirrors each into the other cell. */
const checkDistances = (cells: Cell[]): x.Message | undefined => {
  if (cells.every((cell) => cell.distances.length === 0)) return undefined;
  const table = cells.map(() => new Map<number, number>());
  for (const [i, cell] of cells.entries()) {
    for (const { id, value } of cell.distances) {
      const there = table[id];
      if (!there) return `'sibling_id ${id}' does not refer to a valid cell within NUMA 'cell id ${i}'`;
      if (value < 10 || value > 255 || (id === i) !== (value === 10)) {
        return `'value ${value}' is invalid for 'sibling id ${id}' under NUMA 'cell id ${i}'`;
      }
      table[i]?.set(i, 10).set(id, value);
      there.set(id, 10);
      if (!there.has(i)) there.set(i, value);
    }
  }
  for (const [i, cell] of cells.entries()) {
    cell.distances = [...(table[i] ?? [])].map(([id, value]) => ({ id, value })).sort((a, b) => a.id - b.id);
  }
  return undefined;
};

const members = (set: string): Set<number> => {
  const out = new Set<number>();
  for (const part of set.split(',')) {
    const [first = 0, last = first] = part.split('-').map(Number);
    for (let i = first; i <= last; i++) out.add(i);
  }
  return out;
};

const checkCells = (numa: { cells: Cell[] }): x.Message | undefined => {
  const { cells } = numa;
  if (cells.length === 0) return 'NUMA topology defined without NUMA cells';
  const ordered: Cell[] = [];
  const owners = new Map<number, number>();
  for (const [i, cell] of cells.entries()) {
    cell.id ??= i;
    if (cell.id >= cells.length) {
      return "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges not starting from 0 are not allowed";
    }
    if (ordered[cell.id]) return `Duplicate NUMA cell info for cell id '${cell.id}'`;
    ordered[cell.id] = cell;
    if (cell.cpus === undefined) continue;
    for (const cpu of members(cell.cpus)) {
      const other = owners.get(cpu);
      if (other !== undefined)
        return unsupported(`NUMA cells ${cell.id} and ${other} have overlapping vCPU ids`);
      owners.set(cpu, cell.id);
    }
  }
  numa.cells = ordered;
  return checkDistances(ordered);
};

const latencyType = x.attr(x.oneWord(['access', 'read', 'write']), { required: true });
const interconnect = {
  initiator: x.attr(x.uint(), { required: true }),
  target: x.attr(x.uint(), { required: true }),
  cache: x.attr(x.uint(), { omit: 0 }),
  type: latencyType,
};
export const GuestNuma = x.element(
  'numa',
  {
    cells: x.children('cell', {
      id: x.attr(x.uint()),
      cpus: x.attr(x.cpuset, {
        empty: 'absent',
        invalid: { code: ErrorCode.INVALID_ARG, text: "Failed to parse bitmap '{value}'", domain: 0 },
      }),
      memory: x.attr(x.size('KiB'), { required: "missing element or attribute './@memory'" }),
      memAccess: x.attr(x.oneWord(['shared', 'private'])),
      discard: x.attr(x.yesNo),
      distances: x.children(
        'sibling',
        { id: x.attr(x.uint(), { required: true }), value: x.attr(x.uint(), { required: true }) },
        { wrap: 'distances' },
      ),
      caches: x.children('cache', {
        level: x.attr(x.uint(), { required: true, nonZero: true }),
        associativity: x.attr(x.oneWord(['none', 'direct', 'full']), { required: true }),
        policy: x.attr(x.oneWord(['none', 'writeback', 'writethrough']), { required: true }),
        size: x.child({ value: x.attr(x.size('KiB'), { required: true }) }, { required: true }),
        line: x.child(
          { value: x.attr(x.size('bytes', 'bytes', { unitLabel: 'B' }), { required: true }) },
          { required: true },
        ),
      }),
    }),
    interconnects: x.child({
      list: x.mixed({
        latency: { ...interconnect, value: x.attr(x.ulong(), { required: true }) },
        bandwidth: { ...interconnect, value: x.attr(x.size('KiB'), { required: true }) },
      }),
    }),
  },
  checkCells,
);

const topology = x.child({
  sockets: x.attr(x.uint(), { required: true, nonZero: true }),
  dies: x.attr(x.uint(), { default: 1, nonZero: true }),
  clusters: x.attr(x.uint(), { default: 1, nonZero: true }),
  cores: x.attr(x.uint(), { required: true, nonZero: true }),
  threads: x.attr(x.uint(), { required: true, nonZero: true }),
});
const maxphysaddr = x.child(
  x.element(
    'maxphysaddr',
    {
      mode: x.attr(x.oneWord(['emulate', 'passthrough']), { required: true }),
      bits: x.attr(x.int({ min: 0 })),
      limit: x.attr(x.uint(), { nonZero: true }),
    },
    (m: { mode: string; limit?: number }) =>
      m.limit !== undefined && m.mode !== 'passthrough'
        ? cpuUnsupported("attribute 'limit' is only supported for maxphysaddr mode 'passthrough'")
        : undefined,
  ),
);
const cache = x.child(
  {
    level: x.attr(x.int({ min: 1, max: 3 }), {
      invalid: cpuError('invalid CPU cache level, must be in range [1,3]'),
    }),
    mode: x.attr(x.oneWord(['emulate', 'passthrough', 'disable']), { required: true }),
  },
  { most: [1, cpuError('at most one CPU cache element may be specified')] },
);

interface CpuLike {
  mode: string;
  migratable?: boolean;
  model?: { value?: string; fallback?: string; vendor_id?: string };
  vendor?: string;
  features: { name: string }[];
}
const bare = (cpu: CpuLike): boolean => cpu.mode === 'custom' && cpu.model?.value === undefined;
const writesModel = (cpu: CpuLike): boolean => cpu.mode === 'custom' || cpu.mode === 'host-model';

const duplicateFeature = ({ features }: { features: { name: string }[] }): x.Message | undefined => {
  const seen = new Set<string>();
  for (const { name } of features) {
    if (seen.has(name)) return cpuError(`CPU feature '${name}' specified more than once`);
    seen.add(name);
  }
  return undefined;
};

const checkMigratable = ({ mode, migratable }: CpuLike): x.Message | undefined =>
  migratable !== undefined && mode !== 'host-passthrough' && mode !== 'maximum'
    ? cpuUnsupported("Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode")
    : undefined;
const checkVendorId = (cpu: CpuLike): x.Message | undefined => {
  const id = cpu.model?.vendor_id;
  if (id === undefined || !writesModel(cpu)) return undefined;
  if (Buffer.byteLength(id) !== 12) return cpuError('vendor_id must be exactly 12 characters long');
  return id.includes(',') ? cpuError('vendor id is invalid') : undefined;
};
const checkVendor = ({ vendor, model }: CpuLike): x.Message | undefined =>
  vendor !== undefined && model?.value === undefined
    ? cpuError('CPU vendor specified without CPU model')
    : undefined;
const checkFeatures = (cpu: CpuLike): x.Message | undefined =>
  cpu.features.length > 0 && cpu.mode === 'custom' && cpu.model?.value === undefined
    ? cpuError('Non-empty feature list specified without CPU model')
    : duplicateFeature(cpu);

export const CpuMode = x.oneWord(['custom', 'host-model', 'host-passthrough', 'maximum']);
export const FeaturePolicy = x.oneWord(['force', 'require', 'optional', 'disable', 'forbid']);
const guestCpu = x.element('cpu', {
  mode: x.attr(CpuMode, {
    default: 'custom',
    invalid: cpuUnsupported("Invalid mode attribute '{value}'"),
    when: (c: CpuLike) => !bare(c),
  }),
  match: x.attr(x.oneWord(['exact', 'minimum', 'strict']), {
    default: 'exact',
    when: (c: CpuLike) => c.mode === 'custom' && !bare(c),
  }),
  check: x.attr(x.oneWord(['none', 'partial', 'full']), { when: (c: CpuLike) => !bare(c) }),
  migratable: x.attr(x.onOff, { check: checkMigratable }),
  deprecated_features: x.attr(x.onOff),
  model: x.child(
    x.element('model', {
      fallback: x.attr(x.oneWord(['allow', 'forbid']), {
        default: 'allow',
        empty: 'absent',
        invalid: cpuUnsupported('Invalid fallback attribute'),
        when: (m: { value?: string }) => m.value !== undefined,
      }),
      vendor_id: x.attr(x.text, { empty: 'absent' }),
      value: x.content(x.text),
    }),
    {
      when: writesModel,
      accept: (m: { value?: string; vendor_id?: string }) =>
        m.value !== undefined || m.vendor_id !== undefined,
      check: checkVendorId,
    },
  ),
  vendor: x.child(x.text, { when: writesModel, check: checkVendor }),
  topology,
  cache,
  maxphysaddr,
  features: x.children(
    'feature',
    {
      policy: x.attr(FeaturePolicy, {
        default: 'require',
        invalid: cpuUnsupported('Invalid CPU feature policy'),
      }),
      name: x.attr(x.text, { required: cpuError('Invalid CPU feature name'), empty: 'absent' }),
    },
    { check: checkFeatures },
  ),
  numa: x.child(GuestNuma),
});
export const Cpu = x.readFirst(
  [
    'mode',
    'migratable',
    'match',
    'check',
    'deprecated_features',
    'model',
    'vendor',
    'topology',
    'features',
    'cache',
    'maxphysaddr',
  ],
  guestCpu,
);
export type Cpu = x.TypeOf<typeof Cpu>;

/** The CPU of a host, as in capabilities and in cpu-compare. */
export const HostCpu = x.element(
  'cpu',
  {
    arch: x.child(x.text, { required: cpuError('Missing CPU architecture') }),
    model: x.child(x.text, { required: cpuError('Missing CPU model name') }),
    vendor: x.child(x.text),
    microcode: x.child({
      version: x.attr(x.uint(), { invalid: cpuUnsupported('invalid microcode version') }),
    }),
    signature: x.child({
      family: x.attr(x.uint(), { required: true, nonZero: true }),
      model: x.attr(x.uint(), { required: true }),
      stepping: x.attr(x.uint(), { required: true }),
    }),
    counters: x.children('counter', {
      name: x.attr(x.text),
      frequency: x.attr(x.ulong(), { required: true }),
      scaling: x.attr(x.yesNo),
    }),
    topology,
    cache,
    maxphysaddr,
    features: x.children('feature', {
      name: x.attr(x.text, { required: cpuError('Invalid CPU feature name'), empty: 'absent' }),
    }),
  },
  duplicateFeature,
);
export type HostCpu = x.TypeOf<typeof HostCpu>;
