// The seam between guests as processes and guests as described hardware: XML in and out, completion, checks, the
// command line.
import type { Domain } from '../../../schemas/xml/domain.ts';
import { formatDomain, parseDomain } from '../../model/domain/parse.ts';
import type { DriverHost } from '../host.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import { minimalArgv, minimalPostParse } from './minimal.ts';

export type { Domain };
export type Devices = Domain['devices'];
/** A character device of any kind, as far as its host side goes. */
export interface Chardev {
  readonly type: string;
  readonly source?: { readonly path?: string };
  readonly alias?: { readonly name: string };
}

export interface FormatRequest {
  readonly inactive?: boolean;
  readonly secure?: boolean;
  /** For the status file: all of it. */
  readonly status?: boolean;
  readonly migratable?: boolean;
}

/** What the command line needs to know of this run. */
export interface ArgvHost {
  readonly libDir: string;
  readonly channelDir: string;
  /** Number of the listening monitor socket in QEMU's descriptors. */
  readonly monitorFd: number;
  readonly masterKey: string;
  /** Where its state comes from, if it is not to boot. */
  readonly incoming?: string;
}

export interface Hardware {
  parse(xml: string, flags: { readonly inactive?: boolean; readonly validate?: boolean }): Domain;
  format(domain: Domain, request: FormatRequest): string;
  /** Fills in what libvirt would, in place. */
  postParse(domain: Domain, caps: QemuCaps): Domain;
  /** Throws the first thing that is wrong with it. */
  validate(domain: Domain, caps: QemuCaps): void;
  argv(domain: Domain, caps: QemuCaps, host: ArgvHost): string[];
  clone(domain: Domain): Domain;
}

export const createHardware = (_host: DriverHost): Hardware => ({
  parse: (xml, { inactive }) => parseDomain(xml, { inactive }),
  format: (domain, { inactive, secure }) => formatDomain(domain, { inactive, secure }),
  postParse: minimalPostParse,
  validate: () => undefined,
  argv: minimalArgv,
  clone: (domain) => structuredClone(domain),
});
