// Makes random documents out of a declaration: every field may appear, values are drawn from their types, and fields
// that depend on a deciding attribute follow it.
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
} from '../../schemas/xml/dsl.ts';
import { casesOf, deciding } from '../../src/model/xml/shape.ts';

type Known =
  | AttrField<unknown, boolean>
  | ChildField<unknown, boolean>
  | ChildrenField<unknown>
  | FlagField
  | VerbatimField
  | MixedField<unknown>
  | OneOfField<unknown>;
type Obj = Record<string, unknown>;

/** A small reproducible source of numbers from 0 up to, but not including, `below`. */
export const randomSource = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
};

const WORDS = ['a', 'vda', 'net0', '/dev/x', 'ünï', `q"'<&>`, 'two words', '0', '-1', 'x'.repeat(40)];
const HEX = '0123456789abcdef';

/** A random object of a shape. `richness` out of 10 is how likely optional parts are. */
export const randomObject = (shape: Shape, random: (below: number) => number, richness = 4): Obj => {
  const hex = (count: number): string => Array.from({ length: count }, () => HEX[random(16)]).join('');
  const value = (type: Type<unknown>): unknown => {
    switch (type.type) {
      case 'bool':
        return random(2) === 1;
      case 'enum':
        return type.values?.[random(type.values.length)];
      case 'int': {
        const { min = 0, max = 100 } = type;
        const choices = [min, max, Math.max(min, 1), Math.min(max, 7), Math.min(max, 4096)];
        return choices[random(choices.length)];
      }
      case 'size':
        return [0, 1, 1024, 1048576][random(4)];
      case 'uuid':
        return `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`;
      case 'mac':
        return `52:54:00:${hex(2)}:${hex(2)}:${hex(2)}`;
      case 'ip':
        return ['10.0.0.1', '192.168.122.0', 'fe80::1', '2001:db8::'][random(4)];
      case 'cpuset':
        return ['0', '0-3', '1,3,5-7'][random(3)];
      case 'double':
        return [0, 1.5, 20][random(3)];
      case 'wide':
        return ['0', '18446744073709551615'][random(2)];
      default:
        return WORDS[random(WORDS.length)];
    }
  };
  const fill = (fields: Fields, object: Obj, up: Obj[], depth: number): void => {
    for (const [key, each] of Object.entries(fields)) {
      const field = each as unknown as Known;
      if (field.kind === 'oneOf') {
        const chosen = casesOf(field.cases, (one) => one)(deciding(field.by)(object, up));
        if (chosen) fill(chosen, object, up, depth);
        continue;
      }
      const { required, always } = field.options as { required?: unknown; always?: boolean };
      const fallback = (field.options as { default?: unknown; implied?: unknown }).default;
      const wanted = required || always || random(10) < Math.max(richness - depth, 1);
      if (!wanted) {
        if (fallback !== undefined) object[key] = fallback;
        if (field.kind === 'children' || field.kind === 'mixed') object[key] = [];
        continue;
      }
      const make = (of: Shape | Type<unknown>): unknown => {
        if (of.is === 'type') return value(of);
        const inner: Obj = {};
        if (depth < 7) fill(of.fields, inner, [...up, object], depth + 1);
        return inner;
      };
      if (field.kind === 'attr' || field.kind === 'text' || field.kind === 'child')
        object[key] = make(field.of);
      else if (field.kind === 'children')
        object[key] = Array.from({ length: random(3) }, () => make(field.of));
      else if (field.kind === 'flag') object[key] = true;
      else if (field.kind === 'verbatim') {
        object[key] =
          `<${field.options.name ?? key}>\n    <o:x xmlns:o="urn:o">${random(9)}</o:x>\n  </${field.options.name ?? key}>`;
      } else {
        const tags = Object.entries(field.of);
        object[key] = Array.from({ length: random(3) }, () => {
          const [tag, of] = tags[random(tags.length)] as [string, Shape | Type<unknown>];
          const made = make(of);
          return of.is === 'type' ? { tag, value: made } : { tag, ...(made as Obj) };
        });
      }
    }
  };
  const object: Obj = {};
  fill(shape.fields, object, [], 0);
  return object;
};
