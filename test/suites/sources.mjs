// Where the field's test suites come from: a folder somebody names, what an earlier run left in the cache, or Debian's source
// archive. Nothing of theirs is kept in the repository, and only the original archive is used: Debian's own patches are not.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';

export const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'virtlight', 'suites');
const DOWNLOAD_MS = 15 * 60_000;

/** Name of a source package, the release whose tests are meant, the Debian that has it, and a file by which it is known. */
export const sources = {
  'libvirt-dbus': { version: '1.4.1', release: 'bookworm', has: 'tests/libvirttest.py' },
  libvirt: { version: '11.3.0', release: 'trixie', has: 'tests/virshtest.c' },
  'libvirt-python': { version: '9.0.0', release: 'bookworm', has: 'tests/test_conn.py' },
  'ruby-libvirt': { version: '0.8.4', release: 'trixie', has: 'tests/test_conn.rb' },
  'libsys-virt-perl': { version: '9.0.0', release: 'bookworm', has: 't/100-connect.t' },
  'virt-manager': { version: '4.1.0', release: 'bookworm', has: 'tests/test_cli.py' },
};

/** The mirror this machine uses already. */
const mirror = () => {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ];
  const lines = files
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  for (const line of lines) {
    const found = /^(?:URIs:|deb(?: +\[[^\]]*\])?) +(https?:\S+\/debian)\/?(?: |$)/.exec(line);
    if (found && !found[1].includes('security')) return found[1];
  }
  return 'http://deb.debian.org/debian';
};

/** Options of apt that leave the machine's own lists and packages alone. */
const privateApt = (place, lines) => {
  for (const part of ['lists/partial', 'cache/archives/partial', 'etc'])
    mkdirSync(join(place, part), { recursive: true });
  writeFileSync(join(place, 'sources.list'), lines.map((line) => `${line}\n`).join(''));
  writeFileSync(join(place, 'status'), '');
  const settings = {
    'Dir::Etc::sourcelist': join(place, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(place, 'lists'),
    'Dir::State::status': join(place, 'status'),
    'Dir::Cache': join(place, 'cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::Check-Valid-Until': 'false',
  };
  return ['-qq', ...Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])];
};
const apt = (options, args, cwd) =>
  spawnSync('apt-get', [...options, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: DOWNLOAD_MS,
    stdio: ['ignore', 'ignore', 'pipe'],
  });

const download = (name, { version, release, has }, target) => {
  const place = mkdtempSync(join(tmpdir(), 'virtlight-source-'));
  try {
    const options = privateApt(place, [`deb-src [trusted=yes] ${mirror()} ${release} main`]);
    const updated = apt(options, ['update'], place);
    if (updated.status !== 0) return `Debian's lists cannot be had: ${updated.stderr.trim()}`;
    const got = apt(options, ['source', '--download-only', `${name}/${release}`], place);
    // apt complains of a missing description or signature too; the archive alone is enough
    const archive = readdirSync(place).find((file) => /\.orig\.tar\.[a-z0-9]+$/.test(file));
    if (!archive)
      return `Debian's mirror does not have it (${/[0-9]{3} +[A-Z][^[]*/.exec(got.stderr)?.[0].trim() ?? 'no archive'})`;
    const unpacked = join(place, 'unpacked');
    mkdirSync(unpacked);
    const tar = spawnSync('tar', ['xf', archive, '-C', unpacked, '--strip-components=1'], {
      cwd: place,
      encoding: 'utf8',
    });
    if (tar.status !== 0) return tar.stderr.trim();
    if (!existsSync(join(unpacked, has))) return `Debian's ${archive} has no ${has}`;
    if (!archive.includes(`_${version}`)) return `Debian has ${archive}, not ${version}`;
    mkdirSync(cache, { recursive: true });
    spawnSync('cp', ['-a', unpacked, `${target}.new`]);
    renameSync(`${target}.new`, target);
    return null;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
};

/** A suite's folder: `{ path }`, or `{ missing }` with the reason and the remedy. `fetch: false` looks only at what is here. */
export const sourceOf = (name, { fetch, say }) => {
  const source = sources[name];
  const named = process.env.VIRTLIGHT_SUITES && join(process.env.VIRTLIGHT_SUITES, name);
  const kept = join(cache, `${name}-${source.version}`);
  for (const path of [named, kept])
    if (path && existsSync(join(path, source.has))) return { path: realpathSync(path) };
  const remedy = `unpack ${name} ${source.version} to ${kept}, or to $VIRTLIGHT_SUITES/${name}`;
  if (!fetch) return { missing: `its source is not here: ${remedy}` };
  say(`fetching the source of ${name} ${source.version}`);
  const why = download(name, source, kept);
  return why === null ? { path: kept } : { missing: `${why}; ${remedy}` };
};

/** The newest virsh, with libraries and loader of its own, unpacked from Debian's unstable packages; nothing is installed. */
export const newestVirsh = ({ fetch, say }) => {
  const kept = process.env.VIRTLIGHT_NEW_VIRSH ?? join(cache, 'virsh-sid');
  const found = () => (existsSync(join(kept, 'usr/bin/virsh')) ? { path: kept } : null);
  const remedy = `a root with usr/bin/virsh and its libraries in $VIRTLIGHT_NEW_VIRSH, for one debootstrap's`;
  if (found() || !fetch) return found() ?? { missing: `no newer virsh here: ${remedy}` };
  say('fetching the newest virsh');
  const place = mkdtempSync(join(tmpdir(), 'virtlight-virsh-'));
  try {
    const options = privateApt(place, [`deb [trusted=yes] ${mirror()} sid main`]);
    for (const args of [
      ['update'],
      ['install', '-y', '--no-install-recommends', '--download-only', 'libvirt-clients'],
    ]) {
      const done = apt(options, args, place);
      if (done.status !== 0) return { missing: `${done.stderr.trim().split('\n').at(-1)}; ${remedy}` };
    }
    const archives = join(place, 'cache/archives');
    for (const file of readdirSync(archives).filter((each) => each.endsWith('.deb')))
      spawnSync('dpkg-deb', ['-x', join(archives, file), `${kept}.new`], { stdio: 'ignore' });
    renameSync(`${kept}.new`, kept);
    return found() ?? { missing: `the packages hold no virsh; ${remedy}` };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
};

/** How to call a program of an unpacked root: through its own loader. */
export const throughLoader = (root, program) => {
  const libraries = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu']
    .map((part) => join(root, part))
    .filter((path) => existsSync(path));
  const loader = libraries
    .flatMap((path) => readdirSync(path).map((file) => join(path, file)))
    .find((path) => /^ld-linux-.*\.so/.test(basename(path)));
  return [
    loader ?? '/lib64/ld-linux-x86-64.so.2',
    '--library-path',
    libraries.join(':'),
    join(root, program),
  ];
};
