// Pools for real: folders, file systems and disks on loop devices; definitions that survive, break, clash.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { choosePlace } from '../../src/drivers/storage/backends/disk-place.ts';
import { lvcreateArguments } from '../../src/drivers/storage/backends/logical.ts';
import { zfsCreateArguments } from '../../src/drivers/storage/backends/others.ts';
import { createVolume } from '../../src/drivers/storage/objects.ts';
import { parseLvs } from '../../src/model/storage/tools.ts';
import {
  createTestStorage,
  createVol,
  hasProgram,
  isRoot,
  type PoolHandle,
  poolXml,
  startPool,
  type VolumeHandle,
  volumeXml,
} from './support.ts';

t.setTimeout(500_000);
const MIB = 1 << 20;

const loopDevice = (file: string, size: number): string => {
  writeFileSync(file, '');
  execFileSync('truncate', ['-s', String(size), file]);
  return execFileSync('losetup', ['-P', '-f', '--show', file], { encoding: 'utf8' }).trim();
};
const noLoop = (): string | false => {
  if (!isRoot) return 'only root can set up loop devices';
  return hasProgram('losetup') && existsSync('/dev/loop-control') ? false : 'there are no loop devices';
};

t.test('documents checked against their schemas when asked to', async (t) => {
  const storage = await createTestStorage();
  t.teardown(storage.clean);
  const xml = poolXml('dir', 'p', join(storage.root, 'p'));
  const odd = xml.replace('</pool>', '<nonsense/></pool>');
  const wrong = storage.call('storagePoolDefineXML', { xml: odd, flags: 1 });
  await t.rejects(wrong, { message: /Unable to validate doc against .*storagepool\.rng/ });
  const { pool } = await storage.call<{ pool: PoolHandle }>('storagePoolDefineXML', { xml, flags: 1 });
  await storage.call('storagePoolBuild', { pool });
  await storage.call('storagePoolCreate', { pool });
  const vol = volumeXml('v', MIB);
  await storage.call('storageVolCreateXML', { pool, xml: vol, flags: 4 });
  const oddVolume = volumeXml('w', MIB).replace('</volume>', '<nonsense/></volume>');
  const refused = storage.call('storageVolCreateXML', { pool, xml: oddVolume, flags: 4 });
  await t.rejects(refused, { message: /Unable to validate doc against .*storagevol\.rng/ });
});

t.test('a folder', async (t) => {
  const storage = await createTestStorage();
  t.teardown(storage.clean);
  const target = join(storage.root, 'deep/er/pool');
  const pool = await startPool(storage, poolXml('dir', 'p', target));
  t.ok(existsSync(target), 'built with its parents');
  await createVol(storage, pool, volumeXml('a.raw', MIB));
  await createVol(storage, pool, volumeXml('b.qcow2', MIB, 'qcow2'));
  t.same(readdirSync(target).sort(), ['a.raw', 'b.qcow2']);
  mkdirSync(join(target, 'sub'));
  symlinkSync('/nowhere', join(target, 'dangling'));
  execFileSync('mkfifo', [join(target, 'fifo')]);
  await storage.call('storagePoolRefresh', { pool });
  const { names } = await storage.call<{ names: string[] }>('storagePoolListVolumes', { pool, maxnames: 99 });
  t.same(names.sort(), ['a.raw', 'b.qcow2', 'sub'], 'no FIFO, no dangling link');

  writeFileSync(join(target, 'a.raw'), Buffer.alloc(3 * MIB, 1));
  writeFileSync(join(target, 'c.raw'), 'x');
  await storage.call('storagePoolRefresh', { pool });
  const info = await storage.call('storageVolGetInfo', { vol: { pool: 'p', name: 'a.raw', key: '' } });
  t.match(info, { capacity: 3 * MIB }, 'a changed file is seen');
  const { num } = await storage.call<{ num: number }>('storagePoolNumOfVolumes', { pool });
  t.equal(num, 4, 'a new file is seen, the unchanged ones are kept');
  await storage.call('storageVolDelete', { vol: { pool: 'p', name: 'c.raw', key: '' } });
  writeFileSync(join(target, 'c.raw'), 'x');
  await storage.call('storagePoolRefresh', { pool });
  t.match(await storage.call('storageVolLookupByName', { pool, name: 'c.raw' }), { vol: { name: 'c.raw' } });
  t.same(
    storage.seen.filter(({ kind }) => kind === 'lifecycle').map(({ event }) => event),
    [0, 2],
  );
});

