// CPU, memory, block and NUMA tuning, I/O threads, perf events: https://libvirt.org/formatdomain.html#cpu-tuning
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import * as x from '../dsl.ts';
import { throttleLengths, throttleLimits } from './disk.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });
const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });
/** What is said of a set of numbers that is none. */
export const badBitmap: x.Message = {
  code: ErrorCode.INVALID_ARG,
  domain: 0,
  text: "Failed to parse bitmap '{value}'",
};

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

/** Said by the reader of scaled values. */
const missingSize = {
  code: ErrorCode.XML_ERROR,
  domain: ErrorDomain.XML,
  text: "missing element or attribute './@size'",
};
const backing = (what: string) => ({
  empty: 'absent' as const,
  invalid: unsupported(`unknown memoryBacking/${what} '{value}'`),
});
export const MemoryBacking = x.element('memoryBacking', {
  hugepages: x.child(
    {
      pages: x.children('page', {
        size: x.attr(x.size('KiB'), {
          required: missingSize,
          check: ({ size }: { size: number }) =>
            size === 0 ? { code: ErrorCode.XML_DETAIL, text: "hugepage size can't be zero" } : undefined,
        }),
        nodeset: x.attr(x.cpuset, {
          invalid: badBitmap,
        }),
      }),
    },
    { keep: true },
  ),
  nosharepages: x.flag(),
  locked: x.flag(),
  source: x.child({ type: x.attr(x.oneWord(['file', 'anonymous', 'memfd']), backing('source/type')) }),
  access: x.child({ mode: x.attr(x.oneWord(['shared', 'private']), backing('access/mode')) }),
  allocation: x.child({
    mode: x.attr(x.oneWord(['immediate', 'ondemand']), backing('allocation/mode')),
    threads: x.attr(x.uint(), {
      omit: 0,
      empty: 'absent',
      invalid: 'Failed to parse memory allocation threads',
    }),
  }),
  discard: x.flag(),
});

const ioLimit = (what: string) => ({ omit: 0, invalid: unsupported(`could not parse ${what} {value}`) });
export const Blkiotune = x.element(
  'blkiotune',
  {
    weight: x.child(x.uint(), { omit: 0 }),
    devices: x.children('device', {
      path: x.child(x.text, { required: unsupported('missing per-device path') }),
      weight: x.child(x.uint(), { omit: 0, invalid: unsupported('could not parse weight {value}') }),
      read_iops_sec: x.child(x.uint(), ioLimit('read iops sec')),
      write_iops_sec: x.child(x.uint(), ioLimit('write iops sec')),
      read_bytes_sec: x.child(x.ulong(), ioLimit('read bytes sec')),
      write_bytes_sec: x.child(x.ulong(), ioLimit('write bytes sec')),
    }),
  },
  (tune: { devices: { path?: string }[] }) => {
    const seen = new Set<string>();
    for (const { path } of tune.devices) {
      if (path === undefined) continue;
      if (seen.has(path)) return unsupported(`duplicate blkio device path '${path}'`);
      seen.add(path);
    }
    return undefined;
  },
);

const pinned = (what: string) => ({
  cpuset: x.attr(x.cpuset, {
    required: internal(`missing cpuset for ${what}`),
    invalid: badBitmap,
  }),
});
const Scheduler = x.oneWord(['batch', 'idle', 'fifo', 'rr']);
const schedulerFields = {
  scheduler: x.attr(Scheduler, { required: true }),
  $priority: x.oneOf('scheduler', { 'fifo rr': { priority: x.attr(x.int(), { required: true }) } }),
};
/** The threads that a scheduler is for. */
const scheduled = (name: string) =>
  x.attr(x.cpuset, {
    required: `Missing attribute '${name}' in element '${name.slice(0, -1)}sched'`,
    invalid: badBitmap,
  });

interface Iothreads {
  iothreads?: number;
  iothreadids: { id: number }[];
}
/** The ids of all I/O threads; those not named take the lowest free numbers. */
export const iothreadIds = (domain: Iothreads): number[] => {
  const ids = new Set(domain.iothreadids.map((each) => each.id));
  for (let id = 1; ids.size < (domain.iothreads ?? 0); id++) ids.add(id);
  return [...ids];
};
const isIothread = ({ iothread }: { iothread: number }, { up }: x.RuleContext): x.Message | undefined => {
  const domain = up[0] as Iothreads;
  // a tree of the simulated hypervisor may bring its settings in pieces
  if (domain.iothreadids?.some(({ id }) => id === iothread)) return undefined;
  return iothreadIds(domain).includes(iothread)
    ? undefined
    : unsupported(`Cannot find 'iothread' : ${iothread}`);
};

