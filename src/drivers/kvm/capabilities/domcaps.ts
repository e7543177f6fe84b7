// Domain capabilities: what a guest of one emulator, architecture, virt type and machine may be made of. A pure function
// of the emulator's capabilities and of facts about the host.
import { type Arch, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { QemuFlag } from '../../../../schemas/qmp/flags.ts';
import { DomainCapabilities } from '../../../../schemas/xml/domcaps.ts';
import { canonicalModel, cpuModelNames, vendorOfModel } from '../../../model/cpu/cpu.ts';
import { type CpuDef, updateFeature } from '../../../model/cpu/def.ts';
import { guestCpuObject } from '../../../model/cpu/document.ts';
import { formatXml } from '../../../model/xml/format.ts';
import { type QemuCaps, supportsCpuMode, type VirtType } from './caps.ts';
import { hypervNames } from './hostcpu.ts';
import { hasI8042Toggle, hasPcIde, isArmVirt, isPseries } from './machines.ts';

/** What domain capabilities depend on besides the emulator. */
export interface DomainCapsHost {
  arch: Arch;
  /** KVM_CAP_MAX_VCPUS */
  kvmMaxVcpus: number;
  /** Bits of a physical address. */
  physAddrSize?: number;
  /** /dev/vfio and an IOMMU are there. */
  vfio: boolean;
  /** Versions swtpm_setup can make; undefined without swtpm. */
  swtpm?: readonly ('1.2' | '2.0')[];
  /** qemu-rdp is there. */
  rdp: boolean;
}

/** Firmware that fits the machine, from the installed descriptors. */
export interface DomainCapsFirmware {
  types: readonly ('bios' | 'efi')[];
  secure: boolean;
  loaders: readonly string[];
}

export interface DomainCapsRequest {
  caps: QemuCaps;
  arch: Arch;
  virtType: VirtType;
  /** Canonical name. */
  machine: string | undefined;
  host: DomainCapsHost;
  firmware: DomainCapsFirmware;
  /** The host model to report; undefined where there is none. */
  hostModel: CpuDef | undefined;
  /** VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES */
  disableDeprecated?: boolean;
}

interface Enum {
  name: string;
  values: string[];
}
type Choice = readonly [name: string, values: readonly (string | false | undefined)[]];

/** Lists of allowed values; those that do not apply are false. */
const device = (...choices: Choice[]): { supported: boolean; enums: Enum[] } => ({
  supported: true,
  enums: choices.map(([name, values]) => ({
    name,
    values: values.filter((value) => typeof value === 'string'),
  })),
});
const absent: { supported: boolean; enums: Enum[] } = { supported: false, enums: [] };

/** The document's object; throws libvirt's errors for a combination the emulator does not have. */
export const domainCapabilities = (request: DomainCapsRequest): DomainCapabilities => {
  const { caps, arch, virtType, machine } = request;
  checkRequest(request);
  const max = caps.machines(virtType).find(({ name }) => name === machine)?.maxCpus ?? 0;
  const vcpus = virtType === 'kvm' ? Math.min(max, request.host.kvmMaxVcpus) : max;
  return {
    path: caps.binary,
    domain: virtType,
    ...(machine && { machine }),
    arch,
    ...(vcpus > 0 && { vcpu: { max: vcpus } }),
    iothreads: { supported: true },
    os: operatingSystem(request.firmware),
    cpu: { modes: cpuModes(request) },
    memoryBacking: device(['sourceType', ['file', 'anonymous', caps.has('memory-backend-memfd') && 'memfd']]),
    devices: devices(request),
    features: features(request),
  };
};

/** The document itself (virConnectGetDomainCapabilities). */
export const buildDomainCapabilities = (request: DomainCapsRequest): string =>
  formatXml(DomainCapabilities, domainCapabilities(request));

const checkRequest = ({ caps, arch, virtType, machine }: DomainCapsRequest): void => {
  const refuse = (code: number, what: string): VirError =>
    new VirError(code, ErrorDomain.QEMU, `Emulator '${caps.binary}' does not support ${what}`);
  if (!caps.supportsArch(arch)) throw refuse(ErrorCode.INVALID_ARG, `arch '${arch}'`);
  if (!caps.supportsVirtType(virtType)) throw refuse(ErrorCode.INVALID_ARG, `virt type '${virtType}'`);
  if (!caps.machines(virtType).some(({ name }) => name === machine)) {
    throw refuse(ErrorCode.CONFIG_UNSUPPORTED, `machine type '${machine ?? '<null>'}'`);
  }
};

const operatingSystem = ({ types, secure, loaders }: DomainCapsFirmware) => ({
  ...device(['firmware', [types.includes('bios') && 'bios', types.includes('efi') && 'efi']]),
  loader: {
    values: [...new Set(loaders)],
    ...device(['type', ['rom', 'pflash']], ['readonly', ['yes', 'no']], ['secure', [secure && 'yes', 'no']]),
  },
});

type Mode = NonNullable<DomainCapabilities['cpu']>['modes'][number];

const cpuModes = (request: DomainCapsRequest): Mode[] => {
  const { caps, virtType, machine, host, hostModel } = request;
  const may = (mode: Parameters<typeof supportsCpuMode>[3]): boolean =>
    supportsCpuMode(caps, host.arch, virtType, mode, machine, hostModel !== undefined);
  const migratable = (name: string, on: boolean): Pick<Mode, 'enums'> => ({
    enums: device([name, [on && 'on', 'off']]).enums,
  });
  return [
    {
      name: 'host-passthrough',
      supported: may('host-passthrough'),
      ...(may('host-passthrough') && migratable('hostPassthroughMigratable', caps.has('cpu.migratable'))),
    },
    {
      name: 'maximum',
      supported: may('maximum'),
      ...(may('maximum') && migratable('maximumMigratable', true)),
    },
    {
      name: 'host-model',
      supported: may('host-model'),
      ...(may('host-model') && hostModel !== undefined && describeHostModel(request, hostModel)),
    },
    customModels(request, may('custom')),
  ];
};

const describeHostModel = (request: DomainCapsRequest, hostModel: CpuDef) => {
  const { caps, virtType, host, disableDeprecated } = request;
  const cpu: CpuDef = { ...hostModel, features: hostModel.features.map((feature) => ({ ...feature })) };
  if (virtType !== 'qemu' && host.physAddrSize) {
    cpu.maxphysaddr = { mode: 'passthrough', limit: host.physAddrSize };
  }
  if (disableDeprecated) {
    for (const name of caps.hostCpu(virtType)?.deprecatedProps ?? []) updateFeature(cpu, name, 'disable');
  }
  const { model, vendor, maxphysaddr, features } = guestCpuObject(cpu);
  return { model, vendor, maxphysaddr, features };
};

/** Models both libvirt and the emulator know, in alphabetical order, each with what the host lacks for it. */
const customModels = ({ caps, arch, virtType }: DomainCapsRequest, supported: boolean): Mode => {
  const known = new Set(cpuModelNames(arch));
  const offered = caps
    .cpus(virtType)
    .filter(({ name }) => name !== 'host' && (known.size === 0 || known.has(name)))
    .sort((a, b) => compareBytes(a.name, b.name));
  if (!supported || offered.length === 0) return { name: 'custom', supported: false };
  const models = offered.flatMap(({ name, usable, deprecated, blockers }): NonNullable<Mode['models']> => {
    const canonical = canonicalModel(arch, name);
    const vendor = vendorOfModel(arch, name) ?? 'unknown';
    const entry = { tag: 'model' as const, usable: usable ?? ('unknown' as const), vendor, name };
    const lacking = [...new Set(blockers)].sort(compareBytes).map((feature) => ({ name: feature }));
    return [
      { ...entry, ...(deprecated && { deprecated: true }), ...(canonical && { canonical }) },
      ...(lacking.length > 0 ? [{ tag: 'blockers' as const, model: name, features: lacking }] : []),
    ];
  });
  return { name: 'custom', supported: true, models };
};

const compareBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** USB host devices need one of these controllers. */
const usbControllers: readonly QemuFlag[] = [
  'piix3-usb-uhci',
  'piix4-usb-uhci',
  'usb-ehci',
  'ich9-usb-ehci1',
  'vt82c686b-usb-uhci',
  'pci-ohci',
  'nec-usb-xhci',
  'qemu-xhci',
];

const devices = ({
  caps,
  machine = '',
  host,
}: DomainCapsRequest): NonNullable<DomainCapabilities['devices']> => {
  const { arch } = caps;
  const if_ = (flag: QemuFlag, value: string): string | false => caps.has(flag) && value;
  const pseries = isPseries(machine, arch);
  const transitional = (value: string): string | false => if_('virtio-pci-non-transitional', value);
  const virtio = ['virtio', transitional('virtio-transitional'), transitional('virtio-non-transitional')];
  const tpmModels = [
    if_('tpm-tis', 'tpm-tis'),
    if_('tpm-crb', 'tpm-crb'),
    if_('tpm-spapr', 'tpm-spapr'),
    if_('spapr-tpm-proxy', 'spapr-tpm-proxy'),
  ];
  const { swtpm } = host;
  const emulator = swtpm !== undefined && caps.has('tpm-emulator');
  const panics = [
    if_('pvpanic', 'isa'),
    pseries && 'pseries',
    isX86(arch) && 'hyperv',
    isS390(arch) && 's390',
    if_('pvpanic-pci', 'pvpanic'),
  ];
  return {
    disk: device(
      ['diskDevice', ['disk', 'cdrom', !pseries && 'floppy', 'lun']],
      [
        'bus',
        [
          hasPcIde(machine, arch) && 'ide',
          !pseries && 'fdc',
          'scsi',
          'virtio',
          if_('usb-storage', 'usb'),
          if_('ich9-ahci', 'sata'),
        ],
      ],
      ['model', virtio],
    ),
    graphics: device([
      'type',
      [
        if_('sdl', 'sdl'),
        if_('vnc', 'vnc'),
        caps.has('display-dbus') && host.rdp && 'rdp',
        if_('spice', 'spice'),
        if_('egl-headless', 'egl-headless'),
        if_('display-dbus', 'dbus'),
      ],
    ]),
    video: device([
      'modelType',
      [
        if_('VGA', 'vga'),
        if_('cirrus-vga', 'cirrus'),
        if_('vmware-svga', 'vmvga'),
        if_('qxl', 'qxl'),
        if_('virtio-gpu', 'virtio'),
        'none',
        if_('bochs-display', 'bochs'),
        if_('ramfb', 'ramfb'),
      ],
    ]),
    hostdev: device(
      ['mode', ['subsystem']],
      ['startupPolicy', ['default', 'mandatory', 'requisite', 'optional']],
      ['subsysType', [usbControllers.some((flag) => caps.has(flag)) && 'usb', 'pci', 'scsi']],
      ['capsType', []],
      ['pciBackend', host.vfio && caps.has('vfio-pci') ? ['default', 'vfio'] : []],
    ),
    rng: device(
      ['model', caps.has('virtio-rng') ? virtio : []],
      ['backendModel', [if_('rng-random', 'random'), if_('rng-egd', 'egd'), if_('rng-builtin', 'builtin')]],
    ),
    filesystem: device(['driverType', ['path', 'handle', if_('vhost-user-fs', 'virtiofs')]]),
    tpm: tpmModels.some(Boolean)
      ? device(
          ['model', tpmModels],
          [
            'backendModel',
            [if_('tpm-passthrough', 'passthrough'), emulator && 'emulator', emulator && 'external'],
          ],
          ...(swtpm?.length ? [['backendVersion', [...swtpm].sort()] as const] : []),
        )
      : absent,
    redirdev: caps.has('usb-redir') ? device(['bus', ['usb']]) : absent,
    channel: device(['type', ['pty', 'unix', if_('spice', 'spicevmc')]]),
    crypto: device(
      ['model', [if_('virtio-crypto', 'virtio')]],
      ['type', ['qemu']],
      ['backendModel', ['builtin', if_('cryptodev-backend-lkcf', 'lkcf')]],
    ),
    interface: device(['backendType', [if_('netdev.user', 'default'), if_('netdev.stream', 'passt')]]),
    panic: panics.some(Boolean) ? device(['model', panics]) : { ...absent },
  };
};

const features = ({
  caps,
  arch,
  virtType,
  machine = '',
}: DomainCapsRequest): NonNullable<DomainCapabilities['features']> => {
  const when = (flag: QemuFlag): { supported: boolean } => ({ supported: caps.has(flag) });
  const gics = isArmVirt(machine, arch)
    ? (caps.gic ?? []).filter(({ kernel, emulated }) =>
        virtType === 'kvm' ? kernel : virtType === 'qemu' && emulated,
      )
    : [];
  const versions = [...new Set(gics.map(({ version }) => String(version)))].sort();
  const pv = caps.has('confidential-guest-support') && caps.has('s390-pv-guest');
  const { sev, sgx, hyperv } = caps;
  const security = [caps.has('sev-guest') && 'sev', caps.has('sev-snp-guest') && 'sev-snp', pv && 's390-pv'];
  return {
    gic: versions.length > 0 ? device(['version', versions]) : absent,
    vmcoreinfo: when('vmcoreinfo'),
    genid: when('vmgenid'),
    backingStoreInput: { supported: true },
    backup: { supported: true },
    asyncTeardown: when('run-with.async-teardown'),
    ...(isS390(caps.arch) && { s390Pv: { supported: pv && caps.kvmSupportsSecureGuest === true } }),
    ps2: { supported: hasI8042Toggle(caps, machine, arch) },
    sev: sev
      ? {
          supported: true,
          cbitpos: sev.cbitpos,
          reducedPhysBits: sev.reducedPhysBits,
          maxGuests: sev.maxGuests,
          maxESGuests: sev.maxEsGuests,
          ...(sev.cpu0Id && { cpu0Id: sev.cpu0Id }),
        }
      : { supported: false },
    sgx: sgx
      ? {
          supported: true,
          flc: sgx.flc,
          sgx1: sgx.sgx1,
          sgx2: sgx.sgx2,
          sectionSize: { unit: 'KiB', size: sgx.sectionSize },
          ...(sgx.sections.length > 0 && {
            sections: { sections: sgx.sections.map(({ node, size }) => ({ node, size, unit: 'KiB' })) },
          }),
        }
      : { supported: false },
    ...(hyperv && { hyperv: device(['features', hypervNames.filter((name) => hyperv.includes(name))]) }),
    launchSecurity: security.some(Boolean) ? device(['sectype', security]) : { ...absent },
  };
};
