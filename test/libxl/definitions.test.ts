// Definitions as libvirt's Xen driver completes and refuses them, and native configurations as it reads and writes
// them: rules that no case of the corpus shows, each seen at libvirt 11.3 over a toolstack that was stood in for.
import t from 'tap';
import { domainToLibxlConfig, xlConfigToXml, xmlToXlConfig } from '../../src/drivers/libxl/convert.ts';
import { readDefinition } from '../../src/drivers/libxl/definition.ts';

const kernels = { linux: '<kernel>/k</kernel>', xenpvh: '<kernel>/k</kernel>', hvm: '' };
type Kind = keyof typeof kernels;
const guest = (kind: Kind, devices = '', more = ''): string => `<domain type='xen'><name>g</name>
<uuid>c7a5fdb2-cdaf-9455-926a-d65c16db1809</uuid><memory>65536</memory><os><type>${kind}</type>${kernels[kind]}</os>
<devices>${devices}</devices>${more}</domain>`;
const disk = (dev: string, file = dev): string =>
  `<disk type='file' device='disk'><source file='/${file}'/><target dev='${dev}'/></disk>`;
const read = (kind: Kind, devices = '', more = '') => readDefinition(guest(kind, devices, more));

const refusals: readonly [Kind, devices: string, text: RegExp, more?: string][] = [
  ['linux', "<input type='mouse' bus='usb'/>", /unsupported input bus usb/],
  ['xenpvh', "<input type='tablet'/>", /xen bus does not support tablet input device/],
  ['hvm', "<input type='mouse' bus='xen'/>", /unsupported input bus xen/],
  [
    'linux',
    disk('xvda', 'a') + disk('xvda', 'b'),
    /target 'xvda' duplicated for disk sources '\/a' and '\/b'/,
  ],
  [
    'linux',
    "<disk type='network' device='disk'><source protocol='rbd' name='image'/><target dev='xvda'/></disk>",
    /failed to split path 'image' into 'pool\/image' or 'pool\/namespace\/image' components/,
  ],
  ['hvm', "<serial type='tcp'><source mode='bind' service='7'/></serial>", /Missing source host attribute/],
  ['hvm', "<serial type='spicevmc'/>", /spicevmc device type only supports virtio/],
  ['linux', '', /memory devices are not supported|maxMemory/, "<maxMemory slots='2'>99999</maxMemory>"],
];
for (const [kind, devices, text, more] of refusals)
  void t.test(`${kind}: ${text.source}`, async (t) => {
    t.throws(() => read(kind, devices, more), { message: text });
  });

void t.test('disks of a bus stand in the order of their names', async (t) => {
  const { devices } = read('linux', disk('xvdb') + disk('xvda'));
  t.same(
    devices.disks.map((d) => d.target.dev),
    ['xvda', 'xvdb'],
  );
});

void t.test('a device that is given without its bus stands beside the one every guest has', async (t) => {
  const buses = (kind: Kind, type: string) =>
    read(kind, `<input type='${type}'/>`).devices.inputs.map((i) => `${i.type} ${i.bus}`);
  t.same(buses('linux', 'mouse'), ['mouse xen', 'mouse xen', 'keyboard xen']);
  t.same(buses('hvm', 'tablet'), ['tablet usb', 'mouse ps2', 'keyboard ps2']);
});

void t.test('video memory that is not given', async (t) => {
  const model = (kind: Kind, type: string) =>
    read(kind, `<video><model type='${type}'/></video>`).devices.videos[0]?.model;
  t.match(model('hvm', 'cirrus'), { vram: 8192, heads: 1, primary: true });
  t.match(model('hvm', 'qxl'), { ram: 65536, vram: 131072 });
  t.match(model('linux', 'qxl'), { ram: 65536, vram: 65536 });
  t.same(model('linux', 'none'), { type: 'none' });
  const shown = read('xenpvh', "<graphics type='vnc'/>").devices.videos[0]?.model;
  t.match(shown, { type: 'cirrus', vram: 16384 }, 'a PVH guest gets what a full machine has');
});

void t.test('what only the running guest has is not a part of the definition', async (t) => {
  const nic = (dev: string) =>
    read('linux', `<interface type='bridge'><source bridge='b'/><target dev='${dev}'/></interface>`).devices
      .interfaces[0]?.target;
  t.equal(nic('vif3.0'), undefined);
  t.match(nic('mine'), { dev: 'mine' });
  const pins = read('linux', '', "<cputune><vcpupin vcpu='3' cpuset='1'/></cputune>").cputune?.vcpupins;
  t.same(pins, [], 'nor is the place of a CPU that the guest has not');
});

void t.test('the configuration pins only what is pinned one by one', async (t) => {
  const of = (more: string) =>
    (domainToLibxlConfig(guest('linux', '', more)).b_info as Record<string, unknown>).vcpu_hard_affinity;
  t.equal(of("<vcpu cpuset='0-1'>2</vcpu>"), undefined);
  t.same(of("<vcpu>2</vcpu><cputune><vcpupin vcpu='0' cpuset='1'/></cputune>"), [[1]]);
});

void t.test('either name of nested virtualization counts where the host can nest', async (t) => {
  const xml = guest('hvm', '', "<cpu mode='host-passthrough'><feature policy='forbid' name='svm'/></cpu>");
  const { b_info } = domainToLibxlConfig(xml) as Record<string, Record<string, unknown>>;
  t.equal(b_info?.nested_hvm, 'False');
  t.equal(b_info?.cpuid, undefined);
});

const cfg = (...lines: string[]): string =>
  ['name = "g"', 'uuid = "c7a5fdb2-cdaf-9455-926a-d65c16db1809"', 'memory = 64', ...lines, ''].join('\n');

void t.test('xl.cfg read', async (t) => {
  t.throws(() => xlConfigToXml(cfg('maxmem = -1')), { message: /config value maxmem was malformed/ });
  t.throws(() => xlConfigToXml(cfg('disk = [ "/a,raw,xvda,rw,extra" ]')), { code: 1 });
  t.match(xlConfigToXml(cfg('disk = [ ",empty,hdc,cdrom" ]')), /<source file=''\/>/);
  t.match(
    xlConfigToXml(cfg('disk = [ "vdev=xvda,target=rbd:p/i:id=u:key=k" ]')),
    /<source protocol='rbd' name='p\/i'>\s*<auth username='u'>\s*<secret type='ceph'\/>/,
  );
  t.notMatch(xlConfigToXml(cfg('passthrough = "word"')), /passthrough/);
  t.notMatch(xlConfigToXml(cfg('usbctrl = [ "" ]')), /type='usb'/);
});

void t.test('xl.cfg written', async (t) => {
  const text = `<cmdline>quiet "a b"</cmdline>`;
  const quoted = guest('linux').replace('<kernel>', `${text}<kernel>`);
  t.match(xmlToXlConfig(quoted), `cmdline = 'quiet "a b"'`);
  const nbd =
    "<disk type='network' device='disk'><driver name='qemu'/><source protocol='nbd' name='x'><host name='h'/></source><target dev='xvda'/></disk>";
  t.throws(() => xmlToXlConfig(guest('linux', nbd)), {
    message: /Unsupported network block protocol 'nbd'/,
  });
  t.match(
    xmlToXlConfig(guest('linux', nbd.replaceAll("'nbd' name='x'", "'rbd' name='p/i'")), 'xen-xm'),
    'disk = [ "qemu:i,xvda,w" ]',
  );
  t.match(xmlToXlConfig(guest('linux', "<controller type='usb' index='0'/>")), 'usbctrl = [  ]');
});
