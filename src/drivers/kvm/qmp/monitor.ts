// The QMP client: one reader per guest, replies matched by id, a deadline on every command, and the end of the
// connection delivered as an ordinary event.
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { deadlineOf, GREETING_DEADLINE_MS } from '../../../../schemas/qmp/timeouts.ts';
import type {
  Json,
  QmpArgs,
  QmpEvent,
  QmpGreeting,
  QmpReturn,
  QmpVersion,
} from '../../../../schemas/qmp/types.ts';
import { monitorAborted, monitorBroken, monitorClosed, monitorTimeout, QmpError } from './error.ts';
import { encodeLine, jsonLines } from './lines.ts';

export interface ExecuteOptions {
  /** Milliseconds; by default what schemas/qmp/timeouts.ts says for the command. */
  deadline?: number;
  signal?: AbortSignal;
  /** File descriptors to pass along (getfd, add-fd); needs `sendWithFds`. */
  fds?: readonly number[];
}

export interface MonitorOptions {
  /** Named in every error. */
  guest: string;
  onEvent?: (event: QmpEvent) => void;
  /** Called once when the conversation ends: with null at end of file or `close()`, else with what broke it. */
  onClose?: (error: Error | null) => void;
  /** Writes `bytes` with `fds` attached on the stream's socket; called only when nothing else waits to be written. */
  sendWithFds?: (stream: Duplex, bytes: Buffer, fds: readonly number[]) => void | Promise<void>;
  greetingDeadline?: number;
  signal?: AbortSignal;
}

export interface ConnectOptions extends MonitorOptions {
  /** How long to keep trying while nothing listens on the path yet. */
  connectDeadline?: number;
  /** Stops the trying early, as soon as the process that should listen is gone. */
  alive?: () => boolean;
}

export interface QmpMonitor {
  readonly guest: string;
  readonly greeting: QmpGreeting;
  readonly version: QmpVersion;
  readonly connected: boolean;
  /** Sends a command and resolves with its `return` value; rejects with QmpError or a coded VirError. */
  execute<C extends string>(command: C, args?: QmpArgs, options?: ExecuteOptions): Promise<QmpReturn<C>>;
  /** Ends the conversation; commands still waiting fail, `onClose(null)` follows. */
  close(): void;
}

interface Pending {
  command: string;
  deadline: number;
  due: number;
  timer: NodeJS.Timeout | undefined;
  settle(error: Error | null, value?: unknown): void;
}

/** Connects to a monitor socket, waiting for it to appear, and completes the handshake. */
export const connectMonitor = async (path: string, options: ConnectOptions): Promise<QmpMonitor> => {
  const end = performance.now() + (options.connectDeadline ?? GREETING_DEADLINE_MS);
  for (let pause = 2; ; pause = Math.min(pause * 2, 100)) {
    const result = await tryConnect(path, options.signal);
    if (!(result instanceof Error)) return openMonitor(result, options);
    const code = (result as NodeJS.ErrnoException).code;
    const absent = code === 'ENOENT' || code === 'ECONNREFUSED';
    if (!absent || options.alive?.() === false) throw monitorBroken(options.guest, result.message);
    if (performance.now() + pause > end)
      throw monitorTimeout(options.guest, 'connect', options.connectDeadline ?? GREETING_DEADLINE_MS);
    await sleep(pause, undefined, { signal: options.signal });
  }
};

const tryConnect = (path: string, signal?: AbortSignal): Promise<Duplex | Error> =>
  new Promise((resolve) => {
    const socket = connect({ path, signal });
    const failed = (error: Error): void => resolve(error);
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      resolve(socket);
    });
  });

/** Takes over `stream` as a monitor: waits for the greeting and negotiates capabilities. */
export const openMonitor = async (stream: Duplex, options: MonitorOptions): Promise<QmpMonitor> => {
  const conversation = converse(stream, options);
  try {
    const greeting = await conversation.greeting;
    await conversation.execute('qmp_capabilities');
    return {
      guest: options.guest,
      greeting,
      version: greeting.version,
      get connected() {
        return conversation.connected();
      },
      execute: conversation.execute,
      close: conversation.close,
    };
  } catch (error) {
    conversation.close();
    throw error;
  }
};

