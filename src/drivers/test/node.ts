// The simulated machine itself: 16 CPUs in two NUMA cells, its capabilities, its memory, and what libvirt's simulator
// answers to questions about it.
import { hostname } from 'node:os';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { param } from '../../../schemas/rpc/types.ts';
import { baselineCpu, compareCpuXml, cpuModelNames, expandCpu } from '../../model/cpu/cpu.ts';
import { formatCpu, parseCpu } from '../../model/cpu/document.ts';
import { invalidOperation, missing } from '../common/errors.ts';
import { paramNumber, validateParams } from '../common/params.ts';
import type { PartialTable } from '../table.ts';
import type { SimDevices } from './nodedev.ts';

const TEST = ErrorDomain.TEST;
export const EMULATOR = '/usr/bin/test-hv';
const MAX_VCPUS = 32;
const PAGES = [4, 8, 2048, 1048576];

export interface NodeInfo {
  model: string;
  /** KiB */
  memory: number;
  cpus: number;
  mhz: number;
  nodes: number;
  sockets: number;
  cores: number;
  threads: number;
}
export interface Cell {
  readonly firstCpu: number;
  readonly cpus: number;
  /** KiB */
  readonly memory: number;
  readonly free: number;
}
export interface NodeHost {
  readonly node: NodeInfo;
  readonly cells: readonly Cell[];
  readonly devices: SimDevices;
}

export const defaultNode = (): NodeInfo => ({
  model: 'i686',
  memory: 3 * 1024 * 1024,
  cpus: 16,
  mhz: 1400,
  nodes: 2,
  sockets: 2,
  cores: 2,
  threads: 2,
});
export const defaultCells: readonly Cell[] = [0, 1].map((i) => ({
  firstCpu: i * 8,
  cpus: 8,
  memory: (i + 1) * 2048 * 1024,
  free: (i + 1) * 1024 * 1024,
}));

/** CPUs of the machine, as pin maps count them. */
export const hostCpus = ({ node }: NodeHost): number => node.nodes * node.sockets * node.cores * node.threads;

const cellXml = (cell: Cell, id: number): string[] => {
  const small = id === 1 ? 8 : 4;
  const cpus = Array.from({ length: cell.cpus }, (_, i) => {
    const cpu = cell.firstCpu + i;
    return `<cpu id='${cpu}' socket_id='${id}' die_id='0' cluster_id='0' core_id='${i}' siblings='${cpu}'/>`;
  });
  return [
    `<cell id='${id}'>`,
    `  <memory unit='KiB'>${cell.memory}</memory>`,
    `  <pages unit='KiB' size='${small}'>${Math.floor(cell.memory / small)}</pages>`,
    ...PAGES.slice(2).map((size) => `  <pages unit='KiB' size='${size}'>0</pages>`),
    `  <cpus num='${cell.cpus}'>`,
    ...cpus.map((line) => `    ${line}`),
    '  </cpus>',
    '</cell>',
  ];
};
const guestXml = (type: string): string[] => [
  '  <guest>',
  `    <os_type>${type}</os_type>`,
  "    <arch name='i686'>",
  '      <wordsize>32</wordsize>',
  `      <emulator>${EMULATOR}</emulator>`,
  "      <domain type='test'/>",
  '    </arch>',
  '    <features>',
  '      <pae/>',
  '      <nonpae/>',
  '    </features>',
  '  </guest>',
  '',
];

/** virConnectGetCapabilities of the simulator. */
export const capabilitiesXml = ({ cells }: NodeHost): string =>
  [
    '<capabilities>',
    '',
    '  <host>',
    '    <cpu>',
    '      <arch>i686</arch>',
    '      <features>',
    '        <pae/>',
    '        <nonpae/>',
    '      </features>',
    ...PAGES.map((size) => `      <pages unit='KiB' size='${size}'/>`),
    '    </cpu>',
    '    <power_management/>',
    "    <iommu support='no'/>",
    ...(cells.length
      ? [
          '    <topology>',
          `      <cells num='${cells.length}'>`,
          ...cells.flatMap(cellXml).map((line) => `        ${line}`),
          '      </cells>',
          '    </topology>',
        ]
      : []),
    '    <secmodel>',
    '      <model>testSecurity</model>',
    '      <doi></doi>',
    '    </secmodel>',
    '  </host>',
    '',
    ...guestXml('hvm'),
    ...guestXml('xen'),
    '</capabilities>',
    '',
  ].join('\n');

const SYSINFO = [
  "<sysinfo type='smbios'>",
  '  <bios>',
  "    <entry name='vendor'>LENOVO</entry>",
  "    <entry name='version'>G4ETA1WW (2.61 )</entry>",
  "    <entry name='date'>05/07/2014</entry>",
  "    <entry name='release'>2.61</entry>",
  '  </bios>',
  '</sysinfo>',
  '',
].join('\n');

