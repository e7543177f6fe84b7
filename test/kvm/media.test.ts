// Drives and their media, and the figures of disks: as QEMU has them while a guest runs, as the host has them otherwise.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cleanUp, guestXml, makeRoot, skipWithoutQemu, startLab } from './lab.ts';

t.setTimeout(120_000);

t.test('media come and go; figures of images', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const at = (name: string): string => join(root, name);
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', at('base'), '16M']);
  execFileSync('qemu-io', ['-c', 'write 0 1M', at('base')]);
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', at('base'), '-F', 'qcow2', at('top')]);
  writeFileSync(at('one.iso'), Buffer.alloc(65536, 1));
  writeFileSync(at('two.iso'), Buffer.alloc(65536, 2));
  const drive = (medium: string): string =>
    `<disk type='file' device='cdrom'><driver name='qemu' type='raw'/>${medium && `<source file='${at(medium)}'/>`}` +
    `<target dev='sda' bus='sata'/><readonly/></disk>`;
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${at('top')}'/>` +
    `<target dev='vda' bus='virtio'/></disk>`;
  const lab = await startLab(root);
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('media', uuid, disk + drive('')) });
  const info = async (): Promise<unknown> => lab.call('domainGetBlockInfo', { dom, path: 'vda', flags: 0 });
  const file = statSync(at('top'));
  t.same(
    await info(),
    { capacity: 16777216, allocation: file.blocks * 512, physical: file.size },
    'not running',
  );
  await lab.call('domainCreate', { dom });
  t.same(await info(), { capacity: 16777216, allocation: file.blocks * 512, physical: file.size }, 'running');
  const cdrom = async (): Promise<string> =>
    /<disk type='file' device='cdrom'>[\s\S]*?<\/disk>/.exec(
      (await lab.call('domainGetXMLDesc', { dom, flags: 0 })).xml as string,
    )?.[0] ?? '';
  const stats = async (flags: number): Promise<string[]> => {
    const { retStats } = await lab.call('connectGetAllDomainStats', { doms: [dom], stats: 32, flags });
    const [{ params }] = retStats as [{ params: { field: string; value: unknown }[] }];
    return params
      .map(({ field, value }) => `${field}=${value}`)
      .filter((text) => /count|name|Index|capacity|allocation|threshold/.test(text));
  };
  t.match(await cdrom(), /<driver name='qemu'\/>\s*<target/, 'a drive without a medium has no format');
  await lab.call('domainSetBlockThreshold', { dom, dev: 'vda', threshold: 4096, flags: 0 });
  t.same(
    await stats(2 ** 30),
    [
      'block.count=3',
      'block.0.name=vda',
      'block.0.backingIndex=2',
      'block.0.allocation=0',
      'block.0.capacity=16777216',
      'block.0.threshold=4096',
      'block.1.name=vda',
      'block.1.backingIndex=3',
      'block.1.allocation=0',
      'block.1.capacity=16777216',
      'block.2.name=sda',
    ],
    'what disks stand on too',
  );
  const put = (medium: string, flags = 1) =>
    lab.call('domainUpdateDeviceFlags', { dom, xml: drive(medium), flags });
  await put('one.iso');
  t.match(await cdrom(), /<source file='[^']*one\.iso' index='4'\/>[\s\S]*<target dev='sda' bus='sata'\/>/);
  await put('two.iso', 1 | 4);
  t.match(await cdrom(), /two\.iso/);
  const nodes = String(
    (
      await lab.call('domainQemuMonitorCommand', {
        dom,
        cmd: '{"execute":"query-named-block-nodes"}',
        flags: 0,
      })
    ).result,
  );
  t.notMatch(nodes, /one\.iso/, 'the old medium is let go of');
  await t.rejects(put('none.iso'), { message: /Cannot access storage file '.*none\.iso': No such file/ });
  t.match(await cdrom(), /two\.iso/, 'the medium stays');
  await put('');
  t.match(await cdrom(), /<source index='6'\/>\s*<backingStore\/>|<source index='6'\/>\s*<target/);
  await lab.call('domainDestroy', { dom });
  await lab.stop();
});
