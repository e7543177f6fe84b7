// Compiles wire types (schemas/rpc/types.ts) into straight-line encoders and decoders, once, on first use.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Decoded, Encoded, TypedParam, WireType } from '../../../schemas/rpc/types.ts';

const HEX: string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
/** The value of a hexadecimal digit by its character code; more than 255 for anything else. */
const BAD = 0x100;
const NIBBLE: number[] = Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? BAD : value;
});
const DASH = '-'.charCodeAt(0);
/** Strings up to this length are written character by character. */
const SHORT = 64;
const FIELD_NAME_MAX = 4194304;

const malformed = (what: string): VirError => new VirError(ErrorCode.RPC, ErrorDomain.RPC, what);
const decodeError = (): VirError => malformed('Unable to decode message payload');
const encodeError = (): VirError => malformed('Unable to encode message payload');

/** A growing buffer that XDR values are appended to. */
export class Writer {
  buf: Buffer;
  pos = 0;

  constructor(size = 512) {
    this.buf = Buffer.allocUnsafe(size);
  }

  reserve(n: number): void {
    if (this.pos + n <= this.buf.length) return;
    const next = Buffer.allocUnsafe(Math.max(this.buf.length * 2, this.pos + n));
    this.buf.copy(next, 0, 0, this.pos);
    this.buf = next;
  }

  u32(v: number): void {
    this.reserve(4);
    const b = this.buf;
    let p = this.pos;
    b[p++] = v >>> 24;
    b[p++] = v >>> 16;
    b[p++] = v >>> 8;
    b[p++] = v;
    this.pos = p;
  }

  u64(v: number | bigint): void {
    this.reserve(8);
    if (typeof v === 'number' && Number.isSafeInteger(v)) {
      const hi = Math.floor(v / 4294967296);
      this.u32(hi);
      this.u32(v - hi * 4294967296);
      return;
    }
    const big = typeof v === 'bigint' ? v : Number.isFinite(v) ? BigInt(Math.trunc(v)) : 0n;
    this.buf.writeBigUInt64BE(BigInt.asUintN(64, big), this.pos);
    this.pos += 8;
  }

  f64(v: number): void {
    this.reserve(8);
    this.pos = this.buf.writeDoubleBE(v, this.pos);
  }

  str(v: string, max: number): void {
    if (typeof v !== 'string') throw encodeError();
    if (v.length <= SHORT && v.length <= max && this.ascii(v)) return;
    const n = Buffer.byteLength(v);
    if (n > max) throw encodeError();
    this.u32(n);
    this.reserve(n + 3);
    this.buf.write(v, this.pos, n, 'utf8');
    this.pad(n);
  }

  /** Names and other short texts, without a trip into native code; false, nothing kept, when there is more than ASCII. */
  private ascii(v: string): boolean {
    const n = v.length;
    this.reserve(n + 7);
    const b = this.buf;
    const start = this.pos + 4;
    for (let i = 0; i < n; i++) {
      const c = v.charCodeAt(i);
      if (c > 0x7f) return false;
      b[start + i] = c;
    }
    this.u32(n);
    this.pad(n);
    return true;
  }

  private pad(n: number): void {
    let p = this.pos + n;
    for (let k = -n & 3; k > 0; k--) this.buf[p++] = 0;
    this.pos = p;
  }

  bytes(v: Uint8Array): void {
    this.reserve(v.length + 3);
    this.buf.set(v, this.pos);
    this.pad(v.length);
  }

  opaque(v: Uint8Array, max: number): void {
    if (v.length > max) throw encodeError();
    this.u32(v.length);
    this.bytes(v);
  }

  opaqueFixed(v: Uint8Array, len: number): void {
    if (v.length !== len) throw encodeError();
    this.bytes(v);
  }

  uuid(v: string): void {
    this.reserve(16);
    const b = this.buf;
    const end = this.pos + 16;
    let p = this.pos;
    let i = 0;
    while (p < end) {
      if (v.charCodeAt(i) === DASH) i++;
      const pair = ((NIBBLE[v.charCodeAt(i)] ?? BAD) << 4) | (NIBBLE[v.charCodeAt(i + 1)] ?? BAD);
      if (pair > 0xff) throw encodeError();
      b[p++] = pair;
      i += 2;
    }
    if (i !== v.length) throw encodeError();
    this.pos = end;
  }

  chars(v: string, len: number): void {
    const bytes = Buffer.from(v);
    for (let i = 0; i < len; i++) this.u32(i < len - 1 ? (bytes[i] ?? 0) : 0);
  }

