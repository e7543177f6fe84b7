// The smaller devices: input, hub, watchdog, balloon, TPM, memory modules, shared memory, IOMMU, vsock and the like.
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { ChardevType } from './chardev.ts';
import { address, deviceInfo, VirtioModel, virtioOptions } from './device.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });
const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });
const driver = x.child(virtioOptions);

export const Lease = x.element('lease', {
  lockspace: x.child(x.text),
  key: x.child(x.text, { required: "Missing 'key' element for lease" }),
  target: x.child(
    {
      path: x.attr(x.text, { required: "Missing 'path' attribute to 'target' element for lease" }),
      offset: x.attr(x.ulong(), { omit: 0 }),
    },
    { required: "Missing 'target' element for lease" },
  ),
});

interface InputLike {
  bus?: string;
  address?: { type: string };
}
const NO_EVDEV = 'Missing evdev path for input device';
const usbAddress = ({ bus, address: place }: InputLike): x.Message | undefined =>
  bus === 'usb' && place && place.type !== 'usb' ? 'Invalid address for a USB device' : undefined;
const input = x.element('input', {
  type: x.attr(x.oneWord(['mouse', 'tablet', 'keyboard', 'passthrough', 'evdev']), {
    required: { code: ErrorCode.INTERNAL_ERROR, text: 'missing input device type' },
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown input device type '{value}'" },
  }),
  bus: x.attr(x.oneWord(['ps2', 'usb', 'xen', 'parallels', 'virtio', 'none']), {
    omit: 'none',
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown input bus type '{value}'" },
  }),
  model: x.attr(VirtioModel, { invalid: unsupported("unknown input model '{value}'") }),
  driver,
  source: x.child({
    $type: x.oneOf('^type', {
      passthrough: { evdev: x.attr(x.text, { required: NO_EVDEV }) },
      evdev: {
        dev: x.attr(x.text, { required: NO_EVDEV }),
        grab: x.attr(x.oneWord(['all'])),
        grabToggle: x.attr(
          x.oneWord(['ctrl-ctrl', 'alt-alt', 'shift-shift', 'meta-meta', 'scrolllock', 'ctrl-scrolllock']),
        ),
        repeat: x.attr(x.onOff),
      },
    }),
  }),
  ...deviceInfo,
  address: { ...address, options: { ...address.options, check: usbAddress } },
});
/** Places are read before sources. */
export const Input = x.readFirst(['type', 'model', 'bus', 'alias', 'acpi', 'address', 'source'], input);
export type Input = x.TypeOf<typeof Input>;

export const Hub = x.element('hub', {
  type: x.attr(x.oneWord(['usb']), {
    required: { code: ErrorCode.INTERNAL_ERROR, text: 'missing hub device type' },
    invalid: unsupported("unknown hub device type '{value}'"),
  }),
  ...deviceInfo,
});

export const Watchdog = x.element('watchdog', {
  model: x.attr(x.oneWord(['i6300esb', 'ib700', 'diag288', 'itco']), { required: true }),
  action: x.attr(x.oneWord(['reset', 'shutdown', 'poweroff', 'pause', 'dump', 'none', 'inject-nmi']), {
    default: 'reset',
  }),
  ...deviceInfo,
});

interface BalloonLike {
  model?: string;
  alias?: unknown;
  acpi?: unknown;
  address?: unknown;
  stats?: { period?: number };
}
const balloonFields = {
  model: x.attr(x.oneWord(['virtio', 'xen', 'none', 'virtio-transitional', 'virtio-non-transitional']), {
    required: true,
  }),
  autodeflate: x.attr(x.onOff),
  freePageReporting: x.attr(x.onOff),
  stats: x.child({ period: x.attr(x.int({ base: 0 }), { omit: 0 }) }),
  ...deviceInfo,
  driver,
};
export const Memballoon = x.element('memballoon', balloonFields, (balloon: BalloonLike) => {
  const { stats } = balloon;
  // what is never asked for is as good as not said, and not written
  if (stats?.period !== undefined && stats.period <= 0) delete balloon.stats;
  // no balloon has no place either
  if (balloon.model === 'none') {
    delete balloon.alias;
    delete balloon.acpi;
    delete balloon.address;
  }
  return undefined;
});

