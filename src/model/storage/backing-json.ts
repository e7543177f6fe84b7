// Reads the `json:{...}` form of a backing file, nested or flattened ("file.driver": ...), as QEMU writes it.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import {
  type BackingSource,
  type NetworkProtocol,
  parseBackingUri,
  parsePort,
  parseRbd,
  type SourceHost,
} from './backing.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.STORAGE, text);
const internal = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.STORAGE, text);
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const str = (object: JsonObject, key: string): string | undefined => {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
};

const MAX_DEPTH = 32;

/** `{"a.b": 1}` means `{"a": {"b": 1}}`; `server.0.host` makes an array. */
const deflatten = (object: JsonObject, depth = 0): JsonObject => {
  if (depth > MAX_DEPTH) throw invalid('JSON backing volume definition is nested too deeply');
  const result: JsonObject = Object.create(null);
  for (const [key, value] of Object.entries(object)) {
    const inner = isObject(value) ? deflatten(value, depth + 1) : value;
    const parts = key.split('.');
    let at: JsonObject = result;
    for (const part of parts.slice(0, -1)) {
      const next = at[part] ?? Object.create(null);
      if (!isObject(next)) throw invalid(`can't deflatten colliding key '${key}'`);
      at[part] = next;
      at = next;
    }
    at[parts.at(-1) as string] = inner;
  }
  return result;
};

/** An array, or an object whose keys are 0, 1, 2... */
const list = (value: Json | undefined): Json[] | undefined => {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const items = Object.keys(value);
  return items.length > 0 && items.every((_, i) => value[String(i)] !== undefined)
    ? items.map((_, i) => value[String(i)] as Json)
    : undefined;
};

const numberOf = (object: JsonObject, key: string): number | undefined => {
  const value = object[key];
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};

const inetHost = (server: Json | undefined): SourceHost => {
  if (!isObject(server))
    throw invalid('missing remote server specification in JSON backing volume definition');
  const name = str(server, 'host');
  if (name === undefined)
    throw invalid('missing hostname for tcp backing server in JSON backing volume definition');
  return { transport: 'tcp', name, port: parsePort(str(server, 'port')) };
};

const anyHost = (server: Json | undefined): SourceHost => {
  if (!isObject(server))
    throw invalid('missing remote server specification in JSON backing volume definition');
  const type = str(server, 'type');
  if (type === undefined) throw invalid('missing socket address type in JSON backing volume definition');
  if (type === 'tcp' || type === 'inet') return inetHost(server);
  if (type !== 'unix') throw internal(`backing store protocol '${type}' is not yet supported`);
  const socket = str(server, 'path') ?? str(server, 'socket');
  if (socket === undefined)
    throw invalid('missing socket path for udp backing server in JSON backing volume definition');
  return { transport: 'unix', socket };
};

const uriOf = (text: string, protocol: NetworkProtocol): BackingSource => {
  const source = parseBackingUri(text);
  if (source.protocol !== protocol)
    throw invalid(
      `expected protocol '${protocol}' but got '${source.protocol}' in URI JSON volume definition`,
    );
  return source;
};

type Reader = (json: JsonObject, whole: string) => BackingSource;

const local =
  (type: 'file' | 'block'): Reader =>
  (json) => {
    const path = str(json, 'filename');
    if (path === undefined) throw invalid("missing 'filename' field in JSON backing volume definition");
    return { type, path };
  };

const readCookies = (json: JsonObject, whole: string): BackingSource['cookies'] => {
  const text = str(json, 'cookie');
  if (text === undefined)
    throw invalid(`wrong format of 'cookie' field in backing store definition '${whole}'`);
  return text.split(';').map((cookie) => {
    const equals = cookie.indexOf('=');
    if (equals < 0) throw invalid(`malformed http cookie '${cookie}' in backing store definition '${whole}'`);
    return { name: cookie.slice(0, equals).trimStart(), value: cookie.slice(equals + 1) };
  });
};

