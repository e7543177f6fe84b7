// What libvirt makes of a Xen definition after reading it: the devices every guest has, defaults, addresses. A list of small
// steps in libvirt's order; each changes the definition in place.
import { randomBytes } from 'node:crypto';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { unsupportedConfig } from './config/context.ts';
import { type Disk, defaultVideoMemory, isHvm } from './config/devices.ts';

type Step = (domain: Domain) => void;

/** Machine types and the kind of guest each stands for, in the order of libvirt's capabilities. */
export const machines = { hvm: 'xenfv', xen: 'xenpv', linux: 'xenpv', xenpvh: 'xenpvh' } as const;

const osType: Step = (domain) => {
  const type = (domain.os.type ??= { arch: 'x86_64', value: 'linux' });
  // `xen` is read as well, `linux` is what has always been written.
  if (type.value === undefined || type.value === 'xen') type.value = 'linux';
  if (type.value !== 'hvm' && type.value !== 'linux' && type.value !== 'xenpvh')
    throw new VirError(
      ErrorCode.INVALID_ARG,
      ErrorDomain.CAPABILITIES,
      `could not find capabilities for ostype=${type.value}`,
    );
  type.arch ??= 'x86_64';
  type.machine ??= machines[type.value];
};

const memory: Step = (domain) => {
  domain.currentMemory ??= domain.memory.value;
  if (domain.currentMemory > domain.memory.value || domain.currentMemory === 0)
    domain.currentMemory = domain.memory.value;
};

const loader: Step = (domain) => {
  if (domain.os.loader?.path !== undefined) domain.os.loader.type ??= 'rom';
};

const boot: Step = (domain) => {
  if (
    isHvm(domain) &&
    domain.os.boots.length === 0 &&
    !domain.devices.disks.some((d) => d.boot) &&
    !domain.devices.interfaces.some((n) => n.boot)
  )
    domain.os.boots.push({ dev: 'hd' });
};

/** A full machine's first console is its first serial port; other guests have Xen's own console. */
const consoles: Step = (domain) => {
  const { consoles: list, serials } = domain.devices;
  if (!isHvm(domain)) {
    if (list.length === 0)
      list.push({ type: 'pty', target: { type: 'xen', port: 0 } } as (typeof list)[number]);
    for (const console of list) {
      console.target ??= { port: 0 };
      console.target.type ??= 'xen';
      console.target.port ??= 0;
    }
    return;
  }
  const first = list[0];
  if (first && (first.target?.type ?? 'serial') === 'serial' && serials.length === 0) {
    const { target: _, ...rest } = first;
    serials.push({ ...rest, target: { port: 0 } } as (typeof serials)[number]);
  }
  for (const [port, serial] of serials.entries()) {
    serial.target ??= { port };
    serial.target.port ??= port;
  }
  const serial = serials[0];
  if (serial && list.length === 0)
    list.push({
      ...serial,
      target: { type: 'serial', port: serial.target?.port ?? 0 },
    } as (typeof list)[number]);
  for (const console of list) {
    console.target ??= { port: 0 };
    console.target.type ??= 'serial';
    console.target.port ??= 0;
  }
};

const inputs: Step = (domain) => {
  const list = domain.devices.inputs;
  const bus = isHvm(domain) ? 'ps2' : 'xen';
  for (const input of list) input.bus ??= bus;
  for (const type of ['mouse', 'keyboard'] as const)
    if (!list.some((i) => i.type === type && i.bus === bus))
      list.push({ type, bus } as (typeof list)[number]);
};

const features: Step = (domain) => {
  if (!isHvm(domain) || domain.os.type?.arch !== 'x86_64') return;
  domain.features.pae = true;
  if (domain.cpu?.numa?.cells.length) domain.features.acpi = true;
};

const balloon: Step = (domain) => {
  if (domain.devices.memballoons.length === 0)
    domain.devices.memballoons.push({ model: 'xen' } as Domain['devices']['memballoons'][number]);
};

const addController = (
  domain: Domain,
  type: 'xenbus' | 'ide' | 'scsi' | 'fdc' | 'sata' | 'usb',
  index: number,
): void => {
  const list = domain.devices.controllers;
  if (list.some((c) => c.type === type && c.index === index)) return;
  const after = list.findLastIndex((c) => c.type === type && (c.index ?? 0) < index);
  const controller = { type, index } as (typeof list)[number];
  if (after < 0) list.push(controller);
  else list.splice(after + 1, 0, controller);
};

const xenbus: Step = (domain) => {
  if (!domain.devices.controllers.some((c) => c.type === 'xenbus')) addController(domain, 'xenbus', 0);
};

const controllerIndexes: Step = (domain) => {
  const next = new Map<string, number>();
  for (const controller of domain.devices.controllers) {
    const seen = next.get(controller.type) ?? 0;
    controller.index ??= seen;
    next.set(controller.type, Math.max(seen, controller.index + 1));
  }
};

/** Buses by the prefix of a disk's name. */
const busByName = [
  ['xvd', 'xen'],
  ['hd', 'ide'],
  ['sd', 'scsi'],
  ['vd', 'virtio'],
  ['ubd', 'uml'],
] as const;
/** [disks a controller takes, disks a bus of it takes] */
const busShapes: Record<string, readonly [number, number]> = {
  ide: [4, 2],
  scsi: [7, 7],
  fdc: [2, 2],
  sata: [6, 6],
};

