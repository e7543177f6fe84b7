// What an image names as its backing file, read as a place: a path, a URI, a colon string or a json: description.

import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { parseBackingJson } from './backing-json.ts';
import { defaultPorts } from './ports.ts';

export const networkProtocols = [
  'none',
  'nbd',
  'rbd',
  'sheepdog',
  'gluster',
  'iscsi',
  'http',
  'https',
  'ftp',
  'ftps',
  'tftp',
  'ssh',
  'vxhs',
  'nfs',
] as const;
export type NetworkProtocol = (typeof networkProtocols)[number];

export interface SourceHost {
  transport: 'tcp' | 'unix' | 'rdma';
  name?: string;
  port?: number;
  socket?: string;
}

/** A place where an image is. `partial`: something was said that libvirt's XML cannot show (a password). */
export interface BackingSource {
  type: 'file' | 'block' | 'dir' | 'network' | 'nvme';
  path?: string;
  /** Only for `fat:`: the format is part of the place. */
  format?: 'fat';
  protocol?: NetworkProtocol;
  volume?: string;
  query?: string;
  hosts?: SourceHost[];
  snapshot?: string;
  configFile?: string;
  sslVerify?: boolean;
  cookies?: { readonly name: string; readonly value: string }[];
  readahead?: number;
  timeout?: number;
  slice?: { readonly offset: number; readonly size: number };
  nfs?: { readonly user: string; readonly group: string };
  ssh?: { readonly user?: string; readonly hostKeyCheck: boolean };
  nvme?: { readonly address: string; readonly namespace: number };
  partial?: boolean;
}

const internal = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.STORAGE, text);

const services: Readonly<Record<string, number>> = { nfs: 2049, http: 80, https: 443, ftp: 21, nbd: 10809 };

/** A port as libvirt reads one: a number, or the name of a service. */
export const parsePort = (text: string | undefined): number | undefined => {
  if (text === undefined || text === '') return undefined;
  if (/^[+]?\d+$/.test(text)) {
    const port = Number(text);
    if (port <= 65535) return port;
    throw new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.NONE, `port '${text}' out of range`);
  }
  const known = services[text];
  if (known !== undefined) return known;
  throw new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.NONE, `failed to parse port number '${text}'`);
};

const isProtocol = (name: string): name is NetworkProtocol =>
  (networkProtocols as readonly string[]).includes(name);

/** A URI; the characters that the URL class would change are left as they are. */
const splitUri = (text: string) => {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/.exec(text);
  if (!match) throw internal(`failed to parse backing file location '${text}'`);
  const [, scheme = '', authority = '', path = '', query] = match;
  const at = authority.lastIndexOf('@');
  const where = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(authority.slice(at + 1));
  if (!where) throw internal(`failed to parse backing file location '${text}'`);
  const decode = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw internal(`failed to parse backing file location '${text}'`);
    }
  };
  return {
    scheme,
    user: at >= 0 ? authority.slice(0, at) : undefined,
    host: (where[1] ?? where[2]) || undefined,
    port: where[3] ? Number(where[3]) : undefined,
    path: decode(path),
    query: query === undefined ? undefined : query,
  };
};

/** Reads a URI such as `nbd+unix:///name?socket=/path`. */
export const parseBackingUri = (text: string): BackingSource => {
  const uri = splitUri(text);
  const [protocol = '', transport] = uri.scheme.split('+', 2);
  if (!isProtocol(protocol) || protocol === 'none') throw internal(`invalid backing protocol '${protocol}'`);
  const host: SourceHost = { transport: 'tcp' };
  if (transport !== undefined) {
    if (transport !== 'tcp' && transport !== 'unix' && transport !== 'rdma')
      throw internal(`invalid protocol transport type '${transport}'`);
    host.transport = transport;
  }
  const source: BackingSource = { type: 'network', protocol, hosts: [host] };
  if (uri.query !== undefined) {
    if (protocol === 'http' || protocol === 'https') source.query = uri.query;
    else if (uri.query.startsWith('socket=')) host.socket = decodeURIComponent(uri.query.slice(7));
  }
  const path = uri.path.replace(/^\//, '');
  if (protocol !== 'nbd' || path !== '') source.path = path;
  if (protocol === 'gluster') {
    const slash = path.indexOf('/');
    if (slash <= 0)
      throw new VirError(
        ErrorCode.CONFIG_UNSUPPORTED,
        ErrorDomain.STORAGE,
        `missing volume name or file name in gluster source path '${path}'`,
      );
    source.volume = path.slice(0, slash);
    source.path = path.slice(slash + 1);
  }
  if (uri.port !== undefined) host.port = uri.port;
  if (uri.host !== undefined) host.name = uri.host;
  if (uri.user !== undefined) source.partial = true;
  return source;
};

/** Splits at a separator that no backslash stands before. */
const splitUnescaped = (text: string, separator: string): string[] => {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    const escaped = text[i] === '\\' && i + 1 < text.length;
    if (!escaped && text[i] === separator) parts.push('');
    else parts.push(parts.pop() + text.slice(i, i + (escaped ? 2 : 1)));
    if (escaped) i++;
  }
  return parts;
};

