// The size of an open file or block device.
import type { FileHandle } from 'node:fs/promises';
import { seekEnd } from '../../../native/files.ts';

export const sizeOf = async (file: FileHandle): Promise<number> => {
  const facts = await file.stat();
  return facts.isFile() ? facts.size : seekEnd(file.fd);
};
