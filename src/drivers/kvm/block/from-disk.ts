// Reads the layers of a disk out of its definition: the source, its backing chain and data files.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Disk } from '../../../model/domain/devices.ts';
import { defaultPorts } from '../../../model/storage/ports.ts';
import { pciText } from '../address/pci-set.ts';
import type { NetHost, SecretLookup, StorageLayer, StorageType } from './layer.ts';

type Source = NonNullable<Disk['source']>;
type Backing = NonNullable<Disk['backingStore']>;

/** Splits what the definition calls the name of a network image into volume and image. */
const splitName = (layer: StorageLayer, name: string | undefined): void => {
  if (name === undefined) return;
  if (layer.protocol === 'rbd' || layer.protocol === 'gluster') {
    const slash = name.indexOf('/');
    if (slash > 0 && slash < name.length - 1) {
      layer.volume = name.slice(0, slash);
      layer.path = name.slice(slash + 1);
      return;
    }
    if (layer.protocol === 'gluster') {
      throw new VirError(
        ErrorCode.XML_ERROR,
        ErrorDomain.DOMAIN,
        `can't split path '${name}' into pool name and image name`,
      );
    }
  }
  layer.path = name;
};

const lookup = (secret: SecretLookup | undefined): SecretLookup | undefined =>
  secret && (secret.uuid !== undefined ? { uuid: secret.uuid } : { usage: secret.usage! });

const hostOf = (
  host: { name?: string; port?: number; transport?: string; socket?: string },
  port: number,
): NetHost => {
  const transport = (host.transport ?? 'tcp') as NetHost['transport'];
  const out: NetHost = { transport };
  if (host.name !== undefined) out.name = host.name;
  if (host.socket !== undefined) out.socket = host.socket;
  if (transport === 'tcp' && (host.port || port)) out.port = host.port || port;
  return out;
};

/** Where a volume of a pool is, once it was looked up for a run: kept beside what the definition says. */
export interface VolumePlace {
  readonly type: 'file' | 'block' | 'dir';
  readonly path: string;
}
const PLACE = 'place';
export const placeOf = (source: object | undefined): VolumePlace | undefined =>
  (source as { [PLACE]?: VolumePlace } | undefined)?.[PLACE];
export const setPlace = (source: object, place: VolumePlace): void => {
  (source as { [PLACE]?: VolumePlace })[PLACE] = place;
};

/** One layer from a `<source>` and the type that stands around it. */
export const layerOfSource = (type: StorageType, source: Source | undefined): StorageLayer => {
  const layer: StorageLayer = { type, hosts: [] };
  if (!source) return layer;
  if (source.index !== undefined) layer.index = source.index;
  switch (type) {
    case 'file':
      if (source.file !== undefined) layer.path = source.file;
      if (source.fdgroup !== undefined) layer.fdGroup = source.fdgroup;
      break;
    case 'block':
    case 'vhostvdpa':
      if (source.dev !== undefined) layer.path = source.dev;
      break;
    case 'dir':
      if (source.dir !== undefined) layer.path = source.dir;
      break;
    case 'nvme':
      layer.nvme = {
        address: source.address ? pciText(source.address) : '',
        namespace: source.namespace ?? 0,
      };
      break;
    case 'volume': {
      const place = placeOf(source);
      if (place) {
        layer.type = place.type;
        layer.path = place.path;
      }
      break;
    }
    case 'vhostuser':
      if (source.path !== undefined) layer.path = source.path;
      break;
    case 'network':
      networkSource(layer, source);
      break;
  }
  const [slice] = source.slices ?? [];
  if (slice) layer.slice = { offset: slice.offset, size: slice.size };
  if (source.reservations) {
    const { managed, source: helper } = source.reservations;
    layer.reservations = { managed, ...(helper?.path !== undefined ? { path: helper.path } : {}) };
  }
  setAuth(layer, source.auth);
  setEncryption(layer, source.encryption);
  return layer;
};

