// Session mode for a user, TCP for those who ask for it.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { connectRpc } from '../../src/model/rpc/client.ts';
import { answers, eventually, missingProgram, program, startDaemon } from './support.ts';

const NOBODY = 65534;

/** Why nobody cannot run the daemon from here, or null: a checkout below root's own folder, say. */
const nobodyCannot = (): string | null => {
  if (process.geteuid?.() !== 0) return null;
  const tried = spawnSync(process.execPath, [program, '--version'], {
    uid: NOBODY,
    gid: NOBODY,
    encoding: 'utf8',
  });
  return tried.status === 0 ? null : 'user nobody cannot read this checkout';
};

t.test(
  'a user has a daemon of his own',
  { skip: missingProgram('virsh') ?? nobodyCannot() ?? false },
  async (t) => {
    const home = mkdtempSync(join(tmpdir(), 'vl-home-'));
    const identity = process.geteuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    if (process.geteuid?.() === 0) chownSync(home, NOBODY, NOBODY);
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      XDG_RUNTIME_DIR: join(home, 'run'),
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
      LIBVIRT_AUTOSTART: '0',
      LC_ALL: 'C',
    };
    const child = spawn(process.execPath, [program, '--rest', 'none'], { env, stdio: 'ignore', ...identity });
    t.teardown(() => {
      child.kill('SIGKILL');
      rmSync(home, { recursive: true, force: true });
    });
    const socket = join(home, 'run/libvirt/libvirt-sock');
    await eventually('the daemon', 20, () => answers(socket));
    t.notOk(existsSync(`${socket}-ro`), 'session daemons have no read-only socket');
    const virsh = (...args: string[]) =>
      spawnSync('virsh', args, { env, encoding: 'utf8', timeout: 20_000, ...identity });
    t.equal(virsh('uri').stdout, 'qemu:///session\n\n', 'plain virsh finds it');
    t.match(virsh('-c', 'qemu:///session', 'list', '--all').stdout, / Id +Name +State/);
    t.match(
      virsh('-c', `qemu+unix:///system?socket=${socket}`, 'list').stderr,
      /unexpected qemu URI path '\/system', try qemu:\/\/\/session/,
    );
  },
);

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

t.test('TCP only with -l and listen_tcp', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'vl-tcp-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const port = await freePort();
  const file = join(root, 'libvirtd.conf');
  const conf = `listen_tcp = 1\nlisten_tls = 0\nlisten_addr = "127.0.0.1"\ntcp_port = "${port}"\nauth_tcp = "none"\n`;
  writeFileSync(file, conf);
  const without = await startDaemon({ root, args: ['-f', file] });
  await t.rejects(connectRpc({ host: '127.0.0.1', port }), { code: 'ECONNREFUSED' });
  await without.stop();
  const daemon = await startDaemon({ root, args: ['-f', file, '-l'] });
  t.teardown(() => daemon.stop('SIGKILL'));
  const client = await eventually('TCP', 10, () => connectRpc({ host: '127.0.0.1', port }).catch(() => null));
  await client.open('test:///default');
  t.same(await client.remote.connectGetType(), { type: 'TEST' });
  client.close();
  writeFileSync(file, `${conf.replace('"none"', '"sasl"')}`);
  await daemon.stop();
  const guarded = await startDaemon({ root, args: ['-f', file, '-l'] });
  t.teardown(() => guarded.stop('SIGKILL'));
  const stranger = await eventually('TCP', 10, () =>
    connectRpc({ host: '127.0.0.1', port }).catch(() => null),
  );
  t.same(await stranger.remote.authList(), { types: [1] });
  await t.rejects(stranger.remote.connectOpen({ name: 'test:///default', flags: 0 }), {
    message: 'authentication required',
  });
  await t.rejects(stranger.remote.authSaslInit(), {
    code: 45,
    message: 'authentication failed: authentication failed',
  });
  stranger.close();
});
