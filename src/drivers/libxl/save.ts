// Guests in files: the save image in libvirt's form (a header, the definition, libxenlight's own stream), written and read.
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ErrorCode, ErrorDomain, systemError, type VirError } from '../../../schemas/errors.ts';
import { Domain } from '../../../schemas/xml/domain.ts';
import { formatXml } from '../../model/xml/format.ts';
import { strerror } from '../../native/libc.ts';
import { JobOperation } from '../common/job.ts';
import { Stop } from '../common/lifecycle.ts';
import { readDomainXml } from './postparse.ts';
import { destroyDomain, guestStopped } from './start.ts';
import { Rc, ToolstackError } from './toolstack.ts';
import { failure, type Guest, notValid, type World } from './world.ts';
import type { DomInfo } from './xen-types.ts';

const MAGIC = Buffer.from('libvirt-xml\n \0 \r');
/** Stands in its place until the image is whole; nobody takes it for one. */
const PARTIAL_MAGIC = Buffer.from('libvirt-xml\n \0 p');
const VERSION = 2;
/** Magic, version, length of the definition, ten words kept free. */
const HEADER = 64;

export interface SaveImage {
  readonly domain: Domain;
  readonly version: number;
  /** Where the library's stream begins. */
  readonly offset: number;
}

const failed = (text: string): VirError => failure(text, ErrorCode.OPERATION_FAILED);

const fileError = (error: NodeJS.ErrnoException, text: string): VirError =>
  systemError(ErrorDomain.LIBXL, -(error.errno ?? 0), text, strerror(-(error.errno ?? 0)));

const openImage = (path: string, flags: string): Promise<FileHandle> =>
  open(path, flags).catch((error: NodeJS.ErrnoException) => {
    throw fileError(error, `Failed to open domain image file '${path}'`);
  });

/** Reads an image's header and definition. */
export const readImage = async (path: string): Promise<SaveImage> => {
  const file = await openImage(path, 'r');
  try {
    const header = Buffer.alloc(HEADER);
    const { bytesRead } = await file.read(header, 0, HEADER, 0);
    if (bytesRead < HEADER) throw failed('failed to read libxl header');
    if (!header.subarray(0, MAGIC.length).equals(MAGIC))
      throw failure('image magic is incorrect', ErrorCode.INVALID_ARG);
    const version = header.readUInt32LE(16);
    if (version > VERSION) throw failed(`image version is not supported (${version} > ${VERSION})`);
    const length = header.readUInt32LE(20);
    if (length <= 0 || length > 64 << 20) throw failed(`invalid XML length: ${length}`);
    const xml = Buffer.alloc(length);
    const read = await file.read(xml, 0, length, HEADER);
    if (read.bytesRead < length) throw failed('failed to read XML');
    const domain = readDomainXml(xml.toString('utf8').replace(/\0+$/, ''));
    return { domain, version, offset: HEADER + length };
  } finally {
    await file.close();
  }
};

/** Whether a file is an image that was written to its end. */
export const isWhole = async (path: string): Promise<boolean> => {
  const start = Buffer.alloc(MAGIC.length);
  const file = await open(path, 'r').catch(() => null);
  await file?.read(start, 0, start.length, 0).finally(() => file.close());
  return start.equals(MAGIC);
};

const headerOf = (xml: Buffer, magic = MAGIC): Buffer => {
  const header = Buffer.alloc(HEADER);
  magic.copy(header);
  header.writeUInt32LE(VERSION, 16);
  header.writeUInt32LE(xml.length, 20);
  return header;
};

/** Puts another definition into an image; it must fit where the old one was, or the stream would have to move. */
export const rewriteImage = async (path: string, domain: Domain): Promise<void> => {
  const image = await readImage(path);
  const room = image.offset - HEADER;
  const xml = Buffer.from(`${formatXml(Domain, domain, { inactive: true, secure: true })}\0`);
  if (xml.length > room) throw failed('new xml too large to fit in file');
  const padded = Buffer.alloc(room);
  xml.copy(padded);
  const file = await openImage(path, 'r+');
  try {
    await file.write(padded, 0, room, HEADER);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Runs long work as the guest's asynchronous job, which virDomainAbortJob gives up. */
export const asAsyncJob = async <T>(
  guest: Guest,
  operation: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const job = guest.job.beginAsync(operation);
  try {
    const result = await work(job.signal);
    guest.job.completed = { operation, progress: { time_elapsed: Date.now() - job.started } };
    return result;
  } finally {
    guest.job.endAsync();
  }
};

/** The definition in an image: a guest that has yet to give memory up comes back with what it holds, or it would not fit. */
const imageDefinition = async (world: World, guest: Guest): Promise<Domain & { readonly id: number }> => {
  const live = guest.live as Domain;
  const info = await world.xen.call<DomInfo>('domain_info', guest.id).catch(() => null);
  const held = Math.min(live.memory.value, info?.current_memkb ?? 0);
  return { ...live, id: guest.id, currentMemory: Math.max(live.currentMemory ?? 0, held) };
};

/** Saves a running guest to a file and ends it. The file is complete or not there. */
export const saveGuest = async (
  world: World,
  guest: Guest,
  path: string,
  managed: boolean,
): Promise<void> => {
  if (guest.state === 3)
    throw notValid(`Domain '${guest.id}' has to be running because libxenlight will suspend it`);
  await mkdir(dirname(path), { recursive: true }).catch(() => undefined);
  const file = await open(path, 'w', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw fileError(error, `Failed to create domain save file '${path}'`);
  });
  const { xen } = world;
  const text = `Failed to save domain '${guest.id}' with libxenlight`;
  try {
    const xml = Buffer.from(`${formatXml(Domain, await imageDefinition(world, guest), { secure: true })}\0`);
    await file.write(Buffer.concat([headerOf(xml, PARTIAL_MAGIC), xml]));
    await file.close();
    guest.ending = true;
    await asAsyncJob(guest, JobOperation.SAVE, (signal) =>
      xen.abortable(signal, 'domain_suspend', guest.id, { path, mode: 'write' }, 0),
    );
    const saved = await open(path, 'r+');
    try {
      await saved.write(MAGIC, 0, MAGIC.length, 0);
      await saved.sync();
    } finally {
      await saved.close();
    }
  } catch (error) {
    guest.ending = false;
    await unlink(path).catch(() => undefined);
    if (!(error instanceof ToolstackError)) throw error;
    world.log.error({ err: error.message, rc: error.rc }, text);
    // A guest stopped half-way goes on where it was.
    await xen.call('domain_resume', guest.id, 1).catch(() => undefined);
    if (error.rc === Rc.ABORTED)
      throw failure('domain save job: canceled by client', ErrorCode.OPERATION_ABORTED);
    throw failure(text);
  }
  await destroyDomain(world, guest).catch((error: Error) => {
    world.log.error({ err: error.message }, 'a saved domain could not be destroyed');
    throw failure(`Failed to destroy domain '${guest.id}'`);
  });
  await guestStopped(world, guest, Stop.saved);
  guest.hasManagedSave = managed;
};
