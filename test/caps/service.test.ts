// What clients ask of capabilities and CPUs, through the driver's slots, on a made-up host with a recorded QEMU.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { ErrorCode } from '../../schemas/errors.ts';
import { Capabilities } from '../../schemas/xml/capabilities.ts';
import { DomainCapabilities } from '../../schemas/xml/domcaps.ts';
import type { CallContext } from '../../src/drivers/context.ts';
import type { QemuCapsCache } from '../../src/drivers/kvm/capabilities/cache.ts';
import type { QemuCaps } from '../../src/drivers/kvm/capabilities/caps.ts';
import { capabilityService } from '../../src/drivers/kvm/capabilities/service.ts';
import { capabilitySlots } from '../../src/drivers/kvm/capabilities/slots.ts';
import { parseCpu } from '../../src/model/cpu/document.ts';
import { formatXml } from '../../src/model/xml/format.ts';
import { parseXml } from '../../src/model/xml/parse.ts';
import { corpusCaps } from './replay.ts';

const recorded = await corpusCaps('10.0.0');
const skip = recorded === undefined ? 'shared corpus not found' : false;
const ctx = {} as CallContext;

const flags =
  'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 syscall nx lm pni ssse3 cx16 sse4_1 sse4_2 popcnt lahf_lm';
const cpuinfo = `vendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 26\nmodel name\t: X\nstepping\t: 5\nflags\t\t: ${flags}\naddress sizes\t: 40 bits physical, 48 bits virtual\n`;

const setUp = (test: { teardown(callback: () => void): void }, caps: QemuCaps) => {
  const root = mkdtempSync(join(tmpdir(), 'service-'));
  test.teardown(() => rmSync(root, { recursive: true }));
  for (const dir of ['proc', 'sys/devices/system/cpu']) mkdirSync(join(root, dir), { recursive: true });
  writeFileSync(join(root, 'proc/cpuinfo'), cpuinfo);
  writeFileSync(join(root, 'proc/meminfo'), 'MemTotal: 1024 kB\n');
  for (const file of ['present', 'online'])
    writeFileSync(join(root, 'sys/devices/system/cpu', file), '0-1\n');
  let lookups = 0;
  const cache: QemuCapsCache = {
    lookup: async () => {
      lookups++;
      return caps;
    },
    peek: () => caps,
  };
  const service = capabilityService({
    arch: 'x86_64',
    cache,
    uuid: 'bb237350-af5d-4d03-b994-5d3768d536cf',
    secmodels: [{ model: 'dac', doi: '0', baselabels: [{ type: 'kvm', label: '+0:+0' }] }],
    firmware: async (_arch, machine) => ({
      types: ['efi'],
      secure: machine.includes('q35'),
      loaders: ['/f', '/f'],
    }),
    root,
    find: async (name) => (name === 'qemu-system-x86_64' ? '/usr/bin/qemu-system-x86_64' : undefined),
  });
  return { service, slots: capabilitySlots(service), lookups: () => lookups };
};
type Slots = ReturnType<typeof setUp>['slots'];
type Call = (context: CallContext, args: object) => Promise<Record<string, unknown>>;
const call = async <T>(slots: Slots, name: keyof Slots, args: object): Promise<T> =>
  (await (slots[name] as unknown as Call)(ctx, args)) as T;
const nobody = { emulator: null, arch: null, machine: null, virttype: null, flags: 0 };

t.test('capabilities', { skip }, async (t) => {
  const { slots } = setUp(t, recorded!);
  const { capabilities } = await call<{ capabilities: string }>(slots, 'connectGetCapabilities', {});
  const parsed = parseXml(Capabilities, capabilities);
  t.equal(
    formatXml(Capabilities, parsed),
    capabilities.replace(/\n\n+/g, '\n'),
    'the document reads back as it was written',
  );
  t.equal(parsed.host?.uuid, 'bb237350-af5d-4d03-b994-5d3768d536cf');
  t.match(parsed.host?.cpu?.model, /^Nehalem/);
  t.same(parsed.host?.cpu?.topology, { sockets: 1, dies: 1, clusters: 1, cores: 2, threads: 1 });
  t.same(
    parsed.guests.map(({ arch }) => arch?.name),
    ['i686', 'x86_64'],
  );
  const [, guest] = parsed.guests;
  t.same(
    guest!.arch!.domains.map(({ type }) => type),
    ['qemu', 'kvm'],
  );
  t.match(guest!.arch!.machines.slice(0, 2), [
    { name: 'pc-i440fx-10.0' },
    { name: 'pc', canonical: 'pc-i440fx-10.0' },
  ]);
  t.same(guest!.features?.acpi, { default: true, toggle: true });
  t.ok(parsed.guests[0]!.features?.pae);
});

