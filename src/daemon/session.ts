// A client's session, whichever face it came through: who it is, what it may do, and the connection it has open.
import type { Identity } from '../drivers/context.ts';
import type { Connection } from '../drivers/table.ts';

/** Why waits of an ended session are given up. */
export const SESSION_ENDED = new Error('the client is gone');

export interface Session {
  identity: Identity;
  /** From the read-only socket, or asked for when the connection was opened. */
  readOnly: boolean;
  connection: Connection | null;
  readonly ended: AbortSignal;
  readonly isOver: boolean;
  /** Called when the session ends; returns a function that takes it back. */
  onEnd(callback: () => void): () => void;
  /** Ends it: closes the connection, runs the callbacks. Safe to call twice. */
  end(): void;
}

/** The signal is only made when somebody asks for it: most sessions end without a waiter. */
export const createSession = (identity: Identity, readOnly: boolean): Session => {
  let callbacks: Set<() => void> | null = null;
  let controller: AbortController | null = null;
  let over = false;
  const session: Session = {
    identity,
    readOnly,
    connection: null,
    get ended() {
      if (!controller) {
        controller = new AbortController();
        if (over) controller.abort(SESSION_ENDED);
      }
      return controller.signal;
    },
    get isOver() {
      return over;
    },
    onEnd(callback) {
      callbacks ??= new Set();
      callbacks.add(callback);
      return () => void callbacks?.delete(callback);
    },
    end() {
      if (over) return;
      over = true;
      controller?.abort(SESSION_ENDED);
      if (callbacks) for (const callback of [...callbacks].reverse()) callback();
      callbacks = null;
      session.connection?.close();
      session.connection = null;
    },
  };
  return session;
};
