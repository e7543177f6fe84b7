// Memory limits (<memtune>) and NUMA placement (<numatune>) of a domain as typed parameters.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { ParamType, param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { UNLIMITED } from '../../../../schemas/xml/domain/tuning.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { members, setText } from '../bitmap.ts';
import { paramNumber, paramText, validateParams } from '../params.ts';

const limits = ['hard_limit', 'soft_limit', 'swap_hard_limit'] as const;
const rules = Object.fromEntries(limits.map((limit) => [limit, ParamType.ULLONG]));
/** What no limit at all is on the wire (VIR_DOMAIN_MEMORY_PARAM_UNLIMITED). */
export const NO_LIMIT = 9007199254740991;

export const getMemory = (def: Domain): TypedParam[] =>
  limits.map((limit) => param.ullong(limit, Math.min(def.memtune?.[limit] ?? NO_LIMIT, NO_LIMIT)));

export const setMemory = (def: Domain, params: readonly TypedParam[], domain: number): void => {
  validateParams(params, rules);
  const wanted = (limit: (typeof limits)[number]): number | undefined => {
    const value = paramNumber(params, limit);
    return value === undefined ? undefined : Math.min(value, UNLIMITED);
  };
  const swap = wanted('swap_hard_limit');
  const hard = wanted('hard_limit');
  if (swap !== undefined || hard !== undefined) {
    const most = hard ?? def.memtune?.hard_limit ?? UNLIMITED;
    if (most > (swap ?? def.memtune?.swap_hard_limit ?? UNLIMITED))
      throw new VirError(
        ErrorCode.INVALID_ARG,
        domain,
        'memory hard_limit tunable value must be lower than or equal to swap_hard_limit',
      );
  }
  const tune = { ...def.memtune };
  for (const limit of limits) {
    const value = wanted(limit);
    if (value !== undefined) tune[limit] = value;
  }
  def.memtune = tune;
};

/** virDomainNumatuneMemMode. */
const modes = ['strict', 'preferred', 'interleave', 'restrictive'] as const;

export const getNuma = (def: Domain): TypedParam[] => {
  const memory = def.numatune?.memory;
  return [
    param.int('numa_mode', memory?.mode ? modes.indexOf(memory.mode) : 0),
    param.string('numa_nodeset', memory?.nodeset ?? ''),
  ];
};

export const setNuma = (
  def: Domain,
  params: readonly TypedParam[],
  isLive: boolean,
  domain: number,
): void => {
  validateParams(params, { numa_mode: ParamType.INT, numa_nodeset: ParamType.STRING });
  const mode = paramNumber(params, 'numa_mode');
  if (mode !== undefined && modes[mode] === undefined)
    throw new VirError(ErrorCode.INVALID_ARG, domain, `unsupported numatune mode: '${mode}'`);
  const text = paramText(params, 'numa_nodeset');
  const nodes = text === undefined ? undefined : members(text);
  if (nodes && nodes.length === 0)
    throw new VirError(ErrorCode.OPERATION_INVALID, domain, `Invalid nodeset of 'numatune': ${text}`);
  if (mode === undefined && !nodes) return;
  const memory = { ...def.numatune?.memory };
  const wanted = mode === undefined ? undefined : modes[mode];
  if (isLive && wanted && memory.mode && memory.mode !== wanted)
    throw new VirError(ErrorCode.OPERATION_INVALID, domain, "can't change numatune mode for running domain");
  if (wanted) memory.mode = wanted;
  if (nodes) {
    memory.nodeset = setText(nodes);
    memory.placement = 'static';
  }
  if (memory.placement !== 'auto' && !memory.nodeset)
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      ErrorDomain.DOMAIN,
      "nodeset for NUMA memory tuning must be set if 'placement' is 'static'",
    );
  memory.mode ??= 'strict';
  def.numatune = { ...def.numatune, memory, memnodes: def.numatune?.memnodes ?? [] };
};
