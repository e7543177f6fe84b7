#!/usr/bin/env node
// Runs a command in the dom0 of an emulated Xen host, relays its output and returns its exit status.
//
//   lab.mjs why                      says why the lab cannot run here, if it cannot (exit 1), else nothing
//   lab.mjs build                    builds what is missing and saves the state of a booted machine
//   lab.mjs run [options] -- SCRIPT  runs a shell script in a fresh dom0
//     --project DIR  read-only at /mnt/project, the working folder       --timeout SECONDS  default 600
//     --out DIR      read-write at /mnt/out                              --cold             boot, do not resume
//
// Environment: VIRTLIGHT_LAB the folder of what was built (default ~/.cache/virtlight/xenlab).
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const machine = { cpus: 2, memory: 3072, dom0: 1152, model: 'qemu64,+svm,+npt' };
const bootSeconds = 150;

export const labFolder = () =>
  process.env.VIRTLIGHT_LAB ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'virtlight/xenlab');

const savedState = () => join(labFolder(), `saved.${machine.cpus}.${machine.memory}.${machine.dom0}`);

/** Why the lab cannot run on this machine, or undefined if it can. */
export function whyNot() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the Xen lab needs Linux on x86-64';
  if (process.getuid?.() !== 0) return 'the Xen lab needs root (packages are unpacked as root)';
  if (!/debian/i.test(readFileSync('/etc/os-release', 'utf8')))
    return 'the Xen lab is built from Debian packages';
  if (process.env.VIRTLIGHT_NO_LAB) return 'VIRTLIGHT_NO_LAB is set';
  try {
    execFileSync('qemu-system-x86_64', ['--version'], { stdio: 'ignore' });
  } catch {
    return 'the Xen lab needs qemu-system-x86_64';
  }
  return undefined;
}

/** Builds the images if they are not there, or older than what they are built from, and the saved state. */
export async function prepareLab() {
  const image = join(labFolder(), 'dom0.img');
  const sources = [
    'build.sh',
    'unpack-kernel.mjs',
    'init/dom0',
    'init/early',
    'init/guest',
    'guest/tiny.c',
    'guest/entry.S',
  ];
  // By content: a checkout gives files new times.
  const hash = createHash('sha256');
  for (const f of sources) hash.update(readFileSync(join(here, f)));
  const wanted = hash.digest('hex');
  const stamp = join(labFolder(), 'image.stamp');
  if (!existsSync(image) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    const build = spawn(join(here, 'build.sh'), {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, VIRTLIGHT_LAB: labFolder() },
    });
    const [code] = await once(build, 'exit');
    if (code !== 0) throw new Error(`build.sh ended with ${code}`);
    writeFileSync(stamp, wanted);
  }
  if (!existsSync(savedState())) await boot({ save: true });
}

/** Runs a shell script in a fresh dom0. Resolves to its exit status; 125 means that the lab failed. */
export async function runInLab(script, options = {}) {
  return boot({ ...options, script });
}

async function listen(path) {
  const server = createServer();
  server.listen(path);
  await once(server, 'listening');
  return { connection: once(server, 'connection').then(([socket]) => socket), close: () => server.close() };
}

