// Guests that move between simulated hosts: as a client drives it, by the source itself, and everything that goes wrong.
import t from 'tap';
import { param } from '../../schemas/rpc/types.ts';
import type { PeerConnection } from '../../src/drivers/host.ts';
import type { Connection } from '../../src/drivers/table.ts';
import { type Answer, type Call, failure, guest, lifeOf, sessionOn, simulator } from './hosts.ts';

const Flag = {
  LIVE: 1,
  P2P: 2,
  TUNNELLED: 4,
  PERSIST: 8,
  UNDEFINE: 16,
  PAUSED: 32,
  PROTECT: 256,
  OFFLINE: 1024,
  POSTCOPY: 32768,
};

/** Reaches another connection of this process, the way the daemon reaches another daemon. */
const peers = new Map<string, Connection>();
const sent: string[] = [];
const connectPeer = async (uri: string): Promise<PeerConnection> => {
  const { call, end } = sessionOn(peers.get(uri) as Connection);
  return {
    call: call as PeerConnection['call'],
    async stream(name, args) {
      await call(name as 'domainMigratePrepareTunnel3Params', args);
      return {
        stream: {
          send: (data) => void sent.push(data.toString()),
          finish: async () => undefined,
          abort: async () => undefined,
        },
      };
    },
    close: end,
  };
};
const { open, document } = simulator(t, connectPeer);

const none = Buffer.alloc(0);
/** The five steps of a client. */
const migrate = async (
  source: Call,
  target: Call,
  dom: Answer,
  flags: number,
  params: object[] = [],
): Promise<Answer> => {
  const toSource = flags | Flag.PROTECT;
  const begun = await source('domainMigrateBegin3Params', { dom, params, flags: toSource });
  const named = [...params, param.string('destination_xml', begun.xml)];
  const name = param.string('destination_name', dom.name);
  const withName = named.some((each: Answer) => each.field === 'destination_name') ? named : [...named, name];
  let cookie: Buffer = none;
  let ready: Answer;
  try {
    ready = await target('domainMigratePrepare3Params', {
      params: withName,
      cookie_in: begun.cookie_out,
      flags,
    });
  } catch (error) {
    await source('domainMigrateConfirm3Params', {
      dom,
      params,
      cookie_in: none,
      flags: toSource,
      cancelled: 1,
    });
    throw error;
  }
  let error: unknown;
  if (!(flags & Flag.OFFLINE))
    try {
      const uri = param.string('migrate_uri', ready.uri_out ?? '');
      const given = params.some((each: Answer) => each.field === 'migrate_uri') ? params : [...params, uri];
      ({ cookie_out: cookie } = await source('domainMigratePerform3Params', {
        dom,
        dconnuri: null,
        params: given,
        cookie_in: ready.cookie_out,
        flags: toSource,
      }));
    } catch (each) {
      error = each;
    }
  const finish = target('domainMigrateFinish3Params', {
    params: withName,
    cookie_in: cookie,
    flags,
    cancelled: error ? 1 : 0,
  });
  if (error) {
    t.match(await failure(finish), { code: 93 }, 'the destination lets go');
    throw error;
  }
  const arrived = await finish;
  await source('domainMigrateConfirm3Params', {
    dom,
    params,
    cookie_in: arrived.cookie_out,
    flags: toSource,
    cancelled: 0,
  });
  return arrived.dom;
};

let count = 0;
const twoHosts = async (more = '') => {
  count++;
  const from = await open(document(`from${count}.xml`, guest('m', more)));
  const to = await open(document(`to${count}.xml`, ''));
  peers.set('test:///there', to);
  const [source, target] = [sessionOn(from), sessionOn(to)];
  const { dom } = await source.call('domainLookupByName', { name: 'm' });
  const told = { source: lifeOf(from), target: lifeOf(to) };
  return { from, to, source, target, dom, told, close: () => [from, to].map((each) => each.close()) };
};

