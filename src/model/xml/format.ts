// Turns a declaration into a writer: objects out as libvirt formats them, in the order of the declaration.
import type {
  AnyField,
  AttrField,
  ChildField,
  ChildrenField,
  Fields,
  FlagField,
  FormatFlags,
  MixedField,
  Namespace,
  OneOfField,
  Shape,
  Type,
  TypeOf,
  VerbatimField,
} from '../../../schemas/xml/dsl.ts';
import { casesOf, deciding } from './shape.ts';
import { escapeXml, writerOf } from './values.ts';

type Obj = Record<string, unknown>;
interface Out {
  attrs: string;
  text: string;
  body: string;
}
interface FormatContext {
  readonly flags: FormatFlags;
  readonly up: unknown[];
  readonly namespaces: Set<Namespace>;
  /** Indentation of the element that declares them. */
  readonly outermost: string;
}
type Step = (object: Obj, out: Out, indent: string, ctx: FormatContext) => void;
type Writer = (name: string, object: Obj, indent: string, keep: boolean, ctx: FormatContext) => string;

const writers = new WeakMap<Shape, Map<Namespace | undefined, Writer>>();

const qualified = (name: string, ns: Namespace | undefined): string => (ns ? `${ns.prefix}:${name}` : name);

const unitOf = (of: Type<unknown>): string =>
  of.type === 'size' && of.writeUnit && !of.pretty
    ? ` ${of.unitName ?? 'unit'}='${of.unitLabel ?? of.unit}'`
    : '';

/** A size with its unit: the largest that keeps the number whole where the declaration wants that. */
const sized = (of: Type<unknown>, value: unknown): [number: string, unit: string] => {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let [count, at] = [Number(value) * (of.scale ?? 1), 0];
  while (count > 0 && count % 1024 === 0 && at < units.length - 1) [count, at] = [count / 1024, at + 1];
  return [String(count), ` unit='${units[at]}'`];
};

/** Gives the value to write, or undefined for none. */
const choosing = (
  key: string,
  { live, secret, when, computed }: ChildField<unknown, boolean>['options'],
  silent: unknown,
): ((object: Obj, ctx: FormatContext) => unknown) => {
  const shown = (value: unknown): unknown => (value === null || value === silent ? undefined : value);
  if (!live && !secret && !when && !computed) return (object) => shown(object[key]);
  return (object, ctx) => {
    if (live && ctx.flags.inactive) return undefined;
    if (secret && !ctx.flags.secure) return undefined;
    if (when && !when(object, ctx)) return undefined;
    return shown(computed ? computed(object, ctx) : object[key]);
  };
};

const scalarStep = (key: string, field: AttrField<unknown, boolean>): Step => {
  const { of, options } = field;
  const prefix = ` ${options.name ?? key}='`;
  const write = writerOf(of);
  const silent = options.implied ?? options.omit;
  const unit = unitOf(of);
  const chosen = choosing(key, options, silent);
  const isText = field.kind === 'text';
  const { pretty } = of;
  return (object, out, _indent, ctx) => {
    const value = chosen(object, ctx);
    if (value === undefined) return;
    if (pretty) {
      const [count, label] = sized(of, value);
      if (isText) out.text = count;
      out.attrs += isText ? label : `${prefix}${count}'${label}`;
    } else if (isText) {
      out.text = write(value);
      out.attrs += unit;
    } else out.attrs += `${prefix}${write(value)}'${unit}`;
  };
};

const bareWriter = (of: Type<unknown>): ((name: string, value: unknown, indent: string) => string) => {
  const write = writerOf(of);
  const unit = unitOf(of);
  if (of.pretty) {
    return (name, value, indent) => {
      const [count, label] = sized(of, value);
      return `${indent}<${name}${label}>${count}</${name}>\n`;
    };
  }
  return (name, value, indent) => `${indent}<${name}${unit}>${write(value)}</${name}>\n`;
};

const childStep = (key: string, field: ChildField<unknown, boolean>, outer: Namespace | undefined): Step => {
  const { of, options } = field;
  const ns = options.ns ?? outer;
  const name = qualified(options.name ?? key, ns);
  const chosen = choosing(key, options, options.implied ?? options.omit);
  const bare = of.is === 'type' ? bareWriter(of) : undefined;
  const write = lazyWriter(of as Shape, ns);
  const keep = options.keep === true;
  const own = options.ns;
  return (object, out, indent, ctx) => {
    const value = chosen(object, ctx);
    if (value === undefined) return;
    const before = out.body.length;
    if (bare) out.body += bare(name, value, indent);
    else {
      ctx.up.push(object);
      out.body += write(name, value as Obj, indent, keep, ctx);
      ctx.up.pop();
    }
    if (own && out.body.length > before) ctx.namespaces.add(own);
  };
};

const childrenStep = (key: string, field: ChildrenField<unknown>, outer: Namespace | undefined): Step => {
  const { of, options } = field;
  const ns = options.ns ?? outer;
  const name = qualified(options.name ?? key, ns);
  const wrap = options.wrap === undefined ? undefined : qualified(options.wrap, ns);
  const bare = of.is === 'type' ? bareWriter(of) : undefined;
  const write = lazyWriter(of as Shape, ns);
  const chosen = choosing(key, options as ChildField<unknown, boolean>['options'], undefined);
  const own = options.ns;
  return (object, out, indent, ctx) => {
    const list = chosen(object, ctx) as unknown[] | undefined;
    if (!list || list.length === 0) return;
    const inner = wrap === undefined ? indent : `${indent}  `;
    let body = '';
    ctx.up.push(object);
    for (const value of list) {
      body += bare ? bare(name, value, inner) : write(name, value as Obj, inner, true, ctx);
    }
    ctx.up.pop();
    if (own) ctx.namespaces.add(own);
    out.body += wrap === undefined ? body : `${indent}<${wrap}>\n${body}${indent}</${wrap}>\n`;
  };
};

