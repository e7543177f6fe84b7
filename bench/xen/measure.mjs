// Inside the lab: Debian's libvirtd with its Xen driver and this daemon measured by the same client, one after the other, beside
// plain `xl`; then what of a creation is this daemon's own. Prints JSON. Usage: measure.mjs COUNT ROUNDS
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDaemon, startLibvirtd } from '../lab/dom0.mjs';

const [count = '50', rounds = '7'] = process.argv.slice(2);
const log = '/tmp/bench.log';
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const clean = () => {
  for (const path of ['/run/libvirt', '/var/lib/libvirt/libxl'])
    rmSync(path, { recursive: true, force: true });
};
const client = (...args) =>
  JSON.parse(
    execFileSync('python3', [join(import.meta.dirname, 'measure.py'), ...args], {
      encoding: 'utf8',
      timeout: 900_000,
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

const plain = () => {
  writeFileSync('/tmp/bench.cfg', 'name = "b"\nkernel = "/lab/tiny"\nmemory = 8\nvcpus = 1\n');
  const timed = (...args) => {
    const begin = performance.now();
    execFileSync('xl', args);
    return performance.now() - begin;
  };
  const pairs = Array.from({ length: Number(rounds) }, () => [
    timed('create', '-q', '/tmp/bench.cfg'),
    timed('destroy', 'b'),
  ]);
  return {
    create: median(pairs.map(([a]) => a)),
    destroy: median(pairs.map(([, b]) => b)),
    create_and_destroy: median(pairs.map(([a, b]) => a + b)),
  };
};
const measured = async (start) => {
  clean();
  const begin = performance.now();
  const daemon = await start();
  const up = performance.now() - begin;
  try {
    return { up, ...client(count, rounds) };
  } finally {
    await daemon.kill('SIGTERM');
  }
};
/** How much of a creation, as its client sees it, passes outside the library's calls. */
const own = async () => {
  clean();
  rmSync(log, { force: true });
  const daemon = await startDaemon({}, `log_outputs = "1:file:${log}"\n`);
  try {
    const { create } = client('1', rounds);
    const calls = readFileSync(log, 'utf8')
      .split('\n')
      .flatMap((line) =>
        line.includes('libxenlight has answered') ? [JSON.parse(line.slice(line.indexOf('{')))] : [],
      );
    // From one creation to the next, the calls that its client waits for follow one another.
    const starts = calls.flatMap(({ call }, i) => (call === 'domain_create_new' ? [i] : []));
    const within = starts.map((at) => {
      const end = calls.findIndex(({ call }, i) => i > at && call === 'domain_unpause');
      return calls.slice(at, end + 1).reduce((sum, { ms }) => sum + ms, 0);
    });
    const library = median(within);
    return { create, library, share: (create - library) / create };
  } finally {
    await daemon.kill('SIGTERM');
  }
};

const figures = {
  xl: plain(),
  libvirtd: await measured(startLibvirtd),
  virtlightd: await measured(startDaemon),
  own: await own(),
};
writeFileSync('/mnt/out/bench.json', JSON.stringify(figures));
console.log(JSON.stringify(figures));
process.exit(0);
