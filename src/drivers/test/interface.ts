// Host interfaces of the simulated host, with netcf's transactions: begin, commit, rollback.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Interface, interfaceParseOptions } from '../../../schemas/xml/interface.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { invalidOperation, missing } from '../common/errors.ts';
import { compileFilter, interfaceFilter } from '../common/filters.ts';
import { namesOf } from '../common/listing.ts';
import type { InterfaceTable } from '../table.ts';

const TEST = ErrorDomain.TEST;

export interface SimInterface {
  def: Interface;
  active: boolean;
}
/** Interfaces by name; replaced as a whole by a rollback. */
export interface SimInterfaces {
  current: Map<string, SimInterface>;
  backup: Map<string, SimInterface> | null;
}
export const createInterfaces = (): SimInterfaces => ({ current: new Map(), backup: null });

export const addInterface = (interfaces: SimInterfaces, def: Interface, active = false): SimInterface => {
  const known = interfaces.current.get(def.name);
  if (known) {
    known.def = def;
    return known;
  }
  const added = { def, active };
  interfaces.current.set(def.name, added);
  return added;
};
export const parseInterface = (xml: string): Interface => parseXml(Interface, xml, interfaceParseOptions);

const macOf = ({ def }: SimInterface): string => def.mac?.address ?? '';
const handleOf = (iface: SimInterface): { name: string; mac: string } => ({
  name: iface.def.name,
  mac: macOf(iface),
});

export const interfaceSlots = (interfaces: SimInterfaces): InterfaceTable => {
  const passes = compileFilter(interfaceFilter);
  const all = (): SimInterface[] => [...interfaces.current.values()];
  const find = (name: string): SimInterface => {
    const iface = interfaces.current.get(name);
    if (!iface) throw missing.interface.byName(name, TEST);
    return iface;
  };
  const list = (active: boolean): { name: string }[] =>
    all()
      .filter((iface) => iface.active === active)
      .map(handleOf);
  const ended = (text: string): Map<string, SimInterface> => {
    const { backup } = interfaces;
    if (!backup) throw invalidOperation(text, TEST);
    interfaces.backup = null;
    return backup;
  };
  const shortInvalid = (): VirError => new VirError(ErrorCode.OPERATION_INVALID, TEST);

  return {
    connectNumOfInterfaces: () => ({ num: list(true).length }),
    connectListInterfaces: () => namesOf(list(true)),
    connectNumOfDefinedInterfaces: () => ({ num: list(false).length }),
    connectListDefinedInterfaces: () => namesOf(list(false)),
    connectListAllInterfaces: (_ctx, { flags }) => {
      const ifaces = all()
        .filter((iface) => passes(iface, flags))
        .map(handleOf);
      return { ifaces, ret: ifaces.length };
    },
    interfaceLookupByName: (_ctx, { name }) => ({ iface: handleOf(find(name)) }),
    interfaceLookupByMACString: (_ctx, { mac }) => {
      const found = all().filter((iface) => macOf(iface).toLowerCase() === mac.toLowerCase());
      const [first] = found;
      if (!first) throw missing.interface.byMac(mac, TEST);
      if (found.length > 1) throw new VirError(ErrorCode.MULTIPLE_INTERFACES, TEST);
      return { iface: { name: first.def.name, mac } };
    },
    interfaceIsActive: (_ctx, { iface }) => ({ active: find(iface.name).active ? 1 : 0 }),
    interfaceGetXMLDesc: (_ctx, { iface }) => ({ xml: formatXml(Interface, find(iface.name).def) }),
    interfaceDefineXML: (_ctx, { xml }) => ({
      iface: handleOf(addInterface(interfaces, parseInterface(xml))),
    }),
    interfaceUndefine: (_ctx, { iface }) => {
      interfaces.current.delete(find(iface.name).def.name);
    },
    interfaceCreate: (_ctx, { iface }) => {
      const found = find(iface.name);
      if (found.active) throw shortInvalid();
      found.active = true;
    },
    interfaceDestroy: (_ctx, { iface }) => {
      const found = find(iface.name);
      if (!found.active) throw shortInvalid();
      found.active = false;
    },
    interfaceChangeBegin: () => {
      if (interfaces.backup) throw invalidOperation('there is another transaction running.', TEST);
      interfaces.backup = new Map(
        [...interfaces.current].map(([name, iface]) => [name, structuredClone(iface)]),
      );
    },
    interfaceChangeCommit: () => {
      ended('no transaction running, nothing to be committed.');
    },
    interfaceChangeRollback: () => {
      interfaces.current = ended('no transaction running, nothing to rollback.');
    },
  };
};
