// Processes that outlive us: knowing one again without falling for a reused pid, signalling it and seeing it end (spawn.ts
// starts them). System calls that Node does not offer come from libc.
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errno, libc, strerror } from './libc.ts';

const syscall3 = libc.func('long syscall(long, int, int, void *, unsigned int)');
const c = {
  socket: libc.func('int socket(int, int, int)'),
  bind: libc.func('int bind(int, void *, unsigned int)'),
  listen: libc.func('int listen(int, int)'),
  poll: libc.func('int poll(void *, unsigned long, int)'),
  prlimit: libc.func('int prlimit64(int, int, void *, void *)'),
  schedSetAffinity: libc.func('int sched_setaffinity(int, size_t, void *)'),
  schedGetAffinity: libc.func('int sched_getaffinity(int, size_t, void *)'),
};
const SYS_PIDFD_SEND_SIGNAL = 424;
const SYS_PIDFD_OPEN = 434;
const AF_UNIX = 1;
const SOCK_STREAM_CLOEXEC = 0x80001;
const MAX_SOCKET_PATH = 107;

const failure = (what: string): Error => {
  const code = errno();
  return Object.assign(new Error(`${what}: ${strerror(code)}`), { errno: code });
};

/** A listening unix socket as a descriptor of ours to hand on; Node would accept on it and unlink it behind our back. */
export const listenUnix = (path: string): number => {
  const fd = c.socket(AF_UNIX, SOCK_STREAM_CLOEXEC, 0) as number;
  if (fd < 0) throw failure('socket');
  let folder = -1;
  try {
    let name = path;
    if (Buffer.byteLength(path) > MAX_SOCKET_PATH) {
      // Too long for sockaddr_un: reach the folder through its descriptor.
      folder = openSync(path.slice(0, path.lastIndexOf('/')), constants.O_RDONLY | constants.O_DIRECTORY);
      name = `/proc/self/fd/${folder}/${path.slice(path.lastIndexOf('/') + 1)}`;
    }
    const address = Buffer.alloc(110);
    address.writeUInt16LE(AF_UNIX, 0);
    address.write(name, 2);
    if (c.bind(fd, address, 3 + Buffer.byteLength(name)) < 0) throw failure(`bind '${path}'`);
    if (c.listen(fd, 1) < 0) throw failure(`listen '${path}'`);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  } finally {
    if (folder >= 0) closeSync(folder);
  }
};

/** A path to connect to, short enough for sockaddr_un however long the real one is; `done` lets go of it. */
export const connectablePath = (path: string): { readonly path: string; done(): void } => {
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH) return { path, done: () => undefined };
  const folder = openSync(path.slice(0, path.lastIndexOf('/')), constants.O_RDONLY | constants.O_DIRECTORY);
  return {
    path: `/proc/self/fd/${folder}${path.slice(path.lastIndexOf('/'))}`,
    done: () => closeSync(folder),
  };
};

/** This boot of the host: a pid and a start time mean nothing in another one. */
export const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

interface ProcessStat {
  /** R, S, D, T, Z... */
  readonly state: string;
  readonly parent: number;
  /** Clock ticks since boot. */
  readonly startTime: string;
  readonly userTicks: number;
  readonly systemTicks: number;
  readonly threads: number;
  readonly residentPages: number;
  readonly processor: number;
}

const parseStat = (text: string): ProcessStat => {
  // The command name may hold blanks and brackets; the fields begin after the last bracket.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (number: number): string => fields[number - 3] ?? '0';
  return {
    state: at(3),
    parent: Number(at(4)),
    userTicks: Number(at(14)),
    systemTicks: Number(at(15)),
    threads: Number(at(20)),
    startTime: at(22),
    residentPages: Number(at(24)),
    processor: Number(at(39)),
  };
};

