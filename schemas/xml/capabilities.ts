// Capabilities XML of a connection: https://libvirt.org/formatcaps.html
import { archNames } from '../cpu/arch.ts';
import { HostCpu } from './domain/cpu.ts';
import * as x from './dsl.ts';

const { arch, ...modelFields } = HostCpu.fields;
const name = x.attr(x.text, { required: true });
const id = x.attr(x.uint(), { required: true });
const kib = x.attr(x.text, { default: 'KiB' });

const NumaCpu = {
  id,
  socketId: x.attr(x.uint(), { name: 'socket_id' }),
  dieId: x.attr(x.uint(), { name: 'die_id' }),
  clusterId: x.attr(x.uint(), { name: 'cluster_id' }),
  coreId: x.attr(x.uint(), { name: 'core_id' }),
  siblings: x.attr(x.cpuset),
};

const Cell = x.element('cell', {
  id,
  memory: x.child({ unit: kib, size: x.content(x.ulong()) }),
  pages: x.children('pages', {
    unit: kib,
    size: x.attr(x.uint(), { required: true }),
    count: x.content(x.ulong()),
  }),
  distances: x.children(
    'sibling',
    { id, value: x.attr(x.uint(), { required: true }) },
    { wrap: 'distances' },
  ),
  caches: x.children('cache', {
    level: x.attr(x.uint(), { required: true }),
    associativity: x.attr(x.oneWord(['none', 'direct', 'full']), { required: true }),
    policy: x.attr(x.oneWord(['none', 'writeback', 'writethrough']), { required: true }),
    size: x.child({ value: x.attr(x.ulong(), { required: true }), unit: kib }),
    line: x.child({ value: x.attr(x.uint(), { required: true }), unit: x.attr(x.text, { default: 'B' }) }),
  }),
  cpus: x.child({ num: x.attr(x.uint(), { required: true }), cpus: x.children('cpu', NumaCpu) }),
});

const Interconnect = {
  initiator: x.attr(x.uint(), { required: true }),
  target: x.attr(x.uint(), { required: true }),
  cache: x.attr(x.uint(), { omit: 0 }),
  type: x.attr(x.oneWord(['access', 'read', 'write']), { required: true }),
  value: x.attr(x.ulong(), { required: true }),
  unit: x.attr(x.text),
};

const Control = {
  granularity: x.attr(x.ulong(), { required: true }),
  min: x.attr(x.ulong()),
  unit: x.attr(x.text),
  type: x.attr(x.oneWord(['both', 'code', 'data'])),
  maxAllocs: x.attr(x.uint(), { required: true }),
};
const Monitor = {
  level: x.attr(x.uint()),
  reuseThreshold: x.attr(x.uint()),
  maxMonitors: x.attr(x.uint(), { required: true }),
  features: x.children('feature', { name }),
};

const Bank = {
  id,
  level: x.attr(x.uint(), { required: true }),
  type: x.attr(x.oneWord(['both', 'code', 'data']), { required: true }),
  size: x.attr(x.ulong(), { required: true }),
  unit: x.attr(x.text, { required: true }),
  cpus: x.attr(x.cpuset, { required: true }),
  controls: x.children('control', Control),
};

const SecModel = {
  model: x.child(x.text, { required: true }),
  doi: x.child(x.text, { required: true }),
  baselabels: x.children('baselabel', { type: x.attr(x.text, { required: true }), label: x.content(x.text) }),
};

export const CapabilitiesHost = x.element('host', {
  uuid: x.child(x.uuid),
  cpu: x.child({
    arch,
    /** What Xen and the test driver tell of a processor instead of a model. */
    abilities: x.child(
      { pae: x.flag(), nonpae: x.flag(), vmx: x.flag(), svm: x.flag() },
      { name: 'features' },
    ),
    ...modelFields,
    // Capabilities are given also where the processor is unknown.
    model: x.child(x.text),
    pages: x.children('pages', { unit: kib, size: x.attr(x.uint(), { required: true }) }),
  }),
  powerManagement: x.child(
    {
      suspendMem: x.flag({ name: 'suspend_mem' }),
      suspendDisk: x.flag({ name: 'suspend_disk' }),
      suspendHybrid: x.flag({ name: 'suspend_hybrid' }),
    },
    { name: 'power_management', keep: true },
  ),
  iommu: x.child({ support: x.attr(x.yesNo, { required: true }) }),
  migrationFeatures: x.child(
    {
      live: x.flag(),
      transports: x.children('uri_transport', x.text, { wrap: 'uri_transports' }),
    },
    { name: 'migration_features' },
  ),
  netprefix: x.child(x.text),
  topology: x.child({
    cells: x.child({ num: x.attr(x.uint(), { required: true }), cells: x.children('cell', Cell) }),
    interconnects: x.child({
      links: x.mixed({ latency: Interconnect, bandwidth: Interconnect }),
    }),
  }),
  cache: x.child({ banks: x.children('bank', Bank), monitor: x.child(Monitor) }),
  memoryBandwidth: x.child(
    {
      nodes: x.children('node', {
        id,
        cpus: x.attr(x.cpuset, { required: true }),
        control: x.child(Control),
      }),
      monitor: x.child(Monitor),
    },
    { name: 'memory_bandwidth' },
  ),
  secmodels: x.children('secmodel', SecModel),
});

const GuestMachine = {
  canonical: x.attr(x.text),
  maxCpus: x.attr(x.uint(), { omit: 0 }),
  deprecated: x.attr(x.yesNo),
  name: x.content(x.text),
};
const Toggle = { default: x.attr(x.onOff), toggle: x.attr(x.yesNo) };
const toggle = x.child(Toggle, { keep: true });

export const CapabilitiesGuest = x.element('guest', {
  osType: x.child(x.text, { name: 'os_type', required: true }),
  arch: x.child({
    name: x.attr(x.oneWord(archNames), { required: true }),
    wordsize: x.child(x.uint(), { required: true }),
    emulator: x.child(x.text),
    loader: x.child(x.text),
    machines: x.children('machine', GuestMachine),
    domains: x.children('domain', {
      type: x.attr(x.text, { required: true }),
      emulator: x.child(x.text),
      loader: x.child(x.text),
      machines: x.children('machine', GuestMachine),
    }),
  }),
  features: x.child({
    pae: toggle,
    nonpae: toggle,
    ia64_be: toggle,
    acpi: toggle,
    apic: toggle,
    cpuselection: toggle,
    deviceboot: toggle,
    disksnapshot: toggle,
    hap: toggle,
    externalSnapshot: toggle,
  }),
});

export const Capabilities = x.element('capabilities', {
  host: x.child(CapabilitiesHost),
  guests: x.children('guest', CapabilitiesGuest),
});
export type Capabilities = x.TypeOf<typeof Capabilities>;
