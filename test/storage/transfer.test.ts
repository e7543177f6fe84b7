// Uploads and downloads: ranges, holes, full disks, clients that vanish, and volumes in use meanwhile.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { StreamChunk } from '../../src/drivers/context.ts';
import {
  collect,
  createTestStorage,
  createVol,
  type Ends,
  feed,
  isRoot,
  poolXml,
  startPool,
  volumeXml,
} from './support.ts';

t.setTimeout(60_000);
const MIB = 1 << 20;
const pattern = (size: number, seed: number): Buffer =>
  Buffer.alloc(size, Buffer.from([seed, seed + 1, 255 - seed, 3]));

const begin = async () => {
  const storage = await createTestStorage();
  const pool = await startPool(storage, poolXml('dir', 'p', join(storage.root, 'pool')));
  const vol = await createVol(storage, pool, volumeXml('v', 4 * MIB, 'raw', '<allocation>0</allocation>'));
  const upload = async (args: Record<string, unknown>, chunks: Iterable<StreamChunk>): Promise<void> => {
    const ends: Ends = {};
    await storage.call('storageVolUpload', { vol, offset: 0, length: 0, ...args }, ends);
    if (!ends.writable) throw new Error('nothing to write to');
    await feed(ends.writable, chunks);
  };
  const download = async (args: Record<string, unknown>): Promise<StreamChunk[]> => {
    const ends: Ends = {};
    await storage.call('storageVolDownload', { vol, offset: 0, length: 0, ...args }, ends);
    if (!ends.readable) throw new Error('nothing to read from');
    return collect(ends.readable);
  };
  return { storage, pool, vol, upload, download };
};
const bytes = (chunks: StreamChunk[]): Buffer =>
  Buffer.concat(chunks.map((chunk) => (Buffer.isBuffer(chunk) ? chunk : Buffer.alloc(chunk.hole))));

t.test('whole volumes and parts of them', async (t) => {
  const { storage, vol, upload, download } = await begin();
  t.teardown(storage.clean);
  const data = pattern(4 * MIB, 9);
  await upload({}, [data.subarray(0, 1), data.subarray(1, MIB + 7), data.subarray(MIB + 7)]);
  t.ok(readFileSync(vol.key).equals(data));
  t.ok(bytes(await download({})).equals(data));
  t.ok(bytes(await download({ offset: 1000, length: 3 * MIB })).equals(data.subarray(1000, 1000 + 3 * MIB)));
  t.equal(bytes(await download({ offset: 5 * MIB })).length, 0, 'beyond the end');
  t.equal(bytes(await download({ offset: 4 * MIB - 3, length: 100 })).length, 3, 'up to the end');
  await upload({ offset: 10, length: 5 }, [Buffer.from('hello')]);
  t.equal(readFileSync(vol.key).toString('latin1', 10, 15), 'hello');
  await t.rejects(upload({ length: 5 }, [Buffer.from('hello, world')]), {
    message: 'cannot write to stream: No space left on device',
  });
  t.equal(statSync(vol.key).size, 4 * MIB);
});

t.test('holes travel as holes', async (t) => {
  const { storage, vol, upload, download } = await begin();
  t.teardown(storage.clean);
  const SPARSE = 1;
  const head = pattern(MIB, 1);
  await upload({ flags: SPARSE }, [head, { hole: 2 * MIB }, head]);
  t.ok(statSync(vol.key).blocks * 512 <= 2 * MIB + 65536, 'no blocks for the hole');
  const got = await download({ flags: SPARSE });
  t.ok(
    got.some((chunk) => !Buffer.isBuffer(chunk) && chunk.hole === 2 * MIB),
    'the hole is told',
  );
  t.ok(bytes(got).equals(Buffer.concat([head, Buffer.alloc(2 * MIB), head])));
  await upload({ flags: SPARSE }, [{ hole: 4 * MIB }]);
  t.ok(readFileSync(vol.key).equals(Buffer.alloc(4 * MIB)), 'a hole over data erases it');
  await upload({ flags: SPARSE }, [{ hole: 6 * MIB }]);
  t.equal(statSync(vol.key).size, 6 * MIB, 'a hole at the end extends the file');
  truncateSync(vol.key, 8 * MIB);
  t.same(await download({ flags: SPARSE }), [{ hole: 8 * MIB }]);
});

