// node bench/testdrv/run.mjs [--json FILE] [--ours]: the simulated hypervisor of a private stock libvirtd and of this
// daemon, each over its socket, measured by the same client one after the other. Where libvirt's C library leaves the
// process, both pay the same.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStock, stockImpossible, unpackStock, untilServing } from '../../scripts/stock.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const DOMAINS = 1000;
const say = (text) => process.stdout.write(`${text}\n`);

const startOurs = async (place) => {
  const flags = process.env.NODE_FLAGS?.split(' ') ?? [];
  const child = spawn(
    process.execPath,
    [...flags, join(root, 'bin/virtlightd'), '--root', place, '--rest', 'none'],
    { stdio: 'inherit' },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const socket = join(place, 'run/libvirt/libvirt-sock');
  await untilServing(socket);
  return {
    socket,
    pid: child.pid,
    async kill() {
      child.kill();
      await gone;
    },
  };
};
const residentMiB = (pid) =>
  Number(/VmRSS:\s+([0-9]+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const measure = ({ socket, pid }) => {
  const program = join(root, 'bench/testdrv/measure.py');
  const uri = `test+unix:///default?socket=${socket}`;
  const figures = JSON.parse(
    execFileSync('/usr/bin/python3', [program, uri, String(DOMAINS)], { encoding: 'utf8', timeout: 600_000 }),
  );
  return { ...figures, resident_MiB: residentMiB(pid) };
};

const oursOnly = process.argv.includes('--ours');
const why = oursOnly ? null : stockImpossible();
if (why) say(`stock is left out: ${why}`);
const place = mkdtempSync(join(tmpdir(), 'virtlight-bench-'));
const figures = {};
try {
  const ours = await startOurs(join(place, 'ours'));
  figures.ours = measure(ours);
  await ours.kill();
  if (!why && !oursOnly) {
    const stock = await startStock(join(place, 'stock'), unpackStock(say));
    figures.stock = measure(stock);
    await stock.kill();
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
say(`simulated hypervisor, ${DOMAINS} domains; load ${loadavg()[0].toFixed(1)}`);
say(`${''.padEnd(22)}${'stock'.padStart(12)}${'ours'.padStart(12)}${'ours/stock'.padStart(12)}`);
for (const [name, ours] of Object.entries(figures.ours)) {
  const stock = figures.stock?.[name];
  say(
    `${name.padEnd(22)}${(stock?.toFixed(1) ?? '-').padStart(12)}${ours.toFixed(1).padStart(12)}${(stock ? (ours / stock).toFixed(2) : '-').padStart(12)}`,
  );
}
const at = process.argv.indexOf('--json');
if (at > 0) writeFileSync(process.argv[at + 1], JSON.stringify(figures, null, 2));
