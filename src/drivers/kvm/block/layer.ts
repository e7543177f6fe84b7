// One layer of a disk's storage, whatever the document it came from: where the bytes are and how they are read.

export type StorageType =
  | 'none'
  | 'file'
  | 'block'
  | 'dir'
  | 'network'
  | 'volume'
  | 'nvme'
  | 'vhostuser'
  | 'vhostvdpa';

export type NetProtocol =
  | 'nbd'
  | 'rbd'
  | 'sheepdog'
  | 'gluster'
  | 'iscsi'
  | 'http'
  | 'https'
  | 'ftp'
  | 'ftps'
  | 'tftp'
  | 'ssh'
  | 'vxhs'
  | 'nfs';

export const netProtocols: readonly NetProtocol[] = [
  'nbd',
  'rbd',
  'sheepdog',
  'gluster',
  'iscsi',
  'http',
  'https',
  'ftp',
  'ftps',
  'tftp',
  'ssh',
  'vxhs',
  'nfs',
];

export interface NetHost {
  transport: 'tcp' | 'unix' | 'rdma' | 'fd';
  name?: string;
  port?: number;
  socket?: string;
}

/** A secret as a definition names it. */
export interface SecretLookup {
  uuid?: string;
  usage?: string;
}

export interface LayerEncryption {
  format: string;
  engine?: string;
  secrets: SecretLookup[];
}

export interface StorageLayer {
  type: StorageType;
  format?: string;
  /** File, device or image name; within the volume for gluster and rbd. */
  path?: string;
  readonly?: boolean;
  shared?: boolean;

  protocol?: NetProtocol;
  volume?: string;
  hosts: NetHost[];
  snapshot?: string;
  configFile?: string;
  query?: string;
  sslVerify?: boolean;
  cookies?: { name: string; value: string }[];
  readahead?: number;
  timeout?: number;
  reconnectDelay?: number;
  initiator?: string;
  sshUser?: string;
  sshHostKeyCheckDisabled?: boolean;
  nfsUser?: string;
  nfsGroup?: string;
  tls?: boolean;
  tlsHostname?: string;
  auth?: { username: string; secretType?: string; secret?: SecretLookup };
  debugLevel?: number;

  nvme?: { address: string; namespace: number };
  floppy?: boolean;
  slice?: { offset: number; size: number };
  encryption?: LayerEncryption;
  reservations?: { managed: boolean; path?: string };
  fdGroup?: string;

  cache?: string;
  io?: string;
  discard?: string;
  detectZeroes?: string;
  discardNoUnref?: boolean;
  metadataCache?: number;

  /** Number of the layer in the running guest; names its nodes. */
  index?: number;
  /** What the layer's blockdev nodes are called; `format` only where a format driver stands on top. */
  nodes?: { storage: string; format?: string; slice?: string };
  /** Names of QEMU objects the layer refers to. */
  objects?: {
    authSecret?: string;
    cookieSecret?: string;
    encryption?: string[];
    tlsCreds?: string;
    /** The secret that unlocks the TLS key: its object, and where its value is kept. */
    tlsSecret?: { id: string; uuid: string };
    prManager?: string;
    /** A path that stands for a passed descriptor. */
    fdPath?: string;
  };
  /** null ends a chain expressly; undefined means unknown. */
  backing?: StorageLayer | null;
  dataStore?: StorageLayer;
}

/** Nothing is in the drive. */
export const isEmptyLayer = (layer: StorageLayer | undefined): boolean => {
  if (!layer || layer.type === 'none') return true;
  if (layer.type === 'file' || layer.type === 'block' || layer.type === 'dir')
    return !layer.path && !layer.fdGroup;
  return false;
};

/** LUKS as a layer of its own, rather than inside qcow2. */
export const isRawLuks = (layer: StorageLayer): boolean =>
  layer.format === 'raw' &&
  layer.encryption?.format === 'luks' &&
  (layer.encryption.engine ?? 'qemu') === 'qemu';

/** Raw bytes that QEMU need not interpret. */
export const isPlainRaw = (layer: StorageLayer): boolean => layer.format === 'raw' && !isRawLuks(layer);

/** The layers of a chain, top first. */
export function* chainOf(top: StorageLayer | null | undefined): Generator<StorageLayer> {
  for (let layer = top; layer && layer.type !== 'none'; layer = layer.backing) yield layer;
}

/** What stands above a layer sees of it. */
export const effectiveNode = (layer: StorageLayer): string =>
  layer.nodes?.format ?? layer.nodes?.slice ?? layer.nodes?.storage ?? '';
