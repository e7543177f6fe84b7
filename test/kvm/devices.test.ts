// Devices that join and leave a running guest, and its stored definition.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import t from 'tap';
import { cleanUp, guestXml, makeRoot, skipWithoutQemu, startLab } from './lab.ts';

t.setTimeout(120_000);

t.test('a disk is attached live and to the definition', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const lab = await startLab(root);
  const image = join(root, 'disk.qcow2');
  t.equal(spawnSync('qemu-img', ['create', '-q', '-f', 'qcow2', image, '8M']).status, 0);
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('plug', uuid) });
  await lab.call('domainCreate', { dom });
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image}'/>` +
    `<target dev='vdb' bus='virtio'/></disk>`;
  await lab.call('domainAttachDeviceFlags', { dom, xml: disk, flags: 1 | 2 });
  const live = String((await lab.call('domainGetXMLDesc', { dom, flags: 0 })).xml);
  t.match(live, new RegExp(`<source file='${image}' index='1'/>\\s*<backingStore/>`));
  t.match(live, /<alias name='virtio-disk1'\/>/);
  t.match((await lab.call('domainGetXMLDesc', { dom, flags: 2 })).xml, /<target dev='vdb' bus='virtio'\/>/);
  t.ok(lab.events.some(({ kind, payload }) => kind === 'deviceAdded' && payload.devAlias === 'virtio-disk1'));
  t.same(
    await lab.call('domainGetBlockInfo', { dom, path: 'vdb', flags: 0 }).then(({ capacity }) => capacity),
    8388608,
  );
  await t.rejects(lab.call('domainAttachDeviceFlags', { dom, xml: disk, flags: 1 }), {
    message: 'operation failed: target vdb already exists',
  });

  const again = await (async () => {
    await lab.stop();
    return startLab(root);
  })();
  t.equal(String((await again.call('domainGetXMLDesc', { dom, flags: 0 })).xml), live, 'kept over a restart');
  await again.call('domainDestroy', { dom });
  await t.rejects(again.call('domainDetachDeviceFlags', { dom, xml: disk.replace('vdb', 'vdz'), flags: 2 }), {
    message: 'device not found: disk vdz not found',
  });
  await again.call('domainDetachDeviceFlags', { dom, xml: disk, flags: 2 });
  t.notMatch((await again.call('domainGetXMLDesc', { dom, flags: 2 })).xml, /vdb/);
  await again.stop();
});
