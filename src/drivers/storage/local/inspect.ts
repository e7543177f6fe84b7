// Looks at one file that is or may be a volume: its kind, sizes, owner, times, and what its header says.
import type { BigIntStats } from 'node:fs';
import { constants, existsSync } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import type { FileFormat } from '../../../../schemas/xml/storage/words.ts';
import { HEADER_LENGTH, type ImageHeader, readHeader } from '../../../model/storage/probe.ts';
import { getXattr, seekEnd } from '../../../native/files.ts';
import { internalError, isErrno, noVolume, systemFailure } from '../errors.ts';
import { type FileFacts, factsFrom, kindOf } from './facts.ts';

// Labels exist only where SELinux does.
const labelled = existsSync('/sys/fs/selinux/enforce');

/** The facts of an open file. */
export const factsOf = async (handle: FileHandle, path: string, stat?: BigIntStats): Promise<FileFacts> => {
  const s = stat ?? (await handle.stat({ bigint: true }));
  const kind = kindOf(s);
  if (!kind) throw internalError(`unexpected type for file '${path}'`);
  const end = kind === 'block' || kind === 'char' ? seekEnd(handle.fd) : 0;
  return factsFrom(s, kind, end, labelled ? getXattr(handle.fd, 'security.selinux') : null);
};

/** Which kinds of files a caller takes. */
export interface OpenRules {
  readonly directories: boolean;
  /** Answer null instead of an error for files that are merely not volumes. */
  readonly lenient: boolean;
}
export const volumeRules: OpenRules = { directories: true, lenient: false };
export const scanRules: OpenRules = { directories: true, lenient: true };
export const deviceRules: OpenRules = { directories: false, lenient: false };

export interface OpenVolume {
  readonly handle: FileHandle;
  readonly facts: FileFacts;
}

const refuse = (rules: OpenRules, error: () => Error): null => {
  if (rules.lenient) return null;
  throw error();
};

/** Opens a volume's file; FIFOs and sockets, which would block or answer, are never opened. */
export const openVolume = async (path: string, rules: OpenRules): Promise<OpenVolume | null> => {
  let link: BigIntStats;
  try {
    link = await lstat(path, { bigint: true });
  } catch (error) {
    if (isErrno(error, 'ENOENT'))
      return refuse(rules, () => noVolume(`no storage vol with matching path '${path}'`));
    throw systemFailure(error, `cannot stat file '${path}'`);
  }
  if (link.isFIFO()) return refuse(rules, () => internalError(`Volume path '${path}' is a FIFO`));
  if (link.isSocket()) return refuse(rules, () => internalError(`Volume path '${path}' is a socket`));
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    const harmless =
      isErrno(error, 'ENOENT', 'ENXIO', 'EACCES', 'EPERM') ||
      (isErrno(error, 'ELOOP') && link.isSymbolicLink());
    if (rules.lenient && harmless) return null;
    throw systemFailure(error, `cannot open volume '${path}'`);
  }
  try {
    const stat = link.isSymbolicLink() ? await handle.stat({ bigint: true }) : link;
    const kind = kindOf(stat);
    const wanted = kind !== null && (kind !== 'dir' || rules.directories);
    if (wanted)
      return { handle, facts: await factsOf(handle, path, link.isSymbolicLink() ? stat : undefined) };
    await handle.close();
    return refuse(rules, () =>
      internalError(
        kind === null ? `unexpected type for file '${path}'` : `unexpected storage mode for '${path}'`,
      ),
    );
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw systemFailure(error, `cannot stat file '${path}'`);
  }
};

/** A file's first bytes, as many as matter. */
export const readStart = async (handle: FileHandle, size: number): Promise<Buffer> => {
  const length = Math.min(size, HEADER_LENGTH);
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
};

/** Whether a folder is a ploop volume. */
export const isPloop = async (path: string): Promise<boolean> => {
  const names = await readdir(path).catch(() => [] as string[]);
  return names.includes('root.hds') && names.includes('DiskDescriptor.xml');
};

/** Reads a header as the format the volume is known to have. */
export const headerOf = async (volume: OpenVolume, format: FileFormat | 'auto'): Promise<ImageHeader> =>
  readHeader(await readStart(volume.handle, volume.facts.size), format);
