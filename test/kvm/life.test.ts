// A guest's life with a real QEMU: states, reasons, events, errors, as libvirt has them.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { VirError } from '../../schemas/errors.ts';
import { cleanUp, guestXml, makeRoot, qemuProcesses, skipWithoutQemu, startLab, until } from './lab.ts';

t.setTimeout(120_000);

const failure = async (work: Promise<unknown>): Promise<VirError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof VirError) return error;
    throw error;
  }
  throw new Error('it did not fail');
};

t.test('define, start, suspend, resume, reset, destroy, undefine', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const lab = await startLab(root);
  const defined = await lab.call('domainDefineXML', { xml: guestXml('one', uuid) });
  t.same(defined.dom, { name: 'one', uuid, id: -1 });
  t.ok(existsSync(join(root, 'etc/libvirt/qemu/one.xml')), 'the definition is on disk');
  const dom = defined.dom;
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 5, reason: 0 });
  t.match((await failure(lab.call('domainSuspend', { dom }))).message, 'domain is not running');

  await lab.call('domainCreate', { dom });
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 1, reason: 1 }, 'running, booted');
  t.equal(qemuProcesses(uuid).length, 1);
  t.same(lab.lifecycle(), ['0.0', '4.0', '2.0'], 'defined, resumed, started');
  const status = readFileSync(join(root, 'run/libvirt/qemu/one.xml'), 'utf8');
  t.match(status, /<domstatus state='running' reason='booted' pid='\d+'>/);
  t.match(status, /<qemuCaps>/);
  const twice = await failure(lab.call('domainCreate', { dom }));
  t.equal(twice.message, 'Requested operation is not valid: domain is already running');

  await lab.call('domainSuspend', { dom });
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 3, reason: 1 });
  await lab.call('domainSuspend', { dom });
  await lab.call('domainResume', { dom });
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 1, reason: 5 });
  const running = await failure(lab.call('domainResume', { dom }));
  t.match(running.message, 'domain is already running');
  await lab.call('domainReset', { dom, flags: 0 });
  await until('the reboot event', () => lab.events.some((event) => event.kind === 'reboot'));
  t.same(lab.lifecycle(), ['3.0', '4.0']);

  await lab.call('domainDestroy', { dom });
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 5, reason: 2 });
  t.same(lab.lifecycle(), ['6.2', '5.1'], 'shutdown by the host, stopped by destroy');
  t.equal(qemuProcesses(uuid).length, 0);
  t.notOk(existsSync(join(root, 'run/libvirt/qemu/one.xml')));
  t.notOk(existsSync(join(root, 'var/lib/libvirt/qemu/domain-1-one')));
  await lab.call('domainUndefine', { dom });
  t.same(lab.lifecycle(), ['1.0']);
  t.match(
    (await failure(lab.call('domainGetInfo', { dom }))).message,
    `no domain with matching uuid '${uuid}' (one)`,
  );
  t.notOk(existsSync(join(root, 'etc/libvirt/qemu/one.xml')));
  await lab.stop();
});

t.test('transient, paused, autodestroyed', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const lab = await startLab(root);
  const { dom } = await lab.call('domainCreateXML', { xml_desc: guestXml('two', uuid), flags: 1 | 2 });
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 3, reason: 1 });
  t.same(await lab.call('domainIsPersistent', { dom }), { persistent: 0 });
  t.same(lab.lifecycle(), ['2.0', '3.0']);
  const list = await lab.call('connectListAllDomains', { need_results: 1, flags: 1 | 8 | 32 });
  t.equal(list.ret, 1);
  t.equal((await lab.call('connectListAllDomains', { need_results: 1, flags: 4 })).ret, 0);
  lab.endSession();
  await until('it is gone', () => qemuProcesses(uuid).length === 0);
  await until('it is forgotten', async () => (await lab.call('connectNumOfDomains', {})).num === 0);
  t.same(lab.lifecycle().at(-1), '5.1');
  await lab.stop();
});

