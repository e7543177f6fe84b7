// The Xen lab as a part of `npm test`: its points are counted here, or skipped aloud where there is no lab.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import t from 'tap';

const LEAST_KIB = 4 << 20;
const LIMIT_MS = 8 * 60_000;
const available = Number(/MemAvailable: +(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0);
const why =
  spawnSync(process.execPath, ['test/lab/xen/lab.mjs', 'why'], { encoding: 'utf8' }).stdout.trim() ||
  (available < LEAST_KIB && 'the Xen lab needs 4 GiB of free memory');

// These wait for emulated guests to boot again and again: too long for every run.
for (const long of ['beyond', 'driver', 'faults-worker', 'faults-daemon', 'faults-model', 'migration'])
  t.test(`xen lab, ${long}`, { skip: `several minutes: npm run test:xen -- ${long}` }, async () => undefined);

if (why) t.test('xen lab', { skip: why }, async () => undefined);
else {
  t.setTimeout(LIMIT_MS + 30_000);
  const child = spawn(process.execPath, ['test/lab/xen/run.mjs', 'worker'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LAB_TIMEOUT: process.env.LAB_TIMEOUT ?? '300' },
    detached: true,
  });
  const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGTERM'), LIMIT_MS);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const [, not, text] = /^(not )?ok (?:\d+ )?- (.*)$/.exec(line) ?? [];
    if (text !== undefined) t.ok(!not, text);
    else t.comment(line);
  }
  clearTimeout(timer);
  t.equal(await ended, 0, 'the lab ends well, within 8 minutes');
}
