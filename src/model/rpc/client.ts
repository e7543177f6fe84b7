// A client of the protocol, typed from the same tables: for tests, and for one daemon talking to another.
import { connect, type Socket } from 'node:net';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import {
  BODY_MAX,
  type FrameHeader,
  HEADER_SIZE,
  LENGTH_SIZE,
  MessageStatus,
  MessageType,
} from '../../../schemas/rpc/frame.ts';
import type { AnswerOf, CallOf, ProcedureSpec, Program } from '../../../schemas/rpc/procedure.ts';
import { admin, keepalive, qemu, remote } from '../../../schemas/rpc/programs.ts';
import { codecOf, Reader } from './codec.ts';
import { frame, frameHeader, readError, readHeader } from './frame.ts';

type Callable<T> = { [K in keyof T as T[K] extends { kind: 'call' } ? K : never]: T[K] };
export type Calls<T> = {
  readonly [K in keyof Callable<T>]: (
    ...args: CallOf<T[K]> extends void ? [] : [args: CallOf<T[K]>]
  ) => Promise<AnswerOf<T[K]>>;
};

/** A stream beside a call, seen from the client. */
export interface ClientStream {
  send(data: Buffer): void;
  hole(length: number): void;
  /** Asks the server to confirm the end; resolves with its OK. */
  finish(): Promise<void>;
  abort(): Promise<void>;
  /** Data and holes as they come; ends at the server's end of data. */
  [Symbol.asyncIterator](): AsyncIterator<Buffer | { hole: number }>;
}

export interface RpcMessage {
  readonly program: number;
  readonly procedure: string;
  readonly body: unknown;
}

export interface RpcClient {
  readonly remote: Calls<typeof remote.procedures>;
  readonly qemu: Calls<typeof qemu.procedures>;
  readonly admin: Calls<typeof admin.procedures>;
  /** Calls a procedure that opens a stream. */
  stream<N extends keyof Callable<typeof remote.procedures>>(
    name: N,
    args: CallOf<(typeof remote.procedures)[N]>,
  ): Promise<{ answer: AnswerOf<(typeof remote.procedures)[N]>; stream: ClientStream }>;
  onMessage(listener: (message: RpcMessage) => void): () => void;
  /** Raw bytes, for tests of the other side. */
  readonly socket: Socket;
  /** Opens a connection the way libvirt's client does. */
  open(uri: string | null, flags?: number): Promise<void>;
  close(): void;
  readonly closed: Promise<void>;
}

