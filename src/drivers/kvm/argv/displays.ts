// Where displays listen, which ports they get, and which GPU they render with.
import type { Graphics } from '../../../model/domain/devices.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { unsupported } from './build.ts';
import type { ArgvHost } from './host.ts';

/** OpenGL settings of any display that has them. */
export const glOf = (graphics: Graphics): { enable?: boolean; rendernode?: string } | undefined =>
  graphics.gl;
export const listensOf = (graphics: Graphics) => graphics.listens ?? [];
export const channelsOf = (graphics: Graphics) => graphics.channels ?? [];

const setupRenderNode = (graphics: Graphics, caps: QemuCaps, host: ArgvHost): void => {
  const gl = glOf(graphics);
  if (graphics.type === 'egl-headless') {
    if (gl?.rendernode !== undefined || !caps.has('egl-headless.rendernode')) return;
  } else if (graphics.type === 'spice' || graphics.type === 'dbus') {
    if (!gl?.enable || gl.rendernode !== undefined) return;
    if (graphics.type === 'spice' && !caps.has('spice-rendernode')) return;
  } else return;
  const node = host.renderNode?.();
  if (node !== undefined) graphics.gl = { ...gl, rendernode: node };
};

const setupListens = (graphics: Graphics, { config, domainDir, networkAddress }: ArgvHost): void => {
  if (graphics.type !== 'vnc' && graphics.type !== 'spice' && graphics.type !== 'rdp') return;
  const vnc = graphics.type === 'vnc';
  const useSocket = graphics.type !== 'rdp' && (vnc ? config.vncAutoUnixSocket : config.spiceAutoUnixSocket);
  const fallback = graphics.type === 'rdp' ? '127.0.0.1' : vnc ? config.vncListen : config.spiceListen;
  const socket = `${domainDir}/${graphics.type}.sock`;
  for (const listen of listensOf(graphics)) {
    if (listen.type === 'socket') listen.socket ??= socket;
    else if (listen.address === undefined && listen.type === 'address') {
      if (useSocket) {
        listen.type = 'socket';
        listen.socket = socket;
      } else listen.address = fallback;
    } else if (listen.address === undefined && listen.type === 'network') {
      const address = listen.network === undefined ? fallback : networkAddress?.(listen.network);
      if (address === undefined) {
        throw unsupported("network-based listen isn't possible, network driver isn't present");
      }
      listen.address = address;
    }
  }
};

/** A port of its own for every display that asks for one. */
const setupPorts = (graphics: Graphics, host: ArgvHost): void => {
  if (graphics.type !== 'vnc' && graphics.type !== 'spice' && graphics.type !== 'rdp') return;
  const [listen] = listensOf(graphics);
  if (listen?.type !== 'address' && listen?.type !== 'network') return;
  const port = (kind: Parameters<ArgvHost['displayPort']>[0], old: number | undefined): number =>
    old && old > 0 ? old : host.displayPort(kind);
  if (graphics.type === 'rdp') {
    if (graphics.autoport) graphics.port = port('rdp', graphics.port);
    return;
  }
  if (graphics.type === 'vnc') {
    if (graphics.autoport) graphics.port = port('vnc', graphics.port);
    if (graphics.websocket === -1) graphics.websocket = host.displayPort('websocket') || -1;
    return;
  }
  let plain = graphics.port === -1;
  let secure = graphics.tlsPort === -1;
  if (graphics.autoport) {
    const modes = [graphics.defaultMode ?? 'any', ...channelsOf(graphics).map((channel) => channel.mode)];
    if (modes.includes('secure') || (modes[0] === 'any' && host.config.spiceTls)) secure = true;
    if (modes.includes('insecure') || modes[0] === 'any') plain = true;
  }
  if (plain) graphics.port = port('spice', graphics.port);
  if (secure) {
    if (!host.config.spiceTls && host.strictPorts) {
      throw unsupported('Auto allocation of spice TLS port requested but spice TLS is disabled in qemu.conf');
    }
    graphics.tlsPort = port('spice-tls', graphics.tlsPort);
  }
};

export const setupGraphics = (graphics: Graphics, caps: QemuCaps, host: ArgvHost): void => {
  setupRenderNode(graphics, caps, host);
  setupListens(graphics, host);
  if (graphics.type === 'dbus' && !graphics.p2p) graphics.address ??= host.helperSocket('dbus', 'dbus');
  setupPorts(graphics, host);
};
