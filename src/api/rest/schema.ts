// JSON Schema of wire types, so that REST's description follows from the same declarations as the RPC's.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { WireType } from '../../../schemas/rpc/types.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

const typedParamSchema: JsonSchema = {
  type: 'object',
  required: ['field', 'type', 'value'],
  properties: {
    field: { type: 'string', maxLength: 79 },
    type: {
      type: 'integer',
      minimum: 1,
      maximum: 7,
      description: '1 int, 2 uint, 3 llong, 4 ullong, 5 double, 6 boolean, 7 string',
    },
    value: { type: ['integer', 'number', 'boolean', 'string'] },
  },
};

/** May be left out: no flags. */
const FLAGS = 'flags';
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const integer = (minimum: number, maximum: number): JsonSchema => ({ type: 'integer', minimum, maximum });
const binary: JsonSchema = { type: 'string', contentEncoding: 'base64' };

/** The JSON form of a wire type; binary data is base64. */
export const jsonSchemaOf = (type: WireType): JsonSchema => {
  switch (type.kind) {
    case 'int':
      return integer(-2147483648, 2147483647);
    case 'uint':
      return integer(0, 4294967295);
    case 'hyper':
      return { type: ['integer', 'string'], pattern: '^-?[0-9]+$' };
    case 'uhyper':
      return { type: ['integer', 'string'], minimum: 0, pattern: '^[0-9]+$' };
    case 'double':
      return { type: 'number' };
    case 'char':
    case 'short':
      return integer(-32768, 32767);
    case 'uchar':
    case 'ushort':
      return integer(0, 65535);
    case 'uuid':
      return { type: 'string', format: 'uuid' };
    case 'string':
      return { type: 'string', maxLength: type.max };
    case 'chars':
      return { type: 'string', maxLength: (type.len as number) - 1 };
    case 'typedParam':
      return typedParamSchema;
    case 'optional':
      return { anyOf: [jsonSchemaOf(type.elem as WireType), { type: 'null' }] };
    case 'array':
      return { type: 'array', items: jsonSchemaOf(type.elem as WireType), maxItems: type.max };
    case 'arrayFixed':
      return {
        type: 'array',
        items: jsonSchemaOf(type.elem as WireType),
        minItems: type.len,
        maxItems: type.len,
      };
    case 'struct': {
      const fields = Object.entries(type.fields ?? {});
      return {
        type: 'object',
        properties: Object.fromEntries(fields.map(([name, field]) => [name, jsonSchemaOf(field)])),
        required: fields
          .filter(([name, field]) => field.kind !== 'optional' && name !== FLAGS)
          .map(([name]) => name),
        additionalProperties: false,
      };
    }
    default:
      return binary;
  }
};

const refuse = (path: string, expected: string): never => {
  throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `'${path}' must be ${expected}`);
};

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  int: [-(2 ** 31), 2 ** 31 - 1],
  uint: [0, 2 ** 32 - 1],
  char: [-32768, 32767],
  short: [-32768, 32767],
  uchar: [0, 65535],
  ushort: [0, 65535],
};
const INT64_MIN = -(2n ** 63n);

/** A 64-bit number, as a number where that is exact; decimal text is taken too. */
const wide = (value: unknown, path: string, least: bigint, most: bigint): number | bigint => {
  const exact =
    Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d{1,20}$/.test(value))
      ? BigInt(value as number | string)
      : null;
  if (exact === null || exact < least || exact > most)
    return refuse(path, least < 0n ? 'a 64-bit integer' : 'a 64-bit integer from 0 on');
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
};
const words = (value: unknown, path: string, max: number): string =>
  typeof value === 'string' && Buffer.byteLength(value) <= max
    ? value
    : refuse(path, `a string of at most ${max} bytes`);
const bytes = (value: unknown, path: string): Buffer =>
  typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value)
    ? Buffer.from(value, 'base64')
    : refuse(path, 'base64 text');
const object = (value: unknown, path: string, known: readonly string[]): Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(path, 'an object');
  const odd = Object.keys(value).find((key) => !known.includes(key));
  if (odd !== undefined)
    throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `'${odd}' is not known in '${path}'`);
  return value as Record<string, unknown>;
};

const TYPED_FIELD_MAX = 79;
/** virTypedParameterType from 1 on, as kinds of the wire. */
const typedKinds = ['int', 'uint', 'hyper', 'uhyper', 'double', 'boolean', 'string'] as const;
const typedParam = (value: unknown, path: string): unknown => {
  const { field, type, value: given } = object(value, path, ['field', 'type', 'value']);
  const kind = typedKinds[Number(type) - 1];
  if (!kind) return refuse(`${path}.type`, 'from 1 to 7');
  const at = `${path}.value`;
  if (kind === 'boolean' && typeof given !== 'boolean') return refuse(at, 'true or false');
  return {
    field: words(field, `${path}.field`, TYPED_FIELD_MAX),
    type: Number(type),
    value: kind === 'boolean' ? given : fromJson({ kind, max: 4194304 }, given, at),
  };
};

/**
 * A call's arguments from their JSON form, checked against the wire type: base64 becomes bytes, absent optionals null
 * and absent flags 0. `path` is where the value stands, for the words of a refusal.
 */
export const fromJson = (type: WireType, value: unknown, path = 'arguments'): unknown => {
  const range = ranges[type.kind];
  if (range) {
    const [least, most] = range;
    const fits = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
    return fits ? value : refuse(path, `an integer from ${least} to ${most}`);
  }
  switch (type.kind) {
    case 'hyper':
      return wide(value, path, INT64_MIN, -INT64_MIN - 1n);
    case 'uhyper':
      return wide(value, path, 0n, -2n * INT64_MIN - 1n);
    case 'double':
      return typeof value === 'number' ? value : refuse(path, 'a number');
    case 'uuid':
      return UUID.test(String(value)) ? String(value).toLowerCase() : refuse(path, 'a UUID');
    case 'string':
      return words(value, path, type.max as number);
    case 'chars':
      return words(value, path, (type.len as number) - 1);
    case 'typedParam':
      return typedParam(value, path);
    case 'optional':
      return value === null || value === undefined ? null : fromJson(type.elem as WireType, value, path);
    case 'array':
    case 'arrayFixed': {
      const max = type.max ?? (type.len as number);
      if (!Array.isArray(value) || value.length > max || (type.kind === 'arrayFixed' && value.length < max))
        return refuse(path, `a list of ${type.kind === 'array' ? 'at most ' : ''}${max}`);
      return value.map((item, i) => fromJson(type.elem as WireType, item, `${path}[${i}]`));
    }
    case 'struct': {
      const fields = Object.entries(type.fields ?? {});
      const given = object(value ?? {}, path, Object.keys(type.fields ?? {}));
      const place = (name: string): string => (path === 'arguments' ? name : `${path}.${name}`);
      return Object.fromEntries(
        fields.map(([name, field]) => [
          name,
          fromJson(field, given[name] ?? (name === FLAGS ? 0 : undefined), place(name)),
        ]),
      );
    }
    default:
      return bytes(value, path);
  }
};

/** For JSON.stringify: bytes as base64, 64-bit values beyond exact numbers as decimal strings. */
export const jsonReplacer = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString();
  const buffer = value as { type?: string; data?: number[] } | null;
  if (buffer?.type === 'Buffer' && Array.isArray(buffer.data))
    return Buffer.from(buffer.data).toString('base64');
  return value;
};
