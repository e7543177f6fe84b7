// The table of a driver's domains: found by uuid, name and id; added, removed and renamed by libvirt's rules.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain as DomainHandle } from '../../../schemas/rpc/objects.ts';
import { invalidOperation, missing } from './errors.ts';
import { compileFilter, domainFilter } from './filters.ts';
import { createJob, type Job } from './job.ts';
import { createMomentTree, type MomentDef, type MomentTree } from './moments.ts';
import { DomainState } from './states.ts';

/** What the table needs to know of a definition. */
export interface DomainIdentity {
  name: string;
  uuid?: string;
}

/**
 * A domain. `live` is the definition it runs with, `config` the one of its next boot: a transient domain has no
 * `config`, an inactive one no `live`. Its id is -1 while it is inactive.
 */
export interface DomainObject<
  D extends DomainIdentity,
  S extends MomentDef = MomentDef,
  C extends MomentDef = MomentDef,
> {
  readonly uuid: string;
  readonly name: string;
  readonly id: number;
  live: D | null;
  config: D | null;
  readonly active: boolean;
  readonly persistent: boolean;
  /** The definition that counts now: live, or else config. */
  readonly def: D;
  state: number;
  reason: number;
  autostart: boolean;
  /** Started once at the next start of the daemon. */
  autostartOnce: boolean;
  hasManagedSave: boolean;
  updated: boolean;
  /** Being undefined or destroyed for good: no longer listed. */
  removing: boolean;
  readonly snapshots: MomentTree<S>;
  readonly checkpoints: MomentTree<C>;
  readonly job: Job;
  /** What travels for it in replies and events, with the id of now. Frozen; a new one when it changes. */
  readonly handle: DomainHandle;
}

/** The common object: a class, since ten thousand domains would each have closures of their own; trees and jobs wait for use. */
class DomainRecord<D extends DomainIdentity> implements DomainObject<D> {
  readonly uuid: string;
  live: D | null = null;
  config: D | null = null;
  state: number = DomainState.SHUTOFF;
  reason = 0;
  autostart = false;
  autostartOnce = false;
  hasManagedSave = false;
  updated = false;
  removing = false;
  private ownName: string;
  private ownId = -1;
  private ownHandle: DomainHandle | null = null;
  private ownSnapshots: MomentTree<MomentDef> | null = null;
  private ownCheckpoints: MomentTree<MomentDef> | null = null;
  private ownJob: Job | null = null;

  constructor(def: D) {
    this.uuid = def.uuid ?? '';
    this.ownName = def.name;
  }
  get name(): string {
    return this.ownName;
  }
  get id(): number {
    return this.ownId;
  }
  get active(): boolean {
    return this.ownId >= 0;
  }
  get persistent(): boolean {
    return this.config !== null;
  }
  get def(): D {
    return (this.live ?? this.config) as D;
  }
  get snapshots(): MomentTree<MomentDef> {
    return (this.ownSnapshots ??= createMomentTree());
  }
  get checkpoints(): MomentTree<MomentDef> {
    return (this.ownCheckpoints ??= createMomentTree());
  }
  get job(): Job {
    return (this.ownJob ??= createJob());
  }
  get handle(): DomainHandle {
    this.ownHandle ??= Object.freeze({ name: this.ownName, uuid: this.uuid, id: this.ownId });
    return this.ownHandle;
  }
  /** For the table alone: the indices must follow. */
  identify(name: string, id: number): void {
    this.ownName = name;
    this.ownId = id;
    this.ownHandle = null;
  }
}

export interface AddOptions {
  /** The definition is that of a domain about to run, not of a next boot. */
  readonly live?: boolean;
  /** Refuse when the domain runs already. */
  readonly checkActive?: boolean;
}

export interface DomainTable<O extends DomainObject<D>, D extends DomainIdentity> {
  readonly size: number;
  readonly activeCount: number;
  byUuid(uuid: string): O | undefined;
  byName(name: string): O | undefined;
  byId(id: number): O | undefined;
  /** The domain of a handle; only the uuid counts, as everywhere in libvirt. */
  find(handle: DomainHandle): O;
  findByUuid(uuid: string): O;
  findByName(name: string): O;
  findById(id: number): O;
  all(): IterableIterator<O>;
  /** Those that pass the virConnectListAllDomainsFlags, not counting those being removed. */
  list(flags: number): O[];
  /** Adds a domain or gives one another definition; `old` is the replaced one. Throws on clashes of name and uuid. */
  add(def: D, options?: AddOptions): { readonly dom: O; readonly old: D | null; readonly isNew: boolean };
  /** Refuses what `add` would refuse. */
  check(def: D, options?: AddOptions): void;
  remove(dom: O): void;
  /** Puts it under another name. */
  rename(dom: O, name: string): void;
  /** Marks it active under the next free id, or the one given (found running after a restart). */
  setActive(dom: O, id?: number): void;
  setInactive(dom: O): void;
}

