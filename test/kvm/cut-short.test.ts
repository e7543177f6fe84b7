// The daemon ends in the middle of long work on a guest: the next one takes back what was half done.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { cleanUp, guestXml, type Lab, makeRoot, skipWithoutQemu, startLab, until } from './lab.ts';

t.setTimeout(120_000);

const stage = async (t: Test) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const image = join(root, 'disk.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', image, '8M']);
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image}'/>` +
    `<target dev='vda' bus='virtio'/></disk>`;
  const lab = await startLab(root);
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('cut', uuid, disk) });
  await lab.call('domainCreate', { dom });
  lab.lifecycle();
  return { root, lab, dom, image };
};

/** Starts something and lets the daemon end as soon as the guest's CPUs are stopped for it. */
const cut = async (lab: Lab, start: () => Promise<unknown>): Promise<void> => {
  const work = start().catch(() => undefined);
  await until('it is under way', () => lab.lifecycle().includes('3.0'));
  await lab.stop();
  await work;
};

t.test('a save', { skip: skipWithoutQemu }, async (t) => {
  const { root, lab, dom } = await stage(t);
  await cut(lab, () => lab.call('domainManagedSave', { dom, flags: 0 }));
  t.match(readFileSync(join(root, 'run/libvirt/qemu/cut.xml'), 'utf8'), /<job type='none' async='save'/);
  const next = await startLab(root);
  t.same(await next.call('domainGetState', { dom, flags: 0 }), { state: 1, reason: 7 }, 'it runs on');
  t.same(await next.call('domainHasManagedSaveImage', { dom, flags: 0 }), { result: 0 });
  t.notOk(existsSync(join(root, 'var/lib/libvirt/qemu/save/cut.save')), 'no old image is started from');
  t.notMatch(readFileSync(join(root, 'run/libvirt/qemu/cut.xml'), 'utf8'), /<job /);
  await next.call('domainManagedSave', { dom, flags: 0 });
  await next.call('domainCreate', { dom });
  t.match(await next.call('domainGetState', { dom, flags: 0 }), { state: 1, reason: 3 });
  await next.call('domainDestroy', { dom });
  await next.stop();
});

t.test('a snapshot of memory and disks', { skip: skipWithoutQemu }, async (t) => {
  const { root, lab, dom, image } = await stage(t);
  const xml_desc = '<domainsnapshot><name>half</name></domainsnapshot>';
  await cut(lab, () => lab.call('domainSnapshotCreateXML', { dom, xml_desc, flags: 0 }));
  const next = await startLab(root);
  t.same(await next.call('domainGetState', { dom, flags: 0 }), { state: 1, reason: 7 });
  t.same(await next.call('domainSnapshotListNames', { dom, flags: 0 }), { names: [] });
  await next.call('domainSnapshotCreateXML', { dom, xml_desc, flags: 0 });
  await next.call('domainDestroy', { dom });
  const listed = execFileSync('qemu-img', ['snapshot', '-l', image], { encoding: 'utf8' });
  t.equal(listed.match(/ half /g)?.length, 1, 'nothing of the first one is in the image');
  await next.stop();
});

t.test('a dump', { skip: skipWithoutQemu }, async (t) => {
  const { root, lab, dom } = await stage(t);
  const to = join(root, 'dump');
  await cut(lab, () => lab.call('domainCoreDump', { dom, to, flags: 0 }));
  const next = await startLab(root);
  t.same(await next.call('domainGetState', { dom, flags: 0 }), { state: 1, reason: 7 });
  await next.call('domainCoreDump', { dom, to, flags: 0 });
  t.match(await next.call('domainGetState', { dom, flags: 0 }), { state: 1 });
  await next.call('domainDestroy', { dom });
  await next.stop();
});

t.test('QEMU dies in the middle of a save', { skip: skipWithoutQemu }, async (t) => {
  const { root, lab, dom } = await stage(t);
  const status = readFileSync(join(root, 'run/libvirt/qemu/cut.xml'), 'utf8');
  const pid = Number(/<domstatus [^>]*pid='(\d+)'/.exec(status)?.[1]);
  const to = join(root, 'image');
  const work = t.rejects(lab.call('domainSave', { dom, to }));
  await until('it is under way', () => lab.lifecycle().includes('3.0'));
  process.kill(pid, 'SIGKILL');
  await work;
  await until('its end is noticed', async () => {
    const { state } = await lab.call('domainGetState', { dom, flags: 0 });
    return state === 5;
  });
  t.notOk(existsSync(to), 'half an image is removed');
  await lab.call('domainCreate', { dom });
  await lab.call('domainDestroy', { dom });
  await lab.stop();
});
