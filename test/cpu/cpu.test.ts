// CPU algorithms beyond what the corpus asks: the database's sense, guests made definite, what QEMU made of them,
// models translated, and the architectures that go by name.
import t from 'tap';
import { x86FeatureTable } from '../../schemas/cpu/x86-features.ts';
import { x86ModelTable } from '../../schemas/cpu/x86-models.ts';
import { ErrorCode } from '../../schemas/errors.ts';
import {
  baselineCpu,
  canonicalModel,
  compareCpu,
  convertLegacyCpu,
  cpuModelNames,
  expandCpu,
  migratableCpu,
  translateCpu,
  updateCpu,
  validateCpuFeatures,
  vendorOfModel,
} from '../../src/model/cpu/cpu.ts';
import type { CpuDef, CpuPolicy } from '../../src/model/cpu/def.ts';
import { formatCpu, parseCpu } from '../../src/model/cpu/document.ts';
import { updateLiveX86 } from '../../src/model/cpu/x86.ts';
import { splitSignature, x86DataFromNames } from '../../src/model/cpu/x86data.ts';
import { decodeX86 } from '../../src/model/cpu/x86decode.ts';
import { featureNames, x86Feature, x86Features, x86Models } from '../../src/model/cpu/x86map.ts';

const guest = (
  model: string,
  features: Record<string, CpuPolicy> = {},
  more: Partial<CpuDef> = {},
): CpuDef => ({
  type: 'guest',
  mode: 'custom',
  match: 'exact',
  fallback: 'allow',
  model,
  features: Object.entries(features).map(([name, policy]) => ({ name, policy })),
  ...more,
});
const host = (model: string, features: string[] = [], more: Partial<CpuDef> = {}): CpuDef => ({
  type: 'host',
  arch: 'x86_64',
  model,
  features: features.map((name) => ({ name })),
  ...more,
});
const policies = (cpu: CpuDef) => Object.fromEntries(cpu.features.map(({ name, policy }) => [name, policy]));

t.test('the database makes sense', (t) => {
  const places = x86Features.map(({ source, leaf, subleaf, register, bit }) =>
    [source, leaf, subleaf, register, bit].join(),
  );
  t.equal(new Set(places).size, x86Features.length, 'no two features share a bit');
  t.equal(new Set(x86Features.map(({ name }) => name)).size, x86Features.length);
  t.equal(x86FeatureTable.length > 30, true);
  const seen = new Set<string>();
  for (const model of x86ModelTable) {
    for (const origin of [model.like, model.canonicalOf]) {
      if (origin !== undefined) t.ok(seen.has(origin), `${model.name} builds on an earlier model`);
    }
    const words = [model.add, model.drop, model.later, model.gone].flatMap((text) => text?.split(' ') ?? []);
    const unknown = words.filter((word) => x86Feature(word.replace(/^-/, '')) === undefined);
    t.same(unknown, [], `${model.name} names known features`);
    seen.add(model.name);
  }
  t.same(
    x86Features.filter(({ migratable }) => !migratable).map(({ name }) => name),
    ['xsaves', 'invtsc'],
  );
  t.equal(x86Models().get('Haswell-noTSX-IBRS')!.vendor, 'Intel');
  t.equal(canonicalModel('x86_64', 'Haswell'), 'Haswell-v1');
  t.equal(canonicalModel('x86_64', 'Haswell-v1'), undefined);
  t.equal(vendorOfModel('x86_64', 'EPYC'), 'AMD');
  t.equal(vendorOfModel('s390x', 'z14-base'), 'IBM');
  t.same(splitSignature(0x000306c3), { family: 6, model: 60, stepping: 3 });
  t.same(splitSignature(0x00800f12), { family: 23, model: 1, stepping: 2 });
  t.end();
});

