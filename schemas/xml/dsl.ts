// The words in which every XML document is declared; parsing, formatting, TypeScript types, JSON Schema and RelaxNG
// are all derived from these plain records (docs/xml.md).

import { ErrorCode, ErrorDomain } from '../errors.ts';
import { oneWord, type SchemaHint, type Type } from './types.ts';

export * from './types.ts';

/** An error text. `{value}`, `{attr}`, `{element}` and `{name}` (the document's name) are filled in. */
export type Message =
  | string
  | {
      readonly code: number;
      readonly text: string;
      readonly domain?: number;
      /** The text stands alone, without the code's own words before it. */
      readonly bare?: boolean;
    };

export interface FieldOptions<T> {
  /** The XML name when it is not the key. */
  readonly name?: string;
  /** Must be there; a string is libvirt's own text for its absence. */
  readonly required?: boolean | Message;
  /** Stands for absence, and is written. */
  readonly default?: T;
  /** Stands for absence, and is not written. */
  readonly implied?: T;
  /** Never written when it has this value, though it stays distinct in memory. */
  readonly omit?: T;
  /** Makes the value up when it is absent (a random UUID). */
  readonly generate?: () => T;
  /** libvirt's own text for a value that does not parse. */
  readonly invalid?: Message;
  /** Zero is refused. */
  readonly nonZero?: boolean;
  /** What an empty string means: itself (attributes, unless said) or absence (texts). */
  readonly empty?: 'keep' | 'absent';
  /** Belongs to a running object: neither read nor written for an inactive one. */
  readonly live?: boolean;
  /** Written only when secrets are asked for. */
  readonly secret?: boolean;
  /** Written only when this holds for the object. */
  readonly when?: (object: Loose, context: WriteContext) => boolean;
  /** What is written in place of the value in memory. */
  readonly computed?: (object: Loose, context: WriteContext) => T | undefined;
  readonly schema?: SchemaHint;
  /** A rule that libvirt applies before it reads the next field. */
  readonly check?: Rule;
}

// biome-ignore lint/suspicious/noExplicitAny: conditions name the few members they look at
export type Loose = any;

/** What a condition on writing may look at. */
export interface WriteContext {
  /** Enclosing objects, innermost last. */
  readonly up: readonly Loose[];
  readonly flags: FormatFlags;
}
export interface FormatFlags {
  /** Leaves out what belongs to a running object. */
  readonly inactive?: boolean;
  /** Shows secrets. */
  readonly secure?: boolean;
  /** Leaves out what an older daemon or another host would not understand. */
  readonly migratable?: boolean;
  /** Includes what only the daemon's own status files hold. */
  readonly status?: boolean;
}

/** What libvirt says where its parser gives up without a word of its own. */
export const NAMELESS: Message = {
  code: ErrorCode.INTERNAL_ERROR,
  domain: ErrorDomain.NONE,
  bare: true,
  text: 'An error occurred, but the cause is unknown',
};

