// Writes the RelaxNG schema of a declaration. Fields that depend on an attribute become a choice of groups, so that
// the schema refuses what the reader would ignore or refuse.
import type {
  AnyField,
  AttrField,
  ChildField,
  ChildrenField,
  Fields,
  FlagField,
  MixedField,
  OneOfField,
  Shape,
  Type,
  VerbatimField,
} from '../../../../schemas/xml/dsl.ts';
import { casesOf } from '../shape.ts';
import { valuePattern } from './values.ts';

type Known =
  | AttrField<unknown, boolean>
  | ChildField<unknown, boolean>
  | ChildrenField<unknown>
  | FlagField
  | VerbatimField
  | MixedField<unknown>
  | OneOfField<unknown>;
type Entry = readonly [key: string, field: Known];
/** Values known of the deciding attributes of one element. */
type Bindings = Readonly<Record<string, string>>;
/** A reference to a deciding value: so many elements up, and its path there. */
interface Ref {
  readonly up: number;
  readonly key: string;
}
interface Scope {
  readonly stack: readonly Bindings[];
  readonly self: Bindings;
  readonly ns: string;
}

const refOf = (by: string): Ref => {
  const up = by.lastIndexOf('^') + 1;
  return { up, key: by.slice(up) };
};
const entriesOf = (fields: Fields): Entry[] => Object.entries(fields) as unknown as Entry[];
const escapeText = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const tag = (name: string, body: string, attrs = ''): string =>
  body === '' ? `<${name}${attrs}/>` : `<${name}${attrs}>${body}</${name}>`;
const optional = (body: string): string => (body === '' ? '' : tag('optional', body));
const choice = (bodies: readonly string[]): string => {
  const distinct = [...new Set(bodies.map((body) => (body === '' ? '<empty/>' : body)))];
  return distinct.length === 1
    ? (distinct[0] as string)
    : tag('choice', distinct.map((body) => tag('group', body)).join(''));
};
const interleave = (bodies: readonly string[]): string => {
  const all = bodies.filter((body) => body !== '');
  return all.length > 1 ? tag('interleave', all.join('')) : (all[0] ?? '');
};

/** The deciding values outside a shape that its contents depend on. */
const makeFreeRefs = () => {
  const known = new Map<Shape, readonly Ref[]>();
  const add = (into: Map<string, Ref>, ref: Ref): void => void into.set(`${ref.up} ${ref.key}`, ref);
  const ofShape = (shape: Shape): readonly Ref[] => {
    const cached = known.get(shape);
    if (cached) return cached;
    known.set(shape, []);
    const refs = ofFields(shape.fields)
      .filter((ref) => ref.up > 0)
      .map(({ up, key }) => ({ up: up - 1, key }));
    known.set(shape, refs);
    return refs;
  };
  /** References seen from the object that has the fields: `up` 0 is its own. */
  const ofFields = (fields: Fields): readonly Ref[] => {
    const found = new Map<string, Ref>();
    for (const [, field] of entriesOf(fields)) {
      if (field.kind === 'oneOf') {
        add(found, refOf(field.by));
        for (const each of Object.values(field.cases)) for (const ref of ofFields(each)) add(found, ref);
      } else if (field.kind === 'child' || field.kind === 'children') {
        if (field.of.is === 'shape') for (const ref of ofShape(field.of)) add(found, ref);
      } else if (field.kind === 'mixed') {
        for (const of of Object.values(field.of))
          if (of.is === 'shape') for (const ref of ofShape(of)) add(found, ref);
      }
    }
    return [...found.values()];
  };
  return { ofShape, ofFields };
};

interface Domain {
  readonly values: readonly string[];
  /** What absence means, when absence is allowed. */
  readonly absent?: string;
}

