// Virtual CPUs, and what cgroups would tune: answered as libvirt does on a host whose controllers it may not use.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { param } from '../../../../schemas/rpc/types.ts';
import { setAffinity } from '../../../native/process.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import { getPerf } from '../../common/tuning/perf.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import { vcpusNow } from '../definition.ts';
import type { Guest } from '../guest.ts';
import { allowedToVcpu } from '../pinning.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

/** virDomainVcpuFlags. */
const Vcpu = { MAXIMUM: 4, GUEST: 8, HOTPLUGGABLE: 16 } as const;
const Affect = { LIVE: 1 } as const;
/** virDomainNumatuneMemMode. */
const numaModes = ['strict', 'preferred', 'interleave', 'restrictive'];

const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);
const badArgument = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);

interface Slot {
  readonly props: Readonly<Record<string, unknown>>;
  readonly type: string;
  readonly 'vcpus-count': number;
  readonly 'qom-path'?: string;
}

/** Plugs CPUs until there are so many; QEMU says where each can go. */
const plugCpus = async (world: World, guest: Guest, wanted: number): Promise<void> => {
  const run = guest.running();
  const slots = (await guest.execute('query-hotpluggable-cpus')) as unknown as Slot[];
  let now = vcpusNow(run.domain);
  if (wanted < now) throw invalid('unplug of vCPUs is not supported yet');
  // QEMU lists the highest first.
  for (const slot of [...slots].reverse()) {
    if (now >= wanted || slot['qom-path']) continue;
    const id = `vcpu${now}`;
    await guest.execute('device_add', { driver: slot.type, id, ...slot.props });
    now += slot['vcpus-count'];
  }
  const cpus = await guest.execute('query-cpus-fast');
  const before = run.vcpuThreads;
  run.vcpuThreads = new Map(cpus.map((cpu) => [cpu['cpu-index'], cpu['thread-id']]));
  for (const [cpu, thread] of run.vcpuThreads)
    if (!before.has(cpu)) setAffinity(thread, allowedToVcpu(run.domain, cpu));
  run.domain.vcpu.current = now;
  await saveStatus(world, guest);
};

const setVcpus = async (world: World, guest: Guest, count: number, flags: number): Promise<void> => {
  const { live, config } = affected(guest, flags);
  if (flags & Vcpu.MAXIMUM) {
    if (live) throw invalid('maximum vcpu count of a live domain cannot be modified');
    if (!config) return;
    config.vcpu.value = count;
    if ((config.vcpu.current ?? count) >= count) config.vcpu.current = undefined;
    return saveDefinition(world, guest, config);
  }
  for (const domain of [live, config])
    if (domain && count > domain.vcpu.value)
      throw badArgument(
        `requested vcpus is greater than max allowable vcpus for the ${domain === live ? 'live' : 'persistent'} domain: ${count} > ${domain.vcpu.value}`,
      );
  if (live) await plugCpus(world, guest, count);
  if (config) {
    config.vcpu.current = count === config.vcpu.value ? undefined : count;
    await saveDefinition(world, guest, config);
  }
};

