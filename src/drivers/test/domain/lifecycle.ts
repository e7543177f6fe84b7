// Being there and running: lookups, lists, define and create, start and stop, state and XML.
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { AddOptions } from '../../common/domains.ts';
import { invalidOperation } from '../../common/errors.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import { type LifeOf, Start, Stop } from '../../common/lifecycle.ts';
import { namesOf } from '../../common/listing.ts';
import { getMetadata, setMetadata } from '../../common/metadata.ts';
import { validateIf } from '../../common/schema.ts';
import { Detail, DomainState, Lifecycle, PausedReason, RunningReason } from '../../common/states.ts';
import { iothreadsOf, onlineVcpus } from '../../common/tuning/vcpus.ts';
import type { EventBus } from '../../events.ts';
import type { DriverHost } from '../../host.ts';
import type { PartialTable } from '../../table.ts';
import { addFaults, checkFaults, type Faults } from '../faults.ts';
import type { NetworkHost } from '../network.ts';
import type { NodeHost } from '../node.ts';
import { nameInterfaces, readDefinition } from '../postparse.ts';
import { checkActive, domainXml, internal, type SimDomain, type SimDomains, TEST } from './object.ts';
import { checkTaints, messagesOf } from './taint.ts';

export interface DomainHost extends NodeHost, NetworkHost {
  readonly domains: SimDomains;
  readonly life: LifeOf<SimDomain>;
  readonly events: EventBus;
  /** Tells hosts apart when a guest moves. */
  readonly id: string;
  readonly faults: Faults;
  /** Where managed save files are kept. */
  readonly saveDir: string;
  readonly connectPeer: DriverHost['connectPeer'];
}

/** The simulator's own elements say how a document's domain begins; they are not part of what it is. */
export const withoutExtensions = (def: Domain): Domain => {
  delete def.testTransient;
  delete def.testHasManagedSave;
  delete def.testRunstate;
  def.testSnapshots = [];
  return def;
};

/** Reads a definition as the simulator takes it. */
export const readDomain = (xml: string): Domain => {
  const def = readDefinition(xml);
  if (def.name.includes('\n'))
    throw new VirError(ErrorCode.XML_DETAIL, TEST, `invalid char in name: ${def.name.replace(/\n/g, '\\n')}`);
  checkFaults(def.testFaults);
  nameInterfaces(def);
  return withoutExtensions(def);
};

const fillGuest = (dom: SimDomain): void => {
  const def = dom.live ?? dom.def;
  dom.guest.iothreads = iothreadsOf(def).map(({ id, poll, thread_pool_min: min, thread_pool_max: max }) => ({
    id,
    pollMax: Number(poll?.max ?? 32768),
    pollGrow: Number(poll?.grow ?? 0),
    pollShrink: Number(poll?.shrink ?? 0),
    poolMin: min ?? 0,
    poolMax: max ?? 64,
  }));
};

/** Brings a domain to life; its live definition is a copy of the configured one unless it has one. */
export const startDomain = (
  host: DomainHost,
  dom: SimDomain,
  how: { reason: number; detail: number },
  options: { paused?: boolean; silent?: boolean } = {},
): void => {
  dom.revision++;
  dom.live ??= structuredClone(dom.config) as Domain;
  dom.hasManagedSave = false;
  host.life.started(dom, how, options);
  fillGuest(dom);
  checkTaints(dom);
};

/** Ends a running domain and what belonged to the run. */
export const stopDomain = (
  host: DomainHost,
  dom: SimDomain,
  how: { reason: number; detail: number },
): void => {
  const { guest } = dom;
  dom.revision++;
  guest.frozen.clear();
  guest.jobs.clear();
  guest.thresholds.clear();
  guest.backup = null;
  guest.iothreads = [];
  for (const close of [...guest.consoles.values(), ...guest.displays]) close();
  guest.consoles.clear();
  host.life.stopped(dom, how);
};

/** Puts a domain on the host, or gives one another definition; the faults it is to meet are the definition's. */
export const addDomain = (
  host: DomainHost,
  def: Domain,
  options?: AddOptions,
): ReturnType<SimDomains['add']> => {
  const added = host.domains.add(def, options);
  addFaults(host.faults, def.testFaults, added.dom.uuid);
  return added;
};

/** A new transient domain, or a persistent one started with another definition. */
export const createDomain = (
  host: DomainHost,
  def: Domain,
  how: { reason: number; detail: number },
): SimDomain => {
  const { dom } = addDomain(host, def, { live: true, checkActive: true });
  startDomain(host, dom, how);
  return dom;
};

