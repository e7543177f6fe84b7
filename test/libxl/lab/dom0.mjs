// What the tests of the whole daemon share: starting, killing and asking it, and guests of every type.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { run, until } from './check.mjs';

process.env.LC_ALL = 'C';
const config = '/etc/libvirt/libvirtd.conf';
/** A command that takes longer ends its virsh. */
const ANSWER_MS = 240_000;

/** One virsh process for each command: for what happens while a daemon dies. */
export const virshOnce = (...args) => run('virsh', '-q', '-c', 'xen:///system', ...args);

const quote = (word) => (/^[\w./:=+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * A virsh that stays: starting one takes seconds under emulation. Each command gives its output, or an error text with
 * `code` as the program would have ended.
 */
const openShell = () => {
  const child = spawn('sh', ['-c', 'exec virsh -q -c xen:///system 2>&1'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let pending = '';
  let waiting = null;
  let count = 0;
  const check = () => {
    if (!waiting) return;
    const mark = `@@${count}@@`;
    // The mark comes twice: as it was typed and as it was printed.
    const at = pending.indexOf(mark, pending.indexOf(`echo ${mark}`) + mark.length + 5);
    if (at < 0 || !pending.includes(`echo ${mark}`)) return;
    const text = pending.slice(0, at);
    pending = pending.slice(at + mark.length);
    const output = text
      .split('\n')
      .filter((line) => !line.startsWith('virsh # '))
      .map((line) => line.replace(/virsh # echo @@\d+@@$/, ''))
      .join('\n')
      .trim();
    const { resolve } = waiting;
    waiting = null;
    resolve(/^error: /m.test(output) ? Object.assign(new String(output), { code: 1 }) : output);
  };
  child.stdout.on('data', (chunk) => {
    pending += chunk;
    check();
  });
  child.on('close', () => {
    waiting?.resolve(Object.assign(new String('virsh has ended'), { code: 2 }));
    waiting = null;
    if (shell === self) shell = null;
  });
  let turn = Promise.resolve();
  const self = {
    ask(args) {
      const answer = turn.then(
        () =>
          new Promise((resolve) => {
            count++;
            const timer = setTimeout(() => child.kill('SIGKILL'), ANSWER_MS);
            waiting = {
              resolve(answer) {
                clearTimeout(timer);
                resolve(answer);
              },
            };
            child.stdin.write(`${args.map(quote).join(' ')}\necho @@${count}@@\n`);
          }),
      );
      turn = answer;
      return answer;
    },
    close: () => child.stdin.end(),
  };
  return self;
};
let shell = null;
/** virsh on the one connection; output, or an error text with `code`. */
export const virsh = (...args) => {
  shell ??= openShell();
  return shell.ask(args);
};
const closeShell = () => {
  shell?.close();
  shell = null;
};

const serving = () =>
  new Promise((resolve) => {
    const socket = connect('/run/libvirt/libvirt-sock');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

const startServer = async (program, args, env = {}, settings = '') => {
  mkdirSync('/run/libvirt', { recursive: true });
  mkdirSync('/etc/libvirt', { recursive: true });
  rmSync('/run/libvirt/libvirt-sock', { force: true });
  writeFileSync(config, `auth_unix_rw = "none"\nunix_sock_group = "root"\n${settings}`);
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise((r) => child.on('exit', (code, signal) => r(signal ?? code)));
  let over = false;
  void ended.then(() => {
    over = true;
  });
  await until(
    'daemon',
    async () => {
      if (over) throw new Error('the daemon ended');
      // The shell stays for what is asked next.
      return (await serving()) && (await virsh('uri')).toString() === 'xen:///system';
    },
    180,
  );
  return {
    pid: child.pid,
    ended,
    kill: (signal) => {
      closeShell();
      child.kill(signal);
      return ended;
    },
  };
};

/** Starts virtlightd and waits until it serves. */
export const startDaemon = (env = {}, settings = '') =>
  startServer('bin/virtlightd', ['-v', '-f', config], env, settings);

/** Starts Debian's libvirtd and waits until it serves. */
export const startLibvirtd = () => startServer('libvirtd', ['-f', config]);

/** The domain ids that Xen itself has, dom0 aside. */
export const domids = async () =>
  (await run('xl', 'list'))
    .toString()
    .split('\n')
    .slice(2)
    .map((l) => Number(l.split(/\s+/)[1]));
export const consoleOf = (name) => {
  try {
    return readFileSync(`/var/log/xen/console/guest-${name}.log`, 'latin1');
  } catch {
    return '';
  }
};

/** A file with a definition, for virsh. */
export const file = (name, text) => {
  const path = `/tmp/${name}.xml`;
  writeFileSync(path, text);
  return path;
};
export const uuidOf = (n) => `bbbbbbbb-2222-3333-4444-${String(n).padStart(12, '0')}`;
export const tiny = (name, n, more = '') =>
  file(
    name,
    `<domain type='xen'><name>${name}</name><uuid>${uuidOf(n)}</uuid>
<memory unit='MiB'>8</memory><vcpu>1</vcpu><os><type>xen</type><kernel>/lab/tiny</kernel></os>${more}
<devices><console type='pty'/></devices></domain>`,
  );
export const linux = (name, n, type, devices = '') =>
  file(
    name,
    `<domain type='xen'><name>${name}</name><uuid>${uuidOf(n)}</uuid>
<memory unit='MiB'>160</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='${type === 'linux' ? 'xenpv' : type}'>${type}</type>
<kernel>/lab/vmlinux</kernel><initrd>/lab/guest.img</initrd><cmdline>console=hvc0 quiet</cmdline></os>
<devices><console type='pty'/>${devices}</devices></domain>`,
  );
export const hvm = (name, n) =>
  file(
    name,
    `<domain type='xen'><name>${name}</name><uuid>${uuidOf(n)}</uuid>
<memory unit='MiB'>64</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='xenfv'>hvm</type><boot dev='hd'/></os><features><acpi/></features>
<devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/tmp/${name}.img'/><target dev='hda' bus='ide'/></disk>
<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/></devices></domain>`,
  );

/** A libvirt-python program; it prints what it found. */
export const python = (program) =>
  new Promise((resolve) => {
    execFile('python3', ['-c', program], { timeout: 90_000 }, (error, stdout, stderr) =>
      resolve(error ? `${stdout}${stderr}` : stdout.trim()),
    );
  });
