// Block figures of a guest: QEMU's counters of every disk, its size as QEMU sees it, and what it takes on the host.
import { stat } from 'node:fs/promises';
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
  readonly image: { readonly filename: string; readonly 'virtual-size': number };
}

export interface BlockFigures {
  readonly counters: BlockCounters;
  readonly allocation: number;
  readonly capacity: number | null;
  readonly physical: number | null;
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

/** Counters and sizes of all disks by alias; empty when QEMU does not answer. */
export const blockFigures = async (guest: Guest, ask: Ask): Promise<Map<string, BlockFigures>> => {
  const figures = new Map<string, BlockFigures>();
  const { disks } = guest.def.devices;
  if (!guest.run || disks.length === 0) return figures;
  const [entries, nodes] = await Promise.all([
    ask('query-blockstats'),
    ask('query-named-block-nodes', { flat: true }),
  ]);
  const sizes = new Map(
    ((nodes ?? []) as unknown as NodeEntry[]).map((node) => [
      node['node-name'] ?? '',
      node.image['virtual-size'],
    ]),
  );
  for (const disk of disks) {
    const alias = disk.alias?.name;
    const entry = alias && ((entries ?? []) as unknown as BlockEntry[]).find((e) => belongsTo(e, alias));
    if (!alias || !entry) continue;
    const node = entry['node-name'] ?? null;
    const capacity = node === null ? undefined : sizes.get(node);
    const storage = node?.replace(/-format$/, '-storage');
    const physical = storage === undefined ? undefined : sizes.get(storage);
    figures.set(alias, {
      counters: entry.stats,
      allocation: entry.parent?.stats.wr_highest_offset ?? entry.stats.wr_highest_offset ?? 0,
      capacity: capacity ?? null,
      physical: physical ?? (await sizeOnHost(disk)),
      node,
    });
  }
  return figures;
};

/** The size of the image's file; null when it has none or it cannot be seen. */
export const sizeOnHost = async (disk: Disk): Promise<number | null> => {
  const path = diskPath(disk);
  if (path === undefined) return null;
  return stat(path).then(
    (file) => file.size,
    () => null,
  );
};
