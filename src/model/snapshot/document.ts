// Reads and writes snapshot documents: new ones, ones that are put back, and the hypervisor's own files.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Domain } from '../../../schemas/xml/domain.ts';
import { SnapshotHead, snapshotParseOptions } from '../../../schemas/xml/snapshot.ts';
import { formatXml } from '../xml/format.ts';
import { parseNode } from '../xml/parse.ts';
import { attribute, childNamed, parseTree, type XmlTree } from '../xml/tree.ts';
import { verbatimText } from '../xml/verbatim.ts';

export interface Snapshot extends SnapshotHead {
  name: string;
  /** The guest as it was. */
  domain?: Domain;
  /** What it would have booted with next, when that differed. */
  inactiveDomain?: Domain;
  /** What the driver noted, kept as written. */
  cookie?: string;
  active?: boolean;
}

export interface SnapshotParseOptions {
  /** It exists already: name, state and time must be there and the domain is read. */
  readonly redefine?: boolean;
  /** The guest is off, or its memory is none of the snapshot. */
  readonly offline?: boolean;
  /** Seconds since the epoch, for a new one. */
  readonly now?: number;
  /** The driver's completion of the domains inside. */
  readonly complete?: (domain: Domain) => Domain;
}

const refuse = (text: string, code: number = ErrorCode.XML_ERROR): VirError =>
  new VirError(code, ErrorDomain.DOMAIN_SNAPSHOT, text);
const InactiveDomain = { ...Domain, name: 'inactiveDomain' };

const readDomain = (
  tree: XmlTree,
  name: string,
  complete: (domain: Domain) => Domain,
): Domain | undefined => {
  const node = childNamed(tree.root, name);
  if (!node || attribute(node, 'type') === undefined) return undefined;
  return complete(parseNode(Domain, tree, node, { domain: ErrorDomain.DOMAIN, inactive: true }));
};

const settleMemory = (def: SnapshotHead, redefine: boolean, offline: boolean): void => {
  const { file } = def.memory ?? {};
  let location = def.memory?.snapshot;
  if (location === 'manual') throw refuse("'manual' memory snapshot mode not supported");
  if (!location && file) location = 'external';
  else if (!location && redefine) location = offline ? 'no' : 'internal';
  if (file && location !== 'external') throw refuse(`memory filename '${file}' requires external snapshot`);
  if (!file && location === 'external') throw refuse('external memory snapshots require a filename');
  if (offline && location && location !== 'no')
    throw refuse('memory state cannot be saved with offline or disk-only snapshot');
  if (file && !file.startsWith('/')) throw refuse(`memory snapshot file path (${file}) must be absolute`);
  if (location) def.memory = { snapshot: location, ...(file ? { file } : {}) };
};

/** Reads an already parsed `<domainsnapshot>`, at the root of its tree. */
export const snapshotFromTree = (tree: XmlTree, options: SnapshotParseOptions = {}): Snapshot => {
  if (tree.root.name !== 'domainsnapshot')
    throw new VirError(
      ErrorCode.XML_ERROR,
      ErrorDomain.XML,
      `expecting root element of 'domainsnapshot', not '${tree.root.name}'`,
    );
  const { redefine = false, complete = (domain) => domain } = options;
  const def = parseNode(SnapshotHead, tree, tree.root, {
    ...snapshotParseOptions,
    inactive: true,
  }) as Snapshot;
  let offline = options.offline ?? false;
  if (redefine) {
    if (!def.name) throw refuse('a redefined snapshot must have a name');
    if (def.creationTime === undefined)
      throw refuse('missing creationTime from existing snapshot', ErrorCode.INTERNAL_ERROR);
    if (!def.state) throw refuse('missing state from existing snapshot');
    offline = def.state === 'shutoff' || def.state === 'disk-snapshot';
    const domain = readDomain(tree, 'domain', complete);
    if (domain) def.domain = domain;
    const inactive = readDomain(tree, 'inactiveDomain', complete);
    if (inactive) def.inactiveDomain = inactive;
    const cookie = childNamed(tree.root, 'cookie');
    if (cookie) def.cookie = verbatimText(tree.source, cookie);
    const active = childNamed(tree.root, 'active');
    if (active) def.active = Number(active.text) !== 0;
  } else {
    def.creationTime = options.now ?? Math.floor(Date.now() / 1000);
    def.name = def.name || String(def.creationTime);
    delete def.parent;
    delete def.state;
    def.revertDisks = [];
  }
  settleMemory(def, redefine, offline);
  return def;
};

export const parseSnapshot = (xml: string, options: SnapshotParseOptions = {}): Snapshot =>
  snapshotFromTree(parseTree(xml, snapshotParseOptions.filename, ErrorDomain.XML), options);

export interface SnapshotFormatOptions {
  /** Written as `<domain><uuid>` when the snapshot does not know its domain. */
  readonly domainUuid?: string;
  readonly secure?: boolean;
  /** With `<active>`: the form of the hypervisor's own files. */
  readonly internal?: boolean;
}

/** Writes a snapshot with the domains in it. */
export const formatSnapshot = (def: Snapshot, options: SnapshotFormatOptions = {}): string => {
  const flags = { inactive: true, secure: options.secure ?? false };
  const head = formatXml(SnapshotHead, def, flags);
  let body = '';
  if (def.domain) body += formatXml(Domain, def.domain, flags, '  ');
  else if (options.domainUuid) body += `  <domain>\n    <uuid>${options.domainUuid}</uuid>\n  </domain>\n`;
  if (def.inactiveDomain) body += formatXml(InactiveDomain, def.inactiveDomain, flags, '  ');
  if (def.cookie) body += `  ${def.cookie}\n`;
  if (options.internal) body += `  <active>${def.active ? 1 : 0}</active>\n`;
  if (!body) return head;
  return head.endsWith('/>\n')
    ? head.replace(/\/>\n$/, `>\n${body}</domainsnapshot>\n`)
    : head.replace(/<\/domainsnapshot>\n$/, `${body}</domainsnapshot>\n`);
};

/** Is any part of it in a file of its own? */
export const isExternal = (def: Snapshot): boolean =>
  def.memory?.snapshot === 'external' || def.disks.some((disk) => disk.snapshot === 'external');
