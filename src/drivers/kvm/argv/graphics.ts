// Displays: VNC, SPICE, SDL, D-Bus, headless OpenGL.
import type { Graphics } from '../../../model/domain/devices.ts';
import { addObject, type Build, internal, secretObject, tlsObject, unsupported } from './build.ts';
import { channelsOf, glOf, listensOf } from './displays.ts';
import { comma, onOff } from './json.ts';
import { audioId } from './sound.ts';

type Of<T extends Graphics['type']> = Graphics & { type: T };

const TLS_ALIAS = 'vnc-tls-creds0';
const VNC_FIRST_PORT = 5900;

const listenOf = (graphics: Of<'vnc'> | Of<'spice'>) => {
  const [listen] = listensOf(graphics);
  if (!listen) throw internal('missing listen element');
  return listen;
};

const sdl = (build: Build, graphics: Of<'sdl'>): void => {
  if (graphics.xauth !== undefined) build.env.push(['XAUTHORITY', graphics.xauth]);
  if (graphics.display !== undefined) build.env.push(['DISPLAY', graphics.display]);
  if (graphics.fullscreen) build.args.push('-full-screen');
  const gl = glOf(graphics)?.enable;
  build.args.push('-display', gl === undefined ? 'sdl' : `sdl,gl=${onOff(gl)}`);
};

// ---------------------------------------------------------------- VNC

const vncAddress = (graphics: Of<'vnc'>): string[] => {
  const listen = listenOf(graphics);
  if (listen.type === 'socket') return [`vnc=unix:${comma(listen.socket ?? '')}`];
  if (listen.type === 'none') return ['none'];
  const { port = -1 } = graphics;
  if (!graphics.autoport && (port < VNC_FIRST_PORT || port > 65535)) {
    throw unsupported('vnc port must be in range [5900,65535]');
  }
  const address = listen.address ?? '';
  const host = address.includes(':') ? `[${address}]` : address;
  const parts = [`${host}:${port - VNC_FIRST_PORT}`];
  if (graphics.websocket) parts.push(`websocket=${graphics.websocket}`);
  return parts;
};

const vnc = (build: Build, graphics: Of<'vnc'>): void => {
  const { config, args } = build;
  const audio = audioId(build, graphics.audio?.id);
  const parts = vncAddress(graphics);
  if (graphics.sharePolicy) parts.push(`share=${graphics.sharePolicy}`);
  if (graphics.passwd !== undefined || config.vncPassword) parts.push('password=on');
  if (config.vncTls) {
    let secret: string | undefined;
    if (config.vncTlsSecret !== undefined) {
      secret = `${TLS_ALIAS}-secret0`;
      addObject(build, secretObject(secret, build.host.secret({ uuid: config.vncTlsSecret }, 'tls')));
    }
    addObject(build, tlsObject(TLS_ALIAS, config.vncTlsCertDir, 'server', config.vncTlsVerify, secret));
    parts.push(`tls-creds=${TLS_ALIAS}`);
  }
  if (config.vncSasl) {
    parts.push('sasl=on');
    if (config.vncSaslDir !== undefined) build.env.push(['SASL_CONF_PATH', config.vncSaslDir]);
  }
  if (graphics.powerControl !== undefined) parts.push(`power-control=${onOff(graphics.powerControl)}`);
  parts.push(`audiodev=${audio}`);
  args.push('-vnc', parts.join(','));
  if (graphics.keymap !== undefined) args.push('-k', graphics.keymap);
};

// ---------------------------------------------------------------- SPICE

interface SpicePorts {
  parts: string[];
  secure: boolean;
  plain: boolean;
}

const spicePorts = (graphics: Of<'spice'>): SpicePorts => {
  const listen = listenOf(graphics);
  if (listen.type === 'socket') {
    return { parts: ['unix=on', `addr=${comma(listen.socket ?? '')}`], secure: false, plain: true };
  }
  if (listen.type === 'none') return { parts: ['port=0'], secure: false, plain: true };
  const { port = 0, tlsPort = 0 } = graphics;
  const parts: string[] = [];
  if (port > 0) parts.push(`port=${port}`);
  if (tlsPort > 0) parts.push(`tls-port=${tlsPort}`);
  if ((port > 0 || tlsPort > 0) && listen.address !== undefined) parts.push(`addr=${listen.address}`);
  return { parts, secure: tlsPort > 0, plain: port > 0 };
};

