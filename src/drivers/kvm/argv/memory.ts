// Memory: how much, backed by what, and the modules that can be plugged in.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { MemoryDevice } from '../../../model/domain/devices.ts';
import { cpusetMembers } from '../../../model/xml/values.ts';
import { hasMemoryHotplug, initialMemory, numaCells, virtTypeOf } from '../facts.ts';
import { addressProps } from './address.ts';
import { addDevice, addObject, type Build, internal, unsupported } from './build.ts';
import { onlyTrue, type Props, positive } from './json.ts';
import { virtioProps } from './virtio.ts';

// ---------------------------------------------------------------- pages

interface Pages {
  /** KiB; 0 for the system's own. */
  size: number;
  /** Asked for by this memory itself, rather than by the whole guest. */
  needed: boolean;
  used: boolean;
  prealloc: boolean;
}

const defaultPageSize = ({ config }: Build): number => {
  const { hugetlbfs } = config;
  const fallback = hugetlbfs.find((fs) => fs.default) ?? hugetlbfs[0];
  if (!fallback) throw noHugePages();
  return fallback.size;
};
const noHugePages = (): VirError =>
  internal('hugetlbfs filesystem is not mounted or disabled by administrator config');

/** What to know of memory: a module, a NUMA cell, or all there is. */
export interface Backed {
  id: string;
  /** Name of its file, where that is another. */
  file?: string | undefined;
  /** KiB */
  size: number;
  node: number | undefined;
  access?: 'shared' | 'private' | undefined;
  discard?: boolean | undefined;
  model?: MemoryDevice['model'];
  source?:
    | { nodemask?: string; pagesize?: number; path?: string; pmem?: boolean; alignsize?: number }
    | undefined;
}

const systemPage = (build: Build): number => (build.host.systemPageSize ?? 4096) / 1024;

export const isNodeIn = (node: number | undefined, set: string | undefined): boolean =>
  node !== undefined && set !== undefined && (cpusetMembers(set)?.includes(node) ?? false);

/** `<hugepages/>` without sizes asks for the default size. */
const hugepagesOf = (build: Build): { size: number; nodeset?: string }[] => {
  const huge = build.domain.memoryBacking?.hugepages;
  if (!huge) return [];
  return huge.pages.length > 0 ? huge.pages : [{ size: 0 }];
};

const pagesOf = (build: Build, mem: Backed): Pages => {
  const { source, model, node } = mem;
  let size = source?.pagesize ?? 0;
  let needed = size > 0;
  let used = needed;
  const persistent = model === 'nvdimm' || model === 'virtio-pmem';
  if (size === 0) {
    const all = hugepagesOf(build);
    const own = all.find((page) => isNodeIn(node, page.nodeset));
    if (own) needed = true;
    const chosen = own ?? all.findLast((page) => page.nodeset === undefined);
    if (chosen) {
      size = chosen.size;
      used = true;
    }
  }
  if (size === systemPage(build)) {
    size = 0;
    needed = false;
    used = false;
  } else if (used && size === 0) size = defaultPageSize(build);
  let prealloc = build.domain.memoryBacking?.allocation?.mode === 'immediate';
  if (persistent) {
    if (model === 'nvdimm' && !source?.pmem) prealloc = true;
  } else if (used) prealloc = true;
  return { size, needed, used, prealloc };
};

const hugePath = (build: Build, size: number): string => {
  if (build.config.hugetlbfs.length === 0) throw noHugePages();
  const fs = build.config.hugetlbfs.find((each) => each.size === size);
  if (!fs) throw internal(`Unable to find any usable hugetlbfs mount for ${size} KiB`);
  return `${fs.dir}/libvirt/qemu/${build.host.shortName}`;
};
const filePath = (build: Build, id: string): string =>
  `${build.config.memoryBackingDir}/${build.host.shortName}/${id}`;

// ---------------------------------------------------------------- nodes of the host

type Mode = 'strict' | 'preferred' | 'interleave' | 'restrictive';
const policies: Record<Mode, string | undefined> = {
  strict: 'bind',
  preferred: 'preferred',
  interleave: 'interleave',
  restrictive: 'restrictive',
};

const memnodeOf = ({ domain }: Build, node: number | undefined) =>
  node === undefined ? undefined : domain.numatune?.memnodes.find((each) => each.cellid === node);

const modeOf = (build: Build, node: number | undefined): Mode =>
  (memnodeOf(build, node)?.mode ?? build.domain.numatune?.memory?.mode ?? 'strict') as Mode;

