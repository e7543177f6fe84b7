// Figures of running guests: processors and memory from the hypervisor in one message for any number of guests, disks and
// network cards from the kernel's back ends.
import { readFile } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../schemas/rpc/types.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { diskIndex } from '../../model/domain/settle.ts';
import { failure, type Guest, type World } from './world.ts';
import type { DomInfo, VcpuInfo } from './xen-types.ts';

export type Disk = Domain['devices']['disks'][number];

const SECTOR = 512;

/** The number of a block device, from its name in the guest (xen-vbd-interface(7)). */
export const deviceNumber = (name: string): number => {
  const match = /^(xvd|hd|sd)([a-z]+)(\d*)$/.exec(name);
  if (!match) return -1;
  const [, prefix, letters] = match;
  const partition = Number(match[3] || 0);
  const disk = diskIndex(`${prefix}${letters}`);
  if (prefix === 'xvd')
    return disk <= 15 && partition <= 15
      ? (202 << 8) | (disk << 4) | partition
      : (1 << 28) | (disk << 8) | partition;
  if (prefix === 'hd')
    return disk <= 3 && partition <= 63 ? ((disk < 2 ? 3 : 22) << 8) | ((disk & 1) << 6) | partition : -1;
  return disk <= 15 && partition <= 15 ? (8 << 8) | (disk << 4) | partition : -1;
};

export interface BlockFigures {
  readonly rdReq: number;
  readonly rdBytes: number;
  readonly wrReq: number;
  readonly wrBytes: number;
  readonly flushReq: number;
  readonly errs: number;
}

const unsupportedOperation = (text: string): VirError => failure(text, ErrorCode.OPERATION_UNSUPPORTED);

/** Figures of a disk that the kernel serves; QEMU's own back end keeps none. */
export const blockFigures = async (guest: Guest, disk: Disk): Promise<BlockFigures> => {
  const driver = disk.driver?.name ?? 'qemu';
  if (driver !== 'phy') throw unsupportedOperation(`unsupported disk driver ${driver}`);
  const number = deviceNumber(disk.target?.dev ?? '');
  if (number < 0) throw failure('cannot find device number', ErrorCode.OPERATION_INVALID);
  const folder = `/sys/bus/xen-backend/devices/vbd-${guest.id}-${number}/statistics`;
  const read = async (name: string): Promise<number> => {
    const text = await readFile(`${folder}/${name}`, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw failure(
        error.code === 'ENOENT' ? 'cannot open bus path' : `cannot read ${folder}/${name}`,
        ErrorCode.OPERATION_FAILED,
      );
    });
    return Number(text);
  };
  const [f, wr, rd, wrSectors, rdSectors, oo] = await Promise.all(
    ['f_req', 'wr_req', 'rd_req', 'wr_sect', 'rd_sect', 'oo_req'].map(read),
  );
  return {
    rdReq: rd ?? 0,
    rdBytes: (rdSectors ?? 0) * SECTOR,
    wrReq: wr ?? 0,
    wrBytes: (wrSectors ?? 0) * SECTOR,
    flushReq: f ?? 0,
    errs: oo ?? 0,
  };
};

export const findDisk = (guest: Guest, path: string): Disk => {
  const disk = guest.def.devices.disks.find(
    (d) => d.target?.dev === path || d.source?.file === path || d.source?.dev === path,
  );
  if (!disk) throw failure(`invalid path: ${path}`, ErrorCode.OPERATION_INVALID);
  return disk;
};

/** rx and tx as the guest sees them: what the host received, the guest sent. */
export const interfaceFigures = async (device: string): Promise<Record<string, number> | null> => {
  const text = await readFile('/proc/net/dev', 'utf8');
  const line = text.split('\n').find((l) => l.trimStart().startsWith(`${device}:`));
  if (!line) return null;
  const n = line
    .slice(line.indexOf(':') + 1)
    .trim()
    .split(/\s+/)
    .map(Number);
  const [rb, rp, re, rd, , , , , tb, tp, te, td] = n as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    rx_bytes: tb,
    rx_packets: tp,
    rx_errs: te,
    rx_drop: td,
    tx_bytes: rb,
    tx_packets: rp,
    tx_errs: re,
    tx_drop: rd,
  };
};
/** The device of a network card: the name of its emulated half is not where the figures are kept. */
export const hostDevice = (net: Domain['devices']['interfaces'][number]): string =>
  (net.target?.dev ?? '').replace(/-emu$/, '');

/** virDomainStatsTypes */
export const Stats = {
  STATE: 1,
  CPU_TOTAL: 2,
  BALLOON: 4,
  VCPU: 8,
  INTERFACE: 16,
  BLOCK: 32,
  PERF: 64,
  IOTHREAD: 128,
  MEMORY: 256,
  DIRTYRATE: 512,
  VM: 1024,
} as const;
export const SUPPORTED_STATS =
  Stats.STATE | Stats.CPU_TOTAL | Stats.BALLOON | Stats.VCPU | Stats.INTERFACE | Stats.BLOCK;