export const Nvram = x.expanded(x.element('nvram', deviceInfo));
export const Panic = x.readFirst(
  ['alias', 'acpi', 'address', 'model'],
  x.element('panic', {
    model: x.attr(x.oneWord(['isa', 'pseries', 'hyperv', 's390', 'pvpanic']), {
      invalid: unsupported("unknown panic model '{value}'"),
    }),
    ...deviceInfo,
  }),
);

export const Shmem = x.expanded(
  x.element(
    'shmem',
    {
      name: x.attr(x.text, { required: "shmem element must contain 'name' attribute" }),
      role: x.attr(x.oneWord(['master', 'peer'])),
      model: x.child(
        { type: x.attr(x.oneWord(['ivshmem', 'ivshmem-plain', 'ivshmem-doorbell']), { default: 'ivshmem' }) },
        { always: true },
      ),
      /** In bytes; written in whole mebibytes. */
      size: x.child(x.size('bytes', 'bytes', { unitLabel: 'M' }), {
        when: (s: { size?: number }) => Boolean(s.size),
        computed: (s: { size?: number }) => Math.floor((s.size ?? 0) / 1048576),
      }),
      server: x.child({ path: x.attr(x.text) }, { keep: true }),
      msi: x.child(
        { vectors: x.attr(x.uint({ base: 0 }), { omit: 0 }), ioeventfd: x.attr(x.onOff) },
        { keep: true },
      ),
      ...deviceInfo,
    },
    (shmem: { size?: number; server?: unknown; msi?: unknown; model?: { type: string }; role?: string }) => {
      if (!shmem.size) delete shmem.size;
      if (shmem.model?.type === 'ivshmem') delete shmem.role;
      return shmem.msi && !shmem.server ? 'msi option is only supported with a server' : undefined;
    },
  ),
);

export const Tpm = x.element('tpm', {
  model: x.attr(x.oneWord(['tpm-tis', 'tpm-crb', 'tpm-spapr', 'spapr-tpm-proxy'])),
  backend: x.child(
    {
      type: x.attr(x.oneWord(['passthrough', 'emulator', 'external']), { required: true }),
      $type: x.oneOf('type', {
        passthrough: {
          device: x.child(
            { path: x.attr(x.text, { default: '/dev/tpm0', empty: 'absent' }) },
            { always: true },
          ),
        },
        emulator: {
          version: x.attr(x.oneWord(['1.2', '2.0'])),
          persistent_state: x.attr(x.yesNo, {
            omit: false,
            invalid: internal("Invalid persistent_state value, either 'yes' or 'no'"),
          }),
          debug: x.attr(x.uint(), { omit: 0 }),
          encryption: x.child({
            secret: x.attr(x.uuid, {
              empty: 'absent',
              schema: { required: true },
              invalid: internal("Unable to parse secret uuid '{value}'"),
            }),
          }),
          active_pcr_banks: x.child(
            x.strictly(
              unsupported("Unsupported PCR banks '{value}'"),
              x.element('active_pcr_banks', {
                sha1: x.flag(),
                sha256: x.flag(),
                sha384: x.flag(),
                sha512: x.flag(),
              }),
            ),
          ),
          source: x.child({
            type: x.attr(x.oneWord(['file', 'dir']), { schema: { required: true } }),
            path: x.attr(x.text, { required: 'missing TPM source path' }),
          }),
          profile: x.child({
            source: x.attr(x.text),
            removeDisabled: x.attr(x.oneWord(['check', 'fips-host'])),
            name: x.attr(x.text),
          }),
        },
        external: {
          external: x.child(
            {
              type: x.attr(ChardevType, {
                required: 'missing external TPM backend source type',
                invalid: unsupported("unknown backend source type '{value}' for external TPM"),
              }),
              mode: x.attr(x.text, { required: false, computed: () => 'connect' }),
              path: x.attr(x.text),
            },
            { name: 'source', required: 'missing external TPM backend source type' },
          ),
        },
      }),
    },
    { required: 'missing TPM device backend', most: [1, 'only one TPM backend is supported'] },
  ),
  ...deviceInfo,
});
export type Tpm = x.TypeOf<typeof Tpm>;