/** The host nodes a cell's memory comes from. */
const hostNodes = (build: Build, node: number | undefined): number[] | undefined => {
  const { numatune } = build.domain;
  const { memory } = numatune ?? {};
  if (memory?.placement === 'auto') {
    const advice = build.host.autoNodeset?.();
    if (!advice) {
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.DOMAIN,
        'Advice from numad is needed in case of automatic numa placement',
      );
    }
    return [...advice];
  }
  const set = memnodeOf(build, node)?.nodeset ?? memory?.nodeset;
  return set === undefined ? undefined : cpusetMembers(set);
};

export const checkHostNodes = (build: Build, nodes: readonly number[]): void => {
  const available = build.host.numaNodes?.();
  for (const node of nodes) {
    if (available?.includes(node)) continue;
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.NONE, `NUMA node ${node} is unavailable`);
  }
};

/** Every node that the tuning names must be there. */
export const checkTunedNodes = (build: Build): void => {
  const cells = numaCells(build.domain);
  const sets = [hostNodes(build, undefined), ...cells.map((_, node) => hostNodes(build, node))];
  for (const nodes of sets) if (nodes) checkHostNodes(build, nodes);
};

// ---------------------------------------------------------------- back ends

export interface Backend {
  props: Props;
  nodes: number[] | undefined;
  /** Whether plain memory would not do. */
  required: boolean;
}

/** The object behind some memory. */
export const memoryBackend = (build: Build, mem: Backed, force: boolean, system: boolean): Backend => {
  const { domain, caps } = build;
  const { memoryBacking } = domain;
  const { model, source, node } = mem;
  const cell = node === undefined ? undefined : numaCells(domain)[node];
  const access = mem.access ?? cell?.memAccess ?? memoryBacking?.access?.mode;
  const discard = mem.discard ?? cell?.discard ?? (memoryBacking?.discard ? true : undefined);
  const pages = pagesOf(build, mem);
  const path = model === 'nvdimm' || model === 'virtio-pmem' ? source?.path : undefined;
  const kind = memoryBacking?.source?.type;
  const share = access && access === 'shared';
  let type = 'memory-backend-file';
  let props: Props = {};
  let prealloc = pages.prealloc;
  let canonical = false;
  if (model === 'sgx-epc') {
    type = 'memory-backend-epc';
    if (!build.memPrealloc) prealloc = true;
  } else if (path === undefined && kind === 'memfd') {
    type = 'memory-backend-memfd';
    if (pages.used) props = { hugetlb: true, hugetlbsize: pages.size * 1024 };
    props['share'] = share;
    canonical = system;
  } else if (pages.used || path !== undefined || access || kind === 'file') {
    props = {
      'mem-path': path ?? (pages.used ? hugePath(build, pages.size) : filePath(build, mem.file ?? mem.id)),
      'discard-data': path === undefined ? discard : undefined,
      share,
    };
    canonical = system;
  } else type = 'memory-backend-ram';
  if (canonical && caps.has('memory-backend-file.x-use-canonical-path-for-ramblock-id')) {
    props['x-use-canonical-path-for-ramblock-id'] = false;
  }
  if (model === 'virtio-mem') {
    if (!caps.has('virtio-mem-pci.prealloc') && build.memPrealloc) props['prealloc'] = false;
    if (caps.has('memory-backend-file.reserve')) props['reserve'] = false;
  } else if (!build.memPrealloc) {
    props['prealloc'] = onlyTrue(prealloc);
    props['prealloc-threads'] = positive(memoryBacking?.allocation?.threads);
  }
  props['size'] = mem.size * 1024;
  if (model === 'nvdimm') {
    props['align'] = positive((source?.alignsize ?? 0) * 1024);
    if (source?.pmem) {
      if (!caps.has('memory-backend-file.pmem')) {
        throw unsupported('nvdimm pmem property is not available with this QEMU binary');
      }
      props['pmem'] = true;
    }
  }
  const own = source?.nodemask === undefined ? undefined : cpusetMembers(source.nodemask);
  const nodes = own ?? hostNodes(build, node);
  if (nodes) {
    checkHostNodes(build, nodes);
    const mode = modeOf(build, node);
    if (mode !== 'restrictive') {
      props['host-nodes'] = nodes;
      props['policy'] = policies[mode];
    }
  }
  const required =
    force ||
    pages.needed ||
    own !== undefined ||
    memnodeOf(build, node) !== undefined ||
    path !== undefined ||
    access !== undefined ||
    kind === 'file' ||
    kind === 'memfd';
  if (required && type === 'memory-backend-memfd' && !caps.has('memory-backend-memfd')) {
    throw unsupported("this qemu doesn't support the memory-backend-memfd object");
  }
  return { props: { 'qom-type': type, id: mem.id, ...props }, nodes, required };
};

