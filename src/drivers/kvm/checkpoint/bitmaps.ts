// Dirty bitmaps of checkpoints: where they are, whether they can be believed, and several of them put together into one.
import type { QmpArgs } from '../../../../schemas/qmp/types.ts';
import type { Bitmap, NamedNode, namedNodes } from '../block/new-image.ts';
import { type Layer, nodeOf } from '../blockjob-chain.ts';
import type { Guest } from '../guest.ts';
import { checkpointsOf } from './store.ts';

export type Nodes = Awaited<ReturnType<typeof namedNodes>>;

export const bitmapOn = (
  nodes: ReadonlyMap<string, NamedNode>,
  layer: Layer,
  name: string,
): Bitmap | undefined => nodes.get(nodeOf(layer))?.['dirty-bitmaps']?.find((bitmap) => bitmap.name === name);

/** A bitmap is of use when it is in the top image and in those below it without a gap, whole and still recording. */
export const isValid = (nodes: Nodes, layers: readonly Layer[], name: string): boolean => {
  let ended = false;
  for (const [place, layer] of layers.entries()) {
    const bitmap = bitmapOn(nodes, layer, name);
    if (!bitmap) {
      if (place === 0) return false;
      ended = true;
    } else if (ended || bitmap.inconsistent || !bitmap.persistent || !bitmap.recording) return false;
  }
  return layers.length > 0;
};

/** A checkpoint and all after it: together their bitmaps tell what has changed since. */
const from = (guest: Guest, checkpoint: string): string[] => {
  const tree = checkpointsOf(guest);
  const moment = tree.find(checkpoint);
  return [checkpoint, ...(moment ? tree.descendants(moment).map(({ name }) => name) : [])];
};

export interface Merge {
  readonly layers: readonly Layer[];
  /** The checkpoint from which on changes count. */
  readonly since: string;
  /** Where the sum of them goes. */
  readonly node: string;
  readonly name: string;
}

/** Actions that make a bitmap, for the while, of all that has changed since a checkpoint. */
export const mergeActions = (guest: Guest, nodes: Nodes, { layers, since, node, name }: Merge): QmpArgs[] => {
  const names = from(guest, since);
  const bitmaps = layers.flatMap((layer) =>
    names.flatMap((each) => (bitmapOn(nodes, layer, each) ? [{ node: nodeOf(layer), name: each }] : [])),
  );
  return [
    { type: 'block-dirty-bitmap-add', data: { node, name, persistent: false, disabled: true } },
    { type: 'block-dirty-bitmap-merge', data: { node, target: name, bitmaps } },
  ];
};
