// Disks: their storage as `-blockdev` nodes (or `-drive` for SD cards) and the device the guest sees.

import type { Disk } from '../../../model/domain/devices.ts';
import { isType } from '../address/presence.ts';
import { diskIndex } from '../alias.ts';
import { chainOf, effectiveNode, isEmptyLayer, isRawLuks, type StorageLayer } from '../block/layer.ts';
import { cacheFlags, detectZeroesOf, layerNodes, sourceProps } from '../block/props.ts';
import { needsFloppyController } from '../machine.ts';
import { addExtension, addressProps } from './address.ts';
import {
  addBlockdev,
  addDevice,
  addObject,
  type Build,
  bootIndexOf,
  internal,
  secretObject,
  tlsObject,
} from './build.ts';
import { addSocket } from './chardev.ts';
import { comma, onOff, type Props, positive, toKeyVal } from './json.ts';
import { virtioProps } from './virtio.ts';

/** `A pair of queues and the I/O thread that serves them`, as QEMU lists them. */
export const iothreadMapping = (
  list: readonly { id: number; queues: readonly { id: number }[] }[] | undefined,
): Props['x'] =>
  list && list.length > 0
    ? list.map(({ id, queues }) => ({
        iothread: `iothread${id}`,
        vqs: queues.length > 0 ? queues.map((queue) => queue.id) : undefined,
      }))
    : undefined;

const errorPolicy = (disk: Disk): Props => {
  const { error_policy: write, rerror_policy: read } = disk.driver ?? {};
  if (write === 'enospace') return { werror: 'enospc', rerror: read };
  return { werror: write, rerror: read ?? write };
};

const vhostUserAlias = (disk: Disk): string => `chr-vu-${disk.alias?.name}`;

/** The node the device reads: the last filter, or the image itself. */
const topNode = (build: Build, disk: Disk): string | undefined => {
  const layer = build.layers.get(disk);
  if (!layer || isEmptyLayer(layer)) return undefined;
  const filter = build.filters.get(disk)?.at(-1);
  if (filter !== undefined) return filter;
  return disk.driver?.copy_on_read ? copyOnReadNode(disk) : effectiveNode(layer);
};
const copyOnReadNode = (disk: Disk): string => `libvirt-CoR-${disk.target?.dev}`;

const scsiDriver = (disk: Disk): string =>
  disk.device === 'lun' ? 'scsi-block' : disk.device === 'cdrom' ? 'scsi-cd' : 'scsi-hd';

const frontend = (build: Build, disk: Disk): Props => {
  const { driver } = disk;
  const bus = disk.target?.bus ?? 'none';
  switch (bus) {
    case 'ide':
    case 'sata':
      return { driver: disk.device === 'cdrom' ? 'ide-cd' : 'ide-hd' };
    case 'scsi':
      return { driver: scsiDriver(disk) };
    case 'usb':
      return { driver: disk.model === 'usb-bot' ? scsiDriver(disk) : 'usb-storage' };
    case 'fdc':
      return { driver: 'floppy' };
    case 'virtio': {
      const vhostUser = disk.type === 'vhostuser';
      let scsi: boolean | undefined;
      if (!vhostUser && build.caps.has('virtio-blk-pci.scsi')) {
        if (disk.device === 'lun') scsi = true;
        else if (!build.caps.has('virtio-blk-pci.scsi.default.disabled')) scsi = false;
      }
      return {
        ...virtioProps(build.caps, vhostUser ? 'vhost-user-blk' : 'virtio-blk', disk, driver, disk.model),
        iothread: driver?.iothread ? `iothread${driver.iothread}` : undefined,
        ioeventfd: driver?.ioeventfd,
        event_idx: driver?.event_idx,
        scsi,
        'num-queues': positive(driver?.queues),
        'queue-size': positive(driver?.queue_size),
        'iothread-vq-mapping': iothreadMapping(driver?.iothreads),
      };
    }
    default:
      throw internal(`unsupported disk bus '${bus}' with device setup`);
  }
};

/** Whether the disk is a SCSI device behind a bridge of its own on USB. */
const hasBridge = (disk: Disk): boolean => disk.target?.bus === 'usb' && disk.model === 'usb-bot';

