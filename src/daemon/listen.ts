// Binds the sockets: unix paths with the right modes, TCP when asked for, descriptors from systemd.
import { chmodSync, chownSync, mkdirSync, readFileSync, unlinkSync } from 'node:fs';
import type { Server } from 'node:net';
import { dirname } from 'node:path';

/** Numeric id of a group by name. */
export const groupId = (name: string): number => {
  for (const line of readFileSync('/etc/group', 'utf8').split('\n')) {
    const [group, , id] = line.split(':');
    if (group === name) return Number(id);
  }
  throw new Error(`Failed to find group '${name}': no such group in /etc/group`);
};

const listening = (server: Server, how: object): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(how, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });

/** Listens on a unix path that nobody serves; the file appears with its final mode. */
export const listenUnix = async (
  server: Server,
  path: string,
  options: { readonly mode: number; readonly group?: number; readonly backlog: number },
): Promise<void> => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const before = process.umask(0o777 & ~options.mode);
  try {
    const bound = listening(server, { path, backlog: options.backlog });
    process.umask(before);
    await bound;
  } finally {
    process.umask(before);
  }
  chmodSync(path, options.mode);
  if (options.group !== undefined) chownSync(path, -1, options.group);
};

export const listenTcp = (server: Server, host: string, port: number, backlog: number): Promise<void> =>
  listening(server, { host, port, backlog });

export const listenFd = (server: Server, fd: number): Promise<void> => listening(server, { fd });
