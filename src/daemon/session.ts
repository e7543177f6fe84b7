// A client's session, whichever face it came through: who it is, what it may do, and the connection it has open.
import type { Identity } from '../drivers/context.ts';
import type { Connection } from '../drivers/table.ts';

export interface Session {
  identity: Identity;
  /** From the read-only socket, or asked for when the connection was opened. */
  readOnly: boolean;
  connection: Connection | null;
  readonly ended: AbortSignal;
  /** Called when the session ends; returns a function that takes it back. */
  onEnd(callback: () => void): () => void;
  /** Ends it: closes the connection, runs the callbacks. Safe to call twice. */
  end(): void;
}

export const createSession = (identity: Identity, readOnly: boolean): Session => {
  const callbacks = new Set<() => void>();
  const controller = new AbortController();
  const session: Session = {
    identity,
    readOnly,
    connection: null,
    ended: controller.signal,
    onEnd(callback) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    end() {
      if (controller.signal.aborted) return;
      controller.abort();
      for (const callback of [...callbacks].reverse()) callback();
      callbacks.clear();
      session.connection?.close();
      session.connection = null;
    },
  };
  return session;
};