t.test('a running guest moves and takes along what is inside', async (t) => {
  const { source, target, dom, told, close } = await twoHosts();
  await source.call('domainSetTime', { dom, seconds: 4711, nseconds: 5 });
  await source.call('domainAuthorizedSSHKeysSet', { dom, user: 'root', keys: ['ssh-rsa A'] });
  const there = await migrate(source.call, target.call, dom, Flag.LIVE | Flag.PERSIST | Flag.UNDEFINE);
  t.same(told.source, ['m 3 1', 'm 5 3', 'm 1 0']);
  t.same(told.target, ['m 2 1', 'm 0 0', 'm 4 1']);
  t.match(await target.call('domainGetState', { dom: there }), { state: 1, reason: 2 });
  t.match(await target.call('domainGetTime', { dom: there }), { seconds: 4711, nseconds: 5 });
  t.same((await target.call('domainAuthorizedSSHKeysGet', { dom: there, user: 'root' })).keys, ['ssh-rsa A']);
  t.equal((await target.call('domainIsPersistent', { dom: there })).persistent, 1);
  t.match(await failure(source.call('domainLookupByName', { name: 'm' })), { code: 42 });
  close();
});

t.test('under another name, paused, without staying', async (t) => {
  const { source, target, dom, close } = await twoHosts();
  const there = await migrate(source.call, target.call, dom, Flag.PAUSED, [
    param.string('destination_name', 'n'),
  ]);
  t.equal(there.name, 'n');
  t.match(await target.call('domainGetState', { dom: there }), { state: 3, reason: 1 });
  t.equal((await target.call('domainIsPersistent', { dom: there })).persistent, 0);
  t.match(await source.call('domainGetState', { dom }), { state: 5, reason: 4 }, 'the definition stays');
  close();
});

t.test('a definition alone', async (t) => {
  const { source, target, dom, told, close } = await twoHosts('<test:runstate>5</test:runstate>');
  t.match(await failure(migrate(source.call, target.call, dom, Flag.LIVE)), {
    code: 55,
    message: /domain is not running/,
  });
  t.match(await failure(migrate(source.call, target.call, dom, Flag.OFFLINE)), {
    message: /persistent flag set/,
  });
  const there = await migrate(source.call, target.call, dom, Flag.OFFLINE | Flag.PERSIST | Flag.UNDEFINE);
  t.match(await target.call('domainGetState', { dom: there }), { state: 5 });
  t.same(told, { source: ['m 1 0'], target: ['m 0 0'] });
  close();
});

t.test('what cannot leave or arrive is refused, and the guest goes on', async (t) => {
  const { source, target, dom, close } = await twoHosts();
  const attempt = (flags: number, params: object[] = []): Promise<Answer> =>
    failure(migrate(source.call, target.call, dom, flags, params));
  t.match(await failure(migrate(source.call, source.call, dom, 0)), { message: /the same host/ });
  t.match(await attempt(0, [param.string('migrate_uri', 'nowhere')]), {
    message: /missing scheme in migration URI: nowhere/,
  });
  t.match(await attempt(0, [param.string('migrate_uri', 'ftp://there')]), { code: 74 });
  t.match(await attempt(0, [param.string('unheard', 'of')]), { code: 74 });
  await target.call('domainDefineXML', { xml: guest('m') });
  t.match(await attempt(0), { code: 9, message: /already exists with uuid/ });
  await source.call('domainSnapshotCreateXML', { dom, xml_desc: '<domainsnapshot/>' });
  t.match(await attempt(0), { code: 55, message: /cannot migrate domain with 1 snapshots/ });
  t.match(
    await failure(
      target.call('domainMigratePrepare3Params', {
        params: [param.string('destination_xml', guest('q'))],
        cookie_in: Buffer.from('<qemu-migration/>'),
      }),
    ),
    { code: 1, message: /cookie/ },
  );
  t.match(await source.call('domainGetState', { dom }), { state: 1 });
  t.match(await source.call('domainGetJobStats', { dom }), { type: 0 });
  close();
});

t.test('a slow migration is watched, and aborted', async (t) => {
  const { source, target, dom, told, close } = await twoHosts();
  await source.call('domainMigrateSetMaxSpeed', { dom, bandwidth: 1 });
  const moving = failure(migrate(source.call, target.call, dom, 0));
  let job: Answer;
  do job = await source.call('domainGetJobInfo', { dom });
  while (!job.memProcessed);
  t.match(job, { type: 2, memTotal: 8192 * 1024 });
  t.match(
    await source.call('domainGetState', { dom }),
    { state: 3, reason: 2 },
    'not live: suspended meanwhile',
  );
  t.match(await failure(migrate(source.call, target.call, dom, 0)), { message: /another job/ });
  await source.call('domainAbortJob', { dom });
  t.match(await moving, { code: 78, message: /canceled by client/ });
  t.match(await source.call('domainGetState', { dom }), { state: 1, reason: 6 });
  t.equal((await target.call('connectNumOfDomains')).num, 0);
  t.same(told, { source: ['m 3 1', 'm 4 1'], target: ['m 2 1', 'm 5 5'] });
  close();
});

