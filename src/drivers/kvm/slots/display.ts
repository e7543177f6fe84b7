// Screen and keyboard of a guest: screenshots, keys, and clients let in to its graphics by descriptor.
import { closeSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { socketPair } from '../../../native/socket.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';
import { qnumOf } from './keycodes.ts';

const SKIP_AUTH = 1;

const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);

/** The video device that shows a screen, and the screen's number on it. */
const screenOf = (guest: Guest, screen: number): { device?: string; head?: number } => {
  if (screen === 0) return {};
  let head = screen;
  for (const video of guest.def.devices.videos) {
    const heads = (video.model as { heads?: number } | undefined)?.heads ?? 1;
    if (head < heads) return { device: video.alias?.name, head };
    head -= heads;
  }
  throw invalid('no such screen ID');
};

const screenshot = async (ctx: CallContext, guest: Guest, screen: number): Promise<{ mime: string }> => {
  const run = guest.running();
  if (guest.def.devices.videos.length === 0) throw invalid('no screens to take screenshot from');
  const png = run.caps.has('screenshot-format-png');
  const folder = await mkdtemp(join(run.libDir, 'screen-'));
  try {
    const filename = join(folder, 'image');
    await guest.execute('screendump', {
      filename,
      ...screenOf(guest, screen),
      ...(png && { format: 'png' }),
    });
    const file = await open(filename);
    ctx.stream?.attach({ readable: file.createReadStream() });
    if (!ctx.stream) await file.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { mime: png ? 'image/png' : 'image/x-portable-pixmap' };
};

const protocolOf = (guest: Guest, index: number): string => {
  const graphics = guest.def.devices.graphics[index];
  if (!graphics)
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `No graphics backend with index ${index}`);
  if (graphics.type === 'vnc' || graphics.type === 'spice') return graphics.type;
  if (graphics.type === 'dbus') return '@dbus-display';
  throw new VirError(
    ErrorCode.CONFIG_UNSUPPORTED,
    ErrorDomain.QEMU,
    `Can only open VNC, SPICE or D-Bus p2p graphics backends, not ${graphics.type}`,
  );
};

/** Gives QEMU a connected client. */
const addClient = async (guest: Guest, index: number, fd: number, flags: number): Promise<void> => {
  guest.running();
  const protocol = protocolOf(guest, index);
  const fdname = 'graphicsfd';
  await guest.execute('getfd', { fdname }, { fds: [fd] });
  try {
    await guest.execute('add_client', { protocol, fdname, skipauth: (flags & SKIP_AUTH) !== 0 });
  } catch (error) {
    await guest.execute('closefd', { fdname }).catch(() => undefined);
    throw error;
  }
};

export const displaySlots = ({ guests }: World): PartialTable<'hypervisor'> => ({
  domainScreenshot: (ctx, { dom, screen }) => screenshot(ctx, guests.find(dom), screen),
  async domainSendKey(ctx, { dom, codeset, holdtime, keycodes }) {
    const keys = keycodes.map((code) => ({ type: 'number', data: qnumOf(codeset, code) }));
    const guest = guests.find(dom);
    guest.running();
    await guest.modify(ctx.api, () =>
      guest.execute('send-key', { keys, ...(holdtime && { 'hold-time': holdtime }) }),
    );
  },
  async domainOpenGraphics(ctx, { dom, idx, flags }) {
    try {
      const [fd] = ctx.fds;
      if (fd === undefined) throw invalid('no descriptor came with the call');
      const guest = guests.find(dom);
      await guest.modify(ctx.api, () => addClient(guest, idx, fd, flags));
    } finally {
      for (const fd of ctx.fds) closeSync(fd);
    }
  },
  async domainOpenGraphicsFD(ctx, { dom, idx, flags }) {
    const guest = guests.find(dom);
    guest.running();
    const [ours, theirs] = socketPair();
    try {
      await guest.modify(ctx.api, () => addClient(guest, idx, theirs, flags));
    } catch (error) {
      closeSync(ours);
      throw error;
    } finally {
      closeSync(theirs);
    }
    ctx.sendFds([ours]);
  },
  async domainGraphicsReload(ctx, { dom, type }) {
    const guest = guests.find(dom);
    guest.running();
    if (type > 1)
      throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, `unknown graphics reload type '${type}'`);
    await guest.modify(ctx.api, () => guest.execute('display-reload', { type: 'vnc', 'tls-certs': true }));
  },
});
