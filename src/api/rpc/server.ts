// A named RPC server: its programs, its limits, its clients. Listeners (unix, TCP, inherited) feed it sockets.
import { createServer, type Server } from 'node:net';
import type { ProcedureSpec, Program } from '../../../schemas/rpc/procedure.ts';
import type { Opener } from '../../daemon/open.ts';
import type { Operations } from '../../daemon/operations.ts';
import type { Session } from '../../daemon/session.ts';
import type { Event } from '../../drivers/events.ts';
import type { Logger } from '../../drivers/host.ts';
import type { DaemonProcedure } from './handshake.ts';
import { peerIdentity } from './identity.ts';
import { type Peer, servePeer, type Transport } from './peer.ts';
import { acceptHandles, type NodeHandle, takeHandle } from './reader.ts';

/** Values an administrator may change while the server runs. */
export interface ServerLimits {
  clients: number;
  anonymousClients: number;
  clientRequests: number;
  keepaliveInterval: number;
  keepaliveCount: number;
}

export interface Authenticator {
  /** Rejects with libvirt's error unless polkit lets this peer use this socket. */
  polkit(transport: Transport): Promise<void>;
  sasl(
    peer: Peer,
    step: 'init' | 'start' | 'step',
    args: Record<string, unknown> | null,
  ): Promise<{ complete: boolean; reply: unknown }>;
}

export interface ServerOptions {
  readonly name: string;
  readonly programs: readonly Program[];
  readonly daemonProcedures: Readonly<Record<string, DaemonProcedure>>;
  readonly opener: Opener;
  readonly operations: Operations;
  readonly limits: ServerLimits;
  readonly auth: Authenticator;
  readonly log: Logger;
  visible?(session: Session, event: Event): boolean;
  /** Called when the number of clients changes (idle timeout). */
  changed?(clients: number): void;
}

export interface ListenOptions {
  readonly readOnly: boolean;
  /** 0 none, 1 SASL, 2 polkit. */
  readonly auth: number;
  /** Only peers with this uid are served (the admin socket). */
  readonly onlyUid?: number;
  readonly kind: 'unix' | 'tcp';
}

export interface FoundProcedure {
  readonly name: string;
  readonly spec: ProcedureSpec;
}

export interface RpcServer {
  readonly name: string;
  readonly opener: Opener;
  readonly operations: Operations;
  readonly limits: ServerLimits;
  readonly auth: Authenticator;
  readonly log: Logger;
  readonly peers: ReadonlyMap<number, Peer>;
  /** The procedure, or the words of the RPC error. */
  procedure(program: number, version: number, number: number): FoundProcedure | string;
  daemonProcedure(program: number, name: string): DaemonProcedure | undefined;
  visible(session: Session, event: Event): boolean;
  gone(peer: Peer): void;
  /** A listener that is not listening yet; the caller binds it. */
  listener(options: ListenOptions): Server;
  /** Drops every client. */
  close(): void;
}

/** polkit never asks root: libvirtd tells such peers that no authentication is needed. */
const authFor = (options: ListenOptions, uid: number | undefined): number =>
  options.auth === 2 && uid === 0 ? 0 : options.auth;

export const createRpcServer = (options: ServerOptions): RpcServer => {
  const byNumber = new Map<number, { program: Program; procedures: Map<number, FoundProcedure> }>();
  for (const program of options.programs) {
    const procedures = new Map<number, FoundProcedure>();
    for (const [name, spec] of Object.entries(program.procedures))
      if (spec.kind === 'call') procedures.set(spec.number, { name, spec });
    byNumber.set(program.number, { program, procedures });
  }
  const peers = new Map<number, Peer>();
  const backlog: (() => void)[] = [];
  let nextId = 1;

  const anonymous = (): number => {
    let count = 0;
    for (const peer of peers.values()) if (!peer.authenticated) count++;
    return count;
  };
  const full = (): boolean =>
    peers.size >= options.limits.clients ||
    (anonymous() >= options.limits.anonymousClients && anonymous() > 0);

  const serve = (handle: NodeHandle, listen: ListenOptions, remote: string): void => {
    const identity = listen.kind === 'unix' ? peerIdentity(handle.fd) : {};
    if (listen.onlyUid !== undefined && identity.uid !== listen.onlyUid) {
      handle.close();
      return;
    }
    const transport: Transport = {
      kind: listen.kind,
      readOnly: listen.readOnly,
      identity,
      address: remote,
      auth: authFor(listen, identity.uid),
    };
    const id = nextId++;
    peers.set(id, servePeer(handle, server, transport, id));
    options.changed?.(peers.size);
  };

  /** At the limit new clients wait, unread and unanswered, until another leaves. */
  const accept = (handle: NodeHandle, listen: ListenOptions, remote: string): void => {
    if (!full()) return serve(handle, listen, remote);
    backlog.push(() => serve(handle, listen, remote));
  };

  const server: RpcServer = {
    name: options.name,
    opener: options.opener,
    operations: options.operations,
    limits: options.limits,
    auth: options.auth,
    log: options.log,
    peers,
    procedure(program, version, number) {
      const known = byNumber.get(program);
      if (!known || known.program.version !== version)
        return `Cannot find program ${program | 0} version ${version | 0}`;
      return known.procedures.get(number) ?? `unknown procedure: ${number}`;
    },
    daemonProcedure: (_program, name) => options.daemonProcedures[name],
    visible: (session, event) => options.visible?.(session, event) ?? true,
    gone(peer) {
      peers.delete(peer.id);
      options.changed?.(peers.size);
      while (backlog.length > 0 && !full()) backlog.shift()?.();
    },
    listener(listen) {
      const listener = createServer({ pauseOnConnect: true, allowHalfOpen: false }, (socket) =>
        accept(takeHandle(socket), listen, `${socket.remoteAddress};${socket.remotePort}`),
      );
      if (listen.kind === 'unix')
        listener.on('listening', () =>
          acceptHandles(listener, (handle) => accept(handle, listen, '127.0.0.1;0')),
        );
      listener.on('error', (error) => options.log.error({ err: String(error) }, 'listening socket failed'));
      return listener;
    },
    close() {
      for (const peer of [...peers.values()]) peer.destroy();
    },
  };
  return server;
};
