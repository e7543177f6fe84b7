// Checkpoints of running guests: a dirty bitmap on every disk from one moment on, so that a backup knows what changed.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { QmpArgs } from '../../../../schemas/qmp/types.ts';
import {
  alignCheckpointDisks,
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  prepareCheckpointRedefinition,
} from '../../../model/checkpoint/document.ts';
import { notRunning } from '../../common/errors.ts';
import type { Moment } from '../../common/moments.ts';
import { namedNodes } from '../block/new-image.ts';
import { type Layer, layersFor, nodeOf } from '../blockjob-chain.ts';
import type { Guest } from '../guest.ts';
import { inactiveCopy } from '../inactive-copy.ts';
import type { Disk } from '../stats/block.ts';
import type { World } from '../world.ts';
import { bitmapOn, isValid, mergeActions } from './bitmaps.ts';
import { checkpointsOf, removeCheckpointFile, saveCheckpoint } from './store.ts';

export const Create = { REDEFINE: 1, QUIESCE: 2, REDEFINE_VALIDATE: 4 } as const;
export const Delete = { CHILDREN: 1, METADATA_ONLY: 2, CHILDREN_ONLY: 4 } as const;
export const Xml = { SECURE: 1, NO_DOMAIN: 2, SIZE: 4 } as const;
/** Merged for the while of a look at its size. */
const SIZE_BITMAP = 'libvirt-tmp-size-xml';

type Node = Moment<Checkpoint>;

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);
const notPossible = (text: string): VirError => error(ErrorCode.OPERATION_UNSUPPORTED, text);

const diskOf = (guest: Guest, target: string): Disk | undefined =>
  guest.running().domain.devices.disks.find((disk) => disk.target.dev === target);

/** The disks of a checkpoint that the guest still has, with their images. */
const tracked = (guest: Guest, def: Checkpoint) =>
  def.disks.flatMap((wanted) => {
    const disk = wanted.checkpoint === 'bitmap' ? diskOf(guest, wanted.name) : undefined;
    return disk ? [{ wanted, disk, layers: layersFor(guest.running(), disk) }] : [];
  });

/** Settles a new checkpoint's disks. */
const prepare = (world: World, guest: Guest, def: Checkpoint): void => {
  def.domain = inactiveCopy(world, guest);
  alignCheckpointDisks(def);
  for (const { wanted, disk } of tracked(guest, def)) {
    if (wanted.bitmap !== def.name)
      throw error(
        ErrorCode.CONFIG_UNSUPPORTED,
        `bitmap for disk '${wanted.name}' must match checkpoint name '${def.name}'`,
      );
    const format = disk.driver?.type ?? 'raw';
    if (format !== 'qcow2')
      throw error(
        ErrorCode.CONFIG_UNSUPPORTED,
        `checkpoint for disk ${wanted.name} unsupported for storage type ${format}`,
      );
  }
};

/** A checkpoint that is there once QEMU has taken its actions, alone or with others in one transaction. */
export interface NewCheckpoint {
  readonly name: string;
  readonly actions: readonly QmpArgs[];
  /** It is made: it becomes the current one, on disk too. */
  keep(): Promise<void>;
  /** It could not be made. */
  drop(): void;
}

/** Settles a checkpoint that is about to be made. */
export const newCheckpoint = (world: World, guest: Guest, xml: string): NewCheckpoint => {
  const def = parseCheckpoint(xml);
  const tree = checkpointsOf(guest);
  prepare(world, guest, def);
  if (tree.current) def.parent = { name: tree.current.name };
  const before = tree.current;
  const moment = tree.add(def);
  return {
    name: def.name,
    actions: tracked(guest, def).map(({ wanted, layers }) => ({
      type: 'block-dirty-bitmap-add',
      data: { node: nodeOf(layers[0]), name: wanted.bitmap, persistent: true, disabled: false },
    })),
    keep() {
      tree.current = moment;
      return saveCheckpoint(guest, def);
    },
    drop() {
      tree.remove(moment);
      tree.current = before;
    },
  };
};

const create = async (world: World, guest: Guest, xml: string): Promise<string> => {
  const checkpoint = newCheckpoint(world, guest, xml);
  try {
    await guest.execute('transaction', { actions: checkpoint.actions });
    await checkpoint.keep();
  } catch (cause) {
    checkpoint.drop();
    throw cause;
  }
  return checkpoint.name;
};

