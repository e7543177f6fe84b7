// The simulated hypervisor called through its tables: hosts, life of a guest, files, snapshots, faults.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { isUnsupported, type ProcedureName, proceduresOf, tableFamilies } from '../../src/drivers/table.ts';
import { caller, failure, guest, lifeOf, simulator } from './hosts.ts';

const { root, driver, open, document } = simulator(t);

t.test('the default host is shared while it is open, and made afresh after', async (t) => {
  const [one, two] = [await open('test:///default'), await open('test:///default')];
  const [first, second] = [caller(one), caller(two)];
  const { dom } = await first('domainLookupByName', { name: 'test' });
  t.equal(dom.uuid, '6695eb01-f6a4-8304-79aa-97f2502e193f');
  t.equal(dom.id, 1);
  await first('domainDestroy', { dom });
  t.equal((await second('connectNumOfDomains')).num, 0);
  one.close();
  one.close();
  t.equal((await second('connectNumOfDomains')).num, 0);
  two.close();
  const again = await open('test:///default');
  t.equal((await caller(again)('connectNumOfDomains')).num, 1);
  again.close();
  await t.rejects(open('test:///'), { message: /supply a path or use test:\/\/\/default/ });
});

t.test('every procedure is answered, or says why not', async (t) => {
  const tables = driver.matrix();
  for (const family of tableFamilies) {
    const table = tables[family] as Record<string, unknown> | null;
    t.ok(table, family);
    const without = [...proceduresOf(family).keys()].filter((name) => {
      const slot = table?.[name];
      return typeof slot !== 'function' && !(isUnsupported(slot) && slot.unsupported.length > 10);
    });
    t.same(without, [], `${family}: slots without answer or reason`);
  }
});

t.test('a guest lives: events in libvirt order', async (t) => {
  const connection = await open(document('life.xml', guest('a', '<test:runstate>5</test:runstate>')));
  const call = caller(connection);
  const seen = lifeOf(connection);
  const { dom } = await call('domainLookupByName', { name: 'a' });
  await call('domainCreate', { dom });
  await call('domainSuspend', { dom });
  await call('domainResume', { dom });
  await call('domainShutdown', { dom });
  t.match(await failure(call('domainSuspend', { dom })), {
    code: 1,
    message: "internal error: domain 'a' not running",
  });
  await call('domainUndefine', { dom });
  t.same(seen, ['a 2 0', 'a 3 0', 'a 4 0', 'a 5 0', 'a 1 0']);
  t.match(await failure(call('domainLookupByName', { name: 'a' })), { code: 42 });
  connection.close();
});

t.test('save and restore use a real file', async (t) => {
  const connection = await open(document('save.xml', guest('s')));
  const call = caller(connection);
  const { dom } = await call('domainLookupByName', { name: 's' });
  const path = join(root, 's.save');
  await call('domainSave', { dom, to: path });
  t.equal((await call('domainGetState', { dom })).state, 5);
  await call('domainRestore', { from: path });
  t.equal((await call('domainGetState', { dom })).state, 1);
  writeFileSync(path, 'something else, long enough for a header');
  t.match(await failure(call('domainRestore', { from: path })), { message: /mismatched header magic|magic/ });
  await call('domainManagedSave', { dom });
  t.equal((await call('domainHasManagedSaveImage', { dom })).result, 1);
  await call('domainCreate', { dom });
  t.equal((await call('domainHasManagedSaveImage', { dom })).result, 0);
  connection.close();
});

t.test('snapshots come back', async (t) => {
  const connection = await open(document('snap.xml', guest('p')));
  const call = caller(connection);
  const { dom } = await call('domainLookupByName', { name: 'p' });
  const xml = (name: string) => ({ dom, xml_desc: `<domainsnapshot><name>${name}</name></domainsnapshot>` });
  const { snap } = await call('domainSnapshotCreateXML', xml('one'));
  await call('domainSnapshotCreateXML', xml('two'));
  t.equal((await call('domainSnapshotNum', { dom })).num, 2);
  await call('domainDestroy', { dom });
  await call('domainRevertToSnapshot', { snap });
  t.equal((await call('domainGetState', { dom })).state, 1);
  t.equal((await call('domainSnapshotCurrent', { dom })).snap.name, 'one');
  await call('domainSnapshotDelete', { snap, flags: 1 });
  t.equal((await call('domainSnapshotNum', { dom })).num, 0);
  connection.close();
});