t.test('a volume being written is in use', async (t) => {
  const { storage, pool, vol } = await begin();
  t.teardown(storage.clean);
  const ends: Ends = {};
  await storage.call('storageVolUpload', { vol, offset: 0, length: 0 }, ends);
  for (const call of ['storageVolDelete', 'storageVolWipe', 'storageVolUpload'])
    await t.rejects(storage.call(call, { vol, offset: 0, length: 0 }, {}), {
      message: "Requested operation is not valid: volume 'v' is still in use.",
    });
  for (const call of ['storagePoolDestroy', 'storagePoolRefresh'])
    await t.rejects(storage.call(call, { pool }), /asynchronous jobs running/);
  t.match(await storage.call('storageVolGetInfo', { vol }), { capacity: 4 * MIB }, 'it can be asked about');
  const closed = once(ends.writable as never, 'close');
  ends.writable?.destroy();
  await closed;
  await storage.call('storageVolWipe', { vol });
  await storage.call('storageVolDelete', { vol });
  t.notOk(existsSync(vol.key));
});

t.test('a volume is free as soon as its stream has ended', async (t) => {
  const { storage, vol } = await begin();
  t.teardown(storage.clean);
  const args = { vol, offset: 0, length: 0 };
  for (const _ of [1, 2, 3]) {
    const up: Ends = {};
    await storage.call('storageVolUpload', args, up);
    if (!up.writable) throw new Error('nothing to write to');
    await t.rejects(storage.call('storageVolUpload', args, {}), { message: /is still in use/ });
    up.writable.write(pattern(MIB, 5));
    // The client is told when this is called back.
    await new Promise<void>((resolve) => up.writable?.end(resolve));
    const down: Ends = {};
    await storage.call('storageVolDownload', args, down);
    if (!down.readable) throw new Error('nothing to read from');
    for await (const _chunk of down.readable);
  }
});

t.test('an upload tells the pool', async (t) => {
  const { storage, pool, upload } = await begin();
  t.teardown(storage.clean);
  const refreshed = new Promise<void>((resolve) => {
    storage.events.subscribe(({ kind }) => kind === 'refresh' && resolve());
  });
  await upload({}, [pattern(MIB, 2)]);
  await refreshed;
  const { pools } = await storage.call<{ pools: unknown[] }>('connectListAllStoragePools', {});
  t.equal(pools.length, 1);
  t.match(await storage.call('storagePoolIsActive', { pool }), { active: 1 });
});

t.test('a full disk', { skip: isRoot ? false : 'only root can mount a small file system' }, async (t) => {
  const storage = await createTestStorage();
  const target = join(storage.root, 'small');
  mkdirSync(target);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', target]);
  t.teardown(() => {
    execFileSync('umount', [target]);
    storage.clean();
  });
  const pool = await startPool(storage, poolXml('dir', 'p', target), 0);
  const xml = volumeXml('v', 8 * MIB, 'raw', '<allocation>0</allocation>');
  const vol = await createVol(storage, pool, xml);
  const ends: Ends = {};
  await storage.call('storageVolUpload', { vol, offset: 0, length: 0 }, ends);
  if (!ends.writable) return t.fail('nothing to write to');
  const data = pattern(8 * MIB, 4);
  const text = `Unable to write ${vol.key}: No space left on device`;
  await t.rejects(feed(ends.writable, [data]), { code: 38, message: text });
  const left = statSync(vol.key);
  t.equal(left.size, 8 * MIB, 'the volume has its size');
  t.equal(left.blocks, 0, 'and none of the upload');
  await t.rejects(createVol(storage, pool, volumeXml('w', 6 * MIB)), { message: /No space left on device/ });
  await t.rejects(
    createVol(storage, pool, volumeXml('q', 40 * MIB, 'qcow2', '', '<clusterSize>2097152</clusterSize>')),
    {
      message: /No space left on device/,
    },
  );
  const { names } = await storage.call<{ names: string[] }>('storagePoolListVolumes', { pool, maxnames: 9 });
  t.same(names, ['v'], 'nothing half-made is listed');
  t.same(execFileSync('ls', [target], { encoding: 'utf8' }), 'v\n', 'or left behind');
});
