// The image of a saved guest, in libvirt's form: a header, the definition (and a cookie) with room to grow, then what
// QEMU wrote. Both daemons read each other's.
import { type FileHandle, open } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

const MAGIC = 'LibvirtQemudSave';
/** Stands there until the image is complete. */
const PARTIAL = 'LibvirtQemudPart';
const VERSION = 2;
const HEADER_BYTES = 92;
/** So much may an edited definition be longer than the first. */
const ROOM_BYTES = 64 * 1024;
const MAX_DATA_BYTES = 64 * 1024 * 1024;

/** Formats of QEMU's part, by number. */
export const imageFormats = ['raw', 'gzip', 'bzip2', 'xz', 'lzop', 'zstd', 'sparse'] as const;

export interface SaveHeader {
  readonly running: boolean;
  readonly format: number;
  readonly xml: string;
  readonly cookie: string;
  /** Bytes of definition, cookie and room. */
  readonly dataLength: number;
}

const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, text);

const encode = (header: Omit<SaveHeader, 'dataLength'>, magic: string, dataLength: number): Buffer => {
  const xml = Buffer.from(`${header.xml}\0`);
  const cookie = header.cookie ? Buffer.from(`${header.cookie}\0`) : Buffer.alloc(0);
  const used = xml.length + cookie.length;
  const length = dataLength || used + ROOM_BYTES;
  if (used > length) throw failed('new xml too large to fit in file');
  const bytes = Buffer.alloc(HEADER_BYTES + length);
  bytes.write(magic, 0, 'latin1');
  bytes.writeUInt32LE(VERSION, 16);
  bytes.writeUInt32LE(length, 20);
  bytes.writeUInt32LE(header.running ? 1 : 0, 24);
  bytes.writeUInt32LE(header.format, 28);
  bytes.writeUInt32LE(cookie.length ? xml.length : 0, 32);
  xml.copy(bytes, HEADER_BYTES);
  cookie.copy(bytes, HEADER_BYTES + xml.length);
  return bytes;
};

/** Begins an image: the file is left where QEMU's part starts. */
export const writeHeader = async (
  file: FileHandle,
  header: Omit<SaveHeader, 'dataLength'>,
): Promise<void> => {
  const bytes = encode(header, PARTIAL, 0);
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
};

/** Declares an image complete. */
export const completeImage = async (path: string): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    await file.write(Buffer.from(MAGIC, 'latin1'), 0, MAGIC.length, 0);
    await file.sync();
  } finally {
    await file.close();
  }
};

const read = async (file: FileHandle, bytes: number, what: string): Promise<Buffer> => {
  const buffer = Buffer.alloc(bytes);
  let at = 0;
  while (at < bytes) {
    const { bytesRead } = await file.read(buffer, at, bytes - at, null);
    if (bytesRead === 0) throw failed(what);
    at += bytesRead;
  }
  return buffer;
};

const until0 = (buffer: Buffer): string => {
  const end = buffer.indexOf(0);
  return buffer.toString('utf8', 0, end < 0 ? buffer.length : end);
};

/** Reads the head of an image; the file is left where QEMU's part starts. */
export const readHeader = async (file: FileHandle): Promise<SaveHeader> => {
  const head = await read(file, HEADER_BYTES, 'failed to read qemu header');
  const magic = head.toString('latin1', 0, MAGIC.length);
  if (magic === PARTIAL) throw failed('save image is incomplete');
  if (magic !== MAGIC) throw failed('image magic is incorrect');
  const version = head.readUInt32LE(16);
  if (version > VERSION) throw failed(`image version is not supported (${version} > ${VERSION})`);
  const format = head.readUInt32LE(28);
  if (format >= imageFormats.length) throw failed(`unsupported save image format: ${format}`);
  const dataLength = head.readUInt32LE(20);
  if (dataLength === 0 || dataLength > MAX_DATA_BYTES)
    throw failed(`invalid header data length: ${dataLength}`);
  const data = await read(file, dataLength, 'failed to read domain XML');
  const cookieAt = head.readUInt32LE(32);
  return {
    running: head.readUInt32LE(24) !== 0,
    format,
    xml: until0(data),
    cookie: cookieAt ? until0(data.subarray(cookieAt)) : '',
    dataLength,
  };
};

/** Opens an image for reading; the caller closes it. */
export const openImage = async (path: string): Promise<{ file: FileHandle; header: SaveHeader }> => {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new VirError(
      ErrorCode.SYSTEM_ERROR,
      ErrorDomain.QEMU,
      `Failed to open file '${path}': ${error.code === 'ENOENT' ? 'No such file or directory' : error.message}`,
    );
  });
  try {
    return { file, header: await readHeader(file) };
  } catch (error) {
    await file.close();
    throw error;
  }
};

/** Puts another definition into an image, in the room it has. */
export const rewriteHeader = async (path: string, change: Partial<SaveHeader>): Promise<void> => {
  const { file, header } = await openImage(path);
  await file.close();
  const bytes = encode({ ...header, ...change }, MAGIC, header.dataLength);
  const out = await open(path, 'r+');
  try {
    await out.write(bytes, 0, bytes.length, 0);
    await out.sync();
  } finally {
    await out.close();
  }
};
