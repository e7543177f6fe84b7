// Which firmware domain capabilities list for a machine, from QEMU's installed firmware descriptors.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arch } from '../../../../schemas/cpu/arch.ts';
import { type Firmware, firmwareFits, loadFirmware } from '../firmware/descriptor.ts';
import { defaultLegacyFirmware } from '../firmware/select.ts';
import type { DomainCapsFirmware } from './domcaps.ts';

export interface FirmwareSources {
  descriptors: readonly Firmware[];
  /** Images used where no descriptor is installed at all, as qemu.conf's `nvram` names them. */
  otherwise: readonly string[];
  root?: string;
}

export const firmwareCapabilities = async (
  { descriptors, otherwise, root = '/' }: FirmwareSources,
  arch: Arch,
  machine: string,
): Promise<DomainCapsFirmware> => {
  const fitting = descriptors.filter((descriptor) => firmwareFits(descriptor, arch, machine));
  const offers = (kind: string): boolean => fitting.some(({ interfaces }) => interfaces.includes(kind));
  const images =
    descriptors.length === 0
      ? otherwise
      : fitting.flatMap(({ mapping }) => {
          if (mapping.device === 'kernel') return [];
          return [mapping.device === 'flash' ? mapping.executable.filename : mapping.filename];
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

/** How long the installed descriptors are taken to stay the same. */
const TRUST_MS = 1_000;

/** The firmware installed here, read again when it may have changed. */
export const installedFirmware = (
  root?: string,
  otherwise: readonly string[] = defaultLegacyFirmware.map(({ code }) => code),
): ((arch: Arch, machine: string) => Promise<DomainCapsFirmware>) => {
  let known: { at: number; descriptors: Firmware[] } | undefined;
  return (arch, machine) => {
    const now = performance.now();
    if (known === undefined || now - known.at > TRUST_MS) {
      known = { at: now, descriptors: loadFirmware(root === undefined ? {} : { root }) };
    }
    return firmwareCapabilities({ descriptors: known.descriptors, otherwise, root }, arch, machine);
  };
};
