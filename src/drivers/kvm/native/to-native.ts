// virDomainXMLToNative: the command line a definition would give, without starting or changing anything.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Interface } from '../../../model/domain/devices.ts';
import { argv, type CommandLine } from '../argv/argv.ts';
import type { ArgvHost } from '../argv/host.ts';
import type { QemuCaps } from '../capabilities/caps.ts';

export const NATIVE_FORMAT = 'qemu-argv';

const badFormat = (format: string): VirError =>
  new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, `unsupported config type ${format}`);

export const checkNativeFormat = (format: string): void => {
  if (format !== NATIVE_FORMAT) throw badFormat(format);
};

/**
 * Every kind of network becomes a plain tap device: bridges and the like exist only for a running guest. The order
 * to boot in gets lost on the way, as in libvirt.
 */
const plainInterface = (net: Interface): Interface =>
  ({
    type: 'ethernet',
    mac: net.mac,
    ...(net.model ? { model: net.model } : {}),
    ...(net.script ? { script: net.script } : {}),
    ips: [],
    routes: [],
    portForwards: [],
  }) as unknown as Interface;

const SPECIAL = /[\r\t\n !"#$&'()*;<>?[\\\]^`{|}~]/;
const quote = (word: string): string =>
  word === '' || SPECIAL.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word;

/** A command line as a shell would read it. */
export const commandText = ({ argv: words, env }: Pick<CommandLine, 'argv' | 'env'>): string =>
  [...env.map(([name, value]) => `${name}=${quote(value)}`), ...words.map(quote)].join(' ');

/** The command line of a completed and checked definition. */
export const toNative = (definition: Domain, caps: QemuCaps, host: ArgvHost): CommandLine => {
  const domain = structuredClone(definition);
  domain.devices.interfaces = domain.devices.interfaces.map(plainInterface);
  return argv(domain, caps, host);
};

/** virDomainXMLFromNative: libvirt gave it up long ago, and so answers that it cannot. */
export const fromNative = (): never => {
  throw new VirError(
    ErrorCode.NO_SUPPORT,
    ErrorDomain.NONE,
    'this function is not supported by the connection driver: virConnectDomainXMLFromNative',
  );
};
