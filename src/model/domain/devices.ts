// Walks a guest's devices in libvirt's fixed order, which decides whose address is taken first and which problem is
// reported first; and keeps the list of controllers in order.
import type { Domain } from '../../../schemas/xml/domain.ts';

export type Devices = Domain['devices'];
type Item<K extends keyof Devices> =
  NonNullable<Devices[K]> extends (infer T)[] ? T : NonNullable<Devices[K]>;

export type Disk = Item<'disks'>;
export type Interface = Item<'interfaces'>;
export type Sound = Item<'sounds'>;
export type Hostdev = Item<'hostdevs'>;
export type Video = Item<'videos'>;
export type Controller = Item<'controllers'>;
export type Smartcard = Item<'smartcards'>;
export type Serial = Item<'serials'>;
export type Parallel = Item<'parallels'>;
export type Channel = Item<'channels'>;
export type Console = Item<'consoles'>;
export type Input = Item<'inputs'>;
export type Filesystem = Item<'filesystems'>;
export type Watchdog = Item<'watchdogs'>;
export type Memballoon = Item<'memballoons'>;
export type Rng = Item<'rngs'>;
export type Nvram = Item<'nvram'>;
export type Hub = Item<'hubs'>;
export type Shmem = Item<'shmems'>;
export type Tpm = Item<'tpms'>;
export type Panic = Item<'panics'>;
export type MemoryDevice = Item<'memories'>;
export type Redirdev = Item<'redirdevs'>;
export type Iommu = Item<'iommus'>;
export type Vsock = Item<'vsock'>;
export type Crypto = Item<'cryptos'>;
export type Pstore = Item<'pstore'>;
export type Graphics = Item<'graphics'>;
export type Audio = Item<'audios'>;
export type Lease = Item<'leases'>;
export type Address = NonNullable<Disk['address']>;
export type PciDeviceAddress = Extract<Address, { type: 'pci' }>;

/** A device with its kind; `kind` is libvirt's name of the class. */
export type Device =
  | { kind: 'disk'; dev: Disk }
  | { kind: 'net'; dev: Interface }
  | { kind: 'sound'; dev: Sound }
  | { kind: 'hostdev'; dev: Hostdev; parent?: Interface }
  | { kind: 'video'; dev: Video }
  | { kind: 'controller'; dev: Controller }
  | { kind: 'smartcard'; dev: Smartcard }
  | { kind: 'serial'; dev: Serial }
  | { kind: 'parallel'; dev: Parallel }
  | { kind: 'channel'; dev: Channel }
  | { kind: 'console'; dev: Console }
  | { kind: 'input'; dev: Input }
  | { kind: 'fs'; dev: Filesystem }
  | { kind: 'watchdog'; dev: Watchdog }
  | { kind: 'memballoon'; dev: Memballoon }
  | { kind: 'rng'; dev: Rng }
  | { kind: 'nvram'; dev: Nvram }
  | { kind: 'hub'; dev: Hub }
  | { kind: 'shmem'; dev: Shmem }
  | { kind: 'tpm'; dev: Tpm }
  | { kind: 'panic'; dev: Panic }
  | { kind: 'memory'; dev: MemoryDevice }
  | { kind: 'redirdev'; dev: Redirdev }
  | { kind: 'iommu'; dev: Iommu }
  | { kind: 'vsock'; dev: Vsock }
  | { kind: 'crypto'; dev: Crypto }
  | { kind: 'pstore'; dev: Pstore }
  | { kind: 'graphics'; dev: Graphics }
  | { kind: 'audio'; dev: Audio }
  | { kind: 'lease'; dev: Lease };
export type DeviceKind = Device['kind'];

/** What any device may have; the place where addresses and aliases are kept. */
export interface DeviceInfo {
  alias?: { name: string };
  address?: Address;
  boot?: { order: number; loadparm?: string };
  rom?: { enabled?: boolean; bar?: boolean; file?: string };
  acpi?: { index?: number };
}
export const infoOf = (device: Device): DeviceInfo => device.dev as DeviceInfo;

/** The first console of a full guest is only another name of its first serial port. */
export const isConsoleAlias = (domain: Domain, console: Console): boolean =>
  domain.os.type.value === 'hvm' &&
  domain.devices.consoles[0] === console &&
  (console.target?.type ?? 'serial') === 'serial';

export interface WalkOptions {
  /** Also the console that is only an alias. */
  allConsoles?: boolean;
  /** Also graphics, audio and leases, which have no address. */
  withoutInfo?: boolean;
}

