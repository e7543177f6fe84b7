// What libvirt fills in after reading a domain for the simulator: buses, addresses, implicit controllers, defaults.
import { randomBytes } from 'node:crypto';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';

type Devices = Domain['devices'];
export type Disk = Devices['disks'][number];
export type Interface = Devices['interfaces'][number];
type Controller = Devices['controllers'][number];

const xmlError = (text: string): VirError => new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, text);
const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.DOMAIN, text);

/** Index of a disk's target: vda 0, vdb 1, vdaa 26; -1 when it is no such name. */
export const diskIndex = (target: string): number => {
  const letters = /^(?:fd|hd|vd|sd|xvd|ubd)([a-z]+)\d*$/.exec(target)?.[1];
  if (!letters) return -1;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 96;
  return index - 1;
};

const BUS_OF_PREFIX = { hd: 'ide', sd: 'scsi', vd: 'virtio', xvd: 'xen', ubd: 'uml' } as const;
const busOf = (disk: Disk): NonNullable<Disk['target']['bus']> => {
  if (disk.device === 'floppy') return 'fdc';
  const prefix = /^(hd|sd|vd|xvd|ubd)/.exec(disk.target.dev ?? '')?.[1] as
    | keyof typeof BUS_OF_PREFIX
    | undefined;
  return prefix ? BUS_OF_PREFIX[prefix] : 'ide';
};

/** libvirt keeps the disks of one bus in the order of their targets. */
export const insertDisk = (disks: Disk[], disk: Disk): void => {
  let at = -1;
  for (let i = disks.length - 1; i >= 0; i--) {
    const other = disks[i] as Disk;
    if (other.target.bus !== disk.target.bus) continue;
    if (diskIndex(other.target.dev ?? '') > diskIndex(disk.target.dev ?? '')) at = i;
    else if (at === -1) at = i + 1;
  }
  disks.splice(at === -1 ? disks.length : at, 0, disk);
};

const drive = (controller: number, bus: number, unit: number): NonNullable<Disk['address']> => ({
  type: 'drive',
  controller,
  bus,
  target: 0,
  unit,
});
const driveAddress = (disk: Disk): Disk['address'] => {
  const index = diskIndex(disk.target.dev ?? '');
  if (index < 0) return undefined;
  switch (disk.target.bus) {
    case 'scsi':
      return drive(Math.floor(index / 7), 0, index % 7);
    case 'ide':
      return drive(Math.floor(index / 4), Math.floor((index % 4) / 2), index % 2);
    case 'sata':
      return drive(Math.floor(index / 6), 0, index % 6);
    case 'fdc':
      return drive(Math.floor(index / 2), 0, index % 2);
    default:
      return undefined;
  }
};
/** Fills in a disk's bus, address and the rest. */
export const completeDisk = (disk: Disk): void => {
  if (disk.device === 'cdrom') disk.readonly = true;
  disk.target.bus ??= busOf(disk);
  if (disk.readonly) disk.snapshot ??= 'no';
  disk.address ??= driveAddress(disk);
};

