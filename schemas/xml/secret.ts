// Secret XML: https://libvirt.org/formatsecret.html
import { randomUUID } from 'node:crypto';
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';

/** Usage types in the order of virSecretUsageType. */
export const secretUsageTypes = ['none', 'volume', 'ceph', 'iscsi', 'tls', 'vtpm'] as const;

const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });
const unknownType = { code: ErrorCode.CONFIG_UNSUPPORTED, text: 'unknown secret usage type {value}' };
interface SecretDef {
  uuid?: string;
  usage?: { type: string };
}

export const Secret = x.element(
  'secret',
  {
    ephemeral: x.attr(x.yesNo, { empty: 'absent', default: false, invalid: "invalid value of 'ephemeral'" }),
    private: x.attr(x.yesNo, { empty: 'absent', default: false, invalid: "invalid value of 'private'" }),
    uuid: x.child(x.uuid, { invalid: internal('malformed uuid element') }),
    description: x.child(x.text),
    usage: x.child({
      type: x.attr(x.oneWord(secretUsageTypes, { not: ['none'] }), {
        required: 'unknown secret usage type',
        invalid: unknownType,
      }),
      $id: x.oneOf('type', {
        volume: {
          volume: x.child(x.text, {
            required: internal('volume usage specified, but volume path is missing'),
          }),
        },
        ceph: { name: x.child(x.text, { required: internal('Ceph usage specified, but name is missing') }) },
        iscsi: {
          target: x.child(x.text, { required: internal('iSCSI usage specified, but target is missing') }),
        },
        tls: { name: x.child(x.text, { required: internal('TLS usage specified, but name is missing') }) },
        vtpm: { name: x.child(x.text, { required: internal('vTPM usage specified, but name is missing') }) },
      }),
    }),
  },
  (secret: SecretDef) => {
    secret.uuid ??= randomUUID();
    if (secret.usage?.type === 'none') delete secret.usage;
  },
);
export type Secret = x.TypeOf<typeof Secret>;

export const secretParseOptions = { domain: ErrorDomain.SECRET, filename: '(definition_of_secret)' } as const;

/** virSecretUsageType of a secret, and what identifies it there. */
export const secretUsage = (secret: Secret): { readonly type: number; readonly id: string } => {
  const { usage } = secret;
  if (!usage) return { type: 0, id: '' };
  return {
    type: secretUsageTypes.indexOf(usage.type),
    id: usage.volume ?? usage.name ?? usage.target ?? '',
  };
};