t.test('domain capabilities', { skip }, async (t) => {
  const { slots } = setUp(t, recorded!);
  const ask = async (args: object) => {
    const asked = { emulatorbin: null, ...nobody, ...args };
    return (await call<{ capabilities: string }>(slots, 'connectGetDomainCapabilities', asked)).capabilities;
  };
  const document = await ask({});
  t.equal(formatXml(DomainCapabilities, parseXml(DomainCapabilities, document)), document);
  t.equal(await ask({}), document);
  const q35 = parseXml(DomainCapabilities, await ask({ machine: 'q35', virttype: 'qemu' }));
  t.match(q35, { domain: 'qemu', machine: 'pc-q35-10.0', arch: 'x86_64' });
  t.same(q35.os?.loader?.values, ['/f']);
  t.ok(q35.os?.loader?.enums.some(({ name, values }) => name === 'secure' && values.includes('yes')));
  t.notOk(q35.devices?.disk?.enums.find(({ name }) => name === 'bus')?.values.includes('ide'));
  await t.rejects(ask({ virttype: 'hvf' }), {
    code: ErrorCode.INVALID_ARG,
    message: "invalid argument: Emulator '/usr/bin/qemu-system-x86_64' does not support virt type 'hvf'",
  });
  await t.rejects(ask({ arch: 'aarch64' }), { code: ErrorCode.CONFIG_UNSUPPORTED });
});

t.test('models and vCPUs', { skip }, async (t) => {
  const { slots } = setUp(t, recorded!);
  const names = async (arch: string) =>
    call<unknown>(slots, 'connectGetCPUModelNames', { arch, need_results: 1, flags: 0 });
  t.match(await names('x86_64'), { ret: 150, models: ['486', '486-v1', 'pentium'] });
  t.same(await names('aarch64'), { ret: 0, models: [] });
  t.match(await names('ppc64'), { ret: 7 });
  await t.rejects(names('pdp11'), { message: 'invalid argument: cannot find architecture pdp11' });
  await t.rejects(names('alpha'), { code: ErrorCode.NO_SUPPORT });
  const vcpus = async (type: string | null) =>
    (await call<{ max_vcpus: number }>(slots, 'connectGetMaxVcpus', { type })).max_vcpus;
  t.equal(await vcpus(null), 16);
  t.equal(await vcpus('QEMU'), 16);
  await t.rejects(vcpus('xen'), { message: "invalid argument: unknown type 'xen'" });
});

t.test('comparing with the host', { skip }, async (t) => {
  const { slots } = setUp(t, recorded!);
  const compare = async (xml: string, flags = 0) =>
    (await call<{ result: number }>(slots, 'connectCompareCPU', { xml, flags })).result;
  t.equal(await compare('<cpu><arch>x86_64</arch><model>Penryn</model></cpu>'), 2);
  t.equal(
    await compare(
      '<cpu><arch>x86_64</arch><model>Nehalem</model><vendor>Intel</vendor><feature name="vme"/></cpu>',
    ),
    1,
  );
  t.equal(await compare('<cpu match="exact"><model>EPYC</model></cpu>'), 0);
  await t.rejects(compare('<cpu match="exact"><model>Westmere</model></cpu>', 1), {
    code: ErrorCode.CPU_INCOMPATIBLE,
    message: 'the CPU is incompatible with host CPU: Host CPU does not provide required features: aes',
  });
  await t.rejects(compare('<cpu><model>Foo</model></cpu>'), {
    message: 'internal error: Unknown CPU model Foo',
  });
  await t.rejects(compare('<cpu mode="custom" match="exact"><arch>x86_64</arch></cpu>'), {
    message: "XML error: 'arch' element cannot be used inside 'cpu' element with 'match' attribute",
  });
  await t.rejects(compare('<domain/>'), {
    message: "XML error: XML does not contain expected 'cpu' element",
  });
});

