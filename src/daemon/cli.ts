// The command line of virtlightd: libvirtd's own flags, and ours.
import { parseArgs } from 'node:util';
import { LIBVIRT_VERSION_TEXT, VIRTLIGHT_VERSION } from '../../schemas/version.ts';

export interface Options {
  readonly root: string | null;
  readonly rest: readonly string[];
  readonly config: string | null;
  readonly pidFile: string | null;
  readonly timeout: number | null;
  readonly listen: boolean;
  readonly daemon: boolean;
  readonly verbose: boolean;
  readonly action: 'serve' | 'help' | 'version' | 'matrix';
  readonly json: boolean;
}

export class UsageError extends Error {}

export const usage = (program: string): string => `
Usage:
  ${program} [options]

Options:
  -h | --help            Display program help
  -v | --verbose         Verbose messages
  -d | --daemon          Run as a daemon & write PID file
  -l | --listen          Listen for TCP/IP connections
  -t | --timeout <secs>  Exit after timeout period
  -f | --config <file>   Configuration file
  -V | --version         Display version information
  -p | --pid-file <file> Change name of PID file
       --root <dir>      Keep everything below a directory: sockets, configuration, state
       --rest <address>  REST at HOST:PORT or unix:PATH ('none' for no REST)
       --matrix          Print which driver answers which procedure (--json for programs)
`;

export const versionText = (program: string): string =>
  `${program} (virtlight) ${VIRTLIGHT_VERSION}, compatible with libvirt ${LIBVIRT_VERSION_TEXT}\n`;

/** Reads the arguments after the program's name; a mistake is a UsageError with the words to show. */
export const parseCommandLine = (argv: readonly string[]): Options => {
  const parsed = (() => {
    try {
      return parseArgs({
        args: [...argv],
        strict: true,
        allowPositionals: false,
        options: {
          help: { type: 'boolean', short: 'h' },
          verbose: { type: 'boolean', short: 'v' },
          daemon: { type: 'boolean', short: 'd' },
          listen: { type: 'boolean', short: 'l' },
          timeout: { type: 'string', short: 't' },
          config: { type: 'string', short: 'f' },
          version: { type: 'boolean', short: 'V' },
          'pid-file': { type: 'string', short: 'p' },
          root: { type: 'string' },
          rest: { type: 'string', multiple: true },
          matrix: { type: 'boolean' },
          json: { type: 'boolean' },
        },
      }).values;
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  })();
  let timeout: number | null = null;
  if (parsed.timeout !== undefined) {
    timeout = Number(parsed.timeout);
    if (!/^[0-9]+$/.test(parsed.timeout) || timeout <= 0)
      throw new UsageError(`Invalid value for timeout: '${parsed.timeout}'`);
  }
  return {
    root: parsed.root ?? null,
    rest: parsed.rest ?? [],
    config: parsed.config ?? null,
    pidFile: parsed['pid-file'] ?? null,
    timeout,
    listen: parsed.listen ?? false,
    daemon: parsed.daemon ?? false,
    verbose: parsed.verbose ?? false,
    action: parsed.help ? 'help' : parsed.version ? 'version' : parsed.matrix ? 'matrix' : 'serve',
    json: parsed.json ?? false,
  };
};
