// Which QEMU a guest runs on, and what it can do: the capability cache set up for this host.
import { readFile } from 'node:fs/promises';
import { arch, release, version } from 'node:os';
import { join } from 'node:path';
import type { Arch } from '../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { DriverHost } from '../host.ts';
import { type QemuCapsCache, qemuCapsCache } from './capabilities/cache.ts';
import { type QemuCaps, type QemuCapsData, qemuCaps } from './capabilities/caps.ts';
import { defaultEmulator, rememberingFind } from './capabilities/emulators.ts';
import { kvmCheck } from './capabilities/kvm.ts';
import { type CapabilityService, capabilityService } from './capabilities/service.ts';
import { qemuConfig } from './config.ts';
import type { Places } from './places.ts';

const archNames: Readonly<Record<string, Arch>> = {
  x64: 'x86_64',
  ia32: 'i686',
  arm64: 'aarch64',
  arm: 'armv7l',
  ppc64: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loongarch64',
};
export const hostArch: Arch = archNames[arch()] ?? 'x86_64';

/** What the answers of a QEMU depend on besides its binary. */
const hostStamp = async (): Promise<string> => {
  const cpu = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const line = (key: string): string => new RegExp(`^${key}\\s*:\\s*(.*)$`, 'm').exec(cpu)?.[1] ?? '';
  return [release(), version(), line('microcode'), line('model name')].join(' ');
};

export interface Emulators {
  readonly cache: QemuCapsCache;
  /** What clients ask of capabilities. */
  readonly service: CapabilityService;
  /** Capabilities of the emulator at a path, or of the default one for the architecture. */
  lookup(binary?: string, arch?: Arch): Promise<QemuCaps>;
  /** The same QEMU as it was probed when a guest of it was started. */
  withFlags(caps: QemuCaps, flags: readonly string[]): QemuCaps;
}

export const createEmulators = (host: DriverHost, places: Places): Emulators => {
  let stamp: Promise<string> | null = null;
  const cache = qemuCapsCache({
    dir: join(places.cache, 'capabilities'),
    log: host.log,
    hostStamp: () => (stamp ??= hostStamp()),
    kvmWorks: kvmCheck(join(places.cache, 'kvm.json')),
  });
  const find = rememberingFind();
  const { user } = qemuConfig(host);
  const label = `+${user?.uid ?? 0}:+${user?.gid ?? 0}`;
  const baselabels = ['kvm', 'qemu'].map((type) => ({ type, label }));
  const service = capabilityService({
    arch: hostArch,
    cache,
    uuid: host.hostUuid,
    secmodels: host.privileged
      ? [
          { model: 'none', doi: '0', baselabels: [] },
          { model: 'dac', doi: '0', baselabels },
        ]
      : [{ model: 'none', doi: '0', baselabels: [] }],
  });
  return {
    cache,
    service,
    async lookup(binary, guest = hostArch) {
      const path = binary ?? (await defaultEmulator(hostArch, guest, find));
      if (path) return cache.lookup(path);
      throw new VirError(
        ErrorCode.CONFIG_UNSUPPORTED,
        ErrorDomain.QEMU,
        `No emulator found for arch '${guest}'`,
      );
    },
    withFlags: (caps, flags) =>
      flags.length ? qemuCaps({ ...caps, flags: flags as QemuCapsData['flags'] }) : caps,
  };
};
