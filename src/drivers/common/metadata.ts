// Title, description and <metadata> of domains and networks: read and changed one namespace at a time.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { parseTree, type XmlNode, type XmlTree } from '../../model/xml/tree.ts';
import { escapeXml } from '../../model/xml/values.ts';
import { verbatimText } from '../../model/xml/verbatim.ts';
import { MetadataType } from './states.ts';

/** What a definition has of it; `metadata` is the whole element as text. */
export interface WithMetadata {
  title?: string;
  description?: string;
  metadata?: string;
}

/** The error family of the object: domains and networks differ in code and domain only. */
export interface MetadataErrors {
  readonly absent: number;
  readonly domain: number;
}
export const domainMetadata: MetadataErrors = {
  absent: ErrorCode.NO_DOMAIN_METADATA,
  domain: ErrorDomain.DOMAIN,
};
export const networkMetadata: MetadataErrors = {
  absent: ErrorCode.NO_NETWORK_METADATA,
  domain: ErrorDomain.NETWORK,
};

const inNamespace = (tree: XmlTree, uri: string | null): XmlNode[] =>
  tree.root.kids.filter((kid) => kid.ns !== '' && kid.ns === uri);

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Drops the blanks between tags, as libxml2 does when it reads to indent anew; `<a> </a>` keeps its own. */
const withoutBlanks = (text: string): string =>
  text.replace(/(<[^>]*>)\s+(?=<(\/?))/g, (all, tag: string, closing: string) =>
    closing && !tag.startsWith('</') && !tag.endsWith('/>') ? all : tag,
  );

/** The element without its namespace, as the client that set it wrote it. */
const withoutNamespace = (text: string): string => {
  const prefix = /^<([^\s:/>]+):/.exec(text)?.[1];
  if (prefix === undefined) return text.replace(/^(<[^>]*?)\s+xmlns=("[^"]*"|'[^']*')/, '$1');
  const name = escapeRegExp(prefix);
  return text
    .replace(new RegExp(`^(<[^>]*?)\\s+xmlns:${name}=("[^"]*"|'[^']*')`), '$1')
    .replace(new RegExp(`(</?)${name}:`, 'g'), '$1');
};

/** The element put into a namespace: its own elements that are in none get the prefix. */
const withNamespace = (tree: XmlTree, key: string, uri: string): string => {
  const places: number[] = [];
  const visit = (node: XmlNode): void => {
    if (node.ns === '') {
      places.push(node.start + 1);
      const close = tree.source.lastIndexOf('</', node.end);
      if (tree.source[node.end - 2] !== '/' && close > node.start) places.push(close + 2);
    }
    node.kids.forEach(visit);
  };
  visit(tree.root);
  let text = '';
  let at = tree.root.start;
  for (const place of places.sort((a, b) => a - b)) {
    text += `${tree.source.slice(at, place)}${key}:`;
    at = place;
  }
  text += tree.source.slice(at, tree.root.end);
  return text.replace(/^<[^\s/>]+/, (tag) => `${tag} xmlns:${key}="${escapeXml(uri)}"`);
};

const unknownType = (type: number, errors: MetadataErrors): VirError =>
  new VirError(ErrorCode.INVALID_ARG, errors.domain, `unknown metadata type '${type}'`);

/** The title, the description, or the element of a namespace; an error when there is none. */
export const getMetadata = (
  def: WithMetadata,
  type: number,
  uri: string | null,
  errors: MetadataErrors = domainMetadata,
): string => {
  if (type > MetadataType.ELEMENT || type < 0) throw unknownType(type, errors);
  let found: string | undefined;
  if (type === MetadataType.DESCRIPTION) found = def.description;
  else if (type === MetadataType.TITLE) found = def.title;
  else if (def.metadata) {
    const tree = parseTree(withoutBlanks(def.metadata));
    const node = inNamespace(tree, uri)[0];
    if (node) found = withoutNamespace(verbatimText(tree.source, node, 0));
  }
  if (found === undefined)
    throw new VirError(errors.absent, errors.domain, 'Requested metadata element is not present');
  return found;
};

const put = (def: WithMetadata, key: 'title' | 'description' | 'metadata', value: string | null): void => {
  if (value) def[key] = value;
  else delete def[key];
};

/** Sets or, given null, takes away the title, the description, or the element of a namespace. Changes `def`. */
export const setMetadata = (
  def: WithMetadata,
  type: number,
  value: string | null,
  key: string | null,
  uri: string | null,
  errors: MetadataErrors = domainMetadata,
): void => {
  if (type > MetadataType.ELEMENT || type < 0) throw unknownType(type, errors);
  if (type === MetadataType.DESCRIPTION) return put(def, 'description', value);
  if (type === MetadataType.TITLE) return put(def, 'title', value);
  let added = '';
  if (value !== null) {
    const tree = parseTree(value, '(metadata_xml)');
    if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(key ?? ''))
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.XML,
        'failed to validate prefix for a new XML namespace',
      );
    added = withNamespace(tree, key ?? '', uri ?? '');
  }
  let text = withoutBlanks(def.metadata ?? '<metadata></metadata>');
  const tree = parseTree(text);
  text = tree.source;
  for (const node of inNamespace(tree, uri).reverse())
    text = text.slice(0, node.start) + text.slice(node.end);
  text =
    /\/>\s*$/.test(text) && !text.includes('</')
      ? text.replace(/\/>\s*$/, `>${added}</metadata>`)
      : text.replace(/\s*<\/metadata>\s*$/, `${added}</metadata>`);
  const result = parseTree(text);
  put(def, 'metadata', result.root.kids.length ? verbatimText(result.source, result.root) : null);
};