export const tuningSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const set = (api: string, guest: Guest, count: number, flags: number): Promise<void> =>
    guest.modify(api, () => setVcpus(world, guest, count, flags));
  const noController = (guest: Guest, flags: number, text: string): void => {
    if (oneDefinition(guest, flags).isLive) throw invalid(text);
  };
  return {
    domainSetVcpus: (ctx, { dom, nvcpus }) => set(ctx.api, guests.find(dom), nvcpus, Affect.LIVE),
    domainSetVcpusFlags(ctx, { dom, nvcpus, flags }) {
      if (flags & Vcpu.GUEST)
        throw new VirError(
          ErrorCode.ARGUMENT_UNSUPPORTED,
          ErrorDomain.QEMU,
          'QEMU guest agent is not configured',
        );
      return set(ctx.api, guests.find(dom), nvcpus, flags);
    },
    domainGetVcpusFlags(_ctx, { dom, flags }) {
      const { def } = oneDefinition(guests.find(dom), flags & 3);
      return { num: flags & Vcpu.MAXIMUM ? def.vcpu.value : vcpusNow(def) };
    },
    domainGetSchedulerType(_ctx, { dom }) {
      if (guests.find(dom).active) throw invalid('cgroup CPU controller is not mounted');
      return { type: 'posix', nparams: 9 };
    },
    domainGetSchedulerParametersFlags(_ctx, { dom, flags }) {
      const guest = guests.find(dom);
      noController(guest, flags, 'cgroup CPU controller is not mounted');
      return { params: scheduler(guest, flags) };
    },
    domainGetSchedulerParameters(_ctx, { dom }) {
      const guest = guests.find(dom);
      noController(guest, 0, 'cgroup CPU controller is not mounted');
      return { params: scheduler(guest, 0) };
    },
    domainGetMemoryParameters(_ctx, { dom, nparams, flags }) {
      const guest = guests.find(dom);
      // How many there are is told before it is looked whether there are any.
      if (nparams !== 0) noController(guest, flags, 'cgroup memory controller is not mounted');
      const tune = oneDefinition(guest, flags).def.memtune;
      const UNLIMITED = 9007199254740991;
      const params = [
        param.ullong('hard_limit', tune?.hard_limit ?? UNLIMITED),
        param.ullong('soft_limit', tune?.soft_limit ?? UNLIMITED),
        param.ullong('swap_hard_limit', tune?.swap_hard_limit ?? UNLIMITED),
      ];
      return { params, nparams: params.length };
    },
    domainGetBlkioParameters(_ctx, { dom, nparams, flags }) {
      const guest = guests.find(dom);
      if (nparams !== 0) noController(guest, flags, "blkio cgroup isn't mounted");
      const weight = oneDefinition(guest, flags).def.blkiotune?.weight ?? 0;
      const lists = [
        'device_weight',
        'device_read_iops_sec',
        'device_write_iops_sec',
        'device_read_bytes_sec',
      ];
      const params = [
        param.uint('weight', weight),
        ...[...lists, 'device_write_bytes_sec'].map((name) => param.string(name, '')),
      ];
      return { params, nparams: params.length };
    },
    domainGetPerfEvents: (_ctx, { dom, flags }) => ({
      params: getPerf(oneDefinition(guests.find(dom), flags).def),
    }),
    domainGetNumaParameters(_ctx, { dom, flags }) {
      const { def } = oneDefinition(guests.find(dom), flags);
      const memory = def.numatune?.memory as { mode?: string; nodeset?: string } | undefined;
      const params = [
        param.int('numa_mode', Math.max(0, numaModes.indexOf(memory?.mode ?? 'strict'))),
        param.string('numa_nodeset', memory?.nodeset ?? ''),
      ];
      return { params, nparams: params.length };
    },
    async domainStartDirtyRateCalc(ctx, { dom, seconds, flags }) {
      const guest = guests.find(dom);
      guest.running();
      if (seconds < 1 || seconds > 60)
        throw badArgument(`seconds=${seconds} is invalid, please choose value within [1, 60].`);
      const mode = ['page-sampling', 'dirty-bitmap', 'dirty-ring'][flags & 3] ?? 'page-sampling';
      await guest.modify(ctx.api, () => guest.execute('calc-dirty-rate', { 'calc-time': seconds, mode }));
    },
  };
};

const scheduler = (guest: Guest, flags: number) => {
  const tune = oneDefinition(guest, flags).def.cputune as
    | Readonly<Record<string, number | undefined>>
    | undefined;
  const value = (name: string): number => tune?.[name] ?? 0;
  return [
    param.ullong('cpu_shares', value('shares')),
    param.ullong('vcpu_period', value('period')),
    param.llong('vcpu_quota', value('quota')),
    param.ullong('emulator_period', value('emulator_period')),
    param.llong('emulator_quota', value('emulator_quota')),
    param.ullong('global_period', value('global_period')),
    param.llong('global_quota', value('global_quota')),
    param.ullong('iothread_period', value('iothread_period')),
    param.llong('iothread_quota', value('iothread_quota')),
  ];
};
