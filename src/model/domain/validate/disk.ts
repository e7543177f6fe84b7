// What a disk may be, whatever the hypervisor.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { BackingStore, StorageSource } from '../../../../schemas/xml/domain/storage.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Disk } from '../devices.ts';
import { internalError, unsupported, xmlError } from '../error.ts';
import { checkDeviceLabels, checkVirtioOptions } from './shared.ts';

/** One file of the chain: its storage type, format and source. */
interface Layer {
  readonly type: string | undefined;
  readonly format: string | undefined;
  readonly source: StorageSource | undefined;
}

const chainOf = (disk: Disk): Layer[] => {
  const chain: Layer[] = [{ type: disk.type, format: disk.driver?.type, source: disk.source }];
  for (let next: BackingStore | undefined = disk.backingStore; next?.type; next = next.backingStore) {
    chain.push({ type: next.type, format: next.format?.type, source: next.source });
  }
  return chain;
};

/** Where the data is, as messages name it. */
export const sourceName = (disk: Disk): string | undefined => {
  const { file, dev, dir, name, protocol } = disk.source ?? {};
  const pooled = protocol === 'rbd' || protocol === 'gluster';
  return file ?? dev ?? dir ?? (pooled ? name?.slice(name.indexOf('/') + 1) : name);
};

const SECRET_USAGES = ['none', 'volume', 'ceph', 'iscsi', 'tls', 'vtpm'];

const checkLayer = ({ type, format, source }: Layer, disk: Disk, top: boolean): void => {
  const protocol = type === 'network' ? source?.protocol : undefined;
  if (protocol === 'sheepdog')
    throw unsupported("'sheepdog' protocol is no longer supported by any hypervisor driver");
  const auth = source?.auth ?? (top ? disk.auth : undefined);
  if (type === 'network' && auth) {
    if (['nbd', 'gluster', 'tftp', 'vxhs', 'nfs'].includes(protocol ?? '')) {
      throw unsupported(`authentication is not supported for protocol '${protocol}'`);
    }
    const usage = auth.secret.type;
    if (usage === undefined || !SECRET_USAGES.includes(usage))
      throw unsupported(`unknown secret type '${usage ?? '<null>'}'`);
    if ((protocol === 'iscsi' && usage !== 'iscsi') || (protocol === 'rbd' && usage !== 'ceph')) {
      throw unsupported(`invalid secret type '${usage}'`);
    }
  }
  const encryption = source?.encryption ?? (top ? disk.encryption : undefined);
  if (encryption?.format === 'luks' && encryption.cipher) {
    throw unsupported('supplying <cipher> for domain disk definition is unnecessary');
  }
  const store = source?.dataStore;
  if (store) {
    if (format !== 'qcow2') throw unsupported('<dataStore> feature available only with qcow2 images');
    if (store.format && store.format.type !== 'raw')
      throw unsupported("only 'raw' images supported as <dataStore>");
    if (store.source?.slices.length) throw xmlError('slices are not supported for <dataStore>');
  }
  if (type !== 'network') {
    if (source?.snapshot) throw xmlError("<snapshot> element is currently supported only with 'rbd' disks");
    if (source?.config) throw xmlError("<config> element is currently supported only with 'rbd' disks");
  }
};

const checkLun = (disk: Disk): void => {
  const { type, source, driver } = disk;
  if (type === 'network') {
    if (source?.protocol !== 'iscsi')
      throw unsupported(`disk device='lun' is not supported for protocol='${source?.protocol}'`);
  } else if (type !== 'block' && type !== 'volume') {
    throw unsupported("disk device='lun' is only valid for block type disk source");
  }
  if (driver?.type !== undefined && driver.type !== 'raw')
    throw unsupported("disk device 'lun' must use 'raw' format");
  if (source?.slices.length) throw unsupported("disk device 'lun' doesn't support storage slice");
  const encryption = source?.encryption ?? disk.encryption;
  if (encryption && encryption.format !== 'default')
    throw unsupported("disk device 'lun' doesn't support encryption");
};

type Limits = Readonly<Record<string, unknown>>;
/** A total excludes its parts. */
export const checkLimits = (limits: Limits): void => {
  for (const tail of ['', '_max']) {
    for (const kind of ['bytes', 'iops']) {
      const [total, read, write] = ['total', 'read', 'write'].map(
        (way) => limits[`${way}_${kind}_sec${tail}`],
      );
      if (total && (read || write))
        throw xmlError(`total and read/write ${kind}_sec${tail} cannot be set at the same time`);
    }
  }
};
const hasLimits = (limits: Limits | undefined): boolean => Object.values(limits ?? {}).some(Boolean);

