// Network filter XML: https://libvirt.org/formatnwfilter.html
import { randomUUID } from 'node:crypto';
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';
import { kindSchemas } from './nwfilter/patterns.ts';
import { follows, protocols } from './nwfilter/protocols.ts';
import { canonicalValue } from './nwfilter/values.ts';

const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });
const invalid = (text: string): x.Message => ({ code: ErrorCode.INVALID_ARG, text });

/** What a rule matches on: the protocol as tag, its attributes in canonical spelling, `match='no'` when negated. */
export interface ProtocolMatch {
  tag: string;
  match?: string;
  [attribute: string]: string | undefined;
}
const protocolShape = (name: string): x.Element<x.Fields> =>
  x.element(
    name,
    Object.fromEntries([
      ['match', x.attr(x.text, { schema: { pattern: 'yes|no' } })],
      ...(protocols[name] ?? []).map(([attribute, kind]) => [
        attribute,
        x.attr(x.text, { name: attribute, schema: kindSchemas[kind] }),
      ]),
    ]),
  );

interface RuleDef {
  priority: number;
  statematch?: string;
  matches: ProtocolMatch[];
}

/** Puts all elements of the rule's protocol together: one for what must match, one for what must not. */
const mergeMatches = (rule: RuleDef): x.Message | undefined => {
  const protocol = rule.matches[0]?.tag;
  if (!protocol) return undefined;
  const attributes = protocols[protocol] ?? [];
  const values = new Map<string, { value: string; no: boolean }>();
  for (const match of rule.matches) {
    if (match.tag !== protocol) continue;
    for (const [name, kind] of attributes) {
      const raw = match[name];
      if (raw === undefined) continue;
      const value = canonicalValue(kind, raw);
      if (value === undefined) return internal(`${name} has illegal value ${raw}`);
      values.set(name, { value, no: match.match === 'no' });
    }
  }
  if (
    (protocol === 'ip' || protocol === 'ipv6') &&
    [...values.keys()].some((name) => /^(src|dst)port/.test(name))
  ) {
    const given = values.get('protocol')?.value ?? '';
    if (!['tcp', 'udp', '0x21', '33', 'sctp'].includes(given)) {
      return internal(
        `${protocol === 'ip' ? 'IP' : 'IPv6'} rule with port specification requires protocol specification with ` +
          'protocol to be either one of tcp(6), udp(17), dccp(33), or sctp(132)',
      );
    }
  }
  for (const [name, leader] of Object.entries(follows)) {
    const own = values.get(name);
    const address = values.get(leader);
    if (own && protocol !== 'arp' && protocol !== 'rarp') own.no = address?.no ?? false;
  }
  if (values.has('ipset') && !values.has('ipsetflags')) values.set('ipsetflags', { value: 'src', no: false });
  if (!values.has('ipset')) values.delete('ipsetflags');
  const group = (no: boolean): ProtocolMatch => {
    const match: ProtocolMatch = { tag: protocol, ...(no ? { match: 'no' } : {}) };
    for (const [name] of attributes) {
      const entry = values.get(name);
      if (entry && entry.no === no) match[name] = entry.value;
    }
    return match;
  };
  const yes = group(false);
  const no = group(true);
  const hasNo = Object.keys(no).length > 2;
  rule.matches = [...(Object.keys(yes).length > 1 || !hasNo ? [yes] : []), ...(hasNo ? [no] : [])];
  return undefined;
};

export const FilterRule = x.element(
  'rule',
  {
    action: x.attr(x.oneWord(['drop', 'accept', 'reject', 'return', 'continue']), { required: true }),
    direction: x.attr(x.oneWord(['in', 'out', 'inout']), { required: true }),
    priority: x.attr(x.int(), { default: 500 }),
    statematch: x.attr(x.text),
    matches: x.mixed(
      Object.fromEntries(Object.keys(protocols).map((name) => [name, protocolShape(name)])),
    ) as unknown as x.MixedField<ProtocolMatch>,
  },
  (rule: RuleDef) => {
    if (rule.priority > 1000 || rule.priority < -1000) rule.priority = 500;
    if (rule.statematch === '0' || rule.statematch?.toLowerCase() === 'false') rule.statematch = 'false';
    else delete rule.statematch;
    return mergeMatches(rule);
  },
);

interface Reference {
  parameters: { name?: string; value?: string }[];
}
/** A filter used by another, or by an interface, with values for its variables: sorted by name, else as given. */
export const FilterReference = x.element(
  'filterref',
  {
    filter: x.attr(x.text, { required: true }),
    parameters: x.children('parameter', { name: x.attr(x.text), value: x.attr(x.text) }),
  },
  (reference: Reference) => {
    const valid = reference.parameters.filter(
      ({ name, value }) => /^[A-Za-z0-9_]+$/.test(name ?? '') && /^[A-Za-z0-9_.:,'"\s-]+$/.test(value ?? ''),
    );
    const key = (name = ''): string => name;
    reference.parameters = valid.sort((a, b) =>
      key(a.name) < key(b.name) ? -1 : key(a.name) > key(b.name) ? 1 : 0,
    );
  },
);

const chains: Readonly<Record<string, number>> = {
  root: 0,
  mac: -800,
  vlan: -750,
  stp: 0,
  arp: -500,
  rarp: -400,
  ipv4: -700,
  ipv6: -600,
};
const prefixes = Object.keys(chains).filter((name) => name !== 'root');

interface FilterDef {
  name: string;
  chain?: string;
  priority?: number;
  uuid?: string;
}
const checkChain = (filter: FilterDef): x.Message | undefined => {
  const { chain, priority } = filter;
  if (priority !== undefined && (priority < -1000 || priority > 1000)) {
    return invalid(`Priority '${priority}' is outside valid range of [-1000,1000]`);
  }
  if (chain === undefined) {
    filter.chain = 'root';
    delete filter.priority;
    return undefined;
  }
  if (chain.length > 12) return invalid('Name of chain is longer than 12 characters');
  if (!/^[A-Za-z0-9_.:-]*$/.test(chain)) return invalid('Chain name contains invalid characters');
  const prefix = chain === 'root' ? 'root' : prefixes.find((name) => chain.startsWith(name));
  if (!prefix) {
    return invalid(
      `Invalid chain name '${chain}'. Please use a chain name called 'root' or any of the following prefixes: ${prefixes.join(', ')}`,
    );
  }
  filter.priority ??= chains[prefix] ?? 0;
  if (filter.priority === 0) delete filter.priority;
  return undefined;
};

export const NWFilter = x.element(
  'filter',
  {
    name: x.attr(x.text, { required: internal('filter has no name') }),
    chain: x.attr(x.text),
    priority: x.attr(x.int(), { omit: 0, invalid: invalid("Could not parse chain priority '{value}'") }),
    uuid: x.child(x.uuid, { invalid: 'malformed uuid element' }),
    entries: x.mixed({ rule: FilterRule, filterref: FilterReference }),
  },
  (filter: FilterDef) => {
    filter.uuid ??= randomUUID();
    return checkChain(filter);
  },
);
export type NWFilter = x.TypeOf<typeof NWFilter>;

export const nwfilterParseOptions = {
  domain: ErrorDomain.NWFILTER,
  filename: '(nwfilter_definition)',
} as const;
