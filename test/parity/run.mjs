// npm run parity [-- FAMILY ...] [-v]: the same virsh commands against a private stock libvirtd and against this daemon;
// words and exit codes compared. Differences are shown; the last line counts. `devices`, `domain-xml`, `network-xml` and
// `host-commands` are runs of their own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guestCache, makeGuest } from '../../scripts/guest.mjs';
import { startStock, stockImpossible, unpackStock, untilServing } from '../../scripts/stock.mjs';
import { families, files } from './steps.mjs';

const runs = {
  devices: './devices.mjs',
  'domain-xml': './domain-xml.mjs',
  'network-xml': './network-xml.mjs',
  'host-commands': './host-commands.mjs',
};
const own = runs[process.argv[2]];
if (own) process.exit(await (await import(own)).run(process.argv.slice(3)));

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const verbose = process.argv.includes('-v');
const say = (text) => process.stdout.write(`${text}\n`);

const impossible = stockImpossible();
if (impossible) {
  say(`${impossible}\n0 passed, 0 failed, 1 skipped`);
  process.exit(0);
}

const guest = makeGuest(guestCache(), say);
const place = mkdtempSync(join(tmpdir(), 'virtlight-parity-'));
const lab = join(place, 'lab');
spawnSync('mkdir', ['-p', lab]);
for (const [name, text] of Object.entries(files(guest))) writeFileSync(join(lab, name), text);

const stock = await startStock(join(place, 'stock'), unpackStock(say));
const oursRoot = join(place, 'ours');
const ours = spawn(process.execPath, [join(root, 'bin/virtlightd'), '--root', oursRoot, '--rest', 'none'], {
  stdio: 'inherit',
});
await untilServing(join(oursRoot, 'run/libvirt/libvirt-sock'));
const uris = {
  stock: `qemu+unix:///system?socket=${stock.socket}`,
  ours: `qemu+unix:///system?socket=${oursRoot}/run/libvirt/libvirt-sock`,
};

/** What differs between two runs by nature: places, process-chosen names, times. */
const normal = (text) =>
  text
    .replaceAll(place, 'PLACE')
    .replace(/PLACE\/(stock|ours)\/(run\/libvirt|run|var\/lib\/libvirt|lib)\b/g, 'PLACE')
    .replace(/socket=\S+/g, 'socket=S')
    .replace(/\/dev\/pts\/[0-9]+/g, '/dev/pts/N')
    .replace(/CPU time: +[0-9.]+s/g, 'CPU time: T')
    .replace(/"id":"libvirt-[0-9]+"/g, '"id":"libvirt-N"')
    .replace(/CPU frequency: +[0-9]+ MHz/g, 'CPU frequency: F')
    .replace(/CPU Affinity: .*/g, 'CPU Affinity: A')
    .replace(/CPU: +[0-9]+$/gm, 'CPU: N')
    .replace(/^( *[0-9]+: +)[0-9]+ KiB|Total: +[0-9]+ KiB/gm, '$1N KiB')
    .trimEnd();

const run = (which, step) => {
  const args = step.map((word) => (word.startsWith('@') ? join(lab, word.slice(1)) : word));
  const done = spawnSync('virsh', ['-c', uris[which], ...args], {
    encoding: 'utf8',
    timeout: 90_000,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return { status: done.status, text: normal(`${done.stdout}${done.stderr}`) };
};

const unlike = (a, b) => {
  const [left, right] = [a.text.split('\n'), b.text.split('\n')];
  const only = (lines, others) => lines.filter((line) => !others.includes(line));
  return [
    ...only(left, right).map((line) => `    stock: ${line}`),
    ...only(right, left).map((line) => `    ours:  ${line}`),
    ...(a.status === b.status ? [] : [`    exit ${a.status} against ${b.status}`]),
  ];
};

let passed = 0;
let failed = 0;
for (const [family, steps] of Object.entries(families)) {
  if (wanted.length > 0 && !wanted.includes(family)) continue;
  for (const step of steps) {
    const [a, b] = [run('stock', step), run('ours', step)];
    const alike = a.status === b.status && a.text === b.text;
    if (alike) passed++;
    else failed++;
    if (alike && !verbose) continue;
    say(`${alike ? 'ok  ' : 'FAIL'} ${family}: virsh ${step.join(' ')}`);
    if (!alike) say(unlike(a, b).slice(0, 24).join('\n') || '    the same lines in another order');
  }
}
await stock.kill();
ours.kill();
rmSync(place, { recursive: true, force: true });
say(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;
