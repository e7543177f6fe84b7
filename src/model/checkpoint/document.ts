// Reads and writes checkpoint documents, and matches their disks with the domain's.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import {
  type CheckpointDisk,
  CheckpointHead,
  checkpointParseOptions,
} from '../../../schemas/xml/checkpoint.ts';
import { Domain } from '../../../schemas/xml/domain.ts';
import { diskByName, sourcePath } from '../snapshot/align.ts';
import { formatXml } from '../xml/format.ts';
import { parseNode } from '../xml/parse.ts';
import { childNamed, parseTree } from '../xml/tree.ts';

export interface Checkpoint extends CheckpointHead {
  name: string;
  domain?: Domain;
}
export interface CheckpointParseOptions {
  readonly redefine?: boolean;
  readonly now?: number;
  readonly complete?: (domain: Domain) => Domain;
}

const refuse = (code: number, text: string): VirError =>
  new VirError(code, ErrorDomain.DOMAIN_CHECKPOINT, text);
const unsupported = (text: string): VirError => refuse(ErrorCode.CONFIG_UNSUPPORTED, text);

export const parseCheckpoint = (xml: string, options: CheckpointParseOptions = {}): Checkpoint => {
  const tree = parseTree(xml, checkpointParseOptions.filename, ErrorDomain.XML);
  if (tree.root.name !== 'domaincheckpoint')
    throw new VirError(
      ErrorCode.XML_ERROR,
      ErrorDomain.XML,
      `expecting root element of 'domaincheckpoint', not '${tree.root.name}'`,
    );
  const def = parseNode(CheckpointHead, tree, tree.root, {
    ...checkpointParseOptions,
    inactive: true,
  }) as Checkpoint;
  if (options.redefine) {
    if (!def.name) throw refuse(ErrorCode.XML_ERROR, 'a redefined checkpoint must have a name');
    if (def.creationTime === undefined)
      throw refuse(ErrorCode.INTERNAL_ERROR, 'missing creationTime from existing checkpoint');
    const node = childNamed(tree.root, 'domain');
    if (node) {
      const domain = parseNode(Domain, tree, node, { domain: ErrorDomain.DOMAIN, inactive: true });
      def.domain = options.complete?.(domain) ?? domain;
    }
    return def;
  }
  def.creationTime = options.now ?? Math.floor(Date.now() / 1000);
  def.name = def.name || String(def.creationTime);
  delete def.parent;
  return def;
};

export interface CheckpointFormatOptions {
  readonly secure?: boolean;
  readonly noDomain?: boolean;
  /** With the sizes of the bitmaps. */
  readonly size?: boolean;
}

export const formatCheckpoint = (def: Checkpoint, options: CheckpointFormatOptions = {}): string => {
  const head = formatXml(CheckpointHead, def, { inactive: !options.size });
  if (!def.domain || options.noDomain) return head;
  const body = formatXml(Domain, def.domain, { inactive: true, secure: options.secure ?? false }, '  ');
  return head.replace(/<\/domaincheckpoint>\n$/, `${body}</domaincheckpoint>\n`);
};

/** Bitmaps are called after their checkpoint unless somebody named them. */
export const nameBitmaps = (def: Checkpoint): void => {
  for (const disk of def.disks) if (disk.checkpoint === 'bitmap') disk.bitmap ??= def.name;
};

/** Completes `def.disks` in place from the domain inside. */
export const alignCheckpointDisks = (def: Checkpoint): void => {
  const { domain } = def;
  if (!domain) throw refuse(ErrorCode.INTERNAL_ERROR, 'missing domain in checkpoint');
  const { disks } = domain.devices;
  if (def.disks.length > disks.length) throw unsupported('too many disk checkpoint requests for domain');
  if (disks.length === 0) throw unsupported('domain must have at least one disk to perform checkpoints');
  const fallback = def.disks.length === 0 ? 'bitmap' : 'no';
  const wanted = new Map<string, CheckpointDisk>();
  for (const disk of def.disks) {
    const own = diskByName(domain, disk.name);
    if (!own) throw unsupported(`no disk named '${disk.name}'`);
    const target = own.target.dev ?? '';
    if (wanted.has(target)) throw unsupported(`disk '${disk.name}' specified twice`);
    wanted.set(target, disk);
    if ((sourcePath(own.source) === undefined || own.readonly) && disk.checkpoint !== 'no')
      throw unsupported(`disk '${disk.name}' is empty or readonly`);
    disk.name = target;
  }
  def.disks = disks.map((own): CheckpointDisk => {
    const name = own.target.dev ?? '';
    const none = sourcePath(own.source) === undefined || own.readonly;
    return wanted.get(name) ?? { name, checkpoint: none ? 'no' : fallback };
  });
  nameBitmaps(def);
};

/** Everything a redefinition goes through before it takes its place in the tree. */
export const prepareCheckpointRedefinition = (def: Checkpoint, domainUuid: string): void => {
  if (!def.domain) return nameBitmaps(def);
  if (def.domain.uuid !== domainUuid)
    throw refuse(ErrorCode.INVALID_ARG, `definition for checkpoint ${def.name} must use uuid ${domainUuid}`);
  alignCheckpointDisks(def);
};
