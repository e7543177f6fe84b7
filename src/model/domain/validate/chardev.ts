// Character devices have what their type needs, wherever they stand.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { internalError, unsupported } from '../error.ts';

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