/** A field of an object. `T` is its type in memory, `O` whether it may be absent. */
export interface Field<T, O extends boolean> {
  readonly is: 'field';
  readonly optional?: O;
  readonly value?: T;
}
export interface AttrField<T, O extends boolean> extends Field<T, O> {
  readonly kind: 'attr' | 'text';
  readonly of: Type<T>;
  readonly options: FieldOptions<T>;
}
export interface Namespace {
  readonly prefix: string;
  readonly uri: string;
}
export interface ChildOptions<T> extends Omit<FieldOptions<T>, 'nonZero'> {
  /** Kept and written although it holds nothing. */
  readonly keep?: boolean;
  /** An object in memory even when the element is absent. */
  readonly always?: boolean;
  readonly ns?: Namespace;
  /** More than so many are refused with this text. */
  readonly most?: readonly [count: number, message: Message];
  /** The last of several counts, not the first. */
  readonly last?: boolean;
  /** Read only when this holds for what was read. */
  readonly accept?: (value: Loose, context: RuleContext) => boolean;
}
export interface ChildField<T, O extends boolean> extends Field<T, O> {
  readonly kind: 'child';
  readonly of: Type<unknown> | Shape;
  readonly options: ChildOptions<T>;
}
export interface ChildrenField<T> extends Field<T[], false> {
  readonly kind: 'children';
  readonly of: Type<unknown> | Shape;
  readonly options: ChildOptions<never> & {
    readonly wrap?: string;
    readonly max?: number;
    readonly min?: number;
  };
}
export interface FlagField extends Field<boolean, true> {
  readonly kind: 'flag';
  readonly options: ChildOptions<boolean>;
}
export interface VerbatimField extends Field<string, true> {
  readonly kind: 'verbatim';
  /** `sanitized`: only sub-elements with a namespace stay, one for each. */
  readonly options: ChildOptions<string> & { readonly sanitized?: boolean };
}
export interface MixedField<T> extends Field<T[], false> {
  readonly kind: 'mixed';
  readonly of: Readonly<Record<string, Shape | Type<unknown>>>;
  readonly options: ChildOptions<never>;
}
export interface OneOfField<C> {
  readonly is: 'oneOf';
  readonly kind: 'oneOf';
  /** Where the deciding value is: `type` here, `^type` in the parent, `driver.type` in a child. */
  readonly by: string;
  readonly cases: Readonly<Record<string, Fields>>;
  /** `hidden`: the generated schemas do not know these fields. */
  readonly options: { readonly unknown?: Message; readonly hidden?: boolean };
  readonly value?: C;
}
// biome-ignore lint/suspicious/noExplicitAny: a field of any type; inference needs the open form
export type AnyField = Field<any, boolean> | OneOfField<any>;
export type Fields = Readonly<Record<string, AnyField>>;

/** An element's contents. `rules` are libvirt's structural checks and normalisations, run after reading. */
export interface Shape {
  readonly is: 'shape';
  readonly name: string;
  readonly fields: Fields;
  readonly rules: readonly Rule[];
  /** Keys of fields in the order they are read, with rules in between, where that is not the order they are written in. */
  readonly reads?: readonly (string | Rule)[];
  /** Sub-elements are read in the order of the document, and one that is not declared is refused with this text. */
  readonly strict?: Message;
  /** Whether the sub-elements are read at all, by the attributes. */
  readonly inside?: (object: Loose) => boolean;
  /** Written with an end tag even when it holds nothing, as libvirt writes a few. */
  readonly expanded?: boolean;
}
export interface Element<F extends Fields> extends Shape {
  readonly fields: F;
}

/** What a rule may look at. It changes the object in place, or returns a complaint. */
export interface RuleContext {
  /** Enclosing objects, innermost last. */
  readonly up: readonly unknown[];
  readonly flags: { readonly inactive?: boolean; readonly status?: boolean; readonly called?: string };
}
// biome-ignore lint/suspicious/noExplicitAny: each rule names the shape it looks at
export type Rule = (object: any, context: RuleContext) => Message | undefined | void;

type Presence<Q> = Q extends { readonly required: false }
  ? true
  : Q extends
        | { readonly required: unknown }
        | { readonly default: unknown }
        | { readonly implied: unknown }
        | { readonly always: true }
        | { readonly generate: unknown }
    ? false
    : true;

/** An attribute; absent unless `required`, `default` or `implied` is given. */
export const attr = <T, const Q extends FieldOptions<T> = Record<never, never>>(
  of: Type<T>,
  options?: Q & FieldOptions<T>,
): AttrField<T, Presence<Q>> => ({ is: 'field', kind: 'attr', of, options: options ?? {} });

/** The element's own text. */
export const content = <T, const Q extends FieldOptions<T> = Record<never, never>>(
  of: Type<T>,
  options?: Q & FieldOptions<T>,
): AttrField<T, Presence<Q>> => ({ is: 'field', kind: 'text', of, options: options ?? {} });

