// Secrets of the simulated host, kept in memory with the rules of libvirt's secret driver.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Secret, secretParseOptions, secretUsage } from '../../../schemas/xml/secret.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { missing } from '../common/errors.ts';
import { compileFilter, secretFilter } from '../common/filters.ts';
import { SecretEvent } from '../common/states.ts';
import type { EventBus } from '../events.ts';
import type { SecretTable } from '../table.ts';

const TEST = ErrorDomain.TEST;

export interface SimSecret {
  readonly uuid: string;
  def: Secret;
  value: Buffer | null;
}
export interface SecretHost {
  readonly secrets: Map<string, SimSecret>;
  readonly events: EventBus;
}

const handleOf = ({ uuid, def }: SimSecret): { uuid: string; usageType: number; usageID: string } => {
  const { type, id } = secretUsage(def);
  return { uuid, usageType: type, usageID: id };
};
const conf = (code: number, text: string): VirError => new VirError(code, ErrorDomain.SECRET, text);

export const secretSlots = ({ secrets, events }: SecretHost): SecretTable => {
  const passes = compileFilter(secretFilter);
  const find = (uuid: string): SimSecret => {
    const secret = secrets.get(uuid);
    if (!secret) throw missing.secret.byUuid(uuid, TEST);
    return secret;
  };
  const byUsage = (type: number, id: string): SimSecret | undefined =>
    [...secrets.values()].find((secret) => {
      const usage = secretUsage(secret.def);
      return usage.type === type && usage.type !== 0 && usage.id === id;
    });

  return {
    connectNumOfSecrets: () => ({ num: secrets.size }),
    connectListSecrets: () => ({ uuids: [...secrets.keys()] }),
    connectListAllSecrets: (_ctx, { flags }) => {
      const found = [...secrets.values()].filter(({ def }) => passes(def, flags)).map(handleOf);
      return { secrets: found, ret: found.length };
    },
    secretLookupByUUID: (_ctx, { uuid }) => ({ secret: handleOf(find(uuid)) }),
    secretLookupByUsage: (_ctx, { usageType, usageID }) => {
      const secret = byUsage(usageType, usageID);
      if (!secret) throw missing.secret.byUsage(usageID, TEST);
      return { secret: handleOf(secret) };
    },
    secretDefineXML: (_ctx, { xml }) => {
      const def = parseXml(Secret, xml, secretParseOptions);
      const uuid = def.uuid ?? '';
      const usage = secretUsage(def);
      const known = secrets.get(uuid);
      if (known) {
        const before = secretUsage(known.def);
        if (before.id !== usage.id)
          throw conf(
            ErrorCode.INTERNAL_ERROR,
            `a secret with UUID ${uuid} is already defined for use with ${before.id}`,
          );
        if (known.def.private && !def.private)
          throw conf(ErrorCode.INTERNAL_ERROR, 'cannot change private flag on existing secret');
        known.def = def;
      } else {
        const other = byUsage(usage.type, usage.id);
        if (other)
          throw conf(
            ErrorCode.INTERNAL_ERROR,
            `a secret with UUID ${other.uuid} already defined for use with ${usage.id}`,
          );
        secrets.set(uuid, { uuid, def, value: null });
      }
      const secret = handleOf(find(uuid));
      events.emit('secret', 'lifecycle', { secret, event: SecretEvent.DEFINED, detail: 0 });
      return { secret };
    },
    secretGetXMLDesc: (_ctx, { secret }) => ({ xml: formatXml(Secret, find(secret.uuid).def) }),
    secretSetValue: (_ctx, { secret, value }) => {
      const found = find(secret.uuid);
      found.value = Buffer.from(value);
      events.emit('secret', 'valueChanged', { secret: handleOf(found) });
    },
    secretGetValue: (_ctx, { secret }) => {
      const found = find(secret.uuid);
      if (found.def.private) throw new VirError(ErrorCode.INVALID_SECRET, TEST, 'secret is private');
      if (!found.value) throw conf(ErrorCode.NO_SECRET, `secret '${found.uuid}' does not have a value`);
      return { value: found.value };
    },
    secretUndefine: (_ctx, { secret }) => {
      const found = find(secret.uuid);
      events.emit('secret', 'lifecycle', {
        secret: handleOf(found),
        event: SecretEvent.UNDEFINED,
        detail: 0,
      });
      secrets.delete(found.uuid);
    },
  };
};
