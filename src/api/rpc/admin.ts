// The admin program (virt-admin): servers, their clients and limits, the log, the daemon's own life.
import { ErrorCode, ErrorDomain, invalidArgument, VirError } from '../../../schemas/errors.ts';
import { admin } from '../../../schemas/rpc/programs.ts';
import { param, type TypedParam } from '../../../schemas/rpc/types.ts';
import { LIBVIRT_VERSION } from '../../../schemas/version.ts';
import type { Logger } from '../../drivers/host.ts';
import type { DaemonProcedure } from './handshake.ts';
import type { Peer } from './peer.ts';
import { createRpcServer, type RpcServer, type ServerOptions } from './server.ts';

export interface AdminOptions extends Pick<ServerOptions, 'opener' | 'operations' | 'limits' | 'auth'> {
  readonly log: Logger;
  servers(): readonly RpcServer[];
  readonly daemonLog: {
    outputs: string;
    filters: string;
    setOutputs(text: string): void;
    setFilters(text: string): void;
  };
  /** Seconds without clients after which the daemon leaves; 0 for never. */
  setTimeout(seconds: number): void;
  shutdown(): void;
}

const TRANSPORT = { unix: 0, tcp: 1, tls: 2 } as const;
type Args = Record<string, unknown>;

const count = (text: string): number => text.split(/\s+/).filter(Boolean).length;
const failed = (error: unknown): VirError =>
  new VirError(ErrorCode.INVALID_ARG, ErrorDomain.ADMIN, (error as Error).message);

const clientHandle = (server: RpcServer, peer: Peer) => ({
  srv: { name: server.name },
  id: peer.id,
  timestamp: Math.floor(peer.since / 1000),
  transport: TRANSPORT[peer.transport.kind],
});

const clientInfo = (peer: Peer): TypedParam[] => {
  const { transport, session } = peer;
  const { identity } = session;
  const params = [param.boolean('readonly', session.readOnly)];
  const text = (field: string, value: string | undefined): void => {
    if (value !== undefined) params.push(param.string(field, value));
  };
  const number = (field: string, value: number | undefined): void => {
    if (value !== undefined) params.push(param.int(field, value));
  };
  text('sasl_user_name', identity.saslUserName);
  if (transport.kind === 'unix') {
    number('unix_user_id', identity.uid);
    text('unix_user_name', identity.userName);
    number('unix_group_id', identity.gid);
    text('unix_group_name', identity.groupName);
    number('unix_process_id', identity.pid);
  } else {
    text('tls_x509_dname', identity.x509dname);
    text('sock_addr', transport.address);
  }
  text('selinux_context', identity.selinuxContext);
  return params;
};

/** Checks typed parameters against what may be set; gives their values. */
const settable = (
  params: readonly TypedParam[],
  fields: readonly string[],
  func: string,
): Map<string, number> => {
  const values = new Map<string, number>();
  for (const { field, type, value } of params) {
    if (!fields.includes(field))
      throw new VirError(
        ErrorCode.ARGUMENT_UNSUPPORTED,
        ErrorDomain.ADMIN,
        `parameter '${field}' not supported`,
      );
    if (type !== 2)
      throw invalidArgument(
        ErrorDomain.ADMIN,
        `invalid type '${type}' requested for parameter '${field}', actual type is 'uint'`,
        func,
        field,
      );
    values.set(field, Number(value));
  }
  return values;
};

