// Families of machine types by name, as far as capabilities need them.
import { type Arch, isPpc64, isX86 } from '../../../../schemas/cpu/arch.ts';
import type { QemuCaps } from './caps.ts';

const named = (name: string, ...prefixes: string[]): boolean =>
  prefixes.some((prefix) => name.startsWith(prefix));
const family = (name: string, base: string): boolean => name === base || name.startsWith(`${base}-`);

export const isQ35 = (name: string, arch: Arch): boolean =>
  isX86(arch) && (name === 'q35' || named(name, 'pc-q35-'));
export const isI440fx = (name: string, arch: Arch): boolean =>
  isX86(arch) && (name === 'pc' || named(name, 'pc-0.', 'pc-1.', 'pc-i440fx-', 'rhel'));
export const isXenFv = (name: string, arch: Arch): boolean => isX86(arch) && family(name, 'xenfv');
export const isPseries = (name: string, arch: Arch): boolean => isPpc64(arch) && family(name, 'pseries');
export const isArmVirt = (name: string, arch: Arch): boolean =>
  ['armv6l', 'armv7l', 'aarch64'].includes(arch) && family(name, 'virt');

/** An IDE controller is part of the machine. */
export const hasPcIde = (name: string, arch: Arch): boolean =>
  isI440fx(name, arch) || ['malta', 'sun4u', 'g3beige'].includes(name);

/** The PS/2 controller can be left out. */
export const hasI8042Toggle = (caps: QemuCaps, name: string, arch: Arch): boolean =>
  caps.has('machine-i8042-opt') &&
  (isI440fx(name, arch) || isQ35(name, arch) || isXenFv(name, arch) || name === 'isapc');
