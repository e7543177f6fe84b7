// Snapshots of a running guest's disks alone: each gets an image above it, all at the same moment.
import { open, rm, stat } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Snapshot } from '../../model/snapshot/document.ts';
import { applyDrive, cacheOf } from './argv/storage.ts';
import { layersOf } from './block/from-disk.ts';
import { layerNodes } from './block/props.ts';
import { type Backing, type Layer, layersFor, nodeOf, nodesFor, replaceTop } from './blockjob-chain.ts';
import { runJob, type Sized } from './blockjob-copy.ts';
import { checkFree } from './blockjobs.ts';
import { saveDefinition } from './define.ts';
import type { Guest } from './guest.ts';
import { type Disk, diskPath } from './stats/block.ts';
import { saveStatus } from './status.ts';
import type { World } from './world.ts';

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);

interface Overlay {
  readonly disk: Disk;
  readonly top: Layer;
  readonly layer: Layer;
}

/** Makes the images that `def` names and puts them above the disks. */
export const overlayDisks = async (
  world: World,
  guest: Guest,
  def: Snapshot,
  reuse: boolean,
): Promise<void> => {
  const run = guest.running();
  const overlays: Overlay[] = [];
  for (const wanted of def.disks.filter(({ snapshot }) => snapshot === 'external')) {
    const disk = run.domain.devices.disks.find(({ target }) => target.dev === wanted.name);
    const path = diskPath({ source: wanted.source } as Disk);
    if (!disk || path === undefined || wanted.type !== 'file')
      throw unsupported(`external active snapshots are not supported on '${wanted.type}' disks`);
    const format = wanted.driver?.type ?? 'qcow2';
    if (format !== 'qcow2')
      throw unsupported(`external snapshot format for disk ${wanted.name} is unsupported: ${format}`);
    wanted.driver = { ...wanted.driver, type: 'qcow2' };
    checkFree(run, disk);
    const found = await stat(path).catch(() => null);
    if (found && found.size > 0 && !reuse)
      throw unsupported(
        `external snapshot file for disk ${wanted.name} already exists and is not a block device: ${path}`,
      );
    if (!found && reuse)
      throw new VirError(
        ErrorCode.SYSTEM_ERROR,
        ErrorDomain.QEMU,
        `missing existing file for disk ${wanted.name}: ${path}: No such file or directory`,
      );
    const [top] = layersFor(run, disk);
    if (!top) throw unsupported(`disk '${wanted.name}' has no source`);
    run.nodeIndex += 1;
    const index = run.nodeIndex;
    const source = { file: path, index } as Layer['source'];
    overlays.push({
      disk,
      top,
      layer: { type: 'file', source, path, format, index, nodes: nodesFor(run, index, format) },
    });
  }
  if (overlays.length === 0) throw unsupported('nothing selected for snapshot');
  const made: string[] = [];
  try {
    const all = (await guest.execute('query-named-block-nodes', { flat: true })) as unknown as Sized[];
    for (const { disk, top, layer } of overlays) {
      const [format = '', storage = ''] = layer.nodes;
      const size = all.find((node) => node['node-name'] === nodeOf(top))?.image['virtual-size'] ?? 0;
      if (!reuse) await (await open(layer.path, 'w', 0o600)).close();
      const props = layersOf({
        ...disk,
        type: 'file',
        source: layer.source,
        driver: { ...disk.driver, type: 'qcow2' },
        backingStore: {},
      } as Disk);
      props.backing = null;
      props.nodes = { storage, format };
      applyDrive(disk, props, true, cacheOf(disk));
      for (const node of layerNodes(props)) {
        if (node['node-name'] === format && !reuse)
          await runJob(guest, `create-${format}`, () =>
            guest.execute('blockdev-create', {
              'job-id': `create-${format}`,
              options: {
                driver: 'qcow2',
                file: storage,
                size,
                'backing-file': top.path,
                'backing-fmt': top.format,
              },
            }),
          );
        await guest.execute('blockdev-add', node);
        made.push(String(node['node-name']));
      }
    }
    await guest.execute('transaction', {
      actions: overlays.map(({ top, layer }) => ({
        type: 'blockdev-snapshot',
        data: { node: nodeOf(top), overlay: nodeOf(layer) },
      })),
    });
  } catch (error) {
    for (const node of made.reverse())
      await guest.execute('blockdev-del', { 'node-name': node }).catch(() => undefined);
    if (!reuse) for (const { layer } of overlays) await rm(layer.path, { force: true });
    throw error;
  }
  for (const { disk, top, layer } of overlays) {
    const backing = {
      type: top.type,
      format: { type: top.format },
      source: top.source,
      index: top.index,
      backingStore: disk.backingStore ?? {},
    } as unknown as Backing;
    const stored = guest.config?.devices.disks.find(({ target }) => target.dev === disk.target.dev);
    if (stored && diskPath(stored) === top.path) replaceTop(stored, layer, undefined, false);
    replaceTop(disk, layer, backing, true);
  }
  if (guest.config) await saveDefinition(world, guest, guest.config);
  await saveStatus(world, guest);
};
