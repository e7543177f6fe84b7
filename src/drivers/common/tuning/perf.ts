// Performance counters of a domain (<perf>) as typed parameters.
import { ParamType, param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { paramValue, validateParams } from '../params.ts';

export const perfEvents = [
  'cmt',
  'mbmt',
  'mbml',
  'cpu_cycles',
  'instructions',
  'cache_references',
  'cache_misses',
  'branch_instructions',
  'branch_misses',
  'bus_cycles',
  'stalled_cycles_frontend',
  'stalled_cycles_backend',
  'ref_cpu_cycles',
  'cpu_clock',
  'task_clock',
  'page_faults',
  'context_switches',
  'cpu_migrations',
  'page_faults_min',
  'page_faults_maj',
  'alignment_faults',
  'emulation_faults',
] as const;
const rules = Object.fromEntries(perfEvents.map((name) => [name, ParamType.BOOLEAN]));

export const getPerf = (def: Domain): TypedParam[] =>
  perfEvents.map((name) =>
    param.boolean(name, def.perf?.events.find((event) => event.name === name)?.enabled ?? false),
  );

export const setPerf = (def: Domain, params: readonly TypedParam[]): void => {
  validateParams(params, rules);
  const events = [...(def.perf?.events ?? [])];
  for (const name of perfEvents) {
    const value = paramValue(params, name);
    if (value === undefined) continue;
    const known = events.find((event) => event.name === name);
    if (known) known.enabled = Boolean(value);
    else events.push({ name, enabled: Boolean(value) });
  }
  events.sort((a, b) => perfEvents.indexOf(a.name) - perfEvents.indexOf(b.name));
  def.perf = { events };
};
