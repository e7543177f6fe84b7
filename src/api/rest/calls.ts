// Procedures called from HTTP: a session for the request, the same operations as the RPC face.
import type { ArgsOf, ProcedureSpec, RetOf } from '../../../schemas/rpc/procedure.ts';
import { qemu, remote } from '../../../schemas/rpc/programs.ts';
import type { Opener } from '../../daemon/open.ts';
import type { Operations } from '../../daemon/operations.ts';
import { createSession, type Session } from '../../daemon/session.ts';
import type { Identity } from '../../drivers/context.ts';
import type { EventBus } from '../../drivers/events.ts';
import type { Connection } from '../../drivers/table.ts';

const procedures = { ...remote.procedures, ...qemu.procedures };
type Procedures = typeof procedures;
export type CallName = {
  [K in keyof Procedures]: Procedures[K] extends { kind: 'call' } ? K : never;
}[keyof Procedures];

/** Procedures that HTTP can call: no streams, no descriptors, not the connection's own life. */
export const callable = new Map<string, ProcedureSpec>(
  Object.entries<ProcedureSpec>(procedures).filter(
    ([, spec]) => spec.kind === 'call' && spec.family !== 'daemon' && !spec.stream && !spec.fds,
  ),
);

export interface Caller {
  call<N extends CallName>(name: N, args: ArgsOf<Procedures[N]>): Promise<RetOf<Procedures[N]>>;
  /** For a procedure known only by name. */
  callByName(name: string, args: Record<string, unknown>): Promise<unknown>;
  readonly events: EventBus;
  readonly uri: string;
}

/** Connections are opened once for each URI and kept until the face closes. */
export const createCallers = (opener: Opener, operations: Operations) => {
  const opened = new Map<string, Promise<Connection>>();
  const connection = (uri: string): Promise<Connection> => {
    let found = opened.get(uri);
    if (!found) {
      found = Promise.resolve().then(() => opener.open(uri, false));
      opened.set(uri, found);
      found.catch(() => opened.delete(uri));
    }
    return found;
  };
  return {
    async caller(uri: string, identity: Identity, readOnly: boolean, signal: AbortSignal): Promise<Caller> {
      const session: Session = createSession(identity, readOnly);
      const own = await connection(uri);
      session.connection = own;
      const callByName = async (name: string, args: Record<string, unknown>): Promise<unknown> =>
        operations.invoke(session, name, callable.get(name) as ProcedureSpec, args, { signal });
      return {
        call: (name, args) => callByName(name, args as Record<string, unknown>) as never,
        callByName,
        events: own.events,
        uri: own.uri,
      };
    },
    close() {
      for (const found of opened.values()) found.then((own) => own.close()).catch(() => undefined);
      opened.clear();
    },
  };
};
export type Callers = ReturnType<typeof createCallers>;
