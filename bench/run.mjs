// npm run bench [-- PART ...]: the same client measures a private stock libvirtd and this daemon, one after the other, and
// prints both with their ratio. `--json FILE` keeps the figures. Each daemon has a network namespace of its own.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guestCache, makeGuest } from '../scripts/guest.mjs';
import { startStock, stockImpossible, unpackStock, untilServing } from '../scripts/stock.mjs';
import { bareQemu } from './bare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text) => process.stderr.write(`${text}\n`);
const args = process.argv.slice(2);
const at = args.indexOf('--json');
const file = at >= 0 ? args.splice(at, 2)[1] : null;
const all = ['calls', 'parallel', 'define', 'start', 'hung', 'events', 'storage', 'network'];
const parts = args.length > 0 ? args : all;

const startOurs = async (directory) => {
  const child = spawn('unshare', ['-n', join(root, 'bin/virtlightd'), '--root', directory], {
    stdio: 'ignore',
  });
  const socket = join(directory, 'run/libvirt/libvirt-sock');
  await untilServing(socket);
  return {
    socket,
    pid: child.pid,
    async kill(signal = 'SIGTERM') {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await gone;
    },
  };
};

const residentMiB = (pid) =>
  Number(/VmRSS:\s+([0-9]+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** The client that measures a part, and what it is told. */
const client = (daemon, part) => {
  if (part === 'network') return ['bench/network/measure.py', daemon.socket];
  if (part === 'storage')
    return ['bench/storage/measure.py', daemon.socket, daemon.files, String(daemon.pid), ...reflinks];
  const uri = `qemu+unix:///system?socket=${daemon.socket}`;
  return ['bench/measure.py', uri, part, guest.kernel, guest.initrd];
};
const measure = (daemon, part) => {
  const [program, ...words] = client(daemon, part);
  const options = { encoding: 'utf8', timeout: 600_000 };
  const text = execFileSync('/usr/bin/python3', [join(root, program), ...words], options);
  return { ...JSON.parse(text), [`rss_after_${part}_MiB`]: residentMiB(daemon.pid) };
};

/** A file system that shares blocks, mounted at `folder`; false, said aloud, where there can be none. */
const mountReflinks = (folder) => {
  const image = `${folder}.img`;
  mkdirSync(folder);
  writeFileSync(image, '');
  truncateSync(image, 4 * 2 ** 30);
  for (const [program, ...words] of [
    ['mkfs.btrfs', '-q', image],
    ['mount', '-o', 'loop', image, folder],
  ]) {
    const done = spawnSync(program, words, { encoding: 'utf8' });
    if (done.status === 0) continue;
    say(
      `clones that share blocks are not measured: ${program}: ${done.error?.message ?? done.stderr.trim()}`,
    );
    return false;
  }
  return true;
};

const impossible = stockImpossible();
if (impossible) {
  say(impossible);
  process.exit(1);
}
const guest = makeGuest(guestCache(), say);
const place = mkdtempSync(join(tmpdir(), 'virtlight-bench-'));
const figures = { stock: {}, ours: {}, bare: {} };
const shared = join(place, 'reflinks');
const reflinks = parts.includes('storage') && mountReflinks(shared) ? [shared] : [];
try {
  const stock = {
    ...(await startStock(join(place, 'stock'), unpackStock(say))),
    files: join(place, 'files-stock'),
  };
  const ours = { ...(await startOurs(join(place, 'ours'))), files: join(place, 'files-ours') };
  figures.stock.rss_idle_MiB = residentMiB(stock.pid);
  figures.ours.rss_idle_MiB = residentMiB(ours.pid);
  for (const part of parts) {
    say(`measuring ${part}`);
    if (part === 'start') Object.assign(figures.bare, await bareQemu(guest));
    for (const [name, daemon] of Object.entries({ stock, ours }))
      try {
        Object.assign(figures[name], measure(daemon, part));
      } catch (error) {
        say(`${name}: ${part} failed: ${error.message.split('\n').slice(-3).join(' ')}`);
      }
  }
  await stock.kill();
  await ours.kill();
} finally {
  if (reflinks.length > 0) spawnSync('umount', [shared]);
  rmSync(place, { recursive: true, force: true });
}

const show = (value) => (typeof value === 'number' ? value.toFixed(value < 10 ? 2 : 1) : (value ?? '-'));
console.log(`${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`);
console.log('| figure | stock | virtlight | ratio | bare QEMU |\n|---|---|---|---|---|');
for (const key of new Set([...Object.keys(figures.stock), ...Object.keys(figures.ours)])) {
  const [a, b] = [figures.stock[key], figures.ours[key]];
  const ratio = typeof a === 'number' && typeof b === 'number' ? (b / a).toFixed(2) : '-';
  console.log(`| ${key} | ${show(a)} | ${show(b)} | ${ratio} | ${show(figures.bare[key])} |`);
}
if (file) writeFileSync(file, `${JSON.stringify(figures, null, 1)}\n`);
