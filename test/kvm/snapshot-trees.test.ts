// Snapshots with memory, in images and in files: taken, reverted to, deleted, with a real guest.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { cleanUp, guestXml, type Lab, makeRoot, skipWithoutQemu, startLab } from './lab.ts';

t.setTimeout(240_000);

const img = (...args: string[]): string => execFileSync('qemu-img', args, { encoding: 'utf8' });
/** Fills the first block of an image that nobody uses. */
const write = (image: string, pattern: number): void =>
  void execFileSync('qemu-io', ['-c', `write -P ${pattern} 0 64k`, image]);
const reads = (image: string, pattern: number): boolean =>
  !/Pattern verification failed/.test(
    execFileSync('qemu-io', ['-c', `read -P ${pattern} 0 64k`, image], { encoding: 'utf8' }),
  );

const stage = async (t: Test) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const image = (name: string): string => join(root, name);
  img('create', '-q', '-f', 'qcow2', image('disk.qcow2'), '8M');
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image('disk.qcow2')}'/>` +
    `<target dev='vda' bus='virtio'/></disk>`;
  const lab = await startLab(root);
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('snap', uuid, disk) });
  lab.lifecycle();
  const calls = (lab: Lab) => ({
    take: (name: string, flags = 0, extra = '') =>
      lab.call('domainSnapshotCreateXML', {
        dom,
        xml_desc: `<domainsnapshot><name>${name}</name>${extra}</domainsnapshot>`,
        flags,
      }),
    revert: (name: string, flags = 0) => lab.call('domainRevertToSnapshot', { snap: { dom, name }, flags }),
    remove: (name: string, flags = 0) => lab.call('domainSnapshotDelete', { snap: { dom, name }, flags }),
    names: async () =>
      ((await lab.call('domainSnapshotListNames', { dom, flags: 0 })).names as string[]).sort(),
    current: async () =>
      ((await lab.call('domainSnapshotCurrent', { dom, flags: 0 })).snap as { name: string }).name,
    state: () => lab.call('domainGetState', { dom, flags: 0 }),
    chain: async (flags = 0) =>
      [
        ...String((await lab.call('domainGetXMLDesc', { dom, flags })).xml).matchAll(
          /<source file='[^']*\/([^/']+)'/g,
        ),
      ].map(([, name]) => name ?? ''),
  });
  return { root, uuid, image, lab, dom, calls };
};

t.test('memory and disks inside the image', { skip: skipWithoutQemu }, async (t) => {
  const { lab, dom, calls, image } = await stage(t);
  const { take, revert, remove, names, current, state } = calls(lab);
  await take('off');
  await lab.call('domainCreate', { dom });
  await take('on');
  t.match(await state(), { state: 1, reason: 5 });
  t.same(lab.lifecycle(), ['4.0', '2.0', '3.0', '4.0']);
  await t.rejects(take('on'), { message: /domain moment on already exists/ });
  await revert('on', 2);
  t.match(await state(), { state: 3, reason: 7 });
  t.same(lab.lifecycle(), ['5.6', '2.3', '3.5', '0.3']);
  await revert('on');
  t.match(await state(), { state: 1, reason: 4 });
  t.same(lab.lifecycle(), ['5.6', '2.3', '4.2', '0.3']);
  await revert('off');
  t.match(await state(), { state: 5, reason: 7 });
  t.equal(await current(), 'off');
  await revert('off', 1);
  t.match(await state(), { state: 1 });
  await remove('on');
  t.same(await names(), ['off']);
  await lab.call('domainDestroy', { dom });
  t.notMatch(img('snapshot', '-l', image('disk.qcow2')), / on /);
  await remove('off');
  t.notMatch(img('snapshot', '-l', image('disk.qcow2')), / off /);
  await lab.stop();
});

t.test('images above one another: revert and delete while off', { skip: skipWithoutQemu }, async (t) => {
  const { lab, calls, image } = await stage(t);
  const { take, revert, remove, names, current, chain } = calls(lab);
  write(image('disk.qcow2'), 1);
  await take('a', 16);
  t.same((await chain())[0], 'disk.a');
  write(image('disk.a'), 2);
  await take('b', 16);
  write(image('disk.b'), 3);
  await take('c', 16);
  t.same(await names(), ['a', 'b', 'c']);

  await revert('b');
  const [fresh = ''] = await chain();
  t.match(fresh, /^disk\.\d+$/, 'a new image stands on what the snapshot stood for');
  t.ok(reads(image(fresh), 2));
  t.notOk(existsSync(image('disk.c')), 'what was written after the last snapshot is gone');
  t.equal(await current(), 'b');
  t.ok(existsSync(image('disk.b')), 'the image of the snapshot after it stays');
  await t.rejects(remove('b'), { message: /deletion of active external snapshot that is not a leaf/ });
  await t.rejects(remove('a', 1), { message: /deletion of external children disk snapshots not supported/ });
  await remove('c');
  t.notOk(existsSync(image('disk.b')), 'a leaf that is not in use goes with its image');
  t.same(await names(), ['a', 'b']);
  write(image(fresh), 9);
  await remove('b');
  t.same(await names(), ['a']);
  t.equal(await current(), 'a');
  t.same((await chain())[0], 'disk.a', 'committed into the one below');
  t.ok(reads(image('disk.a'), 9));
  await remove('a');
  t.same((await chain())[0], 'disk.qcow2');
  t.ok(reads(image('disk.qcow2'), 9));
  t.same(await names(), []);
  await lab.stop();
});

