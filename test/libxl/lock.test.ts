// The lock that keeps two workers of libxenlight apart.
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { holdLock } from '../../src/drivers/libxl/process/lock.ts';
import { LOCK_EXCLUSIVE, tryLock } from '../../src/native/files.ts';

const fileWith = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'virtlight-lock-')), 'worker.lock');
  writeFileSync(file, text);
  return file;
};

t.test('a worker before it that does not end is told of by its number', async (t) => {
  const file = fileWith('4711\n');
  const other = openSync(file, 'a');
  t.ok(tryLock(other, LOCK_EXCLUSIVE));
  await t.rejects(holdLock(file, 100), { message: /^process 4711 has kept .*worker\.lock locked for/ });
  t.equal(readFileSync(file, 'utf8'), '4711\n', 'the file is as it was');
  closeSync(other);
});

t.test('the next worker begins when the one before it has gone', async (t) => {
  const file = fileWith('4711\n');
  const other = openSync(file, 'a');
  t.ok(tryLock(other, LOCK_EXCLUSIVE));
  const held = holdLock(file, 60_000);
  closeSync(other);
  await held;
  t.equal(readFileSync(file, 'utf8'), `${process.pid}\n`, 'and says that it is there');
  const third = openSync(file, 'a');
  t.notOk(tryLock(third, LOCK_EXCLUSIVE), 'for its whole life');
  closeSync(third);
});
