// Reads XML text into a light tree, strictly and in one pass; refuses what no honest document holds (DOCTYPE,
// entities, absurd depth). Complaints about form get libxml2's words (wellformed.ts).
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { malformed } from './wellformed.ts';

/** An element of the tree. `attrs` alternates names and values. */
export interface XmlNode {
  readonly name: string;
  /** Namespace URI, or ''. */
  readonly ns: string;
  readonly attrs: readonly string[];
  readonly kids: readonly XmlNode[];
  /** A bit for each name of an attribute or child (`bitOf`): tells at once that most others are absent. */
  readonly holds: number;
  /** The element's own text, decoded. */
  readonly text: string;
  /** Offsets of the element in the source. */
  readonly start: number;
  readonly end: number;
}

/** The bit of a name in `holds`; several names share one. */
export const bitOf = (name: string): number =>
  1 << ((name.length * 7 + name.charCodeAt(0) * 5 + name.charCodeAt(name.length - 1)) & 31);

/** A parsed document: its root and the text, for line numbers and verbatim parts. */
export interface XmlTree {
  readonly root: XmlNode;
  readonly source: string;
}

export const MAX_DEPTH = 256;
export const MAX_SIZE = 10 * 1024 * 1024;

/** Thrown inside the reader; turned into a VirError with libxml2's text. */
export class Malformed extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const FORBIDDEN =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const NAME = /[\p{L}_:\u00b7\u2070-\u218f][\p{L}\p{M}\p{N}_:.\u00b7-]*/uy;
const MANY = 64;
const XML_NS = 'http://www.w3.org/XML/1998/namespace';
type Scope = ReadonlyMap<string, string>;
const NO_SCOPE: Scope = new Map([['xml', XML_NS]]);
const NO_ATTRS: readonly string[] = Object.freeze([]);

const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 9 || c === 13;
const isAsciiNameChar = (c: number): boolean =>
  (c >= 97 && c <= 122) ||
  (c >= 65 && c <= 90) ||
  (c >= 48 && c <= 57) ||
  c === 45 ||
  c === 95 ||
  c === 46 ||
  c === 58;

/** The name at `at`, or ''. */
export const nameAt = (source: string, at: number): string => {
  let i = at;
  let c = source.charCodeAt(i);
  if ((c >= 48 && c <= 57) || c === 45 || c === 46) return '';
  while (isAsciiNameChar(c)) c = source.charCodeAt(++i);
  if (!(c > 127)) return source.slice(at, i);
  NAME.lastIndex = at;
  return NAME.exec(source)?.[0] ?? '';
};

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Replaces character and predefined entity references. */
export const decode = (raw: string, at: number): string => {
  let out = '';
  let from = 0;
  for (let amp = raw.indexOf('&'); amp >= 0; amp = raw.indexOf('&', from)) {
    out += raw.slice(from, amp);
    const semi = raw.indexOf(';', amp);
    const body = semi < 0 ? '' : raw.slice(amp + 1, semi);
    if (body.startsWith('#')) {
      const code = /^#x[0-9a-fA-F]+$/.test(body)
        ? Number.parseInt(body.slice(2), 16)
        : /^#[0-9]+$/.test(body)
          ? Number.parseInt(body.slice(1), 10)
          : -1;
      if (code < 0 || code > 0x10ffff) throw new Malformed('xmlParseCharRef: invalid value', at + amp);
      const char = String.fromCodePoint(code);
      if (code === 0 || FORBIDDEN.test(char))
        throw new Malformed(`xmlParseCharRef: invalid xmlChar value ${code}`, at + amp);
      out += char;
    } else {
      const value = ENTITIES[body];
      if (value === undefined) {
        if (nameAt(body, 0) !== body || body === '')
          throw new Malformed('xmlParseEntityRef: no name', at + amp + 1);
        throw new Malformed(`Entity '${body}' not defined`, at + semi + 1);
      }
      out += value;
    }
    from = semi + 1;
  }
  return from === 0 ? raw : out + raw.slice(from);
};

/** An element whose end has not been seen yet. */
interface Open {
  readonly qname: string;
  readonly scope: Scope;
  readonly node: { -readonly [K in keyof XmlNode]: XmlNode[K] } & { kids: XmlNode[] };
}

const resolve = (qname: string, scope: Scope): [name: string, ns: string] => {
  const colon = qname.indexOf(':');
  if (colon < 0) return [qname, scope.get('') ?? ''];
  const uri = scope.get(qname.slice(0, colon));
  return uri === undefined ? [qname, ''] : [qname.slice(colon + 1), uri];
};

