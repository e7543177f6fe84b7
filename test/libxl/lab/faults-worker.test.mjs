// The worker is killed: guests and daemon go on, and libvirt-python hears of what guests do.
import { check, finish, run, until } from './check.mjs';
import { python, startDaemon, tiny, virsh } from './dom0.mjs';

const daemon = await startDaemon();
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
await does('destroyed', 'destroy', 't1');
await daemon.kill('SIGTERM');
finish();
