// The driver's side of libxenlight: starts the worker process, asks it, times it, and starts another when it has died. A
// worker that does not answer in time is ended; every caller then gets an error, never silence.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../host.ts';
import type { FunctionName } from './process/functions.ts';
import type { Answer, FromWorker, Hello, LibxlEvent, SpecialName } from './process/protocol.ts';

/** A failure of the library, or of the worker that holds it. */
export class ToolstackError extends Error {
  readonly rc: number;
  constructor(rc: number, text: string) {
    super(text);
    this.rc = rc;
  }
}
/** Codes of the library that the driver tells apart, and one of our own for a worker that is gone. */
export const Rc = { NOPARAVIRT: -10, NOT_FOUND: -21, ABORTED: -22, WORKER_GONE: -1000 } as const;

export type CallName = FunctionName | SpecialName;

/** Seconds that a call may take. Saving and restoring depend on the guest's memory; the rest has a fair margin. */
const seconds: Partial<Record<CallName, number>> = {
  domain_create_new: 600,
  domain_create_restore: 7200,
  domain_suspend: 7200,
  domain_remus_start: 1e6,
  domain_core_dump: 7200,
  domain_destroy: 300,
  domain_suspend_only: 120,
  batch: 60,
};
const DEFAULT_SECONDS = 120;
/** How long an aborted operation is given before the worker is ended. */
const ABORT_SECONDS = 60;
/** A busy host is slow to load a program and its library, and one before it may be winding up; the daemon does not wait that long (driver.ts). */
const START_SECONDS = 90;
const THREADS = 64;

export interface Toolstack {
  /** Version and series of the library, once it has been loaded. */
  readonly about: { readonly series: string; readonly version: XenVersion } | null;
  call<T = unknown>(name: CallName, ...args: unknown[]): Promise<T>;
  /** A call that `signal` gives up. */
  abortable<T = unknown>(signal: AbortSignal, name: CallName, ...args: unknown[]): Promise<T>;
  /** Starts the worker; resolves to false, with a word in the log, when there is no Xen to drive. */
  start(): Promise<boolean>;
  stop(): void;
  readonly pid: number | undefined;
}

export interface XenVersion {
  readonly xen_version_major?: number;
  readonly xen_version_minor?: number;
  readonly xen_version_extra?: string;
  readonly capabilities?: string;
  readonly pagesize?: number;
  readonly commandline?: string;
}

export interface ToolstackOptions {
  readonly log: Logger;
  readonly logFile: string;
  /** Held by the worker, so that there is never more than one. */
  readonly lockFile: string;
  /** The program to run for the worker, if it is not the usual one. */
  readonly worker?: readonly [string, ...string[]];
  readonly logLevel?: number;
  onEvent(event: LibxlEvent): void;
  /** A new worker has taken the place of one that died: whatever was watched must be read and watched again. */
  onRestart(): void;
}

/** Beside the bundled daemon, or in the folder of compiled modules. */
const workerFile = (): string => {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundled = join(here, 'virtlight-libxl.mjs');
  return existsSync(bundled) ? bundled : join(here, 'process/main.js');
};