const scan = (source: string): XmlNode => {
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  const stack: Open[] = [];
  let top: Open | undefined;
  let root: XmlNode | undefined;
  const close = (end: number): void => {
    (top as Open).node.end = end;
    stack.pop();
    top = stack[stack.length - 1];
  };
  const addText = (raw: string, from: number): void => {
    if (top) top.node.text += raw.includes('&') ? decode(raw, from) : raw;
    else if (/\S/.test(raw)) {
      throw new Malformed(
        root ? 'Extra content at the end of the document' : "Start tag expected, '<' not found",
        from,
      );
    }
  };
  const skip = (end: string, from: number, what: string): number => {
    const stop = source.indexOf(end, from);
    if (stop < 0) throw new Malformed(what, source.length);
    return stop + end.length;
  };

  while (at < source.length) {
    const lt = source.indexOf('<', at);
    if (lt < 0) {
      addText(source.slice(at), at);
      break;
    }
    if (lt > at) addText(source.slice(at, lt), at);
    const next = source.charCodeAt(lt + 1);
    if (next === 47) {
      // end tag
      let i = lt + 2;
      if (!top) throw new Malformed('Extra content at the end of the document', lt);
      if (source.startsWith(top.qname, i) && !isAsciiNameChar(source.charCodeAt(i + top.qname.length)))
        i += top.qname.length;
      else {
        const found = nameAt(source, i);
        throw new Malformed(
          `Opening and ending tag mismatch: ${top.qname} line ${lineOf(source, top.node.start)} and ${found || 'unparsable'}`,
          skip('>', i, 'expected >'),
        );
      }
      while (isSpace(source.charCodeAt(i))) i++;
      if (source.charCodeAt(i) !== 62) throw new Malformed("expected '>'", i);
      at = i + 1;
      close(at);
      continue;
    }
    if (next === 33) {
      if (source.startsWith('<!--', lt)) {
        const dashes = source.indexOf('--', lt + 4);
        if (dashes < 0) throw new Malformed('Comment not terminated', source.length);
        if (source.charCodeAt(dashes + 2) !== 62) throw new Malformed('Double hyphen within comment', dashes);
        at = dashes + 3;
      } else if (source.startsWith('<![CDATA[', lt) && top) {
        at = skip(']]>', lt + 9, 'CData section not finished');
        top.node.text += source.slice(lt + 9, at - 3);
      } else if (source.startsWith('<!DOCTYPE', lt)) {
        throw new VirError(
          ErrorCode.XML_ERROR,
          ErrorDomain.XML,
          'document type declarations are not accepted',
        );
      } else throw new Malformed('StartTag: invalid element name', lt + 1);
      continue;
    }
    if (next === 63) {
      if (/^<\?xml\s/i.test(source.slice(lt, lt + 6)) && lt > 1) {
        throw new Malformed('XML declaration allowed only at the start of the document', lt + 5);
      }
      at = skip('?>', lt + 2, 'ParsePI: PI never end');
      continue;
    }

    // start tag
    if (!top && root) throw new Malformed('Extra content at the end of the document', lt);
    const qname = nameAt(source, lt + 1);
    if (qname === '') throw new Malformed('StartTag: invalid element name', lt + 1);
    if (stack.length >= MAX_DEPTH) {
      throw new Malformed(
        `Excessive depth in document: ${MAX_DEPTH} use XML_PARSE_HUGE option`,
        lt + 1 + qname.length,
      );
    }
    let i = lt + 1 + qname.length;
    let attrs: string[] | undefined;
    let names: Set<string> | undefined;
    let scope = top?.scope ?? NO_SCOPE;
    let empty = false;
    let holds = 0;
    for (;;) {
      const before = i;
      let c = source.charCodeAt(i);
      while (isSpace(c)) c = source.charCodeAt(++i);
      if (c === 62) {
        i++;
        break;
      }
      if (c === 47 && source.charCodeAt(i + 1) === 62) {
        i += 2;
        empty = true;
        break;
      }
      if (Number.isNaN(c))
        throw new Malformed(`Couldn't find end of Start Tag ${qname} line ${lineOf(source, lt)}`, i);
      const key = nameAt(source, i);
      if (key === '')
        throw new Malformed(`Couldn't find end of Start Tag ${qname} line ${lineOf(source, lt)}`, i);
      if (before === i) throw new Malformed('attributes construct error', i);
      i += key.length;
      c = source.charCodeAt(i);
      while (isSpace(c)) c = source.charCodeAt(++i);
      if (c !== 61) throw new Malformed(`Specification mandates value for attribute ${key}`, i);
      c = source.charCodeAt(++i);
      while (isSpace(c)) c = source.charCodeAt(++i);
      if (c !== 39 && c !== 34) throw new Malformed('AttValue: " or \' expected', i);
      const stop = source.indexOf(c === 39 ? "'" : '"', i + 1);
      if (stop < 0) throw new Malformed("AttValue: ' expected", source.length);
      let value = source.slice(i + 1, stop);
      const bad = value.indexOf('<');
      if (bad >= 0) throw new Malformed("Unescaped '<' not allowed in attributes values", i + 1 + bad);
      if (value.includes('\n') || value.includes('\t') || value.includes('\r'))
        value = value.replace(/\r\n|[\n\t\r]/g, ' ');
      if (value.includes('&')) value = decode(value, i + 1);
      i = stop + 1;
      if (key === 'xmlns' || key.startsWith('xmlns:')) {
        if (scope === (top?.scope ?? NO_SCOPE)) scope = new Map(scope);
        (scope as Map<string, string>).set(key === 'xmlns' ? '' : key.slice(6), value);
        continue;
      }
      const colon = key.indexOf(':');
      const local = colon < 0 ? key : key.slice(colon + 1);
      attrs ??= [];
      if (attrs.length >= MANY) {
        // so many that looking through all each time would take for ever
        names ??= new Set(attrs.filter((_, a) => a % 2 === 0));
        if (names.has(local) && colon < 0) throw new Malformed(`Attribute ${key} redefined`, i);
        names.add(local);
      } else {
        for (let a = 0; a < attrs.length; a += 2) {
          if (attrs[a] === local && colon < 0) throw new Malformed(`Attribute ${key} redefined`, i);
        }
      }
      attrs.push(local, value);
      holds |= bitOf(local);
    }
    const [name, ns] = resolve(qname, scope);
    at = i;
    const node: Open['node'] = {
      name,
      ns,
      attrs: attrs ?? NO_ATTRS,
      kids: [],
      holds,
      text: '',
      start: lt,
      end: at,
    };
    if (top) {
      top.node.kids.push(node);
      top.node.holds |= bitOf(name);
    } else root = node;
    if (empty) continue;
    top = { qname, scope, node };
    stack.push(top);
  }
  if (top) {
    throw new Malformed(
      `Premature end of data in tag ${top.qname} line ${lineOf(source, top.node.start)}`,
      source.length,
    );
  }
  if (!root) {
    throw new Malformed(
      source.trim() === '' ? 'Document is empty' : "Start tag expected, '<' not found",
      source.length,
    );
  }
  return root;
};

