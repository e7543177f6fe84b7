// Which emulator serves an architecture when none is named, and what a caller gets who names only part of
// (emulator, architecture, virt type, machine).
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import {
  type Arch,
  archNames,
  isArch,
  isArm,
  isPpc,
  isPpc64,
  isS390,
  isX86,
} from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { QemuCapsCache } from './cache.ts';
import { accelOf, isNative, type QemuCaps, type VirtType } from './caps.ts';

/** Finds an executable by name in PATH, or checks an absolute path. */
export type FindProgram = (name: string) => Promise<string | undefined>;

export const findInPath: FindProgram = async (name) => {
  const candidates = name.startsWith('/')
    ? [name]
    : (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, name));
  for (const path of candidates) {
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
};

/** Remembers what was found for a while: programs are seldom installed, and every answer asks for them. */
export const rememberingFind = (find: FindProgram = findInPath, trustFor = 1_000): FindProgram => {
  const known = new Map<string, { at: number; path: ReturnType<FindProgram> }>();
  return (name) => {
    const now = performance.now();
    const kept = known.get(name);
    if (kept !== undefined && now - kept.at < trustFor) return kept.path;
    const path = find(name);
    known.set(name, { at: now, path });
    return path;
  };
};

/** QEMU's name of an architecture, as in qemu-system-NAME. */
export const qemuArchName = (arch: Arch): string => {
  if (arch === 'i686') return 'i386';
  if (arch === 'armv6l' || arch === 'armv7l') return 'arm';
  return arch;
};

/** The names to try, best first. */
const candidates = (host: Arch, guest: Arch): string[] => {
  const names: string[] = [];
  const add = (arch: Arch): unknown => names.push(`qemu-system-${qemuArchName(arch)}`);
  // Only the 64-bit binary can run these guests with KVM.
  if (host === 'aarch64' && guest === 'armv7l') add(host);
  add(guest);
  const target = isNative(host, guest) ? host : guest;
  const second = isPpc64(target) ? 'ppc64' : target;
  if (second !== guest) add(second);
  if (isNative(host, guest)) names.push('/usr/libexec/qemu-kvm');
  return names;
};

/** Path of the emulator for guests of `guest`; undefined where none is installed. */
export const defaultEmulator = async (
  host: Arch,
  guest: Arch,
  find: FindProgram = findInPath,
): Promise<string | undefined> => {
  for (const name of candidates(host, guest)) {
    const path = await find(name);
    if (path !== undefined) return path;
  }
  return undefined;
};

/** Every architecture with an installed emulator that can be probed, in libvirt's order. */
export const installedEmulators = async (
  host: Arch,
  cache: QemuCapsCache,
  find: FindProgram = findInPath,
): Promise<{ arch: Arch; caps: QemuCaps }[]> => {
  const found = await Promise.all(
    archNames.map(async (arch) => {
      const binary = await defaultEmulator(host, arch, find);
      const caps = binary && (await cache.lookup(binary).catch(() => undefined));
      return caps ? [{ arch, caps }] : [];
    }),
  );
  return found.flat();
};

export interface Selection {
  caps: QemuCaps;
  arch: Arch;
  virtType: VirtType;
  /** Canonical name; undefined where the emulator has no machine types. */
  machine: string | undefined;
}

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);
const virtTypes: readonly string[] = [
  'none',
  'qemu',
  'kqemu',
  'kvm',
  'xen',
  'lxc',
  'uml',
  'openvz',
  'test',
  'vmware',
  'hyperv',
  'vbox',
  'phyp',
  'parallels',
  'bhyve',
  'vz',
  'hvf',
];

/** Fills in what the caller left out, with libvirt's errors for what does not fit (virConnectGetDomainCapabilities). */
export const selectEmulator = async (
  host: Arch,
  cache: QemuCapsCache,
  asked: { binary?: string | null; arch?: string | null; virtType?: string | null; machine?: string | null },
  find: FindProgram = findInPath,
): Promise<Selection> => {
  const virtName = asked.virtType ?? undefined;
  if (virtName !== undefined && !virtTypes.includes(virtName)) throw invalid(`unknown virttype: ${virtName}`);
  const archName = asked.arch ?? host;
  if (!isArch(archName)) throw invalid(`unknown architecture: ${archName}`);
  const binary = asked.binary ?? (await defaultEmulator(host, archName, find));
  if (binary === undefined) {
    const text = `unable to find any emulator to serve '${asked.arch ?? '(null)'}' architecture`;
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);
  }
  const caps = await cache.lookup(binary);
  const related = [isX86, isPpc, isArm, isS390].some((family) => family(archName) && family(caps.arch));
  if (caps.arch !== archName && !related) {
    throw invalid(`architecture from emulator '${caps.arch}' doesn't match given architecture '${archName}'`);
  }
  const best = caps.defaultVirtType;
  const virtType = (virtName === undefined || virtName === 'none' ? best : virtName) as VirtType;
  if (virtType !== 'qemu' && best === 'qemu') {
    const accel = ['kvm', 'hvf'].includes(virtType) ? accelOf(virtType) : 'tcg';
    throw invalid(`the accel '${accel}' is not supported by '${binary}' on this host`);
  }
  if (!asked.machine) return { caps, arch: archName, virtType, machine: caps.defaultMachine(virtType) };
  const machine = caps.canonicalMachine(virtType, asked.machine);
  if (!caps.machines(virtType).some(({ name }) => name === machine)) {
    throw invalid(`the machine '${machine}' is not supported by emulator '${binary}'`);
  }
  return { caps, arch: archName, virtType, machine };
};
