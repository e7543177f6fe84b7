// Whether this host is fit to run guests: one line per check, with a remedy for what is missing. The checks of
// virt-host-validate, and what our own drivers need besides.
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { findProgram } from '../../util/command.ts';

export interface HostCheck {
  readonly status: 'PASS' | 'WARN' | 'FAIL';
  readonly check: string;
  readonly remedy?: string;
}

/** A view of the host; tests give one of a folder. */
export interface HostView {
  read(path: string): string | null;
  exists(path: string): boolean;
  accessible(path: string): boolean;
  list(path: string): string[];
  program(name: string): boolean;
  readonly machine: string;
}

export const thisHost: HostView = {
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  },
  exists: existsSync,
  accessible(path) {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
  list(path) {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  },
  program: (name) => findProgram(name) !== null,
  machine: process.arch,
};

const pass = (check: string): HostCheck => ({ status: 'PASS', check });
const warn = (check: string, remedy: string): HostCheck => ({ status: 'WARN', check, remedy });
const fail = (check: string, remedy: string): HostCheck => ({ status: 'FAIL', check, remedy });

const virtualization = (host: HostView): HostCheck[] => {
  const check = 'hardware virtualization';
  const flags = new Set(
    /^(?:flags|Features)\s*:\s*(.*)$/m.exec(host.read('/proc/cpuinfo') ?? '')?.[1]?.split(' '),
  );
  const isX86 = host.machine === 'x64' || host.machine === 'ia32';
  const capable = !isX86 || flags.has('vmx') || flags.has('svm');
  if (!capable)
    return [
      fail(
        check,
        'switch on VT-x or AMD-V in the firmware; inside a guest, nested virtualization on its host',
      ),
    ];
  const module = flags.has('svm') ? 'kvm_amd' : flags.has('vmx') ? 'kvm_intel' : 'kvm';
  const device = host.exists('/dev/kvm')
    ? pass('device /dev/kvm exists')
    : fail('device /dev/kvm exists', `load its module: modprobe ${module}`);
  if (device.status === 'FAIL') return [pass(check), device];
  const open = host.accessible('/dev/kvm')
    ? pass('device /dev/kvm is accessible')
    : fail('device /dev/kvm is accessible', 'add the user to the group that owns /dev/kvm (usually kvm)');
  return [pass(check), device, open];
};

const devices = (host: HostView): HostCheck[] =>
  (
    [
      ['/dev/vhost-net', "load the 'vhost_net' module: virtio networking is slower without it", false],
      ['/dev/net/tun', "load the 'tun' module: guests cannot be plugged into networks without it", true],
    ] as const
  ).map(([path, remedy, needed]) => {
    const check = `device ${path} exists`;
    return host.exists(path) ? pass(check) : needed ? fail(check, remedy) : warn(check, remedy);
  });

const controllers = (host: HostView): HostCheck[] => {
  const unified = host.read('/sys/fs/cgroup/cgroup.controllers')?.trim().split(/\s+/);
  const legacy = (host.read('/proc/self/cgroup') ?? '')
    .split('\n')
    .flatMap((line) => (line.split(':')[1] ?? '').split(','));
  // With cgroups v2 devices are a matter of BPF, and CPU accounting is always there.
  const there = new Set(
    unified ? [...unified, 'devices', 'cpuacct', ...(unified.includes('io') ? ['blkio'] : [])] : legacy,
  );
  return ['cpu', 'cpuacct', 'cpuset', 'memory', 'devices', 'blkio'].map((name) => {
    const check = `cgroup '${name}' controller`;
    return there.has(name)
      ? pass(check)
      : warn(check, `let the kernel have it (CONFIG_CGROUP_*, no cgroup_disable=${name}), or mount it`);
  });
};

const iommu = (host: HostView): HostCheck[] => {
  const check = 'IOMMU for device assignment';
  const tables = host.exists('/sys/firmware/acpi/tables/DMAR')
    ? 'intel_iommu=on'
    : host.exists('/sys/firmware/acpi/tables/IVRS')
      ? 'iommu=pt iommu=1'
      : null;
  const groups = host.list('/sys/kernel/iommu_groups').length;
  if (groups > 0) return [pass(check)];
  if (tables === null)
    return [warn(check, 'this platform shows none; only needed to give PCI devices to guests')];
  return [warn(check, `the kernel does not use it: add ${tables} to its command line`)];
};

const secure = (host: HostView): HostCheck => {
  const check = 'encrypted guest memory (SEV, TDX)';
  const on = ['kvm_amd/parameters/sev', 'kvm_intel/parameters/tdx'].some((name) =>
    /^[1Y]/.test(host.read(`/sys/module/${name}`) ?? ''),
  );
  return on
    ? pass(check)
    : warn(check, 'neither the processor nor the kernel offers it; other guests do not need it');
};

const programs = (host: HostView): HostCheck[] => {
  const emulator = host.machine === 'arm64' ? 'qemu-system-aarch64' : 'qemu-system-x86_64';
  const need = (name: string, remedy: string, needed = true): HostCheck => {
    const check = `program ${name}`;
    return host.program(name) ? pass(check) : needed ? fail(check, remedy) : warn(check, remedy);
  };
  const firewall =
    host.program('nft') || host.program('iptables')
      ? pass('packet filter (nft or iptables)')
      : fail('packet filter (nft or iptables)', 'install nftables: NAT and routed networks need it');
  return [
    need(emulator, 'install QEMU for this machine (Debian: qemu-system)'),
    need('qemu-img', 'install it (Debian: qemu-utils): volumes and snapshots need it'),
    need('dnsmasq', 'install it (Debian: dnsmasq-base): virtual networks need it for DHCP and names', false),
    firewall,
    need('tc', 'install iproute2: bandwidth limits need it', false),
    need('swtpm', 'install swtpm: guests with an emulated TPM need it', false),
  ];
};

/** Runs every check; none of them changes anything. */
export const validateHost = (host: HostView = thisHost): HostCheck[] => [
  ...virtualization(host),
  ...devices(host),
  ...controllers(host),
  ...iommu(host),
  secure(host),
  ...programs(host),
];

/** The lines to show, and an exit status: 1 when something needed is missing. */
export const formatHostChecks = (checks: readonly HostCheck[]): { text: string; status: number } => {
  const width = Math.max(...checks.map(({ check }) => check.length));
  const text = checks
    .map(({ status, check, remedy }) =>
      `${status}  ${check.padEnd(width)}${remedy ? `  ${remedy}` : ''}`.trimEnd(),
    )
    .join('\n');
  return { text: `${text}\n`, status: checks.some(({ status }) => status === 'FAIL') ? 1 : 0 };
};
