// Settles the storage of a guest before its command line is written: numbers and node names of every layer, and the
// QEMU objects each refers to.

import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Disk, Hostdev } from '../../../model/domain/devices.ts';
import { layerOfSource, layersOf } from '../block/from-disk.ts';
import { chainOf, isEmptyLayer, isPlainRaw, type StorageLayer } from '../block/layer.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import type { HostdevEntry } from '../hostdevs.ts';
import { unsupported } from './build.ts';
import type { ArgvHost } from './host.ts';

/** Hands out layer numbers; a running guest goes on from the last one. */
export interface LayerNumbers {
  next(): number;
}
export const layerNumbers = (from = 0): LayerNumbers => {
  let last = from;
  return { next: () => ++last };
};

/** Newer QEMU can do without a format node above plain raw images. */
const needsFormatNode = (layer: StorageLayer, caps: QemuCaps): boolean =>
  !caps.has('blockjob.backing-mask-protocol') || !isPlainRaw(layer);

const isTlsProtocol = (protocol: string | undefined): protocol is 'nbd' | 'vxhs' =>
  protocol === 'nbd' || protocol === 'vxhs';

/** Names the nodes and objects of one layer. */
export const nameLayer = (
  layer: StorageLayer,
  prefix: string,
  index: number,
  caps: QemuCaps,
  host: ArgvHost,
): void => {
  const storage = `${prefix}-storage`;
  const format = needsFormatNode(layer, caps) ? `${prefix}-format` : undefined;
  layer.nodes = { storage };
  if (format) layer.nodes.format = format;
  if (layer.slice) layer.nodes.slice = `libvirt-${index}-slice-sto`;
  const objects: NonNullable<StorageLayer['objects']> = {};
  if (layer.encryption && layer.encryption.secrets.length > 0 && !isEmptyLayer(layer)) {
    const parent = format ?? storage;
    objects.encryption = layer.encryption.secrets.map((_, i) => `${parent}-encryption-secret${i}`);
  }
  if (layer.fdGroup !== undefined && host.imagePath?.(layer) === undefined) {
    throw new VirError(
      ErrorCode.INVALID_ARG,
      ErrorDomain.QEMU,
      `file descriptor group '${layer.fdGroup}' was not associated with the domain`,
    );
  }
  if (objects.encryption) for (const secret of layer.encryption?.secrets ?? []) host.secret(secret, 'volume');
  if (layer.type === 'network') {
    if (layer.auth?.secret) host.secret(layer.auth.secret, layer.protocol === 'iscsi' ? 'iscsi' : 'ceph');
    if (layer.auth?.secret) objects.authSecret = `${storage}-auth-secret0`;
    if (layer.cookies) objects.cookieSecret = `${storage}-httpcookie-secret0`;
    if (layer.protocol === 'gluster') layer.debugLevel = host.config.glusterDebugLevel;
    if (isTlsProtocol(layer.protocol)) {
      const { config } = host;
      const [fallback, secret] =
        layer.protocol === 'nbd'
          ? [config.nbdTls, config.nbdTlsSecret]
          : [config.vxhsTls, config.vxhsTlsSecret];
      if (layer.tls ?? fallback) {
        objects.tlsCreds = `obj${storage}_tls0`;
        if (secret !== undefined) objects.tlsSecret = { id: `${objects.tlsCreds}-secret0`, uuid: secret };
      }
    } else if (layer.tls) {
      throw unsupported(`TLS transport is not supported for disk protocol '${layer.protocol}'`);
    }
  }
  if (layer.reservations)
    objects.prManager = layer.reservations.managed ? 'pr-helper0' : `pr-helper-${storage}`;
  const passed = host.imagePath?.(layer);
  if (passed !== undefined) objects.fdPath = passed;
  layer.objects = objects;
};

/** What the drive says applies to every layer of its chain. */
export const applyDrive = (
  disk: Disk,
  layer: StorageLayer,
  top: boolean,
  cache: string | undefined,
): void => {
  const { driver } = disk;
  if (top && driver?.detect_zeroes !== undefined) layer.detectZeroes = driver.detect_zeroes;
  if (driver?.io !== undefined) layer.io = driver.io;
  if (cache !== undefined) layer.cache = cache;
  if (driver?.discard !== undefined) layer.discard = driver.discard;
  if (driver?.discard_no_unref !== undefined) layer.discardNoUnref = driver.discard_no_unref;
  if (disk.device === 'floppy') layer.floppy = true;
};

/** Shared images must not linger in the host's page cache. */
export const cacheOf = (disk: Disk): string | undefined =>
  disk.driver?.cache ?? (disk.shareable && !disk.readonly ? 'none' : undefined);

export interface PreparedDisk {
  layer: StorageLayer;
  filters: string[];
}

