// The device model of a full machine: monitor commands passed through, and its screen.

import { closeSync, createReadStream } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode } from '../../../../schemas/errors.ts';
import type { PartialTable } from '../../table.ts';
import { qmp } from '../qmp.ts';
import { failure, type Guest, mustRun, notDom0, orFail, type World } from '../world.ts';

const HMP = 1;
export const monitorSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests, xen, places } = world;
  const command = async (
    guest: Guest,
    text: string,
    flags: number,
    fds: readonly number[] = [],
  ): Promise<string> => {
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
    return qmp(guest, text, fds);
  };
  return {
    domainQemuMonitorCommand: async (_ctx, { dom, cmd, flags }) => ({
      result: await command(guests.find(dom), cmd, flags),
    }),
    async domainQemuMonitorCommandWithFiles(ctx, { dom, cmd, flags }) {
      try {
        if (flags & HMP && ctx.fds.length)
          throw failure('descriptors cannot be passed with an HMP command', ErrorCode.ARGUMENT_UNSUPPORTED);
        return { result: await command(guests.find(dom), cmd, flags, ctx.fds) };
      } finally {
        for (const fd of ctx.fds) closeSync(fd);
      }
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
