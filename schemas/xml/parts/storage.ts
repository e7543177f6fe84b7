// What pools, volumes and guest disks share: permissions, references to secrets, authentication, encryption.
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import * as x from '../dsl.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });
/** libvirt looks secrets up in a module without an error domain of its own. */
const noDomain = (text: string): x.Message => ({
  code: ErrorCode.XML_ERROR,
  domain: ErrorDomain.NONE,
  text,
});

/** `uuid` or `usage` of a secret, never both. */
export const checkSecretLookup = (secret: { uuid?: string; usage?: string }): x.Message | undefined => {
  if (secret.uuid === undefined && secret.usage === undefined)
    return noDomain('missing secret uuid or usage attribute');
  return secret.uuid !== undefined && secret.usage !== undefined
    ? noDomain('either secret uuid or usage expected')
    : undefined;
};
const lookupFields = {
  uuid: x.attr(x.uuid, { invalid: noDomain("invalid secret uuid '{value}'") }),
  usage: x.attr(x.text),
};

/** Who logs in to a storage server, and with which secret. */
export const StorageAuth = x.readAs(
  x.element('auth', {
    type: x.attr(x.oneWord(['none', 'chap', 'ceph']), {
      empty: 'absent',
      omit: 'none',
      invalid: unsupported("unknown auth type '{value}'"),
    }),
    username: x.attr(x.text, { empty: 'absent', required: 'missing username for auth' }),
    secret: x.child(x.element('secret', { type: x.attr(x.text), ...lookupFields }, checkSecretLookup), {
      required: 'Missing <secret> element in auth',
    }),
  }),
  'username',
  'type',
  'secret',
);
export type StorageAuth = x.TypeOf<typeof StorageAuth>;

interface Permissions {
  mode?: string;
  owner?: number;
  group?: number;
}
/** -1, in either spelling, means the same as saying nothing. */
const normalPermissions = (permissions: Permissions): undefined => {
  if (permissions.mode !== undefined)
    permissions.mode = `0${Number.parseInt(permissions.mode, 8).toString(8)}`;
  for (const key of ['owner', 'group'] as const) {
    if (permissions[key] === -1 || permissions[key] === 4294967295) delete permissions[key];
  }
  return undefined;
};
const id = x.long({ min: -1, max: 4294967295 });
/** Mode (in octal), owner, group and security label of a file. */
export const StoragePermissions = x.element(
  'permissions',
  {
    mode: x.child(x.word('\\s*\\+?0*[0-7]{1,3}', { pattern: '[0-7]+' }), { invalid: 'malformed octal mode' }),
    owner: x.child(id, { invalid: 'malformed owner element', empty: 'keep' }),
    group: x.child(id, { invalid: 'malformed group element', empty: 'keep' }),
    label: x.child(x.text),
  },
  normalPermissions,
);
export type StoragePermissions = x.TypeOf<typeof StoragePermissions>;

interface Encryption {
  format: string;
  cipher?: unknown;
  ivgen?: unknown;
}
const checkEncryption = (encryption: Encryption): x.Message | undefined => {
  if (encryption.format !== 'luks') {
    delete encryption.cipher;
    delete encryption.ivgen;
  }
  return encryption.ivgen !== undefined && encryption.cipher === undefined
    ? 'ivgen element found, but cipher is missing'
    : undefined;
};
/** How an image is encrypted. */
export const StorageEncryption = x.expanded(
  x.element(
    'encryption',
    {
      format: x.attr(x.oneWord(['default', 'qcow', 'luks', 'luks2', 'luks-any']), {
        empty: 'absent',
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
              empty: 'absent',
              required: 'unknown volume encryption secret type',
              invalid: unsupported('unknown volume encryption secret type {value}'),
            }),
            ...lookupFields,
          },
          checkSecretLookup,
        ),
      ),
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
    checkEncryption,
  ),
);
export type StorageEncryption = x.TypeOf<typeof StorageEncryption>;
