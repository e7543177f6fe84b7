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
    message: 'device not found: no target device vdz',
  });
  await again.call('domainDetachDeviceFlags', { dom, xml: disk, flags: 2 });
  t.notMatch((await again.call('domainGetXMLDesc', { dom, flags: 2 })).xml, /vdb/);
  await again.stop();
});

t.test(
  'devices of a stored definition: order, what is found, what cannot be',
  { skip: skipWithoutQemu },
  async (t) => {
    const root = makeRoot();
    const uuid = randomUUID();
    t.teardown(() => cleanUp(root, [uuid]));
    const lab = await startLab(root);
    const disk = (target: string): string =>
      `<disk type='file' device='disk'><source file='${join(root, target)}'/><target dev='${target}' bus='virtio'/></disk>`;
    const cdrom = `<disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>`;
    const { dom } = await lab.call('domainDefineXML', { xml: guestXml('list', uuid, disk('vda') + cdrom) });
    const attach = (xml: string) => lab.call('domainAttachDeviceFlags', { dom, xml, flags: 2 });
    const detach = (xml: string) => lab.call('domainDetachDeviceFlags', { dom, xml, flags: 2 });
    const stored = async (): Promise<string> =>
      String((await lab.call('domainGetXMLDesc', { dom, flags: 2 })).xml);
    const targets = async (): Promise<string[]> =>
      [...(await stored()).matchAll(/<target dev='(\w+)' bus/g)].map(([, name]) => name ?? '');
    await attach(disk('vdc'));
    await attach(disk('vdb'));
    t.same(await targets(), ['vda', 'vdb', 'vdc', 'sda'], 'by bus, then by name');
    await attach(`<interface type='user'/>`);
    t.match(await stored(), /<mac address='52:54:00:/);
    await detach(`<interface type='user'/>`);
    t.notMatch(await stored(), /<interface/);
    await attach(`<sound model='ich9'/>`);
    t.match(await stored(), /<sound model='ich9'>/);
    await attach(`<vsock model='virtio'><cid auto='no' address='7'/></vsock>`);
    await detach(`<vsock model='virtio'><cid auto='no' address='7'/></vsock>`);
    t.notMatch(await stored(), /<vsock/);
    const vnc = (password: string): string =>
      `<graphics type='vnc' port='-1' autoport='yes' passwd='${password}'/>`;
    const update = (xml: string) => lab.call('domainUpdateDeviceFlags', { dom, xml, flags: 2 });
    await t.rejects(update(vnc('one')), {
      message: "device not found: cannot find existing graphics type 'vnc' device to modify",
    });
    await lab.call('domainDefineXML', {
      xml: (await stored()).replace('</devices>', `${vnc('one')}</devices>`),
    });
    await update(vnc('two'));
    const secure = String((await lab.call('domainGetXMLDesc', { dom, flags: 2 | 1 })).xml);
    t.match(secure, /passwd='two'/, 'a display is found by its kind');
    const refused: readonly [() => Promise<unknown>, string][] = [
      [
        () => attach(`<panic model='isa'/>`),
        "Operation not supported: persistent attach of device 'panic' is not supported",
      ],
      [
        () => detach(`<hub type='usb'/>`),
        "Operation not supported: persistent detach of device 'hub' is not supported",
      ],
      [() => detach(`<serial type='pty'/>`), 'invalid argument: device not present in domain configuration'],
      [
        () => detach(`<watchdog model='diag288' action='reset'/>`),
        'device not found: watchdog device not present in domain configuration',
      ],
      [
        () => lab.call('domainDetachDeviceAlias', { dom, alias: 'ua-none', flags: 2 }),
        'internal error: no device found with alias ua-none',
      ],
    ];
    for (const [call, message] of refused) await t.rejects(call(), { message });
    await lab.stop();
  },
);

t.test(
  'I/O threads: listed when off, and not bound to where the emulator was pinned',
  { skip: skipWithoutQemu },
  async (t) => {
    const root = makeRoot();
    const uuid = randomUUID();
    t.teardown(() => cleanUp(root, [uuid]));
    const lab = await startLab(root);
    const xml = guestXml('threads', uuid).replace('<os>', '<iothreads>1</iothreads><os>');
    const { dom } = await lab.call('domainDefineXML', { xml });
    const threads = async (): Promise<[number, string][]> => {
      const { info } = await lab.call('domainGetIOThreadInfo', { dom, flags: 0 });
      return (info as { iothread_id: number; cpumap: Buffer }[]).map(({ iothread_id, cpumap }) => [
        iothread_id,
        cpumap.toString('hex'),
      ]);
    };
    const [[first, everywhere] = []] = await threads();
    t.equal(first, 1);
    await lab.call('domainCreate', { dom });
    await lab.call('domainPinEmulator', { dom, cpumap: Buffer.from([1]), flags: 1 });
    await lab.call('domainAddIOThread', { dom, iothread_id: 5, flags: 1 });
    t.same(await threads(), [
      [1, everywhere],
      [5, everywhere],
    ]);
    await lab.call('domainDestroy', { dom });
    await lab.stop();
  },
);