const setAuth = (layer: StorageLayer, auth: Source['auth']): void => {
  if (!auth) return;
  layer.auth = { username: auth.username };
  const secret = lookup(auth.secret as SecretLookup);
  if (secret) layer.auth.secret = secret;
  if (auth.secret?.type !== undefined) layer.auth.secretType = auth.secret.type;
};
const setEncryption = (layer: StorageLayer, encryption: Source['encryption']): void => {
  if (!encryption) return;
  layer.encryption = {
    format: encryption.format,
    engine: encryption.engine ?? 'qemu',
    secrets: encryption.secrets.map((secret) => lookup(secret as SecretLookup)!),
  };
};

const networkSource = (layer: StorageLayer, source: Source): void => {
  const protocol = source.protocol;
  if (!protocol) return;
  layer.protocol = protocol;
  splitName(layer, source.name);
  layer.hosts = (source.hosts ?? []).map((host) => hostOf(host, defaultPorts[protocol] ?? 0));
  if (source.query !== undefined) layer.query = source.query;
  if (source.tls !== undefined) layer.tls = source.tls;
  if (source.tlsHostname !== undefined) layer.tlsHostname = source.tlsHostname;
  if (source.snapshot?.name !== undefined) layer.snapshot = source.snapshot.name;
  if (source.config?.file !== undefined) layer.configFile = source.config.file;
  if (source.initiator?.iqn?.name !== undefined) layer.initiator = source.initiator.iqn.name;
  if (source.ssl?.verify !== undefined) layer.sslVerify = source.ssl.verify;
  if (source.cookies && source.cookies.length > 0) {
    layer.cookies = source.cookies.map(({ name, value }) => ({ name, value: value ?? '' }));
  }
  if (source.readahead?.size) layer.readahead = source.readahead.size;
  if (source.timeout?.seconds) layer.timeout = source.timeout.seconds;
  if (source.reconnect && 'delay' in source.reconnect && source.reconnect.delay) {
    layer.reconnectDelay = source.reconnect.delay;
  }
  if (source.identity?.user !== undefined) layer.nfsUser = source.identity.user;
  if (source.identity?.group !== undefined) layer.nfsGroup = source.identity.group;
  if (source.identity?.username !== undefined) layer.sshUser = source.identity.username;
};

const dataStoreOf = (source: Source | undefined): StorageLayer | undefined => {
  const store = source?.dataStore;
  if (!store) return undefined;
  const layer = layerOfSource(store.type, store.source as Source | undefined);
  if (store.format) layer.format = store.format.type;
  return layer;
};

const backingLayer = (backing: Backing | undefined): StorageLayer | null | undefined => {
  if (!backing) return undefined;
  if (backing.type === undefined) return null;
  const layer = layerOfSource(backing.type, backing.source);
  if (backing.index !== undefined) layer.index = backing.index;
  if (backing.format) layer.format = backing.format.type;
  if (backing.format?.metadata_cache?.max_size) layer.metadataCache = backing.format.metadata_cache.max_size;
  layer.readonly = true;
  const dataStore = dataStoreOf(backing.source);
  if (dataStore) layer.dataStore = { ...dataStore, readonly: true };
  const next = backingLayer(backing.backingStore);
  if (next !== undefined) layer.backing = next;
  return layer;
};

/** The chain of layers a disk's definition describes, top first; what the drive says applies to each. */
export const layersOf = (disk: Disk): StorageLayer => {
  const { source, driver } = disk;
  const top = layerOfSource(disk.type, source);
  if (driver?.type !== undefined) top.format = driver.type;
  if (!source?.auth) setAuth(top, disk.auth);
  if (!source?.encryption) setEncryption(top, disk.encryption);
  if (disk.readonly) top.readonly = true;
  if (disk.shareable) top.shared = true;
  if (driver?.metadata_cache?.max_size) top.metadataCache = driver.metadata_cache.max_size;
  const dataStore = dataStoreOf(source);
  if (dataStore) top.dataStore = { ...dataStore, readonly: top.readonly ?? false };
  const backing = backingLayer(disk.backingStore);
  if (backing !== undefined) top.backing = backing;
  return top;
};
