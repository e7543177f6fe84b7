// Images read and written by hand: what qemu-img makes is recognised, what lies is not believed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { readChain } from '../../src/drivers/storage/chain.ts';
import { detectLabel } from '../../src/model/storage/partition-table.ts';
import { HEADER_LENGTH, probeFormat, readHeader } from '../../src/model/storage/probe.ts';
import { emptyQcow2 } from '../../src/model/storage/qcow2.ts';
import { execute, hasProgram } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'image-'));
t.teardown(() => rmSync(folder, { recursive: true, force: true }));
const skip = hasProgram('qemu-img') ? false : 'qemu-img is not installed';
const qemuImg = (...args: string[]) => execute('qemu-img', args);
const start = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_LENGTH), 0, HEADER_LENGTH, 0);
  await file.close();
  return buffer.subarray(0, bytesRead);
};

const MIB = 1 << 20;
t.test('images of qemu-img', { skip }, async (t) => {
  for (const format of ['qcow', 'qcow2', 'qed', 'vmdk', 'vdi', 'raw']) {
    const path = join(folder, `i.${format}`);
    await qemuImg('create', '-q', '-f', format, path, '10M');
    const header = readHeader(await start(path));
    t.equal(header.format, format);
    if (format !== 'raw') t.equal(header.capacity, 10 * MIB, `capacity of ${format}`);
  }
  const path = join(folder, 'x.qcow2');
  const options = 'compat=1.1,lazy_refcounts=on,cluster_size=131072,extended_l2=on';
  await qemuImg('create', '-q', '-f', 'qcow2', '-o', options, path, '10M');
  const header = readHeader(await start(path));
  t.same(header.features, ['lazy_refcounts', 'extended_l2']);
  t.equal(header.clusterSize, 131072);
});

t.test('our qcow2 is the one qemu-img makes', { skip }, async (t) => {
  for (const [version, compat] of [
    [3, '1.1'],
    [2, '0.10'],
  ] as const) {
    for (const lazyRefcounts of version === 3 ? [false, true] : [false]) {
      for (const capacity of [1024, 10 * MIB, 2 ** 40, 5 * 2 ** 40]) {
        const ours = emptyQcow2({ capacity, version, lazyRefcounts });
        const path = join(folder, 'ref.qcow2');
        const options = `compat=${compat}${lazyRefcounts ? ',lazy_refcounts' : ''}`;
        await qemuImg('create', '-q', '-f', 'qcow2', '-o', options, path, `${capacity / 1024}K`);
        t.ok(
          ours?.equals(await readFile(path)),
          `compat ${compat}, ${capacity} bytes, lazy ${lazyRefcounts}`,
        );
        writeFileSync(path, ours ?? '');
        await t.resolves(qemuImg('check', path));
      }
    }
  }
  t.equal(emptyQcow2({ capacity: MIB, version: 3, clusterSize: 65537 }), null, 'no such cluster');
});

t.test('headers that lie', async (t) => {
  const qcow2 = Buffer.alloc(512);
  qcow2.write('QFI\xfb', 'latin1');
  qcow2.writeUInt32BE(3, 4);
  qcow2.writeBigUInt64BE(2n ** 63n, 24);
  t.equal(readHeader(qcow2).capacity, undefined, 'a size beyond all sizes');
  qcow2.writeBigUInt64BE(2n ** 40n, 8);
  qcow2.writeUInt32BE(20, 16);
  t.equal(readHeader(qcow2).backing, undefined, 'a backing name outside the header');
  qcow2.writeBigUInt64BE(500n, 8);
  qcow2.writeUInt32BE(0xffffffff, 16);
  t.equal(readHeader(qcow2).backing, undefined, 'a name of four gigabytes');
  qcow2.writeUInt32BE(0xffffffff, 100);
  qcow2.writeBigUInt64BE(504n, 8);
  qcow2.writeUInt32BE(4, 16);
  t.equal(readHeader(qcow2).backing?.format, 'auto', 'extensions beyond the end');
  qcow2.writeUInt32BE(200, 20);
  t.equal(readHeader(qcow2).clusterSize, undefined, 'clusters of 2^200 bytes');
  qcow2.writeUInt32BE(9, 4);
  t.equal(probeFormat(qcow2), 'raw', 'a version nobody knows');
  for (let length = 0; length < 120; length++) {
    const cut = Buffer.from(qcow2.subarray(0, length));
    if (length > 8) cut.writeUInt32BE(3, 4);
    t.doesNotThrow(() => readHeader(cut, 'qcow2'), `cut to ${length}`);
  }
});

t.test('random bytes are only ever read', async (t) => {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed >> 8;
  };
  const formats = [
    'qcow',
    'qcow2',
    'qed',
    'vmdk',
    'vdi',
    'vpc',
    'cow',
    'ploop',
    'bochs',
    'raw',
    'iso',
  ] as const;
  for (let i = 0; i < 3000; i++) {
    const bytes = Buffer.from(Array.from({ length: random() % 700 }, () => random() & 0xff));
    const format = formats[i % formats.length] ?? 'raw';
    if (format === 'qcow2' && bytes.length > 8) bytes.writeUInt32BE(3, 4);
    readHeader(bytes, format);
  }
  t.pass('3,000 headers without a fault');
});

t.test('backing chains', { skip }, async (t) => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, `${name}.qcow2`)) as [string, string, string];
  await qemuImg('create', '-q', '-f', 'qcow2', a, '1M');
  await qemuImg('create', '-q', '-f', 'qcow2', '-b', 'a.qcow2', '-F', 'qcow2', b);
  await qemuImg(
    'create',
    '-q',
    '-f',
    'qcow2',
    '-b',
    `json:{"driver":"qcow2","file":{"driver":"file","filename":"${b}"}}`,
    '-F',
    'qcow2',
    c,
  );
  t.same(
    (await readChain(b, 'qcow2')).map(({ source }) => source.path),
    [b, a],
  );
  t.same(
    (await readChain(c, 'raw')).map(({ format }) => format),
    ['raw'],
    'a raw image has no backing file',
  );
  await t.rejects(
    readChain(c, 'qcow2'),
    /missing parser implementation/,
    'nested format drivers are not followed',
  );
  await qemuImg('rebase', '-u', '-b', b, '-F', 'qcow2', a);
  await t.rejects(readChain(b, 'qcow2'), /self-referential or too deeply nested/);
  await qemuImg('create', '-q', '-f', 'qcow2', a, '1M');
  await qemuImg('create', '-q', '-u', '-f', 'qcow2', '-b', 'nbd://h:10/x', '-F', 'raw', c, '1M');
  const remote = (await readChain(c, 'qcow2')).at(-1)?.source;
  t.match(remote, { type: 'network', protocol: 'nbd', path: 'x', hosts: [{ name: 'h', port: 10 }] });
});

t.test('partition tables', async (t) => {
  const disk = Buffer.alloc(1024);
  t.equal(detectLabel(disk), 'unknown');
  disk.writeUInt16LE(0xaa55, 0x1fe);
  t.equal(detectLabel(disk), 'dos');
  disk.write('EFI PART', 0x200, 'latin1');
  t.equal(detectLabel(disk), 'gpt');
  t.equal(detectLabel(Buffer.alloc(3)), 'unknown');
});
