// The life of a domain: every change of state goes through here, so that state, reason, id and events always agree and
// come in libvirt's order.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { EventBus } from '../events.ts';
import type { DomainIdentity, DomainObject, DomainTable } from './domains.ts';
import { invalidOperation } from './errors.ts';
import { Detail, DomainState, Lifecycle, PausedReason, RunningReason, ShutoffReason } from './states.ts';

/** How it comes to life: reason of the state and detail of the STARTED event. */
export const Start = {
  boot: { reason: RunningReason.BOOTED, detail: Detail.STARTED.BOOTED },
  migrated: { reason: RunningReason.MIGRATED, detail: Detail.STARTED.MIGRATED },
  restored: { reason: RunningReason.RESTORED, detail: Detail.STARTED.RESTORED },
  snapshot: { reason: RunningReason.FROM_SNAPSHOT, detail: Detail.STARTED.FROM_SNAPSHOT },
} as const;
/** How it ends: reason of the state and detail of the STOPPED event. */
export const Stop = {
  shutdown: { reason: ShutoffReason.SHUTDOWN, detail: Detail.STOPPED.SHUTDOWN },
  destroyed: { reason: ShutoffReason.DESTROYED, detail: Detail.STOPPED.DESTROYED },
  crashed: { reason: ShutoffReason.CRASHED, detail: Detail.STOPPED.CRASHED },
  migrated: { reason: ShutoffReason.MIGRATED, detail: Detail.STOPPED.MIGRATED },
  saved: { reason: ShutoffReason.SAVED, detail: Detail.STOPPED.SAVED },
  failed: { reason: ShutoffReason.FAILED, detail: Detail.STOPPED.FAILED },
  snapshot: { reason: ShutoffReason.FROM_SNAPSHOT, detail: Detail.STOPPED.FROM_SNAPSHOT },
} as const;

export interface LifeOf<O> {
  /** A lifecycle event with the handle of now. */
  tell(dom: O, event: number, detail: number): void;
  setState(dom: O, state: number, reason: number): void;
  /** Active under a new id (or the one given), running or paused, and told. */
  started(dom: O, how: { reason: number; detail: number }, options?: StartOptions): void;
  /** Inactive; a transient domain leaves the table. Told with id -1 as libvirt does. Returns whether it is gone. */
  stopped(dom: O, how: { reason: number; detail: number }): boolean;
  paused(dom: O, reason: number, detail: number): void;
  resumed(dom: O, reason: number, detail: number): void;
  defined(dom: O, detail: number): void;
  /** Undefines: an active domain becomes transient, an inactive one leaves the table. */
  undefined(dom: O, detail?: number): void;
  /** Takes another name, by all of libvirt's rules. */
  rename(dom: O, name: string): void;
}
export interface StartOptions {
  readonly id?: number;
  readonly paused?: boolean;
  /** Reason of the paused state; for a user's `start --paused` it is USER. */
  readonly pausedReason?: number;
  /** Without the STARTED event (the caller tells later). */
  readonly silent?: boolean;
}

/** The life of the domains of one table. `errorDomain` is that of the driver's own refusals. */
export const createLifecycle = <D extends DomainIdentity, O extends DomainObject<D>>(
  table: DomainTable<O, D>,
  events: EventBus,
  errorDomain: number,
): LifeOf<O> => {
  const life: LifeOf<O> = {
    tell(dom, event, detail) {
      events.emit('domain', 'lifecycle', { dom: dom.handle, event, detail });
    },
    setState(dom, state, reason) {
      dom.state = state;
      dom.reason = reason;
    },
    started(dom, how, options = {}) {
      table.setActive(dom, options.id);
      if (options.paused) life.setState(dom, DomainState.PAUSED, options.pausedReason ?? PausedReason.USER);
      else life.setState(dom, DomainState.RUNNING, how.reason);
      if (!options.silent) life.tell(dom, Lifecycle.STARTED, how.detail);
    },
    stopped(dom, how) {
      life.setState(dom, DomainState.SHUTOFF, how.reason);
      dom.live = null;
      table.setInactive(dom);
      life.tell(dom, Lifecycle.STOPPED, how.detail);
      if (dom.persistent) return false;
      table.remove(dom);
      return true;
    },
    paused(dom, reason, detail) {
      life.setState(dom, DomainState.PAUSED, reason);
      life.tell(dom, Lifecycle.SUSPENDED, detail);
    },
    resumed(dom, reason, detail) {
      life.setState(dom, DomainState.RUNNING, reason);
      life.tell(dom, Lifecycle.RESUMED, detail);
    },
    defined(dom, detail) {
      dom.updated = true;
      life.tell(dom, Lifecycle.DEFINED, detail);
    },
    undefined(dom, detail = Detail.UNDEFINED.REMOVED) {
      life.tell(dom, Lifecycle.UNDEFINED, detail);
      dom.hasManagedSave = false;
      dom.autostart = false;
      if (dom.active) dom.config = null;
      else table.remove(dom);
    },
    rename(dom, name) {
      if (dom.active) throw invalidOperation('cannot rename active domain', errorDomain);
      if (!dom.persistent) throw invalidOperation('cannot rename a transient domain', errorDomain);
      if (dom.hasManagedSave && errorDomain !== ErrorDomain.TEST)
        throw invalidOperation("domain with a managed saved state can't be renamed", errorDomain);
      if (dom.state !== DomainState.SHUTOFF)
        throw invalidOperation('domain has to be shutoff before renaming', errorDomain);
      if (dom.name === name) throw invalidOperation("Can't rename domain to itself");
      if (table.byName(name)) throw invalidOperation(`domain with name '${name}' already exists`);
      if (name.includes('/'))
        throw new VirError(ErrorCode.XML_ERROR, errorDomain, `name ${name} cannot contain '/'`);
      life.tell(dom, Lifecycle.UNDEFINED, Detail.UNDEFINED.RENAMED);
      if (dom.config) dom.config.name = name;
      table.rename(dom, name);
      life.tell(dom, Lifecycle.DEFINED, Detail.DEFINED.RENAMED);
    },
  };
  return life;
};
