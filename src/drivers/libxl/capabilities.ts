// What this host can do, in libvirt's XML: capabilities of the host and of the kinds of guests Xen says it runs, and the
// capabilities of one kind of guest. Texts are put together here; the figures come from the library.
import { existsSync } from 'node:fs';
import type { CpuDef } from '../../model/cpu/def.ts';
import { x86DataFromCpuid } from '../../model/cpu/x86data.ts';
import { decodeX86 } from '../../model/cpu/x86decode.ts';
import { escapeXml } from '../../model/xml/values.ts';
import { formatCpus } from './config/context.ts';
import type { HostFigures } from './world.ts';

/** Debian keeps versioned folders behind one link; libvirt names the link. */
const BOOT = '/usr/lib/xen/boot';
const EMULATOR = '/usr/lib/xen/bin/qemu-system-i386';
export const firmware = {
  hvmloader: `${BOOT}/hvmloader`,
  ovmf:
    existsSync(`${BOOT}/ovmf.bin`) || !existsSync('/usr/lib/xen-4.17/boot/ovmf.bin')
      ? `${BOOT}/ovmf.bin`
      : '/usr/lib/xen-4.17/boot/ovmf.bin',
} as const;

/** Words of physinfo.hw_cap as CPUID: [leaf, subleaf, register]. */
const hwCapWords = [
  [0x1, 0, 'edx'],
  [0x1, 0, 'ecx'],
  [0x80000001, 0, 'edx'],
  [0x80000001, 0, 'ecx'],
  [0xd, 1, 'eax'],
  [0x7, 0, 'ebx'],
  [0x7, 0, 'ecx'],
  [0x80000007, 0, 'edx'],
] as const;

/** The host's processor as a model and features; null when no model fits (Xen hides features from its own figures). */
export const hostCpu = ({ physinfo }: HostFigures): CpuDef | null => {
  const words = physinfo.hw_cap ?? [];
  if (!words[0]) return null;
  const leaves = new Map<
    string,
    { leaf: number; subleaf: number; eax: number; ebx: number; ecx: number; edx: number }
  >();
  for (const [i, [leaf, subleaf, register]] of hwCapWords.entries()) {
    const key = `${leaf}.${subleaf}`;
    const entry = leaves.get(key) ?? { leaf, subleaf, eax: 0, ebx: 0, ecx: 0, edx: 0 };
    entry[register] = words[i] ?? 0;
    leaves.set(key, entry);
  }
  try {
    const decoded = decodeX86('host', x86DataFromCpuid([...leaves.values()]));
    return { type: 'host', arch: 'x86_64', ...decoded } as CpuDef;
  } catch {
    return null;
  }
};

/** vmx or svm, if the processor has it. */
export const virtualizationFeatures = ({ physinfo }: HostFigures): Set<string> => {
  const words = physinfo.hw_cap ?? [];
  const found = new Set<string>();
  if ((words[1] ?? 0) & (1 << 5)) found.add('vmx');
  if ((words[3] ?? 0) & (1 << 2)) found.add('svm');
  return found;
};

interface GuestKind {
  readonly type: 'xen' | 'hvm' | 'xenpvh';
  readonly arch: string;
  pae: boolean;
  nonpae: boolean;
}
const arches: Record<string, readonly [name: string, wordsize: number]> = {
  x86_32: ['i686', 32],
  x86_64: ['x86_64', 64],
  armv7l: ['armv7l', 32],
  aarch64: ['aarch64', 64],
};

/** Kinds of guests from Xen's own list: `xen-3.0-x86_64 hvm-3.0-x86_32p ...`; every full machine brings a PVH kind. */
export const guestKinds = (capabilities: string): GuestKind[] => {
  const kinds: GuestKind[] = [];
  for (const token of capabilities.split(' ')) {
    const match = /^(xen|hvm)-[0-9]+\.[0-9]+-(x86_32|x86_64|armv7l|aarch64)(p|be)?$/.exec(token);
    const arch = arches[match?.[2] ?? '']?.[0];
    if (!match || !arch) continue;
    const type = match[1] === 'hvm' ? 'hvm' : 'xen';
    let kind = kinds.find((k) => k.type === type && k.arch === arch);
    if (!kind) {
      kind = { type, arch, pae: false, nonpae: false };
      kinds.push(kind);
      if (type === 'hvm') kinds.push({ type: 'xenpvh', arch, pae: false, nonpae: false });
    }
    if (match[2] === 'x86_32') kind[match[3] === 'p' ? 'pae' : 'nonpae'] = true;
  }
  return kinds;
};

const machines = { xen: 'xenpv', hvm: 'xenfv', xenpvh: 'xenpvh' } as const;

const guestXml = ({ type, arch, pae, nonpae }: GuestKind): string => {
  const wordsize = Object.values(arches).find(([name]) => name === arch)?.[1] ?? 64;
  const features = [
    ...(pae ? ['<pae/>'] : []),
    ...(nonpae ? ['<nonpae/>'] : []),
    ...(type === 'hvm' ? ["<acpi default='on' toggle='yes'/>", "<apic default='on' toggle='no'/>"] : []),
    ...(type === 'xen' ? [] : ["<hap default='on' toggle='yes'/>"]),
  ];
  const loader = type === 'hvm' ? `      <loader>${firmware.hvmloader}</loader>\n` : '';
  return `  <guest>
    <os_type>${type}</os_type>
    <arch name='${arch}'>
      <wordsize>${wordsize}</wordsize>
      <emulator>${EMULATOR}</emulator>
${loader}      <machine>${machines[type]}</machine>
      <domain type='xen'/>
    </arch>
${features.length ? `    <features>\n${features.map((f) => `      ${f}\n`).join('')}    </features>\n` : ''}  </guest>
`;
};

