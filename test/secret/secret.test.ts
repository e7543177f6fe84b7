// Secrets: kept with the right mode, sealed when there is a key, never shown when private, gone when undefined.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { CallContext } from '../../src/drivers/context.ts';
import { createEventBus } from '../../src/drivers/events.ts';
import type { Logger } from '../../src/drivers/host.ts';
import { createSecretDriver, type SecretDriver } from '../../src/drivers/secret/driver.ts';
import { seal, unseal } from '../../src/drivers/secret/value-file.ts';
import { quietLog, testHost } from '../network/serve.ts';

const UUID = 'aaaaaaaa-0000-4000-8000-000000000009';
const xml = (flags = '', usage = `<usage type='volume'><volume>/v</volume></usage>`): string =>
  `<secret ${flags}><uuid>${UUID}</uuid>${usage}</secret>`;
const secret = { uuid: UUID, usageType: 1, usageID: '/v' };
const value = Buffer.from('open sesame');

const call = <T = unknown>(driver: SecretDriver, name: string, args: Record<string, unknown>): Promise<T> => {
  const slot = (driver.table as unknown as Record<string, (ctx: CallContext, args: unknown) => unknown>)[
    name
  ];
  return Promise.resolve().then(() => slot?.({} as CallContext, { flags: 0, ...args })) as Promise<T>;
};

const begin = async (root: string, config: Record<string, string | number> = {}, log: Logger = quietLog) => {
  const events = createEventBus();
  const host = testHost(root, log, { 'secret.conf': config });
  const driver = createSecretDriver(host, events);
  await driver.start(new AbortController().signal);
  return { driver, events, folder: join(host.paths.config, 'secrets') };
};

t.test('defined, given a value, read again after a restart', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'secret-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const said: string[] = [];
  const say = (fields: object, text: string): void => void said.push(JSON.stringify(fields) + text);
  const log: Logger = { debug: say, info: say, warn: say, error: say, child: () => log };
  const { driver, events, folder } = await begin(root, {}, log);
  const kinds: string[] = [];
  events.subscribe(({ kind }) => kinds.push(kind));
  await call(driver, 'secretDefineXML', { xml: xml() });
  await t.rejects(call(driver, 'secretGetValue', { secret }), { code: 66, message: /does not have a value/ });
  await call(driver, 'secretSetValue', { secret, value });
  t.same(kinds, ['lifecycle', 'valueChanged']);
  t.equal(
    readFileSync(join(folder, `${UUID}.base64`), 'latin1'),
    value.toString('base64'),
    "libvirt's own form",
  );
  for (const file of readdirSync(folder)) t.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file);

  const again = await begin(root, {}, log);
  t.same(await call(again.driver, 'secretGetValue', { secret }), { value });
  t.same(await again.driver.service.value({ usage: '/v', type: 'volume' }), value);
  t.equal(await again.driver.service.lookup('volume', '/v'), UUID);
  t.equal(await again.driver.service.lookup('ceph', '/v'), null);
  await call(again.driver, 'secretUndefine', { secret });
  t.same(readdirSync(folder), []);
  await t.rejects(again.driver.service.value({ uuid: UUID }), { code: 66 });
  t.notMatch(said.join('\n'), /open sesame|b3BlbiBzZXNhbWU/);
});

t.test('private and ephemeral', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'secret-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const { driver, folder } = await begin(root);
  await call(driver, 'secretDefineXML', { xml: xml(`private='yes' ephemeral='yes'`) });
  await call(driver, 'secretSetValue', { secret, value });
  t.notOk(existsSync(join(folder, `${UUID}.xml`)));
  t.notOk(existsSync(join(folder, `${UUID}.base64`)), 'nothing of it on disk');
  await t.rejects(call(driver, 'secretGetValue', { secret }), {
    code: 65,
    message: 'Invalid secret: secret is private',
  });
  t.same(await driver.service.value({ uuid: UUID }), value, 'other drivers may');
  await t.rejects(call(driver, 'secretDefineXML', { xml: xml() }), /cannot change private flag/);
  await call(driver, 'secretDefineXML', { xml: xml(`private='yes'`) });
  t.ok(existsSync(join(folder, `${UUID}.base64`)), 'lasting now, with its value');
  await call(driver, 'secretDefineXML', { xml: xml(`private='yes' ephemeral='yes'`) });
  t.same(readdirSync(folder), [], 'and not lasting again');
});

t.test('encrypted at rest', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'secret-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const key = join(root, 'key');
  writeFileSync(key, Buffer.alloc(32, 7), { mode: 0o600 });
  const plain = await begin(root);
  await call(plain.driver, 'secretDefineXML', { xml: xml() });
  await call(plain.driver, 'secretSetValue', { secret, value });
  const sealed = await begin(root, { secrets_encryption_key: key });
  t.same(await call(sealed.driver, 'secretGetValue', { secret }), { value }, 'older values are still read');
  await call(sealed.driver, 'secretSetValue', { secret, value });
  t.same(readdirSync(sealed.folder).sort(), [`${UUID}.sealed`, `${UUID}.xml`]);
  const stored = Buffer.from(readFileSync(join(sealed.folder, `${UUID}.sealed`), 'latin1'), 'base64');
  t.notOk(stored.includes(value));
  const again = await begin(root, { secrets_encryption_key: key });
  t.same(await call(again.driver, 'secretGetValue', { secret }), { value });
  writeFileSync(key, Buffer.alloc(32, 8));
  const wrong = await begin(root, { secrets_encryption_key: key });
  await t.rejects(
    call(wrong.driver, 'secretGetValue', { secret }),
    /does not have a value/,
    'with another key',
  );
  t.throws(
    () => unseal(Buffer.alloc(32, 7), 'another uuid', stored),
    /cannot be opened/,
    'bound to its uuid',
  );
  const box = seal(Buffer.alloc(32, 7), UUID, value);
  box[box.length - 1] = (box.at(-1) ?? 0) ^ 1;
  t.throws(() => unseal(Buffer.alloc(32, 7), UUID, box), /cannot be opened/, 'changed by one bit');
});
