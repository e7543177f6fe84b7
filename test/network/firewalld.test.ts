// firewalld: zones of bridges, and rules put back after it has loaded its own anew. A private bus with a stand-in on it.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dbus from 'dbus-next';
import t from 'tap';
import { createEventBus } from '../../src/drivers/events.ts';
import { createNetworkDriver } from '../../src/drivers/network/driver.ts';
import { missingProgram } from '../daemon/support.ts';
import { clearRoom, inNamespace, until } from './namespace.ts';
import { quietLog, testHost } from './serve.ts';

const NAME = 'org.fedoraproject.FirewallD1';
const missing = missingProgram('dbus-daemon', 'nft', 'dnsmasq');
if (missing) t.plan(0, { skip: missing } as never);
else if (inNamespace(import.meta.url)) {
  t.setTimeout(240_000);
  t.test('firewalld', async (t) => {
    const root = mkdtempSync(join(tmpdir(), 'virtlight-firewalld-'));
    chmodSync(root, 0o755);
    const address = `unix:path=${root}/bus`;
    const bus = spawn('dbus-daemon', ['--session', '--nofork', `--address=${address}`], { stdio: 'ignore' });
    const stopping = new AbortController();
    t.teardown(() => {
      stopping.abort();
      bus.kill();
      clearRoom(root);
      rmSync(root, { recursive: true, force: true });
    });
    const log = join(root, 'asked');
    writeFileSync(log, '');
    writeFileSync(
      join(root, 'firewall-cmd'),
      `#!/bin/sh\necho "$*" >> ${log}\n[ "$1" != --get-zones ] || echo public libvirt libvirt-routed\n`,
    );
    chmodSync(join(root, 'firewall-cmd'), 0o755);
    process.env.PATH = `${root}:${process.env.PATH}`;
    process.env.DBUS_SYSTEM_BUS_ADDRESS = address;
    await until('there is a bus', () => existsSync(join(root, 'bus')));
    const standIn = dbus.sessionBus({ busAddress: address });
    await standIn.requestName(NAME, 0);
    t.teardown(() => standIn.disconnect());
    const driver = createNetworkDriver(testHost(root, quietLog), createEventBus());
    await driver.start(stopping.signal);
    const asked = (): string[] => {
      const lines = readFileSync(log, 'utf8').trim().split('\n');
      writeFileSync(log, '');
      return lines.filter((line) => line.includes('interface'));
    };
    const rules = (): string => spawnSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }).stdout;
    const net = (name: string, number: number, forward: string, zone = ''): string =>
      `<network><name>${name}</name>${forward}<bridge name='vlfw${number}' stp='off'${zone}/><ip address='10.96.${number}.1' netmask='255.255.255.0'/></network>`;

    const nat = await driver.networks.create(net('nat', 1, "<forward mode='nat'/>"));
    const routed = await driver.networks.create(net('routed', 2, "<forward mode='route'/>"));
    const own = await driver.networks.create(net('own', 3, '', " zone='work'"));
    const open = await driver.networks.create(net('open', 4, "<forward mode='open'/>"));
    t.same(asked(), [
      '--zone=libvirt --change-interface=vlfw1',
      '--zone=libvirt-routed --change-interface=vlfw2',
      '--zone=work --change-interface=vlfw3',
    ]);

    spawnSync('nft', ['flush', 'ruleset']);
    const signal = new dbus.Message({
      type: dbus.MessageType.SIGNAL,
      path: '/org/fedoraproject/FirewallD1',
      interface: NAME,
      member: 'Reloaded',
    });
    standIn.send(signal);
    await until('the rules are back', () => rules().includes('10.96.1.0/24') && rules().includes('vlfw3'));
    await until('and the zones', () =>
      readFileSync(log, 'utf8').includes('--zone=work --change-interface=vlfw3'),
    );

    spawnSync('nft', ['flush', 'ruleset']);
    await driver.reload();
    t.match(rules(), '10.96.1.0/24', 'SIGHUP does the same');
    for (const each of [nat, routed, own, open]) await driver.networks.stop(each);
  });
}
