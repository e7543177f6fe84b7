// A QEMU of our own that lives only as long as it is asked something: QMP on its standard streams, killed with the
// question's end, its deadline or its caller's signal.
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { Duplex } from 'node:stream';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../../schemas/errors.ts';
import type { QmpEvent } from '../../../../schemas/qmp/types.ts';
import { openMonitor, type QmpMonitor } from '../qmp/monitor.ts';

export interface QmpProcessOptions {
  binary: string;
  args: readonly string[];
  uid?: number;
  gid?: number;
  /** Milliseconds for all of `use`. */
  deadline: number;
  signal?: AbortSignal;
  onEvent?: (event: QmpEvent) => void;
  /** Replaces the environment; by default the few variables libvirt passes on. */
  env?: NodeJS.ProcessEnv;
}

export interface QmpProcess {
  monitor: QmpMonitor;
  /** Resolves with the exit status, null where a signal ended it. */
  exited: Promise<number | null>;
}

const passedOn = ['PATH', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR'];
const MAX_STDERR = 64 * 1024;

const environment = (): NodeJS.ProcessEnv => {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C' };
  for (const name of passedOn) if (process.env[name] !== undefined) env[name] = process.env[name];
  return env;
};

/** The errors a bad path gets before anything is run. */
export const checkBinary = async (binary: string): Promise<void> => {
  await stat(binary).catch((error: NodeJS.ErrnoException) => {
    throw fileError(error, `Cannot check QEMU binary ${binary}`);
  });
  await access(binary, constants.X_OK).catch((error: NodeJS.ErrnoException) => {
    throw fileError(error, `QEMU binary ${binary} is not executable`);
  });
};

const fileError = (error: NodeJS.ErrnoException, text: string): VirError => {
  const words =
    error.code === 'ENOENT'
      ? 'No such file or directory'
      : error.code === 'EACCES'
        ? 'Permission denied'
        : error.message;
  return systemError(ErrorDomain.QEMU, Math.abs(error.errno ?? 0), text, words);
};

/** Runs QEMU with `-qmp stdio` added, completes the handshake, and passes it to `use`. */
export const withQemu = async <T>(
  options: QmpProcessOptions,
  use: (qemu: QmpProcess) => Promise<T>,
): Promise<T> => {
  await checkBinary(options.binary);
  const timeout = AbortSignal.timeout(options.deadline);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const child = spawn(options.binary, [...options.args, '-qmp', 'stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
    env: options.env ?? environment(),
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < MAX_STDERR) stderr += text;
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      stderr ||= error.message;
      resolve(null);
    });
    child.once('exit', (status) => resolve(status));
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => {});
  const failed = (): VirError => {
    const why = timeout.aborted
      ? `no answer within ${options.deadline} ms`
      : stderr.trim() || 'unknown error';
    const text = `Failed to start QEMU binary ${options.binary} for probing: ${why}`;
    return new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, text);
  };
  const { onEvent } = options;
  let monitor: QmpMonitor | undefined;
  try {
    const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
    const greetingDeadline = options.deadline;
    monitor = await openMonitor(stream, { guest: options.binary, signal, onEvent, greetingDeadline }).catch(
      async (error) => {
        // Standard error may still be on its way when the monitor is already seen closed.
        await Promise.race([closed, after(500)]);
        if (options.signal?.aborted) throw error;
        throw failed();
      },
    );
    return await use({ monitor, exited });
  } catch (error) {
    if (timeout.aborted) throw failed();
    throw error;
  } finally {
    monitor?.close();
    child.kill('SIGKILL');
    // A process stuck in the kernel is left to it rather than waited for.
    await Promise.race([exited, after(1000)]);
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  }
};

const after = (ms: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, null).unref();
  });
