// Definitions that the machine lost in a crash come back from the journal. The crash is made by hand: the daemon is killed,
// the journal is marked as an earlier boot's, and the files are put into the state an unsynced disk may leave.
import { existsSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { startDaemon } from './support.ts';

/** A guest that is defined again needs its UUID. */
const uuids: Record<string, string> = { changed: '<uuid>5f0a5f0a-0000-4000-8000-000000000001</uuid>' };
const xml = (name: string, memory = 64): string =>
  `<domain type='qemu'><name>${name}</name>${uuids[name] ?? ''}<memory unit='MiB'>${memory}</memory><os><type>hvm</type></os></domain>`;

const SEGMENT = 2 << 20;
const markAsEarlierBoot = (journal: string): void => {
  const data = readFileSync(journal);
  for (const at of [0, SEGMENT]) data.write('11111111-2222-3333-4444-555555555555', at + 8, 'latin1');
  writeFileSync(journal, data);
};

t.test('promised definitions survive the machine', async (t) => {
  const daemon = await startDaemon();
  t.teardown(() => daemon.remove());
  const file = (name: string): string => join(daemon.root, 'etc/libvirt/qemu', `${name}.xml`);
  const journal = join(daemon.root, 'var/lib/libvirt/virtlight/definitions.journal');
  const define = (name: string, memory?: number): string => {
    const source = join(daemon.root, `in-${name}-${memory}.xml`);
    writeFileSync(source, xml(name, memory));
    return `define ${source}`;
  };
  const names = ['lost', 'empty', 'changed', 'undefined', 'edited'];
  const commands = [...names.map((name) => define(name)), define('changed', 128), 'undefine undefined'];
  // In one breath: after a second of quiet the journal has nothing to promise any more.
  t.equal(daemon.virsh(commands.join('; ')).status, 0);
  await daemon.stop('SIGKILL');
  const undefined_ = readFileSync(file('lost'), 'utf8')
    .replace('lost', 'undefined')
    .replace(/<uuid>.*<\/uuid>/, '<uuid>5f0a5f0a-0000-4000-8000-000000000002</uuid>');

  const past = new Date(Date.now() - 3_600_000);
  rmSync(file('lost'));
  truncateSync(file('empty'));
  utimesSync(file('empty'), past, past);
  writeFileSync(file('changed'), readFileSync(file('changed'), 'utf8').replaceAll('131072', '65536'));
  utimesSync(file('changed'), past, past);
  writeFileSync(file('undefined'), undefined_);
  utimesSync(file('undefined'), past, past);
  writeFileSync(file('edited'), readFileSync(file('edited'), 'utf8').replaceAll('65536', '98304'));
  const future = new Date(Date.now() + 3_600_000);
  utimesSync(file('edited'), future, future);
  markAsEarlierBoot(journal);

  const again = await daemon.restart();
  const found = again.virsh('list', '--all', '--name').stdout.split('\n').filter(Boolean).sort();
  t.same(found, ['changed', 'edited', 'empty', 'lost'], 'what was undefined stays so, the rest is back');
  t.match(again.virsh('dominfo', 'changed').stdout, /Max memory: +131072 KiB/, 'the last promise counts');
  t.match(
    again.virsh('dominfo', 'edited').stdout,
    /Max memory: +98304 KiB/,
    'what was written later is kept',
  );
  t.ok(statSync(file('empty')).size > 100, 'the file itself is repaired');
  t.notOk(existsSync(file('undefined')));
  t.match(again.log(), /lost\.xml is as it was promised/);
  await again.stop();
});

t.test('a journal that is none is no obstacle', async (t) => {
  const daemon = await startDaemon();
  t.teardown(() => daemon.remove());
  const source = join(daemon.root, 'in.xml');
  writeFileSync(source, xml('guest'));
  t.equal(daemon.virsh('define', source).status, 0);
  await daemon.stop('SIGKILL');
  const journal = join(daemon.root, 'var/lib/libvirt/virtlight/definitions.journal');
  const data = readFileSync(journal);
  for (let at = 0; at < data.length; at += 7) data[at] = (at * 31) & 0xff;
  writeFileSync(journal, data);
  const again = await daemon.restart();
  t.match(again.virsh('list', '--all').stdout, /guest/);
  writeFileSync(source, xml('second'));
  t.equal(again.virsh('define', source).status, 0, 'and is taken into use again');
  t.match(readFileSync(join(daemon.root, 'etc/libvirt/qemu/second.xml'), 'utf8'), /second/);
  await again.stop();
});
