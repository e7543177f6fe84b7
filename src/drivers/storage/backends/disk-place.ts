// Chooses where on a disk a new partition goes: the smallest free extent it fits, cylinders respected on DOS disks.
import { internalError } from '../errors.ts';
import type { DiskGeometry } from '../objects.ts';

export interface PlaceRequest {
  readonly size: number;
  readonly free: readonly { readonly start: number; readonly end: number; readonly logical: boolean }[];
  /** Only where partitions end at cylinders. */
  readonly cylinders?: DiskGeometry;
  readonly logical: boolean;
}

const SECTOR = 512;

/** First and last byte of the new partition. */
export const choosePlace = (request: PlaceRequest): { start: number; end: number } => {
  const { size, free, cylinders, logical } = request;
  const cylinder = cylinders ? cylinders.heads * cylinders.sectors * SECTOR : 0;
  const extra = cylinders ? cylinder - (size % cylinder) : 0;
  let best: { start: number; room: number; needed: number } | null = null;
  for (const extent of free) {
    let room = extent.end - extent.start;
    let needed = size;
    if (cylinders) {
      needed += extra;
      if (extent.start % cylinder > extra) needed += cylinder;
      // Logical partitions are a sector apart: their own table stands between them.
      if (logical) room -= SECTOR;
    }
    if (room <= needed || (best && room >= best.room) || extent.logical !== logical) continue;
    best = { start: extent.start, room, needed };
  }
  if (!best) throw internalError('no large enough free extent');
  const start = best.start + (logical ? SECTOR : 0);
  const end = start + best.needed - (cylinders ? start % cylinder : 0);
  return { start, end: end - 1 };
};
