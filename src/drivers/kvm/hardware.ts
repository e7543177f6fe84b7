// The seam between guests as processes and guests as described hardware: XML in and out, checks, the command line.
import type { QemuCaps } from './capabilities/caps.ts';

/** STAND-IN until the domain model is there. */
export interface Domain {
  id?: number;
  type: string;
  name: string;
  uuid: string;
  title?: string;
  description?: string;
  memory: number;
  currentMemory: number;
  vcpu: { count: number; current?: number };
  os: { type: string };
  onPoweroff: string;
  onReboot: string;
  onCrash: string;
  devices: {
    emulator?: string;
    serials: { type: string; source?: { path?: string }; alias?: { name: string } }[];
    disks: unknown[];
  };
  metadata?: string;
}

export interface Hardware {
  parse(xml: string, flags: { readonly inactive?: boolean; readonly validate?: boolean }): Domain;
  format(domain: Domain, flags: { readonly inactive?: boolean; readonly secure?: boolean; readonly status?: boolean; readonly migratable?: boolean }): string;
  postParse(domain: Domain, caps: QemuCaps): Domain;
  validate(domain: Domain, caps: QemuCaps): void;
  argv(domain: Domain, caps: QemuCaps, host: ArgvHost): string[];
  clone(domain: Domain): Domain;
}

/** What the command line needs to know of this run. */
export interface ArgvHost {
  readonly libDir: string;
  readonly channelDir: string;
  /** Number of the listening monitor socket in QEMU's descriptors. */
  readonly monitorFd: number;
  readonly masterKey: string;
}
