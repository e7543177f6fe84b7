// Network filters in force on the cables of pretended guests: spoofing, learning of addresses, changes under traffic.

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { CallContext } from '../../src/drivers/context.ts';
import { readDhcp } from '../../src/drivers/nwfilter/dhcp.ts';
import { createNWFilterDriver, type NWFilterDriver } from '../../src/drivers/nwfilter/driver.ts';
import { addressIn } from '../../src/drivers/nwfilter/learn.ts';
import { createBridge, createVeth, deleteLink, setLink } from '../../src/native/link.ts';
import { addAddress } from '../../src/native/route.ts';
import { inNamespace, runIn, startNamespace, until } from '../network/namespace.ts';
import { quietLog, testHost } from '../network/serve.ts';

const rooms: string[] = [];
const room = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'virtlight-filter-'));
  chmodSync(dir, 0o755);
  rooms.push(dir);
  return dir;
};
const start = async (dir = room()): Promise<NWFilterDriver> => {
  const driver = createNWFilterDriver(testHost(dir, quietLog));
  await driver.start(new AbortController().signal);
  return driver;
};
const context = {} as CallContext;

interface Guest {
  readonly tap: string;
  run(...argv: string[]): { status: number; out: string };
  stop(): void;
}
const guest = async (tap: string, mac: string, address: string): Promise<Guest> => {
  const { pid, child } = await startNamespace();
  createVeth(tap, 'eth0', pid);
  const run = (...argv: string[]): { status: number; out: string } => runIn(pid, argv);
  run('ip', 'link', 'set', 'eth0', 'address', mac, 'up');
  run('ip', 'addr', 'add', `${address}/24`, 'dev', 'eth0');
  setLink(tap, { master: 'br0', up: true });
  return {
    tap,
    run,
    stop() {
      child.kill();
      deleteLink(tap);
    },
  };
};
const pings = (from: Guest, source: string): boolean =>
  from.run('busybox', 'ping', '-c', '1', '-W', '1', '-I', source, '10.66.0.1').status === 0;
const owner = { name: 'g', uuid: '00000000-0000-4000-8000-000000000001' };
const uuid = '00000000-0000-4000-8000-0000000000aa';