const vcpuStates = (v: VcpuInfo): number => (v.running ? 1 : v.blocked ? 2 : 0);

const devicesOf = async (guest: Guest, wanted: number): Promise<TypedParam[]> => {
  const out: TypedParam[] = [];
  const { disks, interfaces } = guest.def.devices;
  if (wanted & Stats.INTERFACE) {
    out.push(param.uint('net.count', interfaces.length));
    for (const [i, net] of interfaces.entries()) {
      const name = net.target?.dev;
      if (name === undefined) continue;
      out.push(param.string(`net.${i}.name`, name));
      const figures = guest.active ? await interfaceFigures(hostDevice(net)) : null;
      for (const key of [
        'rx_bytes',
        'rx_packets',
        'rx_errs',
        'rx_drop',
        'tx_bytes',
        'tx_packets',
        'tx_errs',
        'tx_drop',
      ])
        if (figures)
          out.push(
            param.ullong(`net.${i}.${key.replace('_', '.').replace('packets', 'pkts')}`, figures[key] ?? 0),
          );
    }
  }
  if (wanted & Stats.BLOCK) {
    out.push(param.uint('block.count', disks.length));
    for (const [i, disk] of disks.entries()) {
      out.push(param.string(`block.${i}.name`, disk.target?.dev ?? ''));
      const path = disk.source?.file ?? disk.source?.dev;
      if (path !== undefined) out.push(param.string(`block.${i}.path`, path));
      const f = guest.active ? await blockFigures(guest, disk).catch(() => null) : null;
      if (!f) continue;
      out.push(
        param.ullong(`block.${i}.rd.reqs`, f.rdReq),
        param.ullong(`block.${i}.rd.bytes`, f.rdBytes),
        param.ullong(`block.${i}.wr.reqs`, f.wrReq),
        param.ullong(`block.${i}.wr.bytes`, f.wrBytes),
        param.ullong(`block.${i}.fl.reqs`, f.flushReq),
      );
    }
  }
  return out;
};

/** Statistics of many guests: the hypervisor is asked once for all of them. */
export const bulkStats = async (
  world: World,
  guests: readonly Guest[],
  wanted: number,
): Promise<TypedParam[][]> => {
  const active = guests.filter((g) => g.active);
  const infos = new Map<number, DomInfo>();
  const vcpus = new Map<number, VcpuInfo[] | null>();
  if (active.length && wanted & (Stats.CPU_TOTAL | Stats.BALLOON)) {
    const answer =
      active.length === 1
        ? [await world.xen.call<DomInfo>('domain_info', active[0]?.id).catch(() => null)]
        : await world.xen.call<DomInfo[]>('list_domain');
    for (const info of answer) if (info) infos.set(info.domid ?? 0, info);
  }
  if (active.length && wanted & Stats.VCPU) {
    const answer = await world.xen.call<(VcpuInfo[] | null)[]>(
      'batch',
      ...active.map((g) => ['list_vcpu', g.id]),
    );
    for (const [i, guest] of active.entries()) vcpus.set(guest.id, answer[i] ?? null);
  }
  const one = async (guest: Guest): Promise<TypedParam[]> => {
    const out: TypedParam[] = [];
    const info = infos.get(guest.id);
    const { def } = guest;
    if (wanted & Stats.STATE)
      out.push(param.int('state.state', guest.state), param.int('state.reason', guest.reason));
    if (wanted & Stats.CPU_TOTAL && info) out.push(param.ullong('cpu.time', info.cpu_time ?? 0));
    if (wanted & Stats.BALLOON) {
      out.push(
        param.ullong('balloon.current', info?.current_memkb ?? def.currentMemory ?? def.memory.value),
        param.ullong('balloon.maximum', def.memory.value),
      );
    }
    if (wanted & Stats.VCPU) {
      out.push(
        param.uint('vcpu.current', def.vcpu.current ?? def.vcpu.value),
        param.uint('vcpu.maximum', def.vcpu.value),
      );
      for (const v of vcpus.get(guest.id) ?? []) {
        if (!v.online) continue;
        const id = v.vcpuid ?? 0;
        out.push(
          param.int(`vcpu.${id}.state`, vcpuStates(v)),
          param.ullong(`vcpu.${id}.time`, v.vcpu_time ?? 0),
        );
      }
    }
    if (wanted & (Stats.INTERFACE | Stats.BLOCK)) out.push(...(await devicesOf(guest, wanted)));
    return out;
  };
  return Promise.all(guests.map(one));
};

export const noNetwork = (device: string): VirError =>
  new VirError(ErrorCode.INVALID_ARG, ErrorDomain.LIBXL, `'${device}' is not a known interface`);
