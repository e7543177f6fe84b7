// node test/testdrv/parity.mjs [FAMILY ...] [-v]: the same virsh commands against the simulated hypervisor of a private stock
// libvirtd and of this daemon; their words compared. `calls` is every method of libvirt-python with every flag. Where stock answers nothing at all and we do, that is counted apart.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStock, stockImpossible, unpackStock, untilServing } from '../../scripts/stock.mjs';
import { expected } from './parity-expected.mjs';
import { families, files } from './parity-steps.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const verbose = process.argv.includes('-v');
const say = (text) => process.stdout.write(`${text}\n`);
const COMMAND_MS = 120_000;
const PROGRAM_MS = 600_000;

const impossible = stockImpossible();
if (impossible) {
  say(`${impossible}\n0 passed, 0 failed, 1 skipped`);
  process.exit(0);
}
const place = mkdtempSync(join(tmpdir(), 'virtlight-simparity-'));
const lab = join(place, 'lab');

/** What differs between two runs by nature. */
const normal = (text) =>
  text
    .replaceAll(place, 'PLACE')
    .replace(/socket=\S+/g, 'socket=S')
    .replace(/(CPU time: +|cpu_time +|vcpu_time +|user +|system +|CPU[0-9]+:)[0-9.]+( seconds|s)?/g, '$1T')
    .replace(/^(cpu|vcpu|rd|wr|net|block)[a-z_.0-9]* .*[0-9]+$/gm, '')
    .replace(/^( {2}(cpu|vcpu|net|block)[a-z_.0-9]*=).*$/gm, '$1N')
    .replace(/^(testnet[0-9]|vda) (rx|tx|rd|wr|flush|errs)\S* [0-9]+$/gm, '$1 $2')
    .replace(/^(Creation Time:? +).*$/gm, '$1T')
    .replace(/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} [+-][0-9]{4}/g, 'DATE')
    .replace(/\b1[0-9]{9}\b/g, 'SECONDS')
    .replace(/<creationTime>[0-9]+/g, '<creationTime>T')
    .replace(/<current(Time)?>.*/g, '')
    .replace(/(Time:|time):? +[0-9]+/g, '$1 T')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'RANDOM-UUID')
    .trimEnd();

/** All steps of a family in one virsh; gives each one's words. */
const run = (uri, steps) => {
  const script = steps
    .map((step, i) => `${step.replace(/@([a-z0-9.-]+)/g, (_, name) => join(lab, name))}; echo =${i}=`)
    .join('; ');
  rmSync(lab, { recursive: true, force: true });
  mkdirSync(lab);
  for (const [name, text] of Object.entries(files())) writeFileSync(join(lab, name), text);
  const done = spawnSync('sh', ['-c', 'exec virsh -c "$0" "$1" 2>&1 </dev/null', uri, script], {
    encoding: 'utf8',
    timeout: COMMAND_MS,
    env: { ...process.env, LC_ALL: 'C' },
  });
  let rest = done.stdout;
  return steps.map((_, i) => {
    const mark = `=${i}=\n`;
    const at = rest.indexOf(mark);
    const text =
      at < 0 ? `${rest}\n(nothing more: ${done.error?.message ?? done.status})` : rest.slice(0, at);
    rest = at < 0 ? '' : rest.slice(at + mark.length);
    return normal(text);
  });
};

/** What a program of ours says of a host, one answer after the other as `split` tells them apart. */
const runProgram = (name, uri, folder, split) => {
  mkdirSync(folder, { recursive: true });
  const program = join(root, 'test/testdrv', name);
  const done = spawnSync('/usr/bin/python3', [program, uri, folder], {
    encoding: 'utf8',
    timeout: PROGRAM_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.status !== 0) throw new Error(`${name} on ${uri}: ${done.stderr}`);
  return normal(done.stdout.replaceAll(folder, 'FOLDER')).split(split);
};

const only = (lines, others) => lines.filter((line) => !others.includes(line));
const unlike = (a, b) => {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const lines = [
    ...only(left, right).map((line) => `    stock: ${line}`),
    ...only(right, left).map((line) => `    ours:  ${line}`),
  ];
  return lines.length > 0 ? lines.slice(0, 16).join('\n') : '    the same lines in another order';
};

/** Programs in libvirt-python: what an answer begins with, and where the next one begins. */
const programs = [
  ['events', /^.*/, /^(?=== )/m],
  ['calls', /^[a-z ]+: \w+/, /\n/],
];

const counts = { passed: 0, failed: 0, beyond: 0, known: 0 };
const judge = (family, i, step, theirs, mine) => {
  const alike = theirs === mine;
  const lacking = /this function is not supported by the connection driver|Not supported/.test(theirs);
  const why = expected[`${family}: ${step.replace(/^virsh /, '')}`];
  const kind = alike ? 'passed' : lacking ? 'beyond' : why ? 'known' : 'failed';
  counts[kind]++;
  if (kind === 'failed' || verbose)
    say(`${kind} ${family} ${i}: ${step}${alike ? '' : `\n${unlike(theirs, mine)}`}`);
};

const stock = await startStock(join(place, 'stock'), unpackStock(say));
const oursRoot = join(place, 'ours');
const ours = spawn(process.execPath, [join(root, 'bin/virtlightd'), '--root', oursRoot, '--rest', 'none'], {
  stdio: 'inherit',
});
try {
  const socket = join(oursRoot, 'run/libvirt/libvirt-sock');
  await untilServing(socket);
  for (const [family, steps] of Object.entries(families)) {
    if (wanted.length > 0 && !wanted.includes(family)) continue;
    const [theirs, mine] = [stock.socket, socket].map((path) =>
      run(`test+unix:///default?socket=${path}`, steps),
    );
    for (const [i, step] of steps.entries()) judge(family, i, `virsh ${step}`, theirs[i], mine[i]);
  }
  for (const [family, title, split] of programs) {
    // every call with every flag takes minutes: only when asked for
    if (wanted.length === 0 ? family === 'calls' : !wanted.includes(family)) continue;
    const [theirs, mine] = [stock.socket, socket].map((path, i) =>
      runProgram(
        `parity-${family}.py`,
        `test+unix:///default?socket=${path}`,
        join(place, `${family}${i}`),
        split,
      ),
    );
    for (let i = 0; i < Math.max(theirs.length, mine.length); i++)
      judge(family, i, title.exec(theirs[i] ?? mine[i])?.[0] ?? '', theirs[i] ?? '', mine[i] ?? '');
  }
} finally {
  await stock.kill();
  ours.kill();
  rmSync(place, { recursive: true, force: true });
}
const { passed, failed, beyond, known } = counts;
say(`${passed} alike, ${beyond} that only we answer, ${known} differ for a known reason`);
say(`${passed + beyond + known} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;
