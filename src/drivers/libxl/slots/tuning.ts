// Memory, processors and the scheduler: read and changed, running or for the next boot.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { ParamType, param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { affected, oneDefinition, resolveImpact } from '../../common/impact.ts';
import { paramNumber, paramText, validateParams } from '../../common/params.ts';
import { Affect } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import { cpusOf, formatCpus } from '../config/context.ts';
import { saveConfig, saveStatus } from '../definition.ts';
import { DOM0, failure, type Guest, invalid, mustRun, notValid, orFail, type World } from '../world.ts';
import { type SchedParams, schedulers, type VcpuInfo } from '../xen-types.ts';

const MEM_MAXIMUM = 4;
const VCPU_MAXIMUM = 4;
/** virDomainNumatuneMemMode */
const INTERLEAVE = 2;
const VCPU_OFFLINE = 0;
const VCPU_RUNNING = 1;
const VCPU_BLOCKED = 2;

/** A set of CPUs as the bytes of the wire. */
export const cpuBytes = (cpus: readonly number[], length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (const cpu of cpus) if (cpu >> 3 < length) bytes[cpu >> 3] = (bytes[cpu >> 3] ?? 0) | (1 << (cpu & 7));
  return bytes;
};
export const bytesToCpus = (bytes: Uint8Array): number[] =>
  [...bytes].flatMap((byte, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((b) => byte & (1 << b)).map((b) => i * 8 + b),
  );

const vcpusNow = (domain: Domain): number => domain.vcpu.current ?? domain.vcpu.value;
const setVcpus = (domain: Domain, count: number): void => {
  if (count === domain.vcpu.value) delete domain.vcpu.current;
  else domain.vcpu.current = count;
};
const setPin = (domain: Domain, vcpu: number, cpus: readonly number[]): void => {
  domain.cputune ??= {
    vcpupins: [],
    iothreadpins: [],
    vcpuscheds: [],
    iothreadscheds: [],
    cachetunes: [],
    memorytunes: [],
  } as unknown as NonNullable<Domain['cputune']>;
  const pins = domain.cputune.vcpupins.filter((p) => p.vcpu !== vcpu);
  pins.push({ vcpu, cpuset: formatCpus(cpus) });
  domain.cputune.vcpupins = pins.sort((a, b) => a.vcpu - b.vcpu);
};

export const tuningSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests, xen } = world;

  const store = async (guest: Guest, live: unknown, config: unknown): Promise<void> => {
    if (live) await saveStatus(world, guest);
    if (config) await saveConfig(world, guest);
  };

  const setMemory = (guest: Guest, memory: number, flags: number): Promise<void> =>
    guest.job.run('libxlDomainSetMemory', async () => {
      const { live, config } = affected(guest, flags);
      if (flags & MEM_MAXIMUM) {
        if (live)
          await orFail(
            world,
            xen.call('domain_setmaxmem', guest.id, memory),
            `Failed to set maximum memory for domain '${guest.id}' with libxenlight`,
          );
        if (config) {
          config.memory.value = memory;
          if ((config.currentMemory ?? memory) > memory) config.currentMemory = memory;
        }
        await store(guest, null, config);
        return;
      }
      if (memory > guest.def.memory.value) throw invalid('cannot set memory higher than max memory');
      if (live) {
        await orFail(
          world,
          xen.call('set_memory_target', guest.id, memory, 0, 1),
          `Failed to set memory for domain '${guest.id}' with libxenlight`,
        );
        live.currentMemory = memory;
        world.bus.emit('domain', 'balloonChange', { dom: guest.handle, actual: memory });
      }
      if (config) config.currentMemory = memory;
      await store(guest, live, config);
    });

  const hostCpus = (): number => (world.figures?.physinfo.max_cpu_id ?? 0) + 1;

  const setVcpuCount = (guest: Guest, count: number, flags: number): Promise<void> => {
    const impact = flags & (Affect.LIVE | Affect.CONFIG);
    if (impact === 0 || (flags & VCPU_MAXIMUM && flags & Affect.LIVE))
      throw invalid(`invalid flag combination: (0x${flags.toString(16)})`);
    if (!count) throw invalid('nvcpus is zero');
    return guest.job.run('libxlDomainSetVcpus', async () => {
      if (!guest.active && flags & Affect.LIVE) throw notValid('cannot set vcpus on an inactive domain');
      if (!guest.persistent && flags & Affect.CONFIG)
        throw notValid('cannot change persistent config of a transient domain');
      let max = hostCpus();
      if (!(flags & VCPU_MAXIMUM)) max = Math.min(max, guest.def.vcpu.value);
      if (count > max)
        throw invalid(
          `requested vcpus is greater than max allowable vcpus for the domain: ${count} > ${max}`,
        );
      const { live, config } = affected(guest, flags);
      if (live) {
        const cpus = Array.from({ length: count }, (_, i) => i);
        await orFail(
          world,
          xen.call('set_vcpuonline', guest.id, cpus),
          `Failed to set vcpus for domain '${guest.id}' with libxenlight`,
        );
        setVcpus(live, count);
      }
      if (config && flags & VCPU_MAXIMUM) {
        const now = vcpusNow(config);
        config.vcpu.value = count;
        setVcpus(config, Math.min(now, count));
      } else if (config) setVcpus(config, count);
      await store(guest, live, config);
    });
  };

  const getVcpuCount = (guest: Guest, flags: number): number => {
    let wish = flags;
    if (!(wish & (Affect.LIVE | Affect.CONFIG))) wish |= guest.active ? Affect.LIVE : Affect.CONFIG;
    if (wish & Affect.LIVE && wish & Affect.CONFIG)
      throw invalid(`invalid flag combination: (0x${wish.toString(16)})`);
    if (wish & Affect.LIVE && !guest.active) throw notValid('Domain is not running');
    if (wish & Affect.CONFIG && !guest.persistent) throw notValid('domain is transient');
    const domain = (wish & Affect.LIVE ? guest.live : guest.config) as Domain;
    return flags & VCPU_MAXIMUM ? domain.vcpu.value : vcpusNow(domain);
  };

  const pin = (guest: Guest, vcpu: number, cpumap: Uint8Array, flags: number): Promise<void> =>
    guest.job.run('libxlDomainPinVcpu', async () => {
      const { live, config } = affected(guest, flags);
      const cpus = bytesToCpus(cpumap);
      for (const domain of [live, config])
        if (domain && vcpu >= vcpusNow(domain)) throw invalid(`vcpu '${vcpu}' is not active`);
      if (live) {
        await orFail(
          world,
          xen.call('set_vcpuaffinity', guest.id, vcpu, cpus),
          `Failed to pin vcpu '${vcpu}' with libxenlight`,
        );
        setPin(live, vcpu, cpus);
      }
      if (config) setPin(config, vcpu, cpus);
      await store(guest, live, config);
    });

  const getSchedule = async (guest: Guest): Promise<SchedParams> => {
    mustRun(guest);
    const scheduler = schedulers[await xen.call<number>('get_scheduler')];
    if (scheduler !== 'credit' && scheduler !== 'credit2')
      throw failure("Only 'credit' and 'credit2' schedulers are supported");
    return orFail(
      world,
      xen.call<SchedParams>('domain_sched_params_get', guest.id),
      `Failed to get scheduler parameters for domain '${guest.id}' with libxenlight`,
    );
  };
  const getScheduleParams = async (guest: Guest, limit: number) => {
    const { weight = 0, cap = 0 } = await getSchedule(guest);
    return { params: [param.uint('weight', weight), param.uint('cap', cap)].slice(0, limit || 2) };
  };
  const setSchedule = (guest: Guest, params: readonly TypedParam[]): Promise<void> => {
    validateParams(params, { weight: ParamType.UINT, cap: ParamType.UINT });
    return guest.job.run('libxlDomainSetSchedulerParameters', async () => {
      const now = await getSchedule(guest);
      const next = {
        ...now,
        weight: paramNumber(params, 'weight') ?? now.weight,
        cap: paramNumber(params, 'cap') ?? now.cap,
      };
      await orFail(
        world,
        xen.call('domain_sched_params_set', guest.id, next),
        `Failed to set scheduler parameters for domain '${guest.id}' with libxenlight`,
      );
    });
  };

  return {
    domainSetMemory: (_ctx, { dom, memory }) => setMemory(guests.find(dom), Number(memory), Affect.LIVE),
    domainSetMaxMemory: (_ctx, { dom, memory }) => setMemory(guests.find(dom), Number(memory), MEM_MAXIMUM),
    domainSetMemoryFlags: (_ctx, { dom, memory, flags }) =>
      setMemory(guests.find(dom), Number(memory), flags),
    domainSetVcpus: (_ctx, { dom, nvcpus }) => setVcpuCount(guests.find(dom), nvcpus, Affect.LIVE),
    domainSetVcpusFlags: (_ctx, { dom, nvcpus, flags }) => setVcpuCount(guests.find(dom), nvcpus, flags),
    domainGetVcpusFlags: (_ctx, { dom, flags }) => ({ num: getVcpuCount(guests.find(dom), flags) }),
    domainGetMaxVcpus: (_ctx, { dom }) => ({
      num: getVcpuCount(guests.find(dom), VCPU_MAXIMUM | Affect.LIVE),
    }),
    /** Xen knows which of a guest's processors are online; any set of them can be. */
    domainSetVcpu(_ctx, { dom, cpumap, state, flags }) {
      const guest = guests.find(dom);
      return guest.job.run('virDomainSetVcpu', async () => {
        resolveImpact(guest, flags);
        mustRun(guest);
        const vcpus = await xen.call<VcpuInfo[]>('list_vcpu', guest.id);
        const wanted = new Set(cpusOf(cpumap));
        const online = vcpus
          .filter((v) => (wanted.has(v.vcpuid ?? 0) ? state === 1 : v.online))
          .map((v) => v.vcpuid ?? 0);
        if (online.length === 0) throw invalid('a domain needs at least one vcpu');
        await orFail(
          world,
          xen.call('set_vcpuonline', guest.id, online),
          `Failed to set vcpus for domain '${guest.id}' with libxenlight`,
        );
      });
    },
    domainPinVcpu: (_ctx, { dom, vcpu, cpumap }) => pin(guests.find(dom), vcpu, cpumap, Affect.LIVE),
    domainPinVcpuFlags: (_ctx, { dom, vcpu, cpumap, flags }) => pin(guests.find(dom), vcpu, cpumap, flags),
    domainGetVcpuPinInfo(_ctx, { dom, ncpumaps, maplen, flags }) {
      const { def } = oneDefinition(guests.find(dom), flags);
      const count = Math.min(ncpumaps, def.vcpu.value);
      const all = Array.from({ length: hostCpus() }, (_, i) => i);
      const maps = Array.from({ length: count }, (_, i) => {
        const own = def.cputune?.vcpupins.find((p) => p.vcpu === i)?.cpuset ?? def.vcpu.cpuset;
        return cpuBytes(own === undefined ? all : cpusOf(own), maplen);
      });
      return { cpumaps: Buffer.concat(maps), num: count };
    },
    async domainGetVcpus(_ctx, { dom, maxinfo, maplen }) {
      const guest = guests.find(dom);
      mustRun(guest);
      const vcpus = await orFail(
        world,
        xen.call<VcpuInfo[]>('list_vcpu', guest.id),
        `Failed to list vcpus for domain '${guest.id}' with libxenlight`,
      );
      const shown = vcpus.slice(0, maxinfo);
      return {
        info: shown.map((v) => ({
          number: v.vcpuid ?? 0,
          state: v.running ? VCPU_RUNNING : v.blocked ? VCPU_BLOCKED : VCPU_OFFLINE,
          cpu_time: v.vcpu_time ?? 0,
          cpu: v.cpu ?? 0,
        })),
        cpumaps:
          maplen > 0 ? Buffer.concat(shown.map((v) => cpuBytes(v.cpumap ?? [], maplen))) : Buffer.alloc(0),
      };
    },
    async domainGetSchedulerType(_ctx, { dom }) {
      const guest = guests.find(dom);
      mustRun(guest);
      const type = schedulers[await xen.call<number>('get_scheduler')];
      if (!type) throw failure(`Failed to get scheduler id for domain '${guest.id}' with libxenlight`);
      return { type, nparams: type.startsWith('credit') ? 2 : 0 };
    },
    domainGetSchedulerParameters: (_ctx, { dom, nparams }) => getScheduleParams(guests.find(dom), nparams),
    domainGetSchedulerParametersFlags: (_ctx, { dom, nparams }) =>
      getScheduleParams(guests.find(dom), nparams),
    domainSetSchedulerParameters: (_ctx, { dom, params }) => setSchedule(guests.find(dom), params),
    domainSetSchedulerParametersFlags: (_ctx, { dom, params }) => setSchedule(guests.find(dom), params),
    async domainGetNumaParameters(_ctx, { dom }) {
      const guest = guests.find(dom);
      mustRun(guest);
      const nodes = await orFail(
        world,
        xen.call<number[]>('domain_get_nodeaffinity', guest.id),
        'unable to get numa affinity',
      );
      const known = nodes.filter((n) => n < (world.figures?.physinfo.nr_nodes ?? 1));
      return {
        params: [param.int('numa_mode', INTERLEAVE), param.string('numa_nodeset', formatCpus(known))],
        nparams: 0,
      };
    },
    async domainSetNumaParameters(_ctx, { dom, params }) {
      validateParams(params, { numa_mode: ParamType.INT, numa_nodeset: ParamType.STRING });
      const guest = guests.find(dom);
      mustRun(guest);
      const mode = paramNumber(params, 'numa_mode');
      if (mode !== undefined && mode !== INTERLEAVE)
        throw failure('Xen only interleaves memory over nodes', ErrorCode.CONFIG_UNSUPPORTED);
      const nodes = paramText(params, 'numa_nodeset');
      if (nodes !== undefined)
        await orFail(
          world,
          xen.call('domain_set_nodeaffinity', guest.id, cpusOf(nodes)),
          'unable to set numa affinity',
        );
    },
    domainGetMemoryParameters(_ctx, { dom }) {
      const guest = guests.find(dom);
      const unlimited = 9007199254740991;
      // Xen's one limit of a guest is its maximum of memory.
      return {
        params: [
          param.ullong('hard_limit', guest.def.memory.value),
          param.ullong('soft_limit', unlimited),
          param.ullong('swap_hard_limit', unlimited),
        ],
        nparams: 0,
      };
    },
    async domainSetMemoryParameters(_ctx, { dom, params, flags }) {
      validateParams(params, { hard_limit: ParamType.ULLONG });
      const limit = paramNumber(params, 'hard_limit');
      if (limit !== undefined) await setMemory(guests.find(dom), limit, flags | MEM_MAXIMUM);
    },
    /** The device model's process runs in dom0; Xen places dom0's processors, Linux places the process on them. */
    domainGetEmulatorPinInfo(_ctx, { dom, maplen, flags }) {
      const { def } = oneDefinition(guests.find(dom), flags);
      const own = def.cputune?.emulatorpin?.cpuset;
      const all = Array.from({ length: hostCpus() }, (_, i) => i);
      return { cpumaps: cpuBytes(own === undefined ? all : cpusOf(own), maplen), ret: 1 };
    },
    async domainGetGuestVcpus(_ctx, { dom }) {
      const guest = guests.find(dom);
      mustRun(guest);
      const vcpus = await orFail(
        world,
        xen.call<VcpuInfo[]>('list_vcpu', guest.id),
        `Failed to list vcpus for domain '${guest.id}' with libxenlight`,
      );
      const text = (pick: (v: VcpuInfo) => boolean): string =>
        formatCpus(vcpus.filter(pick).map((v) => v.vcpuid ?? 0));
      return {
        params: [
          param.string(
            'vcpus',
            text(() => true),
          ),
          param.string(
            'online',
            text((v) => v.online === true),
          ),
          param.string(
            'offlinable',
            text((v) => v.online === true && (v.vcpuid ?? 0) !== 0),
          ),
        ],
      };
    },
    async domainSetGuestVcpus(_ctx, { dom, cpumap, state }) {
      const guest = guests.find(dom);
      if (guest.name === DOM0) throw notValid('Domain-0 does not support requested operation');
      mustRun(guest);
      const wanted = new Set(cpusOf(cpumap));
      const vcpus = await xen.call<VcpuInfo[]>('list_vcpu', guest.id);
      const online = vcpus
        .filter((v) => (wanted.has(v.vcpuid ?? 0) ? state === 1 : v.online))
        .map((v) => v.vcpuid ?? 0);
      if (!online.includes(0))
        throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.LIBXL, 'vcpu 0 cannot be offlined');
      await orFail(
        world,
        xen.call('set_vcpuonline', guest.id, online),
        `Failed to set vcpus for domain '${guest.id}' with libxenlight`,
      );
    },
    domainGetBlkioParameters(_ctx, { dom }) {
      guests.find(dom);
      return { params: [param.uint('weight', 0)], nparams: 0 };
    },
  };
};
