// Capabilities derived from recorded QMP dialogues must equal what libvirt derived from the same dialogues.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { qemuFlags, retiredQemuFlags } from '../../schemas/qmp/flags.ts';
import { cpuFeatureToQemu, qemuCaps, supportsCpuMode } from '../../src/drivers/kvm/capabilities/caps.ts';
import { interrogate } from '../../src/drivers/kvm/capabilities/interrogate.ts';
import { qmpSchema } from '../../src/drivers/kvm/capabilities/schema.ts';
import { QmpError } from '../../src/drivers/kvm/qmp/error.ts';
import { corpusCaps, sharedDir } from './replay.ts';

type Attributes = Record<string, string>;
const unquote = (text: string): string =>
  text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_all, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]!,
  );
const attributes = (tag: string): Attributes =>
  Object.fromEntries(
    [...tag.matchAll(/([\w-]+)='([^']*)'/g)].map(([, name, value]) => [name!, unquote(value!)]),
  );

/** The parts of libvirt's cache file that say something about QEMU. */
const readCacheFile = (xml: string) => {
  const all = (pattern: RegExp): string[] => [...xml.matchAll(pattern)].map(([, inner]) => inner!);
  const hostCpus: Record<string, { model: string; props: string[] }> = {};
  for (const [, tag, body] of xml.matchAll(/<hostCPU ([^>]*)>([\s\S]*?)<\/hostCPU>/g)) {
    const { type, model } = attributes(tag!);
    hostCpus[type!] = {
      model: model!,
      props: [...body!.matchAll(/<property ([^>]*)\/>/g)].map(([, prop]) => prop!.trim()).sort(),
    };
  }
  const cpus = [...xml.matchAll(/<cpu ([^>]*?)(?:\/>|>([\s\S]*?)<\/cpu>)/g)].map(([, tag, body]) => ({
    ...attributes(tag!),
    ...(body && { blockers: [...body.matchAll(/<blocker name='([^']*)'/g)].map(([, name]) => name) }),
  }));
  return {
    flags: all(/<flag name='([^']*)'/g),
    version: Number(all(/<version>(\d+)</g)[0]),
    package: all(/<package>([^<]*)</g)[0],
    arch: all(/<arch>([^<]*)</g)[0],
    machines: all(/<machine ([^>]*)\/>/g).map(attributes),
    cpus,
    hostCpus,
    hyperv: all(/<cap name='([^']*)'/g),
  };
};

const yes = (flag: boolean | undefined, name: string): Attributes => (flag ? { [name]: 'yes' } : {});
const optional = (value: string | undefined, name: string): Attributes =>
  value === undefined ? {} : { [name]: value };

for (const version of ['7.2.0', '10.0.0'] as const) {
  const shared = sharedDir();
  t.test(`QEMU ${version}`, { skip: shared === undefined && 'shared corpus not found' }, async (t) => {
    const caps = (await corpusCaps(version))!;
    const path = `corpus/open/qemucaps/qemucapabilitiesdata/caps_${version}_x86_64.xml`;
    const expected = readCacheFile(readFileSync(join(shared!, path), 'utf8'));
    t.same(new Set(caps.flags), new Set(expected.flags), 'flags');
    t.same(
      { version: caps.version, package: caps.package, arch: caps.arch },
      {
        version: expected.version,
        package: expected.package,
        arch: expected.arch,
      },
    );
    t.same(caps.hyperv ?? [], expected.hyperv, 'Hyper-V enlightenments');
    for (const [accel, type] of [
      ['kvm', 'kvm'],
      ['tcg', 'qemu'],
    ] as const) {
      const machines = caps.machines(type).map((one) => ({
        type: accel,
        name: one.name,
        ...optional(one.alias, 'alias'),
        ...yes(one.hotplugCpus, 'hotplugCpus'),
        maxCpus: String(one.maxCpus),
        ...yes(one.qemuDefault, 'default'),
        ...optional(one.defaultCpu, 'defaultCPU'),
        ...yes(one.numaMemSupported, 'numaMemSupported'),
        ...optional(one.defaultRamId, 'defaultRAMid'),
        ...yes(one.deprecated, 'deprecated'),
        ...(one.acpi === undefined ? {} : { acpi: one.acpi ? 'yes' : 'no' }),
      }));
      t.same(
        machines,
        expected.machines.filter((one) => one.type === accel),
        `${accel} machines, in order`,
      );
      const cpus = caps.cpus(type).map((one) => ({
        type: accel,
        name: one.name,
        ...optional(one.typename, 'typename'),
        ...optional(one.usable, 'usable'),
        ...yes(one.deprecated, 'deprecated'),
        ...(one.blockers && { blockers: one.blockers.map((name) => cpuFeatureToQemu('x86_64', name)) }),
      }));
      t.same(
        cpus,
        expected.cpus.filter((one) => (one as Attributes).type === accel),
        `${accel} CPU models`,
      );
      const host = caps.hostCpu(type)!;
      const props = host.props.map(({ name, value, migratable }) => {
        const mark = migratable === undefined ? '' : ` migratable='${migratable ? 'yes' : 'no'}'`;
        return `name='${name}' type='${typeof value}' value='${value}'${mark}`;
      });
      t.same({ model: host.model, props: props.sort() }, expected.hostCpus[accel], `${accel} host CPU`);
    }
    t.equal(caps.defaultMachine('kvm'), caps.canonicalMachine('kvm', 'pc'));
    t.equal(caps.machine('kvm', 'q35')?.alias, 'q35');
    t.equal(caps.defaultCpu('qemu', caps.canonicalMachine('qemu', 'q35')), 'qemu64');
    t.equal(caps.defaultVirtType, 'kvm');
    t.ok(caps.supportsArch('i686') && !caps.supportsArch('aarch64'));
    t.ok(caps.supportsVirtType('qemu') && !caps.supportsVirtType('hvf'));
    t.notOk(caps.with({ remove: ['kvm'] }).has('kvm'));
    t.ok(caps.with({ add: ['hvf'] }).supportsVirtType('hvf'));
    t.ok(supportsCpuMode(caps, 'x86_64', 'kvm', 'host-passthrough', undefined, true));
    t.notOk(supportsCpuMode(caps, 'x86_64', 'qemu', 'host-passthrough', undefined, true));
    t.notOk(supportsCpuMode(caps, 'aarch64', 'kvm', 'host-passthrough', undefined, true));
  });
}

