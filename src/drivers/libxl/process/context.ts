// A context of the library: its own lock, its operations in progress, its events.
import koffi, { type LibraryHandle } from 'koffi';
import { errorNames, type FunctionName, type FunctionSpec, functions } from './functions.ts';
import type { Marshal } from './marshal.ts';
import { LibxlError, type Pointer, type Structures } from './structures.ts';

const EVENTS_ALL = 0xffffffffffffffffn;

export interface Context {
  /** The library's own pointer, for what is more than one plain call. */
  readonly pointer: Pointer;
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
}

/** What makes contexts of a loaded library. Each call throws with words for the log where there is no Xen beneath. */
export const contextsOf = (
  xl: LibraryHandle,
  structures: Structures,
  { lookUp, prepare, unpack }: Marshal,
  logger: Pointer,
): (() => Context) => {
  const { native, toJson } = structures;
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

  const allocate = (): Pointer => {
    const cell: [Pointer | null] = [null];
    const rc = ctxAlloc(cell, 0, 0, logger);
    if (rc || !cell[0])
      throw new Error(`libxl_ctx_alloc: ${errorNames[rc] ?? rc} (probably not running in a Xen dom0)`);
    return cell[0];
  };

  return () => {
    const ctx = allocate();
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

    return {
      pointer: ctx,
      nextEvent,
      run(name, args) {
        const spec = functions[name] as FunctionSpec;
        const { values, results, release } = prepare(ctx, name, spec, args, null);
        try {
          return unpack(ctx, name, spec, lookUp(name, spec)(ctx, ...values), results);
        } finally {
          release();
        }
      },
      async runAsync(name, args) {
        const spec = functions[name] as FunctionSpec;
        const { values, results, release } = prepare(ctx, name, spec, args, spec.abortable ? how : null);
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
    };
  };
};