/** What /proc tells of a process or thread; null when there is none. */
export const processStat = async (pid: number, thread?: number): Promise<ProcessStat | null> => {
  const path = thread === undefined ? `/proc/${pid}/stat` : `/proc/${pid}/task/${thread}/stat`;
  try {
    return parseStat(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
};

/** The same at once, for the few places that cannot wait. */
export const processStatSync = (pid: number): ProcessStat | null => {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
};

/** A process held by a pidfd: signals and the end reach this very process, whatever happens to its number. */
export interface ProcessHandle {
  readonly pid: number;
  readonly startTime: string;
  /** Ended, even if nobody has collected it yet. */
  gone(): boolean;
  /** False when it is gone already. */
  signal(signal: number): boolean;
  /** True when it ended within `ms`. */
  waitGone(ms: number, signal?: AbortSignal): Promise<boolean>;
  /** Stopped by SIGSTOP or a tracer: it will not react to SIGTERM. */
  stopped(): boolean;
  close(): void;
}

const POLLIN = 1;

/** Takes hold of a process; null when it is not there (any more), or is not the one with `startTime`. */
export const openProcess = (pid: number, startTime?: string): ProcessHandle | null => {
  const pidfd = Number(syscall3(SYS_PIDFD_OPEN, pid, 0, null, 0));
  if (pidfd < 0) return null;
  const stat = processStatSync(pid);
  if (!stat || (startTime !== undefined && stat.startTime !== startTime)) {
    closeSync(pidfd);
    return null;
  }
  let open = true;
  const poll = Buffer.alloc(8);
  const gone = (): boolean => {
    if (!open) return true;
    poll.writeInt32LE(pidfd, 0);
    poll.writeInt16LE(POLLIN, 4);
    poll.writeInt16LE(0, 6);
    return (c.poll(poll, 1, 0) as number) > 0;
  };
  return {
    pid,
    startTime: stat.startTime,
    gone,
    signal: (signal) => open && Number(syscall3(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, null, 0)) === 0,
    async waitGone(ms, signal) {
      const end = performance.now() + ms;
      for (let pause = 1; !gone(); pause = Math.min(pause * 1.5, 25)) {
        const left = end - performance.now();
        if (left <= 0) return false;
        await sleep(Math.min(pause, left), undefined, { signal });
      }
      return true;
    },
    stopped: () => 'Tt'.includes(processStatSync(pid)?.state ?? '-'),
    close() {
      if (open) closeSync(pidfd);
      open = false;
    },
  };
};

/** RLIMIT_* numbers of this kernel. */
export const Limit = { CPU: 0, FSIZE: 1, CORE: 4, NPROC: 6, NOFILE: 7, MEMLOCK: 8 } as const;

/** Sets soft and hard limit of a running process; `null` is no limit. */
export const setLimit = (pid: number, resource: number, value: bigint | null): void => {
  const limit = Buffer.alloc(16);
  limit.writeBigUInt64LE(value ?? 0xffffffffffffffffn, 0);
  limit.writeBigUInt64LE(value ?? 0xffffffffffffffffn, 8);
  if ((c.prlimit(pid, resource, limit, null) as number) < 0) throw failure(`prlimit of process ${pid}`);
};

/** CPUs a thread may run on. */
export const getAffinity = (tid: number): number[] => {
  const mask = Buffer.alloc(1024);
  const bytes = c.schedGetAffinity(tid, mask.length, mask) as number;
  if (bytes < 0) throw failure(`sched_getaffinity of thread ${tid}`);
  const cpus: number[] = [];
  for (let cpu = 0; cpu < mask.length * 8; cpu++)
    if ((mask[cpu >> 3] ?? 0) & (1 << (cpu & 7))) cpus.push(cpu);
  return cpus;
};

/** Pins a thread to CPUs. */
export const setAffinity = (tid: number, cpus: Iterable<number>): void => {
  const mask = Buffer.alloc(1024);
  for (const cpu of cpus) mask[cpu >> 3] = (mask[cpu >> 3] ?? 0) | (1 << (cpu & 7));
  if ((c.schedSetAffinity(tid, mask.length, mask) as number) < 0)
    throw failure(`sched_setaffinity of thread ${tid}`);
};
