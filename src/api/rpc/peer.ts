// One connected client: takes its frames, runs its calls, answers in whatever order they end, and keeps it alive.
import { writeSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { type FrameHeader, HEADER_SIZE, MessageStatus, MessageType } from '../../../schemas/rpc/frame.ts';
import type { ProcedureSpec } from '../../../schemas/rpc/procedure.ts';
import { keepalive } from '../../../schemas/rpc/programs.ts';
import type { WireType } from '../../../schemas/rpc/types.ts';
import { createSession, type Session } from '../../daemon/session.ts';
import type { Identity } from '../../drivers/context.ts';
import { codecOf, Reader, type Writer } from '../../model/rpc/codec.ts';
import { asVirError, errorFrame, frame, readHeader } from '../../model/rpc/frame.ts';
import { closeFds } from '../../native/descriptors.ts';
import { sendDescriptor, widenSendBuffer } from '../../native/socket.ts';
import { awaitNextCall } from '../../util/attention.ts';
import { createKeepalive, type Keepalive } from './keepalive.ts';
import { type NodeHandle, readFrames } from './reader.ts';
import { createRegistrations, type Registrations } from './registration.ts';
import type { RpcServer } from './server.ts';
import { createRpcStream, type RpcStream } from './stream.ts';

export interface Transport {
  readonly kind: 'unix' | 'tcp' | 'tls';
  readonly readOnly: boolean;
  readonly identity: Identity;
  readonly address: string;
  /** 0 none, 1 SASL, 2 polkit. */
  readonly auth: number;
}

export interface Peer {
  readonly id: number;
  readonly since: number;
  readonly server: RpcServer;
  readonly transport: Transport;
  readonly session: Session;
  readonly registrations: Registrations;
  readonly authenticated: boolean;
  opening: boolean;
  authType(): number;
  authPolkit(): Promise<unknown>;
  sasl(step: 'init' | 'start' | 'step', args: Record<string, unknown> | null): Promise<unknown>;
  startKeepalive(): void;
  /** Closes once everything queued has been written. */
  closeSoon(): void;
  destroy(): void;
}

/** Bytes a client may leave unread before it is dropped: it has stopped, and memory is not its to fill. */
const UNREAD_MAX = 64 << 20;
/** What a socket may hold while a stream is being read. */
const SEND_BUFFER = 1 << 20;
/** Frames that may wait behind a client's own running calls before its socket is left unread. */
const BACKLOG_MAX = 64;

interface WaitingCall {
  readonly header: FrameHeader;
  readonly body: Buffer;
  readonly fds: number[];
  readonly name: string;
  readonly spec: ProcedureSpec;
}

const rpcError = (text: string): VirError => new VirError(ErrorCode.RPC, ErrorDomain.RPC, text);

export const servePeer = (
  accepted: NodeHandle,
  server: RpcServer,
  transport: Transport,
  id: number,
): Peer => {
  const session = createSession(transport.identity, transport.readOnly);
  const streams = new Map<number, RpcStream>();
  const waiting: WaitingCall[] = [];
  let running = 0;
  let holds = 0;
  let authenticated = transport.auth === 0;
  let drained: (() => void)[] = [];
  let closed = false;
  let alive: Keepalive | null = null;

  const destroy = (): void => void socket.destroy();

  const write = (...parts: Buffer[]): Promise<void> | void => {
    if (closed || socket.destroyed) return;
    if (parts.length === 1 && socket.writableLength === 0) {
      const data = parts[0] as Buffer;
      const sent = writeNow(data);
      if (sent === data.length) return awaitNextCall();
      if (sent > 0) return write(data.subarray(sent));
    }
    if (parts.length > 1) socket.cork();
    let open = true;
    for (const part of parts) open = socket.write(part);
    if (parts.length > 1) socket.uncork();
    if (open) return;
    if (socket.writableLength > UNREAD_MAX) {
      server.log.warn(
        { client: id, unread: socket.writableLength },
        'client does not read its messages; closing',
      );
      destroy();
      return;
    }
    return new Promise<void>((resolve) => drained.push(resolve));
  };

  /**
   * Most answers fit the socket's buffer: one write(2) at once, without the stream's bookkeeping (a third of a call's
   * time). What does not fit takes the ordinary way.
   */
  const writeNow = (data: Buffer): number => {
    const fd = (socket as unknown as { _handle: { fd: number } | null })._handle?.fd ?? -1;
    if (fd < 0) return 0;
    try {
      return writeSync(fd, data);
    } catch {
      return 0;
    }
  };

  const hold = (): void => {
    if (++holds === 1) socket.pause();
  };
  const release = (): void => {
    if (--holds === 0 && !closed) socket.resume();
  };

  const widen = (): void => {
    const fd = (socket as unknown as { _handle: { fd: number } | null })._handle?.fd ?? -1;
    if (fd >= 0) widenSendBuffer(fd, SEND_BUFFER);
  };

  const reply = (header: FrameHeader, spec: ProcedureSpec, ret: unknown, fds: readonly number[]): void => {
    const answer: FrameHeader = { ...header, type: MessageType.REPLY, status: MessageStatus.OK };
    const write_ = (w: Writer): void => {
      if (fds.length > 0) w.u32(fds.length);
      if (spec.ret) codecOf(spec.ret).encode(w, ret);
    };
    if (fds.length > 0) answer.type = MessageType.REPLY_WITH_FDS;
    void write(frame(answer, write_));
    if (fds.length > 0) sendFds(fds);
  };

  /** Each descriptor follows its frame in a message of its own; the frame must have left first. */
  const sendFds = (fds: readonly number[]): void => {
    hold();
    const next = (left: readonly number[]): void => {
      const fd = left[0];
      if (closed || fd === undefined) {
        closeFds(left);
        return release();
      }
      const handle = (socket as unknown as { _handle: { fd: number } | null })._handle;
      if (socket.writableLength > 0 || !handle || !sendDescriptor(handle.fd, fd)) {
        setTimeout(next, 1, left);
        return;
      }
      closeFds([fd]);
      next(left.slice(1));
    };
    next(fds);
  };

  const refuse = (header: FrameHeader, error: unknown): void => {
    try {
      void write(errorFrame({ ...header, type: MessageType.REPLY }, asVirError(error)));
    } catch {
      destroy();
    }
  };

  const settle = (
    call: WaitingCall,
    stream: RpcStream | null,
    ret: unknown,
    fds: readonly number[],
  ): void => {
    try {
      reply(call.header, call.spec, ret, fds);
    } catch (error) {
      fail(call, stream, error);
      return;
    }
    stream?.start();
  };

  const fail = (call: WaitingCall, stream: RpcStream | null, error: unknown): void => {
    if (stream) {
      streams.delete(call.header.serial);
      stream.abort();
    }
    const shown = asVirError(error);
    if (!(error instanceof VirError))
      server.log.error({ client: id, err: error, procedure: call.name }, 'call failed');
    refuse(call.header, shown);
  };

  const streamFor = (call: WaitingCall): RpcStream | null => {
    if (!call.spec.stream) return null;
    const { serial } = call.header;
    const sparse = call.spec.wire.startsWith('STORAGE_VOL_');
    const stream = createRpcStream(
      call.header,
      { write, hold, release, reuse, widen, drop: destroy, closed: () => void streams.delete(serial) },
      sparse,
    );
    streams.set(serial, stream);
    return stream;
  };

  const run = (call: WaitingCall): void => {
    const { spec, header } = call;
    let stream: RpcStream | null = null;
    let ret: unknown;
    let replyFds: readonly number[] = [];
    try {
      const args: Record<string, unknown> = spec.args
        ? (codecOf(spec.args as WireType).decode(new Reader(call.body, payloadStart(header))) as Record<
            string,
            unknown
          >)
        : {};
      stream = streamFor(call);
      if (spec.family === 'daemon') {
        const procedure = server.daemonProcedure(header.program, call.name);
        if (!procedure) throw new VirError(ErrorCode.NO_SUPPORT, ErrorDomain.NONE, spec.api ?? spec.wire);
        ret = procedure(peer, args);
      } else {
        ret = server.operations.invoke(session, call.name, spec, args, {
          stream,
          fds: call.fds,
          sendFds: (fds) => {
            replyFds = fds;
          },
        });
      }
    } catch (error) {
      fail(call, stream, error);
      return;
    }
    if (!(ret instanceof Promise)) {
      settle(call, stream, ret, replyFds);
      return;
    }
    running++;
    ret
      .then(
        (value) => settle(call, stream, value, replyFds),
        (error) => fail(call, stream, error),
      )
      .finally(() => {
        running--;
        next();
      });
  };

  const payloadStart = (header: FrameHeader): number =>
    header.type === MessageType.CALL_WITH_FDS ? HEADER_SIZE + 4 : HEADER_SIZE;

  /** Runs what waited behind this client's own calls. */
  const next = (): void => {
    while (!closed && waiting.length > 0 && running < server.limits.clientRequests) {
      run(waiting.shift() as WaitingCall);
      if (waiting.length === BACKLOG_MAX - 1) release();
    }
  };

  const takeCall = (header: FrameHeader, body: Buffer, fds: number[]): void => {
    const found = server.procedure(header.program, header.version, header.procedure);
    if (typeof found === 'string') return refuse(header, rpcError(found));
    if (header.status !== MessageStatus.OK)
      return refuse(header, rpcError(`Unexpected message status ${header.status >>> 0}`));
    if (!authenticated && !found.spec.wire.startsWith('AUTH_'))
      return refuse(header, rpcError('authentication required'));
    const call: WaitingCall = { header, body, fds, name: found.name, spec: found.spec };
    if (running < server.limits.clientRequests || found.spec.priority === 'high') return run(call);
    waiting.push(call);
    if (waiting.length === BACKLOG_MAX) hold();
  };

  const takeFrame = (body: Buffer, fds: number[]): void => {
    alive?.heard();
    const header = readHeader(body);
    if (header.program === keepalive.number) {
      if (header.procedure === keepalive.procedures.ping.number)
        void write(
          frame({
            program: keepalive.number,
            version: 1,
            procedure: keepalive.procedures.pong.number,
            type: MessageType.MESSAGE,
            serial: 0,
            status: MessageStatus.OK,
          }),
        );
      return;
    }
    switch (header.type) {
      case MessageType.CALL:
      case MessageType.CALL_WITH_FDS:
        takeCall(header, body, fds);
        return;
      case MessageType.STREAM:
      case MessageType.STREAM_HOLE:
        streams.get(header.serial)?.incoming(header, body.subarray(HEADER_SIZE));
        return;
      default:
        return;
    }
  };

  const { socket, release: reuse } = readFrames(accepted, { frame: takeFrame, broken: destroy });
  socket.setNoDelay?.(true);
  socket.on('error', () => undefined);
  socket.on('drain', () => {
    const resolved = drained;
    drained = [];
    for (const resolve of resolved) resolve();
  });
  socket.on('end', destroy);
  socket.on('close', () => {
    if (closed) return;
    closed = true;
    alive?.stop();
    peer.registrations.clear();
    for (const stream of streams.values()) stream.abort();
    streams.clear();
    for (const call of waiting) closeFds(call.fds);
    for (const resolve of drained) resolve();
    session.end();
    server.gone(peer);
  });

  const peer: Peer = {
    id,
    since: Date.now(),
    server,
    transport,
    session,
    opening: false,
    registrations: createRegistrations(
      (data) => void write(data),
      (event) => server.visible(session, event),
    ),
    get authenticated() {
      return authenticated;
    },
    authType: () => transport.auth,
    async authPolkit() {
      if (transport.auth !== 2 || authenticated)
        throw new VirError(ErrorCode.AUTH_FAILED, ErrorDomain.RPC, 'authentication failed');
      await server.auth.polkit(transport);
      authenticated = true;
      return { complete: 1 };
    },
    async sasl(step, args) {
      if (transport.auth !== 1 || authenticated)
        throw new VirError(ErrorCode.AUTH_FAILED, ErrorDomain.RPC, 'authentication failed');
      const answer = await server.auth.sasl(peer, step, args);
      if (answer.complete) authenticated = true;
      return answer.reply;
    },
    startKeepalive() {
      const { keepaliveInterval, keepaliveCount } = server.limits;
      if (alive || keepaliveInterval <= 0) return;
      alive = createKeepalive({
        interval: keepaliveInterval,
        count: keepaliveCount,
        ping: (f) => void write(f),
        dead: destroy,
      });
    },
    closeSoon: () => void setImmediate(() => socket.end()),
    destroy,
  };
  return peer;
};
