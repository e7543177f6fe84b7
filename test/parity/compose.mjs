// Composes guests device by device, from tables of what each class of device may have: the half of a definition that says
// what is plugged in where. Most values are lawful, a few are not, and several devices compete for the same places.
import { controllerTables } from './compose/controllers.mjs';
import { diskTables } from './compose/disks.mjs';
import { hostdevTables } from './compose/hostdevs.mjs';
import { interfaceTables } from './compose/interfaces.mjs';
import { smallTables } from './compose/others.mjs';
import { shared, UUID, wordsOf } from './compose/words.mjs';
import { randomFrom } from './variants.mjs';

const wholes = (w, q35, micro) => {
  const { chance, pick, often, maybe, el, opt } = w;
  const numa = chance(40);
  return {
    numa,
    head: [
      maybe(45, () =>
        el('maxMemory', { slots: pick(16, 16, 1, 0), unit: 'KiB' }, pick('8388608', '8388608', '219136')),
      ),
      el('memory', { unit: 'KiB' }, pick('1048576', '2097152', '4194304')),
      maybe(25, () =>
        el(
          'memoryBacking',
          {},
          maybe(25, () => el('hugepages')),
          maybe(70, () => el('source', { type: 'memfd' })),
          maybe(80, () => el('access', { mode: 'shared' })),
        ),
      ),
      el('vcpu', { placement: 'static' }, pick(1, 2, 4)),
      maybe(30, () => el('iothreads', {}, pick(1, 2))),
      maybe(4, () =>
        el(
          'throttlegroups',
          {},
          el('throttlegroup', {}, el('group_name', {}, 'limit0'), el('total_iops_sec', {}, 5000)),
        ),
      ),
      el(
        'os',
        {},
        el(
          'type',
          {
            arch: 'x86_64',
            machine: micro
              ? 'microvm'
              : q35
                ? pick('q35', 'q35', 'pc-q35-7.2', 'pc-q35-2.5')
                : pick('pc', 'pc', 'pc-i440fx-7.2', 'pc-i440fx-2.6'),
          },
          'hvm',
        ),
        maybe(25, () => el('boot', { dev: pick('hd', 'cdrom', 'network', 'fd') })),
      ),
      maybe(micro ? 30 : 75, () =>
        el(
          'features',
          {},
          el('acpi'),
          maybe(40, () => el('apic')),
          maybe(15, () => el('ioapic', { driver: pick('kvm', 'qemu') })),
        ),
      ),
      numa
        ? el(
            'cpu',
            {},
            el(
              'numa',
              {},
              el('cell', { id: 0, cpus: 0, memory: '1048576', unit: 'KiB', memAccess: opt(15, 'shared') }),
            ),
          )
        : maybe(20, () =>
            el('cpu', { mode: 'custom', match: 'exact' }, el('model', { fallback: 'forbid' }, 'qemu64')),
          ),
      maybe(20, () => [
        el('on_poweroff', {}, 'destroy'),
        el('on_reboot', {}, often('restart', 70, 'destroy')),
        el('on_crash', {}, 'destroy'),
      ]),
    ],
  };
};

/** The guest that a seed stands for: a name that says what was put in, and its XML. */
export const composed = (seed) => {
  const random = randomFrom(seed * 7 + 3);
  for (let i = 0; i < 5; i++) random(2);
  const w = wordsOf(random, [0, 1, 0, 0, 1, 0, 3, 0][seed % 8]);
  const s = shared(w);
  const disk = diskTables(w, s);
  const controller = controllerTables(w, s);
  const net = interfaceTables(w, s);
  const hostdev = hostdevTables(w, s);
  const small = smallTables(w, s);
  const machine = random(100);
  const q35 = machine < 50;
  const micro = machine >= 96;
  const { head } = wholes(w, q35, micro);
  const what = [micro ? 'microvm' : q35 ? 'q35' : 'pc'];
  const devices = [];
  const names = Object.keys(small);
  // one class gets the stage, with a few others beside it
  const star = w.pick(
    'disk',
    'disk',
    'disk',
    'controller',
    'controller',
    'interface',
    'interface',
    'hostdev',
    'small',
    'small',
  );
  const make = (kind) => {
    if (kind === 'disk') return disk(what.filter((each) => each === 'disk').length);
    if (kind === 'controller') return [controller(q35)].flat(2).join('');
    if (kind === 'interface') return net();
    if (kind === 'hostdev') return hostdev();
    return small[kind]();
  };
  const kindOf = (kind) => (kind === 'small' ? names[random(names.length)] : kind);
  const count = w.often(w.range(1, 3), 75, 5, 8);
  for (let i = 0; i < count; i++) {
    const kind = kindOf(
      w.chance(65) ? star : w.pick('disk', 'controller', 'interface', 'hostdev', 'small', 'small'),
    );
    devices.push(make(kind));
    what.push(kind);
  }
  const xml = `<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>guest${seed}</name><uuid>${UUID(seed)}</uuid>${head
    .flat(2)
    .join(
      '',
    )}<devices>${w.maybe(70, '<emulator>/usr/bin/qemu-system-x86_64</emulator>')}${devices.join('')}</devices></domain>`;
  return { name: `${seed}: ${what.join(' ')}`, xml: xml.replace(/></g, '>\n<') };
};
