// The host's whole packet filter as nft tells it, and where in it a guest's packets would end.
import { runCommand } from '../../util/command.ts';

interface Expression {
  readonly [kind: string]: unknown;
}
export interface FilterRule {
  readonly chain: string;
  readonly expr: readonly Expression[];
}
export interface BaseChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly hook: string;
  readonly policy: string;
  readonly rules: ReadonlyMap<string, readonly FilterRule[]>;
}

/** A packet as far as rules on devices are concerned. */
export interface Path {
  readonly in?: string;
  readonly out?: string;
  readonly protocol?: string;
  readonly port?: number;
}

interface Listed {
  readonly chain?: {
    family: string;
    table: string;
    name: string;
    type?: string;
    hook?: string;
    policy?: string;
  };
  readonly rule?: { family: string; table: string; chain: string; expr?: Expression[] };
}

/** The filter chains that hang on a hook, each with the rules of its table. */
export const readRuleset = async (): Promise<BaseChain[]> => {
  const { status, stdout } = await runCommand(['nft', '-j', 'list', 'ruleset']);
  if (status !== 0) return [];
  const { nftables = [] } = JSON.parse(stdout) as { nftables?: Listed[] };
  const tables = new Map<string, Map<string, FilterRule[]>>();
  for (const { rule } of nftables) {
    if (!rule) continue;
    const key = `${rule.family} ${rule.table}`;
    const chains = tables.get(key) ?? new Map<string, FilterRule[]>();
    tables.set(
      key,
      chains.set(rule.chain, [
        ...(chains.get(rule.chain) ?? []),
        { chain: rule.chain, expr: rule.expr ?? [] },
      ]),
    );
  }
  return nftables.flatMap(({ chain }) =>
    chain?.hook && chain.type === 'filter'
      ? [
          {
            family: chain.family,
            table: chain.table,
            name: chain.name,
            hook: chain.hook,
            policy: chain.policy ?? 'accept',
            rules: tables.get(`${chain.family} ${chain.table}`) ?? new Map(),
          },
        ]
      : [],
  );
};

const deviceOf = (path: Path, key: unknown): string | undefined | null => {
  if (key === 'iifname' || key === 'iif') return path.in;
  if (key === 'oifname' || key === 'oif') return path.out;
  return null;
};
const sameDevice = (pattern: unknown, device: string | undefined): boolean => {
  if (device === undefined || typeof pattern !== 'string') return false;
  return pattern.endsWith('*') ? device.startsWith(pattern.slice(0, -1)) : pattern === device;
};
const asList = (value: unknown): unknown[] => {
  const set = (value as { set?: unknown[] } | null)?.set;
  return Array.isArray(set) ? set : [value];
};

/** Whether a rule's condition holds for a new connection on this path; undefined when that cannot be told. */
const holds = (expression: Expression, path: Path): boolean | undefined => {
  const match = expression.match as
    | { op?: string; left?: Record<string, unknown>; right?: unknown }
    | undefined;
  if (!match) return 'xt' in expression ? undefined : true;
  const negate = match.op === '!=';
  const meta = (match.left?.meta as { key?: string } | undefined)?.key;
  const device = deviceOf(path, meta);
  if (device !== null) return asList(match.right).some((one) => sameDevice(one, device)) !== negate;
  const ct = (match.left?.ct as { key?: string } | undefined)?.key;
  if (ct === 'state') {
    const states = asList(match.right).flat();
    return (states.includes('new') || states.includes('NEW')) !== negate;
  }
  if (meta === 'l4proto') return asList(match.right).includes(path.protocol) !== negate;
  const payload = match.left?.payload as { protocol?: string; field?: string } | undefined;
  if (payload?.field === 'dport' && path.port !== undefined) {
    if (payload.protocol !== path.protocol && payload.protocol !== 'th') return false;
    return asList(match.right).includes(path.port) !== negate;
  }
  return undefined;
};

export type Verdict = 'accept' | 'drop' | 'unknown';
type Outcome = Verdict | 'continue';

const walk = (chain: string, base: BaseChain, path: Path, depth: number): Outcome => {
  if (depth > 32) return 'unknown';
  for (const rule of base.rules.get(chain) ?? []) {
    const conditions = rule.expr.map((expression) => holds(expression, path));
    if (conditions.includes(false)) continue;
    const certain = !conditions.includes(undefined);
    const last = rule.expr.at(-1) ?? {};
    let outcome: Outcome = 'continue';
    if ('accept' in last) outcome = 'accept';
    else if ('drop' in last || 'reject' in last) outcome = 'drop';
    else if ('return' in last) {
      if (certain) return 'continue';
    } else if ('jump' in last || 'goto' in last) {
      const target = ((last.jump ?? last.goto) as { target: string }).target;
      outcome = walk(target, base, path, depth + 1);
      if ('goto' in last && outcome === 'continue' && certain) return 'continue';
    }
    if (outcome === 'continue') continue;
    // A rule that may or may not apply does not decide for sure; a sure one after it may.
    if (certain) return outcome;
  }
  return 'continue';
};

/** What becomes of a new connection on this path in one chain. */
export const verdictOf = (base: BaseChain, path: Path): Verdict => {
  const outcome = walk(base.name, base, path, 0);
  if (outcome !== 'continue') return outcome;
  return base.policy === 'drop' ? 'drop' : 'accept';
};
