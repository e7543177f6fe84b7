// Node devices: what stock libvirtd shows of this host, parsers of what other hosts have, events from the kernel.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { NodeDevice, newNodeDeviceOptions } from '../../schemas/xml/nodedev.ts';
import { run } from '../../src/drivers/common/run.ts';
import { createEventBus } from '../../src/drivers/events.ts';
import { capabilityNames, createNodeDeviceDriver } from '../../src/drivers/nodedev/driver.ts';
import { parseDefinedMdevs } from '../../src/drivers/nodedev/mdev.ts';
import { parsePciAddress, readExpress } from '../../src/drivers/nodedev/pci.ts';
import { parentOf } from '../../src/drivers/nodedev/tree.ts';
import { parseXml } from '../../src/model/xml/parse.ts';
import { quietLog, testHost } from '../network/serve.ts';
import { startStock, virsh, whyNot } from '../storage/parity.ts';
import { serve } from '../storage/serve.ts';

t.setTimeout(120_000);

t.test('PCI addresses', async (t) => {
  t.same(parsePciAddress('0000:00:1f.2'), { domain: 0, bus: 0, slot: 31, function: 2 });
  t.same(parsePciAddress('10000:e1:00.0'), { domain: 65536, bus: 225, slot: 0, function: 0 });
  t.equal(parsePciAddress('virtio1'), null);
});

t.test('PCI Express link from configuration space', async (t) => {
  const config = Buffer.alloc(256);
  config.writeUInt16LE(0x10, 6);
  config.writeUInt8(0x40, 0x34);
  config.writeUInt8(0x05, 0x40);
  config.writeUInt8(0x60, 0x41);
  config.writeUInt8(0x10, 0x60);
  config.writeUInt16LE(0x0002, 0x62);
  config.writeUInt32LE((7 << 24) | (16 << 4) | 3, 0x6c);
  config.writeUInt16LE((8 << 4) | 2, 0x72);
  t.same(readExpress(config), {
    links: [
      { validity: 'cap', port: 7, speed: '8', width: 16 },
      { validity: 'sta', speed: '5', width: 8 },
    ],
  });
  config.writeUInt8(0x40, 0x41);
  t.equal(readExpress(config), null, 'a list of capabilities that loops ends');
  t.same(readExpress(Buffer.alloc(4096)), { links: [] }, 'told by its size alone');
  t.equal(readExpress(Buffer.alloc(256)), null);
});

t.test('parents', async (t) => {
  const known = new Map([['/sys/devices/pci0000:00/0000:00:02.0', 'pci_0000_00_02_0']]);
  t.equal(parentOf('/sys/devices/pci0000:00/0000:00:02.0/virtio1/block/vda', known), 'pci_0000_00_02_0');
  t.equal(parentOf('/sys/devices/virtual/net/lo', known), 'computer');
});

t.test('devices that mdevctl knows', async (t) => {
  const output = JSON.stringify([
    {
      '0000:00:02.0': [
        { 'u-1': { mdev_type: 'i915-GVTg_V5_4', start: 'auto', attrs: [{ a: '1' }, { b: '2' }] } },
        { 'u-2': { mdev_type: 'i915-GVTg_V5_8', start: 'manual' } },
      ],
    },
  ]);
  t.same(parseDefinedMdevs(output), [
    {
      uuid: 'u-1',
      parent: '0000:00:02.0',
      type: 'i915-GVTg_V5_4',
      autostart: true,
      attrs: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    },
    { uuid: 'u-2', parent: '0000:00:02.0', type: 'i915-GVTg_V5_8', autostart: false, attrs: [] },
  ]);
  t.same(parseDefinedMdevs(''), []);
});

t.test('mdevctl opens its standard input by name', async (t) => {
  t.equal((await run('cat', ['/dev/stdin'], { input: '{"mdev_type":"x"}' })).stdout, '{"mdev_type":"x"}');
});

