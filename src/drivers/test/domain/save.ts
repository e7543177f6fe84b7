// Domains put to sleep in files: save and restore, managed save, core dumps. The files are those of libvirt's
// simulator: a magic word, the length of the XML, the XML.
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, systemError, VirError } from '../../../../schemas/errors.ts';
import type { TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { formatDomain } from '../../../model/domain/parse.ts';
import { invalidOperation } from '../../common/errors.ts';
import { Start, Stop } from '../../common/lifecycle.ts';
import { paramText, validateParams } from '../../common/params.ts';
import type { PartialTable } from '../../table.ts';
import { nameInterfaces, readDefinition } from '../postparse.ts';
import { createDomain, type DomainHost, readDomain, stopDomain } from './lifecycle.ts';
import { checkActive, internal, type SimDomain, TEST, unsupportedOperation } from './object.ts';

const MAGIC = Buffer.from('TestGuestMagic\0');
const LONGEST = 4 * 1024 * 1024;
const DUMP_CRASH = 1;

/** A failed file operation in libvirt's words, with the system's. */
const failedCall = (error: unknown, text: string): VirError => {
  const { errno, message } = error as NodeJS.ErrnoException;
  const words = /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
  return systemError(TEST, Math.abs(errno ?? 5), text, words.charAt(0).toUpperCase() + words.slice(1));
};

const writeFile = async (path: string, parts: readonly Buffer[], text: string): Promise<void> => {
  try {
    const file = await open(path, 'w', 0o600);
    try {
      for (const part of parts) await file.write(part);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw failedCall(error, text);
  }
};

const writeImage = async (path: string, def: Domain): Promise<void> => {
  const xml = Buffer.from(formatDomain(def, { secure: true }));
  const length = Buffer.alloc(4);
  length.writeInt32LE(xml.length);
  await writeFile(path, [MAGIC, length, xml], `saving domain '${def.name}' to '${path}': open failed`);
};

/** The definition in a saved image. */
const readImage = async (path: string): Promise<Domain> => {
  let data: Buffer;
  try {
    data = await readFile(path);
  } catch (error) {
    throw failedCall(error, `cannot read domain image '${path}'`);
  }
  if (data.length < MAGIC.length)
    throw systemError(TEST, 0, `incomplete save header in '${path}'`, 'Success');
  if (!data.subarray(0, MAGIC.length).equals(MAGIC)) throw internal('mismatched header magic');
  if (data.length < MAGIC.length + 4)
    throw systemError(TEST, 0, `failed to read metadata length in '${path}'`, 'Success');
  const length = data.readInt32LE(MAGIC.length);
  if (length < 1 || length > LONGEST) throw internal('length of metadata out of range');
  const xml = data.subarray(MAGIC.length + 4, MAGIC.length + 4 + length);
  if (xml.length < length) throw systemError(TEST, 0, `incomplete metadata in '${path}'`, 'Success');
  return readDefinition(xml.toString());
};

export const saveSlots = (host: DomainHost) => {
  const { domains } = host;
  const managedPath = (dom: SimDomain): string => join(host.saveDir, `${dom.name}.save`);
  const noModification = (dxml: string | null): void => {
    if (dxml) throw new VirError(ErrorCode.ARGUMENT_UNSUPPORTED, TEST, 'xml modification unsupported');
  };

  const save = async (dom: SimDomain, path: string): Promise<void> => {
    await writeImage(path, checkActive(dom));
    if (dom.active) stopDomain(host, dom, Stop.saved);
  };
  const restore = async (path: string): Promise<void> => {
    const def = await readImage(path);
    nameInterfaces(def);
    createDomain(host, def, Start.restored);
  };
  const dump = async (dom: SimDomain, to: string, format: number, flags: number): Promise<void> => {
    checkActive(dom);
    await writeFile(to, [MAGIC], `domain '${dom.name}' coredump: failed to open ${to}`);
    if (format !== 0) throw unsupportedOperation('kdump-compressed format is not supported here');
    if (flags & DUMP_CRASH && dom.active) stopDomain(host, dom, Stop.crashed);
  };
  const fileOf = (params: readonly TypedParam[]): string => {
    validateParams(params, {
      file: 7,
      dxml: 7,
      image_format: 7,
      parallel_channels: 1,
      'parallel.channels': 1,
    });
    noModification(paramText(params, 'dxml') ?? null);
    const file = paramText(params, 'file');
    if (file === undefined) throw new VirError(ErrorCode.INVALID_ARG, TEST, 'missing file parameter');
    return file;
  };
  const managed = (dom: SimDomain): void => {
    if (dom.hasManagedSave) return;
    throw invalidOperation('domain does not have managed save image', TEST);
  };

  return {
    domainSave: (_ctx, { dom, to }) => save(domains.find(dom), to),
    domainSaveFlags: (_ctx, { dom, to, dxml }) => {
      noModification(dxml);
      return save(domains.find(dom), to);
    },
    domainSaveParams: (_ctx, { dom, params }) => {
      const found = domains.find(dom);
      return save(found, fileOf(params));
    },
    domainRestore: (_ctx, { from }) => restore(from),
    domainRestoreFlags: (_ctx, { from, dxml }) => {
      noModification(dxml);
      return restore(from);
    },
    domainRestoreParams: (_ctx, { params }) => restore(fileOf(params)),
    domainSaveImageGetXMLDesc: async (_ctx, { file }) => ({
      xml: formatDomain(await readImage(file), { secure: true }),
    }),
    domainSaveImageDefineXML: async (_ctx, { file, dxml }) => {
      await readImage(file);
      await writeImage(file, readDomain(dxml));
    },
    domainCoreDump: (_ctx, { dom, to, flags }) => dump(domains.find(dom), to, 0, flags),
    domainCoreDumpWithFormat: (_ctx, { dom, to, dumpformat, flags }) =>
      dump(domains.find(dom), to, dumpformat, flags),
    domainManagedSave: async (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      const def = checkActive(dom);
      if (!dom.persistent) throw invalidOperation('cannot do managed save for transient domain', TEST);
      await mkdir(host.saveDir, { recursive: true });
      await writeImage(managedPath(dom), def);
      if (!dom.active) return;
      stopDomain(host, dom, Stop.saved);
      dom.hasManagedSave = true;
    },
    domainHasManagedSaveImage: (_ctx, { dom }) => ({ result: domains.find(dom).hasManagedSave ? 1 : 0 }),
    domainManagedSaveRemove: async (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      dom.hasManagedSave = false;
      await rm(managedPath(dom), { force: true });
    },
    domainManagedSaveGetXMLDesc: async (_ctx, { dom: wanted, flags }) => {
      const dom = domains.find(wanted);
      managed(dom);
      return { xml: formatDomain(await readImage(managedPath(dom)), { secure: (flags & 1) !== 0 }) };
    },
    domainManagedSaveDefineXML: async (_ctx, { dom: wanted, dxml }) => {
      const dom = domains.find(wanted);
      managed(dom);
      if (dxml) await writeImage(managedPath(dom), readDomain(dxml));
    },
  } satisfies PartialTable<'hypervisor'>;
};
