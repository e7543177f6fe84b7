// Network interfaces of every type.
import { UUID } from './words.mjs';

export const interfaceTables = (w, s) => {
  const { pick, often, range, maybe, el, some, opt, onOff, yesNo } = w;
  const sources = {
    user: () => maybe(15, () => el('source', { dev: opt(60, 'eth0') })),
    network: () =>
      maybe(97, () =>
        el('source', {
          network: opt(97, 'default'),
          portgroup: opt(10, 'pg'),
          portid: opt(4, UUID(3)),
          bridge: opt(3, 'virbr0'),
        }),
      ),
    bridge: () => maybe(97, () => el('source', { bridge: opt(97, 'br0') })),
    ethernet: () =>
      maybe(12, () =>
        el(
          'source',
          { dev: opt(40, 'eth1') },
          el('ip', { address: '10.0.0.1', prefix: 24, peer: opt(50, '10.0.0.2') }),
        ),
      ),
    direct: () =>
      maybe(97, () =>
        el('source', {
          dev: opt(97, 'eth0'),
          mode: opt(80, 'vepa', 'bridge', 'private', 'passthrough', 'x'),
        }),
      ),
    hostdev: () => maybe(97, () => el('source', {}, hostAddress())),
    vhostuser: () =>
      maybe(96, () =>
        el(
          'source',
          {
            type: opt(94, 'unix', 'x'),
            path: opt(95, '/tmp/v.sock'),
            mode: opt(95, 'client', 'server', 'x'),
            dev: opt(4, 'e'),
          },
          maybe(20, () =>
            el('reconnect', { enabled: often('yes', 70, 'no', 'x'), timeout: opt(80, 10, 0, 'x') }),
          ),
        ),
      ),
    server: () => el('source', { address: opt(80, '192.168.0.1'), port: opt(96, 5558, 'x') }),
    client: () => el('source', { address: opt(95, '192.168.0.1', '::1'), port: opt(96, 5558) }),
    mcast: () => el('source', { address: opt(96, '230.0.0.1'), port: opt(96, 5558) }),
    udp: () =>
      el(
        'source',
        { address: opt(95, '127.0.0.1'), port: opt(96, 11115, 0) },
        maybe(93, () => el('local', { address: opt(95, '127.0.0.1'), port: opt(95, 11116, 'x') })),
      ),
    internal: () => maybe(90, () => el('source', { name: opt(90, 'int') })),
    vdpa: () => maybe(96, () => el('source', { dev: opt(95, '/dev/vhost-vdpa-0') })),
    null: () => '',
    vds: () => el('source', { switchid: UUID(1), portid: 1, portgroupid: 'pg', connectionid: 2 }),
    bogus: () => '',
  };
  const hostAddress = () =>
    el('address', {
      type: opt(93, 'pci', 'pci', 'pci', 'usb'),
      domain: '0x0000',
      bus: '0x03',
      slot: w.hex(range(7, 9), 2),
      function: '0x0',
    });
  const virtualport = () =>
    el(
      'virtualport',
      { type: opt(85, '802.1Qbg', '802.1Qbh', 'openvswitch', 'midonet', 'x') },
      maybe(85, () =>
        el('parameters', {
          managerid: opt(25, 11, 256, 'x'),
          typeid: opt(25, 1193047, '0x1000000'),
          typeidversion: opt(25, 2, 256),
          instanceid: opt(25, '09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f', 'x'),
          interfaceid: opt(35, '09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f'),
          profileid: opt(35, 'myport', 'x'.repeat(41)),
        }),
      ),
    );
  const bandwidth = () =>
    el(
      'bandwidth',
      {},
      maybe(80, () =>
        el('inbound', {
          average: opt(95, 1000, 'x', 0),
          peak: opt(50, 5000),
          burst: opt(50, 1024, 4294967295),
          floor: opt(12, 200),
        }),
      ),
      maybe(60, () =>
        el('outbound', { average: opt(95, 128), peak: opt(50, 256), burst: opt(50, 256), floor: opt(4, 1) }),
      ),
    );
  const vlan = () =>
    el(
      'vlan',
      { trunk: opt(40, 'yes', 'no', 'x') },
      some(often(1, 70, 2, 0), () =>
        el('tag', { id: opt(97, 42, 4095, 4096, 'x'), nativeMode: opt(15, 'tagged', 'untagged', 'x') }),
      ),
    );
  const driver = () =>
    el(
      'driver',
      {
        name: opt(50, 'vhost', 'qemu', 'vhost', 'x'),
        txmode: opt(12, 'iothread', 'timer', 'x'),
        ioeventfd: onOff(12),
        event_idx: onOff(12),
        queues: opt(25, 1, 4, 5, 0, 'x'),
        rx_queue_size: opt(12, 256, 512, 300, 0),
        tx_queue_size: opt(12, 256, 1024, 1000),
        rss: onOff(4),
        rss_hash_report: onOff(4),
        ...s.virtio(8),
      },
      maybe(15, () =>
        el('host', {
          csum: onOff(50),
          gso: onOff(50),
          tso4: onOff(30),
          tso6: onOff(30),
          ecn: onOff(30),
          ufo: onOff(30),
          mrg_rxbuf: onOff(30),
        }),
      ),
      maybe(15, () =>
        el('guest', { csum: onOff(50), tso4: onOff(30), tso6: onOff(30), ecn: onOff(30), ufo: onOff(30) }),
      ),
    );
  const models = [
    'virtio',
    'virtio',
    'virtio',
    'e1000',
    'e1000e',
    'rtl8139',
    'virtio-transitional',
    'virtio-non-transitional',
    'igb',
    'usb-net',
    'ne2k_pci',
    'pcnet',
    'vmxnet3',
    'i82559er',
    'netfront',
    'spapr-vlan',
    'lan9118',
    'bad model!',
  ];
  return () => {
    const type = often(
      pick(
        'user',
        'user',
        'network',
        'network',
        'bridge',
        'ethernet',
        'direct',
        'hostdev',
        'vhostuser',
        'mcast',
        'server',
        'client',
        'udp',
        'internal',
        'vdpa',
      ),
      96,
      'null',
      'vds',
      'bogus',
      undefined,
    );
    return el(
      'interface',
      { type, managed: type === 'hostdev' ? yesNo(70) : yesNo(2), trustGuestRxFilters: yesNo(4) },
      maybe(97, () =>
        el('mac', {
          address: often(
            `52:54:00:00:00:${range(16, 40)}`,
            94,
            '52:54:00',
            'x',
            '01:54:00:11:22:33',
            '00:00:00:00:00:00',
            'ff:ff:ff:ff:ff:ff',
          ),
          type: opt(5, 'static', 'generated', 'x'),
          check: yesNo(5),
        }),
      ),
      (sources[type] ?? sources.user)(),
      maybe(5, vlan),
      maybe(8, virtualport),
      maybe(8, bandwidth),
      maybe(4, () => el('port', { isolated: yesNo(95) })),
      maybe(type === 'user' ? 12 : 3, () =>
        el('ip', {
          address: pick('172.17.2.0', '2001:db8:ac10:fd01::', '10.0.0.300'),
          family: opt(70, 'ipv4', 'ipv6'),
          prefix: opt(70, 24, 64, 3, 33),
        }),
      ),
      maybe(2, () =>
        el('route', { family: opt(80, 'ipv4'), address: '10.0.0.0', prefix: 8, gateway: '10.0.0.1' }),
      ),
      maybe(2, () => el('portForward', { proto: 'tcp' }, el('range', { start: 2022, to: 22 }))),
      maybe(type === 'ethernet' ? 40 : 5, () => el('script', { path: opt(95, '/etc/qemu-ifup') })),
      maybe(type === 'ethernet' ? 20 : 2, () => el('downscript', { path: '/etc/qemu-ifdown' })),
      maybe(3, () => el('backenddomain', { name: 'be' })),
      maybe(20, () =>
        el('target', { dev: opt(95, 'tap7', 'vnet3', 'macvtap1', 'nic-02', ''), managed: yesNo(10) }),
      ),
      maybe(2, () => el('guest', { dev: 'eth0' })),
      maybe(75, () => el('model', { type: opt(98, ...models) })),
      maybe(25, driver),
      maybe(6, () =>
        el('backend', {
          type: opt(25, 'passt', 'default', 'x'),
          tap: opt(50, '/dev/net/tun'),
          vhost: opt(50, '/dev/vhost-net'),
          logFile: opt(15, '/l'),
        }),
      ),
      maybe(5, () =>
        el(
          'filterref',
          { filter: opt(97, 'clean-traffic', 'nope') },
          maybe(50, () => el('parameter', { name: pick('IP', 'bad-name'), value: '10.0.0.1' })),
        ),
      ),
      maybe(5, () => el('tune', {}, el('sndbuf', {}, pick('0', '1600', 'x')))),
      maybe(4, () =>
        el('teaming', { type: opt(96, 'persistent', 'transient', 'x'), persistent: opt(40, 'ua-one') }),
      ),
      maybe(8, () => el('link', { state: opt(96, 'up', 'down', 'x') })),
      maybe(8, () => el('mtu', { size: opt(96, 1500, 9000, 0, 'x') })),
      maybe(5, () => el('coalesce', {}, el('rx', {}, el('frames', { max: pick(7, 0, 'x') })))),
      s.boot(),
      s.rom(),
      s.alias(),
      s.acpi(),
      s.where(s.pci, 30),
    );
  };
};
