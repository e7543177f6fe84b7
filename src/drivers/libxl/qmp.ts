// The QMP monitor of a guest's device model: a conversation on a connection of its own, with descriptors if need be. libxl
// keeps one of its sockets to itself; these are the others it opens.
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { ErrorCode } from '../../../schemas/errors.ts';
import { sendWithDescriptors } from '../../native/socket.ts';
import { failure, type Guest } from './world.ts';

const QMP_TIMEOUT_MS = 10_000;

const socketOf = (guest: Guest): string => {
  const path = ['qmp-libxenstat', 'qmp-libvirt']
    .map((name) => `/run/xen/${name}-${guest.id}`)
    .find((p) => existsSync(p));
  if (!path) throw failure('this guest has no device model', ErrorCode.OPERATION_UNSUPPORTED);
  return path;
};

/** Sends one command, as text, and gives its answer, as text. */
export type Send = (command: string, fds?: readonly number[]) => Promise<string>;

const readMessage = (line: string): object | null => {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === 'object' ? message : null;
  } catch {
    return null;
  }
};

/** Opens the monitor at `path` for the time of `work`. The first descriptor of a message travels with its first byte. */
export const converse = async <T>(path: string, work: (send: Send) => Promise<T>): Promise<T> => {
  const socket = connect(path);
  const waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  let gone: Error | null = null;
  const fail = (text: string): void => {
    gone ??= failure(text, ErrorCode.OPERATION_FAILED);
    for (const w of waiting.splice(0)) w.reject(gone);
    socket.destroy();
  };
  const answer = (): Promise<string> =>
    new Promise((resolve, reject) => (gone ? reject(gone) : waiting.push({ resolve, reject })));
  socket.setTimeout(QMP_TIMEOUT_MS, () => fail('the device model does not answer'));
  socket.once('error', (error) => fail(`cannot reach the device model: ${error.message}`));
  socket.once('close', () => fail('the device model has gone'));
  const lines = createInterface({ input: socket });
  // it repeats the socket's errors, which `fail` has heard; an error that nobody listens to would end the daemon
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    const message = readMessage(line);
    if (!message) fail('the device model does not speak QMP');
    // Events come in between; nobody here waits for one.
    else if ('QMP' in message || 'return' in message || 'error' in message) waiting.shift()?.resolve(line);
  });
  const write = (text: string, fds: readonly number[]): void => {
    const line = Buffer.from(`${text}\n`);
    const handle = (socket as Socket & { _handle?: { fd: number } })._handle;
    if (fds.length === 0 || !handle) socket.write(line);
    else if (!sendWithDescriptors(handle.fd, line, fds))
      throw failure('the device model takes no descriptor now', ErrorCode.OPERATION_FAILED);
  };
  const send: Send = (command, fds = []) => {
    const answered = answer();
    write(command, fds);
    return answered;
  };
  try {
    await answer();
    await send('{"execute":"qmp_capabilities"}');
    return await work(send);
  } finally {
    socket.removeAllListeners('close');
    socket.end();
    socket.destroySoon();
  }
};

/** The same with the device model of a guest. */
export const withMonitor = <T>(guest: Guest, work: (send: Send) => Promise<T>): Promise<T> =>
  converse(socketOf(guest), work);

/** One command, as text; the answer as text. */
export const qmp = (guest: Guest, command: string, fds?: readonly number[]): Promise<string> =>
  withMonitor(guest, (send) => send(command, fds));

/** What a command returns, in an open conversation. */
export const executeIn = async <T>(
  send: Send,
  command: string,
  args: object = {},
  fds: readonly number[] = [],
): Promise<T> => {
  const answer = JSON.parse(await send(JSON.stringify({ execute: command, arguments: args }), fds)) as {
    return: T;
    error?: { desc: string };
  };
  if (answer.error)
    throw failure(`the device model refused '${command}': ${answer.error.desc}`, ErrorCode.OPERATION_FAILED);
  return answer.return;
};

/** What one command returns. */
export const execute = <T>(guest: Guest, command: string, args: object = {}): Promise<T> =>
  withMonitor(guest, (send) => executeIn<T>(send, command, args));
