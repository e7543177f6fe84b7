// Files that hold state: written so that a crash at any moment leaves the old or the new content, never a mixture;
// read so that one broken file costs one object and a line in the log, not the daemon.
import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, symlink, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Logger } from '../host.ts';

let counter = 0;

const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes a file whole: temporary, fsync, rename, fsync of the folder. The folder is made if it is missing. */
export const writeFileAtomic = async (
  path: string,
  data: string | Uint8Array,
  mode = 0o600,
): Promise<void> => {
  const directory = dirname(path);
  const temporary = join(directory, `.${basename(path)}.${process.pid}.${++counter}.new`);
  const write = async (): Promise<void> => {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
  };
  try {
    await write().catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await write();
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(directory);
};

/** Removes a file for good; one that is not there is fine. */
export const removeFile = async (path: string): Promise<void> => {
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await syncDirectory(dirname(path));
};

/** Makes or removes an autostart link. */
export const setLink = async (link: string, target: string, present: boolean): Promise<void> => {
  await removeFile(link);
  if (!present) return;
  await mkdir(dirname(link), { recursive: true, mode: 0o700 });
  await symlink(target, link);
  await syncDirectory(dirname(link));
};

/** Moves a file that cannot be read out of the way, so that it is neither lost nor met again. */
export const setAside = async (path: string, log: Logger, reason: unknown): Promise<void> => {
  const aside = `${path}.corrupt-${new Date().toISOString().replaceAll(':', '')}`;
  await rename(path, aside).catch(() => undefined);
  log.error({ file: path, aside, err: String(reason) }, `cannot read ${path}; it is set aside as ${aside}`);
};

export interface StoredFile<T> {
  readonly name: string;
  readonly path: string;
  readonly value: T;
}

/**
 * Reads every `*.suffix` of a folder through `parse`, many at a time; a file that fails is set aside and reported.
 * A folder that is not there is empty.
 */
export const loadDirectory = async <T>(
  directory: string,
  suffix: string,
  parse: (text: string, name: string) => T,
  log: Logger,
): Promise<StoredFile<T>[]> => {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const load = async (file: string): Promise<StoredFile<T> | null> => {
    const path = join(directory, file);
    const name = file.slice(0, -suffix.length);
    try {
      return { name, path, value: parse(await readFile(path, 'utf8'), name) };
    } catch (error) {
      await setAside(path, log, error);
      return null;
    }
  };
  const wanted = names.filter((file) => file.endsWith(suffix) && !file.startsWith('.')).sort();
  return (await Promise.all(wanted.map(load))).filter((file) => file !== null);
};

/** A name that becomes a file name must not leave its folder. */
export const checkFileName = (name: string, domain: number = ErrorDomain.XML): void => {
  if (name.includes('/') || name === '.' || name === '..' || name.includes('\0'))
    throw new VirError(ErrorCode.XML_ERROR, domain, `name ${name} cannot contain '/'`);
};
