// The daemon is killed: guests go on, one that ends meanwhile is noticed, and a guest that was being made is there as a
// whole or not at all.
import { execFileSync } from 'node:child_process';
import { check, finish, run, until } from './check.mjs';
import { domids, startDaemon, tiny, virsh, virshOnce } from './dom0.mjs';

let daemon = await startDaemon();
const does = async (text, ...args) => {
  const found = await virsh(...args);
  return check(text, found.code === undefined, found);
};
const stateOf = async (name) => (await virsh('domstate', name)).toString();

await does('a guest', 'create', tiny('t1', 2));

// The daemon dies: guests go on, and one that ends meanwhile is noticed.
await does('a second guest', 'create', tiny('t2', 3));
await does('a defined one', 'define', tiny('t3', 4));
await does('started', 'start', 't3');
await daemon.kill('SIGKILL');
check('guests live on', (await domids()).length === 3, await domids());
execFileSync('xl', ['destroy', 't2']);
daemon = await startDaemon();
check('taken up again', (await stateOf('t1')) === 'running' && (await stateOf('t3')) === 'running');
check('the one that ended is gone', /failed to get domain/.test(await virsh('domstate', 't2')));
await does('shutdown of one taken up', 'shutdown', 't3');
await until('its end', async () => (await stateOf('t3')) === 'shut off', 30);
await does('destroy', 'destroy', 't1');

// The daemon dies at moments of a creation and of a save: nothing of the guest stays, or all of it.
for (const wait of [30, 150, 400, 900]) {
  const started = virshOnce('start', 't3');
  await new Promise((r) => setTimeout(r, wait));
  await daemon.kill('SIGKILL');
  await started;
  // The next worker waits for the one that is still undoing what was begun.
  daemon = await startDaemon();
  const [state, ids] = [await stateOf('t3'), await domids()];
  check(
    `killed ${wait} ms into a start: whole or nothing`,
    (state === 'shut off' && ids.length === 0) || (state === 'running' && ids.length === 1),
    { state, ids },
  );
  if (ids.length) await virsh('destroy', 't3');
}
check(
  'no status left',
  (await run('sh', '-c', "ls /run/libvirt/libxl | grep -vE 'driver.pid|worker.lock'")).toString() === '',
  await run('ls', '/run/libvirt/libxl'),
);
await daemon.kill('SIGTERM');
finish();