/** The properties of the device itself. */
export const diskDeviceProps = (build: Build, disk: Disk): Props => {
  const bus = disk.target?.bus ?? 'none';
  const scsi = bus === 'scsi';
  const ata = bus === 'ide' || bus === 'sata';
  const floppy = disk.device === 'floppy';
  const lun = disk.device === 'lun';
  const cache = cacheFlags(build.layers.get(disk)?.cache);
  const alias = disk.alias?.name ?? '';
  const scsiId = scsi && !lun ? (disk.serial ?? `drive-${alias}`) : undefined;
  const bridged = hasBridge(disk);
  const removable = bridged
    ? undefined
    : bus === 'usb'
      ? (disk.target?.removable ?? false)
      : scsi && disk.device === 'disk'
        ? disk.target?.removable
        : undefined;
  const { geometry } = disk;
  return {
    ...frontend(build, disk),
    ...(bridged ? { bus: `${alias}.0`, 'scsi-id': 0, lun: 0 } : addressProps(build, disk, bus)),
    device_id: scsiId,
    'share-rw': disk.shareable ? true : undefined,
    drive: disk.type === 'vhostuser' ? undefined : topNode(build, disk),
    chardev: disk.type === 'vhostuser' ? vhostUserAlias(disk) : undefined,
    id: bridged ? `${alias}-device` : alias,
    bootindex: floppy ? undefined : bootIndexOf(build, disk),
    loadparm: !floppy && build.caps.has('virtio-ccw.loadparm') ? disk.boot?.loadparm : undefined,
    logical_block_size: positive(disk.blockio?.logical_block_size),
    physical_block_size: positive(disk.blockio?.physical_block_size),
    discard_granularity: positive(disk.blockio?.discard_granularity),
    wwn: disk.wwn === undefined ? undefined : (bigWwn(disk.wwn) as never),
    rotation_rate: positive(disk.target?.rotation_rate),
    vendor: disk.vendor,
    product: scsi ? disk.product : undefined,
    model: ata ? disk.product : undefined,
    removable,
    'write-cache': lun ? undefined : onOff(cache?.writeback),
    cyls: positive(geometry?.cyls),
    heads: positive(geometry?.heads),
    secs: positive(geometry?.secs),
    'bios-chs-trans': geometry?.trans,
    serial: disk.serial?.replaceAll(' ', '\\ '),
    ...errorPolicy(disk),
  };
};

/** World-wide names have 64 bits; JSON.stringify would lose some of them. */
const bigWwn = (wwn: string): unknown => {
  const value = BigInt(`0x${wwn.replace(/^0x/, '')}`);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : JSON_RAW(value.toString());
};
const rawJson = (JSON as { rawJSON?: (text: string) => unknown }).rawJSON;
const JSON_RAW = (text: string): unknown => (rawJson ? rawJson(text) : Number(text));

// ---------------------------------------------------------------- storage

/** QEMU objects a layer needs before its nodes: secrets, TLS credentials, the reservation helper. */
const addLayerObjects = (build: Build, layer: StorageLayer): void => {
  const { objects } = layer;
  const { host, config } = build;
  if (layer.reservations && !layer.reservations.managed && objects?.prManager) {
    addObject(build, {
      'qom-type': 'pr-manager-helper',
      id: objects.prManager,
      path: layer.reservations.path,
    });
  }
  if (objects?.authSecret && layer.auth) {
    const purpose = layer.protocol === 'rbd' ? 'ceph' : 'iscsi';
    addObject(build, secretObject(objects.authSecret, host.secret(layer.auth.secret ?? {}, purpose)));
  }
  if (objects?.cookieSecret && layer.cookies) {
    const text = layer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    addObject(build, secretObject(objects.cookieSecret, host.seal(text)));
  }
  if (objects?.tlsCreds) {
    const dir = layer.protocol === 'vxhs' ? config.vxhsTlsCertDir : config.nbdTlsCertDir;
    const secret = objects.tlsSecret;
    if (secret) addObject(build, secretObject(secret.id, host.secret({ uuid: secret.uuid }, 'tls')));
    addObject(build, tlsObject(objects.tlsCreds, dir, 'client', true, secret?.id));
  }
  for (const [i, id] of (objects?.encryption ?? []).entries()) {
    addObject(build, secretObject(id, host.secret(layer.encryption?.secrets[i] ?? {}, 'volume')));
  }
};

export const addLayer = (build: Build, layer: StorageLayer): void => {
  addLayerObjects(build, layer);
  const cdrom = layer.type === 'block' && layer.path !== undefined && build.host.isCdrom(layer.path);
  for (const node of layerNodes(layer, cdrom)) addBlockdev(build, node);
};

/** All nodes of a chain, the lowest layer first. */
export const addChain = (build: Build, top: StorageLayer): void => {
  const layers: StorageLayer[] = [];
  for (const layer of chainOf(top)) {
    layers.push(layer);
    if (layer.dataStore) layers.push(layer.dataStore);
  }
  for (const layer of layers.reverse()) addLayer(build, layer);
};

const sdDrive = (disk: Disk, layer: StorageLayer): string => {
  const parts: string[] = [];
  if (layer.type === 'network') parts.push(toKeyVal({ file: sourceProps(layer, 'use') }));
  else if (layer.type === 'dir') {
    parts.push(`file=fat:${disk.device === 'floppy' ? 'floppy:' : ''}${comma(layer.path ?? '')}`);
  } else parts.push(`file=${comma(layer.path ?? '')}`);
  const secret = layer.objects?.encryption?.[0];
  if (secret && isRawLuks(layer)) parts.push(`key-secret=${secret}`);
  else if (secret && layer.format === 'qcow2')
    parts.push('encrypt.format=luks', `encrypt.key-secret=${secret}`);
  if (layer.format && layer.type !== 'dir') parts.push(`format=${isRawLuks(layer) ? 'luks' : layer.format}`);
  parts.push('if=sd', `index=${diskIndex(disk.target?.dev ?? '') ?? 0}`);
  if (layer.readonly) parts.push('readonly=on');
  if (!isEmptyLayer(layer)) {
    if (layer.cache) parts.push(`cache=${layer.cache}`);
    if (disk.driver?.copy_on_read !== undefined)
      parts.push(`copy-on-read=${onOff(disk.driver.copy_on_read)}`);
    if (layer.discard) parts.push(`discard=${layer.discard}`);
    const zeroes = detectZeroesOf(layer);
    if (zeroes) parts.push(`detect-zeroes=${zeroes}`);
    if (layer.io) parts.push(`aio=${layer.io}`);
  }
  return parts.join(',');
};

