// System packages the demo and the tests need, and getting them: with apt when root, in words otherwise.
import { execFileSync, spawnSync } from 'node:child_process';

/** What runs a guest and lets a person watch it. */
export const demoPackages = [
  'qemu-system-x86',
  'qemu-utils',
  'libvirt-clients',
  'busybox-static',
  'cpio',
  'kmod',
];
/** What the tests drive the daemon with; never libvirtd itself. */
export const testPackages = [
  ...demoPackages,
  'python3-libvirt',
  'dnsmasq-base',
  'iproute2',
  'nftables',
  'iptables',
  'ebtables',
  'e2fsprogs',
  'btrfs-progs',
  'lvm2',
  'parted',
  'virtinst',
];

const installed = (name) =>
  spawnSync('dpkg-query', ['-W', '-f', '$' + '{db:Status-Status}', name], { encoding: 'utf8' }).stdout ===
  'installed';

/** Installs what is missing. Gives the names still missing (not root, no apt, or not to be had). */
export const ensurePackages = (names, say) => {
  const missing = names.filter((name) => !installed(name));
  if (missing.length === 0) return [];
  const root = process.geteuid?.() === 0;
  if (!root || spawnSync('which', ['apt-get']).status !== 0) return missing;
  say(`installing ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A service that starts by itself would touch the host's networks; policy-rc.d is apt's own way to say no.
  const options = [
    '-o',
    'Dpkg::Use-Pty=0',
    '-o',
    'DPkg::Lock::Timeout=300',
    '-y',
    '--no-install-recommends',
    '-qq',
  ];
  const install = () =>
    spawnSync('apt-get', ['install', ...options, ...missing], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  if (install().status !== 0) {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    install();
  }
  return missing.filter((name) => !installed(name));
};