/** Builds the schema of documents whose root is one of the shapes. */
export const relaxng = (roots: readonly Shape[]): string => {
  const defines = new Map<string, { name: string; body: string }>();
  const ids = new Map<Shape, number>();
  const free = makeFreeRefs();
  const idOf = (shape: Shape): number => {
    if (!ids.has(shape)) ids.set(shape, ids.size);
    return ids.get(shape) as number;
  };

  const lookup = (ref: Ref, scope: Scope): string | undefined =>
    ref.up === 0 ? scope.self[ref.key] : scope.stack[scope.stack.length - ref.up]?.[ref.key];

  const attribute = (name: string, field: AttrField<unknown, boolean>, of = field.of): string => {
    const { schema, required } = field.options;
    const body = tag('attribute', valuePattern(of, schema), ` name="${name}"`);
    const unit =
      of.type === 'size'
        ? optional(tag('attribute', '<ref name="unit"/>', ` name="${of.unitName ?? 'unit'}"`))
        : '';
    const must = schema?.required ?? (required !== undefined && required !== false);
    return (must ? body : optional(body)) + unit;
  };

  /** A named element with a body of its own; repeated bodies are shared. */
  const element = (
    name: string,
    ns: string,
    of: Shape | Type<unknown>,
    scope: Scope,
    hint?: { empty?: boolean },
  ): string => {
    const nsAttr = ns === '' ? '' : ` ns="${escapeText(ns)}"`;
    if (of.is === 'type') {
      const value = valuePattern(of, undefined, hint?.empty === true);
      const unit = of.type === 'size' ? optional(tag('attribute', '<ref name="unit"/>', ' name="unit"')) : '';
      return tag('element', unit + value, ` name="${name}"${nsAttr}`);
    }
    const bound = free
      .ofShape(of)
      .map((ref) => `${ref.key}=${lookup({ up: ref.up, key: ref.key }, scope) ?? '?'}`);
    const key = `${idOf(of)} ${name} ${ns} ${bound.join(' ')}`;
    let define = defines.get(key);
    if (!define) {
      define = { name: `${name}-${defines.size + 1}`, body: '' };
      defines.set(key, define);
      const inner = content(of.fields, { stack: [...scope.stack, scope.self], self: {}, ns });
      define.body = tag('element', inner === '' ? '<empty/>' : inner, ` name="${name}"${nsAttr}`);
    }
    return `<ref name="${define.name}"/>`;
  };

  /** Replaces `oneOf`s whose deciding value is known by the fields of that case. */
  const resolved = (fields: Fields, scope: Scope): Entry[] =>
    entriesOf(fields).flatMap(([key, field]): Entry[] => {
      if (field.kind !== 'oneOf') return [[key, field]];
      if (field.options.hidden) return [];
      const value = lookup(refOf(field.by), scope);
      if (value === undefined) return [[key, field]];
      return resolved(casesOf(field.cases, (each) => each)(value) ?? {}, scope);
    });

  const domainOf = (key: string, entries: readonly Entry[]): Domain | undefined => {
    const field = entries.find(([each]) => each === key)?.[1];
    if (field?.kind !== 'attr') return undefined;
    const { type, schema, yes = 'yes', no = 'no' } = field.of;
    if (type !== 'enum' && type !== 'bool') return undefined;
    const values = type === 'bool' ? [yes, no] : (field.of.values ?? []);
    const { default: fallback, implied, required } = field.options;
    const absent = required ? {} : { absent: String(fallback ?? implied ?? '') };
    return {
      values: [...values.filter((value) => !schema?.not?.includes(value)), ...(schema?.also ?? [])],
      ...absent,
    };
  };

  const content = (fields: Fields, scope: Scope): string => {
    const entries = resolved(fields, scope);
    const own = new Set<string>();
    for (const entry of entries) {
      for (const ref of free.ofFields({ [entry[0]]: entry[1] as AnyField })) {
        if (ref.up === 0 && scope.self[ref.key] === undefined && domainOf(ref.key, entries)) own.add(ref.key);
      }
    }
    const [key] = own;
    if (key === undefined) return plain(entries, scope);
    // One whole content for each value: libxml2 cannot match interleaves inside the branches of an interleave.
    const rest = Object.fromEntries(entries.filter(([each]) => each !== key)) as unknown as Fields;
    const domain = domainOf(key, entries) as Domain;
    const field = entries.find(([each]) => each === key)?.[1] as AttrField<unknown, boolean>;
    const name = field.options.name ?? key;
    const classes = new Map<string, string[]>();
    const put = (value: string, marker: string): void => {
      const body = content(rest, { ...scope, self: { ...scope.self, [key]: value } });
      classes.set(body, [...(classes.get(body) ?? []), marker]);
    };
    const { type, yes } = field.of;
    for (const value of domain.values) put(type === 'bool' ? String(value === yes) : value, `=${value}`);
    if (domain.absent !== undefined) put(domain.absent, '');
    const groups = [...classes].map(([body, markers]) => {
      const values = markers
        .filter((marker) => marker !== '')
        .map((marker) => `<value>${escapeText(marker.slice(1))}</value>`);
      const attr =
        values.length === 0
          ? ''
          : tag(
              'attribute',
              values.length > 1 ? tag('choice', values.join('')) : (values[0] ?? ''),
              ` name="${name}"`,
            );
      return (markers.includes('') ? optional(attr) : attr) + body;
    });
    return choice(groups);
  };

  const kid = (key: string, field: Known, scope: Scope): string => {
    switch (field.kind) {
      case 'child': {
        const { name = key, ns, required, schema, empty } = field.options;
        const body = element(name, ns?.uri ?? scope.ns, field.of, scope, {
          empty: empty !== 'keep' && !required,
        });
        return (schema?.required ?? (required !== undefined && required !== false)) ? body : optional(body);
      }
      case 'children': {
        const { name = key, ns, wrap, min = 0 } = field.options;
        const uri = ns?.uri ?? scope.ns;
        const many = tag(min > 0 ? 'oneOrMore' : 'zeroOrMore', element(name, uri, field.of, scope));
        return wrap === undefined
          ? many
          : optional(tag('element', many, ` name="${wrap}"${uri === '' ? '' : ` ns="${escapeText(uri)}"`}`));
      }
      case 'flag': {
        const uri = field.options.ns?.uri ?? scope.ns;
        return optional(
          tag(
            'element',
            '<empty/>',
            ` name="${field.options.name ?? key}"${uri === '' ? '' : ` ns="${escapeText(uri)}"`}`,
          ),
        );
      }
      case 'verbatim':
        return optional(tag('element', '<ref name="anything"/>', ` name="${field.options.name ?? key}"`));
      case 'mixed':
        return tag(
          'zeroOrMore',
          choice(Object.entries(field.of).map(([name, of]) => element(name, scope.ns, of, scope))),
        );
      default:
        return '';
    }
  };

  const plain = (entries: readonly Entry[], scope: Scope): string => {
    const attrs: string[] = [];
    const kids: string[] = [];
    let text = '';
    for (const [key, field] of entries) {
      if (field.kind !== 'oneOf' && (field.options as { schema?: { hidden?: boolean } }).schema?.hidden)
        continue;
      if (field.kind === 'attr') attrs.push(attribute(field.options.name ?? key, field));
      else if (field.kind === 'text') {
        const empty = field.options.required === undefined && field.options.schema?.required !== true;
        text = valuePattern(field.of, field.options.schema, empty);
        if (field.of.type === 'size')
          attrs.push(optional(tag('attribute', '<ref name="unit"/>', ' name="unit"')));
      } else if (field.kind === 'oneOf') {
        // the deciding value cannot be told apart here: any of the cases will do
        kids.push(choice(['<empty/>', ...Object.values(field.cases).map((each) => content(each, scope))]));
      } else kids.push(kid(key, field, scope));
    }
    if (text !== '' && kids.some((each) => each !== '')) text = '<text/>';
    return (
      attrs.join('') +
      interleave([...kids, ...(text === '<text/>' && kids.length > 0 ? ['<text/>'] : [])]) +
      (kids.some((each) => each !== '') ? '' : text)
    );
  };

  const start = roots.map((root) => element(root.name, '', root, { stack: [], self: {}, ns: '' }));
  const body = [
    tag('start', choice(start)),
    ...[...defines.values()].map(({ name, body }) => tag('define', body, ` name="${name}"`)),
    tag(
      'define',
      tag(
        'data',
        tag('param', '([bB]([yY][tT][eE][sS]?)?)|([kKmMgGtTpPeE]([iI]?[bB])?)', ' name="pattern"'),
        ' type="string"',
      ),
      ' name="unit"',
    ),
    tag(
      'define',
      tag(
        'zeroOrMore',
        tag(
          'choice',
          '<attribute><anyName/></attribute><text/><element><anyName/><ref name="anything"/></element>',
        ),
      ),
      ' name="anything"',
    ),
  ];
  const head =
    '<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">';
  return `<?xml version="1.0"?>\n<!-- Generated from schemas/xml by scripts/generate.mjs. -->\n${head}\n${body.join('\n')}\n</grammar>\n`;
};
