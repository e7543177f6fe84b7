// The disks of a backup: for each an image that takes the copy, and the bitmap that says what belongs into it.
import { rm, stat } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../../schemas/errors.ts';
import type { QmpArgs } from '../../../../schemas/qmp/types.ts';
import type { Backup, BackupDisk } from '../../../../schemas/xml/backup.ts';
import { sourcePath } from '../../../model/snapshot/align.ts';
import { strerror } from '../../../native/libc.ts';
import { addImage, namedNodes, newLayer, removeNodes } from '../block/new-image.ts';
import { type Layer, layersFor, nodeOf } from '../blockjob-chain.ts';
import { BlockJobType, checkFree, type Request } from '../blockjobs.ts';
import { isValid, mergeActions, type Nodes } from '../checkpoint/bitmaps.ts';
import { checkpointsOf } from '../checkpoint/store.ts';
import type { Guest } from '../guest.ts';
import type { Disk } from '../stats/block.ts';
import type { World } from '../world.ts';

/** One disk, ready to be copied. */
export interface Prepared {
  /** Its part of the backup's document. */
  readonly wanted: BackupDisk;
  readonly request: Request;
  /** What QEMU has to do to begin, in the transaction that begins all. */
  readonly actions: readonly QmpArgs[];
}

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);

interface Place {
  readonly wanted: BackupDisk;
  readonly disk: Disk;
  readonly layers: readonly Layer[];
  readonly pull: boolean;
}

/** The checkpoint from which on this disk is saved, when not all of it is. */
const sinceOf = (guest: Guest, nodes: Nodes, { wanted, layers }: Place): string | null => {
  if (wanted.backupmode !== 'incremental' || !wanted.incremental) return null;
  if (!checkpointsOf(guest).find(wanted.incremental))
    throw error(
      ErrorCode.NO_DOMAIN_CHECKPOINT,
      `Checkpoint '${wanted.incremental}' for incremental backup of disk '${wanted.name}' not found`,
    );
  if (!isValid(nodes, layers, wanted.incremental))
    throw error(
      ErrorCode.CHECKPOINT_INCONSISTENT,
      `missing or broken bitmap '${wanted.incremental}' for disk '${wanted.name}'`,
    );
  return wanted.incremental;
};

/** Nothing that is there already is written over unless that is what was asked for. */
const checkStore = async (wanted: BackupDisk, path: string, reuse: boolean): Promise<void> => {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause);
  const missing = found instanceof Error;
  if (wanted.type === 'block' && missing)
    throw systemError(
      ErrorDomain.NONE,
      Math.abs(found.errno ?? 0),
      `unable to stat: ${path}`,
      strerror(Math.abs(found.errno ?? 0)),
    );
  if (wanted.type === 'file' && !missing && !reuse)
    throw error(ErrorCode.INVALID_ARG, `store '${path}' for backup of '${wanted.name}' exists`);
};

/** Fills in what the document leaves to us, as it is shown from then on. */
const complete = ({ wanted, pull }: Place, incremental: boolean): void => {
  wanted.driver = { type: wanted.driver?.type ?? 'qcow2' };
  if (!pull) return;
  wanted.exportname ??= wanted.name;
  if (incremental) wanted.exportbitmap ??= `backup-${wanted.name}`;
};

/** Takes images and files away again that a backup which did not begin has left. */
export type Undo = { readonly nodes: string[]; readonly files: string[] };

export const undoDisks = async (guest: Guest, { nodes, files }: Undo): Promise<void> => {
  await removeNodes(guest, nodes);
  for (const path of files) await rm(path, { force: true });
};

const prepareDisk = async (
  world: World,
  guest: Guest,
  nodes: Nodes,
  place: Place,
  reuse: boolean,
  undo: Undo,
): Promise<Prepared> => {
  const { wanted, disk, layers, pull } = place;
  const run = guest.running();
  checkFree(run, disk);
  const [source] = layers;
  const since = sinceOf(guest, nodes, place);
  complete(place, since !== null);
  const path = sourcePath(pull ? wanted.scratch : wanted.target) ?? '';
  await checkStore(wanted, path, reuse);
  const store = newLayer(
    run,
    wanted.type === 'block' ? 'block' : 'file',
    path,
    wanted.driver?.type ?? 'qcow2',
  );
  wanted.index = store.index;
  if (!reuse && store.type === 'file') undo.files.push(path);
  const size = nodes.get(nodeOf(source))?.image['virtual-size'] ?? 0;
  // Whoever pulls reads through the scratch image what the guest has not written over since; a push of changes is made
  // to be read above the image as it was before.
  const stands = (pull || since !== null) && source && { path: source.path, format: source.format };
  await addImage(
    world,
    guest,
    {
      disk,
      layer: store,
      reuse,
      size,
      ...(stands && { backing: stands }),
      ...(pull && { backingNode: nodeOf(source) }),
    },
    undo.nodes,
  );
  const bitmap = `backup-${wanted.name}`;
  const name = `${bitmap}-${nodeOf(source)}`;
  const merged =
    since === null
      ? []
      : mergeActions(guest, nodes, {
          layers,
          since,
          node: nodeOf(pull ? store : source),
          name: pull ? (wanted.exportbitmap ?? bitmap) : bitmap,
        });
  const pushed = since === null || pull ? {} : { bitmap };
  const copy = {
    'job-id': name,
    device: nodeOf(source),
    target: nodeOf(store),
    sync: pull ? 'none' : since === null ? 'full' : 'incremental',
    ...pushed,
    'auto-finalize': true,
    'auto-dismiss': false,
  };
  return {
    wanted,
    request: {
      name,
      type: BlockJobType.BACKUP,
      target: disk.target.dev,
      layers,
      top: 0,
      base: null,
      flags: 0,
      store,
      ...pushed,
    },
    actions: [...merged, { type: 'blockdev-backup', data: copy }],
  };
};

/** Prepares all disks that are to be saved; what was made for them is noted in `undo`. */
export const prepareDisks = async (
  world: World,
  guest: Guest,
  def: Backup,
  reuse: boolean,
  undo: Undo,
): Promise<Prepared[]> => {
  const run = guest.running();
  const chosen = def.disks.filter(({ backup }) => backup);
  if (chosen.length === 0) throw error(ErrorCode.CONFIG_UNSUPPORTED, 'no disks selected for backup');
  const nodes = await namedNodes(guest);
  const prepared: Prepared[] = [];
  for (const wanted of chosen) {
    const disk = run.domain.devices.disks.find(({ target }) => target.dev === wanted.name);
    if (!disk) throw error(ErrorCode.INVALID_ARG, `no disk named '${wanted.name}'`);
    const place = { wanted, disk, layers: layersFor(run, disk), pull: def.mode === 'pull' };
    prepared.push(await prepareDisk(world, guest, nodes, place, reuse, undo));
  }
  return prepared;
};
