// The seam between guests as processes and guests as described hardware: XML in and out, checks, the command line.
import type { DriverHost } from '../host.ts';
import type { QemuCaps } from './capabilities/caps.ts';

/** STAND-IN until the domain model is there. */
export interface Domain {
  id?: number;
  type: string;
  name: string;
  uuid?: string;
  title?: string;
  description?: string;
  metadata?: string;
  memory: { value: number };
  currentMemory?: number;
  vcpu: { value: number; current?: number };
  os: { type?: { value?: string } };
  on_poweroff: string;
  on_reboot: string;
  on_crash: string;
  devices: {
    emulator?: string;
    serials: Chardev[];
    consoles: Chardev[];
    parallels: Chardev[];
    channels: (Chardev & { target?: { type?: string; name?: string } })[];
    disks: unknown[];
  };
}
export interface Chardev {
  type: string;
  source?: { path?: string };
  alias?: { name: string };
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

import { standin } from './standin.ts';
export const createHardware = (_host: DriverHost): Hardware => standin;
