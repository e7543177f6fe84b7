// Who is at the other end of a unix socket: credentials from the kernel, the process's start time, its names.
import { readFileSync } from 'node:fs';
import type { Identity } from '../../drivers/context.ts';
import { peerCredentials } from '../../native/socket.ts';

/** Field 22 of /proc/PID/stat, counted after the parenthesised name, which may hold anything. */
export const processStartTime = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
};

const names = new Map<string, { read: number; table: Map<number, string> }>();
const NAMES_FRESH_MS = 10_000;

/** Name of a numeric id by /etc/passwd or /etc/group. */
const nameOf = (file: string, id: number): string | undefined => {
  let known = names.get(file);
  if (!known || Date.now() - known.read > NAMES_FRESH_MS) {
    const table = new Map<number, string>();
    try {
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const [name, , number] = line.split(':');
        if (name && number) table.set(Number(number), name);
      }
    } catch {
      // A machine without the file has no names to show.
    }
    known = { read: Date.now(), table };
    names.set(file, known);
  }
  return known.table.get(id);
};

/** The identity of the peer of an accepted unix socket. */
export const peerIdentity = (fd: number): Identity => {
  const credentials = peerCredentials(fd);
  if (!credentials) return {};
  const { pid, uid, gid } = credentials;
  // The start time is read at once when it matters (polkit asks for it while the peer waits); names when shown.
  return {
    pid,
    uid,
    gid,
    get startTime() {
      return processStartTime(pid);
    },
    get userName() {
      return nameOf('/etc/passwd', uid);
    },
    get groupName() {
      return nameOf('/etc/group', gid);
    },
  };
};