t.test('deleting while it runs merges downwards', { skip: skipWithoutQemu }, async (t) => {
  const { lab, dom, calls, image, root } = await stage(t);
  const { take, remove, names, current, chain } = calls(lab);
  await lab.call('domainCreate', { dom });
  await take('a', 16);
  await take('b', 16);
  await take('c', 16);
  t.same(await chain(), ['disk.c', 'disk.b', 'disk.a', 'disk.qcow2']);
  await remove('b');
  t.same(await chain(), ['disk.c', 'disk.a', 'disk.qcow2']);
  t.notOk(existsSync(image('disk.b')));
  await remove('c');
  t.same(await chain(), ['disk.a', 'disk.qcow2']);
  t.same(await names(), ['a']);
  t.equal(await current(), 'a');
  const { xml } = await lab.call('domainSnapshotGetXMLDesc', { snap: { dom, name: 'a' }, flags: 0 });
  t.notMatch(xml, /disk\.[bc]/);
  t.notMatch(xml, /snapshotDeleteInProgress/);
  await lab.stop();
  const again = await startLab(root);
  await calls(again).remove('a');
  t.same(await calls(again).chain(), ['disk.qcow2']);
  t.same(await calls(again).chain(2), ['disk.qcow2']);
  await again.call('domainDestroy', { dom });
  await again.call('domainCreate', { dom });
  t.same(await calls(again).chain(), ['disk.qcow2'], 'and it starts from there');
  await again.call('domainDestroy', { dom });
  await again.stop();
});

t.test('memory in a file', { skip: skipWithoutQemu }, async (t) => {
  const { lab, dom, calls, image } = await stage(t);
  const { take, revert, remove, state, chain, names } = calls(lab);
  await lab.call('domainCreate', { dom });
  const memory = `<memory snapshot='external' file='${image('mem')}'/>`;
  await take('m', 0, memory);
  t.match(await state(), { state: 1, reason: 5 });
  t.ok(existsSync(image('mem')));
  t.same(await chain(), ['disk.m', 'disk.qcow2']);
  lab.lifecycle();
  await revert('m', 2);
  t.same(lab.lifecycle(), ['5.6', '2.3', '3.5', '0.3']);
  t.match(await state(), { state: 3, reason: 7 });
  t.notOk(existsSync(image('disk.m')));
  t.match((await chain())[0], /^disk\.\d+$/);
  await lab.call('domainResume', { dom });
  await remove('m');
  t.notOk(existsSync(image('mem')));
  t.same(await chain(), ['disk.qcow2']);
  t.same(await names(), []);
  await lab.call('domainDestroy', { dom });
  await lab.stop();
});

t.test('what is refused leaves everything as it was', { skip: skipWithoutQemu }, async (t) => {
  const { lab, dom, calls, image } = await stage(t);
  const { take, revert, chain, state } = calls(lab);
  await take('off');
  await lab.call('domainCreate', { dom });
  writeFileSync(image('disk.there'), 'something');
  await t.rejects(take('there', 16), {
    message: /external snapshot file for disk vda already exists and is not a block device/,
  });
  await t.rejects(take('live', 256), {
    message: /live snapshot creation is supported only during full system snapshots/,
  });
  await t.rejects(take('nothing', 16, "<disks><disk name='vda' snapshot='no'/></disks>"), {
    message: /nothing selected for snapshot/,
  });
  await t.rejects(take('nowhere', 0, "<memory snapshot='external' file='/nonexistent/m'/>"), {
    message: /Failed to create file '\/nonexistent\/m': No such file or directory/,
  });
  t.match(await state(), { state: 1 }, 'it runs on');
  t.same(await chain(), ['disk.qcow2']);
  await lab.call('domainManagedSave', { dom, flags: 0 });
  await t.rejects(revert('off'), { message: /removal of existing managed saved state strongly recommended/ });
  await revert('off', 4);
  await lab.stop();
});

t.test('a transient guest has snapshots as long as it lives', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const image = join(root, 'disk.qcow2');
  img('create', '-q', '-f', 'qcow2', image, '8M');
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image}'/>` +
    `<target dev='vda' bus='virtio'/></disk>`;
  const first = await startLab(root);
  const made = await first.call('domainCreateXML', { xml_desc: guestXml('brief', uuid, disk), flags: 0 });
  const { dom } = made;
  const xml_desc = '<domainsnapshot><name>one</name></domainsnapshot>';
  await first.call('domainSnapshotCreateXML', { dom, xml_desc, flags: 0 });
  await t.rejects(first.call('domainSnapshotCreateXML', { dom, xml_desc, flags: 8 }), {
    message: /cannot halt after transient domain snapshot/,
  });
  await first.stop();
  const second = await startLab(root);
  t.same(await second.call('domainSnapshotListNames', { dom, flags: 0 }), { names: ['one'] });
  await second.call('domainRevertToSnapshot', { snap: { dom, name: 'one' }, flags: 0 });
  t.match(await second.call('domainGetState', { dom, flags: 0 }), { state: 1, reason: 4 });
  await second.call('domainDestroy', { dom });
  t.notOk(existsSync(join(root, 'var/lib/libvirt/qemu/snapshot/brief')), 'nothing of it is left');
  await second.stop();
});