  charArray(v: Uint8Array, max: number): void {
    if (v.length > max) throw encodeError();
    this.u32(v.length);
    this.reserve(v.length * 4);
    for (let i = 0; i < v.length; i++) this.u32(((v[i] as number) << 24) >> 24);
  }

  count(n: number, max: number): number {
    if (n > max) throw encodeError();
    this.u32(n);
    return n;
  }

  param(p: TypedParam): void {
    this.str(p.field, FIELD_NAME_MAX);
    this.u32(p.type);
    switch (p.type) {
      case 1:
      case 2:
        return this.u32(Number(p.value));
      case 3:
      case 4:
        return this.u64(p.value as number | bigint);
      case 5:
        return this.f64(Number(p.value));
      case 6:
        return this.u32(p.value ? 1 : 0);
      case 7:
        return this.str(p.value as string, FIELD_NAME_MAX);
      default:
        throw encodeError();
    }
  }
}

/** Reads XDR values off a buffer; running past the end or over a limit is an RPC error. */
export class Reader {
  readonly buf: Buffer;
  pos: number;
  readonly end: number;

  constructor(buf: Buffer, pos = 0, end = buf.length) {
    this.buf = buf;
    this.pos = pos;
    this.end = end;
  }

  private take(n: number): number {
    const p = this.pos;
    if (n > this.end - p) throw decodeError();
    this.pos = p + n;
    return p;
  }

  i32(): number {
    const p = this.take(4);
    const b = this.buf;
    return (
      ((b[p] as number) << 24) |
      ((b[p + 1] as number) << 16) |
      ((b[p + 2] as number) << 8) |
      (b[p + 3] as number)
    );
  }

  u32(): number {
    return this.i32() >>> 0;
  }

  i64(): number {
    const hi = this.i32();
    return hi * 4294967296 + this.u32();
  }

  u64(): number {
    const hi = this.u32();
    return hi * 4294967296 + this.u32();
  }

  f64(): number {
    return this.buf.readDoubleBE(this.take(8));
  }

  private padded(n: number): number {
    return this.take((n + 3) & ~3);
  }

  str(max: number): string {
    const n = this.u32();
    if (n > max || n > this.end - this.pos) throw decodeError();
    const p = this.padded(n);
    return this.buf.toString('utf8', p, p + n);
  }

  opaque(max: number): Buffer {
    const n = this.u32();
    if (n > max || n > this.end - this.pos) throw decodeError();
    const p = this.padded(n);
    return this.buf.subarray(p, p + n);
  }

  opaqueFixed(len: number): Buffer {
    const p = this.padded(len);
    return this.buf.subarray(p, p + len);
  }

  uuid(): string {
    const p = this.take(16);
    const b = this.buf;
    let s = '';
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) s += '-';
      s += HEX[b[p + i] as number];
    }
    return s;
  }

  chars(len: number): string {
    const bytes = Buffer.alloc(len);
    for (let i = 0; i < len; i++) bytes[i] = this.i32();
    const nul = bytes.indexOf(0);
    return bytes.toString('utf8', 0, nul < 0 ? len : nul);
  }

  charArray(max: number): Buffer {
    const n = this.count(max, 4);
    const bytes = Buffer.alloc(n);
    for (let i = 0; i < n; i++) bytes[i] = this.i32();
    return bytes;
  }

  /** A counted array's length: over the limit, or more than the rest of the payload could hold, is refused. */
  count(max: number, least: number): number {
    const n = this.u32();
    if (n > max || n * least > this.end - this.pos) throw decodeError();
    return n;
  }

  param(): TypedParam {
    const field = this.str(FIELD_NAME_MAX);
    const type = this.i32();
    switch (type) {
      case 1:
        return { field, type, value: this.i32() };
      case 2:
        return { field, type, value: this.u32() };
      case 3: {
        const big = this.buf.readBigInt64BE(this.take(8));
        return { field, type, value: exact(big) };
      }
      case 4: {
        const big = this.buf.readBigUInt64BE(this.take(8));
        return { field, type, value: exact(big) };
      }
      case 5:
        return { field, type, value: this.f64() };
      case 6:
        return { field, type, value: this.i32() !== 0 };
      case 7:
        return { field, type, value: this.str(FIELD_NAME_MAX) };
      default:
        throw decodeError();
    }
  }
}

const exact = (v: bigint): number | bigint =>
  v <= BigInt(Number.MAX_SAFE_INTEGER) && v >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(v) : v;

