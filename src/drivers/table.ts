// The driver contract: one table per kind of driver, a slot per procedure, each slot a function or the reason why not.
// Slots and their types follow from schemas/rpc; a missing slot is a type error.
import type { ArgsOf, ProcedureSpec, RetOf } from '../../schemas/rpc/procedure.ts';
import { lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import type { CallContext } from './context.ts';
import type { EventBus } from './events.ts';

type AllProcedures = typeof remote.procedures & typeof qemu.procedures & typeof lxc.procedures;

/** The kinds of table; all but 'hypervisor' are host subsystems that any hypervisor connection may use. */
export const tableFamilies = [
  'hypervisor',
  'network',
  'storage',
  'interface',
  'nodedev',
  'nwfilter',
  'secret',
] as const;
export type TableFamily = (typeof tableFamilies)[number];

export type ProceduresOf<F extends TableFamily> = {
  [K in keyof AllProcedures as AllProcedures[K] extends { kind: 'call'; family: F }
    ? K
    : never]: AllProcedures[K];
};
export type ProcedureName = { [F in TableFamily]: keyof ProceduresOf<F> }[TableFamily];
export type ProcedureNamed<N extends ProcedureName> = AllProcedures[N];

/** Why a slot is empty; printed by the support matrix, and answered as libvirt's "not supported". */
export interface Unsupported {
  readonly unsupported: string;
}
export const unsupported = (reason: string): Unsupported => ({ unsupported: reason });
export const isUnsupported = (slot: unknown): slot is Unsupported =>
  typeof slot === 'object' && slot !== null && 'unsupported' in slot;

/** A slot may answer at once (keeps the hot path free of promises) or later. */
export type Operation<P extends ProcedureSpec> = (
  ctx: CallContext,
  args: ArgsOf<P>,
) => RetOf<P> | Promise<RetOf<P>>;
export type Slot<P extends ProcedureSpec> = Operation<P> | Unsupported;

export type DriverTable<F extends TableFamily> = {
  readonly [K in keyof ProceduresOf<F>]: Slot<ProceduresOf<F>[K] & ProcedureSpec>;
};
export type HypervisorTable = DriverTable<'hypervisor'>;
export type NetworkTable = DriverTable<'network'>;
export type StorageTable = DriverTable<'storage'>;
export type InterfaceTable = DriverTable<'interface'>;
export type NodeDeviceTable = DriverTable<'nodedev'>;
export type NWFilterTable = DriverTable<'nwfilter'>;
export type SecretTable = DriverTable<'secret'>;
export type Tables = { readonly [F in TableFamily]: DriverTable<F> | null };

/** One slot's function type: `op('domainGetInfo')` in a driver file is `Op<'domainGetInfo'>`. */
export type Op<N extends ProcedureName> = Operation<ProcedureNamed<N> & ProcedureSpec>;

/** A table in pieces: `defineSlots<'hypervisor'>()({ domainGetInfo, ... })` checks the slots of one file. */
export type PartialTable<F extends TableFamily> = Partial<DriverTable<F>>;

const byFamily = new Map<TableFamily, Map<string, ProcedureSpec>>();
for (const program of [remote, qemu, lxc]) {
  for (const [name, spec] of Object.entries<ProcedureSpec>(program.procedures)) {
    if (spec.kind !== 'call' || spec.family === 'daemon') continue;
    const family = byFamily.get(spec.family) ?? new Map();
    byFamily.set(spec.family, family.set(name, spec));
  }
}

/** Every procedure of a family by slot name. */
export const proceduresOf = (family: TableFamily): ReadonlyMap<string, ProcedureSpec> =>
  byFamily.get(family) ?? new Map();

/**
 * Completes a table whose other slots all lack for one and the same reason. For families a driver does not have at
 * all, or as the start of a new driver (docs/new-driver.md); a finished driver names each missing slot.
 */
export const tableWith = <F extends TableFamily>(
  family: F,
  slots: PartialTable<F>,
  otherwise: string,
): DriverTable<F> => {
  const rest = unsupported(otherwise);
  const table: Record<string, unknown> = {};
  for (const name of proceduresOf(family).keys()) table[name] = rest;
  return Object.assign(table, slots) as DriverTable<F>;
};

/** Keys of the flag masks in schemas/rpc and names in the support matrix. */
export type DriverName = 'kvm' | 'libxl' | 'test';

/** An open connection to a driver: what CONNECT_OPEN chose. Tables may be shared by connections or belong to one. */
export interface Connection {
  /** Canonical URI, as virConnectGetURI gives it. */
  readonly uri: string;
  readonly driver: DriverName;
  /** Domain of "not supported" errors of the hypervisor family is VIR_FROM_DOM-like; see daemon/operations. */
  readonly tables: Tables;
  readonly events: EventBus;
  /** VIR_DRV_FEATURE_* the driver answers 1 to. */
  readonly features: ReadonlySet<number>;
  /** Called once, when the client has closed or vanished. */
  close(): void;
}

export interface OpenRequest {
  /** The name the client sent, transport and own parameters already stripped; '' means: choose. */
  readonly uri: URL;
  readonly readOnly: boolean;
}

/** A hypervisor driver as the daemon knows it. */
export interface DriverModule {
  readonly name: DriverName;
  readonly schemes: readonly string[];
  /** Slots for the support matrix, without touching the system. */
  matrix(): Tables;
  /** Loads state, reattaches to running guests, starts what is marked autostart. */
  start(signal: AbortSignal): Promise<void>;
  /** Whether an empty URI may choose this driver, and the URI it would get. */
  probe(): string | null;
  open(request: OpenRequest): Connection | Promise<Connection>;
  /** Re-reads configuration (SIGHUP). */
  reload?(): Promise<void>;
  /** Lets go of everything; guests stay. */
  stop(): Promise<void>;
}
