// Runs the built daemon below a root of its own, and stock clients against it.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const program = join(process.cwd(), 'bin/virtlightd');

export interface Daemon {
  readonly root: string;
  readonly socket: string;
  readonly restSocket: string;
  readonly child: ChildProcess;
  /** What it wrote to standard error so far. */
  log(): string;
  /** Ends it by a signal and waits. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts it again below the same root. */
  restart(): Promise<Daemon>;
  virsh(...args: string[]): { status: number | null; stdout: string; stderr: string };
  /** Stops it and removes the root. */
  remove(): Promise<void>;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Polls until `check` gives something; an error after `seconds`. */
export const eventually = async <T>(
  what: string,
  seconds: number,
  check: () => T | Promise<T>,
): Promise<NonNullable<T>> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(20)) {
    const value = await check();
    if (value) return value as NonNullable<T>;
  }
  throw new Error(`${what}: not within ${seconds} s`);
};

export const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const end = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });

/** `scheme` is what virsh opens: qemu:///system, test:///default, ... */
export const startDaemon = async (
  options: { root?: string; args?: string[]; env?: NodeJS.ProcessEnv; scheme?: string } = {},
): Promise<Daemon> => {
  const root = options.root ?? mkdtempSync(join(tmpdir(), 'vl-daemon-'));
  const socket = join(root, 'run/libvirt/libvirt-sock');
  const args = [program, '--root', root, ...(options.args ?? [])];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await eventually('the daemon', 120, async () => {
    if (child.exitCode !== null) throw new Error(`the daemon ended with ${child.exitCode}: ${log}`);
    return existsSync(socket) && (await answers(socket));
  });
  const [scheme, path] = (options.scheme ?? 'qemu:///system').split(':///') as [string, string];
  const uri = `${scheme}+unix:///${path}?socket=${socket}`;
  const daemon: Daemon = {
    root,
    socket,
    restSocket: join(root, 'run/libvirt/virtlight-rest-sock'),
    child,
    log: () => log,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      return gone;
    },
    restart: () => startDaemon({ ...options, root }),
    virsh(...words) {
      const done = spawnSync('virsh', ['-c', uri, ...words], {
        encoding: 'utf8',
        timeout: 60_000,
        env: { ...process.env, LC_ALL: 'C' },
      });
      return { status: done.status, stdout: done.stdout, stderr: done.stderr };
    },
    async remove() {
      await daemon.stop('SIGKILL');
      rmSync(root, { recursive: true, force: true });
    },
  };
  return daemon;
};

/** The reason a program is not there, for a counted skip; null when it is. */
export const missingProgram = (...names: string[]): string | null => {
  const missing = names.filter((name) => spawnSync('which', [name]).status !== 0);
  return missing.length > 0 ? `${missing.join(', ')} not installed` : null;
};
