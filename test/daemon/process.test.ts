// The daemon as a process: flags, configuration mistakes, one daemon per place, sockets and their modes, signals,
// systemd's ways.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import t from 'tap';
import { configKeys, configKinds } from '../../schemas/config.ts';
import { parseConfig, readConfig } from '../../src/daemon/config.ts';
import { answers, eventually, missingProgram, program, startDaemon } from './support.ts';

/** Text as a pattern that fits it alone. */
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const run = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', timeout: 60_000 });

t.test('help, version, mistakes on the command line', async (t) => {
  const help = run('--help');
  t.equal(help.status, 0);
  for (const flag of [
    '-d | --daemon',
    '-f | --config',
    '-l | --listen',
    '-p | --pid-file',
    '-t | --timeout',
    '--root',
    '--rest',
  ])
    t.ok(help.stdout.includes(flag), flag);
  t.match(run('-V').stdout, /virtlight.*compatible with libvirt/);
  const wrong = run('--nonsense');
  t.equal(wrong.status, 1);
  t.match(wrong.stderr, /nonsense/);
  t.match(run('-t', 'soon').stderr, /Invalid value for timeout: 'soon'/);
});

t.test('a mistake in a configuration file names file and line', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'vl-conf-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  const cases: [file: string, text: string, expected: string][] = [
    ['libvirtd.conf', '# ok\nmax_clients = 5\nmax_cleints = 7\n', ":3: unknown setting 'max_cleints'"],
    [
      'libvirtd.conf',
      'max_clients = "many"\n',
      ":1: invalid value for 'max_clients': expected a number from 0",
    ],
    ['libvirtd.conf', 'max_clients = -5\n', ":1: invalid value for 'max_clients': expected a number from 0"],
    ['libvirtd.conf', '\n\nlisten_tls\n', ':3: expecting an assignment'],
    ['libvirtd.conf', 'log_outputs = "unfinished\n', ':1: unterminated string'],
    [
      'libvirtd.conf',
      'auth_unix_rw = "magic"\n',
      ':1: invalid value for \'auth_unix_rw\': expected "none", "sasl"',
    ],
    [
      'libvirtd.conf',
      'unix_sock_rw_perms = "999"\n',
      ":1: invalid value for 'unix_sock_rw_perms': expected an octal",
    ],
    ['libvirtd.conf', 'tcp_port = "99999"\n', ":1: invalid value for 'tcp_port': expected a port number"],
    ['libvirtd.conf', 'log_level = 9\n', ":1: invalid value for 'log_level': expected a number from 1 to 4"],
    ['libvirtd.conf', '\nhost_uuid = "abc"\n', ":2: invalid value for 'host_uuid': expected a UUID"],
    [
      'libvirtd.conf',
      'log_outputs = "9:nowhere"\n',
      ":1: invalid value for 'log_outputs': expected LEVEL:stderr",
    ],
    [
      'libvirtd.conf',
      'log_filters = "1:rpc x"\n',
      ":1: invalid value for 'log_filters': expected LEVEL:WORD",
    ],
    ['qemu.conf', 'user = "root"\nvnc_tsl = 1\n', ":2: unknown setting 'vnc_tsl'"],
    ['qemu.conf', 'vnc_tls = 2\n', ":1: invalid value for 'vnc_tls': expected 0 or 1"],
    ['network.conf', 'firewall = "x"\n', ":1: unknown setting 'firewall'"],
    ['libxl.conf', 'autoballoon = "yes"\n', ":1: invalid value for 'autoballoon': expected 0 or 1"],
  ];
  const path = join(root, 'some.conf');
  for (const [file, text, expected] of cases) {
    writeFileSync(path, text);
    t.throws(
      () => readConfig(path, file),
      { message: new RegExp(literally(`${path}${expected}`)) },
      expected,
    );
  }
  t.same(readConfig(join(root, 'absent.conf'), 'qemu.conf'), {});
});

