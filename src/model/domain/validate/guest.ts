// What a guest as a whole may be, whatever the hypervisor.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { cpusetMembers } from '../../xml/values.ts';
import { type Hostdev, infoOf, isConsoleAlias, walkDevices } from '../devices.ts';
import { unsupported, xmlDetail, xmlError } from '../error.ts';
import type { DomainFeature } from '../postparse-common.ts';
import { checkLimits, sourceName } from './disk.ts';

const checkResource = ({ resource }: Domain): void => {
  const appid = resource?.fibrechannel?.appid;
  if (appid === undefined) return;
  if (!/^[\x20-\x7e]*$/.test(appid)) throw xmlError("Fibre Channel 'appid' is not a printable string");
  if (appid.length < 1 || appid.length > 128) {
    throw new VirError(
      ErrorCode.INVALID_ARG,
      ErrorDomain.DOMAIN,
      "Fibre Channel 'appid' string length must be between [1, 128]",
    );
  }
};

const checkDiskTargets = ({ devices }: Domain): void => {
  for (const [i, disk] of devices.disks.entries()) {
    const twin = devices.disks.slice(i + 1).find((other) => other.target.dev === disk.target.dev);
    if (!twin) continue;
    throw xmlError(
      `target '${disk.target.dev}' duplicated for disk sources '${sourceName(disk) ?? '<null>'}' and '${sourceName(twin) ?? '<null>'}'`,
    );
  }
};

/** Whether two host devices are the same device of the host. */
export const sameHostdev = (a: Hostdev, b: Hostdev): boolean => {
  if (a.mode !== b.mode || a.type !== b.type) return false;
  const [x, y] = [a.source, b.source];
  const same = (key: string): boolean =>
    JSON.stringify((x as never)[key]) === JSON.stringify((y as never)[key]);
  switch (a.type) {
    case 'pci':
    case 'mdev':
      return same('address');
    case 'usb':
      return x.address ? same('address') : same('vendor') && same('product') && !y.address;
    case 'scsi':
      return (
        (x.protocol ?? 'adapter') === (y.protocol ?? 'adapter') &&
        (x.protocol === 'iscsi' ? same('hosts') && same('name') : same('adapter') && same('address'))
      );
    case 'scsi_host':
      return same('wwpn');
    case 'storage':
      return same('block');
    case 'misc':
      return same('char');
    default:
      return same('interface');
  }
};

const checkHostdevs = ({ devices: { hostdevs } }: Domain): void => {
  for (const [i, hostdev] of hostdevs.entries()) {
    if (hostdevs.slice(i + 1).some((other) => sameHostdev(hostdev, other))) {
      throw xmlError('Hostdev already exists in the domain configuration');
    }
  }
  if (hostdevs.filter((hostdev) => hostdev.ramfb === true).length > 1) {
    throw unsupported("Only one vgpu device can have 'ramfb' enabled");
  }
};

interface Addressed {
  readonly address?: { readonly type: string };
}
const driveKey = ({ address }: Addressed): string | undefined =>
  address?.type === 'drive' ? JSON.stringify(address) : undefined;

const checkDriveAddresses = ({ devices: { disks, hostdevs } }: Domain): void => {
  for (const [i, disk] of disks.entries()) {
    const key = driveKey(disk);
    if (key === undefined || disk.address?.type !== 'drive') continue;
    if (disks.slice(i + 1).some((other) => other.target.bus === disk.target.bus && driveKey(other) === key)) {
      const { controller, bus, target, unit } = disk.address;
      throw unsupported(
        `Found duplicate drive address for disk with target name '${disk.target.dev}' controller='${controller}' bus='${bus}' target='${target}' unit='${unit}'`,
      );
    }
  }
  const scsi = hostdevs.filter((hostdev) => hostdev.type === 'scsi');
  for (const [i, hostdev] of scsi.entries()) {
    const key = driveKey(hostdev);
    if (key === undefined || hostdev.address?.type !== 'drive') continue;
    // libvirt prints the bus where it says controller, and the reverse
    const { controller, bus, target, unit } = hostdev.address;
    const where = `SCSI host address controller='${bus}' bus='${controller}' target='${target}' unit='${unit}' in use by another`;
    if (scsi.slice(i + 1).some((other) => driveKey(other) === key))
      throw unsupported(`${where} SCSI host device`);
    if (disks.some((disk) => disk.target.bus === 'scsi' && driveKey(disk) === key))
      throw unsupported(`${where} SCSI disk`);
  }
};

