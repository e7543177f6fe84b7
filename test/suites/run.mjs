// npm run suites [-- NAME ...] [--stock] [--present] [--log DIR]: test-suites that other people wrote for libvirt, over this
// daemon's socket, and their counts beside those stock libvirtd reaches over its own.
//   --stock     run them against a private stock libvirtd instead
//   --present   fetch nothing: suites whose sources or programs are not here are skipped
//   --list      only tell which could run here, as lines of a name and what is missing
//   --log DIR   keep what each suite printed in DIR
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stockImpossible, unpackStock } from '../../scripts/stock.mjs';
import { buildShim, openLab } from './lab.mjs';
import { sourceOf } from './sources.mjs';
import { goLibvirt } from './suite/go-libvirt.mjs';
import { libvirtDbus } from './suite/libvirt-dbus.mjs';
import { libvirtPython } from './suite/libvirt-python.mjs';
import { rubyLibvirt } from './suite/ruby-libvirt.mjs';
import { sysVirt } from './suite/sys-virt.mjs';
import { virshtest, virshtestNew } from './suite/virshtest.mjs';
import { virtManager } from './suite/virt-manager.mjs';

const suites = [
  libvirtDbus,
  virtManager,
  rubyLibvirt,
  sysVirt,
  virshtest,
  virshtestNew,
  libvirtPython,
  goLibvirt,
];
const args = process.argv.slice(2);
const option = (name) => args.includes(name);
const logs = option('--log') ? args[args.indexOf('--log') + 1] : null;
const names = args.filter((arg) => !arg.startsWith('--') && arg !== logs);
const say = (text) => process.stdout.write(`${text}\n`);
const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  say(`no suite ${unknown.join(', ')}; there are ${suites.map(({ name }) => name).join(' ')}`);
  process.exit(2);
}
const chosen = suites.filter(({ name }) => names.length === 0 || names.includes(name));
const stock = option('--stock');

/** Why a suite cannot run, or null. */
const obstacle = (suite, fetch) => {
  const missing = suite.source ? sourceOf(suite.source, { fetch, say }).missing : undefined;
  return missing ?? suite.lacks({ fetch, say });
};

/** As root everything runs in namespaces of its own: the suites write to /var/lib/libvirt/images and listen on known ports. */
const INSIDE = 'VIRTLIGHT_SUITES_INSIDE';
const prepareInside = () => {
  for (const [command, ...rest] of [
    ['ip', 'link', 'set', 'lo', 'up'],
    ['mkdir', '-p', '/var/lib/libvirt/images'],
    ['mount', '-t', 'tmpfs', 'tmpfs', '/var/lib/libvirt/images'],
  ])
    spawnSync(command, rest, { stdio: 'inherit' });
};

const verdict = (result, expected) => {
  if (result.passed === expected.passed && result.failures.length === expected.failed) return 'as stock';
  // an optional program that is missing turns tests into skips, never into failures
  if (
    result.failures.length <= expected.failed &&
    result.passed + result.skipped >= expected.passed + expected.skipped
  )
    return result.passed > expected.passed
      ? 'better than stock'
      : `as stock, ${result.skipped} of them skipped`;
  return 'WORSE THAN STOCK';
};

const runAll = async (shimPlace) => {
  const shim = buildShim(shimPlace);
  const rows = [];
  for (const suite of chosen) {
    const why =
      obstacle(suite, false) ?? (shim === null ? 'no C compiler (cc) for the preloaded shim' : null);
    if (why) {
      rows.push({ suite, why });
      say(`skipped ${suite.name}: ${why}`);
      continue;
    }
    const started = Date.now();
    const lab = await openLab(stock, shim, say);
    try {
      const source = suite.source ? sourceOf(suite.source, { fetch: false, say }).path : null;
      const result = await suite.run(lab, source);
      const row = {
        suite,
        result,
        seconds: (Date.now() - started) / 1000,
        verdict: verdict(result, suite.stock),
      };
      rows.push(row);
      if (logs) {
        mkdirSync(logs, { recursive: true });
        writeFileSync(join(logs, `${suite.name}.log`), result.text);
      }
      say(
        `${suite.name}: ${result.passed} passed, ${result.failures.length} failed, ${result.skipped} skipped: ${row.verdict}`,
      );
      for (const failure of result.failures) say(`    ${failure}`);
    } finally {
      await lab.close();
    }
  }
  return rows;
};

const table = (rows) => {
  const counts = (passed, failed, skipped) => `${passed} / ${failed} / ${skipped}`;
  const lines = [
    ['suite (passed / failed / skipped)', stock ? 'stock, now' : 'virtlightd', 'stock 9.0', 'seconds', ''],
    ...rows.map(({ suite, result, seconds, verdict: word, why }) => [
      suite.title,
      result ? counts(result.passed, result.failures.length, result.skipped) : '-',
      counts(suite.stock.passed, suite.stock.failed, suite.stock.skipped),
      result ? seconds.toFixed(1) : '-',
      why ? `skipped: ${why}` : word,
    ]),
  ];
  const widths = lines[0].map((_, column) =>
    Math.max(...lines.map((line) => (column === 4 ? 0 : line[column].length))),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

if (option('--list')) {
  for (const suite of chosen) say(`${suite.name}\t${obstacle(suite, false) ?? ''}`);
  process.exit(0);
}
if (stock && stockImpossible()) {
  say(`${stockImpossible()}\n0 passed, 0 failed, ${chosen.length} skipped`);
  process.exit(0);
}
if (!process.env[INSIDE]) {
  for (const suite of chosen) obstacle(suite, !option('--present'));
  if (stock) unpackStock(say);
  if (process.geteuid() === 0 && spawnSync('unshare', ['-mn', 'true']).status === 0) {
    const inside = spawnSync('unshare', ['-mn', process.execPath, fileURLToPath(import.meta.url), ...args], {
      stdio: 'inherit',
      env: { ...process.env, [INSIDE]: '1' },
    });
    process.exit(inside.status ?? 1);
  }
} else prepareInside();

const shimPlace = mkdtempSync(join(tmpdir(), 'virtlight-shim-'));
const rows = await runAll(shimPlace);
rmSync(shimPlace, { recursive: true, force: true });
say(`\n${table(rows)}\n`);
const worse = rows.filter((row) => row.verdict?.startsWith('WORSE')).length;
const skipped = rows.filter((row) => row.why).length;
say(`${rows.length - worse - skipped} passed, ${worse} failed, ${skipped} skipped`);
process.exitCode = worse > 0 ? 1 : 0;
