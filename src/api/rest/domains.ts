// Domains as REST resources: what a list shows, and what each route does in terms of procedures.
import type { Caller } from './calls.ts';

export interface DomainSummary {
  readonly name: string;
  readonly uuid: string;
  readonly id: number | null;
  readonly state: string;
  readonly reason: number;
  readonly persistent: boolean;
  readonly autostart: boolean;
}
export interface DomainDetail extends DomainSummary {
  readonly vcpus: number;
  /** KiB */
  readonly maxMemory: number;
  /** KiB */
  readonly memory: number;
  /** Nanoseconds */
  readonly cpuTime: number;
}

/** virDomainState, in words. */
export const stateNames = [
  'no state',
  'running',
  'blocked',
  'paused',
  'shutdown',
  'shut off',
  'crashed',
  'pmsuspended',
] as const;

type Handle = { name: string; uuid: string; id: number };

const summary = async (caller: Caller, dom: Handle): Promise<DomainSummary> => {
  const [state, persistent, autostart] = await Promise.all([
    caller.call('domainGetState', { dom, flags: 0 }),
    caller.call('domainIsPersistent', { dom }),
    caller.call('domainGetAutostart', { dom }),
  ]);
  return {
    name: dom.name,
    uuid: dom.uuid,
    id: dom.id < 0 ? null : dom.id,
    state: stateNames[state.state] ?? 'no state',
    reason: state.reason,
    persistent: persistent.persistent === 1,
    autostart: autostart.autostart === 1,
  };
};

const lookup = async (caller: Caller, uuid: string): Promise<Handle> =>
  (await caller.call('domainLookupByUUID', { uuid })).dom as Handle;

export const listDomains = async (caller: Caller): Promise<DomainSummary[]> => {
  const { domains } = await caller.call('connectListAllDomains', { need_results: 1, flags: 0 });
  const shown = await Promise.all(domains.map((dom) => summary(caller, dom).catch(() => null)));
  return shown.filter((domain) => domain !== null);
};

export const getDomain = async (caller: Caller, uuid: string): Promise<DomainDetail> => {
  const dom = await lookup(caller, uuid);
  const [base, info] = await Promise.all([summary(caller, dom), caller.call('domainGetInfo', { dom })]);
  return {
    ...base,
    vcpus: info.nrVirtCpu,
    maxMemory: Number(info.maxMem),
    memory: Number(info.memory),
    cpuTime: Number(info.cpuTime),
  };
};

export const getDomainXml = async (caller: Caller, uuid: string, flags: number): Promise<string> =>
  (await caller.call('domainGetXMLDesc', { dom: await lookup(caller, uuid), flags })).xml;

export const defineDomain = async (caller: Caller, xml: string): Promise<DomainDetail> => {
  const { dom } = await caller.call('domainDefineXMLFlags', { xml, flags: 0 });
  return getDomain(caller, dom.uuid);
};

export const undefineDomain = async (caller: Caller, uuid: string): Promise<void> =>
  caller.call('domainUndefineFlags', { dom: await lookup(caller, uuid), flags: 0 });

/** POST .../actions/{name}: the procedure each name stands for. */
export const domainActions = {
  start: (caller: Caller, dom: Handle) => caller.call('domainCreateWithFlags', { dom, flags: 0 }),
  shutdown: (caller: Caller, dom: Handle) => caller.call('domainShutdown', { dom }),
  destroy: (caller: Caller, dom: Handle) => caller.call('domainDestroyFlags', { dom, flags: 0 }),
  suspend: (caller: Caller, dom: Handle) => caller.call('domainSuspend', { dom }),
  resume: (caller: Caller, dom: Handle) => caller.call('domainResume', { dom }),
  reboot: (caller: Caller, dom: Handle) => caller.call('domainReboot', { dom, flags: 0 }),
  reset: (caller: Caller, dom: Handle) => caller.call('domainReset', { dom, flags: 0 }),
} as const;
export type DomainAction = keyof typeof domainActions;

export const runDomainAction = async (
  caller: Caller,
  uuid: string,
  action: DomainAction,
): Promise<DomainDetail> => {
  await domainActions[action](caller, await lookup(caller, uuid));
  return getDomain(caller, uuid);
};
