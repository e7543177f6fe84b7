// `-machine` and `-accel`: the board, and the features that are options of it.
import { isS390 } from '../../../../schemas/cpu/arch.ts';
import type { DeviceInfo } from '../../../model/domain/devices.ts';
import { effectiveNode } from '../block/layer.ts';
import { iommuOf, numaCells, virtTypeOf } from '../facts.ts';
import { hostdevsOf } from '../hostdevs.ts';
import { isPseries } from '../machine.ts';
import { type Build, unsupported } from './build.ts';
import { onOff } from './json.ts';
import { hasHmat } from './numa.ts';
import { audioId } from './sound.ts';

const keyWrap = ({ domain, machine }: Build): string[] => {
  if (domain.ciphers.length === 0) return [];
  if (!isS390(machine.arch)) {
    throw unsupported("'aes-key-wrap'/'dea-key-wrap' is not available on this architecture");
  }
  return (['aes', 'dea'] as const).flatMap((name) => {
    const cipher = domain.ciphers.find((each) => each.name === name);
    return cipher ? [`${name}-key-wrap=${onOff(cipher.state)}`] : [];
  });
};

const gic = ({ domain, caps }: Build): string[] => {
  const version = domain.features.gic?.version;
  if (version === undefined) return [];
  if (caps.arch === 'aarch64') return [`gic-version=${version}`];
  if (version !== '2') throw unsupported('gic-version option is not available with this QEMU binary');
  return [];
};

const features = (build: Build): string[] => {
  const { features: f } = build.domain;
  const parts: string[] = [];
  const toggle = (option: string, value: boolean | undefined): void => {
    if (value !== undefined) parts.push(`${option}=${onOff(value)}`);
  };
  const choice = (option: string, value: string | undefined): void => {
    if (value !== undefined) parts.push(`${option}=${value}`);
  };
  toggle('vmport', f.vmport && (f.vmport.state ?? true));
  toggle('smm', f.smm?.state);
  parts.push(...gic(build));
  choice('kernel_irqchip', f.ioapic && (f.ioapic.driver === 'qemu' ? 'split' : 'on'));
  choice('resize-hpt', f.hpt?.resizing);
  choice('cap-hpt-max-page-size', f.hpt?.maxpagesize ? `${f.hpt.maxpagesize}k` : undefined);
  toggle('cap-htm', f.htm?.state);
  toggle('cap-nested-hv', f['nested-hv']?.state);
  toggle('cap-ccf-assist', f['ccf-assist']?.state);
  choice('cap-cfpc', f.cfpc?.value);
  choice('cap-sbbc', f.sbbc?.value);
  choice('cap-ibs', f.ibs?.value);
  toggle('ras', f.ras && (f.ras.state ?? true));
  toggle('i8042', f.ps2?.state);
  choice('aia', f.aia?.value);
  return parts;
};

const memory = ({ domain, caps, config, machine }: Build): string[] => {
  const parts = [`dump-guest-core=${onOff(domain.memory.dumpCore ?? config.dumpGuestCore)}`];
  if (domain.memoryBacking?.nosharepages) parts.push('mem-merge=off');
  const { memories } = domain.devices;
  let epc = 0;
  let nvdimm = false;
  for (const dev of memories) {
    if (dev.model === 'nvdimm' && !nvdimm) {
      parts.push('nvdimm=on');
      nvdimm = true;
    } else if (dev.model === 'sgx-epc') {
      parts.push(
        `sgx-epc.${epc}.memdev=mem${dev.alias?.name}`,
        `sgx-epc.${epc}.node=${dev.target.node ?? 0}`,
      );
      epc++;
    }
  }
  if (numaCells(domain).length === 0) {
    const ram = caps.machine(virtTypeOf(domain), machine.machine)?.defaultRamId;
    if (ram !== undefined) parts.push(`memory-backend=${ram}`);
  }
  return parts;
};

/** The boot parameter of the first device to boot from, for s390 machines that know it as their own. */
const loadparm = ({ domain, machine }: Build): string[] => {
  if (!isS390(machine.arch)) return [];
  const hostdevs = hostdevsOf(domain)
    .filter(
      ({ hostdev }) =>
        hostdev.mode === 'subsystem' &&
        (hostdev.type === 'scsi' || (hostdev.type === 'mdev' && hostdev.model === 'vfio-ccw')),
    )
    .map(({ info }) => info);
  const candidates: DeviceInfo[] = [...domain.devices.disks, ...domain.devices.interfaces, ...hostdevs];
  const first = candidates.find(({ boot }) => boot?.order === 1 && boot.loadparm !== undefined);
  return first ? [`loadparm=${first.boot?.loadparm}`] : [];
};

const security = ({ domain, caps }: Build): string[] => {
  const type = domain.launchSecurity?.type;
  if (type === undefined) return [];
  const old = type !== 's390-pv' && !caps.has('confidential-guest-support');
  return [`${old ? 'memory-encryption' : 'confidential-guest-support'}=lsec0`];
};

const pflash = ({ pflash: { code, vars } }: Build): string[] => [
  ...(code ? [`pflash0=${effectiveNode(code)}`] : []),
  ...(vars ? [`pflash1=${effectiveNode(vars)}`] : []),
];

const acpi = ({ domain, caps, machine }: Build): string[] => {
  if (caps.machine(virtTypeOf(domain), machine.machine)?.acpi !== true) return [];
  return [`acpi=${onOff(domain.features.acpi ?? false)}`];
};

export const addMachine = (build: Build): void => {
  const { domain, caps, machine } = build;
  const parts = [machine.machine, 'usb=off', ...keyWrap(build), ...features(build)];
  if (iommuOf(domain)?.model === 'smmuv3') parts.push('iommu=smmuv3');
  parts.push(...memory(build));
  const { cpu } = domain;
  if (cpu?.mode === 'host-model' && cpu.model?.value !== undefined && isPseries(machine)) {
    parts.push(`max-cpu-compat=${cpu.model.value}`);
  }
  if (!caps.has('virtio-ccw.loadparm')) parts.push(...loadparm(build));
  parts.push(...security(build), ...pflash(build));
  if (hasHmat(domain)) parts.push('hmat=on');
  if (domain.os.bios?.useserial) parts.push('graphics=off');
  if (caps.has('machine-hpet')) {
    for (const { name, present } of domain.clock.timers) {
      if (name === 'hpet' && present !== undefined) parts.push(`hpet=${onOff(present)}`);
    }
  }
  const speaker = domain.devices.sounds.find((sound) => sound.model === 'pcspk');
  if (speaker) parts.push(`pcspk-audiodev=${audioId(build, speaker.audio?.id)}`);
  parts.push(...acpi(build));
  build.args.push('-machine', parts.join(','));
};

export const addAccel = ({ args, domain }: Build): void => {
  const { tcg, kvm } = domain.features;
  const parts: string[] = [];
  if (domain.type === 'qemu') {
    parts.push('tcg');
    if (tcg?.['tb-cache']) parts.push(`tb-size=${Math.floor(tcg['tb-cache'] / 1024)}`);
  } else if (domain.type === 'kvm') {
    parts.push('kvm');
    if (kvm?.['dirty-ring']?.state) parts.push(`dirty-ring-size=${kvm['dirty-ring'].size ?? 0}`);
  } else if (domain.type === 'hvf') parts.push('hvf');
  args.push('-accel', parts.join(','));
  const tseg = domain.features.smm?.state ? domain.features.smm.tseg : undefined;
  if (tseg !== undefined) args.push('-global', `mch.extended-tseg-mbytes=${Math.floor(tseg / 1048576)}`);
};
