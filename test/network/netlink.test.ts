// The kernel's view of what the netlink module makes, read back through iproute2, in a network namespace.

import { spawnSync } from 'node:child_process';
import { closeSync } from 'node:fs';
import t from 'tap';
import {
  createBridge,
  createMacvlan,
  createVeth,
  createVlan,
  deleteLink,
  findLink,
  linkExists,
  listLinks,
  setBridge,
  setBridgePort,
  setLink,
} from '../../src/native/link.ts';
import { NetlinkError } from '../../src/native/netlink.ts';
import {
  addAddress,
  addRoute,
  deleteAddress,
  ipBytes,
  ipText,
  listAddresses,
  listRoutes,
} from '../../src/native/route.ts';
import { openTap } from '../../src/native/tap.ts';
import { addHtb, fillChecksums } from '../../src/native/traffic.ts';
import { inNamespace, startNamespace } from './namespace.ts';

const ip = (...argv: string[]): Record<string, unknown>[] =>
  JSON.parse(spawnSync('ip', ['-d', '-j', ...argv], { encoding: 'utf8' }).stdout);

if (inNamespace(import.meta.url)) {
  t.test('a bridge with everything', (t) => {
    createBridge('br0', { mac: '52:54:00:00:00:01', mtu: 1400, forwardDelay: 0, stp: true });
    const [seen] = ip('link', 'show', 'br0');
    const data = (seen as { linkinfo: { info_data: Record<string, unknown> } }).linkinfo.info_data;
    t.match(seen, { mtu: 1400, address: '52:54:00:00:00:01', operstate: 'DOWN' });
    t.match(data, { stp_state: 1, forward_delay: 200, vlan_filtering: 0 }, 'the kernel raises a delay of 0');
    setBridge('br0', { stp: false, forwardDelay: 0 });
    t.same(findLink('br0')?.bridge, { stp: false, forwardDelay: 0, vlanFiltering: false });
    setLink('br0', { up: true });
    t.equal(findLink('br0')?.up, true);
    t.throws(() => createBridge('br0'), new NetlinkError(17));
    t.end();
  });

  t.test('addresses and routes', (t) => {
    addAddress('br0', '10.9.0.1', 24);
    addAddress('br0', 'fd00:9::1', 64, { noDad: true });
    const [seen] = ip('addr', 'show', 'br0');
    const addresses = seen?.addr_info as { local: string; prefixlen: number; broadcast?: string }[];
    t.match(
      addresses.find((a) => a.local === '10.9.0.1'),
      { prefixlen: 24, broadcast: '10.9.0.255' },
    );
    t.ok(addresses.find((a) => a.local === 'fd00:9::1'));
    addRoute({ to: '10.77.0.0', prefix: 16, gateway: '10.9.0.7', device: 'br0', metric: 5 });
    t.match(
      listRoutes().find((r) => r.to === '10.77.0.0'),
      { prefix: 16, gateway: '10.9.0.7', device: 'br0', metric: 5 },
    );
    t.ok(listRoutes().find((r) => r.to === '10.9.0.0' && r.prefix === 24 && r.gateway === null));
    deleteAddress('br0', '10.9.0.1', 24);
    t.notOk(listAddresses().find((a) => a.address === '10.9.0.1'));
    t.throws(
      () => addRoute({ to: '10.78.0.0', prefix: 16, gateway: '10.200.0.7', device: 'br0' }),
      NetlinkError,
    );
    t.end();
  });

  t.test('members of a bridge: tap, veth, isolation', async (t) => {
    const tap = openTap({ name: 'vnet%d', persist: true });
    t.equal(tap.name, 'vnet0');
    setLink('vnet0', { master: 'br0', up: true, mtu: 1400 });
    setBridgePort('vnet0', { isolated: true });
    const [seen] = ip('link', 'show', 'vnet0');
    t.equal(seen?.master, 'br0');
    t.match(seen, { linkinfo: { info_slave_data: { isolated: true } } });
    for (const fd of tap.fds) closeSync(fd);
    t.ok(linkExists('vnet0'), 'a persistent tap stays');
    const other = await startNamespace();
    t.teardown(() => other.child.kill());
    createVeth('veth0', 'eth0', other.pid);
    setLink('veth0', { master: 'br0', up: true });
    t.equal(findLink('veth0')?.portOf, 'bridge');
    setLink('veth0', { master: null });
    t.equal(findLink('veth0')?.master, 0);
    const queues = openTap({ name: 'multi0', queues: 2 });
    t.equal(queues.fds.length, 2);
    for (const fd of queues.fds) closeSync(fd);
    t.notOk(linkExists('multi0'), 'others vanish with their last descriptor');
  });

  t.test('devices on devices', (t) => {
    createVeth('eth0', 'eth1');
    createMacvlan('mac0', 'eth0', 'bridge', { tap: false, mac: '52:54:00:aa:bb:cc' });
    t.match(findLink('mac0'), { kind: 'macvlan', mac: '52:54:00:aa:bb:cc', lower: findLink('eth0')?.index });
    deleteLink('eth0');
    deleteLink('eth0');
    t.notOk(listLinks().find((link) => link.name === 'mac0'));
    t.equal(findLink('a-name-longer-than-the-kernel-takes'), null);
    t.end();
  });

  const vlans =
    spawnSync('ip', ['link', 'add', 'link', 'lo', 'name', 'probe', 'type', 'vlan', 'id', '9']).status === 0;
  t.test('vlans', { skip: vlans ? false : 'this kernel has no vlan devices' }, (t) => {
    createVeth('eth0', 'eth1');
    createVlan('eth0.5', 'eth0', 5);
    t.match(findLink('eth0.5'), { kind: 'vlan', vlan: 5, lower: findLink('eth0')?.index });
    t.end();
  });

  t.test('queues and filters', (t) => {
    createBridge('br7');
    addHtb('br7', 2);
    const shown = spawnSync('tc', ['qdisc', 'show', 'dev', 'br7'], { encoding: 'utf8' }).stdout;
    t.match(shown, /qdisc htb 1: root .*default 0x2/);
    const spare = ['filter', 'add', 'dev', 'br7', 'prio', '9', 'protocol', 'ip', 'parent', '1:', 'u32'];
    const byProgram = spawnSync('tc', [
      ...spare,
      'match',
      'ip',
      'dport',
      '69',
      'ffff',
      'action',
      'csum',
      'ip',
      'and',
      'udp',
    ]);
    if (byProgram.status === 0) {
      fillChecksums('br7', 68);
      const filters = spawnSync('tc', ['filter', 'show', 'dev', 'br7'], { encoding: 'utf8' }).stdout;
      t.match(filters, /match 00000044\/0000ffff at 20/);
    } else
      t.throws(
        () => fillChecksums('br7', 68),
        NetlinkError,
        'a kernel without the action refuses it from us too',
      );
    t.end();
  });

  t.test('spelling of addresses', (t) => {
    for (const text of [
      '10.0.0.1',
      '::',
      '::1',
      'fe80::1:0:0:2',
      '2001:db8:0:1:1:1:1:1',
      '::ffff:1.2.3.4',
      'ff02::fb',
    ])
      t.equal(ipText(ipBytes(text)), text);
    t.equal(ipText(ipBytes('2001:0DB8:0:0:0:0:0:1')), '2001:db8::1');
    t.end();
  });
}
