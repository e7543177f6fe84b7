// The device model of a full machine: monitor commands passed through, and its screen.

import { createReadStream, existsSync } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ErrorCode } from '../../../../schemas/errors.ts';
import type { PartialTable } from '../../table.ts';
import { failure, type Guest, mustRun, notDom0, orFail, type World } from '../world.ts';

const HMP = 1;
const QMP_TIMEOUT_MS = 10_000;

/** The sockets that libxl opens on its device model beside its own. */
const socketOf = (guest: Guest): string => {
  const path = ['qmp-libxenstat', 'qmp-libvirt']
    .map((name) => `/run/xen/${name}-${guest.id}`)
    .find((p) => existsSync(p));
  if (!path) throw failure('this guest has no device model', ErrorCode.OPERATION_UNSUPPORTED);
  return path;
};

/** One QMP command on a connection of its own; the answer as text. */
export const qmp = (guest: Guest, command: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(socketOf(guest));
    const fail = (text: string): void => {
      socket.destroy();
      reject(failure(text, ErrorCode.OPERATION_FAILED));
    };
    socket.setTimeout(QMP_TIMEOUT_MS, () => fail('the device model does not answer'));
    socket.once('error', (error) => fail(`cannot reach the device model: ${error.message}`));
    socket.once('close', () => fail('the device model has gone'));
    let answers = 0;
    createInterface({ input: socket }).on('line', (line) => {
      const message = JSON.parse(line) as Record<string, unknown>;
      if ('QMP' in message) socket.write('{"execute":"qmp_capabilities"}\n');
      else if ('return' in message || 'error' in message) {
        if (++answers === 1) socket.write(`${command}\n`);
        else {
          socket.removeAllListeners('close');
          socket.end();
          resolve(line);
        }
      }
    });
  });

export const monitorSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests, xen, places } = world;
  const command = async (guest: Guest, text: string, flags: number): Promise<string> => {
    notDom0(guest);
    mustRun(guest);
    if (flags & HMP) {
      const answer = await orFail(
        world,
        xen.call<string | null>('qemu_monitor_command', guest.id, text),
        'the device model refused the command',
      );
      return answer ?? '';
    }
    return qmp(guest, text);
  };
  return {
    domainQemuMonitorCommand: async (_ctx, { dom, cmd, flags }) => ({
      result: await command(guests.find(dom), cmd, flags),
    }),
    async domainQemuMonitorCommandWithFiles(ctx, { dom, cmd, flags }) {
      if (ctx.fds.length)
        throw failure('descriptors cannot be passed to this device model', ErrorCode.ARGUMENT_UNSUPPORTED);
      return { result: await command(guests.find(dom), cmd, flags) };
    },
    async domainScreenshot(ctx, { dom, screen }) {
      const guest = guests.find(dom);
      notDom0(guest);
      mustRun(guest);
      if (screen) throw failure(`only screen 0 can be taken`, ErrorCode.INVALID_ARG);
      const path = join(places.run, `${guest.name}.screen`);
      // The device model may run as another user: the file is made first.
      await open(path, 'w', 0o666).then((file) => file.close());
      try {
        const answer = JSON.parse(
          await qmp(guest, JSON.stringify({ execute: 'screendump', arguments: { filename: path } })),
        ) as { error?: { desc: string } };
        if (answer.error) throw failure(answer.error.desc, ErrorCode.OPERATION_FAILED);
        const readable = createReadStream(path);
        readable.once('close', () => void unlink(path).catch(() => undefined));
        ctx.stream?.attach({ readable });
      } catch (error) {
        await unlink(path).catch(() => undefined);
        throw error;
      }
      return { mime: 'image/x-portable-pixmap' };
    },
  };
};