const converse = (stream: Duplex, options: MonitorOptions) => {
  const { guest } = options;
  const pending = new Map<string, Pending>();
  let nextId = 1;
  let ended = false;
  /** When QEMU last answered something: whoever waits behind that is given its time anew. */
  let heard = 0;
  let writing: Promise<void> = Promise.resolve();
  let queuedWrites = 0;

  const greeting = deferred<QmpGreeting>();
  greeting.promise.catch(() => {});
  const greetingDeadline = options.greetingDeadline ?? GREETING_DEADLINE_MS;
  const greetingTimer = setTimeout(() => {
    greeting.reject(monitorTimeout(guest, 'greeting', greetingDeadline));
  }, greetingDeadline);

  const finish = (error: Error | null): void => {
    if (ended) return;
    ended = true;
    clearTimeout(greetingTimer);
    options.signal?.removeEventListener('abort', onAbort);
    const failure = error ?? monitorClosed(guest);
    greeting.reject(failure);
    for (const command of [...pending.values()]) command.settle(failure);
    stream.destroy();
    options.onClose?.(error);
  };
  const onAbort = (): void => finish(monitorAborted(guest, 'connect'));
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted) queueMicrotask(onAbort);

  const dueOf = ({ due, deadline }: Pending): number => Math.max(due, heard + deadline);
  /** Replies come in order, so a command waiting behind an older one is not overdue before that one is. */
  const expire = (id: string): void => {
    const command = pending.get(id);
    if (command === undefined) return;
    const oldest: Pending = pending.values().next().value ?? command;
    const left = Math.max(dueOf(command), dueOf(oldest)) - performance.now();
    if (left > 1) command.timer = setTimeout(expire, left, id);
    else command.settle(monitorTimeout(guest, command.command, command.deadline));
  };

  const receive = (message: Record<string, unknown>): void => {
    if ('event' in message) {
      options.onEvent?.(toEvent(message));
      return;
    }
    if ('QMP' in message) {
      clearTimeout(greetingTimer);
      greeting.resolve(message.QMP as QmpGreeting);
      return;
    }
    heard = performance.now();
    // A reply nobody waits for belongs to a command that ran out of time or was cancelled.
    const command = typeof message.id === 'string' ? pending.get(message.id) : undefined;
    if (command === undefined) return;
    if ('return' in message) {
      command.settle(null, message.return);
      return;
    }
    const error = (message.error ?? {}) as { class?: string; desc?: string };
    command.settle(
      new QmpError(
        command.command,
        error.class ?? 'GenericError',
        error.desc ?? 'unknown QEMU command error',
      ),
    );
  };

  const feed = jsonLines(receive);
  stream.on('data', (chunk: Buffer) => {
    if (ended) return;
    try {
      feed(chunk);
    } catch (error) {
      finish(monitorBroken(guest, (error as Error).message));
    }
  });
  stream.on('error', (error) => finish(isReset(error) ? null : monitorBroken(guest, error.message)));
  stream.on('end', () => finish(null));
  stream.on('close', () => finish(null));

  /** What is said in one turn of the loop leaves in one write. */
  const write = (line: string): void => {
    if (stream.writableCorked === 0) {
      stream.cork();
      process.nextTick(() => stream.uncork());
    }
    stream.write(line);
  };

  const send = (line: string, fds: readonly number[] | undefined): void => {
    if (fds === undefined && queuedWrites === 0) {
      write(line);
      return;
    }
    // Descriptors go out past Node's own write queue, so everything before them must have left it.
    queuedWrites++;
    writing = writing
      .then(async () => {
        if (ended) return;
        if (fds === undefined) {
          stream.write(line);
          return;
        }
        await new Promise<void>((resolve) => stream.write('', () => resolve()));
        await options.sendWithFds?.(stream, Buffer.from(line), fds);
      })
      .catch((error: Error) => finish(monitorBroken(guest, error.message)))
      .finally(() => {
        queuedWrites--;
      });
  };

  const execute = <C extends string>(
    command: C,
    args?: QmpArgs,
    how: ExecuteOptions = {},
  ): Promise<QmpReturn<C>> =>
    new Promise((resolve, reject) => {
      const { signal } = how;
      if (ended) return reject(monitorClosed(guest));
      if (signal?.aborted) return reject(monitorAborted(guest, command));
      if (how.fds !== undefined && options.sendWithFds === undefined) {
        return reject(monitorBroken(guest, 'this monitor cannot pass file descriptors'));
      }
      const id = `libvirt-${nextId++}`;
      const deadline = how.deadline ?? deadlineOf(command);
      const cancel = (): void => entry.settle(monitorAborted(guest, command));
      const entry: Pending = {
        command,
        deadline,
        due: performance.now() + deadline,
        timer: setTimeout(expire, deadline, id),
        settle: (error, value) => {
          clearTimeout(entry.timer);
          signal?.removeEventListener('abort', cancel);
          pending.delete(id);
          if (error !== null) reject(error);
          else resolve(value as QmpReturn<C>);
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      pending.set(id, entry);
      send(
        encodeLine(args === undefined ? { execute: command, id } : { execute: command, arguments: args, id }),
        how.fds,
      );
    });

  return { greeting: greeting.promise, execute, close: () => finish(null), connected: () => !ended };
};

const deferred = <T>() => {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};

const isReset = (error: Error): boolean =>
  ['ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '');

const toEvent = (message: Record<string, unknown>): QmpEvent => {
  const time = (message.timestamp ?? {}) as { seconds?: number; microseconds?: number };
  return {
    event: String(message.event),
    data: (message.data ?? {}) as { [member: string]: Json | undefined },
    seconds: time.seconds ?? -1,
    micros: time.microseconds ?? -1,
  };
};
