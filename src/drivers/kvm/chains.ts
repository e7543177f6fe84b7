// Backing chains: what an image says it stands on, found out before it is used, and the numbers of its block nodes.
import { open } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Disk } from '../../model/domain/devices.ts';
import { resolveBacking } from '../../model/storage/backing.ts';
import { HEADER_LENGTH, readHeader } from '../../model/storage/probe.ts';
import { placeOf } from './block/from-disk.ts';
import type { Backing } from './blockjob-chain.ts';
import type { Domain } from './hardware.ts';
import { diskPath } from './stats/block.ts';

const MAX_DEPTH = 200;

const headerOf = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'No such file or directory' : error.message;
    throw new VirError(
      ErrorCode.SYSTEM_ERROR,
      ErrorDomain.STORAGE,
      `Cannot access storage file '${path}': ${why}`,
    );
  });
  try {
    const buffer = Buffer.alloc(HEADER_LENGTH);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** The chain below an image; an empty element ends it. */
const chainBelow = async (path: string, format: string, depth = 0): Promise<Backing> => {
  if (depth > MAX_DEPTH)
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.STORAGE,
      `backing store for ${path} is self-referential`,
    );
  if (format === 'raw') return {};
  const { backing } = readHeader(await headerOf(path), format as never);
  if (!backing) return {};
  const source = resolveBacking(path, backing.name);
  const below = (source as { path?: string }).path;
  if (source.type !== 'file' || below === undefined) return {};
  const type = backing.format === 'auto' || backing.format === 'auto-safe' ? 'raw' : backing.format;
  return {
    type: 'file',
    detected: true,
    format: { type: type as NonNullable<Backing['format']>['type'] },
    source: { file: below } as Backing['source'],
    backingStore: await chainBelow(below, type, depth + 1),
  };
};

/** Finds what a disk's definition does not say of its chain. */
export const detectChain = async (disk: Disk): Promise<void> => {
  const path = diskPath(disk);
  const kind = disk.type === 'volume' ? placeOf(disk.source)?.type : disk.type;
  if (path === undefined || (kind !== 'file' && kind !== 'block')) return;
  let holder: { backingStore?: Backing } = disk;
  let [last, format] = [path, disk.driver?.type ?? 'raw'] as [string, string];
  for (let next = holder.backingStore; next; next = next.backingStore) {
    if (next.type === undefined || (next.type !== 'file' && next.type !== 'block')) return;
    last = diskPath({ source: next.source } as Disk) ?? '';
    format = next.format?.type ?? 'raw';
    holder = next;
  }
  // An image that stands on nothing is there all the same.
  if (format === 'raw') await headerOf(last);
  holder.backingStore = await chainBelow(last, format);
};

/** Numbers the nodes of one disk, top first; returns the next free number. */
export const numberChain = (disk: Disk, next: number): number => {
  let number = next;
  const source = disk.source as { index?: number } | undefined;
  if (!source) return number;
  source.index ??= number++;
  for (let layer = disk.backingStore; layer?.type !== undefined; layer = layer.backingStore) {
    layer.index ??= number++;
  }
  return number;
};

const isEmpty = (disk: Disk): boolean => disk.type !== 'network' && diskPath(disk) === undefined;

/**
 * Chains and numbers of all disks of a guest that is about to start, in libvirt's order: the last disk first, and what
 * definitions say before what is found out.
 */
export const prepareChains = async (domain: Domain): Promise<number> => {
  const disks = [...domain.devices.disks].reverse();
  let next = 1;
  for (const disk of disks) {
    if (isEmpty(disk)) {
      // A drive without a medium has a number all the same, and no format.
      next++;
      if (disk.driver) delete disk.driver.type;
    } else next = numberChain(disk, next);
  }
  await Promise.all(disks.map(detectChain));
  for (const disk of disks) next = numberChain(disk, next);
  return next - 1;
};

/** After a restart: what the stored definition does not say of a chain was found out. */
export const markDetected = (domain: Domain, config: Domain | null): void => {
  for (const disk of domain.devices.disks) {
    const stored = config?.devices.disks.find(({ target }) => target.dev === disk.target.dev);
    let told = stored && diskPath(stored) === diskPath(disk) ? stored.backingStore : undefined;
    for (let layer = disk.backingStore as Backing | undefined; layer; layer = layer.backingStore) {
      if (layer.type !== undefined && told?.type === undefined) layer.detected = true;
      told = told?.backingStore;
    }
  }
};
