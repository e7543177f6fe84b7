// Turns a declaration into a reader: XML tree in, typed object out, libvirt's errors for what does not fit.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type {
  AnyField,
  AttrField,
  ChildField,
  ChildrenField,
  Field,
  Fields,
  FlagField,
  Message,
  MixedField,
  OneOfField,
  Rule,
  Shape,
  TypeOf,
  VerbatimField,
} from '../../../schemas/xml/dsl.ts';
import { fail, failMessage, type ParseContext, type ParseFlags, type Problem } from './context.ts';
import { missing, type Obj, type Step, scalarStep, valueReader } from './scalar.ts';
import { casesOf, deciding, emptiness } from './shape.ts';
import { bitOf, lineOf, parseTree, type XmlNode, type XmlTree } from './tree.ts';
import { strayMetadata, verbatimText } from './verbatim.ts';

export type Reader = (node: XmlNode, ctx: ParseContext) => Obj;

const readers = new WeakMap<Shape, Map<string, Reader>>();

const find = (node: XmlNode, name: string, ns: string, last: boolean): XmlNode | undefined => {
  const { kids } = node;
  let found: XmlNode | undefined;
  for (let i = 0; i < kids.length; i++) {
    const kid = kids[i] as XmlNode;
    if (kid.name === name && kid.ns === ns) {
      if (!last) return kid;
      found = kid;
    }
  }
  return found;
};

/** Refuses more elements of a name than there may be. */
const checkMost = (
  ctx: ParseContext,
  node: XmlNode,
  name: string,
  ns: string,
  most: readonly [number, Message],
): void => {
  const count = node.kids.reduce((sum, kid) => sum + (kid.name === name && kid.ns === ns ? 1 : 0), 0);
  if (count > most[0]) failMessage(ctx, node, most[1]);
};

const childStep = (key: string, field: ChildField<unknown, boolean>, outerNs: string): Step => {
  const { of, options } = field;
  const name = options.name ?? key;
  const ns = options.ns?.uri ?? outerNs;
  // taken out once: each options object has a form of its own, which makes looking into it slow
  const { live, most, accept, generate, required } = options;
  const last = options.last === true;
  const always = options.always === true;
  const fallback = options.default ?? options.implied;
  const read: (node: XmlNode, ctx: ParseContext) => unknown =
    of.is === 'type' ? valueReader(of, options) : lazyReader(of, ns);
  const bare = of.is === 'type';
  const empty = bare || options.keep || always ? undefined : lazily(() => emptiness(of as Shape));
  return (node, object, ctx) => {
    if (live && ctx.flags.inactive) return;
    if (most) checkMost(ctx, node, name, ns, most);
    const kid = find(node, name, ns, last);
    let value: unknown;
    if (kid) {
      if (!bare) ctx.up.push(object);
      value = read(kid, ctx);
      if (!bare) ctx.up.pop();
      if (empty?.()(value as Obj)) value = undefined;
    } else if (always) {
      ctx.up.push(object);
      value = read(
        { name, ns, attrs: [], kids: [], holds: 0, text: '', start: node.start, end: node.start },
        ctx,
      );
      ctx.up.pop();
    }
    if (value !== undefined && accept && !accept(value, ctx)) value = undefined;
    if (value === undefined) value = generate ? generate() : fallback;
    if (value !== undefined) object[key] = value;
    else if (required) missing(ctx, node, name, options, `missing element or attribute './${name}'`);
  };
};

const childrenStep = (key: string, field: ChildrenField<unknown>, outerNs: string): Step => {
  const { of, options } = field;
  const name = options.name ?? key;
  const ns = options.ns?.uri ?? outerNs;
  const { live, most, wrap } = options;
  const bit = bitOf(wrap ?? name);
  const read: (node: XmlNode, ctx: ParseContext) => unknown =
    of.is === 'type' ? valueReader(of, options) : lazyReader(of, ns);
  return (node, object, ctx) => {
    const list: unknown[] = [];
    object[key] = list;
    if ((node.holds & bit) === 0 || (live && ctx.flags.inactive)) return;
    const parent = wrap === undefined ? node : find(node, wrap, ns, false);
    if (!parent) return;
    if (most) checkMost(ctx, parent, name, ns, most);
    const { kids } = parent;
    ctx.up.push(object);
    for (let i = 0; i < kids.length; i++) {
      const kid = kids[i] as XmlNode;
      if (kid.name !== name || kid.ns !== ns) continue;
      const value = read(kid, ctx);
      if (value !== undefined) list.push(value);
    }
    ctx.up.pop();
  };
};

const flagStep = (key: string, field: FlagField, outerNs: string): Step => {
  const { options } = field;
  const name = options.name ?? key;
  const ns = options.ns?.uri ?? outerNs;
  return (node, object, ctx) => {
    if (options.live && ctx.flags.inactive) return;
    if (find(node, name, ns, false)) object[key] = true;
  };
};

