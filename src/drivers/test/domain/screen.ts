// The screen of a simulated guest: as a picture, and through its VNC display to a client that hands a descriptor over.
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { socketPair } from '../../../native/socket.ts';
import { invalidOperation } from '../../common/errors.ts';
import type { PartialTable } from '../../table.ts';
import type { DomainHost } from './lifecycle.ts';
import { checkActive, internal, invalid, type SimDomain, TEST } from './object.ts';
import { serveScreen } from './rfb.ts';
import { screenshot } from './screenshot.ts';

const SKIP_AUTH = 1;
/** virDomainGraphicsReloadType: any, VNC. */
const RELOAD_TYPES = 2;

const display = (dom: SimDomain, index: number, flags: number): void => {
  const graphics = checkActive(dom).devices.graphics[index];
  if (!graphics) throw internal(`No graphics backend with index ${index}`);
  if (graphics.type !== 'vnc')
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      TEST,
      `Can only open VNC graphics backends, not ${graphics.type}`,
    );
  if (graphics.passwd && !(flags & SKIP_AUTH))
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      TEST,
      'the simulated display asks for no password: open it with VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH',
    );
};
const serve = (dom: SimDomain, fd: number): void => {
  const socket = new Socket({ fd });
  const close = (): void => void socket.destroy();
  dom.guest.displays.add(close);
  socket.once('close', () => dom.guest.displays.delete(close));
  serveScreen(socket, dom.name);
};

export const screenSlots = ({ domains }: DomainHost) =>
  ({
    domainScreenshot: (ctx, { dom }) => {
      domains.find(dom);
      ctx.stream?.attach({ readable: Readable.from([screenshot()], { objectMode: true }) });
      return { mime: 'image/png' };
    },
    domainOpenGraphics: (ctx, { dom: wanted, idx, flags }) => {
      const [fd, ...more] = ctx.fds;
      for (const extra of more) closeSync(extra);
      if (fd === undefined) throw invalidOperation('no descriptor came with the call', TEST);
      try {
        const dom = domains.find(wanted);
        display(dom, idx, flags);
        serve(dom, fd);
      } catch (error) {
        closeSync(fd);
        throw error;
      }
    },
    domainOpenGraphicsFD: (ctx, { dom: wanted, idx, flags }) => {
      const dom = domains.find(wanted);
      display(dom, idx, flags);
      const [ours, theirs] = socketPair();
      serve(dom, ours);
      ctx.sendFds([theirs]);
    },
    domainGraphicsReload: (_ctx, { dom, type }) => {
      const def = checkActive(domains.find(dom));
      if (type >= RELOAD_TYPES) throw invalid(`unknown graphics reload type '${type}'`);
      if (!def.devices.graphics.some((each) => each.type === 'vnc'))
        throw invalidOperation('domain has no VNC graphics', TEST);
    },
  }) satisfies PartialTable<'hypervisor'>;
