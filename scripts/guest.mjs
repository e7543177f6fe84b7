// Makes a tiny Linux guest: Debian's cloud kernel, unpacked and not installed, and an initramfs of busybox made here.
// node scripts/guest.mjs DIR writes DIR/vmlinuz and DIR/initrd.img; what is there already is kept.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Drivers the guest may meet, in the order in which they must be loaded. */
const modules = [
  'button',
  'evdev',
  'virtio',
  'virtio_ring',
  'virtio_pci_modern_dev',
  'virtio_pci_legacy_dev',
  'virtio_pci',
  'virtio_blk',
  'failover',
  'net_failover',
  'virtio_net',
  'virtio_balloon',
  'virtio_console',
];
const udhcpcScript = `#!/bin/sh
[ "$1" = bound ] || exit 0
ip addr add "$ip/\${mask:-24}" dev "$interface"
[ -z "$router" ] || ip route add default via "$router"
[ -z "$dns" ] || for server in $dns; do echo "nameserver $server"; done > /etc/resolv.conf
`;

/** Where the guest is kept between runs. */
export const guestCache = () =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'virtlight', 'guest');

const filesBelow = (directory) =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

const run = (command, args, options = {}) =>
  execFileSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options });

const kernelPackage = (apt) => {
  const depends = () =>
    spawnSync('apt-cache', [...apt, 'depends', 'linux-image-cloud-amd64'], { encoding: 'utf8' }).stdout;
  return /Depends: (linux-image-[0-9]\S*)/.exec(depends())?.[1];
};

/** Makes the guest in `directory`; gives its two files. Needs apt-get, dpkg-deb, busybox and cpio, not root. */
export const makeGuest = (directory, say = () => {}) => {
  const kernel = join(directory, 'vmlinuz');
  const initrd = join(directory, 'initrd.img');
  const init = join(root, 'test/guest/init');
  // Two may be making it at the same time.
  const next = (file) => `${file}.${process.pid}`;
  const fresh = (file) => existsSync(file) && statSync(file).mtimeMs > statSync(init).mtimeMs;
  if (fresh(kernel) && fresh(initrd)) return { kernel, initrd };
  mkdirSync(directory, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'virtlight-guest-'));
  try {
    const apt = ['-qq', '-o', 'APT::Sandbox::User=root'];
    let name = kernelPackage(apt);
    if (!name) {
      // A user's apt lists may be missing; a private copy needs no rights.
      mkdirSync(join(work, 'lists/partial'), { recursive: true });
      mkdirSync(join(work, 'cache/archives/partial'), { recursive: true });
      apt.push('-o', `Dir::State::lists=${work}/lists`, '-o', `Dir::Cache=${work}/cache`);
      run('apt-get', [...apt, 'update']);
      name = kernelPackage(apt);
    }
    if (!name) throw new Error('no linux-image-cloud-amd64 in the package lists of this machine');
    say(`downloading ${name}`);
    run('apt-get', [...apt, 'download', name], { cwd: work });
    const deb = readdirSync(work).find((file) => file.endsWith('.deb'));
    say('unpacking the kernel, packing an initramfs');
    run('dpkg-deb', ['-x', join(work, deb), join(work, 'kernel')]);
    const unpacked = filesBelow(join(work, 'kernel'));
    const tree = join(work, 'initramfs');
    for (const part of ['bin', 'dev', 'proc', 'sys', 'etc', 'tmp', 'lib/modules'])
      mkdirSync(join(tree, part), { recursive: true });
    modules.forEach((module, order) => {
      const found = unpacked.find((file) => basename(file).replace(/\.ko(\.[a-z]+)?$/, '') === module);
      if (!found) return;
      const target = join(tree, 'lib/modules', `${String(order).padStart(2, '0')}-${module}.ko`);
      if (found.endsWith('.xz')) writeFileSync(target, run('xz', ['-dc', found], { maxBuffer: 64 << 20 }));
      else if (found.endsWith('.zst'))
        writeFileSync(target, run('zstd', ['-dc', found], { maxBuffer: 64 << 20 }));
      else copyFileSync(found, target);
    });
    const busybox = ['/usr/bin/busybox', '/bin/busybox'].find((path) => existsSync(path));
    if (!busybox) throw new Error('busybox is missing: install the package busybox-static');
    copyFileSync(busybox, join(tree, 'bin/busybox'));
    copyFileSync(init, join(tree, 'init'));
    writeFileSync(join(tree, 'lib/udhcpc.script'), udhcpcScript);
    for (const file of ['bin/busybox', 'init', 'lib/udhcpc.script']) chmodSync(join(tree, file), 0o755);
    const names = run('find', ['.', '-print0'], { cwd: tree });
    const archive = run('cpio', ['--null', '--create', '--format=newc', '--quiet', '--owner=0:0'], {
      cwd: tree,
      input: names,
      stdio: ['pipe', 'pipe', 'inherit'],
      maxBuffer: 256 << 20,
    });
    writeFileSync(
      next(initrd),
      run('gzip', ['-c'], { input: archive, stdio: ['pipe', 'pipe', 'inherit'], maxBuffer: 256 << 20 }),
    );
    copyFileSync(
      unpacked.find((file) => basename(file).startsWith('vmlinuz-')),
      next(kernel),
    );
    renameSync(next(initrd), initrd);
    renameSync(next(kernel), kernel);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { kernel, initrd };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = makeGuest(process.argv[2] ?? guestCache(), (text) => process.stderr.write(`${text}\n`));
  process.stdout.write(`${made.kernel}\n${made.initrd}\n`);
}
