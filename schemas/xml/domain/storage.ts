// Where storage comes from: files, blocks, volumes, network protocols; secrets, encryption, backing chains.
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import * as x from '../dsl.ts';
import { deviceSeclabels, hostPciAddress } from './device.ts';

const from =
  (domain: number, code: number) =>
  (text: string): x.Message => ({ code, domain, text });
/** What is read by the code that storage pools share. */
const storageError = from(ErrorDomain.STORAGE, ErrorCode.XML_ERROR);
const storageUnsupported = from(ErrorDomain.STORAGE, ErrorCode.CONFIG_UNSUPPORTED);
const secretError = from(ErrorDomain.NONE, ErrorCode.XML_ERROR);
const invalidArgument = from(ErrorDomain.NONE, ErrorCode.INVALID_ARG);
const xmlError = from(ErrorDomain.XML, ErrorCode.XML_ERROR);

export const StorageType = x.oneWord([
  'file',
  'block',
  'dir',
  'network',
  'volume',
  'nvme',
  'vhostuser',
  'vhostvdpa',
]);
export const StorageFormat = x.oneWord(
  [
    'raw',
    'dir',
    'bochs',
    'cloop',
    'dmg',
    'iso',
    'vpc',
    'vdi',
    'fat',
    'vhd',
    'ploop',
    'cow',
    'qcow',
    'qcow2',
    'qed',
    'vmdk',
  ],
  { also: ['none'] },
);
export const NetworkProtocol = x.oneWord([
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
]);

const BAD_READAHEAD = 'invalid readahead size or timeout';

interface SecretReference {
  uuid?: string;
  usage?: string;
}
const oneReference = (secret: SecretReference): x.Message | undefined =>
  secret.uuid === undefined && secret.usage === undefined
    ? secretError('missing secret uuid or usage attribute')
    : secret.uuid !== undefined && secret.usage !== undefined
      ? secretError('either secret uuid or usage expected')
      : undefined;
const reference = {
  uuid: x.attr(x.uuid, { invalid: secretError("invalid secret uuid '{value}'") }),
  usage: x.attr(x.text),
};

export const Auth = x.readFirst(
  ['username'],
  x.element('auth', {
    type: x.attr(x.oneWord(['none', 'chap', 'ceph'], { not: ['none'] }), {
      empty: 'absent',
      omit: 'none',
      invalid: storageUnsupported("unknown auth type '{value}'"),
    }),
    username: x.attr(x.text, { required: storageError('missing username for auth'), empty: 'absent' }),
    secret: x.child(
      x.element(
        'secret',
        { type: x.attr(x.text, { schema: { required: true, pattern: 'iscsi|ceph' } }), ...reference },
        oneReference,
      ),
      { required: storageError('Missing <secret> element in auth') },
    ),
  }),
);

export const Encryption = x.expanded(
  x.element(
    'encryption',
    {
      format: x.attr(x.oneWord(['default', 'qcow', 'luks', 'luks2', 'luks-any']), {
        required: storageError('unknown volume encryption format'),
        empty: 'absent',
        invalid: storageUnsupported('unknown volume encryption format type {value}'),
      }),
      engine: x.attr(x.oneWord(['qemu', 'librbd'])),
      secrets: x.children(
        'secret',
        x.element(
          'secret',
          {
            type: x.attr(x.oneWord(['passphrase']), {
              required: storageError('unknown volume encryption secret type'),
              empty: 'absent',
              invalid: storageUnsupported('unknown volume encryption secret type {value}'),
            }),
            ...reference,
          },
          oneReference,
        ),
      ),
      $luks: x.oneOf('format', {
        luks: {
          cipher: x.child({
            name: x.attr(x.text, { required: storageError("cipher info missing 'name' attribute") }),
            size: x.attr(x.uint(), { required: true }),
            mode: x.attr(x.text),
            hash: x.attr(x.text),
          }),
          ivgen: x.child({
            name: x.attr(x.text, { required: storageError('missing ivgen info name string') }),
            hash: x.attr(x.text),
          }),
        },
      }),
    },
    (encryption: { cipher?: unknown; ivgen?: unknown }) =>
      encryption.ivgen && !encryption.cipher
        ? storageError('ivgen element found, but cipher is missing')
        : undefined,
  ),
);

