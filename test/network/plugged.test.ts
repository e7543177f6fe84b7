// A guest's tap follows its network: after a restart of the daemon, of the network, and of both.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { findLink } from '../../src/native/link.ts';
import { type Daemon, missingProgram, startDaemon } from '../daemon/support.ts';
import { clearRoom, inNamespace } from './namespace.ts';

const missing = missingProgram('qemu-system-x86_64') ?? missingProgram('dnsmasq') ?? missingProgram('virsh');
if (missing) t.plan(0, { skip: missing } as never);
else if (inNamespace(import.meta.url)) {
  const masterOf = (tap: string): string => {
    const show = spawnSync('ip', ['-o', 'link', 'show', tap], { encoding: 'utf8' }).stdout;
    return /master (\S+)/.exec(show)?.[1] ?? '';
  };
  const ok = (daemon: Daemon, ...args: string[]): string => {
    const { status, stdout, stderr } = daemon.virsh(...args);
    if (status !== 0) throw new Error(`virsh ${args.join(' ')}: ${stderr}`);
    return stdout;
  };

  t.test('plugged in again', async (t) => {
    let daemon = await startDaemon();
    t.teardown(async () => {
      daemon.virsh('destroy', 'plugged');
      daemon.virsh('net-destroy', 'around');
      await daemon.remove();
      clearRoom(daemon.root);
    });
    const file = (name: string, text: string): string => {
      const path = join(daemon.root, name);
      writeFileSync(path, text);
      return path;
    };
    ok(
      daemon,
      'net-define',
      file(
        'net.xml',
        `<network><name>around</name><bridge name='vlbr0' stp='off' delay='0'/>
<ip address='10.98.7.1' netmask='255.255.255.0'/></network>`,
      ),
    );
    ok(daemon, 'net-start', 'around');
    ok(
      daemon,
      'create',
      '--paused',
      file(
        'guest.xml',
        `<domain type='qemu'><name>plugged</name><memory unit='MiB'>32</memory><os><type>hvm</type></os>
<devices><interface type='network'><source network='around'/><model type='e1000'/></interface></devices></domain>`,
      ),
    );
    const tap = /vnet\d+/.exec(ok(daemon, 'domiflist', 'plugged'))?.[0] ?? '';
    t.ok(findLink(tap), 'there is a tap');
    t.equal(masterOf(tap), 'vlbr0');

    const bounce = (): void => {
      ok(daemon, 'net-destroy', 'around');
      t.equal(masterOf(tap), '', 'the bridge is gone');
      ok(daemon, 'net-start', 'around');
    };
    bounce();
    t.equal(masterOf(tap), 'vlbr0', 'after a restart of the network');

    await daemon.stop('SIGKILL');
    daemon = await daemon.restart();
    t.equal(masterOf(tap), 'vlbr0', 'a restart of the daemon changes nothing');
    t.match(ok(daemon, 'net-port-list', 'around'), /[0-9a-f]{8}-/, 'the port is listed');
    bounce();
    t.equal(masterOf(tap), 'vlbr0', 'the network is restarted by the new daemon');

    ok(daemon, 'net-destroy', 'around');
    await daemon.stop();
    daemon = await daemon.restart();
    ok(daemon, 'net-start', 'around');
    t.equal(masterOf(tap), 'vlbr0', 'the network was down while the daemon was restarted');

    ok(daemon, 'destroy', 'plugged');
    t.notMatch(ok(daemon, 'net-port-list', 'around'), /[0-9a-f]{8}-/, 'the port ends with the guest');
  });
}
