// The secret driver: passphrases and keys that volumes, pools and guests refer to. Values are never logged, and leave
// only to clients that may read them and to the other drivers.
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Secret, secretParseOptions, secretUsage, secretUsageTypes } from '../../../schemas/xml/secret.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { missing } from '../common/errors.ts';
import { compileFilter, secretFilter } from '../common/filters.ts';
import { validateIf } from '../common/schema.ts';
import { SecretEvent } from '../common/states.ts';
import { loadDirectory, removeFile, writeFileAtomic } from '../common/store.ts';
import type { EventBus } from '../events.ts';
import type { DriverHost, SecretService } from '../host.ts';
import type { SecretTable } from '../table.ts';
import { createValueFiles, readKey, type ValueFiles } from './value-file.ts';

/** VIR_SECRET_DEFINE_VALIDATE */
const DEFINE_VALIDATE = 1;

export interface SecretDriver {
  readonly table: SecretTable;
  readonly service: SecretService;
  start(signal: AbortSignal): Promise<void>;
  reload(): Promise<void>;
  stop(): Promise<void>;
}

interface Held {
  readonly uuid: string;
  def: Secret;
  value: Buffer | null;
}

const internal = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.SECRET, text);

const handleOf = ({ uuid, def }: Held) => {
  const { type, id } = secretUsage(def);
  return { uuid, usageType: type, usageID: id };
};

/** The values' files, sealed with the key whose file secret.conf names, if it names one. */
const configuredFiles = async (host: DriverHost, folder: string): Promise<ValueFiles> => {
  const { secrets_encryption_key: path, encrypt_data: encrypt } = host.config('secret.conf');
  const key = typeof path === 'string' && path !== '' ? await readKey(path) : null;
  return createValueFiles(folder, key, encrypt !== 0);
};

