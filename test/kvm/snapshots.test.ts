// Snapshots of a real guest's disks, while it is off and while it runs, and what is left after a restart.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import t from 'tap';
import { cleanUp, guestXml, makeRoot, skipWithoutQemu, startLab } from './lab.ts';

t.setTimeout(120_000);

t.test('off, running, and after a restart', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const image = join(root, 'base.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', image, '8M']);
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image}'/>` +
    `<target dev='vda' bus='virtio'/></disk>`;
  const lab = await startLab(root);
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('snap', uuid, disk) });
  const xml_desc = (name: string): string => `<domainsnapshot><name>${name}</name></domainsnapshot>`;
  await lab.call('domainSnapshotCreateXML', { dom, xml_desc: xml_desc('off'), flags: 0 });
  t.match(execFileSync('qemu-img', ['snapshot', '-l', image], { encoding: 'utf8' }), / off /);
  await lab.call('domainCreate', { dom });
  await lab.call('domainSnapshotCreateXML', { dom, xml_desc: xml_desc('on'), flags: 16 });
  t.match((await lab.call('domainGetXMLDesc', { dom, flags: 0 })).xml, /base\.on' index='2'/);
  await lab.stop();
  const again = await startLab(root);
  t.same(await again.call('domainSnapshotListNames', { dom, flags: 0 }), { names: ['off', 'on'] });
  t.match(await again.call('domainSnapshotCurrent', { dom, flags: 0 }), { snap: { name: 'on' } });
  await again.call('domainDestroy', { dom });
  await again.stop();
});
