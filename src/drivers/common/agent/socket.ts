// One exchange with a guest agent: synchronised first, so that an answer left over from another time is not taken for
// ours (qga/qapi-schema.json: guest-sync-delimited).
import { connect, type Socket } from 'node:net';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { connectablePath } from '../../../native/process.ts';

/** Precedes the answer to a delimited sync. */
const SENTINEL = 0xff;
const MAX_ANSWER = 10 * 1024 * 1024;

/** The agent does not answer, said by the driver of `domain`. */
export const agentUnresponsive = (text: string, domain: number = ErrorDomain.QEMU): VirError =>
  new VirError(ErrorCode.AGENT_UNRESPONSIVE, domain, text);

interface Answer {
  readonly return?: unknown;
  readonly error?: { readonly class?: string; readonly desc?: string };
}

const open = (path: string, domain: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const target = connectablePath(path);
    const socket = connect(target.path);
    socket.once('error', () => {
      target.done();
      reject(agentUnresponsive('QEMU guest agent is not connected', domain));
    });
    socket.once('connect', () => {
      target.done();
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });

/** Lines of the socket as objects; bytes up to a sentinel are leftovers. */
const lines = (socket: Socket, take: (answer: Answer, afterSentinel: boolean) => void): void => {
  let held = Buffer.alloc(0);
  let delimited = false;
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    const mark = held.lastIndexOf(SENTINEL);
    if (mark >= 0) {
      held = held.subarray(mark + 1);
      delimited = true;
    }
    if (held.length > MAX_ANSWER) socket.destroy();
    for (let end = held.indexOf(10); end >= 0; end = held.indexOf(10)) {
      const text = held.toString('utf8', 0, end).trim();
      held = held.subarray(end + 1);
      if (text === '') continue;
      try {
        take(JSON.parse(text) as Answer, delimited);
      } catch {
        // Half a line from before the sync: not ours.
      }
    }
  });
};

export interface AgentRequest {
  readonly path: string;
  readonly command: string;
  readonly arguments?: object;
  /** Milliseconds for each of the two answers; null waits for ever for the second. */
  readonly timeout: number | null;
  readonly syncTimeout: number;
  /** The command has no answer when it succeeds (shutdown, suspend). */
  readonly silent?: boolean;
  readonly signal?: AbortSignal;
  /** Error domain of the driver that asks. */
  readonly domain?: number;
}

/** Asks the agent; resolves with what it returns. */
export const askAgent = async (request: AgentRequest): Promise<unknown> => {
  const domain = request.domain ?? ErrorDomain.QEMU;
  const socket = await open(request.path, domain);
  const id = Math.floor(Math.random() * 2 ** 31);
  try {
    return await new Promise((resolve, reject) => {
      let synced = false;
      let timer: NodeJS.Timeout | undefined;
      const arm = (ms: number | null, then: () => void): void => {
        clearTimeout(timer);
        if (ms !== null) timer = setTimeout(then, ms);
      };
      const silentEnd = (): void =>
        request.silent && synced
          ? resolve(undefined)
          : reject(agentUnresponsive('Guest agent not available for now', domain));
      request.signal?.addEventListener('abort', silentEnd, { once: true });
      socket.on('close', () => {
        clearTimeout(timer);
        silentEnd();
      });
      socket.on('error', silentEnd);
      lines(socket, (answer, delimited) => {
        if (!synced) {
          if (!delimited || answer.return !== id) return;
          synced = true;
          arm(request.timeout, silentEnd);
          const message = {
            execute: request.command,
            ...(request.arguments && { arguments: request.arguments }),
          };
          socket.write(`${JSON.stringify(message)}\n`);
          return;
        }
        clearTimeout(timer);
        if (answer.error) {
          const why = answer.error.desc ?? 'unknown QEMU command error';
          const text = `unable to execute QEMU agent command '${request.command}': ${why}`;
          reject(new VirError(ErrorCode.INTERNAL_ERROR, domain, text));
        } else resolve(answer.return);
      });
      arm(request.syncTimeout, silentEnd);
      const sync = JSON.stringify({ execute: 'guest-sync-delimited', arguments: { id } });
      socket.write(Buffer.concat([Buffer.from([SENTINEL]), Buffer.from(`${sync}\n`)]));
    });
  } finally {
    socket.destroy();
  }
};
