// Serial and parallel ports, channels, consoles, smartcards and USB redirection: devices in front of a chardev.

import { isArm, isLoongarch, isRiscv } from '../../../../schemas/cpu/arch.ts';
import type { QemuFlag } from '../../../../schemas/qmp/flags.ts';
import type { Channel, Console, Parallel, Redirdev, Serial } from '../../../model/domain/devices.ts';
import { hasGraphics } from '../facts.ts';
import { addressProps, controllerAlias } from './address.ts';
import { addDevice, addNetdev, type Build, internal, unsupported } from './build.ts';
import { addChardev, charAlias } from './chardev.ts';
import { type Props, positive } from './json.ts';

// ---------------------------------------------------------------- serial ports

const serialFlags: Record<string, QemuFlag> = {
  'isa-serial': 'isa-serial',
  'usb-serial': 'usb-serial',
  'pci-serial': 'pci-serial',
  'spapr-vty': 'spapr-vty',
  sclplmconsole: 'sclplmconsole',
  pl011: 'pl011',
};

/** Part of the board: it only needs to be connected. */
const isPlatformSerial = ({ machine }: Build, { target }: Serial): boolean => {
  if (target.type === undefined) return true;
  if (target.type !== 'system-serial') return false;
  const { arch } = machine;
  if (target.model?.name === 'pl011') return isArm(arch);
  return target.model?.name === '16550a' && (isRiscv(arch) || isLoongarch(arch));
};

const checkModel = ({ caps }: Build, model: string | undefined): void => {
  const flag = serialFlags[model ?? ''];
  if (flag && !caps.has(flag)) throw unsupported(`'${model}' is not supported in this QEMU binary`);
};

export const serialProps = (build: Build, serial: Serial): Props => {
  const model = serial.target.model?.name;
  if (model === undefined || model === 'pl011' || model === '16550a') {
    throw internal('Invalid target model for serial device');
  }
  checkModel(build, model);
  return {
    driver: model,
    chardev: charAlias(serial.alias?.name),
    id: serial.alias?.name,
    index: model === 'isa-serial' ? serial.target.port : undefined,
    ...addressProps(build, serial),
  };
};

export const addSerials = (build: Build): void => {
  const spice = hasGraphics(build.domain, 'spice');
  for (const serial of build.domain.devices.serials) {
    if (serial.type === 'spiceport' && !spice) continue;
    const chardev = charAlias(serial.alias?.name);
    addChardev(build, serial, chardev);
    if (isPlatformSerial(build, serial)) {
      checkModel(build, serial.target.model?.name);
      build.args.push('-serial', `chardev:${chardev}`);
    } else addDevice(build, serialProps(build, serial));
  }
};

export const parallelProps = (parallel: Parallel): Props => ({
  driver: 'isa-parallel',
  chardev: charAlias(parallel.alias?.name),
  id: parallel.alias?.name,
});
export const addParallels = (build: Build): void => {
  for (const parallel of build.domain.devices.parallels) {
    addChardev(build, parallel, charAlias(parallel.alias?.name));
    addDevice(build, parallelProps(parallel));
  }
};

// ---------------------------------------------------------------- channels and consoles

const SPICE_CHANNEL = 'com.redhat.spice.0';

const virtioPort = (
  build: Build,
  port: Channel | Console,
  driver: string,
  name: string | undefined,
): Props => {
  const address = port.address?.type;
  if (address !== undefined && address !== 'virtio-serial' && address !== 'ccw') {
    throw internal('virtio serial device has invalid address type');
  }
  return {
    driver,
    ...addressProps(build, port),
    chardev: charAlias(port.alias?.name),
    id: port.alias?.name,
    name,
  };
};

export const channelProps = (build: Build, channel: Channel): Props => {
  const name = channel.target.type === 'virtio' ? channel.target.name : undefined;
  const spice = channel.type === 'spicevmc';
  if (spice && name !== undefined && name !== SPICE_CHANNEL) {
    throw unsupported(`Unsupported spicevmc target name '${name}'`);
  }
  return virtioPort(build, channel, 'virtserialport', name ?? (spice ? SPICE_CHANNEL : undefined));
};

