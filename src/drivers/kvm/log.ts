// The log of a guest's QEMU: our header and footer lines around its own output, and its last words for an error.
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { hostname, release } from 'node:os';
import { dirname } from 'node:path';

const HEADER_VERSION = '11.3.0';
/** libvirt shows this much of the log in an error. */
const TAIL_BYTES = 1024;

const stamp = (): string => new Date().toISOString().replace('T', ' ').replace('Z', '+0000');

/** Arguments as a reader can paste them into a shell, one option with its value on a line, as libvirt logs them. */
export const formatCommand = (
  env: Readonly<Record<string, string>>,
  command: string,
  args: readonly string[],
): string => {
  const quote = (word: string): string =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  const lines = Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`);
  lines.push(quote(command));
  for (const arg of args) {
    const last = lines.length - 1;
    const line = lines[last] ?? '';
    if (!arg.startsWith('-') && line.startsWith('-') && !line.includes(' '))
      lines[last] = `${line} ${quote(arg)}`;
    else lines.push(quote(arg));
  }
  return lines.join(' \\\n');
};

export interface GuestLog {
  /** For the process's standard output and error. */
  readonly fd: number;
  write(text: string): Promise<void>;
  /** What QEMU has said since the log was opened, without our own lines; at most the last kilobyte. */
  tail(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the log of a start; it is appended to. */
export const openGuestLog = async (path: string): Promise<GuestLog> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  const file: FileHandle = await open(path, 'a+', 0o600);
  let from = (await file.stat()).size;
  return {
    fd: file.fd,
    async write(text) {
      await file.write(text);
      from = (await file.stat()).size;
    },
    async tail() {
      const { size } = await file.stat();
      const start = Math.max(from, size - 64 * 1024);
      const buffer = Buffer.alloc(Math.max(0, size - start));
      await file.read(buffer, 0, buffer.length, start);
      const words = buffer
        .toString('utf8')
        .split('\n')
        .filter((line) => !/char device redirected to \S+ \(label \S+\)/.test(line))
        .filter((line) => !line.startsWith('libvirt: '))
        .join('\n')
        .replace(/\n+$/, '');
      return words.length > TAIL_BYTES ? words.slice(-TAIL_BYTES) : words;
    },
    close: () => file.close(),
  };
};

/** The line that begins a start in the log. */
export const startingLine = (qemuVersion: string): string =>
  `${stamp()}: starting up libvirt version: ${HEADER_VERSION}, package: virtlight, qemu version: ${qemuVersion}, ` +
  `kernel: ${release()}, hostname: ${hostname()}\n`;

/** The line that ends a run in the log. */
export const stoppingLine = (reason: string): string => `${stamp()}: shutting down, reason=${reason}\n`;

/** Appends a line to the log of a guest whose log is no longer open. */
export const appendToLog = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'a', 0o600);
  try {
    await file.write(text);
  } finally {
    await file.close();
  }
};
