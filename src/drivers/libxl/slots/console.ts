// Consoles and channels as streams: a pty or a socket of the guest joined to the client's stream, one client at a time.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { Readable, type Writable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { ErrorCode } from '../../../../schemas/errors.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { DOM0, failure, type Guest, mustRun, notDom0, type World } from '../world.ts';

const FORCE = 1;
type Ends = { readonly readable: Readable; readonly writable: Writable };

/** A pty's slave side, without making it our controlling terminal. */
const openPty = async (path: string): Promise<Ends> => {
  const handle = await open(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  const stream = new ReadStream(handle.fd);
  stream.setRawMode(true);
  stream.once('close', () => void handle.close().catch(() => undefined));
  return { readable: stream, writable: stream };
};
const openSocket = (path: string): Promise<Ends> =>
  new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', (error) =>
      reject(failure(`Unable to connect to unix socket '${path}': ${error.message}`, ErrorCode.SYSTEM_ERROR)),
    );
    socket.once('connect', () => resolve({ readable: socket, writable: socket }));
  });

/** Joins a device to the call's stream; a second client is refused, or with force takes it over. */
const join = async (
  ctx: CallContext,
  guest: Guest,
  path: string,
  force: boolean,
  busy: string,
  make: () => Promise<Ends>,
): Promise<void> => {
  const held = guest.consoles.get(path);
  if (held) {
    if (!force) throw failure(busy, ErrorCode.OPERATION_FAILED);
    held();
  }
  let ends: Ends | null = null;
  let over = false;
  const finish = (): void => {
    over = true;
    if (guest.consoles.get(path) === finish) guest.consoles.delete(path);
    ends?.readable.destroy();
    ends?.writable.destroy();
  };
  guest.consoles.set(path, finish);
  try {
    ends = await make();
  } catch (error) {
    finish();
    throw error;
  }
  if (over || !ctx.stream) {
    finish();
    throw failure(over ? busy : 'this call needs a stream', ErrorCode.OPERATION_FAILED);
  }
  ends.readable.once('close', finish);
  ctx.stream.attach(ends);
};

interface Device {
  readonly type: string;
  readonly alias?: { readonly name: string };
  readonly source?: { readonly path?: string };
  readonly target?: { readonly type?: string; readonly name?: string };
}

/** The device name under which Domain-0's console is what the hypervisor itself has said so far. */
const HYPERVISOR_RING = 'xen';

export const consoleSlots = ({ guests, xen }: World): PartialTable<'hypervisor'> => ({
  async domainOpenConsole(ctx, { dom, dev_name, flags }) {
    const guest = guests.find(dom);
    if (guest.name === DOM0 && dev_name === HYPERVISOR_RING) {
      ctx.stream?.attach({
        readable: Readable.from([Buffer.from(await xen.call<string>('console_ring', false))]),
      });
      return;
    }
    notDom0(guest);
    mustRun(guest);
    const { serials, consoles } = guest.def.devices as unknown as { serials: Device[]; consoles: Device[] };
    const first = consoles[0]?.target?.type === 'serial' ? serials[0] : consoles[0];
    const device = dev_name ? serials.find((s) => s.alias?.name === dev_name) : first;
    if (!device) throw failure(`cannot find character device ${dev_name ?? '(null)'}`);
    const path = device.source?.path;
    if (device.type !== 'pty' || !path)
      throw failure(`character device ${dev_name ?? device.alias?.name ?? '(null)'} is not using a PTY`);
    await join(ctx, guest, path, (flags & FORCE) !== 0, 'Active console session exists for this domain', () =>
      openPty(path),
    );
  },
  async domainOpenChannel(ctx, { dom, name, flags }) {
    const guest = guests.find(dom);
    notDom0(guest);
    mustRun(guest);
    const channels = guest.def.devices.channels as unknown as Device[];
    const channel = name
      ? channels.find((c) => c.alias?.name === name || c.target?.name === name)
      : channels[0];
    if (!channel) throw failure(`cannot find channel ${name ?? '(null)'}`);
    const path = channel.source?.path;
    if (!path) throw failure(`channel ${name ?? channel.target?.name ?? '(null)'} has no path`);
    const busy = 'Active channel stream exists for this domain';
    await join(ctx, guest, path, (flags & FORCE) !== 0, busy, () =>
      channel.type === 'pty' ? openPty(path) : openSocket(path),
    );
  },
});
