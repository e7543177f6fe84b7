// The library that all hypervisor drivers share: tables, filters, impact, trees, parameters, jobs, lifecycle.
import t from 'tap';
import { VirError } from '../../schemas/errors.ts';
import { ParamType, param } from '../../schemas/rpc/types.ts';
import {
  createDomainTable,
  type DomainIdentity,
  type DomainObject,
} from '../../src/drivers/common/domains.ts';
import { affected, oneDefinition, resolveImpact } from '../../src/drivers/common/impact.ts';
import { createJob } from '../../src/drivers/common/job.ts';
import { createLifecycle, Start, Stop } from '../../src/drivers/common/lifecycle.ts';
import {
  createMomentTree,
  type MomentDef,
  snapshotBits,
  snapshotFilter,
} from '../../src/drivers/common/moments.ts';
import { UNSIGNED, validateParams } from '../../src/drivers/common/params.ts';
import { createEventBus } from '../../src/drivers/events.ts';

const TEST = 12;
const uuid = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const table = () => createDomainTable<DomainIdentity>(TEST, (common) => common);
const failure = (work: () => unknown): VirError => {
  try {
    work();
  } catch (error) {
    if (error instanceof VirError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

t.test('domain table: clashes of name and uuid, lookups, ids', (t) => {
  const doms = table();
  const { dom, isNew } = doms.add({ name: 'a', uuid: uuid(1) });
  t.ok(isNew);
  t.match(
    failure(() => doms.add({ name: 'b', uuid: uuid(1) })),
    {
      code: 9,
      message: `operation failed: domain 'a' is already defined with uuid ${uuid(1)}`,
    },
  );
  t.match(
    failure(() => doms.add({ name: 'a', uuid: uuid(2) })).message,
    /domain 'a' already exists with uuid/,
  );
  t.equal(failure(() => doms.findById(7)).message, 'Domain not found: no domain with matching id 7');
  t.match(
    failure(() => doms.find({ uuid: uuid(9), name: 'x', id: -1 })),
    {
      code: 42,
      domain: TEST,
      message: `Domain not found: no domain with matching uuid '${uuid(9)}' (x)`,
    },
  );
  t.same(dom.handle, { name: 'a', uuid: uuid(1), id: -1 });
  doms.setActive(dom);
  t.same(dom.handle, { name: 'a', uuid: uuid(1), id: 1 });
  t.equal(doms.findById(1), dom);
  t.match(
    failure(() => doms.add({ name: 'a', uuid: uuid(1) }, { live: true, checkActive: true })).message,
    /domain 'a' is already active/,
  );
  doms.setInactive(dom);
  t.equal(doms.byId(1), undefined);
  t.end();
});

t.test('list filters: bits of a group are alternatives, groups add up', (t) => {
  const doms = table();
  const a = doms.add({ name: 'a', uuid: uuid(1) }).dom;
  const b = doms.add({ name: 'b', uuid: uuid(2) }, { live: true }).dom;
  doms.setActive(b);
  b.state = 1;
  a.autostart = true;
  const names = (flags: number) => doms.list(flags).map((dom) => dom.name);
  t.same(names(0), ['a', 'b']);
  t.same(names(1), ['b']);
  t.same(names(3), ['a', 'b']);
  t.same(names(1 | 4), []);
  t.same(names(2 | 1024 | 64), ['a']);
  t.same(names(128), []);
  t.end();
});

t.test('AFFECT_*: what is meant, and what cannot be', (t) => {
  const off = { active: false, persistent: true, live: null, config: 'c' };
  const on = { active: true, persistent: true, live: 'l', config: 'c' };
  const transient = { active: true, persistent: false, live: 'l', config: null };
  t.equal(resolveImpact(off, 0), 2);
  t.equal(resolveImpact(on, 0), 1);
  t.same(affected(on, 3), { live: 'l', config: 'c' });
  t.match(
    failure(() => resolveImpact(off, 1)),
    {
      code: 55,
      message: 'Requested operation is not valid: domain is not running',
    },
  );
  t.match(
    failure(() => resolveImpact(transient, 2)).message,
    /transient domains do not have any persistent config/,
  );
  t.equal(oneDefinition(on, 2).def, 'c');
  t.match(
    failure(() => oneDefinition(on, 3)),
    { code: 8, message: /mutually exclusive/ },
  );
  t.end();
});

t.test('trees: listing, cycles, removal', (t) => {
  interface Def extends MomentDef {
    state?: string;
  }
  const tree = createMomentTree<Def>();
  const add = (name: string, parent?: string, state = 'running') =>
    tree.add({ name, state, ...(parent ? { parent: { name: parent } } : {}) });
  const a = add('a');
  const b = add('b', 'a');
  add('c', 'b', 'shutoff');
  add('d', 'a', 'disk-snapshot');
  const names = (from: typeof a | null, flags: number) =>
    tree
      .list(from, flags, snapshotBits, (m) => snapshotFilter(m.def, false, flags))
      .map((m) => m.name)
      .sort();
  t.same(names(null, 0), ['a', 'b', 'c', 'd']);
  t.same(names(null, 1), ['a'], 'roots');
  t.same(names(a, 0), ['b', 'd'], 'children');
  t.same(names(a, 1), ['b', 'c', 'd'], 'descendants');
  t.same(names(null, 4), ['c', 'd'], 'leaves');
  t.same(names(null, 8), ['a', 'b'], 'no leaves');
  t.same(names(null, 12), ['a', 'b', 'c', 'd']);
  t.same(names(null, 16), [], 'without metadata');
  t.same(names(null, 32), ['c'], 'inactive');
  t.same(names(null, 512), [], 'external');
  t.match(failure(() => tree.checkCycles({ name: 'x', parent: { name: 'x' } })).message, /as its own parent/);
  t.match(
    failure(() => tree.checkCycles({ name: 'x', parent: { name: 'y' } })).message,
    /parent y for moment x not found/,
  );
  t.match(
    failure(() => tree.checkCycles({ name: 'a', parent: { name: 'c' } })).message,
    /parent b would create cycle to a/,
  );
  tree.current = b;
  t.equal(tree.remove(b), true);
  t.equal(tree.current, null);
  t.equal(tree.find('c')?.parent?.name, 'a');
  t.same(tree.find('c')?.def.parent, { name: 'a' });
  tree.removeDescendants(a);
  t.equal(tree.size, 1);
  t.end();
});

t.test('typed parameters: unknown, wrong type, repeated', (t) => {
  const rules = { a: ParamType.INT, b: UNSIGNED, m: { type: ParamType.STRING, multiple: true } } as const;
  validateParams(
    [param.int('a', 1), param.ullong('b', 1), param.string('m', 'x'), param.string('m', 'y')],
    rules,
  );
  t.match(
    failure(() => validateParams([param.int('z', 1)], rules)),
    { code: 74, message: /parameter 'z' not supported/ },
  );
  t.match(
    failure(() => validateParams([param.string('a', '1')], rules)),
    {
      code: 8,
      message: "invalid argument: invalid type 'string' for parameter 'a', expected 'int'",
    },
  );
  t.match(
    failure(() => validateParams([param.int('a', 1), param.int('a', 2)], rules)).message,
    /occurs multiple times/,
  );
  t.match(failure(() => validateParams([param.int('b', 1)], rules)).message, /expected 'uint, ullong'/);
  t.end();
});

t.test('jobs: one at a time, in order, with a deadline', async (t) => {
  const job = createJob();
  const log: string[] = [];
  let finish = (): void => undefined;
  const first = job.run('virDomainSave', () => new Promise<void>((resolve) => (finish = resolve)));
  t.equal(job.holder, 'virDomainSave');
  t.equal(
    job.tryRun('virDomainShutdown', () => 1),
    null,
  );
  const second = job.run('virDomainResume', () => void log.push('second'));
  await t.rejects(
    job.run('virDomainSuspend', () => undefined, { wait: 5 }),
    {
      code: 68,
      message: 'Timed out during operation: cannot acquire state change lock (held by monitor=virDomainSave)',
    },
  );
  await t.rejects(
    job.run('virDomainSuspend', () => undefined, { signal: AbortSignal.abort() }),
    { code: 68 },
  );
  t.same(log, []);
  finish();
  await first;
  await second;
  t.same(log, ['second']);
  t.equal(job.holder, null);
  t.same(
    job.tryRun('x', () => 1),
    { value: 1 },
  );
});

t.test('lifecycle: states, ids and events agree', (t) => {
  const doms = table();
  const events = createEventBus();
  const seen: unknown[][] = [];
  events.subscribe(({ payload }) => {
    const { dom, event, detail } = payload as {
      dom: DomainObject<DomainIdentity>;
      event: number;
      detail: number;
    };
    seen.push([dom.name, dom.id, event, detail]);
  });
  const life = createLifecycle(doms, events, TEST);
  const { dom } = doms.add({ name: 'a', uuid: uuid(1) });
  life.defined(dom, 0);
  t.match(failure(() => life.rename(dom, 'a')).message, /Can't rename domain to itself/);
  life.rename(dom, 'b');
  dom.live = { ...dom.def };
  life.started(dom, Start.boot);
  t.match([dom.state, dom.reason], [1, 1]);
  t.match(
    failure(() => life.rename(dom, 'c')),
    { code: 55, domain: TEST, message: /cannot rename active domain/ },
  );
  life.paused(dom, 1, 0);
  life.resumed(dom, 5, 0);
  life.undefined(dom);
  t.equal(dom.persistent, false);
  t.equal(life.stopped(dom, Stop.destroyed), true);
  t.equal(doms.size, 0);
  t.same(seen, [
    ['a', -1, 0, 0],
    ['a', -1, 1, 1],
    ['b', -1, 0, 2],
    ['b', 1, 2, 0],
    ['b', 1, 3, 0],
    ['b', 1, 4, 0],
    ['b', 1, 1, 0],
    ['b', -1, 5, 1],
  ]);
  t.end();
});
