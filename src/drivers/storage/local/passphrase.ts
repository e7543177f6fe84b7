// Lends a volume's passphrase to a tool: in a file that only root can read, for as long as the tool runs.
import { randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { BackendServices } from '../backend.ts';
import { internalError, invalidArgument, orFail } from '../errors.ts';
import type { Pool, Volume } from '../objects.ts';

const noSecretDriver = (): VirError => new VirError(ErrorCode.NO_SUPPORT, ErrorDomain.NONE, 'virConnectOpen');

const passphraseOf = async (volume: Volume, services: BackendServices): Promise<Buffer> => {
  const { encryption } = volume.def.target;
  if (!encryption) throw internalError('missing encryption description');
  const [secret] = encryption.secrets;
  if (encryption.secrets.length !== 1 || !secret)
    throw invalidArgument(
      "A single <secret type='passphrase'...> element is expected in encryption description",
    );
  const secrets = services.secrets();
  if (!secrets) throw noSecretDriver();
  return secret.uuid !== undefined
    ? secrets.value({ uuid: secret.uuid })
    : secrets.value({ usage: secret.usage ?? '', type: 'volume' });
};

/** Runs `work` with the name of a file that only we can read and that holds `value`; then both are gone. */
export const withPrivateFile = async <T>(
  folder: string,
  name: string,
  value: Buffer,
  work: (file: string) => Promise<T>,
): Promise<T> => {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.${randomBytes(6).toString('hex')}`);
  const file = await orFail(open(path, 'wx', 0o600), 'failed to open secret file for write');
  try {
    await orFail(file.writeFile(value), 'failed to write secret file');
    await file.close();
    return await work(path);
  } finally {
    value.fill(0);
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
  }
};

/** Runs `work` with the name of a file that holds the volume's passphrase; without one when it has none. */
export const withSecretFile = async <T>(
  pool: Pool,
  volume: Volume | null,
  services: BackendServices,
  work: (file: string | undefined) => Promise<T>,
): Promise<T> => {
  if (!volume?.def.target.encryption) return work(undefined);
  const value = await passphraseOf(volume, services);
  return withPrivateFile(services.runFolder, `${pool.name}.${volume.name}.secret`, value, work);
};
