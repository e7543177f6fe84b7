// Where storage comes from: files, blocks, volumes, network protocols; secrets, encryption, backing chains.
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { deviceSeclabels, hostPciAddress } from './device.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

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

interface SecretReference {
  uuid?: string;
  usage?: string;
}
const oneReference = (secret: SecretReference): string | undefined =>
  secret.uuid === undefined && secret.usage === undefined
    ? 'missing secret uuid or usage attribute'
    : secret.uuid !== undefined && secret.usage !== undefined
      ? 'either secret uuid or usage expected'
      : undefined;
const reference = {
  uuid: x.attr(x.uuid, { invalid: "invalid secret uuid '{value}'" }),
  usage: x.attr(x.text),
};

export const Auth = x.element('auth', {
  type: x.attr(x.oneWord(['chap', 'ceph']), { invalid: unsupported("unknown auth type '{value}'") }),
  username: x.attr(x.text, { required: 'missing username for auth', empty: 'absent' }),
  secret: x.child(
    x.element(
      'secret',
      { type: x.attr(x.text, { schema: { required: true, pattern: 'iscsi|ceph' } }), ...reference },
      oneReference,
    ),
    {
      required: 'Missing <secret> element in auth',
    },
  ),
});

export const Encryption = x.expanded(
  x.element(
    'encryption',
    {
      format: x.attr(x.oneWord(['default', 'qcow', 'luks', 'luks2', 'luks-any']), {
        required: 'unknown volume encryption format',
        invalid: unsupported('unknown volume encryption format type {value}'),
      }),
      engine: x.attr(x.oneWord(['qemu', 'librbd'])),
      secrets: x.children(
        'secret',
        x.element(
          'secret',
          {
            type: x.attr(x.oneWord(['passphrase']), {
              required: 'unknown volume encryption secret type',
              invalid: unsupported('unknown volume encryption secret type {value}'),
            }),
            ...reference,
          },
          oneReference,
        ),
      ),
      $luks: x.oneOf('format', {
        luks: {
          cipher: x.child({
            name: x.attr(x.text, { required: "cipher info missing 'name' attribute" }),
            size: x.attr(x.uint(), { required: true }),
            mode: x.attr(x.text),
            hash: x.attr(x.text),
          }),
          ivgen: x.child({
            name: x.attr(x.text, { required: 'missing ivgen info name string' }),
            hash: x.attr(x.text),
          }),
        },
      }),
    },
    (encryption: { cipher?: unknown; ivgen?: unknown }) =>
      encryption.ivgen && !encryption.cipher ? 'ivgen element found, but cipher is missing' : undefined,
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
      if (!source?.type) return 'missing connection type for <reservations/>';
      if (!source.path) return 'missing path for <reservations/>';
      if (!source.mode) return 'missing connection mode for <reservations/>';
      if (source.type !== 'unix') return `unsupported connection type for <reservations/>: ${source.type}`;
      return source.mode === 'client'
        ? undefined
        : `unsupported connection mode for <reservations/>: ${source.mode}`;
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
    port: x.attr(x.uint(), { omit: 0, invalid: "failed to parse port number '{value}'" }),
    transport: x.attr(x.oneWord(['tcp', 'unix', 'rdma', 'fd']), {
      invalid: unsupported("unknown protocol transport type '{value}'"),
    }),
    socket: x.attr(x.text),
  },
  (host: Host) => {
    if (host.transport === 'unix' && host.socket === undefined) return 'missing socket for unix transport';
    if (host.transport !== 'unix' && host.socket !== undefined)
      return `transport '${host.transport ?? 'tcp'}' does not support socket attribute`;
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
      enabled: x.attr(x.yesNo, {
        required: 'missing or invalid value for attribute enabled of element reconnect',
      }),
      timeout: x.attr(x.uint(), { when: (r: { enabled?: boolean }) => r.enabled === true }),
    },
    (r: { enabled?: boolean; timeout?: number }) => {
      if (r.enabled && r.timeout === undefined)
        return "Missing required attribute 'timeout' in element 'reconnect'";
      if (!r.enabled) delete r.timeout;
      return undefined;
    },
  ),
);

const networkFields = {
  protocol: x.attr(NetworkProtocol, {
    required: true,
    invalid: unsupported("unknown protocol type '{value}'"),
  }),
  name: x.attr(x.text),
  query: x.attr(x.text),
  tls: x.attr(x.yesNo),
  tlsHostname: x.attr(x.text),
  $hosts: x.oneOf('protocol', {
    iscsi: { hosts: x.children('host', StorageHost, { min: 1 }) },
    '*': { hosts: x.children('host', StorageHost) },
  }),
  $nfs: x.oneOf('protocol', { nfs: { identity: x.child({ user: x.attr(x.text), group: x.attr(x.text) }) } }),
  reconnect: x.child({ delay: x.attr(x.uint(), { omit: 0 }) }),
  snapshot: x.child({ name: x.attr(x.text) }),
  config: x.child({ file: x.attr(x.text) }),
  initiator: x.child({ iqn: x.child({ name: x.attr(x.text) }) }),
  ssl: x.child({ verify: x.attr(x.yesNo) }),
  cookies: x.children(
    'cookie',
    { name: x.attr(x.text, { required: 'missing cookie name' }), value: x.content(x.text) },
    {
      wrap: 'cookies',
      secret: true,
    },
  ),
  readahead: x.child({ size: x.attr(x.ulong(), { omit: 0 }) }),
  timeout: x.child({ seconds: x.attr(x.ulong(), { omit: 0 }) }),
  $ssh: x.oneOf('protocol', {
    ssh: {
      knownHosts: x.child({ path: x.attr(x.text) }),
      identity: x.child({ username: x.attr(x.text), keyfile: x.attr(x.text), agentsock: x.attr(x.text) }),
    },
  }),
};

const slices = x.children(
  'slice',
  {
    type: x.attr(x.oneWord(['storage']), { required: true }),
    offset: x.attr(x.ulong(), { required: true }),
    size: x.attr(x.ulong(), { required: true, nonZero: true }),
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

const seclabelsUnlessNetwork = {
  seclabels: deviceSeclabels,
};

/** What follows the part of a source that depends on its type. */
const sourceTail = {
  slices,
  ...seclabelsUnlessNetwork,
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
      mode: x.attr(x.oneWord(['host', 'direct']), {
        invalid: unsupported("unknown source mode '{value}' for volume type disk"),
      }),
    },
    nvme: {
      type: x.attr(x.oneWord(['pci']), { required: true }),
      managed: x.attr(x.yesNo),
      namespace: x.attr(x.ulong(), { required: true, nonZero: true }),
      address: x.child(hostPciAddress, { required: true }),
    },
    vhostuser: {
      type: x.attr(x.oneWord(['unix']), {
        required: true,
        invalid: unsupported("unsupported source type '{value}' for vhostuser"),
      }),
      path: x.attr(x.text, { required: true }),
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
export const StorageSource = x.element('source', diskSourceFields);
export type StorageSource = x.TypeOf<typeof StorageSource>;

/** The next file of the chain; an empty one ends it. */
export const BackingStore: x.Shape & { readonly fields: x.Typed<BackingStore> } = x.recursive<BackingStore>(
  'backingStore',
  () => ({
    type: x.attr(StorageType, {
      empty: 'absent',
      invalid: unsupported("unknown disk backing store type '{value}'"),
    }),
    index: x.attr(x.uint(), { live: true, omit: 0 }),
    format: x.child({
      type: x.attr(StorageFormat, {
        required: 'missing disk backing store format',
        invalid: unsupported("unknown disk backing store format '{value}'"),
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
