// What libvirt makes of a Xen definition after reading it: the ground that all hypervisors share, and between it the
// devices every Xen guest has, their defaults, and what Xen refuses.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import type { Device } from '../../model/domain/devices.ts';
import { insertController } from '../../model/domain/devices.ts';
import { type DomainParseOptions, parseDevice, parseDomain } from '../../model/domain/parse.ts';
import {
  type DomainFeature,
  type PostParseHooks,
  postParse,
  postParseDevice,
} from '../../model/domain/postparse-common.ts';
import { generateMac } from '../../model/domain/settle.ts';
import { type ValidateHooks, validateCommon, validateDevice } from '../../model/domain/validate-common.ts';
import { unsupportedConfig } from './config/context.ts';
import { defaultVideoMemory, isHvm } from './config/devices.ts';

/** The kinds of guest, and the machine type that stands for each in libvirt's capabilities. */
const machines: Readonly<Record<string, string>> = { hvm: 'xenfv', xen: 'xenpv', xenpvh: 'xenpvh' };

const features: ReadonlySet<DomainFeature> = new Set(['user-alias', 'fw-autoselect', 'net-model-string']);
/** The block of vendor numbers that is Xen's own. */
const macPrefix = '00:16:3e';
const reading: DomainParseOptions = { defaultArch: 'x86_64', macPrefix, inactive: true };

const unknownCapability = (what: string): VirError =>
  new VirError(ErrorCode.INVALID_ARG, ErrorDomain.CAPABILITIES, `could not find capabilities for ${what}`);

const checkKind = ({ os }: Domain): void => {
  if (os.type.value === 'exe' && os.init === undefined)
    throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, 'init binary must be specified');
  const { value = '' } = os.type;
  if (!(value in machines)) throw unknownCapability(`ostype=${value}`);
};

/** Devices that a guest has whether or not it names them. */
const addImplicit = (domain: Domain): void => {
  const { consoles, inputs, memballoons, controllers } = domain.devices;
  const hvm = isHvm(domain);
  if (!hvm && consoles.length === 0)
    consoles.push({ type: 'pty', target: { type: 'xen', port: 0 } } as (typeof consoles)[number]);
  const bus = hvm ? 'ps2' : 'xen';
  for (const type of ['mouse', 'keyboard'] as const)
    if (!inputs.some((i) => i.type === type && i.bus === bus))
      inputs.push({ type, bus } as (typeof inputs)[number]);
  if (hvm) {
    domain.features.pae = true;
    if (domain.cpu?.numa?.cells.length) domain.features.acpi = true;
  }
  if (memballoons.length === 0) memballoons.push({ model: 'xen' } as (typeof memballoons)[number]);
  if (!controllers.some((c) => c.type === 'xenbus'))
    insertController(controllers, { type: 'xenbus', index: 0 } as (typeof controllers)[number]);
};

/** Names of host-side interfaces that the toolstack makes up itself are not a part of a definition. */
const GENERATED_NAME = /^(vif|vnet|macvtap|macvlan)/;

const defaultDisk = (disk: Domain['devices']['disks'][number]): void => {
  disk.driver ??= {} as NonNullable<typeof disk.driver>;
  if (disk.type === 'network') disk.driver.name ??= 'qemu';
  disk.driver.type ??= 'raw';
};

const defaultVideo = ({ model }: Domain['devices']['videos'][number], domain: Domain): void => {
  if (model.type === 'default') model.type = domain.os.type.value === 'xen' ? 'xen' : 'cirrus';
  if (isHvm(domain)) model.vram ||= defaultVideoMemory(model.type, domain);
};

const defaultHostdev = (hostdev: { mode?: string; driver?: { name?: string } }): void => {
  if (hostdev.mode === 'capabilities')
    throw unsupportedConfig("hostdev mode 'capabilities' is not supported in xen");
  const name = hostdev.driver?.name;
  if (name !== undefined && name !== 'xen')
    throw unsupportedConfig(`XEN does not support device assignment mode '${name}'`);
};

const completeXenDevice = ({ kind, dev }: Device, domain: Domain): void => {
  if (kind === 'disk') defaultDisk(dev);
  else if (kind === 'video') defaultVideo(dev, domain);
  else if (kind === 'hostdev') defaultHostdev(dev);
  else if (kind === 'console') {
    if (!isHvm(domain)) dev.target.type ??= 'xen';
  } else if (kind === 'net') {
    if (dev.type === 'hostdev') defaultHostdev(dev as object);
    if (GENERATED_NAME.test(dev.target?.dev ?? '')) delete dev.target;
  }
};

const hooks: PostParseHooks = {
  features,
  basic: checkKind,
  domain: addImplicit,
  device: completeXenDevice,
};

const soundModels = new Set(['ich6', 'es1370', 'ac97', 'sb16']);

const checkGuest = ({ os, devices }: Domain): void => {
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
};
const checks: ValidateHooks = {
  features,
  domain: checkGuest,
  device: ({ kind, dev }) => {
    if (kind === 'net' && dev.filterref) throw unsupportedConfig('filterref is not supported in xen');
  },
};

/** What libvirt refuses of a definition for Xen. */
export const validate = (
  domain: Domain,
  kinds: ReadonlySet<string> = new Set(Object.keys(machines)),
): void => {
  const { type } = domain.os;
  if (domain.type !== 'xen' || !kinds.has(type.value ?? '') || type.arch !== 'x86_64')
    throw unknownCapability(`ostype=${type.value} arch=${type.arch} domaintype=${domain.type}`);
  validateCommon(domain, checks);
};

const complete = (domain: Domain): Domain => postParse(domain, hooks, { inactive: true });

/** What the reader makes of a disk before anything is completed. */
const settleDisk = (disk: Domain['devices']['disks'][number]): void => {
  if (disk.type === 'block' && disk.device === 'cdrom' && disk.source?.dev === undefined)
    (disk as { type: string }).type = 'file';
};

/** A client's device of the host; a native configuration says nothing of its driver. */
const settleHostdev = (hostdev: Domain['devices']['hostdevs'][number]): void => {
  if (hostdev.type === 'pci') hostdev.driver ??= { name: 'xen' } as NonNullable<typeof hostdev.driver>;
};

/** Reads and completes a definition, without the checks. */
export const readDomainXml = (xml: string): Domain => {
  const domain = parseDomain(xml, reading);
  domain.devices.disks.forEach(settleDisk);
  domain.devices.hostdevs.forEach(settleHostdev);
  return complete(domain);
};

/** Completes a definition that was put together from a native configuration, which has not been through a reader. */
export const completeNative = (domain: Domain): Domain => {
  const { type } = domain.os;
  type.machine = machines[type.value ?? ''];
  for (const net of domain.devices.interfaces) {
    net.mac ??= {} as NonNullable<typeof net.mac>;
    net.mac.address ??= generateMac(macPrefix);
  }
  return complete(domain);
};

/** Reads a device that is about to join a guest. */
export const readXenDevice = (xml: string, domain: Domain): Device => {
  const device = parseDevice(xml, { inactive: true });
  if (device.kind === 'hostdev') settleHostdev(device.dev);
  if (device.kind === 'net') {
    device.dev.mac ??= {} as NonNullable<typeof device.dev.mac>;
    device.dev.mac.address ??= generateMac(macPrefix);
  }
  postParseDevice(device, domain, hooks);
  validateDevice(device, domain);
  checks.device?.(device, domain);
  return device;
};
