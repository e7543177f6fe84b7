// Domain XML, the guest: https://libvirt.org/formatdomain.html
import { randomUUID } from 'node:crypto';
import { ErrorCode, ErrorDomain } from '../errors.ts';
import {
  Channel,
  Console,
  Parallel,
  Redirdev,
  Rng,
  redirfilter,
  Serial,
  Smartcard,
} from './domain/chardev.ts';
import { Clock } from './domain/clock.ts';
import { Controller } from './domain/controller.ts';
import { Cpu } from './domain/cpu.ts';
import {
  Crypto,
  Hub,
  Input,
  Iommu,
  Lease,
  Memballoon,
  MemoryDevice,
  Nvram,
  Panic,
  Pstore,
  Shmem,
  Tpm,
  Vsock,
  Watchdog,
} from './domain/devices.ts';
import { Disk } from './domain/disk.ts';
import { Features } from './domain/features.ts';
import { Filesystem, idmap } from './domain/filesystem.ts';
import { Graphics, Video } from './domain/graphics.ts';
import { Hostdev } from './domain/hostdev.ts';
import { Interface } from './domain/interface.ts';
import { namespaceFields } from './domain/namespaces.ts';
import { Os, Sysinfo } from './domain/os.ts';
import { ciphers, LaunchSecurity, Seclabel } from './domain/security.ts';
import { Audio, Sound } from './domain/sound.ts';
import {
  Blkiotune,
  Cputune,
  defaultiothread,
  iothreadids,
  MemoryBacking,
  Memtune,
  Numatune,
  Perf,
  throttlegroups,
} from './domain/tuning.ts';
import * as x from './dsl.ts';

export const VirtType = x.oneWord(
  [
    'none',
    'qemu',
    'kqemu',
    'kvm',
    'xen',
    'lxc',
    'uml',
    'openvz',
    'test',
    'vmware',
    'hyperv',
    'vbox',
    'phyp',
    'parallels',
    'bhyve',
    'vz',
    'hvf',
  ],
  { not: ['none'] },
);

const LifecycleAction = x.oneWord([
  'destroy',
  'restart',
  'rename-restart',
  'preserve',
  'coredump-destroy',
  'coredump-restart',
]);
const onEvent = (name: string) => ({
  invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: `unknown ${name} action: {value}` },
});

interface WithDevices {
  os: { type?: { value?: string } };
}
type ConsoleDevice = x.TypeOf<typeof Console>;
interface DevicesLike {
  consoles: ConsoleDevice[];
  serials: Omit<ConsoleDevice, 'target'>[];
}
/** The console of a full machine that is its serial port repeats that port. */
const writtenConsoles = (devices: DevicesLike, { up }: x.WriteContext): ConsoleDevice[] => {
  const domain = up[up.length - 1] as WithDevices | undefined;
  if (domain?.os.type?.value !== 'hvm') return devices.consoles;
  return devices.consoles.map((console, i) => {
    const serial = devices.serials[i];
    const type = console.target?.type;
    if (!serial || (type !== undefined && type !== 'serial')) return console;
    return { ...serial, target: { type: 'serial', port: (serial as ConsoleDevice).target?.port ?? 0 } };
  });
};

