// What definitions become, where the corpus has no case: bandwidth, leases, values that try to be more than values.
import t from 'tap';
import { Network, networkParseOptions } from '../../schemas/xml/network.ts';
import { NetworkPort, networkPortParseOptions } from '../../schemas/xml/network-port.ts';
import { ovsPlugCommand } from '../../src/drivers/network/plug.ts';
import { bandwidthCommands } from '../../src/drivers/network/qos.ts';
import { createRecord, formatStatus, parseStatus } from '../../src/drivers/network/record.ts';
import { dnsmasqConfig, dnsmasqHosts, dnsmasqNames } from '../../src/model/network/dnsmasq.ts';
import { firewallRules } from '../../src/model/network/firewall.ts';
import { applyLease, dnsmasqLeases, formatLeases, parseLeases } from '../../src/model/network/leases.ts';
import { nftBaseCommands, nftScript } from '../../src/model/network/nftables.ts';
import { parseXml } from '../../src/model/xml/parse.ts';

const parse = (xml: string): Network => parseXml(Network, xml, networkParseOptions);
const places = { hostsFile: '/h', addnHosts: '/a' };
const ip = "<ip address='10.0.0.1' prefix='24'/>";

t.test('values cannot smuggle in lines or words', (t) => {
  const txt = parse(
    `<network><name>n</name><dns><txt name='a' value='b&#10;dhcp-script=/bin/sh'/></dns>${ip}</network>`,
  );
  t.throws(() => dnsmasqConfig(txt, places), { message: /line break within 'txt-record=a,b'/ });
  const host = parse(
    `<network><name>n</name><ip address='10.0.0.1' prefix='24'><dhcp><host name='a&#10;b' ip='10.0.0.5'/></dhcp></ip></network>`,
  );
  t.throws(() => dnsmasqHosts(host), { message: /line break/ });
  const name = parse(
    `<network><name>n</name><dns><host ip='10.0.0.9'><hostname>a&#10;1.2.3.4 b</hostname></host></dns>${ip}</network>`,
  );
  t.throws(() => dnsmasqNames(name), { message: /line break/ });
  for (const dev of ['x" accept; flush ruleset', 'a b', 'much-too-long-for-one', '../x'])
    t.throws(
      () =>
        firewallRules(
          parse(
            `<network><name>n</name><forward mode='nat' dev='${dev.replaceAll('"', '&quot;')}'/><bridge name='br0'/>${ip}</network>`,
          ),
        ),
      { message: /is not the name of a network device/ },
    );
  t.equal(
    nftScript([['insert', 'rule', 'ip', 't', 'c', 'iif', 'br0', 'accept']]),
    'insert rule ip t c iif "br0" accept\n',
  );
  t.end();
});

t.test('chains that are there are not made again', (t) => {
  const listing = `table ip libvirt_network {\n\tchain forward {\n\t\tjump guest_cross\n\t}\n\tchain guest_cross {\n\t}\n}\n`;
  const commands = nftBaseCommands('ipv4', listing).map((words) => words.join(' '));
  t.notOk(
    commands.some((command) => /add (table|chain ip libvirt_network (forward|guest_cross))/.test(command)),
  );
  t.ok(commands.includes('add chain ip libvirt_network guest_input'));
  t.notOk(commands.includes('insert rule ip libvirt_network forward counter jump guest_cross'));
  t.end();
});

t.test('bandwidth', (t) => {
  const bandwidth = {
    inbound: { average: 1000, peak: 5000, burst: 1024 },
    outbound: { average: 128, burst: 256 },
  };
  const words = (options: Parameters<typeof bandwidthCommands>[2]): string[] =>
    bandwidthCommands('virbr0', bandwidth, options).map((command) => command.join(' '));
  t.same(words({ hierarchical: true, swapped: true }), [
    'qdisc add dev virbr0 root handle 1: htb default 2',
    'class add dev virbr0 parent 1: classid 1:1 htb rate 1000kbps ceil 5000kbps quantum 85',
    'class add dev virbr0 parent 1:1 classid 1:2 htb rate 1000kbps ceil 5000kbps burst 1024kb quantum 85',
    'qdisc add dev virbr0 parent 1:2 handle 2: sfq perturb 10',
    'filter add dev virbr0 parent 1:0 protocol all prio 1 handle 1 fw flowid 1',
    'qdisc add dev virbr0 ingress',
    'filter add dev virbr0 parent ffff: protocol all u32 match u32 0 0 police rate 128kbps burst 256kb mtu 64kb drop flowid :1',
  ]);
  t.match(
    words({ hasQdisc: true })[0],
    /^class add dev virbr0 parent 1: classid 1:1 htb rate 128kbps burst 256kb/,
  );
  t.end();
});

