// npm run demo: from nothing to a Linux guest on this machine's QEMU, run by virtlightd and driven by stock virsh.
// Everything happens below one temporary folder and is gone afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guestCache, makeGuest } from './guest.mjs';
import { demoPackages, ensurePackages } from './packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const started = Date.now();
const bold = process.stdout.isTTY ? ['\x1b[1m', '\x1b[0m'] : ['', ''];
const say = (text) =>
  process.stdout.write(`${bold[0]}[${((Date.now() - started) / 1000).toFixed(1)} s] ${text}${bold[1]}\n`);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Stop extends Error {}

const until = async (what, seconds, check) => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
    const value = await check();
    if (value) return value;
  }
  throw new Stop(`${what}: not within ${seconds} s`);
};

const prepare = () => {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Stop(`Node 20.19 or later is needed; this is ${process.version}`);
  const missing = ensurePackages(demoPackages, say);
  if (missing.length > 0) throw new Stop(`please install these packages first: ${missing.join(' ')}`);
  if (!existsSync(join(root, 'node_modules/esbuild'))) {
    say('installing npm packages');
    if (
      spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      }).status !== 0
    )
      throw new Stop('npm install failed');
  }
  say('building');
  if (
    spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' }).status !==
    0
  )
    throw new Stop('the build failed');
};

const domainXml = (type, guest) => `<domain type='${type}'>
  <name>demo</name>
  <memory unit='MiB'>160</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64'>hvm</type>
    <kernel>${guest.kernel}</kernel>
    <initrd>${guest.initrd}</initrd>
    <cmdline>console=ttyS0 quiet</cmdline>
  </os>
  <features><acpi/></features>
  <devices>
    <serial type='pty'/>
    <console type='pty'/>
  </devices>
</domain>
`;

const demo = async (place, guest) => {
  const sockets = join(place, 'run/libvirt');
  const uri = `qemu+unix:///system?socket=${join(sockets, 'libvirt-sock')}`;
  const env = { ...process.env, LIBVIRT_DEFAULT_URI: uri, LC_ALL: 'C' };

  say('starting the daemon: bin/virtlightd --root DIR');
  const log = [];
  const daemon = spawn(process.execPath, [join(root, 'bin/virtlightd'), '--root', place], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  daemon.stderr.on('data', (chunk) => log.push(chunk));
  const gone = new Promise((resolve) => daemon.once('exit', resolve));
  const virsh = (...args) => {
    process.stdout.write(`$ virsh ${args.join(' ')}\n`);
    const done = spawnSync('virsh', args, { env, encoding: 'utf8', timeout: 60_000 });
    process.stdout.write(`${done.stdout.trimEnd()}\n${done.stderr}`);
    if (done.status !== 0) throw new Stop(`virsh ${args[0]} failed\n${Buffer.concat(log)}`);
    return done.stdout;
  };
  const quietly = (...args) =>
    spawnSync('virsh', args, { env, encoding: 'utf8', timeout: 20_000 }).stdout ?? '';
  const rest = (method, path) =>
    new Promise((resolve, reject) => {
      const call = request({ socketPath: join(sockets, 'virtlight-rest-sock'), method, path }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve(JSON.parse(text)));
      });
      call.on('error', reject);
      call.end();
    });

  try {
    await until(
      'the daemon',
      30,
      () => existsSync(join(sockets, 'virtlight-rest-sock')) || daemon.exitCode !== null,
    );
    if (daemon.exitCode !== null) throw new Stop(`the daemon did not start:\n${Buffer.concat(log)}`);
    const type = quietly('capabilities').includes("<domain type='kvm'") ? 'kvm' : 'qemu';
    say(type === 'kvm' ? 'KVM works here and is used' : 'KVM does not work here; QEMU emulates');
    const file = join(place, 'demo.xml');
    writeFileSync(file, domainXml(type, guest));
    virsh('define', file);
    virsh('start', 'demo');
    virsh('list', '--all');

    say('virsh console demo: the guest in its own words');
    await showConsole(env);

    say('the same guest through REST');
    const [domain] = await rest('GET', '/v1/domains');
    process.stdout.write(
      `GET /v1/domains/${domain.uuid}\n${JSON.stringify(await rest('GET', `/v1/domains/${domain.uuid}`), null, 2)}\n`,
    );

    say('shutting it down');
    virsh('shutdown', 'demo');
    await until('the guest to power off', 30, () => quietly('domstate', 'demo').startsWith('shut off'));
    virsh('domstate', 'demo', '--reason');
    virsh('undefine', 'demo');
    virsh('list', '--all');
  } finally {
    quietly('destroy', 'demo');
    daemon.kill('SIGTERM');
    await Promise.race([gone, sleep(5000)]);
    daemon.kill('SIGKILL');
  }
};

/** Runs virsh console on a terminal of its own, asks the guest for its name, leaves with Ctrl+]. */
const showConsole = async (env) => {
  const terminal = spawn('script', ['-qec', 'virsh console --force demo', '/dev/null'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let seen = '';
  terminal.stdout.on('data', (chunk) => {
    seen += chunk;
    process.stdout.write(String(chunk).replaceAll('\x1b[6n', ''));
  });
  const closed = new Promise((resolve) => terminal.once('close', resolve));
  await until('the guest to speak', 60, () => /GUEST-READY|# $/.test(seen));
  terminal.stdin.write('\ncat /proc/version; echo spoken-$((40+2))\n');
  await until("the guest's answer", 30, () => seen.includes('spoken-42'));
  terminal.stdin.write('\x1d');
  await Promise.race([closed, sleep(3000)]);
  terminal.kill();
  process.stdout.write('\n');
};

let place = null;
process.on('SIGINT', () => process.exit(130));
process.on('exit', () => {
  if (place) rmSync(place, { recursive: true, force: true });
});
try {
  prepare();
  say('making a tiny Linux guest');
  const guest = makeGuest(guestCache(), say);
  place = mkdtempSync(join(tmpdir(), 'virtlight-demo-'));
  await demo(place, guest);
  say('done; nothing is left behind');
} catch (error) {
  process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
