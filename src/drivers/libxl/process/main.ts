// The worker: the only process that has libxenlight inside. Reads requests from standard input, writes answers and notices
// to standard output. It ends when its input does, after giving up what is in progress; the driver starts another if it dies.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Context } from './context.ts';
import { type FunctionName, type FunctionSpec, functions } from './functions.ts';
import { holdLock } from './lock.ts';
import { type Library, loadLibrary } from './native.ts';
import type { FromWorker, LibxlEvent, Request } from './protocol.ts';
import { LibxlError } from './structures.ts';

const logFile = process.argv[2] ?? '/dev/stderr';
const logLevel = Number(process.argv[3] ?? 5);
const lockFile = process.argv[4];
/** How long operations in progress are given to wind up when the driver has gone. */
const windUpMs = 20_000;
/** And how long the next one waits for that: less than the driver waits for this process (toolstack.ts). */
const lockMs = 60_000;

const say = (message: FromWorker): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

const toEvent = (raw: Record<string, unknown>): LibxlEvent | null => {
  const domid = Number(raw.domid ?? 0);
  const shutdown = raw['type.domain_shutdown'] as { shutdown_reason?: number } | undefined;
  if (shutdown) return { type: 'domain_shutdown', domid, reason: shutdown.shutdown_reason ?? 0 };
  if ('type.domain_death' in raw) return { type: 'domain_death', domid };
  const eject = raw['type.disk_eject'] as { vdev?: string } | undefined;
  if (eject) return { type: 'disk_eject', domid, vdev: eject.vdev ?? '' };
  return null;
};

const serve = (library: Library): void => {
  const queries = library.context();
  const events = library.context();
  const idle: Context[] = [];
  const all = new Set<Context>([queries, events]);
  const running = new Map<number, Context | null>();

  process.on('SIGCHLD', () => {
    for (const context of all) context.childEnded();
  });

  const lend = (): Context => {
    const context = idle.pop() ?? library.context();
    all.add(context);
    return context;
  };

  const special: Record<string, (args: readonly unknown[]) => unknown> = {
    watch: ([domid]) => events.watch(domid as number),
    unwatch: ([domid]) => events.unwatch(domid as number),
    console_ring: ([clear]) => library.consoleRing(queries, clear === true),
    cpupool_create: ([name, scheduler, cpus]) =>
      library.createCpuPool(queries, name as string, scheduler as number, cpus as number[]),
    userdata_store: ([domid, name, text]) =>
      library.storeUserdata(queries, domid as number, name as string, text as string),
    store_read: ([path]) => library.readStore(path as string),
    psr_hw_info: ([feature, level]) => library.psrHwInfo(queries, feature as number, level as number),
    // Several quick calls in one message; one that fails leaves null in its place.
    batch: (calls) =>
      (calls as [FunctionName, ...unknown[]][]).map(([name, ...args]) => {
        try {
          return queries.run(name, args) ?? true;
        } catch (e) {
          if (e instanceof LibxlError) return null;
          throw e;
        }
      }),
  };

  /** An aborted creation leaves its domain behind, since the library's own clean-up is aborted with it. */
  const withoutRest = async (config: unknown, create: () => Promise<unknown>): Promise<unknown> => {
    const uuid = ((typeof config === 'string' ? JSON.parse(config) : config) as { c_info: { uuid: string } })
      .c_info.uuid;
    const ours = (): number[] => {
      const all = queries.run('list_domain', []) as { domid?: number; uuid?: string; dying?: boolean }[];
      return all.filter((d) => d.uuid === uuid && d.domid && !d.dying).map((d) => d.domid as number);
    };
    const before = new Set(ours());
    try {
      return await create();
    } catch (e) {
      const context = lend();
      for (const domid of ours().filter((d) => !before.has(d)))
        await context.runAsync('domain_destroy', [domid]).catch(() => undefined);
      idle.push(context);
      throw e;
    }
  };

  const perform = (id: number, call: string, args: readonly unknown[]): unknown => {
    const own = special[call];
    if (own) return own(args);
    const spec = (functions as Record<string, FunctionSpec>)[call];
    if (!spec) throw new Error(`unknown call ${call}`);
    if (spec.quick) return queries.run(call as FunctionName, args);
    const context = lend();
    running.set(id, context);
    const work = () => context.runAsync(call as FunctionName, args).finally(() => idle.push(context));
    return call === 'domain_create_new' || call === 'domain_create_restore'
      ? withoutRest(args[0], work)
      : work();
  };

  const handle = async (request: Request): Promise<void> => {
    if ('abort' in request) {
      running.get(request.abort)?.abort();
      return;
    }
    const { id, call, args } = request;
    running.set(id, null);
    const begin = performance.now();
    const ms = (): number => Math.round(performance.now() - begin);
    try {
      const result = (await perform(id, call, args)) ?? null;
      say({ id, ms: ms(), result });
    } catch (e) {
      say({ id, ms: ms(), rc: e instanceof LibxlError ? e.rc : -3, error: (e as Error).message });
    } finally {
      running.delete(id);
    }
  };

  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => void handle(JSON.parse(line) as Request));
  input.on('close', () => {
    for (const context of running.values()) context?.abort();
    const deadline = Date.now() + windUpMs;
    const leave = (): void => {
      // Not exit(): it would join the threads that wait inside the library.
      if (running.size === 0 || Date.now() > deadline) process.kill(process.pid, 'SIGKILL');
      setTimeout(leave, 50);
    };
    leave();
  });

  const listen = async (): Promise<void> => {
    // Watching a guest does not wake the thread that waits for events, so XenStore's descriptor must be among those
    // it waits for from the beginning: dom0, which never ends, keeps it there.
    events.watch(0);
    for (;;) {
      const event = toEvent(await events.nextEvent());
      if (event) say({ event });
    }
  };
  listen().catch((e: Error) => {
    process.stderr.write(`${e.message}\n`);
    process.kill(process.pid, 'SIGKILL');
  });
  say({ ready: { series: library.series, version: queries.run('get_version_info', []) } });
};

process.stdout.on('error', () => undefined);
const hold = async (): Promise<boolean> => {
  try {
    // One that was left behind by a driver that died may still be winding up.
    if (lockFile !== undefined) await holdLock(lockFile, lockMs);
    return true;
  } catch (e) {
    // Not the library's fault: the driver tries again.
    process.stderr.write(`${(e as Error).message}\n`);
    process.exitCode = 4;
    return false;
  }
};
if (await hold())
  try {
    mkdirSync(dirname(logFile), { recursive: true });
    serve(loadLibrary(logFile, logLevel));
  } catch (e) {
    say({ unusable: (e as Error).message });
    process.exitCode = 3;
  }
