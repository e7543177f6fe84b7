// The way of a guest's memory: between the worker, which needs blocking descriptors, and the other host.
import { mkdirSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { failure, type Guest, type World } from '../world.ts';
import type { Verdict } from './session.ts';

/** How long a destination waits for the stream to begin, and a source for a connection. */
export const CONNECT_MS = 30_000;
/** How long a source waits for the destination's word when its client has gone. */
const VERDICT_MS = 60_000;
const FIRST_PORT = 49152;
const LAST_PORT = 49216;

/** Limits what passes to so many bytes a second; 0 lets everything pass. */
export const throttle = (bytesPerSecond: () => number): Transform => {
  let ready = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const limit = bytesPerSecond();
      if (!limit) return done(null, chunk);
      const now = Date.now();
      const wait = Math.max(0, ready - now);
      ready = Math.max(ready, now) + (chunk.length * 1000) / limit;
      setTimeout(() => done(null, chunk), wait);
    },
  });
};

/** A socket that the worker connects to; `joined` is our end of it. */
export const workerSocket = async (
  world: World,
  guest: Guest,
): Promise<{ path: string; joined: Promise<Socket>; close(): void }> => {
  mkdirSync(world.places.run, { recursive: true });
  const path = join(world.places.run, `${guest.uuid}.migrate`);
  await unlink(path).catch(() => undefined);
  const server = createServer({ allowHalfOpen: true });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  const joined = new Promise<Socket>((resolve) => server.once('connection', resolve));
  return {
    path,
    joined,
    close: () => {
      server.close();
      void unlink(path).catch(() => undefined);
    },
  };
};

/** Connects to where the destination listens. It may answer on the connection after the stream has ended. */
export const dial = (uri: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    let url: URL;
    try {
      url = new URL(uri);
    } catch {
      reject(failure(`unable to parse URI: ${uri}`, ErrorCode.INVALID_ARG));
      return;
    }
    const socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port),
      allowHalfOpen: true,
    });
    const timer = setTimeout(() => socket.destroy(new Error('connection timed out')), CONNECT_MS);
    socket.once('error', (error) =>
      reject(
        new VirError(
          ErrorCode.SYSTEM_ERROR,
          ErrorDomain.RPC,
          `unable to connect to server at '${url.host}': ${error.message}`,
        ),
      ),
    );
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });

/** What the destination says on the connection once it has decided; `unknown` when it closes without a word. */
export const verdictFrom = (socket: Socket): Promise<Verdict> =>
  new Promise((resolve) => {
    let text = '';
    const over = (): void => resolve(text === 'running' || text === 'cancelled' ? text : 'unknown');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.once('end', over);
    socket.once('close', over);
  });
/** The verdict, or `unknown` when it does not come in time. */
export const inTime = (verdict: Promise<Verdict> | undefined): Promise<Verdict> =>
  Promise.race([
    verdict ?? Promise.resolve('unknown' as const),
    new Promise<Verdict>((resolve) => setTimeout(resolve, VERDICT_MS, 'unknown').unref()),
  ]);

/** Listens on the port asked for, or on the first free one of libvirt's range. */
export const listenForStream = async (port: number): Promise<Server | null> => {
  const last = port || LAST_PORT;
  for (let wanted = port || FIRST_PORT; wanted <= last; wanted++) {
    const server = createServer({ allowHalfOpen: true });
    const bound = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen({ port: wanted }, () => resolve(true));
    });
    if (bound) return server;
  }
  return null;
};
