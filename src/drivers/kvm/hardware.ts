// The seam between guests as processes and guests as described hardware: XML in and out, completion, checks.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { formatDomain, parseDomain } from '../../model/domain/parse.ts';
import type { DriverHost } from '../host.ts';
import type { ArgvConfig } from './argv/host.ts';
import { argvConfig } from './argv-config.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import { hostArch } from './emulators.ts';
import { loadFirmware } from './firmware/descriptor.ts';
import { defaultLegacyFirmware } from './firmware/select.ts';
import type { Places } from './places.ts';
import type { HostFacts } from './postparse/context.ts';
import { postParse } from './postparse/postparse.ts';
import { validate } from './validate/validate.ts';

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

export interface Hardware {
  /** What qemu.conf says about command lines. */
  readonly config: ArgvConfig;
  /** What defaults depend on besides the emulator. */
  readonly facts: HostFacts;
  /** `status`: from a status file, with all that a running guest has. */
  parse(xml: string, flags: { readonly inactive?: boolean; readonly status?: boolean }): Domain;
  format(domain: Domain, request: FormatRequest): string;
  /** Fills in what libvirt would, in place. `fresh`: just given by a client, so that the hardware may be decided. */
  postParse(domain: Domain, caps: QemuCaps, fresh: boolean): Domain;
  /** Throws the first thing that is wrong with it. */
  validate(domain: Domain, caps: QemuCaps): void;
  clone(domain: Domain): Domain;
}

const onPath = (program: string): boolean =>
  (process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin')
    .split(':')
    .some((dir) => existsSync(join(dir, program)));

/** Emulated TPMs need all of swtpm's programs; TPM 1.2 may still be refused when one is made. */
const swtpmFacts = (): Pick<HostFacts, 'swtpm'> =>
  ['swtpm_setup', 'swtpm', 'swtpm_ioctl'].every(onPath) ? { swtpm: { versions: ['1.2', '2.0'] } } : {};

export const createHardware = (host: DriverHost, places: Places): Hardware => {
  const config = argvConfig(host, places);
  const facts: HostFacts = {
    arch: hostArch,
    firmware: loadFirmware({}),
    legacyFirmware: defaultLegacyFirmware,
    securityModel: 'none',
    ...swtpmFacts(),
    config,
    audioEnv: { driver: process.env.QEMU_AUDIO_DRV, sdlDriver: process.env.SDL_AUDIODRIVER },
  };
  return {
    config,
    facts,
    parse: (xml, { inactive, status }) => parseDomain(xml, { inactive, status }),
    format: (domain, { inactive, secure, status, migratable }) =>
      formatDomain(domain, { inactive, secure, status, migratable }),
    postParse: (domain, caps, fresh) =>
      postParse(domain, { caps, host: facts, options: { abiUpdate: fresh, inactive: true } }),
    validate: (domain, caps) => validate(domain, caps, facts),
    clone: (domain) => structuredClone(domain),
  };
};