const ORDER: readonly (readonly [DeviceKind, keyof Devices])[] = [
  ['disk', 'disks'],
  ['net', 'interfaces'],
  ['sound', 'sounds'],
  ['hostdev', 'hostdevs'],
  ['video', 'videos'],
  ['controller', 'controllers'],
  ['smartcard', 'smartcards'],
  ['serial', 'serials'],
  ['parallel', 'parallels'],
  ['channel', 'channels'],
  ['console', 'consoles'],
  ['input', 'inputs'],
  ['fs', 'filesystems'],
  ['watchdog', 'watchdogs'],
  ['memballoon', 'memballoons'],
  ['rng', 'rngs'],
  ['nvram', 'nvram'],
  ['hub', 'hubs'],
  ['shmem', 'shmems'],
  ['tpm', 'tpms'],
  ['panic', 'panics'],
  ['memory', 'memories'],
  ['redirdev', 'redirdevs'],
  ['iommu', 'iommus'],
  ['vsock', 'vsock'],
  ['crypto', 'cryptos'],
  ['pstore', 'pstore'],
];
const WITHOUT_INFO: typeof ORDER = [
  ['graphics', 'graphics'],
  ['audio', 'audios'],
  ['lease', 'leases'],
];

/** Every device that has an address or an alias, in libvirt's order; those that are added meanwhile are not among them. */
export const walkDevices = (domain: Domain, options: WalkOptions = {}): Device[] => {
  const found: Device[] = [];
  const add = (order: typeof ORDER): void => {
    for (const [kind, key] of order) {
      const held = domain.devices[key];
      if (Array.isArray(held)) for (const dev of held) found.push({ kind, dev } as Device);
      else if (held) found.push({ kind, dev: held } as Device);
    }
  };
  add(ORDER);
  if (options.withoutInfo) add(WITHOUT_INFO);
  const [first] = domain.devices.consoles;
  if (!first || options.allConsoles || !isConsoleAlias(domain, first)) return found;
  return found.filter(({ dev }) => dev !== first);
};

export const findController = (
  domain: Domain,
  type: Controller['type'],
  index: number,
): Controller | undefined => domain.devices.controllers.find((c) => c.type === type && c.index === index);

export const freeControllerIndex = (domain: Domain, type: Controller['type']): number => {
  let index = 0;
  while (findController(domain, type, index)) index++;
  return index;
};

/** Puts a controller among those of its type: by index, a master before its companions. */
export const insertController = (list: Controller[], controller: Controller): void => {
  let at = -1;
  for (let i = list.length - 1; i >= 0; i--) {
    const current = list[i]!;
    if (current.type !== controller.type) continue;
    if (controller.index === undefined) {
      at = i + 1;
      break;
    }
    if ((current.index ?? 0) > controller.index) at = i;
    else if (!controller.master && current.master && current.index === controller.index) at = i;
    else if (at === -1) at = i + 1;
  }
  list.splice(at === -1 ? list.length : at, 0, controller);
};

/** Adds a controller of this type and index; `index` undefined takes the lowest free one. */
export const addController = (
  domain: Domain,
  type: Controller['type'],
  index: number | undefined,
  model?: string,
): Controller => {
  const controller = {
    type,
    index: index ?? freeControllerIndex(domain, type),
    ...(model !== undefined ? { model } : {}),
  } as Controller;
  insertController(domain.devices.controllers, controller);
  return controller;
};

/** The same unless there is one already. */
export const needController = (
  domain: Domain,
  type: Controller['type'],
  index: number,
  model?: string,
): Controller | undefined =>
  findController(domain, type, index) ? undefined : addController(domain, type, index, model);

/** A USB controller; the ich9 one comes with its three companions. */
export const addUsbController = (domain: Domain, index: number | undefined, model?: string): void => {
  const { index: at } = addController(domain, 'usb', index, model);
  if (model !== 'ich9-ehci1') return;
  for (const [n, startport] of [0, 2, 4].entries()) {
    const companion = {
      type: 'usb',
      index: at,
      model: `ich9-uhci${n + 1}`,
      master: { startport },
    } as Controller;
    insertController(domain.devices.controllers, companion);
  }
};

/** The controller a SCSI disk or host device hangs on. */
export const scsiControllerOf = (domain: Domain, address: { controller: number }): Controller | undefined =>
  domain.devices.controllers.find((c) => c.type === 'scsi' && c.index === address.controller);
