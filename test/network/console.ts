// A conversation with the shell of a booted guest over its serial line, which is a unix socket on the host.
import { connect, type Socket } from 'node:net';

export interface Console {
  /** Runs a command in the guest; gives its output and status. */
  run(command: string, timeoutMs?: number): Promise<{ status: number; out: string }>;
  close(): void;
}

const waitFor = (
  socket: Socket,
  read: () => string,
  pattern: RegExp,
  timeoutMs: number,
): Promise<RegExpExecArray> =>
  new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      socket.off('data', look);
      end();
    };
    const look = (): void => {
      const found = pattern.exec(read());
      if (found) finish(() => resolve(found));
    };
    const timer = setTimeout(
      () => finish(() => reject(new Error(`no ${pattern} in: ${read().slice(-2000)}`))),
      timeoutMs,
    );
    socket.on('data', look);
    look();
  });

/** Connects to a guest's serial line and waits until its shell answers. */
export const openConsole = async (path: string, timeoutMs = 240_000): Promise<Console> => {
  const socket = connect(path);
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (data) => {
    text += data;
  });
  let serial = 0;
  const ask = async (command: string, limit: number): Promise<{ status: number; out: string }> => {
    const mark = `END${++serial}`;
    text = '';
    // The marker as echoed does not look like the marker as printed.
    socket.write(`${command}; echo "${mark}"'-'$?.\n`);
    const found = await waitFor(socket, () => text, new RegExp(`([\\s\\S]*?)${mark}-(\\d+)\\.`), limit);
    return { status: Number(found[2]), out: found[1] ?? '' };
  };
  for (const end = Date.now() + timeoutMs; ; ) {
    const ready = await ask('true', 2000).catch(() => null);
    if (ready?.status === 0) break;
    if (Date.now() > end) throw new Error(`the guest's shell does not answer: ${text.slice(-2000)}`);
  }
  return { run: (command, limit = 30_000) => ask(command, limit), close: () => socket.destroy() };
};
