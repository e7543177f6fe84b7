// The field's suites whose sources are on this machine reach over our socket what they reach over stock libvirtd's.
// `npm run suites` fetches the sources; this test only uses what is there.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';

const SUITE_MS = 8 * 60_000;
/** virt-manager's alone takes longer than all others together: `npm run suites` has it. */
const suites = [
  'libvirt-dbus',
  'ruby-libvirt',
  'sys-virt',
  'virshtest',
  'virshtest-new',
  'libvirt-python',
  'go-libvirt',
] as const;

const program = join(process.cwd(), 'test/suites/run.mjs');
const run = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', timeout: SUITE_MS });
const obstacles = new Map(
  run('--list', ...suites)
    .stdout.split('\n')
    .map((line) => line.split('\t') as [string, string]),
);

for (const name of suites) {
  const missing = obstacles.get(name);
  t.test(name, { timeout: SUITE_MS, skip: missing || false }, async (t) => {
    t.equal(missing, '', 'the runner knows it');
    const { stdout, stderr, status } = run('--present', name);
    t.equal(status, 0, `${stdout}${stderr}`);
    t.match(stdout, /^1 passed, 0 failed, 0 skipped$/m, 'and it was run');
  });
}
