// What QEMU cannot make of a whole definition, in libvirt's order.
import { isPpc64, isS390, isX86 } from '../../../../schemas/cpu/arch.ts';
import { isQemuFlag, type QemuFlag } from '../../../../schemas/qmp/flags.ts';
import { hasPflash, onlineVcpus, topologyCpus, virtTypeOf } from '../facts.ts';
import { hasI8042, hasVmport, isArmVirt, isPseries, isQ35, isRiscvVirt } from '../machine.ts';
import { MAX_VCPUS_WITHOUT_EIM } from '../postparse/devices.ts';
import { checkClock } from './clock.ts';
import type { Check } from './context.ts';
import { unsupported, xmlError } from './errors.ts';
import { checkHmat, checkHugepages, checkMemoryHotplug } from './memory.ts';
import { checkNvram } from './storage.ts';

type Step = (check: Check) => void;

// ---------------------------------------------------------------- the emulator

const checkEmulator: Step = ({ domain, caps, machine }) => {
  const { emulator } = domain.devices;
  const kind = domain.os.type.value;
  const refuse = (what: string) => unsupported(`Emulator '${emulator}' does not support ${what}`);
  if (kind !== 'hvm') throw refuse(`os type '${kind}'`);
  if (!caps.supportsArch(machine.arch)) throw refuse(`arch '${machine.arch}'`);
  const known = domain.type === 'qemu' || domain.type === 'kvm' || domain.type === 'hvf';
  if (!known || !caps.supportsVirtType(virtTypeOf(domain))) throw refuse(`virt type '${domain.type}'`);
  const board = caps.machines(virtTypeOf(domain)).find((each) => each.name === machine.machine);
  if (!board) throw refuse(`machine type '${machine.machine}'`);
  if (board.acpi === false && domain.features.acpi) {
    throw unsupported(`machine type '${machine.machine}' does not support ACPI`);
  }
};

const checkBasics: Step = ({ domain, caps, machine }) => {
  const { os, features } = domain;
  if (domain.memtune?.min_guarantee) throw unsupported("Parameter 'min_guarantee' not supported by QEMU.");
  const uefi = os.firmware === 'efi' || hasPflash(domain);
  if (uefi && isX86(machine.arch) && !features.acpi)
    throw unsupported('UEFI requires ACPI on this architecture');
  if (!uefi && machine.arch === 'aarch64' && features.acpi)
    throw unsupported('ACPI requires UEFI on this architecture');
  if (domain.genid && !caps.has('vmgenid'))
    throw unsupported("this QEMU does not support the 'genid' capability");
  if (os.bios?.useserial) {
    if (!isX86(machine.arch)) throw unsupported('BIOS serial console only supported on x86 architectures');
    if (domain.devices.serials.length === 0)
      throw xmlError('need at least one serial port to use BIOS serial output');
  }
};

const checkLifecycle: Step = ({ domain }) => {
  const { on_poweroff, on_reboot, on_crash } = domain;
  if ([on_poweroff, on_reboot, on_crash].includes('rename-restart')) {
    throw unsupported(
      "qemu driver doesn't support the 'rename-restart' action for 'on_reboot'/'on_poweroff'/'on_crash'",
    );
  }
  if (on_poweroff === 'preserve' || on_reboot === 'preserve') {
    throw unsupported("qemu driver doesn't support the 'preserve' action for 'on_reboot'/'on_poweroff'");
  }
  if (on_poweroff === 'restart' && on_reboot === 'destroy') {
    throw unsupported(
      "qemu driver doesn't support 'onReboot' set to 'destroy and 'onPoweroff' set to 'reboot'",
    );
  }
};

// ---------------------------------------------------------------- CPU

const checkPhysicalBits: Step = ({ domain, machine, host }) => {
  const address = domain.cpu?.maxphysaddr;
  if (!address) return;
  if (!isX86(machine.arch)) {
    throw unsupported(
      `CPU maximum physical address bits specification is not supported for '${machine.arch}' architecture`,
    );
  }
  if (address.mode === 'passthrough') {
    if (address.bits !== undefined) {
      throw unsupported(
        "CPU maximum physical address bits number specification cannot be used with mode='passthrough'",
      );
    }
  } else if (host.physBits !== undefined && (address.bits ?? 0) > host.physBits) {
    throw unsupported(
      'The number of virtual CPU address bits cannot exceed the number supported by the host CPU',
    );
  }
};