const web =
  (protocol: NetworkProtocol): Reader =>
  (json, whole) => {
    const url = str(json, 'url');
    if (url === undefined) throw invalid("missing 'url' in JSON backing volume definition");
    const extra: Partial<BackingSource> = {};
    if ((protocol === 'https' || protocol === 'ftps') && json.sslverify !== undefined) {
      if (json.sslverify === 'off') extra.sslVerify = false;
      else if (typeof json.sslverify === 'boolean') extra.sslVerify = json.sslverify;
      else throw invalid(`malformed 'sslverify' field in backing store definition '${whole}'`);
    }
    if (protocol.startsWith('http') && json.cookie !== undefined) extra.cookies = readCookies(json, whole);
    for (const key of ['readahead', 'timeout'] as const) {
      if (json[key] === undefined) continue;
      extra[key] = numberOf(json, key);
      if (extra[key] === undefined)
        throw invalid(`malformed '${key}' field in backing store definition '${whole}'`);
    }
    return Object.assign(uriOf(url, protocol), extra);
  };

const gluster: Reader = (json) => {
  const uri = str(json, 'filename');
  if (uri !== undefined) return uriOf(uri, 'gluster');
  const [volume, path, servers] = [str(json, 'volume'), str(json, 'path'), list(json.server)];
  if (volume === undefined || path === undefined || !servers)
    throw invalid(
      "missing 'volume', 'path' or 'server' attribute in JSON backing definition for gluster volume",
    );
  if (servers.length === 0)
    throw invalid('at least 1 server is necessary in JSON backing definition for gluster volume');
  return { type: 'network', protocol: 'gluster', volume, path, hosts: servers.map(anyHost) };
};

const iscsi: Reader = (json) => {
  const uri = str(json, 'filename');
  if (uri !== undefined) return uriOf(uri, 'iscsi');
  if (str(json, 'transport') !== 'tcp') throw invalid('only TCP transport is supported for iSCSI volumes');
  const portal = str(json, 'portal');
  if (portal === undefined) throw invalid("missing 'portal' address in iSCSI backing definition");
  const target = str(json, 'target');
  if (target === undefined) throw invalid("missing 'target' in iSCSI backing definition");
  const split = /^(.*):([^:\]]*)$/.exec(portal);
  const host: SourceHost = split
    ? { transport: 'tcp', name: split[1], port: parsePort(split[2]) }
    : { transport: 'tcp', name: portal };
  const source: BackingSource = {
    type: 'network',
    protocol: 'iscsi',
    path: `${target}/${json.lun ?? '0'}`,
    hosts: [host],
  };
  if (json.user !== undefined || json.password !== undefined) source.partial = true;
  return source;
};

const nbd: Reader = (json) => {
  const [path, name] = [str(json, 'path'), str(json, 'host')];
  const source: BackingSource = { type: 'network', protocol: 'nbd', path: str(json, 'export') };
  if (json.server !== undefined) source.hosts = [anyHost(json.server)];
  else if (path !== undefined) source.hosts = [{ transport: 'unix', socket: path }];
  else if (name !== undefined)
    source.hosts = [{ transport: 'tcp', name, port: parsePort(str(json, 'port')) }];
  else throw invalid('missing host specification of NBD server in JSON backing volume definition');
  return source;
};

const sheepdog: Reader = (json) => {
  const uri = str(json, 'filename');
  if (uri?.includes('://')) return uriOf(uri, 'sheepdog');
  if (uri !== undefined) throw invalid('missing sheepdog URI in JSON backing volume definition');
  const path = str(json, 'vdi');
  if (path === undefined) throw invalid('missing sheepdog vdi name');
  return { type: 'network', protocol: 'sheepdog', path, hosts: [anyHost(json.server)] };
};

const ssh: Reader = (json) => {
  const [path, name] = [str(json, 'path'), str(json, 'host')];
  if (path === undefined || (name === undefined && json.server === undefined))
    throw invalid('missing host/server or path of SSH JSON backing volume definition');
  const host: SourceHost =
    json.server !== undefined
      ? inetHost(json.server)
      : { transport: 'tcp', name, port: parsePort(str(json, 'port')) };
  return {
    type: 'network',
    protocol: 'ssh',
    path,
    hosts: [host],
    ssh: { user: str(json, 'user'), hostKeyCheck: str(json, 'host_key_check') !== 'no' },
  };
};

