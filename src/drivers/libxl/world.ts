// What the files of this driver share: the toolstack, the guests, the host's figures, places and settings.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import type { DomainObject, DomainTable } from '../common/domains.ts';
import type { LifeOf } from '../common/lifecycle.ts';
import type { EventBus } from '../events.ts';
import type { DriverHost, Logger } from '../host.ts';
import type { ConfigContext } from './config/context.ts';
import type { Places } from './places.ts';
import { type Toolstack, ToolstackError } from './toolstack.ts';
import type { CpuTopology, NumaInfo, PhysInfo } from './xen-types.ts';

/** The source's copy of a guest that is being or has been sent, or the destination's that has not finished. */
export type Migration =
  | { readonly direction: 'out'; readonly phase: 'perform' | 'performed' | 'left' }
  | { readonly direction: 'in'; readonly phase: 'prepare' };

export interface Guest extends DomainObject<Domain> {
  /** Consoles that a client holds, and how each is taken from it. */
  readonly consoles: Map<string, () => void>;
  /** Ports of displays and network ports taken for the running guest. */
  readonly ports: Set<number>;
  readonly networkPorts: Map<string, string>;
  /** The driver itself is ending it: the event that follows is not news. */
  ending: boolean;
  /** A migration under way: how far it has come, for a restart to know. */
  migration: Migration | null;
  /** Limit of an outgoing migration, in MiB a second; 0 for none. */
  migrationSpeed: number;
  /** How long its agent may take to answer, in seconds, or one of AgentTimeout. */
  agentTimeout: number;
}

export interface HostFigures {
  readonly physinfo: PhysInfo;
  readonly topology: readonly CpuTopology[];
  readonly numa: readonly NumaInfo[];
}

export interface World {
  readonly host: DriverHost;
  readonly log: Logger;
  readonly places: Places;
  readonly bus: EventBus;
  readonly guests: DomainTable<Guest, Domain>;
  readonly life: LifeOf<Guest>;
  readonly xen: Toolstack;
  /** Read once, when the driver starts. */
  figures: HostFigures | null;
  /** Translation on this host. */
  context(guest?: Guest): ConfigContext;
  /** Names of bridges by virtual network, filled before a translation. */
  readonly bridges: Map<string, string>;
  /** Keys of secrets by uuid or usage, filled likewise, in base 64. */
  readonly secrets: Map<string, string>;
}

export const failure = (text: string, code: number = ErrorCode.INTERNAL_ERROR): VirError =>
  new VirError(code, ErrorDomain.LIBXL, text);
export const invalid = (text: string): VirError => failure(text, ErrorCode.INVALID_ARG);
export const notValid = (text: string): VirError => failure(text, ErrorCode.OPERATION_INVALID);
export const unsupportedArgument = (text: string): VirError => failure(text, ErrorCode.ARGUMENT_UNSUPPORTED);

export const DOM0 = 'Domain-0';

/** What Domain-0 cannot be asked to do. */
export const notDom0 = (guest: Guest): void => {
  if (guest.name === DOM0) throw notValid('Domain-0 does not support requested operation');
};
export const mustRun = (guest: Guest): void => {
  if (!guest.active)
    throw new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.DOMAIN, 'domain is not running');
};

/** Answers libvirt's sentence for whatever a call of the library fails with; the cause goes to the log. */
export const orFail = async <T>(world: World, call: Promise<T>, text: string): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ToolstackError)) throw error;
    world.log.warn({ err: error.message, rc: error.rc }, text);
    throw failure(text);
  }
};
