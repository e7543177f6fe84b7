// Images above the disks of a guest: of a running one all at the same moment, of one that is off by qemu-img.
import { rm, stat } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { SnapshotDisk } from '../../../../schemas/xml/snapshot.ts';
import { run as runProgram } from '../../common/run.ts';
import { addImage, namedNodes, newLayer, removeNodes } from '../block/new-image.ts';
import { type Backing, type Layer, layersFor, nodeOf, replaceTop } from '../blockjob-chain.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { type Disk, diskPath } from '../stats/block.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);

/** The path of a disk of a snapshot. */
export const pathOf = (disk: SnapshotDisk): string | undefined =>
  diskPath({ source: disk.source } as unknown as Disk);

const external = (disks: readonly SnapshotDisk[]): SnapshotDisk[] =>
  disks.filter(({ snapshot }) => snapshot === 'external');

const diskOf = (domain: Domain, target: string): Disk | undefined =>
  domain.devices.disks.find((disk) => disk.target.dev === target);

interface Overlay {
  readonly disk: Disk;
  readonly top: Layer;
  readonly layer: Layer;
}

/** Bitmaps that go on above what is now only read, so that no change is missed. */
const bitmapActions = (
  nodes: Awaited<ReturnType<typeof namedNodes>>,
  { top, layer }: Overlay,
): readonly object[] =>
  (nodes.get(nodeOf(top))?.['dirty-bitmaps'] ?? []).flatMap((bitmap) =>
    bitmap.persistent && bitmap.recording && !bitmap.inconsistent && bitmap.name
      ? [
          {
            type: 'block-dirty-bitmap-add',
            data: {
              node: nodeOf(layer),
              name: bitmap.name,
              persistent: true,
              disabled: false,
              granularity: bitmap.granularity,
            },
          },
        ]
      : [],
  );

const bareLayer = ({ type, format, source }: Layer) => ({
  type,
  format: { type: format },
  source: { ...source, index: undefined },
});
const belowOf = ({ backingStore }: Disk): { backingStore?: Disk['backingStore'] } =>
  backingStore ? { backingStore } : {};

/** Puts the images above the disks of a running guest. `nodes`: what was there before, when QEMU may not say it now. */
export const overlayDisks = async (
  world: World,
  guest: Guest,
  disks: readonly SnapshotDisk[],
  reuse: boolean,
  known?: Awaited<ReturnType<typeof namedNodes>>,
): Promise<void> => {
  const run = guest.running();
  const nodes = known ?? (await namedNodes(guest));
  const overlays: Overlay[] = [];
  const made: string[] = [];
  const created: string[] = [];
  try {
    for (const wanted of external(disks)) {
      const disk = diskOf(run.domain, wanted.name);
      const path = pathOf(wanted);
      const [top] = disk ? layersFor(run, disk) : [];
      if (!disk || !top || path === undefined)
        throw unsupported(`disk '${wanted.name}' has no image that another could stand on`);
      const type = wanted.type === 'block' ? 'block' : 'file';
      const layer = newLayer(run, type, path, wanted.driver?.type ?? 'qcow2');
      if (!reuse && type === 'file') created.push(path);
      const size = nodes.get(nodeOf(top))?.image['virtual-size'] ?? 0;
      const backing = { path: top.path, format: top.format };
      await addImage(world, guest, { disk, layer, reuse, size, backing }, made);
      overlays.push({ disk, top, layer });
    }
    if (overlays.length === 0) return;
    await guest.execute('transaction', {
      actions: overlays.flatMap((overlay) => [
        ...bitmapActions(nodes, overlay),
        {
          type: 'blockdev-snapshot',
          data: { node: nodeOf(overlay.top), overlay: nodeOf(overlay.layer) },
        },
      ]),
    });
  } catch (error) {
    await removeNodes(guest, made);
    for (const path of created) await rm(path, { force: true });
    throw error;
  }
  for (const { disk, top, layer } of overlays) {
    const backing = {
      ...bareLayer(top),
      index: top.index,
      backingStore: disk.backingStore ?? {},
    } as unknown as Backing;
    const stored = guest.config && diskOf(guest.config, disk.target.dev);
    if (stored && diskPath(stored) === top.path)
      replaceTop(stored, layer, { ...bareLayer(top), ...belowOf(stored) } as unknown as Backing, false);
    replaceTop(disk, layer, backing, true);
  }
  if (guest.config) await saveDefinition(world, guest, guest.config);
  await saveStatus(world, guest);
};

/** Makes images that stand on the disks of a guest that is off. What is made is noted in `created`. */
export const createOverlays = async (
  domain: Domain,
  disks: readonly SnapshotDisk[],
  created: string[],
): Promise<void> => {
  for (const wanted of external(disks)) {
    const disk = diskOf(domain, wanted.name);
    const path = pathOf(wanted);
    const below = disk && diskPath(disk);
    if (!disk || path === undefined || below === undefined) continue;
    wanted.driver = { ...wanted.driver, type: wanted.driver?.type ?? 'qcow2' };
    const there = await stat(path).then(
      () => true,
      () => false,
    );
    if (!there) created.push(path);
    const options = `backing_fmt=${disk.driver?.type ?? 'raw'},backing_file=${below.replaceAll(',', ',,')}`;
    await runProgram('qemu-img', [
      'create',
      '-f',
      wanted.driver.type ?? 'qcow2',
      '-o',
      options,
      path.replaceAll(',', ',,'),
    ]);
  }
};

/** Has a definition name the images above its disks. */
export const useOverlays = (domain: Domain, disks: readonly SnapshotDisk[]): void => {
  for (const wanted of external(disks)) {
    const disk = diskOf(domain, wanted.name);
    if (!disk || !wanted.source) continue;
    disk.type = wanted.type === 'block' ? 'block' : 'file';
    disk.source = { ...wanted.source } as Disk['source'];
    disk.driver = { ...disk.driver, type: wanted.driver?.type ?? 'qcow2' } as Disk['driver'];
    delete disk.backingStore;
  }
};
