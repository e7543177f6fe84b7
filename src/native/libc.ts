// The C library, loaded once. System calls that Node lacks are declared in the files beside this one, by topic.

import { constants } from 'node:os';
import koffi from 'koffi';

export const libc = koffi.load('libc.so.6');

/** The errno of the last call made through koffi on this thread. */
export const errno = (): number => koffi.errno();

const strerrorOf = libc.func('const char *strerror(int)');

/** The system's words for an errno: "No such file or directory". */
export const strerror = (code: number): string => strerrorOf(code) as string;

/** Address of a buffer, for structures packed by hand. The buffer must be kept reachable while it is in use. */
export const addressOf = (buffer: Buffer): bigint => koffi.address(buffer) as bigint;

export const EAGAIN = constants.errno.EAGAIN;
export const EINTR = constants.errno.EINTR;