const unparsed = (what: string) => ({ omit: 0, invalid: `can't parse cputune ${what} value` });
const period = (whose = '') => x.child(x.ulong(), unparsed(`${whose}period`));
const quota = (whose = '') => x.child(x.long(), unparsed(`${whose}quota`));
const groupOf = (element: string) =>
  x.attr(x.cpuset, {
    required: `Missing ${element} attribute 'vcpus'`,
    invalid: `Invalid ${element} attribute 'vcpus' value '{value}'`,
  });
const cacheLevel = ({ level }: { level?: number }): x.Message | undefined =>
  level === 3 ? undefined : `Invalid monitor cache level '${level ?? 0}'`;

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
    global_period: period('global '),
    global_quota: quota('global '),
    emulator_period: period('emulator '),
    emulator_quota: quota('emulator '),
    iothread_period: period('iothread '),
    iothread_quota: quota('iothread '),
    vcpupins: x.children('vcpupin', {
      vcpu: x.attr(x.uint(), { required: true }),
      ...pinned('vcpupin'),
    }),
    emulatorpin: x.child(pinned('emulatorpin'), { most: [1, 'only one emulatorpin is supported'] }),
    iothreadpins: x.children('iothreadpin', {
      iothread: x.attr(x.uint(), { required: true, nonZero: true, check: isIothread }),
      ...pinned('iothreadpin'),
    }),
    emulatorsched: x.child(schedulerFields, { most: [1, 'only one emulatorsched is supported'] }),
    vcpuscheds: x.children('vcpusched', { vcpus: scheduled('vcpus'), ...schedulerFields }),
    iothreadscheds: x.children('iothreadsched', { iothreads: scheduled('iothreads'), ...schedulerFields }),
    cachetunes: x.children('cachetune', {
      vcpus: groupOf('cachetune'),
      id: x.attr(x.text, { live: true }),
      caches: x.children('cache', {
        id: x.attr(x.uint(), { required: true }),
        level: x.attr(x.uint(), { required: true }),
        type: x.attr(x.oneWord(['both', 'code', 'data']), { required: true }),
        size: x.attr(x.size('bytes', 'KiB', { pretty: true }), { required: true }),
      }),
      monitors: x.children('monitor', {
        level: x.attr(x.uint(), { required: true, check: cacheLevel }),
        vcpus: groupOf('monitor'),
      }),
    }),
    memorytunes: x.children('memorytune', {
      vcpus: groupOf('memorytune'),
      id: x.attr(x.text, { live: true }),
      nodes: x.children('node', {
        id: x.attr(x.uint(), { required: true }),
        bandwidth: x.attr(x.uint(), { required: true }),
      }),
      monitors: x.children('monitor', { vcpus: groupOf('monitor') }),
    }),
  },
  (tune: Cputune) => {
    const pins = new Set<number>();
    for (const { vcpu } of tune.vcpupins) {
      if (pins.has(vcpu)) return internal(`duplicate vcpupin for vcpu '${vcpu}'`);
      pins.add(vcpu);
    }
    tune.vcpupins.sort((a, b) => a.vcpu - b.vcpu);
    return undefined;
  },
);

const tuneMode = (what: string) => unsupported(`Unsupported NUMA memory ${what} mode '{value}'`);
const MemMode = x.oneWord(['strict', 'preferred', 'interleave', 'restrictive']);
export const Numatune = x.element('numatune', {
  memory: x.child(
    x.element('memory', {
      mode: x.attr(MemMode, { invalid: tuneMode('tuning') }),
      placement: x.attr(x.oneWord(['static', 'auto']), {
        invalid: tuneMode('placement'),
        when: (m: { placement?: string }) => m.placement === 'auto',
      }),
      $nodeset: x.oneOf('placement', {
        auto: {},
        '*': {
          nodeset: x.attr(x.cpuset, {
            empty: 'absent',
            invalid: badBitmap,
          }),
        },
      }),
    }),
  ),
  memnodes: x.children('memnode', {
    cellid: x.attr(x.uint(), { required: true }),
    mode: x.attr(MemMode, { default: 'strict' }),
    nodeset: x.attr(x.cpuset, {
      required: 'Missing required nodeset attribute in memnode element',
      invalid: badBitmap,
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
