// Every storage command of virsh, failures included, answered as stock libvirtd answers it.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { quietLog, testHost } from '../network/serve.ts';
import { difference, prepare, startStock, virsh, whyNot } from './parity.ts';
import { commands, files } from './parity-script.ts';
import { serve } from './serve.ts';

/** Where we follow newer libvirt than the one compared with: what only the newer one says is left out. */
const forgive = (text: string): string =>
  text
    .replace(/\n *<clusterSize unit='B'>\d+<\/clusterSize>/g, '')
    .replace(/\n *<source>\s*<\/source>/g, '')
    .replace('cannot send data to volume', 'cannot close volume')
    .replace(/\(\w+_definition\):(\d+):/g, 'at line $1:')
    // virsh sometimes adds this after stock has ended a stream with an error, and sometimes does not.
    .replace(/\n?error: Disconnected from \S+ due to I\/O error/g, '');

t.setTimeout(300_000);
const reason = whyNot();
t.test('storage commands', { skip: reason ?? false, timeout: 300_000 }, async (t) => {
  const stock = await startStock();
  const folder = join(stock.folder, 'ours');
  const ours = await serve(folder, testHost(folder, quietLog));
  t.teardown(async () => {
    await ours.close();
    stock.stop();
    rmSync(stock.folder, { recursive: true, force: true });
  });
  const [scratchA, scratchB] = [join(stock.folder, 'a'), join(stock.folder, 'b')];
  prepare(scratchA, files);
  prepare(scratchB, files);
  for (const command of commands) {
    const theirs = await virsh(stock.socket, command, scratchA);
    const mine = await virsh(ours.socket, command, scratchB);
    const wrong = difference(theirs, mine, scratchA, scratchB, forgive);
    t.equal(wrong, null, command);
  }
});