const rbdHost = (text: string): SourceHost => {
  const bracketed = /^\[([^\]]*)\](?:\\?:(.*))?$/.exec(text);
  if (bracketed) return { transport: 'tcp', name: bracketed[1], port: parsePort(bracketed[2]) };
  const [name = '', port] = text.split('\\:', 2);
  return { transport: 'tcp', name, port: parsePort(port) };
};

/** Reads `rbd:pool/image@snapshot:option=value:...`. */
export const parseRbd = (text: string): BackingSource => {
  const [image = '', ...options] = splitUnescaped(text.replace(/^rbd:/, ''), ':');
  const [place = '', snapshot] = image.split('@', 2);
  const slash = place.indexOf('/');
  const source: BackingSource = { type: 'network', protocol: 'rbd', path: place.slice(slash + 1) };
  if (slash >= 0) source.volume = place.slice(0, slash);
  if (snapshot !== undefined) source.snapshot = snapshot;
  for (const option of options) {
    if (option.startsWith('mon_host='))
      source.hosts = option
        .slice(9)
        .split(/\\[,; ]/)
        .filter((host) => host !== '')
        .map(rbdHost);
    else if (option.startsWith('conf=')) source.configFile = option.slice(5);
  }
  return source;
};

const parseNbd = (text: string): BackingSource => {
  const malformed = (): VirError => internal(`malformed nbd string '${text}'`);
  const source: BackingSource = { type: 'network', protocol: 'nbd' };
  let place = text.slice(4);
  const named = place.indexOf(':exportname=');
  if (named >= 0) {
    source.path = place.slice(named + 12);
    place = place.slice(0, named);
  }
  if (place === '') throw malformed();
  if (place.startsWith('unix:')) {
    const socket = place.slice(5);
    if (socket === '') throw malformed();
    source.hosts = [{ transport: 'unix', socket }];
    return source;
  }
  const where = /^(?:\[([^\]]+)\]|([^:[][^:]*)):(.*)$/.exec(place);
  if (!where) throw malformed();
  source.hosts = [{ transport: 'tcp', name: where[1] ?? where[2], port: parsePort(where[3]) }];
  return source;
};

const parseColon = (text: string): BackingSource => {
  const protocol = text.slice(0, text.indexOf(':'));
  if (!isProtocol(protocol)) throw internal(`invalid backing protocol '${protocol}'`);
  if (protocol === 'nbd') return parseNbd(text);
  if (protocol === 'rbd') return parseRbd(text);
  if (protocol === 'sheepdog' || protocol === 'none')
    throw internal(`backing store parser is not implemented for protocol ${protocol}`);
  throw internal(`malformed backing store path for protocol ${protocol}`);
};

/** A file name, as opposed to something with a protocol before its first slash. */
export const isFileName = (text: string): boolean => {
  const colon = text.indexOf(':');
  const slash = text.indexOf('/');
  return colon < 0 || (slash >= 0 && slash < colon);
};

/** Reads a backing string that is not relative to the image that names it. */
export const parseBackingString = (text: string): BackingSource => {
  if (isFileName(text)) return { type: 'file', path: text };
  if (text.startsWith('fat:')) return { type: 'dir', format: 'fat', path: text.slice(4) };
  const source = text.startsWith('json:')
    ? parseBackingJson(text.slice(5))
    : text.includes('://')
      ? parseBackingUri(text)
      : parseColon(text);
  const port = source.type === 'network' && source.protocol ? defaultPorts[source.protocol] : undefined;
  for (const host of source.hosts ?? []) {
    if (host.transport === 'tcp' && port !== undefined && !host.port) host.port = port;
  }
  return source;
};

/** Where the backing file of the image at `image` is: relative names are relative to the image's folder. */
export const resolveBacking = (image: string, text: string): BackingSource => {
  if (!text.startsWith('/') && isFileName(text)) {
    const folder = image.slice(0, image.lastIndexOf('/'));
    return { type: 'file', path: image.includes('/') ? `${folder}/${text}` : text };
  }
  return parseBackingString(text);
};