export interface ClientOptions {
  readonly path?: string;
  readonly host?: string;
  readonly port?: number;
  /** Milliseconds a call may take; default 30,000. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

interface Pending {
  readonly spec: ProcedureSpec;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const lost = (): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, 'client socket is closed');
const programs: readonly Program[] = [remote, qemu, admin, keepalive];

const makeStream = (header: FrameHeader, write: (data: Buffer) => void): ClientStream & StreamEnd => {
  const queue: (Buffer | { hole: number } | null)[] = [];
  let wake: (() => void) | null = null;
  let failure: VirError | null = null;
  const finished: { resolve(): void; reject(error: unknown): void }[] = [];
  const base = { ...header, type: MessageType.STREAM, status: MessageStatus.CONTINUE };
  const push = (item: Buffer | { hole: number } | null): void => {
    queue.push(item);
    wake?.();
  };
  const ask = (status: number): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      finished.push({ resolve, reject });
      write(frame({ ...base, status }));
    });
  return {
    send: (data) => write(Buffer.concat([frameHeader(base, data.length), data])),
    hole: (length) =>
      write(
        frame({ ...base, type: MessageType.STREAM_HOLE }, (w) => {
          w.u64(length);
          w.u32(0);
        }),
      ),
    finish: () => ask(MessageStatus.OK),
    abort: () => ask(MessageStatus.ERROR),
    incoming(from, payload) {
      if (from.type === MessageType.STREAM_HOLE) return push({ hole: new Reader(payload).i64() });
      if (from.status === MessageStatus.CONTINUE) return push(payload.length > 0 ? payload : null);
      if (from.status === MessageStatus.OK) {
        finished.shift()?.resolve();
        return;
      }
      failure = readError(payload);
      for (const waiter of finished.splice(0)) waiter.reject(failure);
      push(null);
    },
    fail(error) {
      failure ??= error;
      for (const waiter of finished.splice(0)) waiter.reject(failure);
      push(null);
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (queue.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        const item = queue.shift();
        if (item) yield item;
        else {
          if (failure) throw failure;
          return;
        }
      }
    },
  };
};
interface StreamEnd {
  incoming(header: FrameHeader, payload: Buffer): void;
  fail(error: VirError): void;
}

/** Connects to a daemon's socket. */
export const connectRpc = async (options: ClientOptions): Promise<RpcClient> => {
  const socket = options.path
    ? connect(options.path)
    : connect(options.port ?? 16509, options.host ?? '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.setNoDelay(true);
  const deadline = options.deadline ?? 30_000;
  const pending = new Map<number, Pending>();
  const streams = new Map<number, ClientStream & StreamEnd>();
  const listeners = new Set<(message: RpcMessage) => void>();
  let serial = 0;
  let rest: Buffer[] = [];
  let restLength = 0;

  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      for (const waiter of pending.values()) waiter.reject(lost());
      for (const stream of streams.values()) stream.fail(lost());
      pending.clear();
      resolve();
    }),
  );
  socket.on('error', () => undefined);
  options.signal?.addEventListener('abort', () => socket.destroy(), { once: true });

  const take = (body: Buffer): void => {
    const header = readHeader(body);
    if (header.program === keepalive.number) {
      if (header.procedure === 1) socket.write(frame({ ...header, procedure: 2 }));
      return;
    }
    const payload = body.subarray(HEADER_SIZE);
    switch (header.type) {
      case MessageType.REPLY:
      case MessageType.REPLY_WITH_FDS: {
        const waiter = pending.get(header.serial);
        if (!waiter) return;
        pending.delete(header.serial);
        try {
          if (header.status === MessageStatus.ERROR) return waiter.reject(readError(payload));
          const start = header.type === MessageType.REPLY_WITH_FDS ? 4 : 0;
          waiter.resolve(
            waiter.spec.ret ? codecOf(waiter.spec.ret).decode(new Reader(payload, start)) : undefined,
          );
        } catch (error) {
          waiter.reject(error);
        }
        return;
      }
      case MessageType.STREAM:
      case MessageType.STREAM_HOLE:
        streams.get(header.serial)?.incoming(header, payload);
        return;
      case MessageType.MESSAGE: {
        const program = programs.find((p) => p.number === header.program);
        for (const [procedure, spec] of Object.entries(program?.procedures ?? {})) {
          if (spec.number !== header.procedure || !spec.msg) continue;
          const message = {
            program: header.program,
            procedure,
            body: codecOf(spec.msg).decode(new Reader(payload)),
          };
          for (const listener of listeners) listener(message);
        }
      }
    }
  };

  socket.on('data', (chunk) => {
    rest.push(chunk);
    restLength += chunk.length;
    while (restLength >= LENGTH_SIZE) {
      if (rest.length > 1) rest = [Buffer.concat(rest)];
      const all = rest[0] as Buffer;
      const length = all.readUInt32BE(0);
      if (length > BODY_MAX + LENGTH_SIZE || length < LENGTH_SIZE + HEADER_SIZE) return void socket.destroy();
      if (all.length < length) return;
      rest = [all.subarray(length)];
      restLength -= length;
      take(all.subarray(LENGTH_SIZE, length));
    }
  });

  const call = (program: Program, spec: ProcedureSpec, args: unknown, open = false): Promise<unknown> => {
    const header: FrameHeader = {
      program: program.number,
      version: program.version,
      procedure: spec.number,
      type: MessageType.CALL,
      serial: serial++,
      status: MessageStatus.OK,
    };
    return new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(lost());
      const timer = setTimeout(() => {
        pending.delete(header.serial);
        reject(
          new VirError(
            ErrorCode.OPERATION_TIMEOUT,
            ErrorDomain.RPC,
            `no answer to ${spec.wire} in ${deadline} ms`,
          ),
        );
      }, deadline);
      let stream: (ClientStream & StreamEnd) | null = null;
      if (open) {
        stream = makeStream(header, (data) => void socket.write(data));
        streams.set(header.serial, stream);
      }
      pending.set(header.serial, {
        spec,
        resolve(answer) {
          clearTimeout(timer);
          resolve(stream ? { answer, stream } : answer);
        },
        reject(error) {
          clearTimeout(timer);
          streams.delete(header.serial);
          reject(error);
        },
      });
      socket.write(frame(header, (w) => spec.args && codecOf(spec.args).encode(w, args)));
    });
  };

  const callsOf = <T extends Readonly<Record<string, ProcedureSpec>>>(program: Program<T>): Calls<T> =>
    Object.fromEntries(
      Object.entries(program.procedures)
        .filter(([, spec]) => spec.kind === 'call')
        .map(([name, spec]) => [name, (args?: unknown) => call(program, spec, args)]),
    ) as unknown as Calls<T>;

  const client: RpcClient = {
    remote: callsOf(remote),
    qemu: callsOf(qemu),
    admin: callsOf(admin),
    stream: (name, args) =>
      call(remote, remote.procedures[name] as ProcedureSpec, args, true) as ReturnType<
        RpcClient['stream']
      > as never,
    onMessage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    socket,
    async open(uri, flags = 0) {
      await client.remote.authList();
      await client.remote.connectOpen({ name: uri, flags });
    },
    close: () => void socket.end(),
    closed,
  };
  return client;
};
