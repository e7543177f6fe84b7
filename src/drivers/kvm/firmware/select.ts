// Chooses the firmware of a guest among the installed descriptors, and fills in what the choice implies.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { layerOfSource } from '../block/from-disk.ts';
import { isEmptyLayer } from '../block/layer.ts';
import { machineOf } from '../facts.ts';
import { checkOs } from './check.ts';
import { type Firmware, firmwareFits } from './descriptor.ts';

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);

/** Firmware that old versions knew without descriptors: code, and the template of its variables. */
export interface LegacyFirmware {
  code: string;
  vars: string;
}
export const defaultLegacyFirmware: readonly LegacyFirmware[] = [
  { code: '/usr/share/OVMF/OVMF_CODE.fd', vars: '/usr/share/OVMF/OVMF_VARS.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.secboot.fd', vars: '/usr/share/OVMF/OVMF_VARS.fd' },
  { code: '/usr/share/AAVMF/AAVMF_CODE.fd', vars: '/usr/share/AAVMF/AAVMF_VARS.fd' },
  { code: '/usr/share/AAVMF/AAVMF32_CODE.fd', vars: '/usr/share/AAVMF/AAVMF32_VARS.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.ms.fd', vars: '/usr/share/OVMF/OVMF_VARS.ms.fd' },
];

export interface FirmwareContext {
  firmware: readonly Firmware[];
  legacy: readonly LegacyFirmware[];
  nvramDir: string;
  abiUpdate: boolean;
}

type Os = Domain['os'];
type Loader = NonNullable<Os['loader']>;
type Nvram = NonNullable<Os['nvram']>;

const featureOf = (os: Os, name: 'secure-boot' | 'enrolled-keys'): boolean | undefined =>
  os.firmwareInfo?.features.find((feature) => feature.name === name)?.enabled;

/** The variable store is named, as a path or another kind of source. */
const hasStore = (nvram: Nvram | undefined): boolean => {
  if (!nvram) return false;
  if (nvram.type === undefined) return Boolean(nvram.path);
  return !isEmptyLayer(layerOfSource(nvram.type, nvram.source as never));
};
const storeIsLocal = (nvram: Nvram | undefined): boolean =>
  nvram?.type === undefined || nvram.type === 'file' || nvram.type === 'block' || nvram.type === 'dir';

const wantedInterface = (os: Os): string | undefined => {
  if (os.firmware) return os.firmware === 'efi' ? 'uefi' : 'bios';
  if (os.loader?.type === 'rom') return 'bios';
  return os.loader?.type === 'pflash' ? 'uefi' : undefined;
};

const pathsMatch = (os: Os, { mapping }: Firmware): boolean => {
  const { loader, nvram, kernel } = os;
  if (mapping.device === 'kernel') return kernel === undefined || kernel === mapping.filename;
  if (mapping.device === 'memory') return !loader?.path || loader.path === mapping.filename;
  if (loader?.path && loader.path !== mapping.executable.filename) return false;
  return nvram?.template === undefined || nvram.template === mapping.nvramTemplate?.filename;
};

const flashMatches = (
  loader: Loader | undefined,
  mapping: Extract<Firmware['mapping'], { device: 'flash' }>,
): boolean => {
  if (loader?.type && loader.type !== 'pflash') return false;
  if (loader?.stateless) {
    if (mapping.mode !== 'stateless') return false;
  } else if (loader?.readonly === false) {
    if (mapping.mode !== 'combined') return false;
  } else if (mapping.mode !== 'split') return false;
  const formats = ['raw', 'qcow2'];
  if (!formats.includes(mapping.executable.format)) return false;
  if (loader?.format && loader.format !== mapping.executable.format) return false;
  return mapping.mode !== 'split' || formats.includes(mapping.nvramTemplate?.format ?? '');
};

const SEV_ES = 1 << 2;

const matches = (domain: Domain, firmware: Firmware): boolean => {
  const { os, features, pm, launchSecurity } = domain;
  const { loader } = os;
  const machine = machineOf(domain);
  const has = (feature: string): boolean => firmware.features.includes(feature);
  const want = wantedInterface(os);
  if (want === undefined || !firmware.interfaces.includes(want)) return false;
  if (!pathsMatch(os, firmware) || !firmwareFits(firmware, machine.arch, machine.machine)) return false;
  if (pm?.['suspend-to-mem']?.enabled && !has('acpi-s3')) return false;
  if (pm?.['suspend-to-disk']?.enabled && !has('acpi-s4')) return false;
  for (const name of ['secure-boot', 'enrolled-keys'] as const) {
    const wanted = featureOf(os, name);
    if (wanted !== undefined && wanted !== has(name)) return false;
  }
  if (has('requires-smm')) {
    if (features.smm?.state === false || loader?.secure === false) return false;
  } else if (loader?.secure) return false;
  const { mapping } = firmware;
  if (mapping.device === 'flash' && !flashMatches(loader, mapping)) return false;
  if (mapping.device === 'memory') {
    if (loader?.type && loader.type !== 'rom') return false;
    if (loader?.readonly === false || loader?.stateless === false) return false;
  }
  if (launchSecurity?.type === 'sev') {
    if (!has('amd-sev')) return false;
    if ((launchSecurity.policy ?? 0) & SEV_ES && !has('amd-sev-es')) return false;
  }
  return launchSecurity?.type !== 'sev-snp' || has('amd-sev-snp');
};

