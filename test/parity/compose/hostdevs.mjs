// Devices of the host.

export const hostdevTables = (w, s) => {
  const { pick, often, range, maybe, el, opt, onOff, yesNo } = w;
  const subsystem = {
    usb: () =>
      el(
        'source',
        {
          startupPolicy: opt(10, 'optional', 'mandatory', 'requisite', 'x'),
          autoAddress: yesNo(2),
          missing: yesNo(2),
          guestReset: opt(8, 'off', 'uninitialized', 'on', 'x'),
        },
        maybe(55, () => [
          el('vendor', { id: opt(97, '0x0012', '0x1234', 'x', '0x12345') }),
          el('product', { id: opt(97, '0x0013', '0xffff', 'zz') }),
        ]),
        maybe(50, () => el('address', { bus: opt(97, 14, 1, 'x'), device: opt(97, range(3, 8), 0) })),
      ),
    pci: () =>
      el(
        'source',
        { writeFiltering: yesNo(5), startupPolicy: opt(2, 'optional') },
        maybe(97, () =>
          el('address', {
            domain: '0x0000',
            bus: '0x06',
            slot: w.hex(often(range(0x12, 0x14), 95, 0x20, 0), 2),
            function: w.hex(often(range(0, 7), 96, 8), 1),
          }),
        ),
      ),
    scsi: () =>
      w.chance(60)
        ? el(
            'source',
            { protocol: opt(5, 'adapter', 'x') },
            maybe(97, () => el('adapter', { name: opt(97, 'scsi_host0', 'scsi_host1') })),
            maybe(97, () =>
              el('address', {
                bus: opt(97, 0, 'x'),
                target: opt(97, 0, 1),
                unit: opt(97, range(0, 5), '18446744073709551615'),
              }),
            ),
          )
        : el(
            'source',
            {
              protocol: 'iscsi',
              name: opt(96, 'iqn.1992-01.com.example', 'iqn.1992-01.com.example:storage/1'),
            },
            maybe(95, () => el('host', { name: opt(95, 'example.org'), port: opt(80, 3260) })),
            maybe(30, () =>
              el(
                'auth',
                { username: 'myname' },
                el('secret', { type: often('iscsi', 85, 'ceph'), usage: 'mycluster_myname' }),
              ),
            ),
            maybe(20, () => el('initiator', {}, el('iqn', { name: 'iqn.2020-07.com.example:test' }))),
          ),
    scsi_host: () =>
      el('source', { protocol: opt(96, 'vhost', 'x'), wwpn: opt(96, 'naa.5123456789abcde0', 'naa.1', 'x') }),
    mdev: () =>
      el(
        'source',
        {},
        maybe(97, () => el('address', { uuid: opt(97, '53764d0e-85a0-42b4-af5c-2046b460b1dc', 'x') })),
      ),
    x: () => el('source'),
  };
  const capabilities = {
    storage: () =>
      el(
        'source',
        {},
        maybe(90, () => el('block', {}, '/dev/sda')),
      ),
    misc: () =>
      el(
        'source',
        {},
        maybe(90, () => el('char', {}, '/dev/input/event3')),
      ),
    net: () =>
      el(
        'source',
        {},
        maybe(90, () => el('interface', {}, 'eth0')),
      ),
  };
  const own = { usb: s.usbPlace, scsi: s.drive };
  return () => {
    if (w.chance(3)) {
      const type = pick(...Object.keys(capabilities));
      return el('hostdev', { mode: 'capabilities', type }, capabilities[type]());
    }
    const type = often(
      pick('usb', 'usb', 'pci', 'pci', 'scsi', 'scsi', 'scsi_host', 'mdev'),
      98,
      'x',
      undefined,
    );
    return el(
      'hostdev',
      {
        mode: opt(97, 'subsystem', 'subsystem', 'subsystem', 'subsystem', 'x'),
        type,
        managed: type === 'pci' || type === 'usb' ? yesNo(60) : yesNo(10),
        sgio: type === 'scsi' ? opt(6, 'filtered', 'unfiltered') : opt(1, 'filtered'),
        rawio: type === 'scsi' ? yesNo(8) : yesNo(1),
        model:
          type === 'mdev'
            ? opt(97, 'vfio-pci', 'vfio-pci', 'vfio-ccw', 'vfio-ap', 'x')
            : type === 'scsi_host'
              ? s.model3(30)
              : undefined,
        display: type === 'mdev' ? onOff(15) : undefined,
        ramfb: type === 'mdev' ? onOff(8) : undefined,
      },
      maybe(type === 'pci' ? 25 : 3, () =>
        el('driver', {
          name: opt(85, 'vfio', 'kvm', 'vfio', 'xen', 'x'),
          model: opt(6, 'm'),
          iommufd: yesNo(3),
        }),
      ),
      maybe(98, () => (subsystem[type] ?? subsystem.x)()),
      maybe(5, () => el('readonly')),
      maybe(4, () => el('shareable')),
      maybe(2, () => el('teaming', { type: 'transient', persistent: 'ua-one' })),
      s.boot(),
      s.rom(),
      s.alias(),
      s.acpi(),
      s.where(own[type] ?? s.pci, 28),
    );
  };
};