t.test('a size beyond all sizes', async (t) => {
  const storage = await createTestStorage();
  t.teardown(() => storage.clean());
  const pool = await startPool(storage, poolXml('dir', 'p', join(storage.root, 'p')));
  const vol = await createVol(storage, pool, volumeXml('v', MIB));
  await t.rejects(storage.call('storageVolResize', { vol, capacity: 2n ** 63n - 1n }), {
    code: 38,
    message: `Failed to truncate file '${vol.key}': Invalid argument`,
  });
  t.match(await storage.call('storageVolGetInfo', { vol }), { capacity: MIB });
});

t.test('names that would leave the folder', async (t) => {
  const storage = await createTestStorage();
  t.teardown(storage.clean);
  const pool = await startPool(storage, poolXml('dir', 'p', join(storage.root, 'pool')));
  for (const name of ['../x', 'a/b', '/etc/x', '..', '.'])
    await t.rejects(createVol(storage, pool, volumeXml(name, 1024)), { name: 'VirError' }, name);
  for (const name of ['../x', 'a/b', '/etc/x'])
    await t.rejects(
      storage.call('storagePoolDefineXML', { xml: poolXml('dir', name, '/tmp/x') }),
      /cannot contain '\/'/,
      name,
    );
  t.notOk(existsSync(join(storage.root, 'x')));
  t.same(readdirSync(join(storage.root, 'pool')), []);
});

t.test('definitions outlive the daemon, broken ones cost only themselves', async (t) => {
  const storage = await createTestStorage();
  t.teardown(storage.clean);
  const folder = join(storage.host.paths.config, 'storage');
  const kept = await startPool(storage, poolXml('dir', 'kept', join(storage.root, 'kept')));
  await storage.call('storagePoolSetAutostart', { pool: kept, autostart: 1 });
  await createVol(storage, kept, volumeXml('v', MIB));
  const xml = poolXml('dir', 'passing', join(storage.root, 'passing'));
  await storage.call('storagePoolCreateXML', { xml, flags: 1 });
  writeFileSync(join(folder, 'broken.xml'), '<pool type=');
  writeFileSync(join(folder, 'misnamed.xml'), poolXml('dir', 'other', '/tmp/other'));
  await storage.restart();
  const { pools } = await storage.call<{ pools: PoolHandle[] }>('connectListAllStoragePools', {});
  t.same(pools.map(({ name }) => name).sort(), ['kept', 'passing']);
  t.match(await storage.call('storagePoolIsPersistent', { pool: kept }), { persistent: 1 });
  t.match(await storage.call('storagePoolGetAutostart', { pool: kept }), { autostart: 1 });
  t.match(await storage.call('storagePoolIsActive', { pool: kept }), { active: 1 });
  t.match(await storage.call('storageVolLookupByName', { pool: kept, name: 'v' }), { vol: { name: 'v' } });
  const passing = pools.find(({ name }) => name === 'passing');
  t.match(await storage.call('storagePoolIsPersistent', { pool: passing }), { persistent: 0 });
  t.equal(readdirSync(folder).filter((name) => name.includes('.corrupt-')).length, 2, 'both set aside');
  await storage.call('storagePoolDestroy', { pool: passing });
  await t.rejects(storage.call('storagePoolLookupByName', { name: 'passing' }), { code: 49 });
  const clash = storage.call('storagePoolDefineXML', {
    xml: poolXml('dir', 'k2', join(storage.root, 'kept')),
  });
  await t.rejects(clash, /Storage source conflict with pool: 'kept'/);
});

t.test('a folder that cannot be read stops its pool', async (t) => {
  const storage = await createTestStorage();
  t.teardown(storage.clean);
  const target = join(storage.root, 'pool');
  const pool = await startPool(storage, poolXml('dir', 'p', target));
  execFileSync('rm', ['-r', target]);
  const text = `cannot open directory '${target}': No such file or directory`;
  await t.rejects(storage.call('storagePoolRefresh', { pool }), { code: 38, message: text });
  t.match(await storage.call('storagePoolIsActive', { pool }), { active: 0 });
  t.match(storage.seen.at(-1), { kind: 'lifecycle', event: 3 });
});

