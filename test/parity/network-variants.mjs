// Composes networks that nobody wrote, from recorded ones and from sections written here; see variants.mjs.
import { copy, changes as general, nodes, readTree, variant } from './variants.mjs';

/** Sections of a network in many shapes, so that what recorded networks never combine is tried too. */
const sections = [
  "<forward mode='nat'/>",
  "<forward mode='nat' dev='eth7'/>",
  "<forward mode='nat'><nat><port start='1024' end='4000'/></nat></forward>",
  "<forward mode='nat'><nat ipv6='yes'><address start='198.51.100.1' end='198.51.100.9'/></nat></forward>",
  "<forward mode='route' dev='eth7'/>",
  "<forward mode='route'><interface dev='eth7'/></forward>",
  "<forward mode='open'/>",
  "<forward mode='bridge'/>",
  "<forward mode='bridge' dev='eth7'/>",
  "<forward mode='bridge'><interface dev='eth7'/><interface dev='eth8'/></forward>",
  "<forward mode='private' dev='eth7'/>",
  "<forward mode='vepa'><interface dev='eth8'/></forward>",
  "<forward mode='passthrough'><interface dev='eth7'/><interface dev='eth8'/></forward>",
  "<forward mode='passthrough'><pf dev='eth7'/></forward>",
  "<forward mode='hostdev' managed='yes'><pf dev='eth7'/></forward>",
  "<forward mode='hostdev'><driver name='vfio'/><address type='pci' domain='0' bus='0' slot='9' function='0'/></forward>",
  "<forward mode='none'/>",
  "<bridge name='br7'/>",
  "<bridge name='br7' stp='off' delay='3'/>",
  "<bridge stp='on' delay='0'/>",
  "<bridge name='virbr%d'/>",
  "<bridge name='lab%d' stp='off'/>",
  "<bridge name='br7' zone='public'/>",
  "<bridge name='br7' macTableManager='kernel'/>",
  "<bridge name='a-very-long-bridge-name'/>",
  "<mtu size='1400'/>",
  "<mtu size='9000'/>",
  "<mac address='52:54:00:AB:cd:01'/>",
  "<domain name='lab.example'/>",
  "<domain name='lab.example' localOnly='yes'/>",
  "<domain name='lab.example' localOnly='yes' register='yes'/>",
  "<dns enable='no'/>",
  "<dns forwardPlainNames='no'/>",
  "<dns><forwarder addr='192.0.2.53'/><forwarder domain='x.example' addr='192.0.2.54'/><forwarder domain='y.example'/></dns>",
  "<dns><txt name='t.example' value='some text'/><srv service='sip' protocol='tcp' target='s.example' port='5060' priority='1' weight='2'/></dns>",
  "<dns><host ip='10.77.1.9'><hostname>nine</hostname><hostname>neuf</hostname></host><host ip='fd77::9'><hostname>nine6</hostname></host></dns>",
  "<dns><srv service='ldap' protocol='tcp' domain='d.example'/></dns>",
  "<vlan><tag id='42'/></vlan>",
  "<vlan trunk='yes'><tag id='42' nativeMode='untagged'/><tag id='43'/></vlan>",
  "<bandwidth><inbound average='1000' peak='5000' burst='5120'/><outbound average='128' peak='256' burst='256'/></bandwidth>",
  "<bandwidth><inbound average='500'/></bandwidth>",
  "<port isolated='yes'/>",
  "<virtualport type='openvswitch'/>",
  "<virtualport type='802.1Qbh'><parameters profileid='finance'/></virtualport>",
  "<virtualport><parameters profileid='finance'/></virtualport>",
  "<portgroup name='one' default='yes'><bandwidth><inbound average='1000'/></bandwidth></portgroup>",
  "<portgroup name='two' trustGuestRxFilters='yes'><vlan><tag id='7'/></vlan></portgroup>",
  "<portgroup name='one'/>",
  "<ip address='10.77.1.1' netmask='255.255.255.0'/>",
  "<ip address='10.77.1.1' prefix='24'><dhcp><range start='10.77.1.2' end='10.77.1.254'/></dhcp></ip>",
  "<ip address='10.77.2.1' netmask='255.255.255.0' localPtr='yes'><dhcp><range start='10.77.2.100' end='10.77.2.200'><lease expiry='2' unit='hours'/></range><host mac='52:54:00:00:00:aa' name='aa' ip='10.77.2.50'><lease expiry='0'/></host></dhcp></ip>",
  "<ip address='10.77.3.1' netmask='255.255.255.252'/>",
  "<ip address='10.77.4.1'/>",
  "<ip address='172.31.4.1'/>",
  "<ip address='10.77.5.1' netmask='255.255.255.0'><tftp root='/tmp'/><dhcp><range start='10.77.5.2' end='10.77.5.9'/><bootp file='pxelinux.0' server='10.77.5.7'/></dhcp></ip>",
  "<ip address='10.77.6.1' netmask='255.255.255.0'><dhcp><host mac='52:54:00:00:00:bb' ip='10.77.6.5'/><host name='cc' ip='10.77.6.6'/></dhcp></ip>",
  "<ip family='ipv6' address='fd77:1::1' prefix='64'/>",
  "<ip family='ipv6' address='fd77:2::1' prefix='64'><dhcp><range start='fd77:2::100' end='fd77:2::1ff'/><host id='0:4:7e:7d:f0:7d:a8:bc:c5:d2:13:32:11:ed:16:ea:84:63' name='paul' ip='fd77:2::20'/></dhcp></ip>",
  "<ip family='ipv6' address='fd77:3::1' prefix='96'><dhcp><host name='ralf' ip='fd77:3::21'/></dhcp></ip>",
  "<route address='10.99.0.0' prefix='16' gateway='10.77.1.2'/>",
  "<route address='10.99.0.0' netmask='255.255.0.0' gateway='10.77.1.2' metric='3'/>",
  "<route family='ipv6' address='fd99::' prefix='48' gateway='fd77:1::2'/>",
  "<dnsmasq:options xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'><dnsmasq:option value='cname=www.x.example,x.example'/></dnsmasq:options>",
  '<title>A title</title>',
  '<description>Words &amp; more</description>',
  "<metadata><a:b xmlns:a='urn:a'><a:c/></a:b></metadata>",
].map((xml) => readTree(xml));

