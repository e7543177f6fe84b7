// A private stock libvirtd to compare with: the installed one, or Debian's packages unpacked into a folder (nothing is
// installed, no service started). Needs root for its mount namespace.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const packages = [
  'libvirt-daemon',
  'libvirt-daemon-driver-qemu',
  'libvirt-daemon-config-network',
  'libvirt-daemon-config-nwfilter',
  'libvirt-daemon-system',
];

/** Unpacks libvirtd and the libraries this machine lacks; gives the folder, or '' when libvirtd is installed. */
export const unpackStock = (say) => {
  if (existsSync('/usr/sbin/libvirtd')) return '';
  const place = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'virtlight', 'stock');
  if (existsSync(join(place, 'usr/sbin/libvirtd'))) return place;
  say('downloading stock libvirtd to compare with');
  const archives = join(place, 'archives');
  mkdirSync(join(archives, 'partial'), { recursive: true });
  execFileSync(
    'apt-get',
    [
      'install',
      '-qq',
      '-y',
      '--no-install-recommends',
      '--download-only',
      '-o',
      `Dir::Cache::archives=${archives}`,
      ...packages,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb')))
    execFileSync('dpkg-deb', ['-x', join(archives, file), place]);
  // what is installed already was not downloaded, but the unpacked folder will hide it
  const shared = '/usr/share/libvirt';
  if (existsSync(shared)) cpSync(shared, join(place, shared), { recursive: true, force: false });
  return place;
};

const serving = (path) =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

export const untilServing = async (path, seconds = 120) => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await serving(path)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`nobody serves ${path}`);
};

/**
 * Starts stock libvirtd with its state below `directory`, and with the user its package would have made. /dev/kvm is
 * hidden from it where it may hang its guests. Gives its socket and a way to stop it. `wait: false` returns at once (restart figures); `daemon` runs another in its place.
 */
export const startStock = async (
  directory,
  root,
  {
    wait = true,
    network = true,
    daemon = '"$R/usr/sbin/libvirtd" -f "$D/libvirtd.conf" -p "$D/run/libvirtd.pid"',
  } = {},
) => {
  for (const part of ['etc', 'lib', 'cache', 'run', 'log', 'dev'])
    mkdirSync(join(directory, part), { recursive: true });
  const etc = join(directory, 'etc/libvirt');
  if (!existsSync(etc)) cpSync(join(root, '/etc/libvirt'), etc, { recursive: true });
  writeFileSync(
    join(directory, 'libvirtd.conf'),
    `unix_sock_dir = "${directory}/run"\nauth_unix_ro = "none"\nauth_unix_rw = "none"\nmax_clients = 5000\n` +
      `log_outputs = "3:file:${directory}/log/libvirtd.log"\n`,
  );
  writeFileSync(
    join(etc, 'qemu.conf'),
    'stdio_handler = "file"\nsecurity_driver = "none"\nuser = "root"\ngroup = "root"\ncgroup_controllers = [ ]\nnamespaces = [ ]\nremember_owner = 0\n',
  );
  const script = `
    mount -t tmpfs -o mode=755 tmpfs "$D/dev"
    for f in /dev/*; do case $f in /dev/kvm) ;; *) if [ -d $f ] && [ ! -L $f ]; then mkdir $D/dev/\${f#/dev/}; mount --rbind $f $D/dev/\${f#/dev/}; else cp -a $f $D/dev/; fi;; esac; done
    mount --move "$D/dev" /dev
    if ! getent passwd libvirt-qemu >/dev/null; then
      { cat /etc/passwd; echo libvirt-qemu:x:64055:64055::/:/usr/sbin/nologin; } >"$D/etc/passwd"; mount --bind "$D/etc/passwd" /etc/passwd
      { cat /etc/group; echo libvirt-qemu:x:64055:; } >"$D/etc/group"; mount --bind "$D/etc/group" /etc/group
    fi
    mkdir -p /run/libvirt /var/lib/libvirt /var/cache/libvirt /var/log/libvirt /etc/libvirt
    if [ -n "$R" ]; then cp -an /usr/share/libvirt/. "$R/usr/share/libvirt/"; mkdir -p /usr/share/libvirt /usr/lib/libvirt /usr/lib/x86_64-linux-gnu/libvirt; mount --bind "$R/usr/share/libvirt" /usr/share/libvirt; mount --bind "$R/usr/lib/libvirt" /usr/lib/libvirt; mount --bind "$R/usr/lib/x86_64-linux-gnu/libvirt" /usr/lib/x86_64-linux-gnu/libvirt; fi
    mount --bind "$D/run" /run/libvirt; mount --bind "$D/lib" /var/lib/libvirt; mount --bind "$D/cache" /var/cache/libvirt
    mount --bind "$D/log" /var/log/libvirt; mount --bind "$D/etc/libvirt" /etc/libvirt
    exec ${daemon}`;
  const env = { ...process.env, D: directory, R: root };
  if (root) env.LD_LIBRARY_PATH = join(root, 'usr/lib/x86_64-linux-gnu');
  const child = spawn('unshare', [network ? '-mn' : '-m', 'bash', '-c', script], {
    env,
    stdio: ['ignore', 'ignore', 'ignore'],
    detached: true,
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const socket = join(directory, 'run/libvirt-sock');
  if (wait) await untilServing(socket);
  return {
    socket,
    pid: child.pid,
    gone,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    async kill(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) process.kill(child.pid, signal);
      await gone;
    },
  };
};

/** Can it run here at all? The reason why not, or null. */
export const stockImpossible = () => {
  if (process.geteuid?.() !== 0) return 'a private libvirtd needs root for its mount namespace';
  if (spawnSync('unshare', ['-m', 'true']).status !== 0) return 'mount namespaces are not permitted here';
  return null;
};