/** Adds a back end, and the thread that allocates its pages near where they belong. */
export const addBackend = (build: Build, { props, nodes }: Backend): void => {
  const affinity = nodes && threadNodes(build, nodes);
  if (!affinity || !build.caps.has('thread-context') || props['prealloc'] !== true) {
    addObject(build, props);
    return;
  }
  const id = `tc-${String(props['id'])}`;
  addObject(build, { 'qom-type': 'thread-context', id, 'node-affinity': affinity });
  addObject(build, { ...props, 'prealloc-context': id });
};

const threadNodes = (build: Build, nodes: number[]): number[] | undefined => {
  const { cputune, vcpu } = build.domain;
  const pin = cputune?.emulatorpin?.cpuset ?? (vcpu.placement === 'auto' ? undefined : vcpu.cpuset);
  const pinned = pin === undefined ? undefined : build.host.nodesOfCpus?.(cpusetMembers(pin) ?? []);
  if (!pinned) return nodes;
  const common = nodes.filter((node) => pinned.includes(node));
  return common.length > 0 ? common : undefined;
};

/** `-mem-path` of QEMUs whose machines know no memory back end. */
export const addMemPath = (build: Build): void => {
  const { memoryBacking } = build.domain;
  const [first] = hugepagesOf(build);
  let prealloc = memoryBacking?.allocation?.mode === 'immediate';
  let path: string | undefined;
  if (first && first.size !== systemPage(build)) {
    path = hugePath(build, first.size || defaultPageSize(build));
    prealloc = true;
  } else if (memoryBacking?.source?.type === 'file') path = filePath(build, 'ram');
  if (prealloc && !build.memPrealloc) {
    build.args.push('-mem-prealloc');
    build.memPrealloc = true;
  }
  if (path !== undefined) build.args.push('-mem-path', path);
};

export const addMemory = (build: Build): void => {
  const { domain, caps, machine, args } = build;
  const hotplug = hasMemoryHotplug(domain);
  const initial = initialMemory(domain);
  // Whole mebibytes only, as ever, unless modules make the layout matter.
  const parts = [`size=${hotplug ? initial : initial - (initial % 512)}k`];
  if (domain.maxMemory?.slots) parts.push(`slots=${domain.maxMemory.slots}`);
  if (domain.maxMemory?.value) parts.push(`maxmem=${domain.maxMemory.value}k`);
  args.push('-m', parts.join(','));
  if (numaCells(domain).length === 0) {
    const ram = caps.machine(virtTypeOf(domain), machine.machine)?.defaultRamId;
    if (ram === undefined) addMemPath(build);
    else addBackend(build, memoryBackend(build, { id: ram, size: initial, node: undefined }, false, true));
  }
  args.push('-overcommit', `mem-lock=${domain.memoryBacking?.locked ? 'on' : 'off'}`);
};

// ---------------------------------------------------------------- modules

const backedModule = (mem: MemoryDevice): Backed => ({
  id: `mem${mem.alias?.name}`,
  file: mem.alias?.name,
  size: mem.target.size,
  node: mem.target.node,
  access: mem.access,
  discard: mem.discard,
  model: mem.model,
  source: mem.source as Backed['source'],
});

interface Target {
  label?: { size: number };
  readonly?: boolean;
  address?: { base: number };
  block?: number;
  requested?: number;
  dynamicMemslots?: boolean;
}

export const memoryProps = (build: Build, mem: MemoryDevice): Props => {
  const target = mem.target as Target & MemoryDevice['target'];
  const alias = mem.alias?.name;
  let driver: Props;
  let prealloc = false;
  if (mem.model === 'dimm') driver = { driver: 'pc-dimm' };
  else if (mem.model === 'nvdimm') driver = { driver: 'nvdimm' };
  else driver = virtioProps(build.caps, mem.model, mem, undefined);
  if (mem.model === 'virtio-mem' && build.caps.has('virtio-mem-pci.prealloc')) {
    prealloc = pagesOf(build, backedModule(mem)).prealloc;
  }
  return {
    ...driver,
    node: mem.target.node,
    'label-size': positive((target.label?.size ?? 0) * 1024),
    'block-size': positive((target.block ?? 0) * 1024),
    'requested-size': positive((target.requested ?? 0) * 1024),
    uuid: mem.uuid,
    unarmed: mem.model === 'nvdimm' ? onlyTrue(target.readonly) : undefined,
    memdev: `mem${alias}`,
    prealloc: onlyTrue(prealloc),
    memaddr: positive(target.address?.base),
    'dynamic-memslots': target.dynamicMemslots,
    id: alias,
    ...addressProps(build, mem),
  };
};

export const addMemoryDevices = (build: Build): void => {
  for (const mem of build.domain.devices.memories) {
    addBackend(build, memoryBackend(build, backedModule(mem), true, false));
    if (mem.model !== 'sgx-epc') addDevice(build, memoryProps(build, mem));
  }
};