type Of = Shape | Type<unknown> | Fields;
type ValueOf<X> =
  X extends Type<infer T>
    ? T
    : X extends { readonly is: 'shape'; readonly fields: infer F }
      ? ObjectOf<F>
      : ObjectOf<X>;
const shaped = (name: string, of: Of): Shape | Type<unknown> =>
  'is' in of && (of.is === 'type' || of.is === 'shape')
    ? (of as Shape | Type<unknown>)
    : { is: 'shape', name, fields: of as Fields, rules: [] };

/** At most one sub-element: an object of fields, or a value when `of` is a type (`<name>text</name>`). */
export const child = <const X extends Of, const Q extends ChildOptions<ValueOf<X>> = Record<never, never>>(
  of: X,
  options?: Q & ChildOptions<ValueOf<X>>,
): ChildField<ValueOf<X>, Presence<Q>> => ({
  is: 'field',
  kind: 'child',
  of: shaped('', of),
  options: options ?? {},
});

/** Any number of sub-elements of one name, in their order; always an array in memory. */
export const children = <const X extends Of>(
  name: string,
  of: X,
  options: Omit<ChildrenField<unknown>['options'], 'name'> = {},
): ChildrenField<ValueOf<X>> => ({
  is: 'field',
  kind: 'children',
  of: shaped(name, of),
  options: { ...options, name },
});

/** An empty element whose presence says yes. */
export const flag = (options: ChildOptions<boolean> = {}): FlagField => ({
  is: 'field',
  kind: 'flag',
  options,
});

/** A subtree kept as it was written, comments included. */
export const verbatim = (options: VerbatimField['options'] = {}): VerbatimField => ({
  is: 'field',
  kind: 'verbatim',
  options,
});

/** Sub-elements of several names whose mutual order matters: `{ tag: 'rule', ... }[]`. */
export const mixed = <const C extends Readonly<Record<string, Of>>>(
  cases: C,
  options: ChildOptions<never> = {},
): MixedField<{ [K in keyof C]: { tag: K } & ValueOf<C[K]> }[keyof C]> => ({
  is: 'field',
  kind: 'mixed',
  of: Object.fromEntries(Object.entries(cases).map(([name, of]) => [name, shaped(name, of)])),
  options,
});

/**
 * Fields that are there only for certain values of a deciding attribute. Stands under a key beginning with `$`;
 * its fields belong to the object itself. Case names may list several values separated by blanks; `*` is the rest.
 */
export const oneOf = <const C extends Readonly<Record<string, Fields>>>(
  by: string,
  cases: C,
  options: { readonly unknown?: Message } = {},
): OneOfField<Merge<{ [K in keyof C]: ObjectOf<C[K]> }[keyof C]>> => ({
  is: 'oneOf',
  kind: 'oneOf',
  by,
  cases,
  options,
});

/**
 * A shape whose fields depend on one attribute, as a discriminated union: `{ type: 'pci', bus: .. } | { type: 'usb', .. }`.
 */
export const tagged = <const A extends string, const C extends Readonly<Record<string, Fields>>>(
  name: string,
  by: A,
  cases: C,
  options: FieldOptions<string> = { required: true },
  ...rules: Rule[]
): Shape & { readonly fields: Typed<TaggedUnion<A, C>> } => ({
  is: 'shape',
  name,
  fields: {
    [by]: attr(oneWord(Object.keys(cases) as [string, ...string[]], options.schema), options),
    $cases: oneOf(by, cases),
  } as Typed<TaggedUnion<A, C>>,
  rules,
});
type TaggedUnion<A extends string, C> = {
  [K in keyof C & string]: Simplify<{ [_ in A]: K } & ObjectOf<C[K]>>;
}[keyof C & string];

/** A field that may be absent in the text, but never is once the whole document has been settled. */
export const sure = <T>(field: Field<T, boolean>): Field<T, false> => field as Field<T, false>;