const devices = x.expanded(
  x.element('devices', {
    emulator: x.child(x.text),
    disks: x.children('disk', Disk),
    controllers: x.children('controller', Controller),
    leases: x.children('lease', Lease),
    filesystems: x.children('filesystem', Filesystem),
    interfaces: x.children('interface', Interface),
    smartcards: x.children('smartcard', Smartcard),
    serials: x.children('serial', Serial),
    parallels: x.children('parallel', Parallel),
    consoles: x.children('console', Console, { computed: writtenConsoles as never }),
    channels: x.children('channel', Channel),
    inputs: x.children('input', Input, {
      // other daemons add the keyboard of the machine themselves
      computed: ((devices: { inputs: { type: string; bus?: string }[] }, { flags }: x.WriteContext) =>
        flags.migratable
          ? devices.inputs.filter(({ type, bus }) => type !== 'keyboard' || (bus !== 'ps2' && bus !== 'xen'))
          : devices.inputs) as never,
    }),
    tpms: x.children('tpm', Tpm),
    graphics: x.children('graphics', Graphics),
    sounds: x.children('sound', Sound),
    audios: x.children('audio', Audio),
    videos: x.children('video', Video),
    hostdevs: x.children('hostdev', Hostdev),
    redirdevs: x.children('redirdev', Redirdev),
    redirfilter,
    hubs: x.children('hub', Hub),
    watchdogs: x.children('watchdog', Watchdog),
    memballoons: x.children('memballoon', Memballoon),
    rngs: x.children('rng', Rng),
    nvram: x.child(Nvram, {
      keep: true,
      most: [1, { code: ErrorCode.INTERNAL_ERROR, text: 'only a single nvram device is supported' }],
    }),
    panics: x.children('panic', Panic),
    shmems: x.children('shmem', Shmem),
    memories: x.children('memory', MemoryDevice),
    cryptos: x.children('crypto', Crypto),
    iommus: x.children('iommu', Iommu),
    vsock: x.child(Vsock, { keep: true, most: [1, 'only a single vsock device is supported'] }),
    pstore: x.child(Pstore, { most: [1, 'only a single pstore device is supported'] }),
  }),
);
/** Reads them in the order of libvirt's parser. */
export const Devices = x.readFirst(
  [
    ...(['emulator', 'disks', 'controllers', 'leases', 'filesystems', 'interfaces', 'smartcards'] as const),
    ...(['parallels', 'serials', 'consoles', 'channels', 'inputs', 'graphics', 'sounds', 'audios'] as const),
    ...(['videos', 'hostdevs', 'watchdogs', 'memballoons', 'rngs', 'cryptos', 'tpms', 'nvram'] as const),
    ...(['hubs', 'redirdevs', 'redirfilter', 'panics', 'shmems', 'memories', 'iommus', 'vsock'] as const),
  ],
  devices,
);
export type Devices = x.TypeOf<typeof Devices>;

