// The daemon is killed, at every step of a start and at rest; the next one finds what runs and clears what does not.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { processStatSync } from '../../src/native/process.ts';
import { cleanUp, guestXml, makeRoot, qemuProcesses, skipWithoutQemu, startLab, until } from './lab.ts';

// Twenty daemons come and go; a loaded machine needs its time.
t.setTimeout(300_000);

const child = join(dirname(fileURLToPath(import.meta.url)), 'crash-child.js');

const crash = async (root: string, uuid: string, step: string, when: string): Promise<void> => {
  const process_ = spawn(process.execPath, [child, root, uuid, step, when], { stdio: 'inherit' });
  const [, signal] = (await once(process_, 'exit')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the daemon was to be killed at ${step}, it was not`);
};

const steps = ['guest', 'folders', 'network', 'process', 'command', 'spawn', 'monitor', 'refresh', 'run'];
for (const step of steps)
  for (const when of ['before', 'after'])
    t.test(`killed ${when} '${step}'`, { skip: skipWithoutQemu }, async (t) => {
      const root = makeRoot();
      const uuid = randomUUID();
      t.teardown(() => cleanUp(root, [uuid]));
      await crash(root, uuid, step, when);
      const lab = await startLab(root);
      const { dom } = await lab.call('domainLookupByUUID', { uuid });
      const { state } = await lab.call('domainGetState', { dom, flags: 0 });
      if (step === 'run' && when === 'after') {
        t.equal(state, 1, 'a start that was over is kept');
        t.equal(qemuProcesses(uuid).length, 1);
        await lab.call('domainDestroy', { dom });
      } else {
        t.equal(state, 5, 'half a start is taken back');
        t.equal(qemuProcesses(uuid).length, 0, 'no QEMU is left');
        t.notOk(existsSync(join(root, 'run/libvirt/qemu/victim.xml')));
        t.notOk(existsSync(join(root, 'run/libvirt/qemu/victim.starting')));
        await lab.call('domainCreate', { dom });
        t.equal(qemuProcesses(uuid).length, 1, 'and it starts');
        await lab.call('domainDestroy', { dom });
      }
      await lab.stop();
    });

t.test('killed at rest: same guest, same id, its monitor works', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  await crash(root, uuid, 'never', '');
  const [pid] = qemuProcesses(uuid);
  const lab = await startLab(root);
  const { dom } = await lab.call('domainLookupByName', { name: 'victim' });
  t.same(dom, { name: 'victim', uuid, id: 1 });
  t.same(qemuProcesses(uuid), [pid]);
  await lab.call('domainSuspend', { dom });
  const xml = await lab.call('domainGetXMLDesc', { dom, flags: 0 });
  await lab.stop();

  const second = await startLab(root);
  t.same(await second.call('domainGetState', { dom, flags: 0 }), { state: 3, reason: 1 }, 'still paused');
  t.same(await second.call('domainGetXMLDesc', { dom, flags: 0 }), xml, 'the same live XML');
  const other = await second.call('domainCreateXML', {
    xml_desc: guestXml('other', randomUUID()),
    flags: 0,
  });
  t.equal((other.dom as { id: number }).id, 2, 'its id is not given again');
  await second.call('domainDestroy', { dom: other.dom });
  await second.stop();

  process.kill(pid as number, 'SIGKILL');
  await until('QEMU is gone', () => qemuProcesses(uuid).length === 0);
  const third = await startLab(root);
  t.same(await third.call('domainGetState', { dom, flags: 0 }), { state: 5, reason: 3 }, 'crashed meanwhile');
  t.same(third.lifecycle(), ['5.5'], 'and its event says so');
  await third.stop();
});

t.test('a status file of a reused process number is not believed', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  await crash(root, uuid, 'never', '');
  const file = join(root, 'run/libvirt/qemu/victim.xml');
  const text = readFileSync(file, 'utf8');
  process.kill(qemuProcesses(uuid)[0] as number, 'SIGKILL');
  await until('QEMU is gone', () => qemuProcesses(uuid).length === 0);
  writeFileSync(file, text.replace(/pid='\d+'>/, `pid='${process.pid}'>`));
  const lab = await startLab(root);
  const { dom } = await lab.call('domainLookupByUUID', { uuid });
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 5, reason: 3 });
  t.pass('and this test is still alive');
  await lab.stop();
});

t.test(
  'a QEMU that is about to end, its monitor shut already, has crashed',
  { skip: skipWithoutQemu },
  async (t) => {
    const root = makeRoot();
    const uuid = randomUUID();
    t.teardown(() => cleanUp(root, [uuid]));
    await crash(root, uuid, 'never', '');
    const file = join(root, 'run/libvirt/qemu/victim.xml');
    const text = readFileSync(file, 'utf8');
    process.kill(qemuProcesses(uuid)[0] as number, 'SIGKILL');
    await until('QEMU is gone', () => qemuProcesses(uuid).length === 0);
    const dying = spawn('sleep', ['0.3']);
    const startTime = processStatSync(dying.pid as number)?.startTime;
    writeFileSync(
      file,
      text
        .replace(/pid='\d+'>/, `pid='${dying.pid}'>`)
        .replace(/startTime='\d+'/, `startTime='${startTime}'`),
    );
    const lab = await startLab(root);
    const { dom } = await lab.call('domainLookupByUUID', { uuid });
    t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 5, reason: 3 });
    t.same(lab.lifecycle(), ['5.5']);
    await lab.stop();
  },
);

t.test('a broken status file is set aside', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  await crash(root, uuid, 'never', '');
  const file = join(root, 'run/libvirt/qemu/victim.xml');
  writeFileSync(file, '<domstatus state=');
  const lab = await startLab(root);
  t.notOk(existsSync(file));
  const { dom } = await lab.call('domainLookupByUUID', { uuid });
  t.equal((await lab.call('domainGetState', { dom, flags: 0 })).state, 5);
  await lab.stop();
});

t.test('a definition read back starts as it did', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const channel = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";
  const first = await startLab(root);
  await first.call('domainDefineXML', { xml: guestXml('again', uuid, channel) });
  await first.stop();
  const second = await startLab(root);
  const { dom } = await second.call('domainLookupByUUID', { uuid });
  await second.call('domainCreate', { dom });
  t.equal((await second.call('domainGetState', { dom, flags: 0 })).state, 1);
  const { xml } = await second.call('domainGetXMLDesc', { dom, flags: 0 });
  t.match(xml, /<source mode='bind' path='[^']*org.qemu.guest_agent.0'\/>/);
  t.match(xml, /name='org.qemu.guest_agent.0' state='disconnected'/);
  await second.call('domainDestroy', { dom });
  await second.stop();
});
