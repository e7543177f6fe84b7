// Copying a running disk to another image: the image is made and opened, then QEMU mirrors the disk to it.
import { open, rm, stat } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { parseDevice } from '../../model/domain/parse.ts';
import { applyDrive, cacheOf } from './argv/storage.ts';
import { layersOf } from './block/from-disk.ts';
import { layerNodes } from './block/props.ts';
import { type Backing, type Layer, layersFor, nodeOf, nodesFor } from './blockjob-chain.ts';
import { BlockJobType, checkFree, startBlockJob } from './blockjobs.ts';
import { detectChain } from './chains.ts';
import type { Guest } from './guest.ts';
import { runJob } from './qmp-job.ts';
import { type Disk, diskPath } from './stats/block.ts';
import type { World } from './world.ts';

export const CopyFlag = { SHALLOW: 1, REUSE_EXT: 2, TRANSIENT_JOB: 4, SYNCHRONOUS_WRITES: 8 } as const;

export interface CopyRequest {
  /** Target or source of the disk. */
  readonly path: string;
  readonly type: 'file' | 'block';
  readonly target: string;
  readonly format?: string | undefined;
  readonly speed: number;
  readonly granularity?: number;
  readonly bufSize?: number;
  readonly flags: number;
}

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);
const unsupported = (text: string): VirError => error(ErrorCode.CONFIG_UNSUPPORTED, text);

/** What the `<disk>` of a copy's destination says. */
export const copyTarget = (xml: string): Pick<CopyRequest, 'type' | 'target' | 'format'> => {
  const full = xml.includes('<target') ? xml : xml.replace('</disk>', "<target dev='vda'/></disk>");
  const device = parseDevice(full, { inactive: true });
  if (device.kind !== 'disk') throw error(ErrorCode.XML_ERROR, "expecting root element of 'disk'");
  const { dev: disk } = device;
  if (disk.type !== 'file' && disk.type !== 'block')
    throw unsupported(`copies to '${disk.type}' images are not supported yet`);
  if (disk.source?.encryption) throw unsupported('copies to encrypted images are not supported yet');
  if (disk.backingStore?.type !== undefined)
    throw unsupported('copies to images whose backing chain is given are not supported yet');
  return { type: disk.type, target: diskPath(disk) ?? '', format: disk.driver?.type };
};

/** Whether the destination is there to be used; refuses what libvirt refuses. */
const checkTarget = async (dev: string, request: CopyRequest): Promise<boolean> => {
  const { target, type, flags } = request;
  const reuse = (flags & CopyFlag.REUSE_EXT) !== 0;
  const found = await stat(target).catch(() => null);
  if (!found) {
    if (reuse || type === 'block')
      throw error(
        ErrorCode.SYSTEM_ERROR,
        `missing destination file for disk ${dev}: ${target}: No such file or directory`,
      );
    return false;
  }
  if (found.isBlockDevice()) return true;
  if (found.size && !reuse)
    throw unsupported(
      `external destination file for disk ${dev} already exists and is not a block device: ${target}`,
    );
  if (type === 'block')
    throw error(
      ErrorCode.INVALID_ARG,
      `blockdev flag requested for disk ${dev}, but file '${target}' is not a block device`,
    );
  return reuse;
};

export interface Sized {
  readonly 'node-name': string;
  readonly image: { readonly 'virtual-size': number };
}

