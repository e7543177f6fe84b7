// What libvirt's own Xen driver lacks: the guest agent, snapshots of images, displays by descriptor.
import { execFileSync } from 'node:child_process';
import { check, finish, until } from './check.mjs';
import { consoleOf, domids, file, python, startDaemon, uuidOf, virsh } from './dom0.mjs';

const daemon = await startDaemon();
const says = async (text, wanted, ...args) => {
  const found = await virsh(...args);
  return check(text, found.code === undefined && wanted.test(found), found);
};
const refuses = async (text, wanted, ...args) => {
  const found = await virsh(...args);
  return check(text, found.code !== undefined && wanted.test(found), found);
};

// A Linux guest with QEMU's agent behind a channel of Xen, and a display.
const guest = file(
  'ga',
  `<domain type='xen'><name>ga</name><uuid>${uuidOf(1)}</uuid><memory unit='MiB'>192</memory><vcpu>1</vcpu>
<os><type>linux</type><kernel>/lab/vmlinux</kernel><initrd>/lab/agent.img</initrd><cmdline>console=hvc0 quiet</cmdline></os>
<devices><console type='pty'/><graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>
<channel type='unix'><target type='xen' name='org.qemu.guest_agent.0'/></channel>
<channel type='pty'><target type='xen' name='org.lab.pty'/></channel></devices></domain>`,
);
await says('guest with an agent', /^$/, 'create', guest);
await refuses('agent not there yet', /Guest agent not available for now/, 'domhostname', 'ga');
await until('userspace', () => consoleOf('ga').includes('GUEST-UP'), 180);
const answers = async () => (await virsh('domhostname', 'ga')).code === undefined;
check('the agent answers', await until('agent', answers, 90));
await says('host name', /^lab-guest$/, 'domhostname', 'ga');
await says(
  'path of a channel',
  /<source path='\/dev\/pts\/\d+'\/>\s*<target type='xen' name='org.lab.pty'/,
  'dumpxml',
  'ga',
);
await says('time', /Time: \d{10}/, 'domtime', 'ga');
await says('time set', /^$/, 'domtime', 'ga', '--time', '1700000000');
await says('as it was set', /Time: 17000000\d\d/, 'domtime', 'ga');
await says('frozen', /^$/, 'domfsfreeze', 'ga');
await says('thawed', /^$/, 'domfsthaw', 'ga');
await says('trimmed', /^$/, 'domfstrim', 'ga');
await says('file systems', /^$/, 'domfsinfo', 'ga');
await says('password', /^$/, 'set-user-password', 'ga', 'root', 'secret');
await says('what the guest is', /os\.id +: lab[\s\S]*hostname +: lab-guest/, 'guestinfo', 'ga');
await says('timeout', /^$/, 'guest-agent-timeout', 'ga', '--timeout', '20');
await says(
  'keys set',
  /^$/,
  'set-user-sshkeys',
  'ga',
  'root',
  '--file',
  file('key', 'ssh-ed25519 AAAA lab\n'),
);
await says('keys', /^ssh-ed25519 AAAA lab$/, 'get-user-sshkeys', 'ga', 'root');
await says('addresses', /lo +\S+ +ipv4 +127\.0\.0\.1|lo/, 'domifaddr', 'ga', '--source', 'agent');
await says('any command', /"return":\{\}/, 'qemu-agent-command', 'ga', '{"execute":"guest-ping"}');
await refuses(
  'a command it does not know',
  /unable to execute QEMU agent command 'guest-x'/,
  'qemu-agent-command',
  'ga',
  '{"execute":"guest-x"}',
);

// The display, through descriptors.
const graphics = await python(`
import libvirt, os, socket
d = libvirt.open('xen:///system').lookupByName('ga')
a, b = socket.socketpair()
d.openGraphics(0, b.fileno(), libvirt.VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH)
a.settimeout(20); print(a.recv(12).decode().strip())
s = socket.socket(fileno=d.openGraphicsFD(0, 0)); s.settimeout(20); print(s.recv(12).decode().strip())
try: d.openGraphicsFD(3, 0)
except libvirt.libvirtError as e: print(e)
`);
check(
  'a display by descriptor, both ways',
  graphics === 'RFB 003.008\nRFB 003.008\ninternal error: No graphics backend with index 3',
  graphics,
);
await says('destroyed', /^$/, 'destroy', 'ga');
await until('end', async () => (await domids()).length === 0, 60);

// Snapshots inside the image of a guest that is off.
execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', '/tmp/s.qcow2', '8M']);
const write = (text) => execFileSync('qemu-io', ['-c', `write -P ${text} 0 512`, '/tmp/s.qcow2']);
const holds = (text) =>
  !/Pattern verification failed/.test(
    execFileSync('qemu-io', ['-c', `read -P ${text} 0 512`, '/tmp/s.qcow2'], { encoding: 'utf8' }),
  );
const off = file(
  'off',
  `<domain type='xen'><name>off</name><uuid>${uuidOf(2)}</uuid><memory unit='MiB'>8</memory><os><type>xen</type><kernel>/lab/tiny</kernel></os>
<devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/tmp/s.qcow2'/><target dev='xvda' bus='xen'/></disk></devices></domain>`,
);
await says('defined', /^$/, 'define', off);
write('0x11');
await says('snapshot', /^$/, 'snapshot-create-as', 'off', 'one');
write('0x22');
await says('its child', /^$/, 'snapshot-create-as', 'off', 'two');
write('0x33');
await says('listed', /one[\s\S]*shutoff[\s\S]*two/, 'snapshot-list', 'off');
await says('tree', /one\n {2}\|\n {2}\+- two/, 'snapshot-list', 'off', '--tree');
await says('current', /^two$/, 'snapshot-current', 'off', '--name');
await says('parent', /^one$/, 'snapshot-parent', 'off', 'two');
await says('described', /<name>two<\/name>[\s\S]*<parent>\s*<name>one/, 'snapshot-dumpxml', 'off', 'two');
await says('gone back', /^$/, 'snapshot-revert', 'off', 'one');
check('the image is what it was', holds('0x11'));
await refuses('undefine refused', /cannot (delete|undefine)/, 'undefine', 'off');
await daemon.kill('SIGTERM');
const again = await startDaemon();
await says('kept over a restart', /^one$/, 'snapshot-current', 'off', '--name');
await says('deleted with its child', /^$/, 'snapshot-delete', 'off', 'one', '--children');
await says('nothing left', /^$/, 'snapshot-list', 'off', '--name');
check(
  'nor in the image',
  !/one|two/.test(execFileSync('qemu-img', ['snapshot', '-l', '/tmp/s.qcow2'], { encoding: 'utf8' })),
);
await says('undefined', /^$/, 'undefine', 'off');
await again.kill('SIGTERM');
finish();
