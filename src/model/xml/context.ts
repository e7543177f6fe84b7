// What a reader of XML carries along: the source for line numbers, the flags, and the problems when all are wanted.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Message } from '../../../schemas/xml/dsl.ts';
import { childNamed, lineOf, type XmlNode, type XmlTree } from './tree.ts';

/** Something wrong at a line of the document. */
export interface Problem {
  readonly line: number;
  readonly error: VirError;
}

export interface ParseFlags {
  /** The document describes an inactive object: what belongs to running ones is ignored. */
  readonly inactive?: boolean;
  /** The document is a status file of the daemon's own. */
  readonly status?: boolean;
  /** What complaints call the object, whatever the document says: it has no name yet. */
  readonly called?: string;
}

export interface ParseContext {
  readonly tree: XmlTree;
  /** The error domain of the document's own complaints. */
  readonly domain: number;
  readonly flags: ParseFlags;
  /** Collects instead of throwing when present. */
  readonly problems?: Problem[] | undefined;
  /** Run as soon as that field of the document's root has been read. */
  // biome-ignore lint/suspicious/noExplicitAny: the root is of the caller's own type
  readonly checks?: Readonly<Record<string, (root: any) => void>> | undefined;
  /** Gets each object that was read with the line of its element. */
  readonly places?: Map<object, number> | undefined;
  /** Enclosing objects, innermost last. */
  readonly up: unknown[];
}

/** Nobody reads more; each costs a search for its line. */
const MAX_PROBLEMS = 1000;

/** Reports an error at `node`: throws it, or adds it to the list. */
export const fail = (ctx: ParseContext, node: XmlNode, error: VirError): void => {
  if (!ctx.problems || ctx.problems.length >= MAX_PROBLEMS) throw error;
  ctx.problems.push({ line: lineOf(ctx.tree.source, node.start), error });
};

/** libvirt's generic complaints about attributes. */
export const failGeneric = (ctx: ParseContext, node: XmlNode, text: string): void =>
  fail(ctx, node, new VirError(ErrorCode.XML_ERROR, ErrorDomain.XML, text));

/** Fills in a declaration's own text and reports it. */
export const failMessage = (
  ctx: ParseContext,
  node: XmlNode,
  message: Message,
  parts: { attr?: string; value?: string } = {},
): void => {
  const { code, text, domain } =
    typeof message === 'string' ? { code: ErrorCode.XML_ERROR, text: message, domain: undefined } : message;
  const filled = text.replace(/\{(value|attr|element|name)\}/g, (_, key: string) => {
    if (key === 'value') return parts.value ?? '';
    if (key === 'attr') return parts.attr ?? '';
    return key === 'element'
      ? node.name
      : (ctx.flags.called ?? childNamed(ctx.tree.root, 'name')?.text ?? '');
  });
  const bare = typeof message !== 'string' && message.bare === true ? filled : undefined;
  fail(ctx, node, new VirError(code, domain ?? ctx.domain, filled === '' ? null : filled, {}, bare));
};