const tools = ['ebtables', 'iptables', 'ip6tables', 'busybox'].filter(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
);
if (tools.length > 0) t.test('filters', { skip: `missing here: ${tools.join(', ')}` }, (t) => t.end());
else if (inNamespace(import.meta.url)) {
  t.setTimeout(500_000);
  t.teardown(() => {
    for (const dir of rooms) rmSync(dir, { recursive: true, force: true });
  });

  t.test('filters', async (t) => {
    createBridge('br0', { stp: false });
    setLink('br0', { up: true });
    addAddress('br0', '10.66.0.1', 24);
    const driver = await start();
    const mac = '52:54:00:00:66:05';
    const one = await guest('tap0', mac, '10.66.0.5');
    const { service, table } = driver;
    const define = (xml: string): Promise<unknown> =>
      Promise.resolve(
        (table.nwfilterDefineXML as (c: CallContext, a: { xml: string }) => unknown)(context, { xml }),
      );

    await t.test('clean-traffic with a given address', async (t) => {
      await service.bind({
        filter: 'clean-traffic',
        owner,
        portdev: 'tap0',
        mac,
        parameters: { IP: ['10.66.0.5'] },
      });
      t.ok(pings(one, '10.66.0.5'), 'its own address passes');
      one.run('ip', 'addr', 'add', '10.66.0.6/24', 'dev', 'eth0');
      t.notOk(pings(one, '10.66.0.6'), 'another one does not');
      one.run('ip', 'link', 'set', 'eth0', 'address', '52:54:00:00:66:99');
      t.notOk(pings(one, '10.66.0.5'), 'nor another MAC address');
      one.run('ip', 'link', 'set', 'eth0', 'address', mac);
      await service.unbind('tap0');
      t.ok(pings(one, '10.66.0.6'), 'without the filter everything passes');
      one.run('ip', 'addr', 'del', '10.66.0.6/24', 'dev', 'eth0');
      const left = spawnSync('ebtables', ['-t', 'nat', '-L'], { encoding: 'utf8' }).stdout;
      t.notMatch(left, 'tap0', 'nothing is left behind');
    });

    await t.test('the address is learned', async (t) => {
      await service.bind({ filter: 'clean-traffic', owner, portdev: 'tap0', mac, parameters: {} });
      const params = (): string =>
        String(
          (table.nwfilterBindingGetXMLDesc as (c: CallContext, a: object) => { xml: string })(context, {
            nwfilter: { portdev: 'tap0', filtername: 'clean-traffic' },
            flags: 0,
          }).xml,
        );
      await until('its packets have told it', () => {
        pings(one, '10.66.0.5');
        return params().includes("name='IP' value='10.66.0.5'");
      });
      await until('the rules are in force', () => pings(one, '10.66.0.5'));
      one.run('ip', 'addr', 'add', '10.66.0.6/24', 'dev', 'eth0');
      await until('only that address passes', () => !pings(one, '10.66.0.6'));
      t.ok(pings(one, '10.66.0.5'));
      one.run('ip', 'addr', 'del', '10.66.0.6/24', 'dev', 'eth0');
      await service.unbind('tap0');
    });

    await t.test('a filter changed under traffic leaves no gap', async (t) => {
      const xml = (port: number): string =>
        `<filter name='web' chain='root'><uuid>${uuid}</uuid><rule action='accept' direction='in'><tcp dstportstart='${port}'/></rule>` +
        `<rule action='accept' direction='out'><all state='ESTABLISHED'/></rule><rule action='drop' direction='inout' priority='1000'><icmp/></rule></filter>`;
      await define(xml(80));
      await service.bind({ filter: 'web', owner, portdev: 'tap0', mac, parameters: {} });
      t.notOk(pings(one, '10.66.0.5'), 'ICMP is dropped');
      const flood = new Promise<number>((resolve) => {
        let through = 0;
        let rounds = 0;
        const timer = setInterval(() => {
          if (one.run('busybox', 'ping', '-c', '1', '-W', '0.05', '10.66.0.1').status === 0) through++;
          if (++rounds < 15) return;
          clearInterval(timer);
          resolve(through);
        }, 1);
      });
      await define(xml(81));
      await define(xml(82));
      t.equal(await flood, 0, 'not one packet got through while it was changed');
      const rules = spawnSync('iptables', ['-S'], { encoding: 'utf8' }).stdout;
      t.match(rules, '--sport 82');
      t.notMatch(rules, '--sport 80');
      await t.rejects(
        define(xml(83).replace("dstportstart='83'", "dstportstart='$NOBODY'")),
        { message: /unresolvable variables or unavailable list elements: NOBODY/ },
        'a filter that cannot be put in force is refused',
      );
      t.match(
        spawnSync('iptables', ['-S'], { encoding: 'utf8' }).stdout,
        '--sport 82',
        'and the old one stays',
      );
      await t.rejects(
        define("<filter name='../web'><rule action='drop' direction='in'/></filter>"),
        { message: /^Failed to create file '.*': No such file or directory$/ },
        'a name does not lead to another folder',
      );
      await t.rejects(
        Promise.resolve().then(() =>
          (table.nwfilterUndefine as (c: CallContext, a: object) => unknown)(context, {
            nwfilter: { name: 'web', uuid },
          }),
        ),
        { message: 'Requested operation is not valid: nwfilter is in use' },
      );
      await service.unbind('tap0');
    });

    one.stop();
    await driver.stop();
  });

  t.test('addresses come and go with DHCP', async (t) => {
    const dir = room();
    const file = join(dir, 'run/network/nwfilter.leases');
    const mac = '52:54:00:00:66:07';
    const two = await guest('tap1', mac, '10.66.0.99');
    two.run('ip', 'addr', 'flush', 'dev', 'eth0');
    writeFileSync(
      join(dir, 'udhcpd.conf'),
      `interface br0\nstart 10.66.0.50\nend 10.66.0.50\noption subnet 255.255.255.0\noption lease 3600\nlease_file ${dir}/leases\npidfile ${dir}/pid\n`,
    );
    writeFileSync(join(dir, 'leases'), '');
    const server = spawn('busybox', ['udhcpd', '-f', join(dir, 'udhcpd.conf')], { stdio: 'ignore' });
    t.teardown(() => {
      server.kill();
      two.stop();
    });
    const script = join(dir, 'script');
    writeFileSync(script, '#!/bin/sh\n[ "$1" = bound ] && ip addr add $ip/24 dev eth0; exit 0\n');
    chmodSync(script, 0o755);

    let driver = await start(dir);
    await driver.service.bind({
      filter: 'clean-traffic',
      owner,
      portdev: 'tap1',
      mac,
      parameters: { CTRL_IP_LEARNING: ['dhcp'] },
    });
    two.run('ip', 'addr', 'add', '10.66.0.9/24', 'dev', 'eth0');
    t.notOk(pings(two, '10.66.0.9'), 'an address of its own choice does not pass');
    await until(
      'it was given an address',
      () => two.run('busybox', 'udhcpc', '-i', 'eth0', '-n', '-q', '-t', '3', '-s', script).status === 0,
      60_000,
    );
    await until('that address passes', () => pings(two, '10.66.0.50'), 120_000);
    t.notOk(pings(two, '10.66.0.9'), 'the other still does not');
    await driver.stop();
    const kept = /^(\d+) 00000000-0000-4000-8000-000000000001-52:54:00:00:66:07 10\.66\.0\.50 10\.66\.0\.1$/m;
    t.match(readFileSync(file, 'utf8'), kept, 'the lease is on the disk');

    spawnSync('ebtables', ['-t', 'nat', '-F']);
    driver = await start(dir);
    await until(
      'a new daemon knows the lease',
      () => pings(two, '10.66.0.50') && !pings(two, '10.66.0.9'),
      120_000,
    );
    await driver.stop();

    const soon = Math.floor(Date.now() / 1000) + 2;
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(soon)));
    driver = await start(dir);
    await until('the lease has run out', () => !pings(two, '10.66.0.50'), 120_000);
    await until('and is forgotten', () => readFileSync(file, 'utf8') === '', 120_000);
    await driver.service.unbind('tap1');
    const left = spawnSync('ebtables', ['-t', 'nat', '-L'], { encoding: 'utf8' }).stdout;
    t.notMatch(left, 'tap1', 'nothing of the filter is left');
    await driver.stop();
  });

  t.test('what frames tell', (t) => {
    const mac = '52:54:00:00:66:05';
    const arp = Buffer.from(
      `ffffffffffff${mac.replaceAll(':', '')}08060001080006040001${mac.replaceAll(':', '')}0a420005`,
      'hex',
    );
    const frame = Buffer.concat([arp, Buffer.alloc(20)]);
    t.equal(addressIn(frame, mac), '10.66.0.5');
    t.equal(readDhcp(frame, mac, []), null, 'only DHCP counts when that was asked for');
    t.equal(addressIn(frame, '52:54:00:00:66:06'), null);
    t.equal(addressIn(Buffer.alloc(10), mac), null);
    t.end();
  });
}
