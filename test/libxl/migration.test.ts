// Migration between two daemons over a simulated Xen that both share, cut short at every step: a daemon, a worker or the
// client is killed there. Afterwards exactly one copy of the guest runs, and nothing of the other is left.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { param } from '../../schemas/rpc/types.ts';
import { connectRpc, type RpcClient } from '../../src/model/rpc/client.ts';

const here = dirname(fileURLToPath(import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'virtlight-xenmig-'));
const xen = join(base, 'xen');
mkdirSync(join(xen, 'domains'), { recursive: true });
const WAIT_MS = 60_000;
const NO_COOKIE = Buffer.alloc(0);

type Side = 'a' | 'b';
const daemons = new Map<Side, ChildProcess>();
const rootOf = (side: Side): string => join(base, side);
const socketOf = (side: Side): string => join(rootOf(side), 'run/libvirt-sock');

const start = async (side: Side): Promise<void> => {
  mkdirSync(rootOf(side), { recursive: true });
  rmSync(socketOf(side), { force: true });
  const child = spawn(process.execPath, ['--enable-source-maps', join(here, 'sim/daemon.js'), rootOf(side)], {
    env: { ...process.env, SIM_XEN: xen, SIM_SIDE: side },
    stdio: ['ignore', 'pipe', process.env.SIM_LOG ? 'inherit' : 'ignore'],
  });
  daemons.set(side, child);
  await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line');
};
const ensure = async (side: Side): Promise<void> => {
  const child = daemons.get(side);
  if (!child || child.exitCode !== null || child.signalCode !== null) await start(side);
};
t.setTimeout(600_000);
t.teardown(() => {
  for (const child of daemons.values()) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

const connectTo = async (side: Side): Promise<RpcClient> => {
  const client = await connectRpc({ path: socketOf(side), deadline: WAIT_MS });
  await client.open('xen:///system');
  return client;
};

interface Copy {
  readonly domid: number;
  readonly state: string;
}
const copies = (): Copy[] =>
  readdirSync(join(xen, 'domains')).flatMap((f) => {
    const text = readFileSync(join(xen, 'domains', f), 'utf8');
    return text ? [JSON.parse(text) as Copy] : [];
  });
const until = async (what: string, test: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + WAIT_MS;
  while (!(await test())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}; ${JSON.stringify(copies())}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const XML = `<domain type='xen'><name>g</name><uuid>01234567-89ab-cdef-0123-456789abcdef</uuid><memory>8192</memory>
<os><type>xen</type><kernel>/k</kernel></os></domain>`;
const FLAGS = 1;
type Step = 'begin' | 'prepare' | 'perform' | 'finish' | 'confirm';

/** The five steps as libvirt's client walks through them; after `last` the client is gone. */
const migrate = async (source: RpcClient, target: RpcClient, last?: Step): Promise<void> => {
  const gone = (step: Step): boolean => {
    if (step !== last) return false;
    source.close();
    target.close();
    return true;
  };
  const { dom } = await source.remote.domainLookupByName({ name: 'g' });
  const begun = await source.remote.domainMigrateBegin3Params({ dom, params: [], flags: FLAGS });
  if (gone('begin')) return;
  const name = param.string('destination_name', 'g');
  const { uri_out } = await target.remote.domainMigratePrepare3Params({
    params: [
      param.string('destination_xml', begun.xml),
      name,
      param.string('migrate_uri', 'tcp://127.0.0.1'),
    ],
    cookie_in: begun.cookie_out,
    flags: FLAGS,
  });
  if (gone('prepare')) return;
  const uri = param.string('migrate_uri', uri_out ?? '');
  const sent = await source.remote
    .domainMigratePerform3Params({ dom, dconnuri: null, params: [uri], cookie_in: NO_COOKIE, flags: FLAGS })
    .then(
      () => true,
      () => false,
    );
  if (gone('perform')) return;
  const arrived = await target.remote
    .domainMigrateFinish3Params({
      params: [name],
      cookie_in: NO_COOKIE,
      flags: FLAGS,
      cancelled: sent ? 0 : 1,
    })
    .then(
      () => sent,
      () => false,
    );
  if (gone('finish')) return;
  await source.remote
    .domainMigrateConfirm3Params({
      dom,
      params: [],
      cookie_in: NO_COOKIE,
      flags: FLAGS,
      cancelled: arrived ? 0 : 1,
    })
    .catch(() => undefined);
};

type Route = 'peer to peer' | 'tunnelled';
const ROUTE_FLAGS = { 'peer to peer': 2, tunnelled: 2 | 4 } as const;

/** The source walks through the steps itself; gives what it says when that fails. */
const migrateByItself = async (source: RpcClient, route: Route): Promise<string | null> => {
  const { dom } = await source.remote.domainLookupByName({ name: 'g' });
  const perform = source.remote.domainMigratePerform3Params({
    dom,
    dconnuri: `xen+unix:///system?socket=${socketOf('b')}`,
    params: route === 'tunnelled' ? [] : [param.string('migrate_uri', 'tcp://127.0.0.1')],
    cookie_in: NO_COOKIE,
    flags: FLAGS | ROUTE_FLAGS[route],
  });
  return perform.then(
    () => null,
    (error: Error) => error.message,
  );
};

/** One migration of a fresh guest from a to b, with something killed; where the one running copy is to be afterwards. */
const cut = (
  what: string,
  where: Side,
  how: {
    readonly kill?: string;
    readonly client?: Step;
    readonly paused?: true;
    readonly route?: Route;
    readonly says?: RegExp;
  },
): void =>
  void t.test(what, { timeout: 3 * WAIT_MS }, async (t) => {
    await Promise.all([ensure('a'), ensure('b')]);
    const [source, target] = await Promise.all([connectTo('a'), connectTo('b')]);
    await source.remote.domainCreateXML({ xml_desc: XML, flags: 0 });
    if (how.kill) writeFileSync(join(xen, 'kill'), how.kill);
    if (how.route) {
      const said = await migrateByItself(source, how.route);
      if (how.says) t.match(said, how.says);
      else t.equal(said, null, 'it goes through');
    } else await migrate(source, target, how.client);
    source.close();
    target.close();
    t.notOk(readdirSync(xen).includes('kill'), 'it came that far');
    const victim = /^([ab]) .* daemon$/.exec(how.kill ?? '')?.[1] as Side | undefined;
    const child = victim && daemons.get(victim);
    if (child) await until('its death', () => child.signalCode !== null);
    await Promise.all([ensure('a'), ensure('b')]);

    const left = how.paused ? 2 : 1;
    await until(
      'one running copy',
      () => copies().length === left && copies().filter((c) => c.state === 'running').length === 1,
    );
    const [a, b] = await Promise.all([connectTo('a'), connectTo('b')]);
    // A guest may go away between the two questions.
    const knows = (client: RpcClient): Promise<number | null> =>
      client.remote
        .domainLookupByName({ name: 'g' })
        .then(({ dom }) => client.remote.domainGetState({ dom, flags: 0 }))
        .then(
          ({ state }) => state,
          () => null,
        );
    const RUNNING = 1;
    const PAUSED = 3;
    const [here, there] = where === 'a' ? [a, b] : [b, a];
    await until('the right side knows it', async () => (await knows(here)) === RUNNING);
    await until('the other does not', async () => (await knows(there)) === (how.paused ? PAUSED : null));
    const files = (side: Side) =>
      readdirSync(join(rootOf(side), 'run/libxl')).filter((f) => f !== 'worker.lock');
    await until('no files left', () =>
      (['a', 'b'] as const).every(
        (side) => files(side).join() === (side === where || how.paused ? 'g.xml' : ''),
      ),
    );
    for (const client of [a, b]) {
      const found = await client.remote.domainLookupByName({ name: 'g' }).catch(() => null);
      if (found) await client.remote.domainDestroy({ dom: found.dom });
      client.close();
    }
    t.same(copies(), [], 'and nothing is left when it is destroyed');
  });

cut('nothing is killed', 'b', {});

cut('the client dies after begin', 'a', { client: 'begin' });
cut('the client dies after prepare', 'a', { client: 'prepare' });
cut('the client dies after perform', 'a', { client: 'perform' });
cut('the client dies after finish', 'b', { client: 'finish' });

cut('the source dies as perform begins', 'a', { kill: 'a domain_suspend:begin daemon' });
cut('the source dies in the middle of perform', 'a', { kill: 'a domain_suspend:middle daemon' });
cut('the source dies when all is sent', 'a', { kill: 'a domain_suspend:end daemon' });
cut('the source dies as confirm begins', 'b', { kill: 'a domain_destroy:begin daemon' });
cut('the source dies as confirm ends', 'b', { kill: 'a domain_destroy:end daemon' });

cut('the destination dies as the guest is made', 'a', { kill: 'b domain_create_restore:begin daemon' });
cut('the destination dies in the middle of the stream', 'a', {
  kill: 'b domain_create_restore:middle daemon',
});
cut('the destination dies when all has arrived', 'a', { kill: 'b domain_create_restore:end daemon' });
cut('the destination dies as finish begins', 'a', { kill: 'b domain_unpause:begin daemon' });
cut('the destination dies as finish ends', 'a', { kill: 'b domain_unpause:end daemon' });

cut("the source's worker dies in perform", 'a', { kill: 'a domain_suspend:middle worker' });
cut("the destination's worker dies in perform", 'a', { kill: 'b domain_create_restore:middle worker' });
cut("the source's worker dies in confirm", 'b', { kill: 'a domain_destroy:begin worker' });

/** What went wrong, and not that there is nothing to give up any more. */
const CAUSE = /Failed to send migration data|not running on destination host|closed|End of file/;
for (const route of ['peer to peer', 'tunnelled'] as const) {
  cut(`nothing is killed, ${route}`, 'b', { route });
  cut(`the destination's worker dies in perform, ${route}`, 'a', {
    route,
    kill: 'b domain_create_restore:middle worker',
    says: CAUSE,
  });
  cut(`the destination dies in the middle of the stream, ${route}`, 'a', {
    route,
    kill: 'b domain_create_restore:middle daemon',
    says: CAUSE,
  });
}