const Undefine = { MANAGED_SAVE: 1, SNAPSHOTS_METADATA: 2, KEEP_CHECKPOINTS: 16 } as const;
const AUTODESTROY = 2;
const DEFINE_VALIDATE = 1;

export const lifecycleSlots = (host: DomainHost) => {
  const { domains, life, events } = host;
  const absent = (): VirError => new VirError(ErrorCode.NO_DOMAIN, TEST);
  const handle = (dom: SimDomain | undefined) => {
    if (!dom) throw absent();
    return { dom: dom.handle };
  };
  const create = (xml: string) => ({ dom: createDomain(host, readDomain(xml), Start.boot).handle });
  const define = (xml: string) => {
    const { dom, old } = addDomain(host, readDomain(xml));
    dom.revision++;
    life.defined(dom, old ? Detail.DEFINED.UPDATED : Detail.DEFINED.ADDED);
    return { dom: dom.handle };
  };
  const start = (dom: SimDomain): SimDomain => {
    if (dom.state !== DomainState.SHUTOFF) throw internal(`Domain '${dom.name}' is already running`);
    startDomain(host, dom, Start.boot);
    return dom;
  };
  const destroy = (dom: SimDomain): void => {
    checkActive(dom);
    stopDomain(host, dom, Stop.destroyed);
  };
  /** What on_poweroff and on_reboot make of a shutdown or reboot. */
  const act = (dom: SimDomain, action: string): void => {
    if (action === 'restart' || action === 'rename-restart')
      life.setState(dom, DomainState.RUNNING, RunningReason.BOOTED);
    else stopDomain(host, dom, Stop.shutdown);
  };
  const shutdown = (dom: SimDomain): void => {
    if (dom.state === DomainState.SHUTOFF) throw internal(`domain '${dom.name}' not running`);
    act(dom, dom.def.on_poweroff);
  };
  const undefine = (dom: SimDomain, flags: number): void => {
    if (dom.hasManagedSave && !(flags & Undefine.MANAGED_SAVE))
      throw invalidOperation('Refusing to undefine while domain managed save image exists', TEST);
    if (!dom.active && dom.snapshots.size > 0 && !(flags & Undefine.SNAPSHOTS_METADATA))
      throw invalidOperation(`cannot delete inactive domain with ${dom.snapshots.size} snapshots`, TEST);
    life.undefined(dom);
  };

  return {
    connectNumOfDomains: () => ({ num: domains.activeCount }),
    connectListDomains: () => ({ ids: domains.list(1).map((dom) => dom.id) }),
    connectNumOfDefinedDomains: () => ({ num: domains.list(2).length }),
    connectListDefinedDomains: () => namesOf(domains.list(2)),
    connectListAllDomains: (_ctx, { flags }) => {
      const found = domains.list(flags).map((dom) => dom.handle);
      return { domains: found, ret: found.length };
    },
    domainLookupByName: (_ctx, { name }) => handle(domains.byName(name)),
    domainLookupByUUID: (_ctx, { uuid }) => handle(domains.byUuid(uuid)),
    domainLookupByID: (_ctx, { id }) => handle(domains.byId(id)),
    domainIsActive: (_ctx, { dom }) => ({ active: domains.find(dom).active ? 1 : 0 }),
    domainIsPersistent: (_ctx, { dom }) => ({ persistent: domains.find(dom).persistent ? 1 : 0 }),
    domainIsUpdated: (_ctx, { dom }) => {
      domains.find(dom);
      return { updated: 0 };
    },
    domainCreateXML: (ctx, { xml_desc, flags }) => {
      const answer = create(xml_desc);
      if (flags & AUTODESTROY)
        ctx.onSessionEnd(() => {
          const dom = domains.byUuid(answer.dom.uuid);
          if (dom?.active) destroy(dom);
        });
      return answer;
    },
    domainCreateXMLWithFiles: (_ctx, { xml_desc }) => create(xml_desc),
    domainDefineXML: (_ctx, { xml }) => define(xml),
    async domainDefineXMLFlags(_ctx, { xml, flags }) {
      await validateIf(flags & DEFINE_VALIDATE, 'domain', xml, '(domain_definition)');
      return define(xml);
    },
    domainCreate: (_ctx, { dom }) => void start(domains.find(dom)),
    domainCreateWithFlags: (_ctx, { dom }) => ({ dom: start(domains.find(dom)).handle }),
    domainCreateWithFiles: (_ctx, { dom }) => ({ dom: start(domains.find(dom)).handle }),
    domainDestroy: (_ctx, { dom }) => destroy(domains.find(dom)),
    domainDestroyFlags: (_ctx, { dom }) => destroy(domains.find(dom)),
    domainShutdown: (_ctx, { dom }) => shutdown(domains.find(dom)),
    domainShutdownFlags: (_ctx, { dom }) => shutdown(domains.find(dom)),
    domainReboot: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      checkActive(dom);
      act(dom, dom.def.on_reboot);
      if (dom.active) events.emit('domain', 'reboot', { dom: dom.handle });
    },
    domainReset: (_ctx, { dom }) => void checkActive(domains.find(dom)),
    domainSuspend: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      if (dom.state === DomainState.SHUTOFF || dom.state === DomainState.PAUSED)
        throw internal(`domain '${dom.name}' not running`);
      life.paused(dom, PausedReason.USER, Detail.SUSPENDED.PAUSED);
    },
    domainResume: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      if (dom.state !== DomainState.PAUSED) throw internal(`domain '${dom.name}' not paused`);
      life.resumed(dom, RunningReason.UNPAUSED, Detail.RESUMED.UNPAUSED);
    },
    domainPMSuspendForDuration: (_ctx, { dom: wanted, target }) => {
      const dom = domains.find(wanted);
      const def = checkActive(dom);
      const state = target === 1 ? 'suspend-to-disk' : 'suspend-to-mem';
      if (def.pm?.[state]?.enabled === false)
        throw invalidOperation(`${state} disabled for this domain`, TEST);
      if (target === 1) {
        events.emit('domain', 'pmsuspendDisk', { dom: dom.handle });
        return stopDomain(host, dom, Stop.shutdown);
      }
      life.setState(dom, DomainState.PMSUSPENDED, 0);
      life.tell(dom, Lifecycle.PMSUSPENDED, Detail.PMSUSPENDED.MEMORY);
      events.emit('domain', 'pmsuspend', { dom: dom.handle });
    },
    domainPMWakeup: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      checkActive(dom);
      if (dom.state !== DomainState.PMSUSPENDED)
        throw invalidOperation('Unable to wake up domain: it is not suspended', TEST);
      life.setState(dom, DomainState.RUNNING, RunningReason.WAKEUP);
      life.tell(dom, Lifecycle.STARTED, Detail.STARTED.WAKEUP);
      events.emit('domain', 'pmwakeup', { dom: dom.handle });
    },
    domainUndefine: (_ctx, { dom }) => undefine(domains.find(dom), 0),
    domainUndefineFlags: (_ctx, { dom, flags }) => undefine(domains.find(dom), flags),
    domainRename: (_ctx, { dom, new_name }) => {
      life.rename(domains.find(dom), new_name ?? '');
      return { retcode: 0 };
    },
    domainGetAutostart: (_ctx, { dom }) => ({ autostart: domains.find(dom).autostart ? 1 : 0 }),
    domainSetAutostart: (_ctx, { dom, autostart }) => {
      domains.find(dom).autostart = autostart !== 0;
    },
    domainGetInfo: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      const { def } = dom;
      return {
        state: dom.state,
        maxMem: def.memory.value,
        memory: def.currentMemory ?? def.memory.value,
        nrVirtCpu: onlineVcpus(def),
        cpuTime: BigInt(Date.now()) * 1000000n,
      };
    },
    domainGetState: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      return { state: dom.state, reason: dom.reason };
    },
    domainGetOSType: (_ctx, { dom }) => {
      domains.find(dom);
      return { type: 'linux' };
    },
    domainGetXMLDesc: (_ctx, { dom, flags }) => ({ xml: domainXml(domains.find(dom), flags) }),
    domainGetMetadata: (_ctx, { dom, type, uri, flags }) => ({
      metadata: getMetadata(oneDefinition(domains.find(dom), flags).def, type, uri),
    }),
    domainSetMetadata: (_ctx, { dom: wanted, type, metadata, key, uri, flags }) => {
      const dom = domains.find(wanted);
      const { live, config } = affected(dom, flags);
      if (live) setMetadata(live, type, metadata, key, uri);
      if (config) setMetadata(config, type, metadata, key, uri);
      events.emit('domain', 'metadataChange', { dom: dom.handle, type, nsuri: uri });
    },
    domainGetMessages: (_ctx, { dom, flags }) => ({ msgs: messagesOf(domains.find(dom), flags) }),
  } satisfies PartialTable<'hypervisor'>;
};
