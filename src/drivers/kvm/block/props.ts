// The `-blockdev` properties of one storage layer: its protocol node, its slice and its format node.
import { isIPv6 } from 'node:net';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { type Json, type Props, positive } from '../argv/json.ts';
import { effectiveNode, isEmptyLayer, isRawLuks, type NetHost, type StorageLayer } from './layer.ts';

const internal = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, text);

const formatsWithBacking: ReadonlySet<string> = new Set([
  'vmdk',
  'qed',
  'qcow',
  'qcow2',
  'vpc',
  'parallels',
  'cow',
]);

/** What a cache mode means for the guest's write cache and the host's page cache. */
export const cacheFlags = (
  cache: string | undefined,
): { writeback: boolean; direct: boolean; noFlush: boolean } | undefined => {
  switch (cache) {
    case 'none':
      return { writeback: true, direct: true, noFlush: false };
    case 'writethrough':
      return { writeback: false, direct: false, noFlush: false };
    case 'writeback':
      return { writeback: true, direct: false, noFlush: false };
    case 'directsync':
      return { writeback: false, direct: true, noFlush: false };
    case 'unsafe':
      return { writeback: true, direct: false, noFlush: true };
    default:
      return undefined;
  }
};

const port = (host: NetHost): string => String(host.port ?? 0);

const socketAddress = (host: NetHost): Json => {
  if (host.transport === 'tcp') return { type: 'inet', host: host.name, port: port(host) };
  if (host.transport === 'unix') return { type: 'unix', path: host.socket };
  throw internal(`transport protocol '${host.transport}' is not yet supported`);
};
const inetAddress = (host: NetHost): Json => {
  if (host.transport !== 'tcp') throw internal('only TCP protocol can be converted to InetSocketAddress');
  return { host: host.name, port: port(host) };
};

const onlyHost = (layer: StorageLayer, name: string): NetHost => {
  const host = layer.hosts[0];
  if (layer.hosts.length !== 1 || !host) throw internal(`${name} accepts only one host`);
  return host;
};

/** The layer as a URI, for protocols that have one. */
export const layerUri = (layer: StorageLayer): string => {
  const host = onlyHost(layer, `protocol '${layer.protocol}'`);
  const tcp = host.transport === 'tcp';
  const scheme = tcp ? layer.protocol : `${layer.protocol}+${host.transport}`;
  let path = '';
  if (layer.path !== undefined) {
    path = layer.volume
      ? `/${layer.volume}/${layer.path}`
      : `${layer.path.startsWith('/') ? '' : '/'}${layer.path}`;
  }
  const server = host.name === undefined ? '' : isIPv6(host.name) ? `[${host.name}]` : host.name;
  const at = tcp && host.port ? `:${host.port}` : '';
  const query = layer.query ?? (host.socket !== undefined ? `socket=${host.socket}` : undefined);
  const escaped = path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=@/]/g, (c) => encodeURIComponent(c));
  return `${scheme}://${server}${at}${escaped}${query === undefined ? '' : `?${query}`}`;
};

const cookieString = (layer: StorageLayer): string | undefined =>
  layer.cookies?.map(({ name, value }) => `${name}=${value}`).join('; ');

/** Only what finds the image; nothing of how this guest uses it. */
type Purpose = 'target' | 'use';

const rbd = (layer: StorageLayer, use: boolean): Props => {
  let encrypt: Props | undefined;
  if (layer.encryption?.engine === 'librbd') {
    for (const secret of [...(layer.objects?.encryption ?? [])].reverse()) {
      encrypt = { format: layer.encryption.format, 'key-secret': secret, parent: encrypt };
    }
  }
  const auth = use ? layer.auth : undefined;
  return {
    driver: 'rbd',
    pool: layer.volume,
    image: layer.path,
    snapshot: layer.snapshot,
    conf: layer.configFile,
    server: layer.hosts.length > 0 ? layer.hosts.map(inetAddress) : undefined,
    encrypt,
    user: auth?.username,
    'auth-client-required': auth && ['cephx', 'none'],
    'key-secret': auth && layer.objects?.authSecret,
  };
};

