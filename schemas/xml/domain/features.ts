// <features>: https://libvirt.org/formatdomain.html#hypervisor-features
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

/** On unless said otherwise. */
const state = x.child({ state: x.attr(x.onOff, { default: true }) });
const stateRequired = x.child({ state: x.attr(x.onOff, { required: true }) });
const stateOf = { state: x.attr(x.onOff, { required: true }) };
const isOn = (f: { state?: boolean }): boolean => f.state === true;
/** Part of a feature that is on; written when it is on itself. */
const part = (name: string) =>
  x.child(stateOf, { when: (f: Record<string, { state: boolean }>) => f[name]?.state === true });

const spinlockRetries = ({ retries }: { retries?: number }): x.Message | undefined =>
  retries !== undefined && retries < 4095 ? 'HyperV spinlock retry count must be at least 4095' : undefined;
const hypervVendor = ({ value = '' }: { value?: string }): x.Message | undefined => {
  if (Buffer.byteLength(value) > 12) return 'HyperV vendor_id value must not be more than 12 characters.';
  return value.includes(',') ? 'HyperV vendor_id value is invalid' : undefined;
};
const dirtyRingSize = ({ size }: { size?: number }): x.Message | undefined =>
  size !== undefined && ((size & (size - 1)) !== 0 || size < 1024 || size > 65536)
    ? 'dirty ring must be power of 2 and ranges [1024, 65536]'
    : undefined;

const hyperv = x.strictly(
  unsupported('unsupported HyperV Enlightenment feature: {value}'),
  x.expanded(
    x.element('hyperv', {
      mode: x.attr(x.oneWord(['custom', 'passthrough']), { default: 'custom' }),
      relaxed: stateRequired,
      vapic: stateRequired,
      spinlocks: x.child({
        ...stateOf,
        $retries: x.oneOf('state', {
          true: { retries: x.attr(x.uint({ base: 0 }), { required: true, check: spinlockRetries }) },
        }),
      }),
      vpindex: stateRequired,
      runtime: stateRequired,
      synic: stateRequired,
      stimer: x.child(
        x.strictly(
          unsupported('unsupported Hyper-V stimer feature: {value}'),
          x.element('stimer', { ...stateOf, direct: part('direct') }),
          isOn,
        ),
      ),
      reset: stateRequired,
      vendor_id: x.child({
        ...stateOf,
        $value: x.oneOf('state', {
          true: {
            value: x.attr(x.text, {
              required: "missing 'value' attribute for HyperV feature 'vendor_id'",
              check: hypervVendor,
            }),
          },
        }),
      }),
      frequencies: stateRequired,
      reenlightenment: stateRequired,
      tlbflush: x.child(
        x.strictly(
          unsupported('unsupported Hyper-V tlbflush feature: {value}'),
          x.element('tlbflush', { ...stateOf, direct: part('direct'), extended: part('extended') }),
          isOn,
        ),
      ),
      ipi: stateRequired,
      evmcs: stateRequired,
      avic: stateRequired,
      emsr_bitmap: stateRequired,
      xmm_input: stateRequired,
    }),
  ),
  (f: { mode: string }) => f.mode === 'custom',
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

const features = x.element('features', {
  acpi: x.flag(),
  apic: x.child({ eoi: x.attr(x.onOff) }, { keep: true }),
  pae: x.flag(),
  hap: state,
  viridian: x.flag(),
  privnet: x.flag(),
  hyperv: x.child(hyperv, { keep: true }),
  kvm: x.child(
    x.strictly(
      unsupported('unsupported KVM feature: {value}'),
      x.expanded(
        x.element('kvm', {
          hidden: stateRequired,
          'hint-dedicated': stateRequired,
          'poll-control': stateRequired,
          'pv-ipi': stateRequired,
          'dirty-ring': x.child({
            ...stateOf,
            $size: x.oneOf('state', {
              true: { size: x.attr(x.uint({ base: 0 }), { required: true, check: dirtyRingSize }) },
            }),
          }),
        }),
      ),
    ),
    { keep: true },
  ),
  pvspinlock: state,
  capabilities: x.child(
    x.strictly(
      unsupported("unexpected capability feature '{value}'"),
      x.element('capabilities', {
        policy: x.attr(x.oneWord(['default', 'allow', 'deny']), { default: 'default' }),
        ...processCapabilities,
      }),
    ),
  ),
  pmu: state,
  vmport: state,
  gic: x.child({ version: x.attr(x.oneWord(['host', '2', '3'])) }, { keep: true }),
  smm: x.child({
    state: x.attr(x.onOff, { default: true }),
    $tseg: x.oneOf('state', { true: { tseg: x.child(x.size('bytes', 'MiB', { pretty: true })) } }),
  }),
  ioapic: x.child({ driver: x.attr(x.oneWord(['qemu', 'kvm'])) }),
  hpt: x.child({
    resizing: x.attr(x.oneWord(['enabled', 'disabled', 'required'])),
    maxpagesize: x.child(x.size('KiB'), {
      omit: 0,
      invalid: unsupported('Unable to parse HPT maxpagesize setting'),
    }),
  }),
  vmcoreinfo: state,
  htm: stateRequired,
  'nested-hv': stateRequired,
  msrs: x.child({ unknown: x.attr(x.oneWord(['ignore', 'fault']), { required: true }) }),
  'ccf-assist': stateRequired,
  xen: x.child(
    x.strictly(
      unsupported('unsupported Xen feature: {value}'),
      x.expanded(
        x.element('xen', {
          e820_host: stateRequired,
          passthrough: x.child({
            ...stateOf,
            $mode: x.oneOf('state', { true: { mode: x.attr(x.oneWord(['sync_pt', 'share_pt'])) } }),
          }),
        }),
      ),
    ),
    { keep: true },
  ),
  cfpc: x.child({ value: x.attr(x.oneWord(['broken', 'workaround', 'fixed'])) }),
  sbbc: x.child({ value: x.attr(x.oneWord(['broken', 'workaround', 'fixed'])) }),
  ibs: x.child({
    value: x.attr(x.oneWord(['broken', 'workaround', 'fixed-ibs', 'fixed-ccd', 'fixed-na'])),
  }),
  tcg: x.child({ 'tb-cache': x.child(x.size('KiB'), { omit: 0 }) }),
  'async-teardown': x.child({ enabled: x.attr(x.yesNo, { default: true }) }),
  ras: stateRequired,
  ps2: stateRequired,
  aia: x.child({ value: x.attr(x.oneWord(['none', 'aplic', 'aplic-imsic'])) }),
});
/** Each feature is read where it stands. */
export const Features = x.strictly(unsupported("unexpected feature '{value}'"), features);
export type Features = x.TypeOf<typeof Features>;
