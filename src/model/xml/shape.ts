// What a declaration says of its objects, for whoever reads or writes them: which case holds, and what is nothing at all.
import type { Field, Fields, Shape } from '../../../schemas/xml/dsl.ts';

type Obj = Readonly<Record<string, unknown>>;

/** The value a deciding path points at: `type`, `^type` in the parent, `driver.type` in a child. */
export const deciding = (by: string): ((object: Obj, up: readonly unknown[]) => string) => {
  const levels = by.lastIndexOf('^') + 1;
  const path = by.slice(levels).split('.');
  return (object, up) => {
    let at: unknown = levels === 0 ? object : up[up.length - levels];
    for (const key of path) at = (at as Obj | undefined)?.[key];
    return at === undefined ? '' : String(at);
  };
};

/** The case for a value, by name. */
export const casesOf = <V>(
  cases: Readonly<Record<string, Fields>>,
  make: (fields: Fields) => V,
): ((value: string) => V | undefined) => {
  const table = new Map<string, V>();
  for (const [names, fields] of Object.entries(cases)) {
    const made = make(fields);
    for (const name of names.split(' ')) table.set(name, made);
  }
  const rest = table.get('*');
  return (value) => table.get(value) ?? rest;
};

/** Whether an object says nothing that would be written: only empty lists and implied values. */
export const emptiness = (shape: Shape): ((object: Obj) => boolean) => {
  const implied = new Map<string, unknown>();
  const note = (fields: Fields): void => {
    for (const [key, field] of Object.entries(fields)) {
      if (field.is === 'oneOf') Object.values(field.cases as Record<string, Fields>).forEach(note);
      else {
        const { options } = field as Field<unknown, boolean> & {
          options?: { implied?: unknown; omit?: unknown };
        };
        const silent = options?.implied ?? options?.omit;
        if (silent !== undefined) implied.set(key, silent);
      }
    }
  };
  note(shape.fields);
  return (object) => {
    for (const key in object) {
      const value = object[key];
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
      if (value !== implied.get(key)) return false;
    }
    return true;
  };
};
