// The checks of a host, against hosts made of a few files.
import t from 'tap';
import {
  formatHostChecks,
  type HostView,
  thisHost,
  validateHost,
} from '../../src/drivers/node/host-validate.ts';
import { suspendHost } from '../../src/drivers/node/suspend.ts';

const host = (files: Readonly<Record<string, string>>, programs: readonly string[] = []): HostView => ({
  read: (path) => files[path] ?? null,
  exists: (path) => path in files,
  accessible: (path) => files[path] === 'rw',
  list: (path) => Object.keys(files).filter((file) => file.startsWith(`${path}/`)),
  program: (name) => programs.includes(name),
  machine: 'x64',
});
const status = (view: HostView, check: RegExp): string | undefined =>
  validateHost(view).find((line) => check.test(line.check))?.status;

t.test('a good host', (t) => {
  const view = host(
    {
      '/proc/cpuinfo': 'flags\t\t: fpu vmx sse\n',
      '/dev/kvm': 'rw',
      '/dev/vhost-net': '',
      '/dev/net/tun': '',
      '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory pids\n',
      '/sys/kernel/iommu_groups/0': '',
      '/sys/module/kvm_amd/parameters/sev': 'Y\n',
    },
    ['qemu-system-x86_64', 'qemu-img', 'dnsmasq', 'nft', 'tc', 'swtpm'],
  );
  t.same([...new Set(validateHost(view).map((line) => line.status))], ['PASS']);
  t.match(formatHostChecks(validateHost(view)), { status: 0, text: /^PASS {2}hardware virtualization\n/ });
  t.end();
});

t.test('what is missing, and how bad that is', (t) => {
  const bare = host({
    '/proc/cpuinfo': 'flags : fpu\n',
    '/proc/self/cgroup': '4:memory:/\n3:cpu,cpuacct:/\n',
  });
  t.equal(status(bare, /hardware/), 'FAIL');
  t.equal(status(bare, /dev.kvm/), undefined, 'no second complaint about the same');
  t.equal(status(bare, /tun/), 'FAIL');
  t.equal(status(bare, /vhost/), 'WARN');
  t.equal(status(bare, /'memory'/), 'PASS');
  t.equal(status(bare, /'blkio'/), 'WARN');
  t.equal(status(bare, /packet filter/), 'FAIL');
  t.equal(formatHostChecks(validateHost(bare)).status, 1);
  t.ok(
    validateHost(bare).every((line) => line.status === 'PASS' || (line.remedy ?? '') !== ''),
    'a remedy for each',
  );
  const unloaded = host({ '/proc/cpuinfo': 'flags : svm\n' });
  t.match(
    validateHost(unloaded).find(({ check }) => /dev.kvm/.test(check)),
    { remedy: /kvm_amd/ },
  );
  const closed = host({ '/proc/cpuinfo': 'flags : svm\n', '/dev/kvm': 'ro' });
  t.equal(status(closed, /accessible/), 'FAIL');
  t.end();
});

t.test('this host can be looked at', (t) => {
  const checks = validateHost(thisHost);
  t.ok(checks.length > 10);
  t.equal(new Set(checks.map(({ check }) => check)).size, checks.length);
  t.end();
});

t.test('suspend refuses what makes no sense', async (t) => {
  await t.rejects(suspendHost(9, 100), { message: 'invalid argument: Invalid suspend target' });
});
