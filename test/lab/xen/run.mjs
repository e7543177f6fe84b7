// `npm run test:xen`: builds the lab if need be, then runs the tests of test/libxl/lab, each in a fresh dom0.
// Without root, Debian or QEMU it says so and counts every one of them as skipped.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareLab, runInLab, whyNot } from './lab.mjs';
import { stage } from './stage.mjs';

const scripts = resolve(dirname(fileURLToPath(import.meta.url)), '../../libxl/lab');
const wanted = process.argv.slice(2);
const tests = readdirSync(scripts)
  .filter((f) => f.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((w) => f.includes(w))))
  .sort();
const why = whyNot();
let passed = 0;
let failed = 0;
if (why) {
  console.log(`xen lab skipped: ${why}`);
  console.log(`0 passed, 0 failed, ${tests.length} skipped`);
} else {
  const begin = Date.now();
  await prepareLab();
  const folder = mkdtempSync(join(tmpdir(), 'virtlight-stage-'));
  try {
    stage(folder);
    for (const test of tests) {
      const start = Date.now();
      const status = await runInLab(`QUICK=${process.env.QUICK ?? ''} node lab/${test}`, {
        project: folder,
        timeout: Number(process.env.LAB_TIMEOUT ?? 900),
      });
      const line = `${status === 0 ? 'ok' : 'not ok'} - ${test} (${((Date.now() - start) / 1000).toFixed(1)} s)`;
      console.log(line);
      if (status === 0) passed++;
      else failed++;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`xen lab: ${((Date.now() - begin) / 1000).toFixed(0)} s in all`);
  console.log(`${passed} passed, ${failed} failed, 0 skipped`);
  if (failed) process.exitCode = 1;
}
