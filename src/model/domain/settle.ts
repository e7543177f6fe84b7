// Brings a freshly read domain into libvirt's own form: what its parser computes or refuses while it reads, whatever
// the hypervisor. Nothing here knows machine types; that is post-parse.
import { randomBytes, randomUUID } from 'node:crypto';
import type { VirError } from '../../../schemas/errors.ts';
import { iothreadIds } from '../../../schemas/xml/domain/tuning.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { cpusetMembers } from '../xml/values.ts';
import { type Controller, type Disk, insertController } from './devices.ts';
import { internalError, unsupported, xmlDetail, xmlError } from './error.ts';
import { needHostdevControllers } from './postparse/implicit.ts';
import { settleResctrl } from './resctrl.ts';
import { settleSources } from './settle-sources.ts';

export interface SettleOptions {
  /** The architecture of a guest that names none; the host's. */
  readonly defaultArch?: string;
  /** The first three bytes of generated MAC addresses. */
  readonly macPrefix?: string;
  readonly inactive?: boolean;
}

export const ARCHITECTURES: ReadonlySet<string> = new Set([
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
]);
const HOST_ARCHES: Record<string, string> = {
  x64: 'x86_64',
  arm64: 'aarch64',
  ia32: 'i686',
  s390x: 's390x',
  riscv64: 'riscv64',
};
export const hostArch = (): string => HOST_ARCHES[process.arch] ?? process.arch;

/** Where a disk's name stands in its series (`sdb` is 1), or -1; a partition number is cut off. */
export const diskIndex = (name: string | undefined): number => {
  const match = /^(?:fd|hd|vd|sd|xvd|ubd)([a-z]+)(?:[1-9]\d*|0)?$/.exec(name ?? '');
  if (!match) return -1;
  let index = 0;
  for (const [i, letter] of [...(match[1] ?? '')].entries())
    index = (index + (i > 0 ? 1 : 0)) * 26 + letter.charCodeAt(0) - 97;
  return index;
};

const settleGenid = ({ genid }: Domain): void => {
  if (genid) genid.value ??= randomUUID();
};

const settleTitle = ({ title }: Domain): void => {
  if (title?.includes('\n')) throw xmlError("Domain title can't contain newlines");
};

const settleIdentity = (domain: Domain, options: SettleOptions): void => {
  const { type } = domain.os;
  if (type.value === undefined) {
    if (domain.bootloader === undefined) throw xmlError('an os <type> must be specified');
    type.value = 'xen';
  }
  if (type.value === 'linux' && domain.type === 'xen') type.value = 'xen';
  if (type.arch !== undefined && !ARCHITECTURES.has(type.arch))
    throw unsupported(`Unknown architecture ${type.arch}`);
  type.arch ??= options.defaultArch ?? hostArch();
};

/** One label for each security model; with several, each says which. */
const settleLabels = (domain: Domain): void => {
  const models = new Set<string | undefined>();
  for (const { model } of domain.seclabels) {
    if (models.has(model)) throw xmlDetail(`seclabel for model ${model ?? '(null)'} is already provided`);
    models.add(model);
  }
  if (models.size > 1 && models.has(undefined))
    throw xmlError('missing security model when using multiple labels');
};

/** Each kind of guest reads only the boot options that mean something to it. */
const settleBoot = (domain: Domain): void => {
  const { os } = domain;
  const kind = os.type.value;
  if (kind !== 'exe') {
    os.initargs = [];
    os.initenvs = [];
    for (const key of ['init', 'initdir', 'inituser', 'initgroup'] as const) delete os[key];
  }
  if (kind === 'exe' || kind === 'linux') {
    for (const key of ['kernel', 'initrd', 'cmdline', 'shim', 'dtb', 'root', 'loader', 'nvram'] as const)
      delete os[key];
  }
  if (kind !== 'hvm') {
    for (const key of ['firmware', 'firmwareInfo', 'bootmenu', 'bios'] as const) delete os[key];
    os.acpiTables = [];
    os.boots = [];
  }
  os.boots = os.boots.slice(0, 4);
  if (os.bootmenu && os.bootmenu.enable !== true) delete os.bootmenu.timeout;
  if (os.bootmenu?.enable === undefined) delete os.bootmenu;
};

