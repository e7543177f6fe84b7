// Keeps subtrees such as <metadata> as they were written, and writes them as libxml2's serialiser would.
import { decode, nameAt, type XmlNode } from './tree.ts';

const escapeText = (text: string): string =>
  text.replace(/[<>&\r]/g, (c) => (c === '<' ? '&lt;' : c === '>' ? '&gt;' : c === '&' ? '&amp;' : '&#13;'));
const escapeAttr = (text: string): string =>
  text.replace(/[<>&"\n\t\r]/g, (c) => {
    const known: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
    return known[c] ?? `&#${c.charCodeAt(0)};`;
  });

interface Part {
  readonly kind: 'element' | 'text' | 'other';
  readonly raw: string;
  readonly head?: string;
  readonly name?: string;
  readonly parts?: Part[];
}

/** Splits a well-formed slice into its parts, comments and CDATA included. */
const split = (source: string): Part => {
  const root: Part & { parts: Part[] } = { kind: 'element', raw: '', name: '', parts: [] };
  const stack = [root];
  let at = 0;
  while (at < source.length) {
    const top = stack[stack.length - 1] as typeof root;
    const lt = source.indexOf('<', at);
    const stop = lt < 0 ? source.length : lt;
    if (stop > at) top.parts.push({ kind: 'text', raw: escapeText(decode(source.slice(at, stop), at)) });
    if (lt < 0) break;
    const other = source.startsWith('<!--', lt)
      ? '-->'
      : source.startsWith('<![', lt)
        ? ']]>'
        : source.startsWith('<?', lt)
          ? '?>'
          : '';
    if (other) {
      at = source.indexOf(other, lt + 2) + other.length;
      // libxml2 counts CDATA as text when it decides about indentation
      top.parts.push({ kind: other === ']]>' ? 'text' : 'other', raw: source.slice(lt, at) });
      continue;
    }
    if (source[lt + 1] === '/') {
      stack.pop();
      at = source.indexOf('>', lt) + 1;
      continue;
    }
    const name = nameAt(source, lt + 1);
    let i = lt + 1 + name.length;
    const declarations: string[] = [];
    const attributes: string[] = [];
    for (;;) {
      while (/\s/.test(source[i] ?? '')) i++;
      if (source[i] === '>' || source[i] === '/') break;
      const key = nameAt(source, i);
      i = source.slice(i).search(/["']/) + i;
      const end = source.indexOf(source[i] ?? '', i + 1);
      const value = escapeAttr(decode(source.slice(i + 1, end).replace(/[\n\t]/g, ' '), i));
      (key === 'xmlns' || key.startsWith('xmlns:') ? declarations : attributes).push(` ${key}="${value}"`);
      i = end + 1;
    }
    const part = {
      kind: 'element' as const,
      raw: '',
      name,
      head: [...declarations, ...attributes].join(''),
      parts: [] as Part[],
    };
    top.parts.push(part);
    if (source[i] === '/') at = i + 2;
    else {
      stack.push(part);
      at = i + 1;
    }
  }
  return root.parts[0] ?? root;
};

// libxml2 stops indenting inside the first element that has text, and within all it contains
const write = (part: Part, level: number, indenting = true): string => {
  if (part.kind !== 'element') return part.raw;
  const parts = part.parts ?? [];
  if (parts.length === 0) return `<${part.name}${part.head}/>`;
  const pretty = indenting && !parts.some((each) => each.kind === 'text');
  const pad = (depth: number): string => (pretty ? `\n${'  '.repeat(depth)}` : '');
  const body = parts.map((each) => pad(level + 1) + write(each, level + 1, pretty)).join('');
  return `<${part.name}${part.head}>${body}${pad(level)}</${part.name}>`;
};

/** The element as text, without indentation before its first line; prefixes declared outside are declared on it. */
export const verbatimText = (
  source: string,
  node: XmlNode,
  level = 1,
  leaveOut: readonly XmlNode[] = [],
): string => {
  const left = new Set(leaveOut);
  let slice = '';
  let from = node.start;
  for (const kid of leaveOut) {
    slice += source.slice(from, kid.start);
    from = kid.end;
  }
  slice += source.slice(from, node.end);
  const part = split(slice);
  const inherited = new Map<string, string>();
  const own = (text: string, prefix: string): boolean =>
    text.includes(prefix ? `xmlns:${prefix}=` : 'xmlns=');
  const visit = (each: XmlNode): void => {
    const prefix = prefixOf(source, each);
    if (each.ns !== '' && !own(slice, prefix)) inherited.set(prefix, each.ns);
    for (const kid of each.kids) if (!left.has(kid)) visit(kid);
  };
  visit(node);
  const added = [...inherited]
    .map(([prefix, uri]) => ` xmlns${prefix && ':'}${prefix}="${escapeAttr(uri)}"`)
    .join('');
  return write({ ...part, head: added + (part.head ?? '') }, level);
};

const prefixOf = (source: string, node: XmlNode): string => {
  const qname = nameAt(source, node.start + 1);
  const colon = qname.indexOf(':');
  return colon < 0 ? '' : qname.slice(0, colon);
};

/** The sub-elements of metadata that libvirt drops: those in no namespace, and all but the first of each namespace. */
export const strayMetadata = (node: XmlNode): XmlNode[] => {
  const seen = new Set<string>();
  return node.kids.filter((kid) => {
    const stray = kid.ns === '' || seen.has(kid.ns);
    seen.add(kid.ns);
    return stray;
  });
};