/** What vhost-user leaves to the process at the other end. */
const checkVhostuser = (disk: Disk): void => {
  const refuse = (what: string): VirError => unsupported(`${what} is not supported with vhostuser disk`);
  if (disk.target.bus !== 'virtio') throw unsupported('vhostuser disk supports only virtio bus');
  if (disk.snapshot !== 'no') throw unsupported('only snapshot=no is supported with vhostuser disk');
  const { driver = {} as NonNullable<Disk['driver']>, geometry, blockio } = disk;
  const given: [boolean, string][] = [
    [driver.cache !== undefined, 'cache'],
    [driver.error_policy !== undefined || driver.rerror_policy !== undefined, 'error_policy'],
    [driver.io !== undefined, 'io'],
    [driver.ioeventfd !== undefined, 'ioeventfd'],
    [driver.copy_on_read !== undefined, 'copy_on_read'],
    [driver.discard !== undefined, 'discard'],
    [driver.iothread !== undefined, 'iothread'],
    [driver.detect_zeroes !== undefined, 'detect_zeroes'],
    [Boolean(driver.metadata_cache?.max_size), 'metadata_cache'],
    [hasLimits(disk.iotune), 'iotune'],
    [disk.backingStore !== undefined, 'backingStore'],
    [(disk.source?.encryption ?? disk.encryption) !== undefined, 'encryption'],
    [disk.readonly === true, 'readonly'],
    [disk.shareable === true, 'shareable'],
    [disk.transient !== undefined, 'transient'],
    [disk.serial !== undefined, 'serial'],
    [disk.wwn !== undefined, 'wwn'],
    [disk.vendor !== undefined, 'vendor'],
    [disk.product !== undefined, 'product'],
    [(disk.source?.auth ?? disk.auth) !== undefined, 'auth'],
    [geometry !== undefined, 'geometry'],
    [blockio !== undefined, 'blockio'],
  ];
  const first = given.find(([is]) => is);
  if (first) throw refuse(first[1]);
};

const DRIVE_BUSES = ['ide', 'fdc', 'scsi', 'sata'];

const checkBus = (disk: Disk): void => {
  const { driver, model, address, target } = disk;
  const bus = target.bus ?? 'none';
  if (address && DRIVE_BUSES.includes(bus) && address.type !== 'drive') {
    throw unsupported(
      `Invalid address type '${address.type}' for the disk '${target.dev}' with the bus type '${bus}'`,
    );
  }
  if (bus === 'virtio') return;
  if (model?.startsWith('virtio')) throw unsupported(`disk model '${model}' not supported for bus '${bus}'`);
  if (driver?.queues)
    throw unsupported('queues attribute in disk driver element is only supported for virtio bus');
  if (driver?.queue_size)
    throw unsupported('queue_size attribute in disk driver is only supported for virtio bus');
  if (driver?.event_idx !== undefined) throw unsupported('disk event_idx mode supported only for virtio bus');
  if (driver?.ioeventfd !== undefined) throw unsupported('disk ioeventfd mode supported only for virtio bus');
  checkVirtioOptions(driver);
};

const PRINTABLE = /^[\x20-\x7e]*$/;

const checkNames = (disk: Disk): void => {
  const { vendor, product, wwn, target, device } = disk;
  const bus = target.bus ?? 'none';
  if (vendor !== undefined) {
    if (!PRINTABLE.test(vendor)) throw xmlError('disk vendor is not printable string');
    if (vendor.length > 8) throw unsupported('disk vendor is more than 8 characters');
  }
  if (product !== undefined) {
    const length = bus === 'scsi' ? 16 : 40;
    if (!PRINTABLE.test(product)) throw xmlError('disk product is not printable string');
    if (product.length > length) throw unsupported(`disk product is more than ${length} characters`);
  }
  if (device === 'floppy' && bus !== 'fdc') throw internalError(`Invalid bus type '${bus}' for floppy disk`);
  if (device !== 'floppy' && bus === 'fdc') throw internalError(`Invalid bus type '${bus}' for disk`);
  if (target.removable !== undefined && bus !== 'usb' && !(bus === 'scsi' && device === 'disk')) {
    throw xmlError('removable is only valid for usb or scsi disks');
  }
  checkStartupPolicy(disk);
  if (wwn !== undefined && !/^(0x)?[0-9a-fA-F]{16}$/.test(wwn))
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, `Malformed wwn: ${wwn}`);
  if ((device === 'disk' || device === 'lun') && !/^(hd|sd|vd|xvd|ubd)/.test(target.dev)) {
    throw internalError(`Invalid harddisk device name: ${target.dev}`);
  }
  if (device === 'floppy' && !target.dev.startsWith('fd'))
    throw internalError(`Invalid floppy device name: ${target.dev}`);
};