const ARCHES = [
  'alpha',
  'armv6l',
  'armv7l',
  'armv7b',
  'aarch64',
  'cris',
  'i686',
  'ia64',
  'lm32',
  'loongarch64',
  'm68k',
  'microblaze',
  'microblazeel',
  'mips',
  'mipsel',
  'mips64',
  'mips64el',
  'openrisc',
  'parisc',
  'parisc64',
  'ppc',
  'ppcle',
  'ppc64',
  'ppc64le',
  'ppcemb',
  'riscv32',
  'riscv64',
  's390',
  's390x',
  'sh4',
  'sh4eb',
  'sparc',
  'sparc64',
  'unicore32',
  'x86_64',
  'xtensa',
  'xtensaeb',
] as const;
type Arch = Parameters<typeof cpuModelNames>[0];
const VIRT_TYPES = [
  'qemu',
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
];

const domainCapabilities = (
  emulator: string | null,
  arch: string,
  machine: string | null,
  virttype: string,
): string =>
  [
    '<domainCapabilities>',
    ...(emulator ? [`  <path>${emulator}</path>`] : []),
    `  <domain>${virttype}</domain>`,
    ...(machine ? [`  <machine>${machine}</machine>`] : []),
    `  <arch>${arch}</arch>`,
    '  <cpu>',
    ...['host-passthrough', 'maximum', 'host-model', 'custom'].map(
      (mode) => `    <mode name='${mode}' supported='no'/>`,
    ),
    '  </cpu>',
    '  <devices>',
    '  </devices>',
    '  <features>',
    '  </features>',
    '</domainCapabilities>',
    '',
  ].join('\n');

const checkPlatform = (arch: string | null, virttype: string | null): void => {
  if (arch && !(ARCHES as readonly string[]).includes(arch))
    throw new VirError(ErrorCode.INVALID_ARG, TEST, `unknown architecture: ${arch}`);
  if (virttype && !VIRT_TYPES.includes(virttype))
    throw new VirError(ErrorCode.INVALID_ARG, TEST, `unknown virttype: ${virttype}`);
};

/** What the simulated hypervisor can give a guest, for clients that compare CPUs with it. */
const hypervisorCpu = (arch: Arch) =>
  parseCpu(
    `<cpu><arch>${arch}</arch><model>${arch.startsWith('ppc') ? 'POWER9' : 'Skylake-Server'}</model></cpu>`,
    'host',
  );

const FAIL_INCOMPATIBLE = 1;
const COMPARED = { incompatible: 0, identical: 1, superset: 2 } as const;

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

