// CPU, memory, block and NUMA tuning, I/O threads, perf events: https://libvirt.org/formatdomain.html#cpu-tuning
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { throttleLengths, throttleLimits } from './disk.ts';

/** What libvirt takes for no limit at all, in KiB. */
export const UNLIMITED = 9007199254740991;

const memoryLimit = () => x.child(x.size('KiB'), { omit: UNLIMITED });
export const Memtune = x.element(
  'memtune',
  {
    hard_limit: memoryLimit(),
    soft_limit: memoryLimit(),
    min_guarantee: x.child(x.size('KiB'), { omit: 0 }),
    swap_hard_limit: memoryLimit(),
  },
  (tune: Record<string, number | undefined>) => {
    for (const [key, value] of Object.entries(tune))
      if (value !== undefined && value > UNLIMITED) tune[key] = UNLIMITED;
    return undefined;
  },
);

export const MemoryBacking = x.element('memoryBacking', {
  hugepages: x.child(
    {
      pages: x.children('page', {
        size: x.attr(x.size('KiB'), { required: "missing element or attribute './@size'" }),
        nodeset: x.attr(x.cpuset, {
          invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" },
        }),
      }),
    },
    { keep: true },
  ),
  nosharepages: x.flag(),
  locked: x.flag(),
  source: x.child({ type: x.attr(x.oneWord(['file', 'anonymous', 'memfd']), { required: true }) }),
  access: x.child({
    mode: x.attr(x.oneWord(['shared', 'private']), {
      required: true,
      invalid: {
        code: ErrorCode.CONFIG_UNSUPPORTED,
        text: "unknown memoryBacking/access/mode '{value}'",
      },
    }),
  }),
  allocation: x.child({
    mode: x.attr(x.oneWord(['immediate', 'ondemand'])),
    threads: x.attr(x.uint(), { nonZero: true }),
  }),
  discard: x.flag(),
});

export const Blkiotune = x.element(
  'blkiotune',
  {
    weight: x.child(x.uint(), { omit: 0 }),
    devices: x.children('device', {
      path: x.child(x.text),
      weight: x.child(x.uint(), { omit: 0, invalid: 'could not parse weight {value}' }),
      read_iops_sec: x.child(x.uint(), { omit: 0, invalid: 'could not parse read iops sec {value}' }),
      write_iops_sec: x.child(x.uint(), { omit: 0, invalid: 'could not parse write iops sec {value}' }),
      read_bytes_sec: x.child(x.ulong(), { omit: 0, invalid: 'could not parse read bytes sec {value}' }),
      write_bytes_sec: x.child(x.ulong(), { omit: 0, invalid: 'could not parse write bytes sec {value}' }),
    }),
  },
  (tune: { devices: { path?: string }[] }) => {
    const seen = new Set<string>();
    for (const { path } of tune.devices) {
      if (path === undefined) return 'missing per-device path';
      if (seen.has(path)) return `duplicate blkio device path '${path}'`;
      seen.add(path);
    }
    return undefined;
  },
);

const pinned = (what: string) => ({
  cpuset: x.attr(x.cpuset, {
    required: `missing cpuset for ${what}` as string,
    invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" },
  }),
});
const Scheduler = x.oneWord(['batch', 'idle', 'fifo', 'rr']);
const schedulerFields = {
  scheduler: x.attr(Scheduler, {
    required: 'Missing scheduler attribute',
    invalid: "Invalid scheduler attribute: '{value}'",
  }),
  priority: x.attr(x.int(), {
    when: (s: { scheduler: string }) => s.scheduler === 'fifo' || s.scheduler === 'rr',
    invalid: 'Missing or invalid scheduler priority',
  }),
};
const needsPriority = (s: { scheduler: string; priority?: number }): x.Message | undefined =>
  s.priority === undefined && (s.scheduler === 'fifo' || s.scheduler === 'rr')
    ? 'Missing or invalid scheduler priority'
    : undefined;

const period = () => x.child(x.ulong(), { omit: 0 });
const quota = () => x.child(x.long(), { omit: 0 });
const monitor = x.children('monitor', {
  level: x.attr(x.uint()),
  vcpus: x.attr(x.cpuset, { required: true }),
});
const vcpusAttr = x.attr(x.cpuset, {
  required: "Missing cachetune attribute 'vcpus'",
  invalid: "Invalid cachetune attribute 'vcpus' value '{value}'",
});

