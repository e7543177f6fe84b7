// Whoever is wrong in two places hears of the same one as with libvirt: its parser reads in an order of its own.
import t from 'tap';
import { parsePool, parseSourceSpec, parseVolume } from '../../src/model/storage/documents.ts';

const pool = (type: string, inner: string): string => `<pool type='${type}'>${inner}</pool>`;
const target = '<target><path>/x</path></target>';

t.test('pools', async (t) => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [pool('netfs', `<name>a/b</name><source><host port='1'/></source>`), /missing storage pool host name/],
    [pool('dir', `<name>a/b</name><uuid>x</uuid>${target}`), /cannot contain '\/'/],
    [pool('dir', `<name>a</name><uuid>x</uuid>`), /malformed uuid element/],
    [
      pool('fs', `<name>a</name><target><path>/x</path><permissions><mode>9</mode></permissions></target>`),
      /missing storage pool source device name/,
    ],
    [
      pool('dir', `<name>a</name><target><permissions><mode>9</mode></permissions></target>`),
      /missing storage pool target path/,
    ],
    [pool('iscsi', `<name>a</name><source><auth type='zz'/></source>${target}`), /missing username for auth/],
    [
      pool('scsi', `<name>a</name><source><adapter wwnn='1' managed='maybe'/></source>${target}`),
      /requires use of the adapter 'type'/,
    ],
    [
      pool(
        'scsi',
        `<name>a</name><source><adapter type='scsi_host' name='h'><parentaddr><address slot='40'/></parentaddr></adapter></source>${target}`,
      ),
      /Invalid PCI address slot='0x28'/,
    ],
  ];
  for (const [xml, text] of cases) t.throws(() => parsePool(xml), { message: text }, xml);
});

t.test('what only a look at the disk can tell is not read', async (t) => {
  const sizes = `<capacity unit='parsec'>many</capacity><allocation>x</allocation><available/>`;
  const def = parsePool(
    pool(
      'disk',
      `<name>a</name>${sizes}<source><device path='/d'><freeExtent start='z'/></device></source>${target}`,
    ),
  );
  t.equal(def.capacity, 0);
  t.same(def.source.devices?.[0]?.freeExtents, []);
  const adapter = `<adapter type='scsi_host' name='host1' managed='maybe' wwnn='x'/>`;
  const scsi = parsePool(pool('scsi', `<name>a</name><source>${adapter}</source>${target}`));
  t.same(
    scsi.source.adapter,
    { type: 'scsi_host', name: 'host1' },
    "another type's attributes are not looked at",
  );
});

t.test('volumes', async (t) => {
  const volume = (inner: string): string => `<volume>${inner}</volume>`;
  const cases: readonly (readonly [string, RegExp])[] = [
    [volume(`<capacity>x</capacity>`), /missing volume name element/],
    [volume(`<name>a</name><target><format type='zz'/></target>`), /missing capacity element/],
    [
      volume(`<name>a</name><capacity unit='zz'>99999999999999999999</capacity>`),
      /malformed capacity element/,
    ],
    [volume(`<name>a</name><capacity unit='zz'>1</capacity>`), /unknown suffix 'zz'/],
    [
      volume(
        `<name>a</name><capacity>1</capacity><target><compat>x</compat><clusterSize>x</clusterSize></target>`,
      ),
      /forbidden characters in 'compat'/,
    ],
    [
      volume(`<name>a</name><capacity>1</capacity><target><clusterSize>x</clusterSize></target>`),
      /Invalid value 'x' for element or attribute '.\/target\/clusterSize'/,
    ],
  ];
  for (const [xml, text] of cases) t.throws(() => parseVolume('dir', xml), { message: text }, xml);
  const backed = volume(`<name>a</name><backingStore><path>/b</path></backingStore>`);
  t.equal(parseVolume('dir', backed, 'unless-backed').volume.capacity, 0);
  t.throws(() => parseVolume('dir', backed), /missing capacity element/);
});

t.test('what discovery is asked about', async (t) => {
  const asked = parseSourceSpec('netfs', "<source><host name='h'/></source>");
  t.equal(asked?.hosts?.[0]?.name, 'h');
});