const checkStartupPolicy = (disk: Disk): void => {
  const policy = disk.source?.startupPolicy;
  if (policy === undefined) return;
  if (!['file', 'block', 'dir', 'volume'].includes(disk.type)) {
    throw xmlError(`disk startupPolicy '${policy}' is not allowed for disk of '${disk.type}' type`);
  }
  if (disk.device !== 'cdrom' && disk.device !== 'floppy' && policy === 'requisite') {
    throw xmlError("disk startupPolicy 'requisite' is allowed only for cdrom or floppy");
  }
};

/** Whether there is no storage behind a disk, as in an empty drive. */
export const isEmpty = (disk: Disk): boolean => {
  const { source = {} as StorageSource } = disk;
  switch (disk.type) {
    case 'file':
    case 'block':
    case 'dir':
      return !(source.file ?? source.dev ?? source.dir);
    case 'network':
      return source.protocol === undefined;
    case 'volume':
      return source.pool === undefined && source.volume === undefined;
    default:
      return false;
  }
};

/** Beyond any sense; each is looked up among all groups. */
const MAX_FILTERS = 4096;

const checkThrottling = (disk: Disk, domain: Domain): void => {
  if (disk.throttlefilters.length === 0) return;
  const refuse = (text: string): VirError =>
    new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.DOMAIN, text);
  if (hasLimits(disk.iotune)) {
    throw refuse(
      `block 'throttlefilters' can't be used together with 'iotune' for disk '${disk.target.dev}'`,
    );
  }
  if (disk.device === 'cdrom') throw refuse("cdrom device with throttle filters isn't supported");
  for (const { group } of disk.throttlefilters.slice(0, MAX_FILTERS)) {
    if (!domain.throttlegroups.some((each) => each.group_name === group))
      throw xmlError(`throttle group '${group}' not found`);
  }
};

export const validateDisk = (disk: Disk, domain: Domain): void => {
  const chain = chainOf(disk);
  for (const [i, layer] of chain.entries()) checkLayer(layer, disk, i === 0);
  if (disk.sgio === 'unfiltered') throw unsupported('unfiltered sgio is no longer supported');
  if (disk.device === 'lun') checkLun(disk);
  else {
    if (disk.source?.reservations) throw unsupported('<reservations/> allowed only for lun devices');
    if (disk.rawio !== undefined) throw unsupported("rawio can be used only with device='lun'");
    if (disk.sgio !== undefined) throw unsupported("sgio can be used only with device='lun'");
  }
  if (disk.iotune) checkLimits(disk.iotune);
  checkBus(disk);
  if (disk.type === 'vhostuser') checkVhostuser(disk);
  for (const { source } of chain) checkDeviceLabels(source?.seclabels ?? [], domain);
  if (disk.target.tray === 'open' && disk.device !== 'floppy' && disk.device !== 'cdrom') {
    throw unsupported('tray is only valid for cdrom and floppy');
  }
  checkNames(disk);
  if (isEmpty(disk) && disk.device === 'disk') {
    throw new VirError(ErrorCode.NO_SOURCE, ErrorDomain.DOMAIN, disk.target.dev);
  }
  const { driver } = disk;
  if (driver?.discard_no_unref === true) {
    if (driver.type !== 'qcow2') throw unsupported("'discard_no_unref' only works with qcow2 disk format");
    if (disk.readonly) throw unsupported("'discard_no_unref' is not compatible with read-only disk");
  }
  if (driver?.iothread && driver.iothreads.length > 0) {
    throw xmlError("disk driver 'iothread' attribute can't be used together with 'iothreads' subelement");
  }
  checkThrottling(disk, domain);
};
