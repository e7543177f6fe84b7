// Disks that QEMU does not have.
import type { Disk } from '../../../model/domain/devices.ts';
import { diskIndex } from '../alias.ts';
import { cacheOf } from '../argv/storage.ts';
import { layersOf } from '../block/from-disk.ts';
import { isEmptyLayer, isRawLuks } from '../block/layer.ts';
import { type Check, requireSharedMemory } from './context.ts';
import { argumentUnsupported, internal, unsupported } from './errors.ts';
import { checkIothreadMapping, hasIothread } from './iothreads.ts';
import { checkChain } from './storage.ts';

const DRIVE_BUSES: ReadonlySet<string> = new Set(['scsi', 'ide', 'fdc', 'sata']);

const checkGeometry = ({ geometry, target }: Disk): void => {
  if (!geometry?.cyls || !geometry.heads || !geometry.secs) return;
  const { bus } = target;
  if (bus === 'usb' || bus === 'sd') throw unsupported(`CHS geometry can not be set for '${bus}' bus`);
  if (geometry.trans !== undefined && bus !== 'ide')
    throw unsupported(`CHS translation mode can only be set for 'ide' bus not '${bus}'`);
};

const checkCopyOnRead = (disk: Disk): void => {
  if (!disk.driver?.copy_on_read) return;
  const { dev } = disk.target;
  if (disk.readonly) throw unsupported(`copy_on_read is not compatible with read-only disk '${dev}'`);
  if (disk.device === 'cdrom' || disk.device === 'floppy')
    throw unsupported(`copy_on_read is not supported with removable disk '${dev}'`);
};

const checkIdentity = ({ wwn, vendor, product, target }: Disk): void => {
  const { bus } = target;
  if (wwn !== undefined && bus !== 'ide' && bus !== 'scsi')
    throw unsupported('Only ide and scsi disk support wwn');
  if (vendor !== undefined && bus !== 'scsi') throw unsupported("Only scsi disk supports 'vendor'");
  if (product !== undefined && bus !== 'ide' && bus !== 'sata' && bus !== 'scsi')
    throw unsupported("Only ide, sata and scsi disk supports 'product'");
};

const checkLun = (disk: Disk, { caps }: Check): void => {
  const { bus, dev } = disk.target;
  if (bus === 'scsi') {
    if (!caps.has('scsi-block'))
      throw unsupported("This QEMU doesn't support scsi-block for lun passthrough");
  } else if (bus === 'virtio') {
    if (!caps.has('virtio-blk-pci.scsi'))
      throw unsupported("This QEMU doesn't support SCSI emulation with 'virtio-blk' device");
  } else throw unsupported(`disk device='lun' is not supported for bus='${bus}'`);
  if (disk.driver?.copy_on_read) throw unsupported(`copy_on_read is not compatible with 'lun' disk '${dev}'`);
  if (disk.wwn !== undefined) throw unsupported('Setting wwn is not supported for lun device');
  if (disk.vendor !== undefined || disk.product !== undefined)
    throw unsupported('Setting vendor or product is not supported for lun device');
};

const checkRotation = (disk: Disk, { caps }: Check): void => {
  const { rotation_rate: rate, bus } = disk.target;
  if (!rate) return;
  if (bus !== 'scsi' && bus !== 'ide' && bus !== 'sata')
    throw internal('rotation rate is only valid for SCSI/IDE/SATA bus');
  if (disk.device !== 'disk') throw internal('rotation rate is only valid for disk device');
  if (!caps.has('rotation-rate')) throw internal('rotation rate is not supported with this QEMU');
};

const checkBus = (disk: Disk, { caps }: Check): void => {
  const { bus } = disk.target;
  const address = disk.address?.type;
  if (DRIVE_BUSES.has(bus) && address !== 'drive') throw internal(`unexpected address type for ${bus} disk`);
  if (bus === 'virtio' && disk.driver?.queue_size && !caps.has('virtio-blk.queue-size'))
    throw unsupported("queue-size property isn't supported by this QEMU binary");
  if (bus !== 'usb') return;
  if (!caps.has('usb-storage')) throw unsupported("This QEMU doesn't support '-device usb-storage'");
  if (disk.model !== 'usb-bot' && isEmptyLayer(layersOf(disk)))
    throw unsupported("'usb' disk must not be empty");
  if (address !== undefined && address !== 'usb') throw internal('unexpected address type for usb disk');
};

const checkIo = (disk: Disk, { caps }: Check): void => {
  const { driver } = disk;
  if (driver?.io === 'native' && driver.cache !== 'directsync' && driver.cache !== 'none')
    throw unsupported("io='native' needs either no disk cache or directsync cache mode");
  if (driver?.io === 'io_uring' && !caps.has('aio.io_uring'))
    throw unsupported('io uring is not supported by this QEMU binary');
};

const checkSerial = ({ serial, target, device }: Disk): void => {
  if (serial === undefined) return;
  if (target.bus === 'scsi' && device === 'lun')
    throw unsupported("scsi-block 'lun' devices do not support the serial property");
  if (!/^[A-Za-z0-9\-_ .+]*$/.test(serial))
    throw internal(`driver serial '${serial}' contains unsafe characters`);
};

const checkIothreads = (disk: Disk, check: Check): void => {
  const { iothread, iothreads, queues = 0 } = disk.driver ?? {};
  if (!iothread && !iothreads?.length) return;
  const { bus, dev } = disk.target;
  if (bus !== 'virtio') throw unsupported(`IOThreads not available for bus ${bus} target ${dev}`);
  if (iothreads?.length && !check.caps.has('virtio-blk.iothread-mapping'))
    throw unsupported(`IOThread mapping for disk '${dev}' is not available with this QEMU binary`);
  checkIothreadMapping(iothreads, queues, check);
  if (iothread && !hasIothread(iothread, check))
    throw unsupported(`Disk iothread '${iothread}' not defined in iothreadid`);
};

