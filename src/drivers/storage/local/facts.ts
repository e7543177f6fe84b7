// What the file system says of a file, in the terms of a volume. Pure, for the driver and its scanning thread alike.
import type { BigIntStats, Stats } from 'node:fs';
import type { StorageVolume, VolumeTarget } from '../../../../schemas/xml/volume.ts';

/** What the file system says of a file. */
export interface FileFacts {
  readonly kind: 'file' | 'block' | 'char' | 'dir';
  /** Last offset; capacity of a raw image. */
  readonly size: number;
  readonly allocation: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Left out by scans: whoever asks for a volume's times gets them fresh. */
  readonly times?: { readonly atime: string; readonly mtime: string; readonly ctime: string };
  readonly label?: string;
}

const time = (nanoseconds: bigint): string => {
  const [seconds, rest] = [nanoseconds / 1_000_000_000n, nanoseconds % 1_000_000_000n];
  return rest === 0n ? `${seconds}` : `${seconds}.${rest.toString().padStart(9, '0')}`;
};

/** The kind of a file, or null for those that are never volumes. */
export const kindOf = (stat: BigIntStats | Stats): FileFacts['kind'] | null => {
  if (stat.isFile()) return 'file';
  if (stat.isBlockDevice()) return 'block';
  if (stat.isCharacterDevice()) return 'char';
  return stat.isDirectory() ? 'dir' : null;
};

/** The facts in a stat, without its times. */
export const briefFacts = (
  s: Stats,
  kind: FileFacts['kind'],
  end: number,
  label: string | null,
): FileFacts => ({
  kind,
  size: kind === 'file' ? s.size : end,
  allocation: kind === 'file' ? s.blocks * 512 : end,
  mode: s.mode & 0o777,
  uid: s.uid,
  gid: s.gid,
  ...(label === null ? {} : { label }),
});

/** The facts in a stat; `end` is the size of a device, which a stat does not tell. */
export const factsFrom = (
  s: BigIntStats,
  kind: FileFacts['kind'],
  end: number,
  label: string | null,
): FileFacts => ({
  kind,
  size: kind === 'file' ? Number(s.size) : end,
  allocation: kind === 'file' ? Number(s.blocks) * 512 : end,
  mode: Number(s.mode) & 0o777,
  uid: Number(s.uid),
  gid: Number(s.gid),
  times: { atime: time(s.atimeNs), mtime: time(s.mtimeNs), ctime: time(s.ctimeNs) },
  ...(label === null ? {} : { label }),
});

/** Puts what the file system says into a volume's definition. */
export const applyFacts = (def: StorageVolume, facts: FileFacts): void => {
  const none = facts.kind === 'dir';
  def.capacity = none ? 0 : facts.size;
  def.allocation = none ? 0 : facts.allocation;
  def.physical = none ? 0 : facts.size;
  applyOwner(def.target, facts);
};

/** Owner, mode and times alone: all that is shown of a backing file. */
export const applyOwner = (target: Partial<VolumeTarget>, facts: FileFacts): void => {
  target.permissions = {
    mode: `0${facts.mode.toString(8)}`,
    owner: facts.uid,
    group: facts.gid,
    ...(facts.label === undefined ? {} : { label: facts.label }),
  };
  if (facts.times) target.timestamps = { ...facts.times, btime: '0' };
};
