// The monitor of a guest: connecting it, and what its end means.
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { sendWithDescriptors } from '../../native/socket.ts';
import type { Guest, Run } from './guest.ts';
import { connectMonitor, type QmpMonitor } from './qmp/monitor.ts';
import { takeQmpEvent } from './qmp-events.ts';
import { guestDied } from './stop.ts';
import type { World } from './world.ts';

const FULL_SOCKET_MS = 5_000;

/** Writes past Node's stream, with descriptors; waits while the socket is full. */
const sendWithFds = async (stream: unknown, bytes: Buffer, fds: readonly number[]): Promise<void> => {
  const handle = (stream as Socket & { _handle?: { fd: number } })._handle;
  const end = performance.now() + FULL_SOCKET_MS;
  while (handle && !sendWithDescriptors(handle.fd, bytes, fds)) {
    if (performance.now() > end)
      throw new VirError(ErrorCode.OPERATION_TIMEOUT, ErrorDomain.QEMU, 'the monitor takes no descriptors');
    await sleep(5);
  }
};

/** Connects a guest's monitor; from then on its events act on the guest, and its end is the guest's. */
export const openGuestMonitor = (
  world: World,
  guest: Guest,
  run: Run,
  path: string,
  signal?: AbortSignal,
): Promise<QmpMonitor> => {
  const connecting = new AbortController();
  const abort = (): void => connecting.abort();
  signal?.addEventListener('abort', abort, { once: true });
  return connectMonitor(path, {
    guest: guest.name,
    signal: connecting.signal,
    sendWithFds,
    alive: () => run.process?.gone() !== true,
    onEvent: (event) => takeQmpEvent(world, guest, run, event),
    onClose: (error) => monitorEnded(world, guest, run, error),
  }).finally(() => signal?.removeEventListener('abort', abort));
};

const monitorEnded = (world: World, guest: Guest, run: Run, error: Error | null): void => {
  // While it starts, the step that talks to it fails and undoes the start.
  if (guest.run !== run || run.ending || run.starting) return;
  if (error) {
    world.log.error({ guest: guest.name, err: error.message }, `lost the monitor of '${guest.name}'`);
    guest.emit('controlError', {});
  }
  guestDied(world, guest).catch((cause) =>
    world.log.error({ guest: guest.name, err: String(cause) }, `cannot clear away '${guest.name}'`),
  );
};
