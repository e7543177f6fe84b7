// Runs other programs: arguments as a list, never a shell; a deadline; libvirt's words when one fails.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../schemas/errors.ts';

const FALLBACK_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const OUTPUT_LIMIT = 16 * 1024 * 1024;
const DEADLINE_MS = 30_000;
const ENOENT = 2;

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Full path of a program, looked for in $PATH and the usual folders; null when it is not there. */
export const findProgram = (name: string): string | null => {
  if (name.includes('/')) return isProgram(name) ? name : null;
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => dir !== '');
  for (const dir of [...path, ...FALLBACK_PATH]) if (isProgram(join(dir, name))) return join(dir, name);
  return null;
};

export interface CommandOptions {
  readonly input?: string;
  /** Added to the environment and, as libvirt does, named in errors. */
  readonly env?: Readonly<Record<string, string>>;
  /** Added to the environment without being named. */
  readonly quietEnv?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}
export interface CommandResult {
  /** Exit status; 128 and the signal's number when it was killed. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever its status. Rejects when it cannot be started or takes too long. */
export const runCommand = (argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> => {
  const [name = '', ...args] = argv;
  const program = findProgram(name);
  if (!program)
    return Promise.reject(
      systemError(ErrorDomain.NONE, ENOENT, `Cannot find '${name}' in path`, 'No such file or directory'),
    );
  return new Promise((resolve, reject) => {
    const deadline = AbortSignal.timeout(options.timeoutMs ?? DEADLINE_MS);
    const child = spawn(program, args, {
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', ...options.quietEnv, ...options.env },
      signal: options.signal ? AbortSignal.any([options.signal, deadline]) : deadline,
      killSignal: 'SIGKILL',
    });
    const parts: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
    let size = 0;
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream]?.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= OUTPUT_LIMIT) parts[stream].push(chunk);
      });
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.name !== 'AbortError') return reject(error);
      reject(
        new VirError(
          options.signal?.aborted ? ErrorCode.OPERATION_ABORTED : ErrorCode.OPERATION_TIMEOUT,
          ErrorDomain.NONE,
          `'${argv.join(' ')}' did not end in time`,
        ),
      );
    });
    child.on('close', (code, signal) =>
      resolve({
        status: code ?? (signal ? 128 + 9 : 255),
        stdout: Buffer.concat(parts.stdout).toString(),
        stderr: Buffer.concat(parts.stderr).toString(),
      }),
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input);
  });
};

/** The failure of a program as libvirt reports it. */
export const commandFailed = (
  argv: readonly string[],
  { status, stderr }: CommandResult,
  options: CommandOptions = {},
): VirError => {
  const env = Object.entries(options.env ?? {}).map(([key, value]) => `${key}=${value}`);
  return new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.NONE,
    `Child process (${[...env, ...argv].join(' ')}) unexpected exit status ${status}: ${stderr}`,
  );
};

/** Runs a program that must succeed. */
export const runChecked = async (
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> => {
  const result = await runCommand(argv, options);
  if (result.status !== 0) throw commandFailed(argv, result, options);
  return result;
};