t.test('the best model for a CPU', (t) => {
  const data = x86DataFromNames(featureNames(x86Models().get('Haswell')!.features));
  Object.assign(data, { vendor: 'Intel', family: 6, model: 60, stepping: 3 });
  t.match(decodeX86('guest', data).model, /^Haswell-noTSX/, 'transactions are broken on that one');
  const old = { ...data, model: 15 };
  t.equal(
    decodeX86('guest', old, { preferred: ['Penryn'] }).model,
    'Penryn',
    'the only preferred model is taken',
  );
  const models = new Map([['qemu64', { name: 'qemu64' }]]);
  t.equal(decodeX86('guest', data, { models }).model, 'qemu64');
  t.throws(() => decodeX86('guest', data, { models, preferred: ['Haswell'], fallback: 'forbid' }), {
    message: 'unsupported configuration: CPU model Haswell is not supported by hypervisor',
  });
  t.throws(() => decodeX86('guest', data, { models: new Map() }), {
    message: /Cannot find suitable CPU model/,
  });
  const blocked = new Map([['Haswell', { name: 'Haswell', blockers: ['hle', 'avx2', 'nonsense'] }]]);
  t.match(policies({ type: 'guest', features: decodeX86('guest', data, { models: blocked }).features }), {
    hle: 'disable',
  });
  t.end();
});

t.test('a guest made definite', (t) => {
  const optional = guest('Penryn', { vmx: 'optional', svm: 'optional', aes: 'require' });
  updateCpu('x86_64', optional, host('Nehalem', ['vmx']));
  t.same(policies(optional), { vmx: 'require', svm: 'disable', aes: 'require' });
  const model = guest('', { aes: 'disable' }, { mode: 'host-model' });
  delete model.model;
  updateCpu('x86_64', model, host('Westmere', ['vmx'], { vendor: 'Intel' }));
  t.match(model, { mode: 'custom', match: 'exact', model: 'Westmere', vendor: 'Intel' });
  t.same(policies(model), { vmx: 'require', aes: 'disable' });
  const minimum = guest('Penryn', { '3dnow': 'disable' }, { match: 'minimum' });
  updateCpu('x86_64', minimum, host('Westmere', [], { vendor: 'Intel' }));
  t.match(minimum, { model: 'Westmere', match: 'exact', vendor: undefined });
  const removed = guest('Icelake-Server');
  updateCpu('x86_64', removed, undefined);
  t.same(
    policies(removed),
    Object.fromEntries(
      x86Models()
        .get('Icelake-Server')!
        .removed.map((name) => [name, 'disable']),
    ),
  );
  const passthrough = guest('', {}, { mode: 'host-passthrough' });
  updateCpu('x86_64', passthrough, undefined);
  t.same(passthrough.features, []);
  t.throws(() => updateCpu('x86_64', guest('Penryn', { vmx: 'optional' }), undefined), {
    message: 'unsupported configuration: unknown host CPU model',
  });
  t.throws(() => updateCpu('x86_64', guest('Foo'), undefined), {
    message: 'internal error: Unknown CPU model Foo',
  });
  t.end();
});

t.test('what QEMU made of a guest', (t) => {
  const set = (...names: string[]) => x86DataFromNames(names).features;
  const all = featureNames(x86Models().get('Penryn')!.features);
  const cpu = guest('Penryn', {}, { check: 'partial' });
  const on = all.filter((name) => name !== 'cx16');
  updateLiveX86(cpu, set(...on, 'hypervisor', 'vmx-ept'), set('cx16'));
  t.same(policies(cpu), { cx16: 'disable', hypervisor: 'require', 'vmx-ept': 'require' });
  const strict = guest('Penryn', { vmx: 'require' }, { check: 'full' });
  t.throws(() => updateLiveX86(strict, set(...all, 'hypervisor'), set()), {
    code: ErrorCode.OPERATION_FAILED,
    message:
      "operation failed: guest CPU doesn't match specification: extra features: hypervisor, missing features: vmx",
  });
  const added = x86Models().get('Penryn')!.added[0]!;
  const lenient = guest('Penryn', {}, { check: 'full' });
  updateLiveX86(lenient, set(...all, added), set());
  t.same(policies(lenient), { [added]: 'require' }, 'a feature libvirt learned of later is no surprise');
  t.throws(() => updateLiveX86(guest('Penryn'), set('sse'), set('sse')), {
    message: /'sse' is both enabled and disabled/,
  });
  t.end();
});

