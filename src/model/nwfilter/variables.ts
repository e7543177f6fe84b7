// Variables of filter rules: lists of values, and the combinations in which a rule is instantiated with them.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

export type Variables = ReadonlyMap<string, readonly string[]>;

const internal = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NWFILTER, text);

/** `$NAME`, `$NAME[3]` (an element) or `$NAME[@2]` (an iterator, those of one number advance together). */
export interface Access {
  readonly text: string;
  readonly name: string;
  readonly element: number | null;
  readonly iterator: number;
}

export const parseAccess = (value: string): Access | null => {
  const match = /^\$([A-Za-z0-9_]+)(?:\[(@?)(\d+)\])?$/.exec(value);
  if (!match) return null;
  const [, name = '', at, digits] = match;
  const number = digits === undefined ? 0 : Number(digits);
  const isElement = digits !== undefined && at === '';
  return {
    text: value.slice(1),
    name,
    element: isElement ? number : null,
    iterator: isElement ? -1 : number,
  };
};

/** Whether there is a value for it. */
export const isAvailable = (access: Access, variables: Variables): boolean => {
  const values = variables.get(access.name);
  return values !== undefined && values.length > (access.element ?? 0);
};

interface Wheel {
  readonly iterator: number;
  readonly names: string[];
  min: number;
  max: number;
  now: number;
}

/** Every combination of values a rule is instantiated with, duplicates left out: functions from access to value. */
export const combinations = function* (
  accesses: readonly Access[],
  variables: Variables,
): Generator<(value: string) => string> {
  const valuesOf = (name: string): readonly string[] => {
    const values = variables.get(name);
    if (!values) throw internal(`Could not find value for variable '${name}'`);
    return values;
  };
  const wheels: Wheel[] = [{ iterator: 0, names: [], min: 0, max: 0, now: 0 }];
  const wheelOf = new Map<string, Wheel>();
  for (const access of accesses) {
    let wheel = access.element === null ? wheels.find((w) => w.iterator === access.iterator) : undefined;
    if (!wheel) {
      wheel = { iterator: access.element === null ? access.iterator : -1, names: [], min: 0, max: 0, now: 0 };
      wheels.push(wheel);
    }
    const max = access.element ?? valuesOf(access.name).length - 1;
    const min = access.element ?? 0;
    if (wheel.names.length === 0) Object.assign(wheel, { min, max, now: min });
    else if (wheel.max !== max)
      throw internal('Cardinality of list items must be the same for processing them in parallel');
    wheel.names.push(access.name);
    wheelOf.set(access.text, wheel);
  }
  /** Whether the values under a wheel have been there before. */
  const repeated = ({ names, now }: Wheel): boolean => {
    for (let earlier = 0; earlier < now; earlier++)
      if (names.every((name) => valuesOf(name)[earlier] === valuesOf(name)[now])) return true;
    return false;
  };
  const advance = (): boolean => {
    for (const wheel of wheels) {
      do wheel.now++;
      while (wheel.now <= wheel.max && repeated(wheel));
      if (wheel.now <= wheel.max) return true;
      wheel.now = wheel.min;
    }
    return false;
  };
  do {
    yield (value) => {
      const access = parseAccess(value);
      if (!access) return value;
      const found = valuesOf(access.name)[wheelOf.get(access.text)?.now ?? 0];
      if (found === undefined)
        throw internal(`Could not get nth (${access.element ?? 0}) value of variable '${access.name}'`);
      return found;
    };
  } while (advance());
};