t.test('baseline of hosts', { skip }, async (t) => {
  const { service } = setUp(t, recorded!);
  const host = (model: string, more = '') => `<cpu><arch>x86_64</arch><model>${model}</model>${more}</cpu>`;
  const plain = { expand: false, migratable: false };
  const cpu = parseCpu(service.baseline([host('Penryn'), host('Nehalem')], plain));
  t.match(cpu, { model: 'Penryn', features: [], fallback: 'allow' });
  const more = '<feature name="cmt"/><feature name="invtsc"/>';
  t.same(
    parseCpu(service.baseline([host('Penryn', more)], plain)).features.map(({ name }) => name),
    ['invtsc'],
    'QEMU knows no cmt',
  );
  t.same(
    parseCpu(service.baseline([host('Penryn', more)], { expand: false, migratable: true })).features,
    [],
  );
  t.ok(
    parseCpu(service.baseline([host('Penryn')], { expand: true, migratable: false })).features.length > 25,
  );
  t.throws(() => service.baseline([], plain), { message: 'invalid argument: no CPUs given' });
  t.throws(
    () =>
      service.baseline(
        [host('Penryn', '<vendor>Intel</vendor>'), host('EPYC', '<vendor>AMD</vendor>')],
        plain,
      ),
    {
      message: 'operation failed: CPU vendors do not match',
    },
  );
  t.throws(() => service.baseline(['<cpu><model>Penryn</model></cpu>'], plain), {
    message: 'XML error: Missing CPU architecture',
  });
});

t.test('the hypervisor compares and finds baselines', { skip }, async (t) => {
  const { slots } = setUp(t, recorded!);
  const compare = async (xmlCPU: string, more: object = {}) =>
    (await call<{ result: number }>(slots, 'connectCompareHypervisorCPU', { ...nobody, xmlCPU, ...more }))
      .result;
  t.equal(await compare('<cpu><model>EPYC-Rome</model></cpu>'), 2, 'usable, says QEMU');
  t.equal(await compare('<cpu><model>Skylake-Client</model></cpu>'), 0);
  await t.rejects(compare('<cpu><model>Skylake-Client</model></cpu>', { flags: 1 }), {
    message: /Host CPU does not provide required features: .*pcid/,
  });
  // A model without compatible check is judged by QEMU's list alone.
  t.equal(await compare('<cpu><model>SierraForest</model></cpu>'), 0);
  const baseline = async (xmlCPUs: string[], flags = 0) =>
    parseCpu(
      (await call<{ cpu: string }>(slots, 'connectBaselineHypervisorCPU', { ...nobody, xmlCPUs, flags })).cpu,
    );
  const rome = await baseline([
    '<cpu><model>EPYC-Rome</model><maxphysaddr mode="passthrough" limit="40"/></cpu>',
    '<cpu><model>EPYC-Milan</model><maxphysaddr mode="passthrough" limit="48"/></cpu>',
  ]);
  t.match(rome, { model: 'EPYC-Rome', fallback: 'forbid', maxphysaddr: { mode: 'passthrough', limit: 40 } });
  t.ok((await baseline(['<cpu><model>EPYC-Rome</model></cpu>'], 1)).features.length > 60);
});

t.test('a QEMU that says nothing of the host CPU', { skip }, async (t) => {
  const { kvm } = recorded!.accel;
  const caps = {
    ...recorded!,
    hostCpu: () => undefined,
    accel: { kvm: { ...kvm!, hostCpu: undefined } },
  } as QemuCaps;
  const { service } = setUp(t, caps);
  await t.rejects(service.compareHypervisor({}, '<cpu><model>Penryn</model></cpu>', false), {
    code: ErrorCode.OPERATION_UNSUPPORTED,
    message: /does not support reporting CPU model for virttype 'kvm'/,
  });
  const models = await service.hostModels(caps, 'kvm');
  t.match(models?.reported, { fallback: 'allow', model: /^Nehalem/ }, 'the processor itself stands in');
});