/** What the guest sends to an address of its network ends up in the chardev. */
const guestForward = (channel: Channel): Props => {
  if (channel.target.type !== 'guestfwd') throw internal('not a guestfwd channel');
  const { address, port } = channel.target;
  const alias = channel.alias?.name;
  return {
    type: 'user',
    guestfwd: [{ str: `tcp:${address}:${port}-chardev:${charAlias(alias)}` }],
    id: alias,
  };
};

export const addChannels = (build: Build): void => {
  for (const channel of build.domain.devices.channels) {
    addChardev(build, channel, charAlias(channel.alias?.name));
    if (channel.target.type === 'guestfwd') addNetdev(build, guestForward(channel));
    else addDevice(build, channelProps(build, channel));
  }
};

export const consoleProps = (build: Build, console: Console): Props => {
  const type = console.target.type;
  if (type === 'virtio') return virtioPort(build, console, 'virtconsole', undefined);
  return { driver: `${type}console`, chardev: charAlias(console.alias?.name), id: console.alias?.name };
};

export const addConsoles = (build: Build): void => {
  for (const console of build.domain.devices.consoles) {
    const { type } = console.target;
    if (type === 'serial') continue;
    addChardev(build, console, charAlias(console.alias?.name));
    addDevice(build, consoleProps(build, console));
  }
};

// ---------------------------------------------------------------- smartcards

const DEFAULT_DATABASE = '/etc/pki/nssdb';

export const addSmartcards = (build: Build): void => {
  const [card] = build.domain.devices.smartcards;
  if (!card) return;
  let props: Props;
  if (card.mode === 'passthrough') {
    const chardev = charAlias(card.alias?.name);
    addChardev(build, card, chardev);
    props = { driver: 'ccid-card-passthru', chardev };
  } else if (card.mode === 'host-certificates') {
    const [cert1, cert2, cert3] = card.certificates ?? [];
    props = {
      driver: 'ccid-card-emulated',
      backend: 'certificates',
      cert1,
      cert2,
      cert3,
      db: card.database ?? DEFAULT_DATABASE,
    };
  } else props = { driver: 'ccid-card-emulated', backend: 'nss-emulated' };
  const controller = card.address?.type === 'ccid' ? card.address.controller : 0;
  addDevice(build, {
    ...props,
    id: card.alias?.name,
    bus: `${controllerAlias(build, 'ccid', controller)}.0`,
  });
};

// ---------------------------------------------------------------- USB redirection

type UsbFilter = NonNullable<Build['domain']['devices']['redirfilter']>[number];

const hexOrAny = (value: number | undefined, digits: number): string => {
  if (value === undefined || value === -1) return '-1';
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
};
/** `2.10` is 0x0210, and so is `2.1`. */
const versionOrAny = (version: string | undefined): string => {
  if (version === undefined || version === '-1') return '-1';
  const [major = '0', minor = '0'] = version.split('.');
  const bcd = `${major.padStart(2, '0')}${minor.padEnd(2, '0')}`;
  return `0x${bcd}`;
};

const filterRule = (rule: UsbFilter): string =>
  [
    hexOrAny(rule.class, 2),
    hexOrAny(rule.vendor, 4),
    hexOrAny(rule.product, 4),
    versionOrAny(rule.version),
    rule.allow ? '1' : '0',
  ].join(':');

export const redirdevProps = (build: Build, dev: Redirdev): Props => {
  const rules = build.domain.devices.redirfilter;
  return {
    driver: 'usb-redir',
    chardev: charAlias(dev.alias?.name),
    id: dev.alias?.name,
    filter: rules && rules.length > 0 ? rules.map(filterRule).join('|') : undefined,
    bootindex: positive(dev.boot?.order),
    ...addressProps(build, dev),
  };
};

export const addRedirdevs = (build: Build): void => {
  for (const dev of build.domain.devices.redirdevs) {
    addChardev(build, dev, charAlias(dev.alias?.name));
    addDevice(build, redirdevProps(build, dev));
  }
};
