// Disks: every kind of source, chains, secrets, throttling.
import { UUID } from './words.mjs';

export const diskTables = (w, s) => {
  const { chance, pick, often, range, maybe, el, some, opt, onOff, yesNo } = w;
  const hosts = (percentUnix = 15) =>
    some(often(1, 75, 0, 2, 3), () =>
      chance(percentUnix)
        ? el('host', {
            transport: pick('unix', 'unix', 'rdma', 'tcp', 'bogus'),
            socket: opt(85, '/run/d.sock'),
            name: opt(20, 'h'),
          })
        : el('host', {
            name: opt(95, 'example.org', '10.0.0.1', '::1', '[2001:db8::1]'),
            port: opt(70, 3260, 10809, 6000, 0, 65536, 'x'),
            transport: opt(12, 'tcp', 'rdma', 'unix'),
          }),
    );
  const auth = () =>
    el(
      'auth',
      { username: opt(96, 'admin'), type: opt(5, 'chap', 'ceph', 'none', 'x') },
      maybe(97, () =>
        el('secret', {
          type: often('iscsi', 50, 'ceph', 'volume', 'tls', undefined),
          usage: opt(60, 'libvirtiscsi'),
          uuid: opt(45, UUID(7)),
        }),
      ),
    );
  const encryption = () =>
    el(
      'encryption',
      {
        format: often('luks', 70, 'qcow', 'luks2', 'luks-any', 'default', 'bogus', undefined),
        engine: opt(12, 'qemu', 'librbd', 'x'),
      },
      some(often(1, 85, 0, 2), () =>
        el('secret', { type: often('passphrase', 95, 'x'), uuid: UUID(8), usage: opt(5, 'u') }),
      ),
      maybe(6, () => el('cipher', { name: 'aes', size: 256, mode: 'cbc', hash: 'sha256' })),
    );
  const slices = () =>
    el(
      'slices',
      {},
      el('slice', { type: often('storage', 95, 'x'), offset: pick(0, 1234, 'x'), size: often(512, 90, 0) }),
    );
  const cookies = () =>
    el(
      'cookies',
      {},
      some(range(1, 2), () =>
        el(
          'cookie',
          { name: pick('test', 'b', 'bad name', 'test') },
          pick('123', '&quot;q&quot;', 'a;b', 'x y'),
        ),
      ),
    );
  const reservations = () =>
    el(
      'reservations',
      { managed: often('yes', 60, 'no', 'x', undefined), enabled: opt(5, 'yes') },
      maybe(45, () =>
        el('source', {
          type: often('unix', 90, 'x'),
          path: opt(92, '/run/pr.sock'),
          mode: often('client', 92, 'server'),
        }),
      ),
    );
  const seclabel = () =>
    maybe(4, () =>
      el('seclabel', {
        model: opt(80, 'dac', 'selinux'),
        relabel: often('no', 70, 'yes'),
        labelskip: opt(10, 'yes'),
      }),
    );
  const tail = (percent) => [
    maybe(percent, slices),
    maybe(percent, encryption),
    maybe(percent / 2, reservations),
    seclabel(),
  ];
  const protocols = [
    'nbd',
    'rbd',
    'gluster',
    'iscsi',
    'http',
    'https',
    'ftp',
    'ftps',
    'tftp',
    'ssh',
    'nfs',
    'vxhs',
    'sheepdog',
  ];
  const network = (given, percent) => {
    const protocol = often(pick(...protocols), 98, 'bogus', undefined);
    const name = {
      iscsi: pick('iqn.1992-01.com.example', 'iqn.1992-01.com.example:storage/1', 'iqn.a/x'),
      nbd: opt(50, 'export', '/slash'),
      gluster: pick('vol/img.qcow2', 'vol/dir/img', 'vol', '/vol/x'),
      rbd: pick('pool/image', 'pool/ns/image', 'image', 'pool/im:age'),
      nfs: pick('/foo', 'foo'),
    }[protocol];
    return el(
      'source',
      {
        protocol,
        name:
          protocol === 'nbd' || protocol === 'iscsi' || protocol === 'gluster'
            ? name
            : opt(96, name ?? 'path/img'),
        query: opt(5, 'a=b&c=d'),
        tls: yesNo(8),
        tlsHostname: opt(4, 'h.example'),
        ...given,
      },
      hosts(),
      maybe(5, () => el('snapshot', { name: 'snap' })),
      maybe(5, () => el('config', { file: '/etc/ceph.conf' })),
      maybe(6, () => el('initiator', {}, el('iqn', { name: opt(90, 'iqn.me') }))),
      maybe(protocol?.startsWith('http') || protocol === 'ftps' ? 30 : 3, () =>
        el('ssl', { verify: yesNo(95) }),
      ),
      maybe(protocol?.startsWith('http') ? 30 : 3, cookies),
      maybe(/^(http|ftp)/.test(protocol ?? '') ? 30 : 3, () => el('readahead', { size: pick(1024, 0, 'x') })),
      maybe(/^(http|ftp)/.test(protocol ?? '') ? 30 : 3, () => el('timeout', { seconds: pick(6, 0) })),
      maybe(protocol === 'nbd' ? 12 : 2, () => el('reconnect', { delay: pick(10, 0, 'x') })),
      maybe(protocol === 'nfs' ? 50 : 2, () =>
        el('identity', { user: pick('USER', '+0', 7), group: opt(80, 'GRP', '+1') }),
      ),
      maybe(protocol === 'ssh' ? 40 : 1, () =>
        el('identity', { username: 'u', keyfile: opt(70, '/k'), agentsock: opt(40, '/a') }),
      ),
      maybe(protocol === 'ssh' ? 40 : 1, () => el('knownHosts', { path: '/kh' })),
      maybe(['iscsi', 'rbd', 'ssh', 'http', 'https'].includes(protocol) ? 30 : 4, auth),
      tail(percent),
    );
  };
  const sources = (percent) => ({
    file: (given) =>
      el(
        'source',
        { file: opt(97, '/img/a.img', '/img/b.qcow2', '/img/c,d', 'rel/p'), ...given },
        tail(percent),
      ),
    block: (given) => el('source', { dev: opt(97, '/dev/sda', '/dev/vg/lv'), ...given }, tail(percent)),
    dir: (given) => el('source', { dir: opt(97, '/some/dir'), ...given }, tail(percent)),
    volume: (given) =>
      el(
        'source',
        { pool: opt(95, 'pool-a'), volume: opt(95, 'vol-b'), mode: opt(25, 'host', 'direct', 'x'), ...given },
        tail(percent),
      ),
    network: (given) => network(given, percent),
    nvme: (given) =>
      el(
        'source',
        {
          type: often('pci', 95, 'x', undefined),
          managed: yesNo(50),
          namespace: often(1, 90, 2, 0, 'x', undefined),
          ...given,
        },
        maybe(95, () =>
          el('address', { domain: '0x0000', bus: '0x01', slot: w.hex(range(0, 2), 2), function: '0x0' }),
        ),
        maybe(percent, encryption),
      ),
    vhostuser: (given) =>
      el(
        'source',
        { type: often('unix', 92, 'x', undefined), path: opt(95, '/tmp/vhost.sock'), ...given },
        maybe(40, () =>
          el('reconnect', { enabled: often('yes', 60, 'no', 'x'), timeout: opt(85, 10, 0, 'x') }),
        ),
      ),
    vhostvdpa: (given) => el('source', { dev: opt(95, '/dev/vhost-vdpa-0'), ...given }),
  });
  const types = () =>
    often(
      'file',
      35,
      'block',
      'dir',
      'network',
      'network',
      'network',
      'volume',
      'nvme',
      'vhostuser',
      'vhostvdpa',
    );
  const source = (type, percent, given = {}) => (sources(percent)[type] ?? sources(percent).file)(given);
  const metadataCache = () =>
    maybe(4, () => el('metadata_cache', {}, el('max_size', { unit: opt(50, 'bytes', 'KiB', 'x') }, '1234')));
  const backing = (depth) => {
    if (depth === 0 || chance(15)) return el('backingStore');
    const type = often(types(), 97, 'bogus');
    return el(
      'backingStore',
      { type, index: opt(10, 1, 2) },
      maybe(97, () =>
        el(
          'format',
          { type: often(pick('qcow2', 'raw', 'qed', 'vmdk'), 95, 'bogus', undefined) },
          metadataCache(),
        ),
      ),
      maybe(97, () => source(type, 6)),
      maybe(92, () => backing(depth - 1)),
    );
  };
  const limits = [
    'total_bytes_sec',
    'read_bytes_sec',
    'write_bytes_sec',
    'total_iops_sec',
    'read_iops_sec',
    'write_iops_sec',
  ];
  const iotune = () =>
    el(
      'iotune',
      {},
      some(range(1, 3), () => el(pick(...limits), {}, pick(1000, 5000, 0, '1000000000000001', 'x', 70))),
      some(range(0, 2), () => el(`${pick(...limits)}_max`, {}, pick(10000, 50000))),
      maybe(10, () => el(`${pick(...limits)}_max_length`, {}, pick(1, 3, 0))),
      maybe(10, () => el('size_iops_sec', {}, pick(2000, 0))),
      maybe(15, () => el('group_name', {}, pick('group1', 'group2', 'a"b'))),
    );
  const buses = {
    virtio: ['vd', s.pci],
    scsi: ['sd', s.drive],
    sata: ['sd', s.drive],
    ide: ['hd', s.drive],
    fdc: ['fd', s.drive],
    usb: ['sd', s.usbPlace],
    sd: ['sd', s.drive],
    xen: ['xvd', s.pci],
  };
  return (i) => {
    const bus = often(
      pick('virtio', 'virtio', 'scsi', 'sata', 'ide', 'usb', 'fdc'),
      96,
      'sd',
      'xen',
      'none',
      'bogus',
      undefined,
    );
    const [prefix, own] = buses[bus] ?? ['vd', s.pci];
    const type = often(types(), 99, 'bogus');
    const device =
      bus === 'fdc'
        ? often('floppy', 92, 'disk')
        : often('disk', 78, 'cdrom', 'cdrom', 'lun', 'floppy', undefined, 'x');
    const letter = String.fromCharCode(97 + (chance(93) ? i : random6()));
    function random6() {
      return range(0, 6);
    }
    const format = often(
      pick('raw', 'qcow2'),
      90,
      'qcow',
      'vmdk',
      'vdi',
      'fat',
      'iso',
      'bogus',
      'aio',
      undefined,
    );
    const empty = device === 'cdrom' || device === 'floppy' ? chance(40) : chance(2);
    return el(
      'disk',
      {
        type,
        device,
        model: opt(
          8,
          'virtio',
          'virtio-transitional',
          'virtio-non-transitional',
          'usb-storage',
          'usb-bot',
          'x',
        ),
        rawio: yesNo(3),
        sgio: opt(3, 'filtered', 'unfiltered'),
        snapshot: opt(8, 'no', 'internal', 'external', 'manual', 'x'),
      },
      maybe(85, () =>
        el(
          'driver',
          {
            name: often('qemu', 94, 'tap', 'file', 'x', undefined),
            type: format,
            cache: opt(30, 'none', 'writethrough', 'writeback', 'directsync', 'unsafe', 'default', 'x'),
            error_policy: opt(10, 'stop', 'report', 'ignore', 'enospace', 'x'),
            rerror_policy: opt(8, 'stop', 'report', 'ignore', 'enospace'),
            io: opt(12, 'native', 'threads', 'io_uring', 'x'),
            ioeventfd: onOff(6),
            event_idx: onOff(6),
            copy_on_read: onOff(6),
            discard: opt(12, 'unmap', 'ignore', 'x'),
            iothread: opt(6, 1, 2, 3, 0, 'x'),
            detect_zeroes: opt(8, 'off', 'on', 'unmap', 'x'),
            discard_no_unref: onOff(3),
            queues: opt(6, 1, 4, 0, 'x'),
            queue_size: opt(4, 128, 256, 300, 0),
            ...s.virtio(4),
          },
          metadataCache(),
          maybe(3, () =>
            el(
              'iothreads',
              {},
              some(range(1, 2), (n) =>
                el(
                  'iothread',
                  { id: n + 1 },
                  some(range(0, 2), (q) => el('queue', { id: q })),
                ),
              ),
            ),
          ),
        ),
      ),
      maybe(4, auth),
      empty
        ? ''
        : source(type, 8, {
            startupPolicy: opt(6, 'mandatory', 'requisite', 'optional', 'x'),
            index: opt(4, 1, 'x'),
          }),
      maybe(18, () => backing(3)),
      maybe(2, () =>
        el(
          'mirror',
          { type: 'file', file: '/m.img', format: 'qcow2', job: 'copy', ready: 'yes' },
          el('source', { file: '/m.img' }),
        ),
      ),
      maybe(97, () =>
        el('target', {
          dev: opt(
            98,
            `${chance(95) ? prefix : pick('vd', 'sd', 'hd', 'x')}${letter}${chance(2) ? '1' : ''}`,
          ),
          bus,
          tray: opt(5, 'open', 'closed', 'x'),
          removable: onOff(5),
          rotation_rate: opt(4, 1, 7200, 0, 65535, 65536),
        }),
      ),
      maybe(12, iotune),
      maybe(3, () => el('throttlefilters', {}, el('throttlefilter', { group: 'limit0' }))),
      maybe(4, () =>
        el('geometry', {
          cyls: 16383,
          heads: 16,
          secs: opt(90, 63),
          trans: opt(50, 'lba', 'auto', 'none', 'x'),
        }),
      ),
      maybe(6, () =>
        el('blockio', {
          logical_block_size: opt(70, 512, 4096, 0, 'x'),
          physical_block_size: opt(60, 512, 4096),
          discard_granularity: opt(30, 4096),
        }),
      ),
      maybe(device === 'cdrom' ? 50 : 8, () => el('readonly')),
      maybe(5, () => el('shareable')),
      maybe(3, () => el('transient', { shareBacking: yesNo(40) })),
      maybe(10, () => el('serial', {}, pick('WD-WMAP9A966149', 'a b', 'a,b', 'x'.repeat(40), '"'))),
      maybe(4, () =>
        el('wwn', {}, pick('5000c50015ea71aa', '5000C50015EA71AA', 'xyz', '0x5000c50015ea71aa')),
      ),
      maybe(4, () => el('vendor', {}, pick('SEAGATE', 'TOO LONG VENDOR', 'a\u00e9'))),
      maybe(4, () => el('product', {}, pick('ST3146707LC', 'a product too long for scsi'))),
      maybe(3, encryption),
      s.boot(),
      s.alias(),
      s.acpi(),
      s.where(own, 25),
    );
  };
};
