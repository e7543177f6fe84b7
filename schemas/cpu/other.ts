// CPU models of the other architectures libvirt can name: told by a version register rather than by features.

/** ppc64: the upper half of the processor version register. */
export const ppc64Models = [
  { name: 'POWER6', vendor: 'IBM', versions: [0x3e] },
  { name: 'POWER7', vendor: 'IBM', versions: [0x3f, 0x4a] },
  { name: 'POWER8', vendor: 'IBM', versions: [0x4b, 0x4c, 0x4d] },
  { name: 'POWER9', vendor: 'IBM', versions: [0x4e] },
  { name: 'POWER10', vendor: 'IBM', versions: [0x80] },
  { name: 'POWERPC_e5500', vendor: 'Freescale', versions: [0x8024] },
  { name: 'POWERPC_e6500', vendor: 'Freescale', versions: [0x8040] },
] as const;
export const ppc64Vendors: readonly string[] = ['IBM', 'Freescale'];

/** Arm: the part number of the main id register. */
export const armModels: readonly { name: string; vendor: string; part: number }[] = [
  { name: 'cortex-a53', vendor: 'ARM', part: 0xd03 },
  { name: 'cortex-a57', vendor: 'ARM', part: 0xd07 },
  { name: 'cortex-a72', vendor: 'ARM', part: 0xd08 },
  { name: 'Neoverse-N1', vendor: 'ARM', part: 0xd0c },
  { name: 'Neoverse-N2', vendor: 'ARM', part: 0xd49 },
  { name: 'Neoverse-V1', vendor: 'ARM', part: 0xd40 },
  { name: 'Falkor', vendor: 'Qualcomm', part: 0xc00 },
  { name: 'ThunderX2 99xx', vendor: 'Cavium', part: 0x0af },
  { name: 'a64fx', vendor: 'Fujitsu', part: 0x001 },
  { name: 'Kunpeng-920', vendor: 'HiSilicon', part: 0xd01 },
  { name: 'FT-2000+', vendor: 'Phytium', part: 0x662 },
  { name: 'Tengyun-S2500', vendor: 'Phytium', part: 0x663 },
  { name: 'Ampere-1', vendor: 'Ampere', part: 0xac3 },
  { name: 'Ampere-1a', vendor: 'Ampere', part: 0xac4 },
];

/** Implementer codes of Arm's main id register. */
export const armVendors: Readonly<Record<number, string>> = {
  65: 'ARM',
  66: 'Broadcom',
  67: 'Cavium',
  68: 'DigitalEquipment',
  70: 'Fujitsu',
  72: 'HiSilicon',
  73: 'Infineon',
  77: 'Freescale',
  78: 'NVIDIA',
  80: 'APM',
  81: 'Qualcomm',
  86: 'Marvell',
  105: 'Intel',
  112: 'Phytium',
  192: 'Ampere',
};

/** Features a guest on Arm may ask for by name. */
export const armFeatures: readonly string[] = [
  'sve',
  ...Array.from({ length: 16 }, (_, at) => `sve${(at + 1) * 128}`),
  'pauth',
];
