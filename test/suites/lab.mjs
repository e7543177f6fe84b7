// The daemon a suite runs against, ours or a private stock libvirtd, and what a runner may use.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStock, unpackStock, untilServing } from '../../scripts/stock.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const SUITE_MS = 15 * 60_000;

/** Compiles the shim; gives its path, or null where there is no compiler. */
export const buildShim = (place) => {
  const out = join(place, 'urimap.so');
  const done = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', out, join(here, 'urimap.c'), '-ldl'], {
    encoding: 'utf8',
  });
  if (done.error) return null;
  if (done.status !== 0) throw new Error(`urimap.c does not compile: ${done.stderr}`);
  return out;
};

const startOurs = async (place) => {
  const child = spawn(process.execPath, [join(root, 'bin/virtlightd'), '--root', place, '--rest', 'none'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const socket = join(place, 'run/libvirt/libvirt-sock');
  await untilServing(socket);
  return {
    socket,
    async kill() {
      child.kill('SIGTERM');
      await gone;
    },
  };
};

/** A fresh daemon in a fresh folder, for one suite. */
export const openLab = async (stock, shim, say) => {
  const place = mkdtempSync(join(tmpdir(), 'virtlight-suite-'));
  const daemonPlace = join(place, 'daemon');
  mkdirSync(daemonPlace);
  const daemon = stock
    ? await startStock(daemonPlace, unpackStock(say), { network: false })
    : await startOurs(daemonPlace);
  const scratch = join(place, 'scratch');
  mkdirSync(scratch);
  return {
    socket: daemon.socket,
    place: scratch,
    /** For clients whose test:///X is to arrive at the daemon. */
    env: {
      ...process.env,
      LC_ALL: 'C.UTF-8',
      LANG: 'C.UTF-8',
      VIRTLIGHT_SOCKET: daemon.socket,
      NO_COLOR: '1',
    },
    preload: { LD_PRELOAD: shim },
    /** Runs a program to its end; gives its status and everything it printed. */
    run(program, args, { cwd = scratch, env = {}, input = '' } = {}) {
      return new Promise((resolve) => {
        // both streams through one pipe: suites compare them in the order in which they were written
        const child = spawn('sh', ['-c', 'exec "$@" 2>&1', 'sh', program, ...args], {
          cwd,
          env: { ...this.env, ...env },
          stdio: ['pipe', 'pipe', 'inherit'],
          detached: true,
        });
        let text = '';
        child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), SUITE_MS);
        child.on('error', (error) => (text += `${program}: ${error.message}\n`));
        child.on('close', (status, signal) => {
          clearTimeout(timer);
          resolve({ status: signal ?? status, text });
        });
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
      });
    },
    async close() {
      await daemon.kill();
      rmSync(place, { recursive: true, force: true });
    },
  };
};

export const programMissing = (...names) => {
  const missing = names.filter((name) => spawnSync('which', [name]).status !== 0);
  return missing.length > 0 ? `${missing.join(', ')} not installed` : null;
};
/** Python with Debian's packages, whichever other python comes first in PATH. */
export const python = '/usr/bin/python3';
export const pythonMissing = (...modules) => {
  const missing = modules.filter((name) => spawnSync(python, ['-c', `import ${name}`]).status !== 0);
  return missing.length > 0 ? `${python} lacks ${missing.join(', ')}` : null;
};