interface Cputune {
  vcpupins: { vcpu: number }[];
  iothreadpins: { iothread: number }[];
}
export const Cputune = x.element(
  'cputune',
  {
    shares: x.child(x.ulong(), { invalid: "can't parse cputune shares value" }),
    period: period(),
    quota: quota(),
    global_period: period(),
    global_quota: quota(),
    emulator_period: period(),
    emulator_quota: quota(),
    iothread_period: period(),
    iothread_quota: quota(),
    vcpupins: x.children('vcpupin', {
      vcpu: x.attr(x.uint(), { required: true }),
      ...pinned('vcpupin'),
    }),
    emulatorpin: x.child(pinned('emulatorpin')),
    iothreadpins: x.children('iothreadpin', {
      iothread: x.attr(x.uint(), { required: true, nonZero: true }),
      ...pinned('iothreadpin'),
    }),
    emulatorsched: x.child(x.element('emulatorsched', schedulerFields, needsPriority)),
    vcpuscheds: x.children(
      'vcpusched',
      x.element(
        'vcpusched',
        {
          vcpus: x.attr(x.cpuset, { required: "Missing attribute 'vcpus' in element 'vcpusched'" }),
          ...schedulerFields,
        },
        needsPriority,
      ),
    ),
    iothreadscheds: x.children(
      'iothreadsched',
      x.element(
        'iothreadsched',
        {
          iothreads: x.attr(x.cpuset, {
            required: "Missing attribute 'iothreads' in element 'iothreadsched'",
          }),
          ...schedulerFields,
        },
        needsPriority,
      ),
    ),
    cachetunes: x.children('cachetune', {
      vcpus: vcpusAttr,
      id: x.attr(x.text, { live: true }),
      caches: x.children('cache', {
        id: x.attr(x.uint(), { required: true }),
        level: x.attr(x.uint(), { required: true }),
        type: x.attr(x.oneWord(['both', 'code', 'data']), { required: true }),
        size: x.attr(x.size('bytes', 'KiB', { pretty: true }), { required: true }),
      }),
      monitors: monitor,
    }),
    memorytunes: x.children('memorytune', {
      vcpus: vcpusAttr,
      id: x.attr(x.text, { live: true }),
      nodes: x.children('node', {
        id: x.attr(x.uint(), { required: true }),
        bandwidth: x.attr(x.uint(), { required: true }),
      }),
      monitors: monitor,
    }),
  },
  (tune: Cputune) => {
    const pins = new Set<number>();
    for (const { vcpu } of tune.vcpupins) {
      if (pins.has(vcpu)) return `duplicate vcpupin for vcpu '${vcpu}'`;
      pins.add(vcpu);
    }
    tune.vcpupins.sort((a, b) => a.vcpu - b.vcpu);
    return undefined;
  },
);

const MemMode = x.oneWord(['strict', 'preferred', 'interleave', 'restrictive']);
export const Numatune = x.element('numatune', {
  memory: x.child(
    x.element('memory', {
      mode: x.attr(MemMode),
      placement: x.attr(x.oneWord(['static', 'auto']), {
        when: (m: { placement?: string }) => m.placement === 'auto',
      }),
      $nodeset: x.oneOf('placement', {
        auto: {},
        '*': {
          nodeset: x.attr(x.cpuset, {
            empty: 'absent',
            invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" },
          }),
        },
      }),
    }),
  ),
  memnodes: x.children('memnode', {
    cellid: x.attr(x.uint(), { required: true }),
    mode: x.attr(MemMode, { default: 'strict' }),
    nodeset: x.attr(x.cpuset, {
      required: true,
      invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" },
    }),
  }),
});

const poolSize = () => x.attr(x.int({ min: 0 }));
export const iothreadids = x.children(
  'iothread',
  {
    id: x.attr(x.uint(), { required: true, nonZero: true }),
    thread_pool_min: poolSize(),
    thread_pool_max: poolSize(),
    poll: x.child({ max: x.attr(x.wide), grow: x.attr(x.wide), shrink: x.attr(x.wide) }),
  },
  { wrap: 'iothreadids' },
);
export const defaultiothread = x.child({ thread_pool_min: poolSize(), thread_pool_max: poolSize() });

export const throttlegroups = x.children(
  'throttlegroup',
  x.element('throttlegroup', {
    ...throttleLimits,
    ...throttleLengths,
    group_name: x.child(x.text, { required: true }),
  }),
  { wrap: 'throttlegroups' },
);

const PERF_EVENTS = [
  'cmt',
  'mbmt',
  'mbml',
  'cpu_cycles',
  'instructions',
  'cache_references',
  'cache_misses',
  'branch_instructions',
  'branch_misses',
  'bus_cycles',
  'stalled_cycles_frontend',
  'stalled_cycles_backend',
  'ref_cpu_cycles',
  'cpu_clock',
  'task_clock',
  'page_faults',
  'context_switches',
  'cpu_migrations',
  'page_faults_min',
  'page_faults_maj',
  'alignment_faults',
  'emulation_faults',
] as const;
export const Perf = x.element(
  'perf',
  {
    events: x.children('event', {
      name: x.attr(x.oneWord(PERF_EVENTS), { required: true }),
      enabled: x.attr(x.yesNo, { required: true }),
    }),
  },
  (perf: { events: { name: string }[] }) => {
    const seen = new Set<string>();
    for (const { name } of perf.events) {
      if (seen.has(name)) return `perf event '${name}' was already specified` as string;
      seen.add(name);
    }
    perf.events.sort((a, b) => PERF_EVENTS.indexOf(a.name as 'cmt') - PERF_EVENTS.indexOf(b.name as 'cmt'));
    return undefined;
  },
);
