// Runs the same virsh commands against stock libvirtd and against ours, and tells where the answers differ.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const sharedFolder = (): string => process.env.VIRTLIGHT_SHARED ?? resolve('../shared');

/** Why the comparison cannot be made here, or null. */
export const whyNot = (): string | null => {
  if (process.env['VIRTLIGHT_STOCK'] !== '1')
    return 'compares with an installed stock libvirtd of version 9.0: set VIRTLIGHT_STOCK=1';
  if (process.geteuid?.() !== 0) return 'only root can run a private stock libvirtd';
  if (!existsSync('/usr/sbin/libvirtd')) return 'stock libvirtd is not installed';
  if (!existsSync(join(sharedFolder(), 'bench/stock-libvirtd'))) return 'bench/stock-libvirtd is not at hand';
  return spawnSync('virsh', ['--version']).status === 0 ? null : 'virsh is not installed';
};

const waitFor = async (path: string, child: ChildProcess): Promise<void> => {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error(`the daemon for ${path} ended with ${child.exitCode}`);
    const asked = existsSync(path) && spawnSync('virsh', ['-c', uriOf(path), 'version']).status === 0;
    if (asked || (existsSync(path) && i > 20)) return;
    await sleep(100);
  }
  throw new Error(`no daemon at ${path}`);
};

export const uriOf = (socket: string): string => `qemu+unix:///system?socket=${socket}`;

export interface Daemon {
  readonly folder: string;
  readonly socket: string;
  stop(): void;
}

/** A private stock libvirtd, in a network namespace of its own. */
export const startStock = async (): Promise<Daemon> => {
  const folder = mkdtempSync(join(tmpdir(), 'stock-'));
  const program = join(sharedFolder(), 'bench/stock-libvirtd');
  const child = spawn('unshare', ['-n', program, join(folder, 'daemon')], { stdio: 'ignore' });
  const socket = join(folder, 'daemon/run/libvirt-sock');
  await waitFor(socket, child);
  return { folder, socket, stop: () => void child.kill('SIGTERM') };
};

/** Puts the files commands refer to below a daemon's own scratch folder. */
export const prepare = (scratch: string, files: Readonly<Record<string, string>>): void => {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(join(scratch, 'xml'), { recursive: true });
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(scratch, 'xml', name), text.replaceAll('@', scratch));
  const data = Buffer.alloc(100_000);
  for (let i = 0; i < data.length; i++) data[i] = (i * 7) & 0xff;
  data.fill(0, 20_000, 60_000);
  writeFileSync(join(scratch, 'data'), data);
};

/** Asynchronous: the daemon asked may live in this very process. */
export const virsh = (socket: string, command: string, scratch: string): Promise<Answer> =>
  new Promise((resolve) => {
    const words = command.replaceAll('@', scratch).split(' ');
    execFile('virsh', ['-c', uriOf(socket), ...words], { timeout: 60_000 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ status, stdout, stderr });
    });
  });

/** What may differ from run to run: folders, generated identities, times, the free space of a shared disk. */
const neutral = (text: string, scratch: string): string =>
  text
    .replaceAll(scratch, '@')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\d{10}\.\d{6,9}/g, 'TIME')
    .replace(/(<[amc]time>)\d{10}(<)/g, '$1TIME$2')
    .replace(/(Capacity|Allocation|Available): +[\d.]+ ([TG]iB)/g, '$1: SIZE')
    .replace(/(<(capacity|allocation|available) unit='bytes'>)\d{11,}/g, '$1SIZE')
    .replace(/((?:Allocation|Available):\s+)\d{10,}/g, '$1SIZE')
    .replace(/[ \t]+$/gm, '');

/** Null when two answers mean the same. */
export const difference = (
  stock: Answer,
  ours: Answer,
  stockScratch: string,
  ourScratch: string,
  forgive: (text: string) => string = (text) => text,
): string | null => {
  const [a, b] = [[stock, stockScratch] as const, [ours, ourScratch] as const].map(([answer, scratch]) => ({
    status: answer.status,
    stdout: forgive(neutral(answer.stdout, scratch)).trim(),
    stderr: forgive(neutral(answer.stderr, scratch)).trim(),
  }));
  if (!a || !b) return 'no answer';
  if (a.status !== b.status)
    return `status ${a.status} / ${b.status}\n  stock: ${a.stdout}${a.stderr}\n  ours:  ${b.stdout}${b.stderr}`;
  if (a.stderr !== b.stderr) return `errors differ\n  stock: ${a.stderr}\n  ours:  ${b.stderr}`;
  if (a.stdout !== b.stdout) return `output differs\n--- stock\n${a.stdout}\n--- ours\n${b.stdout}`;
  return null;
};
