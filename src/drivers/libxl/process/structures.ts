// The library's structures as this process sees them: opaque bytes that the library itself fills from JSON and turns into it.
import koffi, { type KoffiFunc, type LibraryHandle } from 'koffi';
import { errorNames } from './functions.ts';
import type { Sizes, StructName } from './sizes.ts';

export type Pointer = bigint;
export type TypeSpec = Parameters<typeof koffi.sizeof>[0];
// biome-ignore lint/suspicious/noExplicitAny: koffi's own signature; every use is checked by functions.ts
export type Native = KoffiFunc<(...args: any[]) => any>;

/** A failure told by the library. */
export class LibxlError extends Error {
  readonly rc: number;
  constructor(rc: number, name: string) {
    super(`libxl_${name}: ${errorNames[rc] ?? rc}`);
    this.rc = rc;
  }
}

/** Memory that lives as long as one call. */
export type Hold = (bytes: number) => Pointer;

export interface Structures {
  readonly sizes: Sizes;
  /** libxl_NAME. */
  native(name: string, result: TypeSpec, parameters: TypeSpec[]): Native;
  init(type: string, p: Pointer): void;
  dispose(type: string, p: Pointer): void;
  toJson(ctx: Pointer, type: string, p: Pointer): unknown;
  /** Fills an initialised structure from JSON, or JSON text. Throws LibxlError. */
  fromJson(ctx: Pointer, type: StructName, p: Pointer, json: unknown): void;
  /** Elements of an array, as JSON. */
  elements(ctx: Pointer, type: StructName, first: Pointer, count: number): unknown[];
  readonly Bitmap: TypeSpec;
  bitmap(bits: readonly number[], hold: Hold): Pointer;
  bitsOf(p: Pointer): number[];
}

export const createStructures = (xl: LibraryHandle, sizes: Sizes): Structures => {
  const HeapString = koffi.disposable('HeapString', 'str');
  const Bitmap = koffi.struct('libxl_bitmap', { size: 'uint32_t', map: 'void *' });
  const cache = new Map<string, Native>();
  const native = (name: string, result: TypeSpec, parameters: TypeSpec[]): Native => {
    let f = cache.get(name);
    if (!f) cache.set(name, (f = xl.func(`libxl_${name}`, result, parameters)));
    return f;
  };
  const toJson = (ctx: Pointer, type: string, p: Pointer): unknown =>
    JSON.parse(native(`${type}_to_json`, HeapString, ['void *', 'void *'])(ctx, p));
  return {
    sizes,
    native,
    Bitmap,
    toJson,
    init: (type, p) => native(`${type}_init`, 'void', ['void *'])(p),
    dispose: (type, p) => native(`${type}_dispose`, 'void', ['void *'])(p),
    fromJson(ctx, type, p, json) {
      const text = typeof json === 'string' ? json : JSON.stringify(json);
      const rc = native(`${type}_from_json`, 'int', ['void *', 'void *', 'const char *'])(ctx, p, text);
      if (rc) throw new LibxlError(rc, `${type}_from_json`);
    },
    elements: (ctx, type, first, count) =>
      Array.from({ length: count }, (_, i) => toJson(ctx, type, first + BigInt(i * sizes[type]))),
    bitmap(bits, hold) {
      const bytes = Math.max(8, (Math.max(0, ...bits) >> 3) + 1);
      const data = Buffer.alloc(bytes);
      for (const b of bits) data[b >> 3] = (data[b >> 3] ?? 0) | (1 << (b & 7));
      const map = hold(bytes);
      koffi.encode(map, koffi.array('uint8_t', bytes), [...data]);
      const p = hold(16);
      koffi.encode(p, Bitmap, { size: bytes, map });
      return p;
    },
    bitsOf(p) {
      const { size, map } = koffi.decode(p, Bitmap) as { size: number; map: Pointer | null };
      if (!map || !size) return [];
      const data = koffi.decode(map, koffi.array('uint8_t', size)) as Iterable<number>;
      return [...data].flatMap((byte, i) =>
        [0, 1, 2, 3, 4, 5, 6, 7].filter((b) => byte & (1 << b)).map((b) => i * 8 + b),
      );
    },
  };
};
