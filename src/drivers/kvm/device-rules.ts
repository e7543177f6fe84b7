// What can be done to devices of each kind, where in a definition they are, and which one a client's document means.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { type Controller, type Device, type Disk, insertController } from '../../model/domain/devices.ts';
import { insertDisk } from '../../model/domain/settle.ts';
import { covers } from '../common/devices.ts';
import type { Domain } from './hardware.ts';

type Kind = Device['kind'];
export type Info = { alias?: { name: string }; address?: unknown };
export type Action = 'attach' | 'detach' | 'update';
export type Scope = 'live' | 'persistent';

interface Rule {
  readonly list: keyof Domain['devices'];
  /** virDomainDeviceType's word, when it is not the kind's. */
  readonly word?: string;
  /** First letters of what is possible. */
  readonly live: string;
  readonly persistent: string;
  /** Said when a running guest has no such device. */
  readonly missing?: (device: Device) => string;
}

type Source = {
  readonly vendor?: { id?: number };
  readonly product?: { id?: number };
  readonly address?: Readonly<Record<string, number>>;
};
const hex = (value: number | undefined, digits: number): string =>
  (value ?? 0).toString(16).padStart(digits, '0');

const noHostdev = (device: Device): string => {
  const { type, source } = device.dev as unknown as { type?: string; source?: Source };
  const at = source?.address;
  if (type === 'pci')
    return `host pci device ${hex(at?.domain, 4)}:${hex(at?.bus, 2)}:${hex(at?.slot, 2)}.${at?.function ?? 0} not found`;
  if (type !== 'usb') return 'device not present in domain configuration';
  const { vendor, product } = source ?? {};
  const names = `vendor=0x${hex(vendor?.id, 4)} product=0x${hex(product?.id, 4)}`;
  if (at && vendor) return `host usb device ${names} at bus=${at.bus} device=${at.device} not found`;
  return at
    ? `host usb device bus=${at.bus} device=${at.device} not found`
    : `host usb device ${names} not found`;
};
const noChr = ({ kind }: Device): string => `chr type '${kind}' device not present in domain configuration`;
const modelOf = ({ dev }: Device): string => {
  const { model } = dev as unknown as { model?: string | { type?: string } };
  return (typeof model === 'string' ? model : model?.type) ?? '';
};
const said = (text: string) => (): string => text;
const chr = { word: 'chr', live: 'ad', persistent: 'ad', missing: noChr } as const;

/** As qemuDomainAttachDeviceLive and its siblings have it. */
const rules: Readonly<Record<Kind, Rule>> = {
  disk: { list: 'disks', live: 'adu', persistent: 'adu' },
  net: { list: 'interfaces', word: 'interface', live: 'adu', persistent: 'adu' },
  sound: { list: 'sounds', live: '', persistent: 'ad' },
  hostdev: { list: 'hostdevs', live: 'ad', persistent: 'ad', missing: noHostdev },
  video: { list: 'videos', live: '', persistent: '' },
  controller: {
    list: 'controllers',
    live: 'ad',
    persistent: 'ad',
    missing: ({ dev }) => `controller ${(dev as Controller).type}:${(dev as Controller).index} not found`,
  },
  smartcard: { list: 'smartcards', live: '', persistent: '' },
  serial: { list: 'serials', ...chr },
  parallel: { list: 'parallels', ...chr },
  channel: { list: 'channels', ...chr },
  console: { list: 'consoles', ...chr },
  input: { list: 'inputs', live: 'ad', persistent: 'ad', missing: said('matching input device not found') },
  fs: {
    list: 'filesystems',
    word: 'filesystem',
    live: 'ad',
    persistent: 'ad',
    missing: said('matching filesystem device not found'),
  },
  watchdog: {
    list: 'watchdogs',
    live: 'ad',
    persistent: 'ad',
    missing: said('watchdog device not present in domain configuration'),
  },
  memballoon: { list: 'memballoons', live: '', persistent: '' },
  rng: {
    list: 'rngs',
    live: 'ad',
    persistent: 'ad',
    missing: (device) => `model '${modelOf(device)}' RNG device not present in domain configuration`,
  },
  nvram: { list: 'nvram', live: '', persistent: '' },
  hub: { list: 'hubs', live: '', persistent: '' },
  shmem: {
    list: 'shmems',
    live: 'ad',
    persistent: 'ad',
    missing: (device) => `model '${modelOf(device)}' shmem device not present in domain configuration`,
  },
  tpm: { list: 'tpms', live: '', persistent: '' },
  panic: { list: 'panics', live: '', persistent: '' },
  memory: {
    list: 'memories',
    live: 'adu',
    persistent: 'adu',
    missing: (device) => `model '${modelOf(device)}' memory device not present in the domain configuration`,
  },
  redirdev: {
    list: 'redirdevs',
    live: 'ad',
    persistent: 'ad',
    missing: said('no matching redirdev was not found'),
  },
  iommu: { list: 'iommus', live: '', persistent: '' },
  vsock: {
    list: 'vsock',
    live: 'ad',
    persistent: 'ad',
    missing: said('matching vsock device not found'),
  },
  crypto: { list: 'cryptos', live: '', persistent: '' },
  pstore: { list: 'pstore', live: '', persistent: '' },
  graphics: { list: 'graphics', live: 'u', persistent: 'u' },
  audio: { list: 'audios', live: '', persistent: '' },
  // A running guest's leases would be the lock manager's, and there is none.
  lease: { list: 'leases', live: '', persistent: 'ad' },
};

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);

