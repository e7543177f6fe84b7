// Stock libvirt-python against the built daemon: the event loop, error codes, a console stream, several connections.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { startDaemon } from '../daemon/support.ts';
import { guestFiles, guestImpossible, guestXml } from './guest.ts';

const noPython = existsSync('/usr/lib/python3/dist-packages/libvirt.py')
  ? null
  : 'python3-libvirt not installed';
const skip = guestImpossible() ?? noPython ?? false;

const script = `
import libvirt, sys, threading, time, json
libvirt.registerErrorHandler(lambda *_: None, None)
libvirt.virEventRegisterDefaultImpl()
uri, xml = sys.argv[1], open(sys.argv[2]).read()
stop = []
def loop():
    while not stop: libvirt.virEventRunDefaultImpl()
threading.Thread(target=loop, daemon=True).start()
c = libvirt.open(uri)
c.setKeepAlive(1, 3)
events = []
c.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lambda c,d,e,x,o: events.append([d.name(),e,x]), None)
out = {'type': c.getType(), 'alive': c.isAlive(), 'secure': c.isSecure(), 'uri': c.getURI()}
def code(call):
    try: call()
    except libvirt.libvirtError as e: return [e.get_error_code(), e.get_error_domain(), str(e)]
out['nobody'] = code(lambda: c.lookupByName('nobody'))
out['baduuid'] = code(lambda: c.lookupByUUIDString('00000000-0000-0000-0000-000000000001'))
d = c.defineXML(xml)
out['define'] = [d.name(), d.ID(), d.isActive(), d.isPersistent()]
out['again'] = code(lambda: c.defineXML(xml.replace('5f3b4c5e', '6f3b4c5e')))
out['notrunning'] = code(lambda: d.suspend())
d.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
out['paused'] = d.state()
d.resume()
s = c.newStream()
d.openConsole(None, s, libvirt.VIR_DOMAIN_CONSOLE_FORCE)
said = b''
end = time.time() + 90
while time.time() < end and b'GUEST-READY' not in said:
    said += s.recv(1024)
out['said'] = b'GUEST-READY' in said
s.abort()
ro = libvirt.openReadOnly(uri)
out['readonly'] = code(lambda: ro.lookupByName('demo').destroy())
out['secureflag'] = code(lambda: ro.lookupByName('demo').XMLDesc(libvirt.VIR_DOMAIN_XML_SECURE))
ro.close()
info = d.info()
out['info'] = [info[0], info[1], info[3]]
d.destroy()
own = libvirt.open(uri)
t = own.createXML(xml.replace('5f3b4c5e', '7f3b4c5e').replace('>demo<', '>auto<'), libvirt.VIR_DOMAIN_START_AUTODESTROY | libvirt.VIR_DOMAIN_START_PAUSED)
out['transient'] = [t.isPersistent(), t.ID()]
del t
own.close()
other = libvirt.open(uri)
d.undefine()
time.sleep(0.3)
out['events'] = [e for e in events if e[0] == 'demo']
stop.append(1)
c.close()
for _ in range(100):
    if not other.listAllDomains(): break
    time.sleep(0.1)
out['left'] = [x.name() for x in other.listAllDomains()]
print(json.dumps(out))
`;

t.test('libvirt-python', { skip, timeout: 180_000 }, async (t) => {
  const daemon = await startDaemon({ args: ['--rest', 'none'] });
  t.teardown(() => daemon.remove());
  const file = join(daemon.root, 'demo.xml');
  writeFileSync(file, guestXml(guestFiles()));
  const uri = `qemu+unix:///system?socket=${daemon.socket}`;
  const done = spawnSync('/usr/bin/python3', ['-c', script, uri, file], {
    encoding: 'utf8',
    timeout: 150_000,
  });
  t.equal(done.status, 0, done.stderr);
  const out = JSON.parse(done.stdout);
  t.match(out, { type: 'QEMU', alive: 1, secure: 1, uri });
  t.match(out.nobody, [42, 10, "Domain not found: no domain with matching name 'nobody'"]);
  t.match(out.baduuid, [
    42,
    10,
    "Domain not found: no domain with matching uuid '00000000-0000-0000-0000-000000000001'",
  ]);
  t.same(out.define, ['demo', -1, 0, 1]);
  t.match(out.again, [9, 20, /domain 'demo' already exists with uuid 5f3b4c5e/]);
  t.match(out.notrunning, [55, 20, 'Requested operation is not valid: domain is not running']);
  t.same(out.paused, [3, 1]);
  t.ok(out.said, 'the console speaks through a stream');
  t.match(out.readonly, [29, 20, 'operation forbidden: read only access prevents virDomainDestroy']);
  t.equal(out.secureflag[0], 29);
  t.same(out.info, [1, 131072, 1]);
  t.equal(out.transient[0], 0);
  t.same(out.left, [], 'autodestroy ends with the connection');
  t.same(
    out.events.map((e: unknown[]) => e.slice(1)),
    [
      [0, 0],
      [2, 0],
      [3, 0],
      [4, 0],
      [6, 2],
      [5, 1],
      [1, 0],
    ],
  );
});
