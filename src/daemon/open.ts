// Chooses the driver for a connection by its URI, as virConnectOpen does it in libvirtd.
import { ErrorCode, ErrorDomain, VirError } from '../../schemas/errors.ts';
import type { Connection, DriverModule } from '../drivers/table.ts';

export interface Opener {
  /** `name` is what the client sent; null or '' asks for the default. */
  open(name: string | null, readOnly: boolean): Connection | Promise<Connection>;
}

const noConnect = (detail: string): VirError => new VirError(ErrorCode.NO_CONNECT, ErrorDomain.NONE, detail);

const parse = (name: string): URL => {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(name)) throw noConnect(`URI '${name}' does not include a driver name`);
  if (/^[a-z+.-]+:\/[^/]/i.test(name))
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.NONE,
      `invalid URI ${name} (maybe you want ${name.replace(':/', ':///')})`,
    );
  try {
    return new URL(name);
  } catch {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.URI, `failed to parse uri ${name}`);
  }
};

/** `modules` in the order in which an empty URI probes them; `defaultUri` is the administrator's choice, if any. */
export const createOpener = (modules: readonly DriverModule[], defaultUri: () => string | null): Opener => {
  const chosen = (): string | null => {
    const configured = defaultUri();
    if (configured) return configured;
    for (const module of modules) {
      const uri = module.probe();
      if (uri) return uri;
    }
    return null;
  };
  return {
    open(name, readOnly) {
      let wanted = name || chosen();
      if (!wanted) throw noConnect('(null)');
      if (/^xen(:\/\/)?$/i.test(wanted)) wanted = 'xen:///system';
      const uri = parse(wanted);
      const scheme = uri.protocol.slice(0, -1);
      if (scheme.includes('+'))
        throw new VirError(
          ErrorCode.OPERATION_DENIED,
          ErrorDomain.NONE,
          `the transport of '${wanted}' is for clients: a daemon opens local drivers only`,
        );
      const module = modules.find((m) => m.schemes.includes(scheme));
      if (!module) throw noConnect(wanted);
      return module.open({ uri, readOnly });
    },
  };
};
