// <graphics>, <video>: https://libvirt.org/formatdomain.html#graphical-framebuffers
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { deviceInfo, virtioOptions } from './device.ts';

/** Who and until when matter only beside a password. */
const withPassword = (g: { passwd?: string }): boolean => g.passwd !== undefined;
const auth = {
  username: x.attr(x.text, { when: withPassword }),
  passwd: x.attr(x.text, { secret: true }),
  passwdValidTo: x.attr(x.text, {
    when: withPassword,
    invalid: {
      code: ErrorCode.INTERNAL_ERROR,
      text: "cannot parse password validity time '{value}', expect YYYY-MM-DDTHH:MM:SS",
    },
  }),
  connected: x.attr(x.oneWord(['fail', 'disconnect', 'keep']), {
    when: withPassword,
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: 'unknown connected value {value}' },
  }),
};

interface Listen {
  type: string;
  address?: string;
  network?: string;
  socket?: string;
  fromConfig?: boolean;
}
export const GraphicsListen = x.element('listen', {
  type: x.attr(x.oneWord(['none', 'address', 'network', 'socket']), { required: true }),
  address: x.attr(x.text, {
    empty: 'absent',
    when: (l: Listen, { flags }) => l.type === 'address' || (l.type === 'network' && !flags.inactive),
  }),
  $network: x.oneOf('type', {
    network: { network: x.attr(x.text, { empty: 'absent', schema: { required: true } }) },
    '*': { network: x.attr(x.text, { empty: 'absent', when: () => false }) },
  }),
  socket: x.attr(x.text, { empty: 'absent', when: (l: Listen) => l.type === 'socket' }),
});

interface GraphicsLike {
  type: string;
  port?: number;
  tlsPort?: number;
  autoport?: boolean;
  websocket?: number;
  listen?: string;
  socket?: string;
  listens?: Listen[];
}
const first = (g: GraphicsLike): Listen | undefined => g.listens?.[0];
const onNetwork = (g: GraphicsLike): boolean => first(g)?.type === 'address' || first(g)?.type === 'network';

/** The old attribute repeats the address of the first <listen>. */
const listenAttr = x.attr(x.text, {
  empty: 'absent',
  computed: (g: GraphicsLike, { flags }) =>
    !onNetwork(g) || (first(g)?.type === 'network' && (flags.inactive || flags.migratable))
      ? undefined
      : first(g)?.address,
});
const listens = x.children('listen', GraphicsListen);
const port = (name: string) => ({
  invalid: { code: ErrorCode.INTERNAL_ERROR, text: `cannot parse ${name} port {value}` },
});
const gl = x.child({ enable: x.attr(x.yesNo, { required: true }), rendernode: x.attr(x.text) });
const audio = x.child({ id: x.attr(x.uint(), { required: true, nonZero: true }) });
const compression = <const V extends readonly string[]>(values: V) =>
  x.child({ compression: x.attr(x.oneWord(values), { required: true }) });

