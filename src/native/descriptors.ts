// Raw descriptors that did not come through Node: closing, duplicating.
import { closeSync } from 'node:fs';
import { libc } from './libc.ts';

const dupFn = libc.func('int fcntl(int, int, ...)');
const F_DUPFD_CLOEXEC = 1030;

/** Closes descriptors; one that is already closed is no error. */
export const closeFds = (fds: readonly number[]): void => {
  for (const fd of fds) {
    try {
      closeSync(fd);
    } catch {
      // EBADF: nothing left to do.
    }
  }
};

/** A copy that closes on exec. */
export const duplicateFd = (fd: number): number => dupFn(fd, F_DUPFD_CLOEXEC, 'int', 3) as number;
