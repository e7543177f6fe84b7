// Character devices that QEMU does not have.

import { isS390 } from '../../../../schemas/cpu/arch.ts';
import type { Redirdev, Rng, Serial, Smartcard } from '../../../model/domain/devices.ts';
import type { ChardevLike } from '../argv/chardev.ts';
import { hasGraphics } from '../facts.ts';
import { isArmVirt, isLoongarchVirt, isPseries, isRiscvVirt } from '../machine.ts';
import type { Check } from './context.ts';
import { invalidArg, unsupported } from './errors.ts';

export const checkSource = (dev: ChardevLike, { domain, caps }: Check): void => {
  const { type } = dev;
  if (type === 'tcp') {
    const protocol = dev.protocol?.type;
    if (protocol === 'telnets' || protocol === 'tls')
      throw unsupported(`tcp chardev protocol '${protocol}' not supported`);
  }
  if (type === 'tcp' || type === 'unix') {
    const reconnect = dev.source?.reconnect;
    if (reconnect?.enabled && !reconnect.timeout)
      throw invalidArg("chardev reconnect source timeout cannot be '0'");
  }
  if (type === 'qemu-vdagent' && !caps.has('chardev.qemu-vdagent'))
    throw unsupported(`chardev '${type}' not supported in this QEMU binary`);
  if ((type === 'spicevmc' || type === 'spiceport') && !hasGraphics(domain, 'spice'))
    throw unsupported(`chardev '${type}' not supported without spice graphics`);
};

type SerialType = NonNullable<Serial['target']['type']>;

const addressOf: Partial<Record<SerialType, string>> = {
  'isa-serial': 'isa',
  'isa-debug': 'isa',
  'usb-serial': 'usb',
  'pci-serial': 'pci',
  'spapr-vio-serial': 'spapr-vio',
};
const typeOfModel: Record<string, SerialType> = {
  'isa-serial': 'isa-serial',
  'usb-serial': 'usb-serial',
  'pci-serial': 'pci-serial',
  'spapr-vty': 'spapr-vio-serial',
  pl011: 'system-serial',
  '16550a': 'system-serial',
  sclpconsole: 'sclp-serial',
  sclplmconsole: 'sclp-serial',
  'isa-debugcon': 'isa-debug',
};

export const checkSerial = (serial: Serial, check: Check): void => {
  const { machine } = check;
  checkSource(serial, check);
  const { type, model } = serial.target;
  const name = model?.name;
  const address = serial.address?.type;
  if (type !== undefined && address !== undefined) {
    const expected = addressOf[type];
    if (expected === undefined) throw unsupported(`Target type '${type}' cannot have an associated address`);
    if (address !== expected) throw unsupported(`Target type '${type}' requires address type '${expected}'`);
  }
  if (name !== undefined && typeOfModel[name] !== type)
    throw unsupported(`Target model '${name}' requires target type '${typeOfModel[name]}'`);
  const foreign =
    (name === 'pl011' && !isArmVirt(machine)) ||
    (name === '16550a' && !isLoongarchVirt(machine) && !isRiscvVirt(machine)) ||
    (type === 'spapr-vio-serial' && !isPseries(machine)) ||
    (type === 'sclp-serial' && !isS390(machine.arch));
  if (foreign) {
    throw unsupported(
      `Serial device with target type '${type}' and target model '${name}' not compatible with guest architecture or machine type`,
    );
  }
};

export const checkParallel = (dev: ChardevLike, check: Check): void => {
  checkSource(dev, check);
  if (isS390(check.machine.arch) || isPseries(check.machine))
    throw unsupported('parallel ports are not supported');
};

export const checkSmartcard = (card: Smartcard, check: Check): void => {
  const { domain, caps } = check;
  const { address } = card;
  const first = address?.type === 'ccid' && address.controller === 0 && address.slot === 0;
  if (domain.devices.smartcards.length > 1 || !first)
    throw unsupported('this QEMU binary lacks multiple smartcard support');
  if (card.mode === 'passthrough') {
    if (!caps.has('ccid-passthru'))
      throw unsupported('this QEMU binary lacks smartcard passthrough mode support');
    checkSource(card, check);
  } else if (!caps.has('ccid-emulated')) {
    throw unsupported('this QEMU binary lacks smartcard host mode support');
  }
};

const rngFlags = { random: 'rng-random', egd: 'rng-egd', builtin: 'rng-builtin' } as const;

export const checkRng = (rng: Rng, check: Check): void => {
  const { caps } = check;
  const { backend, model } = rng;
  const flag = rngFlags[backend.model];
  if (!caps.has(flag)) throw unsupported(`this qemu doesn't support the ${flag} backend`);
  if (backend.model === 'egd') checkSource(backend, check);
  if (!caps.has('virtio-rng') || (model !== 'virtio' && !caps.has('virtio-pci-non-transitional')))
    throw unsupported(`domain configuration does not support rng model '${model}'`);
};

export const checkRedirdev = (dev: Redirdev, check: Check): void => {
  const { caps, domain } = check;
  checkSource(dev, check);
  if (!caps.has('usb-redir')) throw unsupported('USB redirection is not supported by this version of QEMU');
  if (domain.devices.redirfilter?.length && !caps.has('usb-redir.filter'))
    throw unsupported('USB redirection filter is not supported by this version of QEMU');
};