/** The fewest bytes a value of this type takes; bounds array counts before anything is allocated. */
const leastSize = (t: WireType): number => {
  switch (t.kind) {
    case 'hyper':
    case 'uhyper':
    case 'double':
      return 8;
    case 'uuid':
      return 16;
    case 'typedParam':
      return 12;
    case 'opaqueFixed':
      return ((t.len as number) + 3) & ~3;
    case 'chars':
      return (t.len as number) * 4;
    case 'arrayFixed':
      return (t.len as number) * leastSize(t.elem as WireType);
    case 'struct':
      return Object.values(t.fields ?? {}).reduce((sum, f) => sum + leastSize(f), 0);
    default:
      return 4;
  }
};

let temporary = 0;
const fresh = (): string => `t${temporary++}`;

/** Source of statements that write `v`. */
const encodeSource = (t: WireType, v: string): string => {
  switch (t.kind) {
    case 'int':
    case 'uint':
    case 'char':
    case 'uchar':
    case 'short':
    case 'ushort':
      return `w.u32(${v});`;
    case 'hyper':
    case 'uhyper':
      return `w.u64(${v});`;
    case 'double':
      return `w.f64(${v});`;
    case 'uuid':
      return `w.uuid(${v});`;
    case 'string':
      return `w.str(${v},${t.max});`;
    case 'opaque':
    case 'charArray':
      return `w.${t.kind}(${v},${t.max});`;
    case 'opaqueFixed':
    case 'chars':
      return `w.${t.kind}(${v},${t.len});`;
    case 'typedParam':
      return `w.param(${v});`;
    case 'optional': {
      const x = fresh();
      return `const ${x}=${v};if(${x}===null||${x}===undefined)w.u32(0);else{w.u32(1);${encodeSource(t.elem as WireType, x)}}`;
    }
    case 'array':
    case 'arrayFixed': {
      const [a, i, n] = [fresh(), fresh(), fresh()];
      const count = t.kind === 'array' ? `w.count(${a}.length,${t.max})` : `${t.len}`;
      const body = encodeSource(t.elem as WireType, `${a}[${i}]`);
      return `const ${a}=${v};for(let ${i}=0,${n}=${count};${i}<${n};${i}++){${body}}`;
    }
    case 'struct':
      return Object.entries(t.fields ?? {})
        .map(([name, f]) => encodeSource(f, `${v}.${name}`))
        .join('');
    default:
      throw new TypeError(`no encoder for ${t.kind}`);
  }
};

/** Source of an expression that reads one value. */
const decodeSource = (t: WireType): string => {
  switch (t.kind) {
    case 'int':
    case 'char':
    case 'short':
      return 'r.i32()';
    case 'uint':
    case 'uchar':
    case 'ushort':
      return 'r.u32()';
    case 'hyper':
      return 'r.i64()';
    case 'uhyper':
      return 'r.u64()';
    case 'double':
      return 'r.f64()';
    case 'uuid':
      return 'r.uuid()';
    case 'string':
      return `r.str(${t.max})`;
    case 'opaque':
    case 'charArray':
      return `r.${t.kind}(${t.max})`;
    case 'opaqueFixed':
    case 'chars':
      return `r.${t.kind}(${t.len})`;
    case 'typedParam':
      return 'r.param()';
    case 'optional':
      return `(r.i32()===0?null:${decodeSource(t.elem as WireType)})`;
    case 'array': {
      const elem = t.elem as WireType;
      return `many(r.count(${t.max},${leastSize(elem)}),()=>${decodeSource(elem)})`;
    }
    case 'arrayFixed':
      return `many(${t.len},()=>${decodeSource(t.elem as WireType)})`;
    case 'struct':
      return `({${Object.entries(t.fields ?? {})
        .map(([name, f]) => `${name}:${decodeSource(f)}`)
        .join(',')}})`;
    default:
      throw new TypeError(`no decoder for ${t.kind}`);
  }
};

const many = <T>(n: number, one: () => T): T[] => {
  const out: T[] = [];
  for (let i = 0; i < n; i++) out.push(one());
  return out;
};

export interface Codec<D, E> {
  encode(w: Writer, value: E): void;
  decode(r: Reader): D;
}

const compiled = new WeakMap<WireType, Codec<unknown, unknown>>();

/** The codec of a type; the same object for the same declaration. */
export const codecOf = <T extends WireType>(type: T): Codec<Decoded<T>, Encoded<T>> => {
  let codec = compiled.get(type);
  if (!codec) {
    codec = {
      encode: new Function('w', 'v', encodeSource(type, 'v')) as Codec<unknown, unknown>['encode'],
      decode: new Function('many', `return r=>${decodeSource(type)}`)(many) as Codec<
        unknown,
        unknown
      >['decode'],
    };
    compiled.set(type, codec);
  }
  return codec as Codec<Decoded<T>, Encoded<T>>;
};