const verbatimStep = (key: string, field: VerbatimField, outerNs: string): Step => {
  const name = field.options.name ?? key;
  const ns = field.options.ns?.uri ?? outerNs;
  return (node, object, ctx) => {
    const kid = find(node, name, ns, false);
    if (!kid || (field.options.live && ctx.flags.inactive)) return;
    if (field.options.sanitized && kid.kids.length === 0) return;
    const text = verbatimText(ctx.tree.source, kid, 1, field.options.sanitized ? strayMetadata(kid) : []);
    if (!field.options.accept || field.options.accept(text, ctx)) object[key] = text;
  };
};

const mixedStep = (key: string, field: MixedField<unknown>, ns: string): Step => {
  const table = new Map(
    Object.entries(field.of).map(
      ([name, of]) => [name, of.is === 'type' ? valueReader(of, {}) : lazyReader(of, ns)] as const,
    ),
  );
  return (node, object, ctx) => {
    const list: unknown[] = [];
    object[key] = list;
    ctx.up.push(object);
    for (const kid of node.kids) {
      const read = kid.ns === ns ? table.get(kid.name) : undefined;
      if (!read) continue;
      const value = read(kid, ctx);
      list.push(typeof value === 'object' ? { tag: kid.name, ...value } : { tag: kid.name, value });
    }
    ctx.up.pop();
  };
};

const oneOfStep = (field: OneOfField<unknown>, ns: string): Step => {
  const decide = deciding(field.by);
  const pick = casesOf(field.cases, (fields) => compileFields(fields, ns));
  return (node, object, ctx) => {
    const value = decide(object, ctx.up);
    const compiled = pick(value);
    if (compiled) runSteps(compiled, node, object, ctx);
    else if (field.options.unknown) failMessage(ctx, node, field.options.unknown, { value });
  };
};

const stepOf = (key: string, field: AnyField, ns: string): Step => {
  const { check } = (field as Field<unknown, boolean> & { options: { check?: Rule } }).options;
  const step = readingStep(key, field, ns);
  if (!check) return step;
  return (node, object, ctx) => {
    step(node, object, ctx);
    const complaint = check(object, ctx);
    if (complaint) failMessage(ctx, node, complaint);
  };
};

const readingStep = (key: string, field: AnyField, ns: string): Step => {
  const known = field as
    | AttrField<unknown, boolean>
    | ChildField<unknown, boolean>
    | ChildrenField<unknown>
    | FlagField
    | VerbatimField
    | MixedField<unknown>
    | OneOfField<unknown>;
  switch (known.kind) {
    case 'attr':
    case 'text': {
      const step = scalarStep(key, known);
      return known.options.live
        ? (node, object, ctx) => (ctx.flags.inactive ? undefined : step(node, object, ctx))
        : step;
    }
    case 'child':
      return childStep(key, known, ns);
    case 'children':
      return childrenStep(key, known, ns);
    case 'flag':
      return flagStep(key, known, ns);
    case 'verbatim':
      return verbatimStep(key, known, ns);
    case 'mixed':
      return mixedStep(key, known, ns);
    case 'oneOf':
      return oneOfStep(known, ns);
  }
};

/** The steps of a shape. A step is left out for an element that holds none of its bits; 0 is never left out. */
interface Steps {
  readonly keys: readonly string[];
  readonly steps: readonly Step[];
  readonly bits: readonly number[];
}

/** The bit of what a field reads, when it leaves no trace where that is absent. */
const bitOfField = (key: string, field: AnyField): number => {
  const { kind, options } = field as ChildField<unknown, boolean> & { options: { check?: Rule } };
  const {
    always,
    required,
    generate,
    default: fallback,
    implied,
    check,
  } = options as typeof options & {
    always?: boolean;
  };
  const silent =
    !always && !required && !generate && !check && fallback === undefined && implied === undefined;
  return silent && ['attr', 'child', 'flag', 'verbatim'].includes(kind) ? bitOf(options.name ?? key) : 0;
};

const ruleStep =
  (rule: Rule): Step =>
  (node, object, ctx) => {
    const complaint = rule(object, ctx);
    if (complaint) failMessage(ctx, node, complaint);
  };

const compileFields = (
  fields: Fields,
  ns: string,
  reads: readonly (string | Rule)[] = Object.keys(fields),
): Steps => {
  const keys: string[] = [];
  const steps: Step[] = [];
  const bits: number[] = [];
  for (const item of reads) {
    const field = typeof item === 'string' ? fields[item] : undefined;
    if (typeof item === 'string' && !field) continue;
    keys.push(typeof item === 'string' ? item : '');
    steps.push(typeof item === 'string' ? stepOf(item, field as AnyField, ns) : ruleStep(item));
    bits.push(typeof item === 'string' ? bitOfField(item, field as AnyField) : 0);
  }
  return { keys, steps, bits };
};

