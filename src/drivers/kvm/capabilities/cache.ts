// Capabilities of every emulator the daemon has met: probed once, kept on disk, probed again when the binary or the
// host has changed. A hanging emulator delays only those who ask for that emulator.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setAside, writeFileAtomic } from '../../common/store.ts';
import type { Logger } from '../../host.ts';
import { type QemuCaps, type QemuCapsData, qemuCaps } from './caps.ts';
import { type ProbeOptions, probeQemu } from './probe.ts';

export interface QemuCapsCacheOptions extends Omit<ProbeOptions, 'binary'> {
  /** var/cache/libvirt/qemu/capabilities */
  dir: string;
  log: Logger;
  /** Kernel, microcode, KVM device and whatever else of the host the answers depend on. */
  hostStamp: () => Promise<string>;
  /** How many emulators to probe at once. */
  parallel?: number;
  /** Milliseconds for which an answer is not checked again. */
  trustFor?: number;
  /** Replaces the probing itself. */
  probe?: (options: ProbeOptions) => Promise<QemuCapsData>;
}

export interface QemuCapsCache {
  /** Capabilities of an emulator, from memory, disk or a probe; rejects with a coded error. */
  lookup(binary: string): Promise<QemuCaps>;
  /** The last answer, without looking whether it is outdated; for code that cannot wait. */
  peek(binary: string): QemuCaps | undefined;
}

/** Raised when the stored form changes; older files are probed again. */
const FORMAT = 1;
/** A binary that failed is not run again for this long unless it has changed. */
const FAILURE_KEPT_MS = 10_000;

interface CacheFile {
  format: number;
  stamp: string;
  caps: QemuCapsData;
}

interface Entry {
  stamp: string;
  checked: number;
  caps?: QemuCaps;
  failure?: unknown;
}

export const qemuCapsCache = (options: QemuCapsCacheOptions): QemuCapsCache => {
  const { dir, log, hostStamp, probe = probeQemu, trustFor = 1_000, ...probeOptions } = options;
  const entries = new Map<string, Entry>();
  const running = new Map<string, Promise<QemuCaps>>();
  const slots = semaphore(options.parallel ?? 2);

  const stampOf = async (binary: string): Promise<string> => {
    const { ctimeMs, mtimeMs, size, ino } = await stat(binary);
    return JSON.stringify([binary, ctimeMs, mtimeMs, size, ino, await hostStamp()]);
  };

  const load = async (path: string, stamp: string): Promise<QemuCaps | undefined> => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      const file = JSON.parse(text) as CacheFile;
      if (file.format !== FORMAT || file.stamp !== stamp) return undefined;
      checkShape(file.caps);
      return qemuCaps(file.caps);
    } catch (error) {
      await setAside(path, log, error);
      return undefined;
    }
  };

  const find = async (binary: string): Promise<QemuCaps> => {
    const before = entries.get(binary);
    const stamp = await stampOf(binary).catch(() => '');
    const now = performance.now();
    if (before?.stamp === stamp && stamp !== '') {
      if (before.caps !== undefined) {
        before.checked = now;
        return before.caps;
      }
      if (now - before.checked < FAILURE_KEPT_MS) throw before.failure;
    }
    const path = join(dir, `${createHash('sha256').update(binary).digest('hex')}.json`);
    const kept = stamp === '' ? undefined : await load(path, stamp);
    if (kept !== undefined) {
      entries.set(binary, { stamp, checked: now, caps: kept });
      return kept;
    }
    try {
      const data = await slots(() => probe({ ...probeOptions, binary }));
      const caps = qemuCaps(data);
      entries.set(binary, { stamp, checked: performance.now(), caps });
      const file: CacheFile = { format: FORMAT, stamp, caps: data };
      await writeFileAtomic(path, JSON.stringify(file)).catch((error: unknown) =>
        log.warn({ file: path, err: String(error) }, `Failed to save '${path}' for '${binary}'`),
      );
      return caps;
    } catch (failure) {
      log.warn({ binary, err: String(failure) }, `Failed to probe capabilities for ${binary}`);
      entries.set(binary, { stamp, checked: performance.now(), failure });
      throw failure;
    }
  };

  return {
    lookup: (binary) => {
      const entry = entries.get(binary);
      if (entry?.caps !== undefined && performance.now() - entry.checked < trustFor)
        return Promise.resolve(entry.caps);
      let asked = running.get(binary);
      if (asked === undefined) {
        asked = find(binary).finally(() => running.delete(binary));
        running.set(binary, asked);
      }
      return asked;
    },
    peek: (binary) => entries.get(binary)?.caps,
  };
};

/** A file cut short or written by something else must not surface as a type error later. */
const checkShape = (caps: QemuCapsData): void => {
  const good =
    typeof caps === 'object' &&
    caps !== null &&
    typeof caps.binary === 'string' &&
    typeof caps.arch === 'string' &&
    Number.isInteger(caps.version) &&
    Array.isArray(caps.flags) &&
    Object.values(caps.accel ?? { none: undefined }).every((accel) => Array.isArray(accel?.machines));
  if (!good) throw new Error('not a description of QEMU capabilities');
};

const semaphore = (limit: number) => {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
};
