// What plugging a guest's cable into a bridge does: the bridge's table of addresses kept for it, and its limits.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { NetworkPort } from '../../schemas/xml/network-port.ts';
import { plugTap, unplugTap } from '../../src/drivers/network/plug.ts';
import { setBandwidth } from '../../src/drivers/network/qos.ts';
import { createBridge, createVeth, removeForwarding, setLink } from '../../src/native/link.ts';
import { missingProgram } from '../daemon/support.ts';
import { inNamespace, runIn, startNamespace } from './namespace.ts';

const owner = { name: 'g', uuid: '00000000-0000-4000-8000-000000000001' };
const port = (mac: string, more: Partial<NetworkPort> = {}): NetworkPort => ({
  uuid: '00000000-0000-4000-8000-000000000002',
  owner,
  mac: { address: mac },
  plug: { type: 'bridge', bridge: 'br0', macTableManager: 'libvirt' },
  ...more,
});

const missing = missingProgram('busybox', 'nsenter', 'ip');
if (missing) t.plan(0, { skip: missing } as never);
else if (inNamespace(import.meta.url)) {
  createBridge('br0', { stp: false });
  setLink('br0', { up: true });

  t.test('a bridge that learns nothing knows its guests', async (t) => {
    const guests = await Promise.all(
      [1, 2].map(async (number) => {
        const mac = `52:54:00:00:00:0${number}`;
        const { pid, child } = await startNamespace();
        createVeth(`tap${number}`, 'eth0', pid);
        runIn(pid, ['ip', 'link', 'set', 'eth0', 'address', mac, 'up']);
        runIn(pid, ['ip', 'addr', 'add', `10.67.0.${number}/24`, 'dev', 'eth0']);
        await plugTap(`tap${number}`, port(mac), { mac, owner });
        return { pid, child, mac };
      }),
    );
    t.teardown(() => guests.map(({ child }) => child.kill()));
    const [one, two] = guests;
    if (!one || !two) throw new Error('no guests');
    const pings = (): boolean =>
      runIn(one.pid, ['busybox', 'ping', '-c', '1', '-W', '1', '10.67.0.2']).status === 0;
    t.ok(pings(), 'what is for the other guest arrives');
    removeForwarding('tap2', two.mac);
    t.notOk(pings(), 'without its entry it does not: nothing is learned, nothing flooded');
    await plugTap('tap2', port(two.mac), { mac: two.mac, owner });
    t.ok(pings());
    await unplugTap('tap2', port(two.mac));
    t.notMatch(spawnSync('ip', ['link', 'show', 'tap2'], { encoding: 'utf8' }).stdout, 'master');
    await t.rejects(
      plugTap('tap2', port(two.mac, { plug: { type: 'bridge', bridge: 'nope' } }), { mac: two.mac, owner }),
      {
        message: "Cannot get interface MTU on 'nope': No such device",
      },
    );
  });

  t.test('limits, by the commands that libvirt gives', async (t) => {
    const work = mkdtempSync(join(tmpdir(), 'vl-tc-'));
    const { PATH } = process.env;
    t.teardown(() => {
      process.env.PATH = PATH;
      rmSync(work, { recursive: true, force: true });
    });
    writeFileSync(join(work, 'tc'), `#!/bin/sh\necho "$*" >> ${work}/log\n`);
    chmodSync(join(work, 'tc'), 0o755);
    process.env.PATH = `${work}:${PATH}`;
    const commands = (): string[] => {
      const text = readFileSync(join(work, 'log'), 'utf8');
      writeFileSync(join(work, 'log'), '');
      return text.trim().split('\n');
    };
    const bandwidth = {
      inbound: { average: 2000, peak: 3000, burst: 100 },
      outbound: { average: 128, peak: 256, burst: 256 },
    };
    // Recorded from libvirtd 9.0: domiftune of a guest's tap.
    await setBandwidth('tq1', bandwidth, { swapped: true, replace: true });
    t.same(commands(), [
      'qdisc del dev tq1 root',
      'qdisc del dev tq1 ingress',
      'qdisc add dev tq1 root handle 1: htb default 1',
      'class add dev tq1 parent 1: classid 1:1 htb rate 2000kbps ceil 3000kbps burst 100kb quantum 170',
      'qdisc add dev tq1 parent 1:1 handle 2: sfq perturb 10',
      'filter add dev tq1 parent 1:0 protocol all prio 1 handle 1 fw flowid 1',
      'qdisc add dev tq1 ingress',
      'filter add dev tq1 parent ffff: protocol all u32 match u32 0 0 police rate 128kbps burst 256kb mtu 64kb drop flowid :1',
    ]);
    await setBandwidth('tq2', { outbound: { average: 55 } }, { swapped: true, replace: true });
    t.same(commands().slice(2), [
      'qdisc add dev tq2 ingress',
      'filter add dev tq2 parent ffff: protocol all u32 match u32 0 0 police rate 55kbps burst 55kb mtu 64kb drop flowid :1',
    ]);
    await setBandwidth('macvtap0', { inbound: { average: 97 } }, { replace: true });
    t.match(
      commands().slice(2),
      [/^qdisc add dev macvtap0 ingress$/, /police rate 97kbps/],
      'directions of a macvtap are the guest’s',
    );
  });
}