t.test('models translated, expanded, made migratable', (t) => {
  const models = new Map([
    ['Penryn', { name: 'Penryn' }],
    ['qemu64', { name: 'qemu64' }],
  ]);
  const cpu = guest('Nehalem', { vmx: 'force' });
  translateCpu('x86_64', cpu, models);
  t.equal(cpu.model, 'Penryn');
  t.match(policies(cpu), { 'sse4.2': 'require', popcnt: 'require', vmx: 'force' });
  const known = guest('Penryn');
  translateCpu('x86_64', known, models);
  t.same(known, guest('Penryn'));
  t.throws(() => translateCpu('x86_64', guest('Nehalem', {}, { fallback: 'forbid' }), models), {
    message: 'unsupported configuration: CPU model Nehalem is not supported by hypervisor',
  });
  t.throws(() => translateCpu('s390x', guest('z99'), new Map()), { code: ErrorCode.NO_SUPPORT });
  const expanded = guest('486', { aes: 'require', vme: 'disable', pse: 'optional', sse: 'force' });
  expandCpu('x86_64', expanded);
  t.same(expanded.features, [
    { name: 'aes', policy: 'require' },
    { name: 'fpu', policy: 'require' },
    { name: 'pse', policy: 'require' },
    { name: 'vme', policy: 'disable' },
  ]);
  t.same(migratableCpu('x86_64', host('Penryn', ['invtsc', 'aes'])).features, [{ name: 'aes' }]);
  t.throws(() => validateCpuFeatures('x86_64', guest('x', { foo: 'require' })), {
    message: 'unsupported configuration: unknown CPU feature: foo',
  });
  t.throws(() => validateCpuFeatures('aarch64', guest('x', { foo: 'require' })), {
    message: /unknown CPU feature: foo/,
  });
  validateCpuFeatures('aarch64', guest('x', { sve512: 'require' }));
  t.throws(() => validateCpuFeatures('s390x', guest('x', { foo: 'optional' })), {
    message: /only cpu feature policies/,
  });
  t.end();
});

t.test('ppc64', (t) => {
  const power = (model: string, more: Partial<CpuDef> = {}): CpuDef =>
    host(model, [], { arch: 'ppc64', ...more });
  t.equal(compareCpu('ppc64', power('POWER8'), power('POWER8')), 'identical');
  t.equal(compareCpu('ppc64', power('POWER8'), power('POWER9')), 'incompatible');
  t.equal(compareCpu('ppc64', power('POWER8'), power('POWER8', { arch: 'x86_64' })), 'incompatible');
  t.equal(compareCpu('ppc64', power('POWER7'), guest('POWER7_v2.1')), 'identical', 'an old name');
  const compat = (model: string): CpuDef => guest(model, {}, { mode: 'host-model' });
  t.equal(compareCpu('ppc64', power('POWER8'), compat('power7')), 'identical');
  t.equal(compareCpu('ppc64', power('POWER8'), compat('power9')), 'incompatible');
  t.throws(() => compareCpu('ppc64', power('POWER8'), compat('power5')), {
    message: /Unknown compatibility mode power5/,
  });
  t.throws(() => compareCpu('ppc64', power('POWER8'), power('POWER9'), true), {
    code: ErrorCode.CPU_INCOMPATIBLE,
    message: 'the CPU is incompatible with host CPU: host CPU model does not match required CPU model POWER9',
  });
  t.match(baselineCpu('ppc64', [power('POWER8'), power('POWER8', { vendor: 'IBM' })]), {
    model: 'POWER8',
    fallback: 'forbid',
  });
  t.throws(() => baselineCpu('ppc64', [power('POWER8'), power('POWER7')]), {
    message: 'operation failed: CPUs are incompatible',
  });
  t.throws(() => baselineCpu('ppc64', [power('POWER8', { vendor: 'Acorn' })]), {
    message: /Unknown CPU vendor Acorn/,
  });
  const legacy = guest('POWER8_v1.0');
  convertLegacyCpu('ppc64', legacy);
  t.equal(legacy.model, 'POWER8');
  t.end();
});

