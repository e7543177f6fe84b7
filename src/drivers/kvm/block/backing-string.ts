// How an image's metadata refers to the image below: a path, a URI, or QEMU's `json:` pseudo-protocol.
import { toJson } from '../argv/json.ts';
import type { NetProtocol, StorageLayer } from './layer.ts';
import { layerUri, sourceProps } from './props.ts';

const PLAIN_URIS: ReadonlySet<NetProtocol | undefined> = new Set([
  'nbd',
  'http',
  'https',
  'ftp',
  'ftps',
  'tftp',
  'iscsi',
  'gluster',
] as const);

/** Whether the URI says everything there is to say. */
const hasPlainUri = (layer: StorageLayer): boolean =>
  layer.type === 'network' &&
  layer.hosts.length === 1 &&
  layer.hosts[0]?.transport === 'tcp' &&
  !layer.timeout &&
  !layer.cookies?.length &&
  layer.sslVerify === undefined &&
  !layer.readahead &&
  !layer.reconnectDelay &&
  PLAIN_URIS.has(layer.protocol);

/** What to write into the image above this one. */
export const backingString = (layer: StorageLayer): string => {
  const { slice } = layer;
  if (!slice) {
    if (layer.type !== 'network' && layer.type !== 'nvme' && layer.path !== undefined)
      return layer.type === 'dir' && layer.format === 'fat' ? `fat:${layer.path}` : layer.path;
    if (hasPlainUri(layer)) return layerUri(layer);
  }
  const file = sourceProps(layer, 'target');
  return `json:${toJson({ file: slice ? { driver: 'raw', offset: slice.offset, size: slice.size, file } : file })}`;
};
