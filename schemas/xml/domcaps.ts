// Domain capabilities XML: https://libvirt.org/formatdomaincaps.html
import { archNames } from '../cpu/arch.ts';
import { Cpu } from './domain/cpu.ts';
import * as x from './dsl.ts';

/** A list of allowed values; one without values is still reported. */
const enums = x.children('enum', {
  name: x.attr(x.text, { required: true }),
  values: x.children('value', x.text),
});
const supported = x.attr(x.yesNo, { required: true });
const Feature = { supported };
/** Something with lists of allowed values, if it is there at all. */
const Device = { supported, enums };

const Loader = { supported, values: x.children('value', x.text), enums };

const CustomModel = {
  usable: x.attr(x.oneWord(['unknown', 'yes', 'no']), { required: true }),
  deprecated: x.attr(x.yesNo),
  vendor: x.attr(x.text),
  canonical: x.attr(x.text),
  name: x.content(x.text),
};
const Blockers = {
  model: x.attr(x.text, { required: true }),
  features: x.children('feature', { name: x.attr(x.text, { required: true }) }),
};

const { topology, cache, maxphysaddr, features } = Cpu.fields;
/** A mode element names the mode itself, so what depends on it in `<cpu>` is always told here. */
const model = x.child({
  fallback: x.attr(x.oneWord(['allow', 'forbid'])),
  vendor_id: x.attr(x.text),
  value: x.content(x.text),
});
const vendor = x.child(x.text);
const CpuMode = {
  name: x.attr(x.oneWord(['host-passthrough', 'maximum', 'host-model', 'custom']), { required: true }),
  supported,
  $any: x.oneOf('name', {
    'host-passthrough maximum': { enums },
    'host-model': { model, vendor, topology, cache, maxphysaddr, features },
    custom: { models: x.mixed({ model: CustomModel, blockers: Blockers }) },
  }),
};

/** Emulated and passed-through devices, in the order libvirt lists them. */
export const deviceKinds = [
  'disk',
  'graphics',
  'video',
  'hostdev',
  'rng',
  'filesystem',
  'tpm',
  'redirdev',
  'channel',
  'crypto',
  'interface',
  'panic',
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

const Sgx = {
  supported,
  flc: x.child(x.yesNo),
  sgx1: x.child(x.yesNo),
  sgx2: x.child(x.yesNo),
  sectionSize: x.child(
    { unit: x.attr(x.text, { default: 'KiB' }), size: x.content(x.ulong()) },
    { name: 'section_size' },
  ),
  sections: x.child({
    sections: x.children('section', {
      node: x.attr(x.uint(), { required: true }),
      size: x.attr(x.ulong(), { required: true }),
      unit: x.attr(x.text, { default: 'KiB' }),
    }),
  }),
};

export const DomainCapabilities = x.element('domainCapabilities', {
  path: x.child(x.text),
  domain: x.child(x.text, { required: true }),
  machine: x.child(x.text),
  arch: x.child(x.oneWord(archNames), { required: true }),
  vcpu: x.child({ max: x.attr(x.uint(), { required: true }) }),
  iothreads: x.child(Feature),
  os: x.child({ supported, enums, loader: x.child(Loader) }),
  cpu: x.child({ modes: x.children('mode', CpuMode) }),
  memoryBacking: x.child(Device),
  devices: x.child({
    disk: x.child(Device),
    graphics: x.child(Device),
    video: x.child(Device),
    hostdev: x.child(Device),
    rng: x.child(Device),
    filesystem: x.child(Device),
    tpm: x.child(Device),
    redirdev: x.child(Device),
    channel: x.child(Device),
    crypto: x.child(Device),
    interface: x.child(Device),
    panic: x.child(Device),
  }),
  features: x.child({
    gic: x.child(Device),
    vmcoreinfo: x.child(Feature),
    genid: x.child(Feature),
    backingStoreInput: x.child(Feature),
    backup: x.child(Feature),
    asyncTeardown: x.child(Feature, { name: 'async-teardown' }),
    s390Pv: x.child(Feature, { name: 's390-pv' }),
    ps2: x.child(Feature),
    sev: x.child({
      supported,
      cbitpos: x.child(x.uint()),
      reducedPhysBits: x.child(x.uint()),
      maxGuests: x.child(x.uint()),
      maxESGuests: x.child(x.uint()),
      cpu0Id: x.child(x.text),
    }),
    sgx: x.child(Sgx),
    hyperv: x.child(Device),
    launchSecurity: x.child(Device),
  }),
});
export type DomainCapabilities = x.TypeOf<typeof DomainCapabilities>;
