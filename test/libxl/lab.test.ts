// The Xen lab as a part of `npm test`: the worker. Its points are counted here, or skipped
// aloud where there is no lab, and where the machine is too slow for it: how long an emulated host takes is no fault of ours.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import t from 'tap';

const LEAST_KIB = 4 << 20;
const LIMIT_MS = 8 * 60_000;
const here = ['worker'];
const available = Number(/MemAvailable: +(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0);
const why =
  spawnSync(process.execPath, ['test/lab/xen/lab.mjs', 'why'], { encoding: 'utf8' }).stdout.trim() ||
  (available < LEAST_KIB && 'the Xen lab needs 4 GiB of free memory');

// These wait for emulated guests to boot again and again: too long for every run.
for (const file of readdirSync('test/libxl/lab').filter((name) => name.endsWith('.test.mjs'))) {
  const name = file.replace('.test.mjs', '');
  if (!here.includes(name))
    t.test(
      `xen lab, ${name}`,
      { skip: `several minutes: npm run test:xen -- ${name}` },
      async () => undefined,
    );
}

if (why) t.test('xen lab', { skip: why }, async () => undefined);
else {
  t.setTimeout(LIMIT_MS + 30_000);
  const child = spawn(process.execPath, ['test/lab/xen/run.mjs', ...here], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, QUICK: '1', LAB_TIMEOUT: '480' },
    detached: true,
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
  }, LIMIT_MS);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const [, not, text] = /^(not )?ok (?:\d+ )?- (.*)$/.exec(line) ?? [];
    if (text !== undefined && !late) t.ok(!not, text);
    else t.comment(line);
  }
  clearTimeout(timer);
  const status = await ended;
  if (late)
    t.test('xen lab', { skip: 'this machine has not ended it within 8 minutes' }, async () => undefined);
  else t.equal(status, 0, 'the lab ends well');
}