export const nodeSlots = (host: NodeHost) => {
  const { node, cells } = host;
  const suspended = { until: 0 };
  const tunables = { shm_pages_to_scan: 100, shm_sleep_millisecs: 20, shm_merge_across_nodes: 1 };
  const device = (name: string): void => {
    if (!host.devices.has(name)) throw missing.nodeDevice(name, TEST);
  };
  const checkCells = (start: number): void => {
    if (start >= cells.length)
      throw new VirError(ErrorCode.INVALID_ARG, TEST, 'Range exceeds available cells');
  };

  return {
    connectGetType: () => ({ type: 'TEST' }),
    connectGetVersion: () => ({ hv_ver: 2 }),
    connectGetHostname: () => ({ hostname: hostname() }),
    connectIsSecure: () => ({ secure: 1 }),
    connectGetMaxVcpus: () => ({ max_vcpus: MAX_VCPUS }),
    connectGetCapabilities: () => ({ capabilities: capabilitiesXml(host) }),
    connectGetSysinfo: () => ({ sysinfo: SYSINFO }),
    connectGetDomainCapabilities: (_ctx, { emulatorbin, arch, machine, virttype }) => {
      checkPlatform(arch, virttype);
      return { capabilities: domainCapabilities(emulatorbin, arch ?? 'i686', machine, virttype ?? 'test') };
    },
    connectGetCPUModelNames: (_ctx, { arch }) => {
      if (!(ARCHES as readonly string[]).includes(arch))
        throw new VirError(ErrorCode.INVALID_ARG, TEST, `cannot find architecture ${arch}`);
      const models = cpuModelNames(arch as Arch);
      return { models, ret: models.length };
    },
    connectBaselineCPU: (_ctx, { xmlCPUs, flags }) => {
      const cpus = xmlCPUs.map((xml) => parseCpu(xml, 'host'));
      const arch = (cpus[0]?.arch ?? 'i686') as Arch;
      const cpu = baselineCpu(arch, cpus);
      if (flags & 1) expandCpu(arch, cpu);
      return { cpu: formatCpu(cpu) };
    },
    connectBaselineHypervisorCPU: (_ctx, { xmlCPUs, arch, flags }) => {
      const cpus = xmlCPUs.map((xml) => parseCpu(xml, 'auto'));
      const chosen = (arch ?? cpus[0]?.arch ?? 'i686') as Arch;
      const cpu = baselineCpu(chosen, cpus);
      if (flags & 1) expandCpu(chosen, cpu);
      return { cpu: formatCpu(cpu) };
    },
    connectCompareCPU: (_ctx, { xml }) => ({
      result: COMPARED[compareCpuXml('i686', undefined, xml, false)],
    }),
    connectCompareHypervisorCPU: (_ctx, { arch, virttype, xmlCPU, flags }) => {
      checkPlatform(arch, virttype);
      const chosen = (arch ?? 'i686') as Arch;
      return {
        result:
          COMPARED[compareCpuXml(chosen, hypervisorCpu(chosen), xmlCPU, (flags & FAIL_INCOMPATIBLE) !== 0)],
      };
    },
    nodeGetInfo: () => ({ ...node }),
    nodeGetCPUMap: () => ({ cpumap: Buffer.from([0x15]), online: 3, ret: 8 }),
    nodeGetCPUStats: () => ({
      params: [
        { field: 'user', value: 9797400000 },
        { field: 'kernel', value: 34678723400000 },
        { field: 'idle', value: 87264900000 },
        { field: 'iowait', value: 763600000 },
      ],
      nparams: 4,
    }),
    nodeGetMemoryStats: (_ctx, { cellNum }) => {
      if (cellNum >= cells.length)
        throw new VirError(ErrorCode.INVALID_ARG, TEST, 'cellNum in virNodeGetMemoryStats is out of range');
      const total = cellNum < 0 ? node.memory : (cells[cellNum]?.memory ?? 0);
      const free =
        cellNum < 0 ? cells.reduce((sum, cell) => sum + cell.free, 0) : (cells[cellNum]?.free ?? 0);
      const params = [
        { field: 'total', value: total },
        { field: 'free', value: Math.min(free, total) },
      ];
      return { params, nparams: params.length };
    },
    nodeGetFreeMemory: () => ({ freeMem: cells.reduce((sum, cell) => sum + cell.free, 0) }),
    nodeGetCellsFreeMemory: (_ctx, { startCell, maxcells }) => {
      checkCells(startCell);
      return { cells: cells.slice(startCell, startCell + maxcells).map((cell) => cell.memory) };
    },
    nodeGetFreePages: (_ctx, { pages, startCell, cellCount }) => {
      const counts: number[] = [];
      for (let i = 0; i < cellCount; i++) {
        let count = (startCell + i) * 6;
        for (const _ of pages) {
          count = count * 2 + 7;
          counts.push(count);
        }
      }
      return { counts };
    },
    nodeAllocPages: (_ctx, { pageSizes, startCell, cellCount }) => {
      checkCells(Math.max(startCell, 0));
      const unknown = pageSizes.find((size) => !PAGES.includes(size));
      if (unknown !== undefined)
        throw new VirError(
          ErrorCode.OPERATION_FAILED,
          TEST,
          `page size ${unknown} is not available on this host`,
        );
      return { ret: pageSizes.length * cellCount };
    },
    nodeGetSecurityModel: () => ({ model: text('testSecurity'), doi: text('') }),
    nodeGetMemoryParameters: () => {
      const params = Object.entries(tunables).map(([field, value]) => param.uint(field, value));
      return { params, nparams: params.length };
    },
    nodeSetMemoryParameters: (_ctx, { params }) => {
      validateParams(params, Object.fromEntries(Object.keys(tunables).map((field) => [field, 2])));
      for (const field of Object.keys(tunables) as (keyof typeof tunables)[])
        tunables[field] = paramNumber(params, field) ?? tunables[field];
    },
    nodeSuspendForDuration: (_ctx, { duration }) => {
      if (duration < 60) throw new VirError(ErrorCode.INVALID_ARG, TEST, 'Suspend duration is too short');
      if (suspended.until > Date.now()) throw invalidOperation('Suspend operation already in progress', TEST);
      suspended.until = Date.now() + duration * 1000;
    },
    nodeDeviceDettach: (_ctx, { name }) => device(name),
    nodeDeviceDetachFlags: (_ctx, { name }) => device(name),
    nodeDeviceReAttach: (_ctx, { name }) => device(name),
    nodeDeviceReset: (_ctx, { name }) => device(name),
  } satisfies PartialTable<'hypervisor'>;
};