const domain = x.element('domain', {
  type: x.attr(VirtType, {
    required: { code: ErrorCode.INTERNAL_ERROR, text: 'missing domain type attribute' },
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: 'invalid domain type {value}' },
  }),
  id: x.attr(x.int({ base: 10 }), {
    live: true,
    when: (d: { id?: number }) => d.id !== undefined && d.id >= 0,
  }),
  name: x.child(x.text, { required: { code: ErrorCode.NO_NAME, text: '' } }),
  hwuuid: x.child(x.text, { when: () => false }),
  uuid: x.child(x.uuid, {
    generate: randomUUID,
    invalid: { code: ErrorCode.INTERNAL_ERROR, text: 'malformed uuid element' },
  }),
  genid: x.child(
    {
      value: x.content(x.uuid, {
        invalid: { code: ErrorCode.INTERNAL_ERROR, text: 'malformed genid element' },
      }),
    },
    { keep: true },
  ),
  title: x.child(x.text),
  description: x.child(x.text),
  metadata: x.verbatim({ sanitized: true }),
  maxMemory: x.child({
    slots: x.attr(x.uint(), { omit: 0, invalid: 'Failed to parse memory slot count' }),
    value: x.content(x.size('KiB'), { implied: 0 }),
  }),
  memory: x.child(
    { dumpCore: x.attr(x.onOff), value: x.content(x.size('KiB'), { default: 0 }) },
    { always: true },
  ),
  currentMemory: x.sure(
    x.child(x.size('KiB'), {
      invalid: {
        code: ErrorCode.XML_ERROR,
        domain: ErrorDomain.XML,
        text: "Invalid value '{value}' for element or attribute './currentMemory[1]'",
      },
    }),
  ),
  blkiotune: x.child(Blkiotune),
  memtune: x.child(Memtune),
  memoryBacking: x.child(MemoryBacking),
  vcpu: x.child(
    {
      placement: x.attr(x.oneWord(['static', 'auto']), {
        default: 'static',
      }),
      cpuset: x.attr(x.cpuset, {
        empty: 'absent',
        invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" },
      }),
      current: x.attr(x.uint(), { invalid: 'maximum vcpus count must be an integer' }),
      value: x.content(x.uint(), { default: 1, invalid: 'maximum vcpus count must be an integer' }),
    },
    { always: true },
  ),
  vcpus: x.children(
    'vcpu',
    {
      id: x.attr(x.uint(), { required: true }),
      enabled: x.attr(x.yesNo, { required: true }),
      hotpluggable: x.attr(x.yesNo),
      order: x.attr(x.uint(), { nonZero: true }),
    },
    { wrap: 'vcpus' },
  ),
  iothreads: x.child(x.uint(), { omit: 0, invalid: "invalid iothreads count '{value}'" }),
  iothreadids,
  defaultiothread,
  throttlegroups,
  cputune: x.child(Cputune),
  numatune: x.child(Numatune),
  resource: x.child(
    x.element(
      'resource',
      {
        partition: x.child(x.text),
        fibrechannel: x.child({ appid: x.attr(x.text, { empty: 'absent', schema: { required: true } }) }),
      },
      (resource: { partition?: string; fibrechannel?: { appid?: string } }) =>
        resource.partition === undefined && resource.fibrechannel?.appid === undefined
          ? x.NAMELESS
          : undefined,
    ),
    { most: [1, 'only one resource element is supported'] },
  ),
  sysinfos: x.children('sysinfo', Sysinfo),
  bootloader: x.child(x.text),
  bootloader_args: x.child(x.text),
  os: x.child(Os, { always: true }),
  idmap,
  features: x.child(Features, { always: true }),
  cpu: x.child(Cpu),
  clock: x.child(Clock, { always: true }),
  on_poweroff: x.child(LifecycleAction, { default: 'destroy', ...onEvent('on_poweroff') }),
  on_reboot: x.child(LifecycleAction, { default: 'restart', ...onEvent('on_reboot') }),
  on_crash: x.child(LifecycleAction, { default: 'destroy', ...onEvent('on_crash') }),
  on_lockfailure: x.child(x.oneWord(['poweroff', 'restart', 'pause', 'ignore']), onEvent('on_lockfailure')),
  pm: x.child({
    'suspend-to-mem': x.child({ enabled: x.attr(x.yesNo) }),
    'suspend-to-disk': x.child({ enabled: x.attr(x.yesNo) }),
  }),
  perf: x.child(Perf),
  devices: x.child(Devices, { always: true }),
  seclabels: x.children('seclabel', Seclabel),
  ciphers,
  launchSecurity: x.child(LaunchSecurity, { keep: true }),
  ...namespaceFields,
});
/** Reads them in the order of libvirt's parser. */
export const Domain = x.readFirst(
  [
    ...(['id', 'name', 'uuid', 'genid', 'type', 'bootloader', 'bootloader_args', 'title'] as const),
    ...(['seclabels', 'memory', 'currentMemory', 'maxMemory', 'memoryBacking', 'blkiotune'] as const),
    ...(['memtune', 'vcpu', 'vcpus', 'iothreads', 'iothreadids', 'defaultiothread', 'cputune'] as const),
    ...(['cpu', 'numatune', 'resource', 'features', 'on_reboot', 'on_poweroff', 'on_crash'] as const),
    ...(['on_lockfailure', 'pm', 'perf', 'clock', 'os', 'throttlegroups', 'devices'] as const),
    ...(['launchSecurity', 'idmap', 'sysinfos', 'ciphers'] as const),
  ],
  domain,
);
export type Domain = x.TypeOf<typeof Domain>;
export const domainParseOptions = { domain: ErrorDomain.DOMAIN, filename: '(domain_definition)' } as const;
