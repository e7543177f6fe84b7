// A definition as libxl_domain_config, in JSON: the form in which libxenlight takes a guest.
import { existsSync } from 'node:fs';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { chardevText } from './chardev.ts';
import {
  type ConfigContext,
  cpusOf,
  defbool,
  type Json,
  type JsonValue,
  unsupportedConfig,
} from './context.ts';
import { cpuPolicy } from './cpuid.ts';
import {
  deviceModelVersion,
  hvmDisplay,
  hvmVideo,
  isHvm,
  libxlChannel,
  libxlDisk,
  libxlNic,
  libxlVfb,
  osTypeOf,
  pciDevices,
  usbDevices,
  virtioPorts,
} from './devices.ts';

const guestTypes = { hvm: 'hvm', xenpvh: 'pvh', xen: 'pv' } as const;

const createInfo = (domain: Domain): Json => {
  const type = guestTypes[osTypeOf(domain)];
  const passthrough = domain.features.xen?.passthrough;
  return {
    type,
    hap: type === 'pv' ? undefined : defbool(domain.features.hap?.state),
    name: domain.name,
    uuid: domain.uuid,
    passthrough: passthrough && (passthrough.state ? (passthrough.mode ?? 'enabled') : 'disabled'),
  };
};

const tscModes: Record<string, string> = {
  native: 'native',
  paravirt: 'native_paravirt',
  emulate: 'always_emulate',
};

const clock = (domain: Domain): { build: Json; hpet: boolean } => {
  const { offset, basis, adjustment, timers } = domain.clock;
  const build: Json = {};
  if (offset === 'timezone') throw unsupportedConfig(`unsupported clock offset '${offset}'`);
  if (offset === 'absolute') throw unsupportedConfig("unexpected clock offset '4'");
  if (offset === 'localtime' || (offset === 'variable' && basis === 'localtime')) build.localtime = 'True';
  // The library's field is unsigned; a clock behind wraps.
  if (offset === 'variable' && Number(adjustment)) build.rtc_timeoffset = Number(adjustment) >>> 0;
  let hpet = false;
  for (const timer of timers) {
    if (timer.name === 'tsc') build.tsc_mode = tscModes[timer.mode ?? ''];
    else if (timer.name === 'hpet' && isHvm(domain)) hpet ||= timer.present === true;
    else throw unsupportedConfig(`unsupported timer type (name) '${timer.name}'`);
  }
  return { build, hpet };
};

const affinities = (domain: Domain, max: number): Json => {
  const pins = new Map((domain.cputune?.vcpupins ?? []).map((p) => [p.vcpu, cpusOf(p.cpuset)]));
  const of = (i: number): number[] | undefined => pins.get(i);
  const pinned = Array.from({ length: max }, (_, i) => i).filter((i) => of(i));
  if (pinned.length === 0) return {};
  const last = pinned[pinned.length - 1] as number;
  const any = Array.from({ length: 1024 }, (_, i) => i);
  return {
    vcpu_hard_affinity: Array.from({ length: last + 1 }, (_, i) => of(i) ?? any),
    numa_placement: 'False',
  };
};

const roundUp = (kib: number): number => Math.ceil(kib / 1024) * 1024;
/** Memory in KiB, in whole MiB; without NUMA cells what `<memory>` says. */
export const memoryOf = (domain: Domain): { max: number; target: number } => {
  const max = roundUp(domain.memory.value);
  return { max, target: Math.min(roundUp(domain.currentMemory ?? domain.memory.value), max) };
};
export const vcpusOf = (domain: Domain): { max: number; now: number } => ({
  max: domain.vcpu.value,
  now: domain.vcpu.current ?? domain.vcpu.value,
});

const enlightenments = [
  'base',
  'freq',
  'time_ref_count',
  'reference_tsc',
  'hcall_remote_tlb_flush',
  'apic_assist',
  'crash_ctl',
  'synic',
  'stimer',
  'hcall_ipi',
] as const;
type Enlightenment = (typeof enlightenments)[number];
const viridianOf: Record<string, readonly Enlightenment[]> = {
  synic: ['synic'],
  stimer: ['stimer', 'synic', 'time_ref_count', 'reference_tsc'],
  vapic: ['apic_assist'],
  frequencies: ['freq'],
  tlbflush: ['hcall_remote_tlb_flush'],
  ipi: ['hcall_ipi'],
};
/** Width of the library's bit map of enlightenments. */
const VIRIDIAN_BITS = 64;

const viridian = (domain: Domain): number[] | undefined => {
  const hyperv = domain.features.hyperv as
    | (Record<string, { state?: boolean } | string | undefined> & { mode?: string })
    | undefined;
  if (!hyperv) return undefined;
  if (hyperv.mode === 'passthrough') return Array.from({ length: VIRIDIAN_BITS }, (_, i) => i);
  const isOn = (name: string): boolean => (hyperv[name] as { state?: boolean } | undefined)?.state === true;
  const bits = new Set<number>([enlightenments.indexOf('base'), enlightenments.indexOf('crash_ctl')]);
  for (const [feature, names] of Object.entries(viridianOf))
    if (isOn(feature)) for (const name of names) bits.add(enlightenments.indexOf(name));
  return [...bits].sort((a, b) => a - b);
};

