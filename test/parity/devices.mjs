// npm run parity -- devices [-v]: a guest of QEMU, off and running, asked and changed in every way virsh knows, on stock
// libvirtd and on this daemon, each with images of its own; words and exit codes compared.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStock, stockImpossible, unpackStock, untilServing } from '../../scripts/stock.mjs';
import { documents, images, steps } from './devices-steps.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What differs by nature: places, numbers that grow, times, and what a guest has used so far. */
const normal = (text, place) =>
  text
    .replaceAll(place, 'PLACE')
    .replace(/PLACE\/(stock|ours)\//g, 'PLACE/')
    .replace(/PLACE\/(run\/libvirt|run|var\/lib\/libvirt|lib)\//g, 'PLACE/RUN/')
    .replace(/<domain type='qemu' id='\d+'>|^Id: +\d+$/gm, 'ID')
    .replace(/\/dev\/pts\/\d+/g, 'PTS')
    .replace(/"id":"libvirt-\d+"/g, '"id":"N"')
    .replace(/CPU time: +[0-9.]+s|CPU: +\d+$/gm, 'CPU')
    .replace(
      /((time|wait|delay|user|system|times|rss)=|rss |total_times |reads \(ns\): +|elapsed:? +)\d+/g,
      '$1N',
    )
    .replace(/(domain-)?\d+-guest\//g, 'N-guest/')
    .trimEnd();

const prepare = (folder) => {
  mkdirSync(folder, { recursive: true });
  for (const [name, format, size] of images)
    spawnSync('qemu-img', ['create', '-q', '-f', format, join(folder, name), size]);
  for (const [name, text] of Object.entries(documents))
    writeFileSync(join(folder, `${name}.xml`), text.replaceAll('FOLDER', folder));
};

/** Runs the comparison; gives the exit status. */
export const run = async (args) => {
  const verbose = args.includes('-v');
  const say = (text) => process.stdout.write(`${text}\n`);
  const impossible = stockImpossible();
  if (impossible) {
    say(`${impossible}\n0 passed, 0 failed, 1 skipped`);
    return 0;
  }
  const place = mkdtempSync(join(tmpdir(), 'virtlight-devices-'));
  const folders = { stock: join(place, 'stock/lab'), ours: join(place, 'ours/lab') };
  for (const folder of Object.values(folders)) prepare(folder);
  const stock = await startStock(join(place, 'stock'), unpackStock(say));
  const daemon = join(root, 'bin/virtlightd');
  const ours = spawn(process.execPath, [daemon, '--root', join(place, 'ours'), '--rest', 'none'], {
    stdio: 'inherit',
  });
  const sockets = { stock: stock.socket, ours: join(place, 'ours/run/libvirt/libvirt-sock') };
  await untilServing(sockets.ours);
  const virsh = (which, step) => {
    const words = step.map((word) => (word.startsWith('@') ? join(folders[which], word.slice(1)) : word));
    const done = spawnSync('virsh', ['-q', '-c', `qemu+unix:///system?socket=${sockets[which]}`, ...words], {
      encoding: 'utf8',
      timeout: 90_000,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    return `${normal(`${done.stdout}${done.stderr}`, place)}\nexit ${done.status}`;
  };
  let passed = 0;
  let failed = 0;
  for (const step of steps) {
    const [a, b] = ['stock', 'ours'].map((which) => virsh(which, step).split('\n'));
    const alike = a.join('\n') === b.join('\n');
    if (alike) passed++;
    else failed++;
    if (alike && !verbose) continue;
    say(`${alike ? 'ok  ' : 'FAIL'} virsh ${step.join(' ')}`);
    if (alike) continue;
    for (const line of a.filter((each) => !b.includes(each))) say(`    stock: ${line}`);
    for (const line of b.filter((each) => !a.includes(each))) say(`    ours:  ${line}`);
  }
  await stock.kill();
  ours.kill();
  rmSync(place, { recursive: true, force: true });
  say(`${passed} passed, ${failed} failed, 0 skipped`);
  return failed > 0 ? 1 : 0;
};
