// Capabilities of the connection: the host, and what guests each installed emulator can run.
import { type Arch, archFacts, isLoongarch, isX86 } from '../../../../schemas/cpu/arch.ts';
import {
  type Capabilities,
  CapabilitiesGuest,
  CapabilitiesHost,
} from '../../../../schemas/xml/capabilities.ts';
import type { HostFacts } from '../../../model/host/facts.ts';
import { formatXml } from '../../../model/xml/format.ts';
import type { QemuCaps, VirtType } from './caps.ts';
import { hostCapabilities, type SecurityModel } from './hostxml.ts';

export interface CapabilitiesOptions {
  uuid: string;
  secmodels: readonly SecurityModel[];
}

/** The document (virConnectGetCapabilities). `guests` in the order of architectures. */
export const buildCapabilities = (
  host: HostFacts,
  guests: readonly { arch: Arch; caps: QemuCaps }[],
  options: CapabilitiesOptions,
): string => {
  const told = hostCapabilities(host, { ...options, transports: ['tcp', 'rdma'] });
  const parts = [
    formatXml(CapabilitiesHost, told, {}, '  '),
    ...guests.map(({ arch, caps }) => guestText(arch, caps)),
  ];
  return `<capabilities>\n\n${parts.map((part) => `${part}\n`).join('')}</capabilities>\n`;
};

const texts = new WeakMap<QemuCaps, Map<Arch, string>>();

/** Lists of machine types are long and change only with the emulator. */
const guestText = (arch: Arch, caps: QemuCaps): string => {
  const known = texts.get(caps) ?? new Map<Arch, string>();
  texts.set(caps, known);
  const text = known.get(arch) ?? formatXml(CapabilitiesGuest, guest(arch, caps), {}, '  ');
  known.set(arch, text);
  return text;
};

type Guest = Capabilities['guests'][number];

const guest = (arch: Arch, caps: QemuCaps): Guest => {
  const types = (['qemu', 'kvm', 'hvf'] as const).filter((type) => caps.supportsVirtType(type));
  return {
    osType: 'hvm',
    arch: {
      name: arch,
      wordsize: archFacts(arch).bits,
      emulator: caps.binary,
      machines: machines(caps, caps.defaultVirtType ?? 'qemu'),
      domains: types.map((type) => ({ type, machines: [] })),
    },
    features: {
      ...(arch === 'i686' && { pae: {}, nonpae: {} }),
      ...((isX86(arch) || arch === 'aarch64' || isLoongarch(arch)) && {
        acpi: { default: true, toggle: true },
      }),
      ...(isX86(arch) && { apic: { default: true, toggle: false } }),
      cpuselection: {},
      deviceboot: {},
      disksnapshot: { default: true, toggle: false },
      externalSnapshot: {},
    },
  };
};

type Machine = NonNullable<Guest['arch']>['machines'][number];

/** An alias is listed after the machine it stands for, which is listed where no other entry has its name. */
const machines = (caps: QemuCaps, type: VirtType): Machine[] =>
  caps.machines(type).flatMap(({ name, alias, maxCpus, deprecated }): Machine[] => {
    const facts = { maxCpus, ...(deprecated && { deprecated }) };
    return alias === undefined
      ? [{ ...facts, name }]
      : [
          { ...facts, name },
          { ...facts, canonical: name, name: alias },
        ];
  });

/** What virConnectGetMaxVcpus answers; `kvmMaxVcpus` from /dev/kvm. */
export const maxVcpus = (type: string | null, kvmMaxVcpus: () => number): number | undefined => {
  const name = type?.toLowerCase() ?? 'qemu';
  if (name === 'qemu') return 16;
  return name === 'kvm' ? kvmMaxVcpus() : undefined;
};