export const randomMac = (): string =>
  `52:54:00:${[...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
export const completeInterface = (net: Interface): void => {
  net.mac ??= { address: randomMac() };
};

/** The host-side names libvirt's simulator gives to interfaces that have none. */
export const nameInterfaces = (def: Domain): void => {
  const { interfaces } = def.devices;
  const taken = new Set(interfaces.map((net) => net.target?.dev));
  for (const net of interfaces) {
    if (net.target?.dev) continue;
    let number = 0;
    while (taken.has(`testnet${number}`)) number++;
    const dev = `testnet${number}`;
    taken.add(dev);
    net.target = { ...net.target, dev };
  }
};

const completeMemory = (def: Domain): void => {
  const modules = def.devices.memories.reduce((sum, memory) => sum + (memory.target?.size ?? 0), 0);
  if (!def.memory.value) {
    const cells = def.cpu?.numa?.cells ?? [];
    const numa = cells.reduce((sum, cell) => sum + (cell.memory ?? 0), 0);
    if (numa) def.memory.value = numa + modules;
  } else if (modules > def.memory.value)
    throw xmlError('Total size of memory devices exceeds the total memory size');
  const total = def.memory.value;
  if (total - modules <= 0)
    throw xmlError('Memory size must be specified via <memory> or in the <numa> configuration');
  if (!def.currentMemory || def.currentMemory > total) def.currentMemory = total;
  const most = def.maxMemory;
  if (most?.slots && !most.value)
    throw xmlError('maximum memory size must be specified when specifying number of memory slots');
  if (most?.value && most.value < total)
    throw xmlError('maximum memory size must be equal or greater than the actual memory size');
};

const completeVcpus = (def: Domain): void => {
  const { vcpu } = def;
  if ((vcpu.current ?? 0) > vcpu.value)
    throw unsupported(`maxvcpus must not be less than current vcpus (${vcpu.value} < ${vcpu.current})`);
  if (vcpu.value === 0) throw unsupported('maximum vcpus count must be an integer');
  if (vcpu.current === vcpu.value) delete vcpu.current;
};

const completeBoot = (def: Domain): void => {
  if (def.os.type?.value !== 'hvm') return;
  const { disks, interfaces, hostdevs, redirdevs } = def.devices;
  const orders = [...disks, ...interfaces, ...hostdevs, ...redirdevs].flatMap(
    (device) => device.boot?.order ?? [],
  );
  const twice = orders.find((order, i) => orders.indexOf(order) !== i);
  if (twice !== undefined) throw unsupported(`boot order '${twice}' used for more than one device`);
  if (orders.length && def.os.boots.length)
    throw unsupported('per-device boot elements cannot be used together with os/boot elements');
  if (!orders.length && !def.os.boots.length) def.os.boots.push({ dev: 'hd' });
};

const completeConsoles = (def: Domain): void => {
  const { consoles, serials } = def.devices;
  for (const [i, serial] of serials.entries()) {
    serial.target ??= {} as NonNullable<typeof serial.target>;
    serial.target.port ??= i;
  }
  if (def.os.type?.value !== 'hvm') {
    for (const [i, console] of consoles.entries()) {
      console.target ??= {} as NonNullable<typeof console.target>;
      console.target.port ??= i;
    }
    return;
  }
  const [first] = consoles;
  const isSerial = !first?.target?.type || first.target.type === 'serial';
  if (consoles.slice(1).some((console) => console.target?.type === 'serial'))
    throw unsupported('Only the first console can be a serial port');
  if (first && isSerial) {
    if (serials.length === 0) {
      const { target: _, ...rest } = structuredClone(first);
      serials.push({ ...rest, target: { port: 0 } } as Devices['serials'][number]);
    }
    first.target = { ...first.target, type: 'serial', port: 0 } as typeof first.target;
  } else if (serials[0]) {
    consoles.unshift({
      ...structuredClone(serials[0]),
      target: { type: 'serial', port: 0 },
    } as Devices['consoles'][number]);
  }
  for (const [i, console] of consoles.entries())
    console.target = { ...console.target, port: console.target?.port ?? i } as typeof console.target;
};

const addControllers = (def: Domain): void => {
  const { controllers, disks, channels, consoles, smartcards } = def.devices;
  for (const controller of controllers) {
    controller.index ??= controllers.filter(
      (other) => other.type === controller.type && other !== controller,
    ).length;
  }
  const seen = new Set<string>();
  for (const { type, index } of controllers) {
    if (type !== 'usb' && seen.has(`${type} ${index}`))
      throw xmlError(`Multiple '${type}' controllers with index '${index}'`);
    seen.add(`${type} ${index}`);
  }
  const add = (type: Controller['type'], index: number): void => {
    if (!controllers.some((each) => each.type === type && each.index === index))
      controllers.push({ type, index } as Controller);
  };
  for (const type of ['scsi', 'fdc', 'ide', 'sata'] as const) {
    const used = disks.flatMap(({ target, address }) =>
      target.bus === type && address?.type === 'drive' ? [address.controller] : [],
    );
    for (let index = 0; index <= Math.max(-1, ...used); index++) add(type, index);
  }
  for (const { target, address } of [...channels, ...consoles]) {
    if (target?.type === 'virtio')
      add('virtio-serial', address?.type === 'virtio-serial' ? address.controller : 0);
  }
  for (const card of smartcards) {
    if (!card.address) {
      const slots = smartcards.flatMap(({ address }) =>
        address?.type === 'ccid' && address.controller === 0 ? [address.slot] : [],
      );
      card.address = { type: 'ccid', controller: 0, slot: Math.max(-1, ...slots) + 1 };
    }
    if (card.address.type === 'ccid') add('ccid', card.address.controller);
  }
};

const videoType = (def: Domain): string => {
  const os = def.os.type?.value;
  if (os === 'xen' || os === 'linux') return 'xen';
  return /^ppc64/.test(def.os.type?.arch ?? '') ? 'vga' : 'cirrus';
};
const VRAM: Readonly<Record<string, number>> = {
  vga: 16384,
  cirrus: 16384,
  vmvga: 16384,
  bochs: 16384,
  xen: 4096,
  qxl: 65536,
};
const powerOfTwo = (value: number): number => (value ? 2 ** Math.ceil(Math.log2(value)) : 0);

const completeVideos = (def: Domain): void => {
  const { videos, graphics } = def.devices;
  type Video = (typeof videos)[number];
  if (graphics.length && !videos.length) videos.push({ model: { type: 'default' } } as Video);
  for (const [i, video] of videos.entries()) {
    const model = (video.model ??= { type: 'default' } as NonNullable<Video['model']>);
    if (model.type === 'none') continue;
    if (model.type === 'default') model.type = videoType(def) as typeof model.type;
    const memory = VRAM[model.type] ?? 0;
    if (model.type === 'qxl') model.ram = powerOfTwo(model.ram || memory);
    const vram = powerOfTwo(model.vram || memory);
    if (vram) model.vram = vram;
    model.heads ??= 1;
    if (i === 0) model.primary = true;
  }
};

const completeInputs = (def: Domain): void => {
  const os = def.os.type?.value;
  for (const input of def.devices.inputs) {
    if (input.bus) continue;
    const ps2 = input.type === 'mouse' || input.type === 'keyboard';
    if (os === 'hvm') input.bus = ps2 ? 'ps2' : input.type === 'passthrough' ? 'virtio' : 'usb';
    else if (os === 'xen' || os === 'xenpvh') input.bus = 'xen';
  }
};

/** Completes a definition in place, and refuses what libvirt's common checks refuse. */
export const postParse = (def: Domain): Domain => {
  if (def.os.type?.value === 'exe' && !def.os.init) throw xmlError('init binary must be specified');
  if (def.os.type) def.os.type.arch ??= 'i686';
  completeVcpus(def);
  completeMemory(def);
  const { disks } = def.devices;
  def.devices.disks = [];
  for (const disk of disks) insertDisk(def.devices.disks, disk);
  def.devices.disks.forEach(completeDisk);
  def.devices.interfaces.forEach(completeInterface);
  for (const filesystem of def.devices.filesystems) filesystem.accessmode ??= 'passthrough';
  completeInputs(def);
  completeBoot(def);
  completeConsoles(def);
  addControllers(def);
  completeVideos(def);
  return def;
};
