// Probing real and fake emulators as processes, the check that KVM really runs guests, and the cache of the answers.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { ErrorCode } from '../../schemas/errors.ts';
import type { Logger } from '../../src/drivers/host.ts';
import { qemuCapsCache } from '../../src/drivers/kvm/capabilities/cache.ts';
import type { QemuCapsData } from '../../src/drivers/kvm/capabilities/caps.ts';
import {
  defaultEmulator,
  installedEmulators,
  selectEmulator,
} from '../../src/drivers/kvm/capabilities/emulators.ts';
import { kvmCheck, runThrowAwayGuest } from '../../src/drivers/kvm/capabilities/kvm.ts';
import { probeQemu } from '../../src/drivers/kvm/capabilities/probe.ts';
import { corpusCaps, sharedDir } from './replay.ts';

const realQemu = '/usr/bin/qemu-system-x86_64';
const noQemu = existsSync(realQemu) ? false : 'QEMU is not installed';
const shared = sharedDir();
const noShared = shared === undefined ? 'shared corpus not found' : false;

const scratch = (test: { teardown(callback: () => void): void }): string => {
  const dir = mkdtempSync(join(tmpdir(), 'caps-'));
  test.teardown(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};
const script = (dir: string, name: string, text: string): string => {
  const path = join(dir, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
};
const logger = (): Logger & { lines: string[] } => {
  const lines: string[] = [];
  const line = (_fields: object, text: string): void => void lines.push(text);
  const log = { lines, debug: line, info: line, warn: line, error: line, child: () => log };
  return log;
};

t.test('the QEMU installed here', { skip: noQemu }, async (t) => {
  const data = await probeQemu({ binary: realQemu, kvmWorks: async () => false });
  t.equal(data.arch, 'x86_64');
  t.ok(data.version >= 6_002_000);
  t.ok(data.flags.includes('tcg') && !data.flags.includes('kvm'));
  t.ok(data.accel.tcg!.machines[0]!.alias === 'pc', "libvirt's default machine comes first");
  t.ok(data.accel.tcg!.cpus!.some(({ name, usable }) => name === 'max' && usable === 'yes'));
});

t.test('a recorded QEMU 10.0.0, as a process', { skip: noShared }, async (t) => {
  const env = {
    ...process.env,
    FAKE_QEMU_REPLIES: join(shared!, 'corpus/open/qemucaps/qemucapabilitiesdata/caps_10.0.0_x86_64.replies'),
  };
  const binary = join(shared!, 'tools/fake-qemu.py');
  const data = await probeQemu({ binary, env, kvmWorks: kvmCheck(join(scratch(t), 'kvm.json'), { env }) });
  const expected = (await corpusCaps('10.0.0'))!;
  t.same(new Set(data.flags), new Set(expected.flags));
  t.same(data.accel, expected.accel);
  t.same(data.hyperv, expected.hyperv);
});

t.test('programs that are no QEMU fail in time, with a reason', async (t) => {
  const dir = scratch(t);
  const silent = script(dir, 'silent', 'exec sleep 60');
  await t.rejects(probeQemu({ binary: silent, deadline: 200 }), {
    code: ErrorCode.INTERNAL_ERROR,
    message: new RegExp(`Failed to start QEMU binary ${silent} for probing: no answer within 200 ms`),
  });
  const loud = script(dir, 'loud', 'echo cannot start >&2; exit 3');
  await t.rejects(probeQemu({ binary: loud }), { message: /for probing: cannot start$/ });
  const confused = script(dir, 'confused', 'echo hello; exec sleep 60');
  await t.rejects(probeQemu({ binary: confused, deadline: 5000 }), { message: /for probing/ });
  const half = script(
    dir,
    'half',
    `echo '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 9}, "package": ""}, "capabilities": []}}'; exec sleep 60`,
  );
  await t.rejects(probeQemu({ binary: half, deadline: 200 }), { message: /no answer within/ });
  await t.rejects(probeQemu({ binary: join(dir, 'absent') }), {
    code: ErrorCode.SYSTEM_ERROR,
    message: `Cannot check QEMU binary ${join(dir, 'absent')}: No such file or directory`,
  });
  const abort = new AbortController();
  const probing = probeQemu({ binary: silent, signal: abort.signal });
  setTimeout(() => abort.abort(), 20);
  await t.rejects(probing, { code: ErrorCode.OPERATION_ABORTED });
});

t.test('the throw-away guest', { skip: noQemu }, async (t) => {
  t.equal(await runThrowAwayGuest('tcg', { binary: realQemu }), 'works', 'translation runs it to its end');
  const dir = scratch(t);
  t.equal(
    await runThrowAwayGuest('kvm', { binary: script(dir, 'q', 'exit 1') }),
    'unknown',
    'an emulator that fails',
  );
});

t.test('the answer about KVM is remembered as long as the host is the same', async (t) => {
  const dir = scratch(t);
  const device = join(dir, 'kvm');
  writeFileSync(device, '');
  // Speaks just enough QMP to be taken for a QEMU whose guest never ends.
  const runs = join(dir, 'runs');
  const reply = (value: string): string =>
    `read line; id=\${line##*'"id":"'}; id=\${id%%'"'*}; printf '{"return": ${value}, "id": "%s"}\\n' "$id"`;
  const text = [
    `echo x >> ${runs}`,
    `echo '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 9}, "package": ""}, "capabilities": []}}'`,
  ];
  text.push(
    reply('{}'),
    reply('[{}]'),
    reply('{}'),
    `echo '{"event": "STOP", "timestamp": {"seconds": 1, "microseconds": 1}}'`,
    'exec sleep 60',
  );
  const binary = script(dir, 'stuck', text.join('\n'));
  const file = join(dir, 'cache/kvm.json');
  t.equal(await kvmCheck(file, { device })(binary), false);
  t.equal(await kvmCheck(file, { device })(binary), false);
  t.equal(readFileSync(runs, 'utf8'), 'x\n', 'one run for two daemons');
  rmSync(device);
  t.equal(
    await kvmCheck(file, { device })(binary),
    true,
    'without a device there is nothing to hold against it',
  );
  writeFileSync(device, '');
  writeFileSync(file, 'rubbish');
  const check = kvmCheck(file, { device });
  t.same(await Promise.all([check(binary), check(binary)]), [false, false]);
  t.equal(readFileSync(runs, 'utf8'), 'x\nx\n');
});

const sample = (binary: string): QemuCapsData => ({
  binary,
  arch: 'x86_64',
  version: 9_000_000,
  package: '',
  flags: ['tcg'],
  accel: {
    tcg: {
      machines: [
        { name: 'pc-i440fx-9.0', alias: 'pc', maxCpus: 255 },
        { name: 'pc-q35-9.0', alias: 'q35', maxCpus: 4096 },
      ],
    },
  },
});

t.test('the cache', async (t) => {
  const dir = scratch(t);
  const binary = script(dir, 'qemu', 'exit 1');
  let probes = 0;
  let stamp = 'kernel 1';
  const log = logger();
  const make = () =>
    qemuCapsCache({
      dir: join(dir, 'cache'),
      log,
      hostStamp: async () => stamp,
      trustFor: 0,
      probe: async (options) => {
        probes++;
        return sample(options.binary);
      },
    });
  const cache = make();
  t.equal(cache.peek(binary), undefined);
  const [one, two] = await Promise.all([cache.lookup(binary), cache.lookup(binary)]);
  t.equal(one, two);
  t.equal(cache.peek(binary), one);
  t.equal(probes, 1, 'asked twice at once, probed once');
  t.equal((await make().lookup(binary)).version, 9_000_000);
  t.equal(probes, 1, 'another daemon reads the file');
  writeFileSync(binary, '#!/bin/sh\nexit 2\n');
  await cache.lookup(binary);
  t.equal(probes, 2, 'a changed binary is probed again');
  stamp = 'kernel 2';
  await cache.lookup(binary);
  t.equal(probes, 3, 'so is one on a changed host');
  const [file] = readdirSync(join(dir, 'cache'));
  for (const broken of [
    '',
    '{"format": 1',
    JSON.stringify({ format: 1, stamp: '' }),
    JSON.stringify({ format: 0 }),
  ]) {
    const path = join(dir, 'cache', file!);
    writeFileSync(
      path,
      broken.replace('"stamp":""', `"stamp":${JSON.stringify(JSON.parse(readFileSync(path, 'utf8')).stamp)}`),
    );
    t.equal((await make().lookup(binary)).arch, 'x86_64');
  }
  t.equal(probes, 7);
  t.equal(
    readdirSync(join(dir, 'cache')).filter((name) => name.includes('corrupt')).length,
    3,
    'set aside, not lost',
  );
});

t.test('an emulator that fails is not run for every call, and holds up no other', async (t) => {
  const dir = scratch(t);
  const bad = script(dir, 'bad', 'exit 1');
  const good = script(dir, 'good', 'exit 1');
  let release: (() => void) | undefined;
  let probes = 0;
  const log = logger();
  const cache = qemuCapsCache({
    dir,
    log,
    hostStamp: async () => '',
    trustFor: 0,
    probe: async ({ binary }) => {
      probes++;
      if (binary === good) return sample(binary);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      throw new Error('hangs');
    },
  });
  const failing = cache.lookup(bad).then(() => '', String);
  t.equal((await cache.lookup(good)).binary, good);
  release!();
  t.match(await failing, /hangs/);
  await t.rejects(cache.lookup(bad), /hangs/);
  t.equal(probes, 2);
  t.match(log.lines.join(), `Failed to probe capabilities for ${bad}`);
});

t.test('choosing an emulator', async (t) => {
  const programs: Record<string, string> = {
    'qemu-system-x86_64': '/q/x',
    'qemu-system-aarch64': '/q/a',
    'qemu-system-ppc64': '/q/p',
  };
  const find = async (name: string): Promise<string | undefined> => programs[name];
  t.equal(await defaultEmulator('x86_64', 'x86_64', find), '/q/x');
  t.equal(await defaultEmulator('x86_64', 'i686', find), '/q/x', 'the 64-bit emulator serves 32-bit guests');
  t.equal(await defaultEmulator('aarch64', 'armv7l', find), '/q/a');
  t.equal(await defaultEmulator('x86_64', 'ppc64le', find), '/q/p');
  t.equal(await defaultEmulator('x86_64', 's390x', find), undefined);
  const arches: Record<string, QemuCapsData['arch']> = {
    '/q/x': 'x86_64',
    '/q/a': 'aarch64',
    '/q/p': 'ppc64',
  };
  const dir = scratch(t);
  const cache = qemuCapsCache({
    dir,
    log: logger(),
    hostStamp: async () => '',
    probe: async ({ binary }) => ({ ...sample(binary), arch: arches[binary]! }),
  });
  const installed = await installedEmulators('x86_64', cache, find);
  t.same(
    installed.map(({ arch }) => arch),
    ['aarch64', 'i686', 'ppc64', 'ppc64le', 'x86_64'],
  );
  const choose = (asked: Parameters<typeof selectEmulator>[2]) =>
    selectEmulator('x86_64', cache, asked, find);
  t.match(await choose({}), { arch: 'x86_64', virtType: 'qemu', machine: 'pc-i440fx-9.0' });
  t.match(await choose({ arch: 'i686', machine: 'q35' }), { arch: 'i686', machine: 'pc-q35-9.0' });
  await t.rejects(choose({ virtType: 'foo' }), {
    message: 'invalid argument: unknown virttype: foo',
    code: ErrorCode.INVALID_ARG,
  });
  await t.rejects(choose({ arch: 'foo' }), { message: 'invalid argument: unknown architecture: foo' });
  await t.rejects(choose({ arch: 's390x' }), {
    code: ErrorCode.CONFIG_UNSUPPORTED,
    message: "unsupported configuration: unable to find any emulator to serve 's390x' architecture",
  });
  await t.rejects(choose({ binary: '/q/a', arch: 'x86_64' }), {
    message:
      "invalid argument: architecture from emulator 'aarch64' doesn't match given architecture 'x86_64'",
  });
  await t.rejects(choose({ virtType: 'kvm' }), {
    message: "invalid argument: the accel 'kvm' is not supported by '/q/x' on this host",
  });
  await t.rejects(choose({ machine: 'foo' }), {
    message: "invalid argument: the machine 'foo' is not supported by emulator '/q/x'",
  });
});