/** Starts the copy. */
export const startCopy = async (
  world: World,
  guest: Guest,
  disk: Disk,
  request: CopyRequest,
): Promise<void> => {
  const run = guest.running();
  const { target, type, flags } = request;
  const { dev } = disk.target;
  if (!target.startsWith('/'))
    throw error(ErrorCode.INVALID_ARG, 'absolute path must be used as block copy target');
  checkFree(run, disk);
  if (!(flags & CopyFlag.TRANSIENT_JOB) && guest.persistent)
    throw error(ErrorCode.OPERATION_INVALID, 'domain is not transient');
  const layers = layersFor(run, disk);
  const [top, below] = layers;
  if (!top) throw error(ErrorCode.CONFIG_UNSUPPORTED, `disk '${dev}' has no source to be copied`);
  const shallow = (flags & CopyFlag.SHALLOW) !== 0 && below !== undefined;
  const reuse = (flags & CopyFlag.REUSE_EXT) !== 0;
  if (reuse && shallow) throw unsupported('shallow copies into existing images are not supported yet');
  if (reuse && !request.format) throw unsupported('reused mirror destination format must be specified');
  const format = request.format ?? top.format;
  if (shallow && format === 'raw')
    throw unsupported(`shallow copy of disk '${dev}' into a raw file is not possible`);
  if (format !== 'raw' && format !== 'qcow2')
    throw unsupported(`copies into '${format}' images are not supported yet`);
  const existing = await checkTarget(dev, request);

  const index = run.nodeIndex + 1;
  run.nodeIndex = index;
  const source = (type === 'file' ? { file: target, index } : { dev: target, index }) as Layer['source'];
  const [node = '', storage = node] = nodesFor(run, index, format);
  const fake = { ...disk, type, source, driver: { ...disk.driver, type: format }, readonly: undefined };
  const layer = layersOf({ ...fake, backingStore: {} } as Disk);
  layer.backing = null;
  layer.nodes = { storage, ...(node !== storage && { format: node }) };
  applyDrive(disk, layer, true, cacheOf(disk));
  let mirrorBacking: Backing = {};
  if (shallow) mirrorBacking = disk.backingStore ?? {};
  else if (reuse) {
    const probe = { type, source, driver: { type: format } } as unknown as Disk;
    await detectChain(probe);
    if (probe.backingStore?.type !== undefined)
      throw unsupported('copies into existing images with backing files are not supported yet');
  }
  const mirror: Layer = { type, source, path: target, format, index, nodes: nodesFor(run, index, format) };
  const name = `copy-${dev}-${nodeOf(top)}`;
  const made: string[] = [];
  try {
    const nodes = (await guest.execute('query-named-block-nodes', {
      flat: true,
    })) as unknown as readonly Sized[];
    const size = nodes.find((each) => each['node-name'] === nodeOf(top))?.image['virtual-size'] ?? 0;
    if (!existing) {
      const file = await open(target, 'w', 0o600);
      if (format === 'raw') await file.truncate(size);
      await file.close();
    }
    for (const props of layerNodes(layer)) {
      const isFormat = props['node-name'] === layer.nodes.format;
      if (isFormat && format === 'qcow2' && !reuse)
        await runJob(guest, `create-${node}`, () =>
          guest.execute('blockdev-create', {
            'job-id': `create-${node}`,
            options: {
              driver: 'qcow2',
              file: storage,
              size,
              ...(shallow && { 'backing-file': below.path, 'backing-fmt': below.format }),
            },
          }),
        );
      const backing = isFormat && shallow ? { backing: nodeOf(below) } : {};
      await guest.execute('blockdev-add', { ...props, ...backing });
      made.push(String(props['node-name']));
    }
    const job = { name, type: BlockJobType.COPY, target: dev, layers, top: 0, base: null, flags };
    disk.mirror = {
      type,
      ...(type === 'file' && { file: target, formatAttr: format }),
      job: 'copy',
      format: { type: format },
      source,
      ...(!shallow && { backingStore: {} }),
    } as unknown as Disk['mirror'];
    await startBlockJob(world, guest, { ...job, mirror, mirrorBacking, shallow }, () =>
      guest.execute('blockdev-mirror', {
        'job-id': name,
        device: nodeOf(top),
        target: node,
        replaces: nodeOf(top),
        ...(request.speed && { speed: request.speed }),
        ...(request.granularity && { granularity: request.granularity }),
        ...(request.bufSize && { 'buf-size': request.bufSize }),
        sync: shallow ? 'top' : 'full',
        ...(flags & CopyFlag.SYNCHRONOUS_WRITES && { 'copy-mode': 'write-blocking' }),
        'auto-finalize': true,
        'auto-dismiss': false,
      }),
    );
  } catch (cause) {
    for (const each of made.reverse())
      await guest.execute('blockdev-del', { 'node-name': each }).catch(() => undefined);
    if (!existing) await rm(target, { force: true });
    throw cause;
  }
};