const rbd: Reader = (json) => {
  const text = str(json, 'filename');
  if (text !== undefined) return parseRbd(text);
  const [volume, path] = [str(json, 'pool'), str(json, 'image')];
  if (volume === undefined || path === undefined)
    throw invalid('missing pool or image name in ceph backing volume JSON specification');
  const source: BackingSource = { type: 'network', protocol: 'rbd', volume, path };
  source.snapshot = str(json, 'snapshot');
  source.configFile = str(json, 'conf');
  const servers = list(json.server);
  if (servers) source.hosts = servers.map(inetHost);
  return source;
};

const nfs: Reader = (json) => {
  if (!isObject(json.server))
    throw invalid("missing 'server' attribute in JSON backing definition for NFS volume");
  const [user, group, path] = [numberOf(json, 'user'), numberOf(json, 'group'), str(json, 'path')];
  if (user === undefined || group === undefined)
    throw invalid("missing 'user' or 'group' attribute in JSON backing definition for NFS volume");
  if (path === undefined) throw invalid("missing 'path' attribute in JSON backing definition for NFS volume");
  const identity = { user: `+${user}`, group: `+${group}` };
  return { type: 'network', protocol: 'nfs', path, nfs: identity, hosts: [inetHost(json.server)] };
};

const vxhs: Reader = (json) => {
  const path = str(json, 'vdisk-id');
  if (path === undefined || !isObject(json.server))
    throw invalid("missing 'vdisk-id' or 'server' attribute in JSON backing definition for VxHS volume");
  return { type: 'network', protocol: 'vxhs', path, hosts: [inetHost(json.server)] };
};

const nvme: Reader = (json) => {
  const address = str(json, 'device');
  if (address === undefined || !/^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/i.test(address))
    throw invalid("missing or malformed 'device' field of 'nvme' storage");
  const namespace = numberOf(json, 'namespace');
  if (!namespace) throw invalid("missing or malformed 'namespace' field of 'nvme' storage");
  return { type: 'nvme', nvme: { address, namespace } };
};

const raw: Reader = (json, whole) => {
  const slice: { offset: number; size: number } = { offset: 0, size: 0 };
  for (const key of ['offset', 'size'] as const) {
    if (json[key] === undefined) continue;
    const value = numberOf(json, key);
    if (value === undefined) throw invalid(`malformed '${key}' property of 'raw' driver`);
    slice[key] = value;
  }
  if (!isObject(json.file)) throw invalid(`JSON backing volume definition '${whole}' lacks 'file' object`);
  const source = read(json.file, whole, false);
  return json.offset !== undefined || json.size !== undefined ? { ...source, slice } : source;
};

const readers: Readonly<Record<string, Reader>> = {
  file: local('file'),
  host_device: local('block'),
  host_cdrom: local('block'),
  http: web('http'),
  https: web('https'),
  ftp: web('ftp'),
  ftps: web('ftps'),
  tftp: web('tftp'),
  gluster,
  iscsi,
  nbd,
  sheepdog,
  ssh,
  rbd,
  nfs,
  vxhs,
  nvme,
};

const read = (json: JsonObject, whole: string, formatAllowed: boolean): BackingSource => {
  const driver = str(json, 'driver');
  if (driver === undefined) throw invalid(`JSON backing volume definition '${whole}' lacks driver name`);
  if (driver === 'raw') {
    if (!formatAllowed)
      throw invalid(`JSON backing volume definition '${whole}' must not have nested format drivers`);
    return raw(json, whole);
  }
  const reader = Object.hasOwn(readers, driver) ? readers[driver] : undefined;
  if (!reader) throw internal(`missing parser implementation for JSON backing volume driver '${driver}'`);
  return reader(json, whole);
};

/** Reads what follows `json:`. */
export const parseBackingJson = (text: string): BackingSource => {
  let root: Json;
  try {
    root = JSON.parse(text);
  } catch {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, `cannot parse json ${text}`);
  }
  if (!isObject(root)) throw invalid(`JSON backing volume definition '${text}' lacks driver name`);
  const object = deflatten(root);
  const inner = object.driver === undefined && isObject(object.file) ? object.file : object;
  return read(inner, text, true);
};