const checkAliases = (domain: Domain): void => {
  const seen = new Set<string>();
  for (const device of walkDevices(domain, { allConsoles: true })) {
    const name = infoOf(device).alias?.name;
    if (!name?.startsWith('ua-')) continue;
    if (device.kind === 'console' && isConsoleAlias(domain, device.dev)) continue;
    if (seen.has(name)) throw unsupported(`non unique alias detected: ${name}`);
    seen.add(name);
  }
};

const checkIommu = ({ devices, features }: Domain): void => {
  const { intremap, eim } = devices.iommus[0]?.driver ?? {};
  if (intremap === true && features.ioapic?.driver !== 'qemu') {
    throw unsupported("IOMMU interrupt remapping requires split I/O APIC (ioapic driver='qemu')");
  }
  if (eim === true && intremap !== true)
    throw unsupported('IOMMU eim requires interrupt remapping to be enabled');
};

const checkLifecycle = (domain: Domain): void => {
  for (const event of ['poweroff', 'reboot'] as const) {
    const action = domain[`on_${event}`];
    if (action.startsWith('coredump-'))
      throw unsupported(`Lifecycle event '${event}' doesn't support '${action}' action`);
  }
};

const checkHugepages = ({ memoryBacking, cpu }: Domain): void => {
  const last = (cpu?.numa?.cells.length ?? 0) - 1;
  const owners = new Map<number, number>();
  let master: number | undefined;
  for (const { nodeset, size } of memoryBacking?.hugepages?.pages ?? []) {
    const nodes = nodeset === undefined ? undefined : (cpusetMembers(nodeset) ?? []);
    if (!nodes) {
      if (master !== undefined) throw xmlDetail(`two master hugepages detected: ${size} and ${master}`);
      master = size;
      continue;
    }
    for (const node of nodes) {
      const other = owners.get(node);
      if (other !== undefined) {
        throw xmlDetail(`nodeset attribute of hugepages of sizes ${size} and ${other} intersect`);
      }
    }
    const missing = nodes.find((node) => node > last);
    if (missing !== undefined) throw xmlDetail(`hugepages: node ${missing} not found`);
    for (const node of nodes) owners.set(node, size);
  }
};

const checkFirmware = ({ os }: Domain, features: ReadonlySet<DomainFeature>): void => {
  const { loader, nvram, firmware } = os;
  const wanted = os.firmwareInfo?.features ?? [];
  const enabled = (name: string): boolean | undefined =>
    wanted.find((feature) => feature.name === name)?.enabled;
  if (firmware !== undefined) {
    if (!features.has('fw-autoselect'))
      throw xmlDetail('firmware auto selection not implemented for this driver');
    if (enabled('enrolled-keys') === true && enabled('secure-boot') === false) {
      throw xmlDetail(
        "firmware feature 'enrolled-keys' cannot be enabled when firmware feature 'secure-boot' is disabled",
      );
    }
    if (!loader && !nvram) return;
    if (nvram && firmware !== 'efi') throw xmlDetail(`firmware type '${firmware}' does not support nvram`);
  } else {
    if (wanted.length > 0) {
      throw xmlDetail(
        'cannot use feature-based firmware autoselection when firmware autoselection is disabled',
      );
    }
    if (!loader && !nvram) return;
    if (loader?.path === undefined)
      throw xmlDetail('no loader path specified and firmware auto selection disabled');
  }
  if (loader?.stateless === true && nvram) {
    throw xmlDetail('Variable storage (NVRAM/varstore) is not permitted when loader is stateless');
  }
};

const checkCputune = ({ cputune }: Domain): void => {
  if (!cputune) return;
  const inRange = (name: string, value: number | undefined, max: number): void => {
    if (value !== undefined && value > 0 && (value < 1000 || value > max)) {
      throw unsupported(`Value of cputune '${name}' must be in range [1000, ${max}]`);
    }
  };
  for (const name of ['period', 'global_period', 'emulator_period', 'iothread_period'] as const)
    inRange(name, cputune[name], 1000000);
  for (const name of ['quota', 'global_quota', 'emulator_quota', 'iothread_quota'] as const)
    inRange(name, cputune[name], 17592186044415);
};

const checkBoot = ({ os }: Domain): void => {
  if ((os.bootmenu?.timeout ?? 0) > 65535)
    throw unsupported('invalid value for boot menu timeout, must be in range [0,65535]');
  const delay = os.bios?.rebootTimeout;
  if (delay !== undefined && (delay < -1 || delay > 65535)) {
    throw unsupported('invalid value for rebootTimeout, must be in range [-1,65535]');
  }
};