t.test('devices described by clients', async (t) => {
  const device = (inner: string): string => `<device><name>mine</name>${inner}</device>`;
  const cases: readonly (readonly [string, RegExp])[] = [
    [device(''), /^internal error: no device capabilities for 'new device'$/],
    [device(`<parent wwnn='1'/>`), /when providing parent wwnn='1', the wwpn must also be provided/],
    [
      device(`<capability type='mdev'><uuid>x</uuid></capability>`),
      /^unsupported configuration: missing type id attribute for 'new device'$/,
    ],
    [
      device(`<capability type='mdev'><type id='t'/><uuid>x</uuid></capability>`),
      /^internal error: Invalid uuid 'x' for new mdev device$/,
    ],
    [device(`<capability type='vdpa'/>`), /^internal error: unknown capability type '17' for 'new device'$/],
    [
      device(`<capability type='pci'><domain>x</domain></capability>`),
      /^internal error: invalid PCI domain ID supplied for 'new device'$/,
    ],
    [
      device(`<capability type='zz'/>`),
      /^XML error: Invalid value for attribute 'type' in element 'capability': 'zz'\.$/,
    ],
  ];
  for (const [xml, message] of cases)
    t.throws(() => parseXml(NodeDevice, xml, newNodeDeviceOptions), { message }, xml);
  const attrs = `<attr name='a'/><attr name='b' value='1'/>`;
  const def = parseXml(
    NodeDevice,
    device(`<capability type='mdev'><type id='t'/>${attrs}</capability>`),
    newNodeDeviceOptions,
  );
  t.match(def.capabilities[0], { attrs: [{ name: 'b', value: '1' }] }, 'what is not complete is passed over');
});

t.test('capabilities that others bring along', async (t) => {
  const capability = { type: 'scsi_host', capabilities: [{ type: 'fc_host' }, { type: 'vport_ops' }] };
  const names = capabilityNames({ name: 'x', devnodes: [], capabilities: [capability as never] });
  t.same(names, ['scsi_host', 'fc_host', 'vports']);
});

const canMakeLinks = (): boolean => {
  const made = spawnSync('ip', ['link', 'add', 'vlt-probe', 'type', 'bridge']).status === 0;
  if (made) spawnSync('ip', ['link', 'del', 'vlt-probe']);
  return made;
};

t.test(
  'a device that comes and goes',
  { skip: canMakeLinks() ? false : 'cannot make a bridge' },
  async (t) => {
    const root = mkdtempSync(join(tmpdir(), 'nodedev-'));
    const bus = createEventBus();
    const driver = createNodeDeviceDriver(testHost(root, quietLog), bus);
    await driver.start(new AbortController().signal);
    t.teardown(async () => {
      await driver.stop();
      rmSync(root, { recursive: true, force: true });
    });
    const link = `vlt${process.pid % 10000}`;
    const next = (kind: number): Promise<string> =>
      new Promise((resolve, reject) => {
        const deadline = setTimeout(() => reject(new Error('no event')), 10_000);
        const leave = bus.subscribe((event) => {
          const { event: what } = event.payload as { event?: number };
          if (event.kind !== 'lifecycle' || what !== kind || !event.object.includes(link)) return;
          clearTimeout(deadline);
          leave();
          resolve(event.object);
        });
      });
    const created = next(0);
    spawnSync('ip', ['link', 'add', link, 'type', 'bridge']);
    const name = await created;
    t.match(name, new RegExp(`^net_${link}_([0-9a-f]{2}_){5}[0-9a-f]{2}$`));
    const deleted = next(1);
    spawnSync('ip', ['link', 'del', link]);
    t.equal(await deleted, name);
  },
);

t.test('this host as stock libvirtd sees it', { skip: whyNot() ?? false }, async (t) => {
  const stock = await startStock();
  const folder = join(stock.folder, 'ours');
  const ours = await serve(folder, testHost(folder, quietLog));
  t.teardown(async () => {
    await ours.close();
    stock.stop();
    rmSync(stock.folder, { recursive: true, force: true });
  });
  const names = (await virsh(stock.socket, 'nodedev-list', '')).stdout
    .split('\n')
    .filter((name) => name !== '');
  t.ok(names.length > 2, 'there are devices');
  // Each daemon has links of its own network namespace, and stock libvirtd cannot ask for those of another.
  const shared = names.filter((name) => !name.startsWith('net_'));
  for (const command of shared.flatMap((name) => [`nodedev-dumpxml ${name}`, `nodedev-info ${name}`])) {
    const [a, b] = await Promise.all([stock, ours].map(({ socket }) => virsh(socket, command, '')));
    const text = (answer: typeof a) =>
      `${answer?.stdout}${answer?.stderr}`
        .replace(/<uuid>.*<\/uuid>/, '')
        .replace(/<[a-z]+>\s*<\/[a-z]+>/g, '');
    t.equal(text(b), text(a), command);
  }
  const disk = shared.find((name) => name.startsWith('block_')) ?? 'computer';
  for (const command of [
    `nodedev-destroy ${disk}`,
    `nodedev-undefine ${disk}`,
    `nodedev-start ${disk}`,
    `nodedev-autostart ${disk}`,
    'nodedev-dumpxml nothing',
    'nodedev-info nothing',
    'nodedev-list --cap pci',
    'nodedev-list --cap zzz',
    'nodedev-list --inactive',
  ]) {
    const [a, b] = await Promise.all([stock, ours].map(({ socket }) => virsh(socket, command, '')));
    t.same(b, a, command);
  }
});
