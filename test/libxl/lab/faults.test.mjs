// What goes wrong: the worker, the daemon and a device model are killed; guests live on where they
// should, nothing leaks, and libvirt-python hears of it.
import { execFileSync } from 'node:child_process';
import { check, finish, run, until } from './check.mjs';
import { consoleOf, domids, hvm, linux, python, startDaemon, tiny, virsh, virshOnce } from './dom0.mjs';

let daemon = await startDaemon();
const does = async (text, ...args) => {
  const found = await virsh(...args);
  return check(text, found.code === undefined, found);
};
const children = async () =>
  (await run('pgrep', '-P', String(daemon.pid), '-f', 'virtlight-libxl'))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map(Number);
const stateOf = async (name) => (await virsh('domstate', name)).toString();

// Events, as libvirt-python gets them.
const heard = python(`
import libvirt, threading, time
libvirt.virEventRegisterDefaultImpl()
def loop():
    while True: libvirt.virEventRunDefaultImpl()
threading.Thread(target=loop, daemon=True).start()
c = libvirt.open('xen:///system')
seen = []
c.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lambda c, d, e, r, o: seen.append((d.name(), e, r)), None)
d = c.defineXML(open('${tiny('ev', 1)}').read())
d.create(); d.suspend(); d.resume(); time.sleep(3); d.shutdown()
end = time.time() + 30
while time.time() < end and ('ev', 5, 0) not in seen: time.sleep(0.1)
d.create(); d.destroy(); d.undefine(); time.sleep(0.5)
print([s[1:] for s in seen])
`);
check(
  'lifecycle events of libvirt-python',
  (await heard) === '[(0, 0), (2, 0), (3, 0), (4, 0), (5, 0), (2, 0), (5, 1), (1, 0)]',
  (await heard).toString(),
);

// The worker dies: guests and daemon go on.
await does('a guest', 'create', tiny('t1', 2));
const [before] = await children();
process.kill(before, 'SIGKILL');
await until(
  'another worker',
  async () => {
    const [now] = await children();
    return now && now !== before;
  },
  30,
);
check(
  'guest known after the worker was killed',
  await until('answer', async () => (await stateOf('t1')) === 'running', 30),
);
await does('and still to be steered', 'suspend', 't1');
await does('resumed', 'resume', 't1');

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
  await new Promise((r) => setTimeout(r, 1500));
  daemon = await startDaemon();
  const [state, ids] = [await stateOf('t3'), await domids()];
  check(
    `killed ${wait} ms into a start: whole or nothing`,
    (state === 'shut off' && ids.length === 0) || (state === 'running' && ids.length === 1),
    { state, ids },
  );
  if (ids.length) await virsh('destroy', 't3');
}

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
execFileSync('xenstore-write', [`/local/domain/${(await domids())[0]}/control/lab`, 'crash']);
await virsh('destroy', 'pvh');
await until('nothing', async () => (await domids()).length === 0, 60);
check(
  'nothing leaks',
  !/\/local\/domain\/[1-9]/.test(await run('xenstore-ls', '-f', '/local/domain')) &&
    (await run('pgrep', '-f', 'xen-domid')).toString() === '',
);
check(
  'no status left',
  (await run('sh', '-c', 'ls /run/libvirt/libxl | grep -v driver.pid')).toString() === '',
  await run('ls', '/run/libvirt/libxl'),
);
await daemon.kill('SIGTERM');
finish();