const checkCache: Step = ({ domain, machine }) => {
  const { cpu } = domain;
  if (!cpu?.cache) return;
  const { mode, level } = cpu.cache;
  if (!isX86(machine.arch)) {
    throw unsupported(`CPU cache specification is not supported for '${machine.arch}' architecture`);
  }
  if (mode === 'emulate') {
    if (level !== 3) throw unsupported(`CPU cache mode '${mode}' can only be used with level='3'`);
    return;
  }
  if (mode === 'passthrough' && cpu.mode !== 'host-passthrough' && cpu.mode !== 'maximum') {
    throw unsupported(`CPU cache mode '${mode}' can only be used with 'host-passthrough' / 'maximum' CPUs`);
  }
  if (level !== undefined) throw unsupported(`unsupported CPU cache level for mode '${mode}'`);
};

const checkCpuMode: Step = ({ domain, caps }) => {
  const { cpu } = domain;
  if (cpu?.mode === 'host-passthrough' && cpu.migratable && !caps.has('cpu.migratable')) {
    throw unsupported('Migratable attribute for host-passthrough CPU is not supported by this QEMU binary');
  }
  if (cpu?.mode === 'maximum' && !caps.has('cpu-max'))
    throw unsupported('maximum CPU is not supported by QEMU binary');
};

// ---------------------------------------------------------------- threads

const checkIothreads: Step = ({ domain, caps }) => {
  const pools = [...domain.iothreadids, ...(domain.defaultiothread ? [domain.defaultiothread] : [])];
  const used = pools.some((each) => each.thread_pool_min !== undefined || each.thread_pool_max !== undefined);
  if (used && !caps.has('iothread.thread-pool-max')) {
    throw unsupported('thread_pool_min and thread_pool_max is not supported by this QEMU binary');
  }
};

// ---------------------------------------------------------------- boot, processors

const checkBoot: Step = (check) => {
  const { domain, caps, machine } = check;
  const { os } = domain;
  if (domain.bootloader !== undefined || domain.bootloader_args !== undefined)
    throw unsupported('bootloader is not supported by QEMU');
  if (os.loader) {
    if (os.loader.secure) {
      if (!isQ35(machine)) throw unsupported('Secure boot is supported with q35 machine types only');
      if (machine.arch !== 'x86_64')
        throw unsupported('Secure boot is supported for x86_64 architecture only');
      if (!os.firmware && !domain.features.smm?.state)
        throw unsupported('Secure boot requires SMM feature enabled');
    }
    checkNvram(check);
  }
  for (const { type } of os.acpiTables) {
    if (type === 'rawset') throw unsupported(`ACPI table type '${type}' is not supported`);
  }
  if (os.shim !== undefined && !caps.has('shim'))
    throw unsupported('shim is not supported by this QEMU binary');
};

const checkVcpus: Step = ({ domain, caps, machine }) => {
  const max = domain.vcpu.value;
  const current = onlineVcpus(domain);
  const limit = caps.machine(virtTypeOf(domain), machine.machine)?.maxCpus ?? 0;
  if (current === 0) throw unsupported('Domain requires at least 1 vCPU');
  if (limit > 0 && max > limit)
    throw unsupported(`Maximum CPUs greater than specified machine type limit ${limit}`);
  const topology = topologyCpus(domain);
  if (topology !== undefined && topology !== max)
    throw unsupported("CPU topology doesn't match maximum vcpu count");
  const step = isPseries(machine) ? (domain.cpu?.topology?.threads ?? 1) : 1;
  if (current % step !== 0)
    throw unsupported(`vCPUs count must be a multiple of the vCPU hotplug granularity (${step})`);
  if (!isX86(machine.arch) || max <= MAX_VCPUS_WITHOUT_EIM) return;
  const many = `more than ${MAX_VCPUS_WITHOUT_EIM} vCPUs`;
  if (!isQ35(machine)) throw unsupported(`${many} are only supported on q35-based machine types`);
  if (!domain.devices.iommus[0]?.driver?.eim)
    throw unsupported(`${many} require extended interrupt mode enabled on the iommu device`);
};

const checkResctrl: Step = ({ domain }) => {
  const tune = domain.cputune as { cachetunes?: unknown[]; memorytunes?: unknown[] } | undefined;
  if ((tune?.cachetunes?.length || tune?.memorytunes?.length) && domain.type !== 'kvm')
    throw unsupported('cachetune is only supported for KVM domains');
};