const flagStep = (key: string, field: FlagField, outer: Namespace | undefined): Step => {
  const { options } = field;
  const ns = options.ns ?? outer;
  const name = qualified(options.name ?? key, ns);
  const chosen = choosing(key, options, undefined);
  return (object, out, indent, ctx) => {
    if (chosen(object, ctx) !== true) return;
    out.body += `${indent}<${name}/>\n`;
    if (options.ns) ctx.namespaces.add(options.ns);
  };
};

const verbatimStep = (key: string, field: VerbatimField): Step => {
  const chosen = choosing(key, field.options as ChildField<unknown, boolean>['options'], undefined);
  return (object, out, indent, ctx) => {
    const value = chosen(object, ctx);
    if (typeof value === 'string') out.body += `${indent}${value}\n`;
  };
};

const mixedStep =
  (key: string, field: MixedField<unknown>, ns: Namespace | undefined): Step =>
  (object, out, indent, ctx) => {
    const list = (object[key] ?? []) as (Obj & { tag: string })[];
    ctx.up.push(object);
    for (const item of list) {
      const of = field.of[item.tag];
      if (!of) continue;
      const name = qualified(item.tag, ns);
      out.body +=
        of.is === 'type'
          ? bareWriter(of)(name, item['value'], indent)
          : compileWriter(of, ns)(name, item, indent, true, ctx);
    }
    ctx.up.pop();
  };

const oneOfStep = (field: OneOfField<unknown>, ns: Namespace | undefined): Step => {
  const decide = deciding(field.by);
  const pick = casesOf(field.cases, (fields) => compileFields(fields, ns));
  return (object, out, indent, ctx) => {
    const steps = pick(decide(object, ctx.up));
    if (steps) runSteps(steps, object, out, indent, ctx);
  };
};

const stepOf = (key: string, field: AnyField, ns: Namespace | undefined): Step => {
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
    case 'text':
      return scalarStep(key, known);
    case 'child':
      return childStep(key, known, ns);
    case 'children':
      return childrenStep(key, known, ns);
    case 'flag':
      return flagStep(key, known, ns);
    case 'verbatim':
      return verbatimStep(key, known);
    case 'mixed':
      return mixedStep(key, known, ns);
    case 'oneOf':
      return oneOfStep(known, ns);
  }
};

/** The steps of a shape, each with the key without which it writes nothing, or '' if it may always write. */
interface Steps {
  readonly keys: readonly string[];
  readonly steps: readonly Step[];
}

/** Whether only what an object has under the field's own key is written. */
const isPlain = (field: AnyField): boolean =>
  field.is !== 'oneOf' && !(field as ChildField<unknown, boolean>).options.computed;

const compileFields = (fields: Fields, ns: Namespace | undefined): Steps => ({
  keys: Object.entries(fields).map(([key, field]) => (isPlain(field) ? key : '')),
  steps: Object.entries(fields).map(([key, field]) => stepOf(key, field, ns)),
});

// most fields of an object are absent: to look here costs less than to call the step
const runSteps = (
  { keys, steps }: Steps,
  object: Obj,
  out: Out,
  indent: string,
  ctx: FormatContext,
): void => {
  for (let i = 0; i < steps.length; i++) {
    const key = keys[i] as string;
    if (key === '' || object[key] !== undefined) (steps[i] as Step)(object, out, indent, ctx);
  }
};

const lazyWriter = (shape: Shape, ns: Namespace | undefined): Writer => {
  let writer: Writer | undefined;
  return (name, object, indent, keep, ctx) =>
    (writer ??= compileWriter(shape, ns))(name, object, indent, keep, ctx);
};

const compileWriter = (shape: Shape, ns?: Namespace): Writer => {
  const known = writers.get(shape)?.get(ns);
  if (known) return known;
  const steps = compileFields(shape.fields, ns);
  const writer: Writer = (name, object, indent, keep, ctx) => {
    const out: Out = { attrs: '', text: '', body: '' };
    const inner = `${indent}  `;
    runSteps(steps, object, out, inner, ctx);
    if (indent === ctx.outermost)
      for (const { prefix, uri } of ctx.namespaces) out.attrs += ` xmlns:${prefix}='${escapeXml(uri)}'`;
    if (out.body !== '' || shape.expanded)
      return `${indent}<${name}${out.attrs}>${out.text}\n${out.body}${indent}</${name}>\n`;
    if (out.text !== '') return `${indent}<${name}${out.attrs}>${out.text}</${name}>\n`;
    return out.attrs === '' && !keep ? '' : `${indent}<${name}${out.attrs}/>\n`;
  };
  const byNs = writers.get(shape) ?? new Map<Namespace | undefined, Writer>();
  writers.set(shape, byNs.set(ns, writer));
  return writer;
};

/** Writes an object as a document, or as an element below one when `indent` is given. */
export const formatXml = <E extends Shape>(
  shape: E,
  object: TypeOf<E>,
  flags: FormatFlags = {},
  indent = '',
): string =>
  compileWriter(shape)(shape.name, object as Obj, indent, true, {
    flags,
    up: [],
    namespaces: new Set(),
    outermost: indent,
  });