const settleVcpus = (domain: Domain): void => {
  const { vcpu } = domain;
  if (vcpu.placement === 'auto') delete vcpu.cpuset;
  if (domain.vcpus.length > 0) {
    if (vcpu.value > MAX_THREADS) throw unsupported(`a domain cannot have ${vcpu.value} individual vCPUs`);
    const all = Array.from({ length: vcpu.value }, (_, id): Domain['vcpus'][number] => ({
      id,
      enabled: false,
    }));
    for (const each of domain.vcpus) {
      if (each.id >= vcpu.value) throw xmlError(`vcpu id '${each.id}' is out of range of maximum vcpu count`);
      all[each.id] = each;
    }
    domain.vcpus = all;
    vcpu.current = all.filter((each) => each.enabled).length;
  } else if (vcpu.current !== undefined && vcpu.current > vcpu.value) {
    throw unsupported('maximum vCPU count must not be less than current vCPU count');
  }
  if (vcpu.current === vcpu.value) delete vcpu.current;
};

/** As many as libvirt's own numbers are good for; more is nonsense that would only cost memory. */
const MAX_THREADS = 65536;

const settleIothreads = (domain: Domain): void => {
  const seen = new Set<number>();
  for (const { id } of domain.iothreadids) {
    if (seen.has(id)) throw xmlError(`duplicate iothread id '${id}' found`);
    seen.add(id);
  }
  if ((domain.iothreads ?? 0) > MAX_THREADS) throw xmlError(`invalid iothreads count '${domain.iothreads}'`);
  const ids = iothreadIds(domain);
  if (ids.length > 0) domain.iothreads = ids.length;
  else delete domain.iothreads;
  if (domain.iothreadids.length > 0) {
    for (const id of ids) if (!seen.has(id)) domain.iothreadids.push({ id });
  }
};

type Scheduler = { scheduler: string; priority?: number | undefined };
/** One entry per thread, as libvirt writes them. */
const spread = <S extends Scheduler, K extends 'vcpus' | 'iothreads'>(
  list: (S & Record<K, string>)[],
  key: K,
  order: (ids: number[]) => number[],
): (S & Record<K, string>)[] => {
  const byId = new Map<number, S & Record<K, string>>();
  for (const entry of list) {
    for (const id of cpusetMembers(entry[key]) ?? []) {
      if (byId.has(id)) throw xmlDetail(`'${key.slice(0, -1)}sched' attributes '${key}' must not overlap`);
      byId.set(id, { ...entry, [key]: String(id) });
    }
  }
  return order([...byId.keys()]).flatMap((id) => byId.get(id) ?? []);
};

const settleCputune = (domain: Domain): void => {
  const tune = domain.cputune;
  if (!tune) return;
  const max = domain.vcpu.value;
  const ids = iothreadIds(domain);
  const places = new Map(ids.map((id, place) => [id, place]));
  tune.vcpupins = tune.vcpupins.filter((pin) => pin.vcpu < max);
  const pinned = new Set<number>();
  for (const { iothread } of tune.iothreadpins) {
    if (pinned.has(iothread)) throw internalError(`duplicate iothreadpin for same iothread '${iothread}'`);
    pinned.add(iothread);
  }
  tune.iothreadpins.sort((a, b) => (places.get(a.iothread) ?? 0) - (places.get(b.iothread) ?? 0));
  for (const { vcpus } of tune.vcpuscheds) {
    const unknown = (cpusetMembers(vcpus) ?? []).find((id) => id >= max);
    if (unknown !== undefined) throw unsupported(`vCPU '${unknown}' is not present in domain definition`);
  }
  tune.vcpuscheds = spread(tune.vcpuscheds, 'vcpus', (all) => all.sort((a, b) => a - b));
  for (const { iothreads } of tune.iothreadscheds) {
    const unknown = (cpusetMembers(iothreads) ?? []).find((id) => !places.has(id));
    if (unknown !== undefined) throw unsupported(`Cannot find 'iothread' : ${unknown}`);
  }
  tune.iothreadscheds = spread(tune.iothreadscheds, 'iothreads', (all) =>
    all.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)),
  );
  settleResctrl(tune, max);
};

const settleNuma = (domain: Domain): void => {
  const cells = domain.cpu?.numa?.cells ?? [];
  const cpus = cells.map((cell) => cpusetMembers(cell.cpus ?? '') ?? []);
  const count = cpus.reduce((sum, each) => sum + each.length, 0);
  if (count > domain.vcpu.value) throw internalError('Number of CPUs in <numa> exceeds the <vcpu> count');
  // without cells the highest CPU is 0 too, so that this is also what a guest without any vCPU hears
  if (Math.max(0, ...cpus.flat()) >= domain.vcpu.value)
    throw internalError('CPU IDs in <numa> exceed the <vcpu> count');
};

