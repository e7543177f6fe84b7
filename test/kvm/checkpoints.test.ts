// Checkpoints of a real guest: bitmaps in its image, listed, measured, deleted, and found again after a restart.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cleanUp, guestXml, makeRoot, skipWithoutQemu, startLab } from './lab.ts';

t.setTimeout(120_000);

t.test('made, listed, deleted', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const image = join(root, 'disk.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', image, '8M']);
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image}'/>` +
    `<target dev='vda' bus='virtio'/></disk>`;
  const lab = await startLab(root);
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('check', uuid, disk) });
  const take = (name: string, flags = 0) =>
    lab.call('domainCheckpointCreateXML', {
      dom,
      xml_desc: `<domaincheckpoint><name>${name}</name></domaincheckpoint>`,
      flags,
    });
  await t.rejects(take('one'), { message: /cannot create checkpoint for inactive domain/ });
  await lab.call('domainCreate', { dom });
  for (const name of ['one', 'two', 'three']) await take(name);
  await t.rejects(take('one'), { message: /domain moment one already exists/ });
  const size = await lab.call('domainCheckpointGetXMLDesc', { checkpoint: { dom, name: 'one' }, flags: 6 });
  t.match(size.xml, /<disk name='vda' checkpoint='bitmap' bitmap='one' size='0'\/>/);
  t.match(await lab.call('domainCheckpointGetParent', { checkpoint: { dom, name: 'three' } }), {
    parent: { name: 'two' },
  });
  await lab.stop();

  const again = await startLab(root);
  t.equal((await again.call('domainListAllCheckpoints', { dom, need_results: 1, flags: 0 })).ret, 3);
  await again.call('domainCheckpointDelete', { checkpoint: { dom, name: 'two' }, flags: 0 });
  t.match(await again.call('domainCheckpointGetParent', { checkpoint: { dom, name: 'three' } }), {
    parent: { name: 'one' },
  });
  await again.call('domainCheckpointDelete', { checkpoint: { dom, name: 'one' }, flags: 1 });
  t.equal((await again.call('domainListAllCheckpoints', { dom, need_results: 1, flags: 0 })).ret, 0);
  t.notOk(existsSync(join(root, 'var/lib/libvirt/qemu/checkpoint/check/one.xml')));
  await again.call('domainCheckpointCreateXML', {
    dom,
    xml_desc: '<domaincheckpoint><name>kept</name></domaincheckpoint>',
    flags: 0,
  });
  await again.call('domainDestroy', { dom });
  await t.rejects(again.call('domainCheckpointDelete', { checkpoint: { dom, name: 'kept' }, flags: 0 }), {
    message: /cannot delete checkpoint for inactive domain/,
  });
  const listed = execFileSync('qemu-img', ['info', image], { encoding: 'utf8' });
  t.match(listed, /name: kept/);
  t.notMatch(listed, /name: (one|two|three)/);
  await again.call('domainCheckpointDelete', { checkpoint: { dom, name: 'kept' }, flags: 2 });
  await again.stop();
});
