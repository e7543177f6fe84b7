// The types of the values that attributes and texts have.

/** How an attribute or a text content is read and written. `T` is its TypeScript type. */
export interface Type<T> {
  readonly is: 'type';
  readonly type:
    | 'text'
    | 'bool'
    | 'enum'
    | 'int'
    | 'uuid'
    | 'mac'
    | 'ip'
    | 'cpuset'
    | 'size'
    | 'word'
    | 'double'
    | 'wide';
  readonly values?: readonly string[];
  readonly yes?: string;
  readonly no?: string;
  /** Integers. */
  readonly min?: number;
  readonly max?: number;
  readonly base?: number;
  readonly expect?: string;
  /** What is said of a number below zero, where that differs. */
  readonly belowZero?: string;
  /** Integers written as hexadecimal, padded to so many digits. */
  readonly hex?: number;
  /** Hexadecimal digits in capitals. */
  readonly capitals?: boolean;
  /** Sizes: the unit of the value in memory, in bytes, and its name. */
  readonly unit?: string;
  readonly scale?: number;
  readonly defaultScale?: number;
  readonly writeUnit?: boolean;
  /** Integers written in octal, padded to so many digits. */
  readonly octal?: number;
  /** Sizes: the largest unit that keeps the number whole is written. */
  readonly pretty?: boolean;
  /** Sizes: the name of the unit attribute when it is not `unit`. */
  readonly unitName?: string;
  /** Sizes: attribute spelling of the unit when it is not the unit's name. */
  readonly unitLabel?: string;
  /** Words: the XML Schema pattern they match, and the libvirt text when they do not. */
  readonly pattern?: string;
  /** Extra spellings that the generated schemas accept, or a stricter pattern than the parser's. */
  readonly schema?: SchemaHint;
  readonly value?: T;
}

/** What the generated schemas say where libvirt's schema is stricter or laxer than its parser. */
export interface SchemaHint {
  /** An XML Schema pattern for the value. */
  readonly pattern?: string;
  /** Decimal numbers from the first to the second, besides what the pattern allows. */
  readonly range?: readonly [min: number, max: number];
  /** Values accepted besides those of the type. */
  readonly also?: readonly string[];
  /** Values the parser knows but the schema does not. */
  readonly not?: readonly string[];
  /** Schema wants it although the parser does not (or the reverse). */
  readonly required?: boolean;
  /** Any text at all. */
  readonly any?: boolean;
  /** The schema does not know this one. */
  readonly hidden?: boolean;
}

const type = <T>(record: Omit<Type<T>, 'is' | 'value'>): Type<T> => ({ is: 'type', ...record });

/** Any text. */
export const text = type<string>({ type: 'text' });
/** `yes` or `no`, a boolean in memory. */
export const yesNo = type<boolean>({ type: 'bool', yes: 'yes', no: 'no' });
/** `on` or `off`, a boolean in memory. */
export const onOff = type<boolean>({ type: 'bool', yes: 'on', no: 'off' });
/** A yes/no of the old kind: anything but `yes` is no. */
export const uuid = type<string>({ type: 'uuid' });
export const mac = type<string>({ type: 'mac' });
/** An IPv4 or IPv6 address, in the canonical spelling. */
export const ip = type<string>({ type: 'ip' });
/** A set of CPU or node numbers, in the canonical spelling (`0-3,5`). */
export const cpuset = type<string>({ type: 'cpuset' });
export const double = type<number>({ type: 'double' });

/** One of the given words. */
export const oneWord = <const V extends readonly string[]>(values: V, schema?: SchemaHint): Type<V[number]> =>
  type({ type: 'enum', values, schema });

/** Text that matches an XML Schema pattern. */
export const word = (pattern: string, schema?: SchemaHint): Type<string> =>
  type({ type: 'word', pattern, schema });

interface IntOptions {
  readonly min?: number;
  readonly max?: number;
  /** 0 accepts 0x and 0 prefixes, as strtoul does. */
  readonly base?: number;
  readonly expect?: string;
  /** Written as `0x` and at least so many digits. */
  readonly hex?: number;
  readonly capitals?: boolean;
  readonly schema?: SchemaHint;
}
const NON_NEGATIVE = 'Expected non-negative integer value';

/** An integer within a range; `int()` is C's int, with the texts of virXMLPropInt. */
export const int = (options: IntOptions = {}): Type<number> =>
  type({
    type: 'int',
    min: -2147483648,
    max: 2147483647,
    base: 10,
    expect: 'Expected integer value',
    ...options,
  });
/** C's int without negative numbers, with the texts of virXMLPropInt. */
export const natural = (options: IntOptions = {}): Type<number> =>
  type({
    type: 'int',
    min: 0,
    max: 2147483647,
    base: 10,
    expect: 'Expected integer value',
    belowZero: 'Expected non-negative value',
    ...options,
  });
/** C's unsigned int, with the texts of virXMLPropUInt. */
export const uint = (options: IntOptions = {}): Type<number> =>
  type({ type: 'int', min: 0, max: 4294967295, base: 10, expect: NON_NEGATIVE, ...options });
/** C's unsigned long long, as far as a number holds it exactly. */
export const ulong = (options: IntOptions = {}): Type<number> =>
  type({ type: 'int', min: 0, max: Number.MAX_SAFE_INTEGER, base: 10, expect: NON_NEGATIVE, ...options });
export const long = (options: IntOptions = {}): Type<number> =>
  type({
    type: 'int',
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    base: 10,
    expect: 'Expected long long integer value',
    ...options,
  });
/** C's unsigned long long in full, as decimal digits: for the few values beyond a number's reach. */
export const wide = type<string>({ type: 'wide', expect: NON_NEGATIVE });
/** An integer written as `0x` and at least `digits` digits; read in any base. */
export const hex = (digits: number, options: IntOptions = {}): Type<number> =>
  type({ type: 'int', min: 0, max: 4294967295, base: 0, hex: digits, expect: NON_NEGATIVE, ...options });

/** An integer written in octal, as file modes are. */
export const octal = (digits: number, options: IntOptions = {}): Type<number> =>
  type({ type: 'int', min: 0, max: 0o777, base: 8, octal: digits, expect: NON_NEGATIVE, ...options });

const SCALES: Record<string, number> = { bytes: 1, KiB: 1024, MiB: 1048576 };

/**
 * A size with a `unit` attribute beside it. In memory it counts `unit`s; a number without unit counts `plain`s.
 * The unit is always written.
 */
export const size = (
  unit: 'bytes' | 'KiB' | 'MiB',
  plain: 'bytes' | 'KiB' | 'MiB' = unit,
  options: Partial<
    Pick<Type<number>, 'writeUnit' | 'max' | 'pretty' | 'unitName' | 'unitLabel' | 'schema'>
  > = {},
): Type<number> =>
  type({
    type: 'size',
    unit,
    scale: SCALES[unit] ?? 1,
    defaultScale: SCALES[plain] ?? 1,
    writeUnit: true,
    ...options,
  });
