// Files that can be made again at any time: replaced in one step, but not forced to the disk as definitions are.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

let counter = 0;

/** Writes a file beside the old one and puts it in its place. */
export const replaceFile = async (path: string, data: string, mode = 0o600): Promise<void> => {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${++counter}.new`);
  try {
    await writeFile(temporary, data, { mode, flag: 'wx' }).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      await mkdir(dirname(path), { recursive: true, mode: 0o755 });
      await writeFile(temporary, data, { mode, flag: 'wx' });
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};
