// Consoles and channels as streams: a pty or a socket of the guest joined to the client's stream, one client at a time.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { connectablePath } from '../../../native/process.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import type { Run } from '../guest.ts';
import type { Chardev } from '../hardware.ts';
import type { World } from '../world.ts';

const FORCE = 1;

type Ends = { readonly readable: Readable; readonly writable: Writable };

const internal = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, text);

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
    const target = connectablePath(path);
    const socket = connect(target.path);
    socket.once('error', (error) => {
      target.done();
      reject(
        new VirError(
          ErrorCode.SYSTEM_ERROR,
          ErrorDomain.STREAMS,
          `Unable to connect to unix socket '${path}': ${error.message}`,
        ),
      );
    });
    socket.once('connect', () => {
      target.done();
      resolve({ readable: socket, writable: socket });
    });
  });

/** Joins a guest's device to the call's stream; a second client is refused, or with force takes it over. */
const join = async (
  ctx: CallContext,
  run: Run,
  path: string,
  force: boolean,
  busy: string,
  make: () => Promise<Ends>,
): Promise<void> => {
  const held = run.consoles.get(path);
  if (held) {
    if (!force) throw new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, busy);
    held();
    run.consoles.delete(path);
  }
  let ends: Ends | null = null;
  let over = false;
  const finish = (): void => {
    over = true;
    if (run.consoles.get(path) === finish) run.consoles.delete(path);
    ends?.readable.destroy();
    ends?.writable.destroy();
  };
  run.consoles.set(path, finish);
  try {
    ends = await make();
  } catch (error) {
    finish();
    throw error;
  }
  if (over) {
    ends.readable.destroy();
    throw new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, busy);
  }
  ends.readable.once('close', finish);
  if (!ctx.stream) {
    finish();
    throw internal('this call needs a stream');
  }
  ctx.stream.attach(ends);
};

const named = (devices: readonly Chardev[], name: string): Chardev | undefined =>
  devices.find((device) => device.alias?.name === name);

const findConsole = (run: Run, name: string | null): Chardev => {
  const {
    consoles,
    serials,
    parallels,
  }: {
    consoles: readonly Chardev[];
    serials: readonly Chardev[];
    parallels: readonly Chardev[];
  } = run.domain.devices;
  const found = name
    ? (named(consoles, name) ?? named(serials, name) ?? named(parallels, name))
    : (consoles[0] ?? serials[0]);
  if (!found) throw internal(`cannot find character device ${name ?? '(null)'}`);
  // The first console of a full machine is its first serial port, which alone has the path.
  const device = found.source?.path === undefined && consoles.includes(found) ? (serials[0] ?? found) : found;
  if (device.type !== 'pty' || !device.source?.path)
    throw internal(`character device ${name ?? found.alias?.name ?? '(null)'} is not using a PTY`);
  return device;
};

const findChannel = (run: Run, name: string | null): Chardev => {
  const { channels } = run.domain.devices;
  const found = name
    ? channels.find(
        (channel) =>
          channel.alias?.name === name || (channel.target?.type === 'virtio' && channel.target.name === name),
      )
    : channels[0];
  if (!found) throw internal(`cannot find channel ${name ?? '(null)'}`);
  if (found.type !== 'unix' || !found.source?.path)
    throw internal(`channel ${name ?? found.alias?.name ?? '(null)'} is not using a UNIX socket`);
  return found;
};

export const consoleSlots = ({ guests }: World): PartialTable<'hypervisor'> => ({
  async domainOpenConsole(ctx, { dom, dev_name, flags }) {
    const run = guests.find(dom).running();
    const path = findConsole(run, dev_name).source?.path ?? '';
    const busy = 'Active console session exists for this domain';
    await join(ctx, run, path, (flags & FORCE) !== 0, busy, () => openPty(path));
  },
  async domainOpenChannel(ctx, { dom, name, flags }) {
    const run = guests.find(dom).running();
    const path = findChannel(run, name).source?.path ?? '';
    const busy = 'Active channel stream exists for this domain';
    await join(ctx, run, path, (flags & FORCE) !== 0, busy, () => openSocket(path));
  },
});
