// Where threads of guests may run: vCPUs, the emulator and I/O threads pinned to the host's CPUs.
import { readdir } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, invalidArgument, VirError } from '../../../../schemas/errors.ts';
import { param } from '../../../../schemas/rpc/types.ts';
import { formatCpuset } from '../../../model/xml/values.ts';
import { setAffinity } from '../../../native/process.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { allowedCpus, allowedToVcpu, hostCpus } from '../pinning.ts';
import { affinityOf } from '../stats/cpu.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';
import { ioThreadIds } from './iothreads.ts';
import { cpuMap } from './stats.ts';

const badArgument = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);

const members = (map: Uint8Array): number[] => {
  const cpus: number[] = [];
  for (let cpu = 0; cpu < map.length * 8; cpu++) if ((map[cpu >> 3] ?? 0) & (1 << (cpu & 7))) cpus.push(cpu);
  return cpus;
};

const pinned = (cpumap: Uint8Array, noun: string): number[] => {
  const known = new Set(hostCpus());
  const cpus = members(cpumap).filter((cpu) => known.has(cpu));
  if (cpus.length === 0) throw badArgument(`Empty cpu list for ${noun}pinning`.replace('  ', ' '));
  return cpus;
};

/** Every thread of QEMU that is neither a vCPU nor an I/O thread. */
const emulatorThreads = async (guest: Guest): Promise<number[]> => {
  const { process, vcpuThreads, ioThreads } = guest.running();
  if (!process) return [];
  const others = new Set([...vcpuThreads.values(), ...ioThreads.values()]);
  const all = (await readdir(`/proc/${process.pid}/task`)).map(Number);
  return all.filter((thread) => !others.has(thread));
};

type Cputune = NonNullable<Domain['cputune']>;
const cputuneOf = (domain: Domain): Cputune => (domain.cputune ??= emptyCputune());
const emptyCputune = (): Cputune =>
  ({
    vcpupins: [],
    iothreadpins: [],
    vcpuscheds: [],
    iothreadscheds: [],
    cachetunes: [],
    memorytunes: [],
  }) as unknown as Cputune;

const moveAll = (threads: readonly number[], cpus: readonly number[]): void => {
  for (const thread of threads) setAffinity(thread, cpus);
};

/** Changes the live threads and definition, the stored definition, or both. */
const apply = async (
  world: World,
  guest: Guest,
  flags: number,
  threads: (domain: Domain) => number[] | Promise<number[]>,
  cpus: readonly number[],
  tunable: string,
  note: (domain: Domain, cpuset: string) => void,
): Promise<void> => {
  const { live, config } = affected(guest, flags);
  const cpuset = formatCpuset(cpus);
  if (live) {
    moveAll(await threads(live), cpus);
    note(live, cpuset);
    guest.emit('tunable', { params: [param.string(`cputune.${tunable}`, cpuset)] });
    await saveStatus(world, guest);
  }
  if (config) {
    note(config, cpuset);
    await saveDefinition(world, guest, config);
  }
};

const pinVcpu = (
  world: World,
  guest: Guest,
  vcpu: number,
  cpumap: Uint8Array,
  flags: number,
): Promise<void> => {
  const cpus = pinned(cpumap, 'vcpu ');
  const { live, config } = affected(guest, flags);
  for (const [domain, where] of [
    [live, 'live'],
    [config, 'persistent'],
  ] as const)
    if (domain && vcpu >= domain.vcpu.value)
      throw badArgument(`vcpu ${vcpu} is out of range of ${where} cpu count ${domain.vcpu.value}`);
  const thread = guest.run?.vcpuThreads.get(vcpu);
  return apply(
    world,
    guest,
    flags,
    () => (thread === undefined ? [] : [thread]),
    cpus,
    `vcpupin${vcpu}`,
    (domain, cpuset) => {
      const { vcpupins } = cputuneOf(domain);
      const known = vcpupins.find((pin) => pin.vcpu === vcpu);
      if (known) known.cpuset = cpuset;
      else vcpupins.push({ vcpu, cpuset });
      vcpupins.sort((a, b) => a.vcpu - b.vcpu);
    },
  );
};

export const pinSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    domainPinVcpu(ctx, { dom, vcpu, cpumap }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => pinVcpu(world, guest, vcpu, cpumap, 1));
    },
    domainPinVcpuFlags(ctx, { dom, vcpu, cpumap, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => pinVcpu(world, guest, vcpu, cpumap, flags));
    },
    domainGetVcpuPinInfo(_ctx, { dom, ncpumaps, maplen, flags }) {
      const guest = guests.find(dom);
      const { def } = oneDefinition(guest, flags);
      const count = Math.min(ncpumaps, def.vcpu.value);
      const maps = Array.from({ length: count }, (_, vcpu) => cpuMap(allowedToVcpu(def, vcpu), maplen));
      return { cpumaps: Buffer.concat(maps), num: count };
    },
    domainPinEmulator(ctx, { dom, cpumap, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () =>
        apply(
          world,
          guest,
          flags,
          () => emulatorThreads(guest),
          pinned(cpumap, 'emulator '),
          'emulatorpin',
          (domain, cpuset) => {
            cputuneOf(domain).emulatorpin = { cpuset };
          },
        ),
      );
    },
    domainGetEmulatorPinInfo(_ctx, { dom, maplen, flags }) {
      const { def } = oneDefinition(guests.find(dom), flags);
      return { cpumaps: cpuMap(allowedCpus(def, def.cputune?.emulatorpin?.cpuset), maplen), ret: 1 };
    },
    domainPinIOThread(ctx, { dom, iothreads_id, cpumap, flags }) {
      const guest = guests.find(dom);
      if (iothreads_id === 0)
        throw invalidArgument(ErrorDomain.QEMU, 'iothread value out of range', ctx.api, 'iothread_id');
      const thread = guest.run?.ioThreads.get(iothreads_id);
      if (guest.run && thread === undefined && !(flags & 2))
        throw badArgument(`iothread ${iothreads_id} not found`);
      return guest.modify(ctx.api, () =>
        apply(
          world,
          guest,
          flags,
          () => (thread === undefined ? [] : [thread]),
          pinned(cpumap, 'IOThread '),
          `iothreadpin${iothreads_id}`,
          (domain, cpuset) => {
            const { iothreadpins } = cputuneOf(domain);
            const known = iothreadpins.find((pin) => pin.iothread === iothreads_id);
            if (known) known.cpuset = cpuset;
            else iothreadpins.push({ iothread: iothreads_id, cpuset });
          },
        ),
      );
    },
    domainGetIOThreadInfo(_ctx, { dom, flags }) {
      const guest = guests.find(dom);
      const { def, isLive } = oneDefinition(guest, flags);
      const bytes = Math.ceil((Math.max(...hostCpus()) + 1) / 8);
      const ids = isLive ? [...(guest.run?.ioThreads.keys() ?? [])] : ioThreadIds(def);
      const info = ids.map((id) => {
        const thread = isLive ? guest.run?.ioThreads.get(id) : undefined;
        const own = def.cputune?.iothreadpins.find((pin) => pin.iothread === id)?.cpuset;
        const cpus = thread === undefined ? allowedCpus(def, own) : affinityOf(thread);
        return { iothread_id: id, cpumap: cpuMap(cpus, bytes) };
      });
      return { info, ret: info.length };
    },
  };
};
