// JSON Schema of wire types, so that REST's description follows from the same declarations as the RPC's.
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
      return { type: 'integer' };
    case 'uhyper':
      return { type: 'integer', minimum: 0 };
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
        required: fields.filter(([, field]) => field.kind !== 'optional').map(([name]) => name),
        additionalProperties: false,
      };
    }
    default:
      return binary;
  }
};

/** Turns JSON's base64 into bytes where the type wants bytes, and fills absent optionals with null. */
export const fromJson = (type: WireType, value: unknown): unknown => {
  switch (type.kind) {
    case 'opaque':
    case 'opaqueFixed':
    case 'charArray':
      return Buffer.from(String(value), 'base64');
    case 'optional':
      return value === null || value === undefined ? null : fromJson(type.elem as WireType, value);
    case 'array':
    case 'arrayFixed':
      return (value as unknown[]).map((item) => fromJson(type.elem as WireType, item));
    case 'struct': {
      const object = (value ?? {}) as Record<string, unknown>;
      return Object.fromEntries(
        Object.entries(type.fields ?? {}).map(([name, field]) => [name, fromJson(field, object[name])]),
      );
    }
    default:
      return value;
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
