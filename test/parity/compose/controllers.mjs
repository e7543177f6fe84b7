// Controllers of every bus, rows and trees of PCI bridges.

export const controllerTables = (w, s) => {
  const { pick, often, range, maybe, el, some, opt, onOff, hex } = w;
  const scsi = [
    'auto',
    'buslogic',
    'lsilogic',
    'lsisas1068',
    'lsisas1078',
    'vmpvscsi',
    'ibmvscsi',
    'virtio-scsi',
    'virtio-transitional',
    'virtio-non-transitional',
    'ncr53c90',
    'dc390',
    'am53c974',
  ];
  const usb = [
    'piix3-uhci',
    'piix4-uhci',
    'ehci',
    'ich9-ehci1',
    'ich9-uhci1',
    'ich9-uhci2',
    'ich9-uhci3',
    'vt82c686b-uhci',
    'pci-ohci',
    'nec-xhci',
    'qemu-xhci',
    'qusb1',
    'qusb2',
    'none',
  ];
  const pcis = [
    'pci-root',
    'pcie-root',
    'pci-bridge',
    'dmi-to-pci-bridge',
    'pcie-to-pci-bridge',
    'pcie-root-port',
    'pcie-root-port',
    'pcie-switch-upstream-port',
    'pcie-switch-downstream-port',
    'pci-expander-bus',
    'pcie-expander-bus',
  ];
  const names = [
    'pci-bridge',
    'i82801b11-bridge',
    'ioh3420',
    'x3130-upstream',
    'xio3130-downstream',
    'pxb',
    'pxb-pcie',
    'pcie-root-port',
    'spapr-pci-host-bridge',
    'pcie-pci-bridge',
  ];
  const driver = () =>
    maybe(15, () =>
      el('driver', {
        queues: opt(30, 4, 0),
        cmd_per_lun: opt(20, 50, 0),
        max_sectors: opt(20, 512),
        ioeventfd: onOff(20),
        iothread: opt(20, 1, 2, 9),
        ...s.virtio(12),
      }),
    );
  const index = () => opt(75, 0, 0, 1, 1, 2, 3, 8, -1, 'x');
  const tail = (own) => [driver(), s.alias(), s.acpi(), s.where(own, 30)];
  const makes = {
    scsi: () =>
      el(
        'controller',
        {
          type: 'scsi',
          index: index(),
          model: opt(80, 'virtio-scsi', 'virtio-scsi', 'lsilogic', ...scsi, 'x'),
        },
        tail(s.pci),
      ),
    usb: () =>
      el(
        'controller',
        {
          type: 'usb',
          index: index(),
          model: opt(85, ...usb, 'qemu-xhci', 'ich9-ehci1', 'ich9-uhci1', 'x'),
          ports: opt(15, 1, 2, 8, 15, 16, -1, 'x'),
        },
        maybe(15, () => el('master', { startport: opt(95, 0, 2, 4, 'x') })),
        tail(s.pci),
      ),
    ide: () =>
      el(
        'controller',
        { type: 'ide', index: index(), model: opt(20, 'piix3', 'piix4', 'ich6', 'x') },
        tail(s.pci),
      ),
    sata: () => el('controller', { type: 'sata', index: index(), ports: opt(5, 6) }, tail(s.pci)),
    fdc: () => el('controller', { type: 'fdc', index: index() }, s.where(s.oddPlace, 6)),
    ccid: () => el('controller', { type: 'ccid', index: index() }, s.alias(), s.where(s.usbPlace, 30)),
    'virtio-serial': () =>
      el(
        'controller',
        {
          type: 'virtio-serial',
          index: index(),
          model: s.model3(20),
          ports: opt(25, 1, 4, 31, 32, 0, -1, 'x'),
          vectors: opt(15, 4, 0, -1, 'x'),
        },
        tail(s.pci),
      ),
    isa: () => el('controller', { type: 'isa', index: opt(60, 0, 1) }, s.where(s.pci, 20)),
    xenbus: () => el('controller', { type: 'xenbus', maxGrantFrames: 64 }),
    bogus: () => el('controller', { type: opt(80, 'bogus', ''), index: 0 }),
  };
  const pci = (model = pick(...pcis), at = index()) =>
    el(
      'controller',
      { type: 'pci', index: at, model: often(model, 97, 'x', undefined) },
      maybe(15, () => el('model', { name: often(pick(...names), 95, 'x', '') })),
      maybe(25, () =>
        el(
          'target',
          {
            chassisNr: opt(20, 1, 2, 0, 255, 256, 'x'),
            chassis: opt(25, 1, 2, 0, 255, 256, 'x'),
            port: opt(25, '0x10', '0x8', '0x0', '0xff', '0x100', 'x'),
            busNr: opt(20, 50, 128, 200, 1, 254, 255, 0),
            index: opt(5, 0, 1, 30, 31),
            hotplug: onOff(15),
            memReserve: opt(3, 4, 0),
          },
          maybe(15, () => el('node', {}, pick(0, 1, 7, 'x'))),
        ),
      ),
      maybe(5, () => el('pcihole64', { unit: opt(70, 'KiB', 'GiB', 'x') }, pick('1048576', '0', '4', 'x'))),
      s.alias(),
      s.acpi(),
      s.where(s.pci, 35),
    );
  /** A row of ports with the places they take behind one slot, as a management layer writes them. */
  const ports = (q35) => {
    const count = range(2, 6);
    const slot = pick('0x02', '0x03', '0x1c');
    return some(count, (i) =>
      q35
        ? el(
            'controller',
            { type: 'pci', index: i + 1, model: 'pcie-root-port' },
            maybe(70, () => el('target', { chassis: i + 1, port: hex(16 + i, 1) })),
            maybe(80, () =>
              el('address', {
                type: 'pci',
                domain: '0x0000',
                bus: '0x00',
                slot,
                function: hex(i, 1),
                multifunction: i === 0 ? opt(85, 'on') : undefined,
              }),
            ),
          )
        : el(
            'controller',
            { type: 'pci', index: i + 1, model: 'pci-bridge' },
            maybe(50, () => s.pci()),
          ),
    );
  };
  const tree = () =>
    pick(
      () => [
        el('controller', { type: 'pci', index: 0, model: 'pcie-root' }),
        el('controller', { type: 'pci', index: 1, model: 'pcie-root-port' }),
        el('controller', { type: 'pci', index: 2, model: 'pcie-switch-upstream-port' }),
        some(range(1, 3), (i) =>
          el('controller', { type: 'pci', index: 3 + i, model: 'pcie-switch-downstream-port' }),
        ),
      ],
      () => [
        el('controller', { type: 'pci', index: 0, model: 'pcie-root' }),
        el('controller', { type: 'pci', index: 1, model: 'dmi-to-pci-bridge' }),
        some(range(1, 3), (i) => el('controller', { type: 'pci', index: 2 + i, model: 'pci-bridge' })),
      ],
      () => [
        pci('pci-expander-bus', 1),
        el(
          'controller',
          { type: 'pci', index: 2, model: 'pci-bridge' },
          maybe(70, () => el('address', { type: 'pci', bus: '0x01', slot: '0x00' })),
        ),
      ],
      () => [
        pci('pcie-expander-bus', 1),
        el(
          'controller',
          { type: 'pci', index: 2, model: 'pcie-root-port' },
          maybe(70, () => el('address', { type: 'pci', bus: '0x01', slot: '0x00' })),
        ),
      ],
      () => [
        el('controller', { type: 'pci', index: 0, model: 'pcie-root' }),
        el('controller', { type: 'pci', index: 1, model: 'pcie-to-pci-bridge' }),
        pci('pci-bridge', 2),
      ],
    )();
  const companions = () => [
    el(
      'controller',
      { type: 'usb', index: 0, model: 'ich9-ehci1' },
      maybe(50, () => el('address', { type: 'pci', domain: 0, bus: 0, slot: '0x04', function: '0x7' })),
    ),
    some(range(1, 3), (i) =>
      el(
        'controller',
        { type: 'usb', index: opt(85, 0), model: `ich9-uhci${i + 1}` },
        maybe(85, () => el('master', { startport: 2 * i })),
        maybe(50, () =>
          el('address', {
            type: 'pci',
            domain: 0,
            bus: 0,
            slot: '0x04',
            function: i,
            multifunction: i === 0 ? 'on' : undefined,
          }),
        ),
      ),
    ),
  ];
  return (q35) => {
    const what = w.random(100);
    if (what < 35) return pci();
    if (what < 42) return ports(q35);
    if (what < 52) return tree();
    if (what < 58) return companions();
    return makes[
      often(pick('scsi', 'usb', 'virtio-serial', 'sata', 'ide', 'ccid'), 92, 'fdc', 'isa', 'xenbus', 'bogus')
    ]();
  };
};