async function boot({
  script = 'xl list',
  project = process.cwd(),
  out,
  timeout = 600,
  cold = false,
  save = false,
  onOutput = (b) => process.stdout.write(b),
  onReady,
} = {}) {
  const lab = labFolder();
  const scratch = mkdtempSync(join(tmpdir(), 'virtlight-lab-'));
  const shared = resolve(out ?? join(scratch, 'out'));
  mkdirSync(shared, { recursive: true });
  for (const f of ['status', 'output']) rmSync(join(shared, f), { force: true });
  writeFileSync(join(shared, 'command'), `${script}\n`);
  const consoleLog = join(scratch, 'console');
  const resume = !cold && !save && existsSync(savedState());
  const com2 = await listen(join(scratch, 'com2'));
  const qmp = await listen(join(scratch, 'qmp'));
  const share = (id, path, more) => [
    '-fsdev',
    `local,id=${id},path=${path},security_model=none${more}`,
    '-device',
    `virtio-9p-pci,fsdev=${id},mount_tag=${id}`,
  ];
  const qemu = spawn(
    'qemu-system-x86_64',
    [
      '-name',
      'virtlight-xenlab',
      '-machine',
      'pc',
      '-accel',
      'tcg,thread=multi',
      '-cpu',
      machine.model,
      '-smp',
      `${machine.cpus}`,
      '-m',
      `${machine.memory}`,
      '-nodefaults',
      '-no-user-config',
      '-display',
      'none',
      '-no-reboot',
      '-qmp',
      `unix:${join(scratch, 'qmp')}`,
      '-kernel',
      join(lab, 'xen'),
      '-append',
      `console=com1 com1=115200,8n1 loglvl=warning guest_loglvl=error dom0_mem=${machine.dom0}M,max:${machine.dom0}M spec-ctrl=no xpti=no`,
      '-initrd',
      `${join(lab, 'vmlinux')} console=hvc0 mitigations=off quiet nokaslr rdinit=/init,${join(lab, 'early.img')}`,
      '-drive',
      `file=${join(lab, 'dom0.img')},format=raw,if=virtio,readonly=on`,
      ...share('out', shared, ''),
      ...share('project', resolve(project), ',readonly=on,multidevs=remap'),
      '-serial',
      `file:${consoleLog}`,
      '-serial',
      `unix:${join(scratch, 'com2')}`,
      ...(resume ? ['-incoming', `exec:cat ${savedState()}`] : []),
    ],
    { stdio: ['ignore', 'ignore', openSync(join(scratch, 'qemu'), 'w')] },
  );
  const ended = once(qemu, 'exit');
  let alive = true;
  ended.then(() => {
    alive = false;
  });
  const end = () => alive && qemu.kill('SIGKILL');
  process.once('exit', end);
  const text = (f) => (existsSync(f) ? readFileSync(f, 'latin1') : '');
  const until = async (seconds, what, test) => {
    const deadline = Date.now() + seconds * 1000;
    while (!test()) {
      if (!alive) throw new Error(`the machine ended while waiting for ${what}`);
      if (Date.now() > deadline) throw new Error(`no ${what} within ${seconds} s`);
      await new Promise((r) => setTimeout(r, 50));
    }
  };
  const begin = Date.now();
  try {
    if (!resume) await until(bootSeconds, 'boot', () => /^LAB \S+ ready/m.test(text(consoleLog)));
    if (save) {
      await saveMachine(await qmp.connection, `${savedState()}.new`);
      renameSync(`${savedState()}.new`, savedState());
      console.error(`lab: booted in ${((Date.now() - begin) / 1000).toFixed(1)} s, state saved`);
      return 0;
    }
    const serial = await com2.connection;
    serial.write(`\n\ngo ${Math.floor(Date.now() / 1000)}\n`);
    await until(60, 'answer', () => /^LAB \S+ go/m.test(text(consoleLog)));
    onReady?.(shared);
    let shown = 0;
    const relay = () => {
      const file = join(shared, 'output');
      const size = existsSync(file) ? statSync(file).size : 0;
      if (size <= shown) return;
      const buffer = Buffer.alloc(size - shown);
      const fd = openSync(file, 'r');
      shown += readSync(fd, buffer, 0, buffer.length, shown);
      closeSync(fd);
      onOutput(buffer);
    };
    await until(timeout, 'end of the script', () => {
      relay();
      return existsSync(join(shared, 'status')) && text(join(shared, 'status')).trim() !== '';
    });
    relay();
    return Number(text(join(shared, 'status')).trim());
  } catch (e) {
    console.error(
      `lab: ${e.message}\n${text(consoleLog).split('\n').slice(-25).join('\n')}\n${text(join(scratch, 'qemu')).slice(-500)}`,
    );
    return 125;
  } finally {
    end();
    await ended;
    process.off('exit', end);
    com2.close();
    qmp.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function saveMachine(socket, file) {
  socket.on('error', () => undefined); // the machine is ended while it still talks
  let pending = '';
  const waiting = [];
  socket.on('data', (d) => {
    pending += d;
    for (let i = pending.indexOf('\n'); i >= 0; i = pending.indexOf('\n')) {
      const message = JSON.parse(pending.slice(0, i));
      pending = pending.slice(i + 1);
      if ('return' in message || 'error' in message) waiting.shift()?.(message);
    }
  });
  const ask = async (execute, args) => {
    const answer = new Promise((r) => waiting.push(r));
    socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    const { error, return: value } = await answer;
    if (error) throw new Error(`${execute}: ${error.desc}`);
    return value;
  };
  await ask('qmp_capabilities');
  await ask('migrate-set-parameters', { 'max-bandwidth': 8 * 2 ** 30 });
  // While it runs: a machine saved stopped would resume stopped.
  await ask('migrate', { uri: `exec:cat > ${file}` });
  for (const deadline = Date.now() + 60000; ; ) {
    const { status } = await ask('query-migrate');
    if (status === 'completed') return;
    if (status === 'failed' || Date.now() > deadline) throw new Error(`saving the machine: ${status}`);
    await new Promise((r) => setTimeout(r, 50));
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [, , verb, ...rest] = process.argv;
  const why = whyNot();
  if (verb === 'why' || why) {
    if (why) console.log(why);
    process.exitCode = why ? 1 : 0;
  } else if (verb === 'build') {
    await prepareLab();
  } else if (verb === 'run') {
    const options = {};
    while (rest.length && rest[0] !== '--') {
      const o = rest.shift();
      if (o === '--cold') options.cold = true;
      else if (o === '--project' || o === '--out') options[o.slice(2)] = rest.shift();
      else if (o === '--timeout') options.timeout = Number(rest.shift());
      else throw new Error(`unknown option ${o}`);
    }
    await prepareLab();
    process.exitCode = await runInLab(rest.slice(1).join(' ') || 'xl info; xl list', options);
  } else {
    console.error(
      'usage: lab.mjs why | build | run [--project DIR] [--out DIR] [--timeout S] [--cold] -- SCRIPT',
    );
    process.exitCode = 2;
  }
}
