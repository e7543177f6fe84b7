// An image that joins a running guest: made when it is to be made, opened by QEMU as nodes that nothing stands on yet.
import { chown, open } from 'node:fs/promises';
import { ErrorDomain, systemError } from '../../../../schemas/errors.ts';
import { strerror } from '../../../native/libc.ts';
import { applyDrive, cacheOf } from '../argv/storage.ts';
import { type Layer, nodesFor } from '../blockjob-chain.ts';
import type { Guest, Run } from '../guest.ts';
import { runJob } from '../qmp-job.ts';
import type { Disk } from '../stats/block.ts';
import type { World } from '../world.ts';
import { layersOf } from './from-disk.ts';
import { layerNodes } from './props.ts';

export interface NamedNode {
  readonly 'node-name': string;
  readonly image: { readonly 'virtual-size': number };
  readonly 'dirty-bitmaps'?: readonly Bitmap[];
}
export interface Bitmap {
  readonly name?: string;
  readonly recording: boolean;
  readonly persistent: boolean;
  readonly inconsistent?: boolean;
  readonly granularity: number;
  readonly count: number;
}

/** What QEMU tells of all its nodes, by name. */
export const namedNodes = async (guest: Guest): Promise<ReadonlyMap<string, NamedNode>> => {
  const all = await guest.execute('query-named-block-nodes', { flat: true });
  return new Map((all as unknown as readonly NamedNode[]).map((node) => [node['node-name'], node]));
};

/** A layer for an image, with the next number of this run. */
export const newLayer = (run: Run, type: 'file' | 'block', path: string, format: string): Layer => {
  run.nodeIndex += 1;
  const index = run.nodeIndex;
  const source = (type === 'block' ? { dev: path, index } : { file: path, index }) as Layer['source'];
  return { type, source, path, format, index, nodes: nodesFor(run, index, format) };
};

export interface ImageRequest {
  /** Whose drive settings apply. */
  readonly disk: Disk;
  readonly layer: Layer;
  /** The image exists; it is only opened. */
  readonly reuse: boolean;
  readonly size: number;
  /** What is written into the image about the one below. */
  readonly backing?: { readonly path: string; readonly format: string };
  /** The node it stands on from the first. */
  readonly backingNode?: string;
}

/** Makes the file itself, owned by whom QEMU runs as. */
export const createFile = async (world: World, path: string, size = 0): Promise<void> => {
  const file = await open(path, 'wx', 0o600).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return open(path, 'w', 0o600);
    const code = Math.abs(error.errno ?? 0);
    throw systemError(ErrorDomain.QEMU, code, `failed to create image file '${path}'`, strerror(code));
  });
  try {
    if (size) await file.truncate(size);
  } finally {
    await file.close();
  }
  const { user, dynamicOwnership } = world.config;
  if (user && dynamicOwnership) await chown(path, user.uid, user.gid);
};

/** Adds the image's nodes to QEMU; each is noted in `made` as it comes, so that a failure can be undone. */
export const addImage = async (
  world: World,
  guest: Guest,
  { disk, layer, reuse, size, backing, backingNode }: ImageRequest,
  made: string[],
): Promise<void> => {
  const [top = '', storage = top] = layer.nodes;
  const hasFormat = layer.nodes.length > 1;
  if (!reuse && layer.type === 'file') await createFile(world, layer.path, layer.format === 'raw' ? size : 0);
  const props = layersOf({
    ...disk,
    type: layer.type,
    source: layer.source,
    driver: { ...disk.driver, type: layer.format },
    readonly: undefined,
    encryption: undefined,
    backingStore: {},
  } as Disk);
  props.backing = null;
  props.nodes = { storage, ...(hasFormat && { format: top }) };
  applyDrive(disk, props, true, cacheOf(disk));
  for (const node of layerNodes(props)) {
    const isFormat = node['node-name'] === props.nodes.format;
    if (isFormat && layer.format !== 'raw' && !reuse)
      await runJob(guest, `create-${top}`, () =>
        guest.execute('blockdev-create', {
          'job-id': `create-${top}`,
          options: {
            driver: layer.format,
            file: storage,
            size,
            ...(backing && { 'backing-file': backing.path, 'backing-fmt': backing.format }),
          },
        }),
      );
    const isTop = node['node-name'] === top;
    await guest.execute('blockdev-add', { ...node, ...(isTop && backingNode && { backing: backingNode }) });
    made.push(String(node['node-name']));
  }
};

/** Takes nodes out again, the last first. */
export const removeNodes = async (guest: Guest, made: readonly string[]): Promise<void> => {
  for (const node of [...made].reverse())
    await guest.execute('blockdev-del', { 'node-name': node }).catch(() => undefined);
};