const checkFrontend = (disk: Disk, check: Check): void => {
  const { bus, dev } = disk.target;
  checkGeometry(disk);
  if (disk.serial !== undefined && bus === 'sd')
    throw internal(`Serial property not supported for drive bus '${bus}'`);
  if (disk.device === 'cdrom' && (bus === 'virtio' || bus === 'sd'))
    throw unsupported(`disk type of '${dev}' does not support ejectable media`);
  checkCopyOnRead(disk);
  checkIdentity(disk);
  if (disk.device === 'lun') checkLun(disk, check);
  checkRotation(disk, check);
  checkBus(disk, check);
  if (disk.readonly && disk.device === 'disk' && (bus === 'ide' || bus === 'sata'))
    throw unsupported(`readonly ${bus} disks are not supported`);
  checkIo(disk, check);
  checkSerial(disk);
  checkIothreads(disk, check);
};

const LIMIT = /_(bytes|iops)_sec(_max)?$/;
const MAX_LIMIT = 1_000_000_000_000_000;

type Tuning = Record<string, unknown>;
const settingsOf = (disk: Disk): [string, unknown][] =>
  Object.entries((disk.iotune ?? {}) as Tuning).filter(([key, value]) => key.includes('_sec') && value);

const checkTuning = (disk: Disk, { domain }: Check): void => {
  const group = disk.iotune?.group_name;
  const settings = settingsOf(disk);
  if (group !== undefined && settings.length === 0)
    throw unsupported('group_name can be configured only together with settings');
  if (disk.target.bus === 'sd' && (group !== undefined || settings.length > 0))
    throw unsupported("<iotune> is not supported with bus='sd'");
  if (group !== undefined) {
    for (const other of domain.devices.disks) {
      if (other === disk || other.iotune?.group_name !== group) continue;
      const mine = JSON.stringify([...settings].sort());
      if (mine !== JSON.stringify(settingsOf(other).sort()))
        throw unsupported(`different iotunes for disks ${disk.target.dev} and ${other.target.dev}`);
    }
  }
  if (settings.some(([key, value]) => LIMIT.test(key) && Number(value) > MAX_LIMIT)) {
    throw argumentUnsupported(`block I/O throttle limit must be no more than ${MAX_LIMIT} using QEMU`);
  }
};

const checkTransient = (disk: Disk, { domain, caps }: Check): void => {
  if (!disk.transient) return;
  const { dev, bus } = disk.target;
  if (isEmptyLayer(layersOf(disk))) throw unsupported(`transient disk '${dev}' must not be empty`);
  if (disk.readonly) throw unsupported(`transient disk '${dev}' must not be read-only`);
  if (disk.type !== 'file') throw unsupported(`transient disk supported only with 'file' type (${dev})`);
  if (disk.device !== 'disk') throw unsupported(`transient disk supported only with 'disk' device (${dev})`);
  if (!disk.transient.shareBacking) return;
  const { on_reboot, on_poweroff, on_crash } = domain;
  const destroys =
    on_reboot === 'destroy' &&
    on_poweroff === 'destroy' &&
    (on_crash === 'destroy' || on_crash === 'coredump-destroy');
  if (!caps.has('set-action') && destroys) {
    throw unsupported(
      "transient disk backing image sharing with destroy action of lifecycle isn't supported by this QEMU binary",
    );
  }
  if (bus !== 'usb' && bus !== 'virtio' && bus !== 'scsi')
    throw unsupported(`disk bus '${bus}' doesn't support transiend disk backing image sharing`);
};

/** Disks served by another process, or by the kernel. */
const checkServed = (disk: Disk, check: Check): void => {
  const { type } = disk;
  if (type !== 'vhostuser' && type !== 'vhostvdpa') return;
  const flag = type === 'vhostuser' ? 'vhost-user-blk' : 'virtio-blk-vhost-vdpa';
  if (!check.caps.has(flag)) throw unsupported(`${type} disk is not supported with this QEMU binary`);
  requireSharedMemory(check, type);
  const cache = cacheOf(disk);
  if (type === 'vhostvdpa' && cache !== 'directsync' && cache !== 'none')
    throw unsupported(`disk type '${type}' requires cache mode 'directsync' or 'none'`);
};

export const checkDisk = (disk: Disk, check: Check): void => {
  const { dev, bus } = disk.target;
  checkFrontend(disk, check);
  checkTuning(disk, check);
  checkTransient(disk, check);
  const top = layersOf(disk);
  if (disk.shareable && !disk.readonly && (top.format !== 'raw' || isRawLuks(top)))
    throw unsupported(`shared access for disk '${dev}' requires use of supported storage format`);
  const name = disk.driver?.name;
  if (name !== undefined && name !== 'qemu')
    throw unsupported(`unsupported driver name '${name}' for disk '${dev}'`);
  if (diskIndex(dev) === undefined) throw unsupported(`invalid disk target '${dev}'`);
  if (/[1-9]\d*$/.test(dev))
    throw unsupported(`invalid disk target '${dev}', partitions can't appear in disk targets`);
  if (disk.driver?.discard_no_unref !== undefined && !check.caps.has('qcow2-discard-no-unref'))
    throw unsupported("'discard_no_unref' is not supported by this QEMU binary");
  checkChain(top, check);
  if (bus === 'sd' && (top.encryption?.secrets.length ?? 0) > 1)
    throw unsupported(`sd card '${dev}' does not support multiple encryption secrets`);
  checkServed(disk, check);
};
