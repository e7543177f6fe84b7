// The connection and the host: who this is, what the machine has, how much of it is free.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { type Arch, isArch } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { baselineCpu, compareCpu, cpuModelNames, expandCpu, migratableCpu } from '../../../model/cpu/cpu.ts';
import { formatCpu, parseCpu } from '../../../model/cpu/document.ts';
import { hostSysinfo } from '../../common/sysinfo.ts';
import type { PartialTable } from '../../table.ts';
import { capabilitiesXml, domainCapabilitiesXml, hostCpu } from '../capabilities.ts';
import { failure, type HostFigures, invalid, orFail, unsupportedArgument, type World } from '../world.ts';
import type { NumaInfo, PhysInfo } from '../xen-types.ts';
import { cpuBytes } from './tuning.ts';

const PAGE_KIB = 4;
const PAGE_BYTES = 4096;
const results = { incompatible: 0, identical: 1, superset: 2 } as const;
const BASELINE_EXPAND = 1;
const BASELINE_MIGRATABLE = 2;
const COMPARE_FAIL = 1;
const run = promisify(execFile);

export const nodeSlots = (world: World): PartialTable<'hypervisor'> => {
  const { xen } = world;
  const figures = (): HostFigures => {
    if (!world.figures) throw failure('libxl_get_physinfo_info failed');
    return world.figures;
  };
  const physinfo = () => orFail(world, xen.call<PhysInfo>('get_physinfo'), 'libxl_get_physinfo_info failed');
  const numainfo = () => orFail(world, xen.call<NumaInfo[]>('get_numainfo'), 'libxl_get_numainfo failed');

  const compare = (xml: string, flags: number) => {
    const host = hostCpu(figures()) ?? undefined;
    return {
      result: results[compareCpu('x86_64' as Arch, host, parseCpu(xml), (flags & COMPARE_FAIL) !== 0)],
    };
  };
  const baseline = (xmls: readonly string[], flags: number) => {
    const cpus = xmls.map((xml) => parseCpu(xml, 'host'));
    let cpu = baselineCpu(undefined, cpus, { migratable: (flags & BASELINE_MIGRATABLE) !== 0 });
    if (flags & BASELINE_MIGRATABLE) cpu = migratableCpu('x86_64' as Arch, cpu);
    if (flags & BASELINE_EXPAND) expandCpu('x86_64' as Arch, cpu);
    return { cpu: formatCpu(cpu) };
  };

  return {
    connectGetType: () => ({ type: 'Xen' }),
    connectGetVersion() {
      const version = xen.about?.version;
      return {
        hv_ver: (version?.xen_version_major ?? 0) * 1_000_000 + (version?.xen_version_minor ?? 0) * 1000,
      };
    },
    connectGetHostname: () => ({ hostname: hostname() }),
    connectIsSecure: () => ({ secure: 1 }),
    connectGetMaxVcpus: async () => ({
      max_vcpus: await orFail(world, xen.call<number>('get_max_cpus'), 'libxl_get_max_cpus failed'),
    }),
    connectGetSysinfo: () => hostSysinfo(ErrorDomain.LIBXL),
    connectGetCapabilities: () => ({
      capabilities: capabilitiesXml(figures(), xen.about?.version.capabilities ?? ''),
    }),
    connectGetDomainCapabilities(_ctx, { emulatorbin, arch, machine, virttype }) {
      if (virttype !== null && virttype !== 'xen') throw invalid(`unknown virttype: ${virttype}`);
      if (arch !== null && !isArch(arch)) throw invalid(`unknown architecture: ${arch}`);
      if (machine !== null && !['xenpv', 'xenpvh', 'xenfv'].includes(machine))
        throw invalid("Xen only supports 'xenpv', 'xenpvh' and 'xenfv' machines");
      return {
        capabilities: domainCapabilitiesXml(
          emulatorbin ?? '/usr/bin/qemu-system-x86_64',
          machine ?? 'xenpv',
          arch ?? 'x86_64',
        ),
      };
    },
    connectCompareCPU: (_ctx, { xml, flags }) => compare(xml, flags),
    connectCompareHypervisorCPU: (_ctx, { xmlCPU, flags }) => compare(xmlCPU, flags),
    connectBaselineCPU: (_ctx, { xmlCPUs, flags }) => baseline(xmlCPUs, flags),
    connectBaselineHypervisorCPU: (_ctx, { xmlCPUs, flags }) => baseline(xmlCPUs, flags),
    connectGetCPUModelNames(_ctx, { arch, need_results }) {
      const models = cpuModelNames(arch as Arch);
      return { models: need_results ? models : [], ret: models.length };
    },
    async nodeGetInfo() {
      const info = await physinfo();
      return {
        model: 'x86_64',
        memory: (info.total_pages ?? 0) * PAGE_KIB,
        cpus: info.nr_cpus ?? 0,
        mhz: Math.floor((info.cpu_khz ?? 0) / 1000),
        nodes: info.nr_nodes ?? 1,
        sockets: 1,
        cores: info.cores_per_socket ?? 1,
        threads: info.threads_per_core ?? 1,
      };
    },
    async nodeGetFreeMemory() {
      return { freeMem: ((await physinfo()).free_pages ?? 0) * PAGE_BYTES };
    },
    async nodeGetCellsFreeMemory(_ctx, { startCell, maxcells }) {
      const nodes = await numainfo();
      if (startCell >= nodes.length)
        throw failure(`start cell ${startCell} out of range (0-${nodes.length - 1})`);
      return { cells: nodes.slice(startCell, startCell + maxcells).map((n) => n.free ?? 0) };
    },
    async nodeGetFreePages(_ctx, { pages, startCell, cellCount }) {
      const nodes = await numainfo();
      if (startCell >= nodes.length)
        throw failure(`start cell ${startCell} out of range (0-${nodes.length - 1})`);
      const odd = pages.find((size) => size !== PAGE_KIB);
      if (odd !== undefined)
        throw failure(`Xen gives out pages of ${PAGE_KIB} KiB, not ${odd}`, ErrorCode.OPERATION_FAILED);
      const counts = nodes
        .slice(startCell, startCell + cellCount)
        .flatMap((n) => pages.map(() => Math.floor((n.free ?? 0) / PAGE_BYTES)));
      return { counts };
    },
    async nodeGetMemoryStats(_ctx, { cellNum }) {
      const stats = (total: number, free: number) => ({
        params: [
          { field: 'total', value: total },
          { field: 'free', value: free },
        ],
        nparams: 0,
      });
      if (cellNum < 0) {
        const info = await physinfo();
        return stats((info.total_pages ?? 0) * PAGE_KIB, (info.free_pages ?? 0) * PAGE_KIB);
      }
      const node = (await numainfo())[cellNum];
      if (!node)
        throw invalid(
          `cellNum in virNodeGetMemoryStats must be less than or equal to ${figures().numa.length - 1}`,
        );
      return stats(Math.floor((node.size ?? 0) / 1024), Math.floor((node.free ?? 0) / 1024));
    },
    nodeGetCPUMap(_ctx, { need_map, need_online }) {
      const present = (figures().physinfo.max_cpu_id ?? 0) + 1;
      const online = figures().topology.flatMap((cpu, i) => (cpu ? [i] : []));
      return {
        cpumap: need_map ? cpuBytes(online, Math.ceil(present / 8)) : Buffer.alloc(0),
        online: need_online ? online.length : 0,
        ret: present,
      };
    },
    async nodeGetCPUStats(_ctx, { cpuNum }) {
      // What guests have used of the processors; Xen keeps no idle figure per processor that the library shows.
      const domains = await xen.call<{ cpu_time?: number; domid?: number }[]>('list_domain');
      const cpus = figures().physinfo.nr_cpus ?? 1;
      if (cpuNum >= cpus) throw invalid(`Invalid cpuNum in virNodeGetCPUStats`);
      const share = cpuNum < 0 ? 1 : cpus;
      const used = (pick: (domid: number) => boolean) =>
        Math.floor(
          domains.filter((d) => pick(d.domid ?? 0)).reduce((n, d) => n + (d.cpu_time ?? 0), 0) / share,
        );
      const fields = { kernel: used((id) => id === 0), user: used((id) => id !== 0) };
      return { params: Object.entries(fields).map(([field, value]) => ({ field, value })), nparams: 0 };
    },
    nodeGetMemoryParameters: () => ({ params: [], nparams: 0 }),
    nodeGetSecurityModel: () => ({ model: Buffer.alloc(1), doi: Buffer.alloc(1) }),
    async nodeSuspendForDuration(_ctx, { target, duration }) {
      const words = ['mem', 'disk'];
      const word = words[target];
      if (!word) throw unsupportedArgument(`suspend target ${target} is not supported`);
      const states = await readFile('/sys/power/state', 'utf8').catch(() => '');
      if (!states.split(/\s+/).includes(word))
        throw failure('Suspend-to-RAM', ErrorCode.OPERATION_UNSUPPORTED);
      if (Number(duration) < 60) throw invalid('Suspend duration is too short');
      await run('rtcwake', ['-m', 'no', '-s', `${duration}`]);
      setTimeout(() => void writeFile('/sys/power/state', word).catch(() => undefined), 10_000).unref();
    },
    nodeDeviceDettach: (_ctx, { name }) => assign(world, name, true),
    nodeDeviceDetachFlags(_ctx, { name, driverName }) {
      if (driverName !== null && driverName !== 'xen')
        throw unsupportedArgument(`unsupported driver name '${driverName}'`);
      return assign(world, name, true);
    },
    nodeDeviceReAttach: (_ctx, { name }) => assign(world, name, false),
    async nodeDeviceReset(_ctx, { name }) {
      const address = pciAddress(name);
      pciExists(name, address);
      const path = `/sys/bus/pci/devices/${address}/reset`;
      if (!existsSync(path))
        throw failure(`Unable to reset PCI device ${address}: no FLR, PM reset or bus reset available`);
      await writeFile(path, '1');
    },
  };
};

