// The one place that touches libxenlight: loads it through koffi, finds the series it belongs to, and calls its functions as
// functions.ts declares them. JSON text is the only form in which structures cross this line.
import { closeSync, openSync, readdirSync } from 'node:fs';
import koffi, { type KoffiFunc } from 'koffi';
import {
  errorNames,
  type FileArg,
  type FunctionName,
  type FunctionSpec,
  functions,
  type Parameter,
} from './functions.ts';
import {
  libraryName,
  newestSeries,
  type Series,
  type Sizes,
  type StructName,
  series,
  sizesOf,
} from './sizes.ts';

type Pointer = bigint;
type TypeSpec = Parameters<typeof koffi.sizeof>[0];
// biome-ignore lint/suspicious/noExplicitAny: koffi's own signature; every use is checked by functions.ts
type Native = KoffiFunc<(...args: any[]) => any>;

/** A failure told by the library. */
export class LibxlError extends Error {
  readonly rc: number;
  constructor(rc: number, name: string) {
    super(`libxl_${name}: ${errorNames[rc] ?? rc}`);
    this.rc = rc;
  }
}

const libraryFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
  '/usr/local/lib64',
];

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return []; // No such folder here.
  }
};
/** The newest installed series that sizes are known for. */
const findLibrary = (): { file: string; series: Series } | null => {
  const held = libraryFolders.map((folder) => ({ folder, files: filesIn(folder) }));
  const found = newestSeries(held.flatMap((h) => h.files));
  if (!found) return null;
  const name = libraryName(found);
  const { folder = '' } = held.find((h) => h.files.includes(name)) ?? {};
  return { file: `${folder}/${name}`, series: found };
};

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

const EVENTS_ALL = 0xffffffffffffffffn;

export interface Library {
  readonly series: Series;
  /** A value of XenStore, or null when there is none. */
  readStore(path: string): Promise<string | null>;
  /** A new context; each has its own lock, so that a long call on one does not hold up the others. */
  context(): Context;
}

export interface Context {
  /** Calls a function that takes no `ao`, on this thread if it is quick. */
  run(name: FunctionName, args: readonly unknown[]): unknown;
  runAsync(name: FunctionName, args: readonly unknown[]): Promise<unknown>;
  /** Gives up the operation in progress, if it can be. */
  abort(): void;
  /** Waits for one event of this context. */
  nextEvent(): Promise<Record<string, unknown>>;
  watch(domid: number): void;
  unwatch(domid: number): void;
  /** Tells the library that a child process may have ended. */
  childEnded(): void;
  consoleRing(clear: boolean): string;
  createCpuPool(name: string, scheduler: number, cpus: readonly number[]): number;
  psrHwInfo(feature: number, level: number): unknown[];
  /** Text kept with a domain, ending in a zero byte as libvirt stores it. */
  storeUserdata(domid: number, name: string, text: string): void;
}

/** Holds a lock on the file for the life of this process, once whoever has it is gone. */
export const waitForLock = (file: string): void => {
  const LOCK_EX = 2;
  koffi.load('libc.so.6').func('int flock(int fd, int operation)')(openSync(file, 'w'), LOCK_EX);
};