t.test('the daemon does not start on a mistake', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'vl-conf-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  const absent = run('--root', root, '-f', join(root, 'absent.conf'));
  t.match(absent, { status: 1, stderr: /absent\.conf: ENOENT/ }, 'a file asked for by name must be there');
  const folder = join(root, 'etc/libvirt');
  mkdirSync(folder, { recursive: true });
  const attempt = (file: string, text: string, expected: RegExp): void => {
    writeFileSync(join(folder, file), text);
    t.match(run('--root', root), { status: 1, stderr: expected }, `${file}: ${text}`);
    rmSync(join(folder, file));
  };
  attempt('libvirtd.conf', '\nmax_cleints = 7\n', /libvirtd\.conf:2: unknown setting 'max_cleints'/);
  attempt('qemu.conf', '\nvnc_tsl = 1\n', /qemu\.conf:2: unknown setting 'vnc_tsl'/);
  // only a daemon of root runs QEMU as somebody else
  if (process.geteuid?.() === 0)
    attempt('qemu.conf', 'user = "nosuchuser"\n', /qemu\.conf: user 'nosuchuser' does not exist/);
});

t.test("libvirt's own files, with every example in them uncommented, are taken", async (t) => {
  const shipped = ['/etc/libvirt', join(homedir(), '.cache/virtlight/stock/etc/libvirt')].find((folder) =>
    existsSync(join(folder, 'qemu.conf')),
  );
  if (!shipped) return t.comment('skipped: no qemu.conf of libvirt here');
  for (const name of ['qemu.conf', 'libvirtd.conf']) {
    const text = readFileSync(join(shipped, name), 'utf8').replace(
      /^#([a-z_0-9]+ *= *("[^"\n]*"|[0-9]+) *)$/gm,
      '$1',
    );
    const settings = [...parseConfig(text, name)];
    t.ok(settings.length > 40, name);
    const misfits = settings.filter(([key, { value }]) => {
      const kind = configKeys[name]?.[key];
      return !kind || !configKinds[kind].fits(value);
    });
    t.same(misfits, [], name);
  }
});

t.test('SIGHUP reads the configuration again, and keeps what it had when there is a mistake', async (t) => {
  const daemon = await startDaemon({ scheme: 'test:///default' });
  t.teardown(() => daemon.remove());
  const path = join(daemon.root, 'etc/libvirt/qemu.conf');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'monitor_timeot = 7\n');
  daemon.child.kill('SIGHUP');
  await eventually('the mistake told', 30, () =>
    daemon.log().includes(`${path}:1: unknown setting 'monitor_timeot'`),
  );
  t.equal(daemon.virsh('uri').status, 0, 'the daemon lives on');
  writeFileSync(path, 'monitor_timeout = 7\n');
  daemon.child.kill('SIGHUP');
  t.equal(daemon.virsh('uri').status, 0);
  t.equal(daemon.child.exitCode, null);
});

t.test('one daemon for one place; many side by side', async (t) => {
  const first = await startDaemon();
  t.teardown(() => first.remove());
  const second = run('--root', first.root);
  t.equal(second.status, 1);
  t.match(second.stderr, /Another libvirtd or virtlightd \(process [0-9]+\)/);
  const beside = await startDaemon();
  t.teardown(() => beside.remove());
  t.ok(await answers(beside.socket));
  t.ok(await answers(first.socket), 'the first still serves');

  const held = mkdtempSync(join(tmpdir(), 'vl-held-'));
  t.teardown(() => rmSync(held, { recursive: true }));
  mkdirSync(join(held, 'run/libvirt'), { recursive: true });
  const libvirtd = createServer().listen(join(held, 'run/libvirt/libvirt-sock'));
  t.teardown(() => new Promise((resolve) => libvirtd.close(resolve)));
  const refused = await new Promise<string>((resolve) => {
    const child = spawn(process.execPath, [program, '--root', held]);
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    child.on('close', (code) => resolve(`${code} ${text}`));
  });
  t.match(refused, /^1 .*is served by another libvirtd/);
});

