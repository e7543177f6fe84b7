// How a secret's value lies on disk: base64 in a file of its own, as libvirt has it, or sealed with the host's key
// (AES-256-GCM, the secret's uuid bound to it) when one is configured.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { removeFile, writeFileAtomic } from '../common/store.ts';

const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const CIPHER = 'aes-256-gcm';

const failed = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.SECRET, text);

/** Reads the key that seals values; it must be 32 bytes, raw or in base64. */
export const readKey = async (path: string): Promise<Buffer> => {
  const raw = await readFile(path);
  if (raw.length === KEY_LENGTH) return raw;
  const decoded = Buffer.from(raw.toString('latin1').trim(), 'base64');
  raw.fill(0);
  if (decoded.length === KEY_LENGTH) return decoded;
  throw failed(`the encryption key in '${path}' must be ${KEY_LENGTH} bytes`);
};

export const seal = (key: Buffer, uuid: string, value: Buffer): Buffer => {
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(uuid));
  const sealed = Buffer.concat([cipher.update(value), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
};

export const unseal = (key: Buffer, uuid: string, data: Buffer): Buffer => {
  const nonce = data.subarray(0, NONCE_LENGTH);
  const tag = data.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH);
  if (tag.length < TAG_LENGTH) throw failed(`the sealed value of secret '${uuid}' is cut off`);
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce).setAAD(Buffer.from(uuid)).setAuthTag(tag);
    return Buffer.concat([decipher.update(data.subarray(NONCE_LENGTH + TAG_LENGTH)), decipher.final()]);
  } catch {
    throw failed(`the sealed value of secret '${uuid}' cannot be opened with the configured key`);
  }
};

export interface ValueFiles {
  /** Null when there is none. */
  read(uuid: string): Promise<Buffer | null>;
  write(uuid: string, value: Buffer): Promise<void>;
  remove(uuid: string): Promise<void>;
}

const readOptional = (path: string): Promise<Buffer | null> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/** Values in `folder`; new ones are sealed when there is a key and `encrypt`. All that can be read is read. */
export const createValueFiles = (folder: string, key: Buffer | null, encrypt: boolean): ValueFiles => {
  const plain = (uuid: string): string => join(folder, `${uuid}.base64`);
  const sealed = (uuid: string): string => join(folder, `${uuid}.sealed`);
  return {
    async read(uuid) {
      const data = await readOptional(sealed(uuid));
      if (data) {
        if (!key) throw failed(`the value of secret '${uuid}' is encrypted, but no key is configured`);
        return unseal(key, uuid, Buffer.from(data.toString('latin1'), 'base64'));
      }
      const text = await readOptional(plain(uuid));
      return text && Buffer.from(text.toString('latin1'), 'base64');
    },
    async write(uuid, value) {
      if (key && encrypt) {
        await writeFileAtomic(sealed(uuid), seal(key, uuid, value).toString('base64'), 0o600);
        await removeFile(plain(uuid));
      } else {
        await writeFileAtomic(plain(uuid), value.toString('base64'), 0o600);
        await removeFile(sealed(uuid));
      }
    },
    async remove(uuid) {
      await removeFile(plain(uuid));
      await removeFile(sealed(uuid));
    },
  };
};
