// The images of a disk as a list, top first: finding one by the names clients use, and joining what is left of a chain.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Disk } from '../../model/domain/devices.ts';
import type { Run } from './guest.ts';
import { diskPath } from './stats/block.ts';

/** `detected`: found out, not told by the definition. */
export type Backing = NonNullable<Disk['backingStore']> & { detected?: boolean };

/** One image of a chain. */
export interface Layer {
  readonly type: Disk['type'];
  readonly source: NonNullable<Disk['source']>;
  readonly path: string;
  readonly format: string;
  readonly index: number;
  /** Nodes of QEMU, the one that others stand on first. */
  readonly nodes: readonly string[];
}

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);

/** Names of the nodes of an image with this number. */
export const nodesFor = (run: Run, index: number, format: string): string[] => {
  const storage = `libvirt-${index}-storage`;
  const bare = format === 'raw' && run.caps.has('blockjob.backing-mask-protocol');
  return bare ? [storage] : [`libvirt-${index}-format`, storage];
};

/** All images of a running disk. */
export const layersFor = (run: Run, disk: Disk): Layer[] => {
  const layers: Layer[] = [];
  const add = (
    type: Disk['type'],
    source: NonNullable<Disk['source']>,
    format: string,
    index: number,
  ): void => {
    const path = diskPath({ source } as Disk) ?? '';
    layers.push({ type, source, path, format, index, nodes: nodesFor(run, index, format) });
  };
  if (!disk.source) return layers;
  add(disk.type, disk.source, disk.driver?.type ?? 'raw', disk.source.index ?? 0);
  for (let layer = disk.backingStore; layer?.type !== undefined; layer = layer.backingStore)
    add(layer.type, (layer.source ?? {}) as Layer['source'], layer.format?.type ?? 'raw', layer.index ?? 0);
  return layers;
};

/** The node a job names when it means this image. */
export const nodeOf = (layer: Layer | undefined): string => layer?.nodes[0] ?? '';

/**
 * The place of the image called `name` (a path, or `vda[2]`) at `from` or below; without a name, of the last one.
 * `below` is the image that the message speaks of when there is one above.
 */
export const lookUp = (
  layers: readonly Layer[],
  target: string,
  name: string | null,
  from = 0,
  below?: Layer,
): number => {
  const start = layers[0]?.path ?? '';
  if (name === null) {
    if (layers.length > from) return layers.length - 1;
    throw invalid(`could not find base image in chain for '${target}'`);
  }
  const [, dev, number] = /^(.*)\[(\d+)\]$/.exec(name) ?? [];
  if (dev !== undefined && dev !== target)
    throw invalid(`requested target '${dev}' does not match target '${target}'`);
  const at = layers.findIndex(
    ({ path, index }, i) => i >= from && (dev === undefined ? path === name : index === Number(number)),
  );
  if (at >= 0) return at;
  throw invalid(
    below
      ? `could not find image '${name}' beneath '${below.path}' in chain for '${start}'`
      : `could not find image '${name}' in chain for '${start}'`,
  );
};

/** The part of a definition that stands at this place of the chain: the disk itself, or a backing store. */
export const holderAt = (disk: Disk, place: number): { backingStore?: Backing } => {
  let holder: { backingStore?: Backing } = disk;
  for (let i = 0; i < place; i++) holder = holder.backingStore ?? {};
  return holder;
};

/** Leaves out the images between a place and the one that is to follow it; an empty element ends the chain. */
export const cutChain = (disk: Disk, place: number, next: number | null): void => {
  const rest = next === null ? {} : (holderAt(disk, next) as Backing);
  holderAt(disk, place).backingStore = rest;
};

/** How many images of a chain a stored definition spells out below the top. */
const spelledOut = (stored: Disk): number => {
  let depth = 0;
  for (let layer = stored.backingStore; layer?.type !== undefined; layer = layer.backingStore) depth++;
  return depth;
};

/** What a stored definition says of the images below a place; nothing when it does not go that deep. */
export const storedBelow = (stored: Disk, place: number): Backing | undefined =>
  place <= spelledOut(stored) ? holderAt(stored, place).backingStore : undefined;

/** The same cut in a stored definition, as far as it spells the chain out: the rest is found out at the next start. */
export const cutStored = (stored: Disk, place: number, next: number | null): void => {
  const depth = spelledOut(stored);
  if (place > depth) return;
  const holder = holderAt(stored, place);
  if (next !== null && next <= depth) holder.backingStore = holderAt(stored, next) as Backing;
  else delete holder.backingStore;
};

/** Puts another image at the top of a disk. */
export const replaceTop = (
  disk: Disk,
  layer: Layer,
  backing: Backing | undefined,
  numbered: boolean,
): void => {
  disk.type = layer.type;
  const source = { ...layer.source };
  if (numbered) source.index = layer.index;
  else delete source.index;
  disk.source = source;
  disk.driver = { ...disk.driver, type: layer.format } as Disk['driver'];
  if (backing) disk.backingStore = backing;
  else delete disk.backingStore;
};