export const createAdminServer = (options: AdminOptions): RpcServer => {
  const opened = new WeakSet<Peer>();
  /** Figures of the thread pool that libvirtd has; kept so that tools can show and set them. We have no threads. */
  const pools = new Map<string, { min: number; max: number; prio: number }>();

  const serverNamed = (args: Args, key: 'name' | 'srv'): RpcServer => {
    const name = key === 'name' ? (args.name as string) : (args.srv as { name: string }).name;
    const found = options.servers().find((server) => server.name === name);
    if (!found) throw new VirError(ErrorCode.NO_SERVER, ErrorDomain.RPC, `No server named '${name}'`);
    return found;
  };
  const clientOf = (server: RpcServer, id: number): Peer => {
    const peer = server.peers.get(id);
    if (!peer) throw new VirError(ErrorCode.NO_CLIENT, ErrorDomain.RPC, `No client with matching ID '${id}'`);
    return peer;
  };
  const byHandle = (args: Args): Peer => {
    const { srv, id } = args.clnt as { srv: { name: string }; id: number };
    return clientOf(serverNamed({ srv }, 'srv'), id);
  };
  const pool = (server: RpcServer) => {
    const known = pools.get(server.name) ?? { min: 5, max: 20, prio: 5 };
    pools.set(server.name, known);
    return known;
  };

  const procedures: Record<string, DaemonProcedure> = {
    connectOpen: (peer) => {
      if (opened.has(peer))
        throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, 'connection already open');
      opened.add(peer);
    },
    connectClose: (peer) => peer.closeSoon(),
    connectGetLibVersion: () => ({ libVer: LIBVIRT_VERSION }),
    connectListServers: () => {
      const servers = options.servers().map(({ name }) => ({ name }));
      return { servers, ret: servers.length };
    },
    connectLookupServer: (_peer, args) => ({ srv: { name: serverNamed(args, 'name').name } }),
    serverGetThreadpoolParameters: (_peer, args) => {
      const { min, max, prio } = pool(serverNamed(args, 'srv'));
      return {
        params: [
          param.uint('minWorkers', min),
          param.uint('maxWorkers', max),
          param.uint('nWorkers', min),
          param.uint('freeWorkers', min),
          param.uint('prioWorkers', prio),
          param.uint('jobQueueDepth', 0),
        ],
      };
    },
    serverSetThreadpoolParameters: (_peer, args) => {
      const known = pool(serverNamed(args, 'srv'));
      const values = settable(
        args.params as TypedParam[],
        ['minWorkers', 'maxWorkers', 'prioWorkers'],
        'virNetServerSetThreadPoolParameters',
      );
      const min = values.get('minWorkers') ?? known.min;
      const max = values.get('maxWorkers') ?? known.max;
      if (min > max)
        throw invalidArgument(
          ErrorDomain.RPC,
          'minWorkers must not be greater than maxWorkers',
          'virThreadPoolSetParameters',
          'minWorkers',
        );
      Object.assign(known, { min, max, prio: values.get('prioWorkers') ?? known.prio });
    },
    serverListClients: (_peer, args) => {
      const server = serverNamed(args, 'srv');
      const clients = [...server.peers.values()].map((peer) => clientHandle(server, peer));
      return { clients, ret: clients.length };
    },
    serverLookupClient: (_peer, args) => {
      const server = serverNamed(args, 'srv');
      return { clnt: clientHandle(server, clientOf(server, args.id as number)) };
    },
    clientGetInfo: (_peer, args) => ({ params: clientInfo(byHandle(args)) }),
    clientClose: (_peer, args) => byHandle(args).closeSoon(),
    serverGetClientLimits: (_peer, args) => {
      const { limits, peers } = serverNamed(args, 'srv');
      return {
        params: [
          param.uint('nclients_max', limits.clients),
          param.uint('nclients', peers.size),
          param.uint('nclients_unauth_max', limits.anonymousClients),
          param.uint('nclients_unauth', [...peers.values()].filter((peer) => !peer.authenticated).length),
        ],
      };
    },
    serverSetClientLimits: (_peer, args) => {
      const { limits } = serverNamed(args, 'srv');
      const values = settable(
        args.params as TypedParam[],
        ['nclients_max', 'nclients_unauth_max'],
        'virNetServerSetClientLimits',
      );
      const clients = values.get('nclients_max') ?? limits.clients;
      const anonymousClients = values.get('nclients_unauth_max') ?? limits.anonymousClients;
      if (clients < anonymousClients)
        throw new VirError(
          ErrorCode.INVALID_ARG,
          ErrorDomain.RPC,
          'The overall maximum number of clients must be greater than the maximum number of clients waiting for authentication',
        );
      Object.assign(limits, { clients, anonymousClients });
    },
    connectGetLoggingOutputs: () => ({
      outputs: options.daemonLog.outputs,
      noutputs: count(options.daemonLog.outputs),
    }),
    connectGetLoggingFilters: () => ({
      filters: options.daemonLog.filters || null,
      nfilters: count(options.daemonLog.filters),
    }),
    connectSetLoggingOutputs: (_peer, args) => {
      try {
        options.daemonLog.setOutputs((args.outputs as string | null) || '3:stderr');
      } catch (error) {
        throw failed(error);
      }
    },
    connectSetLoggingFilters: (_peer, args) => {
      try {
        options.daemonLog.setFilters((args.filters as string | null) ?? '');
      } catch (error) {
        throw failed(error);
      }
    },
    serverUpdateTlsFiles: (_peer, args) => {
      serverNamed(args, 'srv');
      throw new VirError(
        ErrorCode.SYSTEM_ERROR,
        ErrorDomain.RPC,
        'no TLS service found, unable to update TLS certificates',
        { str1: '%s', int1: 22 },
      );
    },
    connectSetDaemonTimeout: (_peer, args) => options.setTimeout(args.timeout as number),
    connectDaemonShutdown: () => void setImmediate(options.shutdown),
  };

  return createRpcServer({ ...options, name: 'admin', programs: [admin], daemonProcedures: procedures });
};