/** The same under the disk itself rather than its source, where the schema knows no ciphers. */
export const DiskEncryption: typeof Encryption = {
  ...Encryption,
  fields: { ...Encryption.fields, $luks: { ...Encryption.fields.$luks, options: { hidden: true } } },
};

interface Reservations {
  managed: boolean;
  source?: { type?: string; path?: string; mode?: string };
}
export const reservations = x.child(
  x.element(
    'reservations',
    {
      managed: x.attr(x.yesNo, { required: true }),
      source: x.child(
        {
          type: x.attr(x.text, { schema: { pattern: 'unix' } }),
          path: x.attr(x.text),
          mode: x.attr(x.text, { schema: { pattern: 'client' } }),
        },
        { when: (r: Reservations, { flags }) => !r.managed || !flags.migratable },
      ),
    },
    ({ managed, source }: Reservations) => {
      if (managed && !source) return undefined;
      const refuse = (text: string) => storageError(`${text} for <reservations/>`);
      if (!source?.type) return refuse('missing connection type');
      if (!source.path) return refuse('missing path');
      if (!source.mode) return refuse('missing connection mode');
      if (source.type !== 'unix')
        return storageError(`unsupported connection type for <reservations/>: ${source.type}`);
      return source.mode === 'client'
        ? undefined
        : storageError(`unsupported connection mode for <reservations/>: ${source.mode}`);
    },
  ),
);

interface Host {
  name?: string;
  port?: number;
  transport?: string;
  socket?: string;
}
/** A server of network storage: a name and port, or a socket. */
export const StorageHost = x.element(
  'host',
  {
    name: x.attr(x.text),
    port: x.attr(x.uint(), { omit: 0, invalid: invalidArgument("failed to parse port number '{value}'") }),
    transport: x.attr(x.oneWord(['tcp', 'unix', 'rdma', 'fd'])),
    socket: x.attr(x.text),
  },
  (host: Host) => {
    if (host.transport === 'unix' && host.socket === undefined) return 'missing socket for unix transport';
    if (host.transport === 'fd') return "transport 'fd' is now allowed";
    if (host.transport !== 'unix' && host.socket !== undefined)
      return `transport '${host.transport ?? 'tcp'}' does not support socket attribute`;
    if ((host.port ?? 0) > 65535) return invalidArgument(`port '${host.port}' out of range`);
    if (host.transport !== 'unix' && host.name === undefined) return 'missing name for host';
    if (host.name !== undefined) host.transport ??= 'tcp';
    if (host.transport === 'tcp') delete host.transport;
    return undefined;
  },
);

/** `yes` or `no` with the seconds between tries. */
export const reconnect = x.child(
  x.element(
    'reconnect',
    {
      enabled: x.attr(x.yesNo, { schema: { required: true } }),
      timeout: x.attr(x.uint(), { when: (r: { enabled?: boolean }) => r.enabled === true }),
    },
    (r: { enabled?: boolean; timeout?: number }) => {
      if (r.enabled && r.timeout === undefined)
        return xmlError("Missing required attribute 'timeout' in element 'reconnect'");
      if (!r.enabled) delete r.timeout;
      return undefined;
    },
  ),
);