export const createSecretDriver = (host: DriverHost, events: EventBus): SecretDriver => {
  const folder = join(host.paths.config, 'secrets');
  const secrets = new Map<string, Held>();
  let files: Promise<ValueFiles> | null = null;
  const values = (): Promise<ValueFiles> => {
    files ??= configuredFiles(host, folder);
    return files;
  };
  const definition = (uuid: string): string => join(folder, `${uuid}.xml`);
  const passes = compileFilter(secretFilter);

  const find = (uuid: string): Held => {
    const secret = secrets.get(uuid);
    if (!secret) throw missing.secret.byUuid(uuid, ErrorDomain.SECRET);
    return secret;
  };
  const findUsage = (type: number, id: string): Held | undefined => {
    for (const secret of secrets.values()) {
      const usage = secretUsage(secret.def);
      if (usage.type !== 0 && usage.type === type && usage.id === id) return secret;
    }
    return undefined;
  };

  /** What a definition may not change, and whose place it may not take. */
  const checkDefinition = (uuid: string, def: Secret): void => {
    const usage = secretUsage(def);
    const known = secrets.get(uuid);
    if (!known) {
      const other = findUsage(usage.type, usage.id);
      if (other) throw internal(`a secret with UUID ${other.uuid} already defined for use with ${usage.id}`);
      return;
    }
    const before = secretUsage(known.def);
    if (before.id !== usage.id)
      throw internal(`a secret with UUID ${uuid} is already defined for use with ${before.id || '(null)'}`);
    if (known.def.private && !def.private) throw internal('cannot change private flag on existing secret');
  };

  const persist = async (secret: Held, before: Secret | null): Promise<void> => {
    const { uuid, def, value } = secret;
    if (def.ephemeral) {
      if (!before || before.ephemeral) return;
      await removeFile(definition(uuid));
      await (await values()).remove(uuid);
      return;
    }
    if (before?.ephemeral && value) await (await values()).write(uuid, value);
    await writeFileAtomic(definition(uuid), formatXml(Secret, def), 0o600);
  };

  const define = async (xml: string): Promise<Held> => {
    const def = parseXml(Secret, xml, secretParseOptions);
    const uuid = def.uuid ?? '';
    checkDefinition(uuid, def);
    const known = secrets.get(uuid);
    const before = known?.def ?? null;
    const secret: Held = known ?? { uuid, def, value: null };
    secret.def = def;
    secrets.set(uuid, secret);
    try {
      await persist(secret, before);
    } catch (error) {
      if (before) secret.def = before;
      else secrets.delete(uuid);
      throw error;
    }
    return secret;
  };

  const copyOfValue = (secret: Held): Buffer => {
    if (!secret.value)
      throw new VirError(
        ErrorCode.NO_SECRET,
        ErrorDomain.SECRET,
        `secret '${secret.uuid}' does not have a value`,
      );
    return Buffer.from(secret.value);
  };

  const load = async (): Promise<void> => {
    const read = (text: string, name: string): Secret => {
      const def = parseXml(Secret, text, secretParseOptions);
      if (def.uuid !== name) throw internal(`<uuid> does not match secret file name '${name}.xml'`);
      return def;
    };
    for (const { value: def, name: uuid } of await loadDirectory(folder, '.xml', read, host.log)) {
      const value = await values()
        .then((store) => store.read(uuid))
        .catch((error) => {
          host.log.error({ uuid, err: String(error) }, `Error reading secret: ${uuid}`);
          return null;
        });
      secrets.set(uuid, { uuid, def, value });
    }
  };

  const table: SecretTable = {
    connectNumOfSecrets: () => ({ num: secrets.size }),
    connectListSecrets: () => ({ uuids: [...secrets.keys()] }),
    connectListAllSecrets: (_ctx, { flags }) => {
      const found = [...secrets.values()].filter(({ def }) => passes(def, flags)).map(handleOf);
      return { secrets: found, ret: found.length };
    },
    secretLookupByUUID: (_ctx, { uuid }) => ({ secret: handleOf(find(uuid)) }),
    secretLookupByUsage: (_ctx, { usageType, usageID }) => {
      const secret = findUsage(usageType, usageID);
      if (!secret) throw missing.secret.byUsage(usageID, ErrorDomain.SECRET);
      return { secret: handleOf(secret) };
    },
    secretDefineXML: async (_ctx, { xml, flags }) => {
      await validateIf(flags & DEFINE_VALIDATE, 'secret', xml, '(definition_of_secret)');
      const secret = handleOf(await define(xml));
      events.emit('secret', 'lifecycle', { secret, event: SecretEvent.DEFINED, detail: 0 });
      return { secret };
    },
    secretGetXMLDesc: (_ctx, { secret }) => ({ xml: formatXml(Secret, find(secret.uuid).def) }),
    secretSetValue: async (_ctx, { secret, value }) => {
      const held = find(secret.uuid);
      const fresh = Buffer.from(value);
      if (!held.def.ephemeral) await (await values()).write(held.uuid, fresh);
      held.value?.fill(0);
      held.value = fresh;
      events.emit('secret', 'valueChanged', { secret: handleOf(held) });
    },
    secretGetValue: (_ctx, { secret }) => {
      const held = find(secret.uuid);
      if (held.def.private)
        throw new VirError(ErrorCode.INVALID_SECRET, ErrorDomain.SECRET, 'secret is private');
      return { value: copyOfValue(held) };
    },
    secretUndefine: async (_ctx, { secret }) => {
      const held = find(secret.uuid);
      if (!held.def.ephemeral) {
        await removeFile(definition(held.uuid));
        await (await values()).remove(held.uuid);
      }
      secrets.delete(held.uuid);
      held.value?.fill(0);
      events.emit('secret', 'lifecycle', {
        secret: handleOf(held),
        event: SecretEvent.UNDEFINED,
        detail: 0,
      });
    },
  };

  const typeNumber = (type: string): number => (secretUsageTypes as readonly string[]).indexOf(type);
  const service: SecretService = {
    value: async (by) => {
      if ('uuid' in by) return copyOfValue(find(by.uuid));
      const secret = findUsage(typeNumber(by.type), by.usage);
      if (!secret) throw missing.secret.byUsage(by.usage, ErrorDomain.SECRET);
      return copyOfValue(secret);
    },
    lookup: async (type, usage) => findUsage(typeNumber(type), usage)?.uuid ?? null,
  };

  return {
    table,
    service,
    start: load,
    reload: load,
    async stop() {
      for (const { value } of secrets.values()) value?.fill(0);
      secrets.clear();
    },
  };
};
