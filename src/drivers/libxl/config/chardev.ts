// Character devices as the one-line strings that QEMU and xl.cfg share, both ways.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Serial } from '../../../../schemas/xml/domain/chardev.ts';

/** The parts of any character device that say where it leads. */
export type Chardev = Pick<Serial, 'type'> & {
  source?: { path?: string; mode?: string; host?: string; service?: string };
  sources?: { mode?: string; host?: string; service?: string }[];
  protocol?: { type?: string };
};

const udpEnds = (dev: Chardev) => ({
  connect: dev.sources?.find((s) => (s.mode ?? 'connect') === 'connect'),
  bind: dev.sources?.find((s) => s.mode === 'bind'),
});

/** The string of a device, as libxl wants it (`forCfg` false) or as xl.cfg is written. */
export const chardevText = (dev: Chardev, forCfg: boolean): string => {
  const source = dev.source ?? {};
  switch (dev.type) {
    case 'null':
    case 'stdio':
    case 'vc':
    case 'pty':
      return dev.type;
    case 'file':
    case 'pipe':
      return `${dev.type}:${source.path ?? ''}`;
    case 'dev':
      return source.path ?? '';
    case 'udp': {
      const { connect, bind } = udpEnds(dev);
      const bound = bind?.service ?? (forCfg ? '' : '0');
      return `udp:${connect?.host ?? ''}:${connect?.service ?? ''}@${bind?.host ?? ''}:${bound}`;
    }
    case 'tcp': {
      const prefix = (dev.protocol?.type ?? 'raw') === 'raw' ? 'tcp' : 'telnet';
      return `${prefix}:${source.host ?? ''}:${source.service ?? ''}${source.mode === 'bind' ? ',server,nowait' : ''}`;
    }
    case 'unix':
      return `unix:${source.path ?? ''}${source.mode === 'bind' ? ',server,nowait' : ''}`;
    default:
      throw new VirError(
        ErrorCode.CONFIG_UNSUPPORTED,
        forCfg ? ErrorDomain.XEN : ErrorDomain.LIBXL,
        forCfg ? `unsupported chr device type '${dev.type}'` : `unsupported chardev '${dev.type}'`,
      );
  }
};

const known = [
  'null',
  'vc',
  'pty',
  'dev',
  'file',
  'pipe',
  'stdio',
  'udp',
  'tcp',
  'unix',
  'spicevmc',
  'spiceport',
  'nmdm',
] as const;
const fail = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.XEN, text);

/** Reads such a string. */
export const parseChardev = (text: string): Chardev => {
  if (text.startsWith('/')) return { type: 'dev', source: { path: text } };
  const colon = text.indexOf(':');
  const prefix = colon < 0 ? text : text.slice(0, colon);
  const value = colon < 0 ? text : text.slice(colon + 1);
  const telnet = prefix.startsWith('telnet');
  const type = telnet ? 'tcp' : known.find((k) => k === prefix);
  if (!type) throw fail(`unknown chr device type '${prefix}'`);
  const [address = '', ...options] = value.split(',');
  const listens = options.includes('server');
  const hostPort = (s: string): { host?: string; service: string } => {
    const at = s.indexOf(':');
    if (at < 0) throw fail('malformed char device string');
    return { ...(at > 0 ? { host: s.slice(0, at) } : {}), service: s.slice(at + 1) };
  };
  switch (type) {
    case 'file':
    case 'pipe':
      return { type, source: { path: value } };
    case 'tcp':
      return {
        type,
        source: { mode: listens ? 'bind' : 'connect', ...hostPort(address) },
        protocol: { type: telnet ? 'telnet' : 'raw' },
      };
    case 'udp': {
      const [remote = '', local] = value.split('@');
      const connect = { mode: 'connect', ...hostPort(remote) };
      if (local === undefined) return { type, sources: [connect] };
      return { type, sources: [{ mode: 'bind', ...hostPort(local) }, connect] };
    }
    case 'unix':
      return { type, source: { mode: listens ? 'bind' : 'connect', path: address } };
    default:
      return { type };
  }
};
