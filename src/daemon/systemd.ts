// systemd's two conversations: sockets handed to us (sd_listen_fds(3)) and what we tell it (sd_notify(3)).
import { sendDatagram } from '../native/socket.ts';

/** Descriptors passed by socket activation, by their unit's name ("libvirtd.socket"); empty without activation. */
export const inheritedSockets = (env: NodeJS.ProcessEnv, pid: number): { fd: number; name: string }[] => {
  if (Number(env.LISTEN_PID) !== pid) return [];
  const names = (env.LISTEN_FDNAMES ?? '').split(':');
  return Array.from({ length: Number(env.LISTEN_FDS) || 0 }, (_, i) => ({ fd: 3 + i, name: names[i] ?? '' }));
};

/** Tells the service manager; without one nothing happens. */
export const notify = (env: NodeJS.ProcessEnv, state: string): void => {
  if (env.NOTIFY_SOCKET) sendDatagram(env.NOTIFY_SOCKET, state);
};

/** Microseconds of the monotonic clock, as RELOADING=1 must carry them. */
export const monotonicMicroseconds = (): bigint => process.hrtime.bigint() / 1000n;
