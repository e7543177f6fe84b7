// What net-diagnose says is in the way is really in the way, and what it says mends it does.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { createEventBus } from '../../src/drivers/events.ts';
import { diagnoseNetwork, type Finding, formatFindings } from '../../src/drivers/network/diagnose.ts';
import { createNetworkDriver } from '../../src/drivers/network/driver.ts';
import { createVeth, deleteLink, setLink } from '../../src/native/link.ts';
import { addAddress, addRoute } from '../../src/native/route.ts';
import { clearRoom, inNamespace, runIn, startNamespace } from './namespace.ts';
import { quietLog, testHost } from './serve.ts';

const sh = (...argv: string[]): void => {
  const { status, stderr } = spawnSync(argv[0]!, argv.slice(1), { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
};
const bad = (findings: readonly Finding[]): Finding[] => findings.filter(({ status }) => status === 'FAIL');

if (inNamespace(import.meta.url)) {
  t.setTimeout(60_000);
  t.test('net-diagnose', async (t) => {
    const root = mkdtempSync(join(tmpdir(), 'virtlight-diagnose-'));
    chmodSync(root, 0o755);
    t.teardown(() => clearRoom(root));
    const driver = createNetworkDriver(testHost(root, quietLog), createEventBus());
    const watching = new AbortController();
    await driver.start(watching.signal);
    const { networks } = driver;
    const ask = (name = 'lab'): Promise<Finding[]> => diagnoseNetwork(networks.places, name);

    t.match(bad(await ask('nothing')), [{ check: 'network', detail: "there is no network 'nothing'" }]);
    const net = await networks.define(
      `<network><name>lab</name><forward mode='nat'/><bridge stp='off'/><ip address='10.98.1.1' prefix='24'><dhcp><range start='10.98.1.10' end='10.98.1.20'/></dhcp></ip></network>`,
    );
    t.match(bad(await ask()), [{ remedy: 'virsh net-start lab' }]);
    await networks.start(net);
    const bridge = net.def.bridge?.name ?? '';

    const outside = await startNamespace();
    createVeth('wan', 'eth0', outside.pid);
    setLink('wan', { up: true });
    addAddress('wan', '203.0.113.1', 24);
    addRoute({ to: '0.0.0.0', prefix: 0, gateway: '203.0.113.2', device: 'wan' });
    for (const argv of [
      ['ip', 'addr', 'add', '203.0.113.2/24', 'dev', 'eth0'],
      ['ip', 'link', 'set', 'eth0', 'up'],
    ])
      runIn(outside.pid, argv);
    const guest = await startNamespace();
    createVeth('tap0', 'eth0', guest.pid);
    setLink('tap0', { master: bridge, up: true });
    for (const argv of [
      ['ip', 'addr', 'add', '10.98.1.10/24', 'dev', 'eth0'],
      ['ip', 'link', 'set', 'eth0', 'up'],
      ['ip', 'route', 'add', 'default', 'via', '10.98.1.1'],
    ])
      runIn(guest.pid, argv);
    const reaches = (): boolean =>
      runIn(guest.pid, ['busybox', 'ping', '-c', '1', '-W', '1', '203.0.113.2']).status === 0;

    const well = await ask();
    t.same(bad(well), [], 'a fresh network has nothing against it');
    t.match(formatFindings(well), { status: 0, text: /PASS {2}dnsmasq/ });
    t.ok(reaches());

    await t.test('Docker drops what it does not know', async (t) => {
      for (const line of [
        '-N DOCKER-USER',
        '-A DOCKER-USER -j RETURN',
        '-A FORWARD -j DOCKER-USER',
        '-P FORWARD DROP',
      ])
        sh('iptables', ...line.split(' '));
      t.notOk(reaches());
      const [finding, ...more] = bad(await ask());
      t.match(finding, { detail: /Docker drops/, remedy: /iptables -I DOCKER-USER -i virbr/ });
      t.same(more, []);
      for (const command of finding?.remedy?.split('; ') ?? []) sh(...(command.split(' ') as [string]));
      t.ok(reaches(), 'the remedy works');
      t.same(bad(await ask()), []);
      t.equal(formatFindings([finding!]).status, 1);
    });

    await t.test('an input chain that drops requests for addresses', async (t) => {
      sh('nft', 'add', 'table', 'inet', 'fw');
      sh('nft', 'add', 'chain', 'inet', 'fw', 'in', '{ type filter hook input priority 0; policy drop; }');
      sh('nft', 'add', 'rule', 'inet', 'fw', 'in', 'ct state established,related accept');
      const [finding] = bad(await ask());
      t.match(finding, { detail: 'another rule set drops requests for names (DNS) and addresses (DHCP)' });
      sh('sh', '-c', (finding?.remedy ?? '').replace(/\{/g, "'{").replace(/\}/g, "}'").replace(/"/g, '\\"'));
      t.same(bad(await ask()), []);
      sh('nft', 'delete', 'table', 'inet', 'fw');
    });

    await t.test('our rules flushed, forwarding off, dnsmasq gone, bridge gone', async (t) => {
      sh('nft', 'flush', 'ruleset');
      t.match(bad(await ask()), [{ check: 'our own IPv4 rules', detail: /gone/ }]);
      sh('sh', '-c', 'echo 0 > /proc/sys/net/ipv4/ip_forward');
      t.match(bad(await ask())[0], {
        check: 'forwarding of IPv4',
        remedy: /sysctl -w net.ipv4.ip_forward=1/,
      });
      await networks.stop(net);
      await networks.start(net);
      t.same(bad(await ask()), [], 'restarting the network mends both');
      watching.abort(); // or the driver notices first, and stops the network
      deleteLink(bridge);
      t.match(bad(await ask())[0], { check: `bridge ${bridge}`, remedy: /net-destroy/ });
    });

    if (net.active) await networks.stop(net);
    guest.child.kill();
    outside.child.kill();
    deleteLink('wan');
    deleteLink('tap0');
  });
}
