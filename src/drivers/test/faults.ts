// Faults on demand: calls on the simulated host that come late, fail, never answer, or crash the guest they are about.
// They are asked for with <test:fault operation='domainShutdown' .../> in a domain or in the <node> document.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import type { CallContext } from '../context.ts';
import { proceduresOf, tableFamilies } from '../table.ts';

export type FaultSpec = Domain['testFaults'][number];

/** A fault and how often it has been met. */
export interface Fault {
  readonly spec: FaultSpec;
  met: number;
}
export interface Faults {
  /** Of the whole host. */
  readonly host: Fault[];
  /** By uuid of a domain. */
  readonly domains: Map<string, Fault[]>;
  any: boolean;
}
export const createFaults = (): Faults => ({ host: [], domains: new Map(), any: false });
const operations = new Set(tableFamilies.flatMap((family) => [...proceduresOf(family).keys()]));

/** Refuses faults of operations that there are not: nobody would ever meet them. */
export const checkFaults = (specs: readonly FaultSpec[]): void => {
  const odd = specs.find(({ operation }) => operation !== '*' && !operations.has(operation));
  if (odd)
    throw new VirError(
      ErrorCode.XML_ERROR,
      ErrorDomain.TEST,
      `unknown operation '${odd.operation}' of a fault`,
    );
};

/** Faults of the whole host, or those of a domain in place of what it had before. */
export const addFaults = (faults: Faults, specs: readonly FaultSpec[], uuid: string | null): void => {
  if (uuid !== null) faults.domains.delete(uuid);
  if (specs.length === 0) return;
  const list = specs.map((spec) => ({ spec, met: 0 }));
  if (uuid === null) faults.host.push(...list);
  else faults.domains.set(uuid, list);
  faults.any = true;
};

/** The fault that this call meets, if any. `*` stands for every operation. */
export const meet = (faults: Faults, operation: string, uuid: string | undefined): FaultSpec | null => {
  const own = uuid === undefined ? undefined : faults.domains.get(uuid);
  for (const fault of [...(own ?? []), ...faults.host]) {
    const { spec } = fault;
    if (spec.operation !== '*' && spec.operation !== operation) continue;
    const { after = 0, count = 0 } = spec;
    fault.met++;
    if (fault.met > after && (count === 0 || fault.met <= after + count)) return spec;
  }
  return null;
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const give = (): void => {
      clearTimeout(timer);
      reject(new VirError(ErrorCode.OPERATION_ABORTED, ErrorDomain.TEST, 'the call was given up'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', give);
      resolve();
    }, ms);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });

/** The longest a hanging call keeps its caller waiting when nobody gives it up. */
const FOREVER = 2 ** 31 - 1;

/** Lives through a fault: returns when the call may go on, throws what it is to fail with. */
export const suffer = async (spec: FaultSpec, ctx: CallContext, crash: () => void): Promise<void> => {
  if (spec.delay) await pause(spec.delay, ctx.signal);
  if (spec.action === 'hang') await pause(FOREVER, ctx.signal);
  if (spec.action === 'crash') {
    crash();
    throw new VirError(
      ErrorCode.OPERATION_FAILED,
      ErrorDomain.TEST,
      spec.message ?? 'the simulated guest crashed',
    );
  }
  if (spec.action === 'error' || spec.code)
    throw new VirError(
      spec.code || ErrorCode.OPERATION_FAILED,
      ErrorDomain.TEST,
      spec.message ?? 'a simulated fault',
    );
};
