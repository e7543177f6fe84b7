// One simulated host: all its objects, and the tables of slots that answer for them.
import { randomUUID } from 'node:crypto';
import { ErrorDomain } from '../../../schemas/errors.ts';
import type { ProcedureSpec } from '../../../schemas/rpc/procedure.ts';
import type { NWFilterBinding } from '../../../schemas/xml/nwfilter-binding.ts';
import type { XmlTree } from '../../model/xml/tree.ts';
import { createLifecycle, Stop } from '../common/lifecycle.ts';
import type { CallContext } from '../context.ts';
import { createEventBus } from '../events.ts';
import { proceduresOf, type TableFamily, type Tables, tableFamilies } from '../table.ts';
import type { Budget } from './content.ts';
import { type AuthUser, readDocument } from './document.ts';
import { leasesOn } from './domain/guest.ts';
import { type DomainHost, stopDomain } from './domain/lifecycle.ts';
import { createDomains, type SimDomain } from './domain/object.ts';
import { createFaults, meet, suffer } from './faults.ts';
import { hypervisorSlots } from './hypervisor.ts';
import { createInterfaces, interfaceSlots, type SimInterfaces } from './interface.ts';
import { createNetworks, networkSlots } from './network.ts';
import { type Cell, defaultNode } from './node.ts';
import { nodeDeviceSlots } from './nodedev.ts';
import { createFilters, type FilterHost, nwfilterSlots } from './nwfilter.ts';
import { createPools, type StorageHost } from './pool.ts';
import { type SecretHost, secretSlots } from './secret.ts';
import { storageSlots } from './storage.ts';

export interface SimHost extends DomainHost, StorageHost, SecretHost, FilterHost {
  readonly interfaces: SimInterfaces;
  readonly users: AuthUser[];
  readonly budget: Budget;
}

/** What a simulated host needs of the real one. */
export type Surroundings = Pick<DomainHost, 'saveDir' | 'connectPeer'>;

/** An empty host. */
export const createHost = (cells: readonly Cell[], { saveDir, connectPeer }: Surroundings): SimHost => {
  const domains = createDomains();
  const events = createEventBus();
  const host: SimHost = {
    id: randomUUID(),
    connectPeer,
    node: defaultNode(),
    cells,
    events,
    domains,
    life: createLifecycle(domains, events, ErrorDomain.TEST),
    networks: createNetworks(),
    interfaces: createInterfaces(),
    pools: createPools(),
    devices: new Map(),
    secrets: new Map(),
    filters: createFilters(),
    bindings: new Map<string, NWFilterBinding>(),
    users: [],
    faults: createFaults(),
    budget: { used: 0 },
    saveDir,
    leases: (network) => leasesOn(host, network),
  };
  return host;
};

/** A host as its document says. */
export const hostFromDocument = (
  tree: XmlTree,
  file: string | null,
  cells: readonly Cell[],
  around: Surroundings,
): SimHost => {
  const host = createHost(cells, around);
  readDocument(host, tree, file);
  return host;
};

type Args = Record<string, unknown>;
type Slot = (ctx: CallContext, args: Args) => unknown;
interface WithUuid {
  uuid?: string;
  dom?: { uuid?: string };
}

/** The uuid of the domain a call is about, whichever argument names it. */
const domainOf = (args: Args): string | undefined => {
  const named = (args.dom ?? args.snap ?? args.snapshot ?? args.checkpoint) as WithUuid | undefined;
  return named?.dom?.uuid ?? named?.uuid;
};

/** What every call of the simulator goes through: faults first, and a change is noted on its domain. */
const wrap = (host: SimHost, name: string, spec: ProcedureSpec, slot: Slot): Slot => {
  const changes = spec.family === 'hypervisor' && spec.readOnly === false;
  const touch = (uuid: string | undefined): void => {
    const dom: SimDomain | undefined = uuid === undefined ? undefined : host.domains.byUuid(uuid);
    if (dom) dom.revision++;
  };
  const run: Slot = changes
    ? (ctx, args) => {
        const uuid = domainOf(args);
        try {
          const answer = slot(ctx, args);
          return answer instanceof Promise ? answer.finally(() => touch(uuid)) : answer;
        } finally {
          touch(uuid);
        }
      }
    : slot;
  return (ctx, args) => {
    if (!host.faults.any) return run(ctx, args);
    const uuid = domainOf(args);
    const fault = meet(host.faults, name, uuid);
    if (!fault) return run(ctx, args);
    const crash = (): void => {
      const dom = uuid === undefined ? undefined : host.domains.byUuid(uuid);
      if (dom?.active) stopDomain(host, dom, Stop.crashed);
    };
    return suffer(fault, ctx, crash).then(() => run(ctx, args));
  };
};

/** All tables of a host. */
export const tablesOf = (host: SimHost): Tables => {
  const plain: Record<TableFamily, object> = {
    hypervisor: hypervisorSlots(host),
    network: networkSlots(host),
    storage: storageSlots(host),
    interface: interfaceSlots(host.interfaces),
    nodedev: nodeDeviceSlots(host),
    nwfilter: nwfilterSlots(host),
    secret: secretSlots(host),
  };
  const tables: Record<string, Record<string, unknown>> = {};
  for (const family of tableFamilies) {
    const table: Record<string, unknown> = { ...plain[family] };
    for (const [name, spec] of proceduresOf(family)) {
      const slot = table[name];
      if (typeof slot === 'function') table[name] = wrap(host, name, spec, slot as Slot);
    }
    tables[family] = table;
  }
  return tables as unknown as Tables;
};