const named = (name) => sections.filter((section) => section.name === name);
const place = (tree, section, random) => {
  const node = copy(section);
  const at = 1 + random(tree.kids.length);
  if (!['ip', 'route', 'portgroup'].includes(node.name) || random(4) === 0)
    tree.kids = tree.kids.filter((kid) => kid.name !== node.name);
  tree.kids.splice(Math.min(at, tree.kids.length), 0, node);
};

const changes = {
  ...general,
  section: (tree, _, random) => {
    const section = sections[random(sections.length)];
    place(tree, section, random);
    return `section ${section.name} ${[...section.attrs].join(' ')}`;
  },
  forward: (tree, _, random) => {
    const all = named('forward');
    const section = all[random(all.length)];
    place(tree, section, random);
    return `forward ${[...section.attrs].join(' ')}`;
  },
  ip: (tree, _, random) => {
    const all = named('ip');
    place(tree, all[random(all.length)], random);
    return 'ip';
  },
  from: (tree, pool, random) => {
    const all = pool.elements.get('/network').filter(({ name }) => !['name', 'uuid'].includes(name));
    const section = all[random(all.length)];
    place(tree, section, random);
    return `recorded ${section.name}`;
  },
  flags: (tree, _, random) => {
    const [name, value] = [
      ['ipv6', 'yes'],
      ['trustGuestRxFilters', 'yes'],
      ['connections', '2'],
      ['ipv6', 'no'],
    ][random(4)];
    tree.attrs.set(name, value);
    return `@${name}=${value}`;
  },
  hostile: (tree, _, random) => {
    const texts = ['x/y', 'x y', '', 'x\ny', '..', 'x&y'];
    const all = nodes(tree).filter(({ node }) => node.text !== '' || node.name === 'name');
    if (all.length === 0) return undefined;
    const { node, path } = all[random(all.length)];
    node.text = texts[random(texts.length)];
    return `${path}=${JSON.stringify(node.text)}`;
  },
};

const ways = {
  changes,
  sound: ['section', 'section', 'section', 'forward', 'ip', 'ip', 'from', 'flags', 'otherValue', 'addAttr'],
  spoiling: [
    'section',
    'forward',
    'ip',
    'dropAttr',
    'dropElement',
    'oddValue',
    'oddText',
    'twice',
    'hostile',
    'addElement',
  ],
};

export const networkVariant = (seed, sources, pool) => variant(seed, sources, pool, ways);