/** The line, counted from 1, of an offset. */
export const lineOf = (source: string, offset: number): number => {
  let line = 1;
  for (let i = source.indexOf('\n'); i >= 0 && i < offset; i = source.indexOf('\n', i + 1)) line++;
  return line;
};

/** An attribute's value, or undefined. */
export const attribute = (node: XmlNode, name: string): string | undefined => {
  const { attrs } = node;
  for (let i = 0; i < attrs.length; i += 2) if (attrs[i] === name) return attrs[i + 1];
  return undefined;
};

/** The first sub-element of that name in no namespace. */
export const childNamed = (node: XmlNode, name: string): XmlNode | undefined =>
  node.kids.find((kid) => kid.name === name && kid.ns === '');

/**
 * Parses `text`. Errors carry `domain` and speak of `filename`, as libvirt's do (`(domain_definition):2: ...`).
 */
export const parseTree = (
  text: string,
  filename = '(unknown)',
  domain: number = ErrorDomain.XML,
): XmlTree => {
  if (text.length > MAX_SIZE) {
    throw new VirError(
      ErrorCode.XML_ERROR,
      domain,
      `document of ${text.length} characters is too large, limit is ${MAX_SIZE}`,
    );
  }
  const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const forbidden = FORBIDDEN.exec(source);
  try {
    const root = scan(source);
    if (forbidden) {
      throw new Malformed(`PCDATA invalid Char value ${forbidden[0].charCodeAt(0)}`, forbidden.index);
    }
    return { root, source };
  } catch (error) {
    if (error instanceof Malformed) throw malformed(source, error, filename, domain);
    throw error;
  }
};
