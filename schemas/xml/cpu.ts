// CPU XML: of a host (what it has) and for a guest (what it asks for). https://libvirt.org/formatdomain.html#cpu-model-and-topology
import { archNames } from '../cpu/arch.ts';
import { ErrorCode } from '../errors.ts';
import * as x from './dsl.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

const Topology = {
  sockets: x.attr(x.uint(), { required: true, nonZero: true }),
  dies: x.attr(x.uint(), { default: 1, nonZero: true }),
  clusters: x.attr(x.uint(), { default: 1, nonZero: true }),
  cores: x.attr(x.uint(), { required: true, nonZero: true }),
  threads: x.attr(x.uint(), { required: true, nonZero: true }),
};

const Cache = x.element(
  'cache',
  {
    level: x.attr(x.int({ min: 0 })),
    mode: x.attr(x.oneWord(['emulate', 'passthrough', 'disable']), { required: true }),
  },
  ({ level }: { level?: number }) =>
    level !== undefined && (level < 1 || level > 3)
      ? 'invalid CPU cache level, must be in range [1,3]'
      : undefined,
);

const MaxPhysAddr = x.element(
  'maxphysaddr',
  {
    mode: x.attr(x.oneWord(['emulate', 'passthrough']), { required: true }),
    bits: x.attr(x.int({ min: 0 })),
    limit: x.attr(x.uint(), { nonZero: true }),
  },
  ({ mode, limit }: { mode: string; limit?: number }) =>
    limit !== undefined && mode !== 'passthrough'
      ? unsupported("attribute 'limit' is only supported for maxphysaddr mode 'passthrough'")
      : undefined,
);

const checkFeatures = ({ features }: { features: { name: string }[] }): string | undefined => {
  const seen = new Set<string>();
  for (const { name } of features) {
    if (seen.has(name)) return `CPU feature '${name}' specified more than once`;
    seen.add(name);
  }
  return undefined;
};
const featureName = x.attr(x.text, { required: 'Invalid CPU feature name', empty: 'absent' });

/** What follows the model in both forms. */
const common = { topology: x.child(Topology), cache: x.child(Cache), maxphysaddr: x.child(MaxPhysAddr) };

/** A host's CPU: also the form that compare and baseline take. */
export const hostCpuFields = {
  arch: x.child(x.oneWord(archNames), {
    required: 'Missing CPU architecture',
    invalid: unsupported('Unknown architecture {value}'),
  }),
  model: x.child(x.text, { required: 'Missing CPU model name' }),
  vendor: x.child(x.text),
  microcode: x.child({
    version: x.attr(x.uint(), { omit: 0, invalid: unsupported('invalid microcode version') }),
  }),
  signature: x.child({
    family: x.attr(x.uint(), { required: true, nonZero: true }),
    model: x.attr(x.uint(), { required: true }),
    stepping: x.attr(x.uint(), { required: true }),
  }),
  counter: x.child({
    name: x.attr(x.oneWord(['tsc']), { default: 'tsc' }),
    frequency: x.attr(x.ulong(), { required: true }),
    scaling: x.attr(x.yesNo),
  }),
  ...common,
  features: x.children('feature', { name: featureName }),
};
export const HostCpu = x.element('cpu', hostCpuFields, checkFeatures);
export type HostCpu = x.TypeOf<typeof HostCpu>;

const guestMode = ['custom', 'host-model', 'host-passthrough', 'maximum'] as const;

const checkGuest = (cpu: {
  mode?: string;
  migratable?: boolean;
  model?: { name?: string; vendorId?: string };
  vendor?: string;
  features: { name: string }[];
}): x.Message | undefined => {
  const passthrough = cpu.mode === 'host-passthrough' || cpu.mode === 'maximum';
  if (cpu.migratable !== undefined && !passthrough) {
    return unsupported("Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode");
  }
  const vendorId = passthrough ? undefined : cpu.model?.vendorId;
  if (vendorId !== undefined && vendorId.length !== 12) return 'vendor_id must be exactly 12 characters long';
  if (vendorId?.includes(',')) return 'vendor id is invalid';
  if (cpu.vendor !== undefined && cpu.model?.name === undefined)
    return 'CPU vendor specified without CPU model';
  if (cpu.features.length > 0 && cpu.model?.name === undefined && (cpu.mode ?? 'custom') === 'custom') {
    return 'Non-empty feature list specified without CPU model';
  }
  return checkFeatures(cpu);
};

/** A CPU for a guest. */
export const GuestCpu = x.element(
  'cpu',
  {
    mode: x.attr(x.oneWord(guestMode), { invalid: unsupported("Invalid mode attribute '{value}'") }),
    match: x.attr(x.oneWord(['minimum', 'exact', 'strict'])),
    check: x.attr(x.oneWord(['none', 'partial', 'full'])),
    migratable: x.attr(x.onOff),
    deprecatedFeatures: x.attr(x.onOff, { name: 'deprecated_features' }),
    model: x.child({
      fallback: x.attr(x.oneWord(['allow', 'forbid']), {
        invalid: unsupported('Invalid fallback attribute'),
      }),
      vendorId: x.attr(x.text, { name: 'vendor_id', empty: 'absent' }),
      name: x.content(x.text),
    }),
    vendor: x.child(x.text),
    ...common,
    features: x.children('feature', {
      policy: x.attr(x.oneWord(['force', 'require', 'optional', 'disable', 'forbid']), {
        default: 'require',
        invalid: unsupported('Invalid CPU feature policy'),
      }),
      name: featureName,
    }),
  },
  checkGuest,
);
export type GuestCpu = x.TypeOf<typeof GuestCpu>;