const settleNumatune = (domain: Domain): void => {
  const cells = domain.cpu?.numa?.cells ?? [];
  const fixed = domain.vcpu.placement === 'static';
  const tune = domain.numatune;
  if (tune?.memory || !fixed) {
    const memory: NonNullable<NonNullable<typeof tune>['memory']> = tune?.memory ?? { placement: 'auto' };
    memory.mode ??= 'strict';
    memory.placement ??= memory.nodeset !== undefined || fixed ? 'static' : 'auto';
    if (memory.placement === 'static' && memory.nodeset === undefined) {
      throw unsupported("nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
    }
    if (memory.placement === 'auto') delete memory.nodeset;
    domain.numatune = { memnodes: [], ...tune, memory };
  }
  const { memnodes = [], memory } = domain.numatune ?? {};
  if (memnodes.length > 0) {
    if (memory?.placement === 'auto')
      throw unsupported('Per-node binding is not compatible with automatic NUMA placement.');
    if (cells.length === 0) throw xmlError("Element 'memnode' is invalid without any guest NUMA cells");
    const seen = new Set<number>();
    for (const { cellid } of memnodes) {
      if (cellid >= cells.length) {
        throw xmlError("Argument 'cellid' in memnode element must correspond to existing guest's NUMA cell");
      }
      if (seen.has(cellid)) throw xmlError(`Multiple memnode elements with cellid ${cellid}`);
      seen.add(cellid);
    }
    memnodes.sort((a, b) => a.cellid - b.cellid);
  }
  if (
    memory?.placement === 'auto' &&
    domain.vcpu.cpuset === undefined &&
    !domain.cputune?.emulatorpin &&
    !domain.cputune?.vcpupins.length &&
    !domain.cputune?.iothreadpins.length
  )
    domain.vcpu.placement = 'auto';
};

/** Puts a disk among those of its bus, in the order of their names. */
export const insertDisk = (list: Disk[], disk: Disk): void => {
  let at = -1;
  const index = diskIndex(disk.target.dev);
  for (let i = list.length - 1; i >= 0; i--) {
    const current = list[i] as Disk;
    if (current.target.bus !== disk.target.bus) continue;
    if (diskIndex(current.target.dev) > index) at = i;
    else if (at === -1) at = i + 1;
  }
  list.splice(at === -1 ? list.length : at, 0, disk);
};

/** The same for a whole list at once: by bus in order of appearance, then by name. */
const sortDisks = (list: readonly Disk[]): Disk[] => {
  const buses = new Map<string | undefined, Disk[]>();
  for (const disk of list) {
    const peers = buses.get(disk.target.bus);
    if (peers) peers.push(disk);
    else buses.set(disk.target.bus, [disk]);
  }
  return [...buses.values()].flatMap((peers) => {
    const indexes = new Map(peers.map((disk) => [disk, diskIndex(disk.target.dev)]));
    return peers.sort((a, b) => (indexes.get(a) ?? 0) - (indexes.get(b) ?? 0));
  });
};

/** USB1 companions serve the ports of a USB2 controller from these on. */
const COMPANION_PORTS: Readonly<Record<string, number>> = {
  'ich9-uhci1': 0,
  'ich9-uhci2': 2,
  'ich9-uhci3': 4,
};

const settleControllers = (domain: Domain): boolean => {
  let none = false;
  let other = false;
  let master = false;
  const sorted: Controller[] = [];
  for (const controller of domain.devices.controllers) {
    if (controller.type === 'usb') {
      const startport = COMPANION_PORTS[controller.model ?? ''];
      if (startport !== undefined) controller.master ??= { startport };
      const off = controller.model === 'none';
      if (none || (off && other))
        throw xmlDetail("Can't add another USB controller: USB is disabled for this domain");
      if (off) none = true;
      else other = true;
      if (!controller.master) master = true;
    }
    insertController(sorted, controller);
  }
  if (other && !master) throw xmlDetail('No master USB controller specified');
  domain.devices.controllers = sorted;
  return none;
};

/** Many more than any machine has slots for; some checks compare each device with each other one. */
const MAX_DEVICES = 8192;
const NO_MAC = '00:00:00:00:00:00';
const single = (list: readonly unknown[], error: () => VirError): void => {
  if (list.length > 1) throw error();
};

const settleDevices = (domain: Domain, options: SettleOptions): void => {
  const { devices } = domain;
  const count = Object.values(devices).reduce(
    (sum: number, list) => sum + (Array.isArray(list) ? list.length : 0),
    0,
  );
  if (count > MAX_DEVICES) throw unsupported(`a domain cannot have ${count} devices`);
  settleSources(domain, options.inactive === true);
  devices.disks = sortDisks(devices.disks);
  const noUsb = settleControllers(domain);
  for (const net of devices.interfaces) {
    net.mac ??= {} as typeof net.mac;
    if (net.mac.address === undefined || net.mac.address === NO_MAC)
      net.mac.address = generateMac(options.macPrefix);
  }
  // before the machine's own controllers, which find their places after it
  needHostdevControllers(domain);
  let last = -1;
  for (const { target } of devices.parallels) {
    target.port ??= last + 1;
    last = Math.max(last, target.port);
  }
  for (const [i, { target }] of devices.consoles.entries()) target.port = i;
  for (const chardev of [
    ...devices.serials,
    ...devices.parallels,
    ...devices.consoles,
    ...devices.channels,
  ]) {
    const target = chardev.target as { type?: string };
    if (target.type === 'usb-serial' && chardev.address && chardev.address.type !== 'usb') {
      throw unsupported('usb-serial requires address of usb type');
    }
  }
  if (noUsb) {
    if (devices.inputs.some((input) => input.bus === 'usb'))
      throw unsupported("Can't add USB input device. USB bus is disabled");
    if (devices.hostdevs.some((hostdev) => hostdev.type === 'usb')) {
      throw unsupported("Can't add host USB device: USB is disabled in this host");
    }
    if (devices.hubs.length > 0) throw unsupported("Can't add USB hub: USB is disabled for this domain");
  }
  const primaries = devices.videos.filter((video) => video.model.primary);
  if (primaries.length > 1) throw unsupported('Only one primary video device is supported');
  devices.videos = [...primaries, ...devices.videos.filter((video) => !video.model.primary)];
  single(devices.memballoons, () => internalError('only a single memory balloon device is supported'));
  single(devices.iommus, () => xmlError('only a single IOMMU device is supported'));
  if (devices.tpms.length > 2) {
    throw xmlError('a maximum of two TPM devices is supported, one of them being a TPM Proxy device');
  }
};

/** A random MAC address behind a vendor's prefix. */
export const generateMac = (prefix = '52:54:00'): string =>
  [prefix, ...(randomBytes(3).toString('hex').match(/../g) as string[])].join(':');

/** month/day/year, the year in two digits or from 1900. */
const isBiosDate = (date: string): boolean => {
  const match = /^\s*([+-]?\d+)\/\s*([+-]?\d+)\/\s*([+-]?\d+)$/.exec(date);
  const [month = 0, day = 0, year = -1] = (match ?? []).slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 0 && (year < 100 || year >= 1900);
};

const settleSysinfo = (domain: Domain): void => {
  for (const { system, bios } of domain.sysinfos) {
    const date = bios?.entries.find((each) => each.name === 'date')?.value;
    if (date !== undefined && !isBiosDate(date)) throw xmlDetail("Invalid BIOS 'date' format");
    const entry = system?.entries.find((each) => each.name === 'uuid');
    if (entry?.value === undefined) continue;
    const digits = entry.value.replace(/[-\s]/g, '').toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(digits)) throw xmlDetail('malformed <sysinfo> uuid element');
    if (digits !== domain.uuid.replaceAll('-', ''))
      throw xmlDetail('UUID mismatch between <uuid> and <sysinfo>');
    entry.value = domain.uuid;
  }
};

/** What is settled once a field of the domain is known, in libvirt's order. */
export const settling = (options: SettleOptions): Readonly<Record<string, (domain: Domain) => void>> => ({
  genid: settleGenid,
  title: settleTitle,
  seclabels: settleLabels,
  vcpus: settleVcpus,
  iothreadids: settleIothreads,
  cputune: settleCputune,
  cpu: settleNuma,
  numatune: settleNumatune,
  os: (domain) => {
    settleIdentity(domain, options);
    settleBoot(domain);
  },
  devices: (domain) => settleDevices(domain, options),
  sysinfos: settleSysinfo,
});

/** Settles a domain in place. */
export const settleDomain = (domain: Domain, options: SettleOptions = {}): void => {
  for (const settle of Object.values(settling(options))) settle(domain);
};
