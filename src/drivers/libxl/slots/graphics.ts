// Clients let in to a guest's display by descriptor: its device model is handed a connected socket.
import { closeSync } from 'node:fs';
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { socketPair } from '../../../native/socket.ts';
import type { PartialTable } from '../../table.ts';
import { executeIn, withMonitor } from '../qmp.ts';
import { failure, type Guest, mustRun, notDom0, notValid, type World } from '../world.ts';

const SKIP_AUTH = 1;

const protocolOf = (guest: Guest, index: number): string => {
  const graphics = guest.def.devices.graphics[index];
  if (!graphics) throw failure(`No graphics backend with index ${index}`);
  if (graphics.type === 'vnc' || graphics.type === 'spice') return graphics.type;
  throw failure(
    `Can only open VNC or SPICE graphics backends, not ${graphics.type}`,
    ErrorCode.CONFIG_UNSUPPORTED,
  );
};

/** Both commands in one conversation: a descriptor given to a monitor belongs to it. */
const addClient = (guest: Guest, index: number, fd: number, flags: number): Promise<void> => {
  const protocol = protocolOf(guest, index);
  const fdname = 'graphicsfd';
  return withMonitor(guest, async (send) => {
    await executeIn(send, 'getfd', { fdname }, [fd]);
    try {
      await executeIn(send, 'add_client', { protocol, fdname, skipauth: (flags & SKIP_AUTH) !== 0 });
    } catch (error) {
      await executeIn(send, 'closefd', { fdname }).catch((e) => {
        if (!(e instanceof VirError)) throw e;
      });
      throw error;
    }
  });
};

export const graphicsSlots = ({ guests }: World): PartialTable<'hypervisor'> => {
  const running = (dom: Parameters<typeof guests.find>[0]): Guest => {
    const guest = guests.find(dom);
    notDom0(guest);
    mustRun(guest);
    return guest;
  };
  return {
    async domainOpenGraphics(ctx, { dom, idx, flags }) {
      try {
        const [fd] = ctx.fds;
        if (fd === undefined) throw notValid('no descriptor came with the call');
        const guest = running(dom);
        await guest.job.run(ctx.api, () => addClient(guest, idx, fd, flags));
      } finally {
        for (const fd of ctx.fds) closeSync(fd);
      }
    },
    async domainOpenGraphicsFD(ctx, { dom, idx, flags }) {
      const guest = running(dom);
      const [ours, theirs] = socketPair();
      try {
        await guest.job.run(ctx.api, () => addClient(guest, idx, theirs, flags));
      } catch (error) {
        closeSync(ours);
        throw error;
      } finally {
        closeSync(theirs);
      }
      ctx.sendFds([ours]);
    },
  };
};
