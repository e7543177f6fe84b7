// nftables without starting a program: libnftables(3), where it is installed. A transaction takes a millisecond or two
// instead of ten. Calls run one after the other in koffi's thread pool.
import koffi from 'koffi';

const ECHO = 1 << 5;
const HANDLE = 1 << 3;

interface Library {
  readonly context: unknown;
  run(script: string): Promise<number>;
  setFlags(flags: number): void;
  output(): string;
  error(): string;
}
interface Async {
  async(...args: unknown[]): void;
}

const open = (): Library | null => {
  try {
    const lib = koffi.load('libnftables.so.1');
    const context: unknown = lib.func('void *nft_ctx_new(uint32_t)')(0);
    if (!context) return null;
    lib.func('int nft_ctx_buffer_output(void *)')(context);
    lib.func('int nft_ctx_buffer_error(void *)')(context);
    const setFlags = lib.func('void nft_ctx_output_set_flags(void *, unsigned int)');
    const output = lib.func('const char *nft_ctx_get_output_buffer(void *)');
    const error = lib.func('const char *nft_ctx_get_error_buffer(void *)');
    const run = lib.func('int nft_run_cmd_from_buffer(void *, const char *)') as unknown as Async;
    return {
      context,
      setFlags: (flags) => void setFlags(context, flags),
      output: () => (output(context) as string | null) ?? '',
      error: () => (error(context) as string | null) ?? '',
      run: (script) =>
        new Promise((resolve, reject) => {
          run.async(context, script, (failure: Error | null, status: number) =>
            failure ? reject(failure) : resolve(status),
          );
        }),
    };
  } catch {
    return null;
  }
};

let library: Library | null | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Applies a script whole or not at all; with `handles` the output echoes what was added with its handle. Null when the
 * host has no libnftables: the caller then uses the program.
 */
export const runNftables = (
  script: string,
  handles = false,
): Promise<{ status: number; stdout: string; stderr: string }> | null => {
  library ??= open();
  if (library === null) return null;
  const lib = library;
  const mine = last.then(async () => {
    lib.setFlags(handles ? ECHO | HANDLE : 0);
    const status = await lib.run(script);
    return { status: status === 0 ? 0 : 1, stdout: lib.output(), stderr: lib.error() };
  });
  last = mine.catch(() => undefined);
  return mine;
};
