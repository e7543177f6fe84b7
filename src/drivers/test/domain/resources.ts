// Memory, virtual CPUs, I/O threads and all tuning parameters of a simulated domain.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { diskByName } from '../../../model/snapshot/align.ts';
import { bitmapOf, bitsOf, fittingBitmap, members } from '../../common/bitmap.ts';
import { invalidOperation } from '../../common/errors.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import { paramNumber, validateParams } from '../../common/params.ts';
import { findInterface, getBandwidth, setBandwidth } from '../../common/tuning/bandwidth.ts';
import { getBlkio, setBlkio } from '../../common/tuning/blkio.ts';
import { changedIotune, checkMaxima, getIotune, iotuneEvent } from '../../common/tuning/iotune.ts';
import { getMemory, getNuma, setMemory, setNuma } from '../../common/tuning/memory.ts';
import { getPerf, setPerf } from '../../common/tuning/perf.ts';
import * as vcpus from '../../common/tuning/vcpus.ts';
import type { PartialTable } from '../../table.ts';
import { hostCpus } from '../node.ts';
import type { DomainHost } from './lifecycle.ts';
import { checkActive, type IOThread, invalid, type SimDomain, TEST } from './object.ts';

const MAX_VCPUS = 32;
const Memory = { LIVE: 1, CONFIG: 2, MAXIMUM: 4 } as const;
const Vcpu = { LIVE: 1, CONFIG: 2, MAXIMUM: 4 } as const;

const answer = (params: TypedParam[]): { params: TypedParam[]; nparams: number } => ({
  params,
  nparams: params.length,
});

/** The interface of a name, an alias-like target or a MAC address. */
const threadRules = {
  poll_max_ns: 4,
  poll_grow: 2,
  poll_shrink: 2,
  thread_pool_min: 1,
  thread_pool_max: 1,
} as const;
const setThread = (thread: IOThread, params: readonly TypedParam[]): void => {
  validateParams(params, threadRules);
  thread.pollMax = paramNumber(params, 'poll_max_ns') ?? thread.pollMax;
  thread.pollGrow = paramNumber(params, 'poll_grow') ?? thread.pollGrow;
  thread.pollShrink = paramNumber(params, 'poll_shrink') ?? thread.pollShrink;
  thread.poolMin = paramNumber(params, 'thread_pool_min') ?? thread.poolMin;
  thread.poolMax = paramNumber(params, 'thread_pool_max') ?? thread.poolMax;
};