/** `extend` turns the common object into the driver's own; it may add members but must return the same object. */
export const createDomainTable = <D extends DomainIdentity, O extends DomainObject<D> = DomainObject<D>>(
  errorDomain: number,
  extend: (common: DomainObject<D>) => O,
  nextId: () => number = counter(),
): DomainTable<O, D> => {
  const objects = new Map<string, O>();
  const names = new Map<string, O>();
  const ids = new Map<number, O>();
  const passes = compileFilter(domainFilter);
  /** `extend` may add members, but gives back the object it got. */
  const identify = (dom: O, name: string, id: number): void =>
    (dom as unknown as DomainRecord<D>).identify(name, id);

  const failed = (text: string): VirError =>
    new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.DOMAIN, text);

  const check = (def: D, options: AddOptions = {}): O | undefined => {
    const known = objects.get(def.uuid ?? '');
    if (known) {
      if (known.removing) throw failed(`domain '${known.name}' is already being removed`);
      if (known.name !== def.name)
        throw failed(`domain '${known.name}' is already defined with uuid ${known.uuid}`);
      if (options.checkActive) {
        if (known.active) throw invalidOperation(`domain '${known.name}' is already active`);
        if (!known.persistent) throw invalidOperation(`domain '${known.name}' is already being started`);
      }
      return known;
    }
    const namesake = names.get(def.name);
    if (namesake) throw failed(`domain '${def.name}' already exists with uuid ${namesake.uuid}`);
    return undefined;
  };

  const table: DomainTable<O, D> = {
    get size() {
      return objects.size;
    },
    get activeCount() {
      return ids.size;
    },
    byUuid: (uuid) => objects.get(uuid),
    byName: (name) => names.get(name),
    byId: (id) => ids.get(id),
    find(handle) {
      const dom = objects.get(handle.uuid);
      if (!dom) throw missing.domain.byHandle(handle.uuid, handle.name, errorDomain);
      return dom;
    },
    findByUuid(uuid) {
      const dom = objects.get(uuid);
      if (!dom) throw missing.domain.byUuid(uuid, errorDomain);
      return dom;
    },
    findByName(name) {
      const dom = names.get(name);
      if (!dom || dom.removing) throw missing.domain.byName(name, errorDomain);
      return dom;
    },
    findById(id) {
      const dom = ids.get(id);
      if (!dom) throw missing.domain.byId(id, errorDomain);
      return dom;
    },
    all: () => objects.values(),
    list(flags) {
      const found: O[] = [];
      for (const dom of objects.values()) if (!dom.removing && passes(dom, flags)) found.push(dom);
      return found;
    },
    check: (def, options) => void check(def, options),
    add(def, options = {}) {
      const known = check(def, options);
      if (!known) {
        const dom = extend(new DomainRecord(def));
        if (options.live) dom.live = def;
        else dom.config = def;
        objects.set(dom.uuid, dom);
        names.set(dom.name, dom);
        return { dom, old: null, isNew: true };
      }
      const old = options.live ? known.live : known.config;
      if (options.live) known.live = def;
      else known.config = def;
      return { dom: known, old, isNew: false };
    },
    remove(dom) {
      dom.removing = true;
      objects.delete(dom.uuid);
      names.delete(dom.name);
      ids.delete(dom.id);
    },
    rename(dom, name) {
      names.delete(dom.name);
      identify(dom, name, dom.id);
      names.set(name, dom);
    },
    setActive(dom, id = nextId()) {
      ids.delete(dom.id);
      identify(dom, dom.name, id);
      ids.set(id, dom);
    },
    setInactive(dom) {
      ids.delete(dom.id);
      identify(dom, dom.name, -1);
    },
  };
  return table;
};

/** Ids from 1 on, as libvirt hands them out. */
export const counter = (first = 1): (() => number) => {
  let next = first;
  return () => next++;
};
