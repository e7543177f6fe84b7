// Describes the JSON form of documents: JSON Schema for others, and a check of objects that come from outside.
import type {
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
import { lexicalPattern } from './values.ts';

type Known =
  | AttrField<unknown, boolean>
  | ChildField<unknown, boolean>
  | ChildrenField<unknown>
  | FlagField
  | VerbatimField
  | MixedField<unknown>
  | OneOfField<unknown>;
type Json = Record<string, unknown>;

const valueSchema = (type: Type<unknown>): Json => {
  switch (type.type) {
    case 'bool':
      return { type: 'boolean' };
    case 'int':
      return { type: 'integer', minimum: type.min, maximum: type.max };
    case 'size':
      return { type: 'integer', minimum: 0, description: `in ${type.unit}` };
    case 'double':
      return { type: 'number' };
    case 'enum':
      return { enum: type.values };
    default: {
      const pattern = lexicalPattern(type);
      return pattern === undefined ? { type: 'string' } : { type: 'string', pattern: `^(${pattern})$` };
    }
  }
};

/** JSON Schema (2020-12) of an object of one of the shapes. */
export const jsonSchema = (roots: readonly Shape[], title: string): Json => {
  const defs: Record<string, Json> = {};
  const names = new Map<Fields, string>();

  const refTo = (of: Shape | Type<unknown>, name: string): Json => {
    if (of.is === 'type') return valueSchema(of);
    let known = names.get(of.fields);
    if (known === undefined) {
      known = name in defs ? `${name}-${names.size}` : name;
      names.set(of.fields, known);
      defs[known] = {};
      defs[known] = objectSchema(of.fields);
    }
    return { $ref: `#/$defs/${known}` };
  };

  const collect = (
    fields: Fields,
    into: Map<string, Json[]>,
    required: Set<string>,
    certain: boolean,
  ): void => {
    for (const [key, each] of Object.entries(fields)) {
      const field = each as unknown as Known;
      const put = (schema: Json): void => void into.set(key, [...(into.get(key) ?? []), schema]);
      switch (field.kind) {
        case 'oneOf':
          for (const fields of Object.values(field.cases)) collect(fields, into, required, false);
          break;
        case 'attr':
        case 'text':
          put(valueSchema(field.of));
          if (certain && field.options.required) required.add(key);
          break;
        case 'child':
          put(refTo(field.of, field.options.name ?? key));
          if (certain && field.options.required) required.add(key);
          break;
        case 'children':
          put({ type: 'array', items: refTo(field.of, field.options.name ?? key) });
          break;
        case 'flag':
          put({ const: true });
          break;
        case 'verbatim':
          put({ type: 'string', description: 'XML text' });
          break;
        case 'mixed': {
          const items = Object.entries(field.of).map(([tag, of]) =>
            of.is === 'shape'
              ? { allOf: [{ properties: { tag: { const: tag } }, required: ['tag'] }, refTo(of, tag)] }
              : { properties: { tag: { const: tag }, value: valueSchema(of) }, required: ['tag', 'value'] },
          );
          put({ type: 'array', items: { anyOf: items } });
        }
      }
    }
  };

  const objectSchema = (fields: Fields): Json => {
    const found = new Map<string, Json[]>();
    const required = new Set<string>();
    collect(fields, found, required, true);
    const properties = Object.fromEntries(
      [...found].map(([key, schemas]) => {
        const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
        return [key, distinct.length === 1 ? distinct[0] : { anyOf: distinct }];
      }),
    );
    return { type: 'object', properties, ...(required.size > 0 ? { required: [...required] } : {}) };
  };

  const start = roots.map((root) => refTo(root, root.name));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...(start.length === 1 ? start[0] : { anyOf: start }),
    $defs: defs,
  };
};

const describe = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;

const valueProblem = (type: Type<unknown>, value: unknown): string | undefined => {
  switch (type.type) {
    case 'bool':
      return typeof value === 'boolean' ? undefined : `must be true or false, not ${describe(value)}`;
    case 'int':
    case 'size':
    case 'double': {
      if (typeof value !== 'number' || !Number.isFinite(value))
        return `must be a number, not ${describe(value)}`;
      if (type.type === 'double') return undefined;
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = type;
      return Number.isInteger(value) && value >= min && value <= max
        ? undefined
        : `must be an integer from ${min} to ${max}`;
    }
    case 'enum':
      return type.values?.includes(value as string) ? undefined : `must be one of ${type.values?.join(', ')}`;
    default: {
      if (typeof value !== 'string') return `must be text, not ${describe(value)}`;
      const pattern = lexicalPattern(type);
      return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(value)
        ? undefined
        : `does not look right: '${value}'`;
    }
  }
};

/** What is wrong with an object that claims to be of a shape, each with its path; nothing when it may be written as XML. */
export const objectProblems = (shape: Shape, value: unknown, path = shape.name): string[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${path} must be an object, not ${describe(value)}`];
  const problems: string[] = [];
  const known = new Map<string, Known[]>();
  const note = (fields: Fields): void => {
    for (const [key, each] of Object.entries(fields)) {
      const field = each as unknown as Known;
      if (field.kind === 'oneOf') Object.values(field.cases).forEach(note);
      else known.set(key, [...(known.get(key) ?? []), field]);
    }
  };
  note(shape.fields);
  for (const [key, inner] of Object.entries(value)) {
    const candidates = known.get(key);
    if (!candidates) {
      if (key !== 'tag') problems.push(`${path}.${key} is unknown`);
      continue;
    }
    if (inner === undefined) continue;
    const each = candidates.map((field) => fieldProblems(field, inner, `${path}.${key}`));
    if (!each.some((list) => list.length === 0)) problems.push(...(each[0] ?? []));
  }
  for (const [key, each] of Object.entries(shape.fields)) {
    const { required } = (each as { options: { required?: unknown } }).options;
    if (required && (value as Json)[key] === undefined) problems.push(`${path}.${key} is missing`);
  }
  return problems;
};

const fieldProblems = (field: Known, value: unknown, path: string): string[] => {
  const one = (of: Shape | Type<unknown>, each: unknown, at: string): string[] => {
    if (of.is === 'shape') return objectProblems(of, each, at);
    const problem = valueProblem(of, each);
    return problem === undefined ? [] : [`${at} ${problem}`];
  };
  switch (field.kind) {
    case 'attr':
    case 'text':
    case 'child':
      return one(field.of, value, path);
    case 'children':
      if (!Array.isArray(value)) return [`${path} must be a list, not ${describe(value)}`];
      return value.flatMap((each, i) => one(field.of, each, `${path}[${i}]`));
    case 'mixed':
      if (!Array.isArray(value)) return [`${path} must be a list, not ${describe(value)}`];
      return value.flatMap((each, i) => {
        const of = field.of[(each as Json | null)?.['tag'] as string];
        if (!of) return [`${path}[${i}].tag must be one of ${Object.keys(field.of).join(', ')}`];
        return of.is === 'shape'
          ? objectProblems(of, each, `${path}[${i}]`)
          : one(of, (each as Json)['value'], `${path}[${i}].value`);
      });
    case 'flag':
      return typeof value === 'boolean' ? [] : [`${path} must be true or false, not ${describe(value)}`];
    case 'verbatim':
      return typeof value === 'string' ? [] : [`${path} must be text, not ${describe(value)}`];
    case 'oneOf':
      return [];
  }
};
