// Between every face and every driver: what each call needs is done here once. Access, flags, argument rules, then the
// driver's slot, then the sizing that old calling conventions ask for.
import {
  ErrorCode,
  ErrorDomain,
  invalidArgument,
  noSupport,
  unsupportedFlags,
  VirError,
} from '../../schemas/errors.ts';
import type { ProcedureSpec } from '../../schemas/rpc/procedure.ts';
import type { TypedParam } from '../../schemas/rpc/types.ts';
import type { CallContext, CallStream } from '../drivers/context.ts';
import { type Connection, isUnsupported, type TableFamily } from '../drivers/table.ts';
import type { Session } from './session.ts';

type Args = Record<string, unknown>;
type Slot = (ctx: CallContext, args: Args) => unknown;

/** Is `permission` on the objects of this call granted? The default policy grants everything. */
export type AccessCheck = (session: Session, spec: ProcedureSpec, args: Args) => void;

/** What a face may hand along with a call. */
export interface CallExtras {
  readonly stream?: CallStream | null;
  readonly fds?: readonly number[];
  readonly sendFds?: (fds: readonly number[]) => void;
  readonly signal?: AbortSignal;
}

const STRING_OKAY = 4;

/** Domain of errors raised by the public API layer, by the procedure's place in libvirt's files. */
export const apiDomain = (spec: ProcedureSpec): number => {
  switch (spec.family) {
    case 'network':
      return ErrorDomain.NETWORK;
    case 'storage':
      return ErrorDomain.STORAGE;
    case 'interface':
      return ErrorDomain.INTERFACE;
    case 'nodedev':
      return ErrorDomain.NODEDEV;
    case 'nwfilter':
      return ErrorDomain.NWFILTER;
    case 'secret':
      return ErrorDomain.SECRET;
    default:
      if (spec.wire.includes('SNAPSHOT')) return ErrorDomain.DOMAIN_SNAPSHOT;
      if (spec.wire.includes('CHECKPOINT')) return ErrorDomain.DOMAIN_CHECKPOINT;
      if (spec.wire.startsWith('NODE_DEVICE')) return ErrorDomain.NODEDEV;
      if (spec.api?.includes('Qemu') || spec.api?.includes('Lxc')) return ErrorDomain.NONE;
      return ErrorDomain.DOMAIN;
  }
};

const driverDomains = {
  kvm: ErrorDomain.QEMU,
  libxl: ErrorDomain.LIBXL,
  test: ErrorDomain.TEST,
} as const;

/** Domain of errors raised inside the driver that answers this procedure on this connection. */
const driverDomain = (spec: ProcedureSpec, connection: Connection): number =>
  spec.family === 'hypervisor' || connection.driver === 'test'
    ? driverDomains[connection.driver]
    : apiDomain(spec);

/** Refuses what a read-only connection may not do. */
export const checkReadOnly = (spec: ProcedureSpec, args: Args): void => {
  const rule = spec.readOnly;
  if (rule === true || rule === undefined) return;
  const deny = (text: string): never => {
    throw new VirError(ErrorCode.OPERATION_DENIED, apiDomain(spec), text);
  };
  if (rule === false) deny(`read only access prevents ${spec.api}`);
  else if ('denyFlags' in rule) {
    if (Number(args.flags ?? 0) & rule.denyFlags) deny(`${spec.api} with secure flag`);
  } else if (args[rule.denyWhen[0]] === rule.denyWhen[1]) deny(`read only access prevents ${spec.api}`);
};

const checkFlags = (spec: ProcedureSpec, connection: Connection, flags: number): void => {
  const domain = apiDomain(spec);
  const api = spec.api ?? spec.wire;
  for (const [a, b] of spec.exclusive ?? []) {
    if (flags & a[1] && flags & b[1])
      throw invalidArgument(domain, `Flags '${a[0]}' and '${b[0]}' are mutually exclusive`, api, 'ctl');
  }
  for (const [flag, needed] of spec.requires ?? []) {
    if (flags & flag[1] && !(flags & needed[1]))
      throw invalidArgument(domain, `Flag '${needed[0]}' is required by flag '${flag[0]}'`, api, 'ctl');
  }
  const mask = maskFor(spec, connection);
  if (!mask || mask[1] === null) return;
  const extra = flags & ~mask[1];
  if (extra) throw unsupportedFlags(driverDomain(spec, connection), extra, mask[0]);
};

const maskFor = (spec: ProcedureSpec, connection: Connection): readonly [string, number | null] | undefined =>
  spec.masks?.[spec.family === 'hypervisor' || connection.driver === 'test' ? connection.driver : 'host'];

