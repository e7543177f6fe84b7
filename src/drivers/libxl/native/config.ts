// xl.cfg and xm.cfg as a whole: the topics in libvirt's order, read into a definition or written from one.
import { Domain, domainParseOptions } from '../../../../schemas/xml/domain.ts';
import { parseXml } from '../../../model/xml/parse.ts';
import type { ConfigContext } from '../config/context.ts';
import { completeNative } from '../postparse.ts';
import { type Conf, formatConf, parseConf } from './conf.ts';
import { channels, deviceTopics, inputs, spice, usbControllers, usbDevices } from './devices.ts';
import { xlDisks, xmDisks } from './disks.ts';
import { cpuid, machineTopics, modelArgs, vnuma, xenbusLimits, xlBoot, xmBoot } from './machine.ts';
import type { Topic } from './topics.ts';

export interface NativeOptions {
  /** Firmware of full machines, as the host's capabilities name it. */
  readonly hvmloader: string;
  readonly ovmf: string;
}
const defaults: NativeOptions = {
  hvmloader: '/usr/lib/xen/boot/hvmloader',
  ovmf: '/usr/lib/xen-4.17/boot/ovmf.bin',
};

const topics = (options: NativeOptions): readonly Topic[] => [
  ...machineTopics,
  ...deviceTopics,
  xlBoot(options.hvmloader, options.ovmf),
  xmBoot,
  cpuid,
  vnuma,
  xenbusLimits,
  xlDisks,
  xmDisks,
  spice,
  inputs,
  usbDevices,
  usbControllers,
  channels,
  modelArgs,
];
const of = (format: string, options: NativeOptions): Topic[] =>
  topics(options).filter((t) => !t.only || t.only === format);

/** Reads a native configuration; what it does not say is completed as for any definition. */
export const parseNative = (text: string, format: string, options: NativeOptions = defaults): Domain => {
  const conf = parseConf(text);
  const domain = parseXml(Domain, "<domain type='xen'><name>x</name></domain>", {
    ...domainParseOptions,
    inactive: true,
  });
  for (const topic of of(format, options)) topic.read?.(conf, domain, format);
  return completeNative(domain);
};

/** Writes a definition as a native configuration. */
export const formatNative = (
  domain: Domain,
  format: string,
  context: ConfigContext,
  options: NativeOptions = defaults,
): string => {
  const conf: Conf = new Map();
  for (const topic of of(format, options)) topic.write?.(domain, conf, format, context);
  return formatConf(conf);
};