const redefine = async (guest: Guest, def: Checkpoint, validate: boolean): Promise<void> => {
  const tree = checkpointsOf(guest);
  tree.checkCycles(def);
  prepareCheckpointRedefinition(def, guest.uuid);
  const parent = def.parent ? tree.find(def.parent.name) : null;
  const becomesCurrent = tree.current === null || (parent !== null && parent === tree.current);
  if (validate) {
    if (!guest.active) throw notRunning();
    const nodes = await namedNodes(guest);
    for (const { wanted, layers } of tracked(guest, def))
      if (!isValid(nodes, layers, def.name))
        throw error(
          ErrorCode.CHECKPOINT_INCONSISTENT,
          `missing or broken bitmap '${def.name}' for disk '${wanted.name}'`,
        );
  }
  const other = tree.find(def.name);
  if (other) {
    if (!def.domain && other.def.domain) def.domain = other.def.domain;
    tree.replace(other, def);
  }
  const moment = other ?? tree.add(def);
  if (becomesCurrent) tree.current = moment;
  await saveCheckpoint(guest, def);
};

/** Makes a checkpoint, or puts one back on record; gives its name. */
export const createCheckpoint = async (
  world: World,
  guest: Guest,
  xml: string,
  flags: number,
): Promise<string> => {
  const again = (flags & Create.REDEFINE) !== 0;
  if (!again && !guest.active) throw notPossible('cannot create checkpoint for inactive domain');
  if (!again) return create(world, guest, xml);
  const def = parseCheckpoint(xml, { redefine: true });
  await redefine(guest, def, (flags & Create.REDEFINE_VALIDATE) !== 0);
  return def.name;
};

const removeBitmaps = async (guest: Guest, def: Checkpoint): Promise<void> => {
  const nodes = await namedNodes(guest);
  const actions = tracked(guest, def).flatMap(({ wanted, layers }) => {
    const name = wanted.bitmap ?? def.name;
    const holders = layers.filter((layer) => bitmapOn(nodes, layer, name));
    if (holders.length === 0)
      throw error(
        ErrorCode.INTERNAL_ERROR,
        `bitmap '${name}' not found in backing chain of '${wanted.name}'`,
      );
    return holders.map((layer) => ({
      type: 'block-dirty-bitmap-remove',
      data: { node: nodeOf(layer), name },
    }));
  });
  if (actions.length > 0) await guest.execute('transaction', { actions });
};

const discard = async (guest: Guest, moment: Node, onlyMetadata: boolean): Promise<void> => {
  const tree = checkpointsOf(guest);
  if (!onlyMetadata) await removeBitmaps(guest, moment.def);
  const { parent } = moment;
  const children = [...moment.children];
  if (tree.remove(moment)) tree.current = parent;
  for (const { def } of children) await saveCheckpoint(guest, def);
  await removeCheckpointFile(guest, moment.name);
};

/** Deletes a checkpoint, what follows it, or both; bitmaps before it go on telling of its time too. */
export const deleteCheckpoint = async (guest: Guest, moment: Node, flags: number): Promise<void> => {
  const onlyMetadata = (flags & Delete.METADATA_ONLY) !== 0;
  if (!onlyMetadata && !guest.active) throw notPossible('cannot delete checkpoint for inactive domain');
  if (flags & (Delete.CHILDREN | Delete.CHILDREN_ONLY))
    for (const each of checkpointsOf(guest).descendants(moment).reverse())
      await discard(guest, each, onlyMetadata);
  if (!(flags & Delete.CHILDREN_ONLY)) await discard(guest, moment, onlyMetadata);
};

/** Asks QEMU how much has changed since the checkpoint. */
const measure = async (guest: Guest, def: Checkpoint): Promise<void> => {
  const nodes = await namedNodes(guest);
  const disks = tracked(guest, def).filter(({ layers }) => isValid(nodes, layers, def.name));
  for (const disk of def.disks) delete disk.size;
  if (disks.length === 0) return;
  const temporary = (layers: readonly Layer[]) => ({ node: nodeOf(layers[0]), name: SIZE_BITMAP });
  const left = disks.filter(({ layers }) => layers[0] && bitmapOn(nodes, layers[0], SIZE_BITMAP));
  const remove = (from: typeof disks) =>
    from.map(({ layers }) => ({ type: 'block-dirty-bitmap-remove', data: temporary(layers) }));
  if (left.length > 0) await guest.execute('transaction', { actions: remove(left) });
  await guest.execute('transaction', {
    actions: disks.flatMap(({ layers }) => {
      const { node, name } = temporary(layers);
      return mergeActions(guest, nodes, { layers, since: def.name, node, name });
    }),
  });
  const after = await namedNodes(guest);
  await guest.execute('transaction', { actions: remove(disks) });
  for (const { wanted, layers } of disks) {
    const bitmap = layers[0] && bitmapOn(after, layers[0], SIZE_BITMAP);
    if (bitmap) wanted.size = bitmap.count;
  }
};

/** The document of a checkpoint. */
export const checkpointXml = async (guest: Guest, { def }: Node, flags: number): Promise<string> => {
  const size = (flags & Xml.SIZE) !== 0;
  if (size) {
    guest.running();
    await measure(guest, def);
  }
  return formatCheckpoint(def, {
    size,
    noDomain: (flags & Xml.NO_DOMAIN) !== 0,
    secure: (flags & Xml.SECURE) !== 0,
  });
};