t.test('Arm, s390 and the rest', (t) => {
  const arm = host('Neoverse-N1', [], { arch: 'aarch64', vendor: 'ARM' });
  t.equal(compareCpu('aarch64', arm, { ...arm }), 'identical');
  t.equal(compareCpu('aarch64', arm, { ...arm, model: 'a64fx' }), 'incompatible');
  t.equal(compareCpu('aarch64', arm, guest('anything')), 'identical', 'guests are left to QEMU');
  t.equal(compareCpu('s390x', undefined, guest('z14')), 'identical');
  t.equal(compareCpu('x86_64', undefined, guest('Penryn')), 'incompatible');
  t.throws(() => compareCpu('x86_64', undefined, guest('Penryn'), true), { message: /unknown host CPU/ });
  t.match(baselineCpu('aarch64', [arm]), { model: 'Neoverse-N1' });
  t.throws(() => baselineCpu('s390x', [host('z14')]), {
    message:
      'this function is not supported by the connection driver: cannot compute baseline CPU of s390x architecture',
  });
  t.throws(() => cpuModelNames('sparc'), { message: /'sparc' architecture is not supported by CPU driver/ });
  const z = guest('', {}, { mode: 'host-model', features: [{ name: 'aen', policy: 'disable' }] });
  updateCpu('s390x', z, guest('z14', { aen: 'require', vx: 'require' }));
  t.match(z, { mode: 'custom', model: 'z14' });
  t.same(policies(z), { aen: 'disable', vx: 'require' });
  t.throws(() => updateCpu('s390x', guest('z14', {}, { match: 'minimum' }), undefined), {
    message: /match mode minimum not supported/,
  });
  const v = guest('', {}, { mode: 'host-model' });
  updateCpu('riscv64', v, guest('rv64'));
  t.equal(v.model, 'rv64');
  t.end();
});

t.test('documents', (t) => {
  const text = `<cpu>
  <arch>x86_64</arch>
  <model>Penryn</model>
  <vendor>Intel</vendor>
  <microcode version='7'/>
  <signature family='6' model='23' stepping='10'/>
  <counter name='tsc' frequency='2600000000' scaling='no'/>
  <topology sockets='1' dies='1' clusters='1' cores='2' threads='1'/>
  <maxphysaddr mode='emulate' bits='36'/>
  <feature name='vmx'/>
</cpu>
`;
  t.equal(formatCpu(parseCpu(text)), text);
  const asked = `<cpu mode='custom' match='exact' check='partial'>
  <model fallback='forbid'>Penryn</model>
  <feature policy='disable' name='sse'/>
</cpu>
`;
  t.equal(formatCpu(parseCpu(asked)), asked);
  const bad: [string, RegExp][] = [
    ['<cpu><arch>pdp11</arch><model>x</model></cpu>', /Unknown architecture pdp11/],
    ['<cpu mode="foo"/>', /Invalid mode attribute 'foo'/],
    [
      '<cpu mode="custom"><arch>x86_64</arch><model>x</model></cpu>',
      /Attribute mode is only allowed for guest CPU/,
    ],
    ['<cpu><arch>x86_64</arch></cpu>', /Missing CPU model name/],
    [
      '<cpu><model>x</model><feature name="a"/><feature name="a"/></cpu>',
      /CPU feature 'a' specified more than once/,
    ],
    ['<cpu><model>x</model><feature name="a" policy="b"/></cpu>', /Invalid CPU feature policy/],
    ['<cpu><vendor>Intel</vendor></cpu>', /CPU vendor specified without CPU model/],
    ['<cpu', /at line 1: Couldn't find end of Start Tag cpu/],
  ];
  for (const [xml, message] of bad) t.throws(() => parseCpu(xml), { message }, xml);
  t.end();
});