/** Refuses what cannot be done to devices of this kind. */
export const checkAction = (kind: Kind, action: Action, scope: Scope): void => {
  const rule = rules[kind];
  if (rule[scope].includes(action[0] as string)) return;
  // An update of a kind that has none is a matter of configuration to libvirt, for a running guest.
  const code =
    action === 'update' && scope === 'live' ? ErrorCode.CONFIG_UNSUPPORTED : ErrorCode.OPERATION_UNSUPPORTED;
  throw error(code, `${scope} ${action} of device '${rule.word ?? kind}' is not supported`);
};

type Holder = Record<string, Info | Info[] | undefined>;

/** All devices of a kind that a definition has. */
export const devicesOf = (domain: Domain, kind: Kind): readonly Info[] => {
  const value = (domain.devices as unknown as Holder)[rules[kind].list];
  return Array.isArray(value) ? value : value ? [value] : [];
};

/** Puts a device where libvirt puts it among those of its kind. */
export const insertDevice = (domain: Domain, { kind, dev }: Device): void => {
  const { list } = rules[kind];
  const holder = domain.devices as unknown as Holder;
  const value = holder[list];
  if (kind === 'disk') insertDisk(domain.devices.disks, dev as Disk);
  else if (kind === 'controller') insertController(domain.devices.controllers, dev as Controller);
  else if (Array.isArray(value)) value.push(dev as Info);
  else if (value) throw error(ErrorCode.OPERATION_INVALID, `domain already has a ${kind} device`);
  else holder[list] = dev as Info;
};

/** Takes a device out of a definition, or puts another in its place. */
export const replaceDevice = (domain: Domain, kind: Kind, old: Info, ...next: readonly Info[]): void => {
  const holder = domain.devices as unknown as Holder;
  const value = holder[rules[kind].list];
  if (Array.isArray(value)) value.splice(value.indexOf(old), 1, ...next);
  else holder[rules[kind].list] = next[0];
};

type Net = Info & { readonly mac?: { readonly address?: string } };

const findNet = (list: readonly Net[], wanted: Net): Net => {
  const mac = wanted.mac?.address;
  const found = list.filter(
    (net) =>
      (mac === undefined || net.mac?.address === mac) &&
      (wanted.address === undefined || covers(net.address, wanted.address)) &&
      (mac !== undefined || wanted.alias === undefined || net.alias?.name === wanted.alias.name),
  );
  const what = mac === undefined ? '' : ` matching MAC address ${mac}`;
  if (found.length > 1)
    throw error(
      ErrorCode.OPERATION_FAILED,
      what ? `multiple devices${what} found` : 'multiple matching network devices were found',
    );
  if (found[0]) return found[0];
  throw error(
    ErrorCode.DEVICE_MISSING,
    what ? `no device${what} found` : 'no matching network device was found',
  );
};

const notThere = (device: Device, scope: Scope): VirError => {
  const { kind } = device;
  const plain = 'device not present in domain configuration';
  if (kind === 'redirdev' && scope === 'live')
    return error(ErrorCode.OPERATION_INVALID, rules.redirdev.missing?.(device) ?? plain);
  const isChr = rules[kind].word === 'chr';
  const text =
    scope === 'live' || !(isChr || kind === 'hostdev' || kind === 'controller') ? rules[kind].missing : null;
  return error(
    isChr && scope === 'persistent' ? ErrorCode.INVALID_ARG : ErrorCode.DEVICE_MISSING,
    text?.(device) ?? plain,
  );
};

/** The device of a definition that a client's document means, by what the document says of it. */
export const findDevice = (domain: Domain, device: Device, scope: Scope): Info => {
  const list = devicesOf(domain, device.kind);
  if (device.kind === 'disk') {
    const { dev } = device.dev.target;
    const found = domain.devices.disks.find(({ target }) => target.dev === dev);
    if (found) return found as Info;
    throw error(
      ErrorCode.DEVICE_MISSING,
      scope === 'live' ? `disk ${dev} not found` : `no target device ${dev}`,
    );
  }
  if (device.kind === 'graphics') {
    const { type } = device.dev;
    const found = domain.devices.graphics.find((display) => display.type === type);
    if (found) return found as Info;
    throw error(ErrorCode.DEVICE_MISSING, `cannot find existing graphics type '${type}' device to modify`);
  }
  if (device.kind === 'net') return findNet(list, device.dev as unknown as Net);
  const { alias, ...wanted } = device.dev as Info;
  // A character device has to be described in full.
  const isChr = rules[device.kind].word === 'chr';
  const found = list.find(
    (info) =>
      covers(info, wanted) &&
      (!isChr || covers(wanted, { ...info, alias: undefined, address: undefined })) &&
      (!alias || !info.alias || info.alias.name === alias.name),
  );
  if (found) return found;
  throw notThere(device, scope);
};

/** The device with this alias, wherever it is. */
export const deviceByAlias = (domain: Domain, alias: string): [Kind, Info] | null => {
  for (const kind of Object.keys(rules) as Kind[]) {
    const found = devicesOf(domain, kind).find((info) => info.alias?.name === alias);
    if (found) return [kind, found];
  }
  return null;
};