const numaXml = ({ numa, topology }: HostFigures): string => {
  const cells = numa.flatMap((node, id) => {
    if (node.size === undefined) return [];
    const cpus = topology.flatMap((cpu, i) =>
      (cpu.node ?? 0) === id ? [{ id: i, socket: cpu.socket ?? 0, core: cpu.core ?? 0 }] : [],
    );
    const distances = (node.dists ?? [])
      .map((value, to) => `            <sibling id='${to}' value='${value}'/>\n`)
      .join('');
    const lines = cpus.map((cpu) => {
      const siblings = formatCpus(
        cpus.filter((o) => o.socket === cpu.socket && o.core === cpu.core).map((o) => o.id),
      );
      return `            <cpu id='${cpu.id}' socket_id='${cpu.socket}' die_id='0' core_id='${cpu.core}' siblings='${siblings}'/>\n`;
    });
    return [
      `        <cell id='${id}'>
          <memory unit='KiB'>${Math.floor(node.size / 1024)}</memory>
${distances ? `          <distances>\n${distances}          </distances>\n` : ''}          <cpus num='${cpus.length}'>
${lines.join('')}          </cpus>
        </cell>
`,
    ];
  });
  return cells.length
    ? `    <topology>\n      <cells num='${cells.length}'>\n${cells.join('')}      </cells>\n    </topology>\n`
    : '';
};

/** The whole of virConnectGetCapabilities. */
export const capabilitiesXml = (figures: HostFigures, xenCapabilities: string): string => {
  const { physinfo } = figures;
  const cpu = hostCpu(figures);
  const cores = physinfo.cores_per_socket ?? 1;
  const threads = physinfo.threads_per_core ?? 1;
  const sockets = Math.max(1, Math.floor((physinfo.nr_cpus ?? 1) / (cores * threads)));
  const pae = (physinfo.hw_cap?.[0] ?? 0) & (1 << 6);
  const model = cpu
    ? `      <model>${cpu.model}</model>\n${cpu.vendor ? `      <vendor>${cpu.vendor}</vendor>\n` : ''}      <topology sockets='${sockets}' dies='1' cores='${cores}' threads='${threads}'/>\n${cpu.features.map((f) => `      <feature name='${escapeXml(f.name)}'/>\n`).join('')}`
    : '';
  const kinds = guestKinds(xenCapabilities);
  return `<capabilities>

  <host>
    <cpu>
      <arch>x86_64</arch>
${pae ? '      <features>\n        <pae/>\n      </features>\n' : ''}${model}    </cpu>
    <power_management/>
    <iommu support='${physinfo.cap_hvm_directio ? 'yes' : 'no'}'/>
    <migration_features>
      <live/>
    </migration_features>
    <netprefix>vif</netprefix>
${numaXml(figures)}  </host>

${kinds.map(guestXml).join('\n')}
</capabilities>
`;
};

const enumXml = (name: string, values: readonly string[]): string =>
  values.length
    ? `      <enum name='${name}'>\n${values.map((v) => `        <value>${v}</value>\n`).join('')}      </enum>\n`
    : `      <enum name='${name}'/>\n`;
const HVM_MAX_VCPUS = 128;
const PV_MAX_VCPUS = 512;

/** virConnectGetDomainCapabilities for one machine. */
export const domainCapabilitiesXml = (emulator: string, machine: string, arch: string): string => {
  const hvm = machine === 'xenfv';
  const loader = hvm
    ? `    <loader supported='yes'>
      <value>${firmware.hvmloader}</value>
      <value>${firmware.ovmf}</value>
      <enum name='type'>
        <value>rom</value>
        <value>pflash</value>
      </enum>
      <enum name='readonly'>
        <value>yes</value>
      </enum>
    </loader>
`
    : "    <loader supported='no'/>\n";
  const hostdev =
    machine === 'xenpvh'
      ? "    <hostdev supported='no'/>\n"
      : `    <hostdev supported='yes'>
${enumXml('mode', ['subsystem'])}${enumXml('startupPolicy', ['default', 'mandatory', 'requisite', 'optional'])}${enumXml('subsysType', ['usb', 'pci'])}${enumXml('capsType', [])}${enumXml('pciBackend', ['xen'])}    </hostdev>
`;
  return `<domainCapabilities>
  <path>${escapeXml(emulator)}</path>
  <domain>xen</domain>
  <machine>${machine}</machine>
  <arch>${arch}</arch>
  <vcpu max='${hvm ? HVM_MAX_VCPUS : PV_MAX_VCPUS}'/>
  <iothreads supported='no'/>
  <os supported='yes'>
${loader}  </os>
  <cpu>
    <mode name='host-passthrough' supported='no'/>
    <mode name='maximum' supported='no'/>
    <mode name='host-model' supported='no'/>
    <mode name='custom' supported='no'/>
  </cpu>
  <devices>
    <disk supported='yes'>
${enumXml('diskDevice', ['disk', 'cdrom'])}${enumXml('bus', ['ide', 'scsi', 'xen'])}${enumXml('model', [])}    </disk>
    <graphics supported='yes'>
${enumXml('type', ['sdl', 'vnc', 'spice'])}    </graphics>
    <video supported='yes'>
${enumXml('modelType', ['vga', 'cirrus', 'xen'])}    </video>
${hostdev}  </devices>
  <features>
    <gic supported='no'/>
    <vmcoreinfo supported='no'/>
    <genid supported='no'/>
    <sev supported='no'/>
    <sgx supported='no'/>
  </features>
</domainCapabilities>
`;
};