const bootLetters: Record<string, string> = { fd: 'a', cdrom: 'd', network: 'n', hd: 'c' };
/** Boot devices as letters, `c` when none is named. */
export const bootOrder = (domain: Domain): string =>
  domain.os.boots.map((b) => bootLetters[b.dev] ?? 'c').join('') || 'c';

/** A loader of type pflash is EFI, by the old way of saying it. */
export const oldStyleEfi = (domain: Domain): boolean =>
  domain.os.loader?.type === 'pflash' &&
  domain.os.loader.readonly === true &&
  domain.os.loader.path !== undefined;

const usbInputs: Record<string, string> = { mouse: 'mouse', tablet: 'tablet' };

/** The parts of `<devices>` that a full machine's QEMU is told at its start. */
const machine = (domain: Domain, context: ConfigContext, hpet: boolean): { build: Json; hvm: Json } => {
  const { features, os, devices } = domain;
  const efi =
    os.firmware === 'efi'
      ? (os.loader?.path ?? context.ovmf)
      : oldStyleEfi(domain)
        ? os.loader?.path
        : undefined;
  if (os.loader?.format && os.loader.format !== 'raw')
    throw unsupportedConfig(`Unsupported loader format '${os.loader.format}'`);
  const emulator = devices.emulator;
  if (emulator !== undefined) {
    const found = context.fileExists(emulator);
    if (found === 'no') throw unsupportedConfig(`emulator '${emulator}' not found`);
    if (found === 'yes') throw unsupportedConfig(`emulator '${emulator}' is not executable`);
  }
  if (devices.parallels.length) throw unsupportedConfig('Parallel devices are not supported by libxl');
  const serials = devices.serials.map((s) => chardevText(s, false));
  const usb = devices.inputs
    .filter((i) => i.bus === 'usb')
    .map((i) => {
      const name = usbInputs[i.type];
      if (!name) throw unsupportedConfig('Unknown input device type');
      return name;
    });
  const sound = devices.sounds[0]?.model;
  return {
    build: {
      apic: defbool(features.apic !== undefined),
      acpi: defbool(features.acpi === true),
      kernel: os.kernel,
      ramdisk: os.initrd,
      cmdline: os.cmdline,
      device_model: emulator,
      device_model_version: emulator === undefined ? undefined : deviceModelVersion(domain),
    },
    hvm: {
      pae: defbool(features.pae === true),
      hpet: hpet ? 'True' : undefined,
      viridian_enable: viridian(domain),
      acpi_firmware: os.acpiTables[0]?.path,
      soundhw: sound === 'ich6' ? 'hda' : sound,
      boot: bootOrder(domain),
      bios: efi === undefined ? undefined : 'ovmf',
      system_firmware: efi,
      serial: serials.length === 1 ? serials[0] : undefined,
      serial_list: serials.length > 1 ? serials : undefined,
      usbdevice_list: usb.length ? usb : undefined,
      vnc: { enable: 'False' },
      sdl: { enable: 'False' },
      spice: {},
      rdm: {},
    },
  };
};

export const PYGRUB = 'pygrub';
const bootloaderPath = (): string =>
  ['/usr/lib/xen-4.17/bin/pygrub', '/usr/bin/pygrub'].find((p) => existsSync(p)) ?? PYGRUB;

const words = (text: string | undefined): string[] | undefined => text?.split(' \t\n');

const vnuma = (domain: Domain, context: ConfigContext): Json[] | undefined => {
  const cells = domain.cpu?.numa?.cells;
  if (!cells?.length) return undefined;
  const simulate = cells.length > context.hostNodes;
  const distance = (i: number, j: number): number =>
    cells[i]?.distances.find((d) => d.id === j)?.value ?? (i === j ? 10 : 20);
  return cells.map((cell, i) => ({
    memkb: cell.memory,
    distances: cells.map((_, j) => distance(i, j)),
    pnode: simulate ? 0 : i,
    vcpus: cpusOf(cell.cpus),
  }));
};

