// virtlight: the tools that need no daemon. Each subcommand is a function from arguments to text and an exit code.
import { readFileSync } from 'node:fs';
import { asVirError } from '../model/rpc/frame.ts';
import { loadLibxml2 } from '../model/xml/wellformed.ts';
import { convert, convertUsage } from './convert.ts';
import { hostValidate, hostValidateUsage, netDiagnose, netDiagnoseUsage } from './host.ts';
import { validateFiles, validateUsage } from './validate.ts';

export interface CommandResult {
  readonly text: string;
  readonly status: number;
}
export interface Command {
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[]): Promise<CommandResult> | CommandResult;
}

/** Reads a file, or standard input for `-`. */
export const readInput = (path: string): string => readFileSync(path === '-' ? 0 : path, 'utf8');

const commands: Readonly<Record<string, Command>> = {
  convert: {
    usage: convertUsage,
    summary: 'turn a domain into another form: XML, JSON, QEMU arguments, xl.cfg, libxl JSON',
    run: (args) => convert(args, readInput),
  },
  validate: {
    usage: validateUsage,
    summary: 'list every problem of a document with its line',
    run: (args) => validateFiles(args, readInput),
  },
  'host-validate': {
    usage: hostValidateUsage,
    summary: 'check whether this host can run guests, with a remedy for each thing missing',
    run: hostValidate,
  },
  'net-diagnose': {
    usage: netDiagnoseUsage,
    summary: "tell what is in the way of a network's guests on this host, and how to mend it",
    run: netDiagnose,
  },
};

const usage = (): string =>
  `Usage: virtlight COMMAND [ARGUMENT ...]\n\nCommands:\n${Object.entries(commands)
    .map(([name, command]) => `  ${name.padEnd(16)} ${command.summary}`)
    .join('\n')}\n\nvirtlight COMMAND --help tells more.\n`;

const main = async (argv: readonly string[]): Promise<CommandResult> => {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return { text: usage(), status: 0 };
  const command = commands[name];
  if (!command) return { text: `unknown command '${name}'\n\n${usage()}`, status: 2 };
  if (rest.includes('--help') || rest.includes('-h')) return { text: command.usage, status: 0 };
  await loadLibxml2();
  return command.run(rest);
};

main(process.argv.slice(2)).then(
  ({ text, status }) => {
    (status === 0 ? process.stdout : process.stderr).write(text);
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`virtlight: ${asVirError(error).message}\n`);
    process.exitCode = 1;
  },
);
