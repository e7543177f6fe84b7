// Runs a test file again inside network (and mount) namespaces of its own, so that it may make bridges and rules
// without touching the machine's network. Needs root; a test that cannot have it says so and counts as skipped.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';

const MARK = 'VIRTLIGHT_TEST_NETNS';

/**
 * True inside the namespaces. Outside it runs the file inside and passes on its outcome: the caller does nothing more.
 */
export const inNamespace = (url: string): boolean => {
  if (process.env[MARK]) {
    if (process.env[MARK] === readlinkSync('/proc/self/ns/net'))
      throw new Error('not a namespace of its own');
    spawnSync('ip', ['link', 'set', 'lo', 'up']);
    // What /sys/class/net shows belongs to whoever mounted it.
    spawnSync('mount', ['-t', 'sysfs', 'sysfs', '/sys']);
    return true;
  }
  const possible = spawnSync('unshare', ['-n', '-m', 'true']).status === 0;
  if (!possible) {
    t.test('network namespaces', { skip: 'unshare -n -m is not allowed here' }, (t) => t.end());
    return false;
  }
  const run = spawnSync(
    'unshare',
    ['-n', '-m', '--propagation', 'private', process.execPath, ...process.execArgv, fileURLToPath(url)],
    { stdio: 'inherit', env: { ...process.env, [MARK]: readlinkSync('/proc/self/ns/net') } },
  );
  process.exit(run.status ?? 1);
};

/** A host of its own: a process in a new network namespace, joined to a bridge by a cable. */
export interface Guest {
  readonly pid: number;
  /** The device in our namespace. */
  readonly tap: string;
  /** Runs a program inside; gives its output and status. */
  run(argv: readonly string[], timeoutMs?: number): { status: number; out: string };
  stop(): void;
}

/** Starts a namespace for a pretended guest. */
export const startNamespace = async (): Promise<{ pid: number; child: ChildProcess }> => {
  const own = readlinkSync('/proc/self/ns/net');
  const child = spawn('unshare', ['-n', 'sleep', '1000'], { stdio: 'ignore' });
  const until = Date.now() + 5000;
  for (;;) {
    try {
      const comm = readFileSync(`/proc/${child.pid}/comm`, 'utf8').trim();
      if (comm === 'sleep' && readlinkSync(`/proc/${child.pid}/ns/net`) !== own) break;
    } catch {}
    if (Date.now() > until) throw new Error('the namespace did not come up');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { pid: child.pid!, child };
};

/** Runs a program in the network namespace of a process. */
export const runIn = (
  pid: number,
  argv: readonly string[],
  timeoutMs = 15_000,
): { status: number; out: string } => {
  const run = spawnSync('nsenter', ['-t', String(pid), '-n', ...argv], {
    encoding: 'utf8',
    timeout: timeoutMs,
  });
  return { status: run.status ?? -1, out: `${run.stdout}${run.stderr}` };
};

/** Waits until something is so, or fails by its name. */
export const until = async (what: string, so: () => boolean, timeoutMs = 60_000): Promise<void> => {
  const end = Date.now() + timeoutMs;
  while (!so()) {
    if (Date.now() > end) throw new Error(`not so after ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** Ends what a failed test may have left running, by the pid files below its folder, and removes the folder. */
export const clearRoom = (root: string): void => {
  const pids = join(root, 'run/network');
  for (const file of existsSync(pids) ? readdirSync(pids) : []) {
    const pid = file.endsWith('.pid') ? Number.parseInt(readFileSync(join(pids, file), 'utf8'), 10) : 0;
    const mine = pid > 1 && existsSync(`/proc/${pid}/cmdline`);
    if (mine && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(root)) process.kill(pid);
  }
  rmSync(root, { recursive: true, force: true });
};