t.test('Open vSwitch ports', (t) => {
  const port = parseXml(
    NetworkPort,
    `<networkport><uuid>5d744f21-ba4a-4d6e-bdb2-30a35ff3207d</uuid><owner><name>g</name><uuid>d54df46f-1ab5-4a22-8618-4560ef5fac2c</uuid></owner>
     <mac address='52:54:00:7b:35:93'/><virtualport type='openvswitch'><parameters interfaceid='09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f'/></virtualport>
     <vlan trunk='yes'><tag id='42' nativeMode='untagged'/><tag id='47'/></vlan><plug type='bridge' bridge='ovs0'/></networkport>`,
    networkPortParseOptions,
  );
  const command = ovsPlugCommand('vnet0', port, { mac: port.mac.address, owner: port.owner }).join(' ');
  t.match(
    command,
    /^ovs-vsctl --timeout=5 -- --may-exist add-port ovs0 vnet0 vlan_mode=native-untagged tag=42 trunk=42,47 /,
  );
  t.match(command, 'external-ids:iface-id="09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f"');
  t.match(command, 'external-ids:vm-id="d54df46f-1ab5-4a22-8618-4560ef5fac2c"');
  t.end();
});

t.test('leases', (t) => {
  const env = { DNSMASQ_LEASE_EXPIRES: '2000000000', DNSMASQ_CLIENT_ID: '01:52' };
  let leases = applyLease([], {
    action: 'add',
    client: '52:54:00:00:00:01',
    ip: '10.0.0.5',
    hostname: 'bob',
    env,
  });
  t.same(leases, [
    {
      'ip-address': '10.0.0.5',
      'mac-address': '52:54:00:00:00:01',
      hostname: 'bob',
      'client-id': '01:52',
      'expiry-time': 2000000000,
    },
  ]);
  const v6 = {
    DNSMASQ_IAID: '77',
    DNSMASQ_MAC: '52:54:00:00:00:02',
    DNSMASQ_SERVER_DUID: '00:01',
    DNSMASQ_LEASE_EXPIRES: '2000000001',
  };
  leases = applyLease(leases, { action: 'add', client: '00:03', ip: 'fd00::5', env: v6 });
  leases = applyLease(leases, { action: 'old', client: '52:54:00:00:00:01', ip: '10.0.0.5', env });
  t.equal(leases.length, 2, 'one for each address');
  t.equal(
    dnsmasqLeases(leases),
    '2000000000 52:54:00:00:00:01 10.0.0.5 * 01:52\nduid 00:01\n2000000001 77 fd00::5 * 00:03\n',
    'in the form of its own lease file',
  );
  t.same(parseLeases(formatLeases(leases)), leases);
  t.same(
    applyLease(leases, { action: 'del', client: '52:54:00:00:00:01', ip: '10.0.0.5', env: {} }).length,
    1,
  );
  t.same(applyLease(leases, { action: 'init', env: {} }), leases);
  for (const broken of ['{', '{}', '[1]', '[{"ip-address":5}]']) t.equal(parseLeases(broken), null, broken);
  t.same(parseLeases(''), []);
  t.end();
});

t.test('the state file is read back', (t) => {
  const def = parse(
    `<network><name>n</name><uuid>5d744f21-ba4a-4d6e-bdb2-30a35ff3207d</uuid><forward mode='nat'/><bridge name='br0'/>${ip}<dnsmasq:options xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'><dnsmasq:option value='log-dhcp'/></dnsmasq:options></network>`,
  );
  const net = createRecord(def, false);
  net.removal = {
    backend: 'nftables',
    actions: [{ layer: 'ipv4', args: ['delete', 'rule', 'ip', 't', 'c', 'handle', '7'] }],
  };
  net.floorSum = 300;
  net.classIds.add(3);
  const back = parseStatus(formatStatus(net), 'n');
  t.same(back.def, def);
  t.same(back.removal, net.removal);
  t.equal(back.floorSum, 300);
  t.same([...back.classIds], [0, 1, 2, 3]);
  t.throws(() => parseStatus(formatStatus(net), 'other'), { message: /does not match network name 'n'/ });
  t.throws(() => parseStatus('<networkstatus/>', 'n'), { message: /Could not find any 'network' element/ });
  t.end();
});
