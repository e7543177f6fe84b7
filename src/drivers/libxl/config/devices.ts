// Devices as libxenlight takes them, one function for each class. Used for whole definitions and for hotplug alike.
import { existsSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { type ConfigContext, defbool, internal, type Json, unsupportedConfig } from './context.ts';

type Devices = Domain['devices'];
export type Disk = Devices['disks'][number];
export type Interface = Devices['interfaces'][number];
export type Graphics = Devices['graphics'][number];
export type Hostdev = Devices['hostdevs'][number];
export type Controller = Devices['controllers'][number];
export type Channel = Devices['channels'][number];

export const osTypeOf = (domain: Domain): 'hvm' | 'xenpvh' | 'xen' => {
  const type = domain.os.type?.value;
  return type === 'hvm' || type === 'xenpvh' ? type : 'xen';
};
export const isHvm = (domain: Domain): boolean => osTypeOf(domain) === 'hvm';

/** The qemu-dm of old is told by its name; every other device model is QEMU's own. */
export const deviceModelVersion = (domain: Domain): 'qemu_xen' | 'qemu_xen_traditional' =>
  isHvm(domain) &&
  /\/qemu-dm$/.test(domain.devices.emulator ?? '') &&
  existsSync(domain.devices.emulator ?? '')
    ? 'qemu_xen_traditional'
    : 'qemu_xen';

// ---- disks -------------------------------------------------------------------------------------------

/** Backends by driver and format; a format that is missing is refused. */
const backends: Record<string, Record<string, string>> = {
  tap: { qcow: 'qdisk', qcow2: 'qdisk', qed: 'qdisk', vhd: 'tap', raw: 'tap' },
  tap2: { qcow: 'qdisk', qcow2: 'qdisk', qed: 'qdisk', vhd: 'tap', raw: 'tap' },
  qemu: { qcow: 'qdisk', qcow2: 'qdisk', qed: 'qdisk', vhd: 'qdisk', raw: 'qdisk' },
  file: { raw: 'qdisk' },
  phy: { raw: 'phy' },
};

export const diskPath = (disk: Disk): string | undefined => {
  const source = disk.source;
  return source?.file ?? source?.dev ?? source?.dir;
};

const escapeColons = (text: string): string => text.replace(/[\\:]/g, (c) => `\\${c}`);

type Source = NonNullable<Disk['source']>;
const sourceOf = (disk: Disk): Partial<Source> => disk.source ?? {};

/** `rbd:pool/image:...` as QEMU reads it; `separator` is how a colon within a value is written. */
export const rbdSource = (disk: Disk, separator: string, auth: string): string => {
  const source = sourceOf(disk);
  const [pool = '', ...rest] = (source.name ?? '').split('/');
  const image = rest.join('/');
  if (image.includes(':')) throw unsupportedConfig(`':' not allowed in RBD source volume name '${image}'`);
  const hosts = (source.hosts ?? []).map((host) => {
    const name = host.name ?? '';
    const text = name.includes(':') ? `[${escapeColons(name)}]` : name;
    return host.port ? `${text}${separator}:${host.port}` : text;
  });
  const monitors = hosts.length ? `:mon_host=${hosts.join(`${separator};`)}` : '';
  return `rbd:${pool}/${image}${auth}${monitors}`;
};

const networkPath = (disk: Disk, context: ConfigContext): string => {
  const source = sourceOf(disk);
  if (source.protocol !== 'rbd')
    throw new VirError(
      ErrorCode.NO_SUPPORT,
      ErrorDomain.LIBXL,
      `Unsupported network block protocol '${source.protocol}'`,
    );
  const user = disk.auth ?? source.auth;
  const auth = user
    ? `:id=${escapeColons(user.username ?? '')}:key=${escapeColons(context.secret(user.secret ?? {}))}:auth_supported=cephx\\;none`
    : ':auth_supported=none';
  const conf = source.config?.file ? `:conf=${escapeColons(source.config.file)}` : '';
  return `${rbdSource(disk, '\\', auth)}${conf}`;
};

export const libxlDisk = (disk: Disk, context: ConfigContext): Json => {
  const driver = disk.driver?.name;
  const format = disk.driver?.type ?? 'raw';
  const network = disk.type === 'network';
  if (network && driver !== 'qemu')
    throw new VirError(
      ErrorCode.OPERATION_INVALID,
      ErrorDomain.LIBXL,
      "only the 'qemu' driver can be used with network disks",
    );
  const path = network ? networkPath(disk, context) : diskPath(disk);
  let backend: string | undefined;
  if (driver !== undefined) {
    const formats = backends[driver];
    if (!formats) throw internal(`libxenlight does not support disk driver ${driver}`);
    backend = formats[format];
    if (!backend)
      throw internal(`libxenlight does not support disk format ${format} with disk driver ${driver}`);
  }
  if (disk.transient) throw internal('libxenlight does not support transient disks');
  const cdrom = disk.device === 'cdrom';
  const readwrite = !disk.readonly && !cdrom;
  const discard = disk.driver?.discard;
  return {
    backend_domname: disk.backenddomain?.name,
    pdev_path: path,
    vdev: disk.target?.dev,
    backend,
    // An empty CD drive must have the empty format.
    format: cdrom && path === undefined ? 'empty' : driver === undefined ? 'raw' : format,
    removable: 1,
    readwrite: readwrite ? 1 : undefined,
    is_cdrom: cdrom ? 1 : undefined,
    discard_enable: readwrite && discard ? defbool(discard === 'unmap') : undefined,
  };
};

// ---- interfaces --------------------------------------------------------------------------------------

/** BRIDGE[.VLAN][:TRUNK:TRUNK], which the Open vSwitch script understands. */
export const bridgeText = (net: Interface): string => {
  const tags = net.vlan?.tags ?? [];
  const bridge = net.source?.bridge ?? '';
  if (net.virtualport?.type !== 'openvswitch' || tags.length === 0) return bridge;
  return net.vlan?.trunk ? `${bridge}${tags.map((t) => `:${t.id}`).join('')}` : `${bridge}.${tags[0]?.id}`;
};
export const scriptOf = (net: Interface): string | undefined =>
  net.script?.path ??
  (net.type === 'bridge' && net.virtualport?.type === 'openvswitch' ? 'vif-openvswitch' : undefined);
export const addressesOf = (net: Interface): string | undefined =>
  net.ips.length ? net.ips.map((ip) => ip.address).join(' ') : undefined;

const RATE_INTERVAL_US = 50_000;

export const libxlNic = (net: Interface, domain: Domain, context: ConfigContext, hotplug = false): Json => {
  const { type } = net;
  if (net.script?.path !== undefined && type !== 'bridge' && type !== 'ethernet')
    throw unsupportedConfig('specifying a script is only supported with interface types bridge and ethernet');
  if (type !== 'bridge' && type !== 'ethernet' && type !== 'network')
    throw unsupportedConfig(`unsupported interface type ${type}`);
  const model = net.model?.type;
  if (model !== undefined && model !== 'netfront' && !isHvm(domain))
    throw unsupportedConfig("only model 'netfront' is supported for Xen PV(H) domains");
  // Emulated cards cannot be plugged into a running guest.
  const emulated = model === undefined ? isHvm(domain) && !hotplug : model !== 'netfront';
  const average = net.bandwidth?.outbound?.average;
  return {
    backend_domname: net.backenddomain?.name,
    model,
    mac: net.mac?.address,
    ip: addressesOf(net),
    bridge:
      type === 'bridge'
        ? bridgeText(net)
        : type === 'network'
          ? context.networkBridge(net.source?.network ?? '')
          : undefined,
    ifname: net.target?.dev,
    script: type === 'network' ? undefined : scriptOf(net),
    nictype: emulated ? 'vif_ioemu' : 'vif',
    rate_bytes_per_interval: average
      ? Math.floor((average * 1024 * RATE_INTERVAL_US) / 1_000_000)
      : undefined,
    rate_interval_usecs: average ? RATE_INTERVAL_US : undefined,
  };
};

// ---- displays ----------------------------------------------------------------------------------------

const firstListen = (graphics: Graphics) => graphics.listens?.[0];
const VNC_FIRST_PORT = 5900;

/** Gives a display that chooses its own port one, in the definition that is about to run. */
export const takePort = (graphics: Graphics, context: ConfigContext): number => {
  if (graphics.autoport) graphics.port = context.displayPort();
  return graphics.port ?? 0;
};

/** A listener with no address listens on the loopback, and the running definition says so. */
const listenAddress = (graphics: Graphics): string | undefined => {
  const listen = firstListen(graphics);
  if (listen && listen.address === undefined && listen.type === 'address') {
    listen.address = '127.0.0.1';
    return undefined;
  }
  return listen?.address;
};

export const libxlVfb = (graphics: Graphics, context: ConfigContext): Json => {
  const none = { vnc: { enable: 'False' }, sdl: { enable: 'False' } };
  switch (graphics.type) {
    case 'sdl':
      return {
        ...none,
        sdl: { enable: 'True', opengl: 'False', display: graphics.display, xauthority: graphics.xauth },
      };
    case 'vnc': {
      const display = takePort(graphics, context) - VNC_FIRST_PORT;
      return {
        vnc: {
          enable: 'True',
          listen: listenAddress(graphics),
          passwd: graphics.passwd,
          display: display || undefined,
          findunused: 'False',
        },
        sdl: { enable: 'False' },
        keymap: graphics.keymap,
      };
    }
    case 'spice':
      return none;
    default:
      throw unsupportedConfig(`unsupported graphics type ${graphics.type}`);
  }
};

/** The display of a full machine is its QEMU's own: SPICE if there is one, else the first of the list. */
export const hvmDisplay = (domain: Domain, vfbs: readonly Json[], context: ConfigContext): Json => {
  const spice = domain.devices.graphics.find((g) => g.type === 'spice');
  if (spice) {
    const client = spice.mouse?.mode !== 'server';
    const share = spice.clipboard?.copypaste === true;
    const port = takePort(spice, context);
    const address = firstListen(spice) ? (listenAddress(spice) ?? '127.0.0.1') : undefined;
    return {
      spice: {
        enable: 'True',
        port,
        host: address,
        disable_ticketing: defbool(spice.passwd === undefined),
        passwd: spice.passwd,
        agent_mouse: defbool(client),
        vdagent: defbool(share),
        clipboard_sharing: defbool(share),
      },
      keymap: spice.keymap,
    };
  }
  const first = vfbs[0];
  if (!first) return {};
  const vnc = first.vnc as Json;
  const sdl = first.sdl as Json;
  return {
    ...(vnc.enable === 'True' ? { vnc } : sdl.enable === 'True' ? { sdl } : {}),
    keymap: first.keymap,
  };
};

/** Least video memory in KiB: [QEMU, the qemu-dm of old]. */
const videoMinimum: Record<string, { kind: string; least: readonly [number, number]; name: string }> = {
  vga: { kind: 'std', least: [16384, 8192], name: 'VGA' },
  xen: { kind: 'std', least: [16384, 8192], name: 'VGA' },
  cirrus: { kind: 'cirrus', least: [8192, 4096], name: 'CIRRUS' },
  qxl: { kind: 'qxl', least: [131072, 131072], name: 'QXL' },
};
export const defaultVideoMemory = (type: string, domain: Domain): number | undefined =>
  videoMinimum[type]?.least[deviceModelVersion(domain) === 'qemu_xen' ? 0 : 1];

export const hvmVideo = (domain: Domain): { memory?: number; hvm: Json } => {
  const video = domain.devices.videos[0];
  if (!video) return { hvm: { nographic: 'True', vga: { kind: 'none' } } };
  const type = video.model.type;
  const known = videoMinimum[type];
  if (!known) throw unsupportedConfig(`video type ${type} is not supported by libxl`);
  const least = defaultVideoMemory(type, domain) ?? 0;
  const memory = video.model.vram ?? 0;
  if (memory < least)
    throw unsupportedConfig(`videoram must be at least ${least / 1024}MB for ${known.name}`);
  return { memory, hvm: { vga: { kind: known.kind } } };
};

// ---- host devices, USB, channels ----------------------------------------------------------------------

interface PciAddress {
  domain?: number;
  bus?: number;
  slot?: number;
  function?: number;
}
export const libxlPci = (address: PciAddress, permissive = false): Json => ({
  func: address.function || undefined,
  dev: address.slot || undefined,
  bus: address.bus || undefined,
  domain: address.domain || undefined,
  permissive: permissive || undefined,
  rdm_policy: 'invalid',
});

/** PCI devices: plain ones, and those that a hostdev interface stands for, which come first. */
export const pciDevices = (domain: Domain): Json[] => [
  ...domain.devices.interfaces
    .filter((net) => net.type === 'hostdev')
    .map((net) => libxlPci((net.source?.address ?? {}) as PciAddress)),
  ...domain.devices.hostdevs
    .filter((h) => h.mode === 'subsystem' && h.type === 'pci')
    .map((h) => libxlPci((h.source.address ?? {}) as PciAddress, h.source.writeFiltering === false)),
];

const usbVersions: Record<string, number> = { qusb1: 1, qusb2: 2 };
export const libxlUsbController = (controller: Controller): Json => {
  const version = controller.model === undefined ? 2 : usbVersions[controller.model];
  if (!version) throw unsupportedConfig('unsupported usb model');
  return { type: 'qusb', devid: controller.index ?? 0, version, ports: controller.ports ?? 8 };
};

export const libxlUsbDevice = (hostdev: Hostdev, context: ConfigContext): Json => {
  const address = hostdev.source.address as { bus?: number; device?: number } | undefined;
  const found =
    address?.bus && address.device
      ? { bus: address.bus, device: address.device }
      : context.usbDevice(hostdev.source.vendor?.id ?? 0, hostdev.source.product?.id ?? 0);
  return { 'type.hostdev': { hostbus: found.bus, hostaddr: found.device } };
};
const isUsb = (h: Hostdev): boolean => h.mode === 'subsystem' && h.type === 'usb';

/** Controllers as given, or one of eight ports for every eight devices. */
export const usbDevices = (domain: Domain, context: ConfigContext): { usbctrls: Json[]; usbdevs: Json[] } => {
  const devices = domain.devices.hostdevs.filter(isUsb);
  const controllers = domain.devices.controllers.filter((c) => c.type === 'usb');
  if (controllers.length === 0)
    for (let i = 0; i < Math.ceil(devices.length / 8); i++)
      controllers.push({ type: 'usb', index: i, model: 'qusb2', ports: 8 } as Controller);
  return {
    usbctrls: controllers.map(libxlUsbController),
    usbdevs: devices.map((d) => libxlUsbDevice(d, context)),
  };
};

/**
 * A virtio port of a full machine's device model: libxenlight knows no such thing, so it goes to the device model as
 * words of its command line.
 */
export const virtioPorts = (domain: Domain, context: ConfigContext): string[] => {
  const ports = domain.devices.channels.filter((c) => c.target.type === 'virtio');
  if (ports.length === 0) return [];
  const words = ['-device', 'virtio-serial-pci,id=virtio-serial0'];
  for (const [i, channel] of ports.entries()) {
    if (channel.type !== 'unix') throw unsupportedConfig('channel source type not supported');
    const name = channel.target.name ?? `port${i}`;
    channel.source = {
      ...channel.source,
      path: channel.source?.path ?? `${context.channelFolder}/${domain.name}-${name}`,
      mode: 'bind',
    };
    words.push(
      '-chardev',
      `socket,id=channel${i},path=${channel.source.path?.replaceAll(',', ',,')},server=on,wait=off`,
      '-device',
      `virtserialport,bus=virtio-serial0.0,nr=${i + 1},chardev=channel${i},id=port${i},name=${name}`,
    );
  }
  return words;
};

export const libxlChannel = (channel: Channel, domain: Domain, context: ConfigContext): Json => {
  if (channel.target.type !== 'xen') throw unsupportedConfig('channel target type not supported');
  const { name } = channel.target;
  if (channel.type === 'unix' && channel.source?.path === undefined)
    channel.source = {
      ...channel.source,
      path: `${context.channelFolder}/${domain.name}-${name ?? 'unknown.sock'}`,
      mode: 'bind',
    };
  if (channel.type !== 'unix' && channel.type !== 'pty')
    throw unsupportedConfig('channel source type not supported');
  if (name === undefined)
    throw new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.LIBXL, 'channel target name missing');
  return channel.type === 'pty'
    ? { name, 'connection.pty': {} }
    : { name, 'connection.socket': { path: channel.source?.path } };
};
