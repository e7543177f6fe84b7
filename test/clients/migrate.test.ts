// Stock virsh moves a simulated guest from one daemon to another: itself, and by telling the source to.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { missingProgram, startDaemon } from '../daemon/support.ts';

const skip = missingProgram('virsh') ?? false;

t.test('from one daemon to another', { skip }, async (t) => {
  const [here, there] = [await startDaemon(), await startDaemon()];
  t.teardown(() => Promise.all([here.remove(), there.remove()]));
  const at = (daemon: typeof here, file: string, xml: string): string => {
    const path = join(daemon.root, file);
    writeFileSync(path, `<node>${xml}</node>`);
    return `test+unix://${path}?socket=${daemon.socket}`;
  };
  const guest = "<domain type='test'><name>m</name><memory>8192</memory><os><type>hvm</type></os></domain>";
  const [from, to] = [at(here, 'from.xml', guest), at(there, 'to.xml', '')];
  for (const how of ['--live', '--live --p2p', '--live --p2p --tunnelled', '--persistent --undefinesource']) {
    const { stdout, stderr, status } = spawnSync(
      'virsh',
      ['-q', '-c', from, `migrate m ${to} --verbose ${how}; list --all`],
      {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
        timeout: 60_000,
      },
    );
    t.equal(status, 0, `${how}: ${stderr}`);
    t.match(stdout, how.includes('undefine') ? /^\s*$/ : / - +m +shut off/, how);
  }
  const twice = spawnSync('virsh', ['-q', '-c', from, `migrate m ${from}`], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  t.equal(twice.status, 1, 'the place it goes to has it already');
  t.match(twice.stderr, /already exists with uuid|is already active/);
});
