// What a command line needs of the host and of the driver's configuration; one implementation starts guests, another
// only pretends to (domxml-to-native).

import type { Arch } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Interface, Vsock } from '../../../model/domain/devices.ts';
import type { PciKinds } from '../address/pci-flags.ts';
import type { SecretLookup, StorageLayer } from '../block/layer.ts';
import type { QemuCaps, VirtType } from '../capabilities/caps.ts';
import type { HostModels } from '../capabilities/hostmodel.ts';

/** The settings of qemu.conf that reach the command line. */
export interface ArgvConfig {
  dumpGuestCore: boolean;
  setProcessName: boolean;
  seccompSandbox: boolean;
  logTimestamp: boolean;
  vncPassword: boolean;
  vncTls: boolean;
  vncTlsCertDir: string;
  vncTlsVerify: boolean;
  /** UUIDs of the secrets that unlock TLS keys. */
  vncTlsSecret?: string;
  chardevTlsSecret?: string;
  nbdTlsSecret?: string;
  vxhsTlsSecret?: string;
  vncSasl: boolean;
  vncSaslDir: string | undefined;
  vncListen: string;
  vncAutoUnixSocket: boolean;
  vncAllowHostAudio: boolean;
  spicePassword: boolean;
  spiceTls: boolean;
  spiceTlsCertDir: string;
  spiceSasl: boolean;
  spiceSaslDir: string | undefined;
  spiceListen: string;
  spiceAutoUnixSocket: boolean;
  nogfxAllowHostAudio: boolean;
  chardevTls: boolean;
  chardevTlsCertDir: string;
  chardevTlsVerify: boolean;
  nbdTls: boolean;
  nbdTlsCertDir: string;
  vxhsTls: boolean;
  vxhsTlsCertDir: string;
  glusterDebugLevel: number;
  /** Mounted hugetlbfs file systems; page sizes in KiB. */
  hugetlbfs: { size: number; dir: string; default?: boolean }[];
  memoryBackingDir: string;
  nvramDir: string;
  /** Directories of channel sockets: today's, and those of old versions. */
  channelTargetDir: string;
  libDir: string;
  deprecationBehavior: string;
}

export const defaultArgvConfig: ArgvConfig = {
  dumpGuestCore: false,
  setProcessName: false,
  seccompSandbox: true,
  logTimestamp: true,
  vncPassword: false,
  vncTls: false,
  vncTlsCertDir: '/etc/pki/libvirt-vnc',
  vncTlsVerify: false,
  vncSasl: false,
  vncSaslDir: undefined,
  vncListen: '127.0.0.1',
  vncAutoUnixSocket: false,
  vncAllowHostAudio: false,
  spicePassword: false,
  spiceTls: false,
  spiceTlsCertDir: '/etc/pki/libvirt-spice',
  spiceSasl: false,
  spiceSaslDir: undefined,
  spiceListen: '127.0.0.1',
  spiceAutoUnixSocket: false,
  nogfxAllowHostAudio: false,
  chardevTls: false,
  chardevTlsCertDir: '/etc/pki/libvirt-chardev',
  chardevTlsVerify: false,
  nbdTls: false,
  nbdTlsCertDir: '/etc/pki/libvirt-nbd',
  vxhsTls: false,
  vxhsTlsCertDir: '/etc/pki/libvirt-vxhs',
  glusterDebugLevel: 4,
  hugetlbfs: [],
  memoryBackingDir: '/var/lib/libvirt/qemu/ram',
  nvramDir: '/var/lib/libvirt/qemu/nvram',
  channelTargetDir: '/run/libvirt/qemu/channel',
  libDir: '/var/lib/libvirt/qemu',
  deprecationBehavior: 'none',
};

/** A secret as QEMU is given it: encrypted with the guest's master key. */
export interface SealedSecret {
  data: string;
  iv: string;
}

export type SecretPurpose = 'iscsi' | 'ceph' | 'volume' | 'tls' | 'vtpm';

export const missingSecret = ({ uuid, usage }: SecretLookup): VirError => {
  const by = uuid === undefined ? `usage '${usage}'` : `uuid '${uuid}'`;
  return new VirError(ErrorCode.NO_SECRET, ErrorDomain.SECRET, `no secret with matching ${by}`);
};

