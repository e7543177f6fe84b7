// A device model is killed: its guest can be destroyed. A guest crashes: it goes by itself. Nothing of either is left.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { check, finish, run, until } from './check.mjs';
import { consoleOf, domids, hvm, linux, startDaemon, virsh } from './dom0.mjs';

const daemon = await startDaemon();
const does = async (text, ...args) => {
  const found = await virsh(...args);
  return check(text, found.code === undefined, found);
};

// A device model dies.
execFileSync('truncate', ['-s', '8M', '/tmp/hvm.img']);
await does('HVM', 'create', hvm('hvm', 5));
execFileSync('pkill', ['-KILL', '-f', 'xen-domid']);
await until(
  'answer',
  async () => (await virsh('qemu-monitor-command', 'hvm', '{"execute":"query-status"}')).code !== undefined,
  15,
);
await does('a guest without its device model can be destroyed', 'destroy', 'hvm');
await does('Linux', 'create', linux('pvh', 6, 'xenpvh'));
await until('userspace', () => consoleOf('pvh').includes('GUEST-UP'), 120);
const tty = await run('xenstore-read', `/local/domain/${(await domids())[0]}/console/tty`);
writeFileSync(tty, 'crash\n');
await until('end of the crashed guest', async () => (await domids()).length === 0, 60);
check(
  'nothing leaks',
  !/\/local\/domain\/[1-9]/.test(await run('xenstore-ls', '-f', '/local/domain')) &&
    (await run('pgrep', '-f', 'xen-domid')).toString() === '',
);
check(
  'no status left',
  (await run('sh', '-c', "ls /run/libvirt/libxl | grep -vE 'driver.pid|worker.lock'")).toString() === '',
  await run('ls', '/run/libvirt/libxl'),
);
await daemon.kill('SIGTERM');
finish();