// ---------------------------------------------------------------- features

const pseriesFeatures = ['hpt', 'htm', 'nested-hv', 'ccf-assist', 'cfpc', 'sbbc', 'ibs'] as const;

/** In the order of libvirt's enumeration. */
const checkFeatures: Step = ({ domain, caps, machine }) => {
  const f = domain.features;
  const { arch } = machine;
  const foreign = (what: string) =>
    unsupported(`${what} not supported for architecture '${arch}' or machine type '${machine.machine}'`);
  const x86 = isX86(arch);
  if (f.apic?.eoi !== undefined && !x86) throw foreign("The 'eoi' attribute of the 'apic' feature is");
  if (f.hyperv && !x86 && !isArmVirt(machine)) throw foreign('Hyperv features are');
  const hasClock = domain.clock.timers.some(
    ({ name, present }) => name === 'hypervclock' && present !== false,
  );
  if (f.hyperv?.stimer?.state && !hasClock)
    throw unsupported("'stimer' hyperv feature requires 'hypervclock' timer");
  if (f.pvspinlock && !x86) throw foreign("The 'pvspinlock' feature is");
  if (f.pmu?.state === false && isPpc64(arch))
    throw unsupported(`PMU is always enabled for architecture '${arch}'`);
  if (f.vmport) {
    if (!caps.has('machine-vmport-opt') || !hasVmport(machine))
      throw unsupported('vmport is not available with this QEMU binary');
    if (f.vmport.state !== false && f.ps2?.state === false)
      throw unsupported('vmport feature requires the ps2 feature not to be disabled');
  }
  if (f.gic && !isArmVirt(machine)) throw foreign("The 'gic' feature is");
  if (f.ioapic && !x86) throw foreign("The 'ioapic' feature is");
  if (f.hpt && !isPseries(machine)) throw foreign("The 'hpt' feature is");
  if (f.vmcoreinfo && f.vmcoreinfo.state !== false && !caps.has('vmcoreinfo'))
    throw unsupported('vmcoreinfo is not available with this QEMU binary');
  for (const name of pseriesFeatures) {
    if (f[name] && !isPseries(machine)) throw foreign(`The '${name}' feature is`);
  }
  if (f.tcg) {
    if (domain.type !== 'qemu')
      throw unsupported(`TCG features are incompatible with domain type '${domain.type}'`);
    if ((f.tcg['tb-cache'] ?? 0) % 1024 !== 0)
      throw unsupported('tb-cache size must be an integer multiple of MiB');
  }
  const teardown = f['async-teardown'];
  if (teardown && teardown.enabled !== false && !caps.has('run-with.async-teardown'))
    throw unsupported('asynchronous teardown is not available with this QEMU binary');
  if (f.ras) {
    if (!isArmVirt(machine)) throw unsupported('ras feature is only supported with ARM Virt machines');
    if (!caps.has('machine.virt.ras'))
      throw unsupported('ras feature is not available with this QEMU binary');
  }
  if (f.ps2) {
    if (!caps.has('i8042') || !hasI8042(machine))
      throw unsupported('ps2 feature is not available with this QEMU binary');
    if (!caps.has('machine-i8042-opt'))
      throw unsupported('ps2 feature state cannot be controlled with this QEMU binary');
  }
  if (f.aia) {
    if (!isRiscvVirt(machine)) throw unsupported('aia feature is only supported with RISC-V Virt machines');
    if (!caps.has('machine.virt.aia'))
      throw unsupported('aia feature is not available with this QEMU binary');
  }
};

// ---------------------------------------------------------------- devices as a whole

const checkConsoles: Step = ({ domain, caps }) => {
  for (const { target } of domain.devices.consoles) {
    if (target.type === 'sclplm' && !caps.has('sclplmconsole'))
      throw unsupported('sclplmconsole is not supported in this QEMU binary');
    if (!['sclp', 'sclplm', 'virtio', 'serial'].includes(target.type ?? 'serial'))
      throw unsupported(`unsupported console target type ${target.type}`);
  }
};

const checkFwcfg: Step = ({ domain }) => {
  for (const info of domain.sysinfos) {
    if (info.type !== 'fwcfg') continue;
    for (const { name } of info.entries ?? []) {
      if (!name.startsWith('opt/')) throw unsupported('Invalid firmware name');
      if (name.startsWith('opt/ovmf/') || name.startsWith('opt/org.qemu/'))
        throw unsupported('That firmware name is reserved');
    }
  }
};