const buildInfo = (domain: Domain, context: ConfigContext): Json => {
  const type = osTypeOf(domain);
  const { max, now } = vcpusOf(domain);
  const memory = memoryOf(domain);
  const time = clock(domain);
  const xenbus = domain.devices.controllers.find((c) => c.type === 'xenbus');
  const balloon = domain.devices.memballoons[0]?.model;
  if (balloon === 'none') throw unsupportedConfig('balloon device cannot be disabled');
  if (balloon !== undefined && balloon !== 'xen')
    throw unsupportedConfig(`unsupported balloon device model '${balloon}'`);
  const passthrough =
    type !== 'xen' && domain.cpu?.mode === 'host-passthrough' ? cpuPolicy(domain.cpu, context) : undefined;
  const args = domain.xenCommandline?.args.map((a) => a.value as JsonValue);
  const common: Json = {
    max_vcpus: max,
    avail_vcpus: Array.from({ length: now }, (_, i) => i),
    ...affinities(domain, max),
    ...time.build,
    max_memkb: memory.max,
    target_memkb: memory.target,
    shadow_memkb: context.shadowMemory(memory.max, max),
    cpuid: passthrough?.policy.length ? passthrough.policy : undefined,
    nested_hvm: passthrough && defbool(passthrough.nested),
    sched_params: domain.cputune?.shares === undefined ? {} : { weight: domain.cputune.shares },
    event_channels: xenbus?.maxEventChannels || undefined,
    max_grant_frames: xenbus?.maxGrantFrames || undefined,
    vnuma_nodes: vnuma(domain, context),
    extra: args?.length ? args : undefined,
    arch_arm: {},
    arch_x86: {},
  };
  const { os } = domain;
  const direct = { kernel: os.kernel, ramdisk: os.initrd, cmdline: os.cmdline };
  if (type === 'hvm') {
    const { build, hvm } = machine(domain, context, time.hpet);
    return { ...common, ...build, 'type.hvm': hvm };
  }
  const bootloader = { bootloader: domain.bootloader, bootloader_args: words(domain.bootloader_args) };
  if (type === 'xenpvh') return { ...common, ...direct, ...bootloader, 'type.pvh': {} };
  const e820 = domain.features.xen?.e820_host?.state;
  return {
    ...common,
    'type.pv': {
      ...direct,
      ...bootloader,
      ...(domain.bootloader === undefined && os.kernel === undefined ? { bootloader: bootloaderPath() } : {}),
      e820_host: defbool(e820),
    },
  };
};

/** What stays the default is left out, as the library writes it. */
const actions: Record<string, string | undefined> = {
  restart: 'restart',
  'rename-restart': 'restart_rename',
  preserve: 'preserve',
  'coredump-destroy': 'coredump_destroy',
  'coredump-restart': 'coredump_restart',
};

const compact = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(compact);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => [k, compact(v)]),
  );
};

/** Sets what `<xen:set path= value=>` names: `a.b` in structures, `list[]` to append. Keys may hold dots after `type`. */
const apply = (config: Json, path: string, text: string): void => {
  let value: JsonValue = text;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    // Not JSON: a plain word.
  }
  if (typeof value === 'boolean') value = value ? 'True' : 'False';
  const keys = path
    .replace(/\btype\.(hvm|pvh|pv)\b/, 'type:$1')
    .split('.')
    .map((k) => k.replace('type:', 'type.'));
  let at = config;
  for (const key of keys.slice(0, -1)) at = (at[key] ??= {}) as Json;
  const last = keys[keys.length - 1] as string;
  if (last.endsWith('[]')) ((at[last.slice(0, -2)] ??= []) as JsonValue[]).push(value);
  else at[last] = value;
};

/**
 * The libxl_domain_config of a definition. Ports and paths that are chosen here are written into `domain`, which
 * should be the copy that is about to run.
 */
export const buildDomainConfig = (domain: Domain, context: ConfigContext): Json => {
  const { devices } = domain;
  const build = buildInfo(domain, context);
  const vfbs = devices.graphics.map((g) => libxlVfb(g, context));
  if (isHvm(domain)) {
    const video = hvmVideo(domain);
    const hvm = build['type.hvm'] as Json;
    build['type.hvm'] = { ...hvm, ...video.hvm, ...hvmDisplay(domain, vfbs, context) };
    build.video_memkb = video.memory;
    const ports = virtioPorts(domain, context);
    if (ports.length) build.extra_hvm = ports;
  }
  const channels = devices.channels.filter((c) => !isHvm(domain) || c.target.type !== 'virtio');
  const list = (items: Json[]): Json[] | undefined => (items.length ? items : undefined);
  const usb = usbDevices(domain, context);
  const nics = devices.interfaces.filter((net) => net.type !== 'hostdev');
  const config: Json = {
    c_info: createInfo(domain),
    b_info: build,
    disks: list(devices.disks.map((d) => libxlDisk(d, context))),
    nics: list(nics.map((net, i) => ({ devid: i, ...libxlNic(net, domain, context) }))),
    pcidevs: list(pciDevices(domain)),
    vfbs: list(vfbs.map((v) => ({ devid: -1, ...v }))),
    vkbs: list(vfbs.map(() => ({ devid: -1 }))),
    channels: list(channels.map((c) => ({ devid: -1, ...libxlChannel(c, domain, context) }))),
    usbctrls: list(usb.usbctrls),
    usbdevs: list(usb.usbdevs),
    on_poweroff: actions[domain.on_poweroff],
    on_reboot: actions[domain.on_reboot],
    on_crash: actions[domain.on_crash],
  };
  for (const { path, value } of domain.xenSettings?.sets ?? []) apply(config, path, value);
  return compact(config) as Json;
};
