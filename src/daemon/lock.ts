// One daemon for one set of places: the pid file is held locked as libvirtd holds it, and a socket somebody answers on
// is never taken over.
import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { errno, libc, strerror } from '../native/libc.ts';

const fcntl = libc.func('int fcntl(int, int, ...)');
const F_SETLK = 6;
const F_WRLCK = 1;

export class AlreadyRunning extends Error {}

/** struct flock on 64-bit Linux: type, whence, start, length, pid. */
const wholeFile = (): Buffer => {
  const lock = Buffer.alloc(32);
  lock.writeInt16LE(F_WRLCK, 0);
  return lock;
};

/** Takes the pid file, or says who holds it. The lock lasts as long as the process. */
export const acquirePidFile = (path: string): { release(): void } => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o644);
  if ((fcntl(fd, F_SETLK, 'void *', wholeFile()) as number) !== 0) {
    const code = errno();
    closeSync(fd);
    const holder = readFileSync(path, 'utf8').trim();
    throw new AlreadyRunning(
      `Failed to acquire pid file '${path}': ${strerror(code)}. Another libvirtd or virtlightd (process ${holder}) ` +
        'serves these places; stop it first, or use --root DIR for a daemon of its own',
    );
  }
  ftruncateSync(fd, 0);
  writeSync(fd, `${process.pid}\n`, 0);
  fsyncSync(fd);
  return { release: () => closeSync(fd) };
};

/** Does anybody accept connections on this unix socket? */
export const isServed = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => end(true));
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