const iscsi = (layer: StorageLayer, use: boolean): Props => {
  const host = onlyHost(layer, 'iSCSI protocol');
  const [target = '', lun] = (layer.path ?? '').split(/\/(.*)/s);
  const name = host.name ?? '';
  if (lun !== undefined && !/^\d+$/.test(lun)) throw internal(`cannot parse target for lunStr '${target}'`);
  return {
    driver: 'iscsi',
    portal: `${isIPv6(name) ? `[${name}]` : name}:${port(host)}`,
    target,
    lun: Number(lun ?? 0),
    transport: 'tcp',
    user: use ? layer.auth?.username : undefined,
    'password-secret': use && layer.auth ? layer.objects?.authSecret : undefined,
    'initiator-name': layer.initiator,
  };
};

const curl = (layer: StorageLayer, use: boolean): Props => ({
  driver: layer.protocol,
  url: layerUri(layer),
  username: use ? layer.auth?.username : undefined,
  'password-secret': use && layer.auth ? layer.objects?.authSecret : undefined,
  sslverify: layer.sslVerify,
  cookie: use ? undefined : cookieString(layer),
  'cookie-secret': use ? layer.objects?.cookieSecret : undefined,
  timeout: positive(layer.timeout),
  readahead: positive(layer.readahead),
});

const nfsId = (id: string | undefined): number | undefined =>
  id?.startsWith('+') ? Number(id.slice(1)) : undefined;

const network = (layer: StorageLayer, use: boolean): Props => {
  switch (layer.protocol) {
    case 'gluster':
      return {
        driver: 'gluster',
        volume: layer.volume,
        path: layer.path,
        server: layer.hosts.map(socketAddress),
        debug: use ? layer.debugLevel : undefined,
      };
    case 'vxhs':
      return {
        driver: 'vxhs',
        'tls-creds': use ? layer.objects?.tlsCreds : undefined,
        'vdisk-id': layer.path,
        server: inetAddress(onlyHost(layer, 'VxHS protocol')),
      };
    case 'http':
    case 'https':
    case 'ftp':
    case 'ftps':
    case 'tftp':
      return curl(layer, use);
    case 'iscsi':
      return iscsi(layer, use);
    case 'nbd':
      return {
        driver: 'nbd',
        server: socketAddress(onlyHost(layer, 'nbd protocol')),
        export: layer.path,
        'tls-creds': use ? layer.objects?.tlsCreds : undefined,
        'tls-hostname': use ? layer.tlsHostname : undefined,
        'reconnect-delay': positive(layer.reconnectDelay),
      };
    case 'rbd':
      return rbd(layer, use);
    case 'ssh':
      return {
        driver: 'ssh',
        path: layer.path,
        server: inetAddress(onlyHost(layer, 'ssh protocol')),
        user: layer.auth?.username ?? layer.sshUser,
        'host-key-check': layer.sshHostKeyCheckDisabled ? { mode: 'none' } : undefined,
      };
    case 'nfs':
      return {
        driver: 'nfs',
        server: { host: layer.hosts[0]?.name, type: 'inet' },
        path: layer.path,
        user: nfsId(layer.nfsUser),
        group: nfsId(layer.nfsGroup),
      };
    default:
      throw internal('unsupported disk protocol');
  }
};

/** The protocol driver's properties: where the bytes are. */
export const sourceProps = (layer: StorageLayer, purpose: Purpose, isCdrom = false): Props => {
  const use = purpose === 'use';
  switch (layer.type) {
    case 'file':
    case 'block':
      return {
        driver: layer.type === 'file' ? 'file' : isCdrom ? 'host_cdrom' : 'host_device',
        filename: (use ? layer.objects?.fdPath : undefined) ?? layer.path,
        aio: use ? layer.io : undefined,
        'pr-manager': use ? layer.objects?.prManager : undefined,
      };
    case 'dir':
      return {
        driver: 'vvfat',
        dir: layer.path,
        floppy: layer.floppy ?? false,
        rw: use ? !layer.readonly : undefined,
      };
    case 'nvme':
      return { driver: 'nvme', device: layer.nvme?.address, namespace: layer.nvme?.namespace };
    case 'vhostvdpa':
      return { driver: 'virtio-blk-vhost-vdpa', path: layer.objects?.fdPath ?? layer.path };
    case 'network':
      return network(layer, use);
    case 'vhostuser':
      throw internal('unable to create blockdev props for vhostuser disk type');
    case 'volume':
      throw internal('storage source pool volume is not translated');
    default:
      throw internal(`Unexpected enum value 0 for virStorageType`);
  }
};

