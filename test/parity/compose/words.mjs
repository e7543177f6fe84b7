// The words that tables of devices are written in, and what devices of every class share: places, aliases, boot order.
/** Values that nothing accepts. */
const NONSENSE = new Set(['x', 'zz', 'bogus', '10.0.0.300', 'bad name', 'bad model!', '52:54:00', -1, 65536]);
/** What is there this often in percent is needed: leaving it out is a flaw. */
const NEEDED = 88;

/** The words a table is written in, over one seed's numbers; so many `flaws` are let through. */
export const wordsOf = (random, flaws) => {
  let left = flaws;
  const flawed = () => left > 0 && random(3) === 0 && left-- > 0;
  const chance = (percent) => random(100) < percent || (percent >= NEEDED && !flawed());
  const pick = (...values) => {
    const value = values[random(values.length)];
    return NONSENSE.has(value) && !flawed() ? values.find((each) => !NONSENSE.has(each)) : value;
  };
  const often = (common, percent, ...others) => (chance(percent) ? common : pick(...others));
  const range = (from, to) => from + random(to - from + 1);
  const maybe = (percent, make) => (chance(percent) ? (typeof make === 'function' ? make() : make) : '');
  const attrs = (given) =>
    Object.entries(given)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => ` ${name}='${String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;')}'`)
      .join('');
  const el = (name, given = {}, ...kids) => {
    const inner = kids.flat(3).filter(Boolean).join('');
    return inner === '' ? `<${name}${attrs(given)}/>` : `<${name}${attrs(given)}>${inner}</${name}>`;
  };
  const some = (count, make) => Array.from({ length: count }, (_, i) => make(i));
  /** An attribute that is there now and then. */
  const opt = (percent, ...values) => (chance(percent) ? pick(...values) : undefined);
  const onOff = (percent) => opt(percent, 'on', 'off');
  const yesNo = (percent) => opt(percent, 'yes', 'no');
  const hex = (value, digits) => `0x${value.toString(16).padStart(digits, '0')}`;
  return { chance, pick, often, range, maybe, el, some, opt, onOff, yesNo, hex, random };
};

export const UUID = (n) => `1f2f3f4f-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const shared = (w) => {
  const { chance, pick, often, range, maybe, el, opt, onOff, hex } = w;
  const pci = (more = {}) =>
    el('address', {
      type: 'pci',
      domain: opt(50, '0x0000', '0x0000', '0x0000', '0x0001'),
      bus: hex(often(0, 60, 1, 2, 3, 4, 8, 31, 256), 2),
      slot: hex(often(range(1, 12), 85, 0, 1, 2, 31, 32), 2),
      function: hex(often(0, 75, 1, 2, 3, 7, 8), 1),
      multifunction: onOff(12),
      ...more,
    });
  const place = (percent, ...makes) => maybe(percent, () => pick(...makes)());
  const drive = () =>
    el('address', {
      type: 'drive',
      controller: often(0, 65, 1, 2, 5),
      bus: often(0, 75, 1, 2),
      target: often(0, 80, 1, 3, 8),
      unit: range(0, often(2, 80, 8)),
    });
  const usbPlace = () =>
    el('address', {
      type: 'usb',
      bus: often(0, 80, 1, 2),
      port: pick('1', '2', '3', '4', '9', '1.1', '2.3', '1.2.3', 'x'),
    });
  const serialPlace = () =>
    el('address', {
      type: 'virtio-serial',
      controller: often(0, 80, 1, 3),
      bus: often(0, 90, 1),
      port: pick(0, 1, 2, 3, 31, 32),
    });
  const oddPlace = () =>
    pick(
      () => el('address', { type: 'ccid', controller: 0, slot: range(0, 2) }),
      () => el('address', { type: 'isa', iobase: pick('0x505', '0x3f8', 'zz'), irq: pick('0x1', '0x4') }),
      () => el('address', { type: 'virtio-mmio' }),
      () => el('address', { type: 'ccw', cssid: '0xfe', ssid: '0x0', devno: '0x0001' }),
      () => el('address', { type: 'spapr-vio', reg: '0x2000' }),
      () => el('address', { type: 'dimm', slot: range(0, 3), base: '0x100000000' }),
      () => el('address', { type: 'unassigned' }),
      () => el('address', { type: pick('bogus', 'none', 'virtio-s390') }),
      () => el('address', { type: 'pci' }),
      drive,
      usbPlace,
      serialPlace,
    )();
  /** Where a device of that bus sits: mostly left open. */
  const where = (own, percent = 25) => maybe(percent, () => (chance(93) ? own() : oddPlace()));
  const virtio = (percent = 12) => ({
    iommu: onOff(percent),
    ats: onOff(percent),
    packed: onOff(percent),
    page_per_vq: onOff(percent / 2),
  });
  const alias = () =>
    maybe(6, () => el('alias', { name: pick('ua-one', 'ua-two', 'ua-the_3', 'net0', 'ua-bad name', 'ua-') }));
  const acpi = () => maybe(4, () => el('acpi', { index: pick(1, 2, 7, 16383, 16384, 0) }));
  const rom = () =>
    maybe(7, () =>
      el('rom', { enabled: w.yesNo(30), bar: onOff(50), file: opt(50, '/etc/rom.bin', 'rel.rom') }),
    );
  const boot = (percent = 8) =>
    maybe(percent, () =>
      el('boot', {
        order: often(range(1, 9), 95, 0, 'x', -1),
        loadparm: opt(4, '2', 'linux01', 'too long a one'),
      }),
    );
  const lun = () => maybe(30, () => pci());
  const model3 = (percent = 30) => opt(percent, 'virtio', 'virtio-transitional', 'virtio-non-transitional');
  return {
    pci,
    place,
    drive,
    usbPlace,
    serialPlace,
    oddPlace,
    where,
    virtio,
    alias,
    acpi,
    rom,
    boot,
    lun,
    model3,
  };
};