t.test('every flag has one name', (t) => {
  const names = [...qemuFlags, ...retiredQemuFlags];
  t.equal(new Set(names).size, names.length);
  t.end();
});

t.test('a QEMU too old, and one of an unknown architecture', async (t) => {
  const old = async (): Promise<unknown> => ({ qemu: { major: 6, minor: 1, micro: 9 }, package: '' });
  await t.rejects(interrogate(old, '/q'), {
    message: 'unsupported configuration: QEMU version >= 6.2.0 is required, but 6.1.9 found',
  });
  const strange = async (command: string): Promise<unknown> =>
    command === 'query-version' ? { qemu: { major: 9, minor: 0, micro: 0 }, package: '' } : { arch: 'pdp11' };
  await t.rejects(interrogate(strange, '/q'), { message: 'internal error: Unknown QEMU arch pdp11' });
});

t.test('a refusal that is not expected fails the probe', async (t) => {
  const refuses = async (command: string): Promise<unknown> => {
    if (command === 'query-version') return { qemu: { major: 9, minor: 0, micro: 0 }, package: '' };
    if (command === 'query-target') return { arch: 'x86_64' };
    throw new QmpError(command, 'GenericError', 'no');
  };
  await t.rejects(interrogate(refuses, '/q'), { message: /query-qmp-schema/ });
});

t.test('paths into a QMP schema', (t) => {
  const has = qmpSchema([
    { name: 'cmd', 'meta-type': 'command', 'arg-type': '1', 'ret-type': '0', features: ['fresh'] },
    { name: '0', 'meta-type': 'object', members: [] },
    {
      name: '1',
      'meta-type': 'object',
      members: [
        { name: 'driver', type: 'E' },
        { name: 'opt', type: 'str', default: null },
        { name: 'list', type: '[1]' },
        { name: 'alt', type: 'A' },
      ],
      variants: [{ case: 'file', type: 'F' }],
    },
    { name: 'E', 'meta-type': 'enum', members: [{ name: 'file', features: ['shiny'] }], values: ['file'] },
    { name: 'F', 'meta-type': 'object', members: [{ name: 'path', type: 'str' }] },
    { name: 'A', 'meta-type': 'alternate', members: [{ type: 'str' }, { type: 'F' }] },
    { name: '[1]', 'meta-type': 'array', 'element-type': '1' },
    { name: 'str', 'meta-type': 'builtin', 'json-type': 'string' },
  ]);
  const there = [
    'cmd',
    'cmd/$fresh',
    'cmd/arg-type',
    'cmd/arg-type/opt',
    'cmd/arg-type/*opt',
    'cmd/arg-type/+file/path',
  ];
  there.push(
    'cmd/arg-type/driver/^file',
    'cmd/arg-type/driver/^file/$shiny',
    'cmd/arg-type/list/list/opt/!string',
  );
  there.push('cmd/arg-type/alt/path', 'cmd/arg-type/alt/!string');
  for (const path of there) t.ok(has(path), path);
  const absent = [
    'dmc',
    'cmd/$stale',
    'cmd/name',
    'cmd/arg-type/none',
    'cmd/arg-type/*driver',
    'cmd/arg-type/+nvme',
  ];
  absent.push(
    'cmd/arg-type/driver/^rbd',
    'cmd/arg-type/driver/file',
    'cmd/arg-type/driver/^file/$dull',
    'cmd/arg-type/opt/!int',
  );
  absent.push('cmd/arg-type/^opt', 'cmd/+file', 'cmd/arg-type/alt/none');
  for (const path of absent) t.notOk(has(path), path);
  t.end();
});

t.test('a wrapped copy answers for HVF too', (t) => {
  const caps = qemuCaps({
    binary: '/q',
    arch: 'aarch64',
    version: 9_000_000,
    package: '',
    flags: ['hvf'],
    accel: {},
  });
  t.equal(caps.defaultVirtType, 'hvf');
  t.ok(caps.accelerated);
  t.same(caps.machines('hvf'), []);
  t.ok(caps.supportsArch('armv7l'));
  t.end();
});