/** The number in `xvdb`, `sdaa1`: letters count in base 26. */
export const diskIndex = (name: string): number => {
  const letters = /^(?:fd|hd|vd|sd|xvd|ubd)([a-z]+)\d*$/.exec(name)?.[1];
  if (!letters) return -1;
  return [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 96, 0) - 1;
};

export const completeDisk = (disk: Disk, domain: Domain): void => {
  const target = disk.target;
  if (target) {
    const name = target.dev ?? '';
    if (target.bus === undefined) {
      if (disk.device === 'floppy') target.bus = 'fdc';
      else if (!isHvm(domain)) target.bus = 'xen';
      else target.bus = busByName.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'ide';
    }
    const shape = busShapes[target.bus];
    const index = diskIndex(name);
    if (shape && index >= 0 && disk.address === undefined) {
      const [each, unit] = shape;
      disk.address = {
        type: 'drive',
        controller: Math.floor(index / each),
        bus: target.bus === 'ide' ? Math.floor((index % each) / unit) : 0,
        target: 0,
        unit: target.bus === 'ide' ? index % unit : index % each,
      } as Disk['address'];
    }
  }
  if (disk.device === 'cdrom') disk.readonly = true;
  if (disk.type === 'network') {
    disk.driver ??= {} as NonNullable<Disk['driver']>;
    disk.driver.name ??= 'qemu';
  }
  disk.driver ??= {} as NonNullable<Disk['driver']>;
  disk.driver.type ??= 'raw';
};

const disks: Step = (domain) => {
  for (const disk of domain.devices.disks) completeDisk(disk, domain);
};

const diskControllers: Step = (domain) => {
  for (const type of ['fdc', 'ide', 'scsi', 'sata'] as const) {
    const used = domain.devices.disks
      .filter((d) => d.target?.bus === type)
      .map((d) => (d.address as { controller?: number } | undefined)?.controller ?? 0);
    for (let i = 0; i <= Math.max(-1, ...used); i++) addController(domain, type, i);
  }
};

const hostdevs: Step = (domain) => {
  const drivers = [
    ...domain.devices.hostdevs,
    ...domain.devices.interfaces.filter((n) => n.type === 'hostdev'),
  ];
  for (const device of drivers) {
    if ('mode' in device && device.mode === 'capabilities')
      throw unsupportedConfig("hostdev mode 'capabilities' is not supported in xen");
    const name = (device as { driver?: { name?: string } }).driver?.name;
    if (name !== undefined && name !== 'xen')
      throw unsupportedConfig(`XEN does not support device assignment mode '${name}'`);
  }
};

const videos: Step = (domain) => {
  const { videos: list, graphics } = domain.devices;
  if (graphics.length > 0 && list.length === 0)
    list.push({ model: { type: 'default' } } as (typeof list)[number]);
  for (const video of list) {
    const model = video.model;
    if (model.type === 'default') model.type = isHvm(domain) ? 'cirrus' : 'xen';
    if (isHvm(domain)) model.vram ||= defaultVideoMemory(model.type, domain) ?? 0;
    else if (model.type === 'xen') model.vram ||= 4096;
    else model.vram ||= 16384;
    model.heads ??= 1;
  }
  const first = list[0];
  if (first && !list.some((v) => v.model.primary)) first.model.primary = true;
};

/** Addresses of Xen's own block of vendor numbers. */
export const randomMac = (): string =>
  ['00', '16', '3e', ...[...randomBytes(3)].map((b) => b.toString(16).padStart(2, '0'))].join(':');

const macs: Step = (domain) => {
  for (const net of domain.devices.interfaces) {
    net.mac ??= {} as NonNullable<typeof net.mac>;
    net.mac.address ??= randomMac();
  }
};

const steps: readonly Step[] = [
  osType,
  memory,
  loader,
  boot,
  hostdevs,
  disks,
  consoles,
  inputs,
  features,
  balloon,
  controllerIndexes,
  xenbus,
  diskControllers,
  videos,
  macs,
];

/** Completes a definition that has just been read. */
export const postParse = (domain: Domain): Domain => {
  for (const step of steps) step(domain);
  return domain;
};

const soundModels = new Set(['ich6', 'es1370', 'ac97', 'sb16']);

/** What libvirt refuses of a definition for Xen. */
export const validate = (
  domain: Domain,
  guestTypes: ReadonlySet<string> = new Set(['hvm', 'linux', 'xenpvh']),
): void => {
  const { os, devices } = domain;
  const type = os.type?.value ?? 'linux';
  if (domain.type !== 'xen' || !guestTypes.has(type) || os.type?.arch !== 'x86_64')
    throw new VirError(
      ErrorCode.INVALID_ARG,
      ErrorDomain.CAPABILITIES,
      `could not find capabilities for arch=${os.type?.arch} domaintype=${domain.type} `.trimEnd(),
    );
  const secure =
    os.firmware === 'efi' && os.firmwareInfo?.features.some((f) => f.name === 'secure-boot' && f.enabled);
  if (secure || (os.loader?.type === 'pflash' && os.loader.secure))
    throw unsupportedConfig('Secure boot is not supported on Xen');
  const table = os.acpiTables.find((t) => t.type !== 'slic' && t.type !== 'rawset');
  if (table) throw unsupportedConfig(`ACPI table type '${table.type}' is not supported`);
  if (os.acpiTables.length > 1) throw unsupportedConfig('Only a single ACPI table is supported');
  const sound = devices.sounds[0];
  if (sound && !soundModels.has(sound.model))
    throw unsupportedConfig(`unsupported audio model ${sound.model}`);
  if (devices.interfaces.some((n) => n.filterref))
    throw unsupportedConfig('filterref is not supported in xen');
};