const spiceChannels = (graphics: Of<'spice'>, { secure, plain }: SpicePorts): string[] => {
  const parts: string[] = [];
  const add = (name: string, mode: string | undefined, what: (kind: string) => string): void => {
    if (mode === 'secure') {
      if (!secure)
        throw unsupported(`${what('secure')} in XML configuration, but TLS connection is not available`);
      parts.push(`tls-channel=${name}`);
    } else if (mode === 'insecure') {
      if (!plain)
        throw unsupported(
          `${what('insecure')} in XML configuration, but plaintext connection is not available`,
        );
      parts.push(`plaintext-channel=${name}`);
    }
  };
  add('default', graphics.defaultMode, (kind) => `spice defaultMode ${kind} requested`);
  for (const { name, mode } of channelsOf(graphics)) add(name, mode, (kind) => `spice ${kind} channels set`);
  return parts;
};

const spice = (build: Build, graphics: Of<'spice'>): void => {
  const { config } = build;
  const ports = spicePorts(graphics);
  const parts = [...ports.parts];
  if (config.spiceSasl) {
    parts.push('sasl=on');
    if (config.spiceSaslDir !== undefined) build.env.push(['SASL_CONF_PATH', config.spiceSaslDir]);
  }
  if (graphics.mouse) parts.push(`agent-mouse=${onOff(graphics.mouse.mode === 'client')}`);
  if (graphics.passwd === undefined && !config.spicePassword) parts.push('disable-ticketing=on');
  if (ports.secure) parts.push(`x509-dir=${comma(config.spiceTlsCertDir)}`);
  parts.push(...spiceChannels(graphics, ports));
  if (graphics.image) parts.push(`image-compression=${graphics.image.compression}`);
  if (graphics.jpeg) parts.push(`jpeg-wan-compression=${graphics.jpeg.compression}`);
  if (graphics.zlib) parts.push(`zlib-glz-wan-compression=${graphics.zlib.compression}`);
  if (graphics.playback) parts.push(`playback-compression=${onOff(graphics.playback.compression)}`);
  if (graphics.streaming) parts.push(`streaming-video=${graphics.streaming.mode}`);
  if (graphics.clipboard?.copypaste === false) parts.push('disable-copy-paste=on');
  if (graphics.filetransfer?.enable === false) parts.push('disable-agent-file-xfer=on');
  const gl = glOf(graphics);
  if (gl?.enable) {
    parts.push('gl=on');
    if (gl.rendernode !== undefined) parts.push(`rendernode=${comma(gl.rendernode)}`);
  }
  parts.push('seamless-migration=on');
  build.args.push('-spice', parts.join(','));
  if (graphics.keymap !== undefined) build.args.push('-k', graphics.keymap);
};

// ---------------------------------------------------------------- the rest

const headless = (build: Build, graphics: Of<'egl-headless'>): void => {
  const node = glOf(graphics)?.rendernode;
  build.args.push('-display', node === undefined ? 'egl-headless' : `egl-headless,rendernode=${comma(node)}`);
};

const dbus = (build: Build, graphics: Of<'dbus'>): void => {
  const parts = ['dbus', graphics.p2p ? 'p2p=on' : `addr=${comma(graphics.address ?? '')}`];
  const gl = glOf(graphics);
  if (gl?.enable !== undefined) parts.push(`gl=${onOff(gl.enable)}`);
  if (gl?.rendernode !== undefined) parts.push(`rendernode=${comma(gl.rendernode)}`);
  if (graphics.audio) parts.push(`audiodev=${audioId(build, graphics.audio.id)}`);
  build.args.push('-display', parts.join(','));
};

export const addGraphics = (build: Build): void => {
  for (const graphics of build.domain.devices.graphics) {
    if (graphics.type === 'sdl') sdl(build, graphics as Of<'sdl'>);
    else if (graphics.type === 'vnc') vnc(build, graphics as Of<'vnc'>);
    else if (graphics.type === 'spice') spice(build, graphics as Of<'spice'>);
    else if (graphics.type === 'egl-headless') headless(build, graphics as Of<'egl-headless'>);
    else if (graphics.type === 'dbus') dbus(build, graphics as Of<'dbus'>);
  }
};
