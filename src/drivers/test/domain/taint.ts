// What about a domain's configuration deserves a warning: taints and deprecations, as virDomainGetMessages words them.
import type { SimDomain } from './object.ts';

/** Taints in libvirt's order, with their words. */
const taintTexts: readonly (readonly [name: string, text: string])[] = [
  ['high-privileges', 'running with undesirable elevated privileges'],
  ['shell-scripts', 'network configuration using opaque shell scripts'],
  ['cdrom-passthrough', 'use of host cdrom passthrough'],
  ['custom-dtb', 'custom device tree blob used'],
  ['custom-ga-command', 'custom guest agent control commands issued'],
  ['deprecated-config', 'use of deprecated configuration settings'],
];
const DEPRECATED_MODEL = 'Deprecated-Test';
const Message = { DEPRECATION: 1, TAINTING: 2 } as const;

/** Notes what is dubious about the definition in use. */
export const checkTaints = (dom: SimDomain): void => {
  const { devices, cpu, os } = dom.def;
  const { taints, deprecations } = dom.guest;
  for (const disk of devices.disks) {
    if (disk.rawio) taints.add('high-privileges');
    const source = disk.source as { dev?: string } | undefined;
    if (disk.device === 'cdrom' && disk.type === 'block' && source?.dev) taints.add('cdrom-passthrough');
  }
  for (const hostdev of devices.hostdevs) if (hostdev.rawio) taints.add('high-privileges');
  for (const net of devices.interfaces) if (net.script) taints.add('shell-scripts');
  if ((cpu?.mode ?? 'custom') === 'custom' && cpu?.model?.value === DEPRECATED_MODEL) {
    taints.add('deprecated-config');
    const text = `CPU model ${DEPRECATED_MODEL}`;
    if (!deprecations.includes(text)) deprecations.push(text);
  }
  if (os.dtb) taints.add('custom-dtb');
};

export const messagesOf = (dom: SimDomain, flags: number): string[] => {
  const { taints, deprecations } = dom.guest;
  const tainted = taintTexts.filter(([name]) => taints.has(name)).map(([, text]) => `tainted: ${text}`);
  return [
    ...(!flags || flags & Message.TAINTING ? tainted : []),
    ...(!flags || flags & Message.DEPRECATION
      ? deprecations.map((text) => `deprecated configuration: ${text}`)
      : []),
  ];
};
