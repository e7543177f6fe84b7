// Networks as guests see them: namespaces with a cable on the bridge ask for addresses, names and the way out; and the
// faults that a host brings: dnsmasq killed, bridge removed, daemon restarted, addresses that clash, a second daemon.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { createEventBus } from '../../src/drivers/events.ts';
import type { Port } from '../../src/drivers/host.ts';
import { createNetworkDriver, type NetworkDriver } from '../../src/drivers/network/driver.ts';
import { createVeth, deleteLink, findLink, linkExists, setLink } from '../../src/native/link.ts';
import { addAddress } from '../../src/native/route.ts';
import { clearRoom, inNamespace, runIn, startNamespace, until } from './namespace.ts';
import { quietLog, testHost, testLog } from './serve.ts';

const rooms: string[] = [];
const room = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'virtlight-net-'));
  chmodSync(dir, 0o755);
  rooms.push(dir);
  return dir;
};
const start = async (dir: string): Promise<NetworkDriver & { halt(): void }> => {
  const driver = createNetworkDriver(testHost(dir, process.env.LOUD ? testLog : quietLog), createEventBus());
  const stopping = new AbortController();
  await driver.start(stopping.signal);
  return { ...driver, halt: () => stopping.abort() };
};
const never = new AbortController().signal;

const nat = (name: string, third: number): string => `<network>
  <name>${name}</name><forward mode='nat'/><bridge stp='off' delay='0'/><domain name='${name}.test'/>
  <dns><host ip='10.99.${third}.9'><hostname>fixed.${name}.test</hostname></host></dns>
  <ip address='10.99.${third}.1' netmask='255.255.255.0'><dhcp>
    <range start='10.99.${third}.100' end='10.99.${third}.200'/>
    <host mac='52:54:00:00:${third.toString(16).padStart(2, '0')}:10' name='alice' ip='10.99.${third}.10'/>
  </dhcp></ip></network>`;

interface Guest {
  readonly pid: number;
  readonly tap: string;
  readonly port: Port;
  run(...argv: string[]): { status: number; out: string };
  dhcp(): string;
  stop(): void;
}
let cables = 0;
const script =
  '#!/bin/sh\n[ "$1" = bound ] || exit 0\nip addr flush dev eth0 scope global\n' +
  'ip addr add $ip/$mask dev eth0\n[ -n "$router" ] && ip route add default via $router\nexit 0\n';

/** A guest: a namespace whose eth0 is plugged into a network through the service that hypervisor drivers use. */
const guest = async (
  driver: NetworkDriver,
  network: string,
  mac: string,
  portgroup?: string,
): Promise<Guest> => {
  const { pid, child } = await startNamespace();
  const tap = `cable${cables++}`;
  const hook = join(room(), 'udhcpc.sh');
  writeFileSync(hook, script, { mode: 0o755 });
  createVeth(tap, 'eth0', pid);
  const inside = (...argv: string[]): { status: number; out: string } => runIn(pid, argv);
  inside('ip', 'link', 'set', 'eth0', 'address', mac, 'up');
  inside('ip', 'link', 'set', 'lo', 'up');
  const owner = { name: `guest-${tap}`, uuid: '00000000-0000-4000-8000-00000000000f' };
  const port = await driver.service.allocatePort(
    { network, owner, mac, ...(portgroup ? { portgroup } : {}) },
    never,
  );
  await driver.service.plugTap(port, tap);
  return {
    pid,
    tap,
    port,
    run: inside,
    dhcp() {
      const asked = inside(
        'busybox',
        'udhcpc',
        '-i',
        'eth0',
        '-n',
        '-q',
        '-f',
        '-t',
        '8',
        '-T',
        '1',
        '-s',
        hook,
      );
      return /lease of (\S+) obtained/.exec(asked.out)?.[1] ?? asked.out;
    },
    stop() {
      child.kill();
      deleteLink(tap);
    },
  };
};
const pings = (from: Guest, to: string): boolean =>
  from.run('busybox', 'ping', '-c', '1', '-W', '1', to).status === 0;