/** QEMU refuses longer node names. */
const checkNodeName = (name: string): void => {
  if (Buffer.byteLength(name) >= 32) throw internal(`node-name '${name}' too long for qemu`);
};

/** `unmap` of zeroes without discarding would be pointless: it becomes plain detection. */
export const detectZeroesOf = (layer: Pick<StorageLayer, 'discard' | 'detectZeroes'>): string | undefined =>
  layer.detectZeroes === 'unmap' && layer.discard !== 'unmap' ? 'on' : layer.detectZeroes;

const common = (layer: StorageLayer, node: string, effective: boolean): Props => {
  checkNodeName(node);
  const flags = cacheFlags(layer.cache);
  const cache = flags && { direct: flags.direct, 'no-flush': flags.noFlush };
  return effective
    ? {
        'node-name': node,
        'read-only': layer.readonly ?? false,
        discard: layer.discard,
        'detect-zeroes': detectZeroesOf(layer),
        cache,
      }
    : { 'node-name': node, 'auto-read-only': true, discard: 'unmap', cache };
};

/** The node that holds the protocol driver. `top` says nothing stands on it. */
export const storageNodeProps = (layer: StorageLayer, top: boolean, isCdrom = false): Props => ({
  ...sourceProps(layer, 'use', isCdrom),
  ...common(layer, layer.nodes?.storage ?? '', top),
});

/** The node that shows only a part of the image. */
export const sliceNodeProps = (layer: StorageLayer, top: boolean): Props => ({
  driver: 'raw',
  file: layer.nodes?.storage,
  offset: layer.slice?.offset,
  size: layer.slice?.size,
  ...common(layer, layer.nodes?.slice ?? '', top),
});

const formatDriver = (layer: StorageLayer): Props => {
  const secret = layer.objects?.encryption?.[0];
  const encrypt: Props | undefined =
    layer.encryption && (layer.encryption.engine ?? 'qemu') === 'qemu' && secret
      ? { format: layer.encryption.format === 'qcow' ? 'aes' : layer.encryption.format, 'key-secret': secret }
      : undefined;
  switch (layer.format) {
    case 'fat':
      return { driver: 'raw' };
    case 'raw':
      if (!isRawLuks(layer)) return { driver: 'raw' };
      if (secret === undefined) throw internal("missing secret info for 'luks' driver");
      return { driver: 'luks', 'key-secret': secret };
    case 'qcow2':
      return {
        driver: 'qcow2',
        encrypt,
        'cache-size': positive(layer.metadataCache),
        'discard-no-unref': layer.discardNoUnref,
        'data-file': layer.dataStore && effectiveNode(layer.dataStore),
      };
    case 'qcow':
      return { driver: 'qcow', encrypt };
    case 'ploop':
      return { driver: 'parallels' };
    case 'vhd':
      return { driver: 'vhdx' };
    case 'bochs':
    case 'cloop':
    case 'dmg':
    case 'vdi':
    case 'vpc':
    case 'qed':
    case 'vmdk':
      return { driver: layer.format };
    default:
      throw internal(`mishandled storage format '${layer.format ?? 'none'}'`);
  }
};

/** The node that holds the format driver. */
export const formatNodeProps = (layer: StorageLayer): Props => {
  const { backing } = layer;
  const hasBacking = backing !== undefined && backing !== null && !isEmptyLayer(backing);
  const canBack = formatsWithBacking.has(layer.format ?? '');
  if (hasBacking && !canBack) {
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      ErrorDomain.QEMU,
      `storage format '${layer.format}' does not support backing store`,
    );
  }
  return {
    ...common(layer, layer.nodes?.format ?? '', true),
    ...formatDriver(layer),
    file: layer.nodes?.slice ?? layer.nodes?.storage,
    ...(canBack && backing !== undefined ? { backing: hasBacking ? effectiveNode(backing) : null } : {}),
  };
};

/** Every node of one layer, in the order QEMU must make them. */
export const layerNodes = (layer: StorageLayer, isCdrom = false): Props[] => {
  const nodes: Props[] = [];
  nodes.push(storageNodeProps(layer, !layer.nodes?.format && !layer.nodes?.slice, isCdrom));
  if (layer.nodes?.slice) nodes.push(sliceNodeProps(layer, !layer.nodes.format));
  if (layer.nodes?.format) nodes.push(formatNodeProps(layer));
  return nodes;
};