t.test('faults on demand', async (t) => {
  const fault = (attributes: string): string => `<test:fault ${attributes}/>`;
  const faults =
    fault("operation='domainSuspend' action='error' count='1'") +
    fault("operation='domainReboot' action='hang'") +
    fault("operation='domainResume' action='crash'") +
    fault("operation='domainGetInfo' delay='60'");
  const connection = await open(document('faults.xml', guest('f', faults)));
  const call = caller(connection);
  const { dom } = await call('domainLookupByName', { name: 'f' });
  t.match(await failure(call('domainSuspend', { dom })), { code: 9, message: /simulated fault/ });
  await call('domainSuspend', { dom });
  const controller = new AbortController();
  const hanging = failure(call('domainReboot', { dom }, { signal: controller.signal }));
  controller.abort();
  t.match(await hanging, { code: 78 });
  const before = performance.now();
  await call('domainGetInfo', { dom });
  t.ok(performance.now() - before > 50, 'late');
  await failure(call('domainResume', { dom }));
  t.match(await call('domainGetState', { dom }), { state: 5, reason: 3 }, 'off after a crash');
  connection.close();
});

t.test('every operation can be given every fault', async (t) => {
  const kinds = [
    ["action='error' code='38' message='on demand'", { code: 38, message: /on demand/ }],
    ["delay='1' action='error'", { code: 9, message: /a simulated fault/ }],
    ["action='crash'", { code: 9, message: /the simulated guest crashed/ }],
    ["action='hang'", { code: 78 }],
  ] as const;
  for (const [attributes, expected] of kinds) {
    const connection = await open(document('all.xml', `<test:fault operation='*' ${attributes}/>`));
    const call = caller(connection);
    const given = new AbortController();
    given.abort();
    const missed: string[] = [];
    let met = 0;
    for (const family of tableFamilies)
      for (const [name, slot] of Object.entries(connection.tables[family] ?? {})) {
        if (typeof slot !== 'function') continue;
        const extras = attributes.includes('hang') ? { signal: given.signal } : {};
        const error = await failure(call(name as ProcedureName, {}, extras));
        met++;
        if (error.code !== expected.code) missed.push(name);
        if ('message' in expected && !expected.message.test(error.message)) missed.push(name);
      }
    t.same(missed, [], attributes);
    t.ok(met > 350, `${met} operations`);
    connection.close();
  }
});

t.test('faults come with the definition, and go with it', async (t) => {
  const connection = await open(document('defined.xml', ''));
  const call = caller(connection);
  const fault = (operation: string): string => `<test:fault operation='${operation}' action='error'/>`;
  const { dom } = await call('domainDefineXML', { xml: guest('late', fault('domainCreate')) });
  t.match(await failure(call('domainCreate', { dom })), { message: /a simulated fault/ });
  const again = guest('late').replace('<memory>', `<uuid>${dom.uuid}</uuid><memory>`);
  await call('domainDefineXML', { xml: again });
  await call('domainCreate', { dom });
  const { dom: other } = await call('domainCreateXML', { xml_desc: guest('born', fault('domainSuspend')) });
  t.match(await failure(call('domainSuspend', { dom: other })), { message: /a simulated fault/ });
  const odd = failure(call('domainDefineXML', { xml: guest('odd', fault('domainExplode')) }));
  t.match(await odd, { code: 27, message: /unknown operation 'domainExplode' of a fault/ });
  await t.rejects(open(document('odd.xml', fault('domainExplode'))), { message: /unknown operation/ });
  connection.close();
});

t.test('a mistake in a part of a document is told by the name of the part', async (t) => {
  const device =
    "<device><name>box</name><capability type='system'><hardware/><firmware/></capability></device>";
  await t.rejects(open(document('part.xml', device)), { message: /no system UUID supplied for 'box'/ });
});

t.test('a thousand guests', async (t) => {
  const connection = await open(document('many.xml', ''));
  const call = caller(connection);
  for (let i = 0; i < 1000; i++) await call('domainDefineXML', { xml: guest(`g${i}`) });
  const { domains } = await call('connectListAllDomains', { need_results: 1 });
  t.equal(domains.length, 1000);
  const { retStats } = await call('connectGetAllDomainStats', { doms: [], stats: 0 });
  t.equal(retStats.length, 1000);
  connection.close();
});