export const resourceSlots = (host: DomainHost) => {
  const { domains, events } = host;
  const one = (dom: { uuid: string; name: string; id: number }, flags: number) => {
    const found = domains.find(dom);
    return { dom: found, ...oneDefinition(found, flags) };
  };
  const tunable = (dom: SimDomain, params: TypedParam[]): void =>
    events.emit('domain', 'tunable', { dom: dom.handle, params });

  const setMemorySize = (dom: SimDomain, memory: number, flags: number): void => {
    const { def, isLive } = oneDefinition(dom, flags);
    if (!(flags & Memory.MAXIMUM)) {
      if (memory > def.memory.value) throw invalid('cannot set memory higher than max memory');
      def.currentMemory = memory;
      if (isLive) events.emit('domain', 'balloonChange', { dom: dom.handle, actual: memory });
      return;
    }
    if (isLive) throw invalidOperation('cannot resize the maximum memory on an active domain', TEST);
    if (def.cpu?.numa?.cells.length)
      throw invalidOperation(
        'initial memory size of a domain with NUMA nodes cannot be modified with this API',
        TEST,
      );
    if (def.maxMemory && def.maxMemory.value < memory)
      throw invalidOperation('cannot set initial memory size greater than the maximum memory size', TEST);
    def.memory.value = memory;
    if ((def.currentMemory ?? 0) > memory) def.currentMemory = memory;
  };

  const setVcpus = (dom: SimDomain, count: number, flags: number): void => {
    if (count > MAX_VCPUS)
      throw invalid(`requested cpu amount exceeds maximum supported amount (${count} > ${MAX_VCPUS})`);
    const { live, config } = affected(dom, flags);
    const tooMany = (def: Domain): void => {
      const most = vcpus.maxVcpus(def);
      if (most < count) throw invalid(`requested cpu amount exceeds maximum (${count} > ${most})`);
    };
    if (live) tooMany(live);
    if (config && !(flags & Vcpu.MAXIMUM)) tooMany(config);
    if (live) vcpus.setOnlineVcpus(live, count);
    if (config) (flags & Vcpu.MAXIMUM ? vcpus.setMaxVcpus : vcpus.setOnlineVcpus)(config, count);
  };
  const countVcpus = (dom: SimDomain, flags: number): number => {
    const { def } = oneDefinition(dom, flags);
    return flags & Vcpu.MAXIMUM ? vcpus.maxVcpus(def) : vcpus.onlineVcpus(def);
  };
  const pinVcpu = (dom: SimDomain, vcpu: number, cpumap: Uint8Array): void => {
    if (!dom.live) throw invalidOperation('cannot pin vcpus on an inactive domain', TEST);
    if (vcpu >= vcpus.maxVcpus(dom.live) || !vcpus.isOnline(dom.live, vcpu))
      throw invalid(`requested vcpu '${vcpu}' is not present in the domain`);
    const cpus = bitsOf(cpumap);
    vcpus.pinVcpu(dom.live, vcpu, cpus);
    const list = vcpus.vcpuPin(dom.live, vcpu, hostCpus(host));
    tunable(dom, [param.string(`cputune.vcpupin${vcpu}`, list.join(','))]);
  };
  const listed = (cpumap: string, def: Domain): number[] => {
    const wanted = members(cpumap);
    const unknown = wanted.find((vcpu) => vcpu >= vcpus.maxVcpus(def));
    if (unknown !== undefined) throw invalid(`vCPU '${unknown}' is not present in domain`);
    return wanted;
  };
  const notZero = (id: number): void => {
    if (id === 0) throw invalid('invalid value of 0 for iothread_id');
  };
  const getScheduler = (dom: { uuid: string; name: string; id: number }) => ({
    params: [param.uint('weight', domains.find(dom) ? 50 : 0)],
  });
  const setScheduler = (
    dom: { uuid: string; name: string; id: number },
    params: readonly TypedParam[],
  ): void => {
    validateParams(params, { weight: 2 });
    domains.find(dom);
  };

  return {
    domainGetMaxMemory: (_ctx, { dom }) => ({ memory: domains.find(dom).def.memory.value }),
    domainSetMaxMemory: (_ctx, { dom, memory }) => setMemorySize(domains.find(dom), memory, Memory.MAXIMUM),
    domainSetMemory: (_ctx, { dom, memory }) => setMemorySize(domains.find(dom), memory, Memory.LIVE),
    domainSetMemoryFlags: (_ctx, { dom, memory, flags }) => setMemorySize(domains.find(dom), memory, flags),
    domainSetMemoryStatsPeriod: (_ctx, { dom, period, flags }) => {
      const { def } = one(dom, flags);
      const balloon = def.devices.memballoons[0];
      if (!balloon || balloon.model === 'none')
        throw new VirError(
          ErrorCode.INTERNAL_ERROR,
          TEST,
          'No memory balloon device configured, can not set the collection period',
        );
      if (period) balloon.stats = { period };
      else delete balloon.stats;
    },
    domainGetMaxVcpus: (_ctx, { dom }) => ({ num: countVcpus(domains.find(dom), Vcpu.LIVE | Vcpu.MAXIMUM) }),
    domainGetVcpusFlags: (_ctx, { dom, flags }) => ({ num: countVcpus(domains.find(dom), flags) }),
    domainSetVcpus: (_ctx, { dom, nvcpus }) => setVcpus(domains.find(dom), nvcpus, Vcpu.LIVE),
    domainSetVcpusFlags: (_ctx, { dom, nvcpus, flags }) => setVcpus(domains.find(dom), nvcpus, flags),
    domainSetVcpu: (_ctx, { dom, cpumap, state, flags }) => {
      const { live, config } = affected(domains.find(dom), flags);
      for (const def of [live, config]) {
        if (!def) continue;
        const wanted = listed(cpumap, def);
        const all = Array.from({ length: vcpus.maxVcpus(def) }, (_, id) => ({
          id,
          enabled: wanted.includes(id) ? state !== 0 : vcpus.isOnline(def, id),
          hotpluggable: id !== 0,
        }));
        if (!all[0]?.enabled) throw invalid('vCPU 0 cannot be unplugged');
        def.vcpus = all;
        def.vcpu.current = all.filter((vcpu) => vcpu.enabled).length;
        if (def.vcpu.current === def.vcpu.value) delete def.vcpu.current;
      }
    },
    domainGetVcpus: (_ctx, { dom: wanted, maxinfo, maplen }) => {
      const dom = domains.find(wanted);
      if (!dom.live) throw invalidOperation('cannot list vcpus for an inactive domain', TEST);
      const now = BigInt(Date.now()) * 1000n;
      const count = Math.min(maxinfo, vcpus.onlineVcpus(dom.live));
      const maps: Buffer[] = [];
      const info = Array.from({ length: count }, (_, number) => {
        const cpus = vcpus.vcpuPin(dom.live as Domain, number, hostCpus(host));
        maps.push(bitmapOf(cpus, maplen));
        return { number, state: 1, cpu_time: now / 10n, cpu: cpus.at(-1) ?? -1 };
      });
      return { info, cpumaps: Buffer.concat(maps) };
    },
    domainPinVcpu: (_ctx, { dom, vcpu, cpumap }) => pinVcpu(domains.find(dom), vcpu, cpumap),
    domainPinVcpuFlags: (_ctx, { dom, vcpu, cpumap }) => pinVcpu(domains.find(dom), vcpu, cpumap),
    domainGetVcpuPinInfo: (_ctx, { dom, ncpumaps, maplen, flags }) => {
      const { def } = one(dom, flags);
      const num = Math.min(ncpumaps, vcpus.maxVcpus(def));
      const maps = Array.from({ length: num }, (_, vcpu) =>
        bitmapOf(vcpus.vcpuPin(def, vcpu, hostCpus(host)), maplen),
      );
      return { cpumaps: Buffer.concat(maps), num };
    },
    domainPinEmulator: (_ctx, { dom, cpumap, flags }) => {
      const found = one(dom, flags);
      const cpus = bitsOf(cpumap);
      if (cpus.length === 0) throw invalid('Empty cpu list for pinning');
      vcpus.pinEmulator(found.def, cpus);
    },
    domainGetEmulatorPinInfo: (_ctx, { dom, maplen, flags }) => ({
      cpumaps: bitmapOf(vcpus.emulatorPin(one(dom, flags).def, hostCpus(host)), maplen),
      ret: 1,
    }),
    domainGetIOThreadInfo: (_ctx, { dom, flags }) => {
      const { def } = one(dom, flags);
      const info = vcpus.iothreadsOf(def).map(({ id }) => ({
        iothread_id: id,
        cpumap: fittingBitmap(vcpus.iothreadPin(def, id)),
      }));
      return { info, ret: info.length };
    },
    domainAddIOThread: (_ctx, { dom, iothread_id: id, flags }) => {
      notZero(id);
      const found = one(dom, flags);
      vcpus.addIothread(found.def, id);
      if (found.isLive)
        found.dom.guest.iothreads.push({
          id,
          pollMax: 32768,
          pollGrow: 0,
          pollShrink: 0,
          poolMin: 0,
          poolMax: 64,
        });
    },
    domainDelIOThread: (_ctx, { dom, iothread_id: id, flags }) => {
      notZero(id);
      const found = one(dom, flags);
      vcpus.delIothread(found.def, id);
      const { guest } = found.dom;
      if (found.isLive) guest.iothreads = guest.iothreads.filter((thread) => thread.id !== id);
    },
    domainPinIOThread: (_ctx, { dom, iothreads_id: id, cpumap, flags }) => {
      const { def } = one(dom, flags);
      const cpus = bitsOf(cpumap);
      if (cpus.length === 0) throw invalid('Empty iothread cpumap list for pinning');
      if (!vcpus.iothreadsOf(def).some((thread) => thread.id === id))
        throw invalid(`iothreadid ${id} not found`);
      vcpus.pinIothread(def, id, cpus);
    },
    domainSetIOThreadParams: (_ctx, { dom, iothread_id: id, params, flags }) => {
      notZero(id);
      const found = one(dom, flags);
      if (!vcpus.iothreadsOf(found.def).some((thread) => thread.id === id))
        throw invalid(`cannot find IOThread '${id}' in iothreadids`);
      validateParams(params, threadRules);
      for (const thread of found.dom.guest.iothreads) if (thread.id === id) setThread(thread, params);
    },
    domainGetBlkioParameters: (_ctx, { dom, flags }) => answer(getBlkio(one(dom, flags).def)),
    domainSetBlkioParameters: (_ctx, { dom, params, flags }) => setBlkio(one(dom, flags).def, params, TEST),
    domainGetMemoryParameters: (_ctx, { dom, flags }) => answer(getMemory(one(dom, flags).def)),
    domainSetMemoryParameters: (_ctx, { dom, params, flags }) => setMemory(one(dom, flags).def, params, TEST),
    domainGetNumaParameters: (_ctx, { dom, flags }) => answer(getNuma(one(dom, flags).def)),
    domainSetNumaParameters: (_ctx, { dom, params, flags }) => {
      const { def, isLive } = one(dom, flags);
      setNuma(def, params, isLive, TEST);
    },
    domainGetInterfaceParameters: (_ctx, { dom, device, flags }) =>
      answer(getBandwidth(findInterface(one(dom, flags).def, device))),
    domainSetInterfaceParameters: (_ctx, { dom, device, params, flags }) =>
      setBandwidth(findInterface(one(dom, flags).def, device), params),
    domainGetBlockIoTune: (_ctx, { dom, disk: path, flags }) => {
      const { def } = one(dom, flags);
      const disk = path === null ? undefined : diskByName(def, path);
      if (path === null) return answer(getIotune({} as Domain['devices']['disks'][number]));
      if (!disk) throw invalid(`disk '${path}' was not found in the domain config`);
      return answer(getIotune(disk));
    },
    domainSetBlockIoTune: (_ctx, { dom, disk: path, params, flags }) => {
      const found = one(dom, flags);
      const disk = diskByName(found.def, path);
      if (!disk) throw invalid(`missing persistent configuration for disk '${path}'`);
      const tune = changedIotune(disk, params, TEST);
      checkMaxima(tune, TEST);
      disk.iotune = tune;
      if (found.isLive) tunable(found.dom, iotuneEvent(path, params));
    },
    domainSetThrottleGroup: (_ctx, { dom, group, params, flags }) => {
      const { live, config } = affected(domains.find(dom), flags);
      for (const def of [live, config]) {
        if (!def) continue;
        const known = def.throttlegroups.find((each) => each.group_name === group);
        const limits = changedIotune({ iotune: known } as never, params, TEST);
        const entry = { ...limits, group_name: group } as Domain['throttlegroups'][number];
        def.throttlegroups = [...def.throttlegroups.filter((each) => each.group_name !== group), entry];
      }
    },
    domainDelThrottleGroup: (_ctx, { dom, group, flags }) => {
      const { live, config } = affected(domains.find(dom), flags);
      for (const def of [live, config]) {
        if (!def) continue;
        const known = def.throttlegroups.some((each) => each.group_name === group);
        if (!known) throw invalid(`throttlegroup '${group}' was not found in the domain config`);
        const used = def.devices.disks.some((disk) =>
          disk.throttlefilters.some((each) => each.group === group),
        );
        if (used) throw invalidOperation(`throttlegroup '${group}' is still being used by a disk`, TEST);
        def.throttlegroups = def.throttlegroups.filter((each) => each.group_name !== group);
      }
    },
    domainGetPerfEvents: (_ctx, { dom, flags }) => ({ params: getPerf(one(dom, flags).def) }),
    domainSetPerfEvents: (_ctx, { dom, params, flags }) => setPerf(one(dom, flags).def, params),
    domainGetSchedulerType: (_ctx, { dom }) => {
      domains.find(dom);
      return { type: 'fair', nparams: 1 };
    },
    domainGetSchedulerParameters: (_ctx, { dom }) => getScheduler(dom),
    domainGetSchedulerParametersFlags: (_ctx, { dom }) => getScheduler(dom),
    domainSetSchedulerParameters: (_ctx, { dom, params }) => setScheduler(dom, params),
    domainSetSchedulerParametersFlags: (_ctx, { dom, params }) => setScheduler(dom, params),
    domainGetGuestVcpus: (_ctx, { dom }) => {
      const def = checkActive(domains.find(dom));
      const online = vcpus.onlineVcpus(def);
      const set = online > 1 ? `0-${online - 1}` : '0';
      return {
        params: [
          param.string('vcpus', set),
          param.string('online', set),
          param.string('offlinable', online > 2 ? `1-${online - 1}` : online === 2 ? '1' : ''),
        ],
      };
    },
    domainSetGuestVcpus: (_ctx, { dom, cpumap }) => {
      const def = checkActive(domains.find(dom));
      const unknown = listed(cpumap, def).find((vcpu) => vcpu >= vcpus.onlineVcpus(def));
      if (unknown !== undefined) throw invalid(`guest vCPU '${unknown}' is not present`);
    },
    domainSetLifecycleAction: (_ctx, { dom, type, action, flags }) => {
      const actions = [
        'destroy',
        'restart',
        'rename-restart',
        'preserve',
        'coredump-destroy',
        'coredump-restart',
      ] as const;
      const kinds = ['on_poweroff', 'on_reboot', 'on_crash'] as const;
      const kind = kinds[type];
      const name = actions[action];
      if (!kind || !name)
        throw invalid(`unknown lifecycle ${kind ? `action '${action}'` : `type '${type}'`}`);
      if (kind !== 'on_crash' && action > 3)
        throw new VirError(
          ErrorCode.CONFIG_UNSUPPORTED,
          ErrorDomain.DOMAIN,
          `Lifecycle event '${kind.slice(3)}' doesn't support '${name}' action`,
        );
      const { live, config } = affected(domains.find(dom), flags);
      if (live) live[kind] = name;
      if (config) config[kind] = name;
    },
  } satisfies PartialTable<'hypervisor'>;
};
