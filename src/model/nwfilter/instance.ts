// A filter with everything it refers to, as one list of rules; and the variables it still lacks.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { NWFilter } from '../../../schemas/xml/nwfilter.ts';
import { accessesOf, type Reference, type Rule } from './rule.ts';
import { isAvailable, type Variables } from './variables.ts';

export interface RuleInstance {
  readonly rule: Rule;
  readonly chain: string;
  readonly chainPriority: number;
  priority: number;
  readonly variables: Variables;
}

/** The values a reference gives; those from outside go before them. */
export const parametersOf = (reference: Pick<Reference, 'parameters'>): Map<string, string[]> => {
  const out = new Map<string, string[]>();
  for (const { name = '', value = '' } of reference.parameters)
    out.set(name, [...(out.get(name) ?? []), value]);
  return out;
};
const inside = (reference: Reference, variables: Variables): Variables =>
  new Map<string, readonly string[]>([...parametersOf(reference), ...variables]);

export type FindFilter = (name: string) => NWFilter | undefined;
const referenced = (name: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NWFILTER, `referenced filter '${name}' is missing`);

const visit = (
  filter: NWFilter,
  variables: Variables,
  find: FindFilter,
  each: (rule: Rule, filter: NWFilter, variables: Variables) => void,
): void => {
  for (const entry of filter.entries) {
    if (entry.tag === 'rule') each(entry, filter, variables);
    else {
      const next = find(entry.filter);
      if (!next) throw referenced(entry.filter);
      visit(next, inside(entry, variables), find, each);
    }
  }
};

/** All rules of a filter. */
export const instantiate = (filter: NWFilter, variables: Variables, find: FindFilter): RuleInstance[] => {
  const out: RuleInstance[] = [];
  visit(filter, variables, find, (rule, { chain = 'root', priority = 0 }, values) =>
    out.push({ rule, chain, chainPriority: priority, priority: rule.priority, variables: values }),
  );
  return out;
};

/** Names of the variables without value. */
export const missingVariables = (filter: NWFilter, variables: Variables, find: FindFilter): string[] => {
  const out = new Set<string>();
  visit(filter, variables, find, (rule, _filter, values) => {
    for (const access of accessesOf(rule)) if (!isAvailable(access, values)) out.add(access.text);
  });
  return [...out];
};

/** Whether a filter refers to another, directly or not. */
export const refersTo = (filter: NWFilter, name: string, find: FindFilter): boolean =>
  filter.entries.some((entry) => {
    if (entry.tag !== 'filterref') return false;
    if (entry.filter === name) return true;
    const next = find(entry.filter);
    return next !== undefined && refersTo(next, name, find);
  });
