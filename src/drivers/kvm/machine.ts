// What a machine type has built in: one table of families, asked by architecture and machine name.
import {
  type Arch,
  isArm,
  isLoongarch,
  isPpc,
  isPpc64,
  isRiscv,
  isS390,
  isX86,
} from '../../../schemas/cpu/arch.ts';

/** The part of a definition that decides the machine. */
export interface MachineOf {
  readonly arch: Arch;
  readonly machine: string;
}

export type MachineFamily =
  | 'i440fx'
  | 'q35'
  | 'isapc'
  | 'microvm'
  | 'xenfv'
  | 'arm-virt'
  | 'riscv-virt'
  | 'loongarch-virt'
  | 'pseries'
  | 's390-ccw'
  | 'malta'
  | 'other';

interface FamilyRule {
  readonly family: MachineFamily;
  readonly arch: (arch: Arch) => boolean;
  readonly machine: RegExp;
}
const armNotBig = (arch: Arch): boolean => isArm(arch) && arch !== 'armv7b';
const mips = (arch: Arch): boolean => arch.startsWith('mips');

// Order matters only within an architecture.
const families: readonly FamilyRule[] = [
  { family: 'i440fx', arch: isX86, machine: /^(pc$|pc-0\.|pc-1\.|pc-i440fx-|rhel)/ },
  { family: 'q35', arch: isX86, machine: /^(q35$|pc-q35-)/ },
  { family: 'isapc', arch: () => true, machine: /^isapc$/ },
  { family: 'microvm', arch: isX86, machine: /^microvm$/ },
  { family: 'xenfv', arch: isX86, machine: /^(xenfv$|xenfv-)/ },
  { family: 'arm-virt', arch: armNotBig, machine: /^virt($|-)/ },
  { family: 'riscv-virt', arch: isRiscv, machine: /^virt($|-)/ },
  { family: 'loongarch-virt', arch: isLoongarch, machine: /^virt($|-)/ },
  { family: 'pseries', arch: isPpc64, machine: /^pseries($|-)/ },
  { family: 's390-ccw', arch: isS390, machine: /^s390-ccw/ },
  { family: 'malta', arch: mips, machine: /^malta$/ },
];

export const familyOf = ({ arch, machine }: MachineOf): MachineFamily =>
  families.find((rule) => rule.arch(arch) && rule.machine.test(machine))?.family ?? 'other';

const virt: ReadonlySet<MachineFamily> = new Set(['arm-virt', 'riscv-virt', 'loongarch-virt']);
export const isI440fx = (m: MachineOf): boolean => familyOf(m) === 'i440fx';
export const isQ35 = (m: MachineOf): boolean => familyOf(m) === 'q35';
export const isPseries = (m: MachineOf): boolean => familyOf(m) === 'pseries';
export const isArmVirt = (m: MachineOf): boolean => familyOf(m) === 'arm-virt';
export const isRiscvVirt = (m: MachineOf): boolean => familyOf(m) === 'riscv-virt';
export const isLoongarchVirt = (m: MachineOf): boolean => familyOf(m) === 'loongarch-virt';
export const isS390Ccw = (m: MachineOf): boolean => familyOf(m) === 's390-ccw';
/** Any of the "virt" boards. */
export const isVirt = (m: MachineOf): boolean => virt.has(familyOf(m));

/** The IDE controller that is part of the board. */
export const hasBuiltinIde = (m: MachineOf): boolean =>
  isI440fx(m) || ['malta', 'sun4u', 'g3beige'].includes(m.machine);
/** The SCSI controller (ESP) that is part of the board. */
export const hasBuiltinEsp = ({ arch, machine }: MachineOf): boolean =>
  arch === 'sparc' ||
  ((arch === 'mips64' || arch === 'mips64el') && (machine === 'magnum' || machine === 'pica61')) ||
  (arch === 'm68k' && machine === 'q800');
/** Q35 has no floppy controller of its own. */
export const needsFloppyController = isQ35;

export const supportsPci = (m: MachineOf): boolean => {
  if (isArm(m.arch)) return isArmVirt(m) || m.machine === 'versatilepb';
  if (isRiscv(m.arch)) return isRiscvVirt(m);
  return true;
};
/** Whether buses have numbers (`pci.0`) or there is just one (`pci`). */
export const hasNumberedPci = (m: MachineOf): boolean =>
  isX86(m.arch) || isPpc(m.arch) || isS390(m.arch) || isVirt(m);

export const hasVmport = (m: MachineOf): boolean => isI440fx(m) || isQ35(m) || m.machine === 'isapc';
/** A PS/2 controller is there, or can be asked for. */
export const hasI8042 = (m: MachineOf): boolean => hasVmport(m) || familyOf(m) === 'xenfv';