const runSteps = ({ steps, bits }: Steps, node: XmlNode, object: Obj, ctx: ParseContext): void => {
  const { holds } = node;
  for (let i = 0; i < steps.length; i++) {
    const bit = bits[i] as number;
    if (bit === 0 || (bit & holds) !== 0) (steps[i] as Step)(node, object, ctx);
  }
};

/** The same for the root of a document, with what the caller checks or settles as soon as a field has been read. */
const runChecked = (
  { keys, steps }: Steps,
  checks: NonNullable<ParseContext['checks']>,
  node: XmlNode,
  object: Obj,
  ctx: ParseContext,
): void => {
  for (const [i, step] of steps.entries()) {
    step(node, object, ctx);
    // what has not been read well cannot be settled
    if (ctx.problems?.length) continue;
    try {
      checks[keys[i] as string]?.(object);
    } catch (error) {
      if (!(error instanceof VirError)) throw error;
      fail(ctx, node, error);
    }
  }
};

/** Reads in the order of the document: attributes, then each sub-element where it stands; strangers are refused. */
const inOrder = (shape: Shape, { keys, steps }: Steps, ns: string): Step => {
  const attrs: Step[] = [];
  const byName = new Map<string, Step>();
  for (const [i, step] of steps.entries()) {
    const key = keys[i] as string;
    const { kind, options } = shape.fields[key] as ChildField<unknown, boolean>;
    if ((kind as string) === 'attr') attrs.push(step);
    else byName.set(options.name ?? key, step);
  }
  return (node, object, ctx) => {
    for (const read of attrs) read(node, object, ctx);
    const waiting = new Map(byName);
    if (!shape.inside || shape.inside(object)) {
      for (const kid of node.kids) {
        if (kid.ns !== ns) continue;
        if (!byName.has(kid.name)) failMessage(ctx, node, shape.strict as Message, { value: kid.name });
        waiting.get(kid.name)?.(node, object, ctx);
        waiting.delete(kid.name);
      }
    }
    const without = { ...node, kids: [] };
    for (const read of waiting.values()) read(without, object, ctx);
  };
};

const lazily = <V>(make: () => V): (() => V) => {
  let made: V | undefined;
  return () => (made ??= make());
};

const lazyReader = (shape: Shape, ns: string): Reader => {
  let reader: Reader | undefined;
  return (node, ctx) => (reader ??= compileReader(shape, ns))(node, ctx);
};

/** The reader of a shape whose elements are in namespace `ns`. */
export const compileReader = (shape: Shape, ns = ''): Reader => {
  const known = readers.get(shape)?.get(ns);
  if (known) return known;
  const rules = shape.rules.map(ruleStep);
  const steps = compileFields(shape.fields, ns, shape.reads);
  const ordered = shape.strict === undefined ? undefined : inOrder(shape, steps, ns);
  const reader: Reader = (node, ctx) => {
    const object: Obj = {};
    if (ordered) ordered(node, object, ctx);
    else if (ctx.checks && ctx.up.length === 0) runChecked(steps, ctx.checks, node, object, ctx);
    else runSteps(steps, node, object, ctx);
    for (let i = 0; i < rules.length; i++) (rules[i] as Step)(node, object, ctx);
    ctx.places?.set(object, lineOf(ctx.tree.source, node.start));
    return object;
  };
  const byNs = readers.get(shape) ?? new Map<string, Reader>();
  readers.set(shape, byNs.set(ns, reader));
  return reader;
};

export interface ParseOptions extends ParseFlags {
  /** The error domain of the document's own complaints. */
  readonly domain?: number;
  /** What malformed input is called in the message: `(domain_definition)`. */
  readonly filename?: string;
  /** Collects every problem instead of throwing at the first (malformed XML still throws). */
  readonly problems?: Problem[];
  /** Run as soon as that field of the document's root has been read. */
  readonly checks?: ParseContext['checks'];
  /** Gets each object that was read with the line of its element. */
  readonly places?: ParseContext['places'];
}

/** Reads an already parsed tree, or one of its nodes. */
export const parseNode = <E extends Shape>(
  shape: E,
  tree: XmlTree,
  node: XmlNode,
  options: ParseOptions = {},
): TypeOf<E> => {
  const ctx: ParseContext = {
    tree: { ...tree, root: node },
    domain: options.domain ?? ErrorDomain.XML,
    flags: options,
    problems: options.problems,
    checks: options.checks,
    places: options.places,
    up: [],
  };
  return compileReader(shape)(node, ctx) as TypeOf<E>;
};

/** Reads a document whose root the shape names. */
export const parseXml = <E extends Shape>(shape: E, xml: string, options: ParseOptions = {}): TypeOf<E> => {
  const tree = parseTree(xml, options.filename, options.domain);
  if (tree.root.name !== shape.name) {
    throw new VirError(
      ErrorCode.XML_ERROR,
      ErrorDomain.XML,
      `expecting root element of '${shape.name}', not '${tree.root.name}'`,
    );
  }
  return parseNode(shape, tree, tree.root, options);
};
