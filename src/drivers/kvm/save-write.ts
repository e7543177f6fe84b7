// Writing an image of a guest's memory: the header, then what QEMU writes, packed as the format says.
import { open } from 'node:fs/promises';
import { ErrorDomain, systemError } from '../../../schemas/errors.ts';
import { strerror } from '../../native/libc.ts';
import type { AsyncJob } from '../common/job.ts';
import type { Guest } from './guest.ts';
import { packInto } from './save-format.ts';
import { completeImage, writeHeader } from './save-image.ts';
import { writeState } from './state-file.ts';

/** Opens a file that is to be written anew. */
export const createOutput = (path: string): ReturnType<typeof open> =>
  open(path, 'w', 0o600).catch((error: NodeJS.ErrnoException) => {
    const code = Math.abs(error.errno ?? 0);
    throw systemError(ErrorDomain.QEMU, code, `Failed to create file '${path}'`, strerror(code));
  });

/** Has QEMU write its state to a file, at its place, in a format. */
export const writePacked = async (
  guest: Guest,
  fd: number,
  format: number,
  job: AsyncJob | null,
): Promise<void> => {
  const filter = packInto(format, fd);
  if (!filter) return writeState(guest, fd, job);
  try {
    await writeState(guest, filter.fd, job, () => filter.release());
    await filter.done();
  } catch (error) {
    filter.kill();
    throw error;
  } finally {
    filter.release();
  }
};

export interface ImageRequest {
  readonly path: string;
  /** Whether it is to run when it is restored. */
  readonly running: boolean;
  readonly format: number;
  readonly xml: string;
  readonly cookie: string;
}

/** Writes the whole image; it counts as incomplete until the last moment. */
export const writeImage = async (
  guest: Guest,
  { path, running, format, xml, cookie }: ImageRequest,
  job: AsyncJob | null,
): Promise<void> => {
  const file = await createOutput(path);
  try {
    await writeHeader(file, { running, format, xml, cookie: `${cookie}\n` });
    await writePacked(guest, file.fd, format, job);
    await file.sync();
  } finally {
    await file.close();
  }
  await completeImage(path);
};
