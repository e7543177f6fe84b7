// Which firmware domain capabilities list for a machine, from QEMU's installed firmware descriptors.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arch } from '../../../../schemas/cpu/arch.ts';
import type { DomainCapsFirmware } from './domcaps.ts';

/** What counts here of a firmware descriptor (docs/interop/firmware.json in QEMU). */
export interface FirmwareDescriptor {
  interfaces: readonly string[];
  mapping: { device: string; filename?: string; executable?: { filename: string } };
  targets: readonly { architecture: string; machines: readonly string[] }[];
  features: readonly string[];
}

/** Firmware for machines without a descriptor of their own, as qemu.conf's `nvram` names it. */
export interface FirmwareSources {
  descriptors: readonly FirmwareDescriptor[];
  fits: (descriptor: FirmwareDescriptor, arch: Arch, machine: string) => boolean;
  /** Images used where no descriptor is installed at all. */
  otherwise: readonly string[];
  root?: string;
}

export const firmwareCapabilities = async (
  { descriptors, fits, otherwise, root = '/' }: FirmwareSources,
  arch: Arch,
  machine: string,
): Promise<DomainCapsFirmware> => {
  const fitting = descriptors.filter((descriptor) => fits(descriptor, arch, machine));
  const offers = (kind: string): boolean => fitting.some(({ interfaces }) => interfaces.includes(kind));
  const images =
    descriptors.length === 0
      ? otherwise
      : fitting.flatMap(({ mapping }) => {
          const image = mapping.device === 'flash' ? mapping.executable?.filename : mapping.filename;
          return image !== undefined && mapping.device !== 'kernel' ? [image] : [];
        });
  const there = await Promise.all(
    images.map((path) =>
      access(join(root, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return {
    types: [...(offers('bios') ? (['bios'] as const) : []), ...(offers('uefi') ? (['efi'] as const) : [])],
    secure: fitting.some(({ features }) => features.includes('requires-smm')),
    loaders: images.filter((_, at) => there[at]),
  };
};