const checkPanics: Step = ({ domain, caps, machine }) => {
  const only = (who: string, model: string) =>
    unsupported(`only ${who} support panic device of model '${model}'`);
  for (const { model, address } of domain.devices.panics) {
    if (model === undefined) {
      throw unsupported('no panic model provided, and no default for the architecture and machine type');
    }
    if (model === 's390' && !isS390(machine.arch)) throw only('S390 guests', model);
    if (model === 'hyperv' && !isX86(machine.arch)) throw only('i686 and x86_64 guests', model);
    if (model === 'pseries' && !isPseries(machine)) throw only('pSeries guests', model);
    if (model === 'isa') {
      if (!caps.has('pvpanic')) throw unsupported('the QEMU binary does not support the ISA panic device');
      if (address && address.type !== 'isa')
        throw unsupported('panic is supported only with ISA address type');
    } else if (model === 'pvpanic') {
      if (!caps.has('pvpanic-pci'))
        throw unsupported('the QEMU binary does not support the PCI pvpanic device');
      if (address?.type !== 'pci') throw unsupported('pvpanic is supported only with PCI address type');
    } else if (address) {
      throw unsupported(`setting the panic device address is not supported for model '${model}'`);
    }
  }
};

const checkTpms: Step = ({ domain }) => {
  const { tpms } = domain.devices;
  const proxies = tpms.filter((tpm) => tpm.model === 'spapr-tpm-proxy').length;
  if (proxies > 1) throw unsupported('only a single TPM Proxy device is supported');
  if (tpms.length - proxies > 1) throw unsupported('only a single TPM non-proxy device is supported');
};

const checkWatchdogs: Step = ({ domain }) => {
  const seen = new Set<string>();
  for (const { model } of domain.devices.watchdogs) {
    if (model === 'i6300esb') continue;
    if (seen.has(model)) throw unsupported(`domain can only have one watchdog with model '${model}'`);
    seen.add(model);
  }
};

const securityFlags: Record<string, QemuFlag> = {
  sev: 'sev-guest',
  'sev-snp': 'sev-snp-guest',
  's390-pv': 's390-pv-guest',
};

const checkSecurity: Step = ({ domain, caps }) => {
  const { launchSecurity } = domain;
  if (!launchSecurity) return;
  const { type } = launchSecurity;
  const flag = securityFlags[type];
  const confidential = type !== 's390-pv' || caps.has('confidential-guest-support');
  if (!flag || !caps.has(flag) || !confidential)
    throw unsupported(`'${type}' launch security is not supported with this QEMU binary`);
  if (launchSecurity.type === 'sev') {
    if (launchSecurity.kernelHashes !== undefined && !caps.has('sev-guest-kernel-hashes'))
      throw unsupported('SEV measured direct kernel boot is not supported with this QEMU binary');
  }
  if (type === 's390-pv' && !caps.kvmSupportsSecureGuest)
    throw unsupported('S390 PV launch security is not supported by this host or kernel');
};

const checkSuspend: Step = ({ domain, machine }) => {
  const { pm } = domain;
  const set = pm?.['suspend-to-mem']?.enabled !== undefined || pm?.['suspend-to-disk']?.enabled !== undefined;
  if (set && !isX86(machine.arch)) throw unsupported('setting ACPI S3/S4 not supported');
};

/** Capabilities that the definition claims or denies by name. */
const checkClaims: Step = ({ domain }) => {
  const { adds = [], dels = [] } = domain.qemuCapabilities ?? {};
  const stranger = [...adds, ...dels].find(({ capability }) => !isQemuFlag(capability));
  if (stranger) throw unsupported(`invalid qemu namespace capability '${stranger.capability}'`);
};

export const domainSteps: readonly Step[] = [
  checkEmulator,
  checkClaims,
  checkBasics,
  checkLifecycle,
  checkPhysicalBits,
  checkCache,
  checkCpuMode,
  checkMemoryHotplug,
  checkIothreads,
  checkClock,
  checkSuspend,
  checkBoot,
  checkVcpus,
  checkResctrl,
  checkFeatures,
  checkHugepages,
  checkHmat,
  checkConsoles,
  checkFwcfg,
  checkPanics,
  checkTpms,
  checkWatchdogs,
  checkSecurity,
];
