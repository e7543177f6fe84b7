// The processor architectures libvirt knows, in its order: word size, byte order and the machine type a guest of
// that architecture gets when it names none (kept fixed by libvirt whatever QEMU's own default is).

interface ArchFacts {
  readonly bits: 32 | 64;
  readonly bigEndian?: true;
  readonly machine?: string;
}

const table = {
  alpha: { bits: 64, bigEndian: true, machine: 'clipper' },
  armv6l: { bits: 32, machine: 'integratorcp' },
  armv7l: { bits: 32, machine: 'virt' },
  armv7b: { bits: 32, bigEndian: true, machine: 'virt' },
  aarch64: { bits: 64, machine: 'virt' },
  cris: { bits: 32, machine: 'axis-dev88' },
  i686: { bits: 32, machine: 'pc' },
  ia64: { bits: 64 },
  lm32: { bits: 32, bigEndian: true, machine: 'lm32-evr' },
  loongarch64: { bits: 64, machine: 'virt' },
  m68k: { bits: 32, bigEndian: true, machine: 'mcf5208evb' },
  microblaze: { bits: 32, bigEndian: true, machine: 'petalogix-s3adsp1800' },
  microblazeel: { bits: 32, machine: 'petalogix-s3adsp1800' },
  mips: { bits: 32, bigEndian: true, machine: 'malta' },
  mipsel: { bits: 32, machine: 'malta' },
  mips64: { bits: 64, bigEndian: true, machine: 'malta' },
  mips64el: { bits: 64, machine: 'malta' },
  openrisc: { bits: 32, bigEndian: true, machine: 'or1k-sim' },
  parisc: { bits: 32, bigEndian: true },
  parisc64: { bits: 64, bigEndian: true },
  ppc: { bits: 32, bigEndian: true, machine: 'g3beige' },
  ppcle: { bits: 32, machine: 'g3beige' },
  ppc64: { bits: 64, bigEndian: true, machine: 'pseries' },
  ppc64le: { bits: 64, machine: 'pseries' },
  ppcemb: { bits: 32, bigEndian: true, machine: 'bamboo' },
  riscv32: { bits: 32, machine: 'virt' },
  riscv64: { bits: 64, machine: 'virt' },
  s390: { bits: 32, bigEndian: true },
  s390x: { bits: 64, bigEndian: true, machine: 's390-ccw-virtio' },
  sh4: { bits: 32, machine: 'shix' },
  sh4eb: { bits: 64, bigEndian: true, machine: 'shix' },
  sparc: { bits: 32, bigEndian: true, machine: 'SS-5' },
  sparc64: { bits: 64, bigEndian: true, machine: 'sun4u' },
  unicore32: { bits: 32, machine: 'puv3' },
  x86_64: { bits: 64, machine: 'pc' },
  xtensa: { bits: 32, machine: 'sim' },
  xtensaeb: { bits: 32, bigEndian: true, machine: 'sim' },
} as const satisfies Record<string, ArchFacts>;

export type Arch = keyof typeof table;
export const archNames = Object.keys(table) as readonly Arch[];

export const isArch = (name: string): name is Arch => Object.hasOwn(table, name);
export const archFacts = (arch: Arch): ArchFacts => table[arch];

export const isX86 = (arch: Arch): boolean => arch === 'x86_64' || arch === 'i686';
export const isArm = (arch: Arch): boolean => ['aarch64', 'armv6l', 'armv7l', 'armv7b'].includes(arch);
export const isPpc = (arch: Arch): boolean => ['ppc', 'ppcle', 'ppc64', 'ppc64le', 'ppcemb'].includes(arch);
export const isPpc64 = (arch: Arch): boolean => arch === 'ppc64' || arch === 'ppc64le';
export const isS390 = (arch: Arch): boolean => arch === 's390' || arch === 's390x';
export const isRiscv = (arch: Arch): boolean => arch === 'riscv32' || arch === 'riscv64';
export const isLoongarch = (arch: Arch): boolean => arch === 'loongarch64';

/** What `uname -m` prints, as libvirt names it; undefined for a machine it does not know. */
export const archFromUname = (machine: string): Arch | undefined => {
  if (/^i[3456]86$/.test(machine)) return 'i686';
  if (machine === 'arm64') return 'aarch64';
  if (machine === 'amd64') return 'x86_64';
  return isArch(machine) ? machine : undefined;
};
