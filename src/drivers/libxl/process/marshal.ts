// One call of the library as functions.ts declares it: its arguments made ready, its results taken out again.
import { closeSync, openSync } from 'node:fs';
import koffi, { type LibraryHandle } from 'koffi';
import type { FileArg, FunctionSpec, Parameter } from './functions.ts';
import type { StructName } from './sizes.ts';
import { type Hold, LibxlError, type Native, type Pointer, type Structures } from './structures.ts';

const scalarTypes: Partial<Record<Parameter, string>> = {
  u32: 'uint32_t',
  i32: 'int',
  u64: 'uint64_t',
  i64: 'int64_t',
  char: 'char',
  str: 'const char *',
  fd: 'int',
};
const typeOf = (p: Parameter): string => scalarTypes[p] ?? 'void *';

const resultScalars: Partial<Record<Parameter, string>> = {
  '>u32': 'uint32_t',
  '>i32': 'int',
  '>u64': 'uint64_t',
};

/** Arguments of one call, what it hands back through them, and the end of what they hold. */
export interface Prepared {
  readonly values: readonly unknown[];
  readonly results: readonly (() => unknown)[];
  release(): void;
}

export interface Marshal {
  lookUp(name: string, spec: FunctionSpec): Native;
  /** `how` stands where the function is told how to tell of its completion. */
  prepare(
    ctx: Pointer,
    name: string,
    spec: FunctionSpec,
    args: readonly unknown[],
    how: Pointer | null,
  ): Prepared;
  /** The answer of a call that returned `returned`. Throws LibxlError. */
  unpack(
    ctx: Pointer,
    name: string,
    spec: FunctionSpec,
    returned: unknown,
    results: Prepared['results'],
  ): unknown;
}

export const createMarshal = (structures: Structures, libc: LibraryHandle): Marshal => {
  const { native, init, dispose, toJson } = structures;
  const free = libc.func('void free(void *p)');
  const lseek = libc.func('int64_t lseek(int fd, int64_t offset, int whence)');
  const socket = libc.func('int socket(int family, int type, int protocol)');
  const connect = libc.func('int connect(int fd, const uint8_t *address, uint32_t length)');

  const openFile = (arg: FileArg): number => {
    if ('socket' in arg) {
      // A blocking socket, which is what the library's helpers need; Node's own are not.
      const fd = socket(1, 1 | 0o2000000, 0);
      const address = Buffer.alloc(110);
      address.writeUInt16LE(1, 0);
      address.write(arg.socket, 2);
      if (fd < 0 || connect(fd, address, 2 + arg.socket.length + 1) < 0) {
        if (fd >= 0) closeSync(fd);
        throw new Error(`cannot connect to ${arg.socket}`);
      }
      return fd;
    }
    const fd = openSync(arg.path, arg.mode === 'read' ? 'r' : 'a');
    if (arg.offset !== undefined && arg.mode === 'read') lseek(fd, arg.offset, 0);
    return fd;
  };

  const prepare: Marshal['prepare'] = (ctx, name, spec, args, how) => {
    const given = [...args];
    const results: (() => unknown)[] = [];
    const after: (() => void)[] = [];
    const hold: Hold = (bytes) => {
      const p = koffi.alloc('uint8_t', bytes) as Pointer;
      after.push(() => koffi.free(p));
      return p;
    };
    const scalar = (read: (cell: Pointer) => unknown): Pointer => {
      const cell = hold(8);
      koffi.encode(cell, 'uint64_t', 0);
      results.push(() => read(cell));
      return cell;
    };
    const text = (cell: Pointer): string | null => {
      const address = BigInt(koffi.decode(cell, 'uint64_t'));
      if (!address) return null;
      const value = koffi.decode(address, 'char', -1) as string;
      free(address);
      return value;
    };
    const nodemap = (): Pointer => {
      const p = hold(16);
      init('bitmap', p);
      after.unshift(() => dispose('bitmap', p));
      // The library writes into what it is given: without room it writes to address 0.
      const rc = native('node_bitmap_alloc', 'int', ['void *', 'void *', 'int'])(ctx, p, 0);
      if (rc) throw new LibxlError(rc, 'node_bitmap_alloc');
      results.push(() => structures.bitsOf(p));
      return p;
    };
    const struct = (type: StructName, filled: boolean): Pointer => {
      const p = hold(structures.sizes[type] + 256);
      init(type, p);
      after.unshift(() => dispose(type, p));
      if (filled) structures.fromJson(ctx, type, p, given.shift());
      else results.push(() => toJson(ctx, type, p));
      return p;
    };
    const one = (p: Parameter): unknown => {
      if (p === 'ao') return how;
      if (p === 'null') return null;
      const type = resultScalars[p];
      if (type) return scalar((cell) => koffi.decode(cell, type));
      if (p === '>str') return scalar(text);
      if (p === 'fd') {
        const fd = openFile(given.shift() as FileArg);
        after.push(() => closeSync(fd));
        return fd;
      }
      if (p === 'bitmap') return structures.bitmap(given.shift() as number[], hold);
      if (p === '>nodemap') return nodemap();
      if (p[0] === '<' || p[0] === '>') return struct(p.slice(1) as StructName, p[0] === '<');
      return given.shift();
    };
    const release = (): void => after.forEach((f) => void f());
    try {
      return { values: spec.parameters.map(one), results, release };
    } catch (e) {
      release();
      throw e instanceof Error ? e : new Error(`${name}: ${e}`);
    }
  };

  const list = (
    ctx: Pointer,
    name: string,
    spec: FunctionSpec,
    first: Pointer | null,
    count: number,
  ): unknown[] => {
    if (!first) {
      // Lists of devices are null when empty; others only on failure.
      if (name.startsWith('device_')) return [];
      throw new LibxlError(-3, name);
    }
    const items = structures.elements(ctx, spec.element as StructName, first, count);
    native(spec.free as string, 'void', ['void *', 'int'])(first, count);
    return items;
  };

  return {
    prepare,
    lookUp: (name, spec) =>
      native(name, spec.kind === 'list' || spec.kind === 'struct' ? 'void *' : 'int', [
        'void *',
        ...spec.parameters.map(typeOf),
      ]),
    unpack(ctx, name, spec, returned, results) {
      if (spec.kind === 'value') return returned;
      if (spec.kind === 'struct') return toJson(ctx, spec.element as string, returned as Pointer);
      if (spec.kind === 'list')
        return list(ctx, name, spec, returned as Pointer | null, Number(results[0]?.() ?? 0));
      if (returned) throw new LibxlError(returned as number, name);
      const out = results.map((r) => r());
      return out.length > 1 ? out : out[0];
    },
  };
};
