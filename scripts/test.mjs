// npm test: sets up, builds, runs every test file as its own process, and ends with one line of counts.
// Arguments select files by a part of their name: npm test -- rpc kvm
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages, testPackages } from './packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FILE_MS = 10 * 60_000;
const say = (text) => process.stdout.write(`${text}\n`);

if (!existsSync(join(root, 'node_modules'))) {
  say('installing npm packages');
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  if (npm.status !== 0) process.exit(1);
}
const missing = ensurePackages(testPackages, say);
if (missing.length > 0) say(`not installed, tests that need them are skipped: ${missing.join(' ')}`);
say('building');
const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
if (build.status !== 0) {
  say('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

const find = (directory) =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return find(path);
    return entry.name.endsWith('.test.js') && existsSync(path.replace('/dist/', '/').replace(/\.js$/, '.ts'))
      ? [path]
      : [];
  });
const wanted = process.argv.slice(2);
const files = find(join(root, 'dist/test'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();

/** Reads one file's TAP: top-level points only; a file that ends badly is one more failure. */
const runFile = (file) =>
  new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, ['--enable-source-maps', '--expose-gc', file], {
      cwd: root,
      env: { ...process.env, TAP_BAIL: '0', TAP_TIMEOUT: '540', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), FILE_MS);
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      out += chunk;
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const result = {
        file,
        passed: 0,
        failed: 0,
        skipped: 0,
        skips: [],
        out,
        seconds: (Date.now() - started) / 1000,
      };
      for (const line of out.split('\n')) {
        const point = /^(not )?ok\b.*?(?:# (SKIP|TODO)\b ?(.*))?$/i.exec(line);
        if (!point) continue;
        if (point[2]?.toUpperCase() === 'SKIP') {
          result.skipped++;
          result.skips.push(line.replace(/^ok \d+ - /, ''));
        } else if (point[1]) result.failed++;
        else result.passed++;
      }
      const planned = /^1\.\.\d+/m.test(out);
      if ((code !== 0 && result.failed === 0) || !planned) {
        result.failed++;
        result.out += `\n${file}: ended with ${signal ?? code}${planned ? '' : ' before its plan'}\n`;
      }
      resolve(result);
    });
  });

const results = [];
const queue = [...files];
const worker = async () => {
  for (let file = queue.shift(); file; file = queue.shift()) {
    const result = await runFile(file);
    results.push(result);
    const name = relative(join(root, 'dist'), file).replace(/\.js$/, '');
    const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
    say(
      `${result.failed > 0 ? 'FAIL' : 'ok  '} ${name}: ${result.passed} passed${skipped} (${result.seconds.toFixed(1)} s)`,
    );
    for (const skip of result.skips) say(`       ${skip}`);
    if (result.failed > 0)
      say(
        result.out
          .split('\n')
          .filter((line) => line.trim() !== '')
          .slice(-120)
          .map((line) => `     | ${line}`)
          .join('\n'),
      );
  }
};
await Promise.all(Array.from({ length: Math.max(1, Math.min(2, cpus().length)) }, worker));
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
if (results.length === 0) say('no test file matches');
say(
  `${sum('passed')} passed, ${sum('failed') + (results.length === 0 ? 1 : 0)} failed, ${sum('skipped')} skipped`,
);
process.exit(sum('failed') > 0 || results.length === 0 ? 1 : 0);