const vnc = {
  socket: x.attr(x.text, {
    empty: 'absent',
    computed: (g: GraphicsLike) => (first(g)?.type === 'socket' ? first(g)?.socket : undefined),
  }),
  port: x.attr(x.int(), {
    ...port('vnc'),
    when: onNetwork,
    computed: (g: GraphicsLike, { flags }) =>
      g.port && (!g.autoport || !flags.inactive) ? g.port : g.autoport ? -1 : undefined,
  }),
  autoport: x.attr(x.yesNo, { when: onNetwork, computed: (g: GraphicsLike) => g.autoport === true }),
  websocket: x.attr(x.int(), { when: onNetwork, invalid: 'cannot parse vnc WebSocket port {value}' }),
  listen: listenAttr,
  keymap: x.attr(x.text),
  sharePolicy: x.attr(x.oneWord(['allow-exclusive', 'force-shared', 'ignore'])),
  powerControl: x.attr(x.yesNo),
  ...auth,
  listens,
  audio,
};
const spice = {
  port: x.attr(x.int(), { ...port('spice'), when: onNetwork, omit: 0 }),
  tlsPort: x.attr(x.int(), { invalid: 'cannot parse spice tlsPort {value}', when: onNetwork, omit: 0 }),
  autoport: x.attr(x.yesNo, {
    computed: (g: GraphicsLike, { flags }) =>
      onNetwork(g) ? g.autoport === true : first(g)?.type === 'none' && flags.migratable ? false : undefined,
  }),
  listen: listenAttr,
  keymap: x.attr(x.text),
  defaultMode: x.attr(x.oneWord(['any', 'secure', 'insecure']), { omit: 'any' }),
  ...auth,
  listens,
  channels: x.children('channel', {
    name: x.attr(
      x.oneWord(['main', 'display', 'inputs', 'cursor', 'playback', 'record', 'smartcard', 'usbredir']),
      { required: true },
    ),
    mode: x.attr(x.oneWord(['any', 'secure', 'insecure']), { required: true }),
  }),
  image: compression(['auto_glz', 'auto_lz', 'quic', 'glz', 'lz', 'off']),
  jpeg: compression(['auto', 'never', 'always']),
  zlib: compression(['auto', 'never', 'always']),
  playback: x.child({ compression: x.attr(x.onOff, { required: true }) }),
  streaming: x.child({ mode: x.attr(x.oneWord(['filter', 'all', 'off']), { required: true }) }),
  mouse: x.child({ mode: x.attr(x.oneWord(['server', 'client']), { required: true }) }),
  clipboard: x.child({ copypaste: x.attr(x.yesNo, { required: true }) }),
  filetransfer: x.child({ enable: x.attr(x.yesNo, { required: true }) }),
  gl,
};
const CHANNELS = ['main', 'display', 'inputs', 'cursor', 'playback', 'record', 'smartcard', 'usbredir'];

const mismatch = (attr: string, value: string, member: string, found: string): x.Message => ({
  code: ErrorCode.CONFIG_UNSUPPORTED,
  text: `graphics '${attr}' attribute '${value}' must match '${member}' attribute of first listen element (found '${found}')`,
});

/** One way of saying where to listen: the list; the attributes are read into it. */
const unifyListens = (
  g: GraphicsLike & { channels?: { name: string; mode: string }[] },
  { flags }: x.RuleContext,
): x.Message | undefined => {
  if (!g.listens) return undefined;
  const [one] = g.listens;
  if (one?.type === 'address') {
    if (one.address !== undefined && g.listen !== undefined && one.address !== g.listen) {
      return mismatch('listen', g.listen, 'address', one.address);
    }
    if (one.address === undefined && g.listen !== undefined) one.address = g.listen;
  }
  if (one?.type === 'socket') {
    if (one.socket !== undefined && g.socket !== undefined && one.socket !== g.socket) {
      return mismatch('socket', g.socket, 'socket', one.socket);
    }
    if (one.socket === undefined && g.socket !== undefined) one.socket = g.socket;
  }
  for (const listen of g.listens) {
    if (listen.type !== 'address' && !(listen.type === 'network' && !flags.inactive)) delete listen.address;
    if (listen.type !== 'network' && listen.network !== undefined) {
      return "'network' attribute is valid only for listen type 'network'";
    }
    if (listen.type !== 'socket' && listen.socket !== undefined) {
      return "'socket' attribute is valid only for listen type 'socket'";
    }
  }
  if (g.listens.length === 0) {
    if (g.type === 'vnc' && g.socket !== undefined) g.listens.push({ type: 'socket', socket: g.socket });
    else g.listens.push({ type: 'address', ...(g.listen === undefined ? {} : { address: g.listen }) });
  } else if (
    g.type === 'vnc' &&
    g.socket !== undefined &&
    (one?.type === 'address' || one?.type === 'network')
  ) {
    g.listens[0] = { type: 'socket', socket: g.socket };
  }
  delete g.listen;
  delete g.socket;
  if (g.channels) {
    const last = new Map(g.channels.map((channel) => [channel.name, channel]));
    g.channels = CHANNELS.flatMap((name) => {
      const channel = last.get(name);
      return channel && channel.mode !== 'any' ? [channel] : [];
    });
  }
  return undefined;
};