const addSource = (build: Build, disk: Disk, layer: StorageLayer): void => {
  if (layer.type === 'vhostuser') {
    const source = disk.source as { reconnect?: { enabled?: boolean; timeout?: number } } | undefined;
    addSocket(build, { path: layer.path ?? '', reconnect: source?.reconnect }, vhostUserAlias(disk));
    return;
  }
  if (disk.target?.bus === 'sd') {
    addLayerObjects(build, layer);
    build.args.push('-drive', sdDrive(disk, layer));
    return;
  }
  if (isEmptyLayer(layer)) return;
  addChain(build, layer);
  if (disk.driver?.copy_on_read) {
    addBlockdev(build, {
      driver: 'copy-on-read',
      'node-name': copyOnReadNode(disk),
      file: effectiveNode(layer),
      discard: 'unmap',
    });
  }
};

const addThrottleFilters = (build: Build, disk: Disk, layer: StorageLayer): void => {
  const { throttlefilters: filters } = disk;
  let below = disk.driver?.copy_on_read ? copyOnReadNode(disk) : effectiveNode(layer);
  for (const [i, node] of (build.filters.get(disk) ?? []).entries()) {
    addBlockdev(build, {
      driver: 'throttle',
      'node-name': node,
      'throttle-group': `throttle-${filters[i]!.group}`,
      file: below,
    });
    below = node;
  }
};

const addFloppyController = (build: Build): void => {
  const floppies = build.domain.devices.disks.filter((disk) => disk.target?.bus === 'fdc');
  if (floppies.length === 0) return;
  const boot: [number | undefined, number | undefined] = [undefined, undefined];
  for (const disk of floppies) boot[isType(disk, 'drive')?.unit ? 1 : 0] = bootIndexOf(build, disk);
  if (needsFloppyController(build.machine)) {
    addDevice(build, { driver: 'isa-fdc', bootindexA: boot[0], bootindexB: boot[1] });
    return;
  }
  for (const [i, index] of boot.entries()) {
    if (index) build.args.push('-global', `isa-fdc.bootindex${'AB'[i]}=${index}`);
  }
};

export const addDisks = (build: Build): void => {
  addFloppyController(build);
  for (const disk of build.domain.devices.disks) {
    if (disk.transient?.shareBacking) continue;
    const layer = build.layers.get(disk)!;
    addSource(build, disk, layer);
    addThrottleFilters(build, disk, layer);
    if (disk.target?.bus === 'sd') continue;
    addExtension(build, disk);
    if (hasBridge(disk))
      addDevice(build, { driver: 'usb-bot', id: disk.alias?.name, ...addressProps(build, disk, 'usb') });
    addDevice(build, diskDeviceProps(build, disk));
  }
};

const limitNames: readonly (readonly [string, string])[] = [
  ['total_bytes_sec', 'bps-total'],
  ['read_bytes_sec', 'bps-read'],
  ['write_bytes_sec', 'bps-write'],
  ['total_iops_sec', 'iops-total'],
  ['read_iops_sec', 'iops-read'],
  ['write_iops_sec', 'iops-write'],
  ['total_bytes_sec_max', 'bps-total-max'],
  ['read_bytes_sec_max', 'bps-read-max'],
  ['write_bytes_sec_max', 'bps-write-max'],
  ['total_iops_sec_max', 'iops-total-max'],
  ['read_iops_sec_max', 'iops-read-max'],
  ['write_iops_sec_max', 'iops-write-max'],
  ['size_iops_sec', 'iops-size'],
  ['total_bytes_sec_max_length', 'bps-total-max-length'],
  ['read_bytes_sec_max_length', 'bps-read-max-length'],
  ['write_bytes_sec_max_length', 'bps-write-max-length'],
  ['total_iops_sec_max_length', 'iops-total-max-length'],
  ['read_iops_sec_max_length', 'iops-read-max-length'],
  ['write_iops_sec_max_length', 'iops-write-max-length'],
];

/** Throttle groups that several disks share. */
export const addThrottleGroups = (build: Build): void => {
  for (const group of build.domain.throttlegroups) {
    const values = group as unknown as Record<string, number | undefined>;
    if (!limitNames.some(([name]) => values[name])) continue;
    // Lengths are optional; the limits are all said, zero for none.
    const limits: Props = {};
    for (const [name, qemu] of limitNames) {
      limits[qemu] = qemu.endsWith('-length') ? positive(values[name]) : (values[name] ?? 0);
    }
    addObject(build, { 'qom-type': 'throttle-group', id: `throttle-${group.group_name}`, limits });
  }
};
