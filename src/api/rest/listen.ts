// Where REST listens. The face itself is loaded when the first client comes: a daemon that nobody asks over HTTP neither carries
// it nor lets its first RPC clients wait for it.
import { chmodSync, mkdirSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Logger } from '../../drivers/host.ts';

export type RestAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/** `HOST:PORT` or `unix:PATH`. */
export const parseRestAddress = (text: string): RestAddress => {
  if (text.startsWith('unix:')) return { path: text.slice(5) };
  const match = /^\[?([^\]]*)\]?:([0-9]+)$/.exec(text);
  if (!match) throw new Error(`invalid REST address '${text}': expected HOST:PORT or unix:PATH`);
  const host = match[1] || '127.0.0.1';
  if (!/^(127\.|::1$|localhost$)/.test(host))
    throw new Error(
      `REST at ${host} is refused: it would serve anybody on the network without asking who they are. ` +
        'Use a loopback address or unix:PATH, and put an authenticating proxy in front',
    );
  return { host, port: Number(match[2]) };
};

const bind = (server: Server, address: RestAddress): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Only its owner may speak to a unix socket; one that an earlier daemon left behind is replaced. */
const listenOn = async (server: Server, address: RestAddress): Promise<void> => {
  if (!('path' in address)) return bind(server, address);
  mkdirSync(dirname(address.path), { recursive: true, mode: 0o755 });
  try {
    unlinkSync(address.path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const before = process.umask(0o177);
  try {
    await bind(server, address);
  } finally {
    process.umask(before);
  }
  chmodSync(address.path, 0o600);
};

/** What serves the connections that are handed to it. */
export interface HttpFace {
  take(socket: Socket): void;
  close(): Promise<void>;
}

export interface RestListener {
  close(): Promise<void>;
}

/** Listens at every address; `load` gives the face, once. */
export const listenRest = async (
  addresses: readonly RestAddress[],
  load: () => Promise<HttpFace>,
  log: Logger,
): Promise<RestListener> => {
  let face: Promise<HttpFace> | null = null;
  const servers: Server[] = [];
  const accept = (socket: Socket): void => {
    face ??= load();
    face.then(
      (loaded) => loaded.take(socket),
      (error: Error) => {
        log.error({ err: error.message }, 'REST could not be loaded');
        face = null;
        socket.destroy();
      },
    );
  };
  for (const address of addresses) {
    // Paused: not a byte is read before somebody takes the connection.
    const server = createServer({ pauseOnConnect: true }, accept);
    servers.push(server);
    await listenOn(server, address);
  }
  return {
    async close() {
      for (const server of servers) server.close();
      await (await face)?.close();
    },
  };
};