/** -1 asks for a port, as does autoport; in memory autoport alone says so. */
const unifyPorts = (g: GraphicsLike, { flags }: x.RuleContext): undefined => {
  if (g.type === 'vnc') {
    g.autoport ??= g.port === undefined || g.port === -1;
    if (g.port === -1 || (g.autoport && flags.inactive)) delete g.port;
  } else if (g.type === 'spice') {
    if (g.port === -1 && g.tlsPort === -1) g.autoport = true;
    g.autoport ??= false;
    if (g.autoport && flags.inactive) {
      delete g.port;
      delete g.tlsPort;
    }
  } else if (g.type === 'rdp') {
    if (g.port === undefined || g.port === 0) {
      delete g.port;
      g.autoport = true;
    }
    if (g.autoport && flags.inactive) delete g.port;
  }
  return undefined;
};

export const GraphicsType = x.oneWord(['sdl', 'vnc', 'rdp', 'desktop', 'spice', 'egl-headless', 'dbus']);
export const Graphics = x.element(
  'graphics',
  {
    type: x.attr(GraphicsType, { required: true }),
    $type: x.oneOf('type', {
      vnc,
      sdl: {
        display: x.attr(x.text),
        xauth: x.attr(x.text),
        fullscreen: x.attr(x.yesNo, { omit: false }),
        gl: x.child({ enable: x.attr(x.yesNo, { required: true }) }),
      },
      rdp: {
        port: x.attr(x.int(), {
          ...port('rdp'),
          computed: (g: GraphicsLike) => g.port ?? (g.autoport ? 0 : undefined),
        }),
        autoport: x.attr(x.yesNo, { omit: false }),
        replaceUser: x.attr(x.yesNo, { omit: false }),
        multiUser: x.attr(x.yesNo, { omit: false }),
        listen: listenAttr,
        username: auth.username,
        passwd: auth.passwd,
        listens,
      },
      desktop: { display: x.attr(x.text), fullscreen: x.attr(x.yesNo, { omit: false }) },
      spice,
      'egl-headless': { gl: x.child({ rendernode: x.attr(x.text) }) },
      dbus: { p2p: x.attr(x.yesNo, { omit: false }), address: x.attr(x.text), gl, audio },
    }),
  },
  unifyPorts,
  unifyListens,
);
export type Graphics = x.TypeOf<typeof Graphics>;

const videoMemory = x.attr(x.uint(), { omit: 0 });
export const Video = x.expanded(
  x.element('video', {
    driver: x.child({
      ...virtioOptions,
      vgaconf: x.attr(x.oneWord(['io', 'on', 'off'])),
      name: x.attr(x.oneWord(['qemu', 'vhostuser'])),
    }),
    model: x.child(
      {
        type: x.attr(
          x.oneWord([
            'default',
            'vga',
            'cirrus',
            'vmvga',
            'xen',
            'vbox',
            'qxl',
            'parallels',
            'virtio',
            'gop',
            'none',
            'bochs',
            'ramfb',
          ]),
          { default: 'default' },
        ),
        ram: videoMemory,
        vram: videoMemory,
        vram64: videoMemory,
        vgamem: videoMemory,
        heads: x.attr(x.uint(), { omit: 0 }),
        primary: x.attr(x.yesNo, { omit: false }),
        blob: x.attr(x.onOff),
        device: x.attr(
          x.oneWord([
            'virtio-vga',
            'virtio-gpu',
            'virtio-vga-gl',
            'virtio-gpu-gl',
            'vhost-user-vga',
            'vhost-user-gpu',
          ]),
        ),
        acceleration: x.child(
          x.element(
            'acceleration',
            { accel3d: x.attr(x.yesNo), accel2d: x.attr(x.yesNo), rendernode: x.attr(x.text) },
            (a: object) =>
              Object.keys(a).length === 0
                ? { code: ErrorCode.CONFIG_UNSUPPORTED, text: 'missing values for acceleration' }
                : undefined,
          ),
        ),
        resolution: x.child({
          x: x.attr(x.uint(), { required: true }),
          y: x.attr(x.uint(), { required: true }),
        }),
      },
      { always: true },
    ),
    ...deviceInfo,
  }),
);
export type Video = x.TypeOf<typeof Video>;