const networkFields = {
  protocol: x.attr(NetworkProtocol, { required: true }),
  name: x.attr(x.text),
  query: x.attr(x.text),
  tls: x.attr(x.yesNo),
  tlsHostname: x.attr(x.text),
  $hosts: x.oneOf('protocol', {
    iscsi: { hosts: x.children('host', StorageHost, { min: 1 }) },
    '*': { hosts: x.children('host', StorageHost) },
  }),
  $nfs: x.oneOf('protocol', { nfs: { identity: x.child({ user: x.attr(x.text), group: x.attr(x.text) }) } }),
  $nbd: x.oneOf('protocol', { nbd: { reconnect: x.child({ delay: x.attr(x.uint(), { omit: 0 }) }) } }),
  snapshot: x.child({ name: x.attr(x.text) }),
  config: x.child({ file: x.attr(x.text) }),
  initiator: x.child({ iqn: x.child({ name: x.attr(x.text) }) }),
  $tls: x.oneOf('protocol', { 'https ftps': { ssl: x.child({ verify: x.attr(x.yesNo) }) } }),
  $http: x.oneOf('protocol', {
    'http https': {
      cookies: x.children(
        'cookie',
        {
          name: x.attr(x.text, { required: 'missing cookie name', empty: 'absent' }),
          value: x.content(x.text),
        },
        { wrap: 'cookies', secret: true },
      ),
    },
  }),
  $curl: x.oneOf('protocol', {
    'http https ftp ftps': {
      readahead: x.child({ size: x.attr(x.ulong(), { omit: 0, invalid: BAD_READAHEAD }) }),
      timeout: x.child({ seconds: x.attr(x.ulong(), { omit: 0, invalid: BAD_READAHEAD }) }),
    },
  }),
  $ssh: x.oneOf('protocol', {
    ssh: {
      knownHosts: x.child({ path: x.attr(x.text, { required: true }) }),
      identity: x.child(
        x.element(
          'identity',
          {
            username: x.attr(x.text, { required: true }),
            keyfile: x.attr(x.text),
            agentsock: x.attr(x.text),
          },
          ({ keyfile, agentsock }: { keyfile?: string; agentsock?: string }) =>
            keyfile === undefined && agentsock === undefined
              ? "element 'identity' requires either 'keyfile' or 'agentsock' attribute"
              : undefined,
        ),
      ),
    },
  }),
};

