// Network filters and their bindings on the simulated host: kept and checked, never applied to a packet.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { NWFilter, nwfilterParseOptions } from '../../../schemas/xml/nwfilter.ts';
import { NWFilterBinding, nwfilterBindingParseOptions } from '../../../schemas/xml/nwfilter-binding.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { missing } from '../common/errors.ts';
import { handleOf, namesOf } from '../common/listing.ts';
import { createObjectTable, type ObjectTable } from '../common/objects.ts';
import type { NWFilterTable } from '../table.ts';

const NWFILTER = ErrorDomain.NWFILTER;

export interface SimFilter {
  readonly uuid: string;
  readonly name: string;
  def: NWFilter;
}
export interface FilterHost {
  readonly filters: ObjectTable<SimFilter>;
  readonly bindings: Map<string, NWFilterBinding>;
}
export const createFilters = (): ObjectTable<SimFilter> => createObjectTable<SimFilter>('filter', NWFILTER);

const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, NWFILTER, text);
const references = (def: NWFilter): string[] =>
  def.entries.flatMap((entry) => (entry.tag === 'filterref' ? [entry.filter] : []));
const bindingHandle = (binding: NWFilterBinding): { portdev: string; filtername: string } => ({
  portdev: binding.portdev.name,
  filtername: binding.filterref.filter,
});

export const nwfilterSlots = ({ filters, bindings }: FilterHost): NWFilterTable => {
  const byName = (name: string): SimFilter => {
    const filter = filters.byName(name);
    if (!filter) throw missing.nwfilter.byName(name, NWFILTER);
    return filter;
  };
  const byUuid = (uuid: string): SimFilter => {
    const filter = filters.byUuid(uuid);
    if (!filter) throw missing.nwfilter.byUuid(uuid, NWFILTER);
    return filter;
  };
  const binding = (portdev: string): NWFilterBinding => {
    const found = bindings.get(portdev);
    if (!found) throw missing.nwfilterBinding(portdev, NWFILTER);
    return found;
  };
  /** Would a filter of this name reach itself through what it refers to? */
  const reaches = (names: readonly string[], wanted: string, seen = new Set<string>()): boolean =>
    names.some((name) => {
      if (name === wanted) return true;
      if (seen.has(name)) return false;
      seen.add(name);
      const next = filters.byName(name);
      return next !== undefined && reaches(references(next.def), wanted, seen);
    });

  const define = (xml: string): { nwfilter: { name: string; uuid: string } } => {
    const def = parseXml(NWFilter, xml, nwfilterParseOptions);
    const uuid = def.uuid ?? '';
    const known = filters.byUuid(uuid);
    if (known && known.name !== def.name)
      throw failed(`filter with same UUID but different name ('${known.name}') already exists`);
    const namesake = filters.byName(def.name);
    if (!known && namesake) throw failed(`filter '${def.name}' already exists with uuid ${namesake.uuid}`);
    if (reaches(references(def), def.name)) throw failed('filter would introduce a loop');
    if (known) known.def = def;
    else filters.add({ uuid, name: def.name, def });
    return { nwfilter: { name: def.name, uuid } };
  };

  return {
    connectNumOfNWFilters: () => ({ num: filters.size }),
    connectListNWFilters: () => namesOf(filters.all()),
    connectListAllNWFilters: () => {
      const found = filters.list(() => true).map(handleOf);
      return { filters: found, ret: found.length };
    },
    nwfilterLookupByName: (_ctx, { name }) => ({ nwfilter: handleOf(byName(name)) }),
    nwfilterLookupByUUID: (_ctx, { uuid }) => ({ nwfilter: handleOf(byUuid(uuid)) }),
    nwfilterDefineXML: (_ctx, { xml }) => define(xml),
    nwfilterDefineXMLFlags: (_ctx, { xml }) => define(xml),
    nwfilterGetXMLDesc: (_ctx, { nwfilter }) => ({ xml: formatXml(NWFilter, byUuid(nwfilter.uuid).def) }),
    nwfilterUndefine: (_ctx, { nwfilter }) => {
      const filter = byUuid(nwfilter.uuid);
      const used =
        filters.list(({ def }) => references(def).includes(filter.name)).length > 0 ||
        [...bindings.values()].some(({ filterref }) => filterref.filter === filter.name);
      if (used) throw new VirError(ErrorCode.OPERATION_INVALID, NWFILTER, 'nwfilter is in use');
      filters.remove(filter);
    },
    connectListAllNWFilterBindings: () => {
      const found = [...bindings.values()].map(bindingHandle);
      return { bindings: found, ret: found.length };
    },
    nwfilterBindingLookupByPortDev: (_ctx, { name }) => ({ nwfilter: bindingHandle(binding(name)) }),
    nwfilterBindingGetXMLDesc: (_ctx, { nwfilter }) => ({
      xml: formatXml(NWFilterBinding, binding(nwfilter.portdev)),
    }),
    nwfilterBindingCreateXML: (_ctx, { xml }) => {
      const def = parseXml(NWFilterBinding, xml, nwfilterBindingParseOptions);
      const portdev = def.portdev.name;
      if (bindings.has(portdev)) throw failed(`binding '${portdev}' already exists`);
      const { filter } = def.filterref;
      if (!filters.byName(filter))
        throw new VirError(ErrorCode.INTERNAL_ERROR, NWFILTER, `referenced filter '${filter}' is missing`);
      bindings.set(portdev, def);
      return { nwfilter: bindingHandle(def) };
    },
    nwfilterBindingDelete: (_ctx, { nwfilter }) => {
      binding(nwfilter.portdev);
      bindings.delete(nwfilter.portdev);
    },
  };
};
