// The machines on which libvirt's expectations were recorded: a stock daemon with faked QEMUs, and libvirt's own unit
// test with its mocked host.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ArgvConfig, type ArgvHost, defaultArgvConfig } from '../../src/drivers/kvm/argv/host.ts';
import type { QemuCaps } from '../../src/drivers/kvm/capabilities/caps.ts';
import { hostModels } from '../../src/drivers/kvm/capabilities/hostmodel.ts';
import { loadFirmware } from '../../src/drivers/kvm/firmware/descriptor.ts';
import { defaultLegacyFirmware } from '../../src/drivers/kvm/firmware/select.ts';
import { nativeHost } from '../../src/drivers/kvm/native/host.ts';
import type { HostFacts, PostParseContext } from '../../src/drivers/kvm/postparse/context.ts';
import type { CpuDef } from '../../src/model/cpu/def.ts';
import { corpusCaps, replayFile } from '../caps/replay.ts';

/** libvirt's own tests, where somebody has them: firmware descriptors and older QEMUs, which the corpus leaves out. */
const libvirtTests = process.env['VIRTLIGHT_LIBVIRT_TESTS'] ?? '/nonexistent';
const firmwareRoot = join(libvirtTests, 'qemufirmwaredata');
export const hasFirmware = existsSync(firmwareRoot);

const known = new Map<string, QemuCaps | undefined>();
for (const version of ['7.2.0', '10.0.0'] as const) known.set(version, await corpusCaps(version));

/** The capabilities of a recorded QEMU; undefined when that version is not at hand. */
export const capsOf = (version: string): QemuCaps | undefined =>
  known.get(version === 'latest' ? '10.0.0' : version);

for (const version of ['6.2.0', '7.0.0', '7.1.0', '8.0.0', '8.1.0', '9.0.0', '9.1.0']) {
  const path = join(libvirtTests, `qemucapabilitiesdata/caps_${version}_x86_64.replies`);
  if (existsSync(path)) known.set(version, await replayFile(path));
}

export interface LabOptions {
  /** Settings of qemu.conf, as the C test names them. */
  config?: Readonly<Record<string, unknown>>;
  audioDriver?: string;
  tpm?: '1.2' | '2.0';
}

const firmware = hasFirmware
  ? loadFirmware({ root: firmwareRoot, user: join(firmwareRoot, 'home/user/.config/qemu/firmware') })
  : [];

/** The mocked host of libvirt's unit test. */
export const unitHost = (options: LabOptions = {}): HostFacts => ({
  arch: 'x86_64',
  firmware,
  legacyFirmware: defaultLegacyFirmware,
  config: {
    ...defaultArgvConfig,
    channelTargetDir: '/var/run/libvirt/qemu/channel',
    vncAllowHostAudio: Boolean(options.config?.['vncAllowHostAudio']),
    nogfxAllowHostAudio: Boolean(options.config?.['nogfxAllowHostAudio']),
    spiceTls: Boolean(options.config?.['spiceTLS']),
  },
  rdp: true,
  swtpm: { versions: options.tpm ? [options.tpm] : ['1.2', '2.0'] },
  systemPageSize: 4096,
  ...(options.audioDriver !== undefined ? { audioEnv: { driver: options.audioDriver } } : {}),
});

/** The daemon that the live references come from. */
export const liveHost: HostFacts = {
  arch: 'x86_64',
  firmware: hasFirmware ? loadFirmware({ root: firmwareRoot }) : [],
  legacyFirmware: defaultLegacyFirmware,
  config: defaultArgvConfig,
  systemPageSize: 4096,
  securityModel: 'none',
};

export const liveContext = (caps: QemuCaps): PostParseContext => ({
  caps,
  host: liveHost,
  options: { abiUpdate: true, inactive: true },
});

// ---------------------------------------------------------------- command lines

/** The settings of qemu.conf by the names of libvirt's C structure. */
const configKeys: Record<string, keyof ArgvConfig> = {
  spiceTLS: 'spiceTls',
  vncTLS: 'vncTls',
  vncSASL: 'vncSasl',
  vncTLSx509verify: 'vncTlsVerify',
  vncTLSx509secretUUID: 'vncTlsSecret',
  chardevTLS: 'chardevTls',
  chardevTLSx509verify: 'chardevTlsVerify',
  chardevTLSx509secretUUID: 'chardevTlsSecret',
  nbdTLSx509secretUUID: 'nbdTlsSecret',
  vxhsTLSx509secretUUID: 'vxhsTlsSecret',
  vxhsTLS: 'vxhsTls',
  vncAutoUnixSocket: 'vncAutoUnixSocket',
  spiceAutoUnixSocket: 'spiceAutoUnixSocket',
  dumpGuestCore: 'dumpGuestCore',
};