interface Cookie {
  name: string;
  value?: string;
}
const COOKIE_NAME = /[\s\x00-\x1f\x7f",;\\()<>@:/[\]?={}]/;
const COOKIE_VALUE = /[\s\x00-\x1f\x7f",;\\]/;
/** RFC 6265, 4.1.1; a value may stand in quotes. */
const checkCookies = (cookies: readonly Cookie[]): x.Message | undefined => {
  for (const [i, { name, value = '' }] of cookies.entries()) {
    if (COOKIE_NAME.test(name)) return storageError(`cookie name '${name}' contains invalid characters`);
    const bare = value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
    if (COOKIE_VALUE.test(bare)) return storageError(`value of cookie '${name}' contains invalid characters`);
    if (cookies.slice(i + 1).some((other) => other.name === name))
      return storageError(`duplicate cookie '${name}'`);
  }
  return undefined;
};

interface SourceLike {
  protocol?: string;
  type?: string;
  path?: string;
  name?: string;
  query?: string;
  pool?: string;
  volume?: string;
  cookies?: Cookie[];
}
/** What the parts of a source say together; `type` is the enclosing element's. */
const checkSource = (source: SourceLike, { up }: x.RuleContext): x.Message | undefined => {
  const { type } = (up[up.length - 1] ?? {}) as { type?: string };
  if (type === 'volume' && (source.pool === undefined) !== (source.volume === undefined))
    return "'pool' and 'volume' must be specified together for 'pool' type source";
  if (type !== 'network') return undefined;
  const { protocol, name } = source;
  if (name === undefined && protocol !== 'nbd') return 'missing name for disk source';
  if (protocol !== 'http' && protocol !== 'https') delete source.query;
  if ((protocol === 'gluster' || protocol === 'rbd') && name !== undefined && name.indexOf('/') < 1)
    return storageError(
      `failed to split path '${name}' into 'pool/image' or 'pool/namespace/image' components`,
    );
  return checkCookies(source.cookies ?? []);
};

const NO_SLICE_SIZE = 'missing offset or size attribute of slice';
const slices = x.children(
  'slice',
  {
    type: x.attr(x.oneWord(['storage']), { required: true }),
    offset: x.attr(x.ulong(), {
      required: NO_SLICE_SIZE,
      invalid: "malformed value '{value}' of 'offset' attribute of slice",
    }),
    size: x.attr(x.ulong(), {
      required: NO_SLICE_SIZE,
      invalid: "malformed value '{value}' of 'size' attribute of slice",
    }),
  },
  { wrap: 'slices' },
);

export const StartupPolicy = x.oneWord(['mandatory', 'requisite', 'optional']);
const metadataCache = x.child({ max_size: x.child(x.size('bytes'), { omit: 0 }) });

interface SourceFormat {
  type: string;
}
/** Source, format and chain of one storage file in a chain; the deciding type is the parent's. */
export interface BackingStore {
  type?: x.TypeOf<typeof StorageType>;
  index?: number;
  format?: { type: x.TypeOf<typeof StorageFormat>; metadata_cache?: { max_size?: number } };
  source?: StorageSource;
  backingStore?: BackingStore;
}

/** What follows the part of a source that depends on its type. */
const sourceTail = {
  slices,
  seclabels: deviceSeclabels,
  auth: x.child(Auth),
  encryption: x.child(Encryption),
  reservations,
  /** Of a running guest's status file only. */
  privateData: x.verbatim({
    accept: (_: unknown, { flags }) => flags.status === true,
    when: (_: unknown, { flags }) => flags.status === true,
  }),
};

/** The fields of `<source>` for each storage type; the type stands in the enclosing element. */
export const sourceFields = {
  $type: x.oneOf('^type', {
    file: { file: x.attr(x.text), fdgroup: x.attr(x.text) },
    block: { dev: x.attr(x.text) },
    dir: { dir: x.attr(x.text) },
    network: networkFields,
    volume: {
      pool: x.attr(x.text),
      volume: x.attr(x.text),
      mode: x.attr(x.oneWord(['host', 'direct'])),
    },
    nvme: {
      type: x.attr(x.oneWord(['pci']), {
        required: "missing 'type' attribute to disk source",
        invalid: "unsupported source type '{value}'",
      }),
      namespace: x.attr(x.ulong(), { required: true }),
      managed: x.attr(x.yesNo),
      address: x.child(hostPciAddress, { required: 'NVMe disk source is missing address' }),
    },
    vhostuser: {
      type: x.attr(x.oneWord(['unix']), {
        required: "missing 'type' attribute for vhostuser disk source",
        invalid: "invalid 'type' attribute for vhostuser disk source",
      }),
      path: x.attr(x.text, { required: "missing 'path' attribute for vhostuser disk source" }),
      reconnect,
    },
    vhostvdpa: { dev: x.attr(x.text, { required: true }) },
  }),
  ...sourceTail,
};
const diskSourceFields = {
  ...sourceFields,
  startupPolicy: x.attr(StartupPolicy, { empty: 'absent' }),
  index: x.attr(x.uint(), { live: true, omit: 0, invalid: "invalid disk index '{value}'" }),
  dataStore: x.child({
    type: x.attr(StorageType, { required: true }),
    format: x.child({ type: x.attr(StorageFormat, { required: true }) }),
    source: x.child(
      x.element('source', { ...sourceFields, index: x.attr(x.uint(), { live: true, omit: 0 }) }),
    ),
  }),
};
const READ_FIRST = ['$type', 'auth', 'encryption', 'reservations', 'slices', 'seclabels'] as const;
export const StorageSource = x.readFirst(READ_FIRST, x.element('source', diskSourceFields, checkSource));
export type StorageSource = x.TypeOf<typeof StorageSource>;

/** The next file of the chain; an empty one ends it. */
export const BackingStore: x.Shape & { readonly fields: x.Typed<BackingStore> } = x.recursive<BackingStore>(
  'backingStore',
  () => ({
    type: x.attr(StorageType, { empty: 'absent', invalid: "unknown storage source type '{value}'" }),
    index: x.attr(x.uint(), { live: true, omit: 0 }),
    format: x.child({
      type: x.attr(StorageFormat, {
        required: 'missing disk backing store format',
        invalid: "unknown storage source format '{value}'",
      }),
      metadata_cache: metadataCache,
    }),
    source: x.child(StorageSource),
    backingStore: x.child(BackingStore, { keep: true }),
  }),
  (store: { type?: string; format?: SourceFormat; source?: unknown }) => {
    if (store.type === undefined) return undefined;
    if (!store.format) return 'missing disk backing store format';
    return store.source ? undefined : 'missing disk backing store source';
  },
);

export { metadataCache };
