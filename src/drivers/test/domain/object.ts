// A simulated domain: the common object, and what the simulator remembers of the guest inside.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Backup } from '../../../../schemas/xml/backup.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Checkpoint } from '../../../model/checkpoint/document.ts';
import { formatDomain } from '../../../model/domain/parse.ts';
import type { Snapshot } from '../../../model/snapshot/document.ts';
import { createDomainTable, type DomainObject, type DomainTable } from '../../common/domains.ts';
import { notRunning } from '../../common/errors.ts';

export const TEST = ErrorDomain.TEST;
/** What the simulated guest's clock shows until somebody sets it. */
const GUEST_TIME = 627319920;

export interface IOThread {
  readonly id: number;
  pollMax: number;
  pollGrow: number;
  pollShrink: number;
  poolMin: number;
  poolMax: number;
}

/** A block job: its end is reached after `length` bytes at `speed` bytes a second (0: at once when asked next). */
export interface BlockJob {
  readonly type: number;
  readonly started: number;
  bandwidth: number;
  readonly end: number;
  finish(pivot: boolean): void;
}

/** What is inside, and what is lost when it stops. */
export interface GuestState {
  readonly frozen: Set<string>;
  seconds: number;
  nseconds: number;
  iothreads: IOThread[];
  readonly keys: Map<string, readonly string[]>;
  readonly jobs: Map<string, BlockJob>;
  backup: Backup | null;
  /** Taint flags by virDomainTaintFlags name. */
  readonly taints: Set<string>;
  readonly deprecations: string[];
  readonly thresholds: Map<string, number>;
  agentTimeout: number;
  dirtyRate: { readonly started: number; readonly seconds: number } | null;
  memoryPeriod: number;
  readonly associated: Map<string, readonly number[]>;
  /** Serial consoles that are open, by device name. */
  readonly consoles: Map<string, () => void>;
  /** Ways to close the displays that clients look at. */
  readonly displays: Set<() => void>;
  maxDowntime: number;
  maxSpeed: number;
  compressionCache: number;
}

export type SimDomain = DomainObject<Domain, Snapshot, Checkpoint> & {
  readonly guest: GuestState;
  /** Grows with every change; formatted XML is remembered until then. */
  revision: number;
  /** By the flags it was asked with. */
  xml: Map<number, { readonly revision: number; readonly text: string }> | null;
};
export type SimDomains = DomainTable<SimDomain, Domain>;

/** Most guests are never asked about most of this: what costs memory is made when first used. */
class LazyGuest implements GuestState {
  seconds = GUEST_TIME;
  nseconds = 0;
  backup: Backup | null = null;
  agentTimeout = -2;
  dirtyRate: GuestState['dirtyRate'] = null;
  memoryPeriod = 0;
  maxDowntime = 300;
  maxSpeed = 8796093022207;
  compressionCache = 67108864;
  private readonly made: { -readonly [K in LazyKey]?: GuestState[K] } = {};

  get iothreads(): IOThread[] {
    return (this.made.iothreads ??= []);
  }
  set iothreads(list: IOThread[]) {
    this.made.iothreads = list;
  }
  get deprecations(): string[] {
    return (this.made.deprecations ??= []);
  }
  get frozen(): GuestState['frozen'] {
    return (this.made.frozen ??= new Set());
  }
  get keys(): GuestState['keys'] {
    return (this.made.keys ??= new Map());
  }
  get jobs(): GuestState['jobs'] {
    return (this.made.jobs ??= new Map());
  }
  get taints(): GuestState['taints'] {
    return (this.made.taints ??= new Set());
  }
  get thresholds(): GuestState['thresholds'] {
    return (this.made.thresholds ??= new Map());
  }
  get associated(): GuestState['associated'] {
    return (this.made.associated ??= new Map());
  }
  get consoles(): GuestState['consoles'] {
    return (this.made.consoles ??= new Map());
  }
  get displays(): GuestState['displays'] {
    return (this.made.displays ??= new Set());
  }
}
type LazyKey =
  | 'iothreads'
  | 'deprecations'
  | 'frozen'
  | 'keys'
  | 'jobs'
  | 'taints'
  | 'thresholds'
  | 'associated'
  | 'consoles'
  | 'displays';

export const createDomains = (): SimDomains =>
  createDomainTable<Domain, SimDomain>(
    TEST,
    (common) =>
      Object.assign(common, { guest: new LazyGuest(), revision: 0, xml: null }) as unknown as SimDomain,
  );

/** Refuses an inactive domain, as libvirt's shared code does. */
export const checkActive = (dom: SimDomain): Domain => {
  if (!dom.active || !dom.live) throw notRunning();
  return dom.live;
};

const Xml = { SECURE: 1, INACTIVE: 2, MIGRATABLE: 8 } as const;

/** The domain's XML by virDomainXMLFlags, formatted anew only when something has changed. */
export const domainXml = (dom: SimDomain, flags: number): string => {
  const known = dom.xml?.get(flags);
  if (known && known.revision === dom.revision) return known.text;
  const inactive = (flags & Xml.INACTIVE) !== 0;
  const def = (inactive ? dom.config : dom.live) ?? dom.def;
  const text = formatDomain(dom.active ? { ...def, id: dom.id } : def, {
    inactive: inactive || !dom.active,
    secure: (flags & Xml.SECURE) !== 0,
    ...(flags & Xml.MIGRATABLE ? { migratable: true } : {}),
  });
  dom.xml ??= new Map();
  dom.xml.set(flags, { revision: dom.revision, text });
  return text;
};

export const internal = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, TEST, text);
export const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, TEST, text);
export const unsupportedOperation = (text: string): VirError =>
  new VirError(ErrorCode.OPERATION_UNSUPPORTED, TEST, text);
export const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, TEST, text);
