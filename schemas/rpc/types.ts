// The vocabulary in which wire structures are declared (XDR, RFC 4506, as libvirt's .x files use it). Pure data: the
// codec, the TypeScript types and the golden layout are all derived from these values.

/** A wire type. `D` is what decoding gives, `E` what encoding takes. */
export interface WireType<D = unknown, E = D> {
  readonly kind: string;
  readonly max?: number;
  readonly len?: number;
  readonly elem?: WireType;
  readonly fields?: Fields;
  readonly decoded?: D;
  readonly encoded?: E;
}
export type Fields = Readonly<Record<string, WireType>>;

export type Decoded<T> = T extends WireType<infer D, infer _E> ? D : never;
export type Encoded<T> = T extends WireType<infer _D, infer E> ? E : never;

type OptionalKeys<F extends Fields> = { [K in keyof F]: null extends Encoded<F[K]> ? K : never }[keyof F];
type DecodedStruct<F extends Fields> = { -readonly [K in keyof F]: Decoded<F[K]> };
type EncodedStruct<F extends Fields> = { [K in Exclude<keyof F, OptionalKeys<F>>]: Encoded<F[K]> } & {
  [K in OptionalKeys<F>]?: Encoded<F[K]>;
};

/** 64-bit values travel as plain numbers where they are exact; encoding also takes a bigint. */
export type Hyper = number | bigint;

const scalar = <D, E = D>(kind: string): WireType<D, E> => ({ kind });
export const int = scalar<number>('int');
export const uint = scalar<number>('uint');
export const hyper = scalar<number, Hyper>('hyper');
export const uhyper = scalar<number, Hyper>('uhyper');
export const double = scalar<number>('double');
/** char, short and their unsigned kin take four bytes each on this wire. */
export const char = scalar<number>('char');
export const uchar = scalar<number>('uchar');
export const short = scalar<number>('short');
export const ushort = scalar<number>('ushort');
/** Sixteen raw bytes; a dashed lower-case string here. */
export const uuid = scalar<string>('uuid');

/** Counted string of at most `max` bytes of UTF-8. */
export const text = (max: number): WireType<string> => ({ kind: 'string', max });
/** Byte-packed counted data. */
export const opaque = (max: number): WireType<Buffer, Uint8Array> => ({ kind: 'opaque', max });
export const opaqueFixed = (len: number): WireType<Buffer, Uint8Array> => ({ kind: 'opaqueFixed', len });
export const array = <T extends WireType>(
  elem: T,
  max: number,
): WireType<Decoded<T>[], readonly Encoded<T>[]> => ({
  kind: 'array',
  elem,
  max,
});
/** `char name[len]`: one four-byte word for each character, NUL padded; a string here. */
export const chars = (len: number): WireType<string> => ({ kind: 'chars', len });
/** Counted four-byte characters; raw bytes here (SASL data, security labels with their NUL). */
export const charArray = (max: number): WireType<Buffer, Uint8Array> => ({ kind: 'charArray', max });
export const arrayFixed = <T extends WireType>(
  elem: T,
  len: number,
): WireType<Decoded<T>[], readonly Encoded<T>[]> => ({
  kind: 'arrayFixed',
  elem,
  len,
});
export const optional = <T extends WireType>(
  elem: T,
): WireType<Decoded<T> | null, Encoded<T> | null | undefined> => ({
  kind: 'optional',
  elem,
});
export const struct = <const F extends Fields>(fields: F): WireType<DecodedStruct<F>, EncodedStruct<F>> => ({
  kind: 'struct',
  fields,
});

/** Types of a typed parameter's value (virTypedParameterType). */
export const ParamType = { INT: 1, UINT: 2, LLONG: 3, ULLONG: 4, DOUBLE: 5, BOOLEAN: 6, STRING: 7 } as const;
export type ParamValue = number | bigint | string | boolean;

/** A named value of one of seven types: libvirt's open-ended argument. 64-bit values beyond 2^53 decode as bigint. */
export interface TypedParam {
  field: string;
  type: number;
  value: ParamValue;
}
export const typedParam: WireType<TypedParam> = { kind: 'typedParam' };

/** Makers of typed parameters, one for each type. */
export const param = {
  int: (field: string, value: number): TypedParam => ({ field, type: ParamType.INT, value }),
  uint: (field: string, value: number): TypedParam => ({ field, type: ParamType.UINT, value }),
  llong: (field: string, value: Hyper): TypedParam => ({ field, type: ParamType.LLONG, value }),
  ullong: (field: string, value: Hyper): TypedParam => ({ field, type: ParamType.ULLONG, value }),
  double: (field: string, value: number): TypedParam => ({ field, type: ParamType.DOUBLE, value }),
  boolean: (field: string, value: boolean): TypedParam => ({ field, type: ParamType.BOOLEAN, value }),
  string: (field: string, value: string): TypedParam => ({ field, type: ParamType.STRING, value }),
};