const unitConfig = (given: Readonly<Record<string, unknown>>): ArgvConfig => {
  const config: ArgvConfig = {
    ...defaultArgvConfig,
    channelTargetDir: '/var/run/libvirt/qemu/channel',
    hugetlbfs: [
      { size: 2048, dir: '/dev/hugepages2M', default: true },
      { size: 1048576, dir: '/dev/hugepages1G' },
    ],
    vncSaslDir: '/root/.sasl2',
    spiceSaslDir: '/root/.sasl2',
    spicePassword: true,
  };
  for (const [name, value] of Object.entries(given)) {
    const key = configKeys[name];
    if (key) (config as unknown as Record<string, unknown>)[key] = value === 1 ? true : value;
  }
  return config;
};

/** The processors of libvirt's test hosts. */
const hostCpus: Record<string, CpuDef> = {
  default: {
    type: 'host',
    arch: 'x86_64',
    model: 'core2duo',
    vendor: 'Intel',
    features: 'ds acpi ss ht tm pbe ds_cpl vmx est tm2 cx16 xtpr lahf_lm'
      .split(' ')
      .map((name) => ({ name })),
  },
  Haswell: {
    type: 'host',
    arch: 'x86_64',
    model: 'Haswell',
    vendor: 'Intel',
    features: (
      'vme ds acpi ss ht tm pbe dtes64 monitor ds_cpl vmx smx est tm2 xtpr pdcm osxsave f16c rdrand ' +
      'cmt pdpe1gb abm invtsc lahf_lm'
    )
      .split(' ')
      .map((name) => ({ name })),
  },
};
const modelsFor =
  (cpu: string): NonNullable<ArgvHost['hostModels']> =>
  (caps, type) =>
    hostModels(caps, 'x86_64', type, () => structuredClone(hostCpus[cpu] ?? hostCpus['default']));

const SEALED = {
  data: '9eao5F8qtkGt+seB1HYivWIxbtwUu6MQtg1zpj/oDtUsPr1q8wBYM91uEHCn6j/1',
  iv: 'AAECAwQFBgcICQoLDA0ODw==',
};

/** The mocked host for command lines. */
export const unitArgvHost = (
  name: string,
  given: Readonly<Record<string, unknown>> = {},
  cpu = 'default',
): ArgvHost =>
  nativeHost({
    name,
    arch: 'x86_64',
    config: unitConfig(given),
    channelDir: `/var/run/libvirt/qemu/channel/-1-${name}`,
    monitor: { fd: '1729' },
    hostModels: modelsFor(cpu),
    net: (net) => {
      if (net.type === 'vdpa') return { tapFds: [], vdpaPath: '/dev/fdset/0' };
      if (net.type === 'user' || net.type === 'vhostuser') {
        const alias = net.alias?.name ?? '';
        return { tapFds: [], streamSocket: `/var/run/libvirt/qemu/passt/-1-${name}-${alias}.socket` };
      }
      const driver = (net.driver ?? {}) as { queues?: number; name?: string };
      const queues = Math.max(1, driver.queues ?? 1);
      const numbers = (from: number): string[] => Array.from({ length: queues }, (_, i) => String(from + i));
      const first = net.type === 'ethernet' || net.type === 'direct' ? 3 : 102;
      const virtio = /^virtio/.test(net.model?.type ?? '');
      return { tapFds: numbers(first), ...(virtio ? { vhostFds: numbers(44) } : {}) };
    },
    secret: () => SEALED,
    seal: () => SEALED,
    vhostUserGpu: () => undefined,
    vhostFd: (device) => (device === 'vhost-vsock' ? '6789' : '3'),
    guestCid: (vsock) => (vsock.cid?.auto ? 42 : undefined),
    isCdrom: (path) => path === '/dev/cdrom',
    renderNode: () => '/dev/dri/foo',
    scsiGeneric: () => '/dev/sg0',
    tpm: () => ({ device: '/dev/fdset/0', cancel: '/dev/fdset/1' }),
    videoFd: () => '1729',
    numaNodes: () => [0, 1, 2, 3],
    autoNodeset: () => [0, 1, 2, 3],
    now: () => new Date(1234567890 * 1000),
    localOffset: () => -1800,
    helperSocket: (kind, alias) => {
      if (kind === 'tpm') return '/dev/test';
      if (kind === 'virtiofs') return `/var/lib/libvirt/qemu/domain--1-${name}/${alias}-fs.sock`;
      if (kind === 'dbus') return `unix:path=/var/run/libvirt/qemu/dbus/-1-${name}-dbus.sock`;
      return `/var/lib/libvirt/qemu/domain--1-${name}/${alias}.sock`;
    },
  });

const liveConfig: ArgvConfig = {
  ...defaultArgvConfig,
  vncTlsCertDir: '/etc/pki/qemu',
  spiceTlsCertDir: '/etc/pki/qemu',
  chardevTlsCertDir: '/etc/pki/qemu',
  nbdTlsCertDir: '/etc/pki/qemu',
  vxhsTlsCertDir: '/etc/pki/qemu',
};

/** The daemon of the live references: a machine without NUMA, huge pages, GPUs or SCSI disks. */
export const liveArgvHost = (name: string): ArgvHost =>
  nativeHost({
    config: liveConfig,
    name,
    arch: 'x86_64',
    hostModels: modelsFor('default'),
    numaNodes: () => [0],
    nodesOfCpus: (cpus) => (cpus.length > 0 ? [0] : []),
  });
