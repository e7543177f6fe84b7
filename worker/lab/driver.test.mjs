// The daemon in dom0, asked by stock virsh: PV, PVH and HVM guests through their whole life.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { check, finish, until } from './check.mjs';
import { consoleOf, domids, file, hvm, linux, startDaemon, tiny, virsh } from './dom0.mjs';

const daemon = await startDaemon();
const says = async (text, wanted, ...args) => {
  const found = (await virsh(...args)).toString();
  return check(text, wanted instanceof RegExp ? wanted.test(found) : found === wanted, found);
};
const does = async (text, ...args) => {
  const found = await virsh(...args);
  return check(text, found.code === undefined, found);
};
const state = (name, wanted) =>
  until(`${name} ${wanted}`, async () => (await virsh('domstate', name)).toString() === wanted, 60);

await says('dom0 is listed', /0 +Domain-0 +running/, 'list', '--all');
await says('node', /CPU\(s\): +2/, 'nodeinfo');
await says('hypervisor version', /hypervisor: Xen 4\.17/, 'version');

// A tiny PV guest.
await does('define', 'define', tiny('t1', 1));
await does('start', 'start', 't1');
await until('console', () => consoleOf('t1').includes('TINY-UP'), 30);
await does('suspend', 'suspend', 't1');
await says('its reason', 'paused (user)', 'domstate', '--reason', 't1');
await does('resume', 'resume', 't1');
await does('save', 'save', 't1', '/tmp/t1.save');
await says('image header', /<name>t1<\/name>/, 'save-image-dumpxml', '/tmp/t1.save');
await does('restore', 'restore', '/tmp/t1.save');
await until('resumed guest', () => consoleOf('t1').includes('TINY-RESUMED'), 30);
await does('managed save', 'managedsave', 't1');
check('its file', existsSync('/var/lib/libvirt/libxl/save/t1.save'));
await does('start takes it up', 'start', 't1');
check('and its file goes', !existsSync('/var/lib/libvirt/libxl/save/t1.save'));
await says('pinning', '', 'vcpupin', 't1', '0', '1');
await says('pinned', /0 +1$/m, 'vcpupin', 't1');
await says('weight', /./, 'schedinfo', 't1', '--set', 'weight=512');
await says('weight set', /weight +: 512/, 'schedinfo', 't1');
await does('core dump', 'dump', 't1', '/tmp/t1.core', '--live');
await does('autostart', 'autostart', 't1');
check('autostart link', existsSync('/etc/libvirt/libxl/autostart/t1.xml'));
await does('shutdown', 'shutdown', 't1');
await state('t1', 'shut off');
await does('rename', 'domrename', 't1', 't2');
await does('undefine', 'undefine', 't2');

// PVH with Linux: devices come and go.
execFileSync('truncate', ['-s', '8M', '/tmp/d.img']);
const loop = execFileSync('losetup', ['--show', '-f', '/tmp/d.img'], { encoding: 'utf8' }).trim();
const disk = file(
  'disk',
  `<disk type='block' device='disk'><driver name='phy'/><source dev='${loop}'/><target dev='xvdb' bus='xen'/></disk>`,
);
const nic = file(
  'nic',
  "<interface type='bridge'><mac address='00:16:3e:11:22:33'/><source bridge='xenbr0'/></interface>",
);
await does('PVH guest', 'create', linux('pvh', 3, 'xenpvh'));
await until('userspace', () => consoleOf('pvh').includes('GUEST-UP'), 120);
await does('disk attached', 'attach-device', 'pvh', disk);
check(
  'disk read by the guest',
  await until('reads', async () => /rd_bytes [1-9]/.test(await virsh('domblkstat', 'pvh', 'xvdb')), 30),
);
await does('interface attached', 'attach-device', 'pvh', nic);
await says('interface listed', /vif\d+\.0 +bridge +xenbr0/, 'domiflist', 'pvh');
await does('disk detached', 'detach-device', 'pvh', disk);
await does('interface detached', 'detach-device', 'pvh', nic);
check('nothing of them left', !/<disk|<interface/.test(await virsh('dumpxml', 'pvh')));
await says('memory', '', 'setmem', 'pvh', '128M', '--live');
await says('memory set', /Used memory: +131/, 'dominfo', 'pvh');
await does('shutdown', 'shutdown', 'pvh');
await until('end', async () => (await domids()).length === 0, 60);

// HVM with a device model.
execFileSync('truncate', ['-s', '8M', '/tmp/hvm.img']);
await does('HVM guest', 'create', hvm('hvm', 4));
await says('vnc', /127\.0\.0\.1:0/, 'vncdisplay', 'hvm');
await says(
  'device model asked',
  /"status": ?"running"/,
  'qemu-monitor-command',
  'hvm',
  '{"execute":"query-status"}',
);
await does('screenshot', 'screenshot', 'hvm', '/tmp/hvm.ppm');
await says('block size', /8388608/, 'domblkinfo', 'hvm', 'hda');
await does('throttle', 'blkdeviotune', 'hvm', 'hda', '--total-bytes-sec', '1000000', '--live');
await says('throttled', /total_bytes_sec: 1000000/, 'blkdeviotune', 'hvm', 'hda');
await does('disk resized', 'blockresize', 'hvm', 'hda', '16M');
await says('by the device model', /16777216/, 'domblkinfo', 'hvm', 'hda');
await does('destroy', 'destroy', 'hvm');
await until('end', async () => (await domids()).length === 0, 30);

// Wrong things asked.
await says('unknown guest', /failed to get domain 'none'/, 'start', 'none');
await says(
  'kernel missing',
  /./,
  'create',
  file(
    'bad',
    "<domain type='xen'><name>bad</name><memory>8192</memory><os><type>xen</type><kernel>/nowhere</kernel></os></domain>",
  ),
);
check('nothing left of it', (await domids()).length === 0);
check('ends on SIGTERM', (await daemon.kill('SIGTERM')) === 0);
execFileSync('losetup', ['-d', loop]);
finish();