/** Loads the library. Throws with words for the log when there is none, or no Xen beneath. */
export const loadLibrary = (logFile: string, logLevel: number): Library => {
  const found = findLibrary();
  if (!found) throw new Error(`no libxenlight of Xen ${series.join(', ')} is installed`);
  const sizes: Sizes = sizesOf[found.series];
  const libc = koffi.load('libc.so.6');
  const xtl = koffi.load('libxentoollog.so.1');
  const xl = koffi.load(found.file);
  const HeapString = koffi.disposable('HeapString', 'str');
  const Bitmap = koffi.struct('libxl_bitmap', { size: 'uint32_t', map: 'void *' });

  const cache = new Map<string, Native>();
  const native = (name: string, result: TypeSpec, parameters: TypeSpec[]): Native => {
    let f = cache.get(name);
    if (!f) cache.set(name, (f = xl.func(`libxl_${name}`, result, parameters)));
    return f;
  };
  const init = (type: string, p: Pointer) => native(`${type}_init`, 'void', ['void *'])(p);
  const dispose = (type: string, p: Pointer) => native(`${type}_dispose`, 'void', ['void *'])(p);
  const toJson = (ctx: Pointer, type: string, p: Pointer): unknown =>
    JSON.parse(native(`${type}_to_json`, HeapString, ['void *', 'void *'])(ctx, p));
  const free = libc.func('void free(void *p)');
  const lseek = libc.func('int64_t lseek(int fd, int64_t offset, int whence)');
  const socket = libc.func('int socket(int family, int type, int protocol)');
  const connect = libc.func('int connect(int fd, const uint8_t *address, uint32_t length)');

  const fopen = libc.func('void *fopen(const char *path, const char *mode)');
  const logger = xtl.func('void *xtl_createlogger_stdiostream(void *file, int level, uint32_t flags)')(
    fopen(logFile, 'ae') ?? fopen('/dev/stderr', 'we'),
    logLevel,
    0,
  );
  const ctxAlloc = xl.func(
    'int libxl_ctx_alloc(_Out_ void **ctx, int version, uint32_t flags, void *logger)',
  );
  const childMode = xl.func('void libxl_childproc_setmode(void *ctx, void *hooks, void *user)');
  const childOccurred = xl.func('void libxl_childproc_sigchld_occurred(void *ctx)');
  const eventWait = xl.func(
    'int libxl_event_wait(void *ctx, _Out_ void **event, uint64_t mask, void *predicate, void *user)',
  );
  const eventFree = xl.func('void libxl_event_free(void *ctx, void *event)');
  const eventCheck = xl.func(
    'int libxl_event_check(void *ctx, _Out_ void **event, uint64_t mask, void *predicate, void *user)',
  );
  const aoAbort = xl.func('int libxl_ao_abort(void *ctx, void *how)');

  const openFile = (arg: FileArg): number => {
    if ('socket' in arg) {
      // A blocking socket, which is what the library's helpers need; Node's own are not.
      const fd = socket(1, 1 | 0o2000000, 0);
      const address = Buffer.alloc(110);
      address.writeUInt16LE(1, 0);
      address.write(arg.socket, 2);
      if (fd < 0 || connect(fd, address, 2 + arg.socket.length + 1) < 0)
        throw new Error(`cannot connect to ${arg.socket}`);
      return fd;
    }
    const fd = openSync(arg.path, arg.mode === 'read' ? 'r' : 'a');
    if (arg.offset !== undefined && arg.mode === 'read') lseek(fd, arg.offset, 0);
    return fd;
  };

  /** Arguments made ready for one call, and what to do with them afterwards. */
  const marshal = (
    ctx: Pointer,
    name: string,
    spec: FunctionSpec,
    args: readonly unknown[],
    how: Pointer | null,
  ) => {
    const given = [...args];
    const results: (() => unknown)[] = [];
    const after: (() => void)[] = [];
    const hold = (bytes: number): Pointer => {
      const p = koffi.alloc('uint8_t', bytes) as Pointer;
      after.push(() => koffi.free(p));
      return p;
    };
    const scalar = (type: string): Pointer => {
      const p = hold(8);
      koffi.encode(p, 'uint64_t', 0);
      results.push(() => koffi.decode(p, type));
      return p;
    };
    const one = (p: Parameter): unknown => {
      if (p === 'ao') return how;
      if (p === 'null') return null;
      if (p === '>u32') return scalar('uint32_t');
      if (p === '>i32') return scalar('int');
      if (p === '>u64') return scalar('uint64_t');
      if (p === '>str') {
        const cell = hold(8);
        koffi.encode(cell, 'uint64_t', 0);
        results.push(() => {
          const address = BigInt(koffi.decode(cell, 'uint64_t'));
          if (!address) return null;
          const text = koffi.decode(address, 'char', -1) as string;
          free(address);
          return text;
        });
        return cell;
      }
      if (p === 'fd') {
        const fd = openFile(given.shift() as FileArg);
        after.push(() => closeSync(fd));
        return fd;
      }
      if (p === 'bitmap') return bitmap(given.shift() as number[], hold);
      if (p === '>nodemap') {
        const b = hold(16);
        native('bitmap_init', 'void', ['void *'])(b);
        after.unshift(() => native('bitmap_dispose', 'void', ['void *'])(b));
        // The library writes into what it is given: without room it writes to address 0.
        const rc = native('node_bitmap_alloc', 'int', ['void *', 'void *', 'int'])(ctx, b, 0);
        if (rc) throw new LibxlError(rc, 'node_bitmap_alloc');
        results.push(() => bitsOf(b));
        return b;
      }
      if (p[0] === '<' || p[0] === '>') {
        const type = p.slice(1) as StructName;
        const struct = hold(sizes[type] + 256);
        init(type, struct);
        after.unshift(() => dispose(type, struct));
        if (p[0] === '>') results.push(() => toJson(ctx, type, struct));
        else {
          const json = given.shift();
          const text = typeof json === 'string' ? json : JSON.stringify(json);
          const rc = native(`${type}_from_json`, 'int', ['void *', 'void *', 'const char *'])(
            ctx,
            struct,
            text,
          );
          if (rc) throw new LibxlError(rc, `${type}_from_json`);
        }
        return struct;
      }
      return given.shift();
    };
    const release = () => after.forEach((f) => void f());
    try {
      return { values: spec.parameters.map(one), results, release };
    } catch (e) {
      release();
      throw e instanceof Error ? e : new Error(`${name}: ${e}`);
    }
  };

  const bitmap = (bits: readonly number[], hold: (bytes: number) => Pointer): Pointer => {
    const bytes = Math.max(8, (Math.max(0, ...bits) >> 3) + 1);
    const data = Buffer.alloc(bytes);
    for (const b of bits) data[b >> 3] = (data[b >> 3] ?? 0) | (1 << (b & 7));
    const map = hold(bytes);
    koffi.encode(map, koffi.array('uint8_t', bytes), [...data]);
    const p = hold(16);
    koffi.encode(p, Bitmap, { size: bytes, map });
    return p;
  };
  const bitsOf = (p: Pointer): number[] => {
    const { size, map } = koffi.decode(p, Bitmap) as { size: number; map: Pointer | null };
    if (!map || !size) return [];
    const data = koffi.decode(map, koffi.array('uint8_t', size)) as Iterable<number>;
    return [...data].flatMap((byte, i) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((b) => byte & (1 << b)).map((b) => i * 8 + b),
    );
  };

  const resultType = (spec: FunctionSpec) =>
    spec.kind === 'list' || spec.kind === 'struct' ? 'void *' : 'int';
  const lookUp = (name: string, spec: FunctionSpec): Native =>
    native(name, resultType(spec), ['void *', ...spec.parameters.map(typeOf)]);

  const unpack = (
    ctx: Pointer,
    name: string,
    spec: FunctionSpec,
    returned: unknown,
    results: (() => unknown)[],
  ): unknown => {
    if (spec.kind === 'value') return returned;
    if (spec.kind === 'struct') return toJson(ctx, spec.element as string, returned as Pointer);
    if (spec.kind === 'list') {
      const count = Number(results[0]?.() ?? 0);
      if (!returned) {
        // Lists of devices are null when empty; others only on failure.
        if (name.startsWith('device_')) return [];
        throw new LibxlError(-3, name);
      }
      const stride = sizes[spec.element as StructName];
      const items: unknown[] = [];
      for (let i = 0; i < count; i++)
        items.push(toJson(ctx, spec.element as string, (returned as Pointer) + BigInt(i * stride)));
      native(spec.free as string, 'void', ['void *', 'int'])(returned, count);
      return items;
    }
    if (returned) throw new LibxlError(returned as number, name);
    const out = results.map((r) => r());
    return out.length > 1 ? out : out[0];
  };

  const context = (): Context => {
    const cell: [Pointer | null] = [null];
    const rc = ctxAlloc(cell, 0, 0, logger);
    const ctx = cell[0];
    if (rc || !ctx)
      throw new Error(`libxl_ctx_alloc: ${errorNames[rc] ?? rc} (probably not running in a Xen dom0)`);
    // chldowner 1: this process collects children and says so; the default would collect Node's own.
    const hooks = koffi.alloc('uint8_t', 24) as Pointer;
    koffi.encode(hooks, koffi.array('uint8_t', 24), [1, ...new Array(23).fill(0)]);
    childMode(ctx, hooks, null);
    const how = koffi.alloc('uint8_t', 16) as Pointer;
    koffi.encode(how, koffi.array('uint64_t', 2), [0n, 1n]);
    const watched = new Map<number, Pointer>();
    let finish: ((event: Record<string, unknown>) => void) | null = null;
    let waiting = false;

    const take = (event: Pointer): Record<string, unknown> => {
      const json = toJson(ctx, 'event', event) as Record<string, unknown>;
      eventFree(ctx, event);
      return json;
    };
    const nextEvent = async (): Promise<Record<string, unknown>> => {
      const out: [Pointer | null] = [null];
      const code = await new Promise<number>((resolve, reject) =>
        eventWait.async(ctx, out, EVENTS_ALL, null, null, (e: unknown, r: number) =>
          e ? reject(e) : resolve(r),
        ),
      );
      if (code || !out[0]) throw new LibxlError(code, 'event_wait');
      return take(out[0]);
    };
    /** An operation that ends on another thread leaves its event in the queue without waking the waiter. */
    const look = (): void => {
      if (!finish) return;
      const out: [Pointer | null] = [null];
      eventCheck.async(ctx, out, EVENTS_ALL, null, null, () => {
        if (out[0]) finish?.(take(out[0]));
      });
    };
    /** One thread at a time drives the operations of a context; it is kept for the next one if not needed. */
    const drive = (): void => {
      if (waiting || !finish) return;
      waiting = true;
      const again = () => {
        waiting = false;
        drive();
      };
      nextEvent().then((event) => {
        finish?.(event);
        again();
      }, again);
    };

    const self: Context = {
      run(name, args) {
        const spec = functions[name] as FunctionSpec;
        const { values, results, release } = marshal(ctx, name, spec, args, null);
        try {
          return unpack(ctx, name, spec, lookUp(name, spec)(ctx, ...values), results);
        } finally {
          release();
        }
      },
      async runAsync(name, args) {
        const spec = functions[name] as FunctionSpec;
        const { values, results, release } = marshal(ctx, name, spec, args, spec.abortable ? how : null);
        try {
          const completed = new Promise<Record<string, unknown>>((resolve) => {
            if (spec.abortable) finish = resolve;
          });
          const returned = await new Promise<unknown>((resolve, reject) =>
            lookUp(name, spec).async(ctx, ...values, (e: unknown, r: unknown) =>
              e ? reject(e) : resolve(r),
            ),
          );
          if (!spec.abortable) return unpack(ctx, name, spec, returned, results);
          if (returned) throw new LibxlError(returned as number, name);
          drive();
          look();
          const done = (await completed)['type.operation_complete'] as { rc?: number } | undefined;
          return unpack(ctx, name, spec, done?.rc ?? 0, results);
        } finally {
          finish = null;
          release();
        }
      },
      abort() {
        if (finish) aoAbort.async(ctx, how, look);
      },
      nextEvent,
      watch(domid) {
        if (watched.has(domid)) return;
        const out: [Pointer | null] = [null];
        const code = native('evenable_domain_death', 'int', [
          'void *',
          'uint32_t',
          'uint64_t',
          koffi.out(koffi.pointer('void *')),
        ])(ctx, domid, 0n, out);
        if (code || !out[0]) throw new LibxlError(code, 'evenable_domain_death');
        watched.set(domid, out[0]);
      },
      unwatch(domid) {
        const generator = watched.get(domid);
        if (generator) native('evdisable_domain_death', 'void', ['void *', 'void *'])(ctx, generator);
        watched.delete(domid);
      },
      childEnded() {
        childOccurred.async(ctx, look);
      },
      consoleRing(clear) {
        const reader = native('xen_console_read_start', 'void *', ['void *', 'int'])(ctx, clear ? 1 : 0);
        if (!reader) throw new LibxlError(-3, 'xen_console_read_start');
        const line = native('xen_console_read_line', 'int', [
          'void *',
          'void *',
          koffi.out(koffi.pointer('str')),
        ]);
        let text = '';
        for (const out: [string | null] = [null]; line(ctx, reader, out) > 0; ) text += out[0] ?? '';
        native('xen_console_read_finish', 'void', ['void *', 'void *'])(ctx, reader);
        return text;
      },
      createCpuPool(name, scheduler, cpus) {
        const held: Pointer[] = [];
        const map = bitmap(cpus, (n) => {
          const p = koffi.alloc('uint8_t', n) as Pointer;
          held.push(p);
          return p;
        });
        const out: [number] = [0xffffffff];
        const uuid = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
        const code = native('cpupool_create', 'int', [
          'void *',
          'const char *',
          'int',
          Bitmap,
          'void *',
          koffi.inout(koffi.pointer('uint32_t')),
        ])(ctx, name, scheduler, koffi.decode(map, Bitmap), uuid, out);
        for (const p of held) koffi.free(p);
        if (code) throw new LibxlError(code, 'cpupool_create');
        return out[0];
      },
      storeUserdata(domid, name, text) {
        const data = Buffer.from(`${text}\0`);
        const code = native('userdata_store', 'int', [
          'void *',
          'uint32_t',
          'const char *',
          'const uint8_t *',
          'int',
        ])(ctx, domid, name, data, data.length);
        if (code) throw new LibxlError(code, 'userdata_store');
      },
      psrHwInfo(feature, level) {
        const count: [number] = [0];
        const out: [Pointer | null] = [null];
        const code = native('psr_get_hw_info', 'int', [
          'void *',
          'int',
          'uint32_t',
          koffi.out(koffi.pointer('uint32_t')),
          koffi.out(koffi.pointer('void *')),
        ])(ctx, feature, level, count, out);
        if (code) throw new LibxlError(code, 'psr_get_hw_info');
        const items: unknown[] = [];
        for (let i = 0; i < count[0] && out[0]; i++)
          items.push(toJson(ctx, 'psr_hw_info', out[0] + BigInt(i * sizes.psr_hw_info)));
        if (out[0]) native('psr_hw_info_list_free', 'void', ['void *', 'uint32_t'])(out[0], count[0]);
        return items;
      },
    };
    return self;
  };
  /** The connection to XenStore, opened at the first use. */
  let store: { handle: Pointer; read: Native } | null = null;
  const readStore = async (path: string): Promise<string | null> => {
    if (!store) {
      const xs = koffi.load('libxenstore.so.4');
      const handle = xs.func('void *xs_open(unsigned long flags)')(0) as Pointer | null;
      if (!handle) throw new LibxlError(-3, 'xs_open');
      store = {
        handle,
        read: xs.func(
          'HeapString xs_read(void *h, uint32_t transaction, const char *path, _Out_ uint32_t *length)',
        ),
      };
    }
    const { handle, read } = store;
    return new Promise((resolve, reject) =>
      read.async(handle, 0, path, [0], (e: unknown, text: string | null) => (e ? reject(e) : resolve(text))),
    );
  };
  return { series: found.series, context, readStore };
};
