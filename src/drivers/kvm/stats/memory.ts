// Memory figures of a guest: the balloon's, as its driver reports them, and QEMU's own resident size.
import { processStat } from '../../../native/process.ts';
import type { Guest } from '../guest.ts';
import type { Ask } from './ask.ts';

/** virDomainMemoryStatTags. */
export const MemoryTag = {
  SWAP_IN: 0,
  SWAP_OUT: 1,
  MAJOR_FAULT: 2,
  MINOR_FAULT: 3,
  UNUSED: 4,
  AVAILABLE: 5,
  ACTUAL: 6,
  RSS: 7,
  USABLE: 8,
  LAST_UPDATE: 9,
  DISK_CACHES: 10,
  HUGETLB_PGALLOC: 11,
  HUGETLB_PGFAIL: 12,
} as const;
export interface MemoryStat {
  readonly tag: number;
  readonly val: number;
}

/** QEMU's names in libvirt's order: [name, tag, divisor]. */
const balloonStats = [
  ['stat-swap-in', MemoryTag.SWAP_IN, 1024],
  ['stat-swap-out', MemoryTag.SWAP_OUT, 1024],
  ['stat-major-faults', MemoryTag.MAJOR_FAULT, 1],
  ['stat-minor-faults', MemoryTag.MINOR_FAULT, 1],
  ['stat-free-memory', MemoryTag.UNUSED, 1024],
  ['stat-total-memory', MemoryTag.AVAILABLE, 1024],
  ['stat-available-memory', MemoryTag.USABLE, 1024],
  ['last-update', MemoryTag.LAST_UPDATE, 1],
  ['stat-disk-caches', MemoryTag.DISK_CACHES, 1024],
  ['stat-htlb-pgalloc', MemoryTag.HUGETLB_PGALLOC, 1],
  ['stat-htlb-pgfail', MemoryTag.HUGETLB_PGFAIL, 1],
] as const;
/** What QEMU says for a figure the guest does not report. */
const UNKNOWN = 2 ** 64 - 1;
const PAGE_KIB = 4;

/** The alias of the guest's balloon device; null when it has none. */
export const balloonAlias = (guest: Guest): string | null => {
  const balloon = guest.def.devices.memballoons[0];
  if (!balloon || balloon.model === 'none') return null;
  return balloon.alias?.name ?? 'balloon0';
};

interface GuestStats {
  readonly stats?: Readonly<Record<string, number>>;
  readonly 'last-update'?: number;
}

/** All figures there are; those of the balloon are missing when it does not answer. */
export const memoryStatsOf = async (guest: Guest, ask: Ask): Promise<MemoryStat[]> => {
  const alias = balloonAlias(guest);
  const pid = guest.run?.process?.pid;
  const stat = pid === undefined ? null : processStat(pid);
  const found: MemoryStat[] = [];
  if (alias) {
    const path = `/machine/peripheral/${alias}`;
    const [balloon, answer] = await Promise.all([
      ask('query-balloon'),
      ask('qom-get', { path, property: 'guest-stats' }),
    ]);
    if (balloon) found.push({ tag: MemoryTag.ACTUAL, val: Math.floor(balloon.actual / 1024) });
    const guestStats = answer as GuestStats | null;
    for (const [name, tag, divisor] of balloonStats) {
      const value = name === 'last-update' ? guestStats?.[name] : guestStats?.stats?.[name];
      if (value !== undefined && value >= 0 && value < UNKNOWN)
        found.push({ tag, val: Math.floor(value / divisor) });
    }
  } else if (guest.run) found.push({ tag: MemoryTag.ACTUAL, val: guest.def.memory.value });
  const process = await stat;
  if (process) found.push({ tag: MemoryTag.RSS, val: process.residentPages * PAGE_KIB });
  return found;
};
