// Documents of a few megabytes made to be slow, large in memory or confusing end within a second, in a domain or in
// libvirt's kind of error.
import t from 'tap';
import { VirError } from '../../schemas/errors.ts';
import { formatDomain, parseDevice, parseDomain } from '../../src/model/domain/parse.ts';
import { postParse } from '../../src/model/domain/postparse-common.ts';
import { validateCommon } from '../../src/model/domain/validate-common.ts';

t.setTimeout(300_000);
const SIZE = 4 * 1024 * 1024;
/** So many of `piece` that they make up the size. */
const fill = (piece: (i: number) => string): string => {
  const parts: string[] = [];
  for (let length = 0, i = 0; length < SIZE; i++) {
    const part = piece(i);
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
};
const domain = (inside: string, devices = ''): string =>
  `<domain type='kvm'><name>a</name><memory>1024</memory><os><type arch='x86_64'>hvm</type></os>${inside}<devices>${devices}</devices></domain>`;

const hostile: Record<string, () => string> = {
  'many attributes': () => `<domain ${fill((i) => `a${i}='' `)}/>`,
  'many namespaces': () => `<domain ${fill((i) => `xmlns:a${i}='u' `)}/>`,
  'many elements': () => domain(fill(() => '<x/>')),
  'many disks': () =>
    domain(
      '',
      fill((i) => `<disk><target dev='vd${(9e5 - i).toString(36).replace(/\d/g, 'q')}'/></disk>`),
    ),
  'many controllers': () =>
    domain(
      '',
      fill((i) => `<controller type='usb' index='${300000 - i}'/>`),
    ),
  'many consoles': () =>
    domain(
      '',
      fill(() => "<console type='pty'/>"),
    ),
  'many cells': () =>
    domain(`<vcpu>9999999</vcpu><cpu><numa>${fill((i) => `<cell cpus='${i}' memory='1'/>`)}</numa></cpu>`),
  'many distances': () =>
    domain(
      `<cpu><numa>${fill((i) => `<cell id='${i}' memory='1'><distances><sibling id='0' value='20'/></distances></cell>`)}</numa></cpu>`,
    ),
  'many links': () =>
    domain(
      `<cpu><numa><cell cpus='0' memory='1'/><interconnects>${fill((i) => `<latency initiator='0' target='0' cache='${i}' type='read' value='1'/>`)}</interconnects></numa></cpu>`,
    ),
  'a set that is repeated': () => domain(`<vcpu cpuset='${fill(() => '0-65535,')}0'>1</vcpu>`),
  'a set out of reach': () => domain("<vcpu cpuset='0-99999999999'>1</vcpu>"),
  'four billion vCPUs': () => domain("<vcpu>4294967295</vcpu><vcpus><vcpu id='1' enabled='yes'/></vcpus>"),
  'four billion I/O threads': () => domain('<iothreads>4294967295</iothreads>'),
  'many I/O threads': () => domain(`<iothreadids>${fill((i) => `<iothread id='${i + 1}'/>`)}</iothreadids>`),
  'many pins': () =>
    domain(
      `<vcpu>999999</vcpu><cputune>${fill((i) => `<vcpupin vcpu='${900000 - i}' cpuset='0'/>`)}</cputune>`,
    ),
  'many cache groups': () =>
    domain(
      `<vcpu>999999</vcpu><cputune>${fill((i) => `<cachetune vcpus='${i % 60000}'><cache id='0' level='3' type='both' size='1'/></cachetune>`)}</cputune>`,
    ),
  'many monitors': () =>
    domain(
      `<vcpu>60000</vcpu><cputune><cachetune vcpus='0-59999'>${fill((i) => `<monitor level='3' vcpus='${i}'/>`)}</cachetune></cputune>`,
    ),
  'many huge pages': () =>
    domain(
      `<memoryBacking><hugepages>${fill((i) => `<page size='2048' nodeset='${i}'/>`)}</hugepages></memoryBacking>`,
    ),
  'many features': () => domain(`<cpu><model>x</model>${fill((i) => `<feature name='f${i}'/>`)}</cpu>`),
  'much metadata': () => domain(`<metadata>${fill((i) => `<a:b xmlns:a='u${i}'/>`)}</metadata>`),
  'a long chain': () =>
    domain(
      '',
      `<disk><source file='/a'/><target dev='vda'/>${'<backingStore type="file"><format type="raw"/><source file="/b"/>'.repeat(120)}${'</backingStore>'.repeat(120)}</disk>`,
    ),
  'an endless chain': () => domain('', `<disk><target dev="vda"/>${'<backingStore>'.repeat(20000)}`),
  'numbers out of range': () =>
    domain(
      '<memory>99999999999999999999999</memory><vcpu>-1</vcpu>',
      "<controller type='pci' index='99999999999'/>",
    ),
  'a long name': () => `<domain type='kvm'><name>${'n'.repeat(SIZE)}</name></domain>`,
  'a foreign namespace': () => domain('').replace('<domain ', "<domain xmlns='urn:other' "),
  'no namespace for a prefix': () => domain('<q:commandline/>'),
};

for (const [name, make] of Object.entries(hostile)) {
  t.test(name, (t) => {
    const xml = make();
    const start = process.cpuUsage();
    let outcome = 'accepted';
    try {
      const parsed = parseDomain(xml, { inactive: true });
      validateCommon(postParse(parsed, { features: new Set(['individual-vcpus']) }));
      formatDomain(parsed);
    } catch (error) {
      if (!(error instanceof VirError)) throw error;
      outcome = error.message.slice(0, 90);
    }
    const { user } = process.cpuUsage(start);
    t.comment(`${(user / 1e6).toFixed(2)} s: ${outcome}`);
    t.ok(user < 2e6, 'well within what a client waits for');
    t.end();
  });
}

t.test('devices too', (t) => {
  for (const xml of [
    '',
    '<bogus/>',
    '<disk',
    '<disk/>',
    "<hostdev type='pci'/>",
    `<disk>${'<source/>'.repeat(1e5)}</disk>`,
  ]) {
    t.throws(() => parseDevice(xml, { inactive: true }), VirError, xml.slice(0, 30));
  }
  t.end();
});

t.test(
  'a hundred thousand readings leave nothing behind',
  { skip: !global.gc && 'needs --expose-gc' },
  (t) => {
    const xml = domain('', "<disk><source file='/a'/><target dev='vda'/></disk>");
    const run = (count: number): number => {
      for (let i = 0; i < count; i++) formatDomain(parseDomain(xml, { inactive: true }));
      global.gc?.();
      return process.memoryUsage().heapUsed;
    };
    const before = run(2000);
    const after = run(100000);
    t.ok(after - before < 4 * 1024 * 1024, `${Math.round((after - before) / 1024)} KiB more`);
    t.end();
  },
);