interface Waiting {
  readonly name: CallName;
  readonly timer: NodeJS.Timeout;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export const createToolstack = (options: ToolstackOptions): Toolstack => {
  const { log } = options;
  let worker: ChildProcess | null = null;
  let about: Toolstack['about'] = null;
  let stopped = false;
  let lastId = 0;
  let starts = 0;
  let starting: Promise<boolean> | null = null;
  const waiting = new Map<number, Waiting>();
  /** Calls that came while there was no worker. */
  const held = new Set<() => void>();

  const send = (message: object): void => void worker?.stdin?.write(`${JSON.stringify(message)}\n`);

  const settle = (message: Answer): void => {
    const call = waiting.get(message.id);
    if (!call) return;
    waiting.delete(message.id);
    clearTimeout(call.timer);
    log.debug({ call: call.name, ms: message.ms }, 'libxenlight has answered');
    if ('result' in message) call.resolve(message.result);
    else call.reject(new ToolstackError(message.rc, message.error));
  };

  const launch = (): Promise<boolean> =>
    new Promise((resolve) => {
      const [program, ...words] = options.worker ?? [process.execPath, workerFile()];
      const child = spawn(
        program,
        [...words, options.logFile, `${options.logLevel ?? 5}`, options.lockFile],
        {
          stdio: ['pipe', 'pipe', 'pipe'],
          env: { ...process.env, UV_THREADPOOL_SIZE: `${THREADS}` },
        },
      );
      worker = child;
      const timer = setTimeout(() => child.kill('SIGKILL'), START_SECONDS * 1000);
      const hello = (message: Hello): void => {
        clearTimeout(timer);
        if ('unusable' in message) {
          log.info({ reason: message.unusable }, `libxenlight cannot be used: ${message.unusable}`);
          // Where it has been usable before, it may be again.
          if (!about) stopped = true;
          resolve(false);
          return;
        }
        about = message.ready as Toolstack['about'];
        resolve(true);
      };
      createInterface({ input: child.stdout }).on('line', (line) => {
        const message = JSON.parse(line) as FromWorker;
        if ('id' in message) settle(message);
        else if ('event' in message) options.onEvent(message.event);
        else hello(message);
      });
      createInterface({ input: child.stderr }).on('line', (line) => log.warn({ worker: child.pid }, line));
      child.stdin.on('error', () => undefined);
      child.once('error', (error) =>
        log.error({ err: String(error) }, 'the libxenlight worker could not be started'),
      );
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        if (worker === child) worker = null;
        for (const [id, call] of [...waiting]) {
          waiting.delete(id);
          clearTimeout(call.timer);
          call.reject(new ToolstackError(Rc.WORKER_GONE, `the libxenlight worker ended during ${call.name}`));
        }
        resolve(false);
        if (stopped) return;
        log.error({ code, signal }, 'the libxenlight worker ended; starting another');
        setTimeout(() => void revive(), Math.min(5000, 100 * 2 ** starts++));
      });
    });

  const revive = async (): Promise<void> => {
    if (stopped) return;
    starting = launch();
    for (const go of [...held]) go();
    if (await starting) {
      setTimeout(() => {
        starts = 0;
      }, 30_000).unref();
      options.onRestart();
    }
  };

  /** Between two workers a call waits for the next one. */
  const present = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const gone = new ToolstackError(Rc.WORKER_GONE, 'the libxenlight worker is not running');
      if (stopped || !about) {
        reject(gone);
        return;
      }
      const go = (): void => {
        held.delete(go);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        held.delete(go);
        reject(gone);
      }, START_SECONDS * 1000);
      held.add(go);
    });

  const ask = async <T>(signal: AbortSignal | null, name: CallName, args: readonly unknown[]): Promise<T> => {
    if (!worker) await present();
    return pose<T>(signal, name, args);
  };

  const pose = <T>(signal: AbortSignal | null, name: CallName, args: readonly unknown[]): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (!worker) {
        reject(new ToolstackError(Rc.WORKER_GONE, 'the libxenlight worker is not running'));
        return;
      }
      const id = ++lastId;
      const child = worker;
      const late = (): void => {
        log.error({ call: name }, `libxenlight does not answer ${name}; its worker is ended`);
        child.kill('SIGKILL');
      };
      const timer = setTimeout(late, (seconds[name] ?? DEFAULT_SECONDS) * 1000);
      const giveUp = (): void => {
        send({ abort: id });
        setTimeout(() => {
          if (waiting.has(id)) late();
        }, ABORT_SECONDS * 1000).unref();
      };
      const over = (): void => signal?.removeEventListener('abort', giveUp);
      waiting.set(id, {
        name,
        timer,
        resolve: (value) => {
          over();
          resolve(value as T);
        },
        reject: (error) => {
          over();
          reject(error);
        },
      });
      send({ id, call: name, args });
      if (signal?.aborted) giveUp();
      else signal?.addEventListener('abort', giveUp, { once: true });
    });

  return {
    get about() {
      return about;
    },
    get pid() {
      return worker?.pid;
    },
    call: (name, ...args) => ask(null, name, args),
    abortable: (signal, name, ...args) => ask(signal, name, args),
    start() {
      starting ??= launch();
      return starting;
    },
    stop() {
      stopped = true;
      worker?.stdin?.end();
    },
  };
};
