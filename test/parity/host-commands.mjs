// The virsh commands of networks, filters, interfaces, pools, volumes, secrets, node devices and the node against a private
// stock libvirtd and this daemon: words and exit codes. `npm run parity -- host-commands [FAMILY ...] [-v]`; each daemon has
// a network namespace of its own, with the same devices in it, and a scratch folder of its own, which `@` stands for.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStock, stockImpossible, unpackStock, untilServing } from '../../scripts/stock.mjs';
import * as host from './host-steps.mjs';
import * as network from './network-steps.mjs';
import * as nwfilter from './nwfilter-steps.mjs';
import * as storage from './storage-steps.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (text) => process.stdout.write(`${text}\n`);
const families = { network, nwfilter, storage, host };

/** A bridge with a cable in it, the cable's other end, and a macvlan device. */
const devices = [
  'ip link set lo up',
  'ip link add up0 type veth peer name down0',
  'ip link add hbr type bridge',
  'ip link add mv0 link down0 type macvlan',
  'ip link set down0 address 52:54:00:aa:00:01',
  'ip link set up0 address 52:54:00:aa:00:02',
  'ip link set hbr address 52:54:00:aa:00:03',
  'ip link set mv0 address 52:54:00:aa:00:04',
  'ip link set up0 master hbr up',
  'ip link set down0 up',
  'ip link set hbr up',
  'ip addr add 10.77.9.1/24 dev hbr',
  'mount -t sysfs sysfs /sys',
].join('\n');

/** Where a newer libvirt than the stock one answers differently, or stock loses count of what a network's devices serve. */
const known =
  /DNS (TXT|HOST|SRV) records cannot be modified|unknown rule (action|direction) attribute value|rule node requires direction attribute|currently being used by 1 domains/;

const serve = async (place, name, libraries, options) => {
  const directory = join(place, name);
  mkdirSync(join(directory, 'etc'), { recursive: true });
  spawnSync('cp', ['-a', join(libraries, '/etc/libvirt'), join(directory, 'etc/')]);
  const networks = join(directory, 'etc/libvirt/qemu/networks');
  rmSync(networks, { recursive: true, force: true });
  mkdirSync(networks, { recursive: true });
  // The stock release has only this backend.
  writeFileSync(join(directory, 'etc/libvirt/network.conf'), 'firewall_backend = "iptables"\n');
  const daemon = await startStock(directory, libraries, { ...options, wait: false });
  await untilServing(daemon.socket, 120);
  spawnSync('nsenter', ['-t', String(daemon.pid), '-n', '-m', 'sh', '-c', devices]);
  const scratch = join(directory, 'scratch');
  mkdirSync(scratch);
  const data = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) & 0xff)).fill(0, 20_000, 60_000);
  writeFileSync(join(scratch, 'data'), data);
  return { ...daemon, directory, scratch };
};

const normal = (text, directory) =>
  text
    .replaceAll(directory, 'D')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'UUID')
    .replace(/52:54:00:(?!aa|bb)[0-9a-f:]{8}/g, 'MAC')
    .replace(/\(\w*definition\w*\):\d+:|\(storage_source_specification\):\d+:|at line \d+:/g, 'L:')
    .replace(/-{20,}/g, '----')
    .replace(/\d{10}\.\d{6,9}|(?<=time>)\d{10}/g, 'TIME')
    .replace(/(Capacity|Allocation|Available): +[\d.]+ [TG]iB/g, '$1: SIZE')
    .replace(/(<(capacity|allocation|available) unit='bytes'>)\d{11,}/g, '$1SIZE')
    .replace(/((?:Allocation|Available):\s+)\d{10,}/g, '$1SIZE')
    .replace(/\d+ KiB/g, 'N KiB')
    .replace(/socket=\S+/g, 'socket=S')
    .replace(/ +$/gm, '')
    .trimEnd();

export const run = async (args) => {
  const impossible = stockImpossible();
  if (impossible) {
    say(`${impossible}\n0 passed, 0 failed, 1 skipped`);
    return 0;
  }
  const verbose = args.includes('-v');
  const wanted = args.filter((arg) => families[arg]);
  const place = mkdtempSync(join(tmpdir(), 'virtlight-host-commands-'));
  const libraries = unpackStock(say);
  const [stock, ours] = await Promise.all([
    serve(place, 'stock', libraries, {}),
    serve(place, 'ours', libraries, {
      daemon: `${process.execPath} ${join(root, 'bin/virtlightd')} --rest none -f "$D/libvirtd.conf" -p "$D/run/libvirtd.pid"`,
    }),
  ]);
  let passed = 0;
  let failed = 0;
  try {
    for (const [name, { files, steps }] of Object.entries(families)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      for (const { scratch } of [stock, ours])
        for (const [file, text] of Object.entries(files))
          writeFileSync(join(scratch, file), text.replaceAll('@', scratch));
      const ask = ({ socket, directory, scratch }, step) => {
        const words = step.map((word) =>
          files[word] === undefined ? word.replaceAll('@', scratch) : join(scratch, word),
        );
        const done = spawnSync('virsh', ['-c', `qemu+unix:///system?socket=${socket}`, ...words], {
          encoding: 'utf8',
          timeout: 90_000,
          env: { ...process.env, LC_ALL: 'C', EDITOR: 'true' },
        });
        return { status: done.status, text: normal(`${done.stdout}${done.stderr}`, directory) };
      };
      for (const step of steps) {
        const [a, b] = [ask(stock, step), ask(ours, step)];
        const alike = a.status === b.status && a.text === b.text;
        const meant = !alike && known.test(`${a.text}\n${b.text}`);
        if (alike || meant) passed++;
        else failed++;
        if (!verbose && (alike || meant)) continue;
        say(`${alike ? 'ok  ' : meant ? 'new ' : 'FAIL'} ${name}: virsh ${step.join(' ')}`);
        if (alike || meant) continue;
        const [left, right] = [a.text.split('\n'), b.text.split('\n')];
        for (const line of left) if (!right.includes(line)) say(`    stock: ${line}`);
        for (const line of right) if (!left.includes(line)) say(`    ours:  ${line}`);
        if (a.status !== b.status) say(`    exit ${a.status} against ${b.status}`);
      }
    }
  } finally {
    await Promise.all([stock.kill(), ours.kill()]);
    rmSync(place, { recursive: true, force: true });
  }
  say(`${passed} passed, ${failed} failed, 0 skipped`);
  return failed > 0 ? 1 : 0;
};
if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await run(process.argv.slice(2));
