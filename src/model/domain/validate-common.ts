// The checks of a completed guest that all hypervisors share. A driver adds its own after them.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { internalError, unsupported, xmlError } from './error.ts';

interface Chardev {
  readonly type?: string;
  readonly source?: {
    readonly path?: string;
    readonly host?: string;
    readonly service?: string;
    readonly mode?: string;
    readonly master?: string;
    readonly slave?: string;
    readonly channel?: string;
    readonly reconnect?: { readonly enabled?: boolean };
  };
  readonly sources?: readonly { readonly mode: string; readonly service?: string }[];
}

const missing = (what: string): VirError => internalError(`Missing source ${what} attribute for char device`);

/** A character device has what its type needs. `pathOptional` for channels whose socket we make ourselves. */
export const validateChardev = (device: Chardev, pathOptional = false): void => {
  const { source = {} } = device;
  const listens = source.mode === 'bind' && source.reconnect?.enabled !== undefined;
  switch (device.type) {
    case 'file':
    case 'dev':
    case 'pipe':
      if (source.path === undefined) throw missing('path');
      return;
    case 'nmdm':
      if ((source.master === undefined) !== (source.slave === undefined)) {
        throw internalError('Should define both master and slave path attributes for nmdm device');
      }
      return;
    case 'tcp':
      if (source.host === undefined) throw missing('host');
      if (source.service === undefined) throw missing('service');
      if (listens) throw internalError('chardev reconnect is possible only for connect mode');
      return;
    case 'udp':
      if (!device.sources?.some((each) => each.mode === 'connect' && each.service !== undefined))
        throw missing('service');
      return;
    case 'unix':
      if (source.path === undefined && !pathOptional) throw missing('path');
      if (listens) throw internalError('chardev reconnect is possible only for connect mode');
      return;
    case 'spiceport':
    case 'dbus':
      if (source.channel === undefined) throw unsupported('Missing source channel attribute for char device');
      if (!/^[A-Za-z0-9_.-]*$/.test(source.channel)) {
        throw new VirError(
          ErrorCode.INVALID_ARG,
          ErrorDomain.DOMAIN,
          'Invalid character in source channel for char device',
        );
      }
      return;
    default:
  }
};

const validateChardevs = (domain: Domain): void => {
  const { devices } = domain;
  const [first] = devices.consoles;
  const serialConsole = domain.os.type.value === 'hvm' && first?.target.type === 'serial' ? first : undefined;
  for (const chardev of [...devices.serials, ...devices.parallels, ...devices.consoles]) {
    if (chardev !== serialConsole) validateChardev(chardev);
  }
  for (const channel of devices.channels) {
    validateChardev(channel, channel.target.type === 'virtio' || channel.target.type === 'xen');
  }
  for (const card of devices.smartcards) if (card.mode === 'passthrough') validateChardev(card);
  for (const redirdev of devices.redirdevs) validateChardev(redirdev);
  for (const { backend } of devices.rngs) if (backend.model === 'egd') validateChardev(backend);
};

const validateGraphics = (domain: Domain): void => {
  for (const { type, listens = [] } of domain.devices.graphics) {
    for (const listen of listens) {
      if (listen.type === 'none' && type !== 'spice' && type !== 'vnc') {
        throw unsupported(`listen type 'none' is not available for graphics type '${type}'`);
      }
      if (listen.type === 'socket' && type !== 'spice' && type !== 'vnc') {
        throw unsupported(`listen type 'socket' is not available for graphics type '${type}'`);
      }
      if (listen.type === 'network' && listen.network === undefined) {
        throw xmlError("'network' attribute is required for listen type 'network'");
      }
    }
  }
};

/** Checks a completed guest. */
export const validateCommon = (domain: Domain): void => {
  validateChardevs(domain);
  validateGraphics(domain);
};
