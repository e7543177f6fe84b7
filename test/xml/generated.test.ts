// The generated schemas are fresh, compile, and refuse what the declarations do not know.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { ErrorCode } from '../../schemas/errors.ts';
import { Network } from '../../schemas/xml/network.ts';
import { fromJson } from '../../src/model/xml/json.ts';
import { generatedFiles } from '../../src/model/xml/schema/generated.ts';
import { objectProblems } from '../../src/model/xml/schema/json.ts';
import { prepareValidation } from '../../src/model/xml/schema/validate.ts';
import { repository } from '../corpus/corpus.ts';

t.test('schemas/generated is what the declarations give (npm run generate)', (t) => {
  for (const [name, text] of generatedFiles()) {
    const file = join(repository, 'schemas/generated', name);
    t.ok(existsSync(file) && readFileSync(file, 'utf8') === text, name);
  }
  t.end();
});

t.test('the RelaxNG knows every element and attribute, and no other', async (t) => {
  const validate = await prepareValidation();
  const domain = (devices: string, more = ''): string =>
    `<domain type='kvm'><name>a</name><memory>1</memory><os><type>hvm</type></os><devices>${devices}</devices>${more}</domain>`;
  const good = [
    domain(''),
    domain("<disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/></disk>"),
    domain(
      "<interface type='network'><source network='a'/><model type='virtio'/><driver name='vhost'/></interface>",
    ),
  ];
  const bad = [
    domain('<bogus/>'),
    domain("<disk type='file'><source dev='/a'/><target dev='vda'/></disk>"),
    domain("<disk type='file' bogus='1'><target dev='vda'/></disk>"),
    domain("<disk type='bogus'><target dev='vda'/></disk>"),
    domain("<hostdev mode='subsystem' type='pci'><source><adapter name='a'/></source></hostdev>"),
    domain('', '<bogus/>'),
  ];
  for (const xml of good) t.doesNotThrow(() => validate('domain', xml), xml);
  for (const xml of bad) t.throws(() => validate('domain', xml), { code: ErrorCode.XML_INVALID_SCHEMA }, xml);
});

t.test('objects from outside are checked before they become XML', (t) => {
  t.same(objectProblems(Network, { name: 'a', ips: [{ address: '10.0.0.1', prefix: 24 }] }), []);
  t.same(objectProblems(Network, { ips: [{ address: 'x' }], mtu: { size: -1 }, bogus: 1 }), [
    "network.ips[0].address does not look right: 'x'",
    'network.mtu.size must be an integer from 0 to 4294967295',
    'network.bogus is unknown',
    'network.name is missing',
  ]);
  t.same(objectProblems(Network, 'text'), ['network must be an object, not string']);
  t.end();
});

t.test('JSON becomes what the XML would have become', (t) => {
  const net = fromJson(Network, { name: 'a', ips: [{ address: '10.0.0.1', prefix: 24 }] });
  t.equal(net.bridge?.stp, true, 'rules apply');
  t.same(net.ips[0]?.address, '10.0.0.1');
  t.throws(
    () => fromJson(Network, { name: 'a', ips: [{ address: '10.0.0.1', prefix: 99 }] }),
    /Invalid IPv4 prefix '99'/,
  );
  t.throws(() => fromJson(Network, { name: 1 }), {
    code: ErrorCode.INVALID_ARG,
    message: /network.name must be text, not number/,
  });
  t.end();
});
