// Composes guests setting by setting: what stands outside the devices, and the devices that are not plugged into a disk or
// network. Two or three settings meet on one plain guest, so that a difference names what it is about.
import { Domain } from '../../dist/schemas/xml/domain.js';
import { maker } from './declared.mjs';
import { randomFrom } from './variants.mjs';

const devices = [
  'smartcards',
  'serials',
  'parallels',
  'consoles',
  'channels',
  'inputs',
  'tpms',
  'graphics',
  'sounds',
  'audios',
  'videos',
  'hubs',
  'memballoons',
  'nvram',
  'panics',
  'cryptos',
  'pstore',
];
/** What every guest has, and what other composers know better. */
const given = [
  'type',
  'id',
  'name',
  'uuid',
  'hwuuid',
  'devices',
  'throttlegroups',
  'idmap',
  'bootloader',
  'bootloader_args',
  'memory',
  'vcpu',
];
/** Those with much inside. */
const rich = [
  'os',
  'os',
  'features',
  'features',
  'cpu',
  'cpu',
  'cpu',
  'clock',
  'memoryBacking',
  'numatune',
  'cputune',
  'sysinfos',
  'launchSecurity',
  'maxMemory',
];
const machines = ['pc', 'pc', 'q35', 'q35', 'pc-i440fx-2.6', 'pc-q35-2.12', 'pc-q35-7.2', 'isapc', 'microvm'];

const tag = (name, attrs = {}, ...kids) => ({
  name,
  ns: '',
  attrs: new Map(Object.entries(attrs)),
  kids: kids.filter((kid) => typeof kid === 'object'),
  text: kids.filter((kid) => typeof kid === 'string').join(''),
});
const merged = (into, from) => {
  for (const [name, text] of from.attrs) into.attrs.set(name, text);
  for (const kid of from.kids) {
    into.kids = kid.name === 'type' ? into.kids : [...into.kids, kid];
  }
};

/** The guest that a seed stands for, as a tree and with a name that says what was put in. */
export const settingGuest = (seed, pool) => {
  const random = randomFrom(seed * 11 + 5);
  for (let i = 0; i < 5; i++) random(2);
  const { chance, pick, element } = maker({
    random,
    pool,
    spoilt: [0, 0, 0, 4][random(4)],
    sparse: 45 + random(40),
  });
  const machine = pick(machines);
  const os = tag('os', {}, tag('type', { arch: 'x86_64', machine }, 'hvm'));
  const list = tag('devices', {}, tag('emulator', {}, '/usr/bin/qemu-system-x86_64'));
  const uuid = `2f2f3f4f-0000-4000-8000-${String(seed).padStart(12, '0')}`;
  const guest = tag(
    'domain',
    { type: 'qemu' },
    tag('name', {}, `guest${seed}`),
    tag('uuid', {}, uuid),
    tag('memory', { unit: 'KiB' }, pick(['219136', '1048576', '1048576', '4194304', '1000000'])),
    tag('vcpu', chance(15) ? { current: '1' } : {}, pick(['1', '2', '4', '8'])),
    os,
  );
  if (chance(60)) guest.kids.push(tag('features', {}, tag('acpi'), tag('apic')));
  const settings = Object.keys(Domain.fields).filter(
    (key) =>
      !given.includes(key) &&
      Domain.fields[key].kind !== 'attr' &&
      /^$|qemu/.test(Domain.fields[key].options.ns?.uri ?? ''),
  );
  settings.push(...rich, ...rich);
  const what = [machine];
  const put = (fields, key, into, path) => {
    const field = fields[key];
    const name = field.options.name ?? key;
    what.push(name);
    if (field.kind === 'verbatim') return;
    if (field.kind === 'flag') return into.kids.push(tag(name));
    const ns = field.options.ns?.uri ?? '';
    const where = field.options.wrap ? tag(field.options.wrap) : into;
    if (where !== into) into.kids.push(where);
    const made = element(name, field.of, `${path}/${name}`, ns);
    if (name === 'os') return merged(os, made);
    if (name === 'features') {
      const features = guest.kids.find((kid) => kid.name === 'features');
      if (features)
        return features.kids.push(...made.kids.filter((kid) => kid.name !== 'acpi' && kid.name !== 'apic'));
    }
    where.kids.push(made);
  };
  for (let count = pick([1, 1, 1, 2, 2]); count > 0; count--) {
    if (chance(50)) put(Domain.fields, pick(settings), guest, '/domain');
    else put(Domain.fields.devices.of.fields, pick(devices), list, '/domain/devices');
  }
  guest.kids.push(list);
  return { name: `${seed}: ${what.join(' ')}`, tree: guest };
};