t.test('a file system on a loop device', { skip: noLoop() }, async (t) => {
  const storage = await createTestStorage();
  const device = loopDevice(join(storage.root, 'disk.img'), 64 * MIB);
  const target = join(storage.root, 'mnt');
  t.teardown(() => {
    execFileSync('sh', ['-c', 'umount "$1" 2>/dev/null; losetup -d "$2"; true', '-', target, device]);
    storage.clean();
  });
  const source = `<device path='${device}'/><format type='ext4'/>`;
  const { pool } = await storage.call<{ pool: PoolHandle }>('storagePoolDefineXML', {
    xml: poolXml('fs', 'f', target, source),
  });
  await t.rejects(
    storage.call('storagePoolCreate', { pool }),
    /Child process \(.*mount -o nodev,nosuid,noexec/,
  );
  const NO_OVERWRITE = 4;
  await storage.call('storagePoolBuild', { pool, flags: NO_OVERWRITE });
  await t.rejects(storage.call('storagePoolBuild', { pool, flags: NO_OVERWRITE }), {
    code: 76,
    message: `Storage pool already built: Device '${device}' already formatted using 'ext4'`,
  });
  await storage.call('storagePoolCreate', { pool });
  t.match(readFileSync('/proc/mounts', 'utf8'), `${device} ${target} ext4`);
  const { available } = await storage.call<{ available: number }>('storagePoolGetInfo', { pool });
  t.ok(available < 64 * MIB, 'its own size, not that of the disk below');

  await t.rejects(createVol(storage, pool, volumeXml('big', 200 * MIB)), {
    code: 38,
    message: /No space left/,
  });
  t.notOk(existsSync(join(target, 'big')), 'nothing half-made');
  const vol = await createVol(storage, pool, volumeXml('v', 10 * MIB));
  await storage.restart();
  t.match(await storage.call('storagePoolIsActive', { pool }), { active: 1 }, 'still mounted');
  t.match(await storage.call('storageVolGetInfo', { vol }), { capacity: 10 * MIB });
  await storage.call('storagePoolDestroy', { pool });
  t.notMatch(readFileSync('/proc/mounts', 'utf8'), target);
});

const btrfs = hasProgram('mkfs.btrfs') ? noLoop() : 'mkfs.btrfs is not installed';
t.test('clones share their blocks where the file system can', { skip: btrfs }, async (t) => {
  const storage = await createTestStorage();
  const device = loopDevice(join(storage.root, 'disk.img'), 512 * MIB);
  const target = join(storage.root, 'mnt');
  mkdirSync(target);
  execFileSync('mkfs.btrfs', ['-q', '-f', device]);
  execFileSync('mount', [device, target]);
  t.teardown(() => {
    execFileSync('sh', ['-c', 'umount "$1"; losetup -d "$2"; true', '-', target, device]);
    storage.clean();
  });
  const pool = await startPool(storage, poolXml('dir', 'p', target), 0);
  const vol = await createVol(storage, pool, volumeXml('big', 256 * MIB));
  writeFileSync(vol.key, Buffer.alloc(256 * MIB, 7));
  execFileSync('sync', ['-f', vol.key]);
  const begun = performance.now();
  const { vol: clone } = await storage.call<{ vol: VolumeHandle }>('storageVolCreateXMLFrom', {
    pool,
    xml: volumeXml('copy', 0),
    clonevol: vol,
  });
  const took = performance.now() - begun;
  t.ok(
    readFileSync(clone.key).equals(readFileSync(vol.key)),
    'the same bytes, though two do not fit the disk',
  );
  t.comment(`256 MiB cloned in ${took.toFixed(1)} ms`);
});

const parted = hasProgram('parted') ? noLoop() : 'parted is not installed';
t.test('a disk on a loop device', { skip: parted }, async (t) => {
  const storage = await createTestStorage();
  const device = loopDevice(join(storage.root, 'disk.img'), 100 * MIB);
  t.teardown(() => {
    execFileSync('losetup', ['-d', device]);
    storage.clean();
  });
  for (const label of ['gpt', 'dos']) {
    const source = `<device path='${device}'/><format type='${label}'/>`;
    const { pool } = await storage.call<{ pool: PoolHandle }>('storagePoolDefineXML', {
      xml: poolXml('disk', label, '/dev', source),
    });
    const OVERWRITE = 8;
    await storage.call('storagePoolBuild', { pool, flags: OVERWRITE });
    await storage.call('storagePoolCreate', { pool });
    const { available } = await storage.call<{ available: number }>('storagePoolGetInfo', { pool });
    t.ok(available > 90 * MIB, `${label}: all is free`);
    const name = `${device.slice(5)}p1`;
    const partition = (what: string): string =>
      `<volume><name>${what}</name><capacity>${20 * MIB}</capacity></volume>`;
    await t.rejects(createVol(storage, pool, partition('wrong')), {
      code: 8,
      message: `invalid argument: invalid partition name 'wrong', expected '${name}'`,
    });
    const vol = await createVol(storage, pool, partition(name));
    t.equal(vol.key, `/dev/${name}`);
    const info = await storage.call<{ type: number; capacity: number }>('storageVolGetInfo', { vol });
    t.equal(info.type, 1);
    t.ok(info.capacity >= 19 * MIB, `${label}: ${info.capacity} bytes`);
    const { xml } = await storage.call<{ xml: string }>('storageVolGetXMLDesc', { vol });
    t.match(xml, /<extent start='\d+' end='\d+'\/>/);
    await storage.call('storageVolDelete', { vol });
    t.match(await storage.call('storagePoolNumOfVolumes', { pool }), { num: 0 });
    await storage.call('storagePoolDestroy', { pool });
    await storage.call('storagePoolUndefine', { pool });
  }
});

t.test('places on a disk', async (t) => {
  const free = [
    { start: 1000, end: 5000, logical: false },
    { start: 10_000, end: 12_500, logical: false },
    { start: 20_000, end: 90_000, logical: true },
  ];
  t.same(
    choosePlace({ size: 2000, free, logical: false }),
    { start: 10_000, end: 11_999 },
    'the smallest that fits',
  );
  t.same(choosePlace({ size: 2000, free, logical: true }), { start: 20_512, end: 22_511 });
  t.throws(() => choosePlace({ size: 4000, free, logical: false }), /no large enough free extent/);
});

t.test('command lines of tools that are not here', async (t) => {
  const volume = createVolume({
    type: 'block',
    name: 'v',
    capacity: 4096,
    allocation: 4096,
    target: {} as never,
  });
  t.same(lvcreateArguments('vg', volume), ['--name', 'v', '-L', '4K', 'vg', '--yes']);
  t.same(zfsCreateArguments('tank', volume, true), ['create', '-o', 'volmode=dev', '-V', '4K', 'tank/v']);
  volume.def.allocation = 1024;
  const thin = ['--name', 'v', '-L', '1K', '--type', 'snapshot', '--virtualsize', '4K', 'vg', '--yes'];
  t.same(lvcreateArguments('vg', volume), thin);
  t.same(zfsCreateArguments('tank', volume, false), [
    'create',
    '-s',
    '-o',
    'refreservation=1K',
    '-V',
    '4K',
    'tank/v',
  ]);
});

t.test('what lvs says of volumes in pieces and in stripes', (t) => {
  const said = [
    '  lin##aaaaaa-aaaa#/dev/loop0(0)#linear#1#8388608#4194304#20971520#-wi-a-----',
    '  lin##aaaaaa-aaaa#/dev/loop0(10)#linear#1#12582912#4194304#20971520#-wi-a-----',
    '  str##bbbbbb-aaaa#/dev/loop0(20),/dev/loop0(30)#striped#2#16777216#4194304#16777216#-wi-XX----',
  ];
  t.match(parseLvs(said.join('\n')), [
    { name: 'lin', uuid: 'aaaaaa-aaaa', extents: [{ path: '/dev/loop0', start: 0, end: 8388608 }] },
    { name: 'lin', size: 20971520, extents: [{ path: '/dev/loop0', start: 41943040, end: 54525952 }] },
    { name: 'str', attributes: '-wi-XX----', extents: [{ start: 83886080 }, { start: 125829120 }] },
  ]);
  t.end();
});

/** Volume groups can be made and started without the kernel's device mapper; volumes cannot. */
const noLvm = (): string | false =>
  noLoop() || (hasProgram('vgcreate') ? false : 'vgcreate is not installed');
t.test('a volume group on a loop device', { skip: noLvm() }, async (t) => {
  const storage = await createTestStorage();
  const device = loopDevice(join(storage.root, 'lvm.img'), 200 * MIB);
  const group = `virtlight${process.pid}`;
  t.teardown(async () => {
    execFileSync('losetup', ['-d', device]);
    await storage.clean();
  });
  const xml = `<pool type='logical'><name>lg</name><source><name>${group}</name><device path='${device}'/></source>
    <target><path>/dev/${group}</path></target></pool>`;
  const pool = await startPool(storage, xml);
  t.match(await storage.call('storagePoolGetInfo', { pool }), { capacity: 205520896, allocation: 0 });
  const { xml: found } = await storage.call<{ xml: string }>('connectFindStoragePoolSources', {
    type: 'logical',
    srcSpec: null,
  });
  t.match(found, `<name>${group}</name>`, 'found among the sources');
  await storage.call('storagePoolDestroy', { pool });
  await storage.call('storagePoolDelete', { pool });
  await storage.call('storagePoolUndefine', { pool });
  const after = await storage.call<{ xml: string }>('connectFindStoragePoolSources', {
    type: 'logical',
    srcSpec: null,
  });
  t.notMatch(after.xml, group, 'gone');
});
