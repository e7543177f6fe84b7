// Stock virsh against the built daemon and a real guest: the words and exit codes people and scripts rely on.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { eventually, startDaemon } from '../daemon/support.ts';
import { guestFiles, guestImpossible, guestUuid, guestXml, qemuProcesses } from './guest.ts';

const skip = guestImpossible() ?? false;

t.test('a guest from definition to undefinition', { skip, timeout: 240_000 }, async (t) => {
  const daemon = await startDaemon({ args: ['--rest', 'none'] });
  t.teardown(async () => {
    daemon.virsh('destroy', 'demo');
    await daemon.remove();
  });
  const file = join(daemon.root, 'demo.xml');
  writeFileSync(file, guestXml(guestFiles()));
  const ok = (pattern: RegExp | string, ...args: string[]): string => {
    const { status, stdout, stderr } = daemon.virsh(...args);
    t.equal(status, 0, `virsh ${args.join(' ')}: ${stderr}`);
    t.match(stdout, pattern, `virsh ${args.join(' ')}`);
    return stdout;
  };
  const fails = (pattern: RegExp, ...args: string[]): void => {
    const { status, stderr } = daemon.virsh(...args);
    t.equal(status, 1, `virsh ${args.join(' ')} fails`);
    t.match(stderr, pattern, `virsh ${args.join(' ')}`);
  };

  ok(/^qemu\+unix:\/\/\/system/, 'uri');
  ok(/^\S+\n/, 'hostname');
  ok(/CPU model: +x86_64\nCPU\(s\): +[0-9]+/, 'nodeinfo');
  ok(/<capabilities>[\s\S]*<arch name='x86_64'>/, 'capabilities');
  ok(/Running hypervisor: QEMU [0-9]/, 'version');
  ok(`Domain 'demo' defined from ${file}`, 'define', file);
  ok(/^ Id +Name +State\n-+\n - +demo +shut off\n/, 'list', '--all');
  ok(`${guestUuid}\n`, 'domuuid', 'demo');
  ok('demo\n', 'domname', guestUuid);
  ok('-\n', 'domid', 'demo');
  ok('shut off (unknown)\n', 'domstate', 'demo', '--reason');
  fails(/Requested operation is not valid: domain is not running/, 'suspend', 'demo');

  const events = spawn(
    'virsh',
    ['-c', `qemu+unix:///system?socket=${daemon.socket}`, 'event', '--all', '--loop', '--timeout', '200'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  t.teardown(() => events.kill());
  let seen = '';
  events.stdout.on('data', (chunk) => {
    seen += chunk;
  });
  // The registration has been made once an event of another guest's definition comes through.
  const probe = join(daemon.root, 'probe.xml');
  writeFileSync(probe, guestXml({ kernel: '/k', initrd: '/i' }, 'probe', guestUuid.replace(/^5/, '9')));
  await eventually('the event client', 20, () => {
    daemon.virsh('define', probe);
    return seen.includes("domain 'probe'");
  });
  daemon.virsh('undefine', 'probe');

  ok("Domain 'demo' started", 'start', 'demo');
  fails(/Domain is already active/, 'start', 'demo');
  ok(/ 1 +demo +running\n/, 'list');
  ok('1\n', 'domid', 'demo');
  ok('running (booted)\n', 'domstate', 'demo', '--reason');
  ok(
    /Id: +1\nName: +demo\nUUID: +5f3b[\s\S]*OS Type: +hvm\nState: +running\nCPU\(s\): +1\n[\s\S]*Max memory: +131072 KiB\nUsed memory: +131072 KiB\nPersistent: +yes\nAutostart: +disable\nManaged save: +no/,
    'dominfo',
    'demo',
  );
  ok(/<domain type='qemu' id='1'>\n {2}<name>demo<\/name>/, 'dumpxml', 'demo');
  ok(/"status":"running"/, 'qemu-monitor-command', 'demo', '{"execute":"query-status"}');

  const console_ = spawn(
    'script',
    ['-qec', `virsh -c 'qemu+unix:///system?socket=${daemon.socket}' console demo --force`, '/dev/null'],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  let said = '';
  console_.stdout.on('data', (chunk) => {
    said += chunk;
  });
  t.teardown(() => console_.kill());
  await eventually('the guest to speak on its console', 90, () => said.includes('GUEST-READY'));
  console_.stdin.write('\necho spoken-$((40+2))\n');
  await eventually('the guest to answer', 60, () => said.includes('spoken-42'));
  console_.stdin.write('\x1d');

  ok("Domain 'demo' suspended", 'suspend', 'demo');
  ok('paused (user)\n', 'domstate', 'demo', '--reason');
  ok("Domain 'demo' resumed", 'resume', 'demo');
  ok('running (unpaused)\n', 'domstate', 'demo', '--reason');
  ok("Domain 'demo' marked as autostarted", 'autostart', 'demo');
  ok(/demo/, 'list', '--autostart');
  ok("Domain 'demo' unmarked as autostarted", 'autostart', 'demo', '--disable');
  ok("Domain 'demo' is being shutdown", 'shutdown', 'demo');
  await eventually('the guest to power off', 60, () =>
    daemon.virsh('domstate', 'demo').stdout.startsWith('shut off'),
  );
  ok('shut off (shutdown)\n', 'domstate', 'demo', '--reason');
  ok("Domain 'demo' started", 'start', 'demo');
  ok("Domain 'demo' destroyed", 'destroy', 'demo');
  ok('shut off (destroyed)\n', 'domstate', 'demo', '--reason');
  ok("Domain 'demo' has been undefined", 'undefine', 'demo');
  fails(/failed to get domain 'demo'/, 'domstate', 'demo');
  const kinds = (): (string | undefined)[] =>
    [...seen.matchAll(/event 'lifecycle' for domain '?demo'?: (.*)/g)].map((m) => m[1]);
  await eventually('the last event', 10, () => kinds().includes('Undefined Removed'));
  t.same(
    kinds(),
    [
      'Resumed Unpaused',
      'Started Booted',
      'Suspended Paused',
      'Resumed Unpaused',
      'Shutdown Finished after guest request',
      'Stopped Shutdown',
      'Resumed Unpaused',
      'Started Booted',
      'Shutdown Finished after host request',
      'Stopped Destroyed',
      'Undefined Removed',
    ],
    'every change has its event, in order',
  );
  t.same(qemuProcesses(guestUuid), [], 'no QEMU is left');
});

t.test('SIGKILL of the daemon loses nothing', { skip, timeout: 120_000 }, async (t) => {
  let daemon = await startDaemon({ args: ['--rest', 'none'] });
  t.teardown(async () => {
    daemon.virsh('destroy', 'demo');
    await daemon.remove();
  });
  const file = join(daemon.root, 'demo.xml');
  const files = guestFiles();
  writeFileSync(file, guestXml(files));
  const second = join(daemon.root, 'second.xml');
  const secondUuid = guestUuid.replace(/^5/, '8');
  writeFileSync(second, guestXml(files, 'second', secondUuid));
  for (const path of [file, second]) t.equal(daemon.virsh('define', path).status, 0);
  for (const name of ['demo', 'second']) t.equal(daemon.virsh('start', name).status, 0);
  const before = { xml: daemon.virsh('dumpxml', 'demo').stdout, pids: qemuProcesses(guestUuid) };
  t.equal(before.pids.length, 1);
  await daemon.stop('SIGKILL');
  for (const pid of qemuProcesses(secondUuid)) process.kill(pid, 'SIGKILL');
  daemon = await daemon.restart();
  t.match(daemon.virsh('list', '--all').stdout, / 1 +demo +running\n - +second +shut off/);
  t.equal(daemon.virsh('dumpxml', 'demo').stdout, before.xml, 'the same definition, id and devices');
  t.same(qemuProcesses(guestUuid), before.pids, 'the same process');
  t.match(daemon.virsh('domstate', 'second', '--reason').stdout, /shut off \((crashed|unknown|failed)\)/);
  t.equal(
    daemon.virsh('qemu-monitor-command', 'demo', '{"execute":"query-status"}').status,
    0,
    'its monitor works',
  );
  await daemon.stop('SIGTERM');
  t.same(qemuProcesses(guestUuid), before.pids, 'SIGTERM leaves guests too');
  daemon = await daemon.restart();
  t.equal(daemon.virsh('destroy', 'demo').status, 0);
});