const resolves = (from: Guest, name: string, server: string): string =>
  [
    ...from
      .run('busybox', 'nslookup', name, server)
      .out.matchAll(/Address(?: \d+)?:\s+(10\.[\d.]+)(?:\s|$)/gm),
  ].at(-1)?.[1] ?? 'nothing';

const tools = ['nft', 'dnsmasq', 'busybox', 'ip', 'nsenter'].filter(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
);

if (tools.length > 0) t.test('guests', { skip: `missing here: ${tools.join(', ')}` }, (t) => t.end());
else if (inNamespace(import.meta.url)) {
  t.setTimeout(120_000);
  t.teardown(() => {
    for (const dir of rooms) clearRoom(dir);
  });

  t.test('two networks, their guests, the outside', async (t) => {
    const driver = await start(room());
    const red = await driver.networks.create(nat('red', 1));
    const blue = await driver.networks.create(nat('blue', 2));
    const alice = await guest(driver, 'red', '52:54:00:00:01:10');
    const bob = await guest(driver, 'red', '52:54:00:00:01:11');
    const carol = await guest(driver, 'blue', '52:54:00:00:02:12');
    const outside = await startNamespace();
    createVeth('wan', 'eth0', outside.pid);
    setLink('wan', { up: true });
    addAddress('wan', '203.0.113.1', 24);
    for (const argv of [
      ['ip', 'addr', 'add', '203.0.113.2/24', 'dev', 'eth0'],
      ['ip', 'link', 'set', 'eth0', 'up'],
      ['ip', 'link', 'set', 'lo', 'up'],
    ])
      runIn(outside.pid, argv);

    t.equal(alice.dhcp(), '10.99.1.10', 'a fixed assignment');
    t.match(bob.dhcp(), /^10\.99\.1\.(1\d\d|200)$/);
    t.match(carol.dhcp(), /^10\.99\.2\.(1\d\d|200)$/);
    t.equal(resolves(bob, 'alice.red.test', '10.99.1.1'), '10.99.1.10', 'guests know each other by name');
    t.equal(resolves(bob, 'fixed.red.test', '10.99.1.1'), '10.99.1.9');
    t.ok(pings(alice, '10.99.1.1'), 'the host answers');
    t.ok(pings(bob, '10.99.1.10'), 'guests of one network reach each other');
    t.notOk(pings(carol, '10.99.1.10'), 'guests of two networks do not');
    t.ok(pings(alice, '203.0.113.2'), 'and the outside, masqueraded: it has no way back to 10.99.1.0');
    t.notOk(
      runIn(outside.pid, ['busybox', 'ping', '-c', '1', '-W', '1', '10.99.1.10']).status === 0,
      'the outside does not reach in',
    );

    const status = join(driver.networks.places.dnsmasq, `${red.def.bridge?.name}.status`);
    await until(
      'the leases are in the file',
      () => existsSync(status) && readFileSync(status, 'utf8').includes('10.99.1.10'),
    );
    t.match(
      JSON.parse(readFileSync(status, 'utf8'))
        .map((lease: Record<string, unknown>) => lease['mac-address'])
        .sort(),
      ['52:54:00:00:01:10', '52:54:00:00:01:11'],
    );

    t.same(await driver.service.dhcpLeases('red', '52:54:00:00:01:10'), [
      { type: 'ipv4', address: '10.99.1.10', prefix: 24 },
    ]);
    await t.test('dnsmasq killed comes back with its leases', async (t) => {
      const pid = red.dnsmasqPid ?? 0;
      t.ok(pid > 1);
      process.kill(pid, 'SIGKILL');
      await until('another dnsmasq', () => red.dnsmasqPid !== pid && red.dnsmasqPid !== null);
      const before = alice.run('ip', '-4', 'addr', 'show', 'eth0').out;
      t.match(before, '10.99.1.10');
      const again = bob.dhcp();
      t.equal(bob.dhcp(), again, 'the same address as before');
      t.equal(resolves(alice, 'fixed.red.test', '10.99.1.1'), '10.99.1.9');
    });

    await t.test('a change of a running network', async (t) => {
      const pid = red.dnsmasqPid;
      for (const host of [31, 32, 33]) {
        const xml = `<host mac='52:54:00:00:01:${host}' name='dora${host}' ip='10.99.1.${host}'/>`;
        await driver.networks.update(red, { command: 3, section: 4, parentIndex: -1, xml }, 1);
      }
      t.equal(red.dnsmasqPid, pid, 'the same dnsmasq');
      const dora = await guest(driver, 'red', '52:54:00:00:01:33');
      t.equal(dora.dhcp(), '10.99.1.33');
      dora.stop();
    });

    await t.test('stopped and started again, the guests are put back', async (t) => {
      await driver.networks.stop(red);
      t.notOk(linkExists('virbr0'));
      t.notOk(pings(bob, '10.99.1.10'));
      const xml = nat('red', 1);
      const again = await driver.networks.create(xml);
      t.not(again.uuid, red.uuid, 'a transient network is a new one');
      const blueBridge = blue.def.bridge?.name ?? '';
      await driver.networks.define(
        `<network><name>blue</name><uuid>${blue.uuid}</uuid>${nat('blue', 2).slice(nat('blue', 2).indexOf('<forward'))}`,
      );
      await driver.networks.stop(blue);
      t.notOk(linkExists(blueBridge));
      await driver.networks.start(blue);
      t.equal(
        findLink(carol.tap)?.master,
        findLink(blue.def.bridge?.name ?? '')?.index,
        'carol is plugged in again',
      );
      carol.run('ip', 'neigh', 'flush', 'all'); // the new definition brought a new MAC address
      await until('carol reaches the host again', () => pings(carol, '10.99.2.1'));
      t.equal(blue.ports.size, 1);
      await driver.networks.stop(again);
    });

    await t.test('the bridge removed by hand', async (t) => {
      deleteLink(blue.def.bridge?.name ?? '');
      await until('it is noticed', () => !blue.active);
      t.notMatch(spawnSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }).stdout, '10.99.2.0');
      await driver.networks.start(blue);
      t.ok(blue.active, 'and it can be started again');
      await driver.networks.stop(blue);
    });

    for (const one of [alice, bob, carol]) one.stop();
    outside.child.kill();
    deleteLink('wan');
    driver.halt();
  });

  t.test('isolated networks and ports', async (t) => {
    const driver = await start(room());
    const net = await driver.networks.create(
      `<network><name>alone</name><bridge stp='off' delay='0'/><port isolated='yes'/><ip address='10.99.5.1' netmask='255.255.255.0'><dhcp><range start='10.99.5.100' end='10.99.5.200'/></dhcp></ip></network>`,
    );
    const one = await guest(driver, 'alone', '52:54:00:00:05:01');
    const two = await guest(driver, 'alone', '52:54:00:00:05:02');
    t.match(one.dhcp(), /^10\.99\.5\./);
    const other = two.dhcp();
    t.ok(pings(one, '10.99.5.1'));
    t.notOk(pings(one, other), 'isolated ports do not see each other');
    t.notMatch(one.run('ip', 'route').out, 'default', 'no way out is offered');
    await driver.service.releasePort('alone', one.port.uuid);
    t.equal(net.ports.size, 1);
    t.equal(net.def.connections, 1);
    await driver.networks.stop(net);
    one.stop();
    two.stop();
    driver.halt();
  });

  t.test('IPv6 with router advertisements', async () => {
    const driver = await start(room());
    const net = await driver.networks.create(
      `<network><name>six</name><forward mode='nat'><nat ipv6='yes'/></forward><bridge stp='off' delay='0'/><ip family='ipv6' address='fd00:99::1' prefix='64'/><ip address='10.99.6.1' prefix='24'/></network>`,
    );
    const one = await guest(driver, 'six', '52:54:00:00:06:01');
    await until(
      'an address from the advertised prefix',
      () => one.run('ip', '-6', 'addr', 'show', 'dev', 'eth0').out.includes('fd00:99:'),
      20_000,
    );
    await until(
      'the host answers',
      () => one.run('busybox', 'ping', '-6', '-c', '1', '-W', '1', 'fd00:99::1').status === 0,
    );
    await driver.networks.stop(net);
    one.stop();
    driver.halt();
  });

  t.test('the daemon restarts, the network goes on', async (t) => {
    const dir = room();
    const first = await start(dir);
    const net = await first.networks.define(nat('green', 7));
    await first.networks.start(net);
    const one = await guest(first, 'green', '52:54:00:00:07:10');
    t.equal(one.dhcp(), '10.99.7.10');
    const pid = net.dnsmasqPid;
    first.halt();
    await first.stop();
    t.ok(pings(one, '10.99.7.1'));

    const second = await start(dir);
    const found = second.networks.table.byName('green');
    t.ok(found?.active && found.persistent);
    t.equal(found?.dnsmasqPid, pid, 'the same dnsmasq serves it');
    t.equal(found?.ports.size, 1);
    t.equal(found?.def.connections, 1);
    t.ok(pings(one, '10.99.7.1'));
    const rules = spawnSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }).stdout;
    t.equal(
      rules.match(/oif "virbr\d+" counter packets \d+ bytes \d+ reject/g)?.length,
      1,
      'every rule once',
    );

    second.service.notifyPort('green', one.port.definition, one.tap);
    second.halt();
    process.kill(pid ?? 0, 'SIGKILL');
    spawnSync('nft', ['flush', 'ruleset']);
    const third = await start(dir);
    const again = third.networks.table.byName('green');
    t.ok(again?.dnsmasqPid && again.dnsmasqPid !== pid, 'dnsmasq that died meanwhile is started');
    t.match(
      spawnSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }).stdout,
      '10.99.7.0/24',
      'and rules put back',
    );
    await third.networks.stop(again!);
    await third.networks.undefine(again!);
    t.equal(third.networks.table.byName('green'), undefined);
    third.halt();
    one.stop();
  });

  t.test('a pool of devices, changed while it serves', async (t) => {
    const driver = await start(room());
    const net = await driver.networks.create(
      "<network><name>pool</name><forward mode='bridge'><interface dev='eth7'/></forward></network>",
    );
    const change = (command: number, dev: string): Promise<void> =>
      driver.networks.update(
        net,
        { command, section: 7, parentIndex: -1, xml: `<interface dev='${dev}'/>` },
        1,
      );
    await change(3, 'eth8');
    t.same(
      net.def.forward?.interfaces.map(({ dev }) => dev),
      ['eth7', 'eth8'],
    );
    await change(2, 'eth7');
    t.equal(net.def.forward?.dev, 'eth8');
    await driver.networks.stop(net);
    driver.halt();
  });

  t.test('clashes', async (t) => {
    createVeth('lan', 'lanpeer');
    setLink('lanpeer', { up: true });
    setLink('lan', { up: true });
    addAddress('lan', '10.99.8.77', 24);
    const one = await start(room());
    const two = await start(room());
    await t.rejects(one.networks.create(nat('clash', 8)), {
      message: 'internal error: Network is already in use by interface lan',
    });
    t.equal(one.networks.table.size, 1, 'nothing half-made is left but the default network');
    const mine = await one.networks.create(nat('mine', 9));
    await t.rejects(two.networks.create(nat('theirs', 9)), {
      message: /already in use by interface virbr\d/,
    });
    const theirs = await two.networks.create(nat('theirs', 10));
    t.not(theirs.def.bridge?.name, mine.def.bridge?.name, 'each takes a bridge of its own');
    await one.networks.stop(mine);
    const rules = spawnSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }).stdout;
    t.match(rules, '10.99.10.0/24', "the other's rules stay");
    t.notMatch(rules, '10.99.9.0/24');
    await two.networks.stop(theirs);
    await until(
      'the table is gone',
      () => !spawnSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }).stdout.includes('libvirt'),
    );
    deleteLink('lan');
    one.halt();
    two.halt();
  });
}