/** What an interface's back end got: descriptors by the number (or name) QEMU will know them by. */
export interface NetBackend {
  tapFds: string[];
  vhostFds?: string[];
  /** Socket of passt, or another QEMU `stream` back end. */
  streamSocket?: string;
  /** Path that stands for a passed vDPA descriptor. */
  vdpaPath?: string;
}

export interface ArgvHost {
  readonly arch: Arch;
  /** The system's daemon rather than a user's. */
  readonly privileged: boolean;
  readonly config: ArgvConfig;
  /** Run-time directory of this guest: `.../domain-ID-NAME`. */
  readonly domainDir: string;
  /** `ID-NAME`, as in the paths of memory files. */
  readonly shortName: string;
  /** Directory of this guest's channel sockets. */
  readonly channelDir: string;
  /** PATH and the like for the child. */
  readonly baseEnv: readonly (readonly [string, string])[];
  /** The control monitor's end: a descriptor already listening, or a path. */
  readonly monitor: { fd: string } | { path: string };
  /** Opens an interface's back end; called once per interface, in order. */
  net(net: Interface, alias: string): NetBackend;
  /** Looks a secret up and encrypts its value; throws libvirt's error when it is not there. */
  secret(lookup: SecretLookup, purpose: SecretPurpose): SealedSecret;
  /** Encrypts a value that is no stored secret (cookies). */
  seal(value: string): SealedSecret;
  /** A descriptor for a vhost device (`vhost-scsi`, `vhost-vsock`). */
  vhostFd(device: string, alias: string): string;
  /** Whether a block device is a CD-ROM drive. */
  isCdrom(path: string): boolean;
  /** The path QEMU should open for a passed image, or undefined to open it by name. */
  imagePath?(layer: StorageLayer): string | undefined;
  /** Address a network gives to graphics, and the devices of render nodes. */
  networkAddress?(network: string): string | undefined;
  renderNode?(): string | undefined;
  /** The socket of a helper: passt, virtiofsd, swtpm, slirp, the pr-helper. */
  helperSocket(kind: 'virtiofs' | 'tpm' | 'pr' | 'dbus', alias: string): string;
  /** Makes sure that there is a helper for vhost-user video; throws libvirt's error otherwise. */
  vhostUserGpu?(): void;
  /** Fixed descriptor for vhost-user video. */
  videoFd?(alias: string): string;
  /** A TPM of the host: paths that stand for its open descriptors. */
  tpm(path: string, alias: string): { device: string; cancel: string };
  /** The `/dev/sg…` of a SCSI device of the host; throws when it is not there. */
  scsiGeneric(adapter: string, address: { bus: number; target: number; unit: number }): string;
  /** A free port for a display. */
  displayPort(kind: 'vnc' | 'websocket' | 'spice' | 'spice-tls' | 'rdp'): number;
  /** Ports that qemu.conf forbids are refused, rather than pretended. */
  readonly strictPorts?: boolean;
  /** The context id a guest gets that asks for any. */
  guestCid?(vsock: Vsock): number | undefined;
  /** The CPU of this host as its guests can have it. */
  hostModels?(caps: QemuCaps, type: VirtType): HostModels | undefined;
  /** Advice of numad, and which nodes processors belong to. */
  autoNodeset?(): readonly number[] | undefined;
  nodesOfCpus?(cpus: readonly number[]): readonly number[];
  readonly hostIsExpress?: PciKinds['hostIsExpress'];
  /** Seconds that local time is ahead of UTC. */
  localOffset?(): number;
  /** SMBIOS tables of the host, for `<smbios mode='host'/>`. */
  hostSysinfo?(): HostSysinfo | undefined;
  /** NUMA nodes of the host; undefined where the host has none to speak of. */
  numaNodes?(): readonly number[] | undefined;
  /** A fixed moment for tests; `clock offset='variable'` counts from it. */
  now?(): Date;
  systemPageSize?: number;
}

type Values = Record<string, string | undefined>;
/** SMBIOS tables: of the host, or of a definition. */
export interface HostSysinfo {
  bios?: Values | undefined;
  system?: Values | undefined;
  baseBoards?: Values[];
  chassis?: Values | undefined;
  oemStrings?: readonly string[];
}