const apply = (domain: Domain, firmware: Firmware): void => {
  const { os } = domain;
  const { mapping } = firmware;
  if (mapping.device === 'kernel') os.kernel = mapping.filename;
  else {
    const loader: Loader = os.loader ?? {};
    os.loader = loader;
    if (mapping.device === 'memory') {
      loader.type = 'rom';
      loader.format = 'raw';
      loader.path = mapping.filename;
    } else {
      loader.type = 'pflash';
      loader.readonly ??= mapping.mode !== 'combined';
      loader.format = mapping.executable.format as Loader['format'];
      loader.path = mapping.executable.filename;
      if (mapping.mode === 'split') {
        delete os.nvram?.template;
        delete os.nvram?.templateFormat;
        if (!hasStore(os.nvram) || storeIsLocal(os.nvram)) {
          const template = mapping.nvramTemplate!;
          os.nvram = {
            ...os.nvram,
            template: template.filename,
            templateFormat: template.format as Nvram['templateFormat'],
          };
        }
      }
    }
  }
  if (firmware.features.includes('requires-smm')) {
    domain.features.smm = { ...domain.features.smm, state: true };
    os.loader = { ...os.loader, secure: true };
  }
  if (!os.firmware) {
    for (const kind of firmware.interfaces) {
      if (kind === 'uefi') os.firmware = 'efi';
      else if (kind === 'bios') os.firmware = 'bios';
      if (os.firmware) break;
    }
  }
  if (os.firmware) setFeatures(os, firmware);
};

/** Says what the chosen firmware can do; whether keys are enrolled is up to an existing variable store. */
const setFeatures = (os: Os, firmware: Firmware): void => {
  const keysKnown = !(
    os.loader?.type === 'pflash' &&
    !os.loader.stateless &&
    os.nvram?.template === undefined
  );
  const features: NonNullable<Os['firmwareInfo']>['features'] = [];
  if (keysKnown)
    features.push({ name: 'enrolled-keys', enabled: firmware.features.includes('enrolled-keys') });
  features.push({ name: 'secure-boot', enabled: firmware.features.includes('secure-boot') });
  os.firmwareInfo = { features };
};

const fillLegacy = (os: Os, legacy: readonly LegacyFirmware[]): boolean => {
  const { loader } = os;
  if (loader?.type !== 'pflash' || loader.readonly === false || loader.stateless) return false;
  if (loader.format && loader.format !== 'raw') return false;
  const found = legacy.find(({ code }) => code === loader.path);
  if (!found) return false;
  loader.readonly = true;
  loader.format = 'raw';
  os.nvram = { ...os.nvram, template: os.nvram?.template ?? found.vars };
  os.nvram.templateFormat ??= 'raw';
  return true;
};

const ensureStore = (domain: Domain, context: FirmwareContext): void => {
  const { os } = domain;
  const { loader } = os;
  if (loader?.type !== 'pflash' || !loader.readonly || loader.stateless) return;
  const nvram: Nvram = os.nvram ?? {};
  os.nvram = nvram;
  if (nvram.template !== undefined) nvram.templateFormat ??= 'raw';
  if (hasStore(nvram)) {
    nvram.format ??= loader.format as Nvram['format'];
    return;
  }
  delete nvram.type;
  delete nvram.source;
  nvram.format = nvram.templateFormat ?? (loader.format as Nvram['format']);
  const raw = context.abiUpdate && nvram.template?.endsWith('.raw') ? '.raw' : '.fd';
  const extension = nvram.format === 'raw' ? raw : nvram.format === 'qcow2' ? '.qcow2' : '';
  nvram.path = `${context.nvramDir}/${domain.name}_VARS${extension}`;
};

const known = (format: string | undefined): boolean =>
  format === undefined || format === 'raw' || format === 'qcow2';

/** Completes `<os>` for a guest with firmware; throws when nothing installed fits what it asks for. */
export const fillFirmware = (domain: Domain, context: FirmwareContext): void => {
  const { os } = domain;
  checkOs(domain);
  if (!known(os.loader?.format)) throw unsupported(`Unsupported loader format '${os.loader?.format}'`);
  if (!known(os.nvram?.format)) throw unsupported(`Unsupported nvram format '${os.nvram?.format}'`);
  const automatic = os.firmware !== undefined;
  if (!automatic && (!os.loader || os.loader.type === 'rom')) {
    if (os.loader) os.loader.format ??= 'raw';
    return;
  }
  const chosen = context.firmware.find((firmware) => matches(domain, firmware));
  if (chosen) apply(domain, chosen);
  else if (automatic) {
    throw new VirError(
      ErrorCode.OPERATION_FAILED,
      ErrorDomain.QEMU,
      `Unable to find '${os.firmware}' firmware that is compatible with the current configuration`,
    );
  } else if (!fillLegacy(os, context.legacy) && os.loader) os.loader.format ??= 'raw';
  ensureStore(domain, context);
};
