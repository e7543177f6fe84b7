// Raw descriptors that did not come through Node: closing, duplicating.
import { closeSync, openSync } from 'node:fs';
import { errno, libc, strerror } from './libc.ts';

const dupFn = libc.func('int fcntl(int, int, ...)');
const dup2Fn = libc.func('int dup2(int, int)');
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

/** Lets go of the terminal or pipe behind standard error: what is written there from now on is gone. */
export const dropStandardError = (): void => {
  const nowhere = openSync('/dev/null', 'w');
  dup2Fn(nowhere, 2);
  closeSync(nowhere);
};

const pipe2 = libc.func('int pipe2(_Out_ int *fds, int flags)');
const O_CLOEXEC = 0o2000000;

/** A pipe: the end to read from, the end to write to. Neither is inherited unless it is given on purpose. */
export const makePipe = (): [read: number, write: number] => {
  const fds = [0, 0];
  if (pipe2(fds, O_CLOEXEC) !== 0) throw new Error(`pipe2: ${strerror(errno())}`);
  return [fds[0] as number, fds[1] as number];
};