const checkIdmap = ({ idmap }: Domain): void => {
  if (!idmap) return;
  if ((idmap.uids.length === 0) !== (idmap.gids.length === 0))
    throw unsupported('uid and gid should be mapped both');
  if (idmap.uids[0]?.start || idmap.gids[0]?.start)
    throw unsupported('You must map the root user of container');
};

const checkNuma = ({ cpu, numatune }: Domain): void => {
  const cells = cpu?.numa?.cells ?? [];
  for (const { mode } of numatune?.memnodes ?? []) {
    const whole = numatune?.memory?.mode;
    if (whole === 'restrictive' && mode !== 'restrictive') {
      throw xmlError(
        "'restrictive' mode is required in memnode element when mode is 'restrictive' in memory element",
      );
    }
    if (mode === 'restrictive' && whole !== 'restrictive') {
      throw xmlError(
        "'restrictive' mode is required in memory element when mode is 'restrictive' in memnode element",
      );
    }
  }
  for (const { caches } of cells) {
    const seen = new Set<number>();
    for (const { level } of caches) {
      if (level > 3) throw xmlError("Ain't nobody heard of that much cache level");
      if (seen.has(level)) throw xmlError(`Cache level '${level}' already defined`);
      seen.add(level);
    }
  }
  const links = cpu?.numa?.interconnects?.list ?? [];
  const seen = new Set<string>();
  for (const link of links) {
    const from = cells[link.initiator];
    const to = cells[link.target];
    if (!from) throw xmlError("'initiator' refers to a non-existent NUMA node");
    if (!to) throw xmlError("'target' refers to a non-existent NUMA node");
    if (from.cpus === undefined) throw xmlError("NUMA nodes without CPUs can't be initiator");
    if (link.cache && !to.caches.some(({ level }) => level === link.cache)) {
      throw xmlError("'cache' refers to a non-existent NUMA node cache");
    }
    const direction = `${link.initiator} ${link.target}`;
    const what = `${link.tag} ${direction} ${link.cache ?? 0} ${link.type}`;
    if (seen.has(what)) throw xmlError('Duplicate info for NUMA latencies');
    if (link.initiator !== link.target && seen.has(`${link.target} ${link.initiator}`))
      throw xmlError('Link already defined');
    seen.add(what).add(direction);
  }
};

const checkIothreads = ({ iothreadids, defaultiothread }: Domain): void => {
  for (const { thread_pool_min: min = -1, thread_pool_max: max = -1 } of [
    ...iothreadids,
    ...(defaultiothread ? [defaultiothread] : []),
  ]) {
    if (max === 0) throw unsupported('thread_pool_max must be a positive integer');
    if (min > max) throw unsupported('thread_pool_min must be smaller or equal to thread_pool_max');
  }
};

const checkLaunchSecurity = ({ launchSecurity: sec }: Domain): void => {
  if (sec?.type !== 'sev-snp') return;
  const lengths = { guestVisibleWorkarounds: 16, idBlock: 96, idAuth: 4096, hostData: 32 } as const;
  for (const [key, expected] of Object.entries(lengths)) {
    const value = sec[key as keyof typeof lengths];
    if (value === undefined) continue;
    const { length } = Buffer.from(value, 'base64');
    if (length !== expected)
      throw unsupported(`Unexpected length of '${key}', expected ${expected} got ${length}`);
  }
};

const checkTopology = ({ cpu }: Domain): void => {
  const { sockets = 0, dies = 1, clusters = 1, cores = 1, threads = 1 } = cpu?.topology ?? {};
  if (sockets * dies * clusters * cores * threads > 4294967295) {
    throw unsupported('cpu topology results in more than 4294967295 cpus');
  }
};

/** Checks a completed guest as a whole, in libvirt's order. */
export const validateGuest = (domain: Domain, features: ReadonlySet<DomainFeature>): void => {
  checkResource(domain);
  checkDiskTargets(domain);
  checkHostdevs(domain);
  checkDriveAddresses(domain);
  checkTopology(domain);
  checkAliases(domain);
  checkIommu(domain);
  checkLifecycle(domain);
  checkHugepages(domain);
  checkFirmware(domain, features);
  if (domain.os.shim !== undefined && domain.os.kernel === undefined)
    throw unsupported('shim only allowed with kernel option');
  checkCputune(domain);
  checkBoot(domain);
  if (domain.devices.videos.filter((video) => video.model.primary).length > 1) {
    throw unsupported('Only one primary video device is supported');
  }
  checkIdmap(domain);
  checkNuma(domain);
  checkIothreads(domain);
  checkLaunchSecurity(domain);
  for (const group of domain.throttlegroups) checkLimits(group);
};
