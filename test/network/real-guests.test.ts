// Two real guests, each on three networks: one with DHCP, names and the way out, one that keeps them apart, and one of
// macvtap devices. Booted once, looked at from inside, also after the daemon was killed.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { createMacvlan, createVeth, deleteLink, findLink, setLink } from '../../src/native/link.ts';
import { addAddress } from '../../src/native/route.ts';
import { guestFiles, guestImpossible } from '../clients/guest.ts';
import { type Daemon, missingProgram, startDaemon } from '../daemon/support.ts';
import { type Console, openConsole } from './console.ts';
import { clearRoom, inNamespace, runIn, startNamespace } from './namespace.ts';

/** Whether this kernel has macvtap devices. */
const macvtapImpossible = (): string | null => {
  createVeth('try0', 'try1');
  try {
    createMacvlan('try2', 'try0', 'bridge');
    return null;
  } catch (error) {
    return `no macvtap devices here: ${(error as Error).message}`;
  } finally {
    deleteLink('try2');
    deleteLink('try0');
  }
};

const networks = {
  shared: `<network><name>shared</name><forward mode='nat'/><bridge name='vlbr0' stp='off'/><domain name='lab.example' localOnly='yes'/>
<ip address='10.97.1.1' netmask='255.255.255.0'><dhcp><range start='10.97.1.100' end='10.97.1.200'/>
<host mac='52:54:00:97:00:01' name='alice' ip='10.97.1.11'/><host mac='52:54:00:97:00:02' name='bob' ip='10.97.1.12'/></dhcp></ip></network>`,
  apart: `<network><name>apart</name><bridge name='vlbr1' stp='off'/><port isolated='yes'/>
<ip address='10.97.2.1' netmask='255.255.255.0'><dhcp><range start='10.97.2.100' end='10.97.2.200'/></dhcp></ip></network>`,
  wire: `<network><name>wire</name><forward mode='bridge'><interface dev='up0'/></forward></network>`,
};

