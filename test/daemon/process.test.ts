// The daemon as a process: flags, configuration mistakes, one daemon per place, sockets and their modes, signals,
// systemd's ways.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { answers, eventually, missingProgram, program, startDaemon } from './support.ts';

const run = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', timeout: 20_000 });

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

t.test('a mistake in libvirtd.conf names file and line', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'vl-conf-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  const file = join(root, 'libvirtd.conf');
  const cases: [string, string][] = [
    ['# ok\nmax_clients = 5\nmax_cleints = 7\n', `${file}:3: unknown setting 'max_cleints'`],
    ['max_clients = "many"\n', `${file}:1: invalid value for 'max_clients': expected int`],
    ['\n\nlisten_tls\n', `${file}:3: expecting an assignment`],
    ['log_outputs = "unfinished\n', `${file}:1: unterminated string`],
    ['auth_unix_rw = "magic"\n', 'unsupported auth magic'],
    ['unix_sock_rw_perms = "999"\n', 'not an octal mode'],
  ];
  for (const [text, expected] of cases) {
    writeFileSync(file, text);
    const done = run('--root', root, '-f', file);
    t.equal(done.status, 1, expected);
    t.ok(done.stderr.includes(expected), `${expected}: ${done.stderr.slice(0, 200)}`);
  }
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
