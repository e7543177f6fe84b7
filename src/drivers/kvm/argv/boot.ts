// Firmware, what to boot, power management, the IOMMU and launch security.
import { isX86 } from '../../../../schemas/cpu/arch.ts';
import { iommuOf, virtTypeOf } from '../facts.ts';
import { isQ35 } from '../machine.ts';
import { addressProps } from './address.ts';
import { addDevice, addObject, type Build } from './build.ts';
import { addChain } from './disk.ts';
import { comma, onOff, positive } from './json.ts';

export const addPflash = (build: Build): void => {
  const { code, vars } = build.pflash;
  if (code) addChain(build, code);
  if (vars) addChain(build, vars);
};

export const addLoader = ({ domain, args }: Build): void => {
  const { loader } = domain.os;
  if (loader?.type === 'rom') args.push('-bios', loader.path ?? '');
  else if (loader?.type === 'pflash' && loader.secure) {
    args.push('-global', 'driver=cfi.pflash01,property=secure,value=on');
  }
};

/** Without `set-action` QEMU itself must be told to exit rather than to reset. */
const allowsReboot = ({ on_reboot, on_poweroff, on_crash }: Build['domain']): boolean =>
  on_reboot !== 'destroy' ||
  on_poweroff !== 'destroy' ||
  (on_crash !== 'destroy' && on_crash !== 'coredump-destroy');

export const addPower = ({ domain, caps, machine, args }: Build): void => {
  args.push(caps.has('set-action') || allowsReboot(domain) ? '-no-shutdown' : '-no-reboot');
  const board = caps.machine(virtTypeOf(domain), machine.machine);
  if (
    board?.acpi === undefined &&
    (isX86(machine.arch) || machine.arch === 'aarch64') &&
    !domain.features.acpi
  ) {
    args.push('-no-acpi');
  }
  const { pm } = domain;
  const bridge = isQ35(machine) ? 'ICH9-LPC' : 'PIIX4_PM';
  const mem = pm?.['suspend-to-mem']?.enabled;
  const disk = pm?.['suspend-to-disk']?.enabled;
  if (mem !== undefined) args.push('-global', `${bridge}.disable_s3=${mem ? 0 : 1}`);
  if (disk !== undefined) args.push('-global', `${bridge}.disable_s4=${disk ? 0 : 1}`);
};

export const addBoot = ({ domain, args }: Build): void => {
  const { os } = domain;
  const parts: string[] = [];
  if (os.bootmenu?.enable !== undefined) parts.push(`menu=${onOff(os.bootmenu.enable)}`);
  if (os.bios?.rebootTimeout !== undefined) parts.push(`reboot-timeout=${os.bios.rebootTimeout}`);
  if (os.bootmenu?.timeout !== undefined) parts.push(`splash-time=${os.bootmenu.timeout}`);
  parts.push('strict=on');
  args.push('-boot', parts.join(','));
  const files = { kernel: os.kernel, initrd: os.initrd, append: os.cmdline, shim: os.shim, dtb: os.dtb };
  for (const [option, value] of Object.entries(files))
    if (value !== undefined) args.push(`-${option}`, value);
  for (const { type, path } of os.acpiTables) {
    const signature = type === 'slic' || type === 'msdm' ? `sig=${type.toUpperCase()},` : '';
    args.push('-acpitable', `${signature}file=${comma(path ?? '')}`);
  }
};

export const addIommu = (build: Build): void => {
  const iommu = iommuOf(build.domain);
  if (!iommu) return;
  const id = iommu.alias?.name;
  const { driver } = iommu;
  if (iommu.model === 'intel') {
    addDevice(build, {
      driver: 'intel-iommu',
      id,
      intremap: onOff(driver?.intremap),
      'caching-mode': driver?.caching_mode,
      eim: onOff(driver?.eim),
      'device-iotlb': driver?.iotlb,
      'aw-bits': positive(driver?.aw_bits),
      'dma-translation': driver?.dma_translation,
    });
  } else if (iommu.model === 'virtio') {
    addDevice(build, { driver: 'virtio-iommu', id, ...addressProps(build, iommu) });
  }
};

export const addLaunchSecurity = (build: Build): void => {
  const { launchSecurity: security } = build.domain;
  if (!security) return;
  const id = 'lsec0';
  if (security.type === 's390-pv') {
    addObject(build, { 'qom-type': 's390-pv-guest', id });
    return;
  }
  const host = build.caps.sev;
  const common = {
    cbitpos: security.cbitpos ?? host?.cbitpos ?? 0,
    'reduced-phys-bits': security.reducedPhysBits ?? host?.reducedPhysBits ?? 0,
  };
  if (security.type === 'sev') {
    const file = (name: string, content: string | undefined): string | undefined =>
      content === undefined ? undefined : `${build.host.domainDir}/${name}.base64`;
    addObject(build, {
      'qom-type': 'sev-guest',
      id,
      ...common,
      policy: security.policy,
      'dh-cert-file': file('dh_cert', security.dhCert),
      'session-file': file('session', security.session),
      'kernel-hashes': security.kernelHashes,
    });
    return;
  }
  addObject(build, {
    'qom-type': 'sev-snp-guest',
    id,
    ...common,
    'kernel-hashes': security.kernelHashes,
    policy: security.policy,
    'guest-visible-workarounds': security.guestVisibleWorkarounds,
    'id-block': security.idBlock,
    'id-auth': security.idAuth,
    'host-data': security.hostData,
    'author-key-enabled': security.authorKey,
    'vcek-disabled': security.vcek === undefined ? undefined : !security.vcek,
  });
};
