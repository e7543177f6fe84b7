// REST against the built daemon and its simulated host: resources, actions, definitions in both forms, problems, events.
import { request } from 'node:http';
import t from 'tap';
import { type Daemon, eventually, startDaemon } from '../daemon/support.ts';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer's shape is what the tests look at
  readonly json: any;
}

const ask = (
  daemon: Daemon,
  method: string,
  path: string,
  body?: string | object,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const call = request(
      {
        socketPath: daemon.restSocket,
        method,
        path,
        headers: {
          ...(text === undefined
            ? {}
            : { 'content-type': typeof body === 'object' ? 'application/json' : 'application/xml' }),
          ...headers,
        },
      },
      (response) => {
        let answer = '';
        response.on('data', (chunk) => {
          answer += chunk;
        });
        response.on('end', () => {
          const type = String(response.headers['content-type'] ?? '');
          const json = type.includes('json') ? JSON.parse(answer) : null;
          resolve({ status: response.statusCode ?? 0, type, text: answer, json });
        });
      },
    );
    call.on('error', reject);
    call.end(text);
  });

const uuid = '6695eb01-f6a4-8304-79aa-97f2502e193f';
const at = (path: string): string => `${path}?connect=test:///default`;

t.test('REST', { timeout: 120_000 }, async (t) => {
  const daemon = await startDaemon({ scheme: 'test:///default' });
  t.teardown(() => daemon.remove());
  await eventually(
    'REST',
    20,
    async () => (await ask(daemon, 'GET', '/readyz').catch(() => null))?.status === 200,
  );

  await t.test('domains and their actions', async (t) => {
    const list = await ask(daemon, 'GET', at('/v1/domains'));
    t.equal(list.status, 200);
    t.match(list.json, [{ name: 'test', uuid, id: 1, state: 'running', persistent: true, autostart: false }]);
    const one = await ask(daemon, 'GET', at(`/v1/domains/${uuid}`));
    t.match(one.json, { name: 'test', vcpus: 2, maxMemory: 8388608, memory: 2097152 });
    const act = (action: string) => ask(daemon, 'POST', at(`/v1/domains/${uuid}/actions/${action}`));
    t.match((await act('suspend')).json, { state: 'paused' });
    t.match((await act('resume')).json, { state: 'running' });
    t.match((await act('destroy')).json, { state: 'shut off', id: null });
    const again = await act('destroy');
    t.match(again, {
      status: 409,
      type: 'application/problem+json',
      json: { code: 55, detail: /domain is not running/ },
    });
    t.match((await act('start')).json, { state: 'running' });
    t.equal((await act('dance')).status, 404);
  });

  await t.test('what is not there, and what is nonsense', async (t) => {
    const nobody = await ask(daemon, 'GET', at('/v1/domains/00000000-0000-4000-8000-000000000001'));
    t.match(nobody, {
      status: 404,
      json: { code: 42, type: 'urn:libvirt:error:NO_DOMAIN', detail: /Domain not found/ },
    });
    t.match(await ask(daemon, 'GET', at('/v1/domains/nonsense')), { status: 400, json: { code: 8 } });
    t.match(await ask(daemon, 'GET', '/v1/nothing'), { status: 404, type: 'application/problem+json' });
    t.match(await ask(daemon, 'GET', '/v1/domains?connect=foo:///x'), { status: 503, json: { code: 5 } });
  });

  await t.test('a definition as XML and as JSON', async (t) => {
    const own = 'c7a5fdbd-edaf-9455-926a-d65c16db1800';
    const xml = `<domain type='test'><name>rest</name><memory>65536</memory><os><type>hvm</type></os></domain>`;
    const put = await ask(daemon, 'PUT', at(`/v1/domains/${own}`), xml);
    t.match(put, { status: 200, json: { name: 'rest', uuid: own, state: 'shut off', maxMemory: 65536 } });
    const read = await ask(daemon, 'GET', at(`/v1/domains/${own}`), undefined, { accept: 'application/xml' });
    t.match(read, { type: /xml/, text: /<uuid>c7a5fdbd/ });
    const definition = (await ask(daemon, 'GET', at(`/v1/domains/${own}/definition`))).json;
    t.match(definition, { name: 'rest', uuid: own });
    definition.title = 'made with JSON';
    t.equal((await ask(daemon, 'PUT', at(`/v1/domains/${own}`), definition)).status, 200);
    const changed = await ask(daemon, 'GET', at(`/v1/domains/${own}`), undefined, {
      accept: 'application/xml',
    });
    t.match(changed.text, /<title>made with JSON<\/title>/);
    t.match(await ask(daemon, 'PUT', at(`/v1/domains/${uuid}`), definition), {
      status: 400,
      json: { detail: /the address of/ },
    });
    t.match(await ask(daemon, 'PUT', at(`/v1/domains/${own}`), '<domain'), {
      status: 422,
      json: { code: 35 },
    });
    t.match(
      await ask(daemon, 'PUT', at(`/v1/domains/${own}`), { ...definition, nonsense: 1, vcpu: 'many' }),
      { status: 400, json: { detail: /nonsense/ } },
      'JSON that is no definition',
    );
    t.equal((await ask(daemon, 'DELETE', at(`/v1/domains/${own}`))).status, 204);
    t.equal((await ask(daemon, 'GET', at(`/v1/domains/${own}`))).status, 404);
  });

  await t.test('any procedure by name', async (t) => {
    const info = await ask(daemon, 'POST', at('/v1/call/nodeGetInfo'), {});
    t.match(info, { status: 200, json: { cpus: 16, nodes: 2 } });
    t.equal(
      (await ask(daemon, 'POST', at('/v1/call/connectOpen'), {})).status,
      404,
      'the connection is not for HTTP to open',
    );
  });

  await t.test('arguments are checked against their types', async (t) => {
    const define = (args: object) => ask(daemon, 'POST', at('/v1/call/domainDefineXML'), args);
    const refused = async (args: object, detail: RegExp) =>
      t.match(await define(args), { status: 400, json: { code: 8, detail } }, JSON.stringify(args));
    await refused({ xml: 5 }, /'xml' must be a string of at most 4194304 bytes/);
    await refused({}, /'xml' must be a string/);
    await refused({ xml: 'x', more: 1 }, /'more' is not known in 'arguments'/);
    await refused([], /'arguments' must be an object/);
    const { json } = await ask(daemon, 'GET', at(`/v1/domains/${uuid}`));
    const dom = { name: 'test', uuid, id: json.id };
    const set = (params: unknown, more: object = {}) =>
      ask(daemon, 'POST', at('/v1/call/domainSetMemoryParameters'), { dom, params, ...more });
    const bad = async (params: unknown, detail: RegExp, more: object = {}) =>
      t.match(await set(params, more), { status: 400, json: { detail } });
    await bad('none', /'params' must be a list of at most 16/);
    await bad([{ field: 'hard_limit', type: 9, value: 1 }], /'params\[0\]\.type' must be from 1 to 7/);
    await bad(
      [{ field: 'hard_limit', type: 4, value: 'much' }],
      /'params\[0\]\.value' must be a 64-bit integer/,
    );
    await bad([], /'flags' must be an integer from 0 to 4294967295/, { flags: -1 });
    await bad([], /'dom\.uuid' must be a UUID/, { dom: { ...dom, uuid: 'x' } });
    t.equal((await set([{ field: 'hard_limit', type: 4, value: '2000000' }])).status, 204);
    const broken = await ask(daemon, 'POST', at('/v1/call/domainDefineXML'), '{"xml":', {
      'content-type': 'application/json',
    });
    t.match(broken, { status: 400, json: { type: 'about:blank', title: 'bad request' } });
  });

  await t.test('pages of other origins are kept out', async (t) => {
    const from = (origin: string) =>
      ask(daemon, 'POST', at(`/v1/domains/${uuid}/actions/destroy`), '', { origin });
    t.equal((await from('http://example.org')).status, 403);
    t.equal((await from('null')).status, 403);
    t.match((await ask(daemon, 'GET', at(`/v1/domains/${uuid}`))).json, { state: /running|paused/ });
    const own = await ask(daemon, 'GET', at('/v1/domains'), undefined, {
      host: 'here',
      origin: 'http://here',
    });
    t.equal(own.status, 200);
  });

  await t.test('the description', async (t) => {
    const { json } = await ask(daemon, 'GET', '/openapi.json');
    t.equal(json.openapi, '3.1.0');
    for (const path of [
      '/v1/domains',
      '/v1/domains/{uuid}',
      '/v1/domains/{uuid}/actions/{action}',
      '/v1/events',
      '/v1/call/domainGetInfo',
    ])
      t.ok(json.paths[path], path);
    const { $defs } = json.components.schemas.DomainDefinition;
    t.ok(Object.keys($defs.domain.properties).length > 10, 'the JSON form is described');
    const astray: string[] = [];
    const follow = (reference: string): unknown =>
      reference
        .split('/')
        .slice(1)
        .reduce((at, name) => at?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], json);
    JSON.stringify(json, (key, value) => {
      if (key === '$ref' && !(value.startsWith('#/') && follow(value))) astray.push(value);
      return value;
    });
    t.same(astray, [], 'every reference leads somewhere');
  });

  await t.test('events as they happen, and again after a gap', async () => {
    let seen = '';
    const listen = (headers: Record<string, string>) =>
      new Promise<() => void>((resolve, reject) => {
        const call = request(
          { socketPath: daemon.restSocket, path: at('/v1/events'), headers },
          (response) => {
            response.on('data', (chunk) => {
              seen += chunk;
            });
            response.on('error', () => undefined);
            resolve(() => call.destroy());
          },
        );
        call.on('error', reject);
        call.end();
      });
    const leave = await listen({});
    await ask(daemon, 'POST', at(`/v1/domains/${uuid}/actions/suspend`));
    await eventually('the event', 5, () => seen.includes('event: domain.lifecycle'));
    const id = /id: ([0-9]+)\nevent: domain/.exec(seen)?.[1] as string;
    leave();
    await ask(daemon, 'POST', at(`/v1/domains/${uuid}/actions/resume`));
    seen = '';
    const leaveAgain = await listen({ 'last-event-id': id });
    await eventually('what was missed', 5, () => /"event":4/.test(seen));
    leaveAgain();
  });
});