const nodeSource = { nodemask: x.child(x.cpuset), pagesize: x.child(x.size('KiB'), { omit: 0 }) };
const guestAddress = x.child({
  base: x.attr(x.hex(1, { base: 16, max: Number.MAX_SAFE_INTEGER }), { schema: { required: true } }),
});
export const MemoryDevice = x.expanded(
  x.element('memory', {
    model: x.attr(x.oneWord(['dimm', 'nvdimm', 'virtio-pmem', 'virtio-mem', 'sgx-epc']), { required: true }),
    access: x.attr(x.oneWord(['shared', 'private'])),
    discard: x.attr(x.yesNo),
    uuid: x.child(x.uuid, {
      invalid: 'malformed uuid element',
      when: (m: { model: string }) => m.model === 'nvdimm',
    }),
    source: x.child({
      $model: x.oneOf('^model', {
        'dimm virtio-mem': nodeSource,
        nvdimm: {
          path: x.child(x.text, { schema: { required: true } }),
          alignsize: x.child(x.size('KiB'), { omit: 0 }),
          pmem: x.flag(),
        },
        'virtio-pmem': { path: x.child(x.text, { schema: { required: true } }) },
        'sgx-epc': { nodemask: x.child(x.cpuset) },
      }),
    }),
    target: x.child(
      {
        $dynamic: x.oneOf('^model', { 'virtio-mem': { dynamicMemslots: x.attr(x.yesNo) } }),
        size: x.child(x.size('KiB'), { required: true }),
        node: x.child(x.natural(), { invalid: 'invalid value of memory device node' }),
        $model: x.oneOf('^model', {
          nvdimm: {
            label: x.child({ size: x.child(x.size('KiB'), { required: true }) }),
            readonly: x.flag(),
          },
          'virtio-pmem': { address: guestAddress },
          'virtio-mem': {
            block: x.child(x.size('KiB')),
            requested: x.child(x.size('KiB')),
            current: x.child(x.size('KiB'), { live: true }),
            address: guestAddress,
          },
        }),
      },
      { required: 'missing <target> element for <memory> device' },
    ),
    ...deviceInfo,
  }),
);
export type MemoryDevice = x.TypeOf<typeof MemoryDevice>;

export const Iommu = x.element('iommu', {
  model: x.attr(x.oneWord(['intel', 'smmuv3', 'virtio', 'amd']), { required: true }),
  driver: x.child({
    intremap: x.attr(x.onOff),
    caching_mode: x.attr(x.onOff),
    eim: x.attr(x.onOff),
    iotlb: x.attr(x.onOff),
    aw_bits: x.attr(x.uint(), { omit: 0 }),
    dma_translation: x.attr(x.onOff),
  }),
  ...deviceInfo,
});

export const Vsock = x.element('vsock', {
  model: x.attr(VirtioModel),
  cid: x.child(x.element('cid', { auto: x.attr(x.yesNo), address: x.attr(x.uint(), { nonZero: true }) })),
  ...deviceInfo,
  driver,
});

export const Crypto = x.element('crypto', {
  model: x.attr(x.oneWord(['virtio']), { required: true }),
  type: x.attr(x.oneWord(['qemu']), { required: true }),
  backend: x.child(
    {
      model: x.attr(x.oneWord(['builtin', 'lkcf']), { required: true }),
      queues: x.attr(x.uint(), { omit: 0 }),
    },
    { required: 'missing crypto device backend' },
  ),
  driver,
  ...deviceInfo,
});

export const Pstore = x.element('pstore', {
  backend: x.attr(x.oneWord(['acpi-erst']), { required: true }),
  path: x.child(x.text),
  size: x.child(x.size('KiB'), { required: true }),
  ...deviceInfo,
});
