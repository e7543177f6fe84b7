// Reads and writes the storage documents: pools, volumes in the context of their pool, lists of sources.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { type PoolSource, PoolSources, poolParseOptions, StoragePool } from '../../../schemas/xml/pool.ts';
import { type PoolType, volumeFeatures } from '../../../schemas/xml/storage/words.ts';
import {
  type CapacityRule,
  type StorageVolume,
  volumeParseOptions,
  volumeShape,
} from '../../../schemas/xml/volume.ts';
import { formatXml } from '../xml/format.ts';
import { parseNode, parseXml } from '../xml/parse.ts';
import { bitOf, childNamed, parseTree, type XmlNode } from '../xml/tree.ts';

export const parsePool = (xml: string): StoragePool => parseXml(StoragePool, xml, poolParseOptions);

export const formatPool = (pool: StoragePool, indent = ''): string =>
  formatXml(StoragePool, pool, {}, indent);

/** A volume as its definition asks for it. */
export interface VolumeRequest {
  readonly volume: StorageVolume;
  /** False when the allocation stands for "all of it" because none was named. */
  readonly hasAllocation: boolean;
}

const rootOf = (xml: string, name: string, filename: string) => {
  const tree = parseTree(xml, filename, ErrorDomain.STORAGE);
  if (tree.root.name === name) return tree;
  throw new VirError(
    ErrorCode.XML_ERROR,
    ErrorDomain.XML,
    `expecting root element of '${name}', not '${tree.root.name}'`,
  );
};

const unknownFeature = (root: XmlNode): string | undefined => {
  const target = childNamed(root, 'target');
  const features = target ? childNamed(target, 'features') : undefined;
  return features?.kids
    .map((kid) => kid.name)
    .find((name) => !(volumeFeatures as readonly string[]).includes(name));
};

/** Reads a volume of a pool of kind `pool`. */
export const parseVolume = (pool: PoolType, xml: string, rule: CapacityRule = 'required'): VolumeRequest => {
  const tree = rootOf(xml, 'volume', volumeParseOptions.filename);
  const volume = parseNode(volumeShape(pool, rule), tree, tree.root, volumeParseOptions);
  const feature = unknownFeature(tree.root);
  if (feature !== undefined)
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.STORAGE, `unsupported feature ${feature}`);
  const hasAllocation = volume.allocation !== undefined;
  volume.capacity ??= 0;
  volume.allocation ??= volume.capacity;
  return { volume, hasAllocation };
};

export const formatVolume = (pool: PoolType, volume: StorageVolume): string =>
  formatXml(volumeShape(pool), volume, { inactive: true });

/** Reads the `<source>` that a client asks discovery about. */
export const parseSourceSpec = (type: PoolType, xml: string): PoolSource => {
  const tree = rootOf(xml, 'source', '(storage_source_specification)');
  const around: XmlNode = {
    ...tree.root,
    name: 'sources',
    attrs: ['type', type],
    kids: [tree.root],
    holds: bitOf('type') | bitOf('source'),
    text: '',
  };
  return parseNode(PoolSources, tree, around, poolParseOptions).sources[0] as PoolSource;
};

export const formatSources = (type: PoolType, sources: readonly PoolSource[]): string =>
  formatXml(PoolSources, { type, sources: [...sources] }, { inactive: true });
