// Runs the system's tools: no shell, C locale, a deadline each, and libvirt's words when one fails.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import { memoryFile } from '../../native/files.ts';
import { strerror } from '../../native/libc.ts';

/** Where distributions put the tools; one that is elsewhere is found through PATH. */
const places = {
  mount: '/bin/mount',
  umount: '/bin/umount',
  mkfs: '/sbin/mkfs',
  pvs: '/sbin/pvs',
  vgs: '/sbin/vgs',
  lvs: '/sbin/lvs',
  vgscan: '/sbin/vgscan',
  vgchange: '/sbin/vgchange',
  vgcreate: '/sbin/vgcreate',
  vgremove: '/sbin/vgremove',
  pvcreate: '/sbin/pvcreate',
  pvremove: '/sbin/pvremove',
  lvcreate: '/sbin/lvcreate',
  lvremove: '/sbin/lvremove',
  lvchange: '/sbin/lvchange',
  iscsiadm: '/usr/bin/iscsiadm',
  showmount: '/sbin/showmount',
  mdevctl: '/usr/sbin/mdevctl',
} as const;

const ENOENT = 2;
const FALLBACK_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The full name of a program, or null when there is none. */
export const findProgram = (name: string): string | null => {
  const known = (places as Readonly<Record<string, string>>)[name];
  if (known !== undefined && existsSync(known)) return known;
  if (name.includes('/')) return existsSync(name) ? name : null;
  for (const folder of (process.env.PATH || FALLBACK_PATH).split(':')) {
    const path = join(folder, name);
    if (folder !== '' && existsSync(path)) return path;
  }
  return null;
};

const quote = (word: string): string =>
  word !== '' && !/[\r\t\n !"#$&'()*;<>?[\\\]^`{|}~]/.test(word)
    ? word
    : `'${word.replaceAll("'", "'\\''")}'`;

export interface RunOptions {
  /** Statuses besides 0 that are an answer, not a failure; 'any' for all. */
  readonly accept?: readonly number[] | 'any';
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** What the program reads from its standard input, which it may also open by name (/dev/stdin). */
  readonly input?: string;
  readonly uid?: number;
  readonly gid?: number;
}
export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const QUERY_MS = 60_000;
/** For tools that copy, format or erase whole disks. */
export const LONG_MS = 24 * 3600_000;
const OUTPUT_MAX = 64 << 20;

const collect = (child: ChildProcess, stream: 'stdout' | 'stderr'): (() => string) => {
  const chunks: Buffer[] = [];
  let size = 0;
  child[stream]?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= OUTPUT_MAX) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
};

const commandFailed = (argv: readonly string[], how: string, stderr: string): VirError =>
  new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.NONE,
    `Child process (${argv.map(quote).join(' ')}) unexpected ${how}${stderr === '' ? '' : `: ${stderr}`}`,
  );

/** What a shell-less exec of a missing program looks like to its parent. */
const missingProgram = (path: string): RunResult => ({
  status: 127,
  stdout: '',
  stderr: `libvirt:  error : cannot execute binary ${path}: ${strerror(ENOENT)}\n`,
});

const execute = (argv: readonly string[], options: RunOptions): Promise<RunResult & { killed?: string }> =>
  new Promise((resolve, reject) => {
    // Node's own pipes are sockets, and nobody can open a socket by name.
    const input = options.input === undefined ? null : memoryFile('input', options.input);
    const child = spawn(argv[0] as string, argv.slice(1), {
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
      // LVM's tools complain of every descriptor that whoever started the daemon left open
      env: { PATH: process.env.PATH || FALLBACK_PATH, LC_ALL: 'C', LVM_SUPPRESS_FD_WARNINGS: '1' },
      signal: options.signal,
      timeout: options.timeoutMs ?? QUERY_MS,
      killSignal: 'SIGKILL',
      uid: options.uid,
      gid: options.gid,
    });
    const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')];
    child.on('error', reject);
    if (input !== null) closeSync(input);
    child.on('close', (status, signal) =>
      resolve({ status: status ?? -1, stdout: stdout(), stderr: stderr(), killed: signal ?? undefined }),
    );
  });

/** Runs a program by name and gives its output; throws as libvirt does when it is missing or fails. */
export const run = async (
  name: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> => {
  const path = findProgram(name);
  const known = (places as Readonly<Record<string, string>>)[name];
  if (!path && known === undefined)
    throw systemError(ErrorDomain.NONE, ENOENT, `Cannot find '${name}' in path`, strerror(ENOENT));
  const argv = [path ?? known ?? name, ...args];
  const result: RunResult & { killed?: string } = path
    ? await execute(argv, options)
    : missingProgram(argv[0] as string);
  if (result.killed) throw commandFailed(argv, `fatal signal ${result.killed}`, result.stderr);
  const accepted = options.accept === 'any' || result.status === 0 || options.accept?.includes(result.status);
  if (!accepted) throw commandFailed(argv, `exit status ${result.status}`, result.stderr);
  return result;
};

/** Every line of an output that matches, as its groups. */
export const matchLines = (output: string, pattern: RegExp): string[][] =>
  output.split('\n').flatMap((line) => {
    const match = pattern.exec(line);
    return match ? [match.slice(1)] : [];
  });
