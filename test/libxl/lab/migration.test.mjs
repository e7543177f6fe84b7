// Migration between two daemons in one dom0, driven by stock virsh: directly, from daemon to daemon, and through the
// daemons' own connection; and the source killed on the way.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { check, finish, run, until } from './check.mjs';
import { consoleOf, domids, startDaemon, tiny, virsh, virshOnce } from './dom0.mjs';

const other = '/tmp/other';
const uri = `xen+unix:///system?socket=${other}/run/libvirt/libvirt-sock`;
const there = (...args) => run('virsh', '-q', '-c', uri, ...args);
let source = await startDaemon();
const target = spawn('bin/virtlightd', ['--root', other, '-v'], { stdio: ['ignore', 'inherit', 'inherit'] });
await until('the other daemon', () => existsSync(`${other}/run/libvirt/libvirt-sock`), 120);
await until('its driver', async () => (await there('uri')).code === undefined, 120);

const stateThere = async (name) => (await there('domstate', name)).toString();
const migrate = (...flags) => virsh('migrate', 't', uri, '--migrateuri', 'tcp://127.0.0.1', ...flags);
const arrives = async (text, name, ...flags) => {
  const made = await virsh('create', tiny('t', 1));
  await until('the guest', () => consoleOf('t').includes('TINY-UP'), 60);
  const found = await migrate('--dname', name, ...flags);
  check(`${text}: virsh`, made.code === undefined && found.code === undefined, `${made} ${found}`);
  check(`${text}: runs there`, (await stateThere(name)) === 'running', await stateThere(name));
  check(`${text}: gone here`, /failed to get domain/.test(await virsh('domstate', 't')));
  check(`${text}: one domain`, (await domids()).length === 1, await domids());
  await there('destroy', name);
  await until('its end', async () => (await domids()).length === 0, 30);
};

await arrives('client to both', 'm1');
await arrives('from daemon to daemon', 'm2', '--p2p');
await arrives('tunnelled', 'm3', '--p2p', '--tunnelled');

// The source dies while it sends: the guest goes on here.
await virsh('create', tiny('t', 1));
const under = virshOnce('migrate', 't', uri, '--migrateuri', 'tcp://127.0.0.1', '--dname', 'm4');
await until(
  'the stream',
  async () => /phase='perform/.test(await run('cat', '/run/libvirt/libxl/t.xml')),
  60,
);
await source.kill('SIGKILL');
await under;
source = await startDaemon();
const ended = async () => {
  const ids = await domids();
  const [here, away] = [(await virsh('domstate', 't')).toString(), await stateThere('m4')];
  const running = [here, away].filter((s) => s === 'running').length;
  return running === 1 && ids.length === (here === 'paused' ? 2 : 1);
};
check('killed while sending: exactly one copy runs', await until('one copy', ended, 120));
await virsh('destroy', 't');
await there('destroy', 'm4');
check('nothing is left', await until('an empty host', async () => (await domids()).length === 0, 60));
check(
  'no files',
  (
    await run('sh', '-c', `ls /run/libvirt/libxl ${other}/run/libvirt/libxl | grep -E 'xml|intent|migrate'`)
  ).toString() === '',
);
target.kill('SIGTERM');
await source.kill('SIGTERM');
finish();