/** Names all layers of one disk. */
export const prepareDisk = (
  disk: Disk,
  numbers: LayerNumbers,
  caps: QemuCaps,
  host: ArgvHost,
): PreparedDisk => {
  const top = layersOf(disk);
  const cache = cacheOf(disk);
  if (disk.type === 'volume' && top.type !== 'volume') top.format ??= top.type === 'dir' ? 'fat' : 'raw';
  const filters: string[] = [];
  if (top.type === 'vhostuser') return { layer: top, filters };
  if (disk.target?.bus === 'sd') {
    applyDrive(disk, top, true, cache);
    nameLegacy(disk, top);
    return { layer: top, filters };
  }
  // Empty drives have numbers too.
  for (const layer of chainOf(top)) {
    name(layer, layer === top);
    if (layer.dataStore) name(layer.dataStore, layer === top);
  }
  // The end of a chain is said expressly, lest QEMU look for more.
  terminate(top);
  for (const _ of disk.throttlefilters) filters.push(`libvirt-${numbers.next()}-filter`);
  return { layer: top, filters };

  function name(layer: StorageLayer, isTop: boolean): void {
    layer.index ??= numbers.next();
    applyDrive(disk, layer, isTop, cache);
    nameLayer(layer, `libvirt-${layer.index}`, layer.index, caps, host);
  }
};

/** SD cards are still `-drive`s: their objects are named after the device. */
const nameLegacy = (disk: Disk, layer: StorageLayer): void => {
  const alias = disk.alias?.name ?? '';
  const objects: NonNullable<StorageLayer['objects']> = {};
  if (layer.encryption)
    objects.encryption = layer.encryption.secrets.map((_, i) => `${alias}-encryption-secret${i}`);
  if (layer.auth?.secret) objects.authSecret = `${alias}-auth-secret0`;
  layer.objects = objects;
};

/** Formats that may have a backing image and do not say what it is end here when the guest was never started. */
const terminate = (top: StorageLayer): void => {
  for (const layer of chainOf(top)) if (layer.backing === undefined) return;
};

/** All disks, numbered from the last to the first as libvirt does. */
export const prepareDisks = (
  domain: Domain,
  numbers: LayerNumbers,
  caps: QemuCaps,
  host: ArgvHost,
): Map<Disk, PreparedDisk> => {
  const prepared = new Map<Disk, PreparedDisk>();
  for (const disk of [...domain.devices.disks].reverse())
    prepared.set(disk, prepareDisk(disk, numbers, caps, host));
  return prepared;
};

interface ScsiSource {
  protocol?: 'adapter' | 'iscsi';
  adapter?: { name: string };
  address?: { bus: number; target: number; unit: number };
}

/** SCSI devices of the host: their generic device, or a LUN that QEMU itself reaches. */
export const prepareHostdevs = (
  entries: readonly HostdevEntry[],
  numbers: LayerNumbers,
  caps: QemuCaps,
  host: ArgvHost,
): Map<Hostdev, StorageLayer> => {
  const layers = new Map<Hostdev, StorageLayer>();
  for (const { hostdev } of entries) {
    if (hostdev.mode !== 'subsystem') continue;
    if (hostdev.type === 'pci' && !caps.has('vfio-pci')) {
      throw unsupported('VFIO PCI device assignment is not supported by this version of QEMU');
    }
    if (hostdev.type !== 'scsi') continue;
    const source = hostdev.source as ScsiSource;
    const index = numbers.next();
    const node = `libvirt-${index}-backend`;
    const layer: StorageLayer =
      source.protocol === 'iscsi'
        ? layerOfSource('network', hostdev.source as never)
        : {
            type: 'block',
            hosts: [],
            path: host.scsiGeneric(
              source.adapter?.name ?? '',
              source.address ?? { bus: 0, target: 0, unit: 0 },
            ),
          };
    layer.index = index;
    layer.nodes = { storage: node };
    layer.readonly = hostdev.readonly ?? false;
    if (layer.auth?.secret) layer.objects = { authSecret: `${node}-secret0` };
    layers.set(hostdev, layer);
  }
  return layers;
};

/** The flash images of UEFI firmware. */
export const preparePflash = (
  domain: Domain,
  caps: QemuCaps,
  host: ArgvHost,
): { code?: StorageLayer; vars?: StorageLayer } => {
  const { loader, nvram } = domain.os;
  if (loader?.type !== 'pflash') return {};
  const code: StorageLayer = {
    type: 'file',
    hosts: [],
    path: loader.path ?? '',
    format: loader.format ?? 'raw',
    readonly: loader.readonly ?? false,
  };
  code.nodes = { storage: 'libvirt-pflash0-storage', format: 'libvirt-pflash0-format' };
  code.backing = null;
  if (!nvram) return { code };
  const vars: StorageLayer =
    nvram.type === undefined
      ? { type: 'file', hosts: [], ...(nvram.path !== undefined ? { path: nvram.path } : {}) }
      : layerOfSource(nvram.type, nvram.source as never);
  vars.format = nvram.format ?? 'raw';
  vars.readonly = false;
  vars.backing = null;
  nameLayer(vars, 'libvirt-pflash1', 0, caps, host);
  return { code, vars };
};
