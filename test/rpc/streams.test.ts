// Streams on the wire: who ends, who confirms, holes, failures, aborts; and events by registration.
import t from 'tap';
import { startLab } from './support.ts';

const dom = { name: 'x', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 };
const vol = (name: string) => ({ pool: 'p', name, key: 'k' });

t.test('a download: packets that clients take without mapping memory, empty packet, finish', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const client = await lab.opened();
  const { answer, stream } = await client.stream('domainScreenshot', { dom, screen: 0, flags: 0 });
  t.same(answer, { mime: 'image/png' });
  let total = 0;
  let largest = 0;
  for await (const chunk of stream) {
    t.ok(Buffer.isBuffer(chunk));
    total += (chunk as Buffer).length;
    largest = Math.max(largest, (chunk as Buffer).length);
  }
  t.same([total, largest], [700_001, 126_976]);
  await stream.finish();
});

t.test('an upload is confirmed when it is written; holes keep their place', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const client = await lab.opened();
  const { stream } = await client.stream('storageVolUpload', {
    vol: vol('v'),
    offset: 0,
    length: 0,
    flags: 1,
  });
  stream.send(Buffer.from('abc'));
  stream.hole(1 << 20);
  stream.send(Buffer.from('def'));
  await stream.finish();
  t.same(lab.uploaded, [Buffer.from('abc'), { hole: 1 << 20 }, Buffer.from('def')]);
});

t.test('a sparse download tells holes', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const client = await lab.opened();
  const { stream } = await client.stream('storageVolDownload', {
    vol: vol('v'),
    offset: 0,
    length: 0,
    flags: 1,
  });
  const seen: unknown[] = [];
  for await (const chunk of stream) seen.push(Buffer.isBuffer(chunk) ? chunk.toString() : chunk);
  t.same(seen, ['head', { hole: 4096 }, 'tail']);
  await stream.finish();
});

t.test(
  'a sink that fails breaks the stream with its error; later packets are dropped silently',
  async (t) => {
    const lab = await startLab();
    t.teardown(() => lab.close());
    const client = await lab.opened();
    const { stream } = await client.stream('storageVolUpload', {
      vol: vol('broken'),
      offset: 0,
      length: 0,
      flags: 0,
    });
    stream.send(Buffer.from('abc'));
    await t.rejects(
      (async () => {
        for await (const _ of stream) t.fail('no data comes back');
      })(),
      { message: /the disk is full/ },
    );
    stream.send(Buffer.from('more'));
    t.same(await client.remote.connectGetType(), { type: 'LAB' }, 'the connection lives');
  },
);

t.test('an abort is answered with OK', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const client = await lab.opened();
  const { stream } = await client.stream('storageVolUpload', {
    vol: vol('v'),
    offset: 0,
    length: 0,
    flags: 0,
  });
  stream.send(Buffer.from('abc'));
  await stream.abort();
  t.same(await client.remote.connectGetType(), { type: 'LAB' });
});

t.test('events reach those who asked, once for each registration', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const client = await lab.opened();
  const all = await client.remote.connectDomainEventCallbackRegisterAny({ eventID: 0 });
  const one = await client.remote.connectDomainEventCallbackRegisterAny({ eventID: 0, dom });
  t.same([all.callbackID, one.callbackID], [0, 1]);
  const seen: unknown[] = [];
  client.onMessage((message) => seen.push(message));
  lab.bus.emit('domain', 'lifecycle', { dom, event: 2, detail: 0 });
  lab.bus.emit('domain', 'lifecycle', {
    dom: { ...dom, uuid: '00000000-0000-0000-0000-000000000001' },
    event: 3,
    detail: 1,
  });
  lab.bus.emit('domain', 'reboot', { dom });
  await client.remote.connectGetType();
  t.match(seen, [
    { procedure: 'domainEventCallbackLifecycle', body: { callbackID: 0, msg: { event: 2, detail: 0 } } },
    { procedure: 'domainEventCallbackLifecycle', body: { callbackID: 1, msg: { event: 2, detail: 0 } } },
    { procedure: 'domainEventCallbackLifecycle', body: { callbackID: 0, msg: { event: 3, detail: 1 } } },
  ]);
  t.equal(seen.length, 3);
  await client.remote.connectDomainEventCallbackDeregisterAny({ callbackID: 0 });
  await t.rejects(client.remote.connectDomainEventCallbackDeregisterAny({ callbackID: 0 }), {
    message: /domain event callback 0 not registered/,
  });
  await t.rejects(client.remote.connectDomainEventCallbackRegisterAny({ eventID: 99 }), {
    code: 1,
    domain: 7,
    message: /unsupported event ID 99/,
  });
});

t.test('events of clients from before callback ids', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const client = await lab.opened();
  t.same(await client.remote.connectDomainEventRegister(), { cb_registered: 1 });
  const seen: unknown[] = [];
  client.onMessage((message) => seen.push(message));
  lab.bus.emit('domain', 'lifecycle', { dom, event: 4, detail: 0 });
  await client.remote.connectGetType();
  t.match(seen, [{ procedure: 'domainEventLifecycle', body: { event: 4 } }]);
});
