// Starting programs without fork(2): a copy of the daemon's page tables costs milliseconds, and the loop would wait until the
// copy has got a processor and has executed the program. posix_spawn(3) shares the memory instead, on a thread of its own.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { constants } from 'node:os';
import { closeFds } from './descriptors.ts';
import { libc, strerror } from './libc.ts';

const posixSpawn = libc.func(
  'int posix_spawnp(_Out_ int *pid, const char *path, void *actions, void *attributes, const char **argv, const char **env)',
);
const actions = {
  init: libc.func('int posix_spawn_file_actions_init(void *)'),
  destroy: libc.func('int posix_spawn_file_actions_destroy(void *)'),
  dup2: libc.func('int posix_spawn_file_actions_adddup2(void *, int, int)'),
  chdir: libc.func('int posix_spawn_file_actions_addchdir_np(void *, const char *)'),
};
const attributes = {
  init: libc.func('int posix_spawnattr_init(void *)'),
  destroy: libc.func('int posix_spawnattr_destroy(void *)'),
  setFlags: libc.func('int posix_spawnattr_setflags(void *, short)'),
  setMask: libc.func('int posix_spawnattr_setsigmask(void *, void *)'),
  setDefault: libc.func('int posix_spawnattr_setsigdefault(void *, void *)'),
};
const duplicateFrom = libc.func('int fcntl(int, int, ...)');
const waitpid = libc.func('int waitpid(int, _Out_ int *status, int)');

const SETSIGDEF = 0x04;
const SETSIGMASK = 0x08;
const SETSID = 0x80;
const F_DUPFD_CLOEXEC = 1030;
const WNOHANG = 1;
/** More than glibc's structures take on any architecture. */
const OPAQUE_SIZE = 1024;
const SIGNAL_SET_SIZE = 128;

export interface SpawnOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Standard output and error. */
  readonly output: number;
  /** Descriptors it inherits, numbered from 3. */
  readonly fds?: readonly number[];
  readonly uid?: number;
  readonly gid?: number;
  readonly cwd?: string;
}

const children = new Set<number>();
/** Collects those that have ended; libuv looks after its own only. */
const collect = (): void => {
  for (const pid of children) if (waitpid(pid, [0], WNOHANG) !== 0) children.delete(pid);
  if (children.size === 0) process.removeListener('SIGCHLD', collect);
};

const spawnFailure = (command: string, code: number): NodeJS.ErrnoException => {
  const name = Object.entries(constants.errno).find(([, value]) => value === code)?.[0];
  return Object.assign(new Error(`cannot execute ${command}: ${strerror(code)}`), {
    errno: -code,
    code: name,
  });
};

type Call = { async(...args: unknown[]): void };

/** posix_spawn cannot change the user; then it is fork after all. */
const spawnAs = (command: string, args: readonly string[], options: SpawnOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    const { env, output, fds = [], uid, gid, cwd = '/' } = options;
    const stdio = ['ignore' as const, output, output, ...fds];
    const child = spawn(command, args, { detached: true, cwd, env: { ...env }, uid, gid, stdio });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve(child.pid as number);
    });
  });

/** Starts a program in a session of its own, which goes on when we end; gives its pid. Rejects when it cannot be executed. */
export const spawnDetached = (
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<number> => {
  const { env, output, fds = [], uid, gid, cwd = '/' } = options;
  if (uid !== undefined || gid !== undefined) return spawnAs(command, args, options);
  const action = Buffer.alloc(OPAQUE_SIZE);
  const attribute = Buffer.alloc(OPAQUE_SIZE);
  const nowhere = openSync('/dev/null', 'r');
  // out of the way of the numbers they will have, so that none is overwritten before it is copied
  const wanted = [nowhere, output, output, ...fds];
  const sources = wanted.map((fd) => duplicateFrom(fd, F_DUPFD_CLOEXEC, 'int', wanted.length) as number);
  closeFds([nowhere]);
  actions.init(action);
  attributes.init(attribute);
  for (const [number, source] of sources.entries()) actions.dup2(action, source, number);
  actions.chdir(action, cwd);
  attributes.setFlags(attribute, SETSIGDEF | SETSIGMASK | SETSID);
  attributes.setMask(attribute, Buffer.alloc(SIGNAL_SET_SIZE));
  attributes.setDefault(attribute, Buffer.alloc(SIGNAL_SET_SIZE, 0xff));
  const words = [command, ...args, null];
  const settings = [...Object.entries(env).map(([name, value]) => `${name}=${value}`), null];
  const pid = [0];
  return new Promise<number>((resolve, reject) => {
    const started = (error: Error | null, code: number): void => {
      actions.destroy(action);
      attributes.destroy(attribute);
      closeFds(sources);
      if (error) return reject(error);
      if (code !== 0) return reject(spawnFailure(command, code));
      const child = pid[0] as number;
      if (children.size === 0) process.on('SIGCHLD', collect);
      children.add(child);
      collect();
      resolve(child);
    };
    (posixSpawn as unknown as Call).async(pid, command, action, attribute, words, settings, started);
  });
};