/** pci_0000_00_03_0 as 0000:00:03.0. */
const pciAddress = (name: string): string => {
  const match = /^pci_([0-9a-f]{4})_([0-9a-f]{2})_([0-9a-f]{2})_([0-7])$/.exec(name);
  if (!match)
    throw new VirError(
      ErrorCode.NO_NODE_DEVICE,
      ErrorDomain.NODEDEV,
      `no node device with matching name '${name}'`,
    );
  return `${match[1]}:${match[2]}:${match[3]}.${match[4]}`;
};

const pciExists = (name: string, address: string): void => {
  if (!existsSync(`/sys/bus/pci/devices/${address}`))
    throw new VirError(
      ErrorCode.NO_NODE_DEVICE,
      ErrorDomain.NODEDEV,
      `no node device with matching name '${name}'`,
    );
};

/** Gives a PCI device to Xen's back end, or takes it back for the host. */
const assign = async (world: World, name: string, away: boolean): Promise<void> => {
  const address = pciAddress(name);
  pciExists(name, address);
  const [domain, bus, slot, func] = address.split(/[:.]/).map((part) => Number.parseInt(part, 16));
  const device = { domain, bus, dev: slot, func };
  await orFail(
    world,
    world.xen.call(away ? 'device_pci_assignable_add' : 'device_pci_assignable_remove', device, 1),
    away ? `Failed to detach PCI device ${address}` : `Failed to re-attach PCI device ${address}`,
  );
};
