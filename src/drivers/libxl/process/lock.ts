// Never more than one worker: two would undo each other's work. The lock's file says who has it.
import { ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCK_EXCLUSIVE, tryLock } from '../../../native/files.ts';

const AGAIN_MS = 50;

/**
 * Holds a lock on the file for the life of this process, once whoever has it is gone.
 * Throws, with the holder's number, when that takes longer than `ms`.
 */
export const holdLock = async (file: string, ms: number): Promise<void> => {
  const fd = openSync(file, 'a');
  const deadline = Date.now() + ms;
  while (!tryLock(fd, LOCK_EXCLUSIVE)) {
    if (Date.now() > deadline) {
      const holder = readFileSync(file, 'utf8').trim() || 'unknown';
      throw new Error(
        `process ${holder} has kept ${file} locked for ${Math.round(ms / 1000)} s: end it, so that this worker can begin`,
      );
    }
    await sleep(AGAIN_MS);
  }
  ftruncateSync(fd);
  writeSync(fd, `${process.pid}\n`);
};