const missing = guestImpossible() ?? missingProgram('dnsmasq', 'nsenter');
if (missing) t.plan(0, { skip: missing } as never);
else if (inNamespace(import.meta.url)) {
  t.setTimeout(480_000);
  t.test('guests', async (t) => {
    const noMacvtap = macvtapImpossible();
    if (noMacvtap) t.comment(noMacvtap);
    const files = guestFiles();
    // dnsmasq reads its files again as an unprivileged user.
    const root = mkdtempSync(join(tmpdir(), 'vl-daemon-'));
    chmodSync(root, 0o755);
    let daemon: Daemon = await startDaemon({ root });
    const consoles: Console[] = [];
    const outside = await startNamespace();
    const work = mkdtempSync(join(tmpdir(), 'vl-real-'));
    t.teardown(async () => {
      for (const console of consoles) console.close();
      for (const name of ['alice', 'bob']) daemon.virsh('destroy', name);
      for (const name of Object.keys(networks)) daemon.virsh('net-destroy', name);
      outside.child.kill();
      await daemon.remove();
      clearRoom(daemon.root);
      rmSync(work, { recursive: true, force: true });
    });
    const ok = (...args: string[]): string => {
      const { status, stdout, stderr } = daemon.virsh(...args);
      if (status !== 0) throw new Error(`virsh ${args.join(' ')}: ${stderr}${daemon.log()}`);
      return stdout;
    };
    const file = (name: string, text: string): string => {
      const path = join(work, name);
      writeFileSync(path, text);
      return path;
    };
    // The world beyond the host's wire.
    createVeth('up0', 'down0', outside.pid);
    setLink('up0', { up: true });
    runIn(outside.pid, ['ip', 'link', 'set', 'down0', 'up']);
    runIn(outside.pid, ['ip', 'addr', 'add', '10.97.3.1/24', 'dev', 'down0']);
    // Another wire, routed: the way out.
    createVeth('out0', 'far0', outside.pid);
    setLink('out0', { up: true });
    addAddress('out0', '198.51.100.1', 24);
    runIn(outside.pid, ['ip', 'link', 'set', 'far0', 'up']);
    runIn(outside.pid, ['ip', 'addr', 'add', '198.51.100.2/24', 'dev', 'far0']);

    for (const [name, xml] of Object.entries(networks)) {
      ok('net-define', file(`${name}.xml`, xml));
      ok('net-start', name);
    }
    const wire = noMacvtap
      ? ''
      : "<interface type='network'><mac address='52:54:00:97:03:0N'/><source network='wire'/><model type='virtio'/></interface>";
    const guest = (name: string, number: number): string =>
      `<domain type='qemu'><name>${name}</name><memory unit='MiB'>128</memory>
<os><type arch='x86_64'>hvm</type><kernel>${files.kernel}</kernel><initrd>${files.initrd}</initrd><cmdline>console=ttyS0 quiet</cmdline></os>
<features><acpi/></features><devices>
<interface type='network'><mac address='52:54:00:97:00:0N'/><source network='shared'/><model type='virtio'/></interface>
<interface type='network'><mac address='52:54:00:97:02:0N'/><source network='apart'/><model type='virtio'/></interface>${wire}
<serial type='unix'><source mode='bind' path='${work}/${name}.sock'/></serial></devices></domain>`.replaceAll(
        '0N',
        `0${number}`,
      );
    ok('create', file('alice.xml', guest('alice', 1)));
    ok('create', file('bob.xml', guest('bob', 2)));
    const [alice, bob] = await Promise.all(
      ['alice', 'bob'].map((name) => openConsole(join(work, `${name}.sock`))),
    );
    if (!alice || !bob) throw new Error('no consoles');
    consoles.push(alice, bob);
    const passes = async (from: Console, command: string): Promise<boolean> => {
      for (let tries = 0; tries < 20; tries++) if ((await from.run(command)).status === 0) return true;
      return false;
    };
    const pings = (from: Console, to: string): Promise<boolean> => passes(from, `ping -c 1 -W 2 ${to}`);
    const never = async (from: Console, to: string): Promise<boolean> =>
      (await from.run(`ping -c 2 -W 1 ${to}`)).status !== 0;

    await t.test('addresses and names', async (t) => {
      t.ok(
        await passes(alice, "ip addr show eth0 | grep -q '10.97.1.11/24' || { sleep 1; false; }"),
        'alice has her address',
      );
      t.ok(
        await passes(bob, "ip addr show eth0 | grep -q '10.97.1.12/24' || { sleep 1; false; }"),
        'bob has his',
      );
      // dnsmasq tells of a lease a moment after the guest has it.
      const both = /10\.97\.1\.11\/24[\s\S]*10\.97\.1\.12\/24/;
      const end = performance.now() + 20_000;
      while (!both.test(ok('net-dhcp-leases', 'shared')) && performance.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 200));
      t.match(ok('net-dhcp-leases', 'shared'), both);
      t.match(ok('domifaddr', 'alice'), '10.97.1.11/24');
      t.ok(await pings(alice, 'bob.lab.example'), 'alice finds bob by name');
      t.ok(await pings(bob, 'alice'), 'bob finds alice by her short name');
    });
    await t.test('the host and beyond', async (t) => {
      t.ok(await pings(alice, '10.97.1.1'), 'the host answers');
      t.ok(await pings(alice, '198.51.100.2'), 'NAT leads out');
      t.not(
        runIn(outside.pid, ['busybox', 'ping', '-c', '1', '-W', '1', '10.97.1.11']).status,
        0,
        'nobody comes in',
      );
    });
    await t.test('kept apart', async (t) => {
      for (const [console, name] of [
        [alice, 'one'],
        [bob, 'two'],
      ] as const) {
        await console.run('ip link set eth1 up');
        t.ok(
          await passes(console, `udhcpc -i eth1 -n -q -t 5 -x hostname:${name} -s /lib/udhcpc.script`),
          `${name} gets an address there too`,
        );
      }
      const address = /10\.97\.2\.\d+/.exec((await bob.run('ip addr show eth1')).out)?.[0] ?? '';
      t.ok(await pings(alice, '10.97.2.1'), 'the host is reached');
      t.ok(await never(alice, address), 'the other guest is not');
      t.match(
        ok('net-dhcp-leases', 'apart'),
        /\bone\b[\s\S]*\btwo\b|\btwo\b[\s\S]*\bone\b/,
        'the names they gave themselves',
      );
      await alice.run('ip route del 10.97.2.0/24; ip link set eth1 down');
      t.ok(await never(alice, address), 'nor by way of the other network');
    });

    await t.test('macvtap', { skip: noMacvtap ?? false }, async (t) => {
      const tapOf = (name: string): string => /macvtap\d+/.exec(ok('domiflist', name))?.[0] ?? '';
      const taps = ['alice', 'bob'].map(tapOf);
      t.match(
        ok('dumpxml', 'alice'),
        /<interface type='direct'>\s*<mac address='52:54:00:97:03:01'\/>\s*<source network='wire' portid='[0-9a-f-]+' dev='up0' mode='bridge'\/>/,
      );
      t.match(
        ok('dumpxml', '--inactive', 'alice'),
        "<source network='wire'/>",
        'it is on the network by definition',
      );
      t.match(ok('net-dumpxml', 'wire'), "<interface dev='up0' connections='2'/>");
      t.match(ok('domiflist', 'alice'), /macvtap\d+ +direct +wire /);
      for (const [i, console] of [alice, bob].entries())
        await console.run(`ip link set eth2 up; ip addr add 10.97.3.1${i}/24 dev eth2`);
      t.ok(await pings(alice, '10.97.3.1'), 'the world beyond the wire answers');
      t.ok(await pings(alice, '10.97.3.11'), 'and the other guest');

      await daemon.stop('SIGKILL');
      daemon = await daemon.restart();
      t.same(['alice', 'bob'].map(tapOf), taps, 'a new daemon knows the devices');
      t.match(ok('net-dumpxml', 'wire'), "connections='2'");
      t.match(ok('dumpxml', 'alice'), /<interface type='direct'>/);
      t.ok(await pings(alice, '10.97.3.1'));
      ok('destroy', 'bob');
      t.notOk(findLink(taps[1] ?? ''), 'the device goes with its guest');
      t.match(ok('net-dumpxml', 'wire'), "connections='1'");
    });

    await t.test('plugged in and out', { skip: noMacvtap ?? false }, async (t) => {
      const xml = file(
        'more.xml',
        "<interface type='direct'><mac address='52:54:00:97:03:09'/><source dev='up0' mode='private'/><model type='virtio'/></interface>",
      );
      ok('attach-device', 'alice', xml);
      const tap = /macvtap\d+(?= +direct +up0)/.exec(ok('domiflist', 'alice'))?.[0] ?? '';
      t.equal(findLink(tap)?.mac, '52:54:00:97:03:09');
      t.ok(await passes(alice, 'ip link set eth3 up'), 'the guest sees it');
      ok('detach-device', 'alice', xml);
      t.notOk(findLink(tap), 'it is gone');
    });
    t.notMatch(readFileSync('/proc/net/dev', 'utf8'), /try\d/);
  });
}