const argumentRules: Record<string, { broken(v: unknown): boolean; text(arg: string, api: string): string }> =
  {
    '>=0': { broken: (v) => Number(v) < 0, text: (arg, api) => `${arg} in ${api} must be zero or greater` },
    '>=-1': { broken: (v) => Number(v) < -1, text: (arg, api) => `${arg} in ${api} must be zero or greater` },
    '>0': { broken: (v) => Number(v) <= 0, text: (arg, api) => `${arg} in ${api} must be greater than zero` },
    '!=0': { broken: (v) => Number(v) === 0, text: (arg, api) => `${arg} in ${api} must not be zero` },
    '==0': { broken: (v) => Number(v) !== 0, text: (arg, api) => `${arg} in ${api} must be zero` },
    nonempty: { broken: (v) => v === '', text: (arg, api) => `string ${arg} in ${api} must not be empty` },
    'nonempty-if-set': {
      broken: (v) => v === '',
      text: (arg, api) => `string ${arg} in ${api} must not be empty`,
    },
  };

const checkArguments = (spec: ProcedureSpec, args: Args): void => {
  for (const [arg, rule] of spec.checks ?? []) {
    const check = argumentRules[rule];
    const value = args[arg];
    if (!check || value === undefined || value === null || !check.broken(value)) continue;
    const api = spec.api ?? spec.wire;
    throw invalidArgument(apiDomain(spec), check.text(arg, api), api, arg);
  }
};

/** Applies `nparams`, `need_results` and `max...` conventions to what a slot answered in full. */
const fitAnswer = (args: Args, ret: unknown, stringOkay: boolean): unknown => {
  if (ret === undefined || ret === null) return ret;
  const answer = ret as Args;
  if (args.need_results === 0) {
    for (const [key, value] of Object.entries(answer)) if (Array.isArray(value)) answer[key] = [];
    return answer;
  }
  if (
    typeof args.nparams === 'number' &&
    Array.isArray(answer.params) &&
    'nparams' in answer &&
    !('ncpus' in args)
  ) {
    let params = answer.params as TypedParam[];
    if (!stringOkay) params = params.filter((p) => p.type !== 7);
    if (args.nparams === 0) return { ...answer, params: [], nparams: params.length };
    return { ...answer, params: params.slice(0, args.nparams), nparams: 0 };
  }
  for (const limit of ['maxnames', 'maxids', 'maxuuids']) {
    const max = args[limit];
    if (typeof max !== 'number') continue;
    for (const [key, value] of Object.entries(answer))
      if (Array.isArray(value)) answer[key] = value.slice(0, max);
  }
  return answer;
};

const needsFitting = (args: Args): boolean =>
  args.need_results === 0 ||
  'nparams' in args ||
  'maxnames' in args ||
  'maxids' in args ||
  'maxuuids' in args;

/** Builds the dispatcher of calls; `access` decides permissions. */
export const createOperations = (access: AccessCheck | null) => {
  /** Calls a procedure for a session. Throws or rejects with VirError; may answer synchronously. */
  const invoke = (
    session: Session,
    name: string,
    spec: ProcedureSpec,
    args: Args,
    extras: CallExtras = {},
  ): unknown => {
    const { connection } = session;
    if (!connection)
      throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, 'hypervisor connection not open');
    const table = connection.tables[spec.family as TableFamily] as Record<string, unknown> | null;
    const slot = table?.[name];
    if (typeof slot !== 'function') throw noSupport(apiDomain(spec), spec.api ?? spec.wire);
    if (session.readOnly) checkReadOnly(spec, args);
    let stringOkay = true;
    if (spec.stringOkay) {
      stringOkay = (Number(args.flags) & STRING_OKAY) !== 0;
      args.flags = Number(args.flags) & ~STRING_OKAY;
    }
    if (spec.checks) checkArguments(spec, args);
    if (typeof args.flags === 'number') checkFlags(spec, connection, args.flags);
    access?.(session, spec, args);
    const ctx: CallContext = {
      connection,
      identity: session.identity,
      readOnly: session.readOnly,
      session,
      onSessionEnd: session.onEnd,
      api: spec.api ?? spec.wire,
      get signal() {
        return extras.signal ?? session.ended;
      },
      stream: extras.stream ?? null,
      fds: extras.fds ?? [],
      sendFds: extras.sendFds ?? (() => undefined),
    };
    const ret = (slot as Slot)(ctx, args);
    if (!needsFitting(args)) return ret;
    return ret instanceof Promise
      ? ret.then((value) => fitAnswer(args, value, stringOkay))
      : fitAnswer(args, ret, stringOkay);
  };
  return { invoke };
};
export type Operations = ReturnType<typeof createOperations>;

/** Why a procedure cannot be answered by a table, or null when it can. */
export const missingReason = (table: Record<string, unknown> | null, name: string): string | null => {
  if (!table) return 'this driver has no such subsystem';
  const slot = table[name];
  if (typeof slot === 'function') return null;
  return isUnsupported(slot) ? slot.unsupported : 'not declared';
};
