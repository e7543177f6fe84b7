// Block figures of a guest: QEMU's counters of every disk, its size as QEMU sees it, and what it takes on the host.
import { open } from 'node:fs/promises';
import { HEADER_LENGTH, readHeader } from '../../../model/storage/probe.ts';
import { blockDeviceSize } from '../../../native/files.ts';
import { placeOf } from '../block/from-disk.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import type { Ask } from './ask.ts';

export type Disk = Domain['devices']['disks'][number];

export interface BlockCounters {
  readonly rd_operations: number;
  readonly rd_bytes: number;
  readonly rd_total_time_ns: number;
  readonly wr_operations: number;
  readonly wr_bytes: number;
  readonly wr_total_time_ns: number;
  readonly flush_operations: number;
  readonly flush_total_time_ns: number;
  readonly wr_highest_offset?: number;
}

interface BlockEntry {
  readonly qdev?: string;
  readonly device?: string;
  readonly 'node-name'?: string;
  readonly stats: BlockCounters;
  readonly parent?: { readonly stats: { readonly wr_highest_offset: number } };
}

interface NodeEntry {
  readonly 'node-name'?: string;
  readonly image: {
    readonly filename: string;
    readonly 'virtual-size': number;
    readonly 'actual-size'?: number;
  };
  readonly write_threshold?: number;
}

export interface BlockFigures {
  readonly counters: BlockCounters;
  /** The highest byte written to so far; null for a drive without a medium. */
  readonly allocation: number | null;
  readonly capacity: number | null;
  /** What the image takes on the host. */
  readonly physical: number | null;
  readonly threshold: number;
  readonly node: string | null;
}

/** The host path of a disk's image, if it has one. */
export const diskPath = (disk: Disk): string | undefined => {
  const source = disk.source as { file?: string; dev?: string; dir?: string } | undefined;
  return placeOf(source)?.path ?? source?.file ?? source?.dev ?? source?.dir;
};

const belongsTo = (entry: BlockEntry, alias: string): boolean =>
  entry.device === `drive-${alias}` ||
  (entry.qdev ?? '').split('/').some((part) => part === alias || part === `${alias}-device`);

/** What QEMU knows of its images, by the name of the node. */
export type ImageNodes = ReadonlyMap<string, NodeEntry>;

/** Size of an image, what it takes on the host, and the threshold set on it. */
export const imageFigures = (nodes: ImageNodes, node: string) => {
  const image = nodes.get(node)?.image;
  const capacity = image?.['virtual-size'] ?? null;
  return {
    capacity,
    // QEMU tells it where it is less than the size.
    physical: image?.['actual-size'] ?? capacity,
    threshold: nodes.get(node.replace(/-format$/, '-storage'))?.write_threshold ?? 0,
  };
};

/** Counters and sizes of all disks by alias, and of all images; empty when QEMU does not answer. */
export const blockFigures = async (
  guest: Guest,
  ask: Ask,
): Promise<{ readonly disks: ReadonlyMap<string, BlockFigures>; readonly nodes: ImageNodes }> => {
  const figures = new Map<string, BlockFigures>();
  const { disks } = guest.def.devices;
  if (!guest.run || disks.length === 0) return { disks: figures, nodes: new Map() };
  const [entries, all] = await Promise.all([
    ask('query-blockstats'),
    ask('query-named-block-nodes', { flat: true }),
  ]);
  const nodes = new Map(
    ((all ?? []) as unknown as NodeEntry[]).map((each) => [each['node-name'] ?? '', each]),
  );
  for (const disk of disks) {
    const alias = disk.alias?.name;
    const entry = alias && ((entries ?? []) as unknown as BlockEntry[]).find((e) => belongsTo(e, alias));
    if (!alias || !entry) continue;
    const node = entry['node-name'] ?? null;
    figures.set(alias, {
      counters: entry.stats,
      allocation: node === null ? null : ((entry.parent ?? entry).stats.wr_highest_offset ?? 0),
      ...imageFigures(nodes, node ?? ''),
      node,
    });
  }
  return { disks: figures, nodes };
};

export interface HostFigures {
  readonly capacity: number;
  readonly allocation: number;
  readonly physical: number;
}

const BLOCK = 512;

/** What the host tells of an image that no guest has open; null when it has none or it cannot be seen. */
export const figuresOnHost = async (disk: Disk): Promise<HostFigures | null> => {
  const path = diskPath(disk);
  if (path === undefined) return null;
  const file = await open(path, 'r').catch(() => null);
  if (!file) return null;
  try {
    const found = await file.stat();
    const physical = found.isBlockDevice() ? blockDeviceSize(file.fd) : found.size;
    const allocation = found.isBlockDevice() ? physical : found.blocks * BLOCK;
    const format = disk.driver?.type ?? 'raw';
    if (format === 'raw') return { capacity: physical, allocation, physical };
    const header = Buffer.alloc(HEADER_LENGTH);
    const { bytesRead } = await file.read(header, 0, header.length, 0);
    const { capacity } = readHeader(header.subarray(0, bytesRead), format as never);
    return { capacity: capacity ?? physical, allocation, physical };
  } catch {
    return null;
  } finally {
    await file.close();
  }
};
