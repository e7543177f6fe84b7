// The classes of device that have little to say.
import { UUID } from './words.mjs';

export const smallTables = (w, s) => {
  const { pick, often, range, maybe, el, some, opt, onOff, yesNo } = w;
  const chardev = () =>
    pick(
      ['pty', ''],
      ['null', ''],
      ['spicevmc', ''],
      [
        'tcp',
        el('source', {
          mode: often('connect', 60, 'bind', 'x'),
          host: opt(97, '1.2.3.4', 'localhost'),
          service: opt(97, 4000),
          tls: yesNo(8),
        }) + maybe(30, () => el('protocol', { type: pick('raw', 'telnet', 'x') })),
      ],
      ['unix', el('source', { mode: often('connect', 50, 'bind'), path: opt(94, '/tmp/s.sock') })],
      ['file', el('source', { path: opt(95, '/tmp/f'), append: onOff(20) })],
      ['dev', el('source', { path: opt(95, '/dev/ttyS0') })],
      [
        'udp',
        el('source', { mode: 'bind', host: '127.0.0.1', service: 9998 }) +
          el('source', { mode: 'connect', host: '127.0.0.1', service: opt(96, 9999) }),
      ],
      ['bogus', ''],
    );
  const backends = () => {
    const model = often('random', 60, 'egd', 'builtin', 'x', undefined);
    if (model === 'egd') {
      const [type, source] = chardev();
      return el('backend', { model, type }, source);
    }
    return el(
      'backend',
      { model },
      model === 'random' ? often('/dev/urandom', 70, '/dev/random', '/dev/hwrng', '') : '',
    );
  };
  return {
    redirdev: () => {
      const [type, source] = chardev();
      return el(
        'redirdev',
        { bus: often('usb', 95, 'x', undefined), type },
        source,
        maybe(5, () => el('protocol', { type: 'raw' })),
        s.boot(),
        s.alias(),
        s.where(s.usbPlace, 25),
      );
    },
    redirfilter: () =>
      el(
        'redirfilter',
        {},
        some(range(1, 2), () =>
          el('usbdev', {
            class: opt(50, '0x08', 'x', '0x100'),
            vendor: opt(50, '0x15E1'),
            product: opt(50, '0x2007'),
            version: opt(50, '1.10', '2', 'x', '12.345'),
            allow: opt(97, 'yes', 'no', 'x'),
          }),
        ),
      ),
    smartcard: () => {
      const mode = often('host', 40, 'host-certificates', 'passthrough', 'x', undefined);
      const [type, source] = chardev();
      return el(
        'smartcard',
        { mode, type: mode === 'passthrough' ? type : undefined },
        mode === 'passthrough' ? source : '',
        mode === 'host-certificates'
          ? some(often(3, 90, 2, 4), (i) => el('certificate', {}, pick(`cert${i}`, 'a,b'))) +
              maybe(40, () => el('database', {}, pick('/etc/pki/nssdb/', 'rel')))
          : '',
        s.alias(),
        s.where(
          () => el('address', { type: 'ccid', controller: often(0, 80, 1), slot: often(0, 70, 1, 8) }),
          35,
        ),
      );
    },
    hub: () => el('hub', { type: often('usb', 95, 'x', undefined) }, s.alias(), s.where(s.usbPlace, 35)),
    input: () =>
      el(
        'input',
        {
          type: often('tablet', 40, 'mouse', 'keyboard', 'passthrough', 'evdev', 'x'),
          bus: opt(80, 'usb', 'usb', 'virtio', 'ps2', 'xen', 'none'),
          model: s.model3(5),
        },
        s.alias(),
        s.where(s.usbPlace, 20),
      ),
    filesystem: () => {
      const driver = opt(60, 'path', 'virtiofs', 'virtiofs', 'handle', 'loop', 'nbd', 'mtp', 'x');
      const type = often('mount', 88, 'bind', 'block', 'file', 'template', 'ram', 'volume', 'x');
      const key =
        { mount: 'dir', bind: 'dir', block: 'dev', file: 'file', template: 'name', ram: 'usage' }[type] ??
        'dir';
      return el(
        'filesystem',
        {
          type: opt(97, type),
          accessmode: opt(60, 'passthrough', 'passthrough', 'mapped', 'squash', 'x'),
          model: s.model3(12),
          multidevs: opt(6, 'default', 'remap', 'forbid', 'warn', 'x'),
          fmode: opt(4, '0664', '644', 'x'),
          dmode: opt(4, '0775'),
        },
        maybe(65, () =>
          el('driver', {
            type: driver,
            wrpolicy: opt(8, 'immediate', 'x'),
            format: opt(3, 'raw'),
            name: opt(2, 'n'),
            queue: opt(12, 1024, 0, 'x'),
            ...s.virtio(5),
          }),
        ),
        maybe(driver === 'virtiofs' ? 25 : 2, () =>
          el(
            'binary',
            { path: opt(50, '/usr/libexec/virtiofsd'), xattr: onOff(20) },
            maybe(40, () => el('cache', { mode: pick('always', 'none', 'auto', 'metadata', 'x') })),
            maybe(20, () => el('sandbox', { mode: pick('chroot', 'namespace', 'x') })),
            maybe(20, () => el('lock', { posix: onOff(70), flock: onOff(70) })),
            maybe(20, () => el('thread_pool', { size: pick(16, 0, 'x') })),
            maybe(10, () => el('openfiles', { max: 2048 })),
          ),
        ),
        maybe(4, () =>
          el(
            'idmap',
            {},
            el('uid', { start: 0, target: 1000, count: 10 }),
            el('gid', { start: 0, target: 1000, count: 10 }),
          ),
        ),
        maybe(97, () =>
          el('source', {
            [key]: opt(97, '/export', 'rel'),
            socket: driver === 'virtiofs' ? opt(12, '/run/v.sock') : undefined,
            units: key === 'usage' ? opt(50, 'KiB') : undefined,
          }),
        ),
        maybe(97, () => el('target', { dir: opt(98, 'mnt', '/mnt', 'mnt2', 'a,b') })),
        maybe(6, () => el('readonly')),
        maybe(3, () => el('space_hard_limit', { unit: opt(50, 'MiB') }, '1024')),
        s.boot(4),
        s.alias(),
        s.acpi(),
        s.where(s.pci, 25),
      );
    },
    shmem: () =>
      el(
        'shmem',
        { name: opt(97, 'shm0', 'shm1', 'a/b'), role: opt(25, 'peer', 'master', 'x') },
        maybe(88, () =>
          el('model', { type: often('ivshmem-plain', 50, 'ivshmem-doorbell', 'ivshmem', 'x', undefined) }),
        ),
        maybe(60, () =>
          el(
            'size',
            { unit: often('M', 70, 'KiB', 'G', 'x', undefined) },
            pick('4', '32', '3', '0', '1048576', 'x'),
          ),
        ),
        maybe(35, () => el('server', { path: opt(80, '/tmp/shm.sock') })),
        maybe(35, () =>
          el('msi', { enabled: onOff(60) ?? yesNo(50), vectors: opt(60, 4, 32, 'x'), ioeventfd: onOff(50) }),
        ),
        s.alias(),
        s.acpi(),
        s.where(s.pci, 30),
      ),
    vsock: () =>
      el(
        'vsock',
        { model: s.model3(50) },
        maybe(92, () => el('cid', { auto: yesNo(70), address: opt(60, 3, 4, 2, 0, 4294967295, 'x') })),
        maybe(8, () => el('driver', s.virtio(60))),
        s.alias(),
        s.acpi(),
        s.where(s.pci, 25),
      ),
    rng: () =>
      el(
        'rng',
        { model: often('virtio', 85, 'virtio-transitional', 'virtio-non-transitional', 'x', undefined) },
        maybe(35, () => el('rate', { period: opt(60, 1234, 0, 'x'), bytes: opt(95, 123, 0, 'x') })),
        maybe(97, backends),
        maybe(10, () => el('driver', s.virtio(50))),
        s.alias(),
        s.acpi(),
        s.where(s.pci, 25),
      ),
    memory: () => {
      const model = often(
        pick('dimm', 'dimm', 'nvdimm', 'virtio-mem', 'virtio-pmem', 'sgx-epc'),
        98,
        'x',
        undefined,
      );
      return el(
        'memory',
        { model, access: opt(15, 'shared', 'private', 'shared', 'x'), discard: yesNo(8) },
        maybe(4, () => el('uuid', {}, UUID(5))),
        maybe(model === 'nvdimm' || model === 'virtio-pmem' ? 95 : 35, () =>
          el(
            'source',
            {},
            model === 'nvdimm' || model === 'virtio-pmem'
              ? [
                  maybe(96, () => el('path', {}, '/tmp/nvdimm')),
                  maybe(10, () => el('alignsize', { unit: 'KiB' }, '2048')),
                  maybe(10, () => el('pmem')),
                ]
              : [
                  maybe(50, () => el('pagesize', { unit: 'KiB' }, pick('2048', '4', '0'))),
                  maybe(50, () => el('nodemask', {}, pick('0', '0-1', '1-3', 'x'))),
                ],
          ),
        ),
        maybe(97, () =>
          el(
            'target',
            { dynamicMemslots: yesNo(3) },
            maybe(97, () =>
              el(
                'size',
                { unit: often('KiB', 90, 'MiB', 'x') },
                pick('524288', '524288', '523264', '1048576', '0', '32768', 'x'),
              ),
            ),
            maybe(model === 'virtio-pmem' ? 5 : 55, () => el('node', {}, pick('0', '0', '0', '1', '7', 'x'))),
            maybe(model === 'nvdimm' ? 35 : 2, () =>
              el('label', {}, el('size', { unit: 'KiB' }, pick('128', '256', '0', '100'))),
            ),
            maybe(model === 'nvdimm' ? 12 : 1, () => el('readonly')),
            maybe(model === 'virtio-mem' ? 92 : 2, () =>
              el('block', { unit: 'KiB' }, pick('2048', '2048', '1024', '3000')),
            ),
            maybe(model === 'virtio-mem' ? 80 : 2, () =>
              el('requested', { unit: 'KiB' }, pick('0', '262144', '524288', '1000')),
            ),
            maybe(model?.startsWith('virtio') ? 12 : 1, () =>
              el('address', { base: pick('0x140000000', '0x1', 'x') }),
            ),
          ),
        ),
        s.alias(),
        s.where(
          model?.startsWith('virtio')
            ? s.pci
            : () =>
                el('address', {
                  type: 'dimm',
                  slot: often(range(0, 3), 90, 16),
                  base: opt(60, '0x100000000', '0x140000000', '0x1'),
                }),
          25,
        ),
      );
    },
    iommu: () =>
      el(
        'iommu',
        { model: often('intel', 60, 'virtio', 'smmuv3', 'amd', 'x', undefined) },
        maybe(60, () =>
          el('driver', {
            intremap: onOff(50),
            caching_mode: onOff(30),
            eim: onOff(25),
            iotlb: onOff(25),
            aw_bits: opt(25, 39, 48, 64, 'x'),
            dma_translation: onOff(8),
            granule: opt(3, '4k'),
          }),
        ),
        s.alias(),
        s.where(s.pci, 12),
      ),
    watchdog: () =>
      el(
        'watchdog',
        {
          model: often('i6300esb', 60, 'ib700', 'itco', 'diag288', 'x', undefined),
          action: opt(70, 'reset', 'shutdown', 'poweroff', 'pause', 'none', 'dump', 'inject-nmi', 'x'),
        },
        s.alias(),
        s.where(s.pci, 20),
      ),
    memballoon: () =>
      el(
        'memballoon',
        {
          model: often('virtio', 70, 'none', 'xen', 'virtio-transitional', 'virtio-non-transitional', 'x'),
          autodeflate: onOff(10),
          freePageReporting: onOff(8),
        },
        maybe(15, () => el('stats', { period: opt(95, 10, 0, 'x') })),
        maybe(8, () => el('driver', s.virtio(50))),
        s.alias(),
        s.where(s.pci, 25),
      ),
    channel: () => {
      const [type, source] = chardev();
      return el(
        'channel',
        { type },
        source,
        el('target', {
          type: often('virtio', 85, 'guestfwd', 'x'),
          name: opt(80, 'org.qemu.guest_agent.0', 'com.redhat.spice.0', 'a.b.c'),
          address: opt(10, '10.0.2.1'),
          port: opt(10, 4600),
        }),
        s.alias(),
        s.where(s.serialPlace, 30),
      );
    },
    console: () =>
      el(
        'console',
        { type: 'pty' },
        el('target', { type: often('virtio', 60, 'serial'), port: opt(50, 0, 1) }),
        s.where(s.serialPlace, 20),
      ),
    serial: () =>
      el(
        'serial',
        { type: 'pty' },
        el('target', { type: opt(60, 'isa-serial', 'usb-serial', 'pci-serial'), port: opt(60, 0, 1, 4) }),
        s.where(pick(s.usbPlace, s.pci), 15),
      ),
    sound: () =>
      el('sound', { model: pick('ich6', 'ich9', 'ac97', 'usb', 'es1370', 'sb16') }, s.where(s.pci, 30)),
    video: () =>
      el(
        'video',
        {},
        el('model', { type: pick('vga', 'virtio', 'qxl', 'cirrus', 'bochs', 'none') }),
        s.where(s.pci, 25),
      ),
    graphics: () => el('graphics', { type: pick('vnc', 'spice'), autoport: 'yes' }),
    panic: () => el('panic', { model: pick('isa', 'pvpanic', 'hyperv') }),
    nvram: () => el('nvram', {}, s.where(s.oddPlace, 30)),
    lease: () =>
      el(
        'lease',
        {},
        maybe(80, () => el('lockspace', {}, 'area')),
        maybe(95, () => el('key', {}, 'k')),
        maybe(95, () => el('target', { path: '/l', offset: opt(80, 1024, 'x') })),
      ),
    crypto: () =>
      el(
        'crypto',
        { model: 'virtio', type: 'qemu' },
        el('backend', { model: 'builtin', queues: opt(50, 1, 2) }),
      ),
  };
};
