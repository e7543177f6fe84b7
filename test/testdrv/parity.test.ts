// The simulated hypervisor of a private stock libvirtd and ours, virsh command by command and event by event.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { missingProgram } from '../daemon/support.ts';

const LIMIT_MS = 5 * 60_000;
const skip =
  missingProgram('virsh', 'unshare') ??
  (process.env['VIRTLIGHT_STOCK'] === '1' && existsSync('/usr/sbin/libvirtd')
    ? null
    : 'compares with an installed stock libvirtd of version 9.0: set VIRTLIGHT_STOCK=1');

t.test('words and events', { timeout: LIMIT_MS, skip: skip ?? false }, async (t) => {
  const program = join(process.cwd(), 'test/testdrv/parity.mjs');
  const done = spawnSync(process.execPath, [program], { encoding: 'utf8', timeout: LIMIT_MS });
  const counts = /^(\d+) passed, 0 failed, (\d+) skipped$/m.exec(done.stdout);
  if (counts?.[2] === '1') {
    t.comment(`skipped: ${done.stdout}`);
    t.equal(process.geteuid?.() === 0, false, 'only for want of root');
    return;
  }
  t.ok(counts, `${done.stdout}${done.stderr}`);
  t.ok(Number(counts?.[1]) > 900, 'everything was compared');
});