t.test('a start that fails leaves nothing and says why', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const lab = await startLab(root);
  const kernel = join(root, 'no-kernel');
  writeFileSync(kernel, 'these bytes are no kernel');
  const xml = guestXml('three', uuid).replace('hvm</type>', `hvm</type><kernel>${kernel}</kernel>`);
  const { dom } = await lab.call('domainDefineXML', { xml });
  const error = await failure(lab.call('domainCreate', { dom }));
  t.equal(error.code, 1);
  t.match(error.message, /process exited while connecting to monitor: .*kernel/s);
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 5, reason: 6 }, 'shut off, failed');
  t.equal(qemuProcesses(uuid).length, 0);
  t.notOk(existsSync(join(root, 'run/libvirt/qemu/three.xml')));
  t.notOk(existsSync(join(root, 'run/libvirt/qemu/three.starting')));
  t.notOk(existsSync(join(root, 'var/lib/libvirt/qemu/domain-1-three')));
  await lab.stop();
});

t.test('a QEMU that dies is a crash; destroy calls off a start', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  let hold: (() => void) | null = null;
  const lab = await startLab(root, {
    fault: (_plan, step, when) =>
      hold && step === 'monitor' && when === 'after'
        ? new Promise((resolve) => {
            hold?.();
            setTimeout(resolve, 100);
          })
        : undefined,
  });
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('four', uuid) });
  await lab.call('domainCreate', { dom });
  process.kill(qemuProcesses(uuid)[0] as number, 'SIGKILL');
  await until(
    'the end is noticed',
    async () => (await lab.call('domainGetState', { dom, flags: 0 })).state === 5,
  );
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 5, reason: 3 }, 'shut off, crashed');
  t.equal(lab.lifecycle().at(-1), '5.5');

  const reached = new Promise<void>((resolve) => {
    hold = resolve;
  });
  const start = failure(lab.call('domainCreate', { dom }));
  await reached;
  await lab.call('domainDestroy', { dom });
  t.match((await start).message, 'guest unexpectedly quit');
  t.equal(qemuProcesses(uuid).length, 0);
  t.same(await lab.call('domainGetState', { dom, flags: 0 }), { state: 5, reason: 2 });
  hold = null;
  await lab.call('domainCreate', { dom });
  t.equal(qemuProcesses(uuid).length, 1, 'and it can be started again');
  await lab.call('domainDestroy', { dom });
  await lab.stop();
});

t.test(
  'a stopped QEMU delays only its own calls, and can be destroyed',
  { skip: skipWithoutQemu },
  async (t) => {
    const root = makeRoot();
    const uuids = [randomUUID(), randomUUID()];
    t.teardown(() => cleanUp(root, uuids));
    const lab = await startLab(root, { config: { monitor_timeout: 1 } });
    const made = await Promise.all(
      uuids.map((uuid, i) => lab.call('domainCreateXML', { xml_desc: guestXml(`s${i}`, uuid), flags: 0 })),
    );
    process.kill(qemuProcesses(uuids[0] as string)[0] as number, 'SIGSTOP');
    const [stopped, fine] = made.map(({ dom }) => dom);
    const stats = lab.call('domainMemoryStats', { dom: stopped, maxStats: 16, flags: 0 });
    const error = failure(stats);
    const begin = performance.now();
    await lab.call('domainGetInfo', { dom: fine });
    await lab.call('domainMemoryStats', { dom: fine, maxStats: 16, flags: 0 });
    t.ok(performance.now() - begin < 500, 'the other guest answers meanwhile');
    const told = await error;
    t.equal(told.code, 68);
    t.match(told.message, "monitor of 's0' did not answer");
    const bulk = await lab.call('connectGetAllDomainStats', { doms: [], stats: 0, flags: 1 << 29 });
    t.equal((bulk.retStats as unknown[]).length, 2, 'bulk figures come for both');
    const destroyed = performance.now();
    await lab.call('domainDestroy', { dom: stopped });
    t.ok(performance.now() - destroyed < 1_000);
    await lab.call('domainDestroy', { dom: fine });
    await lab.stop();
  },
);