/** An element that may stand here, but that the reader does not look at. */
export const ignored = <const X extends Of>(
  of: X,
  options: ChildOptions<ValueOf<X>> = {},
): ChildField<ValueOf<X>, true> =>
  child(of, { ...options, accept: () => false, when: () => false }) as ChildField<ValueOf<X>, true>;

/** A named element: the root of a document, or a shape used in several places. */
export const element = <const F extends Fields>(name: string, fields: F, ...rules: Rule[]): Element<F> => ({
  is: 'shape',
  name,
  fields,
  rules,
});

/** The same shape with further rules. */
export const withRules = <F extends Fields>(shape: Element<F>, ...rules: Rule[]): Element<F> => ({
  ...shape,
  rules: [...shape.rules, ...rules],
});

/**
 * The same shape, read in an order of its own: whoever is wrong in two places hears of the same one as with libvirt. Rules
 * stand between the fields they come between; fields that are not named are not read.
 */
export const readAs = <F extends Fields>(
  shape: Element<F>,
  ...reads: readonly ((keyof F & string) | Rule)[]
): Element<F> => ({ ...shape, reads });

/** The same shape, of which these fields are read first, with the rules between them; the others follow as they are written. */
export const readFirst = <F extends Fields>(
  reads: readonly ((keyof F & string) | Rule)[],
  shape: Element<F>,
): Element<F> =>
  readAs(shape, ...new Set([...reads, ...(Object.keys(shape.fields) as (keyof F & string)[])]));

/** The same shape, read in the order of the document; `{value}` is the name of an element that does not belong there. */
export const strictly = <F extends Fields>(
  strict: Message,
  shape: Element<F>,
  inside?: (object: Loose) => boolean,
): Element<F> => ({ ...shape, strict, ...(inside && { inside }) });

/** The same shape, always written with an end tag of its own. */
export const expanded = <F extends Fields>(shape: Element<F>): Element<F> => ({ ...shape, expanded: true });

/** A shape that contains itself; its type must be spelled by the caller. */
export const recursive = <T>(
  name: string,
  fields: () => Fields,
  ...rules: Rule[]
): Shape & { readonly fields: Typed<T> } => {
  let known: Fields | undefined;
  return {
    is: 'shape',
    name,
    get fields() {
      known ??= fields();
      return known as Typed<T>;
    },
    rules,
  };
};
/** Fields whose object type is given rather than inferred. */
export type Typed<T> = Fields & { readonly __type?: T };

// ---------------------------------------------------------------- types in memory

type Simplify<T> = { [K in keyof T]: T[K] };
type Plain<F> = {
  -readonly [K in keyof F as F[K] extends Field<unknown, false> ? K : never]: F[K] extends Field<
    infer T,
    boolean
  >
    ? T
    : never;
} & {
  -readonly [K in keyof F as F[K] extends Field<unknown, false>
    ? never
    : F[K] extends Field<unknown, boolean>
      ? K
      : never]?: F[K] extends Field<infer T, boolean> ? T : never;
};
type OneOfs<F> = { [K in keyof F]: F[K] extends OneOfField<infer C> ? (x: C) => void : never }[keyof F];
type Both<U> = [U] extends [never] ? unknown : U extends (x: infer C) => void ? C : never;
type Flat<F> = [OneOfs<F>] extends [never] ? unknown : OneOfs<F> extends (x: infer I) => void ? I : unknown;
type ObjectOf<F> = F extends { readonly __type?: infer T } & Fields
  ? unknown extends T
    ? Simplify<Plain<F> & Flat<F>>
    : T
  : never;
type Merge<U> = {
  [K in U extends unknown ? keyof U : never]?: U extends unknown ? (K extends keyof U ? U[K] : never) : never;
};
export type Unused = Both<never>;

/** The TypeScript type of what a declaration describes. */
export type TypeOf<E> = ValueOf<E>;
