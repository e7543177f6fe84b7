// What only libxenlight's own configuration has: settings by path, and ports of a full machine's device model.
import t from 'tap';
import type { Json } from '../../src/drivers/libxl/config/context.ts';
import { domainToLibxlConfig } from '../../src/drivers/libxl/convert.ts';

const guest = (type: string, more: string, devices = ''): Json =>
  domainToLibxlConfig(`<domain type='xen' xmlns:xen='http://libvirt.org/schemas/domain/xen/1.0'><name>g</name>
<uuid>c7a5fdb2-cdaf-9455-926a-d65c16db1809</uuid><memory>65536</memory><os><type>${type}</type>${type === 'hvm' ? '' : '<kernel>/k</kernel>'}</os>
<devices>${devices}</devices>${more}</domain>`);

void t.test('settings go into the configuration by their path', async (t) => {
  const config = guest(
    'xenpvh',
    `<xen:config><xen:set path='c_info.poolid' value='1'/><xen:set path='b_info.type.pvh.pvshim' value='true'/>
<xen:set path='b_info.type.pvh.pvshim_cmdline' value='quiet'/><xen:set path='vdispls[]' value='{"backend_domid":0,"be_alloc":"True"}'/></xen:config>`,
  );
  const { c_info, b_info, vdispls } = config as Record<string, Record<string, unknown>>;
  t.equal(c_info?.poolid, 1);
  t.same(b_info?.['type.pvh'], { pvshim: 'True', pvshim_cmdline: 'quiet' });
  t.same(vdispls, [{ backend_domid: 0, be_alloc: 'True' }]);
});

void t.test('settings of other machines, and words that look like numbers', async (t) => {
  const { b_info, vkbs, vsnds } = guest(
    'xenpvh',
    `<xen:config><xen:set path='b_info.arch_arm.gic_version' value='v3'/><xen:set path='b_info.arch_arm.sve_vl' value='"256"'/>
<xen:set path='b_info.arch_arm.nr_spis' value='64'/><xen:set path='vkbs[]' value='{"devid":0,"backend_type":"linux"}'/>
<xen:set path='vsnds[]' value='{"devid":0,"pcms":[{"name":"p","streams":[{"unique_id":"s","type":"p"}]}]}'/></xen:config>`,
  ) as Record<string, Record<string, unknown>>;
  t.same(b_info?.arch_arm, { gic_version: 'v3', sve_vl: '256', nr_spis: 64 });
  t.same(vkbs, [{ devid: 0, backend_type: 'linux' }]);
  t.same(vsnds, [{ devid: 0, pcms: [{ name: 'p', streams: [{ unique_id: 's', type: 'p' }] }] }]);
});

void t.test('a setting without a value is refused', async (t) => {
  t.throws(
    () => guest('xenpvh', "<xen:config><xen:set path='c_info.poolid'/></xen:config>"),
    /missing 'value' attribute in <set>/,
  );
});

void t.test('a virtio port of a full machine is told to its device model', async (t) => {
  const channel = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";
  const { b_info, channels } = guest('hvm', '', channel) as Record<string, Record<string, unknown>>;
  const words = ((b_info?.extra_hvm ?? []) as string[]).join(' ');
  t.match(
    words,
    /virtio-serial-pci.*socket,id=channel0,path=\/[^ ]*g-org\.qemu\.guest_agent\.0,server=on,wait=off/,
  );
  t.match(words, /virtserialport,.*name=org\.qemu\.guest_agent\.0/);
  t.equal(channels, undefined);
});

void t.test('other guests have no such ports', async (t) => {
  const channel = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";
  t.throws(() => guest('xenpvh', '', channel), /channel target type not supported/);
});

void t.test('a FreeBSD guest: paravirtual disk and network in a full machine', async (t) => {
  const config = guest(
    'hvm',
    '',
    `<disk type='block' device='disk'><driver name='phy'/><source dev='/dev/x'/><target dev='xvda' bus='xen'/></disk>
<interface type='bridge'><mac address='00:16:3e:11:22:33'/><source bridge='xenbr0'/><model type='netfront'/></interface>`,
  );
  const { disks, nics } = config as Record<string, Record<string, unknown>[]>;
  t.match(disks?.[0], { vdev: 'xvda', backend: 'phy', pdev_path: '/dev/x' });
  t.match(nics?.[0], { nictype: 'vif', bridge: 'xenbr0' });
});
