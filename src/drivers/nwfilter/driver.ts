// The network filter driver: filters by name, their bindings to guests' devices, and the service that guests use.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import { NWFilter, nwfilterParseOptions } from '../../../schemas/xml/nwfilter.ts';
import { NWFilterBinding, nwfilterBindingParseOptions } from '../../../schemas/xml/nwfilter-binding.ts';
import { refersTo } from '../../model/nwfilter/instance.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseNode, parseXml } from '../../model/xml/parse.ts';
import { childNamed, parseTree } from '../../model/xml/tree.ts';
import { missing } from '../common/errors.ts';
import { validateIf } from '../common/schema.ts';
import { loadDirectory, removeFile, writeFileAtomic } from '../common/store.ts';
import type { DriverHost, FilterService } from '../host.ts';
import { withWarning } from '../network/places.ts';
import type { NWFilterTable, PartialTable } from '../table.ts';
import { type Binding, createBindings } from './bindings.ts';
import { builtinNames, builtinXml } from './builtin.ts';
import { createLeaseStore } from './snoop.ts';

const VALIDATE = 1;
const ENOENT = 2;
const domain = ErrorDomain.NWFILTER;
const refuse = (code: number, text: string): VirError => new VirError(code, domain, text);

export interface NWFilterDriver {
  readonly table: NWFilterTable;
  readonly service: FilterService;
  start(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

type Filter = NWFilter & { uuid: string };
const parseFilter = (xml: string): Filter => parseXml(NWFilter, xml, nwfilterParseOptions) as Filter;
const formatFilter = (filter: NWFilter): string => formatXml(NWFilter, filter);
const parseBinding = (xml: string): NWFilterBinding =>
  parseXml(NWFilterBinding, xml, nwfilterBindingParseOptions);
const formatBinding = (def: NWFilterBinding, indent = ''): string =>
  formatXml(NWFilterBinding, def, {}, indent);

const parseBindingStatus = (text: string): NWFilterBinding => {
  const tree = parseTree(text);
  const node = childNamed(tree.root, 'filterbinding');
  if (!node) throw refuse(ErrorCode.INTERNAL_ERROR, 'filter binding status missing content');
  return parseNode(NWFilterBinding, tree, node, nwfilterBindingParseOptions);
};

export const createNWFilterDriver = (host: DriverHost): NWFilterDriver => {
  const log = host.log.child({ module: 'nwfilter' });
  const config = join(host.paths.config, 'nwfilter');
  const status = join(host.paths.run, 'nwfilter-binding');
  const filters = new Map<string, Filter>();
  const find = (name: string): Filter | undefined => filters.get(name);
  const leases = createLeaseStore(join(host.paths.run, 'network/nwfilter.leases'), (error) =>
    log.warn({ err: String(error) }, 'leases of filtered guests cannot be read or kept'),
  );
  let tail: Promise<unknown> = Promise.resolve();
  /** Filters and bindings change one at a time: a filter's change touches many bindings. */
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const mine = tail.then(action, action);
    tail = mine.catch(() => undefined);
    return mine;
  };
  const bindings = createBindings(find, leases, inTurn, log);

  const byUuid = (uuid: string): Filter => {
    for (const filter of filters.values()) if (filter.uuid === uuid) return filter;
    throw missing.nwfilter.byUuid(uuid, domain);
  };
  const handle = ({ name, uuid }: Filter): { name: string; uuid: string } => ({ name, uuid });
  const bindingOf = (portdev: string): Binding => {
    const binding = bindings.get(portdev);
    if (!binding) throw missing.nwfilterBinding(portdev, domain);
    return binding;
  };
  const bindingHandle = ({ def }: Binding): { portdev: string; filtername: string } => ({
    portdev: def.portdev.name,
    filtername: def.filterref.filter,
  });
  const fileOf = (name: string): string => join(config, `${name}.xml`);
  const save = (filter: Filter): Promise<void> =>
    writeFileAtomic(
      fileOf(filter.name),
      withWarning(formatFilter(filter), 'nwfilter-edit', filter.name, filter.uuid),
    );

  const define = async (xml: string): Promise<Filter> => {
    if (!host.privileged) throw refuse(ErrorCode.OPERATION_INVALID, "Can't define NWFilters in session mode");
    const filter = parseFilter(xml);
    if (filter.name.includes('/'))
      throw systemError(
        ErrorDomain.NONE,
        ENOENT,
        `Failed to create file '${fileOf(filter.name)}.new'`,
        'No such file or directory',
      );
    const known = filters.get(filter.name);
    const sameUuid = [...filters.values()].find(({ uuid }) => uuid === filter.uuid);
    if (sameUuid && sameUuid.name !== filter.name)
      throw refuse(
        ErrorCode.OPERATION_FAILED,
        `filter with same UUID but different name ('${sameUuid.name}') already exists`,
      );
    if (known && known.uuid !== filter.uuid)
      throw refuse(
        ErrorCode.OPERATION_FAILED,
        `filter '${filter.name}' already exists with uuid ${known.uuid}`,
      );
    if (refersTo(filter, filter.name, find))
      throw refuse(ErrorCode.OPERATION_FAILED, 'filter would introduce a loop');
    filters.set(filter.name, filter);
    try {
      if (known && formatFilter(known) !== formatFilter(filter)) await bindings.rebuild(filter.name);
      await save(filter);
    } catch (error) {
      if (known) filters.set(filter.name, known);
      else filters.delete(filter.name);
      throw error;
    }
    return filter;
  };

  const undefine = async (uuid: string): Promise<void> => {
    const filter = byUuid(uuid);
    if (bindings.uses(filter.name)) throw refuse(ErrorCode.OPERATION_INVALID, 'nwfilter is in use');
    await removeFile(fileOf(filter.name));
    filters.delete(filter.name);
  };

  const bind = async (def: NWFilterBinding): Promise<Binding> => {
    if (!host.privileged)
      throw refuse(ErrorCode.OPERATION_INVALID, "Can't define NWFilter bindings in session mode");
    const device = def.portdev.name;
    if (bindings.get(device)) throw refuse(ErrorCode.OPERATION_FAILED, `binding '${device}' already exists`);
    const binding = await bindings.add(def);
    await writeFileAtomic(
      join(status, `${device}.xml`),
      withWarning(
        `<filterbindingstatus>\n${formatBinding(def, '  ')}</filterbindingstatus>\n`,
        'nwfilter-binding-create',
        device,
        device,
      ),
    );
    return binding;
  };
  const unbind = async (portdev: string): Promise<void> => {
    await bindings.remove(bindingOf(portdev));
    await removeFile(join(status, `${portdev}.xml`));
  };

  const table = {
    connectNumOfNWFilters: () => ({ num: filters.size }),
    connectListNWFilters: () => ({ names: [...filters.keys()] }),
    connectListAllNWFilters: () => {
      const all = [...filters.values()].map(handle);
      return { filters: all, ret: all.length };
    },
    nwfilterLookupByName: (_ctx, { name }) => {
      const filter = filters.get(name);
      if (!filter) throw missing.nwfilter.byName(name, domain);
      return { nwfilter: handle(filter) };
    },
    nwfilterLookupByUUID: (_ctx, { uuid }) => ({ nwfilter: handle(byUuid(uuid)) }),
    nwfilterGetXMLDesc: (_ctx, { nwfilter }) => ({ xml: formatFilter(byUuid(nwfilter.uuid)) }),
    nwfilterDefineXML: async (_ctx, { xml }) => ({ nwfilter: handle(await inTurn(() => define(xml))) }),
    nwfilterDefineXMLFlags: async (_ctx, { xml, flags }) => {
      await validateIf(flags & VALIDATE, 'nwfilter', xml, '(nwfilter_definition)');
      return { nwfilter: handle(await inTurn(() => define(xml))) };
    },
    nwfilterUndefine: (_ctx, { nwfilter }) => inTurn(() => undefine(nwfilter.uuid)),
    connectListAllNWFilterBindings: () => {
      const all = [...bindings.all()].map(bindingHandle);
      return { bindings: all, ret: all.length };
    },
    nwfilterBindingLookupByPortDev: (_ctx, { name }) => ({ nwfilter: bindingHandle(bindingOf(name)) }),
    nwfilterBindingGetXMLDesc: (_ctx, { nwfilter }) => ({
      xml: formatBinding(bindingOf(nwfilter.portdev).def),
    }),
    nwfilterBindingCreateXML: async (_ctx, { xml, flags }) => {
      await validateIf(flags & VALIDATE, 'nwfilterbinding', xml, '(nwfilterbinding_definition)');
      const def = parseBinding(xml);
      return { nwfilter: bindingHandle(await inTurn(() => bind(def))) };
    },
    nwfilterBindingDelete: (_ctx, { nwfilter }) => inTurn(() => unbind(nwfilter.portdev)),
  } satisfies PartialTable<'nwfilter'>;

  const loadFilters = async (): Promise<void> => {
    const fresh = !existsSync(config);
    await mkdir(config, { recursive: true });
    if (fresh && host.privileged) for (const name of builtinNames) await save(parseFilter(builtinXml(name)));
    const found = await loadDirectory(config, '.xml', (text) => ({ text, filter: parseFilter(text) }), log);
    for (const { name, value } of found) {
      const { text, filter } = value;
      if (name !== filter.name) {
        log.error(
          { file: name },
          `network filter config filename '${fileOf(name)}' does not match name '${filter.name}'`,
        );
        continue;
      }
      filters.set(filter.name, filter);
      if (!text.includes('<uuid>')) await save(filter);
    }
  };

  return {
    table,
    service: {
      bind: ({ filter, owner, portdev, linkdev, mac, parameters }) =>
        inTurn(async () => {
          const known = bindings.get(portdev);
          if (known) await unbind(portdev);
          await bind({
            owner: { name: owner.name, uuid: owner.uuid },
            portdev: { name: portdev },
            ...(linkdev === undefined ? {} : { linkdev: { name: linkdev } }),
            mac: { address: mac },
            filterref: {
              filter,
              parameters: Object.entries(parameters).flatMap(([name, values]) =>
                values.map((value) => ({ name, value })),
              ),
            },
          });
        }),
      unbind: (portdev) =>
        inTurn(async () => {
          if (bindings.get(portdev)) await unbind(portdev);
        }),
    },
    async start() {
      await loadFilters();
      for (const { name, value } of await loadDirectory(status, '.xml', parseBindingStatus, log))
        await inTurn(() => bindings.add(value)).catch((error) => {
          log.warn(
            { device: name, err: String(error) },
            `the filter of ${name} cannot be put in force again`,
          );
        });
    },
    async stop() {
      bindings.halt();
      await tail;
      await leases.written();
    },
  };
};
