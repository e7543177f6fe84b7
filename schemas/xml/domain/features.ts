// <features>: https://libvirt.org/formatdomain.html#hypervisor-features
import * as x from '../dsl.ts';

/** On unless said otherwise. */
const state = x.child({ state: x.attr(x.onOff, { default: true }) });
const stateRequired = x.child({ state: x.attr(x.onOff, { required: true }) });
const direct = x.child(
  { state: x.attr(x.onOff, { required: true }) },
  { when: (f: { direct?: { state: boolean } }) => f.direct?.state === true },
);

const hyperv = x.expanded(
  x.element('hyperv', {
    mode: x.attr(x.oneWord(['custom', 'passthrough']), { default: 'custom' }),
    relaxed: stateRequired,
    vapic: stateRequired,
    spinlocks: x.child({
      state: x.attr(x.onOff, { required: true }),
      retries: x.attr(x.uint(), {
        when: (f: { state: boolean }) => f.state,
        invalid: 'invalid HyperV spinlock retry count',
      }),
    }),
    vpindex: stateRequired,
    runtime: stateRequired,
    synic: stateRequired,
    stimer: x.child({ state: x.attr(x.onOff, { required: true }), direct }),
    reset: stateRequired,
    vendor_id: x.child({
      state: x.attr(x.onOff, { required: true }),
      value: x.attr(x.text, { when: (f: { state: boolean }) => f.state }),
    }),
    frequencies: stateRequired,
    reenlightenment: stateRequired,
    tlbflush: x.child({
      state: x.attr(x.onOff, { required: true }),
      direct,
      extended: x.child(
        { state: x.attr(x.onOff, { required: true }) },
        { when: (f: { extended?: { state: boolean } }) => f.extended?.state === true },
      ),
    }),
    ipi: stateRequired,
    evmcs: stateRequired,
    avic: stateRequired,
    emsr_bitmap: stateRequired,
    xmm_input: stateRequired,
  }),
);

const CAPABILITIES = [
  'audit_control',
  'audit_write',
  'block_suspend',
  'chown',
  'dac_override',
  'dac_read_search',
  'fowner',
  'fsetid',
  'ipc_lock',
  'ipc_owner',
  'kill',
  'lease',
  'linux_immutable',
  'mac_admin',
  'mac_override',
  'mknod',
  'net_admin',
  'net_bind_service',
  'net_broadcast',
  'net_raw',
  'setgid',
  'setfcap',
  'setpcap',
  'setuid',
  'sys_admin',
  'sys_boot',
  'sys_chroot',
  'sys_module',
  'sys_nice',
  'sys_pacct',
  'sys_ptrace',
  'sys_rawio',
  'sys_resource',
  'sys_time',
  'sys_tty_config',
  'syslog',
  'wake_alarm',
] as const;
const processCapabilities = Object.fromEntries(
  CAPABILITIES.map((name) => [name, x.child({ state: x.attr(x.onOff, { default: true }) })]),
) as Record<(typeof CAPABILITIES)[number], typeof state>;

export const Features = x.element('features', {
  acpi: x.flag(),
  apic: x.child({ eoi: x.attr(x.onOff) }, { keep: true }),
  pae: x.flag(),
  hap: state,
  viridian: x.flag(),
  privnet: x.flag(),
  hyperv: x.child(hyperv, { keep: true }),
  kvm: x.child(
    x.expanded(
      x.element('kvm', {
        hidden: stateRequired,
        'hint-dedicated': stateRequired,
        'poll-control': stateRequired,
        'pv-ipi': stateRequired,
        'dirty-ring': x.child({
          state: x.attr(x.onOff, { required: true }),
          size: x.attr(x.uint(), { omit: 0 }),
        }),
      }),
    ),
    { keep: true },
  ),
  pvspinlock: state,
  capabilities: x.child({
    policy: x.attr(x.oneWord(['default', 'allow', 'deny']), { default: 'default' }),
    ...processCapabilities,
  }),
  pmu: state,
  vmport: state,
  gic: x.child({ version: x.attr(x.oneWord(['host', '2', '3'])) }, { keep: true }),
  smm: x.child({
    state: x.attr(x.onOff, { default: true }),
    tseg: x.child(x.size('bytes', 'MiB', { pretty: true })),
  }),
  ioapic: x.child({ driver: x.attr(x.oneWord(['qemu', 'kvm']), { required: true }) }),
  hpt: x.child({
    resizing: x.attr(x.oneWord(['enabled', 'disabled', 'required'])),
    maxpagesize: x.child(x.size('KiB'), { omit: 0 }),
  }),
  vmcoreinfo: state,
  htm: stateRequired,
  'nested-hv': stateRequired,
  msrs: x.child({ unknown: x.attr(x.oneWord(['ignore', 'fault']), { required: true }) }),
  'ccf-assist': stateRequired,
  xen: x.child(
    x.expanded(
      x.element('xen', {
        e820_host: stateRequired,
        passthrough: x.child({
          state: x.attr(x.onOff, { required: true }),
          mode: x.attr(x.oneWord(['sync_pt', 'share_pt']), { when: (f: { state: boolean }) => f.state }),
        }),
      }),
    ),
    { keep: true },
  ),
  cfpc: x.child({ value: x.attr(x.oneWord(['broken', 'workaround', 'fixed']), { required: true }) }),
  sbbc: x.child({ value: x.attr(x.oneWord(['broken', 'workaround', 'fixed']), { required: true }) }),
  ibs: x.child({
    value: x.attr(x.oneWord(['broken', 'workaround', 'fixed-ibs', 'fixed-ccd', 'fixed-na']), {
      required: true,
    }),
  }),
  tcg: x.child({ 'tb-cache': x.child(x.size('KiB'), { omit: 0 }) }),
  'async-teardown': x.child({ enabled: x.attr(x.yesNo, { default: true }) }),
  ras: state,
  ps2: stateRequired,
  aia: x.child({ value: x.attr(x.oneWord(['none', 'aplic', 'aplic-imsic']), { required: true }) }),
});
export type Features = x.TypeOf<typeof Features>;
