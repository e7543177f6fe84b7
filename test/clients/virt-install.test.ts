// virt-install from nothing: the pool, the volume, the default network and the guest; and a guest whose disk is a volume of a
// pool. All in a network and a mount namespace of its own, with an empty /var/lib/libvirt.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { missingProgram, program } from '../daemon/support.ts';

const script = `
root=$1 program=$2
mkdir -p /var/lib/libvirt && mount -t tmpfs tmpfs /var/lib/libvirt || exit 90
ip link set lo up
"$program" --root "$root" --rest none >"$root.log" 2>&1 &
daemon=$!
trap 'kill $daemon; wait $daemon' EXIT
socket=$root/run/libvirt/libvirt-sock
for i in $(seq 600); do [ -S "$socket" ] && break; sleep .1; done
uri="qemu+unix:///system?socket=$socket"
v() { virsh -c "$uri" "$@" 2>&1; }
said() { echo "== $1"; shift; "$@" 2>&1 | sed 's/  */ /g'; }
v net-start default >/dev/null
virt-install --connect "$uri" --name vi --memory 64 --disk size=0.01 --import --osinfo generic \\
  --graphics none --noautoconsole --virt-type qemu --network network=default >"$root.install" 2>&1
echo "== virt-install $?"; cat "$root.install"
said list v list --name
said pools v pool-list --name
said volumes v vol-list default
said networks v domiflist vi
v destroy vi >/dev/null
said gone v undefine vi --remove-all-storage
said left v vol-list default
v vol-create-as default pv.qcow2 10M --format qcow2 >/dev/null
cat >"$root.xml" <<X
<domain type='qemu'><name>pv</name><memory unit='MiB'>64</memory><os><type>hvm</type></os><devices>
<disk type='volume'><driver name='qemu' type='qcow2'/><source pool='default' volume='pv.qcow2'/><target dev='vda'/></disk>
</devices></domain>
X
said created v create "$root.xml"
said disk v dumpxml pv
v destroy pv >/dev/null
# Networks outlive the daemon, and so would their dnsmasq.
v net-destroy default >/dev/null
`;

const needed = ['virt-install', 'virsh', 'qemu-system-x86_64', 'qemu-img', 'dnsmasq', 'unshare'];
const skip =
  process.geteuid?.() === 0 ? (missingProgram(...needed) ?? false) : 'only root can make namespaces';

t.setTimeout(400_000);
t.test('a guest from nothing', { skip, timeout: 400_000 }, async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'virt-install-'));
  t.teardown(() => rmSync(place, { recursive: true, force: true }));
  const child = spawn(
    'unshare',
    ['-mn', '--propagation', 'private', 'bash', '-c', script, 'bash', join(place, 'd'), program],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: 'C' } },
  );
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const status = await new Promise((done) => child.once('close', done));
  t.equal(status, 0);
  const said = new Map(
    out
      .split(/^== /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
  );
  t.match(said.get('virt-install 0'), /Domain creation completed/, out);
  t.match(said.get('list'), /^vi$/m);
  t.match(said.get('pools'), /^default\s*$/m);
  t.match(said.get('volumes'), /vi\.qcow2 \/var\/lib\/libvirt\/images\/vi\.qcow2/);
  t.match(said.get('networks'), /vnet\d+ network default/);
  t.match(said.get('gone'), /Volume 'hda'\(.*vi\.qcow2\) removed/);
  t.notMatch(said.get('left'), /qcow2/);
  t.match(said.get('created'), /Domain 'pv' created/);
  t.match(
    said.get('disk'),
    /<disk type='volume' device='disk'>\s*<driver name='qemu' type='qcow2'\/>\s*<source pool='default' volume='pv.qcow2' index='1'\/>\s*<backingStore\/>/,
  );
});
