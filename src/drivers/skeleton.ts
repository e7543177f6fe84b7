// A hypervisor driver with one guest that cannot be started: what a new driver begins as. docs/new-driver.md explains it.
import { ErrorDomain, noSupport } from '../../schemas/errors.ts';
import type { Domain } from '../../schemas/xml/domain.ts';
import { formatDomain, parseDomain } from '../model/domain/parse.ts';
import { postParse } from '../model/domain/postparse-common.ts';
import { createDomainTable, type DomainObject } from './common/domains.ts';
import { createEventBus } from './events.ts';
import type { DriverHost } from './host.ts';
import {
  type Connection,
  type DriverModule,
  type DriverName,
  type PartialTable,
  type Tables,
  tableWith,
} from './table.ts';

/** What the driver knows of a guest beside its definitions. */
interface Guest extends DomainObject<Domain> {
  /** The process, the handle, the socket: whatever stands for the running guest. */
  readonly runtime: null;
}

/** The error domain of this hypervisor's own errors. */
const OWN = ErrorDomain.NONE;

export const createSkeletonDriver = (host: DriverHost, name: DriverName): DriverModule => {
  const events = createEventBus();
  const domains = createDomainTable<Domain, Guest>(OWN, (common) => Object.assign(common, { runtime: null }));

  const read = (xml: string): Domain => postParse(parseDomain(xml, { inactive: true }));

  const slots: PartialTable<'hypervisor'> = {
    connectGetType: () => ({ type: name }),
    connectGetHostname: () => ({ hostname: host.hostUuid }),
    domainDefineXML: (_ctx, { xml }) => ({ dom: domains.add(read(xml)).dom.handle }),
    domainLookupByName: (_ctx, { name }) => ({ dom: domains.findByName(name).handle }),
    domainGetXMLDesc: (_ctx, { dom }) => ({ xml: formatDomain(domains.find(dom).def) }),
    domainCreate: () => {
      throw noSupport(ErrorDomain.DOMAIN, 'virDomainCreate');
    },
  };
  const tables: Tables = {
    hypervisor: tableWith('hypervisor', slots, 'not written yet'),
    network: null,
    storage: null,
    interface: null,
    nodedev: null,
    nwfilter: null,
    secret: null,
  };

  return {
    name,
    schemes: ['skeleton'],
    matrix: () => tables,
    start: async () => undefined,
    probe: () => null,
    open: ({ uri }): Connection => ({
      uri: uri.href,
      driver: name,
      tables,
      events,
      features: new Set(),
      close: () => undefined,
    }),
    stop: async () => undefined,
  };
};
