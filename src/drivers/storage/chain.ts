// Follows an image's backing files as far as they are local: at most so deep, never in a circle, and never trusting the
// bytes of a raw image. What a guest is to be given is checked with this before it starts.
import { realpath } from 'node:fs/promises';
import type { FileFormat } from '../../../schemas/xml/storage/words.ts';
import { type BackingSource, resolveBacking } from '../../model/storage/backing.ts';
import { type BackingFormat, readHeader } from '../../model/storage/probe.ts';
import { internalError, operationInvalid } from './errors.ts';
import { deviceRules, openVolume, readStart } from './local/inspect.ts';

export interface ChainLink {
  readonly source: BackingSource;
  readonly format: FileFormat;
  readonly capacity: number | null;
  /** The place as the image above writes it; null for the first. */
  readonly written: string | null;
}

interface Pending {
  readonly source: BackingSource;
  readonly format: FileFormat;
  readonly written: string | null;
}

const MAX_DEPTH = 200;

const readLink = async (path: string, format: FileFormat) => {
  const opened = await openVolume(path, deviceRules);
  if (!opened) throw internalError(`cannot open '${path}'`);
  try {
    return {
      header: readHeader(await readStart(opened.handle, opened.facts.size), format),
      facts: opened.facts,
    };
  } finally {
    await opened.handle.close();
  }
};

/** Formats whose name an image may leave out are not guessed: a guest could have written them. */
const declared = (format: BackingFormat, written: string, above: string): FileFormat => {
  if (format !== 'auto' && format !== 'auto-safe') return format;
  throw operationInvalid(
    `format of backing image '${written}' of image '${above}' was not specified in the image metadata ` +
      '(See https://libvirt.org/kbase/backing_chains.html for troubleshooting)',
  );
};

/** The image and everything below it, the topmost first. `format` is what its definition says, never a guess. */
export const readChain = async (path: string, format: FileFormat): Promise<ChainLink[]> => {
  const links: ChainLink[] = [];
  const seen = new Set<string>();
  const pending: Pending[] = [{ source: { type: 'file', path }, format, written: null }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { source, format: own, written } = next;
    const local = source.type === 'file' || source.type === 'block';
    if (!local || source.path === undefined) {
      links.push({ source, format: own, capacity: null, written });
      break;
    }
    const real = await realpath(source.path).catch(() => source.path ?? '');
    if (seen.has(real) || links.length >= MAX_DEPTH)
      throw internalError(`backing store for ${source.path} is self-referential or too deeply nested`);
    seen.add(real);
    const { header, facts } = await readLink(source.path, own);
    const type = facts.kind === 'block' ? ('block' as const) : ('file' as const);
    links.push({
      source: { ...source, type },
      format: own,
      capacity: header.capacity ?? facts.size,
      written,
    });
    const { backing } = header;
    if (!backing) continue;
    pending.push({
      source: resolveBacking(source.path, backing.name),
      format: declared(backing.format, backing.name, source.path),
      written: backing.name,
    });
  }
  return links;
};
