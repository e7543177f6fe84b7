// What QEMU cannot read or write.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { layerOfSource } from '../block/from-disk.ts';
import { chainOf, type StorageLayer } from '../block/layer.ts';
import { hasPflash } from '../facts.ts';
import type { Check } from './context.ts';
import { unsupported } from './errors.ts';

const isProtocol = (layer: StorageLayer, ...protocols: string[]): boolean =>
  layer.type === 'network' && protocols.includes(layer.protocol ?? '');
const HTTP = ['http', 'https'];
const CURL = ['http', 'https', 'ftp', 'ftps'];

const checkFormat = (layer: StorageLayer): void => {
  const { type, format } = layer;
  if (format === 'cow') throw unsupported("'cow' storage format is not supported");
  if (format === 'dir') {
    throw unsupported(
      "'directory' storage format is not directly supported by QEMU, use 'dir' disk type instead",
    );
  }
  if (format === 'iso')
    throw unsupported("storage format 'iso' is not directly supported by QEMU, use 'raw' instead");
  if (format === 'fat' && type !== 'volume' && type !== 'dir')
    throw unsupported("storage format 'fat' is supported only with 'dir' storage type");
  if (type !== 'dir') return;
  if (format !== undefined && format !== 'fat')
    throw unsupported("storage type 'dir' requires use of storage format 'fat'");
  if (!layer.readonly) throw unsupported("virtual FAT storage can't be accessed in read-write mode");
};

const COOKIE_BAD = /[\s",;\\]/;
const COOKIE_NAME_BAD = /[\x01-\x20()<>@,;:\\/[\]?={}"]/;

const badCookie = (text: string): VirError => new VirError(ErrorCode.XML_ERROR, ErrorDomain.STORAGE, text);

/** RFC 6265, as libvirt has it. */
const checkCookies = (cookies: readonly { name: string; value: string }[]): void => {
  for (const [i, { name, value }] of cookies.entries()) {
    if (name === '') throw badCookie('cookie name must not be empty');
    if (COOKIE_BAD.test(name) || COOKIE_NAME_BAD.test(name))
      throw badCookie(`cookie name '${name}' contains invalid characters`);
    const quoted = value.startsWith('"');
    const bare = quoted ? value.slice(1, -1) : value;
    if ((quoted && !value.endsWith('"')) || COOKIE_BAD.test(bare))
      throw badCookie(`value of cookie '${name}' contains invalid characters`);
    if (cookies.slice(i + 1).some((other) => other.name === name))
      throw badCookie(`duplicate cookie '${name}'`);
  }
};

const checkNetwork = (layer: StorageLayer): void => {
  if (layer.sslVerify !== undefined && !isProtocol(layer, 'https', 'ftps'))
    throw unsupported('ssl verification is supported only with HTTPS/FTPS protocol');
  if (layer.cookies && layer.cookies.length > 0) {
    if (!isProtocol(layer, ...HTTP))
      throw unsupported('http cookies are supported only with HTTP(S) protocol');
    checkCookies(layer.cookies);
  }
  if (layer.readahead && !isProtocol(layer, ...CURL))
    throw unsupported('readahead is supported only with HTTP(S)/FTP(s) protocols');
  if (layer.timeout && !isProtocol(layer, ...CURL))
    throw unsupported('timeout is supported only with HTTP(S)/FTP(s) protocols');
  if (layer.reconnectDelay && !isProtocol(layer, 'nbd'))
    throw unsupported('reconnect delay is supported only with NBD protocol');
  if (layer.query !== undefined && !isProtocol(layer, ...HTTP))
    throw unsupported('query is supported only with HTTP(S) protocols');
  if (isProtocol(layer, 'tftp')) throw unsupported("'tftp' protocol is not supported with this QEMU binary");
  if (!isProtocol(layer, 'nfs')) return;
  const [host] = layer.hosts;
  if (layer.hosts.length !== 1 || !host)
    throw unsupported("'nfs' protocol requires the usage of exactly one host");
  if (host.transport !== 'tcp') throw unsupported("'nfs' host must use TCP protocol");
  if (host.port) throw unsupported("port cannot be specified in 'nfs' protocol host");
};

const checkEncryption = (layer: StorageLayer, { caps }: Check): void => {
  const { encryption } = layer;
  if (!encryption) return;
  const format = encryption.format as string;
  if (format === 'default' || format === 'qcow')
    throw unsupported('old qcow/qcow2 encryption is not supported');
  if (encryption.engine !== 'librbd') {
    if (format === 'luks') {
      if (layer.format !== 'qcow2' && layer.format !== 'raw')
        throw unsupported("encryption is supported only with 'raw' and 'qcow2' image format");
    } else throw unsupported(`'${format}' is currently not supported by the qemu encryption engine`);
    if (encryption.secrets.length > 1)
      throw unsupported('qemu encryption engine expects only a single secret');
    return;
  }
  if (!caps.has('rbd-encryption'))
    throw unsupported('librbd encryption is not supported by this QEMU binary');
  if (layer.type !== 'network' && layer.protocol !== 'rbd')
    throw unsupported('librbd encryption is supported only with RBD backed disks');
  if (encryption.secrets.length > 1 && !caps.has('rbd-encryption-layering'))
    throw unsupported('librbd encryption layering is not supported by this QEMU binary');
  if (format === 'luks-any' && !caps.has('rbd-encryption-luks-any'))
    throw unsupported('luks-any encryption is not supported by this QEMU binary');
};

/** One layer of an image. */
export const checkStorage = (layer: StorageLayer, check: Check): void => {
  const { caps } = check;
  checkFormat(layer);
  if (layer.reservations && !caps.has('pr-manager-helper'))
    throw unsupported('reservations not supported with this QEMU binary');
  checkNetwork(layer);
  if (layer.metadataCache && layer.format !== 'qcow2')
    throw unsupported('metadata cache max size control is supported only with qcow2 images');
  checkEncryption(layer, check);
  if (layer.tlsHostname !== undefined) {
    if (!isProtocol(layer, 'nbd')) throw unsupported("'tlsHostname' field is supported only with NBD disks");
    if (!caps.has('blockdev.nbd.tls-hostname'))
      throw unsupported("'tlsHostname' field is not supported by this QEMU");
  }
};

export const checkChain = (top: StorageLayer, check: Check): void => {
  for (const layer of chainOf(top)) checkStorage(layer, check);
};

/** The variable store of UEFI firmware. */
export const checkNvram = (check: Check): void => {
  const { nvram } = check.domain.os;
  if (!nvram || (nvram.type === undefined && nvram.path === undefined && !hasPflash(check.domain))) return;
  const type = nvram.type ?? 'file';
  if (type !== 'file' && type !== 'block' && type !== 'network')
    throw unsupported(`unsupported nvram disk type '${type}'`);
  const layer = layerOfSource(type, nvram.source as never);
  if (nvram.format !== undefined) layer.format = nvram.format;
  if (layer.slice) throw unsupported('slices are not supported with NVRAM');
  if (layer.reservations) throw unsupported('persistent reservations are not supported with NVRAM');
  checkStorage(layer, check);
};
