// Character device back ends: `-chardev` for serial ports, channels, the monitor, vhost-user and the like.
import { addObject, type Build, internal, secretObject, tlsObject, unsupported } from './build.ts';
import { type Props, toJson, toKeyVal } from './json.ts';

interface Reconnect {
  enabled?: boolean;
  timeout?: number;
}
interface Source {
  path?: string;
  append?: boolean;
  mode?: string;
  host?: string;
  service?: string;
  tls?: boolean;
  reconnect?: Reconnect;
  channel?: string;
  clipboard?: { copypaste?: boolean };
  mouse?: { mode?: string };
  connected?: boolean;
}

/** Anything with a character device's source: serial ports, channels, smartcards, random sources... */
export interface ChardevLike {
  type?: string;
  source?: Source;
  sources?: { mode: string; host?: string; service?: string }[];
  protocol?: { type: string };
  log?: { file?: string; append?: boolean };
}

/** A UNIX socket given otherwise: a descriptor, or a path QEMU connects to. */
export interface PlainSocket {
  path?: string;
  fd?: string;
  server?: boolean;
  wait?: boolean;
  reconnect?: Reconnect;
}

/** Seconds before QEMU tries again; newer versions count in milliseconds. */
const reconnectProps = (build: Build, reconnect: Reconnect | undefined): Props => {
  if (reconnect?.enabled === undefined) return {};
  const seconds = reconnect.enabled ? (reconnect.timeout ?? 0) : 0;
  return build.caps.has('chardev-reconnect-miliseconds')
    ? { 'reconnect-ms': seconds * 1000 }
    : { reconnect: seconds };
};

interface Backend {
  type: string;
  props: Props;
}

const socketProps = (build: Build, socket: PlainSocket): Props => ({
  ...(socket.fd !== undefined ? { fd: socket.fd } : { path: socket.path }),
  server: socket.server ? true : undefined,
  wait: socket.server && !socket.wait ? false : undefined,
  ...(socket.fd === undefined ? reconnectProps(build, socket.reconnect) : {}),
});

const tcp = (build: Build, dev: ChardevLike, alias: string): Props => {
  const source = dev.source ?? {};
  const server = source.mode === 'bind';
  const tls = source.tls ?? build.config.chardevTls;
  return {
    host: source.host,
    port: source.service,
    telnet: dev.protocol?.type === 'telnet' ? true : undefined,
    server: server ? true : undefined,
    wait: server ? false : undefined,
    ...reconnectProps(build, source.reconnect),
    'tls-creds': tls ? `obj${alias}_tls0` : undefined,
  };
};

const backendOf = (build: Build, dev: ChardevLike, alias: string): Backend => {
  const source = dev.source ?? {};
  switch (dev.type ?? 'pty') {
    case 'null':
    case 'vc':
    case 'pty':
    case 'stdio':
      return { type: dev.type ?? 'pty', props: {} };
    case 'file':
      return { type: 'file', props: { path: source.path, append: source.append } };
    case 'pipe':
      return { type: 'pipe', props: { path: source.path } };
    case 'dev':
      return { type: alias.startsWith('charparallel') ? 'parallel' : 'serial', props: { path: source.path } };
    case 'unix': {
      const socket: PlainSocket = { server: source.mode === 'bind' };
      if (source.path !== undefined) socket.path = source.path;
      if (source.reconnect) socket.reconnect = source.reconnect;
      return { type: 'socket', props: socketProps(build, socket) };
    }
    case 'tcp':
      return { type: 'socket', props: tcp(build, dev, alias) };
    case 'udp': {
      const to = dev.sources?.find((end) => end.mode === 'connect');
      const from = dev.sources?.find((end) => end.mode === 'bind');
      return {
        type: 'udp',
        props: {
          host: to?.host ?? '',
          port: to?.service,
          localaddr: from?.host ?? '',
          localport: from?.service ?? '0',
        },
      };
    }
    case 'spicevmc':
      return {
        type: 'spicevmc',
        props: { name: alias.startsWith('charchannel') ? 'vdagent' : spicevmc(alias) },
      };
    case 'qemu-vdagent': {
      const mode = source.mouse?.mode;
      return {
        type: 'qemu-vdagent',
        props: {
          name: 'vdagent',
          clipboard: source.clipboard?.copypaste,
          mouse: mode === undefined ? undefined : mode === 'client',
        },
      };
    }
    case 'dbus':
      return { type: 'dbus', props: { name: source.channel } };
    case 'spiceport':
      return { type: 'spiceport', props: { name: source.channel } };
    default:
      throw unsupported(`unsupported chardev '${dev.type}'`);
  }
};

/** What a spice channel carries depends on the device behind it. */
const spicevmc = (alias: string): string =>
  alias.startsWith('charsmartcard') ? 'smartcard' : alias.startsWith('charredir') ? 'usbredir' : 'vdagent';

const write = (build: Build, alias: string, { type, props }: Backend): void => {
  const tail = toKeyVal(props);
  build.args.push('-chardev', `${type},id=${alias}${tail ? `,${tail}` : ''}`);
};

/** Adds the back end of a device; `alias` is the chardev's own (`charserial0`). */
export const addChardev = (build: Build, dev: ChardevLike, alias: string): void => {
  const tls = dev.type === 'tcp' && (dev.source?.tls ?? build.config.chardevTls);
  if (tls) {
    const server = dev.source?.mode === 'bind';
    const { chardevTlsCertDir, chardevTlsVerify } = build.config;
    const { chardevTlsSecret } = build.config;
    const secret = chardevTlsSecret === undefined ? undefined : `${alias}-secret0`;
    if (secret !== undefined && chardevTlsSecret !== undefined) {
      addObject(build, secretObject(secret, build.host.secret({ uuid: chardevTlsSecret }, 'tls')));
    }
    const endpoint = server ? 'server' : 'client';
    addObject(build, tlsObject(`obj${alias}_tls0`, chardevTlsCertDir, endpoint, chardevTlsVerify, secret));
  }
  const backend = backendOf(build, dev, alias);
  if (dev.log?.file !== undefined) {
    backend.props = { ...backend.props, logfile: dev.log.file, logappend: dev.log.append };
  }
  write(build, alias, backend);
};

/** Adds a plain UNIX socket: the monitor's, vhost-user's, a helper's. */
export const addSocket = (build: Build, socket: PlainSocket, alias: string): void =>
  write(build, alias, { type: 'socket', props: socketProps(build, socket) });

export const charAlias = (alias: string | undefined): string => {
  if (alias === undefined) throw internal('character device is missing an alias');
  return `char${alias}`;
};
export { toJson };