t.test('post-copy', async (t) => {
  const { source, target, dom, told, close } = await twoHosts();
  const start = () => source.call('domainMigrateStartPostCopy', { dom });
  t.match(await failure(start()), {
    code: 55,
    message: /only be started while outgoing migration is in progress/,
  });
  await source.call('domainMigrateSetMaxSpeed', { dom, bandwidth: 1 });
  const moving = migrate(source.call, target.call, dom, Flag.LIVE | Flag.POSTCOPY);
  while (!(await source.call('domainGetJobInfo', { dom })).memProcessed);
  await start();
  await moving;
  t.same(told, { source: ['m 3 7', 'm 5 3'], target: ['m 2 1', 'm 4 3', 'm 4 1'] });
  t.match(await source.call('domainGetJobStats', { dom, flags: 1 }), { type: 3, params: [{ value: 5 }] });
  close();
});

t.test('a client that vanishes leaves the guest on one host', async (t) => {
  const { source, target, dom, close } = await twoHosts();
  const begin = () => source.call('domainMigrateBegin3Params', { dom, params: [], flags: Flag.PROTECT });
  const prepare = ({ xml, cookie_out }: Answer) =>
    target.call('domainMigratePrepare3Params', {
      params: [param.string('destination_xml', xml)],
      cookie_in: cookie_out,
    });
  await prepare(await begin());
  target.end();
  t.equal((await target.call('connectNumOfDomains')).num, 0, 'what was to come is forgotten');
  await source.call('domainMigratePerform3Params', {
    dom,
    dconnuri: null,
    params: [],
    cookie_in: none,
    flags: Flag.PROTECT,
  });
  t.match(await source.call('domainGetState', { dom }), { state: 3, reason: 2 });
  source.end();
  t.match(await source.call('domainGetState', { dom }), { state: 1, reason: 6 }, 'it goes on at home');
  t.match(await begin(), { xml: /<name>m/ }, 'and may leave another time');
  close();
});

t.test('the source walks to its peer itself', async (t) => {
  const { source, target, dom, told, close } = await twoHosts();
  const flags = Flag.P2P | Flag.LIVE | Flag.PERSIST | Flag.UNDEFINE;
  const go = (more = 0, params: object[] = []) =>
    source.call('domainMigratePerform3Params', {
      dom,
      dconnuri: 'test:///there',
      params,
      cookie_in: none,
      flags: flags | more,
    });
  t.match(await failure(go(0, [param.string('migrate_uri', 'nowhere')])), { message: /missing scheme/ });
  t.match(await source.call('domainGetState', { dom }), { state: 1 });
  await go(Flag.TUNNELLED, [param.string('destination_name', 'walked')]);
  t.equal(sent.length, 1, 'something went through the tunnel');
  t.same(told, {
    source: ['m 3 1', 'm 5 3', 'm 1 0'],
    target: ['walked 2 1', 'walked 0 0', 'walked 4 1'],
  });
  t.equal((await target.call('connectNumOfDomains')).num, 1);
  close();
});

t.test('calls from before parameters', async (t) => {
  const { source, target, dom, close } = await twoHosts();
  const begun = await source.call('domainMigrateBegin3', {
    dom,
    xmlin: null,
    dname: null,
    resource: 0,
    flags: Flag.PROTECT,
  });
  const ready = await target.call('domainMigratePrepare3', {
    cookie_in: begun.cookie_out,
    uri_in: null,
    dname: null,
    resource: 0,
    dom_xml: begun.xml,
  });
  const done = await source.call('domainMigratePerform3', {
    dom,
    xmlin: null,
    cookie_in: ready.cookie_out,
    dconnuri: null,
    uri: ready.uri_out,
    dname: null,
    resource: 0,
    flags: Flag.PROTECT,
  });
  const there = await target.call('domainMigrateFinish3', {
    dname: 'm',
    cookie_in: done.cookie_out,
    dconnuri: null,
    uri: null,
    cancelled: 0,
  });
  await source.call('domainMigrateConfirm3', {
    dom,
    cookie_in: there.cookie_out,
    cancelled: 0,
    flags: Flag.PROTECT,
  });
  t.match(await target.call('domainGetState', { dom: there.dom }), { state: 1 });
  t.match(await source.call('domainGetState', { dom }), { state: 5, reason: 4 });
  close();
});