t.test('sockets, their modes, and what SIGTERM leaves', async (t) => {
  const daemon = await startDaemon();
  t.teardown(() => daemon.remove());
  const mode = (name: string): string =>
    (statSync(join(daemon.root, 'run/libvirt', name)).mode & 0o777).toString(8);
  t.equal(mode('libvirt-sock'), '700');
  t.equal(mode('libvirt-admin-sock'), '700');
  if (process.geteuid?.() === 0) t.equal(mode('libvirt-sock-ro'), '777');
  await eventually('REST', 10, () => existsSync(daemon.restSocket));
  t.equal(mode('virtlight-rest-sock'), '600');
  const began = Date.now();
  t.equal(await daemon.stop('SIGTERM'), 0);
  t.ok(Date.now() - began < 3000, 'it leaves at once');
  t.notOk(existsSync(daemon.socket));
  const again = await daemon.restart();
  t.teardown(() => again.remove());
  await again.stop('SIGKILL');
  const third = await daemon.restart();
  t.teardown(() => third.remove());
  t.ok(await answers(third.socket), "a socket left by SIGKILL is in nobody's way");
});

t.test('-t leaves when idle, -p names the pid file, -d returns when ready', async (t) => {
  const idle = await startDaemon({ args: ['-t', '1'] });
  t.teardown(() => idle.remove());
  t.equal(await new Promise((resolve) => idle.child.once('exit', resolve)), 0);

  const root = mkdtempSync(join(tmpdir(), 'vl-fork-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const pidFile = join(root, 'own.pid');
  const done = run('--root', root, '-d', '-p', pidFile, '--rest', 'none');
  t.equal(done.status, 0, done.stderr);
  t.ok(await answers(join(root, 'run/libvirt/libvirt-sock')), 'ready when it returns');
  const pid = Number(readFileSync(pidFile, 'utf8'));
  process.kill(pid, 'SIGTERM');
  await eventually(
    'the daemon to leave',
    5,
    async () => !(await answers(join(root, 'run/libvirt/libvirt-sock'))),
  );
});

t.test('socket activation and readiness', { skip: missingProgram('python3') ?? false }, async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'vl-act-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  // An activator as systemd is one: the listening socket as descriptor 3, a datagram socket for the notification.
  const script = `
import os,socket,sys
root,node,prog=sys.argv[1:4]
os.makedirs(root+'/run/libvirt')
s=socket.socket(socket.AF_UNIX); s.bind(root+'/given'); s.listen(5)
n=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM); n.bind(root+'/notify'); n.settimeout(20)
pid=os.fork()
if pid==0:
    os.dup2(s.fileno(),3); os.set_inheritable(3,True)
    e=dict(os.environ,LISTEN_PID=str(os.getpid()),LISTEN_FDS='1',LISTEN_FDNAMES='libvirtd.socket',NOTIFY_SOCKET=root+'/notify')
    os.execve(node,[node,prog,'--root',root,'--rest','none'],e)
said=n.recv(200).decode()
c=socket.socket(socket.AF_UNIX); c.connect(root+'/given'); c.settimeout(10)
c.send(bytes.fromhex('0000001c200080860000000100000042000000000000000000000000'))
print(said, c.recv(4).hex())
os.kill(pid,15); print(n.recv(200).decode(), os.waitpid(pid,0)[1])
`;
  const done = spawnSync('/usr/bin/python3', ['-c', script, root, process.execPath, program], {
    encoding: 'utf8',
    timeout: 40_000,
  });
  t.match(done.stdout, /READY=1 00000024\nSTOPPING=1 0\n/, done.stderr);
});

t.test('the matrix tells yes or why not for every procedure', async (t) => {
  const { procedures } = JSON.parse(run('--matrix', '--json', '--root', '/nonexistent').stdout);
  t.equal(procedures.filter((p: { program: string }) => p.program === 'remote').length, 401);
  for (const row of procedures)
    for (const [driver, value] of Object.entries(row.drivers))
      if (value !== true && (typeof value !== 'string' || value.length < 3))
        t.fail(`${row.name} ${driver}: no reason`);
  t.match(procedures[0], { name: String, number: Number, program: String, family: String, drivers: Object });
});
